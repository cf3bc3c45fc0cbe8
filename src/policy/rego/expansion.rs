//! Gatekeeper's ExpansionTemplates: from an object that makes others, such as a Deployment, to what it would make, so that
//! constraints of Pods hold for it before there are any.

use crate::diagnostic::Diagnostic;
use crate::policy::{Compiled, Document};
use crate::resource::Gvk;
use serde_json::{Map, Value, json};

/// The group of expansion templates.
pub(super) const GROUP: &str = "expansion.gatekeeper.sh";

/// How often what was made may make more; Gatekeeper's own bound.
const MAX_DEPTH: usize = 30;

/// How many objects one may make in all.
const MAX_OBJECTS: usize = 10_000;

/// ExpansionTemplates, compiled.
#[derive(Default)]
pub(super) struct Expansions(Vec<Expansion>);

struct Expansion {
    name: String,
    /// Groups, versions and kinds, of each entry of `applyTo`.
    applies_to: Vec<[Vec<String>; 3]>,
    /// Where the made object stands in its maker.
    source: Vec<String>,
    /// What it is.
    made: Gvk,
    /// What violations of it come to, where that is not left to the constraint.
    action: String,
}

/// An object that another makes.
pub(super) struct Expanded<'e> {
    pub object: Value,
    /// The name of the template.
    pub template: &'e str,
    /// Its `enforcementAction`, or empty.
    pub action: &'e str,
}

impl Expansions {
    /// Compiles the ExpansionTemplates among `policies`.
    pub fn new(policies: &[Document]) -> Compiled<Expansions> {
        let templates = policies.iter().filter(|document| document.gvk.group == GROUP);
        templates.map(Expansion::new).collect::<Compiled<_>>().map(Expansions)
    }

    /// What an object makes, and what that makes in turn. The error says which field is not there.
    pub fn expand(&self, object: &Value) -> Result<Vec<Expanded<'_>>, String> {
        let mut all: Vec<Expanded<'_>> = Vec::new();
        let mut pending: Vec<(Value, usize)> = Vec::new();
        if !self.0.is_empty() {
            pending.push((object.clone(), 0));
        }
        while let Some((maker, depth)) = pending.pop() {
            if depth >= MAX_DEPTH || all.len() > MAX_OBJECTS {
                return Err(format!("maximum recursion depth of {MAX_DEPTH} reached"));
            }
            for template in self.0.iter().filter(|template| template.is_about(&maker)) {
                let object = template.make(&maker)?;
                pending.push((object.clone(), depth + 1));
                all.push(Expanded { object, template: &template.name, action: &template.action });
            }
        }
        Ok(all)
    }
}

