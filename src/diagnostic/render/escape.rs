//! Strings from strangers, made harmless: a chart's text may hold escape sequences that move a terminal's cursor,
//! recolour it or hide lines, and directional marks that show a line in another order than it has.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` with every character that a terminal would obey spelt out (`\u{1b}`). Line breaks and tabs stay.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_unsafe(character) {
            // Writing to a string cannot fail.
            true => drop(write!(escaped, "\\u{{{:x}}}", u32::from(character))),
            false => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

/// Whether a terminal would act on the character instead of showing it: controls, and marks that change the direction.
pub(super) fn is_unsafe(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_spelt_out() {
        assert_eq!(escape("plain\n\ttext é"), "plain\n\ttext é");
        assert_eq!(escape("a\u{1b}[31mb\r\u{7}"), "a\\u{1b}[31mb\\u{d}\\u{7}");
        assert_eq!(escape("\u{9b}2J\u{202e}"), "\\u{9b}2J\\u{202e}");
    }
}
