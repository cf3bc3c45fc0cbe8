//! [`Machine`], which executes compiled templates. Templates that call templates keep their frames on the heap; only
//! functions that include others use the native stack, which grows with them and is bounded.

mod arguments;
mod calls;
mod control;
mod guest;
mod runtime;

use super::context;
use super::effects::Effects;
use super::error::{Error, Step};
use super::limits::{Limits, Meter};
use super::origins::{Origins, Recorder};
use super::program::{Literal, Node, Op, ParamType, Target, Unit};
use super::set::{Entry, TemplateSet};
use super::value::{Held, Operand};
use crate::go::{IntKind, Str, Value, fmt, strconv};
use crate::source::Sources;
use arguments::Pending;
use control::Control;
use foldhash::{HashMap, HashMapExt};
pub(crate) use guest::Arguments;
pub use guest::Guest;
pub(crate) use runtime::Capture;
use std::sync::Arc;

/// Bytes that one step pays for.
const BYTES_PER_STEP: usize = 64;

/// What executing a template gave.
#[derive(Debug, Default)]
pub struct Output {
    /// The text.
    pub text: Str,
    /// Where it came from, if that was recorded.
    pub origins: Option<Origins>,
}

/// Executes the templates of a set, one after another, within one budget.
pub struct Machine<'a> {
    set: &'a TemplateSet,
    /// Templates in another language that lie beside those of the set.
    guest: Option<&'a dyn Guest>,
    effects: &'a mut dyn Effects,
    sources: &'a Sources,
    meter: Meter,
    out: Vec<u8>,
    stack: Vec<Operand>,
    slots: Vec<Operand>,
    controls: Vec<Control>,
    frames: Vec<Frame>,
    /// The template that a `template` action is about to execute, and its dot.
    entering: Option<(Entry, Operand)>,
    pending: Vec<Pending>,
    /// The texts that `tpl` is executing, innermost last: their templates are found first.
    overlays: Vec<Arc<Unit>>,
    /// Texts that `tpl` compiled already.
    compiled: HashMap<Str, Arc<Unit>>,
    includes: usize,
    /// The names of the templates that are being included, innermost last.
    including: Vec<Str>,
    recorder: Option<Box<Recorder>>,
    /// The calls around the `template` actions that are being executed, for the recorder.
    traces: Vec<u32>,
}

/// A template that is being executed.
struct Frame {
    entry: Entry,
    at: usize,
    /// Where its variables start.
    base: usize,
    dot: Operand,
    /// What errors name.
    node: Node,
}

/// What to do after an instruction.
enum Flow {
    Next,
    Jump(u32),
    /// Execute the template in [`Machine::entering`].
    Enter,
    Return,
}

impl<'a> Machine<'a> {
    /// A machine for `set`. Texts given to `tpl` are added to `sources`, so that errors can show them.
    pub fn new(set: &'a TemplateSet, effects: &'a mut dyn Effects, sources: &'a Sources, limits: Limits) -> Self {
        Machine {
            set,
            guest: None,
            effects,
            sources,
            meter: Meter::new(limits),
            out: Vec::new(),
            stack: Vec::new(),
            slots: Vec::new(),
            controls: Vec::new(),
            frames: Vec::new(),
            entering: None,
            pending: Vec::new(),
            overlays: Vec::new(),
            compiled: HashMap::new(),
            includes: 0,
            including: Vec::new(),
            recorder: None,
            traces: Vec::new(),
        }
    }

    /// Records origins from here on.
    pub fn track(&mut self) {
        self.recorder.get_or_insert_default();
    }

    /// Finds templates of another language where the set has none of a name.
    pub fn invite(&mut self, guest: &'a dyn Guest) {
        self.guest = Some(guest);
    }

    /// Executes the template `name` on `dot`, and tells the effects handler first.
    pub fn execute(&mut self, name: &str, dot: &Value) -> Result<Output, Error> {
        let guest = self.guest_for(name.as_bytes());
        let entry = if guest.is_some() { None } else { Some(self.lookup(name.as_bytes())?) };
        self.effects.enter(name);
        if let Some(recorder) = &mut self.recorder {
            recorder.root(dot);
        }
        match (guest, entry) {
            (Some(guest), _) => self.run_guest(guest, &Str::from(name), dot)?,
            (None, Some(entry)) => self.run(entry, dot.clone().into())?,
            (None, None) => {}
        }
        // The buffer stays for the next one: growing it anew takes longer than this copy.
        let text = Str::from(self.out.as_slice());
        self.out.clear();
        let origins = self.recorder.as_mut().map(|recorder| recorder.take());
        Ok(Output { text, origins })
    }

