//! Dicts: made, read, changed in place. `set` and `unset` change the map that every holder sees; the rest give new maps
//! or lists.

use super::lists::NIL_DEREFERENCE;
use super::text::strval;
use super::{Outcome, function, variadic};
use crate::go::{List, Map, MapType, Value};
use crate::gotemplate::{Call, Error, Function, Param, Runtime};

pub(super) const FUNCTIONS: &[Function] = &[
    variadic("dict", &[Param::Any], dict),
    function("get", &[Param::Map, Param::String], |call| {
        Ok(call.map(0).get(&call.str(1)).unwrap_or_else(|| Value::str("")))
    }),
    function("set", &[Param::Map, Param::String, Param::Any], set),
    function("unset", &[Param::Map, Param::String], unset),
    function("hasKey", &[Param::Map, Param::String], |call| Ok(Value::Bool(call.map(0).contains(&call.str(1))))),
    variadic("pluck", &[Param::String, Param::Map], pluck),
    variadic("keys", &[Param::Map], keys),
    function("values", &[Param::Map], values),
    variadic("pick", &[Param::Map, Param::String], pick),
    variadic("omit", &[Param::Map, Param::String], omit),
    variadic("dig", &[Param::Any], dig),
];

/// What a map takes in memory before its entries are counted, about.
pub(super) const MAP_BYTES: usize = 600;

/// Charges for `entries` entries of a map or list.
fn charge(runtime: &mut dyn Runtime, entries: usize) -> Result<(), Error> {
    runtime.charge(entries as u64 + 1)?;
    runtime.allocate(entries.saturating_mul(2 * size_of::<Value>()))
}

/// Keys and values in turn; a key without a value has the empty string.
fn dict(call: &mut Call<'_>) -> Outcome {
    call.runtime.allocate(MAP_BYTES)?;
    charge(call.runtime, call.args.len() / 2)?;
    let map = call.args.chunks(2).filter_map(|pair| {
        let (key, value) = pair.split_first()?;
        Some((strval(key), value.first().cloned().unwrap_or_else(|| Value::str(""))))
    });
    Ok(Value::Map(map.collect()))
}

fn set(call: &mut Call<'_>) -> Outcome {
    match call.arg(0) {
        Value::Map(map) if !map.is_nil() => {
            charge(call.runtime, 1)?;
            map.insert(call.str(1), call.arg(2).clone());
            Ok(Value::Map(map.converted(MapType::Any)))
        }
        _ => Err(Error::new("assignment to entry in nil map")),
    }
}

fn unset(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    if map.contains(&call.str(1)) {
        map.remove(&call.str(1));
    }
    Ok(Value::Map(map.converted(MapType::Any)))
}

fn pluck(call: &mut Call<'_>) -> Outcome {
    let key = call.str(0);
    charge(call.runtime, call.args.len())?;
    let found = (1..call.args.len()).filter_map(|index| call.map(index).get(&key)).collect();
    Ok(Value::list(found))
}

/// The keys of all maps, those of each in order. (The reference's order is by chance.)
fn keys(call: &mut Call<'_>) -> Outcome {
    let mut keys = Vec::new();
    for index in 0..call.args.len() {
        let map = call.map(index);
        charge(call.runtime, map.len())?;
        keys.extend(map.keys());
    }
    Ok(Value::List(List::strings(keys)))
}

/// The values in the order of their keys. (The reference's order is by chance.)
fn values(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    charge(call.runtime, map.len())?;
    Ok(Value::list(map.entries().into_iter().map(|(_, value)| value).collect()))
}

fn pick(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    charge(call.runtime, call.args.len())?;
    let picked = (1..call.args.len()).filter_map(|index| {
        let key = call.str(index);
        map.get(&key).map(|value| (key, value))
    });
    Ok(Value::Map(picked.collect()))
}

fn omit(call: &mut Call<'_>) -> Outcome {
    let map = call.map(0);
    charge(call.runtime, map.len() + call.args.len())?;
    let rest = Map::from_iter(map.entries());
    for index in 1..call.args.len() {
        if rest.contains(&call.str(index)) {
            rest.remove(&call.str(index));
        }
    }
    Ok(Value::Map(rest))
}

