//! What a scalar of a tree means once it was written as text by yaml.v3 and read again, which is how Kustomize takes the
//! JSON of a resource.

use super::{Scalar, ScalarStyle, Tag};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Error;
use crate::yaml::resolve::{self, TAG_PREFIX, resolve};
use crate::yaml::timestamp::rfc3339;
use std::borrow::Cow;

/// The value of a scalar: `written` is the tag that the author wrote, in its short form; `flow` whether the scalar stands
/// within brackets, where a null without text is written as an empty text. A time is the text that JSON has for it.
pub(super) fn meaning<'t>(scalar: &'t Scalar, written: Option<&str>, flow: bool) -> Result<resolve::Scalar<'t>, Error> {
    let text = scalar.text.as_str();
    let kept = resolve::Scalar::Str(Cow::Borrowed(text.as_bytes()));
    if matches!(scalar.tag, Tag::Str | Tag::Custom | Tag::Merge) {
        return Ok(kept);
    }
    let tag = scalar.meaning();
    let implied = written.is_none() && (scalar.tag == Tag::Unstated || super::read::plain_tag(text) == tag);
    let lost = flow && text.is_empty() && written.is_none();
    if implied && (scalar.style != ScalarStyle::Plain || lost) {
        return Ok(kept);
    }
    match tag {
        Tag::Timestamp => match rfc3339(text) {
            Some(Ok(time)) => return Ok(resolve::Scalar::Str(Cow::Owned(time.into_bytes()))),
            Some(Err(problem)) => {
                let call = "json: error calling MarshalJSON for type time.Time: Time.MarshalJSON";
                return Err(Error::new(format!("{call}: {problem}")));
            }
            None => {}
        },
        _ if implied => return Ok(resolve::resolve_plain(text, Dialect::V3).unwrap_or(kept)),
        _ => {}
    }
    resolve(Some(&format!("{TAG_PREFIX}{}", tag.name())), text, true, Dialect::V3)
}

/// Whether yaml.v3 reads back the text that it writes for a scalar. It doesn't for some texts of several lines, and for
/// texts in block style that begin with white space.
pub(super) fn survives(scalar: &Scalar, flow: bool) -> bool {
    let text = scalar.text.as_str();
    let bytes = text.as_bytes();
    if scalar.style == ScalarStyle::DoubleQuoted || !bytes.iter().any(|byte| matches!(byte, b'\n' | 0xe2)) {
        let block = matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded);
        return !block || !text.starts_with([' ', '\t']);
    }
    if text.contains(['\u{2028}', '\u{2029}']) || text.starts_with([' ', '\t', '\n']) {
        return false;
    }
    match scalar.style {
        ScalarStyle::SingleQuoted => !text.contains('\n'),
        ScalarStyle::Folded => flow || !text.strip_suffix('\n').unwrap_or(text).contains('\n'),
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::DoubleQuoted => true,
    }
}
