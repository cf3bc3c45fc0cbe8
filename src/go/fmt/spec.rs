//! The flags, width and precision of one directive, and how integers, floats, strings and bytes are laid out by them.

use crate::go::strconv;

/// The flags, width and precision of one directive.
#[derive(Clone, Copy, Default)]
pub(super) struct Spec {
    pub width: Option<usize>,
    pub precision: Option<usize>,
    pub minus: bool,
    pub plus: bool,
    pub sharp: bool,
    pub space: bool,
    pub zero: bool,
    /// `%+v`: field names of structs.
    pub plus_v: bool,
    /// `%#v`: Go syntax.
    pub sharp_v: bool,
}

impl Spec {
    /// The number of characters as the width counts them: one for each invalid byte.
    fn characters(text: &[u8]) -> usize {
        text.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
    }

    fn fill(&self, out: &mut Vec<u8>, count: usize) {
        // Zeros go to the left only.
        let byte = if self.zero && !self.minus { b'0' } else { b' ' };
        out.resize(out.len() + count, byte);
    }

    /// Appends `text`, padded to the width.
    pub fn pad(&self, out: &mut Vec<u8>, text: &[u8]) {
        let Some(width) = self.width.filter(|&width| width > 0) else {
            out.extend_from_slice(text);
            return;
        };
        let missing = width.saturating_sub(Self::characters(text));
        if self.minus {
            out.extend_from_slice(text);
            self.fill(out, missing);
        } else {
            self.fill(out, missing);
            out.extend_from_slice(text);
        }
    }

    fn without_zero(&self) -> Spec {
        Spec { zero: false, ..*self }
    }

