//! [`Value`]s to YAML, as sigs.k8s.io/yaml (through JSON) and yaml.v3 (straight) encode them. Containers being written
//! are kept on a stack of their own; a map that holds itself is an error.

use super::dialect::Dialect;
use super::emitter::{Emitter, ScalarStyle};
use super::error::Error;
use super::resolve::{is_quantity, is_text};
use super::{Decoding, Numbers, key_order};
use crate::go::strconv::format_float;
use crate::go::{List, Map, Str, Value, json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashSet;
use std::fmt::Write;

/// Texts that JSON or YAML would change or refuse on the way through them go that way.
const LONG_KEY: usize = 160;

/// How deep values are written directly.
const MAX_DEPTH: usize = 9_000;

/// What stops the direct way.
pub(super) enum Stop {
    /// Only the way through JSON gives what the reference gives.
    Detour,
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Error(error)
    }
}

/// `Marshal` of sigs.k8s.io/yaml.
pub(super) fn through_json(value: &Value, limit: usize) -> Result<String, Error> {
    match Encoder::new(Dialect::V2, limit).run(value) {
        Ok(text) => Ok(text),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Detour) => {
            let json = json::encode(value, json::Options { limit, ..json::Options::default() });
            let json = json.map_err(|error| Error::new(format!("error marshaling into JSON: {error}")))?;
            let decoding = Decoding { strict: false, numbers: Numbers::Typed };
            let (plain, _) = super::decode_as_is(json.as_bytes(), decoding)?;
            match Encoder::detoured(limit).run(&plain) {
                Ok(text) => Ok(text),
                Err(Stop::Error(error)) => Err(error),
                Err(Stop::Detour) => Err(Error::new("yaml: control characters are not allowed")),
            }
        }
    }
}

/// yaml.v3's `Encode`.
pub(super) fn straight(value: &Value, limit: usize) -> Result<String, Error> {
    match Encoder::new(Dialect::V3, limit).run(value) {
        Ok(text) => Ok(text),
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Detour) => Err(Error::new("yaml: the value can't be written")),
    }
}

struct Encoder {
    writer: Writer,
    limit: usize,
    open: Vec<Container>,
    /// The addresses of those maps in `open` that could hold themselves.
    path: HashSet<usize>,
}

/// Writes keys and scalars as they are encoded.
pub(super) struct Writer {
    pub(super) emitter: Emitter,
    dialect: Dialect,
    /// Whether the value comes out of JSON already.
    detoured: bool,
    scratch: String,
}

