//! The directives of a format string: flags, argument indexes, width, precision, verb, and what Go prints for bad ones.

use super::printer::Printer;
use super::spec::Spec;
use crate::go::value::Value;

/// Widths, precisions and argument numbers beyond this are refused.
const TOO_LARGE: i64 = 1_000_000;

/// Where a format string is being read, and which argument comes next.
struct Reader<'a> {
    format: &'a [u8],
    at: usize,
    args: &'a [Value],
    next: usize,
    /// Whether any argument index was used, which switches off the check for extra arguments.
    reordered: bool,
    /// Whether the argument index of this directive was good.
    good: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    /// A decimal number at the current place; `None` without one. A far too large one swallows the rest.
    fn number(&mut self) -> Option<i64> {
        let (number, end) = digits(self.format, self.at, self.format.len());
        self.at = end;
        number
    }

    /// An argument index such as `[2]`. True when there was one in good form.
    fn index(&mut self) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        self.reordered = true;
        let rest = &self.format[self.at..];
        let close = (rest.len() >= 3).then(|| memchr::memchr(b']', rest)).flatten();
        let Some(close) = close else {
            self.at += 1;
            self.good = false;
            return false;
        };
        let (number, end) = digits(rest, 1, close);
        self.at += close + 1;
        let Some(number) = number.filter(|_| end == close) else {
            self.good = false;
            return false;
        };
        match usize::try_from(number - 1) {
            Ok(index) if index < self.args.len() => self.next = index,
            _ => self.good = false,
        }
        true
    }

    /// The value of a `*`: the next argument as an integer of reasonable size.
    fn star(&mut self) -> Option<i64> {
        let value = self.args.get(self.next)?;
        self.next += 1;
        match value {
            Value::Int(..) => {
                let number = match value.as_u64() {
                    Some(bits) => i64::try_from(bits).ok()?,
                    None => int(value)?,
                };
                (-TOO_LARGE..=TOO_LARGE).contains(&number).then_some(number)
            }
            _ => None,
        }
    }
}

fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number, kind) if kind.signed() => Some(*number),
        _ => None,
    }
}

/// The number in `text[start..end]` and where it ends; past `end` for one that is far too large.
fn digits(text: &[u8], start: usize, end: usize) -> (Option<i64>, usize) {
    let (mut number, mut at) = (None, start);
    while at < end && text[at].is_ascii_digit() {
        let so_far: i64 = number.unwrap_or(0);
        if so_far > TOO_LARGE {
            return (None, end);
        }
        number = Some(so_far * 10 + i64::from(text[at] - b'0'));
        at += 1;
    }
    (number, at)
}

impl Printer {
    /// `Printf`.
    pub fn printf(&mut self, format: &[u8], args: &[Value]) {
        let mut reader = Reader { format, at: 0, args, next: 0, reordered: false, good: true };
        while reader.at < format.len() && self.excess().is_none() {
            let literal = memchr::memchr(b'%', &format[reader.at..]).unwrap_or(format.len() - reader.at);
            self.bytes(&format[reader.at..reader.at + literal]);
            reader.at += literal;
            if reader.at < format.len() {
                reader.at += 1;
                self.directive(&mut reader);
            }
        }
        if !reader.reordered && reader.next < args.len() {
            self.extra(&args[reader.next..]);
        }
    }

    fn directive(&mut self, reader: &mut Reader<'_>) {
        reader.good = true;
        self.spec = Spec::default();
        while let Some(flag) = reader.peek() {
            match flag {
                b'#' => self.spec.sharp = true,
                b'0' => self.spec.zero = true,
                b'+' => self.spec.plus = true,
                b'-' => self.spec.minus = true,
                b' ' => self.spec.space = true,
                _ => break,
            }
            reader.at += 1;
        }
        let mut after_index = reader.index();
        after_index = self.width(reader, after_index);
        after_index = self.precision(reader, after_index);
        if !after_index {
            reader.index();
        }
        let Some((verb, size)) = decode(&reader.format[reader.at.min(reader.format.len())..]) else {
            self.bytes(b"%!(NOVERB)");
            return;
        };
        reader.at += size;
        self.verb(reader, verb);
    }

    fn width(&mut self, reader: &mut Reader<'_>, after_index: bool) -> bool {
        if reader.peek() != Some(b'*') {
            let width = reader.number();
            self.spec.width = width.and_then(|width| usize::try_from(width).ok());
            // An index must stand right before the verb or the star.
            reader.good &= !(after_index && width.is_some());
            return after_index;
        }
        reader.at += 1;
        match reader.star() {
            Some(width) => {
                self.spec.width = usize::try_from(width.unsigned_abs()).ok();
                if width < 0 {
                    self.spec.minus = true;
                    self.spec.zero = false;
                }
            }
            None => self.bytes(b"%!(BADWIDTH)"),
        }
        false
    }

    fn precision(&mut self, reader: &mut Reader<'_>, after_index: bool) -> bool {
        // A point at the very end is a verb, and a bad one.
        if reader.peek() != Some(b'.') || reader.at + 1 > reader.format.len() {
            return after_index;
        }
        reader.at += 1;
        reader.good &= !after_index;
        let after_index = reader.index();
        if reader.peek() != Some(b'*') {
            self.spec.precision = Some(reader.number().and_then(|number| usize::try_from(number).ok()).unwrap_or(0));
            return after_index;
        }
        reader.at += 1;
        self.spec.precision = reader.star().and_then(|number| usize::try_from(number).ok());
        if self.spec.precision.is_none() {
            self.bytes(b"%!(BADPREC)");
        }
        false
    }

    fn verb(&mut self, reader: &mut Reader<'_>, verb: char) {
        let arg = reader.args.get(reader.next);
        match (verb, arg) {
            ('%', _) => self.byte(b'%'),
            _ if !reader.good => self.bad(verb, b"(BADINDEX)"),
            (_, None) => self.bad(verb, b"(MISSING)"),
            (_, Some(arg)) => {
                if matches!(verb, 'v' | 'w') {
                    self.spec.sharp_v = std::mem::take(&mut self.spec.sharp);
                    self.spec.plus_v = std::mem::take(&mut self.spec.plus);
                }
                self.arg(arg, verb);
                reader.next += 1;
            }
        }
    }

    fn bad(&mut self, verb: char, what: &[u8]) {
        self.bytes(b"%!");
        self.char(verb);
        self.bytes(what);
    }

    fn extra(&mut self, args: &[Value]) {
        self.spec = Spec::default();
        self.bytes(b"%!(EXTRA ");
        for (index, arg) in args.iter().enumerate() {
            if index > 0 {
                self.bytes(b", ");
            }
            if arg.is_nil() {
                self.bytes(b"<nil>");
            } else {
                self.bytes(&arg.type_name());
                self.byte(b'=');
                self.arg(arg, 'v');
            }
        }
        self.byte(b')');
    }
}

/// The first character and its size in bytes; U+FFFD and one byte where there is no valid one.
fn decode(text: &[u8]) -> Option<(char, usize)> {
    let chunk = text.utf8_chunks().next()?;
    Some(chunk.valid().chars().next().map_or((char::REPLACEMENT_CHARACTER, 1), |c| (c, c.len_utf8())))
}
