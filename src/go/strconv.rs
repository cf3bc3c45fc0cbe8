//! Go's `strconv`: numbers and quoted strings to text and back, with Go's results and Go's sentences for errors
//! (`strconv.ParseInt: parsing "x": invalid syntax`). The rules are those of the package's documentation.

mod quote;

pub use quote::{is_print, quote, quote_rune, quote_to_ascii, unquote};
use std::fmt;

/// Why a number could not be read, with the function's name and the text, as `*strconv.NumError` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumError {
    function: &'static str,
    text: String,
    /// What was wrong.
    pub reason: Reason,
}

/// What was wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `invalid syntax`.
    Syntax,
    /// `value out of range`.
    Range,
}

impl fmt::Display for NumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            Reason::Syntax => "invalid syntax",
            Reason::Range => "value out of range",
        };
        write!(f, "strconv.{}: parsing {}: {reason}", self.function, quote(self.text.as_bytes()))
    }
}

fn failure(function: &'static str, text: &[u8], reason: Reason) -> NumError {
    NumError { function, text: String::from_utf8_lossy(text).into_owned(), reason }
}

/// `ParseBool`: 1, t, T, TRUE, true, True and their opposites.
pub fn parse_bool(text: &[u8]) -> Result<bool, NumError> {
    match text {
        b"1" | b"t" | b"T" | b"TRUE" | b"true" | b"True" => Ok(true),
        b"0" | b"f" | b"F" | b"FALSE" | b"false" | b"False" => Ok(false),
        _ => Err(failure("ParseBool", text, Reason::Syntax)),
    }
}

/// `ParseInt(text, base, bits)`; base 0 reads prefixes (`0x`, `0o`, `0b`, a leading `0`) and underscores.
/// On a range error Go also gives the nearest value: see [`parse_int_saturating`].
pub fn parse_int(text: &[u8], base: u32, bits: u32) -> Result<i64, NumError> {
    match parse_int_saturating(text, base, bits) {
        (number, None) => Ok(number),
        (_, Some(error)) => Err(error),
    }
}

/// `ParseInt` with both of its results: the nearest value and the error, 0 for a syntax error.
pub fn parse_int_saturating(text: &[u8], base: u32, bits: u32) -> (i64, Option<NumError>) {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let limit = 1u64 << (bits - 1);
    let (magnitude, reason) = unsigned(digits, base, bits);
    match reason {
        Some(Reason::Syntax) => (0, Some(failure("ParseInt", text, Reason::Syntax))),
        _ if !negative && (magnitude >= limit) => ((limit - 1) as i64, Some(failure("ParseInt", text, Reason::Range))),
        _ if negative && (magnitude > limit) => {
            ((limit as i64).wrapping_neg(), Some(failure("ParseInt", text, Reason::Range)))
        }
        _ if negative => ((magnitude as i64).wrapping_neg(), None),
        _ => (magnitude as i64, None),
    }
}

/// `ParseUint(text, base, bits)`: no sign is allowed.
pub fn parse_uint(text: &[u8], base: u32, bits: u32) -> Result<u64, NumError> {
    match unsigned(text, base, bits) {
        (number, None) => Ok(number),
        (_, Some(reason)) => Err(failure("ParseUint", text, reason)),
    }
}

/// `Atoi`: decimal only, errors named after Atoi.
pub fn atoi(text: &[u8]) -> Result<i64, NumError> {
    parse_int(text, 10, 64).map_err(|error| failure("Atoi", text, error.reason))
}

