//! Lists: made, grown, cut and searched. A list never changes: each function gives a new one. `[]byte` counts as a list
//! of `uint8`; anything else is refused in Sprig's words.

use super::{Outcome, function, variadic};
use crate::go::equal::{self, deep_equal};
use crate::go::{Elem, IntKind, Kind, List, Str, Value};
use crate::gotemplate::{Call, Error, Function, Param, Runtime};
use std::borrow::Cow;
use std::collections::HashSet;

const ANY: &[Param] = &[Param::Any];
const PAIR: &[Param] = &[Param::Any, Param::Any];
const CHUNK: &[Param] = &[Param::Int, Param::Any];

pub(super) const FUNCTIONS: &[Function] = &[
    variadic("list", ANY, list),
    variadic("tuple", ANY, list),
    function("append", PAIR, append),
    function("mustAppend", PAIR, append),
    function("push", PAIR, append),
    function("mustPush", PAIR, append),
    function("prepend", PAIR, prepend),
    function("mustPrepend", PAIR, prepend),
    function("first", ANY, first),
    function("mustFirst", ANY, first),
    function("last", ANY, last),
    function("mustLast", ANY, last),
    function("rest", ANY, rest),
    function("mustRest", ANY, rest),
    function("initial", ANY, initial),
    function("mustInitial", ANY, initial),
    function("reverse", ANY, reverse),
    function("mustReverse", ANY, reverse),
    function("compact", ANY, compact),
    function("mustCompact", ANY, compact),
    function("uniq", ANY, uniq),
    function("mustUniq", ANY, uniq),
    variadic("without", PAIR, without),
    variadic("mustWithout", PAIR, without),
    function("has", PAIR, has),
    function("mustHas", PAIR, has),
    variadic("slice", PAIR, slice),
    variadic("mustSlice", PAIR, slice),
    variadic("concat", ANY, concat),
    function("chunk", CHUNK, chunk),
    function("mustChunk", CHUNK, chunk),
];

/// What Go says when it asks nil for its type.
pub(super) const NIL_DEREFERENCE: &str = "runtime error: invalid memory address or nil pointer dereference";

/// The items of a list, or `refusal` and the kind of a value that is none.
fn items<'a>(value: &'a Value, refusal: &str) -> Result<Cow<'a, [Value]>, Error> {
    match value {
        Value::List(list) => Ok(Cow::Borrowed(list)),
        Value::Bytes(bytes) => {
            Ok(bytes.iter().map(|&byte| Value::Int(i64::from(byte), IntKind::Uint8)).collect::<Vec<Value>>().into())
        }
        Value::Nil => Err(Error::new(NIL_DEREFERENCE)),
        other => match other {
            Value::Object(object) => object.items(),
            _ => None,
        }
        .map(|list| Cow::Owned(list.into_items()))
        .ok_or_else(|| Error::new(format!("{refusal} {}", other.kind().name()))),
    }
}

/// Charges for a list of `count` items that is about to be made.
fn charge(runtime: &mut dyn Runtime, count: usize) -> Result<(), Error> {
    runtime.charge(count as u64 / 4 + 1)?;
    runtime.allocate(count.saturating_mul(size_of::<Value>()))
}

fn made(call: &mut Call<'_>, items: Vec<Value>) -> Outcome {
    charge(call.runtime, items.len())?;
    Ok(Value::list(items))
}

fn list(call: &mut Call<'_>) -> Outcome {
    made(call, call.args.to_vec())
}

fn append(call: &mut Call<'_>) -> Outcome {
    let list = items(call.arg(0), "Cannot push on type")?;
    charge(call.runtime, list.len())?;
    let mut longer = Vec::with_capacity(list.len() + 1);
    longer.extend_from_slice(&list);
    longer.push(call.arg(1).clone());
    Ok(Value::list(longer))
}

fn prepend(call: &mut Call<'_>) -> Outcome {
    let list = items(call.arg(0), "Cannot prepend on type")?;
    charge(call.runtime, list.len())?;
    let mut longer = Vec::with_capacity(list.len() + 1);
    longer.push(call.arg(1).clone());
    longer.extend_from_slice(&list);
    Ok(Value::list(longer))
}

fn first(call: &mut Call<'_>) -> Outcome {
    Ok(items(call.arg(0), "Cannot find first on type")?.first().cloned().unwrap_or_default())
}

fn last(call: &mut Call<'_>) -> Outcome {
    Ok(items(call.arg(0), "Cannot find last on type")?.last().cloned().unwrap_or_default())
}

fn rest(call: &mut Call<'_>) -> Outcome {
    match items(call.arg(0), "Cannot find rest on type")?.split_first() {
        Some((_, rest)) => made(call, rest.to_vec()),
        None => Ok(Value::List(List::nil(Elem::Any))),
    }
}

