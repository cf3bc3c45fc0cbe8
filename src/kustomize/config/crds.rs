//! The files of `crds:`, OpenAPI definitions by name of type: extensions of their properties say which fields hold labels,
//! annotations, names of the object itself, and names of others.

use super::{NameReference, TransformerConfig, schema_types};
use crate::diagnostic::Diagnostic;
use crate::go::{Map, Value, json};
use crate::kustomize::spec::FieldSpec;
use crate::kustomize::{Context, Loader, Result};
use crate::resource::Gvk;
use crate::yaml;
use crate::yaml::typed::Spanned;
use smol_str::SmolStr;
use std::sync::Arc;

const ANNOTATION: &str = "x-kubernetes-annotation";
const LABEL_SELECTOR: &str = "x-kubernetes-label-selector";
const IDENTITY: &str = "x-kubernetes-identity";
const REFERENCE_VERSION: &str = "x-kubernetes-object-ref-api-version";
const REFERENCE_KIND: &str = "x-kubernetes-object-ref-kind";
const REFERENCE_NAME_KEY: &str = "x-kubernetes-object-ref-name-key";

/// How many properties of the types of a file are looked at: types that use each other can have more than any file could hold.
const MAX_PROPERTIES: usize = 200_000;

/// How deep types may use each other.
const MAX_DEPTH: usize = 100;

/// What the files say.
pub fn load_crds(
    files: &[Spanned<SmolStr>],
    loader: &Loader,
    context: &mut Context<'_>,
) -> Result<Arc<TransformerConfig>> {
    let mut config = Arc::new(TransformerConfig::default());
    for file in files {
        let added = load_file(file, loader, context).map_err(|error| wrapped(error, files))?;
        config = config.merged(&added).map_err(|error| wrapped(error, files))?;
    }
    Ok(config)
}

/// The error with `loading CRDs [a b]: ` in front of its sentence.
fn wrapped(mut error: Box<Diagnostic>, files: &[Spanned<SmolStr>]) -> Box<Diagnostic> {
    let names: Vec<&str> = files.iter().map(|file| file.value.as_str()).collect();
    let sentence = error.compat.as_deref().unwrap_or(&error.message);
    error.compat = Some(format!("loading CRDs [{}]: {sentence}", names.join(" ")));
    error
}

fn load_file(file: &Spanned<SmolStr>, loader: &Loader, context: &mut Context<'_>) -> Result<Arc<TransformerConfig>> {
    let loaded = loader.load(&file.value, file.origin, context)?;
    let outcome = definitions(&loaded.text).and_then(|definitions| configuration(&definitions));
    outcome.map(Arc::new).map_err(|cause| {
        let sentence = format!("unable to parse open API definition from '{}': {cause}", file.value);
        let diagnostic = Diagnostic::sentence("kustomize::crds", sentence);
        let help = "`crds` takes OpenAPI definitions by name of type, not CustomResourceDefinitions";
        Box::new(diagnostic.label_known(file.origin, "named here").help(help))
    })
}

/// The definitions in a file, as JSON or as YAML.
fn definitions(text: &[u8]) -> std::result::Result<Map, String> {
    let (value, prefix) = if text.first() == Some(&b'{') {
        (json::decode(text).map_err(|error| error.to_string())?, "")
    } else {
        let value = yaml::decode(text).map_err(|error| error.message().to_owned())?;
        (value, "error unmarshaling JSON: while decoding JSON: ")
    };
    let definitions = match value {
        Value::Map(map) => map,
        Value::Nil => Map::new(),
        other => return Err(format!("{prefix}{}", json::mismatch(&other, "accumulator.nameToApiMap"))),
    };
    match schema_types::fault(&definitions) {
        Some(fault) => Err(format!("{prefix}{fault}")),
        None => Ok(definitions),
    }
}

/// The field of a struct: keys fit in any letter case.
fn field(map: &Map, name: &str) -> Option<Value> {
    map.get(name.as_bytes()).or_else(|| {
        let mut entries = map.entries().into_iter().rev();
        entries.find(|(key, _)| key.eq_ignore_ascii_case(name.as_bytes())).map(|(_, value)| value)
    })
}

fn as_map(value: Option<Value>) -> Option<Map> {
    match value {
        Some(Value::Map(map)) => Some(map),
        _ => None,
    }
}

fn as_text(value: Option<Value>) -> Option<SmolStr> {
    match value {
        Some(Value::Str(text)) => Some(SmolStr::from(String::from_utf8_lossy(&text))),
        _ => None,
    }
}

