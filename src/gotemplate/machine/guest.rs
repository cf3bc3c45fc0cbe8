//! Templates in another language beside those of a set: what the machine asks of whoever executes them, and what it offers.
//! They write to the machine's output and use up its budgets, so that limits, effects and origins are those of one render.

use super::arguments::accept;
use super::{BYTES_PER_STEP, Machine};
use crate::go::time::Duration;
use crate::go::{IntKind, Kind, List, Map, Member, Param, Str, Value};
use crate::gotemplate::error::Error;
use crate::gotemplate::function::{Call, Edit, Function};
use crate::gotemplate::functions::{Callee, Signature};
use crate::gotemplate::set::TemplateSet;
use crate::gotemplate::value::Operand;
use crate::source::{Sources, Span};
use smallvec::SmallVec;

/// Steps that a call costs.
const CALL_STEPS: u64 = 8;

/// Whole numbers up to here are exact in a float.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Arguments of a call.
pub(crate) type Arguments = SmallVec<[Value; 8]>;

/// Templates in a language of their own.
pub trait Guest {
    /// Whether there is a template of this name.
    fn contains(&self, name: &[u8]) -> bool;

    /// Executes one on `dot`, writing to the machine.
    fn execute(&self, name: &Str, dot: &Value, machine: &mut Machine<'_>) -> Result<(), Error>;
}

impl<'a> Machine<'a> {
    /// The guest, where it and not the set has a template of this name.
    pub(super) fn guest_for(&self, name: &[u8]) -> Option<&'a dyn Guest> {
        let guest = self.guest?;
        (self.find(name).is_none() && guest.contains(name)).then_some(guest)
    }

    pub(super) fn run_guest(&mut self, guest: &dyn Guest, name: &Str, dot: &Value) -> Result<(), Error> {
        let start = self.out.len();
        let result = guest.execute(name, dot, self);
        if result.is_err() {
            self.discard(start);
        }
        result
    }

    /// `{{template}}` of a name that the guest has.
    pub(super) fn template_of_guest(&mut self, guest: &dyn Guest, name: &Str, dot: &Value) -> Result<(), Error> {
        self.deeper()?;
        let result = self.run_guest(guest, name, dot);
        self.shallower();
        result
    }

