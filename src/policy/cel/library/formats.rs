//! Kubernetes' named formats: `format.dns1123Label().validate(text)` gives what is wrong, or nothing.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::{Opaque, Value};
use super::{times, urls};
use base64::Engine as _;

type Outcome<'a> = Result<Value<'a>, Error>;

/// A format, by its place in [`FORMATS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Format(usize);

/// A format's name, and what finds what is wrong with a text.
type Check = (&'static str, fn(&str) -> Vec<String>);

/// The formats.
const FORMATS: [Check; 13] = [
    ("dns1123Label", label),
    ("dns1123Subdomain", subdomain),
    ("dns1035Label", label_1035),
    ("qualifiedName", qualified_name),
    ("dns1123LabelPrefix", |text| label(&without_dash(text))),
    ("dns1123SubdomainPrefix", |text| subdomain(&without_dash(text))),
    ("dns1035LabelPrefix", |text| label_1035(&without_dash(text))),
    ("labelValue", label_value),
    ("uri", |text| urls::parse(text).err().into_iter().collect()),
    ("uuid", |text| unless(is_uuid(text), "does not match the UUID format")),
    ("byte", |text| unless(base64::engine::general_purpose::STANDARD.decode(text).is_ok(), "invalid base64")),
    ("date", |text| unless(is_date(text), "invalid date")),
    ("datetime", |text| unless(times::read_timestamp(&text.replace(['t', ' '], "T")).is_some(), "invalid datetime")),
];

fn unless(fine: bool, wrong: &str) -> Vec<String> {
    if fine { Vec::new() } else { vec![wrong.to_owned()] }
}

/// Prefixes may end with a dash, because more follows.
fn without_dash(text: &str) -> String {
    if text.len() > 1 && text.ends_with('-') { format!("{}a", &text[..text.len() - 1]) } else { text.to_owned() }
}

fn too_long(text: &str, most: usize) -> Option<String> {
    (text.len() > most).then(|| format!("must be no more than {most} bytes"))
}

fn is_small(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(|byte| is_small(*byte))
        && bytes.last().is_some_and(|byte| is_small(*byte))
        && bytes.iter().all(|byte| is_small(*byte) || *byte == b'-')
}

fn label(text: &str) -> Vec<String> {
    let shape = (!is_label(text)).then(|| {
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')".to_owned()
    });
    too_long(text, 63).into_iter().chain(shape).collect()
}

fn subdomain(text: &str) -> Vec<String> {
    let shape = (!text.split('.').all(is_label)).then(|| {
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')".to_owned()
    });
    too_long(text, 253).into_iter().chain(shape).collect()
}

fn label_1035(text: &str) -> Vec<String> {
    let fine = is_label(text) && text.starts_with(|c: char| c.is_ascii_lowercase());
    let shape = (!fine).then(|| {
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')".to_owned()
    });
    too_long(text, 63).into_iter().chain(shape).collect()
}

fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn qualified_name(text: &str) -> Vec<String> {
    let name_shape = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    let mut wrong = Vec::new();
    let parts: Vec<&str> = text.split('/').collect();
    let name = match parts[..] {
        [name] => name,
        [prefix, name] => {
            match prefix {
                "" => wrong.push("prefix part must be non-empty".to_owned()),
                _ => wrong.extend(subdomain(prefix).into_iter().map(|message| format!("prefix part {message}"))),
            }
            name
        }
        _ => {
            return vec![format!(
                "a qualified name {name_shape} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            )];
        }
    };
    if name.is_empty() {
        wrong.push("name part must be non-empty".to_owned());
    }
    wrong.extend(too_long(name, 63).map(|message| format!("name part {message}")));
    if !is_name(name) {
        wrong.push(format!("name part {name_shape}"));
    }
    wrong
}

fn label_value(text: &str) -> Vec<String> {
    let shape = (!text.is_empty() && !is_name(text)).then(|| {
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')".to_owned()
    });
    too_long(text, 63).into_iter().chain(shape).collect()
}

/// With or without dashes, in any case of letters.
fn is_uuid(text: &str) -> bool {
    let groups = [8, 4, 4, 4, 12];
    let mut rest = text.as_bytes();
    for (number, length) in groups.into_iter().enumerate() {
        if number > 0 {
            rest = rest.strip_prefix(b"-").unwrap_or(rest);
        }
        match rest.get(..length) {
            Some(group) if group.iter().all(u8::is_ascii_hexdigit) => rest = &rest[length..],
            _ => return false,
        }
    }
    rest.is_empty()
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && times::read_timestamp(&format!("{text}T00:00:00Z")).is_some()
}

impl Opaque for Format {
    fn type_name(&self) -> &'static str {
        "kubernetes.NamedFormat"
    }
}

pub(super) fn declare(environment: &mut Environment) {
    macro_rules! formats {
        ($($place:literal $name:literal),+) => {
            $(environment.function($name, "-> kubernetes.NamedFormat", |_, _| Ok(Value::of_opaque(Format($place))));)+
        };
    }
    formats!(
        0 "format.dns1123Label", 1 "format.dns1123Subdomain", 2 "format.dns1035Label", 3 "format.qualifiedName",
        4 "format.dns1123LabelPrefix", 5 "format.dns1123SubdomainPrefix", 6 "format.dns1035LabelPrefix",
        7 "format.labelValue", 8 "format.uri", 9 "format.uuid", 10 "format.byte", 11 "format.date", 12 "format.datetime"
    );
    environment.function("format.named", "string -> optional<kubernetes.NamedFormat>", |_, arguments| {
        let name = arguments.text(0)?;
        let place = FORMATS.iter().position(|(known, _)| *known == name);
        Ok(place.map_or(Value::Optional(None), |place| Value::some(Value::of_opaque(Format(place)))))
    });
    environment.member("validate", "kubernetes.NamedFormat, string -> optional<list<string>>", validate);
}

fn validate<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (format, text) = (arguments.opaque::<Format>(0)?, arguments.text(1)?);
    runtime.spend_bytes(text.len())?;
    let wrong = FORMATS.get(format.0).map(|(_, check)| check(text)).unwrap_or_default();
    if wrong.is_empty() {
        return Ok(Value::Optional(None));
    }
    runtime.list(wrong.into_iter().map(Value::text).collect()).map(Value::some)
}
