//! Expressions: names, attributes, items, operators, choices; calls are elsewhere.

use super::execute::Execution;
use super::fault;
use super::objects::{LoopState, Macro, Namespace, as_object, is_undefined};
use super::operators;
use super::print;
use super::program::{Expression, ExpressionKind, Field, Known, Local, Operator, Place};
use crate::go::{Kind, List, Map, Str, Value};
use crate::gotemplate::Error;
use smallvec::SmallVec;

impl Execution<'_, '_, '_> {
    /// The value of an expression, which must not be undefined.
    pub fn value(&mut self, expression: &Expression) -> Result<Value, Error> {
        let value = self.evaluate(expression)?;
        self.defined(value)
    }

    /// The value of an expression.
    pub fn evaluate(&mut self, expression: &Expression) -> Result<Value, Error> {
        self.charge(1)?;
        self.evaluate_kind(expression).map_err(|error| fault::located(error, &self.unit, expression.place))
    }

    fn evaluate_kind(&mut self, expression: &Expression) -> Result<Value, Error> {
        Ok(match &expression.kind {
            ExpressionKind::Constant(constant) => constant.value(),
            ExpressionKind::Name(name) => match self.variable(*name)? {
                Some(value) => value,
                None => self.undefined(expression.place, &Value::Map(self.context.clone())),
            },
            ExpressionKind::Fields(fields) => self.fields(fields, expression.place)?,
            ExpressionKind::Item(item) => {
                let (base, key) = (self.value(&item.0)?, self.value(&item.1)?);
                self.item(&base, &key, expression.place)?
            }
            ExpressionKind::Slice(slice) => {
                let (base, bounds) = &**slice;
                let base = self.value(base)?;
                let mut bound = |bound: &Option<Expression>| bound.as_ref().map(|bound| self.value(bound)).transpose();
                let bounds = [bound(&bounds[0])?, bound(&bounds[1])?, bound(&bounds[2])?];
                self.slice(&base, bounds)?
            }
            ExpressionKind::Not(operand) => Value::Bool(!self.value(operand)?.truth()),
            ExpressionKind::Negative(operand) => operators::negative(&self.value(operand)?)?,
            ExpressionKind::Binary(operator, pair) => {
                let (left, right) = (self.value(&pair.0)?, self.value(&pair.1)?);
                self.binary(*operator, &left, &right)?
            }
            ExpressionKind::Concat(parts) => self.concat(parts)?,
            ExpressionKind::And(pair) => {
                let value = self.value(&pair.0)?;
                if value.truth() { self.value(&pair.1)? } else { value }
            }
            ExpressionKind::Or(pair) => {
                let value = self.value(&pair.0)?;
                if value.truth() { value } else { self.value(&pair.1)? }
            }
            ExpressionKind::Chain(chain) => self.chain(&chain.0, &chain.1)?,
            ExpressionKind::Choice(choice) => match (self.value(&choice.test)?.truth(), &choice.no) {
                (true, _) => self.evaluate(&choice.yes)?,
                (false, Some(no)) => self.evaluate(no)?,
                (false, None) => Value::Nil,
            },
            ExpressionKind::Filter(applied) => self.filter(applied, expression.place)?,
            ExpressionKind::Test(applied) => {
                let operand = self.evaluate(&applied.operand)?;
                let args = self.arguments(&applied.args)?;
                Value::Bool(self.test(applied.what, operand, args)?)
            }
            ExpressionKind::Call(invocation) => self.call(invocation, None, expression.place)?,
            ExpressionKind::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.value(item)?);
                }
                self.list(values)?
            }
            ExpressionKind::Map(entries) => self.map(entries)?,
            ExpressionKind::Captured => self.captured.last().cloned().unwrap_or_default(),
        })
    }

    fn map(&mut self, entries: &[(Expression, Expression)]) -> Result<Value, Error> {
        self.allocate(entries.len() * 64)?;
        let map = Map::new();
        for (key, value) in entries {
            let key = self.value(key)?;
            let Some(key) = self.key(&key) else {
                return Err(fault::unfit(format!("{} cannot be a key", print::kind(&key))));
            };
            let value = self.value(value)?;
            map.define(key, value);
        }
        Ok(Value::Map(map))
    }

    /// A value as the key of a map: keys are strings, and numbers and bools are what YAML makes of them.
    fn key(&mut self, value: &Value) -> Option<Str> {
        match value {
            Value::Str(text) => Some(text.clone()),
            Value::Int(..) | Value::Float(_) | Value::Bool(_) => print::shown(value, self.machine).ok().map(Str::from),
            _ => None,
        }
    }

    fn concat(&mut self, parts: &[Expression]) -> Result<Value, Error> {
        let mut text = Vec::new();
        for part in parts {
            let value = self.value(part)?;
            match &value {
                Value::Str(part) => {
                    if text.len() + part.len() > self.machine.text_limit() {
                        self.allocate(text.len() + part.len())?;
                    }
                    text.extend_from_slice(part);
                }
                _ => text.extend(print::shown(&value, self.machine)?),
            }
        }
        self.text(text)
    }

    fn chain(&mut self, first: &Expression, rest: &[(Operator, Expression)]) -> Result<Value, Error> {
        let mut left = self.value(first)?;
        for (operator, right) in rest {
            let right = self.value(right)?;
            if !self.binary(*operator, &left, &right)?.truth() {
                return Ok(Value::Bool(false));
            }
            left = right;
        }
        Ok(Value::Bool(true))
    }

    /// `base.first.second`.
    fn fields(&mut self, (base, fields): &(Expression, SmallVec<[Field; 4]>), place: Place) -> Result<Value, Error> {
        let mut value = self.evaluate(base)?;
        for field in fields {
            self.charge(1)?;
            let place = Place { start: place.start, end: field.end };
            value = self.field(value, field.name, place).map_err(|error| fault::located(error, &self.unit, place))?;
        }
        Ok(value)
    }

    fn field(&mut self, base: Value, name: Local, place: Place) -> Result<Value, Error> {
        if let Value::Map(map) = &base
            && let Some(Known { text, .. }) = self.unit.names.get(name.0 as usize)
            && let Some(value) = map.get(text)
        {
            self.machine.note_read(map, text, &value);
            return Ok(value);
        }
        let base = self.defined(base)?;
        self.attribute(&base, &self.spelled(name), place)
    }

    /// `base.name`: an entry, a field, or what MiniJinja's own objects say.
    pub fn attribute(&mut self, base: &Value, name: &Str, place: Place) -> Result<Value, Error> {
        let found = match base {
            Value::Map(map) => {
                let value = map.get(name);
                if let Some(value) = &value {
                    self.machine.note_read(map, name, value);
                }
                value
            }
            Value::Object(_) => self.object_attribute(base, name)?,
            _ => None,
        };
        Ok(found.unwrap_or_else(|| self.undefined(place, base)))
    }

    fn object_attribute(&mut self, base: &Value, name: &Str) -> Result<Option<Value>, Error> {
        if let Some(Namespace(map)) = as_object(base) {
            return Ok(map.get(name));
        }
        if let Some(state) = as_object::<LoopState>(base) {
            return Ok(loop_attribute(state, name));
        }
        if let Some(found) = as_object::<Macro>(base) {
            return Ok((**name == *b"name").then(|| Value::Str(found.unit.spelled(found.definition.name))));
        }
        let Some(name) = name.as_str() else { return Ok(None) };
        self.machine.object_member(base, name)
    }

    /// `base[key]`.
    pub fn item(&mut self, base: &Value, key: &Value, place: Place) -> Result<Value, Error> {
        let position = |length: usize| {
            let number = operators::whole(key)?;
            let position = if number < 0 { number.checked_add(length as i64)? } else { number };
            usize::try_from(position).ok()
        };
        let found = match base {
            Value::List(list) => position(list.len()).and_then(|at| list.get(at).cloned()),
            Value::Str(text) => {
                self.charge(text.len() / 64)?;
                let text = text.lossy();
                let length = if operators::whole(key).is_some_and(|at| at < 0) { text.chars().count() } else { 0 };
                position(length).and_then(|at| text.chars().nth(at)).map(|letter| Value::str(letter.to_string()))
            }
            Value::Map(_) => match self.key(key) {
                Some(key) => return self.attribute(base, &key, place),
                None => None,
            },
            Value::Object(object) if object.kind() == Kind::Slice => {
                object.items().and_then(|items| position(items.len()).and_then(|at| items.get(at).cloned()))
            }
            Value::Object(_) => match key {
                Value::Str(key) => return self.attribute(base, key, place),
                _ => None,
            },
            _ => None,
        };
        Ok(found.unwrap_or_else(|| self.undefined(place, base)))
    }

    fn slice(&mut self, base: &Value, bounds: [Option<Value>; 3]) -> Result<Value, Error> {
        let mut numbers = [None; 3];
        for (number, bound) in numbers.iter_mut().zip(&bounds) {
            *number = match bound {
                None | Some(Value::Nil) => None,
                Some(bound) => Some(
                    operators::whole(bound).ok_or_else(|| fault::unfit("the bounds of a slice are whole numbers"))?,
                ),
            };
        }
        let [start, stop, step] = numbers;
        let step = step.unwrap_or(1);
        if step == 0 {
            return Err(fault::unfit("a slice cannot go on by steps of 0"));
        }
        match base {
            Value::Str(text) => {
                self.charge(text.len() / 16)?;
                self.allocate(text.len() * 4)?;
                let letters: Vec<char> = text.lossy().chars().collect();
                let chosen = positions(letters.len(), start, stop, step).filter_map(|at| letters.get(at));
                let text: String = chosen.collect();
                self.text(text.into_bytes())
            }
            Value::List(list) => {
                self.charge(list.len())?;
                let chosen = positions(list.len(), start, stop, step).filter_map(|at| list.get(at).cloned());
                self.list(chosen.collect())
            }
            _ => Err(fault::unfit(format!("{} cannot be sliced", print::kind(base)))),
        }
    }

    /// What a loop or a filter goes over: items of a list, keys of a map, letters of a text.
    pub fn items(&mut self, value: &Value) -> Result<List, Error> {
        Ok(match value {
            Value::List(list) => list.clone(),
            Value::Nil => List::new(Vec::new()),
            Value::Map(map) => {
                self.allocate(map.len() * size_of::<Value>())?;
                List::new(map.keys().into_iter().map(Value::Str).collect())
            }
            Value::Str(text) => {
                self.allocate(text.len() * 2 * size_of::<Value>())?;
                List::new(text.lossy().chars().map(|letter| Value::str(letter.to_string())).collect())
            }
            Value::Object(object) => match object.kind() {
                Kind::Slice => object.items().unwrap_or_else(|| List::new(Vec::new())),
                Kind::Map => {
                    let keys = object.entries().unwrap_or_default().into_iter().map(|(key, _)| Value::Str(key));
                    List::new(keys.collect())
                }
                _ => return Err(not_iterable(value)),
            },
            _ => return Err(not_iterable(value)),
        })
    }

    /// The entries of a map, or of an object that is one.
    pub fn entries(&mut self, value: &Value) -> Result<Vec<(Str, Value)>, Error> {
        match value {
            Value::Map(map) => {
                self.allocate(map.len() * 64)?;
                Ok(map.entries())
            }
            Value::Object(object) if object.kind() == Kind::Map => Ok(object.entries().unwrap_or_default()),
            _ => Err(fault::unfit(format!("{} is no map", print::kind(value)))),
        }
    }
}

