//! values.schema.json: JSON Schema from draft 4 to 2020-12, with the reports of the library that Helm uses. A schema sees
//! itself and the published metaschemas, nothing else, and what it may cost is counted.

mod address;
mod compile;
mod draft;
mod failure;
mod format;
mod json;
mod number;
mod resources;
mod validate;

use crate::chart::values::locate::Locator;
use crate::chart::{Chart, Error, File, Notes};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::go::{Map, Value};
use crate::source::Span;
use compile::{SchemaId, Schemas};
use draft::Draft;
use failure::{Line, report};
use json::Json;
use resources::{Documents, Problem, SCHEMA_ADDRESS, Target};
use std::collections::HashMap;
use validate::{Exhausted, Metaschemas, Validator};

/// The steps that all schemas of a chart may take together.
pub const MAX_STEPS: u64 = 5_000_000;

/// Only so many places are marked in the user's files.
const MAX_LABELS: usize = 8;

/// Holds `values`, which are coalesced, against the schema of a chart and of the charts in it. `locator` finds where a
/// value was written.
pub fn validate(chart: &Chart, values: &Map, locator: &Locator<'_>, notes: &mut Notes) -> Result<(), Error> {
    let locator = Some(locator);
    let mut check = Check { budget: MAX_STEPS, report: String::new(), labels: Vec::new(), locator, notes };
    let mut path = Vec::new();
    check.chart(chart, values, &mut path)?;
    if check.report.is_empty() {
        return Ok(());
    }
    let intro = "values don't meet the specifications of the schema(s) in the following chart(s):";
    let mut error = Error::new("values::schema", format!("{intro}\n{}", check.report));
    for label in check.labels {
        error = error.at(Some(label.span), label.text);
    }
    Err(error.help("change the values that are marked, or pass --skip-schema-validation"))
}

/// Holds the values of one chart against its schema and against no other, as lint does. The error's sentence is the
/// report alone.
pub fn validate_alone(schema: &File, values: &Map, notes: &mut Notes) -> Result<(), Error> {
    let mut check = Check { budget: MAX_STEPS, report: String::new(), labels: Vec::new(), locator: None, notes };
    match check.single(schema, values)? {
        None => Ok(()),
        Some(failed) => {
            let place = failed.places.iter().find_map(|(place, _)| match place {
                Place::Schema(range) => Some(Span::new(schema.source, range.clone())),
                Place::Value(_) => None,
            });
            Err(Error::new("values::schema", failed.report).at(place, "here"))
        }
    }
}

struct Check<'a> {
    budget: u64,
    report: String,
    labels: Vec<Label>,
    locator: Option<&'a Locator<'a>>,
    notes: &'a mut Notes,
}

