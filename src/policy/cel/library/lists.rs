//! Lists: cel-go's `lists` extension and Kubernetes' own functions.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::syntax::Binary;
use super::super::value::{Key, List, Value, compare, equal};
use super::operators;
use std::cmp::Ordering;
use std::collections::HashSet;

type Outcome<'a> = Result<Value<'a>, Error>;

/// The types whose values have an order.
const ORDERED: [&str; 8] = ["int", "uint", "double", "bool", "string", "bytes", "duration", "timestamp"];

pub(super) fn declare(environment: &mut Environment) {
    environment.member("slice", "list<A>, int, int -> list<A>", slice);
    environment.member("flatten", "list<list<A>> -> list<A>", flatten);
    environment.member("flatten", "list<dyn> -> list<dyn>", flatten);
    environment.member("flatten", "list<dyn>, int -> list<dyn>", flatten);
    environment.member("sort", "list<A> -> list<A>", sort);
    environment.member("distinct", "list<A> -> list<A>", distinct);
    environment.member("reverse", "list<A> -> list<A>", reverse);
    environment.function("lists.range", "int -> list<int>", range);
    environment.member("indexOf", "list<A>, A -> int", index_of);
    environment.member("lastIndexOf", "list<A>, A -> int", last_index_of);
    environment.member("includes", "dyn, dyn -> bool", includes);
    for element in ORDERED {
        environment.member("isSorted", &format!("list<{element}> -> bool"), is_sorted);
        environment.member("min", &format!("list<{element}> -> {element}"), min);
        environment.member("max", &format!("list<{element}> -> {element}"), max);
    }
    environment.member("sum", "list<int> -> int", |runtime, arguments| sum(runtime, arguments, Value::Int(0)));
    environment.member("sum", "list<uint> -> uint", |runtime, arguments| sum(runtime, arguments, Value::Uint(0)));
    environment
        .member("sum", "list<double> -> double", |runtime, arguments| sum(runtime, arguments, Value::Double(0.0)));
    environment
        .member("sum", "list<duration> -> duration", |runtime, arguments| sum(runtime, arguments, Value::Duration(0)));
}

fn slice<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (list, start, end) = (arguments.list(0)?, arguments.int(1)?, arguments.int(2)?);
    let cannot = |why: &str| Error::new(format!("cannot slice({start}, {end}), {why}"));
    if start < 0 || end < 0 {
        return Err(cannot("negative indexes not supported"));
    }
    if start > end {
        return Err(cannot("start index must be less than or equal to end index"));
    }
    let length = list.len() as i64;
    if end > length {
        return Err(cannot(&format!("list is length {length}")));
    }
    runtime.list(list.iter().skip(start as usize).take((end - start) as usize).collect())
}

fn flatten<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let depth = if arguments.len() > 1 { arguments.int(1)? } else { 1 };
    if depth < 0 {
        return Err(Error::new("level must be non-negative"));
    }
    let mut flat = Vec::new();
    add_flat(arguments.list(0)?, depth, runtime, &mut flat)?;
    runtime.list(flat)
}

fn add_flat<'a>(list: &List<'a>, depth: i64, runtime: &Runtime, flat: &mut Vec<Value<'a>>) -> Result<(), Error> {
    for item in list.iter() {
        runtime.spend(1)?;
        match &item {
            Value::List(inner) if depth > 0 => add_flat(inner, depth - 1, runtime, flat)?,
            _ => flat.push(item),
        }
    }
    Ok(())
}

fn sort<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let items: Vec<Value<'a>> = arguments.list(0)?.iter().collect();
    let keyed = items.into_iter().map(|item| (item.clone(), item)).collect();
    sorted(keyed, runtime)
}

