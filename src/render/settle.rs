//! What an object of a chart means once it is applied: Helm reads it by YAML 1.1, where `yes` is true and the last of repeated
//! keys counts. [`settle`] writes that into the tree, so that whoever prints it need not know which way it was read.

use crate::yaml::Tree;
use crate::yaml::tree::{Content, ScalarStyle, Tag};
use std::collections::HashSet;

/// Gives booleans their plain names and repeated keys their last value, in the place of the first.
pub(super) fn settle(tree: &mut Tree) {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        match &mut node.content {
            Content::Scalar(scalar) if scalar.tag == Tag::Bool && scalar.style == ScalarStyle::Plain => {
                let is_true = matches!(scalar.text.to_ascii_lowercase().as_str(), "true" | "yes" | "on" | "y");
                scalar.text = if is_true { "true".into() } else { "false".into() };
            }
            Content::Scalar(_) | Content::Alias(_) => {}
            Content::Sequence(sequence) => left.extend(sequence.items.iter_mut()),
            Content::Mapping(mapping) => {
                let mut seen = HashSet::with_capacity(mapping.entries.len());
                let mut from_the_end: Vec<bool> = mapping
                    .entries
                    .iter()
                    .rev()
                    .map(|entry| entry.key.text().is_none_or(|key| seen.insert(key)))
                    .collect();
                drop(seen);
                if from_the_end.contains(&false) {
                    mapping.entries.retain(|_| from_the_end.pop().unwrap_or(true));
                }
                left.extend(mapping.entries.iter_mut().map(|entry| &mut entry.value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::yaml::{print_resource, read_objects};

    #[test]
    fn booleans_are_plain_and_the_last_of_repeated_keys_stays() {
        let text = b"a: yes\nb: [Off, 'no', n]\nc: 1\nd: 010\nc: {x: 1, x: 2}\n";
        let mut trees = read_objects(text, SourceId::UNKNOWN).expect("it is YAML");
        let mut printed = String::new();
        trees.iter_mut().for_each(settle);
        print_resource(&trees[0], &mut printed).expect("it can be printed");
        assert_eq!(printed, "a: true\nb:\n- false\n- \"no\"\n- false\nc:\n  x: 2\nd: 8\n");
    }
}
