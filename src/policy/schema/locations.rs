//! `--schema-location`: where schemas of other kinds are. A file or a folder is read once; a template of names, as kubeconform has
//! them, leads from a kind to a file. What reads files is handed in as [`Files`].

use super::definitions::{Definition, declared_by};
use super::json::Dialect;
use crate::diagnostic::{Diagnostic, Fault};
use crate::policy::{Compiled, from_tree};
use crate::resource::Gvk;
use crate::source::SourceId;
use crate::yaml;
use serde_json::Value;
use std::fmt::Debug;
use std::sync::Arc;

/// Reads files for whoever may not touch the disk.
pub trait Files: Debug + Send + Sync {
    /// The bytes of a file; nothing where there is none. The error is a sentence.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, String>;

    /// The files in a folder and below it, in the order of their names; nothing where the path is no folder.
    fn list(&self, folder: &str) -> Option<Vec<String>>;
}

/// A place where schemas are looked for.
pub(super) enum Location {
    /// The types of Kubernetes.
    Builtin,
    /// What was read already: kinds, and schemas that do not say whose they are.
    Known(Vec<Definition>, Vec<Definition>),
    /// A template of file names.
    Template(String),
}

/// How names of files depend on flags.
pub(super) struct Naming {
    /// The minor version of Kubernetes.
    pub minor: u32,
    /// Whether strict schemas are asked for.
    pub strict: bool,
}

impl Location {
    /// What `--schema-location` names.
    pub fn new(text: &str, files: &dyn Files) -> Compiled<Location> {
        if text == "default" {
            return Ok(Location::Builtin);
        }
        if text.starts_with("http://") || text.starts_with("https://") {
            let error = wrong(text, "schemas are not fetched");
            return Err(Box::new(error.help("fetch them once and name their folder, or `plimsoll schema add` it")));
        }
        if text.contains("{{") {
            let probe = expand(text, &Gvk::new("v1", "Pod"), &Naming { minor: 0, strict: false });
            return probe.map(|_| Location::Template(text.to_owned())).map_err(|why| Box::new(wrong(text, &why)));
        }
        Location::read(text, files)
    }

    /// What a file or the files in a folder declare.
    fn read(path: &str, files: &dyn Files) -> Compiled<Location> {
        let unreadable = |why: String| {
            let error = Diagnostic::error("input::unreadable", format!("{path}: {why}")).fault(Fault::Outside);
            Box::new(error.help("name a file or a folder of CRDs or JSON Schemas"))
        };
        let (mut kinds, mut nameless) = (Vec::new(), Vec::new());
        let names = files.list(path).unwrap_or_else(|| vec![path.to_owned()]);
        for name in names {
            let Some(bytes) = files.read(&name).map_err(unreadable)? else {
                return Err(unreadable("there is no such file or folder".to_owned()));
            };
            for document in documents(&name, &bytes)? {
                sort_in(document, &name, &mut kinds, &mut nameless);
            }
        }
        Ok(Location::Known(kinds, nameless))
    }

    /// What this place has for a kind; the error is a sentence on what is wrong with the file.
    pub fn find(&self, gvk: &Gvk, naming: &Naming, files: &dyn Files) -> Result<Option<Definition>, String> {
        match self {
            Location::Builtin => Ok(None),
            Location::Known(kinds, _) => Ok(kinds.iter().find(|one| is_of(one, gvk)).cloned()),
            Location::Template(template) => {
                let name = expand(template, gvk, naming)?;
                let Some(bytes) = files.read(&name)? else { return Ok(None) };
                let documents = documents(&name, &bytes).map_err(|error| error.message.clone())?;
                let declared = documents.iter().flat_map(declared_by).find(|one| is_of(one, gvk));
                Ok(declared.or_else(|| documents.into_iter().next().map(|schema| json_schema(schema, gvk))))
            }
        }
    }

    /// A schema of a file that was named and does not say whose it is.
    pub fn fallback(&self, gvk: &Gvk) -> Option<Definition> {
        match self {
            Location::Known(_, nameless) => nameless.first().map(|one| Definition {
                group: gvk.group.to_string(),
                version: gvk.version.to_string(),
                kind: gvk.kind.to_string(),
                ..one.clone()
            }),
            _ => None,
        }
    }
}

