//! [`NameHash`]: a hash of the content behind the names of generated objects, so that what refers to them is rolled out when
//! they change.

use super::fields::{Meaning, set_scalar};
use crate::diagnostic::Diagnostic;
use crate::go::hex;
use crate::go::{Map, Value, json};
use crate::kustomize::{Context, Result, Transformer};
use crate::resource::{Resource, ResourceSet};
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use sha2::{Digest, Sha256};
use smol_str::{SmolStr, format_smolstr};

/// How many letters a hash has.
const LENGTH: usize = 10;

/// Appends hashes to the names of the objects that need one.
#[derive(Clone, Copy, Debug)]
pub struct NameHash;

impl Transformer for NameHash {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        for resource in set.as_mut_slice().iter_mut().filter(|resource| resource.build.needs_hash) {
            let hash = hash(&resource.tree).map_err(|cause| unhashable(resource, cause))?;
            resource.store_id();
            let name = format_smolstr!("{}-{hash}", resource.name());
            if let Some(metadata) = resource.metadata_mut() {
                let node = metadata.get_or_insert("name", || Tree::string("", NOWHERE));
                let origin = node.origin;
                set_scalar(node, name, Meaning::Implied, origin)
                    .map_err(|error| unhashable(resource, error.message))?;
            }
        }
        Ok(())
    }
}

fn unhashable(resource: &Resource, cause: String) -> Box<Diagnostic> {
    let message = format!("the content of {} cannot be hashed: {cause}", resource.id());
    let diagnostic = Diagnostic::error("kustomize::unprintable", message).compat(cause);
    Box::new(diagnostic.label(resource.tree.origin, "").help("mend the object at the place shown"))
}

/// The hash of an object's content: of ConfigMaps and Secrets their data and type, of other objects all of it. Neither
/// the order of keys nor, of the first two, the metadata counts.
pub fn hash(object: &Tree) -> std::result::Result<SmolStr, String> {
    let kind = object.get("kind").and_then(Tree::text).map_or("", SmolStr::as_str);
    let hashed = match kind {
        "ConfigMap" => fields(object, kind, &["data"], "binaryData")?,
        "Secret" => fields(object, kind, &["data", "type"], "stringData")?,
        _ => object.to_value().map_err(|error| error.to_string())?,
    };
    let text = json::encode(&hashed, json::Options::default()).map_err(|error| error.to_string())?;
    let digits = hex::encode(&Sha256::digest(text.as_bytes()));
    Ok(digits.chars().take(LENGTH).map(letter).collect())
}

/// Digits and letters that could be read as another, or make a word, are others.
fn letter(digit: char) -> char {
    match digit {
        '0' => 'g',
        '1' => 'h',
        '3' => 'k',
        'a' => 'm',
        'e' => 't',
        other => other,
    }
}

/// What is hashed of an object: `always` counts as empty where it is missing, `also` only where it is no scalar.
fn fields(object: &Tree, kind: &str, always: &[&str], also: &str) -> std::result::Result<Value, String> {
    let hashed = Map::new();
    hashed.insert("kind", Value::str(kind));
    // Kustomize looks the name up where there is none, so that it never counts.
    hashed.insert("name", Value::str(""));
    for key in always {
        hashed.insert(*key, field(object.get(key))?);
    }
    if let Some(more) = object.get(also).filter(|more| more.as_scalar().is_none()) {
        hashed.insert(also, field(Some(more))?);
    }
    Ok(Value::Map(hashed))
}

fn field(tree: Option<&Tree>) -> std::result::Result<Value, String> {
    let Some(tree) = tree else { return Ok(Value::str("")) };
    if let Some(text) = tree.text() {
        return Ok(Value::str(text.as_str()));
    }
    let value = tree.to_value().map_err(|error| error.to_string())?;
    if !matches!(value, Value::Map(_)) {
        return Ok(Value::Nil);
    }
    // Through JSON, which makes all numbers floating.
    let text = json::encode(&value, json::Options::default()).map_err(|error| error.to_string())?;
    json::decode(text.as_bytes()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{resources, transformed};
    use super::*;

    fn hash_of(text: &str) -> String {
        hash(&resources(text)[0].tree).expect("it can be hashed").to_string()
    }

    #[test]
    fn config_maps_and_secrets_have_the_hashes_that_kustomize_gives_them() {
        assert_eq!(hash_of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"), "6ct58987ht");
        assert_eq!(hash_of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {one: ''}\n"), "9g67k2htb6");
        let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: my-type\ndata: {one: ''}\n";
        assert_eq!(hash_of(secret), "74bd68bm66");
    }

    #[test]
    fn names_get_the_hash_only_where_it_is_needed() {
        let set = transformed(&NameHash, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n").expect("it can be");
        assert_eq!(set.get(0).map(Resource::name).as_deref(), Some("a"));
    }
}
