//! Variables: fields of objects under a name, and `$(NAME)` in the fields that configurations name. They are declared where
//! their kustomization is done, so that they mean the objects it knows, and replaced once at the end of the build.

use super::expansion::{Value, expand};
use super::fields;
use crate::diagnostic::{Diagnostic, Severity};
use crate::go::strconv::{parse_float, parse_int};
use crate::kustomize::replacements::DEFAULT_FIELD;
use crate::kustomize::replacements::path::{lookup, split};
use crate::kustomize::spec::{FieldSpec, Variable};
use crate::kustomize::{Context, Result};
use crate::resource::{Gvk, ResourceId, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Scalar, Tag};
use crate::yaml::typed::Spanned;
use foldhash::HashMap;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many bytes the replacement of variables may make: a text of many variables with a large value can be huge.
const MAX_EXPANDED: usize = 1 << 30;

/// The variables of a kustomization and those it builds on.
#[derive(Debug, Default)]
pub struct Variables {
    by_name: BTreeMap<SmolStr, Spanned<Variable>>,
}

impl Variables {
    /// Adds the variables that a kustomization declares, and marks the objects that have their values.
    pub fn declare(&mut self, declared: &[Spanned<Variable>], set: &mut ResourceSet) -> Result<()> {
        for variable in declared {
            let target = &variable.value.objref;
            let id = ResourceId {
                gvk: target.gvk(),
                name: target.name.clone(),
                namespace: target.namespace.clone(),
                cluster_scoped: false,
            };
            let found = if id.namespace.is_empty() { set.with_any_name(&id) } else { set.with_any_id(&id) };
            if let [only] = found[..] {
                set.change(only, |resource| resource.build.variables.push(variable.value.name.clone()));
            } else if !found.is_empty() {
                let described = described(&variable.value, "");
                let count = found.len();
                let sentence = format!("found {count} resId matches for var {described} (unable to disambiguate)");
                let places = found.iter().filter_map(|&position| Some(set.get(position)?.tree.origin));
                let diagnostic = invalid(sentence, variable.origin, "name the object's namespace under `objref`");
                return Err(Box::new(places.fold(diagnostic, |error, place| error.label(place, "this fits"))));
            }
        }
        declared.iter().try_for_each(|variable| self.add(variable.clone()))
    }

    /// Adds the variables of another kustomization.
    pub fn absorb(&mut self, other: Variables) -> Result<()> {
        other.by_name.into_values().try_for_each(|variable| self.add(variable))
    }

    fn add(&mut self, variable: Spanned<Variable>) -> Result<()> {
        let name = variable.value.name.clone();
        let Some(first) = self.by_name.get(&name) else {
            self.by_name.insert(name, variable);
            return Ok(());
        };
        let sentence = format!("var '{name}' already encountered");
        let diagnostic = invalid(sentence, variable.origin, "give one of the two another name");
        Err(Box::new(diagnostic.label_known(first.origin, "declared before here")))
    }

    /// Replaces the variables in the fields that `specs` name.
    pub fn resolve(&self, set: &mut ResourceSet, specs: &[FieldSpec], context: &mut Context<'_>) -> Result<()> {
        if self.by_name.is_empty() {
            return Ok(());
        }
        let values = self.values(set)?;
        let mut replacing = Replacing { values: &values, used: BTreeSet::new(), left: MAX_EXPANDED };
        let outcome = replacing.replace(set, specs);
        let unused: Vec<&str> =
            values.keys().filter(|name| !replacing.used.contains(*name)).map(SmolStr::as_str).collect();
        if !unused.is_empty() {
            let sentence = format!("well-defined vars that were never replaced: {}", unused.join(","));
            let note = Diagnostic::error("kustomize::unused", sentence.clone()).severity(Severity::Warning);
            let note = note.compat(sentence).help("remove them, or add the fields to `varReference`");
            let places = unused.iter().filter_map(|name| self.by_name.get(*name)?.origin);
            context.notes.push(places.fold(note, |note, place| note.label(place, "never replaced")));
        }
        outcome
    }

    /// The value of each variable, and the place that gave it.
    fn values(&self, set: &ResourceSet) -> Result<BTreeMap<SmolStr, (Value, Span)>> {
        let mut holders: HashMap<&SmolStr, &Tree> = HashMap::default();
        for resource in set {
            for name in &resource.build.variables {
                holders.entry(name).or_insert(&resource.tree);
            }
        }
        let mut values = BTreeMap::new();
        for (name, variable) in &self.by_name {
            let path = match variable.value.fieldref.field_path.as_str() {
                "" => DEFAULT_FIELD,
                path => path,
            };
            let described = described(&variable.value, path);
            let Some(holder) = holders.get(name) else {
                let sentence = format!("var '{described}' cannot be mapped to a field in the set of known resources");
                return Err(Box::new(invalid(sentence, variable.origin, "check `objref` against the objects")));
            };
            let value = lookup(holder, &split_indices(split(path))).ok().flatten();
            let Some(value) = value.and_then(|field| Some((value_of(field)?, field.origin))) else {
                let sentence = format!("field specified in var '{described}' not found in corresponding resource");
                let diagnostic = invalid(sentence, variable.origin, "check `fieldref` against the object");
                return Err(Box::new(diagnostic.label(holder.origin, "this object")));
            };
            values.insert(name.clone(), value);
        }
        Ok(values)
    }
}