enum Container {
    List { list: List, next: usize },
    Bytes { bytes: Str, next: usize },
    Map { map: Map, entries: std::vec::IntoIter<(Str, Value)> },
    Fields(std::vec::IntoIter<(&'static str, Value)>),
}

impl Encoder {
    fn new(dialect: Dialect, limit: usize) -> Self {
        Encoder { writer: Writer::new(dialect), limit, open: Vec::new(), path: HashSet::new() }
    }

    fn detoured(limit: usize) -> Self {
        let mut encoder = Self::new(Dialect::V2, limit);
        encoder.writer.detoured = true;
        encoder
    }

    fn run(mut self, value: &Value) -> Result<String, Stop> {
        self.value(value, false)?;
        while let Some(container) = self.open.last_mut() {
            match container {
                Container::List { list, next } => match list.get(*next).cloned() {
                    Some(item) => {
                        *next += 1;
                        self.writer.emitter.item();
                        self.value(&item, false)?;
                    }
                    None => self.close(),
                },
                Container::Bytes { bytes, next } => match bytes.get(*next).copied() {
                    Some(byte) => {
                        *next += 1;
                        self.writer.emitter.item();
                        self.writer.emitter.word(&byte.to_string());
                    }
                    None => self.close(),
                },
                Container::Map { entries, .. } => match entries.next() {
                    Some((key, value)) => {
                        self.writer.key(&key)?;
                        self.value(&value, true)?;
                    }
                    None => self.close(),
                },
                Container::Fields(fields) => match fields.next() {
                    Some((name, value)) => {
                        self.writer.key(name.to_lowercase().as_bytes())?;
                        self.value(&value, true)?;
                    }
                    None => self.close(),
                },
            }
            if self.writer.emitter.len() > self.limit {
                return Err(Error::new(format!("yaml: the text is larger than {} bytes", self.limit)).into());
            }
        }
        Ok(self.writer.emitter.finish())
    }

    /// Writes a scalar, or opens a container.
    fn value(&mut self, value: &Value, in_mapping: bool) -> Result<(), Stop> {
        match value {
            Value::Nil => self.writer.emitter.word("null"),
            Value::Bool(value) => self.writer.emitter.word(if *value { "true" } else { "false" }),
            Value::Int(number, kind) if kind.signed() => self.writer.int(*number),
            Value::Int(number, _) => self.writer.uint(*number as u64),
            Value::Float(number) => self.writer.float(*number)?,
            Value::Str(text) => self.writer.text(text)?,
            Value::Bytes(bytes) if self.writer.dialect == Dialect::V2 => {
                self.writer.text(STANDARD.encode(&bytes[..]).as_bytes())?
            }
            Value::Bytes(bytes) if bytes.is_empty() => self.writer.emitter.empty("[]"),
            Value::Bytes(bytes) => self.open_list(Container::Bytes { bytes: bytes.clone(), next: 0 }, in_mapping)?,
            // On the way through JSON what is nil becomes null.
            Value::List(list) if list.is_nil() && self.writer.dialect == Dialect::V2 => {
                self.writer.emitter.word("null")
            }
            Value::Map(map) if map.is_nil() && self.writer.dialect == Dialect::V2 => self.writer.emitter.word("null"),
            Value::List(list) if list.is_empty() => self.writer.emitter.empty("[]"),
            Value::List(list) => self.open_list(Container::List { list: list.clone(), next: 0 }, in_mapping)?,
            Value::Map(map) => self.map(map)?,
            Value::Object(object) => return self.object(&**object, in_mapping),
        }
        Ok(())
    }

    fn open_list(&mut self, container: Container, in_mapping: bool) -> Result<(), Stop> {
        self.writer.emitter.open_sequence(in_mapping);
        self.open_container(container)
    }

    fn open_container(&mut self, container: Container) -> Result<(), Stop> {
        self.open.push(container);
        // Beyond this depth the way through JSON has the limit, and the sentence for it.
        if self.open.len() > MAX_DEPTH && self.writer.dialect == Dialect::V2 && !self.writer.detoured {
            return Err(Stop::Detour);
        }
        Ok(())
    }

    fn map(&mut self, map: &Map) -> Result<(), Stop> {
        let mut entries = map.entries();
        if entries.is_empty() {
            self.writer.emitter.empty("{}");
            return Ok(());
        }
        if map.mutated() && !self.path.insert(map.address()) {
            return Err(match self.writer.dialect {
                Dialect::V2 => Stop::Detour,
                Dialect::V3 => Error::new("yaml: a map that holds itself can't be written").into(),
            });
        }
        key_order::sort(&mut entries, self.writer.dialect, |(key, _)| key.as_str().unwrap_or_default());
        self.writer.emitter.open_mapping();
        self.open_container(Container::Map { map: map.clone(), entries: entries.into_iter() })
    }

    fn close(&mut self) {
        self.writer.emitter.close();
        if let Some(Container::Map { map, .. }) = self.open.pop() {
            self.path.remove(&map.address());
        }
    }

    fn object(&mut self, object: &dyn crate::go::Object, in_mapping: bool) -> Result<(), Stop> {
        if self.writer.dialect == Dialect::V3 {
            match &*object.type_name() {
                b"time.Time" | b"*time.Time" => {
                    if let Some(Value::Str(text)) = object.to_plain() {
                        self.writer.emitter.word(&text.lossy());
                        return Ok(());
                    }
                }
                b"time.Duration" => {
                    if let Some(text) = object.display() {
                        return self.writer.text(&text);
                    }
                }
                _ => {
                    let exported = |(name, _): &(&str, Value)| name.starts_with(char::is_uppercase);
                    let fields: Vec<_> = object.fields().into_iter().filter(exported).collect();
                    if !fields.is_empty() {
                        self.writer.emitter.open_mapping();
                        return self.open_container(Container::Fields(fields.into_iter()));
                    }
                }
            }
        }
        match object.to_plain() {
            // An object that stands for itself would never end.
            Some(plain) if !matches!(plain, Value::Object(_)) => self.value(&plain, in_mapping),
            _ => {
                let kind = object.type_name();
                let sentence = match self.writer.dialect {
                    Dialect::V2 => format!("error marshaling into JSON: json: unsupported type: {kind}"),
                    Dialect::V3 => format!("cannot marshal type: {kind}"),
                };
                Err(Error::new(sentence).into())
            }
        }
    }
}

impl Writer {
    /// A writer of documents.
    pub(super) fn new(dialect: Dialect) -> Self {
        Writer { emitter: Emitter::new(dialect), dialect, detoured: false, scratch: String::new() }
    }

    pub(super) fn int(&mut self, number: i64) {
        self.scratch.clear();
        let _ = write!(self.scratch, "{number}");
        self.emitter.word(&self.scratch);
    }

    pub(super) fn uint(&mut self, number: u64) {
        self.scratch.clear();
        let _ = write!(self.scratch, "{number}");
        self.emitter.word(&self.scratch);
    }

    /// JSON writes whole floats as integers, up to 1e21; those that then fit one are read as such.
    pub(super) fn float(&mut self, number: f64) -> Result<(), Stop> {
        if self.dialect == Dialect::V2 {
            if !number.is_finite() {
                let text = format_float(number, b'g', -1);
                let message = format!("error marshaling into JSON: json: unsupported value: {text}");
                return Err(Error::new(message).into());
            }
            const BELOW_LOWEST: f64 = i64::MIN as f64;
            const ABOVE_HIGHEST: f64 = 18_446_744_073_709_551_616.0;
            const EXACT: f64 = 9_007_199_254_740_992.0;
            let is_integer = number.trunc() == number && BELOW_LOWEST < number && number < ABOVE_HIGHEST;
            if is_integer && !self.detoured {
                self.scratch.clear();
                match number.abs() < EXACT {
                    true => _ = write!(self.scratch, "{}", number as i64),
                    // The shortest digits that read back, and zeros.
                    false => self.scratch = format_float(number, b'f', -1),
                }
                self.emitter.word(&self.scratch);
                return Ok(());
            }
        }
        match format_float(number, b'g', -1).as_str() {
            "+Inf" => self.emitter.word(".inf"),
            "-Inf" => self.emitter.word("-.inf"),
            "NaN" => self.emitter.word(".nan"),
            text => self.emitter.word(text),
        }
        Ok(())
    }

    pub(super) fn text(&mut self, text: &[u8]) -> Result<(), Stop> {
        if let Some(word) = as_word(text) {
            self.emitter.word(word);
            return Ok(());
        }
        self.odd_text(text)
    }

    /// Writes a text that is no word.
    pub(super) fn odd_text(&mut self, text: &[u8]) -> Result<(), Stop> {
        match self.readable(text)? {
            Some(text) => self.emitter.scalar(text, wanted_style(text, self.dialect)),
            None => {
                let encoded = binary(text);
                self.emitter.tag("!!binary");
                let style = if encoded.contains('\n') { ScalarStyle::Literal } else { ScalarStyle::Plain };
                self.emitter.scalar(&encoded, style);
            }
        }
        Ok(())
    }

    pub(super) fn key(&mut self, key: &[u8]) -> Result<(), Stop> {
        if let Some(word) = as_word(key) {
            self.emitter.word_key(word);
            return Ok(());
        }
        self.odd_key(key)
    }

    /// Writes a key that is no word.
    pub(super) fn odd_key(&mut self, key: &[u8]) -> Result<(), Stop> {
        if key.len() > LONG_KEY && self.dialect == Dialect::V2 && !self.detoured {
            return Err(Stop::Detour);
        }
        match self.readable(key)? {
            Some(text) => self.emitter.key(text, wanted_style(text, self.dialect)),
            None => {
                let text = binary(key);
                self.emitter.binary_key(&text);
            }
        }
        Ok(())
    }

    /// The text, if it is UTF-8. What JSON and YAML would change or refuse takes the detour.
    fn readable<'t>(&self, text: &'t [u8]) -> Result<Option<&'t str>, Stop> {
        let readable = std::str::from_utf8(text).ok();
        if self.dialect == Dialect::V2 && !self.detoured && !readable.is_some_and(survives) {
            return Err(Stop::Detour);
        }
        Ok(readable)
    }
}

