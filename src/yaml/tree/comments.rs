//! Comments of nodes, where they are kept: what yaml.v3 moves between a key, its value and the entry before while it builds
//! mappings, so that a foot ends up at the key of the entry that it follows.

use super::{Content, Entry, Extra, Mapping, Tree};
use crate::yaml::comments::Comments;
use smol_str::SmolStr;

/// Gives a node the comments with which it begins.
pub(super) fn set(extra: &mut Option<Box<Extra>>, comments: Option<Box<Comments>>) {
    let Some(comments) = comments else { return };
    let Comments { head, line, foot } = *comments;
    let extra = extra.get_or_insert_default();
    (extra.head_comment, extra.line_comment, extra.foot_comment) = (head.into(), line.into(), foot.into());
}

/// Gives a collection the comments with which it ends. The foot of a mapping in block style is its last entry's.
pub(super) fn close(content: &mut Content, extra: &mut Option<Box<Extra>>, comments: Option<Box<Comments>>) {
    let Comments { line, mut foot, .. } = comments.map(|comments| *comments).unwrap_or_default();
    if let Content::Mapping(Mapping { entries, flow: false }) = content
        && let Some(last) = entries.last_mut()
        && !foot.is_empty()
    {
        set_foot(&mut last.key, std::mem::take(&mut foot).into());
    }
    if extra.is_some() || !line.is_empty() || !foot.is_empty() {
        let extra = extra.get_or_insert_default();
        (extra.line_comment, extra.foot_comment) = (line.into(), foot.into());
    }
}

/// Gives the foot of a key in block style to the entry before, as what is less indented follows that one.
pub(super) fn settle_key(before: &mut Entry, key: &mut Tree) {
    if let Some(foot) = take_foot(key) {
        set_foot(&mut before.key, foot);
    }
}

/// Gives the foot of an entry's value to its key, if that has none.
pub(super) fn settle_value(Entry { key, value }: &mut Entry) {
    if key.foot_comment().is_empty()
        && let Some(foot) = take_foot(value)
    {
        set_foot(key, foot);
    }
}

fn take_foot(tree: &mut Tree) -> Option<SmolStr> {
    let extra = tree.extra.as_mut()?;
    let foot = std::mem::take(&mut extra.foot_comment);
    if **extra == Extra::default() {
        tree.extra = None;
    }
    (!foot.is_empty()).then_some(foot)
}

fn set_foot(tree: &mut Tree, foot: SmolStr) {
    tree.extra.get_or_insert_default().foot_comment = foot;
}
