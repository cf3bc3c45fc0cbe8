//! `--output-dir`: a file per object under paths that a template gives, kept in step with what is rendered.

use super::{Format, Printed, named};
use crate::cli::command::{Invocation, Outcome};
use crate::cli::exit::ExitStatus;
use crate::cli::usage::UsageError;
use crate::diagnostic::{Diagnostic, nearest};
use crate::host::output;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The folder of what has no namespace; no namespace can have that name.
const CLUSTER: &str = "_cluster";

/// What a template of paths may hold.
const NAMES: [&str; 6] = ["namespace", "kind", "Kind", "name", "group", "version"];

/// Where files go.
pub(super) struct Layout {
    folder: PathBuf,
    parts: Vec<Part>,
    /// A line break at the end of each file, which JSON does not bring.
    ends: &'static str,
}

/// A part of a template of paths.
enum Part {
    Text(String),
    Name(&'static str),
}

impl Layout {
    /// What `--output-dir` and `--layout` say; nothing where output goes to a stream.
    pub fn asked_for(invocation: &Invocation, format: Format) -> Result<Option<Layout>, Box<Diagnostic>> {
        let refused = |sentence: &str| Box::new(UsageError::flag_value(sentence).into_diagnostic());
        let template = invocation.matches.text("layout");
        let Some(folder) = invocation.matches.text("output-dir").filter(|folder| !folder.is_empty()) else {
            return match template {
                Some(_) => Err(refused("--layout needs --output-dir")),
                None => Ok(None),
            };
        };
        let (default, ends) = match format {
            Format::Yaml => ("{namespace}/{kind}-{name}.yaml", ""),
            Format::Json => ("{namespace}/{kind}-{name}.json", "\n"),
        };
        let template = template.map_or_else(|| default.to_owned(), |text| text.to_string_lossy().into_owned());
        let parts = parse(&template).map_err(|sentence| refused(&format!("--layout: {sentence}")))?;
        Ok(Some(Layout { folder: folder.into(), parts, ends }))
    }

    /// The path of an object's file below the folder.
    fn path(&self, object: &Printed, namespace: &str) -> Result<String, Box<Diagnostic>> {
        let mut path = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Name(name) => {
                    let value = value(name, object, namespace);
                    if value.contains(['/', '\\', '\0', '\n', '\r']) || matches!(value.as_str(), "" | "." | "..") {
                        let message =
                            format!("{} cannot be part of a path: its {name} is {value:?}", named(&object.id));
                        let help = "give --layout a template without it, or leave the object out with --only";
                        let diagnostic = Diagnostic::error("output::path", message).help(help);
                        return Err(Box::new(diagnostic.label(object.tree.origin, "")));
                    }
                    path.push_str(&value);
                }
            }
        }
        Ok(path)
    }
}

/// What a name of a template stands for.
fn value(name: &str, object: &Printed, namespace: &str) -> String {
    let id = &object.id;
    match name {
        "namespace" if id.cluster_scoped => CLUSTER.to_owned(),
        "namespace" if id.namespace.is_empty() => namespace.to_owned(),
        "namespace" => id.namespace.to_string(),
        "kind" => id.gvk.kind.to_lowercase(),
        "Kind" => id.gvk.kind.to_string(),
        "group" if id.gvk.group.is_empty() => String::from("core"),
        "group" => id.gvk.group.to_string(),
        "version" => id.gvk.version.to_string(),
        _ => id.name.to_string(),
    }
}

fn parse(template: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((text, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else {
            return Err(format!("a brace is not closed in {template:?}"));
        };
        let Some(known) = NAMES.into_iter().find(|known| *known == name) else {
            let near = nearest(name, NAMES).map(|near| format!("; did you mean {{{near}}}?")).unwrap_or_default();
            return Err(format!("there is no {{{name}}}; known are {}{near}", NAMES.join(", ")));
        };
        parts.extend([Part::Text(text.to_owned()), Part::Name(known)]);
        rest = after;
    }
    parts.push(Part::Text(rest.to_owned()));
    Ok(parts)
}

/// Writes the files and says what changed.
pub(super) fn write(objects: &[Printed], layout: &Layout, namespace: &str, invocation: &mut Invocation) -> Outcome {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut owners: BTreeMap<String, &Printed> = BTreeMap::new();
    for object in objects {
        let path = layout.path(object, namespace)?;
        if let Some(other) = owners.insert(path.clone(), object) {
            return Err(clash(&path, other, object));
        }
        files.insert(path, format!("{}{}", object.text, layout.ends));
    }
    let synced = output::sync_files(&layout.folder, &files).map_err(|error| Box::new(error.to_diagnostic()))?;
    for path in &synced.kept {
        let note = format!("{path} was changed since it was written, and stays though its object is gone");
        invocation.printer.note(&note);
    }
    let (written, unchanged, removed) = (synced.written, synced.unchanged, synced.removed);
    let line = format!("{written} written, {unchanged} unchanged, {removed} removed\n");
    invocation.printer.write(line.as_bytes());
    Ok(ExitStatus::Success)
}

fn clash(path: &str, first: &Printed, second: &Printed) -> Box<Diagnostic> {
    let message = format!(
        "two objects would be written to {path}: {} of {} and {} of {}",
        named(&first.id),
        first.origin,
        named(&second.id),
        second.origin
    );
    let help =
        "give --layout a template that tells them apart, such as {namespace}/{group}/{kind}-{name}.yaml, or remove one";
    Box::new(Diagnostic::error("output::clash", message).label(second.tree.origin, "").help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_of_paths_are_taken_apart() {
        assert_eq!(parse("{namespace}/{kind}-{name}.yaml").map(|parts| parts.len()), Ok(7));
        assert!(parse("{nmae}.yaml").is_err_and(|error| error.contains("did you mean {name}?")));
        assert!(parse("{name").is_err());
    }
}