/// Whether a definition is of this kind.
pub(super) fn is_of(definition: &Definition, gvk: &Gvk) -> bool {
    let is_kind = match definition.dialect {
        // The names of files tell kinds in lower case.
        Dialect::JsonSchema => definition.kind.eq_ignore_ascii_case(&gvk.kind),
        Dialect::Structural => definition.kind == gvk.kind.as_str(),
    };
    is_kind && definition.version == gvk.version.as_str() && definition.group == gvk.group.as_str()
}

fn wrong(text: &str, why: &str) -> Diagnostic {
    let sentence = format!("invalid argument \"{text}\" for \"--schema-location\" flag: {why}");
    Diagnostic::error("usage::flag-value", sentence).fault(Fault::Usage)
}

/// The documents of a file of schemas or definitions.
fn documents(name: &str, bytes: &[u8]) -> Compiled<Vec<Value>> {
    let trees = yaml::read_objects(bytes, SourceId::UNKNOWN).map_err(|error| {
        let error = Diagnostic::error("policy::schema", format!("{name}: {error}"));
        Box::new(error.help("a file of schemas holds CRDs, XRDs or JSON Schemas, in YAML or JSON"))
    })?;
    Ok(trees.iter().map(from_tree).filter(Value::is_object).collect())
}

/// Puts a document among the definitions of kinds or, where it is a schema of no kind that is told, among the others.
fn sort_in(document: Value, path: &str, kinds: &mut Vec<Definition>, nameless: &mut Vec<Definition>) {
    let declared = declared_by(&document);
    if !declared.is_empty() {
        return kinds.extend(declared);
    }
    let is_list = document.get("kind").is_some_and(|kind| kind == "List");
    if let Some(items) = document.get("items").and_then(Value::as_array).filter(|_| is_list) {
        return kinds.extend(items.iter().flat_map(declared_by));
    }
    if !is_schema(&document) {
        return;
    }
    let schema = Arc::new(document);
    let of = |gvk: &Gvk| Definition { schema: Some(Arc::clone(&schema)), ..json_schema(Value::Null, gvk) };
    let named = declared_kinds(&schema);
    if named.is_empty() {
        match kind_of_path(path) {
            Some(gvk) => kinds.push(of(&gvk)),
            None => nameless.push(of(&Gvk::default())),
        }
    }
    kinds.extend(named.iter().map(of));
}

/// Whether a document is a JSON Schema, by the keywords that it has.
pub(super) fn is_schema(document: &Value) -> bool {
    let keywords = ["type", "properties", "$ref", "allOf", "anyOf", "oneOf", "$schema", "definitions", "$defs"];
    document.get("apiVersion").is_none() && keywords.iter().any(|keyword| document.get(keyword).is_some())
}

fn json_schema(schema: Value, gvk: &Gvk) -> Definition {
    Definition {
        group: gvk.group.to_string(),
        version: gvk.version.to_string(),
        kind: gvk.kind.to_string(),
        schema: Some(Arc::new(schema)),
        dialect: Dialect::JsonSchema,
    }
}

/// The kinds that a JSON Schema says it is of: as Kubernetes' own say it, or by the choices for `apiVersion` and `kind`.
pub(super) fn declared_kinds(schema: &Value) -> Vec<Gvk> {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let of = |kind: &Value| {
        let (group, version) = (text(kind, "group"), text(kind, "version"));
        let api_version = if group.is_empty() { version } else { format!("{group}/{version}") };
        Gvk::new(&api_version, text(kind, "kind"))
    };
    if let Some(kinds) = schema.get("x-kubernetes-group-version-kind").and_then(Value::as_array) {
        return kinds.iter().map(of).collect();
    }
    let choice = |name: &str| {
        let field = schema.pointer(&format!("/properties/{name}"))?;
        field.get("const").or_else(|| field.get("enum")?.as_array()?.first())?.as_str()
    };
    choice("apiVersion").zip(choice("kind")).map(|(version, kind)| Gvk::new(version, kind)).into_iter().collect()
}

