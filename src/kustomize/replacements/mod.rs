//! Replacements: a field of one object, or a text, copied into fields of others. They look objects up by what they are and
//! were called, and change nothing but the fields that their targets name.
//!
//! A field that a replacement wrote has the place of the field path that named it as its origin: the line of the user's that
//! set it.

mod index;
mod load;
mod matching;
pub(crate) mod path;
mod select;
mod structured;
mod value;

use super::spec::{Replacement, Source, Target};
use super::{Context, Result, Transformer};
use crate::diagnostic::{Diagnostic, Severity};
use crate::resource::{Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{MAX_DEPTH, NOWHERE};
use crate::yaml::typed::Spanned;
use index::Index;
use matching::{Shape, Walk};
use path::PathError;
use select::Targets;
use smol_str::SmolStr;

/// The field where none is named.
pub(crate) const DEFAULT_FIELD: &str = "metadata.name";

/// How many bytes the replacements of one kustomization may copy: an object can be copied into itself, again and again.
const MAX_COPIED: usize = 1 << 30;

/// The replacements of a kustomization or of a ReplacementTransformer.
#[derive(Debug, Default)]
pub struct Replacements {
    replacements: Vec<Spanned<Replacement>>,
}

impl Transformer for Replacements {
    fn transform(&self, set: &mut ResourceSet, context: &mut Context<'_>) -> Result<()> {
        if self.replacements.is_empty() {
            return Ok(());
        }
        let mut run = Run { index: Index::of(set), set, left: MAX_COPIED };
        for replacement in &self.replacements {
            let used = run.apply(&replacement.value);
            for target in used.map_err(|error| Box::new(error.or_at(replacement.origin).diagnostic()))? {
                context.notes.push(unused(target));
            }
        }
        Ok(())
    }
}

/// A target that selected nothing.
fn unused(target: &Spanned<Target>) -> Diagnostic {
    let message = "a replacement's target selects no object";
    let note = Diagnostic::error("kustomize::unused", message).severity(Severity::Warning);
    let note = note.help("check the names and patterns of `select`, or remove the target");
    note.label_known(target.origin, "selects nothing")
}

/// What is wrong with a replacement, and where.
struct Fault {
    cause: PathError,
    help: &'static str,
    origin: Option<Span>,
    object: Option<Span>,
}

impl From<PathError> for Fault {
    fn from(cause: PathError) -> Self {
        Fault { cause, help: "see the replacement at the place shown", origin: None, object: None }
    }
}

impl Fault {
    fn new(sentence: impl Into<String>, help: &'static str) -> Self {
        Fault { cause: PathError::new(sentence), help, origin: None, object: None }
    }

    fn or_at(mut self, origin: Option<Span>) -> Self {
        self.origin = self.origin.or(origin);
        self
    }

    fn diagnostic(self) -> Diagnostic {
        let sentence = self.cause.to_string();
        let diagnostic = Diagnostic::sentence("kustomize::replacement", sentence).help(self.help);
        let labels = [(self.origin, ""), (self.object, "in this object")];
        labels.into_iter().fold(diagnostic, |diagnostic, (span, text)| match span {
            Some(span) if span != NOWHERE => diagnostic.label(span, text),
            _ => diagnostic,
        })
    }
}

/// Replacements at work on a set.
struct Run<'s> {
    set: &'s mut ResourceSet,
    index: Index,
    /// The bytes that may still be copied.
    left: usize,
}

/// A value and the field that it is, as long as it stays that field's.
struct Value<'r> {
    tree: Tree,
    /// The object and the source's description. A part of a field is a copy that nothing changes any more.
    live: Option<(usize, &'r Source)>,
}

