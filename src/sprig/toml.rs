//! Helm's TOML functions over [`crate::go::toml`]: encoding errors are the text of `toToml` and errors of `mustToToml`;
//! `fromToml` puts what was wrong under the key `Error` of its result.

use super::weight::weigh;
use super::{Outcome, function, steps};
use crate::go::time::Zone;
use crate::go::toml::{self, Failure, Local};
use crate::go::{Map, Value};
use crate::gotemplate::{Call, Effects, Error, Function, Param};

/// `toToml`, `mustToToml`, `fromToml`.
pub(super) const FUNCTIONS: &[Function] = &[
    function("toToml", &[Param::Any], to_toml),
    function("mustToToml", &[Param::Any], must_to_toml),
    function("fromToml", &[Param::String], from_toml),
];

/// `toToml VALUE`: the text, or the library's sentence where the value cannot be encoded.
fn to_toml(call: &mut Call<'_>) -> Outcome {
    match encode(call)? {
        Ok(text) => Ok(Value::str(text)),
        // Go's reflection fails on a nil before there is an error to return.
        Err(cause) if call.arg(0).is_nil() => Err(Error::new(cause)),
        Err(cause) => Ok(Value::str(cause)),
    }
}

/// `mustToToml VALUE`.
fn must_to_toml(call: &mut Call<'_>) -> Outcome {
    encode(call)?.map(Value::str).map_err(Error::new)
}

/// The text, or in the inner result why TOML has no such value. The outer one is about the render's limits.
fn encode(call: &mut Call<'_>) -> Result<Result<Vec<u8>, String>, Error> {
    let value = call.arg(0);
    weigh(call.runtime, value)?;
    match toml::encode(value, &mut |bytes| call.runtime.allocate(bytes)) {
        Ok(text) => Ok(Ok(text)),
        Err(Failure::Unsupported(cause)) => Ok(Err(cause)),
        Err(Failure::TooDeep(levels)) => Err(Error::new(format!("toml: the value nests deeper than {levels} levels"))),
        Err(Failure::Meter(error)) => Err(error),
    }
}

/// `fromToml TEXT`: a map, with the key `Error` alone where the text is not TOML.
fn from_toml(call: &mut Call<'_>) -> Outcome {
    let text = call.str(0);
    call.runtime.charge(steps(text.len()) * 8)?;
    call.runtime.allocate(text.len().saturating_mul(2))?;
    match toml::decode(&text, &mut || local(call.runtime.effects())) {
        Ok(map) => Ok(Value::Map(map)),
        Err(error) => Ok(Value::Map(Map::from_iter([("Error", Value::str(error.to_string()))]))),
    }
}

/// The local zone, and its offset now: that of all dates without a zone, whenever they are.
fn local(effects: &mut dyn Effects) -> Local {
    let zone = Zone::local(&effects.local_zone());
    let seconds = effects.now().map_or(0, |now| now.div_euclid(1_000_000_000));
    let offset = zone.offset_at(i64::try_from(seconds).unwrap_or(0));
    Local { zone, offset }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{call, s, text};
    use super::*;

    #[test]
    fn what_cannot_be_encoded_is_text_or_an_error() {
        let list = Value::list(vec![Value::int(1), Value::Nil]);
        assert_eq!(text("toToml", std::slice::from_ref(&list)), "toml: cannot encode array with nil element");
        assert_eq!(text("mustToToml", &[list]), "error: toml: cannot encode array with nil element");
        assert!(text("toToml", &[Value::Nil]).starts_with("error: reflect: call of"));
    }

    #[test]
    fn text_that_is_not_toml_gives_its_error_as_a_key() {
        let Ok(Value::Map(map)) = call("fromToml", &[s("bad")]) else { panic!("fromToml gives a map") };
        let Some(Value::Str(cause)) = map.get(b"Error") else { panic!("there is an error") };
        assert_eq!(cause.lossy(), "toml: line 1: unexpected EOF; expected key separator '='");
        assert_eq!(map.len(), 1);
    }
}
