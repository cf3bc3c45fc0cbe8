//! The syntax tree of a template, with the places that Go's error sentences name. It lives from parsing to compiling, in an
//! arena that is freed as a whole: lists are slices there, names are slices of the template's text.

use super::number::Number;

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
#[derive(Clone, Copy, Debug)]
pub(super) struct Tree<'a> {
    pub name: &'a [u8],
    pub root: &'a [Node<'a>],
}

/// What a template is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node<'a> {
    Text(Range),
    Action(Place, &'a Pipeline<'a>),
    /// `if` with its `else if`s.
    If(Branches<'a>),
    /// `with` with its `else with`s.
    With(Branches<'a>),
    Range(&'a Loop<'a>),
    Template(&'a Invocation<'a>),
    Break,
    Continue,
}

/// The arms of `if` or `with`, tried in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branches<'a> {
    pub arms: &'a [(Pipeline<'a>, &'a [Node<'a>])],
    pub otherwise: Option<&'a [Node<'a>]>,
}

/// A `range`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop<'a> {
    pub pipeline: Pipeline<'a>,
    pub body: &'a [Node<'a>],
    pub otherwise: Option<&'a [Node<'a>]>,
}

/// `{{template "name" pipeline}}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Invocation<'a> {
    pub place: Place,
    pub name: &'a [u8],
    pub pipeline: Option<Pipeline<'a>>,
}

/// Commands joined by `|`, and the variables that take the result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pipeline<'a> {
    pub place: Place,
    pub variables: &'a [&'a [u8]],
    /// The variables exist already: `=` rather than `:=`.
    pub assign: bool,
    pub commands: &'a [Command<'a>],
}

/// A word and its arguments.
#[derive(Clone, Copy, Debug)]
pub(super) struct Command<'a> {
    pub place: Place,
    pub operands: &'a [Operand<'a>],
}

/// One word of a command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operand<'a> {
    pub place: Place,
    pub term: Term<'a>,
}

/// Fields that follow each other, as they are written but for the first dot: `a.b`.
pub(super) type Path<'a> = &'a [u8];

/// What a word is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Term<'a> {
    Bool(bool),
    Nil,
    Dot,
    Number(&'a Number),
    String(&'a [u8]),
    /// `.a.b`.
    Field(Path<'a>),
    /// `$x.a.b`; without fields the path is empty.
    Variable(&'a [u8], Path<'a>),
    /// A function's name and number.
    Function(&'a [u8], u32),
    /// A pipeline in parentheses.
    Pipeline(&'a Pipeline<'a>),
    /// A term that is neither field nor variable, followed by fields.
    Chain(&'a Operand<'a>, Path<'a>),
}

impl Node<'_> {
    /// Whether a template of this alone counts as empty, so that it does not replace another of its name.
    pub fn is_blank(&self, text: &[u8]) -> bool {
        matches!(self, Node::Text(range) if crate::go::strings::trim_space(range.of(text)).is_empty())
    }
}
