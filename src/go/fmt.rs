//! Go's `fmt`: `Sprintf`, `Sprint` and `Sprintln` with every verb and flag, over [`Value`]. A value is printed within
//! limits of size and depth, because a map can hold itself or share its parts a billion times over.

mod format;
mod printer;
mod spec;

use super::value::Value;
use printer::Printer;
use std::fmt;

/// Nesting of maps and lists beyond which printing stops. Only a map that holds itself gets there in practice.
const MAX_DEPTH: usize = 10_000;

/// The size at which the functions without a limit of their own stop.
const DEFAULT_LIMIT: usize = 256 << 20;

/// Why a value was not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// The text passed the size that was allowed, in bytes.
    Size(usize),
    /// Maps or lists are nested too deeply: almost always a map that holds itself.
    Depth,
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Excess::Size(limit) => write!(f, "printing a value gives more than {limit} bytes"),
            Excess::Depth => {
                write!(f, "printing a value that is nested more than {MAX_DEPTH} levels: a map may hold itself")
            }
        }
    }
}

impl std::error::Error for Excess {}

/// `Sprintf`, stopped where the text would pass `limit` bytes.
pub fn sprintf_within(limit: usize, format: &[u8], args: &[Value]) -> Result<Vec<u8>, Excess> {
    let mut printer = Printer::new(limit);
    printer.printf(format, args);
    printer.finish()
}

/// `Sprint`, stopped where the text would pass `limit` bytes: a space between operands when neither is a string.
pub fn sprint_within(limit: usize, args: &[Value]) -> Result<Vec<u8>, Excess> {
    let mut printer = Printer::new(limit);
    let mut after_string = true;
    for arg in args {
        let string = is_string(arg);
        if !string && !after_string {
            printer.byte(b' ');
        }
        printer.arg(arg, 'v');
        after_string = string;
    }
    printer.finish()
}

/// `Sprintln`, stopped where the text would pass `limit` bytes: spaces between all operands, a line break at the end.
pub fn sprintln_within(limit: usize, args: &[Value]) -> Result<Vec<u8>, Excess> {
    let mut printer = Printer::new(limit);
    for (index, arg) in args.iter().enumerate() {
        if index > 0 {
            printer.byte(b' ');
        }
        printer.arg(arg, 'v');
    }
    printer.byte(b'\n');
    printer.finish()
}

/// `Sprintf`. What cannot be printed within the default limit gives the text so far.
pub fn sprintf(format: &[u8], args: &[Value]) -> Vec<u8> {
    let mut printer = Printer::new(DEFAULT_LIMIT);
    printer.printf(format, args);
    printer.into_text()
}

/// `Sprint`. What cannot be printed within the default limit gives the text so far.
pub fn sprint(args: &[Value]) -> Vec<u8> {
    sprint_within(DEFAULT_LIMIT, args).unwrap_or_default()
}

/// `Sprintln`. What cannot be printed within the default limit gives nothing.
pub fn sprintln(args: &[Value]) -> Vec<u8> {
    sprintln_within(DEFAULT_LIMIT, args).unwrap_or_default()
}

/// What `%v` prints.
pub fn print_value(value: &Value) -> Vec<u8> {
    let mut printer = Printer::new(DEFAULT_LIMIT);
    printer.arg(value, 'v');
    printer.into_text()
}

/// Appends what `%v` prints to `out`, stopped where the text of the value would pass `limit` bytes.
pub fn append_value(out: &mut Vec<u8>, value: &Value, limit: usize) -> Result<(), Excess> {
    match value {
        Value::Str(text) if text.len() <= limit => out.extend_from_slice(text),
        _ => {
            let start = out.len();
            let mut printer = Printer::onto(std::mem::take(out), start.saturating_add(limit));
            printer.arg(value, 'v');
            let excess = printer.excess();
            *out = printer.into_text();
            if let Some(excess) = excess {
                out.truncate(start);
                return Err(excess);
            }
        }
    }
    Ok(())
}

fn is_string(value: &Value) -> bool {
    match value {
        Value::Str(_) => true,
        Value::Object(object) => object.kind() == super::value::Kind::String,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