impl Run<'_> {
    /// Applies a replacement, and gives the targets that selected nothing.
    fn apply<'r>(&mut self, replacement: &'r Replacement) -> std::result::Result<Vec<&'r Spanned<Target>>, Fault> {
        let has_source = replacement.source.is_some() || replacement.source_value.is_some();
        let Some(targets) = replacement.targets.as_ref().filter(|_| has_source) else {
            let sentence = "replacements must specify a source and at least one target";
            return Err(Fault::new(sentence, "give it `source` and `targets`"));
        };
        let mut value = self.value(replacement)?;
        let mut unused = Vec::new();
        for target in targets {
            let selected = self.copy_to(target, &mut value).map_err(|fault| fault.or_at(target.origin))?;
            if selected == 0 {
                unused.push(target);
            }
        }
        Ok(unused)
    }

    /// The value that a replacement copies.
    fn value<'r>(&self, replacement: &'r Replacement) -> std::result::Result<Value<'r>, Fault> {
        let source = match (&replacement.source, &replacement.source_value) {
            (Some(_), Some(_)) => {
                let sentence = "value and resource selectors are mutually exclusive";
                return Err(Fault::new(sentence, "give either `source` or `sourceValue`"));
            }
            (None, text) => {
                let text = text.as_deref().unwrap_or_default();
                return Ok(Value { tree: matching::untagged(text, NOWHERE), live: None });
            }
            (Some(source), None) => source,
        };
        let help = "a source has to be one object: name its kind and name, and the namespace where it takes that";
        let position = select::source(source, self.set, &self.index).map_err(|cause| Fault { help, ..cause.into() })?;
        let field = self.set.get(position).map(|object| field(object, source)).transpose()?;
        let Some(field) = field.flatten().filter(|field| !field.is_null_or_empty()) else {
            let path = field_path(source);
            let id = select::source_id(source);
            let sentence = format!("fieldPath `{path}` is missing for replacement source {id}");
            let object = self.set.get(position).map(|object| object.tree.origin);
            return Err(Fault { object, ..Fault::new(sentence, "check the path; it is case-sensitive") });
        };
        let is_part = source.options.as_ref().is_some_and(|options| !options.delimiter.is_empty());
        let tree = value::refined(field, source.options.as_ref())?;
        Ok(Value { tree, live: (!is_part).then_some((position, source)) })
    }

    /// Copies a value to the objects of a target, and gives their number.
    fn copy_to(&mut self, target: &Spanned<Target>, value: &mut Value<'_>) -> std::result::Result<usize, Fault> {
        let targets = Targets::new(&target.value)?;
        let default = [Spanned { value: SmolStr::new_static(DEFAULT_FIELD), origin: target.origin }];
        let fields = match target.value.field_paths.as_slice() {
            [] => &default,
            fields => fields,
        };
        let mut count = 0;
        for position in targets.candidates(&self.index) {
            let Some(object) = self.set.get(position) else { continue };
            if !targets.select(object)? {
                continue;
            }
            count += 1;
            for path in fields {
                let place = object_place(self.set, position);
                let copied = self.copy_to_field(position, path, &target.value, value);
                copied.map_err(|fault| Fault { object: place, ..fault.or_at(path.origin.or(target.origin)) })?;
            }
        }
        Ok(count)
    }

    fn copy_to_field(
        &mut self,
        position: usize,
        path: &Spanned<SmolStr>,
        target: &Target,
        value: &mut Value<'_>,
    ) -> std::result::Result<(), Fault> {
        let parts = path::split(&path.value);
        let origin = path.origin.unwrap_or(value.tree.origin);
        check_depth(&value.tree, parts.len())?;
        let (left, tree) = (&mut self.left, &value.tree);
        let outcome = self.set.change(position, |object| write(object, &parts, target, tree, origin, left));
        outcome.unwrap_or(Ok(())).map_err(|cause| {
            let create = target.options.as_ref().is_some_and(|options| options.create);
            let help = if create {
                "check the path against the object"
            } else {
                "check the path against the object, or set `create: true` under `options`"
            };
            let field = crate::go::strconv::quote(path.value.as_bytes());
            Fault::new(cause.sentence(&field, create), help)
        })?;
        if parts.first().is_some_and(|part| matches!(part.as_str(), "metadata" | "kind" | "apiVersion"))
            && let Some(object) = self.set.get(position)
        {
            self.index.enter(position, object);
        }
        self.refresh(position, value);
        Ok(())
    }

    /// A value that is a field of an object changes with it.
    fn refresh(&self, changed: usize, value: &mut Value<'_>) {
        let Some((position, source)) = value.live.filter(|(position, _)| *position == changed) else { return };
        if let Some(Ok(Some(now))) = self.set.get(position).map(|object| field(object, source)) {
            value.tree = now.clone();
        }
    }
}

/// Refuses a value that would nest too deeply at the end of a path of `length` parts.
fn check_depth(value: &Tree, length: usize) -> std::result::Result<(), Fault> {
    if value.text().is_some() || value::depth(value) + length <= MAX_DEPTH {
        return Ok(());
    }
    let sentence = format!("replacements nest an object more than {MAX_DEPTH} levels deep");
    Err(Fault::new(sentence, "look for an object that is copied into itself"))
}

