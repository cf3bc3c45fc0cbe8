//! `plimsoll render`: paths of any sort → [`crate::render`] → a stream or a folder of files, the same on every run. What would
//! differ between two runs has to be declared, or is an error.

mod files;
mod only;

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{limits, render as flags, template, values};
use super::session::session;
use super::world::Declared;
use crate::diagnostic::{Diagnostic, Severity};
use crate::host::effects::Clock;
use crate::policy::from_tree;
use crate::render::input::find;
use crate::render::{self, Dialect, Session};
use crate::resource::{DEFAULT_NAMESPACE, Resource, ResourceId};
use crate::yaml::{self, Tree};
use only::Only;
use serde_json::json;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::path::Path;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "render",
    about: "Render charts, kustomizations and manifests, repeatably",
    description: "Render whatever the paths are, charts, kustomizations, manifests and folders of them, the same on every run.",
    usage: "PATH...",
    arguments: Arguments::AtLeast(1),
    groups: &[
        &flags::GROUP,
        &flags::CHARTS,
        &values::GROUP,
        &flags::KUSTOMIZATIONS,
        &template::EFFECTS,
        &limits::GROUP,
    ],
    action: Action::Run(run),
};

/// How objects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Yaml,
    Json,
}

/// An object that is printed.
struct Printed {
    id: ResourceId,
    tree: Tree,
    text: String,
    /// The input that it came from.
    origin: String,
}

fn run(invocation: &mut Invocation) -> Outcome {
    let format = match invocation.matches.text("output") {
        Some(name) if name == "json" => Format::Json,
        _ => Format::Yaml,
    };
    let only = Only::parse(&invocation.matches.list("only"))?;
    let layout = files::Layout::asked_for(invocation, format)?;
    let namespace = match &invocation.globals.namespace {
        Some(namespace) => namespace.to_string_lossy().into_owned(),
        None => DEFAULT_NAMESPACE.to_owned(),
    };
    let session = session(invocation, declared(invocation)?, namespace.clone(), Dialect::Kustomize)?;
    let objects = objects(invocation, &session, format, &only)?;
    match layout {
        Some(layout) => files::write(&objects, &layout, &namespace, invocation),
        None => {
            print(&objects, format, invocation);
            Ok(ExitStatus::Success)
        }
    }
}

/// What the flags and SOURCE_DATE_EPOCH declare. What is not declared is refused.
fn declared(invocation: &Invocation) -> Result<Declared, Box<Diagnostic>> {
    let mut declared = Declared::read(invocation)?;
    if declared.clock == Clock::System {
        let is_set = std::env::var_os("SOURCE_DATE_EPOCH").is_some_and(|epoch| !epoch.is_empty());
        let refused = |sentence: String| {
            Box::new(super::usage::UsageError::new("usage::environment", sentence).into_diagnostic())
        };
        declared.clock = if is_set { Clock::from_text("epoch").map_err(refused)? } else { Clock::Refuse };
    }
    declared.refuses_entropy = invocation.matches.text("entropy").is_none_or(|word| word != "os");
    let zone = std::env::var("TZ").ok().filter(|zone| !zone.is_empty());
    declared.zone = Some(zone.unwrap_or_else(|| String::from("UTC")));
    Ok(declared)
}

/// The objects of all paths that are wanted, in order, each once.
fn objects(
    invocation: &mut Invocation,
    session: &Session,
    format: Format,
    only: &Only,
) -> Result<Vec<Printed>, Box<Diagnostic>> {
    let mut inputs = Vec::new();
    for path in &invocation.arguments {
        inputs.extend(find(Path::new(path), &*session.host)?);
    }
    let units = render::load(&inputs, session)?;
    let mut objects: Vec<Printed> = Vec::new();
    let mut known: HashMap<[SmolStr; 4], usize> = HashMap::new();
    for unit in units {
        for note in &unit.notes {
            invocation.printer.report(note, &invocation.sources);
        }
        let origin = unit.input.name();
        for tree in unit.objects.into_iter().filter(|tree| only.wants(tree)) {
            let text = text(&tree, format)?;
            let resource = Resource::new(tree);
            let id = resource.id();
            let key = [&id.gvk.group, &id.gvk.kind, &id.namespace, &id.name].map(SmolStr::clone);
            let has_name = !id.name.is_empty() && !id.gvk.kind.is_empty();
            match known.get(&key).filter(|_| has_name).and_then(|&at| objects.get(at)) {
                Some(same) if same.text == text => continue,
                Some(other) => {
                    let note = differs(&id, &other.origin, &origin);
                    invocation.printer.report(&note, &invocation.sources);
                }
                None => {}
            }
            known.insert(key, objects.len());
            objects.push(Printed { id, tree: resource.tree, text, origin: origin.clone() });
        }
    }
    if objects.is_empty() && only.is_given() {
        invocation.printer.note("no object is what --only asks for");
    }
    Ok(objects)
}

/// An object as it is printed: YAML as `build` prints it, or JSON.
fn text(tree: &Tree, format: Format) -> Result<String, Box<Diagnostic>> {
    if format == Format::Json {
        return Ok(serde_json::to_string_pretty(&from_tree(tree)).unwrap_or_default());
    }
    let mut text = String::new();
    yaml::print_resource(tree, &mut text).map_err(|error| {
        let diagnostic = Diagnostic::sentence("render::unprintable", error.message());
        let place = error.span().unwrap_or(tree.origin);
        Box::new(diagnostic.label(place, "").help("mend the object: JSON has to be able to hold it"))
    })?;
    Ok(text)
}

fn differs(id: &ResourceId, first: &str, second: &str) -> Diagnostic {
    let message = format!("{} of {second} is another one than that of {first}", named(id));
    let help = "a cluster can hold one of them: render the paths apart, or remove one";
    Diagnostic::error("render::two-of-one-name", message).severity(Severity::Warning).help(help)
}

/// `Deployment apps/web`, or without the namespace.
fn named(id: &ResourceId) -> String {
    match id.namespace.as_str() {
        "" => format!("{} {}", id.gvk.kind, id.name),
        namespace => format!("{} {namespace}/{}", id.gvk.kind, id.name),
    }
}

fn print(objects: &[Printed], format: Format, invocation: &mut Invocation) {
    if format == Format::Json {
        let items: Vec<_> = objects.iter().map(|object| from_tree(&object.tree)).collect();
        let list = json!({"apiVersion": "v1", "kind": "List", "items": items});
        let text = serde_json::to_string_pretty(&list).unwrap_or_default();
        invocation.printer.write(text.as_bytes());
        invocation.printer.write(b"\n");
        return;
    }
    for (at, object) in objects.iter().enumerate() {
        if at > 0 {
            invocation.printer.write(b"---\n");
        }
        invocation.printer.write(object.text.as_bytes());
    }
}
