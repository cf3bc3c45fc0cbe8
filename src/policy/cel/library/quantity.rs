//! Kubernetes' quantities: `1.5Gi`, `100m`, `3e2`. Kept exactly, in billionths, as the API keeps them.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::{Opaque, Value};
use std::cmp::Ordering;

type Outcome<'a> = Result<Value<'a>, Error>;

const BILLION: i128 = 1_000_000_000;
/// The greatest magnitude that a quantity keeps.
const GREATEST: i128 = i64::MAX as i128 * BILLION;

/// An amount, in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(i128);

/// Reads a quantity; the error is Kubernetes' sentence.
pub fn quantity_of(text: &str) -> Result<Quantity, &'static str> {
    const NO_NUMBER: &str =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    const NO_SUFFIX: &str = "unable to parse quantity's suffix";
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = unsigned.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(unsigned.len());
    let (number, suffix) = unsigned.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
        return Err(NO_NUMBER);
    }
    let scale = Scale::of(suffix).ok_or(NO_SUFFIX)?;
    let magnitude = scale.billionths(whole.trim_start_matches('0'), fraction);
    Ok(Quantity(if negative { -magnitude } else { magnitude }))
}

/// What a suffix multiplies by.
enum Scale {
    /// A power of two.
    Binary(u32),
    /// A power of ten.
    Decimal(i32),
}

impl Scale {
    fn of(suffix: &str) -> Option<Scale> {
        let known = match suffix {
            "" => Scale::Decimal(0),
            "n" => Scale::Decimal(-9),
            "u" => Scale::Decimal(-6),
            "m" => Scale::Decimal(-3),
            "k" => Scale::Decimal(3),
            "M" => Scale::Decimal(6),
            "G" => Scale::Decimal(9),
            "T" => Scale::Decimal(12),
            "P" => Scale::Decimal(15),
            "E" => Scale::Decimal(18),
            "Ki" => Scale::Binary(10),
            "Mi" => Scale::Binary(20),
            "Gi" => Scale::Binary(30),
            "Ti" => Scale::Binary(40),
            "Pi" => Scale::Binary(50),
            "Ei" => Scale::Binary(60),
            _ => {
                let exponent = suffix.strip_prefix(['e', 'E'])?;
                let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
                if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                    return None;
                }
                Scale::Decimal(exponent.parse().ok()?)
            }
        };
        Some(known)
    }

    /// The amount in billionths: what is finer is rounded up, what is too much is the most there is.
    fn billionths(&self, whole: &str, fraction: &str) -> i128 {
        let (power, factor) = match self {
            Scale::Binary(power) => (0, 1_i128 << power),
            Scale::Decimal(power) => (*power, 1),
        };
        // Digits that cannot matter are cut: more than 40 before the point are too much, more than 40 behind it round up.
        if whole.len() > 40 {
            return GREATEST;
        }
        let kept = fraction.get(..fraction.len().min(18)).unwrap_or_default();
        let rest = fraction.get(kept.len()..).is_some_and(|rest| rest.bytes().any(|digit| digit != b'0'));
        let parsed = [whole, kept].concat().parse::<i128>();
        let Ok(mantissa) = (if whole.is_empty() && kept.is_empty() { Ok(0) } else { parsed }) else { return GREATEST };
        if mantissa == 0 {
            return i128::from(rest);
        }
        let exponent = i64::from(power) + 9 - kept.len() as i64;
        let Some(product) = mantissa.checked_mul(factor) else { return GREATEST };
        let exact = if exponent >= 0 {
            let power = u32::try_from(exponent).ok().and_then(|exponent| 10_i128.checked_pow(exponent));
            power.and_then(|power| product.checked_mul(power)).unwrap_or(GREATEST)
        } else {
            match u32::try_from(-exponent).ok().and_then(|exponent| 10_i128.checked_pow(exponent)) {
                Some(power) => product / power + i128::from(product % power != 0),
                None => 1,
            }
        };
        exact.min(GREATEST)
    }
}

impl Quantity {
    fn of_int(number: i64) -> Self {
        Quantity(i128::from(number) * BILLION)
    }

    /// The number, where it is whole and fits.
    fn as_int(self) -> Option<i64> {
        (self.0 % BILLION == 0).then(|| i64::try_from(self.0 / BILLION).ok()).flatten()
    }

    /// The number, about.
    pub fn as_double(self) -> f64 {
        self.0 as f64 / BILLION as f64
    }
}

impl Opaque for Quantity {
    fn type_name(&self) -> &'static str {
        "kubernetes.Quantity"
    }
}

pub(super) fn declare(environment: &mut Environment) {
    environment.function("quantity", "string -> kubernetes.Quantity", |runtime, arguments| {
        read(runtime, arguments).map(Value::of_opaque)
    });
    environment.function("isQuantity", "string -> bool", |runtime, arguments| {
        runtime.spend_bytes(arguments.text(0)?.len())?;
        Ok(Value::Bool(quantity_of(arguments.text(0)?).is_ok()))
    });
    environment.function("sign", "kubernetes.Quantity -> int", sign);
    environment.member("sign", "kubernetes.Quantity -> int", sign);
    let both = "kubernetes.Quantity, kubernetes.Quantity";
    environment
        .member("isGreaterThan", &format!("{both} -> bool"), |_, arguments| Ok(Value::Bool(order(arguments)?.is_gt())));
    environment
        .member("isLessThan", &format!("{both} -> bool"), |_, arguments| Ok(Value::Bool(order(arguments)?.is_lt())));
    environment.member("compareTo", &format!("{both} -> int"), |_, arguments| Ok(Value::Int(order(arguments)? as i64)));
    environment.member("asApproximateFloat", "kubernetes.Quantity -> double", |_, arguments| {
        Ok(Value::Double(arguments.opaque::<Quantity>(0)?.as_double()))
    });
    environment.member("asInteger", "kubernetes.Quantity -> int", |_, arguments| {
        let whole = arguments.opaque::<Quantity>(0)?.as_int();
        whole.map(Value::Int).ok_or_else(|| Error::new("cannot convert value to integer"))
    });
    environment.member("isInteger", "kubernetes.Quantity -> bool", |_, arguments| {
        Ok(Value::Bool(arguments.opaque::<Quantity>(0)?.as_int().is_some()))
    });
    for other in ["kubernetes.Quantity", "int"] {
        let signature = format!("kubernetes.Quantity, {other} -> kubernetes.Quantity");
        environment.member("add", &signature, |_, arguments| combine(arguments, i128::saturating_add));
        environment.member("sub", &signature, |_, arguments| combine(arguments, i128::saturating_sub));
    }
}

fn read(runtime: &Runtime, arguments: Arguments<'_, '_>) -> Result<Quantity, Error> {
    let text = arguments.text(0)?;
    runtime.spend_bytes(text.len())?;
    quantity_of(text).map_err(Error::new)
}

fn sign<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    Ok(Value::Int(arguments.opaque::<Quantity>(0)?.0.signum() as i64))
}

fn order(arguments: Arguments<'_, '_>) -> Result<Ordering, Error> {
    Ok(arguments.opaque::<Quantity>(0)?.cmp(arguments.opaque::<Quantity>(1)?))
}

fn combine<'a>(arguments: Arguments<'_, 'a>, with: fn(i128, i128) -> i128) -> Outcome<'a> {
    let left = *arguments.opaque::<Quantity>(0)?;
    let right = match arguments.get(1)? {
        Value::Int(number) => Quantity::of_int(*number),
        _ => *arguments.opaque::<Quantity>(1)?,
    };
    Ok(Value::of_opaque(Quantity(with(left.0, right.0))))
}
