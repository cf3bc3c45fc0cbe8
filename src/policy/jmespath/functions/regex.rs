//! Regular expressions, in Go's dialect.

use super::{Arguments, Function, Kind, function};
use crate::go::regexp::{Regexp, Template, Work};
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, Fault};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

const TEXT: &[Kind] = &[Kind::Text];
const LOOSE: &[Kind] = &[Kind::Text, Kind::Number];

pub(super) const FUNCTIONS: &[Function] = &[
    function("regex_match", &[TEXT, LOOSE], regex_match),
    function("regex_replace_all", &[TEXT, LOOSE, LOOSE], |call| replace(call, |text| Template::parse(text))),
    function("regex_replace_all_literal", &[TEXT, LOOSE, LOOSE], |call| replace(call, |text| Template::literal(text))),
];

/// How many compiled expressions a thread keeps.
const KEPT: usize = 256;

thread_local! {
    /// Expressions that policies ask for again with each object.
    static COMPILED: RefCell<HashMap<String, Rc<Regexp>>> = RefCell::new(HashMap::new());
}

fn compiled(call: &Arguments<'_, '_>) -> Result<Rc<Regexp>, Fault> {
    let pattern = call.text(0);
    if let Some(known) = COMPILED.with_borrow(|known| known.get(pattern.as_str()).cloned()) {
        call.env().spend(known.compile_cost() / 16)?;
        return Ok(known);
    }
    call.spend_text(pattern.len())?;
    let regexp = Regexp::compile(pattern.as_bytes()).map_err(|error| Fault::failed(error.to_string()))?;
    call.env().spend(regexp.compile_cost() / 16)?;
    let regexp = Rc::new(regexp);
    COMPILED.with_borrow_mut(|known| {
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(pattern.to_string(), Rc::clone(&regexp));
    });
    Ok(regexp)
}

/// Counts what a search takes.
fn spender<'c>(call: &'c Arguments<'_, '_>) -> impl FnMut(Work) -> Result<(), Fault> + 'c {
    |work| match work {
        Work::Steps(steps) => call.env().spend(steps),
        Work::Bytes(bytes) => call.spend_text(bytes),
    }
}

fn regex_match(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.loose_text(1, "String or Real")?;
    let matched = compiled(call)?.is_match(text.as_bytes(), &mut spender(call))?;
    Ok(Data::Bool(matched))
}

fn replace(call: &Arguments<'_, '_>, template: for<'t> fn(&'t [u8]) -> Template<'t>) -> Outcome {
    let text = call.loose_text(1, "String or Real")?;
    let replacement = call.loose_text(2, "String or Real")?;
    let replaced =
        compiled(call)?.replace_all(text.as_bytes(), &template(replacement.as_bytes()), &mut spender(call))?;
    Ok(Data::text(String::from_utf8_lossy(&replaced)))
}
