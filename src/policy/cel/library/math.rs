//! cel-go's `math` extension.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;
use super::operators;
use std::cmp::Ordering;

type Outcome<'a> = Result<Value<'a>, Error>;

/// How many arguments `math.greatest` and `math.least` take.
const MOST_ARGUMENTS: usize = 16;

pub(super) fn declare(environment: &mut Environment) {
    for count in 1..=MOST_ARGUMENTS {
        let parameters = vec!["dyn"; count].join(", ");
        environment.function("math.greatest", &format!("{parameters} -> dyn"), greatest);
        environment.function("math.least", &format!("{parameters} -> dyn"), least);
    }
    let mut rounding = |name, body| environment.function(name, "double -> double", body);
    rounding("math.ceil", |_, arguments| arguments.double(0).map(|number| Value::Double(number.ceil())));
    rounding("math.floor", |_, arguments| arguments.double(0).map(|number| Value::Double(number.floor())));
    rounding("math.round", |_, arguments| arguments.double(0).map(|number| Value::Double(number.round())));
    rounding("math.trunc", |_, arguments| arguments.double(0).map(|number| Value::Double(number.trunc())));
    environment.function("math.isNaN", "double -> bool", |_, arguments| {
        arguments.double(0).map(|number| Value::Bool(number.is_nan()))
    });
    environment.function("math.isInf", "double -> bool", |_, arguments| {
        arguments.double(0).map(|number| Value::Bool(number.is_infinite()))
    });
    environment.function("math.isFinite", "double -> bool", |_, arguments| {
        arguments.double(0).map(|number| Value::Bool(number.is_finite()))
    });
    for kind in ["int", "uint", "double"] {
        environment.function("math.abs", &format!("{kind} -> {kind}"), abs);
        environment.function("math.sign", &format!("{kind} -> {kind}"), sign);
        environment.function("math.sqrt", &format!("{kind} -> double"), sqrt);
    }
    for kind in ["int", "uint"] {
        let two = format!("{kind}, {kind} -> {kind}");
        environment.function("math.bitAnd", &two, |_, arguments| bits(arguments, |left, right| left & right));
        environment.function("math.bitOr", &two, |_, arguments| bits(arguments, |left, right| left | right));
        environment.function("math.bitXor", &two, |_, arguments| bits(arguments, |left, right| left ^ right));
        environment.function("math.bitNot", &format!("{kind} -> {kind}"), bit_not);
        environment.function("math.bitShiftLeft", &format!("{kind}, int -> {kind}"), |_, arguments| {
            shift(arguments, u64::checked_shl)
        });
        environment.function("math.bitShiftRight", &format!("{kind}, int -> {kind}"), |_, arguments| {
            shift(arguments, u64::checked_shr)
        });
    }
}

fn greatest<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    extreme(runtime, arguments, "math.@max", Ordering::is_gt)
}

fn least<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    extreme(runtime, arguments, "math.@min", Ordering::is_lt)
}

/// The best of the arguments, or of the one list that is the argument.
fn extreme<'a>(
    runtime: &Runtime,
    arguments: Arguments<'_, 'a>,
    name: &str,
    better: fn(Ordering) -> bool,
) -> Outcome<'a> {
    let candidates: Vec<Value<'a>> = match arguments.0 {
        [Value::List(list)] => list.iter().collect(),
        several => several.to_vec(),
    };
    let is_number = |value: &&Value<'_>| matches!(value, Value::Int(_) | Value::Uint(_) | Value::Double(_));
    if let Some(other) = candidates.iter().find(|value| !is_number(value)) {
        return Err(Error::new(format!("no such overload: {name}({})", other.type_name())));
    }
    operators::best(runtime, candidates.into_iter(), better)?
        .ok_or_else(|| Error::new(format!("{name}(list) argument must not be empty")))
}

fn abs<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    match arguments.get(0)? {
        Value::Int(number) => number.checked_abs().map(Value::Int).ok_or_else(|| Error::new("integer overflow")),
        Value::Double(number) => Ok(Value::Double(number.abs())),
        other => Ok(other.clone()),
    }
}

fn sign<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    Ok(match arguments.get(0)? {
        Value::Int(number) => Value::Int(number.signum()),
        Value::Uint(number) => Value::Uint((*number).min(1)),
        Value::Double(number) if *number == 0.0 || number.is_nan() => Value::Double(*number),
        Value::Double(number) => Value::Double(number.signum()),
        _ => return Err(Error::no_such_overload()),
    })
}

fn sqrt<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    Ok(Value::Double(match arguments.get(0)? {
        Value::Int(number) => (*number as f64).sqrt(),
        Value::Uint(number) => (*number as f64).sqrt(),
        Value::Double(number) => number.sqrt(),
        _ => return Err(Error::no_such_overload()),
    }))
}

fn bits<'a>(arguments: Arguments<'_, 'a>, combine: fn(u64, u64) -> u64) -> Outcome<'a> {
    match (arguments.get(0)?, arguments.get(1)?) {
        (Value::Int(left), Value::Int(right)) => Ok(Value::Int(combine(*left as u64, *right as u64) as i64)),
        (Value::Uint(left), Value::Uint(right)) => Ok(Value::Uint(combine(*left, *right))),
        _ => Err(Error::no_such_overload()),
    }
}

fn bit_not<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    match arguments.get(0)? {
        Value::Int(number) => Ok(Value::Int(!number)),
        Value::Uint(number) => Ok(Value::Uint(!number)),
        _ => Err(Error::no_such_overload()),
    }
}

/// A shift; bits that fall off are gone, and ints are shifted as if they had no sign.
fn shift<'a>(arguments: Arguments<'_, 'a>, shift: fn(u64, u32) -> Option<u64>) -> Outcome<'a> {
    let by = arguments.int(1)?;
    let by = u32::try_from(by).map_err(|_| match by {
        i64::MIN..0 => Error::new(format!("math.bitShift() negative offset: {by}")),
        _ => Error::no_such_overload(),
    })?;
    match arguments.get(0)? {
        Value::Int(number) => Ok(Value::Int(shift(*number as u64, by).unwrap_or(0) as i64)),
        Value::Uint(number) => Ok(Value::Uint(shift(*number, by).unwrap_or(0))),
        _ => Err(Error::no_such_overload()),
    }
}
