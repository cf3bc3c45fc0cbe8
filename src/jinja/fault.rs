//! Errors of MiniJinja texts in the engine's form: the place in the text, the words in front of the cause, the calls around.

use super::program::{Place, Unit};
use crate::diagnostic::nearest;
use crate::go::Value;
use crate::gotemplate::{Error, Step};

/// The longest piece of a text that a sentence quotes.
const QUOTED: usize = 80;

/// Keys among which a misspelled one is looked for.
const KEYS: usize = 1000;

/// An error about an undefined value that was looked for in `parent`.
#[cold]
pub(super) fn undefined(what: &str, parent: &Value) -> Error {
    let lost = what.rsplit(['.', '[']).next().unwrap_or(what).trim_matches(['"', '\'', ']']);
    let keys = if let Value::Map(map) = parent { map.keys() } else { Vec::new() };
    let help = match nearest(lost, keys.iter().take(KEYS).filter_map(|key| key.as_str())) {
        Some(near) => format!("did you mean `{near}`? Otherwise give it a value, or a default: `| default(...)`"),
        None => String::from("give it a value, ask `is defined` first, or give a default: `| default(...)`"),
    };
    Error::coded("render::undefined", format!("{what} is undefined")).help(help)
}

/// An error about a value that an operation does not take.
#[cold]
pub(super) fn unfit(cause: impl Into<String>) -> Error {
    Error::coded("render::wrong-type", cause)
}

/// Says where in its text an error happened, unless that is known.
#[cold]
pub(super) fn located(error: Error, unit: &Unit, place: Place) -> Error {
    if error.trace().is_empty() { through(error, unit, place, "") } else { error }
}

/// Adds a place that the error passed through: where it happened, or a call on the way there.
#[cold]
pub(super) fn through(error: Error, unit: &Unit, place: Place, calling: &str) -> Error {
    let (line, column) = line_and_column(unit, place.start as usize);
    let what = quoted(unit.slice(place));
    let words = match calling {
        "" => format!("template: {}:{line}:{column}: executing {:?} at <{what}>: ", unit.name, unit.name.lossy()),
        _ => format!(
            "template: {}:{line}:{column}: executing {:?} at <{what}>: error calling {calling}: ",
            unit.name,
            unit.name.lossy()
        ),
    };
    let span = unit.span(place);
    error.at(span).through(Step {
        what,
        template: unit.name.to_string(),
        span: Some(span),
        words,
        wraps: !calling.is_empty(),
    })
}

/// An error of a text that is no template.
#[cold]
pub(super) fn syntax(code: &'static str, unit: &Unit, place: Place, cause: impl Into<String>) -> Error {
    let (line, column) = line_and_column(unit, place.start as usize);
    let words = format!("template: {}:{line}:{column}: ", unit.name);
    Error::coded(code, cause).at(unit.span(place)).through(Step {
        template: unit.name.to_string(),
        words,
        ..Step::default()
    })
}

/// A piece of a text on one line.
fn quoted(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(at);
        words.push_str("...");
    }
    words
}

/// Line from 1 and column in bytes from 1.
fn line_and_column(unit: &Unit, offset: usize) -> (usize, usize) {
    let before = unit.text.get(..offset).unwrap_or(&unit.text);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    (line, before.len() - start + 1)
}
