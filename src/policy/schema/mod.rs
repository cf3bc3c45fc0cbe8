//! Objects against the schemas of their kinds: the types of Kubernetes, CustomResourceDefinitions and JSON Schemas. Every violation
//! is a finding with the pointer of its field. Schemas are found before the first object is checked; nothing here reads a file
//! but by [`Files`].

mod builtin;
mod definitions;
mod formats;
mod json;
mod library;
mod locations;
mod repeated;
mod session;
mod violation;
mod wording;

pub use library::{Kept, kept};
pub use locations::Files;

use super::{Compiled, Engine, Finding, Subject, World};
use crate::diagnostic::{Diagnostic, Fault};
use crate::kubernetes::types::Types;
use crate::resource::Gvk;
use json::{Dialect, Schema};
use locations::{Location, Naming};
use serde_json::Value;
use session::Session;
use std::sync::Arc;
use violation::{Path, Report};

/// What the flags say of schemas.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings<'o> {
    /// `--schema`.
    pub version: Option<&'o str>,
    /// `--schema-location`.
    pub locations: &'o [String],
    /// The user's own folder of schemas, where there is one.
    pub library: Option<&'o str>,
    /// What reads files.
    pub files: Option<Arc<dyn Files>>,
    /// `--strict`.
    pub strict: bool,
    /// `--ignore-missing-schemas`.
    pub ignores_missing: bool,
    /// `--skip-kinds`.
    pub skipped: &'o [String],
}

/// The engine: where schemas are looked for, and how strictly objects follow them.
pub(crate) struct Schemas {
    types: Types,
    locations: Vec<Location>,
    library: Option<Location>,
    files: Arc<dyn Files>,
    naming: Naming,
    ignores_missing: bool,
    skipped: Vec<String>,
}

impl Schemas {
    /// Reads the files and folders that the flags name.
    pub fn new(settings: &Settings<'_>) -> Compiled<Schemas> {
        let types = types(settings.version)?;
        let files = settings.files.clone().unwrap_or_else(|| Arc::new(NoFiles));
        let locations =
            settings.locations.iter().map(|text| Location::new(text, &*files)).collect::<Compiled<Vec<_>>>()?;
        let library = settings.library.filter(|folder| files.list(folder).is_some());
        Ok(Schemas {
            types,
            locations,
            library: library.map(|folder| Location::new(folder, &*files)).transpose()?,
            naming: Naming { minor: types.minor(), strict: settings.strict },
            files,
            ignores_missing: settings.ignores_missing,
            skipped: settings.skipped.to_vec(),
        })
    }

    /// Whether objects of a kind are passed over: by the kind, or by group, version and kind.
    fn skips(&self, gvk: &Gvk) -> bool {
        let full = format!("{}/{}", gvk.api_version(), gvk.kind);
        self.skipped.iter().any(|skipped| *skipped == gvk.kind.as_str() || *skipped == full)
    }
}

/// The first thing in a value that a structural schema does not allow: its JSON pointer and what is wrong. A schema that cannot
/// be understood allows everything.
pub(in crate::policy) fn first_violation(schema: &Value, value: &Value) -> Option<(String, String)> {
    let schema = Schema::compile(schema, Dialect::Structural).ok()?;
    let mut report = Report::default();
    schema.check(value, &Path::Top, false, &mut report);
    report.into_violations().into_iter().next().map(|violation| (violation.pointer, violation.message))
}

impl Engine for Schemas {
    fn check(&self, subject: &Subject, world: &World, findings: &mut Vec<Finding>) {
        Session::new(self, world).check(subject, world, findings);
    }

    fn prepare<'a>(&'a self, world: &'a World) -> Option<Box<dyn Engine + 'a>> {
        Some(Box::new(Session::new(self, world)))
    }
}

/// Where there is no disk.
#[derive(Debug)]
struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(None)
    }

    fn list(&self, _: &str) -> Option<Vec<String>> {
        None
    }
}

/// The types of the release that `--schema` names: `1.33`, `v1.33.4`, or the newest.
fn types(version: Option<&str>) -> Compiled<Types> {
    let Some(version) = version.filter(|version| !matches!(*version, "latest" | "master")) else {
        return Ok(Types::newest());
    };
    let minor = version.strip_prefix('v').unwrap_or(version).strip_prefix("1.").and_then(|rest| rest.split('.').next());
    minor.and_then(|minor| minor.parse().ok()).and_then(Types::of_minor).ok_or_else(|| {
        let sentence = format!("invalid argument \"{version}\" for \"--schema\" flag: there are no schemas of it");
        let (oldest, newest) = (Types::minors().first().copied().unwrap_or_default(), Types::newest().minor());
        let error = Diagnostic::error("usage::flag-value", sentence).fault(Fault::Usage);
        Box::new(error.help(format!("give a version of Kubernetes from 1.{oldest} to 1.{newest}, or latest")))
    })
}

#[cfg(test)]
mod tests;
