//! Setting values as kyaml's `FieldSetter` does: the style of what was there stays, and with it what an untyped text means.

use super::{FieldError, Outcome};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Scalar, ScalarStyle, Tag};
use smol_str::SmolStr;

/// What a text that is set means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// What it looks like, in the style of the value before it: a plain `1` is a number, a quoted one a text.
    Implied,
    /// A text, however it looks.
    Text,
    /// An integer, unless the value before it was quoted.
    Integer,
}

impl Meaning {
    fn tag(self, style: ScalarStyle) -> Tag {
        match self {
            Meaning::Text => Tag::Str,
            Meaning::Integer if style == ScalarStyle::Plain => Tag::Int,
            Meaning::Integer | Meaning::Implied => Tag::Unstated,
        }
    }
}

/// Makes a node the scalar `text`. The node must be a scalar or null.
pub(crate) fn set_scalar(node: &mut Tree, text: impl Into<SmolStr>, meaning: Meaning, origin: Span) -> Outcome {
    let Content::Scalar(old) = &node.content else { return Err(FieldError::wrong_kind("ScalarNode", node)) };
    *node = scalar(text.into(), meaning, old.style, origin);
    Ok(())
}

fn scalar(text: SmolStr, meaning: Meaning, style: ScalarStyle, origin: Span) -> Tree {
    Tree::new(Content::Scalar(Scalar { text, tag: meaning.tag(style), style }), origin)
}

/// Puts the text `value` under `key` in a mapping. Whether the entry is new. Null, which no one made a mapping, stays null.
pub(crate) fn set_entry(node: &mut Tree, key: &str, value: &SmolStr, origin: Span) -> Outcome<bool> {
    if key.is_empty() {
        // Without a name it is the node itself that kyaml sets.
        return set_scalar(node, value.clone(), Meaning::Text, origin).map(|()| false);
    }
    if node.is_null() {
        return Ok(false);
    }
    let Some(mapping) = node.as_mapping_mut() else { return Err(FieldError::wrong_kind("MappingNode", node)) };
    match mapping.get_mut(key) {
        Some(old) => {
            let style = old.as_scalar().map_or(ScalarStyle::Plain, |scalar| scalar.style);
            *old = scalar(value.clone(), Meaning::Text, style, origin);
            Ok(false)
        }
        None => {
            // Keys are written as they stand: a number stays one.
            let key = Tree::scalar(key, Tag::Unstated, origin);
            mapping.push_entry(Entry { key, value: Tree::string(value.clone(), origin) });
            Ok(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree::NOWHERE;

    fn set(style: ScalarStyle, text: &str, meaning: Meaning) -> Tag {
        let old = Scalar { text: "old".into(), tag: Tag::Str, style };
        let mut node = Tree::new(Content::Scalar(old), NOWHERE);
        set_scalar(&mut node, text, meaning, NOWHERE).expect("a scalar");
        node.as_scalar().map_or(Tag::Null, Scalar::meaning)
    }

    #[test]
    fn the_style_of_the_old_value_says_what_a_text_means() {
        assert_eq!(set(ScalarStyle::Plain, "12", Meaning::Implied), Tag::Int);
        assert_eq!(set(ScalarStyle::DoubleQuoted, "12", Meaning::Implied), Tag::Str);
        assert_eq!(set(ScalarStyle::Plain, "12", Meaning::Text), Tag::Str);
        assert_eq!(set(ScalarStyle::SingleQuoted, "12", Meaning::Integer), Tag::Str);
        assert_eq!(set(ScalarStyle::Plain, "12", Meaning::Integer), Tag::Int);
    }

    #[test]
    fn entries_go_into_mappings_alone() {
        let mut node = Tree::null(NOWHERE);
        assert!(!set_entry(&mut node, "a", &"b".into(), NOWHERE).expect("null stays"));
        assert!(node.is_null());
        let mut node = Tree::mapping(NOWHERE);
        assert!(set_entry(&mut node, "a", &"b".into(), NOWHERE).expect("new"));
        assert!(!set_entry(&mut node, "a", &"c".into(), NOWHERE).expect("there"));
        assert!(set_entry(&mut Tree::string("x", NOWHERE), "a", &"b".into(), NOWHERE).is_err());
    }
}
