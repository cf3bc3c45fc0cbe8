//! What a scalar's text allows: in which styles it can be written so that it reads back.

use super::{Dialect, ScalarStyle};

/// The findings about a text.
pub(super) struct Analysis {
    /// Whether it has a line break of any kind.
    pub(super) multiline: bool,
    /// Whether it is ASCII without blanks, so that it can be copied in one piece where it is plain.
    pub(super) simple: bool,
    plain: bool,
    /// Whether it can be plain within brackets.
    flow_plain: bool,
    single_quoted: bool,
    block: bool,
}

/// Whether `c` is a line break to go-yaml.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether go-yaml writes `c` as it is. Characters past the basic plane are escaped.
pub(super) fn is_printable(c: char) -> bool {
    match c {
        '\n' | ' '..='~' => true,
        '\u{feff}' => false,
        _ => matches!(c, '\u{a0}'..='\u{fffd}'),
    }
}

impl Analysis {
    pub(super) fn of(text: &str, dialect: Dialect) -> Self {
        let bytes = text.as_bytes();
        if is_simple_word(bytes) {
            let (plain, flow_plain, single_quoted, block) = (true, true, true, true);
            return Analysis { multiline: false, simple: true, plain, flow_plain, single_quoted, block };
        }
        if text.is_empty() {
            let (plain, flow_plain, single_quoted, block) = (true, false, true, false);
            return Analysis { multiline: false, simple: true, plain, flow_plain, single_quoted, block };
        }
        scan(text, dialect)
    }

    /// The style to write in when `wanted` is asked for. `flow`: within brackets.
    pub(super) fn style(&self, wanted: ScalarStyle, simple_key: bool, flow: bool) -> ScalarStyle {
        let mut style = wanted;
        if simple_key && self.multiline {
            style = ScalarStyle::DoubleQuoted;
        }
        if style == ScalarStyle::Plain && !(if flow { self.flow_plain } else { self.plain }) {
            style = ScalarStyle::SingleQuoted;
        }
        if style == ScalarStyle::SingleQuoted && !self.single_quoted {
            style = ScalarStyle::DoubleQuoted;
        }
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) && (!self.block || simple_key || flow) {
            style = ScalarStyle::DoubleQuoted;
        }
        style
    }
}

/// Whether all of a text is letters, digits and the marks that never matter: most are.
fn is_simple_word(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(first) if first.is_ascii_alphanumeric() || matches!(first, b'_' | b'/' | b'$' | b'('))
        && bytes.iter().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'$' | b'(' | b')' | b'+' | b'=')
        })
}

fn scan(text: &str, dialect: Dialect) -> Analysis {
    let bytes = text.as_bytes();
    let mut indicators = text.starts_with("---") || text.starts_with("...");
    let mut flow_indicators = indicators;
    let (mut breaks, mut special, mut tabs) = (false, false, false);
    let (mut break_space, mut space_break) = (false, false);
    let (mut after_space, mut after_break, mut after_white) = (false, false, true);
    for (at, c) in text.char_indices() {
        let before_white = matches!(bytes.get(at + c.len_utf8()), None | Some(b' ' | b'\t'));
        indicators |= match c {
            '#' => after_white,
            ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`' => at == 0,
            '?' | '-' => at == 0 && before_white,
            ':' => before_white,
            _ => false,
        };
        flow_indicators |= matches!(c, ',' | '?' | '[' | ']' | '{' | '}' | ':');
        if c == '\t' && dialect == Dialect::V3 {
            tabs = true;
        } else if !is_printable(c) {
            special = true;
        }
        if c == ' ' {
            break_space |= after_break;
            (after_space, after_break) = (true, false);
        } else if is_break(c) {
            breaks = true;
            space_break |= after_space;
            (after_space, after_break) = (false, true);
        } else {
            (after_space, after_break) = (false, false);
        }
        after_white = c == ' ' || c == '\t' || is_break(c);
    }
    let edge = |c: Option<char>| c.is_some_and(|c| c == ' ' || is_break(c));
    let ragged = edge(text.chars().next()) || edge(text.chars().next_back());
    let quoted_only = space_break || special;
    let plain = !(ragged || break_space || quoted_only || tabs || breaks || indicators);
    Analysis {
        multiline: breaks,
        simple: false,
        plain,
        flow_plain: plain && !flow_indicators,
        single_quoted: !(break_space || quoted_only || tabs),
        block: !(quoted_only || text.ends_with(' ')),
    }
}
