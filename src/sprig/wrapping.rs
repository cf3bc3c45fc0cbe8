//! Lines: indenting and wrapping. Widths are in bytes, as in the reference, so wrapping may cut a character.

use super::{Outcome, function, steps};
use crate::go::{Str, Value};
use crate::gotemplate::{Call, Edit, Error, Function, Param};
use memchr::{memchr_iter, memrchr};

pub(super) const FUNCTIONS: &[Function] = &[
    function("indent", &[Param::Int, Param::String], |call| indent(call, false)),
    function("nindent", &[Param::Int, Param::String], |call| indent(call, true)),
    function("wrap", &[Param::Int, Param::String], |call| {
        let text = call.str(1);
        wrap(call, &text, b"\n", false)
    }),
    function("wrapWith", &[Param::Int, Param::String, Param::String], |call| {
        let (separator, text) = (call.str(1), call.str(2));
        let separator: &[u8] = if separator.is_empty() { b"\n" } else { &separator };
        wrap(call, &text, separator, true)
    }),
];

/// Every line behind `spaces` spaces, also the empty ones.
fn indent(call: &mut Call<'_>, newline: bool) -> Outcome {
    let (spaces, text) = (call.int(0), call.str(1));
    let Ok(spaces) = usize::try_from(spaces) else {
        return Err(Error::new("strings: negative Repeat count"));
    };
    let breaks = memchr_iter(b'\n', &text).count();
    let size = spaces.saturating_mul(breaks + 1).saturating_add(text.len() + usize::from(newline));
    call.runtime.charge(steps(size))?;
    call.runtime.allocate(size)?;
    let mut out = Vec::with_capacity(size);
    if newline {
        out.push(b'\n');
    }
    let mut from = 0;
    for end in memchr_iter(b'\n', &text).map(|at| at + 1).chain([text.len()]) {
        out.resize(out.len() + spaces, b' ');
        out.extend_from_slice(&text[from..end]);
        from = end;
    }
    let output = Str::from(out);
    call.runtime.derived(&text, &output, Edit::Indented { spaces, newline });
    Ok(Value::Str(output))
}

/// Breaks `text` at the last space before each `width` bytes; a longer word is cut when `cut_words`, else left whole.
fn wrap(call: &mut Call<'_>, text: &[u8], separator: &[u8], cut_words: bool) -> Outcome {
    let width = usize::try_from(call.int(0)).unwrap_or(1).max(1);
    // There are at most as many breaks as pieces of one byte.
    let breaks = if cut_words { text.len() / width + count_spaces(text) } else { count_spaces(text) };
    let size = text.len().saturating_add(breaks.saturating_mul(separator.len()));
    call.runtime.charge(steps(text.len()).saturating_add(breaks as u64))?;
    call.runtime.allocate(size)?;
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while rest.len() > width {
        if let [b' ', tail @ ..] = rest {
            rest = tail;
            continue;
        }
        let (line, tail) = if let Some(space) = memrchr(b' ', &rest[..=width]) {
            (&rest[..space], &rest[space + 1..])
        } else if cut_words {
            rest.split_at(width)
        } else if let Some(space) = memchr::memchr(b' ', &rest[width..]) {
            (&rest[..width + space], &rest[width + space + 1..])
        } else {
            break;
        };
        out.extend_from_slice(line);
        out.extend_from_slice(separator);
        rest = tail;
    }
    out.extend_from_slice(rest);
    Ok(Value::str(out))
}

fn count_spaces(text: &[u8]) -> usize {
    memchr_iter(b' ', text).count()
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Fake, call_with, i, s, shown, text};
    use super::*;

    #[test]
    fn empty_lines_are_indented_too() {
        let mut fake = Fake::new();
        assert_eq!(shown(call_with(&mut fake, "nindent", &[i(2), s("a\n\nb\n")])), "\n  a\n  \n  b\n  ");
        assert_eq!(fake.derived, [(5, 14, Edit::Indented { spaces: 2, newline: true })]);
        assert_eq!(text("indent", &[i(0), s("")]), "");
        assert_eq!(text("indent", &[i(-1), s("")]), "error: strings: negative Repeat count");
        assert_eq!(text("indent", &[i(i64::MAX), s("a\nb")]), "error: out of steps");
    }

    #[test]
    fn wrapping_goes_by_bytes() {
        assert_eq!(text("wrap", &[i(5), s("hello big world")]), "hello\nbig\nworld");
        assert_eq!(text("wrap", &[i(2), s("hello big world")]), "hello\nbig\nworld");
        assert_eq!(text("wrapWith", &[i(4), s("|"), s("foo_bar-baz Qux9")]), "foo_|bar-|baz|Qux9");
        assert_eq!(text("wrapWith", &[i(0), s(""), s("ab")]), "a\nb");
    }
}
