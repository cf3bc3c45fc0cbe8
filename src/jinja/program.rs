//! What a MiniJinja text is lowered to: statements and expressions with their places, names as numbers, functions and filters
//! found. It owns all that it needs of the text.

use super::filters::Filter;
use super::predicates::Test;
use crate::go::{Str, Value};
use crate::source::{SourceId, Span};
use smallvec::SmallVec;
use std::sync::Arc;

/// A name by number, the same in all texts of a session.
pub(super) type Name = u32;

/// A name by its number in [`Unit::names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Local(pub u32);

/// A name that a text speaks of.
#[derive(Debug)]
pub(super) struct Known {
    pub name: Name,
    pub text: Str,
}

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
    /// The names that the text speaks of.
    pub names: Vec<Known>,
    pub body: Body,
    pub blocks: Vec<Arc<BlockDefinition>>,
}

/// Statements that are executed one after another.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub statements: Vec<Statement>,
    /// How deeply statements and expressions are nested, for the native stack.
    pub levels: u32,
}

/// A part that a template that extends this one may replace.
#[derive(Debug)]
pub(super) struct BlockDefinition {
    pub name: Local,
    pub required: bool,
    pub body: Body,
}

#[derive(Debug)]
pub(super) struct Statement {
    pub place: Place,
    /// How deeply it nests, itself among it.
    pub levels: u32,
    pub kind: StatementKind,
}

/// Small: what is rare is behind a pointer, since most statements are text and prints.
#[derive(Debug)]
pub(super) enum StatementKind {
    /// The text that stands at the statement's place.
    Text,
    Print(Expression),
    For(Arc<Loop>),
    /// Conditions with what they guard, and what happens where none holds.
    If(Vec<(Expression, Vec<Statement>)>, Vec<Statement>),
    With(Vec<(Target, Expression)>, Vec<Statement>),
    Set(Box<(Target, Expression)>),
    /// What the statements write goes through the filters, which start from [`ExpressionKind::Captured`].
    SetBlock(Box<(Target, Option<Expression>, Vec<Statement>)>),
    FilterBlock(Box<(Expression, Vec<Statement>)>),
    Group(Vec<Statement>),
    Block(Arc<BlockDefinition>),
    Import(Box<(Expression, Target)>),
    /// Names in the other text with their names here.
    FromImport(Box<(Expression, Vec<(Local, Local)>)>),
    Extends(Expression),
    Include {
        template: Box<Expression>,
        optional: bool,
    },
    Macro(Arc<Macro>),
    /// A call, and the macro that it finds as `caller`.
    CallBlock(Box<Expression>, Arc<Macro>),
    Continue,
    Break,
    Do(Expression),
}

#[derive(Debug)]
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
#[derive(Debug)]
pub(super) enum Target {
    Name(Local),
    /// An entry of a namespace.
    Entry(Expression, Local),
    Many(Vec<Target>, Place),
}

#[derive(Debug)]
pub(super) struct Macro {
    pub name: Local,
    pub parameters: Vec<Local>,
    /// The defaults of the last parameters.
    pub defaults: Vec<Expression>,
    pub body: Body,
    /// Names that the body uses and does not define, to be found where the macro is declared.
    pub free: Vec<Local>,
    /// Whether the body speaks of `caller`.
    pub wants_caller: bool,
}

#[derive(Debug)]
pub(super) struct Expression {
    pub place: Place,
    /// How deeply it nests, itself among it.
    pub levels: u32,
    pub kind: ExpressionKind,
}

#[derive(Debug)]
pub(super) enum ExpressionKind {
    Constant(Constant),
    Name(Local),
    /// `base.first.second`.
    Fields(Box<(Expression, SmallVec<[Field; 4]>)>),
    Item(Box<(Expression, Expression)>),
    /// What is sliced, and the bounds.
    Slice(Box<(Expression, [Option<Expression>; 3])>),
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Binary(Operator, Box<(Expression, Expression)>),
    /// Texts that are put together.
    Concat(Vec<Expression>),
    And(Box<(Expression, Expression)>),
    Or(Box<(Expression, Expression)>),
    /// `a < b < c`.
    Chain(Box<(Expression, Vec<(Operator, Expression)>)>),
    Choice(Box<Choice>),
    Filter(Box<Applied<Filter>>),
    Test(Box<Applied<Test>>),
    Call(Box<Invocation>),
    List(Vec<Expression>),
    Map(Vec<(Expression, Expression)>),
    /// What the statements of a block wrote.
    Captured,
}

/// A field behind a base.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: Local,
    /// Where it ends in the text.
    pub end: u32,
}

/// `yes if test else no`.
#[derive(Debug)]
pub(super) struct Choice {
    pub test: Expression,
    pub yes: Expression,
    pub no: Option<Expression>,
}

/// A literal.
#[derive(Clone, Debug)]
pub(super) enum Constant {
    Nil,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(Str),
}

impl Constant {
    /// The value that it stands for.
    pub fn value(&self) -> Value {
        match self {
            Constant::Nil => Value::Nil,
            Constant::Bool(flag) => Value::Bool(*flag),
            Constant::Integer(number) => Value::int(*number),
            Constant::Float(number) => Value::Float(*number),
            Constant::Text(text) => Value::Str(text.clone()),
        }
    }
}

/// A filter or test with what it is applied to.
#[derive(Debug)]
pub(super) struct Applied<T> {
    pub what: T,
    pub operand: Expression,
    pub args: Vec<Argument>,
}

/// Something that is called.
#[derive(Debug)]
pub(super) struct Invocation {
    pub callee: Callee,
    pub args: Vec<Argument>,
}

#[derive(Debug)]
pub(super) enum Callee {
    /// A variable of that name where there is one, otherwise a function.
    Name(Local, Option<Called>),
    Method(Expression, Local),
    /// `self.name()`.
    Block(Local),
    Value(Expression),
}

/// A function.
#[derive(Clone, Copy, Debug)]
pub(super) enum Called {
    /// One of the library's.
    Library(Library),
    Own(Own),
}

/// A function of the library.
#[derive(Clone, Copy, Debug)]
pub(super) struct Library {
    /// Its number in the set.
    pub number: u32,
    /// Whether an undefined value is nil to it: what asks for a value or gives one does not mind.
    pub takes_undefined: bool,
}

/// Functions that belong to the language or need to know where they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Include,
    Tpl,
    Range,
    Dict,
    Namespace,
    Super,
}

#[derive(Debug)]
pub(super) enum Argument {
    Position(Expression),
    Keyword(Local, Expression),
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
        Unit { name, text, source, chart, names: Vec::new(), body: Body::default(), blocks: Vec::new() }
    }

    /// The number that a name has in all texts.
    pub fn global(&self, name: Local) -> Name {
        self.names.get(name.0 as usize).map_or(Name::MAX, |known| known.name)
    }

    /// How a name is written.
    pub fn spelled(&self, name: Local) -> Str {
        self.names.get(name.0 as usize).map(|known| known.text.clone()).unwrap_or_default()
    }

    /// The macros that the text's outermost level defines.
    pub fn macros(&self) -> impl Iterator<Item = &Arc<Macro>> {
        self.body.statements.iter().filter_map(|statement| match &statement.kind {
            StatementKind::Macro(definition) => Some(definition),
            _ => None,
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_stay_small() {
        assert!(size_of::<Expression>() <= 48, "{}", size_of::<Expression>());
        assert!(size_of::<Statement>() <= 72, "{}", size_of::<Statement>());
    }
}
