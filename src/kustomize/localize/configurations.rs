//! Configurations of generators, transformers and validators: the built-in ones name files too. Only the scalars with paths that
//! the copy has elsewhere are written anew.

use super::fields::inline_or_loaded;
use super::{Copy, Root};
use crate::diagnostic::Diagnostic;
use crate::kustomize::{Context, Result};
use crate::resource::{Gvk, ResourceId};
use crate::yaml::tree::{Content, NOWHERE};
use crate::yaml::typed::Spanned;
use crate::yaml::{self, Tree};
use smol_str::SmolStr;

/// What a field of a configuration names.
#[derive(Clone, Copy)]
enum Named {
    /// Files.
    File,
    /// Files with their keys: `[key=]path`.
    Source,
    /// Files or inline objects.
    Patch,
    /// The folder of charts.
    Charts,
}

/// The fields of built-in kinds that name files: those of an object, or of the items of one of its lists.
const FIELDS: [(&str, &str, Named); 13] = [
    ("ConfigMapGenerator", "env", Named::File),
    ("ConfigMapGenerator", "envs", Named::File),
    ("ConfigMapGenerator", "files", Named::Source),
    ("SecretGenerator", "env", Named::File),
    ("SecretGenerator", "envs", Named::File),
    ("SecretGenerator", "files", Named::Source),
    (CHART, "valuesFile", Named::File),
    (CHART, "additionalValuesFiles", Named::File),
    (CHART, "chartHome", Named::Charts),
    ("PatchTransformer", "path", Named::File),
    ("PatchJson6902Transformer", "path", Named::File),
    ("PatchStrategicMergeTransformer", "paths", Named::Patch),
    ("ReplacementTransformer", "replacements/path", Named::File),
];

/// The generator that renders a chart: without a folder of charts it takes them from the usual one.
const CHART: &str = "HelmChartInflationGenerator";

impl Copy {
    /// An entry of `generators`, `transformers` or `validators`: inline, a file or a folder.
    pub(super) fn configured(
        &mut self,
        root: &Root,
        key: &str,
        entry: &Spanned<SmolStr>,
        context: &mut Context<'_>,
    ) -> Result<String> {
        let (entry, origin) = (entry.value.as_str(), entry.origin);
        let wrapped = |error: Box<Diagnostic>| error.prefixed(&format!("unable to localize {key} entry"));
        if root.loader.has_folder(entry, context) {
            return self.folder(root, entry, origin, context).map_err(wrapped);
        }
        let loaded = inline_or_loaded(root, entry, origin, context);
        let loaded = loaded.map_err(|error| error.prefixed(&format!("unable to load {key} entry")))?;
        let text = loaded.as_ref().map_or(entry.as_bytes(), |loaded| &loaded.text);
        let copied = self.configurations(root, text, context).map_err(|error| match error.labels.is_empty() {
            true => Box::new(error.label_known(origin, "named here")),
            false => error,
        })?;
        match loaded {
            Some(_) => self.file_with(root, entry, copied, context).map_err(wrapped),
            None => String::from_utf8(copied).map_err(|_| not_text()),
        }
    }

    /// The text of configurations with the paths of the copy.
    fn configurations(&mut self, root: &Root, text: &[u8], context: &mut Context<'_>) -> Result<Vec<u8>> {
        let Ok(trees) = yaml::read_trees(text, NOWHERE.source) else { return Ok(text.to_vec()) };
        let mut changes: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for tree in trees.iter().filter(|tree| word(tree, &["apiVersion"]) == "builtin") {
            let kind = word(tree, &["kind"]);
            for (_, field, named) in FIELDS.iter().filter(|(of, ..)| *of == kind) {
                let wrapped = |error: Box<Diagnostic>| match named {
                    Named::Charts => error.prefixed(&format!("plugin {}", id(tree))),
                    _ => error.prefixed(&format!("considering field '{field}' of object {}", id(tree))),
                };
                for scalar in scalars(tree, field).map_err(wrapped)? {
                    let path = scalar.text().map_or("", |text| text.as_str());
                    let copied = self.named(root, path, *named, context).map_err(wrapped)?;
                    if copied != path {
                        changes.push((scalar.origin.range(), copied));
                    }
                }
            }
            if kind == CHART && tree.get("chartHome").is_none() {
                self.charts(root, "", context).map_err(|error| error.prefixed(&format!("plugin {}", id(tree))))?;
            }
        }
        Ok(rewritten(text, changes))
    }

    /// Copies what a field names, and gives the path of the copy.
    fn named(&mut self, root: &Root, path: &str, named: Named, context: &mut Context<'_>) -> Result<String> {
        match named {
            Named::File => self.file(root, path, None, context),
            Named::Source => self.source(root, path, None, context),
            Named::Patch => self.inline_or_file(root, path, None, context),
            Named::Charts => self.charts(root, path, context),
        }
    }
}

/// A text with other paths in these places.
fn rewritten(text: &[u8], mut changes: Vec<(std::ops::Range<usize>, String)>) -> Vec<u8> {
    changes.sort_by_key(|(range, _)| range.start);
    let mut changed = Vec::with_capacity(text.len());
    let mut done = 0;
    for (range, path) in changes {
        if range.start < done {
            // An alias: its anchor was written anew.
            continue;
        }
        changed.extend_from_slice(&text[done..range.start]);
        changed.extend_from_slice(quoted(&path).as_bytes());
        done = range.end;
    }
    changed.extend_from_slice(&text[done..]);
    changed
}

/// The text at a path, empty where there is none.
fn word<'t>(tree: &'t Tree, path: &[&str]) -> &'t str {
    tree.at(path).and_then(Tree::text).map_or("", |text| text.as_str())
}

/// An object as Kustomize's sentences name it.
fn id(tree: &Tree) -> ResourceId {
    ResourceId {
        gvk: Gvk::new(word(tree, &["apiVersion"]), word(tree, &["kind"])),
        name: word(tree, &["metadata", "name"]).into(),
        namespace: word(tree, &["metadata", "namespace"]).into(),
        cluster_scoped: false,
    }
}

/// The scalars that a field is, or that its lists hold; nothing where it is missing.
fn scalars<'t>(tree: &'t Tree, field: &str) -> Result<Vec<&'t Tree>> {
    let mut nodes = vec![tree];
    for key in field.split('/') {
        let entries = nodes.into_iter().flat_map(|node| node.as_items().unwrap_or(std::slice::from_ref(node)));
        nodes = entries.filter_map(|entry| entry.get(key)).collect();
    }
    if nodes.iter().any(|node| matches!(node.content, Content::Mapping(_))) {
        let diagnostic = Diagnostic::sentence("localize::field", "expected sequence or scalar node");
        return Err(Box::new(diagnostic.help("write the path itself, or a list of paths")));
    }
    let entries = nodes.into_iter().flat_map(|node| node.as_items().unwrap_or(std::slice::from_ref(node)));
    Ok(entries.filter(|entry| entry.as_scalar().is_some()).collect())
}

/// A path in quotes that any place allows.
fn quoted(path: &str) -> String {
    let text = yaml::write_tree(&Tree::string(path, NOWHERE), yaml::Indentation::Compact);
    let plain = text.trim_end_matches('\n');
    let is_simple = path.chars().all(|letter| letter.is_ascii_alphanumeric() || "./-_=".contains(letter));
    if is_simple { plain.to_owned() } else { crate::go::strconv::quote(path.as_bytes()) }
}

fn not_text() -> Box<Diagnostic> {
    Box::new(Diagnostic::error("localize::charts", "a configuration is not UTF-8").help("save it as UTF-8"))
}