    fn find(&self, name: &[u8]) -> Option<Entry> {
        for unit in self.overlays.iter().rev() {
            if let Some(definition) = unit.find(name) {
                return Some(Entry { unit: Arc::clone(unit), definition: definition as u32 });
            }
        }
        self.set.entry(name).cloned()
    }

    fn lookup(&self, name: &[u8]) -> Result<Entry, Error> {
        self.find(name).ok_or_else(|| {
            let (name, set) = (strconv::quote(name), strconv::quote(self.set.name()));
            let sentence = format!("no template {name} associated with template {set}");
            Error::coded("render::unknown-template", format!("template: {sentence}"))
        })
    }

    /// Executes one template to its end, leaving its text at the end of the output. After an error nothing of it is left.
    fn run(&mut self, entry: Entry, dot: Operand) -> Result<(), Error> {
        let floor = self.frames.len();
        let lengths = (self.out.len(), self.stack.len(), self.slots.len(), self.controls.len(), self.pending.len());
        let mut frame = self.enter(entry, dot);
        let mut result = Ok(());
        loop {
            match self.step(&mut frame) {
                Ok(Flow::Next) => {}
                Ok(Flow::Jump(target)) => frame.at = target as usize,
                Ok(Flow::Enter) => {
                    let Some((entry, dot)) = self.entering.take() else { continue };
                    let next = self.enter(entry, dot);
                    self.frames.push(std::mem::replace(&mut frame, next));
                }
                Ok(Flow::Return) => {
                    self.slots.truncate(frame.base);
                    if self.frames.len() == floor {
                        break;
                    }
                    let Some(outer) = self.frames.pop() else { break };
                    frame = outer;
                    if let (Some(recorder), Some(outer)) = (&mut self.recorder, self.traces.pop()) {
                        recorder.leave(outer);
                    }
                }
                Err(error) => {
                    result = Err(self.unwind(error, frame, floor));
                    break;
                }
            }
        }
        if result.is_err() {
            self.out.truncate(lengths.0);
            self.stack.truncate(lengths.1);
            self.slots.truncate(lengths.2);
            self.controls.truncate(lengths.3);
            self.pending.truncate(lengths.4);
            if let Some(recorder) = &mut self.recorder {
                recorder.truncate(lengths.0);
            }
        }
        result
    }

    fn enter(&mut self, entry: Entry, dot: Operand) -> Frame {
        let base = self.slots.len();
        let definition = entry.unit.definitions.get(entry.definition as usize);
        let (at, slots) =
            definition.map_or((usize::MAX, 1), |definition| (definition.entry as usize, definition.slots as usize));
        self.slots.push(dot.clone());
        self.slots.resize(base + slots.max(1), Operand { value: Value::Nil, held: Held::Unset });
        Frame { entry, at, base, dot, node: 0 }
    }

    /// Adds where the error happened, and the templates that led there.
    #[cold]
    fn unwind(&mut self, error: Error, frame: Frame, floor: usize) -> Error {
        // Only the innermost template is in Go's sentence: the others are known to us alone.
        let mut error = if error.is_located() { error } else { locate(error, &frame, "", false) };
        while self.frames.len() > floor {
            let Some(outer) = self.frames.pop() else { break };
            error = error.through(Step {
                what: context::node_text(&outer.entry.unit, outer.node),
                template: name(&outer).to_string(),
                span: Some(outer.entry.unit.span(outer.node)),
                ..Step::default()
            });
        }
        error
    }

    fn write(&mut self, text: &[u8]) -> Result<(), Error> {
        if self.out.len() + text.len() > self.meter.limits().output {
            return Err(self.meter.out_of_output());
        }
        self.out.extend_from_slice(text);
        Ok(())
    }

    fn pop(&mut self) -> Operand {
        self.stack.pop().unwrap_or_default()
    }

    fn push(&mut self, operand: Operand) -> Flow {
        self.stack.push(operand);
        Flow::Next
    }

    fn slot(&self, frame: &Frame, slot: u32) -> Operand {
        self.slots.get(frame.base + slot as usize).cloned().unwrap_or_default()
    }

