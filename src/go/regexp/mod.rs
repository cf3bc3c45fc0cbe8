//! Go's package `regexp`: RE2's syntax with Go's errors, leftmost-first matching in linear time, and Go's rules for
//! finding all, splitting and replacing. Bytes that are no UTF-8 count as U+FFFD each.

mod class;
mod error;
mod expand;
mod scan;
mod syntax;

pub use error::{Code, Error};
pub use expand::Template;

use super::strconv;
use super::unicode::{push, runes};
use regex_automata::meta::{self, BuildError, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};
use std::borrow::Cow;
use std::ops::Range;

/// The largest automaton that is built, in bytes.
const MAX_AUTOMATON: usize = 32 << 20;

/// What matching is about to cost, for a caller that keeps a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Time, in units of about 32 bytes looked at.
    Steps(u64),
    /// Bytes of a result.
    Bytes(usize),
}

/// A compiled expression.
pub struct Regexp {
    engine: Regex,
    names: Vec<Option<String>>,
    /// About how many instructions it has.
    size: u64,
    empty: bool,
}

/// The text that is searched: as it is, or with invalid bytes replaced and a way back.
struct Subject<'t> {
    text: &'t [u8],
    valid: Cow<'t, [u8]>,
    /// The places of the valid text's bytes in `text`, when they differ.
    places: Option<Vec<usize>>,
}

impl<'t> Subject<'t> {
    fn new(text: &'t [u8]) -> Self {
        if std::str::from_utf8(text).is_ok() {
            return Subject { text, valid: Cow::Borrowed(text), places: None };
        }
        let (mut valid, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for rune in runes(text) {
            push(&mut valid, rune.c);
            places.resize(valid.len(), rune.at);
        }
        places.push(text.len());
        Subject { text, valid: Cow::Owned(valid), places: Some(places) }
    }

    /// The range of the original text.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| match &self.places {
            Some(places) => places.get(at).copied().unwrap_or(self.text.len()),
            None => at,
        };
        place(range.start)..place(range.end)
    }
}

impl Regexp {
    /// `regexp.Compile`.
    pub fn compile(pattern: &[u8]) -> Result<Regexp, Error> {
        let parsed = syntax::parse(pattern)?;
        let config = meta::Config::new().utf8_empty(true).nfa_size_limit(Some(MAX_AUTOMATON));
        let engine = meta::Builder::new()
            .configure(config)
            .build_from_hir(&parsed.hir)
            .map_err(|_: BuildError| Error::new(Code::Large, pattern))?;
        Ok(Regexp { engine, names: parsed.names, size: parsed.size, empty: pattern.is_empty() })
    }

    /// The steps of one search through `length` bytes.
    fn cost(&self, length: usize) -> Work {
        let bytes = length as u64;
        Work::Steps(1 + bytes / 32 + bytes.saturating_mul(self.size) / 4096)
    }

    /// The steps of compiling it.
    pub fn compile_cost(&self) -> u64 {
        self.size.saturating_mul(4)
    }

    /// `MatchString`.
    pub fn is_match<E>(&self, text: &[u8], spend: &mut dyn FnMut(Work) -> Result<(), E>) -> Result<bool, E> {
        spend(self.cost(text.len()))?;
        Ok(self.engine.is_match(Input::new(&Subject::new(text).valid)))
    }