/// The longest text that is looked at for being a word.
const MAX_WORD: usize = 100;

/// The bytes that mean nothing to YAML wherever they stand behind a letter.
static IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        table[byte] = character.is_ascii_alphanumeric() || matches!(character, b'_' | b'-' | b'.' | b'/');
        byte += 1;
    }
    table
};

/// The words for booleans and null in any dialect, by their lengths.
static RESERVED: [&[&str]; 6] = [&[], &["y", "n"], &["no", "on"], &["yes", "off"], &["null", "true"], &["false"]];

/// Whether a text is plain in every dialect and nothing on the way changes it, as most keys and many values are: it begins
/// with a letter and is none of the words for booleans and null, or it is a quantity. A colon means something only in front
/// of a blank or at the end.
pub(super) fn is_word(text: &[u8]) -> bool {
    let [first, rest @ ..] = text else { return false };
    if !first.is_ascii_alphabetic() {
        return is_quantity(text);
    }
    if text.len() > MAX_WORD {
        return false;
    }
    let odd = rest.iter().position(|&byte| !IN_WORD[usize::from(byte)]);
    if let Some(odd) = odd {
        return parts_are_words(&rest[odd..]);
    }
    let reserved = RESERVED.get(text.len()).copied().unwrap_or_default();
    !reserved.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether this is colons with something of a word behind each, as behind the name of an image.
fn parts_are_words(text: &[u8]) -> bool {
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let means_nothing = match byte {
            b':' => bytes.peek().is_some_and(|&next| IN_WORD[usize::from(next)]),
            byte => IN_WORD[usize::from(byte)],
        };
        if !means_nothing {
            return false;
        }
    }
    true
}

