//! OpenAPI definitions, from the JSON and the Protocol Buffers (gnostic's `openapi.v2.Document`) that Kustomize compiles in.

use super::Outcome;
use super::protobuf::{fields, repeated, single};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Definitions by name.
pub type Definitions = BTreeMap<String, Schema>;

/// What strategic merge reads of a schema.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Schema {
    #[serde(rename = "$ref")]
    pub reference: Option<String>,
    #[serde(rename = "type", default)]
    pub types: Types,
    #[serde(default)]
    pub properties: BTreeMap<String, Schema>,
    #[serde(rename = "additionalProperties")]
    pub additional: Option<Additional>,
    pub items: Option<Box<Schema>>,
    #[serde(rename = "x-kubernetes-patch-strategy")]
    pub strategy: Option<String>,
    #[serde(rename = "x-kubernetes-patch-merge-key")]
    pub merge_key: Option<String>,
    #[serde(rename = "x-kubernetes-list-map-keys")]
    pub map_keys: Option<Vec<String>>,
    #[serde(rename = "x-kubernetes-group-version-kind", default)]
    pub kinds: Vec<Kind>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(untagged)]
pub enum Types {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Additional {
    Allowed(#[allow(dead_code)] bool),
    Schema(Box<Schema>),
}

#[derive(Clone, Debug, Deserialize)]
pub struct Kind {
    #[serde(default)]
    pub group: String,
    pub version: String,
    pub kind: String,
}

impl Schema {
    /// Whether it is of the one type `name`.
    pub fn is(&self, name: &str) -> bool {
        match &self.types {
            Types::None => false,
            Types::One(only) => only == name,
            Types::Many(names) => names.len() == 1 && names[0] == name,
        }
    }
}

/// The definitions of a document in JSON.
pub fn from_json(text: &str) -> Outcome<Definitions> {
    let mut document: Value = serde_json::from_str(text)?;
    Ok(serde_json::from_value(document["definitions"].take())?)
}

/// The definitions of a document in Protocol Buffers.
pub fn from_protobuf(document: &[u8]) -> Outcome<Definitions> {
    let definitions = single(&fields(document)?, 9).ok_or("the document has no definitions")?;
    named_schemas(definitions)
}

fn named_schemas(message: &[u8]) -> Outcome<Definitions> {
    let named = |message: &[u8]| {
        let named = fields(message)?;
        let name = text(single(&named, 1).unwrap_or_default())?;
        Ok((name, schema(single(&named, 2).unwrap_or_default())?))
    };
    repeated(&fields(message)?, 1).into_iter().map(named).collect()
}

fn schema(message: &[u8]) -> Outcome<Schema> {
    let message = fields(message)?;
    let mut schema = Schema {
        reference: single(&message, 1).map(text).transpose()?.filter(|reference| !reference.is_empty()),
        ..Schema::default()
    };
    if let Some(additional) = single(&message, 21) {
        let additional = single(&fields(additional)?, 1).map(self::schema).transpose()?;
        schema.additional = additional.map(|schema| Additional::Schema(Box::new(schema)));
    }
    if let Some(types) = single(&message, 22) {
        let types: Outcome<_> = repeated(&fields(types)?, 1).into_iter().map(text).collect();
        schema.types = Types::Many(types?);
    }
    if let Some(items) = single(&message, 23) {
        schema.items = single(&fields(items)?, 1).map(self::schema).transpose()?.map(Box::new);
    }
    if let Some(properties) = single(&message, 25) {
        schema.properties = named_schemas(properties)?;
    }
    for extension in repeated(&message, 31) {
        let extension = fields(extension)?;
        let name = text(single(&extension, 1).unwrap_or_default())?;
        let value = text(single(&fields(single(&extension, 2).unwrap_or_default())?, 2).unwrap_or_default())?;
        match name.as_str() {
            "x-kubernetes-patch-strategy" => schema.strategy = Some(serde_yaml::from_str(&value)?),
            "x-kubernetes-patch-merge-key" => schema.merge_key = Some(serde_yaml::from_str(&value)?),
            "x-kubernetes-list-map-keys" => schema.map_keys = Some(serde_yaml::from_str(&value)?),
            "x-kubernetes-group-version-kind" => schema.kinds = serde_yaml::from_str(&value)?,
            _ => {}
        }
    }
    Ok(schema)
}

fn text(bytes: &[u8]) -> Outcome<String> {
    Ok(std::str::from_utf8(bytes)?.to_owned())
}
