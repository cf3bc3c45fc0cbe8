//! Filters for texts, numbers and the forms that values are written in.

use super::{Own, own};
use crate::go::{Str, Value};
use crate::gotemplate::Error;
use crate::jinja::fault;
use crate::jinja::operators::{self, Number};
use crate::jinja::print;

/// Bytes that a part of a text takes beside its letters.
const PART: usize = 64;

pub(super) const FILTERS: &[Own] = &[
    own("string", |this, value, args, _| {
        args.finish("string", 0)?;
        let text = print::shown(&value, this.machine)?;
        this.text(text)
    }),
    own("safe", |_, value, args, _| {
        args.finish("safe", 0)?;
        Ok(value)
    }),
    own("bool", |_, value, args, _| {
        args.finish("bool", 0)?;
        Ok(Value::Bool(value.truth()))
    }),
    own("abs", |_, value, args, _| {
        args.finish("abs", 0)?;
        match operators::number(&value) {
            Some(Number::Whole(number)) if number < 0 => operators::negative(&value),
            Some(Number::Float(number)) => Ok(Value::Float(number.abs())),
            Some(number) => Ok(number.value()),
            None => Err(fault::unfit(format!("{} has no size", print::kind(&value)))),
        }
    }),
    own("round", |_, value, mut args, _| {
        let digits = args.take(0, "precision").map_or(Some(0), |digits| operators::whole(&digits));
        args.finish("round", 1)?;
        match (operators::number(&value), digits.and_then(|digits| i32::try_from(digits).ok())) {
            (Some(Number::Whole(number)), _) => Ok(Value::int(number)),
            (Some(Number::Float(number)), Some(digits)) => {
                let scale = 10f64.powi(digits.clamp(-300, 300));
                let rounded = (number * scale).round_ties_even() / scale;
                Ok(Value::Float(if rounded.is_finite() { rounded } else { number }))
            }
            _ => Err(fault::unfit("round takes a number, and how many digits to keep")),
        }
    }),
    own("float", |_, value, args, _| {
        args.finish("float", 0)?;
        let read = match &value {
            Value::Str(text) => text.as_str().and_then(|text| text.trim().parse().ok()),
            _ => operators::number(&value).map(Number::float),
        };
        read.map(Value::Float).ok_or_else(|| fault::unfit(format!("{} is no number", print::kind(&value))))
    }),
    own("capitalize", |this, value, args, _| {
        args.finish("capitalize", 0)?;
        let text = text(&value)?;
        let text = text.lossy();
        let mut letters = text.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let capitalized: String = first.chain(letters.flat_map(char::to_lowercase)).collect();
        this.text(capitalized.into_bytes())
    }),
    own("trim", |this, value, mut args, _| {
        let letters = args.take(0, "chars");
        args.finish("trim", 1)?;
        let subject = text(&value)?;
        let whole = subject.lossy();
        let trimmed = match letters {
            None => whole.trim(),
            Some(letters) => {
                let letters = text(&letters)?.lossy().into_owned();
                this.charge(whole.len().saturating_mul(letters.len().max(1)) / 64)?;
                whole.trim_matches(|letter| letters.contains(letter))
            }
        };
        let trimmed = Str::from(trimmed);
        this.allocate(trimmed.len())?;
        let start = whole.len() - whole.trim_start().len();
        this.machine.note_cut(&subject, &trimmed, start);
        Ok(Value::Str(trimmed))
    }),
    own("join", |this, value, mut args, _| {
        let separator = args.take(0, "separator").unwrap_or_else(|| Value::str(""));
        args.finish("join", 1)?;
        let separator = print::shown(&separator, this.machine)?;
        let mut joined = Vec::new();
        for (index, item) in this.items(&value)?.iter().enumerate() {
            let item = print::shown(item, this.machine)?;
            if joined.len() + separator.len() + item.len() > this.machine.text_limit() {
                this.allocate(joined.len() + separator.len() + item.len())?;
            }
            if index > 0 {
                joined.extend_from_slice(&separator);
            }
            joined.extend(item);
        }
        this.text(joined)
    }),
    own("split", |this, value, mut args, _| {
        let separator = args.take(0, "separator").filter(|separator| !separator.is_nil());
        let most = args.take(1, "maxsplit").and_then(|most| operators::whole(&most));
        args.finish("split", 2)?;
        let whole = text(&value)?;
        let whole = whole.lossy();
        let most = most.and_then(|most| usize::try_from(most).ok()).map_or(usize::MAX, |most| most.saturating_add(1));
        let separator = separator.map(|separator| text(&separator)).transpose()?;
        let separator = separator.as_ref().map(|separator| separator.lossy());
        let count = match &separator {
            None => whole.split_whitespace().count(),
            Some(separator) => whole.matches(&**separator).take(most).count(),
        };
        this.allocate(whole.len() + count * PART)?;
        let parts: Vec<Value> = match separator {
            None => whole.split_whitespace().map(Value::str).collect(),
            Some(separator) if separator.is_empty() => {
                return Err(fault::unfit("split takes a separator that is not empty"));
            }
            Some(separator) => whole.splitn(most, &*separator).map(Value::str).collect(),
        };
        this.list(parts)
    }),
    own("lines", |this, value, args, _| {
        args.finish("lines", 0)?;
        let whole = text(&value)?;
        this.allocate(whole.len() + memchr::memchr_iter(b'\n', &whole).count() * PART)?;
        let lines = whole.lossy().lines().map(Value::str).collect();
        this.list(lines)
    }),
    own("escape", |this, value, args, _| {
        args.finish("escape", 0)?;
        let shown = print::shown(&value, this.machine)?;
        this.allocate(shown.len().saturating_mul(6))?;
        let mut escaped = Vec::with_capacity(shown.len());
        for byte in shown {
            match byte {
                b'<' => escaped.extend_from_slice(b"&lt;"),
                b'>' => escaped.extend_from_slice(b"&gt;"),
                b'&' => escaped.extend_from_slice(b"&amp;"),
                b'"' => escaped.extend_from_slice(b"&quot;"),
                b'\'' => escaped.extend_from_slice(b"&#x27;"),
                b'/' => escaped.extend_from_slice(b"&#x2f;"),
                byte => escaped.push(byte),
            }
        }
        this.text(escaped)
    }),
    own("urlencode", |this, value, args, _| {
        args.finish("urlencode", 0)?;
        let mut encoded = Vec::new();
        match &value {
            Value::Map(map) => {
                for (index, (key, value)) in map.entries().iter().enumerate() {
                    if index > 0 {
                        encoded.push(b'&');
                    }
                    percent(&mut encoded, key);
                    encoded.push(b'=');
                    let value = print::shown(value, this.machine)?;
                    percent(&mut encoded, &value);
                }
            }
            _ => percent(&mut encoded, &print::shown(&value, this.machine)?),
        }
        this.text(encoded)
    }),
    own("tojson", |this, value, mut args, place| {
        let indent = args.take(0, "indent");
        args.finish("tojson", 1)?;
        let name = if indent.is_some_and(|indent| indent.truth()) { "toPrettyJson" } else { "toJson" };
        let Some(number) = this.machine.set().function(name) else { return Ok(Value::Nil) };
        this.machine.call_function(number, std::iter::once(value).collect(), this.unit.span(place))
    }),
    own("pprint", |this, value, args, _| {
        args.finish("pprint", 0)?;
        let text = print::shown(&value, this.machine)?;
        this.text(text)
    }),
    own("format", |this, value, args, place| {
        if let Some((name, _)) = args.keywords.first() {
            return Err(crate::jinja::calls::arguments(format!("format takes no argument called {name}")));
        }
        let Some(number) = this.machine.set().function("printf") else { return Ok(Value::Nil) };
        let whole = |value: Value| operators::whole(&value).map_or(value, Value::int64);
        let args = std::iter::once(value).chain(args.positional.into_iter().map(whole));
        this.machine.call_function(number, args.collect(), this.unit.span(place))
    }),
];

fn text(value: &Value) -> Result<Str, Error> {
    match value {
        Value::Str(text) | Value::Bytes(text) => Ok(text.clone()),
        _ => Err(fault::unfit(format!("a string is expected, not {}", print::kind(value)))),
    }
}

fn percent(encoded: &mut Vec<u8>, text: &[u8]) {
    for &byte in text {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => encoded.push(byte),
            byte => encoded.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
}
