//! What a kustomization says of ConfigMaps and Secrets to make. The fields that serve both are repeated, because a strict reader
//! has to know all fields of a struct.

use super::Texts;
use crate::yaml::typed::Spanned;
use serde::Deserialize;
use smol_str::SmolStr;

/// A ConfigMap to make.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct ConfigMapArgs {
    /// Its namespace.
    pub namespace: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// What to do where it exists: `create`, `merge`, `replace`.
    pub behavior: SmolStr,
    /// `key=value`.
    pub literals: Vec<Spanned<SmolStr>>,
    /// `[key=]path`.
    pub files: Vec<Spanned<SmolStr>>,
    /// Files of `key=value` lines.
    pub envs: Vec<Spanned<SmolStr>>,
    /// Deprecated: one such file.
    pub env: Spanned<SmolStr>,
    /// What else it gets.
    pub options: Option<GeneratorOptions>,
}

/// A Secret to make.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
pub struct SecretArgs {
    /// Its namespace.
    pub namespace: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// What to do where it exists: `create`, `merge`, `replace`.
    pub behavior: SmolStr,
    /// `key=value`.
    pub literals: Vec<Spanned<SmolStr>>,
    /// `[key=]path`.
    pub files: Vec<Spanned<SmolStr>>,
    /// Files of `key=value` lines.
    pub envs: Vec<Spanned<SmolStr>>,
    /// Deprecated: one such file.
    pub env: Spanned<SmolStr>,
    /// What else it gets.
    pub options: Option<GeneratorOptions>,
    /// Its type, `Opaque` where none is given.
    #[serde(rename = "type")]
    pub secret_type: SmolStr,
}

/// Where the data of a generated object comes from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// `key=value`.
    pub literals: &'a [Spanned<SmolStr>],
    /// `[key=]path`.
    pub files: &'a [Spanned<SmolStr>],
    /// Files of `key=value` lines.
    pub envs: &'a [Spanned<SmolStr>],
}

/// What generated objects get beside their data.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct GeneratorOptions {
    /// Labels.
    pub labels: Texts,
    /// Annotations.
    pub annotations: Texts,
    /// No hash is appended to the name.
    pub disable_name_suffix_hash: bool,
    /// The object is marked immutable.
    pub immutable: bool,
}
