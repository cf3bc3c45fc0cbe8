//! `net.*`, as far as the interpreter lacks it.

use super::{Function, Given, elements, function, or_undefined, text};
use regorus::Value;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// The most pairs that are compared.
const MAX_PAIRS: usize = 1_000_000;

pub(super) const FUNCTIONS: &[Function] = &[
    function("net.cidr_intersects", 2, intersects),
    function("net.cidr_overlap", 2, |arguments| {
        contains(arguments).map_or(Ok(Value::Undefined), |found| Ok(Value::from(found)))
    }),
    function("net.cidr_merge", 1, merge),
    function("net.cidr_contains_matches", 2, contains_matches),
];

/// The first and the last address of a network, or of a single address.
pub(super) fn bounds(text: &str) -> Option<(IpAddr, IpAddr)> {
    let (address, length) = text.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let length: u32 = length.bytes().all(|byte| byte.is_ascii_digit()).then(|| length.parse().ok())??;
    match address {
        IpAddr::V4(address) => {
            let free = 32_u32.checked_sub(length)?;
            let mask = u32::MAX.checked_shl(free).unwrap_or_default();
            let first = u32::from(address) & mask;
            Some((IpAddr::V4(first.into()), IpAddr::V4((first | !mask).into())))
        }
        IpAddr::V6(address) => {
            let free = 128_u32.checked_sub(length)?;
            let mask = u128::MAX.checked_shl(free).unwrap_or_default();
            let first = u128::from(address) & mask;
            Some((IpAddr::V6(first.into()), IpAddr::V6((first | !mask).into())))
        }
    }
}

/// An address as a number.
pub(super) fn number(address: IpAddr) -> Option<u128> {
    Some(match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    })
}

fn network_or_address(text: &str) -> Option<(IpAddr, IpAddr)> {
    match text.contains('/') {
        true => bounds(text),
        false => text.parse().ok().map(|address| (address, address)),
    }
}

fn holds(outer: (IpAddr, IpAddr), inner: (IpAddr, IpAddr)) -> bool {
    outer.0.is_ipv4() == inner.0.is_ipv4() && outer.0 <= inner.0 && inner.1 <= outer.1
}

fn intersects(arguments: &[Value]) -> Given {
    let [Some(one), Some(other)] = [0, 1].map(|at| arguments.get(at).and_then(text).and_then(bounds)) else {
        return Ok(Value::Undefined);
    };
    Ok(Value::from(one.0.is_ipv4() == other.0.is_ipv4() && one.0 <= other.1 && other.0 <= one.1))
}

fn contains(arguments: &[Value]) -> Option<bool> {
    let outer = arguments.first().and_then(text).and_then(bounds)?;
    Some(holds(outer, arguments.get(1).and_then(text).and_then(network_or_address)?))
}

/// The smallest set of networks that hold the same addresses.
fn merge(arguments: &[Value]) -> Given {
    let Some(all) = arguments.first().and_then(elements) else { return Ok(Value::Undefined) };
    let parsed: Option<Vec<_>> = all.into_iter().map(|value| text(value).and_then(network_or_address)).collect();
    or_undefined(parsed.map(|mut networks| {
        networks.sort();
        let mut ranges: Vec<(bool, u128, u128)> = Vec::new();
        for (first, last) in networks {
            let (Some(first_number), Some(last_number)) = (number(first), number(last)) else { continue };
            match ranges.last_mut() {
                Some((is_v4, _, end)) if *is_v4 == first.is_ipv4() && first_number <= end.saturating_add(1) => {
                    *end = (*end).max(last_number);
                }
                _ => ranges.push((first.is_ipv4(), first_number, last_number)),
            }
        }
        let merged = ranges.into_iter().flat_map(|(is_v4, first, last)| networks_of(is_v4, first, last));
        Value::from(merged.map(Value::from).collect::<BTreeSet<_>>())
    }))
}

