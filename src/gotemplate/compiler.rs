//! Syntax trees → compiled form. Names become slots and numbers here; what Go would find out only while executing
//! becomes an instruction that fails when it is reached.

mod expression;
mod scope;

use super::functions::Functions;
use super::parser::Parsed;
use super::program::{Definition, Failure, LoopPlan, Mark, Op, Shape, Unit};
use super::syntax::{Branches, Invocation, Loop, Node, Path, Pipeline, Place, Tree};
use crate::deep::deeper;
use crate::go::Str;
use crate::source::SourceId;
use foldhash::{HashMap, HashMapExt};
use scope::Scope;

/// Compiles the templates of one text.
pub(super) fn compile(name: Str, text: &Str, source: SourceId, parsed: &Parsed<'_>, functions: &Functions) -> Unit {
    // About what most templates take, so that the lists rarely grow.
    let actions = parsed.actions;
    let unit = Unit {
        name,
        text: text.clone(),
        source,
        code: Vec::with_capacity(4 * actions + 2),
        literals: Vec::with_capacity(actions / 4),
        names: Vec::with_capacity(actions / 4),
        paths: Vec::with_capacity(actions / 4),
        nodes: Vec::with_capacity(3 * actions),
        failures: Vec::new(),
        loops: Vec::new(),
        candidates: Vec::new(),
        definitions: Vec::new(),
        places: HashMap::new(),
    };
    let mut compiler = Compiler {
        unit,
        functions,
        scope: Scope::default(),
        names: HashMap::new(),
        paths: HashMap::new(),
        texts: HashMap::new(),
        loops: Vec::new(),
        controls: 0,
    };
    for tree in &parsed.trees {
        compiler.tree(tree);
    }
    compiler.unit.candidates = compiler.scope.candidates;
    compiler.unit.index();
    compiler.unit
}

/// A loop whose body is being compiled.
struct OpenLoop {
    /// Where `continue` goes.
    next: u32,
    /// The jumps of `break`, to be set once the end is known.
    breaks: Vec<usize>,
    /// The number of open `with`s when it began.
    controls: usize,
}

struct Compiler<'a> {
    unit: Unit,
    functions: &'a Functions,
    scope: Scope<'a>,
    names: HashMap<&'a [u8], u32>,
    /// Where each path is among the unit's.
    paths: HashMap<Path<'a>, u32>,
    /// Where each text is among the unit's literals.
    texts: HashMap<&'a [u8], u32>,
    loops: Vec<OpenLoop>,
    /// The number of open `with`s.
    controls: usize,
}

impl<'a> Compiler<'a> {
    fn tree(&mut self, tree: &Tree<'a>) {
        let entry = self.here();
        self.scope.restart();
        self.nodes(tree.root);
        self.emit(Op::Return);
        let blank = tree.root.iter().all(|node| node.is_blank(&self.unit.text));
        let definition = Definition { name: Str::from(tree.name), entry, slots: self.scope.size(), blank };
        self.unit.definitions.push(definition);
    }

    fn emit(&mut self, op: Op) -> usize {
        self.unit.code.push(op);
        self.unit.code.len() - 1
    }

    /// Where the next instruction goes.
    fn here(&self) -> u32 {
        self.unit.code.len() as u32
    }

    /// Makes the jump at `at` go to where the next instruction will be.
    fn land(&mut self, at: usize) {
        let here = self.here();
        match self.unit.code.get_mut(at) {
            Some(
                Op::Jump { target }
                | Op::Unless { target }
                | Op::With { target }
                | Op::Range { target, .. }
                | Op::Next { target, .. }
                | Op::Break { target }
                | Op::Method { target, .. }
                | Op::ShortCircuit { target, .. },
            ) => *target = here,
            _ => debug_assert!(false, "not a jump"),
        }
    }

    fn mark(&mut self, place: Place, shape: Shape) -> u32 {
        self.unit.nodes.push(Mark { range: place.range, position: place.position, shape });
        self.unit.nodes.len() as u32 - 1
    }

    fn plain(&mut self, place: Place) -> u32 {
        self.mark(place, Shape::Plain)
    }

    fn name(&mut self, name: &'a [u8]) -> u32 {
        let next = self.unit.names.len() as u32;
        let number = *self.names.entry(name).or_insert(next);
        if number == next {
            self.unit.names.push(Str::from(name));
        }
        number
    }

    fn fail(&mut self, code: &'static str, sentence: impl Into<String>) {
        self.unit.failures.push(Failure { code, sentence: sentence.into() });
        let failure = self.unit.failures.len() as u32 - 1;
        self.emit(Op::Fail { failure });
    }

