//! Operators on values. Numbers are whole where they have no fraction, wherever they come from: values.yaml knows no other kind
//! than floats.

use super::execute::Execution;
use super::fault;
use super::print::{self, EXACT};
use super::program::Operator;
use crate::go::{Value, equal};
use crate::gotemplate::Error;
use std::cmp::Ordering;

/// A number in the form that is computed with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Whole(i64),
    Float(f64),
}

impl Number {
    pub fn float(self) -> f64 {
        match self {
            Number::Whole(number) => number as f64,
            Number::Float(number) => number,
        }
    }

    pub fn value(self) -> Value {
        match self {
            Number::Whole(number) => Value::int(number),
            Number::Float(number) => Value::Float(number),
        }
    }

    fn compare(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Whole(a), Number::Whole(b)) => Some(a.cmp(&b)),
            (a, b) => a.float().partial_cmp(&b.float()),
        }
    }
}

/// The number that a value is.
pub(super) fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Int(number, kind) if kind.signed() => Some(Number::Whole(*number)),
        Value::Int(..) => {
            let bits = value.as_u64()?;
            Some(i64::try_from(bits).map_or(Number::Float(bits as f64), Number::Whole))
        }
        Value::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => Some(Number::Whole(*number as i64)),
        Value::Float(number) => Some(Number::Float(*number)),
        Value::Bool(flag) => Some(Number::Whole(i64::from(*flag))),
        _ => None,
    }
}

/// The whole number that a value is.
pub(super) fn whole(value: &Value) -> Option<i64> {
    match (value, number(value)) {
        (Value::Bool(_), _) => None,
        (_, Some(Number::Whole(number))) => Some(number),
        _ => None,
    }
}

pub(super) fn negative(value: &Value) -> Result<Value, Error> {
    match number(value) {
        Some(Number::Whole(number)) => number.checked_neg().map(Value::int).ok_or_else(too_large),
        Some(Number::Float(number)) => Ok(Value::Float(-number)),
        None => Err(fault::unfit(format!("{} has no negative", print::kind(value)))),
    }
}

#[cold]
fn too_large() -> Error {
    fault::unfit("the result is larger than 64 bits")
}

#[cold]
fn impossible(operator: &str, left: &Value, right: &Value) -> Error {
    fault::unfit(format!("`{operator}` cannot be used on {} and {}", print::kind(left), print::kind(right)))
}

fn arithmetic(operator: Operator, left: Number, right: Number) -> Result<Value, Error> {
    use Number::Whole;
    let zero = || fault::unfit("division by zero");
    let whole = |result: Option<i64>| result.map(Value::int).ok_or_else(too_large);
    Ok(match (operator, left, right) {
        (Operator::Add, Whole(a), Whole(b)) => return whole(a.checked_add(b)),
        (Operator::Subtract, Whole(a), Whole(b)) => return whole(a.checked_sub(b)),
        (Operator::Multiply, Whole(a), Whole(b)) => return whole(a.checked_mul(b)),
        (Operator::Divide | Operator::FloorDivide | Operator::Remainder, _, b) if b.float() == 0.0 => {
            return Err(zero());
        }
        (Operator::FloorDivide, Whole(a), Whole(b)) => {
            let exact = a.checked_div(b).ok_or_else(too_large)?;
            Value::int(if a % b != 0 && (a < 0) != (b < 0) { exact - 1 } else { exact })
        }
        (Operator::Remainder, Whole(a), Whole(b)) => {
            let rest = a.checked_rem(b).unwrap_or(0);
            Value::int(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
        }
        (Operator::Power, Whole(a), Whole(b)) if b >= 0 => {
            return whole(u32::try_from(b).ok().and_then(|b| a.checked_pow(b)));
        }
        (_, a, b) => {
            let (a, b) = (a.float(), b.float());
            Value::Float(match operator {
                Operator::Add => a + b,
                Operator::Subtract => a - b,
                Operator::Multiply => a * b,
                Operator::Divide => a / b,
                Operator::FloorDivide => (a / b).floor(),
                Operator::Remainder => a - b * (a / b).floor(),
                _ => a.powf(b),
            })
        }
    })
}

fn symbol(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::FloorDivide => "//",
        Operator::Remainder => "%",
        Operator::Power => "**",
        Operator::Equal => "==",
        Operator::Unequal => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::In => "in",
        Operator::NotIn => "not in",
    }
}

