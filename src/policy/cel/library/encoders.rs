//! Base64.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("base64.decode", "string -> bytes", decode);
    environment.function("base64.encode", "bytes -> string", encode);
}

/// With or without padding, as cel-go takes it.
fn decode<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let text = arguments.text(0)?;
    runtime.spend_text(text.len())?;
    let decoded = STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text));
    decoded.map(|bytes| Value::Bytes(bytes.into())).map_err(|_| {
        let at = text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')));
        Error::new(format!("illegal base64 data at input byte {}", at.unwrap_or(text.len())))
    })
}

fn encode<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let bytes = arguments.bytes(0)?;
    runtime.spend_text(bytes.len().saturating_mul(2))?;
    Ok(Value::text(STANDARD.encode(bytes)))
}
