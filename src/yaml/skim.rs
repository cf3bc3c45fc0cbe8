//! What stands at the first levels of a document, from its events alone: no nodes are made and no values. It answers only for
//! documents without surprises, and never says that one is wrong: whatever is unusual is for [`super::decode_with`].

use super::dialect::Dialect;
use super::event::EventKind;
use super::node::Style;
use super::parser::Parser;
use super::reader;
use super::resolve::resolve_plain;
use super::scanner::Scanner;
use std::borrow::Cow;

/// The levels of mappings whose keys are told.
const LEVELS: usize = 3;

/// A document that is deeper is unusual.
const DEEP: usize = 1000;

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Skimmed<'t> {
    /// A text, whatever its style.
    Text(&'t str),
    /// A mapping, which is told next.
    Mapping,
    /// A number, a word such as `true` or `null`, or a sequence.
    Other,
}

/// What is expected in an open collection.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Key,
    Value,
    Item,
}

/// Tells `see` the keys of the first document's mappings down to the third level, each with the keys above it, and what they
/// stand for, until it has enough and says so with `false`. The result is whether it was told everything and the whole document
/// is one that decodes: a mapping without aliases, anchors, tags, merge keys and numbers that JSON has not.
pub(crate) fn skim(text: &[u8], mut see: impl FnMut(&[Cow<'_, str>], Skimmed<'_>) -> bool) -> bool {
    let input = reader::read(text);
    let scanner = Scanner::new(&input.text, input.offset, input.fault, Dialect::V2);
    let mut parser = Parser::new(scanner, Dialect::V2);
    let (mut levels, mut path): (Vec<Level>, Vec<Cow<'_, str>>) = (Vec::new(), Vec::new());
    loop {
        let Ok(event) = parser.next() else { return false };
        let told = path.len() == levels.len();
        match (event.kind, levels.last().copied()) {
            (EventKind::StreamStart | EventKind::DocumentStart, None) => {}
            (EventKind::DocumentEnd, None) => return true,
            (EventKind::Scalar { value, style, properties: None }, Some(Level::Key)) => {
                if !is_simple_key(&value, style) {
                    return false;
                }
                if levels.len() <= LEVELS && path.len() + 1 == levels.len() {
                    path.push(value);
                }
                set(&mut levels, Level::Value);
            }
            (EventKind::Scalar { value, style, properties: None }, Some(level)) => {
                if style == Style::Plain && may_be_no_json_number(&value) {
                    return false;
                }
                if told && level == Level::Value && !see(&path, skimmed(&value, style)) {
                    return false;
                }
                ended(&mut levels, &mut path);
            }
            (EventKind::MappingStart { properties: None, .. }, above) if above != Some(Level::Key) => {
                if told && above == Some(Level::Value) && !see(&path, Skimmed::Mapping) {
                    return false;
                }
                levels.push(Level::Key);
            }
            (EventKind::SequenceStart { properties: None, .. }, Some(above)) if above != Level::Key => {
                if told && above == Level::Value && !see(&path, Skimmed::Other) {
                    return false;
                }
                levels.push(Level::Item);
            }
            (EventKind::MappingEnd | EventKind::SequenceEnd, Some(_)) => {
                levels.pop();
                if !levels.is_empty() {
                    ended(&mut levels, &mut path);
                }
            }
            _ => return false,
        }
        if levels.len() > DEEP {
            return false;
        }
    }
}

fn set(levels: &mut [Level], level: Level) {
    if let Some(last) = levels.last_mut() {
        *last = level;
    }
}

/// A value ended: in a mapping, a key comes next.
fn ended(levels: &mut [Level], path: &mut Vec<Cow<'_, str>>) {
    if levels.last() == Some(&Level::Value) {
        if path.len() == levels.len() {
            path.pop();
        }
        set(levels, Level::Key);
    }
}

fn skimmed(value: &str, style: Style) -> Skimmed<'_> {
    match style == Style::Plain && resolve_plain(value, Dialect::V2).is_some() {
        true => Skimmed::Other,
        false => Skimmed::Text(value),
    }
}

/// Whether a key is a text and stands for itself.
fn is_simple_key(key: &str, style: Style) -> bool {
    key != "<<" && (style != Style::Plain || resolve_plain(key, Dialect::V2).is_none())
}

/// Whether a plain scalar could be an infinity or no number at all.
fn may_be_no_json_number(text: &str) -> bool {
    match text.as_bytes() {
        [b'.', ..] => true,
        [b'+' | b'-', second, ..] => !second.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<Vec<String>> {
        let mut told = Vec::new();
        let all = skim(text.as_bytes(), |path, value| {
            told.push(format!("{} {value:?}", path.join("/")));
            true
        });
        all.then_some(told)
    }

    #[test]
    fn three_levels_of_mappings_are_told() {
        let text = "kind: A\nmetadata:\n  name: 'true'\n  annotations: {a: b, c: {d: e}}\nspec:\n- x: y\nlast: 1\n";
        let expected = [
            "kind Text(\"A\")",
            "metadata Mapping",
            "metadata/name Text(\"true\")",
            "metadata/annotations Mapping",
            "metadata/annotations/a Text(\"b\")",
            "metadata/annotations/c Mapping",
            "spec Other",
            "last Other",
        ];
        assert_eq!(told(text).unwrap_or_default(), expected);
    }

    #[test]
    fn nothing_is_said_of_the_unusual() {
        let unusual = [
            "",
            "a",
            "- a",
            "a: &x 1",
            "a: *x",
            "a: !!str 1",
            "<<: {a: 1}",
            "? [a]\n: b",
            "1: a",
            "true: a",
            "a: .inf",
            "a: -.inf",
            "a: [.nan]",
            "a: 'x",
            "a: b: c",
            "~: a",
            ": a",
        ];
        for text in unusual {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