/// The kind that the path of a schema tells in the layout of the CRDs catalog: `example.com/widget_v1.json`. The kind is in lower
/// case there, so that it is compared so.
pub(super) fn kind_of_path(path: &str) -> Option<Gvk> {
    let mut parts = path.rsplit(['/', '\\']);
    let (name, folder) = (parts.next()?, parts.next().unwrap_or_default());
    let (kind, version) = name.strip_suffix(".json")?.rsplit_once('_')?;
    folder.contains('.').then(|| Gvk::new(&format!("{folder}/{version}"), kind))
}

/// The path that a template gives for a kind. It may use kubeconform's variables and nothing else of Go's templates.
pub(super) fn expand(template: &str, gvk: &Gvk, naming: &Naming) -> Result<String, String> {
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (action, after) = after.split_once("}}").ok_or("an action is not closed")?;
        let name = action.trim().trim_start_matches('-').trim_end_matches('-').trim();
        path.push_str(before);
        path.push_str(&variable(name, gvk, naming).ok_or_else(|| format!("there is no variable \"{name}\""))?);
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

fn variable(name: &str, gvk: &Gvk, naming: &Naming) -> Option<String> {
    let group = if gvk.group.is_empty() { &gvk.version } else { &gvk.group };
    Some(match name {
        ".NormalizedKubernetesVersion" => format!("v1.{}.0", naming.minor),
        ".StrictSuffix" => if naming.strict { "-strict" } else { "" }.to_owned(),
        ".ResourceKind" => gvk.kind.to_lowercase(),
        ".ResourceAPIVersion" => gvk.version.to_string(),
        ".Group" => group.to_string(),
        ".KindSuffix" => {
            let first = group.split('.').next().unwrap_or_default().to_lowercase();
            let version = if gvk.group.is_empty() { String::new() } else { format!("-{}", gvk.version.to_lowercase()) };
            format!("-{first}{version}")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_have_kubeconforms_variables() {
        let naming = Naming { minor: 33, strict: true };
        let deployment = Gvk::new("apps/v1", "Deployment");
        let path = |template: &str, gvk: &Gvk| expand(template, gvk, &naming).expect("it is a template");
        let usual =
            "{{ .NormalizedKubernetesVersion }}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{ .KindSuffix }}.json";
        assert_eq!(path(usual, &deployment), "v1.33.0-standalone-strict/deployment-apps-v1.json");
        assert_eq!(path(usual, &Gvk::new("v1", "Pod")), "v1.33.0-standalone-strict/pod-v1.json");
        let rbac = Gvk::new("rbac.authorization.k8s.io/v1", "Role");
        assert_eq!(path("{{ .ResourceKind }}{{ .KindSuffix }}", &rbac), "role-rbac-v1");
        assert_eq!(
            path("{{.Group}}/{{- .ResourceKind -}}_{{.ResourceAPIVersion}}", &rbac),
            "rbac.authorization.k8s.io/role_v1"
        );
        assert!(expand("{{ .Nope }}", &rbac, &naming).is_err());
        assert!(expand("{{ .Group", &rbac, &naming).is_err());
    }

    #[test]
    fn a_schema_tells_its_kind_by_what_it_says_or_where_it_lies() {
        let (mut kinds, mut nameless) = (Vec::new(), Vec::new());
        let declared = serde_json::json!({"properties": {"kind": {"enum": ["A"]}, "apiVersion": {"const": "x.io/v1"}}});
        sort_in(declared, "a.json", &mut kinds, &mut nameless);
        sort_in(serde_json::json!({"type": "object"}), "catalog/x.io/b_v2.json", &mut kinds, &mut nameless);
        sort_in(serde_json::json!({"type": "object"}), "schema.json", &mut kinds, &mut nameless);
        sort_in(serde_json::json!({"apiVersion": "v1", "kind": "ConfigMap"}), "c.yaml", &mut kinds, &mut nameless);
        let told: Vec<(&str, &str, &str)> =
            kinds.iter().map(|one| (one.group.as_str(), one.version.as_str(), one.kind.as_str())).collect();
        assert_eq!(told, [("x.io", "v1", "A"), ("x.io", "v2", "b")]);
        assert_eq!(nameless.len(), 1);
    }
}
