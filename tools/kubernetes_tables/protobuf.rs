//! Reads the fields of a message in the wire format of Protocol Buffers, as far as an OpenAPI document needs them.

use super::Outcome;

/// The value of a field. No number matters here.
pub enum Value<'a> {
    Number,
    Bytes(&'a [u8]),
}

/// The fields of a message in order, with their numbers.
pub fn fields(mut message: &[u8]) -> Outcome<Vec<(u64, Value<'_>)>> {
    let mut fields = Vec::new();
    while !message.is_empty() {
        let tag = varint(&mut message)?;
        let value = match tag & 7 {
            0 => {
                varint(&mut message)?;
                Value::Number
            }
            1 => Value::Bytes(take(&mut message, 8)?),
            2 => {
                let length = usize::try_from(varint(&mut message)?)?;
                Value::Bytes(take(&mut message, length)?)
            }
            5 => Value::Bytes(take(&mut message, 4)?),
            wire => return Err(format!("unknown wire type {wire}").into()),
        };
        fields.push((tag >> 3, value));
    }
    Ok(fields)
}

/// The messages or texts in a repeated field.
pub fn repeated<'a>(fields: &[(u64, Value<'a>)], number: u64) -> Vec<&'a [u8]> {
    let bytes = |value: &Value<'a>| match value {
        Value::Bytes(bytes) => Some(*bytes),
        Value::Number => None,
    };
    fields.iter().filter(|(field, _)| *field == number).filter_map(|(_, value)| bytes(value)).collect()
}

/// The message or text in a field.
pub fn single<'a>(fields: &[(u64, Value<'a>)], number: u64) -> Option<&'a [u8]> {
    repeated(fields, number).pop()
}

fn take<'a>(message: &mut &'a [u8], length: usize) -> Outcome<&'a [u8]> {
    let (taken, rest) = message.split_at_checked(length).ok_or("the message ends early")?;
    *message = rest;
    Ok(taken)
}

fn varint(message: &mut &[u8]) -> Outcome<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(message, 1)?[0];
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err("a number is too long".into())
}
