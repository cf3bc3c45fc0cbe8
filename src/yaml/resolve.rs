//! What a scalar means to go-yaml: nulls and booleans, YAML 1.1's in version 2, numbers with underscores and prefixes,
//! the tags that ask for a type, and the tags that keep the text.

use super::dialect::Dialect;
use super::error::Error;
use super::timestamp::is_timestamp;
use crate::go::strconv::{parse_float, parse_int, parse_uint};
use std::borrow::Cow;

/// The long form of the tags that are known.
pub(super) const TAG_PREFIX: &str = "tag:yaml.org,2002:";

/// A resolved scalar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer past the range of `i64`.
    Uint(u64),
    Float(f64),
    /// A text, usually but for `!!binary` in UTF-8.
    Str(Cow<'a, [u8]>),
}

impl<'a> Scalar<'a> {
    fn text(text: &'a str) -> Self {
        Scalar::Str(Cow::Borrowed(text.as_bytes()))
    }
}

/// The value of a scalar: `tag` in its long form, and whether it was written without quotes.
pub(super) fn resolve<'a>(
    tag: Option<&str>,
    text: &'a str,
    plain: bool,
    dialect: Dialect,
) -> Result<Scalar<'a>, Error> {
    let Some(tag) = tag else {
        return Ok(if plain { resolve_plain(text, dialect).unwrap_or(Scalar::text(text)) } else { Scalar::text(text) });
    };
    let wanted = match tag.strip_prefix(TAG_PREFIX) {
        Some("str") => return Ok(Scalar::text(text)),
        Some("binary") => {
            let decoded = crate::go::base64::decode(text.as_bytes());
            let invalid = |_| Error::new("yaml: !!binary value contains invalid base64 data");
            return decoded.map(|bytes| Scalar::Str(Cow::Owned(bytes))).map_err(invalid);
        }
        Some(name @ ("bool" | "int" | "float" | "null" | "timestamp")) => name,
        _ => return Ok(Scalar::text(text)),
    };
    // A timestamp hides a number only when asked for: `2001-01-01` is never one.
    let scalar = if wanted == "timestamp" && is_timestamp(text) {
        return Ok(Scalar::text(text));
    } else {
        resolve_number_or_word(text, dialect).unwrap_or(Scalar::text(text))
    };
    match (wanted, &scalar) {
        ("bool", Scalar::Bool(_)) | ("null", Scalar::Null) | ("float", Scalar::Float(_)) => Ok(scalar),
        ("int", Scalar::Int(_) | Scalar::Uint(_)) => Ok(scalar),
        ("float", Scalar::Int(number)) => Ok(Scalar::Float(*number as f64)),
        _ => {
            let found = match scalar {
                Scalar::Null => "null",
                Scalar::Bool(_) => "bool",
                Scalar::Int(_) | Scalar::Uint(_) => "int",
                Scalar::Float(_) => "float",
                Scalar::Str(_) => "str",
            };
            Err(Error::new(format!("yaml: cannot decode !!{found} `{text}` as a !!{wanted}")))
        }
    }
}

/// What a scalar without quotes and tag is, unless it is a text.
pub(super) fn resolve_plain(text: &str, dialect: Dialect) -> Option<Scalar<'static>> {
    if is_timestamp(text) { None } else { resolve_number_or_word(text, dialect) }
}

/// Whether a text may stand without quotes: nobody reads it as anything else. Sexagesimal numbers and YAML 1.1's
/// booleans are quoted for the sake of other readers.
pub(super) fn is_text(text: &str, dialect: Dialect) -> bool {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'0'..=b'9' | b'+' | b'-') => {
            !(is_timestamp(text) || resolve_number_or_word(text, dialect).is_some() || is_sexagesimal(bytes))
        }
        _ => resolve_number_or_word(text, Dialect::V2).is_none(),
    }
}

