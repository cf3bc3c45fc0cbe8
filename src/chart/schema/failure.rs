//! [`Failure`], what a value does wrong by a schema: a tree, as schemas are, and the text that Helm's schema library
//! makes of it.

use super::json::{Json, Kind, NodeId};
use super::number::{Number, grouped};
use crate::go::strconv;

/// One thing that is wrong, with what it follows from.
#[derive(Debug)]
pub(super) struct Failure {
    /// The value; `None` for the name of a property.
    pub at: Option<NodeId>,
    pub fault: Box<Fault>,
    pub causes: Vec<Failure>,
}

/// What is wrong.
#[derive(Debug)]
pub(super) enum Fault {
    /// Several things at once.
    Group,
    /// What a reference leads to is not satisfied.
    Reference,
    FalseSchema,
    ReferenceCycle {
        first: String,
        second: String,
        address: String,
    },
    Type {
        found: &'static str,
        wanted: Vec<&'static str>,
    },
    /// What the value should be, where it can be said in a word.
    Enum(Option<Vec<String>>),
    Const(Option<String>),
    Format {
        text: String,
        format: &'static str,
        cause: String,
    },
    MinProperties(usize, usize),
    MaxProperties(usize, usize),
    Required(Vec<String>),
    /// Properties that another one asks for.
    Dependency {
        property: String,
        missing: Vec<String>,
    },
    AdditionalProperties(Vec<String>),
    PropertyName(String),
    MinItems(usize, usize),
    MaxItems(usize, usize),
    UniqueItems(usize, usize),
    AdditionalItems(usize),
    Contains,
    MinContains(Vec<usize>, usize),
    MaxContains(Vec<usize>, usize),
    MinLength(usize, usize),
    MaxLength(usize, usize),
    Pattern {
        text: String,
        pattern: String,
    },
    /// A number on the wrong side of a bound: the keyword, the number, the bound.
    Bound(&'static str, Number, Number),
    Not,
    AllOf,
    AnyOf,
    /// Which two matched, or that none did.
    OneOf(Option<(usize, usize)>),
}

impl Failure {
    pub fn new(at: Option<NodeId>, fault: Fault) -> Self {
        Failure { at, fault: Box::new(fault), causes: Vec::new() }
    }

    /// Several failures of one value as one.
    pub fn group(at: Option<NodeId>, mut failures: Vec<Failure>) -> Self {
        match failures.pop() {
            Some(only) if failures.is_empty() => only,
            last => {
                failures.extend(last);
                Failure { at, fault: Box::new(Fault::Group), causes: failures }
            }
        }
    }

    /// The lines of the report, each with its number of levels, the place in the instance, and the text. Places are
    /// named as seen from `base`, where the check began.
    pub fn lines(self, json: &Json, base: NodeId) -> Vec<Line> {
        let above = json.pointer(base).len();
        let mut lines = Vec::new();
        let roots = if matches!(*self.fault, Fault::Group) { self.causes } else { vec![self] };
        let mut pending: Vec<(usize, Failure)> = roots.into_iter().rev().map(|failure| (0, failure)).collect();
        while let Some((level, failure)) = pending.pop() {
            let skipped = matches!(*failure.fault, Fault::Reference) && failure.causes.len() == 1;
            let level = if skipped {
                level
            } else {
                let pointer = failure.at.map(|node| json.pointer(node)).unwrap_or_default();
                let pointer = pointer.get(above..).unwrap_or_default();
                lines.push(Line {
                    level,
                    at: failure.at,
                    text: format!("at {}: {}", quoted(pointer), failure.fault.text()),
                });
                level + 1
            };
            pending.extend(failure.causes.into_iter().rev().map(|cause| (level, cause)));
        }
        lines
    }
}

/// One line of a report.
#[derive(Debug)]
pub(super) struct Line {
    pub level: usize,
    pub at: Option<NodeId>,
    pub text: String,
}

/// The longest text beside a marked place.
const MAX_LABEL: usize = 100;

impl Line {
    /// The text without the place, short enough to stand beside it.
    pub fn label(&self) -> String {
        let text = self.text.split_once(": ").map_or("", |(_, text)| text);
        match text.char_indices().nth(MAX_LABEL) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }
}

/// The lines as Helm prints them: a dash and an indentation by level.
pub(super) fn report(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("{}- {}\n", "  ".repeat(line.level), line.text)).collect()
}

