//! [`Program`], a checked expression ready to be evaluated: names are slots, calls know their overloads, patterns that are
//! literals are compiled. It holds nothing of an evaluation, so that any number of threads may run it.

use super::environment::{Function, Variables};
use super::error::{Error, Position};
use super::evaluate::Evaluation;
use super::runtime::Runtime;
use super::syntax::{Binary, Loop, RESERVED, Unary};
use super::types::Type;
use super::value::Value;
use crate::go::regexp::Regexp;
use std::sync::Arc;

/// A compiled expression.
#[derive(Clone)]
pub struct Program {
    root: Arc<Node>,
    result: Type,
}

/// What is evaluated, and its place in the text.
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) position: Position,
}

pub(super) enum NodeKind {
    Constant(Value<'static>),
    Variable(usize),
    /// A variable of a macro, counted from the outermost.
    Local(usize),
    Select {
        operand: Box<Node>,
        field: Field,
        optional: bool,
    },
    Has {
        operand: Box<Node>,
        field: Field,
    },
    Index {
        operand: Box<Node>,
        key: Box<Node>,
        optional: bool,
    },
    Call {
        name: String,
        function: Arc<Function>,
        arguments: Vec<Node>,
    },
    /// `matches` with a pattern that is a literal.
    Matches {
        text: Box<Node>,
        pattern: Arc<Regexp>,
    },
    Unary {
        operator: Unary,
        operand: Box<Node>,
    },
    Binary {
        operator: Binary,
        operands: Box<[Node; 2]>,
    },
    And(Vec<Node>),
    Or(Vec<Node>),
    Conditional(Box<[Node; 3]>),
    List(Vec<(Node, bool)>),
    Map(Vec<(Node, Node, bool)>),
    Loop(Box<LoopNode>),
    Bind(Box<[Node; 2]>),
    OptionalMap {
        target: Box<Node>,
        body: Box<Node>,
        flat: bool,
    },
    /// `optional.or(other)` and, where `unwrap`, `optional.orValue(other)`; a lenient one takes any value for one that is there.
    Otherwise {
        operands: Box<[Node; 2]>,
        unwrap: bool,
        lenient: bool,
    },
}

pub(super) struct LoopNode {
    pub(super) kind: Loop,
    pub(super) source: Node,
    pub(super) two: bool,
    pub(super) filter: Option<Node>,
    pub(super) body: Node,
}

/// A field's name, and the name that it stands for where it is written with escapes.
pub(super) struct Field {
    pub(super) name: Arc<str>,
    pub(super) unescaped: Option<Arc<str>>,
}

impl Field {
    pub(super) fn new(name: &str) -> Self {
        Field { name: name.into(), unescaped: unescape(name).map(Arc::from) }
    }
}

/// Kubernetes' way of writing field names that are no CEL names: `__dot__`, `__dash__`, `__slash__`, `__underscores__`, and
/// `__namespace__` for reserved words. Nothing for a name without an escape.
fn unescape(name: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = name;
    if let Some(word) = name.strip_prefix("__").and_then(|name| name.strip_suffix("__")) {
        let is_reserved = matches!(word, "true" | "false" | "null" | "in") || RESERVED.contains(&word);
        if is_reserved {
            return Some(word.to_owned());
        }
    }
    let mut changed = false;
    while let Some(at) = rest.find("__") {
        out.push_str(&rest[..at]);
        let known = [("__underscores__", "__"), ("__dot__", "."), ("__dash__", "-"), ("__slash__", "/")];
        match known.into_iter().find(|(escape, _)| rest[at..].starts_with(escape)) {
            Some((escape, meant)) => {
                out.push_str(meant);
                rest = &rest[at + escape.len()..];
                changed = true;
            }
            None => {
                out.push_str("__");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    changed.then_some(out)
}

impl Program {
    pub(super) fn new(root: Node, result: Type) -> Self {
        Program { root: Arc::new(root), result }
    }

    /// What is known of the result's type.
    pub fn result(&self) -> &Type {
        &self.result
    }

    /// The value with these variables. Steps are taken from the runtime's budget.
    pub fn evaluate<'a>(&self, variables: &dyn Variables<'a>, runtime: &Runtime) -> Result<Value<'a>, Error> {
        // Variables may be programs that ask for variables, so that stacks add up.
        stacker::maybe_grow(2 << 20, 16 << 20, || Evaluation::new(variables, runtime).evaluate(&self.root))
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_of_field_names() {
        assert_eq!(unescape("__namespace__").as_deref(), Some("namespace"));
        assert_eq!(unescape("app__dot__kubernetes__slash__part__dash__of").as_deref(), Some("app.kubernetes/part-of"));
        assert_eq!(unescape("a__underscores__b").as_deref(), Some("a__b"));
        assert_eq!(unescape("plain__name"), None);
    }
}
