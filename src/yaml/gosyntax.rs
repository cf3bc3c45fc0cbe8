//! Decoded YAML as Go's `%#v` prints it, for the sentences of errors that quote it.

use super::decode::{is_merge, resolve_node};
use super::error::Error;
use super::node::{Kind, Node};
use super::resolve::Scalar;
use crate::go::strconv::{format_float, quote};

/// Texts longer than this are cut: aliases can make them much longer than the document.
const MAX_LENGTH: usize = 64 << 10;

/// What is left to write.
enum Part<'d, 'a> {
    Node(Node<'d, 'a>),
    Text(&'static str),
}

/// `node` in Go's syntax. Maps are in the order of their keys, as `fmt` prints them.
pub(super) fn write(node: Node<'_, '_>) -> Result<String, Error> {
    let mut out = String::new();
    // Nil prints otherwise on its own than inside a collection.
    let mut nil = "<nil>";
    let mut left = vec![Part::Node(node)];
    while let Some(part) = left.pop() {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Node(node) => {
                let node = node.target();
                match node.kind() {
                    Kind::Scalar | Kind::Alias => out.push_str(&scalar(node, nil)?),
                    Kind::Sequence => {
                        out.push_str("[]interface {}{");
                        left.push(Part::Text("}"));
                        let items: Vec<_> = node.items().collect();
                        push_separated(&mut left, items.into_iter().map(|item| vec![Part::Node(item)]));
                    }
                    Kind::Mapping => {
                        out.push_str("map[interface {}]interface {}{");
                        left.push(Part::Text("}"));
                        let entries = sorted_entries(node)?;
                        let parts = |(key, value)| vec![Part::Node(key), Part::Text(":"), Part::Node(value)];
                        push_separated(&mut left, entries.into_iter().map(parts));
                    }
                }
                nil = "interface {}(nil)";
            }
        }
        if out.len() > MAX_LENGTH {
            out.push_str("...");
            break;
        }
    }
    Ok(out)
}

/// Puts groups of parts on the stack so that they come off in order, with commas between them.
fn push_separated<'d, 'a>(left: &mut Vec<Part<'d, 'a>>, groups: impl Iterator<Item = Vec<Part<'d, 'a>>>) {
    let from = left.len();
    for group in groups {
        if left.len() > from {
            left.push(Part::Text(", "));
        }
        left.extend(group);
    }
    left[from..].reverse();
}

/// The entries of a mapping with those that it merges in, in the order in which they are set.
fn set_entries<'d, 'a>(mapping: Node<'d, 'a>) -> Vec<(Node<'d, 'a>, Node<'d, 'a>)> {
    let mut out = Vec::new();
    let mut left: Vec<(Node<'d, 'a>, usize)> = vec![(mapping, 0)];
    while let Some((node, at)) = left.pop() {
        let (Some(key), Some(value)) = (node.child(at), node.child(at + 1)) else { continue };
        left.push((node, at + 2));
        if !is_merge(key) {
            out.push((key, value));
        } else if value.kind() == Kind::Sequence {
            // The last of the list is merged first, so it goes on the stack last.
            left.extend(value.items().map(|item| (item.target(), 0)));
        } else {
            left.push((value.target(), 0));
        }
        if out.len() + left.len() > MAX_LENGTH {
            break;
        }
    }
    out
}

/// The entries in the order in which Go prints maps: by the keys' types and then their values. Of equal keys the last
/// counts.
fn sorted_entries<'d, 'a>(node: Node<'d, 'a>) -> Result<Vec<(Node<'d, 'a>, Node<'d, 'a>)>, Error> {
    let mut keyed = Vec::new();
    for (key, value) in set_entries(node) {
        let target = key.target();
        let rank = match target.kind() {
            Kind::Scalar => match resolve_node(target)? {
                Scalar::Null => (0, 0.0, Vec::new()),
                Scalar::Str(text) => (1, 0.0, text.into_owned()),
                Scalar::Uint(number) => (2, number as f64, Vec::new()),
                Scalar::Int(number) => (3, number as f64, Vec::new()),
                Scalar::Float(number) => (4, number, Vec::new()),
                Scalar::Bool(value) => (5, f64::from(u8::from(value)), Vec::new()),
            },
            _ => (6, 0.0, Vec::new()),
        };
        keyed.push((rank, (key, value)));
    }
    keyed.sort_by(|((kind, number, text), _), ((other_kind, other_number, other_text), _)| {
        kind.cmp(other_kind).then(number.total_cmp(other_number)).then(text.cmp(other_text))
    });
    keyed.reverse();
    keyed.dedup_by(|(rank, _), (other, _)| rank == other);
    keyed.reverse();
    Ok(keyed.into_iter().map(|(_, entry)| entry).collect())
}

fn scalar(node: Node<'_, '_>, nil: &str) -> Result<String, Error> {
    Ok(match resolve_node(node)? {
        Scalar::Null => String::from(nil),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Uint(number) => format!("{number:#x}"),
        Scalar::Float(number) => format_float(number, b'g', -1),
        Scalar::Str(text) => quote(&text),
    })
}