impl Check<'_> {
    /// Depth is the charts' nesting, which loading bounds. `path` leads from the root's values to the chart's.
    fn chart(&mut self, chart: &Chart, values: &Map, path: &mut Vec<String>) -> Result<(), Error> {
        if let Some(file) = &chart.schema
            && let Some(failed) = self.single(file, values)?
        {
            self.report.push_str(&format!("{}:\n{}", chart.name(), failed.report));
            self.mark(file, &failed, path);
        }
        for dependency in &chart.dependencies {
            path.push(dependency.name().to_owned());
            match values.get(dependency.name().as_bytes()) {
                None | Some(Value::Nil) => {}
                Some(Value::Map(inner)) => self.chart(dependency, &inner, path)?,
                Some(other) => self.report.push_str(&format!(
                    "{}:\ninvalid type for values: expected object (map), got {}\n",
                    dependency.name(),
                    other.type_name()
                )),
            }
            path.pop();
        }
        Ok(())
    }

    fn mark(&mut self, file: &File, failed: &Failed, path: &[String]) {
        for (place, text) in &failed.places {
            if self.labels.len() >= MAX_LABELS {
                return;
            }
            let span = match place {
                Place::Value(inner) => {
                    let whole: Vec<&str> = path.iter().chain(inner).map(String::as_str).collect();
                    self.locator.and_then(|locator| locator.find(&whole))
                }
                Place::Schema(range) => Some(Span::new(file.source, range.clone())),
            };
            self.labels.extend(span.map(|span| Label { span, text: text.clone() }));
        }
    }

    /// One schema, compiled and applied.
    fn single(&mut self, file: &File, values: &Map) -> Result<Option<Failed>, Error> {
        let mut compiled = match Compiled::new(file, &mut self.budget) {
            Ok(compiled) => compiled,
            Err(Stopped::Failed(failed)) => return Ok(Some(failed)),
            Err(Stopped::Exhausted(exhausted)) => return Err(exhausted_error(file, exhausted)),
        };
        for name in compiled.documents.unknown_names.drain(..) {
            let message = format!("unresolved URN reference ignored; using permissive schema: {name}");
            self.notes.push(Diagnostic::error("values::schema-urn", message).severity(Severity::Warning));
        }
        let instance = Json::from_value(&Value::Map(values.clone()));
        let mut validator = Validator::new(&compiled.documents, &compiled.schemas, &mut self.budget);
        match validator.check(compiled.root, &instance, instance.root()) {
            Err(exhausted) => Err(exhausted_error(file, exhausted)),
            Ok(None) => Ok(None),
            Ok(Some(failure)) => {
                let lines = failure.lines(&instance, instance.root());
                let places =
                    deepest(&lines).filter_map(|line| Some((Place::Value(instance.path(line.at?)), line.label())));
                let places = places.collect();
                Ok(Some(Failed { report: report(&lines), places }))
            }
        }
    }
}

/// The lines that nothing follows from: what a user has to change.
fn deepest(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let next = lines.iter().skip(1).map(|line| line.level).chain([0]);
    lines.iter().zip(next).filter(|(line, next)| *next <= line.level).map(|(line, _)| line)
}

fn exhausted_error(file: &File, exhausted: Exhausted) -> Error {
    let what = match exhausted {
        Exhausted::Steps => format!("takes more than {MAX_STEPS} steps to check"),
        Exhausted::Depth => String::from("is nested too deeply"),
    };
    let sentence = format!("unable to validate schema: {} {what}", file.path);
    Error::new("values::schema-limit", sentence)
        .at(Some(Span::new(file.source, 0..file.data.len().min(1))), "this schema")
        .help("simplify the schema, or pass --skip-schema-validation")
}

/// Why a chart's values or its schema are not good.
struct Failed {
    report: String,
    places: Vec<(Place, String)>,
}

enum Place {
    /// A path in the values.
    Value(Vec<String>),
    /// Bytes of the schema.
    Schema(std::ops::Range<usize>),
}

enum Stopped {
    Failed(Failed),
    Exhausted(Exhausted),
}

/// A schema that is ready for use.
struct Compiled {
    documents: Documents,
    schemas: Schemas,
    root: SchemaId,
}

impl Compiled {
    fn new(file: &File, budget: &mut u64) -> Result<Self, Stopped> {
        let text = file.data.lossy();
        let json = Json::parse(&text).map_err(|error| {
            let end = error.offset.saturating_add(1).min(text.len()).max(error.offset);
            Stopped::Failed(Failed {
                report: error.sentence.clone(),
                places: vec![(Place::Schema(error.offset..end), error.sentence)],
            })
        })?;
        let mut documents = Documents::default();
        let id = documents.add(SCHEMA_ADDRESS, json).map_err(|problem| failed(&documents, problem))?;
        let root = documents.json(id).root();
        let mut metaschemas = Schemas::default();
        check_by_metaschema(&mut documents, &mut metaschemas, (id, root), budget)?;
        let mut schemas = Schemas::default();
        let compiled = schemas.compile(&mut documents, id, root, false);
        let compiled = compiled.map_err(|problem| failed(&documents, problem))?;
        for place in std::mem::take(&mut documents.unchecked) {
            check_by_metaschema(&mut documents, &mut metaschemas, place, budget)?;
        }
        Ok(Compiled { documents, schemas, root: compiled })
    }
}

