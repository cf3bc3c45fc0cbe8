//! What a replacement copies: the source's field, a part of it, and how it is put into a field or a part of one.

use super::matching::untagged;
use super::path::{PathError, node_value};
use crate::kustomize::spec::FieldOptions;
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::Content;

const ONLY_SCALARS: &str = "delimiter option can only be used with scalar nodes";

/// The part of a source's field that its options ask for.
pub(super) fn refined(field: &Tree, options: Option<&FieldOptions>) -> Result<Tree, PathError> {
    let Some(options) = options.filter(|options| !options.delimiter.is_empty()) else { return Ok(field.clone()) };
    let Content::Scalar(scalar) = &field.content else { return Err(PathError::new(ONLY_SCALARS)) };
    let text = if field.is_null() { "" } else { scalar.text.as_str() };
    let part = usize::try_from(options.index).ok().and_then(|index| text.split(options.delimiter.as_str()).nth(index));
    let Some(part) = part else {
        let sentence = format!("options.index {} is out of bounds for value {text}", options.index);
        return Err(PathError::new(sentence));
    };
    let mut scalar = scalar.clone();
    scalar.text = part.into();
    Ok(Tree::new(Content::Scalar(scalar), field.origin))
}

/// Puts a value into a field, or into the part of it that the options ask for.
pub(super) fn set(
    field: &mut Tree,
    value: &Tree,
    options: Option<&FieldOptions>,
    origin: Span,
) -> Result<(), PathError> {
    let Some(options) = options.filter(|options| !options.delimiter.is_empty()) else {
        put(field, value, origin);
        return Ok(());
    };
    let Content::Scalar(old) = &field.content else { return Err(PathError::new(ONLY_SCALARS)) };
    let new = if value.is_null() { "" } else { node_value(value) };
    let delimiter = options.delimiter.as_str();
    let mut parts: Vec<&str> = old.text.split(delimiter).collect();
    match usize::try_from(options.index) {
        Err(_) => parts.insert(0, new),
        Ok(index) => match parts.get_mut(index) {
            Some(part) => *part = new,
            None => parts.push(new),
        },
    }
    let joined = untagged(&parts.join(delimiter), origin);
    put(field, &joined, origin);
    Ok(())
}

/// Puts a value into a field. A scalar keeps its type and quotes and gets the text alone; anything else becomes a copy.
pub(super) fn put(field: &mut Tree, value: &Tree, origin: Span) {
    match &mut field.content {
        Content::Scalar(scalar) => scalar.text = node_value(value).into(),
        _ => *field = value.clone(),
    }
    field.origin = origin;
}

/// About how many bytes a copy of a value takes: what a budget of copies counts.
pub(super) fn weight(value: &Tree) -> usize {
    let mut left = vec![value];
    let mut weight = 0;
    while let Some(node) = left.pop() {
        weight += size_of::<Tree>();
        match &node.content {
            Content::Scalar(scalar) => weight += scalar.text.len(),
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
            Content::Sequence(sequence) => left.extend(&sequence.items),
            Content::Alias(_) => {}
        }
    }
    weight
}

/// How deep a value nests.
pub(super) fn depth(value: &Tree) -> usize {
    let mut left = vec![(value, 1)];
    let mut deepest = 0;
    while let Some((node, depth)) = left.pop() {
        deepest = deepest.max(depth);
        match &node.content {
            Content::Mapping(mapping) => left.extend(mapping.entries.iter().map(|entry| (&entry.value, depth + 1))),
            Content::Sequence(sequence) => left.extend(sequence.items.iter().map(|item| (item, depth + 1))),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree::NOWHERE;

    fn options(delimiter: &str, index: i64) -> FieldOptions {
        FieldOptions { delimiter: delimiter.into(), index, ..FieldOptions::default() }
    }

    #[test]
    fn a_part_is_taken_by_its_index() {
        let field = Tree::string("a-b-c", NOWHERE);
        let part = |index| refined(&field, Some(&options("-", index))).map(|part| node_value(&part).to_owned());
        assert_eq!(part(1), Ok(String::from("b")));
        let error = part(3).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("options.index 3 is out of bounds for value a-b-c"));
        assert!(part(-1).is_err());
    }

    #[test]
    fn a_part_is_replaced_or_put_in_front_or_behind() {
        for (index, result) in [(0, "x/b"), (1, "a/x"), (-1, "x/a/b"), (99, "a/b/x")] {
            let mut field = Tree::string("a/b", NOWHERE);
            let done = set(&mut field, &Tree::string("x", NOWHERE), Some(&options("/", index)), NOWHERE);
            assert_eq!((done, node_value(&field)), (Ok(()), result));
        }
    }

    #[test]
    fn a_scalar_takes_the_text_alone() {
        let mut field = Tree::string("a", NOWHERE);
        put(&mut field, &Tree::scalar("1", crate::yaml::tree::Tag::Int, NOWHERE), NOWHERE);
        assert_eq!(field, Tree::string("1", NOWHERE));
        put(&mut field, &Tree::mapping(NOWHERE), NOWHERE);
        assert_eq!(field, Tree::string("", NOWHERE));
    }
}
