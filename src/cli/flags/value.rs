//! From the text of one flag to its value, with the sentences that Go's parsers have for a bad one.

use super::{Flag, Kind, csv};
use crate::go::strconv;
use crate::go::time::Duration;
use std::ffi::{OsStr, OsString};

/// What one use of a flag gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Of a [`Kind::Switch`].
    Switch(bool),
    /// Of a [`Kind::Count`].
    Count(u64),
    /// The items that a list flag adds.
    Items(Vec<OsString>),
    /// Of any other kind: the text, which has been checked.
    Text(OsString),
}

/// Reads the text of one use of `flag`. `Err` is pflag's whole sentence.
pub(super) fn read(flag: &Flag, text: &OsStr) -> Result<Given, String> {
    let bytes = text.as_encoded_bytes();
    given(flag.kind, text, bytes).map_err(|cause| {
        let (value, name) = (strconv::quote(bytes), strconv::quote(flag.to_string().as_bytes()));
        format!("invalid argument {value} for {name} flag: {cause}")
    })
}

fn given(kind: Kind, text: &OsStr, bytes: &[u8]) -> Result<Given, String> {
    let checked = Given::Text(text.to_owned());
    match kind {
        Kind::Switch => strconv::parse_bool(bytes).map(Given::Switch).map_err(|error| error.to_string()),
        Kind::Count => strconv::parse_uint(bytes, 0, 64).map(Given::Count).map_err(|error| error.to_string()),
        Kind::Integer => strconv::parse_int(bytes, 0, 64).map(|_| checked).map_err(|error| error.to_string()),
        Kind::Float => strconv::parse_float(bytes).map(|_| checked).map_err(|error| error.to_string()),
        Kind::Choice(words) => match words.iter().any(|word| word.as_bytes() == bytes) {
            true => Ok(checked),
            // Helm says the first half of it of the formats of its lists.
            false => Err(format!("invalid format type, must be one of: {}", words.join(", "))),
        },
        Kind::Array(_) => Ok(Given::Items(vec![text.to_owned()])),
        Kind::Slice(_) if bytes.is_empty() => Ok(Given::Items(Vec::new())),
        Kind::Slice(_) => csv_items(bytes).map(Given::Items),
        Kind::Pairs => pairs(text, bytes).map(Given::Items),
        Kind::Duration => Duration::parse(bytes).map(|_| checked),
        Kind::Wait => match bytes {
            b"watcher" | b"hookOnly" | b"legacy" | b"true" | b"false" => Ok(checked),
            _ => {
                let word = strconv::quote(bytes);
                Err(format!("invalid wait input {word}. Valid inputs are watcher, hookOnly, and legacy"))
            }
        },
        Kind::Text(_) | Kind::Optional(_) => Ok(checked),
    }
}

fn csv_items(bytes: &[u8]) -> Result<Vec<OsString>, String> {
    let fields = csv::record(bytes).map_err(|error| error.to_string())?;
    Ok(fields.into_iter().map(os_string).collect())
}

/// pflag reads CSV only where there is more than one `=`, so that `a=b,c` is one pair.
fn pairs(text: &OsStr, bytes: &[u8]) -> Result<Vec<OsString>, String> {
    let items = match bytes.iter().filter(|&&byte| byte == b'=').count() {
        0 => return Err(format!("{} must be formatted as key=value", String::from_utf8_lossy(bytes))),
        1 => vec![text.to_owned()],
        _ => csv_items(bytes)?,
    };
    match items.iter().find(|item| !item.as_encoded_bytes().contains(&b'=')) {
        Some(item) => Err(format!("{} must be formatted as key=value", item.to_string_lossy())),
        None => Ok(items),
    }
}

/// Bytes that came out of an argument as an argument again.
#[cfg(unix)]
pub(super) fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

/// Bytes that came out of an argument as an argument again; elsewhere than on Unix arguments are text.
#[cfg(not(unix))]
pub(super) fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(flag: Flag, text: &str) -> Result<Given, String> {
        read(&flag, OsStr::new(text))
    }

    fn items(texts: &[&str]) -> Result<Given, String> {
        Ok(Given::Items(texts.iter().map(OsString::from).collect()))
    }

    #[test]
    fn switches_take_the_words_of_go() {
        let debug = Flag::new("debug", Kind::Switch, "");
        assert_eq!(read_text(debug, "t"), Ok(Given::Switch(true)));
        assert_eq!(read_text(debug, "FALSE"), Ok(Given::Switch(false)));
        let sentence = r#"invalid argument "yes" for "--debug" flag: strconv.ParseBool: parsing "yes": invalid syntax"#;
        assert_eq!(read_text(debug, "yes"), Err(sentence.into()));
    }

    #[test]
    fn slices_are_csv_and_arrays_are_not() {
        let slice = Flag::new("values", Kind::Slice("FILE"), "").short('f');
        assert_eq!(read_text(slice, r#"a,"b,c""#), items(&["a", "b,c"]));
        assert_eq!(read_text(slice, ""), items(&[]));
        let sentence = concat!(
            r#"invalid argument "a\"b" for "-f, --values" flag: "#,
            r#"parse error on line 1, column 2: bare " in non-quoted-field"#
        );
        assert_eq!(read_text(slice, r#"a"b"#), Err(sentence.into()));
        assert_eq!(read_text(Flag::new("set", Kind::Array("KEY=VALUE"), ""), "a,b"), items(&["a,b"]));
    }

    #[test]
    fn pairs_need_an_equals_sign_each() {
        let labels = Flag::new("labels", Kind::Pairs, "").short('l');
        assert_eq!(read_text(labels, "a=b,c"), items(&["a=b,c"]));
        assert_eq!(read_text(labels, r#"a=b,"c=d,e""#), items(&["a=b", "c=d,e"]));
        let sentence = r#"invalid argument "x" for "-l, --labels" flag: x must be formatted as key=value"#;
        assert_eq!(read_text(labels, "x"), Err(sentence.into()));
    }
}
