//! Regular expressions. The plain forms die of a bad expression as Go's `MustCompile` does, the `must` forms give the
//! error; `regexMatch` alone takes it for no match. Compiled expressions are kept, for loops use them again and again.

use super::{Outcome, function};
use crate::go::regexp::{self, Regexp, Template, Work};
use crate::go::{Elem, List, Str, Value};
use crate::gotemplate::{Call, Error, Function, Param, Runtime};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

const TWO: &[Param] = &[Param::String, Param::String];
const THREE: &[Param] = &[Param::String, Param::String, Param::String];
const LIMITED: &[Param] = &[Param::String, Param::String, Param::Int];

pub(super) const FUNCTIONS: &[Function] = &[
    function("regexMatch", TWO, |call| matches(call).or_else(as_no_match)),
    function("mustRegexMatch", TWO, matches),
    function("regexFind", TWO, |call| find(call, compiled_or_dead)),
    function("mustRegexFind", TWO, |call| find(call, compiled)),
    function("regexFindAll", LIMITED, |call| find_all(call, compiled_or_dead)),
    function("mustRegexFindAll", LIMITED, |call| find_all(call, compiled)),
    function("regexSplit", LIMITED, |call| split(call, compiled_or_dead)),
    function("mustRegexSplit", LIMITED, |call| split(call, compiled)),
    function("regexReplaceAll", THREE, |call| replace(call, compiled_or_dead, |text| Template::parse(text))),
    function("mustRegexReplaceAll", THREE, |call| replace(call, compiled, |text| Template::parse(text))),
    function("regexReplaceAllLiteral", THREE, |call| replace(call, compiled_or_dead, |text| Template::literal(text))),
    function("mustRegexReplaceAllLiteral", THREE, |call| replace(call, compiled, |text| Template::literal(text))),
    function("regexQuoteMeta", &[Param::String], |call| {
        let quoted = regexp::quote_meta(&call.str(0));
        super::text_result(call, quoted)
    }),
];

/// The code of an expression that can't be compiled.
const BAD_EXPRESSION: &str = "render::regular-expression";

/// The expressions that are kept at most, and the longest that is kept, in bytes.
const KEPT: usize = 256;
const KEPT_LENGTH: usize = 1024;

thread_local! {
    static CACHE: RefCell<HashMap<Str, Rc<Regexp>>> = RefCell::new(HashMap::new());
}

/// How an expression is compiled.
type Compile = fn(&mut dyn Runtime, &Str) -> Result<Rc<Regexp>, Error>;

fn compile(runtime: &mut dyn Runtime, pattern: &Str) -> Result<Result<Rc<Regexp>, regexp::Error>, Error> {
    if let Some(kept) = CACHE.with_borrow(|cache| cache.get(pattern).cloned()) {
        runtime.charge(1)?;
        return Ok(Ok(kept));
    }
    runtime.charge(pattern.len() as u64 + 100)?;
    let compiled = match Regexp::compile(pattern) {
        Ok(compiled) => Rc::new(compiled),
        Err(error) => return Ok(Err(error)),
    };
    runtime.charge(compiled.compile_cost())?;
    if pattern.len() <= KEPT_LENGTH {
        CACHE.with_borrow_mut(|cache| {
            if cache.len() >= KEPT {
                cache.clear();
            }
            cache.insert(pattern.clone(), Rc::clone(&compiled));
        });
    }
    Ok(Ok(compiled))
}

fn compiled(runtime: &mut dyn Runtime, pattern: &Str) -> Result<Rc<Regexp>, Error> {
    compile(runtime, pattern)?.map_err(|error| Error::coded(BAD_EXPRESSION, error.to_string()))
}

fn compiled_or_dead(runtime: &mut dyn Runtime, pattern: &Str) -> Result<Rc<Regexp>, Error> {
    compile(runtime, pattern)?
        .map_err(|error| Error::coded(BAD_EXPRESSION, regexp::must_compile_message(pattern, &error)))
}

/// Charges the engine for the work of matching.
fn spender(runtime: &mut dyn Runtime) -> impl FnMut(Work) -> Result<(), Error> {
    move |work| match work {
        Work::Steps(steps) => runtime.charge(steps),
        Work::Bytes(bytes) => runtime.allocate(bytes),
    }
}

