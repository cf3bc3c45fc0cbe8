//! Calls: functions of the library and of the language, macros, methods, filters and tests.

use super::execute::Execution;
use super::fault;
use super::filters::Filter;
use super::objects::{LoopState, Macro, Namespace, as_object, is_undefined};
use super::operators;
use super::predicates::Test;
use super::print;
use super::program::{Applied, Argument, Called, Callee, Invocation, Library, Own, Place};
use crate::go::{Kind, Map, Str, Value};
use crate::gotemplate::{Arguments, Error};
use std::rc::Rc;
use std::sync::Arc;

/// The arguments of a call.
#[derive(Default)]
pub(super) struct Args {
    pub positional: Arguments,
    pub keywords: Vec<(Str, Value)>,
}

impl Args {
    /// Takes the argument with this position or name.
    pub fn take(&mut self, position: usize, name: &str) -> Option<Value> {
        self.take_bytes(position, name.as_bytes())
    }

    pub fn take_bytes(&mut self, position: usize, name: &[u8]) -> Option<Value> {
        let keyword = self.keywords.iter().position(|(known, _)| **known == *name);
        match keyword {
            Some(at) => Some(self.keywords.swap_remove(at).1),
            None => self.positional.get_mut(position).map(std::mem::take),
        }
    }

    /// Fails where there are more arguments than `most`, or names that nothing has taken.
    pub fn finish(&self, name: &str, most: usize) -> Result<(), Error> {
        if let Some((keyword, _)) = self.keywords.first() {
            return Err(arguments(format!("{name} takes no argument called {keyword}")));
        }
        match self.positional.len() > most {
            true => Err(arguments(format!("{name} takes {most} arguments, and {} are given", self.positional.len()))),
            false => Ok(()),
        }
    }
}

/// An error about the number or the names of arguments.
#[cold]
pub(super) fn arguments(cause: String) -> Error {
    Error::coded("render::arguments", cause)
}