fn is_sexagesimal(bytes: &[u8]) -> bool {
    let unsigned = bytes.strip_prefix(b"+").or(bytes.strip_prefix(b"-")).unwrap_or(bytes);
    let digits = |byte: &u8| byte.is_ascii_digit() || *byte == b'_';
    let whole = unsigned.iter().take_while(|byte| digits(byte)).count();
    let mut rest = &unsigned[whole..];
    if !unsigned.first().is_some_and(u8::is_ascii_digit) || !rest.starts_with(b":") {
        return false;
    }
    while let Some(tail) = rest.strip_prefix(b":") {
        rest = match tail {
            [b'0'..=b'5', b'0'..=b'9', rest @ ..] | [b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
    }
    rest.is_empty() || rest.strip_prefix(b".").is_some_and(|fraction| fraction.iter().all(digits))
}

fn resolve_number_or_word(text: &str, dialect: Dialect) -> Option<Scalar<'static>> {
    let first = *text.as_bytes().first().unwrap_or(&b'~');
    match first {
        b'0'..=b'9' => number(text, dialect),
        b'+' | b'-' => word(text).or_else(|| number(text, dialect)),
        b'.' => word(text).or_else(|| parse_float(text.as_bytes()).ok().map(Scalar::Float)),
        b't' | b'T' | b'f' | b'F' | b'~' => word(text),
        b'n' | b'N' => word(text).or_else(|| old_word(text, dialect)),
        b'y' | b'Y' | b'o' | b'O' => old_word(text, dialect),
        _ => None,
    }
}

/// YAML 1.1's further booleans, which version 3 takes for texts.
fn old_word(text: &str, dialect: Dialect) -> Option<Scalar<'static>> {
    match text {
        _ if dialect == Dialect::V3 => None,
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(Scalar::Bool(true)),
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(Scalar::Bool(false)),
        _ => None,
    }
}

fn word(text: &str) -> Option<Scalar<'static>> {
    Some(match text {
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        ".nan" | ".NaN" | ".NAN" => Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Scalar::Float(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Scalar::Float(f64::NEG_INFINITY),
        _ => return None,
    })
}

fn number(text: &str, dialect: Dialect) -> Option<Scalar<'static>> {
    let bytes = text.as_bytes();
    // Most numbers are short, decimal and without sign.
    if is_decimal(text, 18) {
        return text.parse().ok().map(Scalar::Int);
    }
    // Nor is anything a number that has a letter which no form of number has.
    if !bytes.iter().all(|&byte| byte.is_ascii_hexdigit() || b"+-._xXoO".contains(&byte)) {
        return None;
    }
    let plain: Cow<'_, str> = if text.contains('_') { text.replace('_', "").into() } else { text.into() };
    let digits = plain.as_bytes();
    if let Ok(number) = parse_int(digits, 0, 64) {
        return Some(Scalar::Int(number));
    }
    if let Ok(number) = parse_uint(digits, 0, 64) {
        return Some(Scalar::Uint(number));
    }
    if is_float(digits)
        && let Ok(number) = parse_float(digits)
    {
        return Some(Scalar::Float(number));
    }
    prefixed(&plain, "0b", 2).or_else(|| if dialect == Dialect::V3 { prefixed(&plain, "0o", 8) } else { None })
}

/// Whether a text is digits and then letters, as in `500m` and `64Mi`, that make nothing else of it in any dialect.
pub(super) fn is_quantity(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (Some(b'1'..=b'9'), Some((unit, rest))) = (text.first(), text[digits..].split_first()) else { return false };
    // `1e3` is a number. What begins with zero may be one by its letter.
    text.len() <= MAX_QUANTITY
        && unit.is_ascii_alphabetic()
        && !unit.eq_ignore_ascii_case(&b'e')
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// The longest text that is looked at for being a quantity.
const MAX_QUANTITY: usize = 20;

/// Whether an integer is written as everybody writes it: digits, `most` of them at most, of which the first of several is no zero.
pub(super) fn is_decimal(text: &str, most: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= most && bytes.iter().all(u8::is_ascii_digit) && matches!(bytes, [b'0'] | [b'1'..=b'9', ..])
}

/// Digits behind a prefix and a second sign, which reading by the prefix refuses: `0b-1`.
fn prefixed(text: &str, prefix: &str, base: u32) -> Option<Scalar<'static>> {
    if let Some(rest) = text.strip_prefix(prefix) {
        let signed = parse_int(rest.as_bytes(), base, 64).map(Scalar::Int);
        return signed.or_else(|_| parse_uint(rest.as_bytes(), base, 64).map(Scalar::Uint)).ok();
    }
    let rest = text.strip_prefix('-')?.strip_prefix(prefix)?;
    parse_int(format!("-{rest}").as_bytes(), base, 64).map(Scalar::Int).ok()
}

