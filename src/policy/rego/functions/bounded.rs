//! Functions whose results grow with a number that a policy names, and functions that would differ from run to run.

use super::{Function, Given, function, text};
use regorus::Value;
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;

/// The most elements of a list that is made.
const MAX_ELEMENTS: u64 = 1_000_000;

/// The furthest that bits are moved to the left.
const MAX_SHIFT: u64 = 1 << 16;

pub(super) const FUNCTIONS: &[Function] = &[
    function("numbers.range", 2, range),
    function("numbers.range_step", 3, range_step),
    function("bits.lsh", 2, lsh),
    function("net.cidr_expand", 1, cidr_expand),
    function("rand.intn", 2, intn),
    function("uuid.rfc4122", 1, uuid),
];

fn range(arguments: &[Value]) -> Given {
    match arguments {
        [first, last] => stepped(first, last, 1),
        _ => Ok(Value::Undefined),
    }
}

fn range_step(arguments: &[Value]) -> Given {
    match arguments {
        [first, last, step] => match step.as_i64() {
            Ok(step) if step > 0 => stepped(first, last, step),
            _ => Ok(Value::Undefined),
        },
        _ => Ok(Value::Undefined),
    }
}

fn stepped(first: &Value, last: &Value, step: i64) -> Given {
    let (Ok(first), Ok(last)) = (first.as_i64(), last.as_i64()) else { return Ok(Value::Undefined) };
    let count = (first.abs_diff(last) / step.unsigned_abs()).saturating_add(1);
    if count > MAX_ELEMENTS {
        return Err(format!("a list of {count} numbers is too long"));
    }
    let signed = if last < first { -step } else { step };
    let numbers = (0..count as i64).map(|at| Value::from(first.saturating_add(signed.saturating_mul(at))));
    Ok(Value::from(numbers.collect::<Vec<_>>()))
}

fn lsh(arguments: &[Value]) -> Given {
    let [Value::Number(number), Value::Number(shift)] = arguments else { return Ok(Value::Undefined) };
    match shift.as_u64() {
        Some(far) if far > MAX_SHIFT => Err(format!("bits cannot be moved by {far}")),
        Some(_) => Ok(number.lsh(shift).map_or(Value::Undefined, Value::from)),
        None => Ok(Value::Undefined),
    }
}

/// All addresses of a network, the first and the last too.
fn cidr_expand(arguments: &[Value]) -> Given {
    let Some((first, last)) = arguments.first().and_then(text).and_then(super::networks::bounds) else {
        return Ok(Value::Undefined);
    };
    let [Some(start), Some(end)] = [first, last].map(super::networks::number) else { return Ok(Value::Undefined) };
    let count = end.saturating_sub(start).saturating_add(1);
    if count > u128::from(MAX_ELEMENTS) {
        return Err(format!("the network has {count} addresses, which are too many"));
    }
    let address = |number: u128| match first {
        IpAddr::V4(_) => IpAddr::from((number as u32).to_be_bytes()),
        IpAddr::V6(_) => IpAddr::from(number.to_be_bytes()),
    };
    let addresses = (start..=end).map(|number| Value::from(address(number).to_string()));
    Ok(Value::from(addresses.collect::<std::collections::BTreeSet<_>>()))
}

/// A number below a bound that belongs to a word: the same in every run.
fn intn(arguments: &[Value]) -> Given {
    let (Some(word), Some(bound)) =
        (arguments.first().and_then(text), arguments.get(1).and_then(|bound| bound.as_i64().ok()))
    else {
        return Ok(Value::Undefined);
    };
    let digest = Sha256::digest(word.as_bytes());
    let drawn = digest.iter().take(8).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
    Ok(Value::from(drawn.checked_rem(bound.unsigned_abs()).unwrap_or_default()))
}

/// An identifier that belongs to a word: the same in every run.
fn uuid(arguments: &[Value]) -> Given {
    let Some(word) = arguments.first().and_then(text) else { return Ok(Value::Undefined) };
    let digest = Sha256::digest(word.as_bytes());
    let drawn = digest.iter().take(16).fold(0_u128, |number, &byte| number << 8 | u128::from(byte));
    // The version, 4, and the variant of RFC 4122.
    let number = drawn & !(0xf << 76) & !(0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{number:032x}");
    let parts: Vec<&str> = [0..8, 8..12, 12..16, 16..20, 20..32].into_iter().filter_map(|part| hex.get(part)).collect();
    Ok(Value::from(parts.join("-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[i64]) -> Vec<Value> {
        values.iter().copied().map(Value::from).collect()
    }

    #[test]
    fn ranges_go_both_ways_and_end() {
        assert_eq!(range(&numbers(&[3, 1])), Ok(Value::from(numbers(&[3, 2, 1]))));
        assert_eq!(range_step(&numbers(&[0, 5, 2])), Ok(Value::from(numbers(&[0, 2, 4]))));
        assert!(range(&numbers(&[i64::MIN, i64::MAX])).is_err());
        assert!(lsh(&numbers(&[1, 1 << 40])).is_err());
    }

    #[test]
    fn networks_are_expanded_with_their_first_and_last_address() {
        let expanded = cidr_expand(&[Value::from("10.0.0.4/30")]).expect("it is small");
        let addresses =
            super::super::elements(&expanded).map(|all| all.iter().map(|one| one.to_string()).collect::<Vec<_>>());
        let expected = ["4", "5", "6", "7"].map(|last| format!("\"10.0.0.{last}\""));
        assert_eq!(addresses, Some(expected.to_vec()));
        assert!(cidr_expand(&[Value::from("::/0")]).is_err());
    }

    #[test]
    fn what_is_drawn_is_the_same_in_every_run() {
        let drawn = uuid(&[Value::from("x")]);
        assert_eq!(drawn, uuid(&[Value::from("x")]));
        assert_ne!(drawn, uuid(&[Value::from("y")]));
        assert_eq!(intn(&[Value::from("x"), Value::from(1)]), Ok(Value::from(0)));
    }
}