fn unsigned(text: &[u8], base: u32, bits: u32) -> (u64, Option<Reason>) {
    let (radix, digits) = match (base, text) {
        (0, [b'0', b'x' | b'X', rest @ ..]) => (16, rest),
        (0, [b'0', b'b' | b'B', rest @ ..]) => (2, rest),
        (0, [b'0', b'o' | b'O', rest @ ..]) => (8, rest),
        (0, [b'0', rest @ ..]) if !rest.is_empty() => (8, rest),
        (0, _) => (10, text),
        _ => (base, text),
    };
    if digits.is_empty() || (base == 0 && !underscores_ok(text)) {
        return (0, Some(Reason::Syntax));
    }
    let max = if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
    let mut number: u64 = 0;
    let mut overflow = false;
    for &byte in digits {
        if byte == b'_' && base == 0 {
            continue;
        }
        let Some(digit) = (byte as char).to_digit(36).filter(|digit| *digit < radix) else {
            return (0, Some(Reason::Syntax));
        };
        match number.checked_mul(u64::from(radix)).and_then(|number| number.checked_add(u64::from(digit))) {
            Some(next) if next <= max => number = next,
            _ => overflow = true,
        }
    }
    if overflow { (max, Some(Reason::Range)) } else { (number, None) }
}

/// Underscores may stand only between digits or after a base prefix.
fn underscores_ok(text: &[u8]) -> bool {
    let (mut hex, mut previous, mut rest) = (false, b'^', text);
    if let [b'-' | b'+', tail @ ..] = rest {
        rest = tail;
    }
    if let [b'0', prefix, tail @ ..] = rest
        && matches!(prefix.to_ascii_lowercase(), b'b' | b'o' | b'x')
    {
        hex = prefix.eq_ignore_ascii_case(&b'x');
        previous = b'0';
        rest = tail;
    }
    for &byte in rest {
        let digit = byte.is_ascii_digit() || (hex && byte.is_ascii_hexdigit());
        if digit {
            previous = b'0';
        } else if byte == b'_' {
            if previous != b'0' {
                return false;
            }
            previous = b'_';
        } else {
            if previous == b'_' {
                return false;
            }
            previous = b'!';
        }
    }
    previous != b'_'
}

/// `ParseFloat(text, 64)`: decimal and hexadecimal floats, inf, infinity, nan, underscores between digits.
/// Too large a number is a range error, as in Go.
pub fn parse_float(text: &[u8]) -> Result<f64, NumError> {
    match float(text) {
        Some(number) if number.is_infinite() && text.iter().any(u8::is_ascii_digit) => {
            Err(failure("ParseFloat", text, Reason::Range))
        }
        Some(number) => Ok(number),
        None => Err(failure("ParseFloat", text, Reason::Syntax)),
    }
}

fn float(text: &[u8]) -> Option<f64> {
    let (sign, body) = match text {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        _ => (1.0, text),
    };
    let lower = body.to_ascii_lowercase();
    match lower.as_slice() {
        b"inf" | b"infinity" => return Some(sign * f64::INFINITY),
        // A sign in front of nan is no number.
        b"nan" => return (body.len() == text.len()).then_some(f64::NAN),
        _ => {}
    }
    if let Some(digits) = lower.strip_prefix(b"0x") {
        if !underscores_ok(text) {
            return None;
        }
        return hex_float(digits).map(|number| sign * number);
    }
    // Rust reads what Go reads here, once words and underscores are out of the way.
    let plain = lower.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'+' | b'-' | b'_'));
    if !plain || lower.contains(&b'_') && !underscores_ok(text) {
        return None;
    }
    let digits: Vec<u8> = lower.iter().copied().filter(|&byte| byte != b'_').collect();
    let number = std::str::from_utf8(&digits).ok()?.parse::<f64>().ok()?;
    Some(sign * number)
}

fn hex_float(digits: &[u8]) -> Option<f64> {
    let at = digits.iter().position(|&byte| byte == b'p')?;
    let exponent = std::str::from_utf8(&digits[at + 1..]).ok()?;
    let exponent: i64 = exponent.parse::<i64>().ok().filter(|_| !exponent.is_empty())?;
    let (mut mantissa, mut scale, mut seen, mut point, mut sticky) = (0u64, exponent, false, false, false);
    for &byte in &digits[..at] {
        match byte {
            b'_' => {}
            b'.' if !point => point = true,
            _ => {
                let digit = (byte as char).to_digit(16)?;
                seen = true;
                if mantissa >> 59 == 0 {
                    mantissa = mantissa << 4 | u64::from(digit);
                    scale -= if point { 4 } else { 0 };
                } else {
                    sticky |= digit != 0;
                    scale += if point { 0 } else { 4 };
                }
            }
        }
    }
    mantissa |= u64::from(sticky);
    let scale = i32::try_from(scale.clamp(-5000, 5000)).unwrap_or(0);
    seen.then(|| scale_by_two(mantissa, scale))
}

