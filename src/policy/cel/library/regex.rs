//! Regular expressions in RE2's syntax: `matches`, Kubernetes' `find` and `findAll`, and cel-go's `regex` extension.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;
use std::ops::Range;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("matches", "string, string -> bool", matches);
    environment.member("matches", "string, string -> bool", matches);
    environment.member("find", "string, string -> string", find);
    environment.member("findAll", "string, string -> list<string>", find_all);
    environment.member("findAll", "string, string, int -> list<string>", find_all);
    environment.function("regex.replace", "string, string, string -> string", replace);
    environment.function("regex.replace", "string, string, string, int -> string", replace);
    environment.function("regex.extract", "string, string -> optional<string>", extract);
    environment.function("regex.extractAll", "string, string -> list<string>", extract_all);
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

/// The places of a match and of its groups.
type Places = Vec<Option<Range<usize>>>;

/// The matches of the second argument in the first, with their groups.
fn groups(runtime: &Runtime, arguments: &Arguments<'_, '_>, limit: i64) -> Result<Vec<Places>, Error> {
    let (text, pattern) = (arguments.text(0)?, runtime.pattern(arguments.text(1)?, |message| message)?);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    pattern.find_all_groups(text.as_bytes(), limit, &mut |work| runtime.spend_work(work))
}

/// Replaces matches, at most so many. In the replacement `\0` stands for the match, `\1` to `\9` for groups and `\\` for a
/// backslash.
fn replace<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, replacement) = (arguments.text(0)?, arguments.text(2)?);
    let limit = if arguments.len() > 3 { arguments.int(3)? } else { -1 };
    let mut out = String::new();
    let mut behind = 0;
    for places in groups(runtime, &arguments, limit)? {
        let Some(whole) = places.first().cloned().flatten() else { continue };
        out.push_str(text.get(behind..whole.start).unwrap_or_default());
        behind = whole.end;
        expand(replacement, text, &places, &mut out)?;
        runtime.spend_text(replacement.len() + whole.len())?;
        if out.len() > text.len() {
            runtime.spend_text(out.len() - text.len())?;
        }
    }
    out.push_str(text.get(behind..).unwrap_or_default());
    runtime.text(out)
}

fn expand(replacement: &str, text: &str, places: &Places, out: &mut String) -> Result<(), Error> {
    let mut rest = replacement.chars();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('\\')) => out.push('\\'),
            ('\\', Some(digit @ '0'..='9')) => {
                let number = digit.to_digit(10).unwrap_or_default() as usize;
                let place = places.get(number).ok_or_else(|| {
                    let count = places.len().saturating_sub(1);
                    Error::new(format!(
                        "replacement string references group {number} but regex has only {count} group(s)"
                    ))
                })?;
                out.push_str(place.clone().and_then(|place| text.get(place)).unwrap_or_default());
            }
            ('\\', _) => {
                return Err(Error::new(format!(
                    "invalid replacement string: '{replacement}' \\ must be followed by a digit or \\"
                )));
            }
            (c, _) => out.push(c),
        }
    }
    Ok(())
}

/// What a match gives: its one group where the pattern has one, else the match.
fn extracted<'t>(text: &'t str, pattern: &str, places: &Places) -> Result<Option<&'t str>, Error> {
    let place = match &places[..] {
        [whole] => whole,
        [_, group] => group,
        _ => return Err(Error::new(format!("regular expression has more than one capturing group: {pattern:?}"))),
    };
    Ok(place.clone().and_then(|place| text.get(place)))
}

fn extract<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, pattern) = (arguments.text(0)?, arguments.text(1)?);
    match groups(runtime, &arguments, 1)?.first() {
        None => Ok(Value::Optional(None)),
        Some(places) => match extracted(text, pattern, places)? {
            Some(part) => runtime.text(part.to_owned()).map(Value::some),
            None => Ok(Value::Optional(None)),
        },
    }
}

fn extract_all<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, pattern) = (arguments.text(0)?, arguments.text(1)?);
    let mut parts = Vec::new();
    for places in groups(runtime, &arguments, -1)? {
        if let Some(part) = extracted(text, pattern, &places)? {
            parts.push(runtime.text(part.to_owned())?);
        }
    }
    runtime.list(parts)
}