impl Execution<'_, '_, '_> {
    pub fn binary(&mut self, operator: Operator, left: &Value, right: &Value) -> Result<Value, Error> {
        match operator {
            Operator::Equal => self.same(left, right).map(Value::Bool),
            Operator::Unequal => self.same(left, right).map(|same| Value::Bool(!same)),
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                let order = self.order(left, right, 0)?.ok_or_else(|| impossible(symbol(operator), left, right))?;
                Ok(Value::Bool(match operator {
                    Operator::Less => order.is_lt(),
                    Operator::LessOrEqual => order.is_le(),
                    Operator::Greater => order.is_gt(),
                    _ => order.is_ge(),
                }))
            }
            Operator::In => self.contains(right, left).map(Value::Bool),
            Operator::NotIn => self.contains(right, left).map(|found| Value::Bool(!found)),
            Operator::Add
                if matches!((left, right), (Value::Str(_), Value::Str(_)) | (Value::List(_), Value::List(_))) =>
            {
                self.joined(left, right)
            }
            Operator::Multiply if number(left).is_none() => self.repeated(left, right),
            Operator::Multiply if number(right).is_none() => self.repeated(right, left),
            _ => match (number(left), number(right)) {
                (Some(left), Some(right)) => arithmetic(operator, left, right),
                _ => Err(impossible(symbol(operator), left, right)),
            },
        }
    }

    fn joined(&mut self, left: &Value, right: &Value) -> Result<Value, Error> {
        match (left, right) {
            (Value::Str(left), Value::Str(right)) => {
                self.allocate(left.len() + right.len())?;
                Ok(Value::str([&left[..], &right[..]].concat()))
            }
            (Value::List(left), Value::List(right)) => {
                self.allocate((left.len() + right.len()) * size_of::<Value>())?;
                Ok(Value::list(left.iter().chain(right.iter()).cloned().collect()))
            }
            _ => Ok(Value::Nil),
        }
    }

    fn repeated(&mut self, value: &Value, times: &Value) -> Result<Value, Error> {
        let Some(count) = whole(times).and_then(|times| usize::try_from(times.max(0)).ok()) else {
            return Err(impossible("*", value, times));
        };
        match value {
            Value::List(list) if list.is_empty() => Ok(value.clone()),
            Value::Str(text) => {
                self.allocate(text.len().saturating_mul(count))?;
                Ok(Value::str(text.repeat(count)))
            }
            Value::List(list) => {
                self.allocate(list.len().saturating_mul(count).saturating_mul(size_of::<Value>()))?;
                Ok(Value::list(std::iter::repeat_n(list, count).flat_map(|list| list.iter().cloned()).collect()))
            }
            _ => Err(impossible("*", value, times)),
        }
    }

    /// Whether two values are the same: numbers by their worth, everything else by type and content.
    pub fn same(&mut self, left: &Value, right: &Value) -> Result<bool, Error> {
        match (left, right) {
            (Value::Str(a), Value::Str(b)) => {
                self.charge(a.len().min(b.len()) / 64)?;
                Ok(a == b)
            }
            (Value::Int(..) | Value::Float(_) | Value::Bool(_), Value::Int(..) | Value::Float(_) | Value::Bool(_)) => {
                let order = number(left).zip(number(right)).and_then(|(left, right)| left.compare(right));
                Ok(order == Some(Ordering::Equal))
            }
            (Value::List(_), Value::List(_)) | (Value::Map(_), Value::Map(_)) => self.same_inside(left, right, 0),
            _ => Ok(equal::scalars(left, right)),
        }
    }

    fn same_inside(&mut self, left: &Value, right: &Value, depth: usize) -> Result<bool, Error> {
        self.charge(1)?;
        if depth > 100 {
            return Err(fault::unfit("values that are compared nest more than 100 levels deep"));
        }
        match (left, right) {
            (Value::List(left), Value::List(right)) => {
                if left.len() != right.len() {
                    return Ok(false);
                }
                for (left, right) in left.iter().zip(right.iter()) {
                    if !self.same_inside(left, right, depth + 1)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (Value::Map(left), Value::Map(right)) => {
                if left.len() != right.len() {
                    return Ok(false);
                }
                for (key, value) in left.entries() {
                    let Some(other) = right.get(&key) else { return Ok(false) };
                    if !self.same_inside(&value, &other, depth + 1)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (Value::List(_) | Value::Map(_), _) | (_, Value::List(_) | Value::Map(_)) => Ok(false),
            _ => self.same(left, right),
        }
    }

    /// The order of numbers, of strings, and of lists by their items; `None` between others.
    pub fn order(&mut self, left: &Value, right: &Value, depth: usize) -> Result<Option<Ordering>, Error> {
        self.charge(1)?;
        Ok(match (left, right) {
            (Value::Str(left), Value::Str(right)) => {
                self.charge(left.len().min(right.len()) / 64)?;
                Some(left.cmp(right))
            }
            (Value::List(left), Value::List(right)) if depth < 100 => {
                for (left, right) in left.iter().zip(right.iter()) {
                    match self.order(left, right, depth + 1)? {
                        Some(Ordering::Equal) => {}
                        order => return Ok(order),
                    }
                }
                Some(left.len().cmp(&right.len()))
            }
            _ => number(left).zip(number(right)).and_then(|(left, right)| left.compare(right)),
        })
    }

    /// Whether a list has an item, a map a key, or a text a part.
    pub fn contains(&mut self, holder: &Value, wanted: &Value) -> Result<bool, Error> {
        match holder {
            Value::Str(text) => {
                self.charge(text.len() / 16)?;
                let part = print::shown(wanted, self.machine)?;
                Ok(memchr::memmem::find(text, &part).is_some())
            }
            Value::Map(map) => Ok(matches!(wanted, Value::Str(key) if map.contains(key))),
            _ => {
                for item in self.items(holder)?.iter() {
                    if self.same_inside(item, wanted, 0)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}