fn invalid(sentence: String, origin: Option<Span>, help: &str) -> Diagnostic {
    let diagnostic = Diagnostic::sentence("kustomize::variable", sentence).help(help);
    diagnostic.label_known(origin, "")
}

/// A variable as messages have it.
fn described(variable: &Variable, path: &str) -> String {
    let path = if path.is_empty() { &variable.fieldref.field_path } else { path };
    format!("{{{} {} {{{path}}}}}", variable.name, variable.objref.gvk())
}

/// Makes `ports[0]` the two parts `ports` and `0`, as the paths of variables have it.
fn split_indices(parts: Vec<String>) -> Vec<String> {
    let mut all = Vec::with_capacity(parts.len());
    for part in parts {
        let index = part.strip_suffix(']').and_then(|part| part.rsplit_once('['));
        match index {
            Some((name, index)) if !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit()) => {
                all.extend((!name.is_empty()).then(|| name.to_owned()));
                all.push(index.to_owned());
            }
            _ => all.push(part),
        }
    }
    all
}

/// What a field is to a variable; nothing where it does not hold what its type says.
fn value_of(field: &Tree) -> Option<Value> {
    let Content::Scalar(scalar) = &field.content else { return Some(Value::Collection) };
    let text = scalar.text.as_bytes();
    Some(match scalar.tag {
        Tag::Int => Value::Int(parse_int(text, 10, 64).ok()?),
        Tag::Float => Value::Float(parse_float(text).ok()?),
        Tag::Bool => Value::Bool(scalar.text.eq_ignore_ascii_case("true")),
        _ => Value::Text(scalar.text.clone()),
    })
}

/// The fields of an object of some kind: as they are written, and their parts.
type Paths = Rc<[(SmolStr, fields::Parts)]>;

/// Variables at work.
struct Replacing<'v> {
    values: &'v BTreeMap<SmolStr, (Value, Span)>,
    used: BTreeSet<SmolStr>,
    /// The bytes that may still be made.
    left: usize,
}

impl Replacing<'_> {
    fn replace(&mut self, set: &mut ResourceSet, specs: &[FieldSpec]) -> Result<()> {
        let mut known: HashMap<Gvk, Paths> = HashMap::default();
        for resource in set.as_mut_slice() {
            let id = resource.id();
            let paths = known.entry(id.gvk.clone()).or_insert_with(|| {
                let specs = specs.iter().filter(|spec| spec.selects(&id.gvk.group, &id.gvk.version, &id.gvk.kind));
                specs.map(|spec| (spec.path.clone(), fields::parts(&spec.path))).collect()
            });
            for (written, path) in paths.iter() {
                let done = fields::visit(&mut resource.tree, path, &mut |node| self.field(node));
                done.map_err(|cause| {
                    let sentence = format!("considering field '{written}' of object {id}: {cause}");
                    let help = "check the field against the `varReference` configuration";
                    Box::new(invalid(sentence, Some(resource.tree.origin), help))
                })?;
            }
        }
        Ok(())
    }

    /// A field: a text, a list of texts, or a mapping whose texts count.
    fn field(&mut self, node: &mut Tree) -> std::result::Result<(), String> {
        match &mut node.content {
            Content::Scalar(scalar) if is_text(scalar) => self.text(node),
            Content::Scalar(_) => Ok(()),
            Content::Mapping(mapping) => mapping.entries.iter_mut().try_for_each(|entry| {
                if let Some(key) = entry.key.as_scalar().filter(|key| !is_text(key)) {
                    return Err(format!("invalid map key: value='{}', tag='{}'", key.text, name_of(key.tag)));
                }
                if entry.value.as_scalar().is_some_and(is_text) { self.text(&mut entry.value) } else { Ok(()) }
            }),
            Content::Sequence(sequence) => sequence.items.iter_mut().try_for_each(|item| {
                if !item.as_scalar().is_some_and(is_text) {
                    return Err(String::from("invalid value type expect a string"));
                }
                self.text(item)
            }),
            Content::Alias(_) => Err(String::from("invalid type encountered 16")),
        }
    }

    fn text(&mut self, node: &mut Tree) -> std::result::Result<(), String> {
        let Content::Scalar(scalar) = &mut node.content else { return Ok(()) };
        let (values, used, left) = (self.values, &mut self.used, &mut self.left);
        let mut place = None;
        let mut exhausted = false;
        let expanded = expand(&scalar.text, |name| {
            let (value, origin) = values.get(name)?;
            let size = if let Value::Text(text) = value { text.len() } else { 0 };
            match left.checked_sub(size) {
                Some(rest) => *left = rest,
                None => {
                    exhausted = true;
                    return None;
                }
            }
            if *value != Value::Collection {
                used.insert(name.into());
                place.get_or_insert(*origin);
            }
            Some(value)
        });
        if exhausted {
            return Err(format!("variables make more than {MAX_EXPANDED} bytes"));
        }
        if let Some(expanded) = expanded {
            *scalar = expanded;
        }
        node.origin = place.unwrap_or(node.origin);
        Ok(())
    }
}

