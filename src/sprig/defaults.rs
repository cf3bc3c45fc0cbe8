//! Emptiness and choice: nil, false, 0, "" and empty collections are empty; structs never are.

use super::{Outcome, function, variadic};
use crate::go::Value;
use crate::gotemplate::{Call, Function, Param};

pub(super) const FUNCTIONS: &[Function] = &[
    variadic("default", &[Param::Any, Param::Any], |call| {
        Ok(call.arg(if call.arg(1).truth() { 1 } else { 0 }).clone())
    }),
    function("empty", &[Param::Any], |call| Ok(Value::Bool(!call.arg(0).truth()))),
    variadic("coalesce", &[Param::Any], |call| Ok(full(call).next().cloned().unwrap_or_default())),
    variadic("all", &[Param::Any], |call| Ok(Value::Bool(full(call).count() == call.args.len()))),
    variadic("any", &[Param::Any], |call| Ok(Value::Bool(full(call).next().is_some()))),
    function("ternary", &[Param::Any, Param::Any, Param::Bool], ternary),
];

fn full<'a>(call: &Call<'a>) -> impl Iterator<Item = &'a Value> + use<'a> {
    call.args.iter().filter(|value| value.truth())
}

fn ternary(call: &mut Call<'_>) -> Outcome {
    Ok(call.arg(if call.bool(2) { 0 } else { 1 }).clone())
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, s, text};
    use super::*;

    #[test]
    fn empty_values_give_way() {
        assert_eq!(text("default", &[s("d"), i(0)]), "d");
        assert_eq!(text("default", &[s("d"), i(1)]), "1");
        assert_eq!(text("default", &[s("d")]), "d");
        assert_eq!(text("coalesce", &[s(""), i(0), i(2), i(3)]), "2");
        assert_eq!(text("all", &[]), "true");
        assert_eq!(text("any", &[Value::Nil, s("")]), "false");
        assert_eq!(text("ternary", &[s("a"), s("b"), Value::Bool(false)]), "b");
    }
}
