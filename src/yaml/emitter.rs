//! Writing YAML's layout as libyaml's emitter in go-yaml does: indentation, indicators, scalars in the style that their
//! text allows. What is written comes from elsewhere; a column and a few flags are all the state.

mod analysis;
mod comments;
mod scalar;

use super::dialect::Dialect;
use analysis::Analysis;
pub(super) use comments::Waiting;

/// The style that a scalar should have, if its text allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarStyle {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,
}

/// What stands in front of a node.
pub(super) struct Front<'t> {
    pub(super) anchor: Option<&'t str>,
    /// In its short form.
    pub(super) tag: Option<&'t str>,
}

impl Front<'_> {
    /// Its part in the length of a key.
    pub(super) fn length(&self) -> usize {
        self.anchor.map_or(0, str::len) + self.tag.map_or(0, str::len)
    }
}

/// The style in which a text is written outside of brackets when `wanted` is asked for.
pub(super) fn allowed_style(text: &str, wanted: ScalarStyle, dialect: Dialect) -> ScalarStyle {
    Analysis::of(text, dialect).style(wanted, false, false)
}

/// Whether a text has several lines to go-yaml.
pub(super) fn is_multiline(text: &str) -> bool {
    text.contains(analysis::is_break)
}

/// The indentation of each level.
const INDENT: usize = 2;

/// The longest key that may stand on one line with its value, in bytes.
pub(super) const MAX_SIMPLE_KEY: usize = 128;

/// The text written so far.
pub(super) struct Emitter {
    out: String,
    dialect: Dialect,
    /// The column in characters after which a line may be folded.
    width: usize,
    /// Whether sequences in mappings are not indented.
    compact: bool,
    /// How many flow collections are open.
    flow_level: usize,
    /// In characters.
    column: usize,
    /// The column of the innermost block collection; `None` outside.
    indent: Option<usize>,
    indents: Vec<Option<usize>>,
    /// Whether the last character was white space.
    whitespace: bool,
    /// Whether there is nothing but indentation and indicators on the line so far.
    indention: bool,
    /// Comments that are to be written, and whether there was any.
    waiting: Waiting,
    commented: bool,
    /// The indentation of the foot that was just written: an empty line sets it off from what is indented as it is.
    foot_indent: Option<usize>,
}