/// Whether this is a decimal float: digits with a point anywhere, and an exponent.
fn is_float(bytes: &[u8]) -> bool {
    let unsigned = bytes.strip_prefix(b"+").or(bytes.strip_prefix(b"-")).unwrap_or(bytes);
    let count = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = count(unsigned);
    let mut rest = &unsigned[whole..];
    let mut fraction = 0;
    if let Some(tail) = rest.strip_prefix(b".") {
        fraction = count(tail);
        rest = &tail[fraction..];
    }
    if whole + fraction == 0 {
        return false;
    }
    match rest {
        [] => true,
        [b'e' | b'E', tail @ ..] => {
            let digits = tail.strip_prefix(b"+").or(tail.strip_prefix(b"-")).unwrap_or(tail);
            !digits.is_empty() && count(digits) == digits.len()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_mean_what_yaml_1_1_says() {
        let cases = [
            ("yes", Scalar::Bool(true)),
            ("n", Scalar::Bool(false)),
            ("tRue", Scalar::text("tRue")),
            ("", Scalar::Null),
            ("0777", Scalar::Int(511)),
            ("0o17", Scalar::Int(15)),
            ("0x_1F", Scalar::Int(31)),
            ("1_000", Scalar::Int(1000)),
            ("0b-1", Scalar::Int(-1)),
            ("18446744073709551615", Scalar::Uint(u64::MAX)),
            ("18446744073709551616", Scalar::Float(18446744073709551616.0)),
            ("1e3", Scalar::Float(1000.0)),
            ("-.5", Scalar::Float(-0.5)),
            ("1.", Scalar::Float(1.0)),
            ("1e", Scalar::text("1e")),
            ("-", Scalar::text("-")),
            ("089", Scalar::Float(89.0)),
            ("12:30:45", Scalar::text("12:30:45")),
            ("2001-01-01", Scalar::text("2001-01-01")),
            (".inf", Scalar::Float(f64::INFINITY)),
            ("1e400", Scalar::text("1e400")),
        ];
        for (text, scalar) in cases {
            assert_eq!(resolve(None, text, true, Dialect::V2), Ok(scalar), "{text}");
        }
    }

    #[test]
    fn version_3_has_other_words_and_numbers() {
        let cases = [
            ("yes", None),
            ("n", None),
            ("null", Some(Scalar::Null)),
            ("True", Some(Scalar::Bool(true))),
            ("017", Some(Scalar::Int(15))),
            ("0o17", Some(Scalar::Int(15))),
            ("0o-7", Some(Scalar::Int(-7))),
            ("0b-1", Some(Scalar::Int(-1))),
        ];
        for (text, scalar) in cases {
            assert_eq!(resolve_plain(text, Dialect::V3), scalar, "{text}");
        }
        assert_eq!(resolve_plain("0o-7", Dialect::V2), None);
        assert!(!is_text("yes", Dialect::V3) && !is_text("0o-7", Dialect::V3) && is_text("0o-7", Dialect::V2));
    }

    #[test]
    fn tags_ask_for_a_type_or_keep_the_text() {
        let long = |name: &str| format!("{TAG_PREFIX}{name}");
        assert_eq!(resolve(Some(&long("float")), "1", true, Dialect::V2), Ok(Scalar::Float(1.0)));
        assert_eq!(resolve(Some(&long("str")), "1", true, Dialect::V2), Ok(Scalar::text("1")));
        assert_eq!(resolve(Some("!thing"), "1", true, Dialect::V2), Ok(Scalar::text("1")));
        let message = resolve(Some(&long("int")), "abc", true, Dialect::V2).map_err(|error| error.to_string());
        assert_eq!(message, Err(String::from("yaml: cannot decode !!str `abc` as a !!int")));
    }
}
