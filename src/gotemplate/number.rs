//! Numbers as templates write them. A number has no type until it meets one: it is kept as every kind that can hold it.

use crate::go::complex::Complex;
use crate::go::{Value, strconv, unicode};

/// A literal number, under every kind that represents it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Number {
    pub int: Option<i64>,
    pub uint: Option<u64>,
    pub float: Option<f64>,
    pub complex: Option<Complex>,
    /// Written with a point or exponent, so that it is a float where nothing else is asked for.
    looks_float: bool,
}

impl Number {
    /// Reads a number token: decimal, octal, hexadecimal or binary, float or imaginary.
    pub fn parse(text: &[u8]) -> Result<Number, String> {
        if let Some(digits) = text.strip_suffix(b"i")
            && let Ok(im) = strconv::parse_float(digits)
        {
            return Ok(Self::of_complex(Complex { re: 0.0, im }));
        }
        let int = strconv::parse_int(text, 0, 64).ok();
        // A negative zero is an unsigned zero too.
        let uint = strconv::parse_uint(text, 0, 64).ok().or((int == Some(0)).then_some(0));
        let mut number = Number { int, uint, looks_float: looks_float(text), ..Number::default() };
        if let Some(int) = int {
            number.float = Some(int as f64);
        } else if let Some(uint) = uint {
            number.float = Some(uint as f64);
        } else if let Ok(float) = strconv::parse_float(text) {
            if !text.iter().any(|byte| b".eEpP".contains(byte)) {
                return Err(format!("integer overflow: {}", strconv::quote(text)));
            }
            number.float = Some(float);
            number.int = whole(float);
            number.uint = whole_unsigned(float);
        } else {
            return Err(format!("illegal number syntax: {}", strconv::quote(text)));
        }
        Ok(number)
    }

    /// Reads a sum such as `1+2i`.
    pub fn parse_complex(text: &[u8]) -> Result<Number, String> {
        let illegal = || String::from("syntax error scanning complex number");
        let digits = text.strip_suffix(b"i").ok_or_else(illegal)?;
        let signs = digits.iter().enumerate().skip(1);
        let split = signs.filter(|(at, byte)| b"+-".contains(byte) && !is_exponent_sign(digits, *at)).map(|(at, _)| at);
        let at = split.max().ok_or_else(illegal)?;
        let part = |text: &[u8]| strconv::parse_float(text).map_err(|_| String::from("invalid syntax"));
        Ok(Self::of_complex(Complex { re: part(&digits[..at])?, im: part(&digits[at..])? }))
    }

    /// Reads a character constant in its quotes.
    pub fn parse_character(text: &[u8]) -> Result<Number, String> {
        let inner = text.get(1..).unwrap_or_default();
        let (c, rest) = character(inner).ok_or_else(|| String::from("invalid syntax"))?;
        if rest != b"'" {
            return Err(format!("malformed character constant: {}", String::from_utf8_lossy(text)));
        }
        Ok(Number { int: Some(c.into()), uint: Some(c.into()), float: Some(f64::from(c)), ..Number::default() })
    }

    /// The number under the type `int`.
    pub fn of_int(int: i64) -> Number {
        Number { int: Some(int), ..Number::default() }
    }

    fn of_complex(complex: Complex) -> Number {
        let float = (complex.im == 0.0).then_some(complex.re);
        let (int, uint) = (float.and_then(whole), float.and_then(whole_unsigned));
        Number { int, uint, float, complex: Some(complex), looks_float: false }
    }

    /// The value where no type is asked for; `None` where it does not fit an `int`.
    pub fn ideal(&self) -> Option<Value> {
        match self {
            Number { complex: Some(complex), .. } => Some((*complex).into()),
            Number { float: Some(float), looks_float: true, .. } => Some(Value::Float(*float)),
            Number { int, .. } => int.map(Value::int),
        }
    }
}

/// The first character or escape of a character constant and what follows it.
fn character(text: &[u8]) -> Option<(u32, &[u8])> {
    let (&first, rest) = text.split_first().filter(|(first, _)| **first != b'\'')?;
    if first != b'\\' {
        let (c, width) = unicode::decode(text);
        return Some((c.into(), &text[width..]));
    }
    let (&letter, after) = rest.split_first()?;
    let hexadecimal = |width: usize| {
        let digits = std::str::from_utf8(after.get(..width)?).ok()?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some((u32::from_str_radix(digits, 16).ok().filter(|_| all)?, &after[width..]))
    };
    let simple = |c: u8| Some((u32::from(c), after));
    match letter {
        b'a' => simple(7),
        b'b' => simple(8),
        b'f' => simple(12),
        b'n' => simple(b'\n'),
        b'r' => simple(b'\r'),
        b't' => simple(b'\t'),
        b'v' => simple(11),
        b'\\' | b'\'' => simple(letter),
        b'x' => hexadecimal(2),
        b'u' => hexadecimal(4).filter(|(c, _)| char::from_u32(*c).is_some()),
        b'U' => hexadecimal(8).filter(|(c, _)| char::from_u32(*c).is_some()),
        b'0'..=b'7' => {
            let digits = rest.get(..3).filter(|digits| digits.iter().all(|byte| (b'0'..=b'7').contains(byte)))?;
            let c = digits.iter().fold(0, |c, byte| c * 8 + u32::from(byte - b'0'));
            (c <= 255).then_some((c, &rest[3..]))
        }
        _ => None,
    }
}

/// Whether the sign at `at` belongs to an exponent.
fn is_exponent_sign(text: &[u8], at: usize) -> bool {
    let hexadecimal = text.iter().take(3).any(|byte| b"xX".contains(byte));
    match text[at - 1] {
        b'e' | b'E' => !hexadecimal,
        b'p' | b'P' => true,
        _ => false,
    }
}

fn looks_float(text: &[u8]) -> bool {
    let hexadecimal = matches!(text, [b'0', b'x' | b'X', _, ..]);
    let marks: &[u8] = if hexadecimal { b"pP" } else { b".eEpP" };
    text.iter().any(|byte| marks.contains(byte))
}

fn whole(float: f64) -> Option<i64> {
    // The cast saturates; 2^63 itself does not fit.
    let int = float as i64;
    (int as f64 == float && float < 9_223_372_036_854_775_808.0).then_some(int)
}

fn whole_unsigned(float: f64) -> Option<u64> {
    let uint = float as u64;
    (uint as f64 == float && float < 18_446_744_073_709_551_616.0).then_some(uint)
}
