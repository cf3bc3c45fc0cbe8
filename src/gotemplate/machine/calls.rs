//! Fields, methods and functions: what a name after a dot leads to, and calling what can be called.

use super::arguments::{Pending, accept};
use super::{Flow, Frame, Machine, locate};
use crate::go::{Kind, MapType, Member, Param, Str, Value};
use crate::gotemplate::error::Error;
use crate::gotemplate::function::{Call, Function};
use crate::gotemplate::functions::{Callee, Signature};
use crate::gotemplate::program::Node;
use crate::gotemplate::value::Operand;
use smallvec::SmallVec;

/// Steps that a call costs beside its own instruction.
const CALL_STEPS: u64 = 8;

#[cold]
fn nil_pointer(name: &Str) -> Error {
    Error::coded("render::nil-pointer", format!("nil pointer evaluating interface {{}}.{name}"))
}

#[cold]
fn no_field(receiver: &Operand, name: &Str) -> Error {
    let sentence = format!("can't evaluate field {name} in type {}", receiver.static_type());
    Error::coded("render::unknown-field", sentence)
}

#[cold]
fn wrong_count(name: &Str, want: usize, got: usize) -> Error {
    Error::coded("render::arguments", format!("wrong number of args for {name}: want {want} got {got}"))
}

impl Machine<'_> {
    /// Follows a path of fields.
    pub(super) fn walk(&mut self, frame: &Frame, start: Operand, path: u32) -> Result<Operand, Error> {
        let unit = &frame.entry.unit;
        let Some(path) = unit.paths.get(path as usize) else { return Ok(start) };
        let mut operand = start;
        for name in path.iter().filter_map(|&name| unit.names.get(name as usize)) {
            operand = self.field(frame, operand, name)?;
        }
        Ok(operand)
    }

    /// A field, map entry or method without arguments.
    fn field(&mut self, frame: &Frame, receiver: Operand, name: &Str) -> Result<Operand, Error> {
        match &receiver.value {
            Value::Map(map) => {
                if map.ty() == MapType::Values
                    && let Some(method) = self.set.functions().map_method(name)
                {
                    let pending = Pending::of_map(receiver.value.clone(), *method, name.clone());
                    return self.invoke(frame, frame.node, pending, SmallVec::new());
                }
                let operand = Operand::entry(map.get(name), map.ty());
                if let Some(recorder) = &mut self.recorder {
                    recorder.read(map, name, &operand.value);
                }
                Ok(operand)
            }
            Value::Nil if receiver.in_interface() => Err(nil_pointer(name)),
            Value::Nil => Ok(receiver),
            Value::Object(object) => match member(object.as_ref(), name) {
                Some(Member::Field(value)) if value.is_nil() => Ok(Operand::interface(value)),
                Some(Member::Field(value)) => Ok(value.into()),
                Some(Member::Method) => {
                    let pending =
                        Pending::of_object(&receiver.value, object.method_params(&name.lossy()), name.clone());
                    self.invoke(frame, frame.node, pending, SmallVec::new())
                }
                None => Err(no_field(&receiver, name)),
            },
            _ => Err(no_field(&receiver, name)),
        }
    }

    /// Finds the method `name` of the top of the stack, for arguments to follow.
    pub(super) fn method(
        &mut self,
        frame: &Frame,
        name: u32,
        args: usize,
        piped: bool,
        target: u32,
    ) -> Result<Flow, Error> {
        let receiver = self.pop();
        let Some(name) = frame.entry.unit.names.get(name as usize) else { return Ok(Flow::Next) };
        let pending = match &receiver.value {
            Value::Nil if receiver.in_interface() => return Err(nil_pointer(name)),
            Value::Nil => {
                // A missing value has every method, and calling one gives a missing value.
                if piped {
                    self.pop();
                }
                self.stack.push(receiver);
                return Ok(Flow::Jump(target));
            }
            Value::Map(map) => match self.set.functions().map_method(name).filter(|_| map.ty() == MapType::Values) {
                Some(method) => Pending::of_map(receiver.value.clone(), *method, name.clone()),
                None => {
                    let sentence = format!("{name} is not a method but has arguments");
                    return Err(Error::coded("render::arguments", sentence));
                }
            },
            Value::Object(object) => match member(object.as_ref(), name) {
                Some(Member::Method) => {
                    Pending::of_object(&receiver.value, object.method_params(&name.lossy()), name.clone())
                }
                Some(Member::Field(_)) if object.kind() == Kind::Map => {
                    let sentence = format!("{name} is not a method but has arguments");
                    return Err(Error::coded("render::arguments", sentence));
                }
                Some(Member::Field(_)) => {
                    let sentence = format!("{name} has arguments but cannot be invoked as function");
                    return Err(Error::coded("render::arguments", sentence));
                }
                None => return Err(no_field(&receiver, name)),
            },
            _ => return Err(no_field(&receiver, name)),
        };
        let got = args + usize::from(piped);
        if pending.params.len() != got {
            return Err(wrong_count(name, pending.params.len(), got));
        }
        self.pending.push(pending);
        Ok(Flow::Next)
    }

    /// Calls the method that was found, once its arguments are on the stack.
    pub(super) fn call_method(
        &mut self,
        frame: &mut Frame,
        node: Node,
        args: usize,
        piped: bool,
    ) -> Result<Flow, Error> {
        let Some(pending) = self.pending.pop() else { return Ok(Flow::Next) };
        let at = self.stack.len().saturating_sub(args);
        let mut values: SmallVec<[Value; 8]> = self.stack.drain(at..).map(|operand| operand.value).collect();
        if piped {
            let last = self.pop();
            values.push(accept(pending.param(args), last)?);
        }
        let operand = self.invoke(frame, node, pending, values)?;
        Ok(self.push(operand))
    }

    fn invoke(
        &mut self,
        frame: &Frame,
        node: Node,
        pending: Pending,
        values: SmallVec<[Value; 8]>,
    ) -> Result<Operand, Error> {
        if values.len() != pending.params.len() {
            return Err(wrong_count(&pending.name, pending.params.len(), values.len()));
        }
        self.meter.charge(CALL_STEPS)?;
        let Pending { receiver, name, map_method, .. } = pending;
        let result = match (&receiver, map_method) {
            (_, Some(method)) => {
                let args: SmallVec<[Value; 8]> = std::iter::once(receiver.clone()).chain(values).collect();
                (method.body)(&mut Call { name: method.name, args: &args, runtime: self })
            }
            (Value::Object(object), None) => object.call(&name.lossy(), &values).map_err(Error::new),
            _ => Ok(Value::Nil),
        };
        match result {
            Ok(value) => Ok(value.into()),
            Err(error) => Err(calling(error, frame, node, &name.lossy())),
        }
    }

    /// Calls a function with the arguments on the stack; a piped value lies under them and comes last.
    pub(super) fn call(
        &mut self,
        frame: &mut Frame,
        node: Node,
        function: u32,
        args: usize,
        piped: bool,
    ) -> Result<Flow, Error> {
        self.meter.charge(CALL_STEPS)?;
        let functions = self.set.functions();
        let at = self.stack.len().saturating_sub(args);
        let result = match functions.get(function) {
            Some(Callee::Custom(function)) => {
                let mut values: SmallVec<[Value; 8]> =
                    self.stack.drain(at..).map(|operand| passed(operand.value)).collect();
                if piped {
                    let last = self.pop();
                    values.push(passed(accept(Signature::of(function).param(args), last)?));
                }
                let outer = self.recorder.as_mut().map(|recorder| recorder.enter(frame.entry.unit.span(node)));
                let called = self.custom(function, &values);
                if let (Some(recorder), Some(outer)) = (&mut self.recorder, outer) {
                    recorder.leave(outer);
                }
                called.map(Operand::from).map_err(|error| calling(error, frame, node, function.name))
            }
            Some(Callee::Builtin(builtin)) => {
                let mut operands: SmallVec<[Operand; 4]> = self.stack.drain(at..).collect();
                if piped {
                    let last = self.pop();
                    let param = builtin.signature().param(args);
                    operands.push(if param == Param::Reflect { last } else { accept(param, last)?.into() });
                }
                let bytes = operands.iter().map(|operand| operand.text_length()).sum::<usize>();
                self.meter.charge((bytes / super::BYTES_PER_STEP) as u64)?;
                let called = builtin.call(&operands, self.meter.text());
                let called = called.and_then(|operand| self.pay(&operand).map(|()| operand));
                called.map_err(|error| calling(error, frame, node, builtin.name()))
            }
            None => Ok(Operand::default()),
        };
        Ok(self.push(result?))
    }

    fn custom(&mut self, function: &Function, args: &[Value]) -> Result<Value, Error> {
        (function.body)(&mut Call { name: function.name, args, runtime: self })
    }

    /// Counts what a built-in function allocated.
    fn pay(&mut self, result: &Operand) -> Result<(), Error> {
        match &result.value {
            Value::Str(text) => {
                self.meter.charge((text.len() / super::BYTES_PER_STEP) as u64)?;
                self.meter.allocate(text.len())
            }
            _ => Ok(()),
        }
    }
}

