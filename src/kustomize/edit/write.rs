//! Values to the YAML that is put into a user's file: in the quotes of its neighbours where that can be, and always so that
//! it is read back as it is.

use crate::yaml::tree::{Content, Entry, Mapping, NOWHERE, Scalar, ScalarStyle, Sequence, Tag};
use crate::yaml::{self, Indentation, Tree};

/// How a new part of a text is laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Whether lists in mappings are indented.
    pub(super) lists: Indentation,
    /// How texts are quoted where it does not matter.
    pub(super) quotes: ScalarStyle,
    /// Whether it stands in brackets.
    pub(super) flow: bool,
}

impl Layout {
    /// Lists where their key begins, and no quotes.
    pub(super) const PLAIN: Layout = Layout { lists: Indentation::Compact, quotes: ScalarStyle::Plain, flow: false };
}

/// `key: value` on one or more lines without indentation, each with its `\n`.
pub(super) fn entry(key: &str, value: &Tree, layout: Layout) -> String {
    let entry = Entry { key: key_of(key, false), value: styled(value, layout) };
    let mapping = Mapping { entries: vec![entry], flow: false };
    yaml::write_tree(&Tree::new(Content::Mapping(mapping), NOWHERE), layout.lists)
}

/// `- value` on one or more lines without indentation, each with its `\n`.
pub(super) fn item(value: &Tree, layout: Layout) -> String {
    yaml::write_tree(&Tree::sequence(vec![styled(value, layout)], NOWHERE), layout.lists)
}

/// A value inside brackets or braces, on one line.
pub(super) fn flow(value: &Tree, quotes: ScalarStyle) -> String {
    let layout = Layout { quotes, flow: true, ..Layout::PLAIN };
    let list = Sequence { items: vec![in_flow(styled(value, layout))], flow: true };
    let text = yaml::write_tree(&Tree::new(Content::Sequence(list), NOWHERE), Indentation::Compact);
    let text = text.trim_end();
    text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).to_owned()
}

/// `key: value` inside braces, on one line.
pub(super) fn flow_entry(key: &str, value: &Tree, quotes: ScalarStyle) -> String {
    format!("{}: {}", key_text(key), flow(value, quotes))
}

/// A key as it is written inside braces.
fn key_text(key: &str) -> String {
    flow(&key_of(key, true), ScalarStyle::Plain)
}

/// A key in the fewest quotes that keep it a text: `on` and `1` are none without.
fn key_of(key: &str, flow: bool) -> Tree {
    styled(&Tree::string(key, NOWHERE), Layout { flow, ..Layout::PLAIN })
}

/// A scalar as the value of a key.
pub(super) fn scalar(value: &Tree, quotes: ScalarStyle) -> String {
    let text = entry("k", value, Layout { quotes, ..Layout::PLAIN });
    text.trim_end_matches('\n').strip_prefix("k: ").unwrap_or_default().to_owned()
}

/// The value with a style for each of its texts in which it is read back as it is.
fn styled(value: &Tree, layout: Layout) -> Tree {
    let content = match &value.content {
        Content::Scalar(scalar) if scalar.tag == Tag::Str && scalar.style == ScalarStyle::Plain => {
            Content::Scalar(Scalar { style: style(&scalar.text, layout), ..scalar.clone() })
        }
        Content::Mapping(mapping) => {
            let quiet = Layout { quotes: ScalarStyle::Plain, ..layout };
            let entry = |entry: &Entry| Entry { key: styled(&entry.key, quiet), value: styled(&entry.value, layout) };
            Content::Mapping(Mapping { entries: mapping.entries.iter().map(entry).collect(), flow: mapping.flow })
        }
        Content::Sequence(sequence) => {
            let items = sequence.items.iter().map(|item| styled(item, layout)).collect();
            Content::Sequence(Sequence { items, flow: sequence.flow })
        }
        other => other.clone(),
    };
    Tree::new(content, value.origin)
}

