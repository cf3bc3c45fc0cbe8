//! The table of types: every type of every release of Kubernetes that the Python package kubernetes-validate has, each kept
//! once however many releases share it. The format is that of `src/kubernetes/types/decode.rs`.

use crate::Outcome;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// The definitions of a release by their names.
type Definitions = BTreeMap<String, Value>;

/// What a place may hold. Scalars, and what a reference to a scalar means, are told by a tag alone.
#[derive(Clone, PartialEq)]
enum Type {
    Scalar(u8),
    List(Box<Type>),
    Map(Box<Type>),
    Reference(String),
    /// Name, whether it is required, and type of each field.
    Object(Vec<(String, bool, Type)>),
}

const ANY: u8 = 0;
const STRING: u8 = 1;
const BOOLEAN: u8 = 2;
const INT32: u8 = 3;
const INT64: u8 = 4;
const NUMBER: u8 = 5;
const INT_OR_STRING: u8 = 6;
const QUANTITY: u8 = 7;
const TIME: u8 = 8;
const BYTES: u8 = 9;
const OPEN_OBJECT: u8 = 10;
const LIST: u8 = 11;
const MAP: u8 = 12;
const REFERENCE: u8 = 13;
const OBJECT: u8 = 14;

/// Types that are more than what their schema says of them.
const KNOWN: &[(&str, u8)] = &[
    ("io.k8s.apimachinery.pkg.api.resource.Quantity", QUANTITY),
    ("io.k8s.apimachinery.pkg.util.intstr.IntOrString", INT_OR_STRING),
];

/// A named type: the kinds that are of it, its variants, and which of them each release has.
#[derive(Default)]
struct Definition {
    kinds: BTreeSet<[String; 3]>,
    variants: Vec<Type>,
    /// The number of the variant, from 1, or 0 where the release lacks the type.
    by_release: Vec<usize>,
}

/// The table, compressed, from the folder of the unpacked package.
pub fn table(package: &Path) -> Outcome<Vec<u8>> {
    let releases = read_releases(&package.join("kubernetes_validate/kubernetes-json-schema"))?;
    let mut definitions: BTreeMap<String, Definition> = BTreeMap::new();
    for (number, release) in releases.values().enumerate() {
        for (name, schema) in release {
            let Type::Object(fields) = type_of(schema, release)? else { continue };
            let definition = definitions.entry(name.clone()).or_default();
            definition.by_release.resize(releases.len(), 0);
            definition.kinds.extend(kinds(schema));
            definition.by_release[number] = variant(&mut definition.variants, Type::Object(fields));
        }
    }
    let minors: Vec<u32> = releases.keys().copied().collect();
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&encode(&minors, &definitions))?;
    Ok(encoder.finish()?)
}

/// The definitions of all releases by their minor versions.
fn read_releases(folder: &Path) -> Outcome<BTreeMap<u32, Definitions>> {
    let mut releases = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(minor) = name.strip_prefix("v1.").and_then(|rest| rest.strip_suffix(".0-local")) else { continue };
        let text = std::fs::read_to_string(entry.path().join("_definitions.json"))?;
        let mut document: Value = serde_json::from_str(&text)?;
        releases.insert(minor.parse()?, serde_json::from_value(document["$defs"].take())?);
    }
    if releases.is_empty() { Err("the package has no schemas".into()) } else { Ok(releases) }
}

/// The number of `body` among the variants, from 1.
fn variant(variants: &mut Vec<Type>, body: Type) -> usize {
    match variants.iter().position(|known| *known == body) {
        Some(place) => place + 1,
        None => {
            variants.push(body);
            variants.len()
        }
    }
}