/// Why a field was not written.
enum Failure {
    /// There is none.
    Missing(Option<PathError>),
    /// The value can't be put into it.
    Unfit(PathError),
}

impl Failure {
    fn sentence(&self, field: &str, create: bool) -> String {
        let find = if create { "find or create" } else { "find" };
        match self {
            Failure::Missing(None) => format!("unable to {find} field {field} in replacement target"),
            Failure::Missing(Some(cause)) => format!("unable to {find} field {field} in replacement target: {cause}"),
            Failure::Unfit(cause) => cause.to_string(),
        }
    }
}

/// Writes a value to the fields of an object that a path means.
fn write(
    object: &mut Resource,
    path: &[String],
    target: &Target,
    value: &Tree,
    origin: Span,
    left: &mut usize,
) -> std::result::Result<(), Failure> {
    let options = target.options.as_ref();
    let create = options.is_some_and(|options| options.create).then(|| Shape::of(value));
    let weight = value::weight(value);
    let mut take = |more: usize| {
        *left = left
            .checked_sub(weight + more)
            .ok_or_else(|| PathError::new(format!("replacements copy more than {MAX_COPIED} bytes")))?;
        Ok(())
    };
    let mut put = |field: &mut Tree| {
        take(0)?;
        value::put(field, value, origin);
        Ok(())
    };
    if structured::set(&mut object.tree, path, create, origin, &mut put) {
        return Ok(());
    }
    let mut unfit = None;
    let mut set = |field: &mut Tree| {
        let outcome = take(field.text().map_or(0, |text| text.len()));
        let outcome = outcome.and_then(|()| value::set(field, value, options, origin));
        outcome.inspect_err(|error: &PathError| unfit = Some(error.clone()))
    };
    let found = Walk { create, origin, set: &mut set }.visit(&mut object.tree, path);
    match (found, unfit) {
        (_, Some(error)) => Err(Failure::Unfit(error)),
        (Err(error), None) => Err(Failure::Missing(Some(error))),
        (Ok(0), None) => Err(Failure::Missing(None)),
        (Ok(_), None) => Ok(()),
    }
}

fn object_place(set: &ResourceSet, position: usize) -> Option<Span> {
    set.get(position).map(|object| object.tree.origin)
}

fn field_path(source: &Source) -> &str {
    if source.field_path.is_empty() { DEFAULT_FIELD } else { &source.field_path }
}

/// The field that a source means.
fn field<'t>(object: &'t Resource, source: &Source) -> std::result::Result<Option<&'t Tree>, PathError> {
    path::lookup(&object.tree, &path::split(field_path(source)))
        .map_err(|error| PathError::new(format!("error looking up replacement source: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::{read_trees, typed};

    const OBJECTS: &str = "
apiVersion: v1
kind: ConfigMap
metadata: {name: source, labels: {app: a}}
data: {host: db.example.org, port: '5432', json: '{\"a\": {\"b\": \"c\"}}'}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: a}}
spec:
  containers:
  - {name: one, image: 'nginx:1.0', ports: [{n: 1}]}
  - {name: two, image: 'redis:2.0'}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: b}}
