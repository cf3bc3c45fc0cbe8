//! [`Program`], modules that are compiled together: what both ways of running Rego share. Values go in and out as JSON.

use super::functions::{self, NOW};
use super::recursion::{Uses, is_too_deep};
use super::rewrite::rewrite;
use regorus::Engine;
use regorus::utils::limits::{ExecutionTimerConfig, PolicyLengthConfig};
use serde_json::Value;
use std::collections::BTreeSet;
use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::Range;
use std::time::Duration;

/// How long one evaluation may take. The crate can count nothing else; a policy that people wrote takes milliseconds.
const LIMIT: ExecutionTimerConfig = ExecutionTimerConfig {
    limit: Duration::from_secs(10),
    check_interval: match NonZeroU32::new(1_000) {
        Some(interval) => interval,
        None => NonZeroU32::MIN,
    },
};

/// Compiled modules with their data. Cheap to clone: a clone evaluates.
#[derive(Clone)]
pub(super) struct Program {
    engine: Engine,
    uses: Uses,
    /// The functions that the engine was taught.
    taught: BTreeSet<&'static str>,
    /// Whether a module may ask for the time.
    asks_time: bool,
}

/// Why a module does not compile.
#[derive(Debug)]
pub(super) struct Invalid {
    /// The cause, in one line.
    pub cause: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The module, where it is known.
    pub path: Option<String>,
}

/// Texts of any length and shape: they are bounded where they are read.
const ANY_LENGTH: PolicyLengthConfig =
    PolicyLengthConfig { max_col: NonZeroU32::MAX, max_file_bytes: NonZeroUsize::MAX, max_lines: NonZeroUsize::MAX };

impl Program {
    pub fn new() -> Self {
        let mut engine = Engine::new();
        engine.set_policy_length_config(ANY_LENGTH);
        engine.set_execution_timer_config(LIMIT);
        // A built-in function that fails makes its expression undefined, as in OPA.
        engine.set_strict_builtin_errors(false);
        Program { engine, uses: Uses::default(), taught: BTreeSet::new(), asks_time: false }
    }

    /// Adds a module, which `path` names in errors; gives its package: `data.main`.
    pub fn add(&mut self, path: &str, text: &str, is_v0: bool) -> Result<String, Invalid> {
        if is_too_deep(text) {
            let cause = String::from("brackets are nested too deep");
            return Err(Invalid { cause, line: None, path: Some(path.to_owned()) });
        }
        self.uses.add(path, text);
        functions::teach(&mut self.engine, text, is_v0, &mut self.taught);
        self.asks_time |= NOW.rsplit('.').next().is_some_and(|name| text.contains(name));
        self.engine.set_rego_v0(is_v0);
        self.engine
            .add_policy(path.to_owned(), rewrite(text, is_v0))
            .map_err(|error| Invalid::from_text(&error.to_string()))
    }

    /// Adds a document to `data`.
    pub fn add_data(&mut self, data: &Value) -> Result<(), String> {
        self.add_rego_data(to_rego(data)?)
    }

    /// Adds a document to `data` that [`to_rego`] made.
    pub fn add_rego_data(&mut self, data: regorus::Value) -> Result<(), String> {
        self.engine.add_data(data).map_err(|error| one_line(&error.to_string()))
    }

    /// Gets everything ready, so that clones need not.
    pub fn prepare(&mut self) -> Result<(), Invalid> {
        if let Some(way) = self.uses.cycle() {
            let cause = format!("rego_recursion_error: rule {} is recursive: {}", way[0], way.join(" -> "));
            let place = self.uses.place(way[0]);
            let (line, path) = (place.map(|place| place.line), place.map(|place| place.path.clone()));
            return Err(Invalid { cause, line, path });
        }
        let outcome = self.engine.eval_query(String::from("true"), false);
        outcome.map(drop).map_err(|error| Invalid::from_text(&error.to_string()))
    }

