//! What a MiniJinja text is lowered to: statements and expressions with their places, names as numbers, functions and filters
//! found. It owns all that it needs of the text.

use super::filters::Filter;
use super::predicates::Test;
use crate::go::{Str, Value};
use crate::source::{SourceId, Span};
use std::rc::Rc;

/// A name by number, the same in all texts of a session.
pub(super) type Name = u32;

/// The bytes of a statement or an expression in its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub start: u32,
    pub end: u32,
}

/// What one text is.
pub(super) struct Unit {
    /// The name that errors and origins give.
    pub name: Str,
    pub text: Str,
    pub source: SourceId,
    /// The folder of the chart that the text belongs to, as it stands in names of templates.
    pub chart: Str,
    pub body: Body,
    pub blocks: Vec<Rc<BlockDefinition>>,
    /// The names of macros that the text's outermost level defines.
    pub macros: Vec<Name>,
}

/// Statements that are executed one after another.
#[derive(Default)]
pub(super) struct Body {
    pub statements: Vec<Statement>,
    /// How deeply statements and expressions are nested, for the native stack.
    pub levels: u32,
}

/// A part that a template that extends this one may replace.
pub(super) struct BlockDefinition {
    pub name: Name,
    pub required: bool,
    pub body: Body,
}

pub(super) struct Statement {
    pub place: Place,
    pub kind: StatementKind,
}

pub(super) enum StatementKind {
    /// The text that stands at the statement's place.
    Text,
    Print(Expression),
    For(Rc<Loop>),
    /// Conditions with what they guard, and what happens where none holds.
    If(Vec<(Expression, Vec<Statement>)>, Vec<Statement>),
    With(Vec<(Target, Expression)>, Vec<Statement>),
    Set(Target, Expression),
    /// What the statements write goes through the filters, which start from [`ExpressionKind::Captured`].
    SetBlock(Target, Option<Expression>, Vec<Statement>),
    FilterBlock(Expression, Vec<Statement>),
    Group(Vec<Statement>),
    Block(Rc<BlockDefinition>),
    Import(Expression, Target),
    /// Names in the other text with their names here.
    FromImport(Expression, Vec<(Name, Name)>),
    Extends(Expression),
    Include {
        template: Expression,
        optional: bool,
    },
    Macro(Rc<Macro>),
    /// A call, and the macro that it finds as `caller`.
    CallBlock(Expression, Rc<Macro>),
    Continue,
    Break,
    Do(Expression),
}

pub(super) struct Loop {
    pub target: Target,
    pub items: Expression,
    pub condition: Option<Expression>,
    pub recursive: bool,
    /// Whether the body speaks of `loop`.
    pub speaks_of_loop: bool,
    pub body: Vec<Statement>,
    pub otherwise: Vec<Statement>,
    pub levels: u32,
}

/// What values are assigned to.
pub(super) enum Target {
    Name(Name),
    /// An entry of a namespace.
    Entry(Expression, Str),
    Many(Vec<Target>, Place),
}

pub(super) struct Macro {
    pub name: Name,
    pub parameters: Vec<Name>,
    /// The defaults of the last parameters.
    pub defaults: Vec<Expression>,
    pub body: Body,
    /// Names that the body uses and does not define, to be found where the macro is declared.
    pub free: Vec<Name>,
    /// Whether the body speaks of `caller`.
    pub wants_caller: bool,
}

pub(super) struct Expression {
    pub place: Place,
    pub kind: ExpressionKind,
}

pub(super) enum ExpressionKind {
    Constant(Value),
    Name(Name, Str),
    Attribute(Box<Expression>, Str),
    Item(Box<Expression>, Box<Expression>),
    Slice(Box<Expression>, [Option<Box<Expression>>; 3]),
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// Texts that are put together.
    Concat(Vec<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    /// `a < b < c`.
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
    Choice {
        test: Box<Expression>,
        yes: Box<Expression>,
        no: Option<Box<Expression>>,
    },
    Filter(Box<Applied<Filter>>),
    Test(Box<Applied<Test>>),
    Call(Box<Invocation>),
    List(Vec<Expression>),
    Map(Vec<(Expression, Expression)>),
    /// What the statements of a block wrote.
    Captured,
}

/// A filter or test with what it is applied to.
pub(super) struct Applied<T> {
    pub what: T,
    pub operand: Expression,
    pub args: Vec<Argument>,
}

/// Something that is called.
pub(super) struct Invocation {
    pub callee: Callee,
    pub args: Vec<Argument>,
}

pub(super) enum Callee {
    /// A variable of that name where there is one, otherwise a function.
    Name(Name, Str, Option<Called>),
    Method(Expression, Str),
    /// `self.name()`.
    Block(Name),
    Value(Expression),
}

/// A function.
#[derive(Clone, Copy)]
pub(super) enum Called {
    /// One of the library's.
    Library(Library),
    Own(Own),
}

/// A function of the library.
#[derive(Clone, Copy)]
pub(super) struct Library {
    /// Its number in the set.
    pub number: u32,
    /// Whether an undefined value is nil to it: what asks for a value or gives one does not mind.
    pub takes_undefined: bool,
}

/// Functions that belong to the language or need to know where they are called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Include,
    Tpl,
    Range,
    Dict,
    Namespace,
    Super,
}

pub(super) enum Argument {
    Position(Expression),
    Keyword(Str, Expression),
    Spread(Expression),
    SpreadKeywords(Expression),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Power,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
}

impl Unit {
    /// A text of which nothing is known yet.
    pub fn new(name: Str, text: Str, source: SourceId, chart: Str) -> Self {
        Unit { name, text, source, chart, body: Body::default(), blocks: Vec::new(), macros: Vec::new() }
    }

    /// A place in the text as reports want it.
    pub fn span(&self, place: Place) -> Span {
        Span::new(self.source, place.start as usize..place.end as usize)
    }

    /// The bytes of a place.
    pub fn slice(&self, place: Place) -> &[u8] {
        self.text.get(place.start as usize..place.end as usize).unwrap_or_default()
    }
}
