//! Flags as data: one table per topic, which commands put together. A [`Flag`] says how its text is read, by the rules
//! of pflag, so that what Helm's and Kustomize's users type keeps its meaning. Nothing here acts on a flag.

pub(crate) mod build;
pub(crate) mod cfg;
pub(crate) mod csv;
mod describe;
pub(crate) mod function;
pub(crate) mod global;
pub(crate) mod limits;
pub(crate) mod lint;
mod matches;
pub(crate) mod policy;
pub(crate) mod publish;
pub(crate) mod registry;
pub(crate) mod render;
mod shared;
pub(crate) mod source;
pub(crate) mod template;
mod value;
pub(crate) mod values;

pub(crate) use describe::described;
pub(crate) use matches::Matches;

use std::fmt;

/// How the text of a flag is read. The names are pflag's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `bool`: `--debug`, `--debug=false`; never takes the next argument.
    Switch,
    /// `string`: the last one wins.
    Text(&'static str),
    /// A `string` that may stand alone and then means this: `--dry-run` is `--dry-run=unset`. Takes a value only after
    /// `=`.
    Optional(&'static str),
    /// Helm's `WaitStrategy`, which may stand alone too and then means `watcher`.
    Wait,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `int`.
    Integer,
    /// `uint64`, for limits.
    Count,
    /// `float32`.
    Float,
    /// `duration`, as in `5m0s`.
    Duration,
    /// `stringArray`: every repetition is one item, taken as it stands.
    Array(&'static str),
    /// `stringSlice`: every repetition is one line of CSV.
    Slice(&'static str),
    /// `stringToString`: `key=value` pairs in CSV.
    Pairs,
}

/// What becomes of a flag that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It does what its help says.
    Works,
    /// It needs a cluster: accepted, without effect, and a note says so.
    Cluster,
    /// Another tool's name for the flag of this name: hidden.
    Alias(&'static str),
    /// Helm has given it up: hidden, without effect, and a note passes on Helm's advice.
    Retired(&'static str),
}

/// One flag of a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flag {
    /// The name without its dashes.
    pub name: &'static str,
    /// The one-letter form.
    pub short: Option<char>,
    /// How its text is read.
    pub kind: Kind,
    /// One sentence for `--help`.
    pub about: &'static str,
    /// What becomes of it.
    pub role: Role,
}

impl Flag {
    /// A flag that works, without a one-letter form.
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Flag { name, short: None, kind, about, role: Role::Works }
    }

    /// The same with a one-letter form.
    pub const fn short(mut self, letter: char) -> Self {
        self.short = Some(letter);
        self
    }

    /// The same, for clusters only.
    pub const fn cluster(mut self) -> Self {
        self.role = Role::Cluster;
        self
    }

    /// Another tool's name for the flag `of`, which the same group of flags or another one of the command has.
    pub const fn alias(name: &'static str, of: &'static str) -> Self {
        Flag { name, short: None, kind: Kind::Switch, about: "", role: Role::Alias(of) }
    }

    /// A switch that Helm has retired, with the advice that Helm prints when it is used.
    pub const fn retired(name: &'static str, advice: &'static str) -> Self {
        Flag { name, short: None, kind: Kind::Switch, about: "", role: Role::Retired(advice) }
    }

    /// What the flag means where it stands without a value, if it can.
    pub fn alone(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Switch => Some("true"),
            Kind::Optional(text) => Some(text),
            Kind::Wait => Some("watcher"),
            _ => None,
        }
    }

    /// Whether the flag can stand without a value, so that it never takes the next argument.
    pub fn stands_alone(&self) -> bool {
        self.alone().is_some()
    }
}

/// The form that pflag's errors use: `-f, --values`, `--set`.
impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.short {
            Some(letter) => write!(f, "-{letter}, --{}", self.name),
            None => write!(f, "--{}", self.name),
        }
    }
}

/// Flags on one topic under a heading of their own in `--help`.
#[derive(Debug)]
pub(crate) struct Group {
    /// The heading.
    pub heading: &'static str,
    /// The flags, in the order in which help lists them.
    pub flags: &'static [Flag],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_names_itself_as_pflag_does() {
        assert_eq!(Flag::new("set", Kind::Array("x"), "").to_string(), "--set");
        assert_eq!(Flag::new("values", Kind::Slice("x"), "").short('f').to_string(), "-f, --values");
    }
}