/// The style for a text: the neighbours', or the one with the fewest marks that keeps it.
fn style(text: &str, Layout { quotes, flow, .. }: Layout) -> ScalarStyle {
    if text.contains('\n') {
        let is_literal = !flow && is_kept(text, ScalarStyle::Literal, false);
        return if is_literal { ScalarStyle::Literal } else { ScalarStyle::DoubleQuoted };
    }
    let mut styles = [quotes, ScalarStyle::SingleQuoted].into_iter();
    styles.find(|style| is_kept(text, *style, flow)).unwrap_or(ScalarStyle::DoubleQuoted)
}

/// Whether a text is read back from this style, in a list or in brackets.
fn is_kept(text: &str, style: ScalarStyle, flow: bool) -> bool {
    let scalar = Scalar { text: text.into(), tag: Tag::Str, style };
    let list = Sequence { items: vec![Tree::new(Content::Scalar(scalar), NOWHERE)], flow };
    let written = yaml::write_tree(&Tree::new(Content::Sequence(list), NOWHERE), Indentation::Compact);
    let read = yaml::read_configuration(written.as_bytes(), NOWHERE.source).ok().flatten();
    let items = read.as_ref().and_then(Tree::as_items).unwrap_or_default();
    let [item] = items else { return false };
    item.as_scalar().is_some_and(|read| read.tag == Tag::Str && read.text == text && read.style == style)
}

/// The value as it is written inside brackets.
fn in_flow(mut value: Tree) -> Tree {
    match &mut value.content {
        Content::Mapping(mapping) => {
            mapping.flow = true;
            for entry in &mut mapping.entries {
                entry.value = in_flow(std::mem::replace(&mut entry.value, Tree::null(NOWHERE)));
            }
        }
        Content::Sequence(sequence) => {
            sequence.flow = true;
            sequence.items = std::mem::take(&mut sequence.items).into_iter().map(in_flow).collect();
        }
        Content::Scalar(scalar) if matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded) => {
            scalar.style = ScalarStyle::DoubleQuoted;
        }
        Content::Scalar(_) | Content::Alias(_) => {}
    }
    value
}

/// The lines of `text` with `column` blanks in front of each that is not empty.
pub(super) fn indented(text: &str, column: usize) -> String {
    let prefix = " ".repeat(column);
    text.split_inclusive('\n').flat_map(|line| [if line == "\n" { "" } else { prefix.as_str() }, line]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Tree {
        Tree::string(value, NOWHERE)
    }

    #[test]
    fn texts_keep_their_meaning() {
        let plain = |value: &str| scalar(&text(value), ScalarStyle::Plain);
        assert_eq!(plain("a/b.yaml"), "a/b.yaml");
        for (value, written) in
            [("yes", "'yes'"), ("1", "'1'"), ("", "''"), ("a: b", "'a: b'"), ("a,b", "a,b"), ("-x", "-x")]
        {
            assert_eq!(plain(value), written);
        }
        assert_eq!(scalar(&text("it's"), ScalarStyle::DoubleQuoted), "\"it's\"");
        assert_eq!(flow(&text("a,b"), ScalarStyle::Plain), "'a,b'");
        assert_eq!(flow(&text("a\nb"), ScalarStyle::Plain), r#""a\nb""#);
        assert_eq!(entry("k", &text("a\n b\n"), Layout::PLAIN), "k: |\n  a\n   b\n");
    }

    #[test]
    fn keys_stay_texts() {
        assert_eq!(entry("no", &text("a"), Layout::PLAIN), "'no': a\n");
        assert_eq!(entry("a.b/c", &text("a"), Layout::PLAIN), "a.b/c: a\n");
        assert_eq!(flow_entry("1", &text("a"), ScalarStyle::Plain), "'1': a");
        assert_eq!(flow_entry("a,b", &text("a"), ScalarStyle::Plain), "'a,b': a");
    }
}