/// `dig "a" "b" "default" $dict`: the value at `a.b`, or the default where a key is absent.
fn dig(call: &mut Call<'_>) -> Outcome {
    let [keys @ .., default, value] = call.args else {
        return Err(Error::new("dig needs at least three arguments"));
    };
    if keys.is_empty() {
        return Err(Error::new("dig needs at least three arguments"));
    }
    let mut map = plain_map(value)?;
    if let Some(key) = keys.iter().find(|key| !matches!(key, Value::Str(_))) {
        return Err(wrong_type(key, "string"));
    }
    let (last, path) = keys.split_last().ok_or_else(|| Error::new(NIL_DEREFERENCE))?;
    for key in path {
        match map.get(&strval(key)) {
            Some(next) => map = plain_map(&next)?,
            None => return Ok(default.clone()),
        }
    }
    Ok(map.get(&strval(last)).unwrap_or_else(|| default.clone()))
}

/// Go's type assertion: a map of exactly this type.
fn plain_map(value: &Value) -> Result<Map, Error> {
    match value {
        Value::Map(map) if map.ty() == MapType::Any => Ok(map.clone()),
        other => Err(wrong_type(other, MapType::Any.name())),
    }
}

fn wrong_type(value: &Value, wanted: &str) -> Error {
    let found = if value.is_nil() { "nil".into() } else { value.type_name() };
    Error::new(format!("interface conversion: interface {{}} is {found}, not {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{call, i, s, text};
    use super::*;

    fn one(key: &str, value: Value) -> Value {
        Value::Map(Map::from_iter([(key, value)]))
    }

    #[test]
    fn a_dict_is_made_of_pairs() {
        assert_eq!(text("dict", &[s("a"), i(1), i(2)]), "map[2: a:1]");
        assert_eq!(text("dict", &[Value::Nil, i(1)]), "map[<nil>:1]");
    }

    #[test]
    fn set_changes_the_map_itself() {
        let map = one("a", i(1));
        assert!(call("set", &[map.clone(), s("b"), i(2)]).is_ok());
        assert_eq!(text("keys", std::slice::from_ref(&map)), "[a b]");
        assert!(call("unset", &[map.clone(), s("a")]).is_ok());
        assert_eq!(text("get", &[map, s("a")]), "");
        assert_eq!(text("set", &[Value::Nil, s("b"), i(2)]), "error: assignment to entry in nil map");
    }

    #[test]
    fn parts_of_dicts() {
        let map = Value::Map(Map::from_iter([("a", i(1)), ("b", i(2)), ("c", i(3))]));
        assert_eq!(text("pick", &[map.clone(), s("a"), s("x")]), "map[a:1]");
        assert_eq!(text("omit", &[map.clone(), s("a"), s("x")]), "map[b:2 c:3]");
        assert_eq!(text("values", std::slice::from_ref(&map)), "[1 2 3]");
        assert_eq!(text("pluck", &[s("b"), map.clone(), Value::Nil, map]), "[2 2]");
    }

    #[test]
    fn digging_wants_plain_maps_and_string_keys() {
        let map = one("a", one("b", i(1)));
        assert_eq!(text("dig", &[s("a"), s("b"), s("d"), map.clone()]), "1");
        assert_eq!(text("dig", &[s("a"), s("x"), s("d"), map.clone()]), "d");
        assert_eq!(text("dig", &[s("a"), map.clone()]), "error: dig needs at least three arguments");
        assert_eq!(
            text("dig", &[s("a"), s("b"), s("c"), s("d"), map.clone()]),
            "error: interface conversion: interface {} is int, not map[string]interface {}"
        );
        assert_eq!(text("dig", &[i(1), s("d"), map]), "error: interface conversion: interface {} is int, not string");
        assert_eq!(
            text("dig", &[s("a"), s("d"), Value::Nil]),
            "error: interface conversion: interface {} is nil, not map[string]interface {}"
        );
    }
}
