//! Strings: searching, replacing, splitting, joining, quoting. Lengths and places are in bytes, as Go's are, so a result
//! may end inside a character.

use super::crypto::random::Draws;
use super::text::{printed, strval};
use super::{Outcome, function, steps, text_result, variadic};
use crate::go::unicode;
use crate::go::{Kind, List, Map, MapType, Str, Value, strconv, strings};
use crate::gotemplate::{Call, Error, Function, Param};
use memchr::memmem;
use std::collections::BTreeMap;

pub(super) const FUNCTIONS: &[Function] = &[
    function("hello", &[], |_| Ok(Value::str("Hello!"))),
    function("contains", &[Param::String, Param::String], contains),
    function("hasPrefix", &[Param::String, Param::String], |call| {
        Ok(Value::Bool(call.str(1).starts_with(&call.str(0))))
    }),
    function("hasSuffix", &[Param::String, Param::String], |call| Ok(Value::Bool(call.str(1).ends_with(&call.str(0))))),
    function("replace", &[Param::String, Param::String, Param::String], replace),
    function("repeat", &[Param::Int, Param::String], repeat),
    function("plural", &[Param::String, Param::String, Param::Int], |call| {
        Ok(call.arg(if call.int(2) == 1 { 0 } else { 1 }).clone())
    }),
    variadic("quote", &[Param::Any], quote),
    variadic("squote", &[Param::Any], squote),
    variadic("cat", &[Param::Any], cat),
    function("toString", &[Param::Any], to_string),
    function("toStrings", &[Param::Any], to_strings),
    function("join", &[Param::String, Param::Any], join),
    function("split", &[Param::String, Param::String], |call| numbered_parts(call, 0, 1, -1)),
    function("splitn", &[Param::String, Param::Int, Param::String], |call| numbered_parts(call, 0, 2, call.int(1))),
    function("splitList", &[Param::String, Param::String], split_list),
    function("sortAlpha", &[Param::Any], sort_alpha),
    function("shuffle", &[Param::String], shuffle),
];

fn contains(call: &mut Call<'_>) -> Outcome {
    let (part, text) = (call.str(0), call.str(1));
    call.runtime.charge(steps(text.len()))?;
    Ok(Value::Bool(memmem::find(&text, &part).is_some()))
}

fn replace(call: &mut Call<'_>) -> Outcome {
    let (old, new, text) = (call.str(0), call.str(1), call.str(2));
    call.runtime.charge(steps(text.len()))?;
    if strings::count(&text, &old) == 0 {
        return Ok(call.arg(2).clone());
    }
    let size = strings::replaced_len(&text, &old, &new);
    call.runtime.charge(steps(size))?;
    call.runtime.allocate(size)?;
    Ok(Value::str(strings::replace(&text, &old, &new)))
}

fn repeat(call: &mut Call<'_>) -> Outcome {
    let text = call.str(1);
    let Ok(count) = usize::try_from(call.int(0)) else {
        return Err(Error::new("strings: negative Repeat count"));
    };
    let size = text.len().checked_mul(count).filter(|&size| isize::try_from(size).is_ok());
    let size = size.ok_or_else(|| Error::new("strings: Repeat output length overflow"))?;
    call.runtime.charge(steps(size))?;
    call.runtime.allocate(size)?;
    Ok(Value::str(text.repeat(count)))
}

/// The texts of all arguments that are not nil, each through `write`, with spaces between.
fn spaced(call: &mut Call<'_>, write: impl Fn(&mut Vec<u8>, &Value)) -> Outcome {
    let mut out = Vec::new();
    for (index, value) in call.args.iter().filter(|value| !value.is_nil()).enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        super::weight::weigh(call.runtime, value)?;
        write(&mut out, value);
    }
    text_result(call, out)
}

fn quote(call: &mut Call<'_>) -> Outcome {
    spaced(call, |out, value| out.extend_from_slice(strconv::quote(&strval(value)).as_bytes()))
}

fn squote(call: &mut Call<'_>) -> Outcome {
    spaced(call, |out, value| {
        out.push(b'\'');
        out.extend_from_slice(&printed(value));
        out.push(b'\'');
    })
}

fn cat(call: &mut Call<'_>) -> Outcome {
    spaced(call, |out, value| out.extend_from_slice(&printed(value)))
}

fn to_string(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    super::weight::weigh(call.runtime, value)?;
    Ok(Value::Str(strval(value)))
}

/// Sprig's `strslice`: the items that are not nil as text; a value that is no slice is its own only item.
pub(super) fn string_slice(call: &mut Call<'_>, value: &Value) -> Result<Vec<Str>, Error> {
    super::weight::weigh(call.runtime, value)?;
    let items = match value {
        Value::Object(object) => object.items().map(Value::List),
        _ => None,
    };
    Ok(match items.as_ref().unwrap_or(value) {
        Value::Nil => Vec::new(),
        Value::List(list) => list.iter().filter(|item| !item.is_nil()).map(strval).collect(),
        Value::Bytes(bytes) => bytes.iter().map(|byte| Str::from(byte.to_string())).collect(),
        other => vec![strval(other)],
    })
}

