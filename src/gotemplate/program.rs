//! The compiled form of a template's text: flat code over a stack, with variables as slots, functions as numbers and
//! names interned. It holds no values that belong to a thread, so that it can be shared by many.

use super::number::Number;
use super::syntax::Range;
use crate::go::Str;
use crate::source::{SourceId, Span};
use foldhash::HashMap;
use smallvec::SmallVec;

/// What one text compiles to: itself and what it defines.
pub(super) struct Unit {
    /// The name that errors give for the text.
    pub name: Str,
    pub text: Str,
    pub source: SourceId,
    pub code: Vec<Op>,
    pub literals: Vec<Literal>,
    pub names: Vec<Str>,
    /// Paths of fields, as numbers in `names`.
    pub paths: Vec<SmallVec<[u32; 4]>>,
    pub nodes: Vec<Mark>,
    pub failures: Vec<Failure>,
    pub loops: Vec<LoopPlan>,
    /// Slots that a reference tries in order, where a declaration may have been skipped.
    pub candidates: Vec<Candidate>,
    pub definitions: Vec<Definition>,
    /// Where definitions are by name, where there are more than a few.
    pub places: HashMap<Str, usize>,
}

/// A slot to try, and the candidate to try after it.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub slot: u32,
    pub next: Option<u32>,
}

/// Definitions up to which a search from the first to the last is quickest.
const FEW: usize = 8;

/// A template of a unit.
pub(super) struct Definition {
    pub name: Str,
    /// Where its code starts.
    pub entry: u32,
    /// The number of variable slots.
    pub slots: u32,
    /// Whether it is blank, so that it replaces no other of its name.
    pub blank: bool,
}

/// An error that is known when compiling but that Go finds out only when the place is reached.
pub(super) struct Failure {
    pub code: &'static str,
    pub sentence: String,
}

/// A literal argument whose type is known only when the method that takes it is.
pub(super) enum Literal {
    Bool(bool),
    Number(Box<Number>),
    String(Str),
}

/// A node that an error can name.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub range: Range,
    /// The byte that Go gives as the node's position.
    pub position: u32,
    pub shape: Shape,
}

/// How a node's text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// An operand, command or pipeline.
    Plain,
    /// An action in its braces.
    Action,
    /// `template` and a name in braces.
    Template,
}

/// The variables of a `range`.
pub(super) struct LoopPlan {
    /// Where the key or index goes.
    pub index: Option<Target>,
    /// Where the item goes.
    pub item: Option<Target>,
    /// Slots that an iteration starts without: among them are those whose declaration may be skipped.
    pub clear: std::ops::Range<u32>,
}

/// A variable that is written to.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Slot(u32),
    /// The first of these candidates that is set.
    Candidates(u32),
}

/// The number of a node in [`Unit::nodes`].
pub(super) type Node = u32;