fn initial(call: &mut Call<'_>) -> Outcome {
    match items(call.arg(0), "Cannot find initial on type")?.split_last() {
        Some((_, initial)) => made(call, initial.to_vec()),
        None => Ok(Value::List(List::nil(Elem::Any))),
    }
}

fn reverse(call: &mut Call<'_>) -> Outcome {
    let reversed = items(call.arg(0), "Cannot find reverse on type")?.iter().rev().cloned().collect();
    made(call, reversed)
}

fn compact(call: &mut Call<'_>) -> Outcome {
    let full = items(call.arg(0), "Cannot compact on type")?.iter().filter(|item| item.truth()).cloned().collect();
    made(call, full)
}

/// A value that can be looked up at once, by Go's type and content.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Nil,
    Bool(bool),
    Int(i64, &'static str),
    Float(u64),
    Str(Str),
}

/// Values by deep equality: simple ones are hashed, the others compared one by one.
#[derive(Default)]
struct Set {
    simple: HashSet<Key>,
    others: Vec<Value>,
}

impl Set {
    fn key(value: &Value) -> Option<Key> {
        Some(match value {
            Value::Nil => Key::Nil,
            Value::Bool(value) => Key::Bool(*value),
            Value::Int(number, kind) => Key::Int(*number, kind.name()),
            Value::Str(text) => Key::Str(text.clone()),
            Value::Float(number) if *number == 0.0 => Key::Float(0),
            Value::Float(number) if !number.is_nan() => Key::Float(number.to_bits()),
            _ => return None,
        })
    }

    fn contains(&self, runtime: &mut dyn Runtime, value: &Value) -> Result<bool, Error> {
        match Self::key(value) {
            Some(key) => Ok(self.simple.contains(&key)),
            None => contains(runtime, &self.others, value),
        }
    }

    fn insert(&mut self, value: &Value) {
        match Self::key(value) {
            Some(key) => {
                self.simple.insert(key);
            }
            None => self.others.push(value.clone()),
        }
    }
}

