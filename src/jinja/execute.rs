//! [`Execution`], a text that is being executed on what `include` calls dot: its context, variables and output.

use super::fault;
use super::macros::BlockTable;
use super::objects::{Undefined, as_object};
use super::program::{Known, Local, Name, Place, Unit};
use super::scope::Frames;
use super::session::Templates;
use crate::deep;
use crate::go::{Map, Str, Value};
use crate::gotemplate::{Capture, Error, Machine};
use smallvec::SmallVec;
use std::rc::Rc;

/// Levels of statements and expressions that may be executed inside of one another, in all texts together.
const MOST_LEVELS: u32 = 100_000;

/// Bytes of native stack that a level may take.
const STACK_FOR_LEVEL: usize = if cfg!(debug_assertions) { 16 << 10 } else { 4 << 10 };

/// Steps for which names may be looked at.
const NAMES_PER_STEP: usize = 16;

/// A text that is being executed.
pub(super) struct Execution<'s, 'm, 'e> {
    pub session: &'s Templates,
    pub machine: &'m mut Machine<'e>,
    /// The text that the current statement is in.
    pub unit: Rc<Unit>,
    /// What the text is executed on, and its entries, which are variables.
    pub dot: Value,
    pub context: Map,
    /// Entries of the context that were looked up already. They hold as long as the context is what it was.
    roots: SmallVec<[(Name, Value); 8]>,
    pub frames: Frames,
    pub blocks: BlockTable,
    /// What the statements of filter blocks wrote, innermost last.
    pub captured: Vec<Value>,
    /// The text that the current one extends, once it has said so, and where its output then ended.
    pub parent: Option<(Rc<Unit>, usize)>,
}

impl<'s, 'm, 'e> Execution<'s, 'm, 'e> {
    /// An execution of a text on `dot`.
    pub fn new(session: &'s Templates, machine: &'m mut Machine<'e>, unit: &Rc<Unit>, dot: &Value) -> Self {
        let context = if let Value::Map(map) = dot { map.clone() } else { Map::new() };
        let mut frames = Frames::default();
        frames.push();
        Execution {
            session,
            machine,
            unit: Rc::clone(unit),
            dot: dot.clone(),
            context,
            roots: SmallVec::new(),
            frames,
            blocks: BlockTable::default(),
            captured: Vec::new(),
            parent: None,
        }
    }

    /// Executes the text from its beginning.
    pub fn run(mut self) -> Result<(), Error> {
        let unit = Rc::clone(&self.unit);
        self.template(unit)
    }

    /// Runs something on its own: counted as an include, within the bound on levels, on a stack that grows.
    pub fn activate<T>(&mut self, levels: u32, run: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let before = self.session.levels.get();
        let after = before.saturating_add(levels).saturating_add(1);
        if after > MOST_LEVELS {
            let sentence = format!("templates nest more than {MOST_LEVELS} levels deep");
            return Err(Error::coded("render::limit-include-depth", sentence)
                .help("let the macro end: it calls itself without a condition that stops it"));
        }
        self.machine.deeper()?;
        self.session.levels.set(after);
        let result = deep::deeper_by(levels as usize * STACK_FOR_LEVEL, || run(self));
        self.session.levels.set(before);
        self.machine.shallower();
        result
    }