    /// The text cut to the precision, in characters.
    fn cut<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        let Some(precision) = self.precision else { return text };
        let (mut left, mut end) = (precision, 0);
        for chunk in text.utf8_chunks() {
            for c in chunk.valid().chars() {
                if left == 0 {
                    return &text[..end];
                }
                left -= 1;
                end += c.len_utf8();
            }
            let invalid = chunk.invalid().len().min(left);
            left -= invalid;
            end += invalid;
            if invalid < chunk.invalid().len() {
                return &text[..end];
            }
        }
        text
    }

    /// `%s`.
    pub fn string(&self, out: &mut Vec<u8>, text: &[u8]) {
        self.pad(out, self.cut(text));
    }

    /// `%q` of a string: backquoted for `%#q` where that is possible, ASCII alone for `%+q`.
    pub fn quoted(&self, out: &mut Vec<u8>, text: &[u8]) {
        let text = self.cut(text);
        let quoted = if self.sharp && can_backquote(text) {
            [b"`", text, b"`"].concat()
        } else if self.plus {
            strconv::quote_to_ascii(text).into_bytes()
        } else {
            strconv::quote(text).into_bytes()
        };
        self.pad(out, &quoted);
    }

    /// `%x` and `%X` of strings and bytes.
    pub fn hex_bytes(&self, out: &mut Vec<u8>, bytes: &[u8], upper: bool) {
        let bytes = &bytes[..self.precision.unwrap_or(bytes.len()).min(bytes.len())];
        if bytes.is_empty() {
            self.fill(out, self.width.unwrap_or(0));
            return;
        }
        let prefixes = match (self.sharp, self.space) {
            (true, true) => bytes.len(),
            (true, false) => 1,
            _ => 0,
        };
        let length = bytes.len() * 2 + prefixes * 2 + if self.space { bytes.len() - 1 } else { 0 };
        let missing = self.width.unwrap_or(0).saturating_sub(length);
        if !self.minus {
            self.fill(out, missing);
        }
        let (digits, x) = if upper { (b"0123456789ABCDEF", b'X') } else { (b"0123456789abcdef", b'x') };
        for (index, byte) in bytes.iter().enumerate() {
            if self.space && index > 0 {
                out.push(b' ');
            }
            if self.sharp && (self.space || index == 0) {
                out.extend([b'0', x]);
            }
            out.extend([digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]);
        }
        if self.minus {
            self.fill(out, missing);
        }
    }

    /// Integers: `bits` is the two's complement of a negative number.
    pub fn integer(&self, out: &mut Vec<u8>, bits: u64, signed: bool, base: u32, verb: char) {
        let negative = signed && (bits as i64) < 0;
        let magnitude = if negative { bits.wrapping_neg() } else { bits };
        let sign: &[u8] = match (negative, self.plus, self.space) {
            (true, _, _) => b"-",
            (_, true, _) => b"+",
            (_, _, true) => b" ",
            _ => b"",
        };
        let least = match self.precision {
            Some(0) if magnitude == 0 => {
                self.without_zero().fill(out, self.width.unwrap_or(0));
                return;
            }
            Some(precision) => precision,
            None if self.zero && !self.minus => self.width.unwrap_or(0).saturating_sub(sign.len()),
            None => 0,
        };
        let digits = match base {
            2 => format!("{magnitude:b}"),
            8 => format!("{magnitude:o}"),
            16 if verb == 'X' => format!("{magnitude:X}"),
            16 => format!("{magnitude:x}"),
            _ => magnitude.to_string(),
        };
        let zeros = least.saturating_sub(digits.len());
        let prefix: &[u8] = match base {
            2 if self.sharp => b"0b",
            8 if verb == 'O' && self.sharp && zeros == 0 && !digits.starts_with('0') => b"0o0",
            8 if verb == 'O' => b"0o",
            8 if self.sharp && zeros == 0 && !digits.starts_with('0') => b"0",
            16 if self.sharp && verb == 'X' => b"0X",
            16 if self.sharp => b"0x",
            _ => b"",
        };
        if self.width.is_none() && zeros == 0 {
            out.extend_from_slice(sign);
            out.extend_from_slice(prefix);
            out.extend_from_slice(digits.as_bytes());
            return;
        }
        let mut text = Vec::with_capacity(sign.len() + prefix.len() + zeros + digits.len());
        text.extend_from_slice(sign);
        text.extend_from_slice(prefix);
        text.resize(text.len() + zeros, b'0');
        text.extend_from_slice(digits.as_bytes());
        self.without_zero().pad(out, &text);
    }

    /// `%c`.
    pub fn character(&self, out: &mut Vec<u8>, bits: u64) {
        self.pad(out, rune(bits).encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// `%q` of an integer.
    pub fn quoted_character(&self, out: &mut Vec<u8>, bits: u64) {
        self.pad(out, strconv::quote_rune(rune(bits), self.plus).as_bytes());
    }

    /// `%U`, with the character itself for `%#U`.
    pub fn unicode(&self, out: &mut Vec<u8>, bits: u64) {
        let digits = format!("{bits:04X}");
        let zeros = self.precision.unwrap_or(0).saturating_sub(digits.len());
        let mut text = format!("U+{}{digits}", "0".repeat(zeros));
        let c = u32::try_from(bits).ok().and_then(char::from_u32).filter(|&c| self.sharp && strconv::is_print(c));
        if let Some(c) = c {
            text.extend([' ', '\'', c, '\'']);
        }
        self.without_zero().pad(out, text.as_bytes());
    }

    /// Floats: `precision` is the verb's own default, -1 for the shortest text.
    pub fn float(&self, out: &mut Vec<u8>, number: f64, verb: u8, precision: i32) {
        let precision = self.precision.map_or(precision, |precision| i32::try_from(precision).unwrap_or(i32::MAX));
        let text = strconv::format_float(number, verb, precision);
        let mut text = match text.as_bytes() {
            [b'-' | b'+', ..] => text.into_bytes(),
            _ => format!("+{text}").into_bytes(),
        };
        if self.space && text[0] == b'+' && !self.plus {
            text[0] = b' ';
        }
        if matches!(text.get(1), Some(b'I' | b'N')) {
            // Infinities and NaN do not look like numbers, so they are never padded with zeros.
            let bare = text[1] == b'N' && !self.space && !self.plus;
            self.without_zero().pad(out, &text[usize::from(bare)..]);
            return;
        }
        if self.sharp && verb != b'b' {
            keep_zeros(&mut text, verb, precision);
        }
        if !self.plus && text[0] == b'+' {
            self.pad(out, &text[1..]);
        } else if let Some(missing) = self.width.filter(|_| self.zero && !self.minus) {
            // The sign stands before the zeros.
            out.push(text[0]);
            self.fill(out, missing.saturating_sub(text.len()));
            out.extend_from_slice(&text[1..]);
        } else {
            self.pad(out, &text);
        }
    }
}

/// The `#` flag of floats: always a decimal point, and for `%g` and `%x` the zeros that fill the precision.
fn keep_zeros(text: &mut Vec<u8>, verb: u8, precision: i32) {
    let mut missing = match verb {
        b'g' | b'G' | b'x' if precision == -1 => 6,
        b'g' | b'G' | b'x' => precision,
        _ => 0,
    };
    let hexadecimal = matches!(verb, b'x' | b'X');
    let exponent = |byte: &u8| matches!(byte, b'p' | b'P') || !hexadecimal && matches!(byte, b'e' | b'E');
    let tail = text.iter().position(exponent).map(|at| text.split_off(at)).unwrap_or_default();
    let (mut point, mut significant) = (false, false);
    for &byte in &text[1..] {
        if byte == b'.' {
            point = true;
            continue;
        }
        significant |= byte != b'0';
        missing -= i32::from(significant);
    }
    if !point {
        // A lone zero counts as one digit.
        missing -= i32::from(text.len() == 2 && text[1] == b'0');
        text.push(b'.');
    }
    text.resize(text.len() + usize::try_from(missing).unwrap_or(0), b'0');
    text.extend_from_slice(&tail);
}

/// The character of an integer; U+FFFD for what is none.
fn rune(bits: u64) -> char {
    u32::try_from(bits).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether a raw string literal can hold `text`.
fn can_backquote(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    text.chars().all(|c| c == '\t' || c >= ' ' && c != '`' && c != '\x7f' && c != '\u{feff}')
}