/// The networks that make up a range of addresses.
fn networks_of(is_v4: bool, first: u128, last: u128) -> Vec<String> {
    let bits: u32 = if is_v4 { 32 } else { 128 };
    let (mut found, mut at) = (Vec::new(), Some(first));
    while let Some(start) = at.filter(|start| *start <= last) {
        // As large as its start allows and the rest holds.
        let mut free = start.trailing_zeros().min(bits);
        let size = |free: u32| 1_u128.checked_shl(free).map_or(u128::MAX, |size| size - 1);
        while free > 0 && size(free) > last - start {
            free -= 1;
        }
        let address = match u32::try_from(start) {
            Ok(small) if is_v4 => IpAddr::V4(small.into()),
            _ => IpAddr::V6(start.into()),
        };
        found.push(format!("{address}/{}", bits - free));
        at = start.checked_add(size(free)).and_then(|end| end.checked_add(1));
    }
    found
}

/// The networks or addresses of an argument with what names them: a position, a key, or the text of a set itself.
fn named(value: &Value) -> Option<Vec<(Value, (IpAddr, IpAddr))>> {
    let network = |value: &Value| match value {
        Value::Array(items) => items.first().and_then(text).and_then(network_or_address),
        value => text(value).and_then(network_or_address),
    };
    match value {
        Value::String(_) => Some(vec![(value.clone(), network(value)?)]),
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, item)| Some((Value::from(at as u64), network(item)?))).collect()
        }
        Value::Set(items) => items.iter().map(|item| Some((item.clone(), network(item)?))).collect(),
        Value::Object(fields) => fields.iter_sorted().map(|(key, item)| Some((key.clone(), network(item)?))).collect(),
        _ => None,
    }
}

fn contains_matches(arguments: &[Value]) -> Given {
    let [Some(outer), Some(inner)] = [0, 1].map(|at| arguments.get(at).and_then(named)) else {
        return Ok(Value::Undefined);
    };
    if outer.len().saturating_mul(inner.len()) > MAX_PAIRS {
        return Err(String::from("there are too many networks to compare"));
    }
    let mut found = BTreeSet::new();
    for (outer_name, outer) in &outer {
        let held = inner.iter().filter(|(_, inner)| holds(*outer, *inner));
        found.extend(held.map(|(inner_name, _)| Value::from(vec![outer_name.clone(), inner_name.clone()])));
    }
    Ok(Value::from(found))
}

#[cfg(test)]
mod tests {
    use super::super::printing::written;
    use super::*;

    fn texts(all: &[&str]) -> Value {
        Value::from(all.iter().map(|text| Value::from(*text)).collect::<Vec<_>>())
    }

    #[test]
    fn networks_that_touch_become_one() {
        let merged = |all: &[&str]| merge(&[texts(all)]).map(|found| written(&found));
        assert_eq!(merged(&["192.0.128.0/24", "192.0.129.0/24"]), Ok(String::from("{\"192.0.128.0/23\"}")));
        assert_eq!(merged(&["10.0.0.1", "10.0.0.2/32"]), Ok(String::from("{\"10.0.0.1/32\", \"10.0.0.2/32\"}")));
        assert_eq!(merged(&["0.0.0.0/0", "::/0"]), Ok(String::from("{\"0.0.0.0/0\", \"::/0\"}")));
    }

    #[test]
    fn networks_meet_and_hold_each_other() {
        let meet = |one: &str, other: &str| intersects(&[Value::from(one), Value::from(other)]);
        assert_eq!(meet("192.168.0.0/16", "192.168.1.0/24"), Ok(Value::from(true)));
        assert_eq!(meet("192.168.0.0/24", "192.168.1.0/24"), Ok(Value::from(false)));
        let found = contains_matches(&[texts(&["1.1.1.0/24"]), texts(&["1.1.1.1", "1.1.2.1"])]);
        assert_eq!(found.map(|found| written(&found)), Ok(String::from("{[0, 0]}")));
    }
}
