//! `plimsoll schema`: the user's own schemas, which `lint` uses beside those of Kubernetes.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::{limits, template, values};
use super::session::session;
use super::world::Declared;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::disk::Disk;
use crate::host::{FileKind, Host, output, places};
use crate::policy::from_tree;
use crate::policy::schema::{Kept, kept};
use crate::render::input::{find, is_manifest};
use crate::render::{self, Dialect};
use crate::yaml;
use serde_json::Value;
use std::path::Path;

/// The largest file of schemas that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// The commands.
pub(crate) const COMMAND: Command = Command {
    name: "schema",
    about: "Keep schemas of custom kinds",
    description: "Keep schemas of custom kinds, which `plimsoll lint` uses beside those of Kubernetes.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&ADD]),
};

const ADD: Command = Command {
    name: "add",
    about: "Keep the schemas of files, folders and charts",
    description: "Keep the schemas that files, folders and charts hold: CustomResourceDefinitions, Crossplane's CompositeResourceDefinitions and JSON Schemas. They are copied into $XDG_DATA_HOME/plimsoll/schemas, and used by every `plimsoll lint --schema`.",
    usage: "FILE|DIR|CHART...",
    arguments: Arguments::AtLeast(1),
    groups: &[&values::GROUP, &template::EFFECTS, &limits::GROUP],
    action: Action::Run(add),
};

fn add(invocation: &mut Invocation) -> Outcome {
    let Some(library) = places::schemas() else {
        let error =
            Diagnostic::error("output::write", "there is no folder for schemas without a home").fault(Fault::Outside);
        return Err(Box::new(error.help("set HOME or XDG_DATA_HOME")));
    };
    for argument in invocation.arguments.clone() {
        let found = schemas_of(Path::new(&argument), invocation)?;
        if found.is_empty() {
            let sentence = format!("{} holds no schema that tells its kind", argument.to_string_lossy());
            let help = "give CRDs, XRDs or JSON Schemas that are called GROUP/KIND_VERSION.json or say whose they are";
            return Err(Box::new(Diagnostic::error("policy::schema", sentence).help(help)));
        }
        let files = found.iter().map(|kept| (kept.path.as_str(), kept.text.as_bytes()));
        output::write_files(&library, files).map_err(|error| Box::new(error.to_diagnostic()))?;
        let lines: String = found.iter().flat_map(|kept| &kept.kinds).map(|kind| format!("{kind}\n")).collect();
        invocation.printer.write(lines.as_bytes());
    }
    Ok(ExitStatus::Success)
}

/// The schemas at a path: of a chart what it renders to and its `crds/`, else of files as they are.
fn schemas_of(path: &Path, invocation: &Invocation) -> Result<Vec<Kept>, Box<Diagnostic>> {
    let is_folder = Disk.metadata(path).is_ok_and(|known| known.kind == FileKind::Folder);
    let is_chart = Disk.metadata(&path.join("Chart.yaml")).is_ok() || (!is_folder && !is_manifest(path));
    let documents = if is_chart { rendered(path, invocation)? } else { documents(path, invocation)? };
    Ok(documents.iter().filter_map(|(name, document)| kept(document, name)).collect())
}

fn rendered(path: &Path, invocation: &Invocation) -> Result<Vec<(String, Value)>, Box<Diagnostic>> {
    let declared = Declared::read(invocation)?;
    let mut session = session(invocation, declared, invocation.globals.namespace(), Dialect::Kubernetes)?;
    session.release.selection.include_crds = true;
    let inputs = find(path, &*session.host)?;
    let units = render::load(&inputs, &session)?;
    let objects = units.iter().flat_map(|unit| &unit.objects);
    Ok(objects.map(|tree| (path.display().to_string(), from_tree(tree))).collect())
}

fn documents(path: &Path, invocation: &Invocation) -> Result<Vec<(String, Value)>, Box<Diagnostic>> {
    let mut found = Vec::new();
    let mut pending = vec![path.to_path_buf()];
    while let Some(path) = pending.pop() {
        let name = path.display().to_string();
        let unreadable = |error: &dyn std::fmt::Display| {
            Box::new(Diagnostic::error("input::unreadable", format!("{name}: {error}")).fault(Fault::Outside))
        };
        match Disk.metadata(&path).map_err(|error| unreadable(&error))?.kind {
            FileKind::Folder => {
                let names = Disk.list(&path).map_err(|error| unreadable(&error))?;
                pending.extend(names.into_iter().rev().map(|name| path.join(name)));
            }
            FileKind::File if is_manifest(&path) => {
                let text = Disk.read_any(&path, MAX_FILE).map_err(|error| unreadable(&error))?;
                let source = invocation.sources.add(name.clone(), text.clone());
                let trees = yaml::read_objects(&text, source).map_err(|error| {
                    let diagnostic = Diagnostic::sentence("input::yaml", format!("{name}: {error}"));
                    Box::new(diagnostic.label_known(error.span(), "").help("every document must be YAML or JSON"))
                })?;
                found.extend(trees.iter().map(|tree| (name.clone(), from_tree(tree))));
            }
            _ => {}
        }
    }
    Ok(found)
}