#[cold]
fn not_iterable(value: &Value) -> Error {
    let what = if is_undefined(value) { "an undefined value" } else { print::kind(value) };
    Error::coded("render::not-iterable", format!("{what} cannot be gone over"))
}

/// The positions that a slice takes, as Python counts them.
fn positions(length: usize, start: Option<i64>, stop: Option<i64>, step: i64) -> impl Iterator<Item = usize> {
    let length = length as i64;
    let clip = |bound: i64, least: i64, most: i64| {
        let bound = if bound < 0 { bound.saturating_add(length) } else { bound };
        bound.clamp(least, most)
    };
    let (mut at, end) = match step > 0 {
        true => (start.map_or(0, |start| clip(start, 0, length)), stop.map_or(length, |stop| clip(stop, 0, length))),
        false => (
            start.map_or(length - 1, |start| clip(start, -1, length - 1)),
            stop.map_or(-1, |stop| clip(stop, -1, length - 1)),
        ),
    };
    std::iter::from_fn(move || {
        let inside = if step > 0 { at < end } else { at > end };
        let position = inside.then_some(at as usize);
        at = at.saturating_add(step);
        position
    })
}

fn loop_attribute(state: &LoopState, name: &[u8]) -> Option<Value> {
    let (index, length) = (state.index.get(), state.items.len());
    let count = |number: usize| Some(Value::int(number as i64));
    match name {
        b"index" => count(index + 1),
        b"index0" => count(index),
        b"revindex" => count(length.saturating_sub(index)),
        b"revindex0" => count(length.saturating_sub(index + 1)),
        b"length" => count(length),
        b"first" => Some(Value::Bool(index == 0)),
        b"last" => Some(Value::Bool(index + 1 == length)),
        b"depth" => count(state.depth + 1),
        b"depth0" => count(state.depth),
        b"previtem" => index.checked_sub(1).and_then(|at| state.items.get(at).cloned()),
        b"nextitem" => state.items.get(index + 1).cloned(),
        _ => None,
    }
}
