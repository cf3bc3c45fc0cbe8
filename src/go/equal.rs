//! `reflect.DeepEqual`: same type, same content, with nil and empty collections apart and NaN unequal to itself. Maps may
//! hold themselves and may be shared: each pair of containers is compared once, without recursion.

use super::{List, Map, Value};
use std::collections::HashSet;

/// Whether `a` and `b` are deeply equal. `step` is called for each pair of values compared and can end the comparison.
pub fn deep_equal<E>(a: &Value, b: &Value, mut step: impl FnMut() -> Result<(), E>) -> Result<bool, E> {
    let mut pending = vec![(a.clone(), b.clone())];
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    while let Some((a, b)) = pending.pop() {
        step()?;
        let equal = match (&a, &b) {
            (Value::List(a), Value::List(b)) => {
                let once = a.address() == b.address() || !seen.insert((a.address(), b.address()));
                once || lists(a, b, &mut pending)
            }
            (Value::Map(a), Value::Map(b)) => {
                let once = a.ty() == b.ty() && (a.same(b) || !seen.insert((a.address(), b.address())));
                once || maps(a, b, &mut pending)
            }
            _ => scalars(&a, &b),
        };
        if !equal {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two values that are neither lists nor maps are equal: of the same type, and the same.
pub fn scalars(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Nil, Value::Nil) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a, a_kind), Value::Int(b, b_kind)) => a == b && a_kind == b_kind,
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Str(a), Value::Str(b)) | (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::Object(a), Value::Object(b)) => a.equals(b.as_ref()),
        _ => false,
    }
}

/// Whether two lists may be equal; their items are left to compare.
fn lists(a: &List, b: &List, pending: &mut Vec<(Value, Value)>) -> bool {
    if a.elem() != b.elem() || a.is_nil() != b.is_nil() || a.len() != b.len() {
        return false;
    }
    pending.extend(a.iter().cloned().zip(b.iter().cloned()));
    true
}

/// Whether two maps may be equal; their values are left to compare.
fn maps(a: &Map, b: &Map, pending: &mut Vec<(Value, Value)>) -> bool {
    if a.ty() != b.ty() || a.is_nil() != b.is_nil() || a.len() != b.len() {
        return false;
    }
    a.try_for_each(|key, value| {
        pending.push((value.clone(), b.get(key).ok_or(())?));
        Ok::<(), ()>(())
    })
    .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::Elem;

    fn equal(a: &Value, b: &Value) -> bool {
        deep_equal(a, b, || Ok::<(), ()>(())) == Ok(true)
    }

    #[test]
    fn types_and_nil_count() {
        assert!(!equal(&Value::int(1), &Value::int64(1)));
        assert!(!equal(&Value::int(1), &Value::Float(1.0)));
        assert!(!equal(&Value::List(List::nil(Elem::Any)), &Value::list(Vec::new())));
        assert!(equal(&Value::list(vec![Value::int(1)]), &Value::list(vec![Value::int(1)])));
        assert!(!equal(&Value::list(vec![Value::str("a")]), &Value::List(List::strings(["a"]))));
        let nan = Value::list(vec![Value::Float(f64::NAN)]);
        assert!(equal(&nan, &nan) && !equal(&nan, &Value::list(vec![Value::Float(f64::NAN)])));
    }

    #[test]
    fn maps_that_hold_themselves_are_compared() {
        let (a, b) = (Map::new(), Map::new());
        a.insert("self", Value::Map(a.clone()));
        b.insert("self", Value::Map(b.clone()));
        assert!(equal(&Value::Map(a.clone()), &Value::Map(b.clone())));
        b.insert("self", Value::Nil);
        assert!(!equal(&Value::Map(a.clone()), &Value::Map(b)));
        a.remove(b"self");
    }

    #[test]
    fn forty_doubled_maps_are_compared_in_forty_steps() {
        let doubled =
            || (0..40).fold(Value::int(1), |value, _| Value::Map(Map::from_iter([("a", value.clone()), ("b", value)])));
        let mut steps = 0;
        let result = deep_equal(&doubled(), &doubled(), || {
            steps += 1;
            if steps > 1000 { Err(()) } else { Ok(()) }
        });
        assert_eq!(result, Ok(true));
    }
}
