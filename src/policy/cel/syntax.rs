//! [`Expr`], a parsed expression with macros already told apart from calls.

use super::error::Position;
use super::value::Value;

/// Names that no variable may have, and that fields are written with an escape for: `__namespace__`.
pub(super) const RESERVED: [&str; 14] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
];

/// Names that no variable may have either; fields need no escape for them.
pub(super) const RESERVED_BESIDE: [&str; 3] = ["var", "void", "while"];

/// An expression and its place.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    pub(super) kind: ExprKind,
    pub(super) position: Position,
    /// How many expressions lie inside of one another here.
    pub(super) depth: u32,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(super) enum ExprKind {
    Literal(Value<'static>),
    /// A name; with a point in front it is looked up from the root.
    Name(String),
    Select {
        operand: Box<Expr>,
        field: String,
        optional: bool,
    },
    /// `has(operand.field)`.
    Has {
        operand: Box<Expr>,
        field: String,
    },
    Index {
        operand: Box<Expr>,
        key: Box<Expr>,
        optional: bool,
    },
    Call {
        function: String,
        target: Option<Box<Expr>>,
        arguments: Vec<Expr>,
    },
    Unary {
        operator: Unary,
        operand: Box<Expr>,
    },
    Binary {
        operator: Binary,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Conditional {
        condition: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    List(Vec<Item>),
    Map(Vec<Entry>),
    Comprehension(Box<Comprehension>),
    /// `cel.bind(name, value, body)`.
    Bind {
        name: String,
        value: Box<Expr>,
        body: Box<Expr>,
    },
    /// `target.optMap(name, body)` and `optFlatMap`.
    OptionalMap {
        target: Box<Expr>,
        name: String,
        body: Box<Expr>,
        flat: bool,
    },
}

/// An element of a list; an optional one (`?x`) is left out when it is missing.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) value: Expr,
    pub(super) optional: bool,
}

/// An entry of a map; an optional one is left out when its value is missing.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: Expr,
    pub(super) value: Expr,
    pub(super) optional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Not,
    Negate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Binary {
    /// cel-go's name for the operator.
    pub(super) fn name(self) -> &'static str {
        match self {
            Binary::Equal => "_==_",
            Binary::NotEqual => "_!=_",
            Binary::Less => "_<_",
            Binary::LessEqual => "_<=_",
            Binary::Greater => "_>_",
            Binary::GreaterEqual => "_>=_",
            Binary::In => "@in",
            Binary::Add => "_+_",
            Binary::Subtract => "_-_",
            Binary::Multiply => "_*_",
            Binary::Divide => "_/_",
            Binary::Modulo => "_%_",
        }
    }
}

/// What a macro does with each element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loop {
    All,
    Exists,
    ExistsOne,
    /// `map` and `transformList`.
    List,
    /// `filter`.
    Filter,
    /// `sortBy`.
    SortBy,
    /// `transformMap`.
    Map,
    /// `transformMapEntry`.
    MapEntry,
}

/// A macro over a list or a map.
#[derive(Clone, Debug)]
pub(super) struct Comprehension {
    pub(super) kind: Loop,
    pub(super) source: Expr,
    /// The element of a list, the key of a map; with two names the index of a list.
    pub(super) first: String,
    /// The element or value.
    pub(super) second: Option<String>,
    /// Which elements count.
    pub(super) filter: Option<Expr>,
    pub(super) body: Expr,
}

impl Expr {
    /// An expression, one deeper than the deepest that it holds.
    pub(super) fn new(kind: ExprKind, position: Position) -> Self {
        let mut deepest = 0;
        kind.each(&mut |inner| deepest = deepest.max(inner.depth));
        Expr { kind, position, depth: deepest + 1 }
    }

    /// The names of a chain `a.b.c`, as one text with points; nothing for what is no such chain.
    pub(super) fn path(&self) -> Option<String> {
        match &self.kind {
            ExprKind::Name(name) => Some(name.clone()),
            ExprKind::Select { operand, field, optional: false } => Some(format!("{}.{field}", operand.path()?)),
            _ => None,
        }
    }
}

impl ExprKind {
    /// Visits the expressions directly within.
    fn each(&self, visit: &mut dyn FnMut(&Expr)) {
        match self {
            ExprKind::Literal(_) | ExprKind::Name(_) => {}
            ExprKind::Select { operand, .. } | ExprKind::Has { operand, .. } | ExprKind::Unary { operand, .. } => {
                visit(operand);
            }
            ExprKind::Index { operand, key, .. } => [operand, key].into_iter().for_each(|one| visit(one)),
            ExprKind::Call { target, arguments, .. } => {
                target.iter().for_each(|target| visit(target));
                arguments.iter().for_each(visit);
            }
            ExprKind::Binary { left, right, .. } => [left, right].into_iter().for_each(|one| visit(one)),
            ExprKind::And(operands) | ExprKind::Or(operands) => operands.iter().for_each(visit),
            ExprKind::Conditional { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().for_each(|one| visit(one));
            }
            ExprKind::List(items) => items.iter().for_each(|item| visit(&item.value)),
            ExprKind::Map(entries) => entries.iter().for_each(|entry| {
                visit(&entry.key);
                visit(&entry.value);
            }),
            ExprKind::Comprehension(of) => {
                [Some(&of.source), of.filter.as_ref(), Some(&of.body)].into_iter().flatten().for_each(visit);
            }
            ExprKind::Bind { value, body, .. } => [value, body].into_iter().for_each(|one| visit(one)),
            ExprKind::OptionalMap { target, body, .. } => [target, body].into_iter().for_each(|one| visit(one)),
        }
    }
}
