//! Classes of characters: in brackets, by name, and by a backslash and a letter.

use super::{MAX_RANGES, Node, Parser, Shape};
use crate::go::regexp::class;
use crate::go::regexp::error::{Code, Error};
use crate::go::regexp::scan::{check_utf8, escape_code, next_rune};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir};

impl<'p> Parser<'p> {
    /// Takes `\d`, `\pL`, `\p{Greek}` and the like; `None` where there is no such thing.
    pub(super) fn named_class(&mut self) -> Result<Option<ClassUnicode>, Error> {
        let [b'\\', letter, ..] = *self.rest else { return Ok(None) };
        if let Some((class, negated)) = class::perl(letter) {
            self.skip(2);
            return Ok(Some(self.folded(class, negated)));
        }
        if !matches!(letter, b'p' | b'P') {
            return Ok(None);
        }
        let start = self.rest;
        let mut negated = letter == b'P';
        let (c, after) = next_rune(start.get(2..).unwrap_or_default())?;
        let mut name = start.get(2..start.len() - after.len()).unwrap_or_default();
        self.rest = after;
        if c == '{' {
            let Some(end) = start.iter().position(|&byte| byte == b'}') else {
                check_utf8(start)?;
                return Err(Error::new(Code::InvalidCharRange, start));
            };
            self.rest = start.get(end + 1..).unwrap_or_default();
            name = start.get(3..end).unwrap_or_default();
            check_utf8(name)?;
        }
        if let Some(positive) = name.strip_prefix(b"^") {
            negated = !negated;
            name = positive;
        }
        match std::str::from_utf8(name).ok().and_then(class::unicode) {
            Some(class) => Ok(Some(self.folded(class, negated))),
            None => Err(Error::new(Code::InvalidCharRange, self.read_since(start))),
        }
    }

    /// The class with the other cases of its letters when case does not count; then the opposite, if asked for.
    pub(super) fn folded(&self, mut class: ClassUnicode, negated: bool) -> ClassUnicode {
        if self.flags.fold {
            class.case_fold_simple();
        }
        if negated {
            class.negate();
        }
        class
    }

    pub(super) fn push_class(&mut self, class: ClassUnicode) -> Result<(), Error> {
        self.ranges += class.ranges().len();
        if self.ranges > MAX_RANGES {
            return Err(Error::new(Code::Large, self.whole));
        }
        self.current.items.push(Node::leaf(Hir::class(Class::Unicode(class)), Shape::Other));
        Ok(())
    }

    /// `[...]`.
    pub(super) fn class(&mut self) -> Result<(), Error> {
        let whole = self.rest;
        self.skip(1);
        let negated = self.rest.first() == Some(&b'^');
        if negated {
            self.skip(1);
        }
        let mut ranges: Vec<ClassUnicodeRange> = Vec::new();
        let mut first = true;
        while first || self.rest.first() != Some(&b']') {
            first = false;
            if let Some(class) = self.posix_class()? {
                ranges.extend(class.iter());
            } else if let Some(class) = self.named_class()? {
                ranges.extend(class.iter());
            } else {
                ranges.extend(self.class_range(whole)?);
            }
            if self.ranges + ranges.len() > MAX_RANGES {
                return Err(Error::new(Code::Large, self.whole));
            }
        }
        self.skip(1);
        let mut class = ClassUnicode::new(ranges);
        if negated {
            class.negate();
        }
        self.push_class(class)
    }

    pub(super) fn posix_class(&mut self) -> Result<Option<ClassUnicode>, Error> {
        let Some(body) = self.rest.strip_prefix(b"[:") else { return Ok(None) };
        let Some(end) = memchr::memmem::find(body, b":]") else { return Ok(None) };
        let whole = self.rest.get(..end + 4).unwrap_or_default();
        let Some((class, negated)) = class::posix(body.get(..end).unwrap_or_default()) else {
            return Err(Error::new(Code::InvalidCharRange, whole));
        };
        self.skip(end + 4);
        Ok(Some(self.folded(class, negated)))
    }

    /// A character or a range of a class; nothing for code points that no text has.
    pub(super) fn class_range(&mut self, whole: &'p [u8]) -> Result<Vec<ClassUnicodeRange>, Error> {
        let start = self.rest;
        let low = self.class_char(whole)?;
        let mut high = low;
        if let [b'-', next, ..] = *self.rest
            && next != b']'
        {
            self.skip(1);
            high = self.class_char(whole)?;
            if high < low {
                return Err(Error::new(Code::InvalidCharRange, self.read_since(start)));
            }
        }
        // Surrogates are cut out of a range.
        let halves = [(low, high.min(0xd7ff)), (low.max(0xe000), high)];
        let mut ranges: Vec<ClassUnicodeRange> = halves
            .into_iter()
            .filter(|(low, high)| low <= high)
            .filter_map(|(low, high)| Some(ClassUnicodeRange::new(char::from_u32(low)?, char::from_u32(high)?)))
            .collect();
        if self.flags.fold {
            let mut class = ClassUnicode::new(ranges);
            class.case_fold_simple();
            ranges = class.ranges().to_vec();
        }
        Ok(ranges)
    }

    pub(super) fn class_char(&mut self, whole: &'p [u8]) -> Result<u32, Error> {
        let (code, rest) = match self.rest.first() {
            None => return Err(Error::new(Code::MissingBracket, whole)),
            Some(b'\\') => escape_code(self.rest)?,
            Some(_) => next_rune(self.rest).map(|(c, rest)| (c as u32, rest))?,
        };
        self.rest = rest;
        Ok(code)
    }
}