impl Expansion {
    fn new(document: &Document) -> Compiled<Expansion> {
        let spec = document.value.get("spec").cloned().unwrap_or_default();
        let refused = |message: &str, pointer: &str| {
            let message = format!("ExpansionTemplate {} {message}", document.name());
            let diagnostic = Diagnostic::error("policy::malformed", message).label(document.place(pointer), "");
            Err(Box::new(diagnostic.help("it needs applyTo, templateSource and generatedGVK")))
        };
        let texts = |value: &Value, field: &str| -> Vec<String> {
            let list = value.get(field).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let entries = spec.get("applyTo").and_then(Value::as_array).into_iter().flatten();
        let applies_to: Vec<_> =
            entries.map(|entry| ["groups", "versions", "kinds"].map(|field| texts(entry, field))).collect();
        if applies_to.is_empty() {
            return refused("must specify ApplyTo", "/spec");
        }
        let source = text(&spec, "/templateSource");
        if source.is_empty() {
            return refused("has empty source field", "/spec");
        }
        let [group, version, kind] =
            ["group", "version", "kind"].map(|field| text(&spec, &format!("/generatedGVK/{field}")));
        if kind.is_empty() {
            return refused("has empty generatedGVK field", "/spec");
        }
        let api = if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") };
        let expansion = Expansion {
            name: document.name().to_owned(),
            applies_to,
            source: source.split('.').map(str::to_owned).collect(),
            made: Gvk::new(&api, kind),
            action: text(&spec, "/enforcementAction").to_owned(),
        };
        if expansion.applies(&expansion.made) {
            return refused("generates what it also applies to", "/spec/generatedGVK");
        }
        Ok(expansion)
    }

    fn is_about(&self, object: &Value) -> bool {
        self.applies(&Gvk::new(text(object, "/apiVersion"), text(object, "/kind")))
    }

    fn applies(&self, gvk: &Gvk) -> bool {
        let own = [gvk.group.as_str(), gvk.version.as_str(), gvk.kind.as_str()];
        let lists = |entry: &[Vec<String>; 3]| {
            entry.iter().zip(own).all(|(listed, own)| listed.iter().any(|one| one == own || one == "*"))
        };
        self.applies_to.iter().any(lists)
    }

    /// The object that `maker` makes.
    fn make(&self, maker: &Value) -> Result<Value, String> {
        let found = self.source.iter().try_fold(maker, |value, field| value.get(field));
        let Some(Value::Object(found)) = found else {
            let (source, name) = (self.source.join("."), text(maker, "/metadata/name"));
            return Err(format!("could not find source field {source:?} in resource {name}"));
        };
        let mut object = found.clone();
        let api = match self.made.group.as_str() {
            "" => self.made.version.to_string(),
            group => format!("{group}/{}", self.made.version),
        };
        object.insert(String::from("apiVersion"), api.into());
        object.insert(String::from("kind"), self.made.kind.as_str().into());
        let metadata = object.entry("metadata").or_insert_with(|| Value::Object(Map::new()));
        if !metadata.is_object() {
            *metadata = Value::Object(Map::new());
        }
        if let Some(namespace) = maker.pointer("/metadata/namespace").filter(|namespace| namespace.is_string()) {
            metadata["namespace"] = namespace.clone();
        }
        let name = text(maker, "/metadata/name");
        metadata["name"] = format!("{name}-{}", self.made.kind).to_lowercase().into();
        let [version, kind] = ["/apiVersion", "/kind"].map(|pointer| text(maker, pointer));
        if ![version, kind, name].contains(&"") {
            let owner = json!({"apiVersion": version, "kind": kind, "name": name, "uid": ""});
            match metadata.get_mut("ownerReferences").and_then(Value::as_array_mut) {
                Some(owners) => owners.push(owner),
                None => metadata["ownerReferences"] = json!([owner]),
            }
        }
        Ok(Value::Object(object))
    }
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn expansions(texts: &str) -> Compiled<Expansions> {
        let trees = crate::yaml::read_objects(texts.as_bytes(), SourceId::UNKNOWN).expect("it is YAML");
        Expansions::new(&trees.into_iter().map(Document::new).collect::<Vec<_>>())
    }

    fn template(name: &str, from: &str, to: &str) -> String {
        format!(
            "apiVersion: expansion.gatekeeper.sh/v1beta1\nkind: ExpansionTemplate\nmetadata: {{name: {name}}}\nspec:\n  \
             applyTo: [{{groups: [apps], versions: [v1], kinds: [{from}]}}]\n  templateSource: spec.template\n  \
             generatedGVK: {{group: apps, version: v1, kind: {to}}}\n"
        )
    }

    #[test]
    fn what_is_made_has_the_names_of_its_maker() {
        let expansions = expansions(&template("pods", "Deployment", "Pod")).expect("it is valid");
        let maker = json!({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "Web", "namespace": "n"},
            "spec": {"template": {"spec": {"x": 1}}},
        });
        let made = expansions.expand(&maker).expect("it has the field");
        let expected = json!({
            "apiVersion": "apps/v1", "kind": "Pod", "spec": {"x": 1},
            "metadata": {
                "name": "web-pod", "namespace": "n",
                "ownerReferences": [{"apiVersion": "apps/v1", "kind": "Deployment", "name": "Web", "uid": ""}],
            },
        });
        assert_eq!(made.iter().map(|one| &one.object).collect::<Vec<_>>(), [&expected]);
    }

    #[test]
    fn rings_end_and_templates_of_themselves_are_refused() {
        assert!(expansions(&template("self", "Pod", "Pod")).is_err());
        let ring = [template("a", "A", "B"), template("b", "B", "A")].join("---\n");
        let mut nested = json!({});
        for _ in 0..40 {
            nested = json!({"spec": {"template": nested}});
        }
        nested["apiVersion"] = "apps/v1".into();
        nested["kind"] = "A".into();
        assert!(expansions(&ring).expect("each is valid").expand(&nested).is_err());
    }
}
