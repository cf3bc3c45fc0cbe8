//! What reaches from one text into another: macros, imports, includes, blocks and the texts that they extend.

use super::calls::{Args, arguments};
use super::execute::Execution;
use super::fault;
use super::objects::{self, as_object};
use super::program::{BlockDefinition, Expression, Macro, Name, Place, StatementKind, Unit};
use crate::go::{Map, Str, Value};
use crate::gotemplate::Error;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// How many texts may extend one another.
const MOST_PARENTS: usize = 100;

/// A block with the text that it is in.
type Part = (Rc<Unit>, Arc<BlockDefinition>);

/// The blocks of a text and of those that it extends: of each name the outermost child's first.
#[derive(Default)]
pub(super) struct BlockTable {
    chains: BTreeMap<Name, Vec<Part>>,
    /// The block that is being executed, and which of its chain.
    current: Option<(Name, usize)>,
}

impl Execution<'_, '_, '_> {
    /// Executes a text, and then those that it extends.
    pub fn template(&mut self, unit: Rc<Unit>) -> Result<(), Error> {
        let mut current = unit;
        for _ in 0..MOST_PARENTS {
            for block in &current.blocks {
                let part = (Rc::clone(&current), Arc::clone(block));
                self.blocks.chains.entry(current.global(block.name)).or_default().push(part);
            }
            let unit = Rc::clone(&current);
            self.activate(unit.body.levels, |this| {
                this.inside(&unit, |this| this.statements(&unit.body.statements).map(|_| ()))
            })?;
            let Some((parent, end)) = self.parent.take() else { return Ok(()) };
            self.machine.discard(end);
            current = parent;
        }
        Err(fault::unfit(format!("more than {MOST_PARENTS} templates extend one another")))
    }

    /// The text that an expression names.
    fn named(&mut self, template: &Expression) -> Result<Rc<Unit>, Error> {
        let name = match self.value(template)? {
            Value::Str(name) => name,
            _ => return Err(fault::unfit("the name of a template is a string")),
        };
        self.session.resolve(&name, &self.unit).ok_or_else(|| unknown(&name))
    }

    pub fn extends(&mut self, template: &Expression) -> Result<(), Error> {
        if self.parent.is_some() {
            return Err(fault::unfit("a template can extend only one other"));
        }
        self.parent = Some((self.named(template)?, self.machine.written()));
        Ok(())
    }

    /// `{% block %}`: the outermost child's, unless this text extends another, which then has its place.
    pub fn block(&mut self, definition: &BlockDefinition) -> Result<(), Error> {
        match self.parent {
            Some(_) => Ok(()),
            None => self.block_part(self.unit.global(definition.name), 0),
        }
    }

    fn block_part(&mut self, name: Name, part: usize) -> Result<(), Error> {
        let chain = self.blocks.chains.get(&name).map(Vec::as_slice).unwrap_or_default();
        let Some((unit, definition)) = chain.get(part).cloned() else {
            let cause = if part == 0 { "there is no such block" } else { "no parent has this block" };
            return Err(fault::unfit(cause));
        };
        if definition.required && chain.len() == 1 {
            let name = unit.spelled(definition.name);
            return Err(fault::unfit(format!("the block {name} is required, and nothing defines it")));
        }
        let outer = self.blocks.current.replace((name, part));
        self.activate(definition.body.levels, |this| {
            this.inside(&unit, |this| {
                this.frames.push();
                this.statements(&definition.body.statements)?;
                this.frames.pop();
                Ok(())
            })
        })?;
        self.blocks.current = outer;
        Ok(())
    }

    /// What a block writes.
    pub fn block_text(&mut self, name: Name, part: usize) -> Result<Str, Error> {
        self.capture(|this| this.block_part(name, part))
    }

    /// What the parent's block of this name writes.
    pub fn super_block(&mut self) -> Result<Str, Error> {
        match self.blocks.current {
            Some((name, part)) => self.block_text(name, part + 1),
            None => Err(fault::unfit("super can be called in blocks only")),
        }
    }

    /// `{% include %}`: the first text of those named that there is, with the variables of this one.
    pub fn include_statement(&mut self, template: &Expression, optional: bool) -> Result<(), Error> {
        let names = match self.value(template)? {
            Value::List(names) => names.to_vec(),
            name => vec![name],
        };
        for name in &names {
            let Value::Str(name) = name else { return Err(fault::unfit("the name of a template is a string")) };
            if let Some(unit) = self.session.resolve(name, &self.unit) {
                return self.include_unit(unit, template.place);
            }
            if self.machine.has_template(name) {
                let text = self.call_named("include", [Value::Str(name.clone()), self.dot.clone()], template.place)?;
                return self.print(&text, template.place);
            }
        }
        match (optional, names.first()) {
            (false, Some(Value::Str(name))) => Err(unknown(name)),
            _ => Ok(()),
        }
    }

    fn include_unit(&mut self, unit: Rc<Unit>, place: Place) -> Result<(), Error> {
        let outer = self.machine.enter_call(self.unit.span(place));
        let (blocks, parent) = (std::mem::take(&mut self.blocks), self.parent.take());
        self.frames.push();
        let result = self.template(unit);
        if result.is_ok() {
            self.frames.pop();
        }
        (self.blocks, self.parent) = (blocks, parent);
        self.machine.leave_call(outer);
        result.map_err(|error| fault::through(error, &self.unit, place, "include"))
    }

    /// The names that another text defines.
    pub fn import(&mut self, template: &Expression) -> Result<Map, Error> {
        let unit = self.named(template)?;
        let place = template.place;
        self.module(&unit).map_err(|error| fault::through(error, &self.unit, place, "import"))
    }

    /// What a text defines. One that consists of macros alone is executed once, unless they see variables of its importer.
    fn module(&mut self, unit: &Rc<Unit>) -> Result<Map, Error> {
        if !self.is_constant(unit)? {
            return self.executed(unit);
        }
        let key = Rc::as_ptr(unit) as usize;
        let known = self.session.modules.borrow().get(&key).map(Map::entries);
        if let Some(entries) = known {
            self.allocate(entries.len() * 64)?;
            return Ok(entries.into_iter().collect());
        }
        let exports = self.executed(unit)?;
        let kept = exports.entries().into_iter().collect();
        self.session.modules.borrow_mut().insert(key, kept);
        Ok(exports)
    }

    /// Whether importing a text always gives the same: it writes nothing that is computed, and of the variables that there are
    /// now its macros see none.
    fn is_constant(&mut self, unit: &Unit) -> Result<bool, Error> {
        for statement in &unit.body.statements {
            let definition = match &statement.kind {
                StatementKind::Text => continue,
                StatementKind::Macro(definition) => definition,
                _ => return Ok(false),
            };
            self.charge(1 + definition.free.len() / 16)?;
            for &name in &definition.free {
                let name = unit.global(name);
                if self.session.names.is_given(name) && self.frames.get(&self.session.closures, name).0.is_some() {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Executes a text for what it defines. Its output goes nowhere.
    fn executed(&mut self, unit: &Rc<Unit>) -> Result<Map, Error> {
        let start = self.machine.written();
        let (blocks, parent) = (std::mem::take(&mut self.blocks), self.parent.take());
        self.frames.push();
        self.activate(unit.body.levels, |this| {
            this.inside(unit, |this| this.statements(&unit.body.statements).map(|_| ()))
        })?;
        (self.blocks, self.parent) = (blocks, parent);
        self.machine.discard(start);
        let defined = self.frames.take();
        self.allocate(defined.len() * 64)?;
        let names = &self.session.names;
        let exported = defined.into_iter().map(|(name, value)| (names.name(name), value));
        Ok(exported.filter(|(name, _)| !name.starts_with(b"_")).collect())
    }

    /// A macro as a value, with what it uses of where it is declared.
    pub fn declare(&mut self, definition: &Arc<Macro>) -> Result<Value, Error> {
        self.charge(definition.free.len())?;
        self.allocate(64 * (definition.free.len() + 1))?;
        let unit = Rc::clone(&self.unit);
        let free = definition.free.iter().map(|&name| unit.global(name));
        let closure = self.frames.enclose(&self.session.closures, &self.session.names, free);
        let definition = Arc::clone(definition);
        Ok(Value::Object(Rc::new(objects::Macro { definition, unit, closure })))
    }

    /// What a macro writes.
    pub fn call_macro(&mut self, called: &objects::Macro, args: &mut Args, place: Place) -> Result<Value, Error> {
        let outer = self.machine.enter_call(self.unit.span(place));
        let hidden = self.frames.hide(called.closure);
        let (unit, definition) = (Rc::clone(&called.unit), Arc::clone(&called.definition));
        let result = self.activate(definition.body.levels, |this| {
            this.inside(&unit, |this| {
                this.bind(&definition, args)?;
                this.capture(|this| this.statements(&definition.body.statements).map(|_| ()))
            })
        });
        self.frames.unhide(hidden);
        self.machine.leave_call(outer);
        result.map(Value::Str).map_err(|error| {
            let name = called.unit.spelled(called.definition.name);
            fault::through(error, &self.unit, place, &name.lossy())
        })
    }

    /// Gives a macro's parameters their values: by position, by name, or by default.
    fn bind(&mut self, definition: &Macro, args: &mut Args) -> Result<(), Error> {
        let count = definition.parameters.len();
        let first_default = count - definition.defaults.len().min(count);
        for (index, &parameter) in definition.parameters.iter().enumerate() {
            let spelled = self.spelled(parameter);
            let given = args.take_bytes(index, &spelled);
            let value = match given.filter(|value| !objects::is_undefined(value)) {
                Some(value) => Some(value),
                None => match index.checked_sub(first_default).and_then(|at| definition.defaults.get(at)) {
                    Some(default) => Some(self.evaluate(default)?),
                    None => None,
                },
            };
            let value = value.unwrap_or_else(|| self.undefined(Place::default(), &Value::Str(spelled)));
            self.set(parameter, value)?;
        }
        if definition.wants_caller
            && let Some(caller) = args.keywords.iter().position(|(known, _)| **known == *b"caller")
        {
            let (_, caller) = args.keywords.swap_remove(caller);
            let number = self.session.names.number("caller");
            self.set_global(number, caller)?;
        }
        if let Some((keyword, _)) = args.keywords.first().filter(|(keyword, _)| **keyword == *b"caller") {
            let name = self.spelled(definition.name);
            return Err(arguments(format!("the macro {name} does not use its {keyword}")));
        }
        if args.keywords.is_empty() && args.positional.len() <= count {
            return Ok(());
        }
        args.finish(&self.spelled(definition.name).lossy(), count)
    }

    /// Executes a text for one of its macros, and writes what that gives for dot.
    pub fn run_macro(mut self, definition: &Macro) -> Result<(), Error> {
        let unit = Rc::clone(&self.unit);
        let exports = self.module(&unit)?;
        let name = unit.spelled(definition.name);
        let Some(found) = exports.get(&name) else { return Ok(()) };
        let Some(called) = as_object::<objects::Macro>(&found) else { return Ok(()) };
        let mut args = Args::default();
        if !called.definition.parameters.is_empty() {
            args.positional.push(self.dot.clone());
        }
        let text = self.call_macro(called, &mut args, Place::default())?;
        self.print(&text, Place::default())
    }
}

#[cold]
fn unknown(name: &Str) -> Error {
    Error::coded("render::unknown-template", format!("there is no template {name}"))
        .help("name it as it lies beside this one, below `templates`, or by its full name in the release")
}
