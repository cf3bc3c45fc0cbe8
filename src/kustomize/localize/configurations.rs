//! Configurations of generators, transformers and validators: the built-in ones name files too. Only the scalars with paths that
//! the copy has elsewhere are written anew.

use super::{Copy, Root};
use crate::diagnostic::Diagnostic;
use crate::kustomize::{Context, Result};
use crate::source::Span;
use crate::yaml::tree::{Content, NOWHERE};
use crate::yaml::{self, Tree};

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

/// The fields of built-in kinds that name files.
const FIELDS: [(&str, &[&str], Named); 12] = [
    ("ConfigMapGenerator", &["env"], Named::File),
    ("ConfigMapGenerator", &["envs"], Named::File),
    ("ConfigMapGenerator", &["files"], Named::Source),
    ("SecretGenerator", &["env"], Named::File),
    ("SecretGenerator", &["envs"], Named::File),
    ("SecretGenerator", &["files"], Named::Source),
    ("HelmChartInflationGenerator", &["valuesFile"], Named::File),
    ("HelmChartInflationGenerator", &["additionalValuesFiles"], Named::File),
    ("HelmChartInflationGenerator", &["chartHome"], Named::Charts),
    ("PatchTransformer", &["path"], Named::File),
    ("PatchJson6902Transformer", &["path"], Named::File),
    ("PatchStrategicMergeTransformer", &["paths"], Named::Patch),
];

impl Copy {
    /// An entry of `generators`, `transformers` or `validators`: inline, a file or a folder.
    pub(super) fn configured(
        &mut self,
        root: &Root,
        entry: &str,
        origin: Option<Span>,
        context: &mut Context<'_>,
    ) -> Result<String> {
        if let Some(changed) = self.configurations(root, entry.as_bytes(), context)? {
            let text = String::from_utf8(changed).map_err(|_| not_text())?;
            return Ok(text);
        }
        if root.loader.has_folder(entry, context) {
            return self.folder(root, entry, origin, context);
        }
        let loaded = root.loader.load(entry, origin, context);
        let loaded = loaded.map_err(|error| error.prefixed(&format!("unable to load resource entry {entry:?}")))?;
        let changed = self.configurations(root, &loaded.text, context)?;
        self.file_with(root, entry, changed.unwrap_or_else(|| loaded.text.to_vec()), context)
    }

    /// The text of configurations with the paths of the copy; nothing where it is none.
    fn configurations(&mut self, root: &Root, text: &[u8], context: &mut Context<'_>) -> Result<Option<Vec<u8>>> {
        let Ok(trees) = yaml::read_trees(text, NOWHERE.source) else { return Ok(None) };
        if trees.is_empty() || trees.iter().any(|tree| tree.get("kind").is_none()) {
            return Ok(None);
        }
        let mut paths = Vec::new();
        for tree in &trees {
            let word = |key: &str| tree.get(key).and_then(Tree::text).map_or("", |text| text.as_str());
            if word("apiVersion") != "builtin" {
                continue;
            }
            let kind = word("kind");
            for (_, path, named) in FIELDS.iter().filter(|(of, ..)| *of == kind) {
                paths.extend(scalars(tree.at(path)).map(|scalar| (scalar, *named)));
            }
            if kind == "ReplacementTransformer" {
                let items = tree.get("replacements").and_then(Tree::as_items).unwrap_or_default();
                paths.extend(
                    items.iter().flat_map(|item| scalars(item.get("path"))).map(|scalar| (scalar, Named::File)),
                );
            }
            if kind == "HelmChartInflationGenerator" && tree.get("chartHome").is_none() {
                self.charts(root, "", context)?;
            }
        }
        let mut changes: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for (scalar, named) in paths {
            let path = scalar.text().map_or("", |text| text.as_str());
            let copied = match named {
                Named::File => self.file(root, path, None, context)?,
                Named::Source => self.source(root, path, None, context)?,
                Named::Patch => self.inline_or_file(root, path, None, context)?,
                Named::Charts => self.charts(root, path, context)?,
            };
            if copied != path {
                changes.push((scalar.origin.range(), copied));
            }
        }
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
        Ok(Some(changed))
    }
}

/// A scalar, or those of a list.
fn scalars(node: Option<&Tree>) -> impl Iterator<Item = &Tree> {
    let list = node.map(|node| match &node.content {
        Content::Sequence(sequence) => sequence.items.as_slice(),
        _ => std::slice::from_ref(node),
    });
    list.unwrap_or_default().iter().filter(|item| item.as_scalar().is_some())
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