fn matches(call: &mut Call<'_>) -> Outcome {
    let (pattern, text) = (call.str(0), call.str(1));
    let expression = compiled(call.runtime, &pattern)?;
    Ok(Value::Bool(expression.is_match(&text, &mut spender(call.runtime))?))
}

fn as_no_match(error: Error) -> Outcome {
    if error.code() == BAD_EXPRESSION { Ok(Value::Bool(false)) } else { Err(error) }
}

fn find(call: &mut Call<'_>, compile: Compile) -> Outcome {
    let (pattern, text) = (call.str(0), call.str(1));
    let expression = compile(call.runtime, &pattern)?;
    let found = expression.find(&text, &mut spender(call.runtime))?;
    let found = found.and_then(|range| text.get(range)).unwrap_or_default().to_vec();
    super::text_result(call, found)
}

fn strings(call: &mut Call<'_>, parts: Vec<&[u8]>) -> Outcome {
    let bytes: usize = parts.iter().map(|part| part.len() + size_of::<Value>() + 16).sum();
    call.runtime.allocate(bytes)?;
    Ok(Value::List(List::strings(parts)))
}

fn find_all(call: &mut Call<'_>, compile: Compile) -> Outcome {
    let (pattern, text) = (call.str(0), call.str(1));
    let expression = compile(call.runtime, &pattern)?;
    let found = expression.find_all(&text, call.int(2), &mut spender(call.runtime))?;
    if found.is_empty() {
        return Ok(Value::List(List::nil(Elem::String)));
    }
    strings(call, found.into_iter().filter_map(|range| text.get(range)).collect())
}

fn split(call: &mut Call<'_>, compile: Compile) -> Outcome {
    let (pattern, text) = (call.str(0), call.str(1));
    let expression = compile(call.runtime, &pattern)?;
    let pieces = expression.split(&text, call.int(2), &mut spender(call.runtime))?;
    match pieces {
        Some(pieces) => strings(call, pieces),
        None => Ok(Value::List(List::nil(Elem::String))),
    }
}

fn replace(call: &mut Call<'_>, compile: Compile, template: for<'t> fn(&'t [u8]) -> Template<'t>) -> Outcome {
    let (pattern, text, replacement) = (call.str(0), call.str(1), call.str(2));
    let expression = compile(call.runtime, &pattern)?;
    let replaced = expression.replace_all(&text, &template(&replacement), &mut spender(call.runtime))?;
    Ok(Value::str(replaced))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{call, i, s, text};
    use super::*;

    #[test]
    fn bad_expressions() {
        assert_eq!(text("regexMatch", &[s("("), s("a")]), "false");
        assert_eq!(text("mustRegexMatch", &[s("("), s("a")]), "error: error parsing regexp: missing closing ): `(`");
        assert_eq!(
            text("regexFind", &[s("("), s("a")]),
            "error: regexp: Compile(`(`): error parsing regexp: missing closing ): `(`"
        );
    }

    #[test]
    fn found_split_and_replaced() {
        assert_eq!(text("regexFind", &[s("a+"), s("baac")]), "aa");
        assert_eq!(text("regexFindAll", &[s("[2,4,6,8]"), s("123456789"), i(2)]), "[2 4]");
        assert_eq!(text("regexSplit", &[s("z+"), s("pizza"), i(-1)]), "[pi a]");
        assert_eq!(text("regexReplaceAll", &[s("a(x*)b"), s("-ab-axxb-"), s("${1}W")]), "-W-xxW-");
        assert_eq!(text("regexReplaceAll", &[s("a(x*)b"), s("-ab-axxb-"), s("$1W")]), "---");
        assert_eq!(text("regexReplaceAllLiteral", &[s("a(x*)b"), s("-ab-"), s("${1}")]), "-${1}-");
        assert_eq!(text("regexQuoteMeta", &[s("1.2.3")]), "1\\.2\\.3");
    }

    #[test]
    fn nothing_found_is_nil() {
        let found = call("regexFindAll", &[s("x"), s("a"), i(-1)]);
        assert!(matches!(found, Ok(Value::List(list)) if list.is_nil()));
        let split = call("regexSplit", &[s("x"), s("a"), i(0)]);
        assert!(matches!(split, Ok(Value::List(list)) if list.is_nil()));
    }

    #[test]
    fn replacing_asks_for_space() {
        let million = s(&"a".repeat(1_000_000));
        assert!(text("regexReplaceAll", &[s("a"), million.clone(), million]).starts_with("error: out of"));
    }
}
