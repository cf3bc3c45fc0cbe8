//! Which standard is meant: [`Level`] and [`Version`], as `--pod-security` and the labels of namespaces write them.

use std::fmt;

/// How strict a standard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Allows everything.
    Privileged,
    /// Prevents known ways to more privileges.
    Baseline,
    /// Follows what is held to be best for hardening pods.
    Restricted,
}

impl Level {
    /// The level of this name.
    pub fn named(name: &str) -> Option<Level> {
        [Level::Privileged, Level::Baseline, Level::Restricted].into_iter().find(|level| level.name() == name)
    }

    /// As labels have it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Privileged => "privileged",
            Level::Baseline => "baseline",
            Level::Restricted => "restricted",
        }
    }
}

/// The minor version of Kubernetes whose controls are meant. The latest is newer than all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 1.x.
    Minor(u32),
    /// Whatever is newest.
    Latest,
}

impl Version {
    /// The version that `text` is: `latest`, `v1.25`, or the same without `v` or with a patch behind it.
    pub fn parse(text: &str) -> Option<Version> {
        if text == "latest" {
            return Some(Version::Latest);
        }
        let rest = text.strip_prefix('v').unwrap_or(text).strip_prefix("1.")?;
        let minor = rest.split('.').next().filter(|minor| minor.bytes().all(|digit| digit.is_ascii_digit()))?;
        minor.parse().ok().map(Version::Minor)
    }

    /// The same, read as the labels of a namespace are: `latest` or `v1.25` and nothing else.
    pub fn parse_label(text: &str) -> Option<Version> {
        let is_plain = text.strip_prefix("v1.").is_some_and(|minor| minor == "0" || !minor.starts_with('0'));
        let is_whole = !text.trim_start_matches("v1.").contains('.');
        if text == "latest" || (is_plain && is_whole) { Version::parse(text) } else { None }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Version::Minor(minor) => write!(out, "v1.{minor}"),
            Version::Latest => out.write_str("latest"),
        }
    }
}

/// A level in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard {
    /// How strict it is.
    pub level: Level,
    /// Whose controls are meant.
    pub version: Version,
}

impl Standard {
    /// Allows everything.
    pub const PRIVILEGED: Standard = Standard { level: Level::Privileged, version: Version::Latest };

    /// What `--pod-security LEVEL[:VERSION]` names. Without a version it is the latest.
    pub fn parse(text: &str) -> Option<Standard> {
        let (level, version) = text.split_once(':').unwrap_or((text, "latest"));
        Some(Standard { level: Level::named(level)?, version: Version::parse(version)? })
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.level.name(), self.version)
    }
}
