//! What a scalar of a tree means once it was written as text by yaml.v3 and read again, which is how Kustomize takes the
//! JSON of a resource.

use super::{Content, Scalar, ScalarStyle, Tag, Tree};
use crate::go::strconv::format_float;
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Error;
use crate::yaml::resolve::{self, TAG_PREFIX, resolve};
use crate::yaml::timestamp::rfc3339;
use smallvec::{SmallVec, smallvec};
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

impl Tree {
    /// Makes the scalars what they are after the tree was written and read again: one with a tag, a time and a null within
    /// brackets become the plain scalar or text that stands for their value. Nothing is within brackets any more. What has
    /// no value stays, for printing refuses it.
    pub fn settle_meanings(&mut self) {
        let mut left: SmallVec<[(&mut Tree, bool); 32]> = smallvec![(self, false)];
        while let Some((node, flow)) = left.pop() {
            let written = node.extra.as_ref().and_then(|extra| extra.tag.as_deref());
            match &mut node.content {
                Content::Scalar(scalar) => {
                    let lost = flow && scalar.text.is_empty();
                    if (written.is_some() || lost || scalar.meaning() == Tag::Timestamp)
                        && let Ok(value) = meaning(scalar, written, flow)
                    {
                        *scalar = plain(value);
                        node.extra = None;
                    }
                }
                Content::Mapping(mapping) => {
                    let flow = std::mem::take(&mut mapping.flow) || flow;
                    left.extend(mapping.entries.iter_mut().map(|entry| (&mut entry.value, flow)));
                }
                Content::Sequence(sequence) => {
                    let flow = std::mem::take(&mut sequence.flow) || flow;
                    left.extend(sequence.items.iter_mut().map(|item| (item, flow)));
                }
                Content::Alias(_) => {}
            }
        }
    }
}

/// A value as a scalar without quotes.
pub(super) fn plain(value: resolve::Scalar<'_>) -> Scalar {
    let (text, tag) = match value {
        resolve::Scalar::Null => (String::from("null"), Tag::Null),
        resolve::Scalar::Bool(truth) => (truth.to_string(), Tag::Bool),
        resolve::Scalar::Int(number) => (number.to_string(), Tag::Int),
        resolve::Scalar::Uint(number) => (number.to_string(), Tag::Int),
        resolve::Scalar::Float(number) => (format_float(number, b'g', -1), Tag::Float),
        resolve::Scalar::Str(text) => (String::from_utf8_lossy(&text).into_owned(), Tag::Str),
    };
    Scalar { text: text.into(), tag, style: ScalarStyle::Plain }
}

/// Whether yaml.v3 reads back the text that it writes for a scalar. It doesn't for some texts of several lines, and for
/// texts in block style that begin with white space.
pub(super) fn survives(scalar: &Scalar, flow: bool) -> bool {
    let text = scalar.text.as_str();
    let bytes = text.as_bytes();
    if scalar.style == ScalarStyle::DoubleQuoted || memchr::memchr2(b'\n', 0xe2, bytes).is_none() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    #[test]
    fn scalars_become_what_they_stand_for() {
        let text = b"a: !!bool 'true'\nb: 2001-01-01\nc: {d, e: [!!int '3']}\nf:\ng: 1.50\n";
        let mut tree = read_trees(text, SourceId::UNKNOWN).expect("it is YAML").remove(0);
        tree.settle_meanings();
        let scalar = |path: &[&str]| {
            let scalar = tree.at(path).and_then(Tree::as_scalar).expect("a scalar");
            (scalar.text.to_string(), scalar.tag)
        };
        assert_eq!(scalar(&["a"]), (String::from("true"), Tag::Bool));
        assert_eq!(scalar(&["b"]), (String::from("2001-01-01T00:00:00Z"), Tag::Str));
        assert_eq!(scalar(&["c", "d"]), (String::new(), Tag::Str));
        assert_eq!(scalar(&["f"]), (String::new(), Tag::Null));
        assert_eq!(scalar(&["g"]), (String::from("1.50"), Tag::Float));
        let items = tree.at(&["c", "e"]).and_then(Tree::as_items).expect("items");
        assert_eq!(items[0].as_scalar().map(|scalar| scalar.tag), Some(Tag::Int));
    }
}
