//! Parts of strings: trimming, truncating, cutting out, abbreviating. Where the result is a piece of an argument, the
//! engine is told, so that the origins of the text survive.

use super::{Outcome, function, text_result};
use crate::go::{Str, Value, strings};
use crate::gotemplate::{Call, Edit, Error, Function, Param};

pub(super) const FUNCTIONS: &[Function] = &[
    function("trim", &[Param::String], |call| {
        let text = call.str(0);
        cut(call, &text, strings::trim_space(&text))
    }),
    function("trimAll", &[Param::String, Param::String], trim_all),
    function("trimall", &[Param::String, Param::String], trim_all),
    function("trimPrefix", &[Param::String, Param::String], |call| {
        let (prefix, text) = (call.str(0), call.str(1));
        cut(call, &text, text.strip_prefix(prefix.as_bytes()).unwrap_or(&text))
    }),
    function("trimSuffix", &[Param::String, Param::String], |call| {
        let (suffix, text) = (call.str(0), call.str(1));
        cut(call, &text, text.strip_suffix(suffix.as_bytes()).unwrap_or(&text))
    }),
    function("trunc", &[Param::Int, Param::String], trunc),
    function("substr", &[Param::Int, Param::Int, Param::String], substr),
    function("abbrev", &[Param::Int, Param::String], |call| {
        let (width, text) = (call.int(0), call.str(1));
        if width < 4 {
            return Ok(Value::Str(text));
        }
        abbreviated(call, &text, 0, width)
    }),
    function("abbrevboth", &[Param::Int, Param::Int, Param::String], |call| {
        let (left, right, text) = (call.int(0), call.int(1), call.str(2));
        if right < 4 || (left > 0 && right < 7) {
            return Ok(Value::Str(text));
        }
        abbreviated(call, &text, left, right)
    }),
];

/// `piece`, which is a part of `text`, as the result.
fn cut(call: &mut Call<'_>, text: &Str, piece: &[u8]) -> Outcome {
    if piece.len() == text.len() {
        return Ok(Value::Str(text.clone()));
    }
    let from = (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let result = text_result(call, piece.to_vec())?;
    if let Value::Str(output) = &result {
        call.runtime.derived(text, output, Edit::Cut(from));
    }
    Ok(result)
}

fn trim_all(call: &mut Call<'_>) -> Outcome {
    let (cutset, text) = (call.str(0), call.str(1));
    call.runtime.charge(super::steps(cutset.len() + text.len()))?;
    cut(call, &text, strings::trim(&text, &cutset))
}

/// The first `n` bytes, or the last `-n`.
fn trunc(call: &mut Call<'_>) -> Outcome {
    let (count, text) = (call.int(0), call.str(1));
    let length = usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX);
    let piece = match text.len().checked_sub(length) {
        Some(from) if count < 0 && from > 0 => text.get(from..),
        Some(_) if count >= 0 => text.get(..length),
        _ => None,
    };
    cut(call, &text, piece.unwrap_or(&text))
}

/// From byte `start` to byte `end`; all from the start on for an end that is negative or too large.
fn substr(call: &mut Call<'_>) -> Outcome {
    let (start, end, text) = (call.int(0), call.int(1), call.str(2));
    let length = text.len() as i64;
    let (from, to, bounds) = if start < 0 {
        let bounds = if end < 0 { format!("[:{end}]") } else { format!("[:{end}] with length {length}") };
        (0, end, bounds)
    } else if end < 0 || end > length {
        (start, length, format!("[{start}:{length}]"))
    } else {
        (start, end, format!("[{start}:{end}]"))
    };
    let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
    match range.and_then(|(from, to)| text.get(from..to)) {
        Some(piece) => cut(call, &text, piece),
        None => Err(Error::new(format!("runtime error: slice bounds out of range {bounds}"))),
    }
}

fn abbreviated(call: &mut Call<'_>, text: &Str, offset: i64, width: i64) -> Outcome {
    let width = usize::try_from(width).unwrap_or(usize::MAX);
    if text.len() <= width {
        return Ok(Value::Str(text.clone()));
    }
    let shortened = abbreviate(text, offset, width);
    text_result(call, shortened)
}

/// At most `width` bytes of a longer text with `...` for what is left out, so that what is at `offset` shows.
/// Nothing where the width is too small for that.
fn abbreviate(text: &[u8], offset: i64, width: usize) -> Vec<u8> {
    const MARK: &[u8] = b"...";
    let room = width.saturating_sub(MARK.len());
    let length = text.len();
    // The caller has made sure that the text is longer than the width, so the tail starts inside it.
    let tail = length.saturating_sub(room);
    // A negative offset is left of everything.
    let offset = usize::try_from(offset).unwrap_or(0).min(tail);
    if offset <= 4 {
        return [text.get(..room).unwrap_or(text), MARK].concat();
    }
    if width < 7 {
        return Vec::new();
    }
    let rest = text.get(offset..).unwrap_or_default();
    if rest.len() <= room {
        return [MARK, text.get(tail..).unwrap_or_default()].concat();
    }
    [MARK, rest.get(..room - MARK.len()).unwrap_or(rest), MARK].concat()
}

#[cfg(test)]
mod tests {
    use super::super::fake::{Fake, call_with, i, s, shown, text};
    use super::*;

    #[test]
    fn pieces_are_reported_with_their_place() {
        let mut fake = Fake::new();
        assert_eq!(shown(call_with(&mut fake, "trim", &[s("  ab ")])), "ab");
        assert_eq!(fake.derived, [(5, 2, Edit::Cut(2))]);
    }

    #[test]
    fn truncating_from_both_ends() {
        assert_eq!(text("trunc", &[i(3), s("hello")]), "hel");
        assert_eq!(text("trunc", &[i(-3), s("hello")]), "llo");
        assert_eq!(text("trunc", &[i(-5), s("hello")]), "hello");
        assert_eq!(text("trunc", &[i(0), s("hello")]), "");
        assert_eq!(text("trunc", &[i(i64::MIN), s("hello")]), "hello");
    }

    #[test]
    fn a_substring_out_of_bounds_is_gos_error() {
        assert_eq!(text("substr", &[i(1), i(3), s("hello")]), "el");
        assert_eq!(text("substr", &[i(-1), i(3), s("hello")]), "hel");
        assert_eq!(text("substr", &[i(2), i(-1), s("hello")]), "llo");
        let message = |start, end| text("substr", &[i(start), i(end), s("hello")]);
        assert_eq!(message(5, 2), "error: runtime error: slice bounds out of range [5:2]");
        assert_eq!(message(-1, 20), "error: runtime error: slice bounds out of range [:20] with length 5");
        assert_eq!(message(10, 20), "error: runtime error: slice bounds out of range [10:5]");
    }

    #[test]
    fn abbreviations() {
        assert_eq!(text("abbrev", &[i(5), s("hello world")]), "he...");
        assert_eq!(text("abbrev", &[i(3), s("hello world")]), "hello world");
        assert_eq!(text("abbrevboth", &[i(5), i(10), s("1234 5678 9123")]), "...5678...");
        assert_eq!(text("trimAll", &[s("$"), s("$5$")]), "5");
        assert_eq!(text("trimPrefix", &[s("-"), s("-a-")]), "a-");
    }
}
