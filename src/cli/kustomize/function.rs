//! `plimsoll kustomize fn`: runs functions over a package. Programs are started only with `--enable-exec`, containers by docker
//! or podman. What functions do to objects is [`crate::kustomize::plugins::run`]'s.

use super::super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::super::exit::ExitStatus;
use super::super::flags::function as flags;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::{FileKind, Host, output, process};
use crate::kustomize::FunctionOptions;
use crate::kustomize::cfg::{self, Files};
use crate::kustomize::plugins::run::{self, Ran, RunOptions};
use crate::resource::stream;
use crate::source::SourceId;
use crate::yaml::tree::{NOWHERE, Tree};
use crate::yaml::{Commented, Indentation, write_tree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The most that is read from standard input.
const MAX_INPUT: u64 = 256 << 20;

/// The group.
pub(crate) const COMMAND: Command = Command {
    name: "fn",
    about: "Run functions over packages",
    description: "Run functions over packages of configuration as `kustomize fn` does.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&RUN]),
};

const RUN: Command = Command {
    name: "run",
    about: "Run functions over a package",
    description: "Run the functions that a package's objects configure, or one that flags name, over its objects, and write \
                  them back. Without a folder objects come from standard input and go to standard output.",
    usage: "[DIR] [-- KIND KEY=VALUE...]",
    arguments: Arguments::Any,
    groups: &[&flags::GROUP],
    action: Action::Run(run),
};

fn failed(cause: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("kustomize::fn", cause.into()).help("see `plimsoll kustomize fn run --help`"))
}

fn run(invocation: &mut Invocation) -> Outcome {
    let folder = folder(invocation)?;
    let explicit = explicit(invocation)?;
    let here = Disk.absolute(Path::new(".")).map_err(|error| failed(error.to_string()))?;
    let matches = &invocation.matches;
    let functions = FunctionOptions {
        variables: matches.list("env").iter().map(|text| text.to_string_lossy().into_owned()).collect(),
        network: matches.switch("network"),
        mounts: matches.list("mount").iter().map(|text| text.to_string_lossy().into_owned()).collect(),
        user: if matches.switch("as-current-user") { process::current_user() } else { None },
        ..FunctionOptions::default()
    };
    let (exec, global) = (matches.switch("enable-exec"), matches.switch("global-scope"));
    let options = RunOptions { folder: &here, exec, global, functions: &functions };
    let items = match &folder {
        Some(folder) => {
            cfg::read_package(folder, false, Files::YamlAndJson, &Disk, &invocation.sources).map_err(failed)?
        }
        None => {
            let text = Disk.read_stdin(MAX_INPUT).map_err(|error| failed(error.to_string()))?;
            stream::parse(&text, SourceId::UNKNOWN).map_err(failed)?.items
        }
    };
    let before: BTreeSet<String> = items.iter().filter_map(file_of).collect();
    let ran = run::run(items, explicit, &options).map_err(|cause| Box::new(failed(cause).fault(Fault::Outside)))?;
    report(invocation, &ran)?;
    if ran.items.is_empty() {
        return finished(ran);
    }
    match folder.filter(|_| !invocation.matches.switch("dry-run")) {
        Some(folder) => write(&folder, &ran.items, &before)?,
        None => {
            let text = stream::print(&ran.items).map_err(failed)?;
            invocation.printer.write(text.as_bytes());
        }
    }
    finished(ran)
}

/// The end, with the failures that functions deferred.
fn finished(ran: Ran) -> Outcome {
    match ran.failures.is_empty() {
        true => Ok(ExitStatus::Success),
        false => Err(Box::new(failed(ran.failures.join("\n---\n")).fault(Fault::Outside))),
    }
}

/// The folder of the package, where one is named.
fn folder(invocation: &Invocation) -> Result<Option<PathBuf>, Box<Diagnostic>> {
    let arguments = &invocation.arguments;
    let count = invocation.matches.before_dashes().unwrap_or(arguments.len());
    match arguments.get(..count) {
        Some([]) | None => Ok(None),
        Some([folder]) => Ok(Some(PathBuf::from(folder))),
        Some(_) => Err(failed("0 or 1 arguments supported, function arguments go after '--'")),
    }
}