    /// `FindStringIndex`.
    pub fn find<E>(
        &self,
        text: &[u8],
        spend: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<Option<Range<usize>>, E> {
        spend(self.cost(text.len()))?;
        let subject = Subject::new(text);
        Ok(self.engine.find(Input::new(&subject.valid)).map(|found| subject.original(found.range())))
    }

    /// `FindAllStringIndex`: at most `limit` matches, all for a negative limit.
    pub fn find_all<E>(
        &self,
        text: &[u8],
        limit: i64,
        spend: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<Vec<Range<usize>>, E> {
        let subject = Subject::new(text);
        spend(self.cost(text.len()))?;
        let mut found = Vec::new();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        for matched in self.engine.find_iter(Input::new(&subject.valid)).take(limit) {
            self.spend_on_match(text.len() - matched.end().min(text.len()), spend)?;
            found.push(subject.original(matched.range()));
        }
        Ok(found)
    }

    /// A search can look at all that is left before it gives a short match, and the next one again.
    fn spend_on_match<E>(&self, left: usize, spend: &mut dyn FnMut(Work) -> Result<(), E>) -> Result<(), E> {
        spend(Work::Steps(1 + left as u64 / 256))?;
        spend(Work::Bytes(size_of::<Range<usize>>()))
    }

    /// `Split`: the text between matches; at most `limit` pieces, all for a negative limit, `None` for 0.
    pub fn split<'t, E>(
        &self,
        text: &'t [u8],
        limit: i64,
        spend: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<Option<Vec<&'t [u8]>>, E> {
        if limit == 0 {
            return Ok(None);
        }
        if text.is_empty() && !self.empty {
            return Ok(Some(vec![text]));
        }
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let (mut pieces, mut start, mut last_end) = (Vec::new(), 0, 0);
        for matched in self.find_all(text, limit, spend)? {
            if pieces.len() + 1 >= most {
                break;
            }
            last_end = matched.start;
            if matched.end != 0 {
                pieces.push(text.get(start..matched.start).unwrap_or_default());
            }
            start = matched.end;
        }
        if last_end != text.len() {
            pieces.push(text.get(start..).unwrap_or_default());
        }
        Ok(Some(pieces))
    }

    /// `ReplaceAllString`, or `ReplaceAllLiteralString` with a literal template.
    pub fn replace_all<E>(
        &self,
        text: &[u8],
        template: &Template<'_>,
        spend: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<Vec<u8>, E> {
        let subject = Subject::new(text);
        spend(self.cost(text.len()))?;
        let mut out = Vec::new();
        let mut copied = 0;
        for captures in self.engine.captures_iter(Input::new(&subject.valid).anchored(Anchored::No)) {
            let Some(whole) = captures.get_match() else { continue };
            let whole = subject.original(whole.range());
            let group = |index: usize| self.group(&captures, index, &subject);
            self.spend_on_match(text.len() - whole.end.min(text.len()), spend)?;
            spend(Work::Bytes(template.expanded_len(&self.names, group) + whole.start - copied))?;
            out.extend_from_slice(text.get(copied..whole.start).unwrap_or_default());
            template.expand(&mut out, &self.names, group);
            copied = whole.end;
        }
        let rest = text.get(copied..).unwrap_or_default();
        spend(Work::Bytes(rest.len()))?;
        out.extend_from_slice(rest);
        Ok(out)
    }

    /// `FindAllStringSubmatchIndex`: for each match the places of it and of its groups; a group that took no part has none.
    pub fn find_all_groups<E>(
        &self,
        text: &[u8],
        limit: usize,
        spend: &mut dyn FnMut(Work) -> Result<(), E>,
    ) -> Result<Vec<Vec<Option<Range<usize>>>>, E> {
        let subject = Subject::new(text);
        spend(self.cost(text.len()))?;
        let mut found = Vec::new();
        for captures in self.engine.captures_iter(Input::new(&subject.valid)).take(limit) {
            let end = captures.get_match().map_or(text.len(), |whole| whole.end());
            self.spend_on_match(text.len() - end.min(text.len()), spend)?;
            spend(Work::Bytes(captures.group_len() * size_of::<Option<Range<usize>>>()))?;
            let place = |index| captures.get_group(index).map(|group| subject.original(group.range()));
            found.push((0..captures.group_len()).map(place).collect());
        }
        Ok(found)
    }

    fn group<'t>(&self, captures: &Captures, index: usize, subject: &Subject<'t>) -> Option<&'t [u8]> {
        subject.text.get(subject.original(captures.get_group(index)?.range()))
    }
}