impl Execution<'_, '_, '_> {
    pub fn arguments(&mut self, arguments: &[Argument]) -> Result<Args, Error> {
        let mut args = Args::default();
        for argument in arguments {
            match argument {
                Argument::Position(value) => args.positional.push(self.evaluate(value)?),
                Argument::Keyword(name, value) => {
                    let value = self.evaluate(value)?;
                    args.keywords.push((self.spelled(*name), value));
                }
                Argument::Spread(value) => {
                    let value = self.value(value)?;
                    let items = self.items(&value)?;
                    self.allocate(items.len() * size_of::<Value>())?;
                    args.positional.extend(items.iter().cloned());
                }
                Argument::SpreadKeywords(value) => {
                    let value = self.value(value)?;
                    args.keywords.extend(self.entries(&value)?);
                }
            }
        }
        Ok(args)
    }

    /// A call block's call: the macro finds the block as `caller`.
    pub fn call_with_caller(&mut self, call: &super::program::Expression, caller: Value) -> Result<Value, Error> {
        match &call.kind {
            super::program::ExpressionKind::Call(invocation) => self.call(invocation, Some(caller), call.place),
            _ => self.value(call),
        }
    }

    pub fn call(&mut self, invocation: &Invocation, caller: Option<Value>, place: Place) -> Result<Value, Error> {
        let keyword = caller.map(|caller| (Str::from("caller"), caller));
        match &invocation.callee {
            Callee::Name(name, called) => {
                if let Some(value) = self.variable(*name)?
                    && !is_undefined(&value)
                {
                    let mut args = self.arguments(&invocation.args)?;
                    args.keywords.extend(keyword);
                    return self.call_value(&value, &mut args, place);
                }
                match called {
                    Some(Called::Library(library)) => self.call_directly(*library, &invocation.args, None, place),
                    Some(Called::Own(own)) => {
                        let args = self.arguments(&invocation.args)?;
                        self.call_own(*own, args, place)
                    }
                    None => {
                        self.arguments(&invocation.args)?;
                        let spelled = self.spelled(*name);
                        let sentence = format!("{spelled} is no function and no macro that is known here");
                        Err(Error::coded("template::unknown-function", sentence)
                            .help("check the spelling, or import the template that defines the macro"))
                    }
                }
            }
            Callee::Method(receiver, name) => {
                let receiver = self.value(receiver)?;
                let mut args = self.arguments(&invocation.args)?;
                args.keywords.extend(keyword);
                self.call_method(&receiver, &self.spelled(*name), args, place)
            }
            Callee::Block(name) => self.block_text(self.unit.global(*name), 0).map(Value::Str),
            Callee::Value(value) => {
                let value = self.value(value)?;
                let mut args = self.arguments(&invocation.args)?;
                args.keywords.extend(keyword);
                self.call_value(&value, &mut args, place)
            }
        }
    }

    fn call_value(&mut self, value: &Value, args: &mut Args, place: Place) -> Result<Value, Error> {
        if let Some(called) = as_object::<Macro>(value) {
            return self.call_macro(called, args, place);
        }
        if let Some(state) = as_object::<LoopState>(value) {
            let items = args.take(0, "items").unwrap_or_default();
            args.finish("loop", 1)?;
            return self.call_loop(state, &items, place);
        }
        Err(fault::unfit(format!("{} cannot be called", print::kind(value))))
    }

    /// `loop(items)`: the rounds of a recursive loop over other items, as text.
    fn call_loop(&mut self, state: &LoopState, items: &Value, place: Place) -> Result<Value, Error> {
        if !state.definition.recursive {
            return Err(fault::unfit("the loop cannot be called: it is not `recursive`"));
        }
        let items = self.items(items)?;
        let (definition, unit, depth) = (Arc::clone(&state.definition), Rc::clone(&state.unit), state.depth + 1);
        let result = self.activate(definition.levels, |this| {
            this.inside(&unit, |this| this.capture(|this| this.rounds(&definition, items, depth)))
        });
        result.map(Value::Str).map_err(|error| fault::through(error, &self.unit, place, "loop"))
    }

    fn call_method(&mut self, receiver: &Value, name: &Str, mut args: Args, place: Place) -> Result<Value, Error> {
        if let Value::Map(map) = receiver
            && let Some(entry) = map.get(name)
            && as_object::<Macro>(&entry).is_some()
        {
            return self.call_value(&entry, &mut args, place);
        }
        if let Some(Namespace(map)) = as_object(receiver)
            && let Some(entry) = map.get(name)
        {
            return self.call_value(&entry, &mut args, place);
        }
        if let Some(state) = as_object::<LoopState>(receiver) {
            return self.loop_method(state, name, args);
        }
        let spelled = name.lossy();
        if args.keywords.is_empty() {
            let positional = std::mem::take(&mut args.positional).into_iter();
            let positional = positional.map(|value| self.defined(value)).collect::<Result<Arguments, _>>()?;
            let called = self.machine.invoke_method(receiver, &spelled, positional.clone());
            if let Some(value) = called.map_err(|error| fault::through(error, &self.unit, place, &spelled))? {
                return Ok(value);
            }
            args.positional = positional;
        }
        if matches!(receiver, Value::Map(_)) || matches!(receiver, Value::Object(object) if object.kind() == Kind::Map)
        {
            match &**name {
                b"items" | b"keys" | b"values" => {
                    args.finish(&spelled, 0)?;
                    return self.map_part(receiver, name);
                }
                b"get" => {
                    let key = args.take(0, "key").unwrap_or_default();
                    let default = args.take(1, "default").unwrap_or_default();
                    args.finish("get", 2)?;
                    let found = self.item(receiver, &key, place)?;
                    return Ok(if is_undefined(&found) { default } else { found });
                }
                _ => {}
            }
        }
        Err(Error::coded("render::unknown-field", format!("{} has no method {name}", print::kind(receiver)))
            .help("most things are done by filters and functions: see the list in docs/minijinja.md"))
    }

    /// The items, keys or values of a map.
    fn map_part(&mut self, map: &Value, part: &[u8]) -> Result<Value, Error> {
        let entries = self.entries(map)?;
        let items = entries.into_iter().map(|(key, value)| match part {
            b"keys" => Value::Str(key),
            b"values" => value,
            _ => Value::list(vec![Value::Str(key), value]),
        });
        self.list(items.collect())
    }

    fn loop_method(&mut self, state: &LoopState, name: &Str, args: Args) -> Result<Value, Error> {
        match &**name {
            b"cycle" => {
                let count = args.positional.len().max(1);
                Ok(args.positional.get(state.index.get() % count).cloned().unwrap_or_default())
            }
            b"changed" => {
                let values = args.positional.to_vec();
                let same = match &*state.last.borrow() {
                    Some(last) => self.same(&Value::list(last.clone()), &Value::list(values.clone()))?,
                    None => false,
                };
                state.last.replace(Some(values));
                Ok(Value::Bool(!same))
            }
            _ => Err(Error::coded("render::unknown-field", format!("loop has no method {name}"))),
        }
    }

    /// Calls a function of the library.
    pub fn call_library(&mut self, library: Library, args: Args, place: Place) -> Result<Value, Error> {
        if let Some((name, _)) = args.keywords.first() {
            return Err(arguments(format!("functions of the library take no arguments by name, and {name} is one")));
        }
        let mut values = Arguments::new();
        for value in args.positional {
            values.push(self.passed(library, value)?);
        }
        self.call_with(library, values, place)
    }

    /// Calls a function of the library with arguments that are still to be evaluated, and behind them what stands in front
    /// of the pipe.
    fn call_directly(
        &mut self,
        library: Library,
        arguments: &[Argument],
        piped: Option<Value>,
        place: Place,
    ) -> Result<Value, Error> {
        if !arguments.iter().all(|argument| matches!(argument, Argument::Position(_))) {
            let mut args = self.arguments(arguments)?;
            args.positional.extend(piped);
            return self.call_library(library, args, place);
        }
        let mut values = Arguments::new();
        for argument in arguments {
            let Argument::Position(argument) = argument else { continue };
            let value = self.evaluate(argument)?;
            values.push(self.passed(library, value)?);
        }
        if let Some(value) = piped {
            values.push(self.passed(library, value)?);
        }
        self.call_with(library, values, place)
    }

    /// A value as functions of the library take it.
    fn passed(&self, library: Library, value: Value) -> Result<Value, Error> {
        match value {
            // What values.yaml has as a float and is whole is what its author wrote as a whole number.
            Value::Float(_) => Ok(operators::whole(&value).map_or(value, Value::int64)),
            Value::Object(_) if library.takes_undefined && is_undefined(&value) => Ok(Value::Nil),
            Value::Object(_) => self.defined(value),
            value => Ok(value),
        }
    }

    fn call_with(&mut self, library: Library, values: Arguments, place: Place) -> Result<Value, Error> {
        let span = self.unit.span(place);
        self.machine.call_function(library.number, values, span).map_err(|error| {
            let name = self.machine.set().function_name(library.number);
            fault::through(error, &self.unit, place, name)
        })
    }

    fn call_own(&mut self, own: Own, mut args: Args, place: Place) -> Result<Value, Error> {
        match own {
            Own::Include => {
                let name = args.take(0, "name").unwrap_or_default();
                let dot = args.take(1, "dot").unwrap_or_else(|| self.dot.clone());
                args.finish("include", 2)?;
                self.call_named("include", [name, dot], place)
            }
            Own::Tpl => {
                let text = args.take(0, "text").unwrap_or_default();
                let dot = args.take(1, "dot").unwrap_or_else(|| self.dot.clone());
                let engine = args.keywords.pop().filter(|(name, _)| **name == *b"engine");
                args.finish("tpl", 2)?;
                match engine.map(|(_, engine)| engine) {
                    None => self.tpl(&text, &dot, place),
                    Some(Value::Str(engine)) if *engine == *b"gotpl" => self.call_named("tpl", [text, dot], place),
                    Some(_) => Err(arguments(String::from("the engine of tpl is \"gotpl\" or left out"))),
                }
            }
            Own::Range => self.range(args),
            Own::Dict => self.dict(args, place),
            Own::Namespace => {
                let Value::Map(map) = self.dict(args, place)? else { return Ok(Value::Nil) };
                Ok(Value::Object(Rc::new(Namespace(map))))
            }
            Own::Super => {
                args.finish("super", 0)?;
                self.super_block().map(Value::Str)
            }
        }
    }

    /// Calls a function of the library that is here by another way, too.
    pub fn call_named(&mut self, name: &str, args: [Value; 2], place: Place) -> Result<Value, Error> {
        let Some(number) = self.machine.set().function(name) else { return Ok(Value::Nil) };
        let args = Args { positional: args.into_iter().collect(), keywords: Vec::new() };
        self.call_library(Library { number, takes_undefined: false }, args, place)
    }

    /// A text of the values as a template in the language of its caller.
    fn tpl(&mut self, text: &Value, dot: &Value, place: Place) -> Result<Value, Error> {
        let text = match self.defined(text.clone())? {
            Value::Str(text) => text,
            other => return Err(fault::unfit(format!("tpl takes a string, not {}", print::kind(&other)))),
        };
        let span = self.unit.span(place);
        let unit = self.session.compile(&text, &self.unit, self.machine);
        let unit = unit.map_err(|error| fault::through(error, &self.unit, place, "tpl"))?;
        let outer = self.machine.enter_call(span);
        let result =
            self.activate(0, |this| this.capture(|this| Execution::new(this.session, this.machine, &unit, dot).run()));
        self.machine.leave_call(outer);
        result.map(Value::Str).map_err(|error| fault::through(error, &self.unit, place, "tpl"))
    }

    fn range(&mut self, mut args: Args) -> Result<Value, Error> {
        let mut bound = |position: usize, name: &str| match args.take(position, name) {
            None => Ok(None),
            Some(value) => operators::whole(&value).map(Some).ok_or_else(|| fault::unfit("range takes whole numbers")),
        };
        let (first, second, step) = (bound(0, "start")?, bound(1, "stop")?, bound(2, "step")?.unwrap_or(1));
        args.finish("range", 3)?;
        let (start, stop) = second.map_or((0, first.unwrap_or(0)), |stop| (first.unwrap_or(0), stop));
        if step == 0 {
            return Err(fault::unfit("range cannot go on by steps of 0"));
        }
        let distance = if step > 0 { stop.saturating_sub(start) } else { start.saturating_sub(stop) };
        let count = u64::try_from(distance).unwrap_or(0).div_ceil(step.unsigned_abs());
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.allocate(count.saturating_mul(size_of::<Value>()))?;
        let numbers = (0..count as i64).map(|at| Value::int(start.saturating_add(at.saturating_mul(step))));
        Ok(Value::list(numbers.collect()))
    }

    /// `dict(a=1)` as MiniJinja has it, and `dict("a", 1)` as the library does.
    fn dict(&mut self, args: Args, place: Place) -> Result<Value, Error> {
        let Args { mut positional, keywords } = args;
        let map = match positional.len() {
            0 => Map::new(),
            1 => {
                let given = self.defined(positional.remove(0))?;
                self.entries(&given)?.into_iter().collect()
            }
            _ => {
                let Some(number) = self.machine.set().function("dict") else { return Ok(Value::Nil) };
                let args = Args { positional, keywords: Vec::new() };
                match self.call_library(Library { number, takes_undefined: false }, args, place)? {
                    Value::Map(map) => map,
                    other => return Ok(other),
                }
            }
        };
        self.allocate(keywords.len() * 64)?;
        for (name, value) in keywords {
            map.define(name, self.defined(value)?);
        }
        Ok(Value::Map(map))
    }

    pub fn filter(&mut self, applied: &Applied<Filter>, place: Place) -> Result<Value, Error> {
        let operand = self.evaluate(&applied.operand)?;
        if let Filter::Library(library) = applied.what {
            return self.call_directly(library, &applied.args, Some(operand), place);
        }
        let args = self.arguments(&applied.args)?;
        self.apply(applied.what, operand, args, place)
    }

    /// Applies a filter. One of the library takes the value last, as behind a pipe of Go's.
    pub fn apply(&mut self, filter: Filter, operand: Value, mut args: Args, place: Place) -> Result<Value, Error> {
        match filter {
            Filter::Library(library) => {
                args.positional.push(operand);
                self.call_library(library, args, place)
            }
            Filter::Own(own) => {
                let operand = self.defined(operand)?;
                (own.body)(self, operand, args, place)
            }
        }
    }

    pub fn test(&mut self, test: Test, operand: Value, args: Args) -> Result<bool, Error> {
        let operand = if test.takes_undefined { operand } else { self.defined(operand)? };
        args.finish(test.name, test.arguments)?;
        if args.positional.len() < test.arguments {
            return Err(arguments(format!("the test {} takes an argument", test.name)));
        }
        let argument = args.positional.into_iter().next().unwrap_or_default();
        let argument = self.defined(argument)?;
        (test.body)(self, &operand, &argument)
    }
}