/// The configurations of functions that flags name, in the place of those among the objects.
fn explicit(invocation: &Invocation) -> Result<Option<Vec<Tree>>, Box<Diagnostic>> {
    let matches = &invocation.matches;
    let text = |name: &str| matches.text(name).unwrap_or_default().to_string_lossy().into_owned();
    let (image, program) = (text("image"), text("exec-path"));
    if !program.is_empty() && !matches.switch("enable-exec") {
        return Err(failed("must specify --enable-exec with --exec-path"));
    }
    if matches.before_dashes().is_some() && image.is_empty() && program.is_empty() {
        return Err(failed("must specify --image"));
    }
    let mut configurations = Vec::new();
    for path in matches.list("fn-path") {
        let read =
            cfg::read_package(Path::new(&path), false, Files::Yaml, &Disk, &invocation.sources).map_err(failed)?;
        configurations.extend(read.into_iter().map(|item| item.tree));
    }
    if !image.is_empty() || !program.is_empty() {
        let from = matches.before_dashes().unwrap_or(invocation.arguments.len());
        let data = invocation.arguments.iter().skip(from).map(|text| text.to_string_lossy().into_owned()).collect();
        let function = if image.is_empty() { exec(&program) } else { container(&image, matches.switch("network")) };
        configurations.push(configuration(data, &function).map_err(failed)?);
    }
    Ok((!configurations.is_empty()).then_some(configurations))
}

fn mapping<const N: usize>(fields: [(&str, Tree); N]) -> Tree {
    let mut tree = Tree::mapping(NOWHERE);
    for (name, value) in fields {
        if let Some(mapping) = tree.as_mapping_mut() {
            mapping.push(name, value);
        }
    }
    tree
}

fn exec(path: &str) -> String {
    let program = mapping([("path", Tree::string(path, NOWHERE))]);
    write_tree(&mapping([("exec", program)]), Indentation::Compact)
}

fn container(image: &str, network: bool) -> String {
    let mut container = mapping([("image", Tree::string(image, NOWHERE))]);
    if let Some(container) = container.as_mapping_mut().filter(|_| network) {
        container.push("network", Tree::scalar("true", crate::yaml::tree::Tag::Bool, NOWHERE));
    }
    write_tree(&mapping([("container", container)]), Indentation::Compact)
}

/// The configuration of a function that a flag names: a ConfigMap, or what the first word says, with this data.
fn configuration(data: Vec<String>, function: &str) -> Result<Tree, String> {
    use crate::yaml::tree::Tag;
    let (mut kind, mut fields) = (String::from("ConfigMap"), Tree::mapping(NOWHERE));
    for (at, item) in data.iter().enumerate() {
        match item.split_once('=') {
            Some((key, value)) => {
                if let Some(fields) = fields.as_mapping_mut() {
                    fields.set(key, Tree::scalar(value, Tag::Unstated, NOWHERE));
                }
            }
            None if at == 0 => kind.clone_from(item),
            None => return Err(String::from("args must have keys and values separated by =")),
        }
    }
    let annotations = mapping([("config.kubernetes.io/function", Tree::string(function, NOWHERE))]);
    let metadata = mapping([("name", Tree::string("function-input", NOWHERE)), ("annotations", annotations)]);
    Ok(mapping([
        ("metadata", metadata),
        ("data", fields),
        ("kind", Tree::scalar(kind.as_str(), Tag::Unstated, NOWHERE)),
        ("apiVersion", Tree::string("v1", NOWHERE)),
    ]))
}

/// Says what functions said and, where it is wanted, which ran; writes their results.
fn report(invocation: &mut Invocation, ran: &Ran) -> Result<(), Box<Diagnostic>> {
    let log = invocation.matches.switch("log-steps");
    let results = invocation.matches.text("results-dir").filter(|folder| !folder.is_empty());
    for (number, (name, result)) in ran.steps.iter().enumerate() {
        if log {
            invocation.printer.aside(&format!("Running {name}"));
        }
        if let (Some(folder), Some(result)) = (&results, result) {
            let path = Path::new(folder).join(format!("results-{number}.yaml"));
            output::write_file(&path, result.as_bytes()).map_err(|error| Box::new(error.to_diagnostic()))?;
        }
    }
    for said in &ran.said {
        invocation.printer.aside(said);
    }
    Ok(())
}

fn file_of(item: &Commented) -> Option<String> {
    stream::annotation(&item.tree, stream::PATH).map(ToString::to_string)
}

/// Writes objects to their files, and removes the files of which no object is left.
fn write(folder: &Path, items: &[Commented], before: &BTreeSet<String>) -> Result<(), Box<Diagnostic>> {
    let is_folder = Disk.metadata(folder).is_ok_and(|known| known.kind == FileKind::Folder);
    let root = if is_folder { folder } else { folder.parent().unwrap_or(folder) };
    let files = cfg::files(items).map_err(failed)?;
    let contents = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
    output::write_files(root, contents).map_err(|error| Box::new(error.to_diagnostic()))?;
    for gone in before.iter().filter(|path| !files.contains_key(*path)) {
        output::remove_file(&root.join(gone)).map_err(|error| failed(format!("{gone}: {error}")))?;
    }
    Ok(())
}
