//! Texts: cel-go's `strings` extension. Positions count code points.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;
use super::formatting;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.member("contains", "string, string -> bool", contains);
    environment.member("startsWith", "string, string -> bool", starts_with);
    environment.member("endsWith", "string, string -> bool", ends_with);
    environment.member("charAt", "string, int -> string", char_at);
    environment.member("indexOf", "string, string -> int", index_of);
    environment.member("indexOf", "string, string, int -> int", index_of);
    environment.member("lastIndexOf", "string, string -> int", last_index_of);
    environment.member("lastIndexOf", "string, string, int -> int", last_index_of);
    environment.member("lowerAscii", "string -> string", lower_ascii);
    environment.member("upperAscii", "string -> string", upper_ascii);
    environment.member("replace", "string, string, string -> string", replace);
    environment.member("replace", "string, string, string, int -> string", replace);
    environment.member("split", "string, string -> list<string>", split);
    environment.member("split", "string, string, int -> list<string>", split);
    environment.member("substring", "string, int -> string", substring);
    environment.member("substring", "string, int, int -> string", substring);
    environment.member("trim", "string -> string", trim);
    environment.member("reverse", "string -> string", reverse);
    environment.member("join", "list<string> -> string", join);
    environment.member("join", "list<string>, string -> string", join);
    environment.member("format", "string, list<dyn> -> string", formatting::format);
    environment.function("strings.quote", "string -> string", formatting::quote);
}

fn contains<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, part) = (arguments.text(0)?, arguments.text(1)?);
    runtime.spend_bytes(text.len())?;
    Ok(Value::Bool(text.contains(part)))
}

fn starts_with<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    runtime.spend_bytes(arguments.text(1)?.len())?;
    Ok(Value::Bool(arguments.text(0)?.starts_with(arguments.text(1)?)))
}

fn ends_with<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    runtime.spend_bytes(arguments.text(1)?.len())?;
    Ok(Value::Bool(arguments.text(0)?.ends_with(arguments.text(1)?)))
}

fn out_of_range(index: i64) -> Error {
    Error::new(format!("index out of range: {index}"))
}

/// The byte at which the code point at `index` begins; the end of the text counts.
fn byte_at(text: &str, index: i64) -> Result<usize, Error> {
    let wanted = usize::try_from(index).map_err(|_| out_of_range(index))?;
    let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    starts.nth(wanted).ok_or_else(|| out_of_range(index))
}

fn char_at<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?;
    runtime.spend_bytes(text.len())?;
    let at = byte_at(text, arguments.int(1)?)?;
    let found = text.get(at..).and_then(|rest| rest.chars().next());
    runtime.text(found.map(String::from).unwrap_or_default())
}

fn index_of<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, part) = (arguments.text(0)?, arguments.text(1)?);
    runtime.spend_bytes(text.len())?;
    let from = if arguments.len() > 2 { arguments.int(2)? } else { 0 };
    if part.is_empty() {
        return Ok(Value::Int(from));
    }
    let start = match byte_at(text, from) {
        Ok(start) => start,
        Err(_) if from >= 0 => return Ok(Value::Int(-1)),
        Err(error) => return Err(error),
    };
    let rest = text.get(start..).unwrap_or_default();
    let found = rest.find(part).map(|at| from + rest.get(..at).map_or(0, |before| before.chars().count()) as i64);
    Ok(Value::Int(found.unwrap_or(-1)))
}

fn last_index_of<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, part) = (arguments.text(0)?, arguments.text(1)?);
    runtime.spend_bytes(text.len())?;
    let length = text.chars().count() as i64;
    let last = if arguments.len() > 2 { arguments.int(2)? } else { length };
    if part.is_empty() {
        return Ok(Value::Int(last));
    }
    if last < 0 || (arguments.len() > 2 && last >= length) {
        return Err(out_of_range(last));
    }
    let latest = byte_at(text, last)?;
    let found = text.rmatch_indices(part).map(|(at, _)| at).find(|at| *at <= latest);
    let counted = found.and_then(|at| text.get(..at)).map(|before| before.chars().count() as i64);
    Ok(Value::Int(counted.unwrap_or(-1)))
}

fn lower_ascii<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    runtime.text(arguments.text(0)?.to_ascii_lowercase())
}

fn upper_ascii<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    runtime.text(arguments.text(0)?.to_ascii_uppercase())
}

fn replace<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, old, new) = (arguments.text(0)?, arguments.text(1)?, arguments.text(2)?);
    let limit = if arguments.len() > 3 { arguments.int(3)? } else { -1 };
    runtime.spend_bytes(text.len())?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let count = if old.is_empty() { text.chars().count() + 1 } else { text.matches(old).count() }.min(limit);
    runtime.spend_text(text.len().saturating_add(count.saturating_mul(new.len())))?;
    Ok(Value::text(text.replacen(old, new, limit)))
}

fn split<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (text, separator) = (arguments.text(0)?, arguments.text(1)?);
    let limit = if arguments.len() > 2 { arguments.int(2)? } else { -1 };
    runtime.spend_bytes(text.len())?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit == 0 {
        return runtime.list(Vec::new());
    }
    let pieces: Vec<Value<'a>> = if separator.is_empty() {
        runtime.spend(text.len() as u64)?;
        characters(text, limit).map(Value::text).collect()
    } else {
        text.splitn(limit, separator).map(Value::text).collect()
    };
    runtime.list(pieces)
}

/// The characters one by one, at most `limit` pieces, the last with all that is left.
fn characters(text: &str, limit: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let mut count = 0;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        count += 1;
        let end = if count == limit { rest.len() } else { first.len_utf8() };
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

fn substring<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?;
    runtime.spend_bytes(text.len())?;
    let start = arguments.int(1)?;
    let from = byte_at(text, start)?;
    if arguments.len() == 2 {
        return runtime.text(text.get(from..).unwrap_or_default().to_owned());
    }
    let end = arguments.int(2)?;
    let to = byte_at(text, end)?;
    if start > end {
        return Err(Error::new(format!("invalid substring range. start: {start}, end: {end}")));
    }
    runtime.text(text.get(from..to).unwrap_or_default().to_owned())
}

fn trim<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    runtime.text(arguments.text(0)?.trim().to_owned())
}

fn reverse<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    runtime.text(arguments.text(0)?.chars().rev().collect())
}

fn join<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let list = arguments.list(0)?;
    let separator = if arguments.len() > 1 { arguments.text(1)? } else { "" };
    let mut out = String::new();
    for (number, item) in list.iter().enumerate() {
        let text = item.as_str().ok_or_else(Error::no_such_overload)?;
        runtime.spend_text(text.len() + separator.len())?;
        if number > 0 {
            out.push_str(separator);
        }
        out.push_str(text);
        if out.len() > 16 << 20 {
            runtime.spend_text(out.len())?;
        }
    }
    Ok(Value::text(out))
}