fn is_text(scalar: &Scalar) -> bool {
    matches!(scalar.tag, Tag::Str | Tag::Unstated)
}

fn name_of(tag: Tag) -> &'static str {
    match tag {
        Tag::Null => "!!null",
        Tag::Bool => "!!bool",
        Tag::Int => "!!int",
        Tag::Float => "!!float",
        Tag::Timestamp => "!!timestamp",
        Tag::Binary => "!!binary",
        Tag::Merge => "!!merge",
        Tag::Str | Tag::Custom | Tag::Unstated => "!!str",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kustomize::spec::{VariableField, VariableTarget};
    use crate::resource::Resource;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    const OBJECTS: &str = "
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{args: ['--url=$(NAME):$(PORT)', '$(PORT)', '$$(NAME)'], env: {a: 1, b: $(PORT)}}]}
";

    fn objects(text: &str) -> ResourceSet {
        let trees = read_trees(text.as_bytes(), SourceId::from_number(0)).expect("it is YAML");
        ResourceSet::from_vec(trees.into_iter().map(Resource::new).collect())
    }

    fn variable(name: &str, kind: &str, path: &str) -> Spanned<Variable> {
        let objref = VariableTarget {
            api_version: "v1".into(),
            kind: kind.into(),
            name: "web".into(),
            ..VariableTarget::default()
        };
        let fieldref = VariableField { field_path: path.into() };
        Spanned { value: Variable { name: name.into(), objref, fieldref }, origin: None }
    }

    fn spec(path: &str) -> FieldSpec {
        FieldSpec { kind: "Pod".into(), path: path.into(), ..FieldSpec::default() }
    }

    fn message<T>(result: Result<T>) -> String {
        result.err().map(|error| error.message).unwrap_or_default()
    }

    #[test]
    fn variables_are_replaced_with_their_types() {
        let mut set = objects(OBJECTS);
        let mut variables = Variables::default();
        let declared = [variable("NAME", "Service", ""), variable("PORT", "Service", "spec.ports[0].port")];
        variables.declare(&declared, &mut set).expect("they are known");
        let values = variables.values(&set).expect("they have values");
        let mut replacing = Replacing { values: &values, used: BTreeSet::new(), left: MAX_EXPANDED };
        let specs = [spec("spec/containers/args"), spec("spec/containers/env")];
        replacing.replace(&mut set, &specs).expect("they can be replaced");
        let field = |path: &str| {
            let scalar = lookup(&set.as_slice()[1].tree, &split(path)).ok().flatten().and_then(Tree::as_scalar);
            scalar.map(|scalar| (scalar.text.to_string(), scalar.tag)).unwrap_or((String::new(), Tag::Null))
        };
        assert_eq!(field("spec.containers.0.args.0"), (String::from("--url=web:8080"), Tag::Str));
        assert_eq!(field("spec.containers.0.args.1"), (String::from("8080"), Tag::Int));
        assert_eq!(field("spec.containers.0.args.2"), (String::from("$(NAME)"), Tag::Str));
        assert_eq!(field("spec.containers.0.env.b"), (String::from("8080"), Tag::Int));
        assert_eq!(replacing.used.len(), 2);
    }

    #[test]
    fn mistakes_are_told_in_kustomize_s_words() {
        let mut set = objects(OBJECTS);
        let mut variables = Variables::default();
        let twice = [variable("A", "Service", ""), variable("A", "Service", "")];
        assert_eq!(message(variables.declare(&twice, &mut set)), "var 'A' already encountered");
        let mut variables = Variables::default();
        variables.declare(&[variable("A", "Service", "spec.no")], &mut set).expect("it is known");
        let sentence = "field specified in var '{A Service.v1.[noGrp] {spec.no}}' not found in corresponding resource";
        assert_eq!(message(variables.values(&set)), sentence);
        let mut variables = Variables::default();
        variables.declare(&[variable("B", "Job", "")], &mut set).expect("that is told later");
        let sentence = "var '{B Job.v1.[noGrp] {metadata.name}}' cannot be mapped to a field in the set of known \
                        resources";
        assert_eq!(message(variables.values(&set)), sentence);
        let two = "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: a}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}}
";
        let sentence = "found 2 resId matches for var {C Service.v1.[noGrp] {}} (unable to disambiguate)";
        let mut variables = Variables::default();
        assert_eq!(message(variables.declare(&[variable("C", "Service", "")], &mut objects(two))), sentence);
    }

    #[test]
    fn indices_may_stand_in_brackets() {
        assert_eq!(split_indices(split("a[0].b[x].[1]")), ["a", "0", "b[x]", "1"]);
    }
}