    fn nodes(&mut self, nodes: &[Node<'a>]) {
        deeper(|| {
            for node in nodes {
                self.node(node);
            }
        });
    }

    /// Nodes with a scope of their own; gives the slots among which are those of skippable declarations.
    fn body(&mut self, nodes: &[Node<'a>]) -> std::ops::Range<u32> {
        let mark = self.scope.mark();
        self.nodes(nodes);
        self.scope.close(mark)
    }

    fn node(&mut self, node: &Node<'a>) {
        match node {
            Node::Text(range) => {
                self.emit(Op::Text { start: range.start, end: range.end });
            }
            Node::Action(place, pipeline) => self.action(*place, pipeline),
            Node::If(branches) => self.branches(branches, false),
            Node::With(branches) => self.branches(branches, true),
            Node::Range(range) => self.range(range),
            Node::Template(invocation) => self.template(invocation),
            Node::Break => self.leave(true),
            Node::Continue => self.leave(false),
        }
    }

    fn action(&mut self, place: Place, pipeline: &Pipeline<'a>) {
        self.pipeline(pipeline);
        if pipeline.variables.is_empty() {
            let node = self.mark(place, Shape::Action);
            self.emit(Op::Print { node });
        } else {
            self.emit(Op::Drop);
        }
    }

    fn branches(&mut self, branches: &Branches<'a>, with: bool) {
        let mark = self.scope.mark();
        let mut ends = Vec::new();
        for (index, (pipeline, body)) in branches.arms.iter().enumerate() {
            self.pipeline(pipeline);
            let skip = self.emit(if with { Op::With { target: 0 } } else { Op::Unless { target: 0 } });
            self.controls += usize::from(with);
            self.body(body);
            if with {
                self.emit(Op::EndWith);
                self.controls -= 1;
            }
            if index + 1 < branches.arms.len() || branches.otherwise.is_some() {
                ends.push(self.emit(Op::Jump { target: 0 }));
            }
            self.land(skip);
        }
        self.body(branches.otherwise.unwrap_or_default());
        for end in ends {
            self.land(end);
        }
        self.scope.close(mark);
    }

    fn range(&mut self, range: &Loop<'a>) {
        let mark = self.scope.mark();
        self.pipeline(&range.pipeline);
        let plan = self.plan(&range.pipeline);
        let begin = self.emit(Op::Range { plan, target: 0 });
        let next = self.here();
        let advance = self.emit(Op::Next { plan, target: 0 });
        self.loops.push(OpenLoop { next, breaks: Vec::new(), controls: self.controls });
        let clear = self.body(range.body);
        if let Some(plan) = self.unit.loops.get_mut(plan as usize) {
            plan.clear = clear;
        }
        self.emit(Op::Jump { target: next });
        if let Some(open) = self.loops.pop() {
            for at in open.breaks {
                self.land(at);
            }
        }
        self.land(advance);
        match &range.otherwise {
            None => self.land(begin),
            Some(otherwise) => {
                let end = self.emit(Op::Jump { target: 0 });
                self.land(begin);
                self.body(otherwise);
                self.land(end);
            }
        }
        self.scope.close(mark);
    }

    /// Which variables take the key and the item: of one variable alone, the item.
    fn plan(&mut self, pipeline: &Pipeline<'a>) -> u32 {
        let target = |compiler: &mut Self, at: usize| {
            let name = pipeline.variables.get(at)?;
            compiler.target(name)
        };
        let (index, item) = match pipeline.variables.len() {
            0 => (None, None),
            1 => (None, target(self, 0)),
            _ => (target(self, 0), target(self, 1)),
        };
        self.unit.loops.push(LoopPlan { index, item, clear: 0..0 });
        self.unit.loops.len() as u32 - 1
    }

    fn leave(&mut self, out: bool) {
        let Some(open) = self.loops.last() else { return };
        let (next, withs) = (open.next, self.controls - open.controls);
        for _ in 0..withs {
            self.emit(Op::EndWith);
        }
        if out {
            let at = self.emit(Op::Break { target: 0 });
            if let Some(open) = self.loops.last_mut() {
                open.breaks.push(at);
            }
        } else {
            self.emit(Op::Jump { target: next });
        }
    }

    fn template(&mut self, invocation: &Invocation<'a>) {
        let node = self.mark(invocation.place, Shape::Template);
        let name = self.name(invocation.name);
        self.emit(Op::Find { node, name });
        if let Some(pipeline) = &invocation.pipeline {
            self.pipeline(pipeline);
        }
        self.emit(Op::Template { node, name, dot: invocation.pipeline.is_some() });
    }
}
