//! What a kustomization says of values to copy: replacements, and the variables that came before them.

use super::Selector;
use crate::resource::Gvk;
use crate::yaml::typed::Spanned;
use serde::Deserialize;
use smol_str::SmolStr;

/// A replacement, inline or in a file.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct ReplacementField {
    /// A file with one replacement or a list.
    pub path: SmolStr,
    /// Where the value comes from.
    pub source: Option<Source>,
    /// Where it goes.
    pub targets: Option<Vec<Spanned<Target>>>,
    /// The value itself.
    pub source_value: Option<SmolStr>,
}

/// A replacement in a file.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Replacement {
    /// Where the value comes from.
    pub source: Option<Source>,
    /// Where it goes.
    pub targets: Option<Vec<Spanned<Target>>>,
    /// The value itself.
    pub source_value: Option<SmolStr>,
}

/// The one object and its field that a value is taken from.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Source {
    /// The group.
    pub group: SmolStr,
    /// The version.
    pub version: SmolStr,
    /// The kind.
    pub kind: SmolStr,
    /// The name.
    pub name: SmolStr,
    /// The namespace.
    pub namespace: SmolStr,
    /// The field; `metadata.name` where none is given.
    pub field_path: SmolStr,
    /// Which part of the value.
    pub options: Option<FieldOptions>,
}

/// Objects and their fields that get the value.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct Target {
    /// The objects.
    pub select: Option<Selector>,
    /// But not these.
    pub reject: Vec<Selector>,
    /// The fields; `metadata.name` where none is given.
    pub field_paths: Vec<Spanned<SmolStr>>,
    /// Which part of the fields.
    pub options: Option<FieldOptions>,
}

/// A part of a field.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct FieldOptions {
    /// What the parts are divided by.
    pub delimiter: SmolStr,
    /// Which of them, from 0.
    pub index: i64,
    /// `base64`, or empty.
    pub encoding: SmolStr,
    /// Whether a field that is missing is made.
    pub create: bool,
}

/// A variable.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct Variable {
    /// Its name.
    pub name: SmolStr,
    /// The object that has the value.
    pub objref: VariableTarget,
    /// The field.
    pub fieldref: VariableField,
}

/// The object of a variable.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct VariableTarget {
    /// Group and version; wins over the two fields.
    pub api_version: SmolStr,
    /// The group.
    pub group: SmolStr,
    /// The version.
    pub version: SmolStr,
    /// The kind.
    pub kind: SmolStr,
    /// The name.
    pub name: SmolStr,
    /// The namespace; empty for any.
    pub namespace: SmolStr,
}

impl VariableTarget {
    /// Group, version and kind.
    pub fn gvk(&self) -> Gvk {
        let mut gvk = Gvk { group: self.group.clone(), version: self.version.clone(), kind: self.kind.clone() };
        match self.api_version.split('/').collect::<Vec<_>>()[..] {
            [""] => {}
            [version] => gvk.version = version.into(),
            [group, version] => (gvk.group, gvk.version) = (group.into(), version.into()),
            _ => {}
        }
        gvk
    }
}

/// The field of a variable.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct VariableField {
    /// `metadata.name` where none is given.
    pub field_path: SmolStr,
}