    /// Executes one instruction.
    #[inline(always)]
    fn step(&mut self, frame: &mut Frame) -> Result<Flow, Error> {
        let Some(&op) = frame.entry.unit.code.get(frame.at) else { return Ok(Flow::Return) };
        frame.at += 1;
        self.meter.charge(1)?;
        Ok(match op {
            Op::Text { start, end } => {
                self.text(frame, start as usize, end as usize)?;
                Flow::Next
            }
            Op::At { node } => {
                frame.node = node;
                Flow::Next
            }
            Op::Dot { node } => {
                frame.node = node;
                self.push(frame.dot.clone())
            }
            Op::Variable { node, slot } => {
                frame.node = node;
                let operand = self.slot(frame, slot);
                self.push(operand)
            }
            Op::Candidate { node, candidates, name } => {
                frame.node = node;
                let Some(slot) = self.candidate(frame, candidates)? else { return Err(undefined(frame, name)) };
                let operand = self.slot(frame, slot);
                self.push(operand)
            }
            Op::Constant { node, literal } => {
                frame.node = node;
                self.push(constant(&frame.entry.unit, literal).into())
            }
            Op::Typed { node, literal, param } => {
                frame.node = node;
                self.push(typed(&frame.entry.unit, literal, param).into())
            }
            Op::Nil { node } => {
                frame.node = node;
                self.push(Operand::default())
            }
            Op::Fail { failure } => return Err(failed(frame, failure)),
            Op::DotFields { node, path } => {
                frame.node = node;
                let operand = self.walk(frame, frame.dot.clone(), path)?;
                self.push(operand)
            }
            Op::VariableFields { node, slot, path } => {
                frame.node = node;
                let operand = self.walk(frame, self.slot(frame, slot), path)?;
                self.push(operand)
            }
            Op::Fields { path } => {
                let operand = self.pop();
                let operand = self.walk(frame, operand, path)?;
                self.push(operand)
            }
            Op::Method { name, args, piped, target } => self.method(frame, name, args as usize, piped, target)?,
            Op::MethodArg { index } => self.method_arg(index as usize)?,
            Op::MethodLiteral { node, literal, index } => {
                frame.node = node;
                self.method_literal(frame, literal, index as usize)?
            }
            Op::MethodNil { node, index } => {
                frame.node = node;
                self.method_nil(index as usize)?
            }
            Op::CallMethod { node, args, piped } => self.call_method(frame, node, args as usize, piped)?,
            Op::Check { function, index } => {
                let operand = self.pop();
                let param = self.set.functions().signature(function).param(index as usize);
                let value = arguments::accept(param, operand)?;
                self.push(value.into())
            }
            Op::Call { node, function, args, piped } => self.call(frame, node, function, args as usize, piped)?,
            Op::Concrete => {
                if let Some(top) = self.stack.last_mut() {
                    top.held = Held::Concrete;
                }
                Flow::Next
            }
            Op::Interface => {
                if let Some(top) = self.stack.last_mut().filter(|top| top.value.is_nil()) {
                    top.held = Held::Interface;
                }
                Flow::Next
            }
            Op::ShortCircuit { when, target } => {
                if self.stack.last().is_some_and(Operand::truth) == when {
                    Flow::Jump(target)
                } else {
                    self.stack.pop();
                    Flow::Next
                }
            }
            Op::Nip => {
                let top = self.pop();
                self.stack.pop();
                self.push(top)
            }
            Op::Store { target } => {
                let value = self.stack.last().map(|top| top.value.clone()).unwrap_or_default();
                self.store(frame, target, value.into())?;
                Flow::Next
            }
            Op::Drop => {
                self.stack.pop();
                self.forget_reads();
                Flow::Next
            }
            Op::Print { node } => {
                frame.node = node;
                let value = self.pop().value;
                self.print(frame, &value)?;
                Flow::Next
            }
            Op::Unless { target } => {
                self.forget_reads();
                if self.pop().truth() { Flow::Next } else { Flow::Jump(target) }
            }
            Op::With { target } => self.with(frame, target),
            Op::EndWith => self.end_control(frame),
            Op::Range { plan, target } => self.range(frame, plan, target)?,
            Op::Next { plan, target } => self.next(frame, plan, target)?,
            Op::Break { target } => {
                self.end_control(frame);
                Flow::Jump(target)
            }
            Op::Jump { target } => Flow::Jump(target),
            Op::Find { node, name } => {
                frame.node = node;
                self.find_template(frame, name)?
            }
            Op::Template { node, name, dot } => {
                frame.node = node;
                self.template(frame, name, dot)?
            }
            Op::Return => Flow::Return,
        })
    }

    fn text(&mut self, frame: &Frame, start: usize, end: usize) -> Result<(), Error> {
        let Some(text) = frame.entry.unit.text.get(start..end) else { return Ok(()) };
        self.meter.charge((text.len() / BYTES_PER_STEP) as u64)?;
        self.write(text)?;
        if let Some(recorder) = &mut self.recorder {
            let span = crate::source::Span::new(frame.entry.unit.source, start..end);
            recorder.text(self.out.len(), name(frame).clone(), span);
        }
        Ok(())
    }

