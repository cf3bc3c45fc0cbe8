//! The flags that give values to a chart, shared by every command that renders one.

use super::{Flag, Group, Kind, Matches};
use std::ffi::OsString;

/// `--values` and the `--set` family.
pub(crate) const GROUP: Group = Group {
    heading: "Values",
    flags: &[
        Flag::new(
            "values",
            Kind::Slice("FILE"),
            "Read values from a YAML file, a URL or, for `-`, standard input; later ones win",
        )
        .short('f'),
        Flag::new("set", Kind::Array("KEY=VALUE,..."), "Set values: a=1,b.c=x,list={a,b},list[0].name=x"),
        Flag::new("set-string", Kind::Array("KEY=VALUE,..."), "Like --set, but every value is a string"),
        Flag::new(
            "set-json",
            Kind::Array("KEY=JSON,..."),
            "Set values that are written as JSON, or a whole JSON object",
        ),
        Flag::new("set-literal", Kind::Array("KEY=VALUE"), "Set one string exactly as it is written, commas and all"),
        Flag::new("set-file", Kind::Array("KEY=PATH,..."), "Set values to the content of files"),
        Flag::new("skip-schema-validation", Kind::Switch, "Leave values.schema.json files alone"),
    ],
};

/// What the flags of [`GROUP`] said, each list in the order in which it was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValuesFlags {
    /// `-f`: files, URLs and `-`.
    pub files: Vec<OsString>,
    /// `--set`.
    pub set: Vec<OsString>,
    /// `--set-string`.
    pub set_string: Vec<OsString>,
    /// `--set-json`.
    pub set_json: Vec<OsString>,
    /// `--set-literal`.
    pub set_literal: Vec<OsString>,
    /// `--set-file`.
    pub set_file: Vec<OsString>,
}

impl ValuesFlags {
    /// Collects the group's flags from a command line.
    pub fn from_matches(matches: &Matches) -> Self {
        ValuesFlags {
            files: matches.list("values"),
            set: matches.list("set"),
            set_string: matches.list("set-string"),
            set_json: matches.list("set-json"),
            set_literal: matches.list("set-literal"),
            set_file: matches.list("set-file"),
        }
    }
}
