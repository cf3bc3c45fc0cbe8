//! `format` and `strings.quote`, as version 2 of cel-go's `strings` extension has them, which is Kubernetes' version.

use super::super::arguments::Arguments;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::{List, Map, Value};
use super::conversions::text_of;
use crate::go::hex;
use crate::go::strconv::{format_float, quote as go_quote};

type Outcome<'a> = Result<Value<'a>, Error>;

/// The precision of a fixed or scientific number that names none.
const PRECISION: i32 = 6;
/// The greatest precision that may be asked for.
const MAX_PRECISION: i32 = 1_000;

/// `text.format(list)`.
pub(super) fn format<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (layout, values) = (arguments.text(0)?, arguments.list(1)?);
    runtime.spend_bytes(layout.len())?;
    let mut out = String::with_capacity(layout.len());
    let mut next = 0;
    let mut rest = layout;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(behind) = rest.strip_prefix('%') {
            out.push('%');
            rest = behind;
            continue;
        }
        let precision = take_precision(&mut rest)?;
        let verb = rest.chars().next().ok_or_else(|| Error::new("unexpected end of string"))?;
        rest = &rest[verb.len_utf8()..];
        let value = values.get(next).ok_or_else(|| Error::new(format!("index {next} out of range")))?;
        next += 1;
        clause(verb, precision, &value, runtime, &mut out)?;
        runtime.spend_text(out.len() / 8)?;
    }
    out.push_str(rest);
    runtime.text(out)
}

fn take_precision(rest: &mut &str) -> Result<Option<i32>, Error> {
    let Some(behind) = rest.strip_prefix('.') else { return Ok(None) };
    let length = behind.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, after) = behind.split_at(length);
    *rest = after;
    let precision = digits.parse().ok().filter(|precision| *precision <= MAX_PRECISION);
    precision.map(Some).ok_or_else(|| Error::new("error while converting precision to integer"))
}

/// Writes a value by a verb.
fn clause(
    verb: char,
    precision: Option<i32>,
    value: &Value<'_>,
    runtime: &Runtime,
    out: &mut String,
) -> Result<(), Error> {
    let digits = precision.unwrap_or(PRECISION);
    let wrong = |what: &str| Error::new(format!("error during formatting: {what}, was given {}", value.type_name()));
    let text = match (verb, value) {
        ('s', _) => return plain(value, runtime, out),
        ('d', Value::Int(number)) => number.to_string(),
        ('d', Value::Uint(number)) => number.to_string(),
        ('d', _) => return Err(wrong("decimal clause can only be used on integers")),
        ('f', _) => number(value)
            .map(|number| fixed(number, b'f', digits))
            .ok_or_else(|| wrong("fixed-point clause can only be used on doubles"))?,
        ('e', _) => number(value)
            .map(|number| fixed(number, b'e', digits))
            .ok_or_else(|| wrong("scientific clause can only be used on doubles"))?,
        ('b', Value::Int(number)) => signed(*number, |magnitude| format!("{magnitude:b}")),
        ('b', Value::Uint(number)) => format!("{number:b}"),
        ('b', Value::Bool(is)) => u8::from(*is).to_string(),
        ('b', _) => return Err(wrong("only integers and bools can be formatted as binary")),
        ('o', Value::Int(number)) => signed(*number, |magnitude| format!("{magnitude:o}")),
        ('o', Value::Uint(number)) => format!("{number:o}"),
        ('o', _) => return Err(wrong("octal clause can only be used on integers")),
        ('x' | 'X', _) => {
            let hex = hexadecimal(value)
                .ok_or_else(|| wrong("only integers, byte buffers, and strings can be formatted as hex"))?;
            if verb == 'X' { hex.to_uppercase() } else { hex }
        }
        _ => {
            return Err(Error::new(format!(
                "could not parse formatting clause: unrecognized formatting clause \"{verb}\""
            )));
        }
    };
    out.push_str(&text);
    Ok(())
}

fn signed(number: i64, shown: fn(u64) -> String) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", shown(number.unsigned_abs()))
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Double(number) => Some(*number),
        Value::String(text) => match &**text {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => None,
        },
        _ => None,
    }
}

fn fixed(number: f64, verb: u8, precision: i32) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "∞".to_owned() } else { "-∞".to_owned() };
    }
    if number.is_nan() {
        return "NaN".to_owned();
    }
    format_float(number, verb, precision)
}

fn hexadecimal(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Int(number) => Some(signed(*number, |magnitude| format!("{magnitude:x}"))),
        Value::Uint(number) => Some(format!("{number:x}")),
        Value::String(text) => Some(hex::encode(text.as_bytes())),
        Value::Bytes(bytes) => Some(hex::encode(bytes)),
        _ => None,
    }
}

/// `%s`.
fn plain(value: &Value<'_>, runtime: &Runtime, out: &mut String) -> Result<(), Error> {
    match value {
        Value::List(list) => list_text(list, runtime, out),
        Value::Map(map) => map_text(map, runtime, out),
        _ => {
            let text = text_of(value).ok_or_else(|| {
                let given = value.type_name();
                Error::new(format!("error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given {given}"))
            })?;
            runtime.spend_text(text.len())?;
            out.push_str(&text);
            Ok(())
        }
    }
}

/// A value within a list or map, written so that it could stand in an expression.
fn nested(value: &Value<'_>, runtime: &Runtime, out: &mut String) -> Result<(), Error> {
    runtime.spend(1)?;
    match value {
        Value::String(text) => {
            runtime.spend_text(text.len())?;
            out.push_str(&go_quote(text.as_bytes()));
        }
        Value::Bytes(bytes) => {
            runtime.spend_text(bytes.len())?;
            out.push('b');
            out.push_str(&go_quote(bytes));
        }
        Value::Double(number) => out.push_str(&format_float(*number, b'f', PRECISION)),
        Value::Timestamp(time) => out.push_str(&format!("timestamp({:?})", time.to_string())),
        Value::Duration(_) => {
            out.push_str(&format!("duration({:?})", text_of(value).unwrap_or_default()));
        }
        Value::Type(name) => out.push_str(&format!("type({name})")),
        _ => plain(value, runtime, out)?,
    }
    Ok(())
}

fn list_text(list: &List<'_>, runtime: &Runtime, out: &mut String) -> Result<(), Error> {
    out.push('[');
    for (number, item) in list.iter().enumerate() {
        if number > 0 {
            out.push_str(", ");
        }
        nested(&item, runtime, out)?;
    }
    out.push(']');
    Ok(())
}

fn map_text(map: &Map<'_>, runtime: &Runtime, out: &mut String) -> Result<(), Error> {
    let mut pairs = Vec::with_capacity(map.len());
    for (key, value) in map.iter() {
        let (mut key_text, mut value_text) = (String::new(), String::new());
        nested(&key, runtime, &mut key_text)?;
        nested(&value, runtime, &mut value_text)?;
        pairs.push((key_text, value_text));
    }
    pairs.sort();
    let shown: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}:{value}")).collect();
    out.push('{');
    out.push_str(&shown.join(", "));
    out.push('}');
    Ok(())
}

/// `strings.quote`: the text between quotes, with escapes for what is no plain text.
pub(super) fn quote<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?;
    runtime.spend_text(text.len())?;
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            _ => out.push(c),
        }
    }
    out.push('"');
    runtime.text(out)
}
