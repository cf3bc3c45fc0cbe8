//! `kustomize fn run`: functions over the objects of a package, each over those that its configuration is near. What comes
//! back takes over the comments and the order of fields of what was sent. Files are the caller's; programs are started only
//! where it says so.

use super::function::{self, Specification};
use crate::host::process::{self, Program};
use crate::kustomize::FunctionOptions;
use crate::resource::{Resource, stream};
use crate::source::SourceId;
use crate::yaml::tree::{Content, Entry, ScalarStyle};
use crate::yaml::{Commented, Indentation, Tree, write_tree};
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;

/// The annotations by which objects are known again, today's and the one before.
const IDS: [&str; 2] = ["internal.config.kubernetes.io/id", "config.k8s.io/id"];

/// The annotation by which kyaml knows which annotations an object had before a function.
const MIGRATION: &str = "internal.config.kubernetes.io/annotations-migration-resource-id";

/// The folder whose functions count for the one that it is in.
const FUNCTIONS: &str = "functions";

/// How functions may be run.
#[derive(Clone, Debug)]
pub struct RunOptions<'o> {
    /// The folder that programs work in.
    pub folder: &'o Path,
    /// Whether functions that are programs may be run.
    pub exec: bool,
    /// Whether each function sees all objects.
    pub global: bool,
    /// Variables, mounts and users.
    pub functions: &'o FunctionOptions,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Ran {
    /// The objects.
    pub items: Vec<Commented>,
    /// What the functions that ran are called, and the results that they gave, as YAML.
    pub steps: Vec<(String, Option<String>)>,
    /// What functions said, and the failures that they deferred.
    pub said: Vec<String>,
    /// Failures that were deferred.
    pub failures: Vec<String>,
}

/// A function that is to be run.
pub(super) struct Step {
    /// The object that configures it.
    pub configuration: Tree,
    /// What is started.
    pub program: Program,
    /// The name for people.
    pub name: String,
    /// Whether a failure is told after the other functions have run.
    pub defers_failure: bool,
    /// Whether it sees all objects, wherever its configuration is.
    pub global: bool,
}

/// Runs the functions that `explicit` configures, or else those that are configured among the objects, the deepest first.
pub fn run(items: Vec<Commented>, explicit: Option<Vec<Tree>>, options: &RunOptions<'_>) -> Result<Ran, String> {
    if options.folder == Path::new("/") {
        return Err(String::from("root working directory '/' not allowed"));
    }
    let is_explicit = explicit.is_some();
    let configurations = match explicit {
        Some(explicit) => explicit,
        None => configured(&items),
    };
    let mut steps = Vec::new();
    for configuration in configurations {
        steps.extend(step(configuration, is_explicit, options)?);
    }
    let mut ran = Ran { items, ..Ran::default() };
    for step in steps {
        apply(&step, &mut ran)?;
        // Later functions have nothing to work on.
        if ran.items.is_empty() {
            break;
        }
    }
    Ok(ran)
}

/// Runs one function on the objects of a text, laid out as kyaml lays them out, and gives what it makes of them as a text, with
/// what the function said.
pub(super) fn run_on(text: &[u8], step: &Step) -> Result<(String, Vec<String>), String> {
    let mut ran = Ran { items: stream::parse(text, SourceId::UNKNOWN)?.items, ..Ran::default() };
    apply(step, &mut ran)?;
    match ran.failures.is_empty() {
        true => Ok((stream::print(&ran.items)?, ran.said)),
        false => Err(ran.failures.join("\n---\n")),
    }
}

/// The objects that configure functions, those in the deepest folders first.
fn configured(items: &[Commented]) -> Vec<Tree> {
    let is_function =
        |item: &&Commented| matches!(function::specification(&Resource::new(item.tree.clone())), Ok(Some(_)) | Err(_));
    let mut found: Vec<Tree> = items.iter().filter(is_function).map(|item| item.tree.clone()).collect();
    found.sort_by_cached_key(|tree| {
        let path = path_of(tree).unwrap_or_default();
        let folder = scope_of(&path);
        let depth = if folder == "." { 0 } else { folder.split('/').count() };
        let index = stream::annotation(tree, stream::INDEX).and_then(|index| index.parse::<u64>().ok());
        (Reverse(depth), folder, path, index)
    });
    found
}

fn step(configuration: Tree, is_explicit: bool, options: &RunOptions<'_>) -> Result<Option<Step>, String> {
    let specification = function::specification(&Resource::new(configuration.clone()));
    let specification: Option<Specification> = specification.map_err(|diagnostic| diagnostic.message)?;
    let Some(specification) = specification else { return Ok(None) };
    let Some((program, name)) = specification.program(options.folder, options.exec, options.functions)? else {
        return Ok(None);
    };
    let defers_failure = specification.defers_failure();
    Ok(Some(Step { configuration, program, name, defers_failure, global: options.global || is_explicit }))
}