    /// Writes a value as `{{.}}` does.
    fn print(&mut self, frame: &Frame, value: &Value) -> Result<(), Error> {
        let start = self.out.len();
        let displayed = match value {
            Value::Object(object) => object.display_in_place().map(Value::Str),
            _ => None,
        };
        match displayed.as_ref().unwrap_or(value) {
            Value::Nil => self.write(b"<no value>")?,
            Value::Str(text) => self.write(text)?,
            value => {
                let room = self.meter.limits().output.saturating_sub(start);
                fmt::append_value(&mut self.out, value, room).map_err(|excess| match excess {
                    fmt::Excess::Size(_) => self.meter.out_of_output(),
                    fmt::Excess::Depth => super::builtins::excess(excess),
                })?;
            }
        }
        self.meter.charge(((self.out.len() - start) / BYTES_PER_STEP) as u64)?;
        if let Some(recorder) = &mut self.recorder {
            let span = frame.entry.unit.span(frame.node);
            recorder.printed(start..self.out.len(), name(frame).clone(), span, value);
        }
        Ok(())
    }

    /// What was read for a variable or condition belongs to no output.
    fn forget_reads(&mut self) {
        if let Some(recorder) = &mut self.recorder {
            recorder.forget_reads();
        }
    }

    /// The first candidate slot that is set. There are as many candidates as a template declares, so each is a step.
    fn candidate(&mut self, frame: &Frame, candidates: u32) -> Result<Option<u32>, Error> {
        let mut next = Some(candidates);
        while let Some(candidate) = next.and_then(|at| frame.entry.unit.candidates.get(at as usize)) {
            self.meter.charge(1)?;
            let operand = self.slots.get(frame.base + candidate.slot as usize);
            if operand.is_some_and(|operand| operand.held != Held::Unset) {
                return Ok(Some(candidate.slot));
            }
            next = candidate.next;
        }
        Ok(None)
    }

    fn store(&mut self, frame: &Frame, target: Target, operand: Operand) -> Result<(), Error> {
        let slot = match target {
            Target::Slot(slot) => Some(slot),
            Target::Candidates(candidates) => self.candidate(frame, candidates)?,
        };
        if let Some(variable) = slot.and_then(|slot| self.slots.get_mut(frame.base + slot as usize)) {
            *variable = operand;
        }
        Ok(())
    }
}

/// The name of the template that a frame executes.
fn name(frame: &Frame) -> &Str {
    let unit = &frame.entry.unit;
    unit.definitions.get(frame.entry.definition as usize).map_or(&unit.name, |definition| &definition.name)
}

/// Says where in which template the error happened, in Go's words and as a span.
#[cold]
fn locate(error: Error, frame: &Frame, calling: &str, wraps: bool) -> Error {
    let unit = &frame.entry.unit;
    let (line, column) = context::line_and_column(unit, frame.node);
    let (what, name) = (context::node_text(unit, frame.node), name(frame));
    let words =
        format!("template: {}:{line}:{column}: executing {} at <{what}>: {calling}", unit.name, strconv::quote(name));
    let span = unit.span(frame.node);
    error.at(span).through(Step { what, template: name.to_string(), span: Some(span), words, wraps })
}

#[cold]
fn failed(frame: &Frame, failure: u32) -> Error {
    match frame.entry.unit.failures.get(failure as usize) {
        Some(failure) => Error::coded(failure.code, failure.sentence.clone()),
        None => Error::new("unknown failure"),
    }
}

#[cold]
fn undefined(frame: &Frame, name: u32) -> Error {
    let name = frame.entry.unit.names.get(name as usize).map(ToString::to_string).unwrap_or_default();
    Error::coded("render::unknown-variable", format!("undefined variable: {name}"))
}

fn constant(unit: &Unit, literal: u32) -> Value {
    match unit.literals.get(literal as usize) {
        Some(Literal::Bool(flag)) => Value::Bool(*flag),
        Some(Literal::Number(number)) => number.ideal().unwrap_or_default(),
        Some(Literal::String(text)) => Value::Str(text.clone()),
        None => Value::Nil,
    }
}

fn typed(unit: &Unit, literal: u32, param: ParamType) -> Value {
    let Some(Literal::Number(number)) = unit.literals.get(literal as usize) else { return Value::Nil };
    match param {
        ParamType::Int64 => Value::int64(number.int.unwrap_or_default()),
        // Go cuts a constant to the parameter's width.
        ParamType::Uint32 => Value::Int(i64::from(number.uint.unwrap_or_default() as u32), IntKind::Uint32),
        ParamType::Float64 => Value::Float(number.float.unwrap_or_default()),
    }
}