/// The group, version and kind of those who send or receive a type as an object of its own. What belongs to every group
/// (`DeleteOptions`) is none.
fn kinds(schema: &Value) -> Vec<[String; 3]> {
    let kinds = schema["x-kubernetes-group-version-kind"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |kind: &Value, name: &str| kind[name].as_str().unwrap_or_default().to_owned();
    let few = if kinds.len() > 3 { &[][..] } else { kinds };
    few.iter().map(|kind| ["group", "version", "kind"].map(|name| text(kind, name))).collect()
}

fn type_of(schema: &Value, release: &Definitions) -> Outcome<Type> {
    if let Some(reference) = schema["$ref"].as_str() {
        return referenced(reference.rsplit('/').next().unwrap_or_default(), release);
    }
    let name = match &schema["type"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        other => other.as_str(),
    };
    let format = schema["format"].as_str().unwrap_or_default();
    Ok(match (name.unwrap_or_default(), format) {
        ("string", "date-time") => Type::Scalar(TIME),
        ("string", "byte") => Type::Scalar(BYTES),
        ("string", _) => Type::Scalar(STRING),
        ("boolean", _) => Type::Scalar(BOOLEAN),
        ("integer", "int32") => Type::Scalar(INT32),
        ("integer", _) => Type::Scalar(INT64),
        ("number", _) => Type::Scalar(NUMBER),
        ("array", _) => Type::List(Box::new(type_of(&schema["items"], release)?)),
        ("object", _) => object(schema, release)?,
        ("", _) => Type::Scalar(ANY),
        (other, _) => return Err(format!("no such type: {other}").into()),
    })
}

/// A reference, or the scalar that it leads to.
fn referenced(name: &str, release: &Definitions) -> Outcome<Type> {
    if let Some((_, tag)) = KNOWN.iter().find(|(known, _)| *known == name) {
        return Ok(Type::Scalar(*tag));
    }
    let schema = release.get(name).ok_or_else(|| format!("no definition {name}"))?;
    if schema["properties"].is_object() {
        return Ok(Type::Reference(name.to_owned()));
    }
    type_of(schema, release)
}

fn object(schema: &Value, release: &Definitions) -> Outcome<Type> {
    if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_object()) {
        return Ok(Type::Map(Box::new(type_of(values, release)?)));
    }
    let Some(properties) = schema["properties"].as_object() else { return Ok(Type::Scalar(OPEN_OBJECT)) };
    let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut fields = Vec::new();
    for (name, field) in properties {
        let is_required = required.iter().any(|one| one == name.as_str());
        fields.push((name.clone(), is_required, type_of(field, release)?));
    }
    fields.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(Type::Object(fields))
}

/// Numbers of names and definitions by what they stand for.
struct Numbers {
    names: BTreeMap<String, usize>,
    definitions: BTreeMap<String, usize>,
}

fn encode(minors: &[u32], definitions: &BTreeMap<String, Definition>) -> Vec<u8> {
    let mut names = BTreeSet::new();
    for (name, definition) in definitions {
        names.insert(name.as_str());
        names.extend(definition.kinds.iter().flatten().map(String::as_str));
        definition.variants.iter().for_each(|variant| collect_names(variant, &mut names));
    }
    let numbered =
        |items: &mut dyn Iterator<Item = &str>| items.enumerate().map(|(n, item)| (item.to_owned(), n)).collect();
    let numbers = Numbers {
        names: numbered(&mut names.iter().copied()),
        definitions: numbered(&mut definitions.keys().map(String::as_str)),
    };
    let mut out = Vec::new();
    number(&mut out, names.len());
    for name in &names {
        number(&mut out, name.len());
        out.extend_from_slice(name.as_bytes());
    }
    number(&mut out, minors.len());
    minors.iter().for_each(|minor| number(&mut out, *minor as usize));
    number(&mut out, definitions.len());
    for (name, definition) in definitions {
        number(&mut out, numbers.names[name]);
        number(&mut out, definition.kinds.len());
        definition.kinds.iter().flatten().for_each(|part| number(&mut out, numbers.names[part]));
        number(&mut out, definition.variants.len());
        definition.variants.iter().for_each(|variant| encode_type(&mut out, variant, &numbers));
        definition.by_release.iter().for_each(|variant| number(&mut out, *variant));
    }
    out
}

fn collect_names<'t>(of: &'t Type, names: &mut BTreeSet<&'t str>) {
    match of {
        Type::Object(fields) => {
            for (name, _, field) in fields {
                names.insert(name);
                collect_names(field, names);
            }
        }
        Type::List(inner) | Type::Map(inner) => collect_names(inner, names),
        Type::Scalar(_) | Type::Reference(_) => {}
    }
}

fn encode_type(out: &mut Vec<u8>, of: &Type, numbers: &Numbers) {
    match of {
        Type::Scalar(tag) => out.push(*tag),
        Type::List(inner) => {
            out.push(LIST);
            encode_type(out, inner, numbers);
        }
        Type::Map(inner) => {
            out.push(MAP);
            encode_type(out, inner, numbers);
        }
        Type::Reference(name) => {
            out.push(REFERENCE);
            number(out, numbers.definitions[name]);
        }
        Type::Object(fields) => {
            out.push(OBJECT);
            number(out, fields.len());
            for (name, is_required, field) in fields {
                number(out, numbers.names[name] * 2 + usize::from(*is_required));
                encode_type(out, field, numbers);
            }
        }
    }
}

/// A number in groups of seven bits, the lowest first.
fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
