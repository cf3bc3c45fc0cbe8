//! Kyverno's arithmetic: of numbers, of quantities and of durations, which do not mix but where one is a factor.

use super::{Arguments, Function, Kind, function, whole};
use crate::go::strconv;
use crate::go::time::Duration;
use crate::kubernetes::Quantity;
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, Fault};

const ANY: &[Kind] = &[Kind::Any];

pub(super) const FUNCTIONS: &[Function] = &[
    function("add", &[ANY, ANY], |call| add(call, &call.value(0), &call.value(1))),
    function("sum", &[&[Kind::List]], sum),
    function("subtract", &[ANY, ANY], |call| binary(call, subtract)),
    function("multiply", &[ANY, ANY], |call| binary(call, multiply)),
    function("divide", &[ANY, ANY], |call| binary(call, divide)),
    function("modulo", &[ANY, ANY], |call| binary(call, modulo)),
];

#[derive(Clone)]
enum Operand {
    Number(f64),
    Quantity(Quantity),
    Duration(Duration),
}

use Operand::{Duration as Time, Number, Quantity as Amount};

type Operation = fn(Operand, Operand) -> Result<Data, &'static str>;

const MISMATCH: &str = "Types mismatch";
const ZERO: &str = "Zero divisor passed";
const FRACTION: &str = "Non-integer argument(s) passed for modulo";

fn operand(call: &Arguments<'_, '_>, data: &Data) -> Result<Operand, Fault> {
    let invalid = || call.fault("invalid operand");
    match data {
        Data::Int(_) | Data::Float(_) => data.as_number().map(Number).ok_or_else(invalid),
        Data::Text(text) => match Quantity::parse(text) {
            Some(quantity) => Ok(Amount(quantity)),
            None => Duration::parse(text.as_bytes()).map(Time).map_err(|_| invalid()),
        },
        _ => Err(invalid()),
    }
}

fn binary(call: &Arguments<'_, '_>, operation: Operation) -> Outcome {
    let (left, right) = (operand(call, &call.value(0))?, operand(call, &call.value(1))?);
    operation(left, right).map_err(|reason| call.fault(reason))
}

fn written(value: impl std::fmt::Display) -> Result<Data, &'static str> {
    Ok(Data::text(value.to_string()))
}

fn add(call: &Arguments<'_, '_>, left: &Data, right: &Data) -> Outcome {
    let sum = match (operand(call, left)?, operand(call, right)?) {
        (Number(a), Number(b)) => Ok(Data::Float(a + b)),
        (Amount(a), Amount(b)) => written(a.add(&b)),
        (Time(a), Time(b)) => written(Duration(a.0.wrapping_add(b.0))),
        _ => Err(MISMATCH),
    };
    sum.map_err(|reason| call.fault(reason))
}

fn sum(call: &Arguments<'_, '_>) -> Outcome {
    let items = call.list(0);
    call.env().spend(items.len() as u64)?;
    let Some((first, rest)) = items.split_first() else {
        return Err(call.fault("at least one element in the array is required"));
    };
    rest.iter().try_fold(first.clone(), |total, item| add(call, &total, item))
}

fn subtract(left: Operand, right: Operand) -> Result<Data, &'static str> {
    match (left, right) {
        (Number(a), Number(b)) => Ok(Data::Float(a - b)),
        (Amount(a), Amount(b)) => written(a.sub(&b)),
        (Time(a), Time(b)) => written(Duration(a.0.wrapping_sub(b.0))),
        _ => Err(MISMATCH),
    }
}

/// A number as a quantity, as Go writes it.
fn as_quantity(number: f64) -> Result<Quantity, &'static str> {
    Quantity::parse(&strconv::format_float(number, b'g', -1)).ok_or("quantities must match the regular expression")
}

/// A duration of so many seconds, as far as it reaches.
fn seconds(seconds: f64) -> Duration {
    Duration((seconds * 1e9) as i64)
}

fn multiply(left: Operand, right: Operand) -> Result<Data, &'static str> {
    match (left, right) {
        (Number(a), Number(b)) => Ok(Data::Float(a * b)),
        (Amount(a), Number(b)) | (Number(b), Amount(a)) => written(a.mul(&as_quantity(b)?)),
        (Time(a), Number(b)) | (Number(b), Time(a)) => written(seconds(a.seconds() * b)),
        _ => Err(MISMATCH),
    }
}

fn divide(left: Operand, right: Operand) -> Result<Data, &'static str> {
    match (left, right) {
        (_, Number(0.0)) | (Time(_), Time(Duration(0))) => Err(ZERO),
        (Number(a), Number(b)) => Ok(Data::Float(a / b)),
        (Amount(a), Amount(b)) if b.to_float() != 0.0 => Ok(Data::Float(a.to_float() / b.to_float())),
        (Amount(_), Amount(_)) => Err(ZERO),
        (Amount(a), Number(b)) => written(a.div(&as_quantity(b)?).ok_or(ZERO)?),
        (Time(a), Time(b)) => Ok(Data::Float(a.seconds() / b.seconds())),
        (Time(a), Number(b)) => written(seconds(a.seconds() / b)),
        _ => Err(MISMATCH),
    }
}

fn modulo(left: Operand, right: Operand) -> Result<Data, &'static str> {
    match (left, right) {
        (Number(a), Number(b)) => {
            let (a, b) = (whole(a).map_err(|_| FRACTION)?, whole(b).map_err(|_| FRACTION)?);
            a.checked_rem(b).map(|rest| Data::Float(rest as f64)).ok_or(ZERO)
        }
        (Amount(a), Amount(b)) => {
            let (whole_a, whole_b) = (a.whole().ok_or(FRACTION)?, b.whole().ok_or(FRACTION)?);
            written(a.with_whole(whole_a.checked_rem(whole_b).ok_or(ZERO)?))
        }
        (Time(a), Time(b)) => written(Duration(a.0.checked_rem(b.0).ok_or(ZERO)?)),
        _ => Err(MISMATCH),
    }
}