/// The file of an object, where that is known.
fn path_of(tree: &Tree) -> Option<String> {
    let known = [stream::PATH, stream::LEGACY_PATH].into_iter().find_map(|name| stream::annotation(tree, name));
    known.map(ToString::to_string)
}

/// The folder that a file's functions count for.
fn scope_of(path: &str) -> String {
    let folder = |path: &str| match path.rsplit_once('/') {
        Some((folder, _)) if !folder.is_empty() => folder.to_owned(),
        _ => String::from("."),
    };
    let own = folder(path);
    if own == FUNCTIONS || own.ends_with("/functions") { folder(&own) } else { own }
}

fn apply(step: &Step, ran: &mut Ran) -> Result<(), String> {
    let scope = path_of(&step.configuration).map(|path| scope_of(&path)).unwrap_or_default();
    let all = step.global || scope.is_empty() || scope == ".";
    let near = |item: &Commented| path_of(&item.tree).is_some_and(|path| scope_of(&path).starts_with(&scope));
    let (mut inside, outside): (Vec<_>, Vec<_>) =
        std::mem::take(&mut ran.items).into_iter().partition(|item| all || near(item));
    for (number, item) in inside.iter_mut().enumerate() {
        stream::set_annotation(&mut item.tree, MIGRATION, &number.to_string())?;
        for name in IDS {
            stream::set_annotation(&mut item.tree, name, &(number + 1).to_string())?;
        }
    }
    let configuration = Some(step.configuration.clone());
    let text = stream::print_wrapped(inside.clone(), "config.kubernetes.io/v1", "ResourceList", configuration, true)?;
    let output = match function::started(&step.program, text.into_bytes()) {
        Ok(output) => output,
        Err(error) => return failed(step, &error, inside, outside, ran),
    };
    if !output.said.is_empty() {
        ran.said.push(output.said);
    }
    let read = stream::parse(&output.bytes, SourceId::UNKNOWN)?;
    ran.steps.push((step.name.clone(), read.results.map(|results| write_tree(&results, Indentation::Compact))));
    let folder = if all { "" } else { scope.as_str() };
    for mut item in read.items {
        settle(&mut item, &inside, folder)?;
        ran.items.push(item);
    }
    ran.items.extend(outside);
    Ok(())
}

/// What a failure leaves behind: the objects as they were, where the function wants it told later.
fn failed(
    step: &Step,
    error: &process::Error,
    inside: Vec<Commented>,
    outside: Vec<Commented>,
    ran: &mut Ran,
) -> Result<(), String> {
    let words = function::words(error);
    if !step.defers_failure {
        return Err(words);
    }
    ran.failures.push(words);
    for mut item in inside {
        clear_marks(&mut item.tree)?;
        ran.items.push(item);
    }
    ran.items.extend(outside);
    Ok(())
}

/// Gives an object that a function wrote the comments and the order of the one that it was, and a file if it has none.
fn settle(item: &mut Commented, sent: &[Commented], folder: &str) -> Result<(), String> {
    let id = IDS.into_iter().find_map(|name| stream::annotation(&item.tree, name)).cloned();
    let before = id.and_then(|id| id.parse::<usize>().ok()).and_then(|id| sent.get(id.checked_sub(1)?));
    if let Some(before) = before {
        copy_comments(&before.tree, &mut item.tree);
        sync_order(&before.tree, &mut item.tree);
        reconcile(&before.tree, &mut item.tree)?;
    }
    clear_marks(&mut item.tree)?;
    if ["apiVersion", "kind", "metadata"].iter().all(|field| item.tree.get(field).is_none_or(Tree::is_null)) {
        return Err(String::from("missing Resource metadata"));
    }
    if path_of(&item.tree).is_none() {
        let text = |path: &[&str]| item.tree.at(path).and_then(Tree::text).map_or("", SmolStr::as_str);
        let file = format!("{}_{}.yaml", text(&["kind"]).to_lowercase(), text(&["metadata", "name"]));
        let parts = [folder, text(&["metadata", "namespace"]), &file];
        let path = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        stream::set_annotation(&mut item.tree, stream::PATH, &path)?;
        stream::set_annotation(&mut item.tree, stream::LEGACY_PATH, &path)?;
    }
    Ok(())
}

fn clear_marks(tree: &mut Tree) -> Result<(), String> {
    for name in IDS.into_iter().chain([MIGRATION]) {
        stream::clear_annotation(tree, name)?;
    }
    Ok(())
}

/// Where a function changed a file or an index under one name, changes it under the other.
fn reconcile(before: &Tree, after: &mut Tree) -> Result<(), String> {
    for (current, legacy) in [(stream::PATH, stream::LEGACY_PATH), (stream::INDEX, stream::LEGACY_INDEX)] {
        let was = stream::annotation(before, current).or_else(|| stream::annotation(before, legacy)).cloned();
        let now = |name: &str| stream::annotation(after, name).cloned();
        match (was, now(current), now(legacy)) {
            (Some(was), Some(is), other) if is != was && other.as_ref() == Some(&was) => {
                stream::set_annotation(after, legacy, &is)?;
            }
            (Some(was), is, Some(other)) if other != was && is.as_ref() == Some(&was) => {
                stream::set_annotation(after, current, &other)?;
            }
            (_, Some(is), None) => stream::set_annotation(after, legacy, &is)?,
            (_, None, Some(other)) => stream::set_annotation(after, current, &other)?,
            _ => {}
        }
    }
    Ok(())
}

