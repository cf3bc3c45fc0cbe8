//! Functions of texts: the standard's and Kyverno's.

use super::{Arguments, Function, Kind, function};
use crate::go::strings;
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, wildcard};
use std::cmp::Ordering;

const ANY: &[Kind] = &[Kind::Any];
const TEXT: &[Kind] = &[Kind::Text];
const NUMBER: &[Kind] = &[Kind::Number];

pub(super) const FUNCTIONS: &[Function] = &[
    function("starts_with", &[TEXT, TEXT], |call| Ok(call.text(0).starts_with(call.text(1).as_str()).into())),
    function("ends_with", &[TEXT, TEXT], |call| Ok(call.text(0).ends_with(call.text(1).as_str()).into())),
    function("join", &[TEXT, &[Kind::Texts]], join),
    function("to_string", &[ANY], to_string),
    function("compare", &[TEXT, TEXT], compare),
    function("equal_fold", &[TEXT, TEXT], equal_fold),
    function("replace", &[TEXT, TEXT, TEXT, NUMBER], replace),
    function("replace_all", &[TEXT, TEXT, TEXT], replace_all),
    function("to_upper", &[TEXT], |call| made(call, strings::to_upper(call.text(0).as_bytes()))),
    function("to_lower", &[TEXT], |call| made(call, strings::to_lower(call.text(0).as_bytes()))),
    function("trim", &[TEXT, TEXT], trim),
    function("trim_prefix", &[TEXT, TEXT], trim_prefix),
    function("split", &[TEXT, TEXT], split),
    function("pattern_match", &[TEXT, &[Kind::Text, Kind::Number]], pattern_match),
    function("to_boolean", &[TEXT], to_boolean),
    function("truncate", &[TEXT, NUMBER], truncate),
];

/// A text that a function made of valid ones.
fn made(call: &Arguments<'_, '_>, bytes: Vec<u8>) -> Outcome {
    call.spend_text(bytes.len())?;
    Ok(Data::text(String::from_utf8_lossy(&bytes)))
}

fn join(call: &Arguments<'_, '_>) -> Outcome {
    let (separator, items) = (call.text(0), call.list(1));
    let parts: Vec<&str> = items.iter().filter_map(Data::as_str).collect();
    let length = parts.iter().map(|part| part.len() + separator.len()).sum();
    call.spend_text(length)?;
    Ok(Data::text(parts.join(&separator)))
}

fn to_string(call: &Arguments<'_, '_>) -> Outcome {
    match call.value(0) {
        text @ Data::Text(_) => Ok(text),
        value => {
            let text = value.to_json();
            call.spend_text(text.len())?;
            Ok(Data::text(text))
        }
    }
}

fn compare(call: &Arguments<'_, '_>) -> Outcome {
    Ok(Data::Float(match call.text(0).cmp(&call.text(1)) {
        Ordering::Less => -1.0,
        Ordering::Equal => 0.0,
        Ordering::Greater => 1.0,
    }))
}

fn equal_fold(call: &Arguments<'_, '_>) -> Outcome {
    let (a, b) = (call.text(0), call.text(1));
    call.spend_text(a.len() + b.len())?;
    let fold = |c: char| c.to_uppercase().flat_map(char::to_lowercase);
    Ok(Data::Bool(a.chars().flat_map(fold).eq(b.chars().flat_map(fold))))
}

fn replace(call: &Arguments<'_, '_>) -> Outcome {
    let (text, old, new) = (call.text(0), call.text(1), call.text(2));
    let count = call.number(3);
    if count < 0.0 {
        return replace_all(call);
    }
    let count = count as usize;
    call.spend_text(text.len().saturating_add(new.len().saturating_mul(count.min(text.len() + 1))))?;
    Ok(Data::text(text.replacen(old.as_str(), &new, count)))
}

fn replace_all(call: &Arguments<'_, '_>) -> Outcome {
    let (text, old, new) = (call.text(0), call.text(1), call.text(2));
    call.spend_text(strings::replaced_len(text.as_bytes(), old.as_bytes(), new.as_bytes()))?;
    Ok(Data::text(text.replace(old.as_str(), &new)))
}

fn trim(call: &Arguments<'_, '_>) -> Outcome {
    let (text, cutset) = (call.text(0), call.text(1));
    made(call, strings::trim(text.as_bytes(), cutset.as_bytes()).to_vec())
}

fn trim_prefix(call: &Arguments<'_, '_>) -> Outcome {
    let (text, prefix) = (call.text(0), call.text(1));
    Ok(Data::text(text.strip_prefix(prefix.as_str()).unwrap_or(&text)))
}

fn split(call: &Arguments<'_, '_>) -> Outcome {
    let (text, separator) = (call.text(0), call.text(1));
    call.env().spend(1 + text.len() as u64 / 8)?;
    let parts: Vec<Data> = if separator.is_empty() {
        text.chars().map(|c| Data::text(c.encode_utf8(&mut [0; 4]))).collect()
    } else {
        text.split(separator.as_str()).map(Data::text).collect()
    };
    Ok(Data::list(parts))
}

fn pattern_match(call: &Arguments<'_, '_>) -> Outcome {
    let (pattern, text) = (call.text(0), call.loose_text(1, "String or Real")?);
    call.env().spend(1 + (pattern.len() as u64).saturating_mul(text.len() as u64) / 64)?;
    Ok(Data::Bool(wildcard::matches(&pattern, &text)))
}

fn to_boolean(call: &Arguments<'_, '_>) -> Outcome {
    let text = call.text(0);
    match text.to_lowercase().as_str() {
        "true" => Ok(Data::Bool(true)),
        "false" => Ok(Data::Bool(false)),
        _ => Err(call.fault(&format!("lowercase argument must be 'true' or 'false' (provided: '{text}')"))),
    }
}

fn truncate(call: &Arguments<'_, '_>) -> Outcome {
    let length = call.number(1).max(0.0) as usize;
    Ok(Data::text(call.text(0).chars().take(length).collect::<String>()))
}
