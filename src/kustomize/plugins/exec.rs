//! [`ExecPlugin`], a program in Kustomize's folder of plugins: `API_VERSION/kind/Kind`. It gets its configuration as a file and
//! the objects on standard input.

use super::function::words;
use super::{exchange, failed, refused};
use crate::diagnostic::Fault;
use crate::host::FileKind;
use crate::host::process::Program;
use crate::host::scratch::Scratch;
use crate::kustomize::{Context, Generator, Loader, Result, Transformer};
use crate::resource::{Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use std::ffi::OsString;
use std::path::PathBuf;

/// The most that a plugin may write.
const MAX_OUTPUT: u64 = 256 << 20;

/// The longest variable that the system takes.
const MAX_VARIABLE: usize = 131_071;

/// A program that is a plugin, with its configuration.
pub(super) struct ExecPlugin {
    path: PathBuf,
    arguments: Vec<String>,
    configuration: String,
    root: PathBuf,
    place: Span,
}

impl ExecPlugin {
    /// Finds the plugin for an object.
    pub(super) fn find(resource: Resource, loader: &Loader, context: &mut Context<'_>) -> Result<Self> {
        let id = resource.original_id();
        let homes = &context.options.functions.plugin_homes;
        let Some(home) = homes.iter().find(|home| context.host.metadata(home).is_ok()) else {
            let looked: Vec<String> = homes.iter().map(|home| format!("'{}'", home.display())).collect();
            let sentence = format!("unable to find plugin root - tried: ({})", looked.join("; "));
            return Err(refused(&resource, sentence, "set KUSTOMIZE_PLUGIN_HOME to the folder of the plugins"));
        };
        let kind = &id.gvk.kind;
        let folder: PathBuf = [id.gvk.group.as_str(), &id.gvk.version, &kind.to_lowercase()].iter().collect();
        let path = home.join(folder).join(kind.as_str());
        match context.host.metadata(&path) {
            Ok(known) if known.kind == FileKind::File => {}
            _ => {
                let sentence = format!(
                    "unable to load external plugin '{kind}': there is no program at {}: plugin load is disabled for Go plugins",
                    path.display()
                );
                return Err(refused(&resource, sentence, "put an executable file there"));
            }
        }
        let configuration = exchange::printed([&resource.tree])?;
        let arguments = arguments(&resource, loader, context)?;
        Ok(ExecPlugin {
            path,
            arguments,
            configuration,
            root: loader.root().to_path_buf(),
            place: resource.tree.origin,
        })
    }

    fn run(&self, input: String, context: &Context<'_>) -> Result<Vec<Resource>> {
        let outside = |sentence: String| {
            let help = "run the plugin by hand with its configuration as the first argument";
            Box::new(failed("plugin::failed", sentence, self.place, help).fault(Fault::Outside))
        };
        let file = Scratch::file("kust-plugin-config-", self.configuration.as_bytes())
            .map_err(|error| outside(format!("creating tmp plugin config file: {error}")))?;
        let arguments = std::iter::once(file.path().into()).chain(self.arguments.iter().map(OsString::from)).collect();
        let root = self.root.display().to_string();
        let variables =
            [("KUSTOMIZE_PLUGIN_CONFIG_STRING", &self.configuration), ("KUSTOMIZE_PLUGIN_CONFIG_ROOT", &root)];
        let fits = |(name, value): &(&str, &String)| name.len() + value.len() < MAX_VARIABLE;
        let variables = variables.into_iter().filter(fits).map(|(name, value)| (name.into(), value.into())).collect();
        let program = self.path.clone().into();
        let program = Program { program, arguments, folder: Some(self.root.clone()), variables, time: None };
        let output = program.run(input.into_bytes(), MAX_OUTPUT).map_err(|error| {
            let config = file.path().display();
            outside(format!("failure in plugin configured via {config}; {}", words(&error)))
        })?;
        exchange::incoming(&output.bytes, "the plugin", self.place, context)
    }
}

/// The arguments that the configuration gives in its own fields.
fn arguments(resource: &Resource, loader: &Loader, context: &mut Context<'_>) -> Result<Vec<String>> {
    let text = |field: &str| resource.tree.get(field).and_then(Tree::text).filter(|text| !text.is_empty());
    let mut arguments = Vec::new();
    if let Some(line) = text("argsOneLiner") {
        arguments = split(line).map_err(|cause| {
            let sentence = format!("failed to parse argsOneLiner: {cause}");
            refused(resource, sentence, "close the quotes")
        })?;
    }
    if let Some(path) = text("argsFromFile") {
        let loaded = loader.load(path, Some(resource.tree.origin), context)?;
        let lines = String::from_utf8_lossy(&loaded.text).into_owned();
        let lines = lines.split('\n').map(|line| line.trim_start_matches(' ')).filter(|line| !line.is_empty());
        arguments.extend(lines.map(str::to_owned));
    }
    Ok(arguments)
}

/// Takes a line apart at blanks, nearly as shells do: a `#` outside of quotes ends it, and words without letters are none.
fn split(line: &str) -> std::result::Result<Vec<String>, &'static str> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', None | Some('"')) => word.extend(letters.next()),
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            ('#', None) => break,
            (letter, None) if letter.is_whitespace() => words.push(std::mem::take(&mut word)),
            (letter, _) => word.push(letter),
        }
    }
    if quote.is_some() {
        return Err("unclosed quote in string");
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    Ok(words)
}

impl Generator for ExecPlugin {
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet> {
        exchange::generated(self.run(String::new(), context)?, self.place)
    }
}

impl Transformer for ExecPlugin {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        let input = exchange::printed(&exchange::outgoing(set)?)?;
        let changed = self.run(input, context)?;
        exchange::exchange(set, changed, &self.path.display().to_string(), self.place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart_as_shells_do() {
        assert_eq!(split(r#"a 'b c' "d \"e" f\ g # h"#).expect("closed"), ["a", "b c", "d \"e", "f g"]);
        assert!(split("''").expect("closed").is_empty());
        assert!(split("'a").is_err());
    }
}
