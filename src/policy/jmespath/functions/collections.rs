//! Functions of lists and objects: the standard's, and Kyverno's `lookup`, `items`, `object_from_lists`, `label_match`.

use super::{Arguments, Function, Kind, function, loose_text, whole};
use crate::policy::jmespath::interpreter::{Outcome, into_items, or_null};
use crate::policy::jmespath::{Data, Entries, Fault};
use std::cmp::Ordering;

const ANY: &[Kind] = &[Kind::Any];
const TEXT: &[Kind] = &[Kind::Text];
const LIST: &[Kind] = &[Kind::List];
const MAP: &[Kind] = &[Kind::Map];
const EXPRESSION: &[Kind] = &[Kind::Expression];
const COLLECTION: &[Kind] = &[Kind::Map, Kind::List];

pub(super) const FUNCTIONS: &[Function] = &[
    function("length", &[&[Kind::Text, Kind::List, Kind::Map]], length),
    function("contains", &[&[Kind::List, Kind::Text], ANY], contains),
    function("map", &[EXPRESSION, LIST], map),
    Function { name: "merge", parameters: &[MAP], variadic: true, body: merge },
    function("max_by", &[LIST, EXPRESSION], |call| best_by(call, Ordering::Greater)),
    function("min_by", &[LIST, EXPRESSION], |call| best_by(call, Ordering::Less)),
    function("type", &[ANY], |call| Ok(Data::text(call.value(0).type_name()))),
    function("keys", &[MAP], |call| Ok(Data::list(call.map(0).keys().cloned().map(Data::Text).collect()))),
    function("values", &[MAP], |call| Ok(Data::list(call.map(0).values().cloned().collect()))),
    function("sort", &[&[Kind::Texts, Kind::Numbers]], sort),
    function("sort_by", &[LIST, EXPRESSION], sort_by),
    function("reverse", &[&[Kind::List, Kind::Text]], reverse),
    function("to_array", &[ANY], to_array),
    Function { name: "not_null", parameters: &[ANY], variadic: true, body: not_null },
    function("lookup", &[COLLECTION, &[Kind::Text, Kind::Number]], lookup),
    function("items", &[COLLECTION, TEXT, TEXT], items),
    function("object_from_lists", &[LIST, LIST], object_from_lists),
    function("label_match", &[MAP, MAP], label_match),
];

fn length(call: &Arguments<'_, '_>) -> Outcome {
    let length = match call.value(0) {
        Data::Text(text) => text.chars().count(),
        Data::List(items) => items.len(),
        Data::Map(entries) => entries.len(),
        _ => 0,
    };
    Ok(Data::Float(length as f64))
}

fn contains(call: &Arguments<'_, '_>) -> Outcome {
    let wanted = call.value(1);
    Ok(Data::Bool(match call.value(0) {
        Data::Text(text) => {
            call.spend_text(text.len())?;
            wanted.as_str().is_some_and(|part| text.contains(part))
        }
        Data::List(items) => {
            call.env().spend(items.len() as u64)?;
            items.contains(&wanted)
        }
        _ => false,
    }))
}

fn map(call: &Arguments<'_, '_>) -> Outcome {
    let node = call.expression(0)?;
    let mapped: Result<_, Fault> = call.list(1).iter().map(|item| call.interpreter.or_null(node, item)).collect();
    Ok(Data::list(mapped?))
}