/// What a function gets for an argument.
fn passed(value: Value) -> Value {
    match &value {
        Value::Object(object) => object.passed().unwrap_or(value),
        _ => value,
    }
}

/// The error of a function that was called at `node`.
#[cold]
fn calling(error: Error, frame: &Frame, node: Node, name: &str) -> Error {
    let at = Frame { entry: frame.entry.clone(), at: 0, base: 0, dot: Operand::default(), node };
    locate(error, &at, &format!("error calling {name}: "), true)
}

/// The field or method of an object; a map's missing entry is a nil field.
fn member(object: &dyn crate::go::Object, name: &Str) -> Option<Member> {
    let name = name.as_str()?;
    let member = object.member(name);
    if member.is_none() && object.kind() == Kind::Map {
        let entries = object.entries().unwrap_or_default();
        let value = entries.into_iter().find(|(key, _)| *key.as_bytes() == *name.as_bytes()).map(|(_, value)| value);
        return Some(Member::Field(value.unwrap_or_default()));
    }
    member
}

impl Pending {
    fn of_map(receiver: Value, method: Function, name: Str) -> Self {
        let params = method.params.get(1..).unwrap_or_default();
        Pending { receiver, name, params, map_method: Some(method) }
    }

    fn of_object(receiver: &Value, params: &'static [Param], name: Str) -> Self {
        Pending { receiver: receiver.clone(), name, params, map_method: None }
    }
}