/// The text, if it is a word.
fn as_word(text: &[u8]) -> Option<&str> {
    if is_word(text) { std::str::from_utf8(text).ok() } else { None }
}

/// Whether JSON's text of a string is read by YAML as the same string.
fn survives(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.is_ascii() {
        return !bytes.contains(&0x7f);
    }
    !text.chars().any(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'))
}

fn wanted_style(text: &str, dialect: Dialect) -> ScalarStyle {
    if text.contains('\n') {
        ScalarStyle::Literal
    } else if is_text(text, dialect) {
        ScalarStyle::Plain
    } else {
        ScalarStyle::DoubleQuoted
    }
}

/// Whether a text is written without quotes, on one line.
pub(super) fn is_plain(text: &str, dialect: Dialect) -> bool {
    is_word(text.as_bytes())
        || super::emitter::allowed_style(text, wanted_style(text, dialect), dialect) == ScalarStyle::Plain
}

/// Base64 in lines of 70 characters, each ended if there are several.
pub(super) fn binary(bytes: &[u8]) -> String {
    const LINE: usize = 70;
    let encoded = STANDARD.encode(bytes);
    if encoded.len() < LINE {
        return encoded;
    }
    let mut out = String::with_capacity(encoded.len() + encoded.len() / LINE + 1);
    for line in encoded.as_bytes().chunks(LINE) {
        out.extend(line.iter().map(|&byte| byte as char));
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::emitter::allowed_style;
    use proptest::prelude::*;

    #[test]
    fn words_begin_with_a_letter_or_are_quantities() {
        for word in ["a", "Deployment", "app-1", "r.example/app:1", "http://x", "500m", "64Mi", "1y"] {
            assert!(is_word(word.as_bytes()), "{word}");
        }
        for other in ["", "on", "NULL", "a:", "a: b", "a#", "1", "1e3", "0b1", "0x1F", "1_0", "-a", "12:30", "é"] {
            assert!(!is_word(other.as_bytes()), "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn a_word_is_a_plain_text_in_every_dialect(text in "[0-9a-fA-FinxoytTN:._/-]{1,7}|[1-9][0-9a-zA-Z]{1,6}") {
            if is_word(text.as_bytes()) {
                for dialect in [Dialect::V2, Dialect::V3] {
                    prop_assert!(is_text(&text, dialect), "{text} means something else");
                    prop_assert_eq!(allowed_style(&text, ScalarStyle::Plain, dialect), ScalarStyle::Plain);
                }
            }
        }
    }
}
