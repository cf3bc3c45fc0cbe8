//! Regular expressions in RE2's syntax: `matches`, and Kubernetes' `find` and `findAll`.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("matches", "string, string -> bool", matches);
    environment.member("matches", "string, string -> bool", matches);
    environment.member("find", "string, string -> string", find);
    environment.member("findAll", "string, string -> list<string>", find_all);
    environment.member("findAll", "string, string, int -> list<string>", find_all);
}

fn matches<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let pattern = runtime.pattern(arguments.text(1)?, |message| message)?;
    runtime.is_match(&pattern, arguments.text(0)?).map(Value::Bool)
}

fn illegal(message: String) -> String {
    format!("Illegal regex: {message}")
}

fn find<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, pattern) = (arguments.text(0)?, runtime.pattern(arguments.text(1)?, illegal)?);
    let found = pattern.find(text.as_bytes(), &mut |work| runtime.spend_work(work))?;
    runtime.text(found.and_then(|range| text.get(range)).unwrap_or_default().to_owned())
}

fn find_all<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, pattern) = (arguments.text(0)?, runtime.pattern(arguments.text(1)?, illegal)?);
    let limit = if arguments.len() > 2 { arguments.int(2)? } else { -1 };
    let found = pattern.find_all(text.as_bytes(), limit, &mut |work| runtime.spend_work(work))?;
    let mut items = Vec::with_capacity(found.len());
    for range in found {
        items.push(runtime.text(text.get(range).unwrap_or_default().to_owned())?);
    }
    runtime.list(items)
}
