//! [`Node`], an expression taken apart.

use super::Data;
use super::functions::Function;
use crate::policy::comparison::Comparison;
use smol_str::SmolStr;

/// A part of an expression. It is evaluated for a current value.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// `@`.
    Current,
    /// `$`: the value that the whole expression is evaluated for.
    Root,
    Literal(Data),
    Field(SmolStr),
    Index(i64),
    Slice(Slice),
    /// The second for what the first gives: `a.b`, `a[0]`. A field that is missing ends it.
    Chain(Box<Node>, Box<Node>),
    /// `a | b`: as a chain, but a missing field gives null.
    Pipe(Box<Node>, Box<Node>),
    /// `a[*].b`.
    Project(Box<Node>, Box<Node>),
    /// `a.*.b`.
    ProjectValues(Box<Node>, Box<Node>),
    /// `a[?condition].b`.
    Filter(Box<Filter>),
    /// `a[]`.
    Flatten(Box<Node>),
    Or(Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Compute(Arithmetic, Box<Node>, Box<Node>),
    Negate(Box<Node>),
    /// `[a, b]`.
    List(Vec<Node>),
    /// `{a: b}`.
    Map(Vec<(SmolStr, Node)>),
    Call(Box<Call>),
    /// `&a`, an argument that a function evaluates.
    Reference(Box<Node>),
    /// `$name`.
    Variable(SmolStr),
    /// `let $a = b in c`.
    Let(Vec<(SmolStr, Node)>, Box<Node>),
}

/// `[start:stop:step]`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slice {
    pub(super) start: Option<i64>,
    pub(super) stop: Option<i64>,
    pub(super) step: Option<i64>,
}

#[derive(Clone, Debug)]
pub(super) struct Filter {
    pub(super) left: Node,
    pub(super) right: Node,
    pub(super) condition: Node,
}

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) name: SmolStr,
    /// Nothing where no function has the name: that is an error where the call is reached.
    pub(super) function: Option<&'static Function>,
    pub(super) arguments: Vec<Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideWhole,
    Modulo,
}
