//! Numbers and dates: what the lexer let through is checked against TOML's rules here, with the library's sentences.

use crate::go::Value;
use crate::go::strconv::{self, Reason, quote};
use crate::go::time::{Time, Zone};

/// What dates without a zone are placed in.
#[derive(Clone)]
pub struct Local {
    /// The local zone.
    pub zone: Zone,
    /// Its offset from UTC today, in seconds: that of dates and times that name no zone.
    pub offset: i32,
}

/// The zones that the library makes up for what TOML calls local, by which it knows how to write a value again.
pub(super) const LOCAL_DATETIME: &str = "datetime-local";
pub(super) const LOCAL_DATE: &str = "date-local";
pub(super) const LOCAL_TIME: &str = "time-local";

/// The forms of dates in the order in which they are tried, with the zone of those that name none.
const DATES: [(&[u8], Option<&str>); 7] = [
    (b"2006-01-02T15:04:05.999999999Z07:00", None),
    (b"2006-01-02T15:04:05.999999999", Some(LOCAL_DATETIME)),
    (b"2006-01-02", Some(LOCAL_DATE)),
    (b"15:04:05.999999999", Some(LOCAL_TIME)),
    (b"2006-01-02T15:04Z07:00", None),
    (b"2006-01-02T15:04", Some(LOCAL_DATETIME)),
    (b"15:04", Some(LOCAL_TIME)),
];

/// An integer in decimal or with a base prefix.
pub(super) fn integer(text: &str) -> Result<Value, String> {
    if !underscores_between_digits(text) {
        return Err(format!("Invalid integer {}: underscores must be surrounded by digits", quote(text.as_bytes())));
    }
    if has_leading_zero(text) {
        return Err(format!("Invalid integer {}: cannot have leading zeroes", quote(text.as_bytes())));
    }
    match strconv::parse_int(text.as_bytes(), 0, 64) {
        Ok(number) => Ok(Value::int64(number)),
        Err(error) if error.reason == Reason::Range => Err(format!("{text} is out of range for int64")),
        Err(error) => Err(error.to_string()),
    }
}

/// A float, `inf` and `nan` included.
pub(super) fn float(text: &str) -> Result<Value, String> {
    let shown = quote(text.as_bytes());
    let mut parts = text.split(['.', 'e', 'E']).filter(|part| !part.is_empty());
    if parts.clone().any(|part| !underscores_between_digits(part)) {
        return Err(format!("Invalid float {shown}: underscores must be surrounded by digits"));
    }
    if parts.next().is_some_and(has_leading_zero) {
        return Err(format!("Invalid float {shown}: cannot have leading zeroes"));
    }
    if text.split('.').skip(1).any(|fraction| !fraction.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(format!("Invalid float {shown}: '.' must be followed by one or more digits"));
    }
    match text {
        "+nan" | "nan" => return Ok(Value::Float(f64::NAN)),
        "-nan" => return Ok(Value::Float(-f64::NAN)),
        _ => {}
    }
    match strconv::parse_float(text.replace('_', "").as_bytes()) {
        Ok(number) => Ok(Value::Float(number)),
        Err(error) if error.reason == Reason::Range => Err(format!("{text} is out of range for float64")),
        Err(_) => Err(format!("Invalid float value: {shown}")),
    }
}

/// Whether each underscore has a digit on both sides. Hexadecimal digits count everywhere: the lexer has sorted them out.
fn underscores_between_digits(text: &str) -> bool {
    if matches!(text.trim_start_matches(['+', '-']), "nan" | "inf") {
        return true;
    }
    let mut after_digit = false;
    for byte in text.bytes() {
        if byte == b'_' && !after_digit {
            return false;
        }
        after_digit = byte.is_ascii_hexdigit();
    }
    after_digit
}

fn has_leading_zero(text: &str) -> bool {
    match text.as_bytes() {
        [b'0', second, ..] => !matches!(second, b'b' | b'o' | b'x'),
        [b'+' | b'-', b'0', _, ..] => true,
        _ => false,
    }
}

/// A date, a time, or both. The text may have `t`, `z` or a blank where TOML's own form has `T` and `Z`.
pub(super) fn date(text: &str, local: &Local) -> Result<Time, String> {
    let text = text.replace('z', "Z").replace(['t', ' '], "T");
    let read = DATES.iter().find_map(|(layout, zone)| {
        let zone = zone.map_or_else(|| local.zone.clone(), |name| Zone::fixed(name, local.offset));
        Some((layout, Time::parse(layout, text.as_bytes(), &zone).ok()?))
    });
    match read {
        Some((layout, time)) if separators_in_place(text.as_bytes(), layout) => Ok(time),
        _ => Err(format!("invalid datetime: {}", quote(text.as_bytes()))),
    }
}

/// Go reads an hour of one digit as well; then what follows it is not where the layout has it.
fn separators_in_place(text: &[u8], layout: &[u8]) -> bool {
    let fixed = layout.iter().take_while(|byte| !matches!(byte, b'.' | b'Z'));
    fixed.zip(text).all(|(wanted, found)| wanted.is_ascii_digit() || wanted == found)
}
