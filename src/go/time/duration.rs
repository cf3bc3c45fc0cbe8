//! [`Duration`]: nanoseconds, with Go's text (`1h30m0s`), reader and methods.

use crate::go::strconv::quote;
use crate::go::{IntKind, Kind, Member, Object, Param, Str, Value};
use std::any::Any;
use std::fmt;
use std::rc::Rc;

/// A `time.Duration` in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration(pub i64);

/// One second.
pub const SECOND: Duration = Duration(1_000_000_000);

const MINUTE: i64 = 60 * SECOND.0;
const HOUR: i64 = 60 * MINUTE;

impl Duration {
    /// `time.ParseDuration`; the error is Go's sentence.
    pub fn parse(text: &[u8]) -> Result<Duration, String> {
        let invalid = || format!("time: invalid duration {}", quote_plainly(text));
        let (negative, mut rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        if rest == b"0" {
            return Ok(Duration(0));
        }
        if rest.is_empty() {
            return Err(invalid());
        }
        const LIMIT: u64 = 1 << 63;
        let mut total: u64 = 0;
        while !rest.is_empty() {
            let (part, after) = take_part(text, rest).map_err(|reason| reason.unwrap_or_else(invalid))?;
            total = total.checked_add(part).filter(|total| *total <= LIMIT).ok_or_else(invalid)?;
            rest = after;
        }
        if negative {
            return Ok(Duration((total as i64).wrapping_neg()));
        }
        i64::try_from(total).map(Duration).map_err(|_| invalid())
    }

    /// `Round`: to a multiple of `unit`, halves away from zero, as far as a duration reaches.
    pub fn rounded(self, unit: Duration) -> Duration {
        if unit.0 <= 0 {
            return self;
        }
        let rest = (self.0 % unit.0).abs();
        let down = rest < unit.0 - rest;
        let away = unit.0 - rest;
        Duration(match (self.0 < 0, down) {
            (true, true) => self.0 + rest,
            (true, false) => self.0.saturating_sub(away),
            (false, true) => self.0 - rest,
            (false, false) => self.0.saturating_add(away),
        })
    }

    /// `Truncate`: towards zero to a multiple of `unit`.
    pub fn truncated(self, unit: Duration) -> Duration {
        if unit.0 <= 0 { self } else { Duration(self.0 - self.0 % unit.0) }
    }

    /// As a number of hours.
    pub fn hours(self) -> f64 {
        self.in_units(HOUR)
    }

    /// As a number of minutes.
    pub fn minutes(self) -> f64 {
        self.in_units(MINUTE)
    }

    /// As a number of seconds.
    pub fn seconds(self) -> f64 {
        self.in_units(SECOND.0)
    }

    fn in_units(self, unit: i64) -> f64 {
        (self.0 / unit) as f64 + (self.0 % unit) as f64 / unit as f64
    }

    /// As a value for templates.
    pub fn value(self) -> Value {
        Value::Object(Rc::new(self))
    }
}

/// A number with its unit at the start of `rest`, in nanoseconds, and what follows. The error is a sentence of its own,
/// or `None` for the general one.
fn take_part<'t>(whole: &[u8], rest: &'t [u8]) -> Result<(u64, &'t [u8]), Option<String>> {
    const LIMIT: u64 = 1 << 63;
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    if !rest.first().is_some_and(is_number) {
        return Err(None);
    }
    let (digits, rest) = split_digits(rest);
    let mut number: u64 = 0;
    for &digit in digits {
        let next = number.checked_mul(10).and_then(|number| number.checked_add(u64::from(digit - b'0')));
        number = next.filter(|number| *number <= LIMIT).ok_or(None)?;
    }
    let (fraction, rest) = match rest.strip_prefix(b".") {
        Some(rest) => split_digits(rest),
        None => (&b""[..], rest),
    };
    if digits.is_empty() && fraction.is_empty() {
        return Err(None);
    }
    let unit_length = rest.iter().take_while(|byte| !is_number(byte)).count();
    let (unit, rest) = rest.split_at(unit_length);
    if unit.is_empty() {
        return Err(Some(format!("time: missing unit in duration {}", quote_plainly(whole))));
    }
    let Some(size) = unit_size(unit) else {
        let (unit, whole) = (quote_plainly(unit), quote_plainly(whole));
        return Err(Some(format!("time: unknown unit {unit} in duration {whole}")));
    };
    let number = number.checked_mul(size).filter(|number| *number <= LIMIT).ok_or(None)?;
    let (value, scale) = leading_fraction(fraction);
    let number = number + (value as f64 * (size as f64 / scale)) as u64;
    if number > LIMIT { Err(None) } else { Ok((number, rest)) }
}

fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    text.split_at(text.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// The digits of a fraction as a number and the power of ten to divide it by; digits that don't fit are left out.
fn leading_fraction(digits: &[u8]) -> (u64, f64) {
    let (mut value, mut scale) = (0_u64, 1.0);
    for &digit in digits {
        if value > (i64::MAX / 10) as u64 {
            break;
        }
        let next = value * 10 + u64::from(digit - b'0');
        if next > 1 << 63 {
            break;
        }
        value = next;
        scale *= 10.0;
    }
    (value, scale)
}

fn unit_size(unit: &[u8]) -> Option<u64> {
    Some(match unit {
        b"ns" => 1,
        b"us" | b"\xc2\xb5s" | b"\xce\xbcs" => 1_000,
        b"ms" => 1_000_000,
        b"s" => SECOND.0 as u64,
        b"m" => MINUTE as u64,
        b"h" => HOUR as u64,
        _ => return None,
    })
}

/// A text in quotes as package `time` writes it: everything but printable ASCII as bytes in hexadecimal.
pub(super) fn quote_plainly(text: &[u8]) -> String {
    let mut out = String::from("\"");
    for &byte in text {
        match byte {
            b'"' | b'\\' => out.extend(['\\', byte as char]),
            b' '..=b'\x7f' => out.push(byte as char),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push('"');
    out
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let second = SECOND.0 as u64;
        if nanos == 0 {
            return f.write_str("0s");
        }
        if nanos < second {
            let (unit, size) = match nanos {
                0..1_000 => ("ns", 1),
                1_000..1_000_000 => ("µs", 1_000),
                _ => ("ms", 1_000_000),
            };
            return write!(f, "{sign}{}{unit}", Decimal { nanos, size });
        }
        let (hours, minutes) = (nanos / HOUR as u64, nanos / MINUTE as u64 % 60);
        f.write_str(sign)?;
        if hours > 0 {
            write!(f, "{hours}h")?;
        }
        if hours > 0 || minutes > 0 {
            write!(f, "{minutes}m")?;
        }
        write!(f, "{}s", Decimal { nanos: nanos % MINUTE as u64, size: second })
    }
}

/// So many nanoseconds in units of `size`, without zeros at the end.
struct Decimal {
    nanos: u64,
    size: u64,
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.nanos / self.size)?;
        let fraction = self.nanos % self.size;
        if fraction == 0 {
            return Ok(());
        }
        let width = self.size.ilog10() as usize;
        let digits = format!("{fraction:0width$}");
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

const OTHER: &[Param] = &[Param::Named("time.Duration")];

/// Reads a parameter of type `time.Duration`, which also takes an untyped constant.
pub(super) fn argument(value: Option<&Value>) -> Duration {
    match value {
        Some(Value::Object(object)) => object.as_any().downcast_ref().copied().unwrap_or(Duration(0)),
        Some(Value::Int(nanos, _)) => Duration(*nanos),
        _ => Duration(0),
    }
}

impl Object for Duration {
    fn type_name(&self) -> Str {
        Str::from("time.Duration")
    }

    fn kind(&self) -> Kind {
        Kind::Int(IntKind::Int64)
    }

    fn member(&self, name: &str) -> Option<Member> {
        let known = matches!(
            name,
            "String" | "Hours" | "Minutes" | "Seconds" | "Milliseconds" | "Microseconds" | "Nanoseconds" | "Abs"
        );
        (known || !self.method_params(name).is_empty()).then_some(Member::Method)
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, String> {
        Ok(match name {
            "String" => Value::str(self.to_string()),
            "Hours" => Value::Float(self.hours()),
            "Minutes" => Value::Float(self.minutes()),
            "Seconds" => Value::Float(self.seconds()),
            "Milliseconds" => Value::int64(self.0 / 1_000_000),
            "Microseconds" => Value::int64(self.0 / 1_000),
            "Nanoseconds" => Value::int64(self.0),
            "Abs" => Duration(self.0.saturating_abs()).value(),
            "Round" => self.rounded(argument(args.first())).value(),
            "Truncate" => self.truncated(argument(args.first())).value(),
            _ => return Err(format!("no method {}", quote(name.as_bytes()))),
        })
    }

    fn method_arity(&self, name: &str) -> usize {
        self.method_params(name).len()
    }

    fn method_params(&self, name: &str) -> &'static [Param] {
        if matches!(name, "Round" | "Truncate") { OTHER } else { &[] }
    }

    fn display(&self) -> Option<Str> {
        Some(Str::from(self.to_string()))
    }

    fn to_plain(&self) -> Option<Value> {
        Some(Value::int64(self.0))
    }

    fn truth(&self) -> bool {
        self.0 != 0
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Duration>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        Duration::parse(text.as_bytes()).map_or_else(|error| error, |duration| duration.to_string())
    }

    #[test]
    fn durations_are_read_and_written() {
        for (text, expected) in [
            ("1h30m", "1h30m0s"),
            ("-1.5h", "-1h30m0s"),
            ("1µs", "1µs"),
            ("1.5ms", "1.5ms"),
            ("100ns", "100ns"),
            ("0", "0s"),
            (".5s", "500ms"),
            ("61.001s", "1m1.001s"),
            ("9223372036854775807ns", "2562047h47m16.854775807s"),
            ("-9223372036854775808ns", "-2562047h47m16.854775808s"),
            ("0.3333333333333333333h", "20m0s"),
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn bad_durations_have_gos_sentences() {
        for (text, expected) in [
            ("", "time: invalid duration \"\""),
            ("x", "time: invalid duration \"x\""),
            ("3", "time: missing unit in duration \"3\""),
            ("3y", "time: unknown unit \"y\" in duration \"3y\""),
            (".s", "time: invalid duration \".s\""),
            ("9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\""),
            ("3é", "time: unknown unit \"\\xc3\\xa9\" in duration \"3\\xc3\\xa9\""),
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn rounding() {
        let minutes = |count: i64| Duration(count * MINUTE);
        assert_eq!(minutes(133).rounded(minutes(30)), minutes(120));
        assert_eq!(minutes(-135).rounded(minutes(30)), minutes(-150));
        assert_eq!(minutes(133).truncated(minutes(30)), minutes(120));
        assert_eq!(Duration(i64::MAX).rounded(Duration(HOUR)), Duration(i64::MAX));
        assert_eq!(Duration(5400 * SECOND.0).hours(), 1.5);
    }
}
