//! Statements: what writes, assigns, branches and loops.

use super::execute::Execution;
use super::fault;
use super::objects::{LoopState, Namespace, as_object};
use super::print;
use super::program::{Loop, Place, Statement, StatementKind, Target, Unit};
use crate::go::{List, Str, Value};
use crate::gotemplate::Error;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// What a statement makes of those after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Next,
    Break,
    Continue,
}

impl Execution<'_, '_, '_> {
    pub fn statements(&mut self, statements: &[Statement]) -> Result<Flow, Error> {
        for statement in statements {
            match self.statement(statement) {
                Ok(Flow::Next) => {}
                Ok(flow) => return Ok(flow),
                Err(error) => return Err(fault::located(error, &self.unit, statement.place)),
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&mut self, statement: &Statement) -> Result<Flow, Error> {
        self.charge(1)?;
        match &statement.kind {
            StatementKind::Text => {
                let span = self.unit.span(statement.place);
                self.machine.write_text(&self.unit.name, self.unit.slice(statement.place), span)?;
            }
            StatementKind::Print(expression) => {
                let value = self.value(expression)?;
                self.print(&value, statement.place)?;
            }
            StatementKind::For(definition) => return self.for_loop(definition),
            StatementKind::If(branches, otherwise) => {
                for (condition, body) in branches {
                    if self.value(condition)?.truth() {
                        self.machine.forget();
                        return self.statements(body);
                    }
                }
                self.machine.forget();
                return self.statements(otherwise);
            }
            StatementKind::With(assignments, body) => {
                self.frames.push();
                for (target, expression) in assignments {
                    let value = self.evaluate(expression)?;
                    self.assign(target, value)?;
                }
                let flow = self.statements(body)?;
                self.frames.pop();
                return Ok(flow);
            }
            StatementKind::Set(set) => {
                let (target, expression) = &**set;
                let value = self.evaluate(expression)?;
                self.machine.forget();
                self.assign(target, value)?;
            }
            StatementKind::SetBlock(set) => {
                let (target, filter, body) = &**set;
                let text = self.capture(|this| this.block_of_its_own(body))?;
                let value = match filter {
                    Some(filter) => self.filtered(text, filter)?,
                    None => Value::Str(text),
                };
                self.assign(target, value)?;
            }
            StatementKind::FilterBlock(block) => {
                let (filter, body) = &**block;
                let text = self.capture(|this| this.block_of_its_own(body))?;
                let value = self.filtered(text, filter)?;
                self.print(&value, statement.place)?;
            }
            StatementKind::Group(body) => return self.statements(body),
            StatementKind::Block(definition) => self.block(definition)?,
            StatementKind::Import(import) => {
                let (template, target) = &**import;
                let exports = self.import(template)?;
                self.assign(target, Value::Map(exports))?;
            }
            StatementKind::FromImport(import) => {
                let (template, names) = &**import;
                let exports = self.import(template)?;
                for &(name, alias) in names {
                    let spelled = self.spelled(name);
                    let Some(value) = exports.get(&spelled) else {
                        let sentence = format!("the imported template does not define {spelled}");
                        return Err(Error::coded("render::undefined", sentence));
                    };
                    self.set(alias, value)?;
                }
            }
            StatementKind::Extends(template) => self.extends(template)?,
            StatementKind::Include { template, optional } => self.include_statement(template, *optional)?,
            StatementKind::Macro(definition) => {
                let value = self.declare(definition)?;
                self.set(definition.name, value)?;
            }
            StatementKind::CallBlock(call, caller) => {
                let caller = self.declare(caller)?;
                let value = self.call_with_caller(call, caller)?;
                self.print(&value, statement.place)?;
            }
            StatementKind::Continue => return Ok(Flow::Continue),
            StatementKind::Break => return Ok(Flow::Break),
            StatementKind::Do(call) => {
                self.evaluate(call)?;
                self.machine.forget();
            }
        }
        Ok(Flow::Next)
    }

    /// Executes statements that nothing outside of them is to notice but what they write.
    fn block_of_its_own(&mut self, body: &[Statement]) -> Result<(), Error> {
        self.frames.push();
        self.statements(body)?;
        self.frames.pop();
        Ok(())
    }

    fn filtered(&mut self, text: Str, filter: &super::program::Expression) -> Result<Value, Error> {
        self.captured.push(Value::Str(text));
        let value = self.value(filter);
        self.captured.pop();
        value
    }

    /// Writes a value.
    pub fn print(&mut self, value: &Value, place: Place) -> Result<(), Error> {
        let span = self.unit.span(place);
        match value {
            Value::Str(text) => self.machine.write_value(&self.unit.name, text, value, span),
            _ => {
                let text = print::shown(value, self.machine)?;
                self.machine.write_value(&self.unit.name, &text, value, span)
            }
        }
    }

    /// Gives values to names.
    pub fn assign(&mut self, target: &Target, value: Value) -> Result<(), Error> {
        match target {
            Target::Name(name) => self.set(*name, value),
            Target::Entry(namespace, key) => {
                let holder = self.value(namespace)?;
                let key = self.spelled(*key);
                let Some(Namespace(map)) = as_object(&holder) else {
                    return Err(fault::unfit(format!("cannot set {key}: only entries of a namespace can be set"))
                        .help("make one with `namespace(...)`, or change a map with `do set(map, key, value)`"));
                };
                self.allocate(key.len() + size_of::<Value>())?;
                map.insert(key, value);
                Ok(())
            }
            Target::Many(targets, place) => {
                let items = match &value {
                    Value::List(list) => list.clone(),
                    _ => {
                        return Err(fault::located(
                            fault::unfit("the value is no list to take apart"),
                            &self.unit,
                            *place,
                        ));
                    }
                };
                if items.len() != targets.len() {
                    let cause = format!("the list has {} items, and {} are expected", items.len(), targets.len());
                    return Err(fault::located(fault::unfit(cause), &self.unit, *place));
                }
                targets.iter().zip(items.iter()).try_for_each(|(target, item)| self.assign(target, item.clone()))
            }
        }
    }

    fn for_loop(&mut self, definition: &Arc<Loop>) -> Result<Flow, Error> {
        let over = self.value(&definition.items)?;
        self.machine.note_items(&over);
        let items = self.items(&over).map_err(|error| fault::located(error, &self.unit, definition.items.place))?;
        self.rounds(definition, items, 0)?;
        Ok(Flow::Next)
    }

    /// A loop's rounds over `items`; `depth` counts loops that call themselves.
    pub fn rounds(&mut self, definition: &Arc<Loop>, items: List, depth: usize) -> Result<(), Error> {
        let items = match &definition.condition {
            Some(condition) => List::new(self.chosen(definition, condition, &items)?),
            None => items,
        };
        if items.is_empty() {
            self.frames.push();
            self.statements(&definition.otherwise)?;
            self.frames.pop();
            return Ok(());
        }
        let state = definition.speaks_of_loop.then(|| self.loop_state(definition, &items, depth));
        let name = state.as_ref().map(|_| self.session.names.number("loop"));
        self.frames.push();
        for (index, item) in items.iter().enumerate() {
            self.charge(1)?;
            self.frames.clear();
            if let (Some(state), Some(name)) = (&state, name) {
                state.index.set(index);
                self.set_global(name, Value::Object(Rc::clone(state) as Rc<dyn crate::go::Object>))?;
            }
            self.assign(&definition.target, item.clone())?;
            if self.statements(&definition.body)? == Flow::Break {
                break;
            }
        }
        self.frames.pop();
        Ok(())
    }

    /// The items for which a loop's condition holds.
    fn chosen(
        &mut self,
        definition: &Loop,
        condition: &super::program::Expression,
        items: &[Value],
    ) -> Result<Vec<Value>, Error> {
        let mut chosen = Vec::new();
        self.frames.push();
        for item in items {
            self.charge(1)?;
            self.frames.clear();
            self.assign(&definition.target, item.clone())?;
            if self.value(condition)?.truth() {
                chosen.push(item.clone());
            }
        }
        self.frames.pop();
        Ok(chosen)
    }

    fn loop_state(&self, definition: &Arc<Loop>, items: &List, depth: usize) -> Rc<LoopState> {
        let unit: Rc<Unit> = Rc::clone(&self.unit);
        Rc::new(LoopState {
            definition: Arc::clone(definition),
            unit,
            items: items.clone(),
            index: Cell::new(0),
            depth,
            last: RefCell::new(None),
        })
    }
}