/// `mantissa * 2^scale`, rounded once.
fn scale_by_two(mantissa: u64, scale: i32) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let width = 64 - mantissa.leading_zeros() as i32;
    let top = width + scale;
    if top > 1024 {
        return f64::INFINITY;
    }
    // The bits that fit: 53, fewer below the smallest normal number.
    let keep = if top > -1021 { 53 } else { 53 - (-1021 - top) };
    if keep < 0 {
        return 0.0;
    }
    let drop = width - keep;
    if drop <= 0 {
        return (mantissa as f64) * 2f64.powi(scale.max(-1000)) * 2f64.powi(scale.min(-1000) + 1000);
    }
    let (kept, rest) = if drop >= 64 { (0, mantissa) } else { (mantissa >> drop, mantissa & ((1 << drop) - 1)) };
    let half = 1u64 << (drop - 1);
    let kept = kept + u64::from(rest > half || (rest == half && kept & 1 == 1));
    let exponent = scale + drop;
    (kept as f64) * 2f64.powi(exponent.max(-1000)) * 2f64.powi(exponent.min(-1000) + 1000)
}

/// `FormatFloat(value, format, precision, 64)`: formats `e E f g G b x X`; precision -1 is the shortest text that reads back.
pub fn format_float(value: f64, format: u8, precision: i32) -> String {
    if value.is_nan() {
        return String::from("NaN");
    }
    if value.is_infinite() {
        return String::from(if value > 0.0 { "+Inf" } else { "-Inf" });
    }
    match format {
        b'f' | b'F' if precision < 0 => decimal(value),
        b'f' | b'F' => fixed(value, precision as usize),
        b'e' | b'E' => exponential(value, precision, format),
        b'g' | b'G' => general(value, precision, format),
        b'x' | b'X' => hexadecimal(value, precision, format == b'X'),
        b'b' => binary(value),
        _ => format!("%{}", format as char),
    }
}

/// No double has more digits than this after the point or the first digit: what is asked for beyond it is zeros, and
/// Rust's own formatting takes no more than 65,535.
const EXACT_DIGITS: usize = 1100;

fn fixed(value: f64, precision: usize) -> String {
    let mut text = format!("{value:.*}", precision.min(EXACT_DIGITS));
    text.extend(std::iter::repeat_n('0', precision.saturating_sub(EXACT_DIGITS)));
    text
}

