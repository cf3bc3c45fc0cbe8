//! Entries of Kyverno's global context: data or objects, a part of them where `fieldPath` says which, and projections by JMESPath.

use super::{Cluster, Place, text};
use crate::diagnostic::Diagnostic;
use crate::policy::Compiled;
use crate::policy::jmespath::{Data, Env, Expression};
use serde_json::{Map, Value as Json};

/// An entry, as policies see it.
#[derive(Debug)]
pub(super) struct Entry(Json);

impl Entry {
    /// The entry that a value describes, with its name.
    pub(super) fn read(value: &Json, place: &Place<'_>) -> Compiled<(String, Entry)> {
        let name = text(value, "name");
        if name.is_empty() {
            return Err(place.wrong("globalContextEntries: name is required"));
        }
        let wrong = |reason: String| place.wrong(&format!("globalContextEntries entry {name:?}: {reason}"));
        let given = |field: &str| value.get(field).filter(|value| !value.is_null());
        let root = match (given("data"), given("resources"), given("resourceFiles")) {
            (Some(data @ Json::Object(_)), None, None) => data.clone(),
            (Some(_), None, None) => return Err(wrong("data must be a JSON object".to_owned())),
            (None, Some(resources), None) => objects(resources).map_err(wrong)?,
            (None, None, Some(_)) => return Err(wrong("resourceFiles are read by tests of policies alone".to_owned())),
            (None, None, None) => return Err(wrong("one of data, resources, or resourceFiles is required".to_owned())),
            _ => return Err(wrong("data, resources, and resourceFiles are mutually exclusive".to_owned())),
        };
        let search = |path: &str, data: &Json| search(path, data, place, name);
        let root = match text(value, "fieldPath") {
            "" => root,
            path => search(path, &root)?,
        };
        let projections = value.get("projections").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        if projections.is_empty() {
            return Ok((name.to_owned(), Entry(root)));
        }
        let mut projected = Map::new();
        for projection in projections {
            let (own, path) = (text(projection, "name"), text(projection, "path"));
            if own.is_empty() {
                return Err(wrong("projection name is required".to_owned()));
            }
            if path.is_empty() {
                return Err(wrong(format!("projection {own:?}: path is required")));
            }
            projected.insert(own.to_owned(), search(path, &root)?);
        }
        Ok((name.to_owned(), Entry(Json::Object(projected))))
    }
}

fn objects(resources: &Json) -> Result<Json, String> {
    let list = resources.as_array().ok_or_else(|| "resources must be a list".to_owned())?;
    match list.iter().position(|one| !one.is_object()) {
        Some(number) => Err(format!("resources[{number}]: must be a JSON object (Kubernetes resource manifest)")),
        None => Ok(resources.clone()),
    }
}

fn search(path: &str, data: &Json, place: &Place<'_>, name: &str) -> Result<Json, Box<Diagnostic>> {
    let wrong = |reason: String| place.wrong(&format!("globalContextEntries {name:?} path {path:?}: {reason}"));
    let expression = Expression::compile(path).map_err(|error| wrong(error.to_string()))?;
    let found = expression.search(&Data::from(data), &Env::new(None)).map_err(|fault| wrong(fault.to_string()))?;
    Ok(Json::from(&found))
}

impl Cluster {
    /// An entry of the global context, or its part `projection` where that is not empty; nothing where there is no such entry.
    pub(in crate::policy) fn global(&self, name: &str, projection: &str) -> Option<Result<&Json, String>> {
        let Entry(value) = self.globals.get(name)?;
        if projection.is_empty() {
            return Some(Ok(value));
        }
        let missing = || format!("projection {projection:?} not found in global context entry {name:?}");
        Some(value.as_object().and_then(|fields| fields.get(projection)).ok_or_else(missing))
    }
}
