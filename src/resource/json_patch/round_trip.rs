//! What a way through JSON makes of a document: numbers are floats and print as such, nulls and booleans have one spelling.
//! And what two documents have to share for `test`.

use crate::go::strconv;
use crate::yaml::tree::{Content, Scalar, ScalarStyle, Tag};
use crate::yaml::{self, Tree};
use smallvec::{SmallVec, smallvec};
use smol_str::SmolStr;

/// A number of YAML.
enum Number {
    Int(i64),
    Large(u64),
    Float(f64),
}

impl Number {
    fn of(text: &str) -> Option<Number> {
        let text = text.replace('_', "");
        let bytes = text.as_bytes();
        let int = strconv::parse_int(bytes, 0, 64).map(Number::Int);
        let large = || strconv::parse_uint(bytes, 0, 64).map(Number::Large);
        let number = int.or_else(|_| large()).or_else(|_| strconv::parse_float(bytes).map(Number::Float)).ok()?;
        Some(number).filter(|number| number.float().is_finite())
    }

    fn float(&self) -> f64 {
        match *self {
            Number::Int(number) => number as f64,
            Number::Large(number) => number as f64,
            Number::Float(number) => number,
        }
    }

    /// What JSON writes for it.
    fn json(&self) -> String {
        match *self {
            Number::Int(number) => number.to_string(),
            Number::Large(number) => number.to_string(),
            Number::Float(number) => {
                let size = number.abs();
                if size != 0.0 && !(1e-6..1e21).contains(&size) {
                    return strconv::format_float(number, b'e', -1).replace("e-0", "e-");
                }
                strconv::format_float(number, b'f', -1)
            }
        }
    }
}

/// The nodes that a walk has still to see.
type Walk<'t> = SmallVec<[&'t mut Tree; 32]>;

/// Makes a document what it is after a way through JSON and back.
pub(super) fn settle(document: &mut Tree) {
    let mut left: Walk<'_> = smallvec![document];
    while let Some(node) = left.pop() {
        match &mut node.content {
            Content::Scalar(scalar) => settle_scalar(scalar),
            Content::Alias(_) => {}
            Content::Sequence(sequence) => left.extend(&mut sequence.items),
            Content::Mapping(mapping) => {
                for entry in &mut mapping.entries {
                    settle_key(&mut entry.key);
                    left.push(&mut entry.value);
                }
            }
        }
    }
}

/// Makes the keys of a patch's value what they are in JSON, so that paths find them: each is there once, with its last value,
/// and `y` of YAML is `true`. `literal`: the patch is JSON already.
pub(super) fn settle_keys(value: &mut Tree, literal: bool) {
    let mut left: Walk<'_> = smallvec![value];
    while let Some(node) = left.pop() {
        match &mut node.content {
            Content::Scalar(_) | Content::Alias(_) => {}
            Content::Sequence(sequence) => left.extend(&mut sequence.items),
            Content::Mapping(mapping) => {
                if !literal {
                    mapping.entries.iter_mut().for_each(|entry| settle_key(&mut entry.key));
                }
                mapping.keep_last();
                left.extend(mapping.entries.iter_mut().map(|entry| &mut entry.value));
            }
        }
    }
}

/// Every key is a text.
fn settle_key(key: &mut Tree) {
    let Content::Scalar(key) = &mut key.content else { return };
    match key.meaning() {
        Tag::Merge => return,
        Tag::Bool | Tag::Int | Tag::Float if key.style == ScalarStyle::Plain => key.text = json(key, false).into(),
        _ => {}
    }
    key.tag = Tag::Str;
}

fn settle_scalar(scalar: &mut Scalar) {
    if scalar.style != ScalarStyle::Plain {
        if matches!(scalar.tag, Tag::Bool | Tag::Int | Tag::Float | Tag::Timestamp | Tag::Unstated) {
            scalar.tag = Tag::Str;
        }
        settle_style(scalar);
        return;
    }
    match scalar.meaning() {
        Tag::Null => {
            scalar.text = SmolStr::new_static("null");
            scalar.tag = Tag::Null;
        }
        Tag::Bool => {
            scalar.text = SmolStr::new_static(if is_true(&scalar.text) { "true" } else { "false" });
            scalar.tag = Tag::Bool;
        }
        // As a float, too, an integer of up to six digits is printed so.
        Tag::Int if yaml::is_decimal(&scalar.text, 6) => scalar.tag = Tag::Int,
        Tag::Int | Tag::Float => {
            if let Some(number) = Number::of(&scalar.text) {
                scalar.text = strconv::format_float(number.float(), b'g', -1).into();
                scalar.tag = if scalar.text.contains(['e', '.']) { Tag::Float } else { Tag::Int };
            }
        }
        Tag::Str => settle_style(scalar),
        _ => {}
    }
}

/// A text is written anew: it has quotes only where it needs them, whatever it was written as before.
fn settle_style(scalar: &mut Scalar) {
    match (yaml::is_plain(&scalar.text), scalar.style) {
        (true, _) => scalar.style = ScalarStyle::Plain,
        (false, ScalarStyle::Plain) => scalar.style = ScalarStyle::DoubleQuoted,
        (false, _) => {}
    }
}

/// Whether a boolean of either version of YAML is true.
fn is_true(text: &str) -> bool {
    ["true", "yes", "y", "on"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a node of the document is what a patch has. `literal`: the patch is JSON, whose scalars count as they are written.
pub(super) fn equal(document: &Tree, patch: &Tree, literal: bool) -> bool {
    let mut left = vec![(document, patch)];
    while let Some((document, patch)) = left.pop() {
        match (&document.content, &patch.content) {
            (Content::Mapping(own), Content::Mapping(other)) => {
                if own.entries.len() != other.entries.len() {
                    return false;
                }
                for entry in &own.entries {
                    match entry.key.text().and_then(|key| other.get(key)) {
                        Some(value) => left.push((&entry.value, value)),
                        None => return false,
                    }
                }
            }
            (Content::Sequence(own), Content::Sequence(other)) => {
                if own.items.len() != other.items.len() {
                    return false;
                }
                left.extend(own.items.iter().zip(&other.items));
            }
            (Content::Scalar(own), Content::Scalar(other)) => {
                if json(own, false) != json(other, literal) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}

/// A scalar as a JSON text; that of a literal patch as it is written there.
fn json(scalar: &Scalar, literal: bool) -> String {
    match scalar.meaning() {
        Tag::Null => String::from("null"),
        Tag::Bool => is_true(&scalar.text).to_string(),
        Tag::Int | Tag::Float if literal => scalar.text.to_string(),
        Tag::Int | Tag::Float => Number::of(&scalar.text).map_or(scalar.text.to_string(), |number| number.json()),
        _ => {
            let mut text = String::new();
            crate::go::json::write_string(&mut text, scalar.text.as_bytes(), !literal);
            text
        }
    }
}