/// An instruction. Those that evaluate push one value; `node` is what errors name from there on.
#[derive(Clone, Copy)]
pub(super) enum Op {
    /// Writes text.
    Text {
        start: u32,
        end: u32,
    },
    /// From here on, errors name this node.
    At {
        node: Node,
    },
    /// Pushes dot.
    Dot {
        node: Node,
    },
    /// Pushes a variable.
    Variable {
        node: Node,
        slot: u32,
    },
    /// Pushes the first candidate that is set; an error naming the variable where none is.
    Candidate {
        node: Node,
        candidates: u32,
        name: u32,
    },
    /// Pushes a literal under its own type.
    Constant {
        node: Node,
        literal: u32,
    },
    /// Pushes a literal under the type of a parameter.
    Typed {
        node: Node,
        literal: u32,
        param: ParamType,
    },
    /// Pushes an untyped nil.
    Nil {
        node: Node,
    },
    /// Fails.
    Fail {
        failure: u32,
    },
    /// Pushes what a path from dot leads to.
    DotFields {
        node: Node,
        path: u32,
    },
    /// Pushes what a path from a variable leads to.
    VariableFields {
        node: Node,
        slot: u32,
        path: u32,
    },
    /// Replaces the top by what a path from it leads to.
    Fields {
        path: u32,
    },
    /// Takes the receiver and finds its method, which has arguments; a missing receiver jumps past the call.
    Method {
        name: u32,
        args: u32,
        piped: bool,
        target: u32,
    },
    /// Checks the top against a parameter of the pending method.
    MethodArg {
        index: u32,
    },
    /// Pushes a literal under the type of a parameter of the pending method.
    MethodLiteral {
        node: Node,
        literal: u32,
        index: u32,
    },
    /// Pushes nil for a parameter of the pending method.
    MethodNil {
        node: Node,
        index: u32,
    },
    /// Calls the pending method.
    CallMethod {
        node: Node,
        args: u32,
        piped: bool,
    },
    /// Checks the top against a parameter of a function.
    Check {
        function: u32,
        index: u32,
    },
    /// Calls a function.
    Call {
        node: Node,
        function: u32,
        args: u32,
        piped: bool,
    },
    /// Forgets that the top was held by an interface: what the end of a pipeline does.
    Concrete,
    /// Makes a nil on top a nil that an interface holds.
    Interface,
    /// Jumps, keeping the top, where its truth is `when`; else drops it.
    ShortCircuit {
        when: bool,
        target: u32,
    },
    /// Drops what is under the top.
    Nip,
    /// Writes the top to a variable and keeps it.
    Store {
        target: Target,
    },
    /// Drops the top.
    Drop,
    /// Prints the top.
    Print {
        node: Node,
    },
    /// Jumps where the top is not true; drops it.
    Unless {
        target: u32,
    },
    /// Makes the top dot where it is true, else drops it and jumps.
    With {
        target: u32,
    },
    /// Gives dot back what it was before a `with`.
    EndWith,
    /// Starts a loop over the top, or jumps where there is nothing to loop over.
    Range {
        plan: u32,
        target: u32,
    },
    /// Goes on to the next item, or ends the loop and jumps.
    Next {
        plan: u32,
        target: u32,
    },
    /// Leaves the loop and jumps.
    Break {
        target: u32,
    },
    Jump {
        target: u32,
    },
    /// Makes sure that there is a template of this name.
    Find {
        node: Node,
        name: u32,
    },
    /// Executes a template with the top, or with nothing.
    Template {
        node: Node,
        name: u32,
        dot: bool,
    },
    Return,
}

/// The parameter types that literals are converted to when compiling.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ParamType {
    Int64,
    Uint32,
    Float64,
}

impl Unit {
    /// The span of a node.
    pub fn span(&self, node: Node) -> Span {
        let range =
            self.nodes.get(node as usize).map_or(0..0, |mark| mark.range.start as usize..mark.range.end as usize);
        Span::new(self.source, range)
    }

    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        let tables = self.code.len() * size_of::<Op>() + self.nodes.len() * size_of::<Mark>();
        self.text.len() + tables + self.literals.len() * size_of::<Literal>() + self.paths.len() * 64
    }

    /// Gives a unit that has no name yet one, and with it the template of the text itself, which is the last of a draft.
    pub fn rename(&mut self, name: &str) {
        self.name = Str::from(name);
        if let Some(last) = self.definitions.last_mut() {
            last.name = self.name.clone();
        }
        self.index();
    }

    /// Makes definitions quick to find once all are there.
    pub fn index(&mut self) {
        if self.definitions.len() > FEW {
            let places = self.definitions.iter().enumerate();
            self.places = places.map(|(at, definition)| (definition.name.clone(), at)).collect();
        }
    }

    /// Which definition has this name.
    pub fn find(&self, name: &[u8]) -> Option<usize> {
        if self.definitions.len() > FEW {
            return self.places.get(name).copied();
        }
        self.definitions.iter().position(|definition| *definition.name == *name)
    }
}