    /// The templates beside those of the guest.
    pub(crate) fn set(&self) -> &'a TemplateSet {
        self.set
    }

    /// Whether there is a template of this name, of the set or of the guest.
    pub(crate) fn has_template(&self, name: &[u8]) -> bool {
        self.find(name).is_some() || self.guest.is_some_and(|guest| guest.contains(name))
    }

    /// Where texts are kept that errors show.
    pub(crate) fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// The bytes that one text may have now.
    pub(crate) fn text_limit(&self) -> usize {
        self.meter.text()
    }

    /// Counts steps, and bytes about to be allocated for a result.
    pub(crate) fn charge_for(&mut self, steps: u64, bytes: usize) -> Result<(), Error> {
        self.meter.charge(steps)?;
        if bytes > 0 { self.meter.allocate(bytes) } else { Ok(()) }
    }

    /// How much has been written.
    pub(crate) fn written(&self) -> usize {
        self.out.len()
    }

    /// Forgets what was written from `start` on.
    pub(crate) fn discard(&mut self, start: usize) {
        self.out.truncate(start);
        if let Some(recorder) = &mut self.recorder {
            recorder.truncate(start);
        }
    }

    /// Writes text of a template as it stands there.
    pub(crate) fn write_text(&mut self, template: &Str, text: &[u8], span: Span) -> Result<(), Error> {
        self.meter.charge((text.len() / BYTES_PER_STEP) as u64)?;
        self.write(text)?;
        if let Some(recorder) = &mut self.recorder {
            recorder.forget_reads();
            recorder.text(self.out.len(), template.clone(), span);
        }
        Ok(())
    }

    /// Writes what the expression at `span` gave: `text` is how `value` is printed.
    pub(crate) fn write_value(&mut self, template: &Str, text: &[u8], value: &Value, span: Span) -> Result<(), Error> {
        let start = self.out.len();
        self.meter.charge((text.len() / BYTES_PER_STEP) as u64)?;
        self.write(text)?;
        if let Some(recorder) = &mut self.recorder {
            recorder.printed(start..self.out.len(), template.clone(), span, value);
        }
        Ok(())
    }

    /// Says that the entry `name` of `map` was read.
    pub(crate) fn note_read(&mut self, map: &Map, name: &Str, value: &Value) {
        if let Some(recorder) = &mut self.recorder {
            recorder.read(map, name, value);
        }
    }

    /// Says that `output` is what stands in `input` from a byte on.
    pub(crate) fn note_cut(&mut self, input: &Str, output: &Str, from: usize) {
        if let Some(recorder) = &mut self.recorder {
            recorder.derived(input, output, Edit::Cut(from));
        }
    }

    /// Says that a loop goes over `value`.
    pub(crate) fn note_items(&mut self, value: &Value) {
        if let Some(recorder) = &mut self.recorder {
            recorder.forget_reads();
            recorder.items(value);
        }
    }

    /// What was read for a variable or a condition belongs to no output.
    pub(crate) fn forget(&mut self) {
        self.forget_reads();
    }

    /// Goes into a call at `span`, for origins; gives what [`Machine::leave_call`] takes.
    pub(crate) fn enter_call(&mut self, span: Span) -> Option<u32> {
        self.recorder.as_mut().map(|recorder| recorder.enter(span))
    }

    /// Comes back from a call.
    pub(crate) fn leave_call(&mut self, outer: Option<u32>) {
        if let (Some(recorder), Some(outer)) = (&mut self.recorder, outer) {
            recorder.leave(outer);
        }
    }

    /// Calls a function that [`TemplateSet::function`] found. Arguments are converted where that loses nothing.
    pub(crate) fn call_function(&mut self, number: u32, mut args: Arguments, span: Span) -> Result<Value, Error> {
        self.meter.charge(CALL_STEPS)?;
        let functions = self.set.functions();
        match functions.get(number) {
            Some(Callee::Custom(function)) => {
                check(function.name, Signature::of(function), &mut args)?;
                let outer = self.enter_call(span);
                let result = self.body(function, &args);
                self.leave_call(outer);
                result
            }
            Some(Callee::Builtin(builtin)) => {
                let signature = functions.signature(number);
                check(builtin.name(), signature, &mut args)?;
                let bytes: usize = args.iter().map(|arg| if let Value::Str(text) = arg { text.len() } else { 0 }).sum();
                self.meter.charge((bytes / BYTES_PER_STEP) as u64)?;
                let operands: SmallVec<[Operand; 4]> = args.into_iter().map(Operand::interface).collect();
                let result = builtin.call(&operands, self.meter.text())?.value;
                if let Value::Str(text) = &result {
                    self.meter.charge((text.len() / BYTES_PER_STEP) as u64)?;
                    self.meter.allocate(text.len())?;
                }
                Ok(result)
            }
            None => Ok(Value::Nil),
        }
    }

    fn body(&mut self, function: &Function, args: &[Value]) -> Result<Value, Error> {
        (function.body)(&mut Call { name: function.name, args, runtime: self })
    }

    /// The field of an object, or what its method of no parameters gives; `None` where it has no such member.
    pub(crate) fn object_member(&mut self, receiver: &Value, name: &str) -> Result<Option<Value>, Error> {
        let Value::Object(object) = receiver else { return Ok(None) };
        match object.member(name) {
            Some(Member::Field(value)) => Ok(Some(value)),
            Some(Member::Method) if object.method_params(name).is_empty() => {
                self.invoke_method(receiver, name, Arguments::new())
            }
            _ => Ok(None),
        }
    }

    /// What a method gives; `None` where there is no such method.
    pub(crate) fn invoke_method(
        &mut self,
        receiver: &Value,
        name: &str,
        mut args: Arguments,
    ) -> Result<Option<Value>, Error> {
        self.meter.charge(CALL_STEPS)?;
        match receiver {
            Value::Object(object) => {
                let Some(Member::Method) = object.member(name) else { return Ok(None) };
                check(name, Signature { params: object.method_params(name), variadic: false }, &mut args)?;
                object.call(name, &args).map(Some).map_err(Error::new)
            }
            Value::Map(_) => {
                let Some(method) = self.set.functions().map_method(name.as_bytes()) else { return Ok(None) };
                args.insert(0, receiver.clone());
                check(name, Signature::of(method), &mut args)?;
                self.body(method, &args).map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// Checks the count of arguments and converts each to its parameter's type.
fn check(name: &str, signature: Signature, args: &mut Arguments) -> Result<(), Error> {
    let wanted = signature.params.len();
    let fits = if signature.variadic { args.len() + 1 >= wanted } else { args.len() == wanted };
    if !fits {
        let wanted = if signature.variadic { format!("at least {}", wanted - 1) } else { wanted.to_string() };
        let sentence = format!("wrong number of args for {name}: want {wanted} got {}", args.len());
        return Err(Error::coded("render::arguments", sentence));
    }
    for (index, arg) in args.iter_mut().enumerate() {
        let param = signature.param(index);
        let value = convert(param, std::mem::take(arg));
        *arg = accept(param, Operand::interface(value))?;
    }
    Ok(())
}

/// The value under the type of a parameter, where that is the same value.
fn convert(param: Param, value: Value) -> Value {
    match (param, value) {
        (Param::Int, Value::Int(number, _)) => Value::int(number),
        (Param::Int64, Value::Int(number, _)) => Value::int64(number),
        (Param::Float64, Value::Int(number, _)) => Value::Float(number as f64),
        (Param::Uint32, Value::Int(number, _)) if u32::try_from(number).is_ok() => Value::Int(number, IntKind::Uint32),
        (Param::Named("time.Duration"), Value::Int(number, _)) => Duration(number).value(),
        (Param::Float64, value @ Value::Float(_)) => value,
        (param, Value::Float(number)) if number.fract() == 0.0 && number.abs() < EXACT => {
            convert(param, Value::int64(number as i64))
        }
        (Param::List, Value::List(list)) => Value::List(List::new(list.to_vec())),
        (Param::List, Value::Object(object)) if object.kind() == Kind::Slice => {
            Value::List(object.items().unwrap_or_else(|| List::new(Vec::new())))
        }
        (_, value) => value,
    }
}