fn to_strings(call: &mut Call<'_>) -> Outcome {
    Ok(Value::List(List::strings(string_slice(call, call.arg(0))?)))
}

fn join(call: &mut Call<'_>) -> Outcome {
    let separator = call.str(0);
    let items = string_slice(call, call.arg(1))?;
    let text: usize = items.iter().map(|item| item.len()).sum();
    let size = text.saturating_add(separator.len().saturating_mul(items.len().saturating_sub(1)));
    call.runtime.charge(steps(size))?;
    call.runtime.allocate(size)?;
    let mut out = Vec::with_capacity(size);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.extend_from_slice(&separator);
        }
        out.extend_from_slice(item);
    }
    Ok(Value::str(out))
}

/// What a list of `parts` items costs beside their text.
fn charge_parts(call: &mut Call<'_>, parts: usize) -> Result<(), Error> {
    call.runtime.charge(parts as u64)?;
    call.runtime.allocate(parts.saturating_mul(size_of::<Value>() + 32))
}

/// The parts that splitting `text` would give, counted before they are made.
fn part_count(text: &[u8], separator: &[u8], limit: i64) -> usize {
    let all = if separator.is_empty() { unicode::rune_count(text) } else { strings::count(text, separator) + 1 };
    usize::try_from(limit).map_or(all, |limit| all.min(limit))
}

fn split_list(call: &mut Call<'_>) -> Outcome {
    let (separator, text) = (call.str(0), call.str(1));
    charge_parts(call, part_count(&text, &separator, -1))?;
    Ok(Value::List(List::strings(strings::split(&text, &separator, -1))))
}

/// A map of the parts under `_0`, `_1` and so on.
fn numbered_parts(call: &mut Call<'_>, separator: usize, text: usize, limit: i64) -> Outcome {
    let (separator, text) = (call.str(separator), call.str(text));
    charge_parts(call, part_count(&text, &separator, limit))?;
    let parts = strings::split(&text, &separator, limit);
    let entries: BTreeMap<Str, Value> =
        parts.into_iter().enumerate().map(|(index, part)| (Str::from(format!("_{index}")), Value::str(part))).collect();
    Ok(Value::Map(Map::typed(MapType::Strings, entries)))
}

fn sort_alpha(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    if value.kind() != Kind::Slice {
        super::weight::weigh(call.runtime, value)?;
        return Ok(Value::List(List::strings([strval(value)])));
    }
    let mut items = string_slice(call, value)?;
    items.sort_unstable();
    Ok(Value::List(List::strings(items)))
}

/// The runes in random order: every order is as likely as any other.
fn shuffle(call: &mut Call<'_>) -> Outcome {
    let text = call.str(0);
    call.runtime.charge(text.len() as u64)?;
    let mut runes: Vec<char> = unicode::runes(&text).map(|rune| rune.c).collect();
    let mut draws = Draws::new(call.runtime.effects(), call.name);
    for last in (1..runes.len()).rev() {
        let other = draws.below(last as u64 + 1)? as usize;
        runes.swap(last, other);
    }
    text_result(call, runes.into_iter().collect::<String>().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, s, text};
    use super::*;

    #[test]
    fn quoting_skips_nil() {
        assert_eq!(text("quote", &[s("a\"b"), Value::Nil, i(3)]), "\"a\\\"b\" \"3\"");
        assert_eq!(text("squote", &[s("it's"), Value::Bool(true)]), "'it's' 'true'");
        assert_eq!(text("cat", &[s("50%"), Value::Nil, i(3)]), "50% 3");
    }

    #[test]
    fn growth_is_asked_for_first() {
        assert_eq!(text("repeat", &[i(-1), s("a")]), "error: strings: negative Repeat count");
        assert_eq!(text("repeat", &[i(1 << 40), s("a")]), "error: out of steps");
        let million = s(&"a".repeat(1_000_000));
        assert_eq!(text("replace", &[s("a"), million.clone(), million]), "error: out of steps");
        assert_eq!(text("repeat", &[i(3), s("ab")]), "ababab");
    }

    #[test]
    fn lists_of_strings() {
        assert_eq!(text("join", &[s(","), Value::list(vec![i(1), Value::Nil, s("a")])]), "1,a");
        assert_eq!(text("split", &[s("$"), s("a$b")]), "map[_0:a _1:b]");
        assert_eq!(text("splitn", &[s("$"), i(2), s("a$b$c")]), "map[_0:a _1:b$c]");
        assert_eq!(text("splitList", &[s(""), s("a☃")]), "[a ☃]");
        assert_eq!(text("sortAlpha", &[Value::list(vec![s("b"), i(1), s("a")])]), "[1 a b]");
        assert_eq!(text("sortAlpha", &[Value::Nil]), "[<nil>]");
    }

    #[test]
    fn shuffling_keeps_the_letters() {
        let shuffled = text("shuffle", &[s("abcdefgh☃")]);
        let mut letters: Vec<char> = shuffled.chars().collect();
        letters.sort_unstable();
        assert_eq!(letters, "abcdefgh☃".chars().collect::<Vec<_>>());
    }
}