/// The digits of `value` without point or sign, at most [`EXACT_DIGITS`] after the first, and the power of ten of the first: `(15, 2)` for 150.
fn digits(value: f64, precision: i32) -> (bool, String, i32) {
    let text = match usize::try_from(precision) {
        Ok(precision) => format!("{:.*e}", precision.min(EXACT_DIGITS), value.abs()),
        Err(_) => shortest(value.abs()),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (value.is_sign_negative(), mantissa.replace('.', ""), exponent.parse().unwrap_or(0))
}

/// The shortest digits that read back, in Rust's exponent form. Of two that are equally near, Go takes the even one.
fn shortest(value: f64) -> String {
    let text = format!("{value:e}");
    let Some((mantissa, _)) = text.split_once('e') else { return text };
    // Only long digits can be halfway between two values.
    if mantissa.len() > 15 {
        let even = format!("{:.*e}", mantissa.len() - 2, value);
        if even != text && even.parse() == Ok(value) {
            return even;
        }
    }
    text
}

/// The shortest digits that read back, without an exponent.
fn decimal(value: f64) -> String {
    let text = format!("{value}");
    if text.len() <= 15 {
        return text;
    }
    let (negative, digits, exponent) = digits(value, -1);
    plain_digits(negative, &digits, exponent)
}

fn exponential(value: f64, precision: i32, format: u8) -> String {
    let (negative, mut digits, exponent) = digits(value, precision);
    let missing = usize::try_from(precision).unwrap_or(0).saturating_sub(EXACT_DIGITS);
    digits.extend(std::iter::repeat_n('0', missing));
    write_exponential(negative, &digits, exponent, format)
}

fn write_exponential(negative: bool, digits: &str, exponent: i32, letter: u8) -> String {
    let sign = if negative { "-" } else { "" };
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let mark = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{first}{point}{rest}{}{mark}{:02}", letter as char, exponent.abs())
}

/// `FormatFloat(value, 'g', -1, 32)`: the shortest text that reads back as the same `float32`.
pub fn format_float32(value: f64) -> String {
    let single = value as f32;
    if !single.is_finite() {
        return format_float(f64::from(single), b'g', -1);
    }
    // The shortest digits of the single, read as a double, are the same digits.
    let shortest = format!("{single:e}").parse().unwrap_or(value);
    general(shortest, -1, b'g')
}

fn general(value: f64, precision: i32, format: u8) -> String {
    let shortest = precision < 0;
    let wanted = if precision == 0 { 1 } else { precision };
    let (negative, mut digits, exponent) = digits(value, if shortest { -1 } else { wanted - 1 });
    if value == 0.0 {
        digits.truncate(1);
    }
    if !shortest {
        // %g drops trailing zeros: Go formats the rounded decimal, which carries none.
        let trimmed = digits.trim_end_matches('0').len().max(1);
        digits.truncate(trimmed);
    }
    // The threshold for the exponent form is the precision, and 6 for the shortest form: 1e+06, 100000.
    let threshold = if shortest {
        6
    } else if wanted as usize > digits.len() && digits.len() as i32 > exponent {
        digits.len() as i32
    } else {
        wanted
    };
    if exponent < -4 || exponent >= threshold {
        return write_exponential(negative, &digits, exponent, if format == b'G' { b'E' } else { b'e' });
    }
    plain_digits(negative, &digits, exponent)
}

fn plain_digits(negative: bool, digits: &str, exponent: i32) -> String {
    let sign = if negative { "-" } else { "" };
    let point = exponent + 1;
    if point <= 0 {
        format!("{sign}0.{}{digits}", "0".repeat((-point) as usize))
    } else if digits.len() <= point as usize {
        format!("{sign}{digits}{}", "0".repeat(point as usize - digits.len()))
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        format!("{sign}{whole}.{fraction}")
    }
}

fn parts(value: f64) -> (bool, u64, i32) {
    let bits = value.to_bits();
    let raw = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if raw == 0 { (fraction, -1022) } else { (fraction | 1 << 52, raw - 1023) };
    (value.is_sign_negative(), mantissa, exponent)
}

fn binary(value: f64) -> String {
    let (negative, mantissa, exponent) = parts(value);
    let exponent = exponent - 52;
    format!("{}{mantissa}p{}{}", if negative { "-" } else { "" }, if exponent >= 0 { "+" } else { "" }, exponent)
}

fn hexadecimal(value: f64, precision: i32, upper: bool) -> String {
    let (negative, mut mantissa, mut exponent) = parts(value);
    if mantissa == 0 {
        exponent = 0;
    }
    // Normalised to 1.x with 60 fraction bits.
    mantissa <<= 8;
    while mantissa != 0 && mantissa & (1 << 60) == 0 {
        mantissa <<= 1;
        exponent -= 1;
    }
    if (0..15).contains(&precision) {
        let shift = 60 - 4 * precision;
        let extra = mantissa & ((1 << shift) - 1);
        mantissa >>= shift;
        let half = 1u64 << (shift - 1);
        mantissa += u64::from(extra > half || (extra == half && mantissa & 1 == 1));
        mantissa <<= shift;
        if mantissa & (1 << 61) != 0 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let mut fraction = format!("{:015x}", mantissa & ((1 << 60) - 1));
    match usize::try_from(precision) {
        Err(_) => fraction.truncate(fraction.trim_end_matches('0').len()),
        Ok(precision) if precision <= 15 => fraction.truncate(precision),
        Ok(precision) => fraction.push_str(&"0".repeat(precision - 15)),
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let mark = if exponent < 0 { '-' } else { '+' };
    let text = format!("0x{}{point}{fraction}p{mark}{:02}", mantissa >> 60, exponent.abs());
    format!("{}{}", if negative { "-" } else { "" }, if upper { text.to_uppercase() } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_go_prints_them() {
        assert_eq!(format_float(1e6, b'g', -1), "1e+06");
        assert_eq!(format_float(1e20, b'g', -1), "1e+20");
        assert_eq!(format_float(0.1, b'g', -1), "0.1");
        assert_eq!(format_float(1e-7, b'f', -1), "0.0000001");
        assert_eq!(format_float(2.5149, b'f', 1), "2.5");
        assert_eq!(format_float(100000.0, b'g', 3), "1e+05");
        assert_eq!(format_float(-0.0, b'g', -1), "-0");
        assert_eq!(format_float(-f64::from_bits(0x430c_094e_f8e5_37c2), b'f', -1), "-986441766971128.2");
        assert_eq!(format_float(9223372036854775807.0, b'f', -1), "9223372036854776000");
        assert_eq!(format_float(1.0, b'x', -1), "0x1p+00");
        assert_eq!(format_float(1.0, b'b', -1), "4503599627370496p-52");
        assert_eq!(format_float(123.456, b'e', 3), "1.235e+02");
        assert_eq!(format_float(0.5, b'f', 1_000_000).len(), 1_000_002);
        assert_eq!(format_float(0.5, b'e', 1_000_000).len(), 1_000_006);
        assert_eq!(format_float(0.5, b'g', 1_000_000), "0.5");
    }

    #[test]
    fn integers_parse_with_gos_sentences() {
        assert_eq!(parse_int(b"0x1F", 0, 64), Ok(31));
        assert_eq!(parse_int(b"010", 0, 64), Ok(8));
        assert_eq!(parse_int(b"1_000", 0, 64), Ok(1000));
        let message = |text: &[u8]| parse_int(text, 0, 64).map_err(|error| error.to_string());
        assert_eq!(message(b"1x"), Err(String::from("strconv.ParseInt: parsing \"1x\": invalid syntax")));
        assert_eq!(parse_int_saturating(b"9223372036854775808", 0, 64).0, i64::MAX);
        assert_eq!(parse_int(b"-9223372036854775808", 0, 64), Ok(i64::MIN));
    }

    #[test]
    fn floats_parse() {
        assert_eq!(parse_float(b"0x1p-2"), Ok(0.25));
        assert_eq!(parse_float(b".5"), Ok(0.5));
        assert_eq!(parse_float(b"1_0.5"), Ok(10.5));
        assert!(parse_float(b"1_.5").is_err());
        assert!(parse_float(b"1e400").is_err());
        assert!(parse_float(b"").is_err());
        assert!(parse_float(b".").is_err());
    }

    #[test]
    fn strings_quote_and_unquote() {
        assert_eq!(quote("a\"\\\n\u{1F600}\u{200b}".as_bytes()), "\"a\\\"\\\\\\n\u{1F600}\\u200b\"");
        assert_eq!(quote(b"\xff"), "\"\\xff\"");
        assert_eq!(unquote(b"\"a\\x41\\u00e9\\101\""), Some("aA\u{e9}A".as_bytes().to_vec()));
        assert_eq!(unquote(b"`a\\n`"), Some(b"a\\n".to_vec()));
        assert_eq!(unquote(b"\"\\q\""), None);
    }
}
