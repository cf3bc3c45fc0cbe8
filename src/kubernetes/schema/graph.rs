//! Rows of a graph of types, compiled in or made from a user's document. Numbers are places in the table of types.

use smol_str::SmolStr;
use std::borrow::Cow;

/// No type.
pub(super) const NONE: u32 = u32::MAX;

/// A type: what is known of the fields, values or elements of what it describes.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The range of its rows in the table of fields.
    pub fields: (u32, u32),
    /// The type of the values under other keys.
    pub values: u32,
    /// The type of the items of a list.
    pub elements: u32,
    /// Of a list that is merged: the keys by which its items are told apart, none where they are texts.
    pub keys: Option<Cow<'static, [SmolStr]>>,
}

/// A field of a type.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub name: SmolStr,
    pub place: u32,
}

/// The type of the objects of a kind.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub kind: SmolStr,
    pub api_version: SmolStr,
    pub place: u32,
}

pub(super) const fn field(name: &'static str, place: u32) -> Field {
    Field { name: SmolStr::new_static(name), place }
}

pub(super) const fn kind(kind: &'static str, api_version: &'static str, place: u32) -> Kind {
    Kind { kind: SmolStr::new_static(kind), api_version: SmolStr::new_static(api_version), place }
}

/// A type that has a name.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub name: SmolStr,
    pub place: u32,
}

pub(super) const fn definition(name: &'static str, place: u32) -> Definition {
    Definition { name: SmolStr::new_static(name), place }
}

/// A graph of types.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub types: Cow<'static, [Row]>,
    /// The fields of each type, in order of their names.
    pub fields: Cow<'static, [Field]>,
    /// In order of kind and apiVersion.
    pub kinds: Cow<'static, [Kind]>,
    /// In order of their names.
    pub definitions: Cow<'static, [Definition]>,
}

impl Graph {
    /// The place of the type of a definition.
    pub fn definition(&self, name: &str) -> Option<u32> {
        let found = self.definitions.binary_search_by(|row| row.name.as_str().cmp(name)).ok()?;
        Some(self.definitions.get(found)?.place)
    }

    /// The place of the type of objects of a kind.
    pub fn kind(&self, api_version: &str, kind: &str) -> Option<u32> {
        let wanted = (kind, api_version);
        let found =
            self.kinds.binary_search_by(|row| (row.kind.as_str(), row.api_version.as_str()).cmp(&wanted)).ok()?;
        Some(self.kinds.get(found)?.place)
    }

    pub fn get(&self, place: u32) -> Option<&Row> {
        self.types.get(place as usize)
    }

    /// The place of the type of a field.
    pub fn field(&self, place: u32, name: &str) -> Option<u32> {
        let content = self.get(place)?;
        let fields = self.fields.get(content.fields.0 as usize..content.fields.1 as usize)?;
        match fields.binary_search_by(|row| row.name.as_str().cmp(name)) {
            Ok(found) => fields.get(found).map(|field| field.place),
            Err(_) => Some(content.values),
        }
        .filter(|place| *place != NONE)
    }

    /// The place of the type of a list's items.
    pub fn elements(&self, place: u32) -> Option<u32> {
        Some(self.get(place)?.elements).filter(|place| *place != NONE)
    }
}
