//! Arithmetic. Integers are 64 bits wide and wrap around; the functions whose names end in `f` reckon in decimals and
//! give floats.

use super::cast::{to_float64, to_int64};
use super::text::printed;
use super::{Outcome, function, variadic};
use crate::go::decimal::Decimal;
use crate::go::{Value, math, strconv};
use crate::gotemplate::{Call, Error, Function, Param};

const ONE: &[Param] = &[Param::Any];
const TWO: &[Param] = &[Param::Any, Param::Any];

pub(super) const FUNCTIONS: &[Function] = &[
    function("int", ONE, |call| Ok(Value::int(to_int64(call.arg(0))))),
    function("int64", ONE, |call| Ok(Value::int64(to_int64(call.arg(0))))),
    function("float64", ONE, |call| Ok(Value::Float(to_float64(call.arg(0))))),
    function("atoi", &[Param::String], |call| Ok(Value::int(strconv::parse_int_saturating(&call.str(0), 10, 64).0))),
    function("toDecimal", ONE, to_decimal),
    function("add1", ONE, |call| Ok(Value::int64(to_int64(call.arg(0)).wrapping_add(1)))),
    variadic("add", ONE, |call| Ok(Value::int64(integers(call).fold(0, i64::wrapping_add)))),
    function("sub", TWO, |call| Ok(Value::int64(to_int64(call.arg(0)).wrapping_sub(to_int64(call.arg(1)))))),
    function("div", TWO, |call| divided(call, i64::wrapping_div)),
    function("mod", TWO, |call| divided(call, i64::wrapping_rem)),
    variadic("mul", TWO, |call| Ok(Value::int64(integers(call).fold(1, i64::wrapping_mul)))),
    variadic("max", TWO, |call| Ok(Value::int64(integers(call).max().unwrap_or(0)))),
    variadic("biggest", TWO, |call| Ok(Value::int64(integers(call).max().unwrap_or(0)))),
    variadic("min", TWO, |call| Ok(Value::int64(integers(call).min().unwrap_or(0)))),
    variadic("maxf", TWO, |call| Ok(Value::Float(floats(call).reduce(math::max).unwrap_or(0.0)))),
    variadic("minf", TWO, |call| Ok(Value::Float(floats(call).reduce(math::min).unwrap_or(0.0)))),
    function("add1f", ONE, |call| decimals(call, &[to_float64(call.arg(0)), 1.0], sum)),
    variadic("addf", ONE, |call| {
        decimals(call, &[&[0.0], floats(call).collect::<Vec<f64>>().as_slice()].concat(), sum)
    }),
    variadic("subf", TWO, |call| decimals(call, &floats(call).collect::<Vec<f64>>(), |a, b| Ok(a.sub(b)))),
    variadic("mulf", TWO, |call| decimals(call, &floats(call).collect::<Vec<f64>>(), |a, b| Ok(a.mul(b)))),
    variadic("divf", TWO, |call| decimals(call, &floats(call).collect::<Vec<f64>>(), quotient)),
    function("ceil", ONE, |call| Ok(Value::Float(to_float64(call.arg(0)).ceil()))),
    function("floor", ONE, |call| Ok(Value::Float(to_float64(call.arg(0)).floor()))),
    variadic("round", &[Param::Any, Param::Int, Param::Float64], round),
];

fn integers<'a>(call: &Call<'a>) -> impl Iterator<Item = i64> + use<'a> {
    call.args.iter().map(to_int64)
}

fn floats<'a>(call: &Call<'a>) -> impl Iterator<Item = f64> + use<'a> {
    call.args.iter().map(to_float64)
}

fn divided(call: &mut Call<'_>, operation: fn(i64, i64) -> i64) -> Outcome {
    match to_int64(call.arg(1)) {
        0 => Err(Error::new("runtime error: integer divide by zero")),
        divisor => Ok(Value::int64(operation(to_int64(call.arg(0)), divisor))),
    }
}

/// Reads the printed value as an octal number, as file modes are; 0 for anything else.
fn to_decimal(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    super::weight::weigh(call.runtime, value)?;
    Ok(Value::int64(strconv::parse_int(&printed(value), 8, 64).unwrap_or(0)))
}

fn sum(a: &Decimal, b: &Decimal) -> Result<Decimal, Error> {
    Ok(a.add(b))
}

fn quotient(a: &Decimal, b: &Decimal) -> Result<Decimal, Error> {
    a.div(b).ok_or_else(|| Error::new("decimal division by 0"))
}

/// Folds the numbers as decimals.
fn decimals(
    call: &mut Call<'_>,
    numbers: &[f64],
    operation: impl Fn(&Decimal, &Decimal) -> Result<Decimal, Error>,
) -> Outcome {
    let mut result: Option<Decimal> = None;
    for &number in numbers {
        let number = Decimal::from_float(number).ok_or_else(|| {
            Error::new(format!("Cannot create a Decimal from {}", strconv::format_float(number, b'g', -1)))
        })?;
        result = Some(match result {
            None => number,
            Some(before) => {
                call.runtime.charge(before.digit_count() as u64 / 16 + 1)?;
                operation(&before, &number)?
            }
        });
    }
    Ok(Value::Float(result.map_or(0.0, |number| number.to_float())))
}

/// Rounds to decimal places; a fraction of at least `roundOn` (0.5) goes up. The product with the power of ten is a
/// binary one, so 1.005 rounded to two places is 1.
fn round(call: &mut Call<'_>) -> Outcome {
    let threshold = if call.args.len() > 2 { call.float(2) } else { 0.5 };
    let power = math::pow10(call.int(1));
    let digits = power * to_float64(call.arg(0));
    let fraction = if digits.is_infinite() { f64::NAN } else { digits.fract() };
    let rounded = if fraction >= threshold { digits.ceil() } else { digits.floor() };
    Ok(Value::Float(rounded / power))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, s, text};
    use super::*;

    fn f(number: f64) -> Value {
        Value::Float(number)
    }

    #[test]
    fn integers_wrap_around() {
        assert_eq!(text("add", &[i(i64::MAX), i(1)]), i64::MIN.to_string());
        assert_eq!(text("add", &[i(1), s("2"), f(3.9)]), "6");
        assert_eq!(text("mul", &[i(2), s("0x10")]), "32");
        assert_eq!(text("div", &[i(i64::MIN), i(-1)]), i64::MIN.to_string());
        assert_eq!(text("mod", &[i(-7), i(3)]), "-1");
        assert_eq!(text("div", &[i(1), i(0)]), "error: runtime error: integer divide by zero");
        assert_eq!(text("atoi", &[s("99999999999999999999")]), i64::MAX.to_string());
    }

    #[test]
    fn floats_reckon_in_decimals() {
        assert_eq!(text("addf", &[f(0.1), f(0.2)]), "0.3");
        assert_eq!(text("divf", &[i(1), i(0)]), "error: decimal division by 0");
        assert_eq!(text("addf", &[s("NaN")]), "error: Cannot create a Decimal from NaN");
        assert_eq!(text("addf", &[]), "0");
    }

    #[test]
    fn rounding_is_binary() {
        assert_eq!(text("round", &[f(1.005), i(2)]), "1");
        assert_eq!(text("round", &[f(123.5555), i(3)]), "123.556");
        assert_eq!(text("round", &[f(-2.5), i(0)]), "-3");
        assert_eq!(text("round", &[f(123.5), i(0), f(0.6)]), "123");
    }

    #[test]
    fn octal_numbers() {
        assert_eq!(text("toDecimal", &[i(777)]), "511");
        assert_eq!(text("toDecimal", &[s("8")]), "0");
    }
}
