//! The syntax tree of a template, with the places that Go's error sentences name. It lives from parsing to compiling.

use super::number::Number;
use crate::go::Str;
use smallvec::SmallVec;

/// A byte range in the template's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub start: u32,
    pub end: u32,
}

impl Range {
    pub fn new(start: usize, end: usize) -> Self {
        // Texts are capped below 4 GiB when they are parsed.
        Range { start: start as u32, end: end as u32 }
    }

    pub fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Where a node is: the text that it covers, and the byte that Go gives as its position, which is not always the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub range: Range,
    pub position: u32,
}

/// A named template: the text as a whole, or a `define` or `block` in it.
#[derive(Debug)]
pub(super) struct Tree {
    pub name: Str,
    pub root: Vec<Node>,
}

/// What a template is made of.
#[derive(Debug)]
pub(super) enum Node {
    Text(Range),
    Action(Place, Pipeline),
    /// `if` with its `else if`s.
    If(Branches),
    /// `with` with its `else with`s.
    With(Branches),
    Range(Box<Loop>),
    Template(Box<Invocation>),
    Break,
    Continue,
}

/// The arms of `if` or `with`, tried in order.
#[derive(Debug)]
pub(super) struct Branches {
    pub arms: Vec<(Pipeline, Vec<Node>)>,
    pub otherwise: Option<Vec<Node>>,
}

/// A `range`.
#[derive(Debug)]
pub(super) struct Loop {
    pub pipeline: Pipeline,
    pub body: Vec<Node>,
    pub otherwise: Option<Vec<Node>>,
}

/// `{{template "name" pipeline}}`.
#[derive(Debug)]
pub(super) struct Invocation {
    pub place: Place,
    pub name: Str,
    pub pipeline: Option<Pipeline>,
}

/// Commands joined by `|`, and the variables that take the result.
#[derive(Debug)]
pub(super) struct Pipeline {
    pub place: Place,
    pub variables: Vec<Str>,
    /// The variables exist already: `=` rather than `:=`.
    pub assign: bool,
    pub commands: SmallVec<[Command; 1]>,
}

/// A word and its arguments.
#[derive(Debug)]
pub(super) struct Command {
    pub place: Place,
    pub operands: SmallVec<[Operand; 1]>,
}

/// One word of a command.
#[derive(Debug)]
pub(super) struct Operand {
    pub place: Place,
    pub term: Term,
}

/// What a word is.
#[derive(Debug)]
pub(super) enum Term {
    Bool(bool),
    Nil,
    Dot,
    Number(Number),
    String(Str),
    /// `.a.b`.
    Field(Vec<Str>),
    /// `$x.a.b`.
    Variable(Str, Vec<Str>),
    /// A function's name.
    Function(Str),
    /// A pipeline in parentheses.
    Pipeline(Box<Pipeline>),
    /// A term that is neither field nor variable, followed by fields.
    Chain(Box<Operand>, Vec<Str>),
}

impl Node {
    /// Whether a template of this alone counts as empty, so that it does not replace another of its name.
    pub fn is_blank(&self, text: &[u8]) -> bool {
        matches!(self, Node::Text(range) if crate::go::strings::trim_space(range.of(text)).is_empty())
    }
}
