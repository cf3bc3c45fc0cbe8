//! What a parameter takes: Go's rules for passing a value to a typed parameter, and its sentences where it can't be.

use super::{Flow, Frame, Machine, constant};
use crate::go::time::Duration;
use crate::go::{Elem, IntKind, Kind, List, Map, MapType, Param, Str, Value};
use crate::gotemplate::context;
use crate::gotemplate::error::Error;
use crate::gotemplate::function::Function;
use crate::gotemplate::program::Literal;
use crate::gotemplate::value::Operand;

/// A method that was found and whose arguments are being evaluated.
pub(super) struct Pending {
    pub receiver: Value,
    pub name: Str,
    pub params: &'static [Param],
    /// The body, where the receiver is a map whose type has methods.
    pub map_method: Option<Function>,
}

impl Pending {
    pub fn param(&self, index: usize) -> Param {
        self.params.get(index).copied().unwrap_or(Param::Any)
    }
}

#[cold]
fn wrong(sentence: String) -> Error {
    Error::coded("render::wrong-type", sentence)
}

/// The value under the parameter's type.
pub(super) fn accept(param: Param, operand: Operand) -> Result<Value, Error> {
    if matches!(param, Param::Any | Param::Reflect) {
        return Ok(operand.value);
    }
    if operand.is_invalid() {
        return zero(param).ok_or_else(|| wrong(format!("invalid value; expected {}", param.type_name())));
    }
    match (param, &operand.value) {
        (Param::String, Value::Str(_))
        | (Param::Bool, Value::Bool(_))
        | (Param::Int, Value::Int(_, IntKind::Int))
        | (Param::Int64, Value::Int(_, IntKind::Int64))
        | (Param::Uint32, Value::Int(_, IntKind::Uint32))
        | (Param::Float64, Value::Float(_))
        | (Param::Bytes, Value::Bytes(_)) => Ok(operand.value),
        (Param::List, Value::List(list)) if list.elem() == Elem::Any => Ok(operand.value),
        (Param::Map, Value::Map(map)) if map.ty() == MapType::Any => Ok(operand.value),
        (Param::Map, Value::Map(map)) if map.ty() == MapType::Values => Ok(Value::Map(map.converted(MapType::Any))),
        (Param::Named(name), value) if is_named(value, name) => Ok(operand.value),
        (_, value) => {
            let got = if value.is_nil() { Str::from("interface {}") } else { value.type_name() };
            Err(wrong(format!("wrong type for value; expected {}; got {got}", param.type_name())))
        }
    }
}

/// Whether the value has the type, or points to one that has it.
fn is_named(value: &Value, name: &str) -> bool {
    let own = value.type_name();
    let pointed = own.strip_prefix(b"*").filter(|_| value.kind() == Kind::Ptr);
    *own == *name.as_bytes() || pointed == Some(name.as_bytes())
}

/// What an untyped nil becomes; `None` where the type has no nil.
fn zero(param: Param) -> Option<Value> {
    param.nilable().then(|| match param {
        Param::Map => Value::Map(Map::nil(MapType::Any)),
        Param::List => Value::List(List::nil(Elem::Any)),
        Param::Bytes => Value::Bytes(Str::from("")),
        _ => Value::Nil,
    })
}

impl Machine<'_> {
    fn pending_param(&self, index: usize) -> Param {
        self.pending.last().map_or(Param::Any, |pending| pending.param(index))
    }

    pub(super) fn method_arg(&mut self, index: usize) -> Result<Flow, Error> {
        let param = self.pending_param(index);
        let operand = self.pop();
        Ok(self.push(accept(param, operand)?.into()))
    }

    pub(super) fn method_nil(&mut self, index: usize) -> Result<Flow, Error> {
        let param = self.pending_param(index);
        match zero(param) {
            Some(value) => Ok(self.push(value.into())),
            None => Err(wrong(format!("cannot assign nil to {}", param.type_name()))),
        }
    }

    pub(super) fn method_literal(&mut self, frame: &Frame, literal: u32, index: usize) -> Result<Flow, Error> {
        let (unit, param) = (&frame.entry.unit, self.pending_param(index));
        let value = match (param, unit.literals.get(literal as usize)) {
            (Param::Any | Param::Reflect, _)
            | (Param::Bool, Some(Literal::Bool(_)))
            | (Param::String, Some(Literal::String(_))) => Some(constant(unit, literal)),
            (Param::Int, Some(Literal::Number(number))) => number.int.map(Value::int),
            (Param::Int64, Some(Literal::Number(number))) => number.int.map(Value::int64),
            (Param::Float64, Some(Literal::Number(number))) => number.float.map(Value::Float),
            (Param::Named("time.Duration"), Some(Literal::Number(number))) => {
                number.int.map(|nanoseconds| Duration(nanoseconds).value())
            }
            (Param::Uint32, Some(Literal::Number(number))) => {
                number.uint.map(|number| Value::Int(i64::from(number as u32), IntKind::Uint32))
            }
            _ => None,
        };
        match value {
            Some(value) => Ok(self.push(value.into())),
            None => Err(wrong(context::mismatch(param, &context::node_text(unit, frame.node)))),
        }
    }
}