/// The second of each pair, in the order of the first, which have to be of one type.
pub(in super::super) fn sorted<'a>(mut keyed: Vec<(Value<'a>, Value<'a>)>, runtime: &Runtime) -> Outcome<'a> {
    let count = keyed.len() as u64;
    runtime.spend(count.saturating_mul(u64::from(count.max(2).ilog2())))?;
    if let Some((first, _)) = keyed.first() {
        let kind = first.type_name();
        if !keyed.iter().all(|(key, _)| key.type_name() == kind) {
            return Err(Error::new("list elements must have the same type"));
        }
        if compare(first, first).is_err() {
            return Err(Error::new("list elements must be comparable"));
        }
    }
    keyed.sort_by(|(left, _), (right, _)| compare(left, right).ok().flatten().unwrap_or(Ordering::Equal));
    runtime.list(keyed.into_iter().map(|(_, item)| item).collect())
}

fn distinct<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let mut seen = HashSet::new();
    let mut kept: Vec<Value<'a>> = Vec::new();
    let mut without_key: Vec<Value<'a>> = Vec::new();
    for item in arguments.list(0)?.iter() {
        runtime.spend(1)?;
        let is_new = match Key::of(&item) {
            Some(key) => seen.insert(key),
            None => {
                let mut found = false;
                for other in &without_key {
                    runtime.spend(1)?;
                    found = found || equal(other, &item, runtime)?;
                }
                if !found {
                    without_key.push(item.clone());
                }
                !found
            }
        };
        if is_new {
            kept.push(item);
        }
    }
    runtime.list(kept)
}

fn reverse<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let mut items: Vec<Value<'a>> = arguments.list(0)?.iter().collect();
    items.reverse();
    runtime.list(items)
}

fn range<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let count = arguments.int(0)?.max(0);
    runtime.spend_elements(usize::try_from(count).unwrap_or(usize::MAX))?;
    Ok(Value::list((0..count).map(Value::Int).collect()))
}

fn index_of<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    position(arguments.list(0)?.iter().enumerate(), arguments.get(1)?, runtime)
}

fn last_index_of<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let mut items: Vec<(usize, Value<'a>)> = arguments.list(0)?.iter().enumerate().collect();
    items.reverse();
    position(items.into_iter(), arguments.get(1)?, runtime)
}

fn position<'a>(items: impl Iterator<Item = (usize, Value<'a>)>, wanted: &Value<'a>, runtime: &Runtime) -> Outcome<'a> {
    for (index, item) in items {
        runtime.spend(1)?;
        if equal(&item, wanted, runtime)? {
            return Ok(Value::Int(index as i64));
        }
    }
    Ok(Value::Int(-1))
}

/// Whether a list, an element by itself, or a list within a list holds a value.
fn includes<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let wanted = arguments.get(1)?;
    let Value::List(list) = arguments.get(0)? else {
        return equal(arguments.get(0)?, wanted, runtime).map(Value::Bool);
    };
    for item in list.iter() {
        runtime.spend(1)?;
        if equal(&item, wanted, runtime)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn is_sorted<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let mut before: Option<Value<'a>> = None;
    for item in arguments.list(0)?.iter() {
        runtime.spend(1)?;
        if let Some(before) = before
            && compare(&before, &item)?.is_some_and(Ordering::is_gt)
        {
            return Ok(Value::Bool(false));
        }
        before = Some(item);
    }
    Ok(Value::Bool(true))
}

fn min<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    extreme(runtime, arguments, "min", Ordering::is_lt)
}

fn max<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    extreme(runtime, arguments, "max", Ordering::is_gt)
}

fn extreme<'a>(
    runtime: &Runtime,
    arguments: Arguments<'_, 'a>,
    name: &str,
    better: fn(Ordering) -> bool,
) -> Outcome<'a> {
    operators::best(runtime, arguments.list(0)?.iter(), better)?
        .ok_or_else(|| Error::new(format!("{name} called on empty list")))
}

fn sum<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>, nothing: Value<'a>) -> Outcome<'a> {
    let mut total = nothing;
    for item in arguments.list(0)?.iter() {
        runtime.spend(1)?;
        total = operators::arithmetic(Binary::Add, &total, &item, runtime)?;
    }
    Ok(total)
}