impl Emitter {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self::onto(String::new(), dialect)
    }

    /// An emitter that appends a document to `out`, which is empty or ends with a line.
    pub(super) fn onto(out: String, dialect: Dialect) -> Self {
        let width = if dialect == Dialect::V2 { 80 } else { usize::MAX };
        Emitter {
            out,
            dialect,
            width,
            compact: dialect == Dialect::V2,
            flow_level: 0,
            column: 0,
            indent: None,
            indents: Vec::new(),
            whitespace: true,
            indention: true,
            waiting: Waiting::default(),
            commented: false,
            foot_indent: None,
        }
    }

    /// Whether sequences in mappings are not to be indented.
    pub(super) fn set_compact(&mut self, compact: bool) {
        self.compact = compact;
    }

    /// Whether a flow collection is open.
    pub(super) fn in_flow(&self) -> bool {
        self.flow_level > 0
    }

    /// The number of bytes so far.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Ends the document and gives the text.
    pub(super) fn finish(mut self) -> String {
        self.end();
        self.out
    }

    /// Makes room for so many more bytes.
    pub(super) fn reserve(&mut self, more: usize) {
        self.out.reserve_exact(more);
    }

    /// The text of documents that have ended.
    pub(super) fn into_text(self) -> String {
        self.out
    }

    /// Ends the document; another may follow.
    pub(super) fn end(&mut self) {
        self.foot_indent = Some(0);
        self.foot_comment();
        self.foot_indent = None;
        self.start_line();
    }

    /// Writes a line of its own between two documents.
    pub(super) fn separator(&mut self, line: &str) {
        self.out.push_str(line);
    }

    /// Puts `text`, which is empty or whole lines, in the place of what was written from the byte `from` on, and begins a document.
    pub(super) fn replace_from(&mut self, from: usize, text: &str) {
        let mut out = std::mem::take(&mut self.out);
        out.truncate(from);
        out.push_str(text);
        let (compact, indents) = (self.compact, std::mem::take(&mut self.indents));
        *self = Emitter { compact, indents, ..Emitter::onto(out, self.dialect) };
        self.indents.clear();
    }

    /// Opens a block sequence; `in_mapping` as a mapping's value.
    pub(super) fn open_sequence(&mut self, in_mapping: bool) {
        let indented = !(self.compact && in_mapping && (self.column == 0 || !self.indention));
        self.push_indent(indented);
    }

    /// Opens a block mapping.
    pub(super) fn open_mapping(&mut self) {
        self.push_indent(true);
    }

    /// Closes the innermost block collection.
    pub(super) fn close(&mut self) {
        self.indent = self.indents.pop().flatten();
    }

    fn push_indent(&mut self, indented: bool) {
        self.indents.push(self.indent);
        self.indent = match self.indent {
            None => Some(0),
            Some(indent) if indented => Some(indent + INDENT),
            same => same,
        };
    }

    /// Begins an item of a sequence.
    pub(super) fn item(&mut self) {
        self.head_comment();
        self.start_line();
        self.indicator("-", true, true);
    }

    /// Begins an entry of a block mapping whose key is a node of its own.
    pub(super) fn entry(&mut self) {
        self.head_comment();
        self.start_line();
        self.hold_key_comment();
    }

    /// Announces a key that does not stand on one line with its value.
    pub(super) fn question(&mut self) {
        self.indicator("?", true, !self.in_flow());
    }

    /// Ends a key.
    pub(super) fn colon(&mut self, simple_key: bool) {
        if simple_key {
            self.indicator(":", false, false);
        } else if self.in_flow() {
            self.indicator(":", true, false);
        } else {
            self.start_line();
            self.indicator(":", true, true);
        }
    }

    /// Opens a flow collection with its bracket.
    pub(super) fn open_flow(&mut self, bracket: &str) {
        self.indicator(bracket, true, false);
        self.whitespace = true;
        self.indents.push(self.indent);
        self.indent = Some(self.indent.map_or(INDENT, |indent| indent + INDENT));
        self.flow_level += 1;
    }

    /// Goes on to the next item or entry of a flow collection.
    pub(super) fn flow_comma(&mut self) {
        self.indicator(",", false, false);
    }

    /// Begins an item or an entry of a flow collection.
    pub(super) fn flow_item(&mut self) {
        self.head_comment();
        if self.column == 0 {
            self.start_line();
        }
    }

    /// Closes the innermost flow collection with its bracket.
    pub(super) fn close_flow(&mut self, bracket: &str) {
        if bracket == "}" {
            self.head_comment();
        }
        self.flow_level = self.flow_level.saturating_sub(1);
        self.close();
        if self.column == 0 && bracket == "]" {
            self.start_line();
        }
        self.indicator(bracket, false, false);
    }

    /// Writes an anchor and a tag.
    pub(super) fn front(&mut self, front: &Front<'_>) {
        if let Some(anchor) = front.anchor {
            self.indicator("&", true, false);
            self.indicator(anchor, false, false);
        }
        match front.tag {
            None => {}
            Some(tag) if tag.starts_with('!') => {
                let suffix = tag.trim_start_matches('!');
                self.indicator(&tag[..tag.len() - suffix.len()], true, false);
                self.indicator(&escaped_uri(suffix), false, false);
            }
            Some(tag) => {
                self.indicator("!<", true, false);
                self.indicator(&escaped_uri(tag), false, false);
                self.indicator(">", false, false);
            }
        }
    }

    /// Writes an alias.
    pub(super) fn alias(&mut self, name: &str) {
        self.indicator("*", true, false);
        self.indicator(name, false, false);
    }

    /// Writes a key and what leads to its value.
    pub(super) fn key(&mut self, text: &str, style: ScalarStyle) {
        let analysis = Analysis::of(text, self.dialect);
        self.start_line();
        if text.len() <= MAX_SIMPLE_KEY && !analysis.multiline {
            self.analyzed_scalar(text, style, &analysis, true);
            self.out.push(':');
            self.column += 1;
            self.whitespace = false;
            self.indention = false;
        } else {
            self.indicator("?", true, true);
            self.analyzed_scalar(text, style, &analysis, false);
            self.start_line();
            self.indicator(":", true, true);
        }
    }

    /// Writes a short key that stands for itself in any style, and what leads to its value.
    pub(super) fn word_key(&mut self, word: &str) {
        self.start_line();
        self.indicator(word, true, false);
        self.indicator(":", false, false);
    }

    /// Writes a key that is binary data in base64.
    pub(super) fn binary_key(&mut self, text: &str) {
        let tag = "!!binary";
        self.start_line();
        if text.len() + "!!".len() + "binary".len() <= MAX_SIMPLE_KEY && !text.contains('\n') {
            self.indicator(tag, true, false);
            self.scalar(text, ScalarStyle::Plain);
            self.out.push(':');
            self.column += 1;
            self.whitespace = false;
            self.indention = false;
        } else {
            self.indicator("?", true, true);
            self.indicator(tag, true, false);
            self.scalar(text, if text.contains('\n') { ScalarStyle::Literal } else { ScalarStyle::Plain });
            self.start_line();
            self.indicator(":", true, true);
        }
    }

    /// Writes a collection that is empty: `[]` or `{}`.
    pub(super) fn empty(&mut self, brackets: &str) {
        self.indicator(brackets, true, false);
    }

    /// Writes a tag.
    pub(super) fn tag(&mut self, tag: &str) {
        self.indicator(tag, true, false);
    }

    /// Writes a text that stands for itself in any style, such as a number.
    pub(super) fn word(&mut self, word: &str) {
        self.indicator(word, true, false);
    }

    /// Writes a scalar that is not a key.
    pub(super) fn scalar(&mut self, text: &str, style: ScalarStyle) {
        let analysis = Analysis::of(text, self.dialect);
        self.analyzed_scalar(text, style, &analysis, false);
    }

    /// Writes a scalar, which may be a key on the line of its value.
    pub(super) fn scalar_at(&mut self, text: &str, style: ScalarStyle, simple_key: bool) {
        let analysis = Analysis::of(text, self.dialect);
        self.analyzed_scalar(text, style, &analysis, simple_key);
    }

    fn analyzed_scalar(&mut self, text: &str, style: ScalarStyle, analysis: &Analysis, simple_key: bool) {
        let mut style = analysis.style(style, simple_key, self.in_flow());
        if style == ScalarStyle::Plain && text.is_empty() && simple_key {
            style = ScalarStyle::SingleQuoted;
        }
        let outer = self.indent;
        self.indent = Some(outer.map_or(INDENT, |indent| indent + INDENT));
        match style {
            ScalarStyle::Plain if analysis.simple && !text.is_empty() => {
                self.separate();
                self.out.push_str(text);
                self.column += text.len();
                self.whitespace = false;
                self.indention = false;
            }
            ScalarStyle::Plain => self.plain(text, !simple_key),
            ScalarStyle::SingleQuoted => self.single_quoted(text, !simple_key),
            ScalarStyle::DoubleQuoted => self.double_quoted(text, !simple_key),
            ScalarStyle::Literal => self.literal(text),
            ScalarStyle::Folded => self.folded_block(text),
        }
        self.indent = outer;
    }

    /// Writes a space unless there is one.
    fn separate(&mut self) {
        if !self.whitespace {
            self.out.push(' ');
            self.column += 1;
        }
    }

    /// Writes ASCII text after a space. `indention`: it counts as part of the indentation.
    fn indicator(&mut self, text: &str, space: bool, indention: bool) {
        if space {
            self.separate();
        }
        self.out.push_str(text);
        self.column += text.len();
        self.whitespace = false;
        self.indention &= indention;
    }

    fn push_spaces(&mut self, count: usize) {
        const SPACES: &str = "                                ";
        match SPACES.get(..count) {
            Some(spaces) => self.out.push_str(spaces),
            None => self.out.extend(std::iter::repeat_n(' ', count)),
        }
        self.column += count;
    }

    fn line_break(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    /// Goes to the indentation, on a new line unless this one has only indentation so far.
    fn start_line(&mut self) {
        let indent = self.indent.unwrap_or(0);
        if !self.indention || self.column > indent || (self.column == indent && !self.whitespace) {
            self.line_break();
        }
        if self.foot_indent.take() == Some(indent) {
            self.line_break();
        }
        if let Some(missing) = indent.checked_sub(self.column) {
            self.push_spaces(missing);
        }
        self.whitespace = true;
        self.indention = true;
    }
}

/// A tag with the characters escaped that may not stand in one.
fn escaped_uri(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_;/?:@&=+$,.~*'()[]".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