/// `QuoteMeta`: the expression that matches `text` alone.
pub fn quote_meta(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        if b"\\.+*?()|[]{}^$".contains(&byte) {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out
}

/// What `MustCompile` says when it panics.
pub fn must_compile_message(pattern: &[u8], error: &Error) -> String {
    let text = std::str::from_utf8(pattern)
        .ok()
        .filter(|text| text.chars().all(|c| !matches!(c, '`' | '\u{feff}' | '\x7f') && (c == '\t' || c >= ' ')));
    let quoted = text.map_or_else(|| strconv::quote(pattern), |text| format!("`{text}`"));
    format!("regexp: Compile({quoted}): {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(_: Work) -> Result<(), ()> {
        Ok(())
    }

    fn compiled(pattern: &str) -> Result<Regexp, String> {
        Regexp::compile(pattern.as_bytes()).map_err(|error| error.to_string())
    }

    fn all(pattern: &str, text: &[u8]) -> Result<Vec<String>, String> {
        let found = compiled(pattern)?.find_all(text, -1, &mut free).unwrap_or_default();
        Ok(found.into_iter().map(|range| String::from_utf8_lossy(&text[range]).into_owned()).collect())
    }

    fn replaced(pattern: &str, text: &str, template: &str) -> Result<String, String> {
        let template = Template::parse(template.as_bytes());
        let out = compiled(pattern)?.replace_all(text.as_bytes(), &template, &mut free).unwrap_or_default();
        Ok(String::from_utf8_lossy(&out).into_owned())
    }

    #[test]
    fn classes_are_ascii() -> Result<(), String> {
        assert_eq!(all(r"\d+", "12٣".as_bytes())?, ["12"]);
        assert_eq!(all(r"\bé", "é".as_bytes())?, Vec::<String>::new());
        assert_eq!(all(r"(?i)\w", "ſK".as_bytes())?, ["ſ", "K"]);
        assert_eq!(all(r"[a&&b]+", b"a&b")?, ["a&b"]);
        assert_eq!(all(r"a{,2}", b"aa a{,2}")?, ["a{,2}"]);
        Ok(())
    }

    #[test]
    fn invalid_bytes_are_replacement_characters() -> Result<(), String> {
        assert_eq!(all(".", b"a\xff")?, ["a", "\u{fffd}"]);
        assert_eq!(all("\u{fffd}", b"a\xff")?, ["\u{fffd}"]);
        assert_eq!(all("b$", b"a\xe2\x98b")?, ["b"]);
        Ok(())
    }

    #[test]
    fn empty_matches_next_to_others_are_left_out() -> Result<(), String> {
        assert_eq!(all("a*", b"baac")?, ["", "aa", ""]);
        assert_eq!(replaced("a*", "baac", "x")?, "xbxcx");
        assert_eq!(replaced("", "日本", "-")?, "-日-本-");
        Ok(())
    }

    #[test]
    fn splitting_follows_go() -> Result<(), String> {
        let split = |pattern: &str, text: &'static str, limit| -> Result<Vec<String>, String> {
            let pieces = compiled(pattern)?.split(text.as_bytes(), limit, &mut free).ok().flatten().unwrap_or_default();
            Ok(pieces.into_iter().map(|piece| String::from_utf8_lossy(piece).into_owned()).collect())
        };
        assert_eq!(split("a*", "abaabaccadaaae", 5)?, ["", "b", "b", "c", "cadaaae"]);
        assert_eq!(split("z+", "pizza", 1)?, ["pizza"]);
        assert_eq!(split("z+", "pizza", -1)?, ["pi", "a"]);
        assert_eq!(split("", "abc", -1)?, ["a", "b", "c"]);
        assert_eq!(split(",", "", -1)?, [""]);
        assert_eq!(split(",", "a,", -1)?, ["a", ""]);
        Ok(())
    }

    #[test]
    fn repeated_names_and_unused_groups_are_fine() -> Result<(), String> {
        assert_eq!(replaced("(?P<a>x)(?P<a>y)", "xy", "[$a]")?, "[x]");
        assert_eq!(replaced("(a){0}(b)", "b", "[$1$2]")?, "[b]");
        Ok(())
    }

    #[test]
    fn a_huge_automaton_is_refused() {
        assert_eq!(
            compiled(r"(?:\pL\pN\pS){300}(?:\pL\pN\pS){300}(?:\pL\pN\pS){300}(?:\pL\pN\pS){300}").err(),
            Some(String::from(
                "error parsing regexp: expression too large: \
                 `(?:\\pL\\pN\\pS){300}(?:\\pL\\pN\\pS){300}(?:\\pL\\pN\\pS){300}(?:\\pL\\pN\\pS){300}`"
            ))
        );
    }

    #[test]
    fn panics_quote_the_expression() {
        let message = |pattern: &str| {
            Regexp::compile(pattern.as_bytes())
                .map_or_else(|error| must_compile_message(pattern.as_bytes(), &error), |_| String::new())
        };
        assert_eq!(message("("), "regexp: Compile(`(`): error parsing regexp: missing closing ): `(`");
        assert_eq!(message("`("), "regexp: Compile(\"`(\"): error parsing regexp: missing closing ): ``(`");
    }
}