/// The properties of a type.
fn properties(definitions: &Map, name: &str) -> Option<Map> {
    let definition = as_map(definitions.get(name.as_bytes()))?;
    as_map(field(&as_map(field(&definition, "Schema"))?, "properties"))
}

/// What the types that are kinds of objects say.
fn configuration(definitions: &Map) -> std::result::Result<TransformerConfig, String> {
    let mut walk = Walk { definitions, config: TransformerConfig::default(), seen: 0, path: Vec::new() };
    for (name, _) in definitions.entries() {
        let name = String::from_utf8_lossy(&name).into_owned();
        let Some(own) = properties(definitions, &name) else { continue };
        if ["kind", "apiVersion", "metadata"].iter().all(|key| own.contains(key.as_bytes())) {
            let kind = name.rsplit('.').next().unwrap_or_default();
            walk.visit(&Gvk { kind: kind.into(), ..Gvk::default() }, &own, 0)?;
        }
    }
    let mut config = walk.config;
    config.sort();
    Ok(config)
}

/// The way through the types that a kind uses.
struct Walk<'a> {
    definitions: &'a Map,
    config: TransformerConfig,
    seen: usize,
    path: Vec<SmolStr>,
}

impl Walk<'_> {
    fn visit(&mut self, gvk: &Gvk, properties: &Map, depth: usize) -> std::result::Result<(), String> {
        for (name, property) in properties.entries() {
            self.seen += 1;
            if self.seen > MAX_PROPERTIES || depth > MAX_DEPTH {
                return Err(String::from("the types use each other too often"));
            }
            let Value::Map(property) = property else { continue };
            self.path.push(SmolStr::from(String::from_utf8_lossy(&name)));
            self.note(gvk, &property);
            let used = as_text(property.get(b"$ref")).and_then(|used| self::properties(self.definitions, &used));
            if let Some(used) = used {
                self.visit(gvk, &used, depth + 1)?;
            }
            self.path.pop();
        }
        Ok(())
    }

    /// Takes down what the extensions of a property say.
    fn note(&mut self, gvk: &Gvk, property: &Map) {
        let extension = |name: &str| as_text(field(property, name));
        let spec = |more: Option<&str>| FieldSpec {
            kind: gvk.kind.clone(),
            path: self.path.iter().map(SmolStr::as_str).chain(more).collect::<Vec<_>>().join("/").into(),
            ..FieldSpec::default()
        };
        if extension(ANNOTATION).is_some() {
            self.config.common_annotations.push(spec(None));
        }
        if extension(LABEL_SELECTOR).is_some() {
            self.config.common_labels.push(spec(None));
        }
        if extension(IDENTITY).is_some() {
            self.config.name_prefix.push(spec(None));
        }
        if let (Some(version), Some(kind)) = (extension(REFERENCE_VERSION), extension(REFERENCE_KIND)) {
            let name_key = extension(REFERENCE_NAME_KEY).unwrap_or_else(|| SmolStr::new_static("name"));
            let gvk = Gvk { version, kind, ..Gvk::default() };
            self.config.name_reference.push(NameReference { gvk, field_specs: vec![spec(Some(&name_key))] });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> std::result::Result<TransformerConfig, String> {
        configuration(&definitions(text.as_bytes())?)
    }

    #[test]
    fn extensions_say_what_properties_hold() {
        let config = read(
            r##"{"example.com/v1.Bee": {"Schema": {"properties": {"kind": {}, "apiVersion": {}, "metadata": {},
                "spec": {"$ref": "example.com/v1.BeeSpec"}}}},
              "example.com/v1.BeeSpec": {"schema": {"properties": {
                "hive": {"x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "Hive",
                         "x-kubernetes-object-ref-name-key": "id"},
                "selector": {"x-kubernetes-label-selector": ""}, "self": {"X-Kubernetes-Identity": ""}}}}}"##,
        )
        .expect("definitions");
        let [reference] = &config.name_reference[..] else { panic!("one reference") };
        assert_eq!(reference.gvk.to_string(), "Hive.v1.[noGrp]");
        assert_eq!(reference.field_specs[0].to_string(), "Bee.[noVer].[noGrp]:false:spec/hive/id");
        assert_eq!(config.common_labels[0].path, "spec/selector");
        assert_eq!(config.name_prefix[0].path, "spec/self");
    }

    #[test]
    fn types_that_use_themselves_end() {
        let bee = r##"{"a.Bee": {"Schema": {"properties": {"kind": {}, "apiVersion": {}, "metadata": {},
                       "spec": {"$ref": "a.Bee"}, "more": {"$ref": "a.Bee"}}}}}"##;
        assert!(read(bee).is_err());
        assert!(read("[]").is_err());
    }
}