    /// What a rule gives for an input at a time, in nanoseconds since 1970; nothing where it is undefined.
    pub fn evaluate(&self, rule: &str, input: regorus::Value, now: Option<i128>) -> Result<Option<Value>, String> {
        let mut engine = self.engine.clone();
        if self.asks_time {
            functions::tell_time(&mut engine, now);
        }
        engine.set_input(input);
        let value = engine.eval_rule(rule.to_owned()).map_err(|error| one_line(&error.to_string()))?;
        match value {
            regorus::Value::Undefined => Ok(None),
            value => serde_json::to_value(&value).map(Some).map_err(|error| error.to_string()),
        }
    }
}

/// The bytes of the line, counted from 1, without what ends it.
pub(super) fn line_of(text: &str, line: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    start..start + length
}

/// A JSON value as the crate has it.
pub(super) fn to_rego(value: &Value) -> Result<regorus::Value, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

impl Invalid {
    /// Takes apart what the crate prints: a place, the line with a mark below it, and the cause.
    fn from_text(text: &str) -> Self {
        let place = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
        let mut parts = place.into_iter().flat_map(|place| place.rsplitn(3, ':').skip(1));
        let line = parts.next().and_then(|line| line.trim().parse().ok());
        let path = parts.next().map(str::to_owned);
        let cause = text.lines().rev().find_map(|line| line.trim().strip_prefix("error: "));
        Invalid { cause: cause.map_or_else(|| one_line(text), str::to_owned), line, path }
    }
}

fn one_line(text: &str) -> String {
    let cause = text.lines().rev().find_map(|line| line.trim().strip_prefix("error: "));
    cause.map_or_else(|| text.split_whitespace().collect::<Vec<_>>().join(" "), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn evaluated(text: &str, rule: &str, input: &Value) -> Option<Value> {
        let mut program = Program::new();
        program.add("a.rego", text, true).expect("it compiles");
        program.evaluate(rule, to_rego(input).expect("JSON"), Some(1)).expect("it can be evaluated")
    }

    #[test]
    fn several_bodies_give_what_each_of_them_gives() {
        let text = "package p\nf(x) = y { x == 1; y := 1 } { x == 2; y := 2 }\nr = f(input.x)\n";
        assert_eq!(evaluated(text, "data.p.r", &json!({"x": 2})), Some(json!(2)));
        assert_eq!(evaluated(text, "data.p.r", &json!({"x": 3})), None);
    }

    #[test]
    fn a_missing_argument_under_not_is_undefined() {
        let text = "package p\nf(x) { x == 1 }\nr { not f(input.missing) }\n";
        assert_eq!(evaluated(text, "data.p.r", &json!({})), None);
        assert_eq!(evaluated(text, "data.p.r", &json!({"missing": 2})), Some(json!(true)));
    }

    #[test]
    fn functions_are_those_of_opa() {
        let text = "package p\na = sprintf(\"%v %d\", [1])\nb = x { any([false, true]); sprintf(\"%d\", [2], x) }\n\
                    c = time.now_ns()\nd = x { time.now_ns(x) }\n";
        assert_eq!(evaluated(text, "data.p.a", &json!({})), Some(json!("1 %!d(MISSING)")));
        assert_eq!(evaluated(text, "data.p.b", &json!({})), Some(json!("2")));
        assert_eq!(evaluated(text, "data.p.c", &json!({})), Some(json!(1)));
        assert_eq!(evaluated(text, "data.p.d", &json!({})), Some(json!(1)));
    }

    #[test]
    fn what_is_not_evaluated_is_named() {
        let mut program = Program::new();
        let text = "package p\nr { not http.send({\"method\": \"GET\"}).ok }\n";
        program.add("a.rego", text, true).expect("it compiles");
        let error = program.evaluate("data.p.r", to_rego(&json!({})).expect("JSON"), None);
        assert_eq!(error, Err(String::from("http.send is not evaluated: nothing is asked of the network")));
    }

    #[test]
    fn what_does_not_compile_has_a_line() {
        let error = Program::new().add("a.rego", "package p\nr { x = }\n", true).expect_err("it does not compile");
        assert_eq!((error.line, error.path.as_deref()), (Some(2), Some("a.rego")), "{}", error.cause);
    }
}
