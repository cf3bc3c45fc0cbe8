//! [`Function`], a KRM function: a program or a container that gets a `ResourceList` and gives one back.

use super::exchange;
use super::run::{self, Step};
use super::{failed, refused};
use crate::diagnostic::{Diagnostic, Fault, Severity};
use crate::host::process::{self, Program};
use crate::kustomize::remote::leaves;
use crate::kustomize::{Context, FunctionOptions, Generator, Loader, Result, Transformer};
use crate::resource::{Resource, ResourceSet, stream};
use crate::source::{SourceId, Span};
use crate::yaml::{self, Indentation, Tree, typed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The most that a function may write.
const MAX_OUTPUT: u64 = 256 << 20;

/// The annotations that name a function.
const ANNOTATIONS: [&str; 2] = ["config.kubernetes.io/function", "config.k8s.io/function"];

/// The earlier annotation, which holds an image alone.
const IMAGE: &str = "config.kubernetes.io/container";

/// What an object says of the function that it configures.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Specification {
    /// Failures are reported after the other functions; a build runs one at a time.
    defer_failure: bool,
    container: Container,
    exec: Exec,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Container {
    image: String,
    network: bool,
    mounts: Vec<Mount>,
    envs: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Mount {
    #[serde(rename = "type")]
    sort: String,
    src: String,
    dst: String,
    rw: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Exec {
    path: String,
    args: Vec<String>,
    envs: Vec<String>,
}

/// The function that an object configures, if it does.
pub(super) fn specification(resource: &Resource) -> Result<Option<Specification>> {
    let annotated = ANNOTATIONS.into_iter().find_map(|name| Some((name, resource.annotation(name)?)));
    if let Some((name, text)) = annotated.filter(|(_, text)| !text.is_empty()) {
        let place = resource.tree.origin;
        let invalid = |cause: &str| {
            let sentence = format!("loader: failed to get FunctionSpec: {name} unmarshal error: {cause}");
            failed("plugin::function", sentence, place, "write `exec: {path: …}` or `container: {image: …}`")
        };
        let tree = yaml::read_configuration(text.as_bytes(), place.source).map_err(|error| invalid(error.message()))?;
        let tree = tree.unwrap_or_else(|| Tree::null(place));
        return typed::read(&tree, true).map(Some).map_err(|error| invalid(&error.message));
    }
    if let Some(tree) = resource.tree.at(&["metadata", "configFn"]).filter(|tree| !tree.is_null()) {
        return typed::read(tree, true).map(Some).map_err(|error| {
            let sentence = format!("loader: failed to get FunctionSpec: configFn unmarshal error: {}", error.message);
            failed("plugin::function", sentence, error.origin, "write `container: {image: …}`")
        });
    }
    let image = resource.annotation(IMAGE).filter(|image| !image.is_empty());
    Ok(image.map(|image| Specification {
        container: Container { image: image.to_string(), ..Container::default() },
        ..Specification::default()
    }))
}

/// A function and the object that configures it.
pub(super) struct Function {
    /// `None`: nothing may be run, and the objects stay as they are.
    step: Option<Step>,
    configuration: Tree,
    name: String,
    place: Span,
}

impl Function {
    /// The function of an object, as far as the flags allow it.
    pub(super) fn new(
        resource: Resource,
        specification: Specification,
        loader: &Loader,
        context: &mut Context<'_>,
    ) -> Result<Self> {
        check_mounts(&resource, &specification)?;
        let place = resource.tree.origin;
        let gvk = resource.gvk();
        let name = format!("api: {}, kind: {}, name: {}", gvk.api_version(), gvk.kind, resource.name());
        let configuration = configuration(&resource)?;
        let Specification { defer_failure, container, exec } = &specification;
        let options = &context.options.functions;
        let program = if !container.image.is_empty() {
            if container.network && !options.network {
                let sentence =
                    String::from("couldn't execute function: network required but not enabled with --network");
                return Err(refused(&resource, sentence, "allow it with --network"));
            }
            Some(container_program(container, loader.root(), options))
        } else if context.options.exec && !exec.path.is_empty() {
            Some(exec_program(exec, loader.root(), &options.variables))
        } else {
            let message = format!("the function of {} is not run", resource.original_id());
            let note = Diagnostic::error("plugin::not-run", message).severity(Severity::Warning).label(place, "");
            context.notes.push(note.help("allow functions that are programs with --enable-exec"));
            None
        };
        let step = program.map(|program| Step {
            configuration: configuration.clone(),
            program,
            name: name.clone(),
            defers_failure: *defer_failure,
            global: true,
        });
        Ok(Function { step, configuration, name, place })
    }

    /// Runs the function on the objects of a text; `None` where nothing may be run.
    fn run(&self, text: &str, context: &mut Context<'_>) -> Result<Option<Vec<Resource>>> {
        let Some(step) = &self.step else { return Ok(None) };
        let (output, said) = run::run_on(text.as_bytes(), step).map_err(|words| self.stopped(&words))?;
        for said in said {
            let message = format!("the function says: {said}");
            let note = Diagnostic::error("plugin::said", message).severity(Severity::Note);
            context.notes.push(note.label(self.place, ""));
        }
        exchange::incoming(output.as_bytes(), "the function", self.place, context).map(Some)
    }

    fn printed_configuration(&self) -> String {
        yaml::write_tree(&self.configuration, Indentation::Compact)
    }

    fn stopped(&self, words: &str) -> Box<Diagnostic> {
        let sentence = format!("couldn't execute function: {words}");
        let diagnostic = failed("plugin::failed", sentence, self.place, "run the function by hand on a ResourceList");
        Box::new(diagnostic.fault(Fault::Outside))
    }
}

/// The configuration as the function sees it: printed, read again, and marked as no object of the output.
fn configuration(resource: &Resource) -> Result<Tree> {
    let text = exchange::printed([&resource.tree])?;
    let refuse = |sentence: String| refused(resource, sentence, "mend the configuration");
    let read = yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN);
    let read = read.map_err(|error| refuse(error.to_string()))?;
    let mut tree = read.into_iter().next().unwrap_or_else(|| resource.tree.clone());
    stream::set_annotation(&mut tree, "config.kubernetes.io/local-config", "true").map_err(refuse)?;
    Ok(tree)
}

/// What went wrong with a program, in Go's words where it ended with a status.
pub(super) fn words(error: &process::Error) -> String {
    match error {
        process::Error::Failed(status, said) => {
            let status = status.replacen("exit status: ", "exit status ", 1);
            if said.is_empty() { status } else { format!("{status}: {said}") }
        }
        other => other.to_string(),
    }
}

/// Starts a container with docker, or with podman where there is no docker.
pub(super) fn started(program: &Program, input: Vec<u8>) -> std::result::Result<process::Output, process::Error> {
    match program.run(input.clone(), MAX_OUTPUT) {
        Err(process::Error::Start(_)) if program.program == DOCKER => {
            let podman = Program { program: "podman".into(), ..program.clone() };
            podman.run(input, MAX_OUTPUT)
        }
        other => other,
    }
}

impl Generator for Function {
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet> {
        // The configuration is an item too: some generators know nothing else, and it is dropped in the end.
        let made = match self.run(&self.printed_configuration(), context)? {
            Some(made) => made,
            None => vec![Resource::new(self.configuration.clone())],
        };
        exchange::generated(made, self.place)
    }
}

impl Transformer for Function {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        let mut text = exchange::printed(&exchange::outgoing(set)?)?;
        if text.is_empty() {
            // As for generators: a function without objects would not run.
            text = self.printed_configuration();
        }
        let Some(changed) = self.run(&text, context)? else { return Ok(()) };
        exchange::exchange(set, changed, &self.name, self.place)
    }
}

/// Mounts have to lie in the kustomization.
fn check_mounts(resource: &Resource, specification: &Specification) -> Result<()> {
    for mount in &specification.container.mounts {
        let rule = if Path::new(&mount.src).is_absolute() {
            "relative to the current kustomization directory"
        } else if leaves(&mount.src) {
            "under the current kustomization directory"
        } else {
            continue;
        };
        let id = resource.original_id();
        let sentence =
            format!("plugin {id} with mount path '{}' is not permitted; mount paths must be {rule}", mount.src);
        return Err(refused(resource, sentence, "mount a folder below the kustomization"));
    }
    Ok(())
}

fn exec_program(exec: &Exec, root: &Path, variables: &[String]) -> Program {
    let path = Path::new(&exec.path);
    // A path is seen from the folder that the program works in; a bare name is looked for as the system does.
    let program = if path.components().count() > 1 || exec.path.contains('/') { root.join(path) } else { path.into() };
    let merged: BTreeMap<&str, &str> = exec
        .envs
        .iter()
        .chain(variables)
        .filter_map(|pair| pair.split_once('='))
        .filter(|(_, value)| !value.contains('='))
        .collect();
    Program {
        program: program.into(),
        arguments: exec.args.iter().map(OsString::from).collect(),
        folder: Some(root.to_path_buf()),
        variables: merged.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
        time: None,
    }
}

const DOCKER: &str = "docker";

/// What `docker run` gets: nothing of the machine but what was mounted, and no network unless it was allowed.
fn container_program(container: &Container, root: &Path, options: &FunctionOptions) -> Program {
    let network = if container.network { "host" } else { "none" };
    let user = options.user.as_deref().unwrap_or("nobody");
    let mut arguments: Vec<String> = ["run", "--rm", "-i", "-a", "STDIN", "-a", "STDOUT", "-a", "STDERR", "--network"]
        .into_iter()
        .chain([network, "--user", user, "--security-opt=no-new-privileges"])
        .map(String::from)
        .collect();
    for mount in options.mounts.iter().map(|mount| mount_of(mount)) {
        let source: PathBuf = root.join(&mount.src);
        let mode = if mount.rw { "" } else { ",readonly" };
        let Mount { sort, dst, .. } = &mount;
        arguments.extend(["--mount".into(), format!("type={sort},source={},target={dst}{mode}", source.display())]);
    }
    let mut named = BTreeMap::from([("LOG_TO_STDERR", "true"), ("STRUCTURED_RESULTS", "true")]);
    let mut exported = Vec::new();
    for variable in container.envs.iter().chain(&options.variables) {
        match variable.split_once('=') {
            Some((name, value)) => drop(named.insert(name, value)),
            None if exported.contains(&variable) => {}
            None => exported.push(variable),
        }
    }
    arguments.extend(named.iter().flat_map(|(name, value)| ["-e".into(), format!("{name}={value}")]));
    arguments.extend(exported.iter().flat_map(|name| ["-e".into(), name.to_string()]));
    // An image is no option, whatever it looks like.
    arguments.extend(["--".into(), container.image.clone()]);
    let arguments = arguments.into_iter().map(OsString::from).collect();
    Program { program: DOCKER.into(), arguments, ..Program::default() }
}

impl Specification {
    /// The program that the function is, working in `root`, with its name for people; nothing where it is one that may not be
    /// run. An error is a wish that was not granted.
    pub(super) fn program(
        &self,
        root: &Path,
        exec: bool,
        options: &FunctionOptions,
    ) -> std::result::Result<Option<(Program, String)>, String> {
        if self.container.network && !options.network {
            return Err(String::from("network required but not enabled with --network"));
        }
        if !self.container.image.is_empty() {
            let program = container_program(&self.container, root, options);
            return Ok(Some((program, self.container.image.clone())));
        }
        let wanted = Some(&self.exec).filter(|program| exec && !program.path.is_empty());
        Ok(wanted.map(|program| (exec_program(program, root, &options.variables), program.path.clone())))
    }

    /// Whether a failure is to be told after the other functions have run.
    pub(super) fn defers_failure(&self) -> bool {
        self.defer_failure
    }
}

/// A mount as `--mount` has it: `type=bind,src=a,dst=/b,rw=true`.
fn mount_of(text: &str) -> Mount {
    let mut mount = Mount::default();
    for (name, value) in text.split(',').filter_map(|option| option.split_once('=')) {
        match name {
            "type" => mount.sort = value.into(),
            "src" | "source" => mount.src = value.into(),
            "dst" | "target" => mount.dst = value.into(),
            "rw" => mount.rw = value == "true",
            _ => {}
        }
    }
    mount
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mount_may_not_leave_the_kustomization() {
        for (path, out) in [("a", false), ("a/../b", false), ("..", true), ("a/../../b", true), (".", false)] {
            assert_eq!(leaves(path), out, "{path}");
        }
    }

    #[test]
    fn variables_of_the_command_line_win() {
        let exec = Exec { path: "./f".into(), envs: vec!["A=1".into(), "B=2".into()], ..Exec::default() };
        let program = exec_program(&exec, Path::new("/k"), &["A=3".into(), "NAME".into()]);
        assert_eq!(program.program, "/k/./f");
        assert_eq!(program.variables, [("A".into(), "3".into()), ("B".into(), "2".into())]);
    }
}
