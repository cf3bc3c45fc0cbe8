//! Writing YAML's layout as libyaml's emitter in go-yaml does: indentation, indicators, scalars in the style that their
//! text allows. What is written comes from elsewhere; a column and a few flags are all the state.

mod analysis;
mod scalar;

use super::dialect::Dialect;
use analysis::Analysis;

/// The style that a scalar should have, if its text allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScalarStyle {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
}

/// The indentation of each level.
const INDENT: usize = 2;

/// The longest key that may stand on one line with its value, in bytes.
const MAX_SIMPLE_KEY: usize = 128;

/// The text written so far.
pub(super) struct Emitter {
    out: String,
    dialect: Dialect,
    /// The column in characters after which a line may be folded.
    width: usize,
    /// In characters.
    column: usize,
    /// The column of the innermost block collection; `None` outside.
    indent: Option<usize>,
    indents: Vec<Option<usize>>,
    /// Whether the last character was white space.
    whitespace: bool,
    /// Whether there is nothing but indentation and indicators on the line so far.
    indention: bool,
}

impl Emitter {
    pub(super) fn new(dialect: Dialect) -> Self {
        let width = if dialect == Dialect::V2 { 80 } else { usize::MAX };
        Emitter {
            out: String::new(),
            dialect,
            width,
            column: 0,
            indent: None,
            indents: Vec::new(),
            whitespace: true,
            indention: true,
        }
    }

    /// The number of bytes so far.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Ends the document and gives its text.
    pub(super) fn finish(mut self) -> String {
        self.start_line();
        self.out
    }

    /// Opens a block sequence; `in_mapping` as a mapping's value.
    pub(super) fn open_sequence(&mut self, in_mapping: bool) {
        let indented = !(self.dialect == Dialect::V2 && in_mapping && !self.indention);
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
        self.start_line();
        self.indicator("-", true, true);
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

    fn analyzed_scalar(&mut self, text: &str, style: ScalarStyle, analysis: &Analysis, simple_key: bool) {
        let style = analysis.style(style, simple_key);
        let outer = self.indent;
        self.indent = Some(outer.map_or(INDENT, |indent| indent + INDENT));
        match style {
            ScalarStyle::Plain if analysis.simple => {
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
        while self.column < indent {
            self.out.push(' ');
            self.column += 1;
        }
        self.whitespace = true;
        self.indention = true;
    }
}