fn contains(runtime: &mut dyn Runtime, items: &[Value], needle: &Value) -> Result<bool, Error> {
    for item in items {
        if are_equal(runtime, item, needle)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Deep equality, charged by the values compared.
pub(super) fn are_equal(runtime: &mut dyn Runtime, a: &Value, b: &Value) -> Result<bool, Error> {
    if !matches!(a, Value::List(_) | Value::Map(_)) {
        runtime.charge(1)?;
        return Ok(equal::scalars(a, b));
    }
    deep_equal(a, b, || runtime.charge(1))
}

fn uniq(call: &mut Call<'_>) -> Outcome {
    let list = items(call.arg(0), "Cannot find uniq on type")?;
    charge(call.runtime, list.len())?;
    let (mut set, mut kept) = (Set::default(), Vec::new());
    for item in list.iter() {
        if !set.contains(call.runtime, item)? {
            set.insert(item);
            kept.push(item.clone());
        }
    }
    Ok(Value::list(kept))
}

fn without(call: &mut Call<'_>) -> Outcome {
    let list = items(call.arg(0), "Cannot find without on type")?;
    charge(call.runtime, list.len())?;
    let mut omitted = Set::default();
    call.args.iter().skip(1).for_each(|value| omitted.insert(value));
    let mut kept = Vec::new();
    for item in list.iter() {
        if !omitted.contains(call.runtime, item)? {
            kept.push(item.clone());
        }
    }
    Ok(Value::list(kept))
}

fn has(call: &mut Call<'_>) -> Outcome {
    if call.arg(1).is_nil() {
        return Ok(Value::Bool(false));
    }
    let (needle, list) = (call.arg(0), items(call.arg(1), "Cannot find has on type")?);
    Ok(Value::Bool(contains(call.runtime, &list, needle)?))
}

/// `slice $list 1 3`: the items from the second to the third.
fn slice(call: &mut Call<'_>) -> Outcome {
    let list = call.arg(0);
    let length = match list {
        Value::Bytes(bytes) => bytes.len(),
        other => items(other, "list should be type of slice or array but")?.len(),
    };
    if length == 0 {
        return Ok(Value::Nil);
    }
    let index = |at: usize, default: usize| match call.args.get(at) {
        Some(value) => usize::try_from(super::cast::to_int64(value)).ok(),
        None => Some(default),
    };
    let range = index(1, 0).zip(index(2, length)).filter(|(start, end)| start <= end && *end <= length);
    let Some((start, end)) = range else {
        return Err(Error::new("reflect.Value.Slice: slice index out of bounds"));
    };
    charge(call.runtime, end - start)?;
    Ok(match list {
        Value::Bytes(bytes) => Value::Bytes(Str::from(bytes.get(start..end).unwrap_or_default())),
        Value::List(list) => {
            Value::List(List::typed(list.elem(), list.get(start..end).map(<[Value]>::to_vec).unwrap_or_default()))
        }
        // A slice with a type of its own: its items are what is left of it.
        other => Value::list(items(other, "")?.get(start..end).unwrap_or_default().to_vec()),
    })
}

fn concat(call: &mut Call<'_>) -> Outcome {
    let mut all = Vec::new();
    for list in call.args {
        if !list.is_nil() && list.kind() != Kind::Slice {
            return Err(Error::new(format!("Cannot concat type {} as list", list.kind().name())));
        }
        let items = items(list, "")?;
        charge(call.runtime, items.len())?;
        all.extend_from_slice(&items);
    }
    Ok(if all.is_empty() { Value::List(List::nil(Elem::Any)) } else { Value::list(all) })
}

/// `chunk 3 $list`: lists of three. The reference reckons in floats, and so gives odd sizes odd results.
fn chunk(call: &mut Call<'_>) -> Outcome {
    const LENGTH_ERROR: &str = "runtime error: makeslice: len out of range";
    let list = items(call.arg(1), "Cannot chunk type")?;
    let (length, size) = (list.len() as f64, call.int(0) as f64);
    let chunks = ((length - 1.0) / size).floor() + 1.0;
    let last = (length % size).floor();
    let last = if last == 0.0 { size } else { last };
    if !chunks.is_finite() || chunks < 0.0 || (chunks >= 1.0 && (last < 0.0 || (chunks > 1.0 && size < 0.0))) {
        return Err(Error::new(LENGTH_ERROR));
    }
    charge(call.runtime, list.len())?;
    // A negative size gives no chunk or a single one.
    let size = if chunks >= 1.0 { usize::try_from(call.int(0)).unwrap_or(list.len()).max(1) } else { list.len() + 1 };
    let kept = if chunks >= 1.0 { &*list } else { &[] };
    let chunks = kept.chunks(size).map(|chunk| Value::list(chunk.to_vec())).collect();
    Ok(Value::List(List::typed(Elem::Named("[]interface {}"), chunks)))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{call, i, s, text};
    use super::*;

    fn numbers(range: std::ops::Range<i64>) -> Value {
        Value::list(range.map(i).collect())
    }

    #[test]
    fn what_is_no_list_is_refused_in_sprigs_words() {
        assert_eq!(text("first", &[i(3)]), "error: Cannot find first on type int");
        assert_eq!(text("append", &[s("a"), i(3)]), "error: Cannot push on type string");
        assert_eq!(text("concat", &[i(1)]), "error: Cannot concat type int as list");
        assert_eq!(text("rest", &[Value::Nil]), format!("error: {NIL_DEREFERENCE}"));
        assert_eq!(text("has", &[i(1), Value::Nil]), "false");
    }

    #[test]
    fn parts_of_nothing_are_nil() {
        assert!(matches!(call("rest", &[numbers(0..0)]), Ok(Value::List(list)) if list.is_nil()));
        assert!(matches!(call("slice", &[numbers(0..0)]), Ok(Value::Nil)));
        assert_eq!(text("initial", &[numbers(0..3)]), "[0 1]");
        assert_eq!(text("slice", &[numbers(0..5), s("1"), Value::Float(3.9)]), "[1 2]");
        assert_eq!(text("slice", &[numbers(0..2), i(3)]), "error: reflect.Value.Slice: slice index out of bounds");
    }

    #[test]
    fn equality_is_by_type() {
        let mixed = vec![i(1), Value::Float(1.0), s("1"), i(1), numbers(0..1), numbers(0..1), Value::Nil, Value::Nil];
        assert_eq!(text("uniq", &[Value::list(mixed)]), "[1 1 1 [0] <nil>]");
        assert_eq!(text("has", &[i(1), Value::list(vec![Value::Float(1.0)])]), "false");
        assert_eq!(text("without", &[numbers(0..4), i(1), i(2)]), "[0 3]");
    }

    #[test]
    fn odd_chunk_sizes_are_reckoned_as_the_reference_does() {
        assert_eq!(text("chunk", &[i(2), numbers(0..5)]), "[[0 1] [2 3] [4]]");
        assert_eq!(text("chunk", &[i(2), numbers(0..0)]), "[]");
        assert_eq!(text("chunk", &[i(-2), numbers(0..1)]), "[[0]]");
        assert_eq!(text("chunk", &[i(-2), numbers(0..2)]), "[]");
        for (size, count) in [(0, 1), (0, 0), (0, 3), (-1, 1), (-1, 3), (-2, 0)] {
            let result = text("chunk", &[i(size), numbers(0..count)]);
            assert_eq!(result, "error: runtime error: makeslice: len out of range", "{size} {count}");
        }
    }
}