fn merge(call: &Arguments<'_, '_>) -> Outcome {
    let mut merged = Entries::new();
    for index in 0..call.values.len() {
        let entries = call.map(index);
        call.env().spend(entries.len() as u64)?;
        merged.extend(entries.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    Ok(Data::map(merged))
}

/// What items are compared by: numbers or texts, all of one type.
fn sort_keys(call: &Arguments<'_, '_>, items: &[Data]) -> Result<Vec<Data>, Fault> {
    let node = call.expression(1)?;
    let keys: Result<Vec<Data>, Fault> =
        items.iter().map(|item| or_null(call.interpreter.evaluate(node, item))).collect();
    let keys = keys?;
    let first = keys.first().map_or("number", Data::type_name);
    if !matches!(first, "number" | "string") {
        return Err(Fault::failed("invalid type, must be number of string"));
    }
    if keys.iter().any(|key| key.type_name() != first) {
        return Err(Fault::failed(format!("invalid type, must be {first}")));
    }
    Ok(keys)
}

fn best_by(call: &Arguments<'_, '_>, wanted: Ordering) -> Outcome {
    let items = call.list(0);
    if items.len() < 2 {
        return Ok(items.first().cloned().unwrap_or_default());
    }
    let keys = sort_keys(call, &items)?;
    let better = |a: &Data, b: &Data| a.partial_cmp(b) == Some(wanted);
    let best = keys.iter().zip(items.iter()).reduce(|best, next| if better(next.0, best.0) { next } else { best });
    Ok(best.map(|(_, item)| item.clone()).unwrap_or_default())
}

/// Steps that sorting so many items takes.
fn sorting(count: usize) -> u64 {
    let count = count as u64;
    count.saturating_mul(u64::from(count.checked_ilog2().unwrap_or(0)) + 1)
}

fn sort(call: &Arguments<'_, '_>) -> Outcome {
    let mut items = into_items(call.list(0));
    call.env().spend(sorting(items.len()))?;
    items.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    Ok(Data::list(items))
}

fn sort_by(call: &Arguments<'_, '_>) -> Outcome {
    let items = call.list(0);
    if items.len() < 2 {
        return Ok(Data::List(items));
    }
    call.env().spend(sorting(items.len()))?;
    let keys = sort_keys(call, &items)?;
    let mut keyed: Vec<(&Data, &Data)> = keys.iter().zip(items.iter()).collect();
    keyed.sort_by(|a, b| a.0.partial_cmp(b.0).unwrap_or(Ordering::Equal));
    Ok(Data::list(keyed.into_iter().map(|(_, item)| item.clone()).collect()))
}

fn reverse(call: &Arguments<'_, '_>) -> Outcome {
    Ok(match call.value(0) {
        Data::Text(text) => {
            call.spend_text(text.len())?;
            Data::text(text.chars().rev().collect::<String>())
        }
        Data::List(items) => {
            call.env().spend(items.len() as u64)?;
            Data::list(items.iter().rev().cloned().collect())
        }
        other => other,
    })
}

fn to_array(call: &Arguments<'_, '_>) -> Outcome {
    Ok(match call.value(0) {
        list @ Data::List(_) => list,
        value => Data::list(vec![value]),
    })
}

fn not_null(call: &Arguments<'_, '_>) -> Outcome {
    let values = (0..call.values.len()).map(|index| call.value(index));
    Ok(values.into_iter().find(|value| !value.is_null()).unwrap_or_default())
}

fn lookup(call: &Arguments<'_, '_>) -> Outcome {
    let key = call.value(1);
    match call.value(0) {
        Data::Map(entries) => {
            let name = key.as_str().ok_or_else(|| call.unfit(1, "String"))?;
            Ok(entries.get(name).cloned().unwrap_or_default())
        }
        Data::List(items) => {
            let number = key.as_number().ok_or_else(|| call.unfit(1, "Number"))?;
            let index = whole(number).map_err(|reason| call.fault(&format!("argument #2: {reason}")))?;
            Ok(usize::try_from(index).ok().and_then(|index| items.get(index)).cloned().unwrap_or_default())
        }
        _ => Err(call.unfit(0, "Object or Array")),
    }
}

fn items(call: &Arguments<'_, '_>) -> Outcome {
    let (key_name, value_name) = (call.text(1), call.text(2));
    let entry = |key: Data, value: &Data| {
        Data::map(Entries::from([(key_name.clone(), key), (value_name.clone(), value.clone())]))
    };
    let made: Vec<Data> = match call.value(0) {
        Data::Map(entries) => entries.iter().map(|(key, value)| entry(Data::Text(key.clone()), value)).collect(),
        Data::List(items) => {
            let numbered = items.iter().enumerate();
            numbered.map(|(index, value)| entry(Data::Float(index as f64), value)).collect()
        }
        _ => return Err(call.unfit(0, "Object or Array")),
    };
    call.env().spend(made.len() as u64)?;
    Ok(Data::list(made))
}

fn object_from_lists(call: &Arguments<'_, '_>) -> Outcome {
    let (keys, values) = (call.list(0), call.list(1));
    call.env().spend(keys.len() as u64)?;
    let mut made = Entries::new();
    for (index, key) in keys.iter().enumerate() {
        let key = loose_text(key).ok_or_else(|| call.unfit(0, "StringArray"))?;
        made.insert(key, values.get(index).cloned().unwrap_or_default());
    }
    Ok(Data::map(made))
}

/// Whether every label of the first is among the second.
fn label_match(call: &Arguments<'_, '_>) -> Outcome {
    let (wanted, labels) = (call.map(0), call.map(1));
    Ok(Data::Bool(wanted.iter().all(|(key, value)| labels.get(key) == Some(value))))
}