fn failed(documents: &Documents, problem: Problem) -> Stopped {
    let place = problem.place.filter(|(document, _)| *document == 0);
    let places =
        place.map(|(document, node)| (Place::Schema(documents.json(document).range(node)), String::from("here")));
    Stopped::Failed(Failed { report: problem.sentence, places: places.into_iter().collect() })
}

/// The metaschema of a draft, and those of the schemas in a document that have another.
fn metaschemas(
    documents: &mut Documents,
    schemas: &mut Schemas,
    (document, node): (compile::DocumentId, json::NodeId),
    draft: Draft,
) -> Result<Metaschemas, Problem> {
    // A schema that was only found by a reference is held against its draft alone, with all that is in it.
    let is_root = documents.json(document).parent(node).is_none();
    let others = if is_root { documents.drafts(document) } else { Vec::new() };
    let mut compiled = |draft: Draft| {
        let Target { document, node } = documents.metaschema(draft)?;
        schemas.compile(documents, document, node, true)
    };
    let root = compiled(draft)?;
    let mut embedded = HashMap::new();
    for (node, draft) in others {
        embedded.insert(node, compiled(draft)?);
    }
    Ok(Metaschemas { root, embedded })
}

/// A schema has to be one by its own draft.
fn check_by_metaschema(
    documents: &mut Documents,
    schemas: &mut Schemas,
    (document, node): (compile::DocumentId, json::NodeId),
    budget: &mut u64,
) -> Result<(), Stopped> {
    if document != 0 {
        return Ok(());
    }
    let draft = documents.resource_of(document, node).draft;
    let metaschemas = metaschemas(documents, schemas, (document, node), draft);
    let metaschemas = metaschemas.map_err(|problem| failed(documents, problem))?;
    let (meta, json) = (metaschemas.root, documents.json(document));
    let mut validator = Validator::new(documents, schemas, budget).with_metaschemas(&metaschemas);
    let Some(failure) = validator.check(meta, json, node).map_err(Stopped::Exhausted)? else { return Ok(()) };
    let lines = failure.lines(json, node);
    let location = crate::go::strconv::quote(documents.location(document, node).as_bytes());
    let address = draft.address();
    let intro = format!("{location} is not valid against metaschema: jsonschema validation failed with '{address}#'");
    let places = deepest(&lines).filter_map(|line| Some((Place::Schema(json.range(line.at?)), line.label())));
    let places = places.collect();
    Err(Stopped::Failed(Failed { report: format!("{intro}\n{}", report(&lines).trim_end_matches('\n')), places }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Loader, load};
    use crate::host::memory::Memory;
    use crate::source::Sources;
    use std::path::Path;

    /// The report on `values`, in JSON, by `schema`; empty where there is nothing to report.
    fn report(schema: &str, values: &str) -> String {
        let host = Memory::new()
            .with("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 0.1.0\n")
            .with("c/values.schema.json", schema)
            .with("c/values.yaml", values);
        let sources = Sources::new();
        let mut notes = Vec::new();
        let mut loader = Loader { host: &host, sources: &sources, notes: &mut notes, seen: None };
        let chart = load(Path::new("c"), &mut loader).expect("a good chart");
        let user = crate::chart::values::UserValues::default();
        let locator = Locator::new(&chart, &user, &sources);
        let checked = validate(&chart, &chart.values, &locator, &mut notes);
        let text = checked.err().map(|error| error.to_string()).unwrap_or_default();
        text.lines().skip(2).collect::<Vec<_>>().join("\n") + if text.contains("unable") { &text } else { "" }
    }

    #[test]
    fn a_schema_that_asks_for_endless_work_is_given_up() {
        let levels: Vec<String> = (0..40)
            .map(|level| {
                let next = level + 1;
                format!("\"{level}\":{{\"anyOf\":[{{\"$ref\":\"#/$defs/{next}\"}},{{\"$ref\":\"#/$defs/{next}\"}}]}}")
            })
            .collect();
        let schema =
            format!("{{\"$ref\":\"#/$defs/0\",\"$defs\":{{{},\"40\":{{\"type\":\"string\"}}}}}}", levels.join(","));
        assert!(report(&schema, "{}").contains("steps to check"));
    }

    #[test]
    fn a_schema_as_deep_as_a_file_can_be_is_given_up() {
        let deep = format!("{}{{}}{}", "{\"not\":".repeat(9000), "}".repeat(9000));
        assert!(report(&deep, "{}").contains("nested too deeply"));
        let chain: Vec<String> =
            (0..30_000).map(|link| format!("\"{link}\":{{\"$ref\":\"#/d/{}\"}},", link + 1)).collect();
        let chain = format!("{{\"$ref\":\"#/d/0\",\"d\":{{{}\"30000\":{{}}}}}}", chain.join(""));
        assert!(report(&chain, "{}").contains("nested too deeply"));
    }

    #[test]
    fn what_follows_from_what_is_reported_as_helm_does() {
        let schema = r##"{"oneOf":[{"required":["b"]},{"type":"object"}],"$ref":"#/$defs/a",
            "$defs":{"a":{"required":["x","y"],"properties":{"l":{"items":{"$ref":"#/$defs/b"}}}},
            "b":{"type":["string","null"],"minLength":3}}}"##;
        let expected = "\
- at '': validation failed
  - at '': missing properties 'x', 'y'
  - at '/l': validation failed
    - at '/l/0': got number, want null or string
    - at '/l/1': minLength: got 1, want 3
    - at '/l/2': got boolean, want null or string
- at '': 'oneOf' failed, subschemas 0, 1 matched";
        assert_eq!(report(schema, "b: 1\nl: [1, x, true, null]\n"), expected);
    }

    #[test]
    fn a_schema_has_to_be_one() {
        let expected = "\
\"file:///values.schema.json#\" is not valid against metaschema: jsonschema validation failed with 'https://json-schema.org/draft/2020-12/schema#'
- at '': 'allOf' failed
  - at '/type': 'anyOf' failed
    - at '/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'
    - at '/type': got string, want array";
        assert_eq!(report("{\"type\":\"strin\"}", "{}"), expected);
    }

    #[test]
    fn an_embedded_schema_has_to_be_one_by_its_own_draft() {
        let schema = |draft: &str| {
            format!(
                r##"{{"$schema":"http://json-schema.org/draft-06/schema#","properties":{{"v":{{
                    "$schema":"{draft}","$id":"http://example.com/v","id":"http://example.com/v",
                    "minimum":5,"exclusiveMinimum":true}}}}}}"##
            )
        };
        let expected = "\
\"file:///values.schema.json#\" is not valid against metaschema: jsonschema validation failed with 'http://json-schema.org/draft-06/schema#'
- at '/properties/v': 'allOf' failed
  - at '/properties/v/exclusiveMinimum': got boolean, want number";
        assert_eq!(report(&schema("https://json-schema.org/draft/2020-12/schema"), "{}"), expected);
        assert_eq!(report(&schema("http://json-schema.org/draft-04/schema#"), "{}"), "");
    }

    #[test]
    fn nothing_outside_of_the_schema_is_read() {
        for address in ["file:///etc/passwd", "http://192.0.2.1/x", "other.json"] {
            let report = report(&format!("{{\"$ref\":\"{address}\"}}"), "{}");
            assert!(report.starts_with("failing loading \""), "{report}");
        }
    }
}