spec: {}
";

    /// Applies replacements and gives the field at a path of the object at a position, or the error.
    fn replaced(replacements: &str, position: usize, field: &[&str]) -> String {
        let read = |text: &str| read_trees(text.as_bytes(), SourceId::from_number(0)).expect("it is YAML");
        let mut set = ResourceSet::from_vec(read(OBJECTS).into_iter().map(Resource::new).collect());
        let list: Vec<Replacement> = typed::read(&read(replacements)[0], true).expect("they are replacements");
        let mut run = Run { index: Index::of(&set), set: &mut set, left: MAX_COPIED };
        for replacement in &list {
            match run.apply(replacement) {
                Ok(unused) if !unused.is_empty() => return String::from("unused"),
                Ok(_) => {}
                Err(fault) => return fault.diagnostic().message,
            }
        }
        let path: Vec<String> = field.iter().map(|part| (*part).to_owned()).collect();
        let found = set.get(position).map(|object| path::lookup(&object.tree, &path));
        match found {
            Some(Ok(Some(node))) => path::node_value(node).to_owned(),
            other => format!("{other:?}"),
        }
    }

    const HOST: &str = "[{source: {kind: ConfigMap, name: source, fieldPath: data.host}, targets: ";

    #[test]
    fn a_list_of_targets_may_be_empty_but_not_missing() {
        let image = ["spec", "containers", "0", "image"];
        assert_eq!(replaced(&format!("{HOST}[]}}]"), 1, &image), "nginx:1.0");
        let missing = "replacements must specify a source and at least one target";
        assert_eq!(replaced(&format!("{HOST}null}}]"), 1, &image), missing);
    }

    #[test]
    fn a_field_is_copied_to_what_a_path_means() {
        let image = ["spec", "containers", "1", "image"];
        let targets = "[{select: {name: web}, fieldPaths: ['spec.containers.[name=two].image']}]}]";
        assert_eq!(replaced(&format!("{HOST}{targets}"), 1, &image), "db.example.org");
        let targets = "[{select: {kind: P.d}, reject: [{name: db}], fieldPaths: [spec.containers.*.image]}]}]";
        assert_eq!(replaced(&format!("{HOST}{targets}"), 1, &image), "db.example.org");
        let targets = "[{select: {kind: Pod, labelSelector: app=a}, fieldPaths: [spec.containers.1.image],
                        options: {delimiter: ':', index: 1}}]}]";
        assert_eq!(replaced(&format!("{HOST}{targets}"), 1, &image), "redis:db.example.org");
    }

    #[test]
    fn missing_fields_are_made_when_asked() {
        let create = "options: {create: true}}]}]";
        let targets = format!("{HOST}[{{select: {{name: db}}, fieldPaths: ['spec.list.[name=x].value'], {create}");
        assert_eq!(replaced(&targets, 2, &["spec", "list", "[name=x]", "value"]), "db.example.org");
        let targets = format!("{HOST}[{{select: {{name: db}}, fieldPaths: ['spec.list.0'], {create}");
        assert_eq!(replaced(&targets, 2, &["spec", "list", "0"]), "db.example.org");
        let targets = format!("{HOST}[{{select: {{name: db}}, fieldPaths: ['spec.list.1'], {create}");
        let error = "unable to find or create field \"spec.list.1\" in replacement target: \
                     index 1 specified but only 0 elements found";
        assert_eq!(replaced(&targets, 2, &[]), error);
        let targets = format!("{HOST}[{{select: {{name: db}}, fieldPaths: ['spec.list.[a=^b$]'], {create}");
        assert_eq!(
            replaced(&targets, 2, &[]),
            "unable to find or create field \"spec.list.[a=^b$]\" in replacement target"
        );
    }

    #[test]
    fn documents_within_texts_are_written_anew() {
        let targets = "[{select: {name: source}, fieldPaths: [data.json.a.b]}]}]";
        assert_eq!(replaced(&format!("{HOST}{targets}"), 0, &["data", "json"]), r#"{"a":{"b":"db.example.org"}}"#);
    }

    #[test]
    fn a_source_has_to_be_one_object() {
        let with = |source: &str| replaced(&format!("[{{source: {source}, targets: [{{select: {{}}}}]}}]"), 0, &[]);
        assert_eq!(with("{kind: Pod}"), "multiple matches for selector Pod.[noVer].[noGrp]/[noName].[noNs]");
        assert_eq!(
            with("{kind: Job, fieldPath: a.b, options: {create: true}}"),
            "nothing selected by Job.[noVer].[noGrp]/[noName].[noNs]:a.b:(0), create=true"
        );
        assert_eq!(
            with("{name: web, fieldPath: spec.no}"),
            "fieldPath `spec.no` is missing for replacement source [noKind].[noVer].[noGrp]/web.[noNs]"
        );
    }

    #[test]
    fn a_target_that_selects_nothing_is_told() {
        assert_eq!(replaced(&format!("{HOST}[{{select: {{kind: Job}}}}]}}]"), 0, &[]), "unused");
    }

    #[test]
    fn a_value_changes_with_its_field() {
        let targets = "[{select: {name: source}, fieldPaths: [data.host], options: {delimiter: '.', index: -1}},
                        {select: {name: db}, fieldPaths: [metadata.name]}]}]";
        let name = replaced(&format!("{HOST}{targets}"), 2, &["metadata", "name"]);
        assert_eq!(name, "db.example.org.db.example.org");
    }
}