impl Fault {
    fn text(&self) -> String {
        let count = |number: &usize| grouped(&number.to_string());
        let indices = |found: &[usize]| {
            let list: Vec<String> = found.iter().map(usize::to_string).collect();
            list.join(" ")
        };
        match self {
            Fault::Group | Fault::Reference => String::from("validation failed"),
            Fault::FalseSchema => String::from("false schema"),
            Fault::ReferenceCycle { first, second, address } => {
                let address = strconv::quote(address.as_bytes());
                format!("both {first} and {second} resolve to {address} causing reference cycle")
            }
            Fault::Type { found, wanted } => format!("got {found}, want {}", wanted.join(" or ")),
            Fault::Enum(None) => String::from("'enum' failed"),
            Fault::Enum(Some(wanted)) if wanted.len() == 1 => format!("value must be {}", wanted[0]),
            Fault::Enum(Some(wanted)) => format!("value must be one of {}", wanted.join(", ")),
            Fault::Const(None) => String::from("'const' failed"),
            Fault::Const(Some(wanted)) => format!("value must be {wanted}"),
            Fault::Format { text, format, cause } => format!("{} is not valid {format}: {cause}", quoted(text)),
            Fault::MinProperties(got, want) => format!("minProperties: got {}, want {}", count(got), count(want)),
            Fault::MaxProperties(got, want) => format!("maxProperties: got {}, want {}", count(got), count(want)),
            Fault::Required(missing) if missing.len() == 1 => format!("missing property {}", quoted(&missing[0])),
            Fault::Required(missing) => format!("missing properties {}", all_quoted(missing)),
            Fault::Dependency { property, missing } => {
                format!("properties {} required, if {} exists", all_quoted(missing), quoted(property))
            }
            Fault::AdditionalProperties(names) => format!("additional properties {} not allowed", all_quoted(names)),
            Fault::PropertyName(name) => format!("invalid propertyName {}", quoted(name)),
            Fault::MinItems(got, want) => format!("minItems: got {}, want {}", count(got), count(want)),
            Fault::MaxItems(got, want) => format!("maxItems: got {}, want {}", count(got), count(want)),
            Fault::UniqueItems(first, second) => format!("items at {} and {} are equal", count(first), count(second)),
            Fault::AdditionalItems(extra) => format!("last {} additionalItem(s) not allowed", count(extra)),
            Fault::Contains => String::from("no items match contains schema"),
            Fault::MinContains(found, want) if found.is_empty() => {
                format!("min {} items required to match contains schema, but none matched", count(want))
            }
            Fault::MinContains(found, want) => format!(
                "min {} items required to match contains schema, but matched {} items at {}",
                count(want),
                count(&found.len()),
                indices(found)
            ),
            Fault::MaxContains(found, want) => format!(
                "max {} items required to match contains schema, but matched {} items at {}",
                count(want),
                count(&found.len()),
                indices(found)
            ),
            Fault::MinLength(got, want) => format!("minLength: got {}, want {}", count(got), count(want)),
            Fault::MaxLength(got, want) => format!("maxLength: got {}, want {}", count(got), count(want)),
            Fault::Pattern { text, pattern } => {
                format!("{} does not match pattern {}", quoted(text), quoted(pattern))
            }
            Fault::Bound(keyword, got, want) => {
                format!("{keyword}: got {}, want {}", got.localized(), want.localized())
            }
            Fault::Not => String::from("'not' failed"),
            Fault::AllOf => String::from("'allOf' failed"),
            Fault::AnyOf => String::from("'anyOf' failed"),
            Fault::OneOf(None) => String::from("'oneOf' failed, none matched"),
            Fault::OneOf(Some((first, second))) => {
                format!("'oneOf' failed, subschemas {}, {} matched", count(first), count(second))
            }
        }
    }
}

/// The longest text that a message shows.
const MAX_SHOWN: usize = 10_000;

/// In single quotes, otherwise as Go escapes strings.
fn quoted(text: &str) -> String {
    let shown = text.char_indices().nth(MAX_SHOWN).map_or(text, |(end, _)| &text[..end]);
    let inner = strconv::quote(shown.as_bytes());
    let inner = inner.get(1..inner.len() - 1).unwrap_or_default();
    format!("'{}'", inner.replace("\\\"", "\"").replace('\'', "\\'"))
}

fn all_quoted(names: &[String]) -> String {
    let list: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    list.join(", ")
}

/// A scalar as `enum` and `const` name it; `None` for arrays and objects.
pub(super) fn scalar(json: &Json, node: NodeId) -> Option<String> {
    match json.kind(node) {
        Kind::Null => Some(String::from("<nil>")),
        Kind::Bool(flag) => Some(flag.to_string()),
        Kind::Number(number) => Some(number.text.to_string()),
        Kind::Text(text) => Some(quoted(text)),
        Kind::Array(_) | Kind::Object(_) => None,
    }
}
