//! Types and kinds by their names in Go, and deep equality.

use super::{Outcome, function};
use crate::go::{Str, Value};
use crate::gotemplate::{Call, Function, Param};

const TARGET: &[Param] = &[Param::String, Param::Any];

pub(super) const FUNCTIONS: &[Function] = &[
    function("typeOf", &[Param::Any], |call| Ok(Value::Str(call.arg(0).type_name()))),
    function("typeIs", TARGET, |call| Ok(Value::Bool(call.arg(1).type_name() == call.str(0)))),
    function("typeIsLike", TARGET, type_is_like),
    function("kindOf", &[Param::Any], |call| Ok(Value::str(call.arg(0).kind().name()))),
    function("kindIs", TARGET, |call| Ok(Value::Bool(call.arg(1).kind().name().as_bytes() == &*call.str(0)))),
    function("deepEqual", &[Param::Any, Param::Any], |call| {
        let (a, b) = (call.arg(0), call.arg(1));
        Ok(Value::Bool(super::lists::are_equal(call.runtime, a, b)?))
    }),
];

/// Whether the type is the named one or a pointer to it.
fn type_is_like(call: &mut Call<'_>) -> Outcome {
    let (wanted, found): (Str, Str) = (call.str(0), call.arg(1).type_name());
    Ok(Value::Bool(found == wanted || found.strip_prefix(b"*") == Some(&*wanted)))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, s, text};
    use super::*;

    #[test]
    fn names_are_gos() {
        assert_eq!(text("typeOf", &[Value::Nil]), "<nil>");
        assert_eq!(text("kindOf", &[Value::Nil]), "invalid");
        assert_eq!(text("typeOf", &[Value::list(Vec::new())]), "[]interface {}");
        assert_eq!(text("kindIs", &[s("slice"), Value::list(Vec::new())]), "true");
        assert_eq!(text("typeIs", &[s("int64"), i(1)]), "false");
        assert_eq!(text("deepEqual", &[i(1), Value::int64(1)]), "false");
    }
}