    /// Takes what `run` writes.
    pub fn capture(&mut self, run: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<Str, Error> {
        let capture: Capture = self.machine.begin_capture();
        run(self)?;
        self.machine.end_capture(capture)
    }

    /// Runs something in a text, which need not be the current one.
    pub fn inside<T>(&mut self, unit: &Rc<Unit>, run: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let outer = std::mem::replace(&mut self.unit, Rc::clone(unit));
        let depth = self.frames.depth();
        let result = run(self);
        if result.is_err() {
            self.frames.cut(depth);
        }
        self.unit = outer;
        result
    }

    /// Counts work.
    pub fn charge(&mut self, steps: usize) -> Result<(), Error> {
        self.machine.charge_for(steps as u64, 0)
    }

    /// Counts bytes that are about to be allocated, and the work of filling them. They count twice: a value takes more than its
    /// bytes, and operators make many small ones.
    pub fn allocate(&mut self, bytes: usize) -> Result<(), Error> {
        self.machine.charge_for((bytes / 64) as u64, bytes)?;
        self.machine.charge_for(0, bytes)
    }

    /// A text as a value, paid for.
    pub fn text(&mut self, text: Vec<u8>) -> Result<Value, Error> {
        self.allocate(text.len())?;
        Ok(Value::str(text))
    }

    /// A list as a value, paid for.
    pub fn list(&mut self, items: Vec<Value>) -> Result<Value, Error> {
        self.allocate(items.len() * size_of::<Value>())?;
        Ok(Value::list(items))
    }

    /// How a name of the current text is written.
    pub fn spelled(&self, name: Local) -> Str {
        self.unit.spelled(name)
    }

    /// Sets a variable of the current text.
    pub fn set(&mut self, name: Local, value: Value) -> Result<(), Error> {
        self.set_global(self.unit.global(name), value)
    }

    pub fn set_global(&mut self, name: Name, value: Value) -> Result<(), Error> {
        let width = self.frames.width();
        if width > NAMES_PER_STEP {
            self.charge(width / NAMES_PER_STEP)?;
        }
        self.frames.set(&self.session.closures, name, value);
        Ok(())
    }

    /// The value of a variable of the current text, or an entry of the context.
    pub fn variable(&mut self, name: Local) -> Result<Option<Value>, Error> {
        let Some(Known { name, text }) = self.unit.names.get(name.0 as usize) else { return Ok(None) };
        if self.session.names.is_given(*name) {
            let (found, looked_at) = self.frames.get(&self.session.closures, *name);
            if looked_at > NAMES_PER_STEP {
                self.machine.charge_for((looked_at / NAMES_PER_STEP) as u64, 0)?;
            }
            if found.is_some() {
                return Ok(found);
            }
        }
        let unchanged = !self.context.mutated();
        if unchanged && let Some((_, value)) = self.roots.iter().find(|(known, _)| known == name) {
            self.machine.note_read(&self.context, text, value);
            return Ok(Some(value.clone()));
        }
        let found = self.context.get(text);
        match &found {
            Some(value) => {
                self.machine.note_read(&self.context, text, value);
                if unchanged && self.roots.len() < self.roots.inline_size() {
                    self.roots.push((*name, value.clone()));
                }
            }
            None if **text == *b"dot" => return Ok(Some(self.dot.clone())),
            None => {}
        }
        Ok(found)
    }

    /// A value that there is not, under the words of the template at `place`.
    pub fn undefined(&self, place: Place, parent: &Value) -> Value {
        Value::Object(Rc::new(Undefined { unit: Rc::clone(&self.unit), place, parent: parent.clone() }))
    }

    /// The value, unless it is undefined.
    pub fn defined(&self, value: Value) -> Result<Value, Error> {
        match as_object::<Undefined>(&value) {
            Some(undefined) => Err(self.refuse_undefined(undefined)),
            None => Ok(value),
        }
    }

    #[cold]
    fn refuse_undefined(&self, undefined: &Undefined) -> Error {
        // A macro's parameter that was not given stands nowhere in a text.
        if let Value::Str(name) = &undefined.parent
            && undefined.place == Place::default()
        {
            return fault::undefined(&name.lossy(), &Value::Nil);
        }
        let what = String::from_utf8_lossy(undefined.unit.slice(undefined.place)).into_owned();
        let error = fault::undefined(&what, &undefined.parent);
        // Where it was named is where the mistake is, though it may have been passed on since.
        if Rc::ptr_eq(&undefined.unit, &self.unit) {
            fault::through(error, &undefined.unit, undefined.place, "")
        } else {
            error.at(undefined.unit.span(undefined.place))
        }
    }
}