/// Gives the nodes of `to` the comments that those of `from` at the same places have.
fn copy_comments(from: &Tree, to: &mut Tree) {
    let mut left = vec![(from, to)];
    while let Some((from, to)) = left.pop() {
        to.copy_comments(from);
        match (&from.content, &mut to.content) {
            (Content::Mapping(from), Content::Mapping(to)) => {
                let known: HashMap<&SmolStr, &Entry> =
                    from.entries.iter().filter_map(|entry| Some((entry.key.text()?, entry))).collect();
                for entry in &mut to.entries {
                    let Some(before) = entry.key.text().and_then(|key| known.get(key)) else { continue };
                    entry.key.copy_comments(&before.key);
                    left.push((&before.value, &mut entry.value));
                }
            }
            (Content::Sequence(from), Content::Sequence(to)) => {
                let pairs = from.items.iter().zip(&mut to.items);
                // Items that are texts are the same only where they say the same.
                left.extend(pairs.filter(|(from, to)| from.text() == to.text()));
            }
            (_, Content::Scalar(scalar)) if scalar.style == ScalarStyle::Folded => {
                scalar.style = ScalarStyle::DoubleQuoted;
            }
            _ => {}
        }
    }
}

/// Puts the fields of `to` into the order of those of `from`; new ones come last.
fn sync_order(from: &Tree, to: &mut Tree) {
    let mut left = vec![(from, to)];
    while let Some((from, to)) = left.pop() {
        match (&from.content, &mut to.content) {
            (Content::Mapping(from), Content::Mapping(to)) => {
                let places: HashMap<&SmolStr, usize> =
                    (0..).zip(&from.entries).filter_map(|(place, entry)| Some((entry.key.text()?, place))).collect();
                let place = |entry: &Entry| entry.key.text().and_then(|key| places.get(key)).copied();
                to.entries.sort_by_key(|entry| place(entry).unwrap_or(usize::MAX));
                for entry in &mut to.entries {
                    if let Some(before) = place(entry).and_then(|place| from.entries.get(place)) {
                        left.push((&before.value, &mut entry.value));
                    }
                }
            }
            (Content::Sequence(from), Content::Sequence(to)) => left.extend(from.items.iter().zip(&mut to.items)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str, path: &str) -> Vec<Commented> {
        stream::parse_file(text.as_bytes(), SourceId::UNKNOWN, path).expect("it is YAML")
    }

    fn shell(script: &str) -> Vec<Tree> {
        let text = format!(
            "apiVersion: v1\nkind: F\nmetadata:\n  name: f\n  annotations:\n    config.kubernetes.io/function: |\n      \
             exec:\n        path: sh\n        args: [\"-c\", {script:?}]\n"
        );
        vec![items(&text, "f.yaml").remove(0).tree]
    }

    fn ran(text: &str, explicit: Vec<Tree>, exec: bool) -> Result<String, String> {
        let functions = FunctionOptions::default();
        let options = RunOptions { folder: Path::new("/tmp"), exec, global: false, functions: &functions };
        let ran = run(items(text, "a.yaml"), Some(explicit), &options)?;
        let mut items = ran.items;
        for item in &mut items {
            crate::kustomize::cfg::clear_paths(&mut item.tree)?;
        }
        stream::print(&items)
    }

    const TEXT: &str = "# head\nkind: A # line\nmetadata:\n  name: x\nspec:\n  # about b\n  b: 1\n  a: 2\n";

    #[test]
    fn comments_and_order_survive_a_function() {
        assert_eq!(ran(TEXT, shell("cat"), true).as_deref(), Ok(TEXT));
        let changed = ran(TEXT, shell("sed -e 's/ *#.*//' -e 's/b: 1/b: 3/'"), true);
        assert_eq!(changed, Ok(TEXT.replace("b: 1", "b: 3")));
    }

    #[test]
    fn nothing_runs_that_may_not() {
        assert_eq!(ran(TEXT, shell("exit 3"), false).as_deref(), Ok(TEXT));
        assert!(ran(TEXT, shell("echo no >&2; exit 3"), true).expect_err("it fails").contains("exit status 3"));
    }

    #[test]
    fn functions_count_for_the_folder_above_their_own() {
        assert_eq!(scope_of("a/functions/f.yaml"), "a");
        assert_eq!(scope_of("functions/f.yaml"), ".");
        assert_eq!(scope_of("a/b/f.yaml"), "a/b");
        assert_eq!(scope_of("f.yaml"), ".");
    }
}
