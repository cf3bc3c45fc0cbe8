//! All the fields that a replacement's target path means, by kyaml's rules: elements by pattern, `*`, indices, and fields
//! that are made where they are missing. What is done with a field is the caller's matter.

use super::path::{PathError, element, is_element, items_or_wrong, node_value, position};
use crate::go::regexp::Regexp;
use crate::source::Span;
use crate::yaml::tree::{Content, Entry, MAX_DEPTH, Mapping, NOWHERE, Scalar, ScalarStyle, Sequence, Tag};
use crate::yaml::{Commented, Tree, read_first_commented};
use std::convert::Infallible;

/// What a missing field is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Scalar,
    Mapping,
    Sequence,
}

impl Shape {
    /// The shape of a node.
    pub(super) fn of(node: &Tree) -> Self {
        match &node.content {
            Content::Mapping(_) => Shape::Mapping,
            Content::Sequence(_) => Shape::Sequence,
            Content::Scalar(_) | Content::Alias(_) => Shape::Scalar,
        }
    }

    /// An empty node whose type nobody stated.
    fn node(self, origin: Span) -> Tree {
        match self {
            Shape::Scalar => untagged("", origin),
            Shape::Mapping => Tree::mapping(origin),
            Shape::Sequence => Tree::sequence(Vec::new(), origin),
        }
    }
}

/// A scalar as kyaml makes them: without quotes, of the type that its text has when it is read again.
pub(super) fn untagged(text: &str, origin: Span) -> Tree {
    let scalar = Scalar { text: text.into(), tag: Tag::Unstated, style: ScalarStyle::Plain };
    Tree::new(Content::Scalar(scalar), origin)
}

/// A walk to all the fields of a path.
pub(super) struct Walk<'w> {
    /// What a missing field is made as; `None`: it is not made.
    pub(super) create: Option<Shape>,
    /// The place that sets what is made.
    pub(super) origin: Span,
    /// What is done with each field.
    pub(super) set: &'w mut dyn FnMut(&mut Tree) -> Result<(), PathError>,
}

impl Walk<'_> {
    /// Visits the fields below `node`, and gives how many there are.
    pub(super) fn visit(&mut self, node: &mut Tree, path: &[String]) -> Result<usize, PathError> {
        if path.len() > MAX_DEPTH {
            return Err(PathError::new(format!("the path has more than {MAX_DEPTH} parts")));
        }
        self.visit_below(node, path)
    }

    fn visit_below(&mut self, node: &mut Tree, path: &[String]) -> Result<usize, PathError> {
        let Some((part, rest)) = path.split_first() else {
            (self.set)(node)?;
            return Ok(1);
        };
        if let Some(index) = position(part) {
            self.visit_item(node, index, rest)
        } else if is_element(part) {
            self.visit_elements(node, part, rest)
        } else if part == "*" {
            items_or_wrong(node)?;
            let items = node.as_items_mut().map(Vec::as_mut_slice).unwrap_or_default();
            items.iter_mut().try_fold(0, |count, item| Ok(count + self.visit_below(item, rest)?))
        } else {
            self.visit_field(node, part, rest)
        }
    }

    /// What is made where `rest` leads on from a missing node.
    fn missing(&self, create: Shape, rest: &[String]) -> Tree {
        let shape = match rest.first().map(String::as_str) {
            None | Some("") => create,
            Some(part) if is_element(part) || position(part).is_some() => Shape::Sequence,
            Some(_) => Shape::Mapping,
        };
        shape.node(self.origin)
    }

    fn visit_field(&mut self, node: &mut Tree, name: &str, rest: &[String]) -> Result<usize, PathError> {
        if name.is_empty() {
            return match node.as_scalar() {
                Some(scalar) if !node.is_null() && scalar.text.is_empty() => self.visit_below(node, rest),
                Some(_) => Ok(0),
                None => Err(PathError::wrong_kind("ScalarNode", node)),
            };
        }
        if node.as_mapping().is_none() && !node.is_null() {
            return Err(PathError::wrong_kind("MappingNode", node));
        }
        let missing = node.get(name).is_none();
        match (missing, self.create) {
            (true, None) => return Ok(0),
            (true, Some(create)) => {
                let mut made = self.missing(create, rest);
                let Some(mapping) = node.as_mapping_mut() else {
                    // What is put into null is lost when it is printed.
                    return self.visit_below(&mut made, rest);
                };
                mapping.entries.push(Entry { key: untagged(name, self.origin), value: made });
            }
            (false, _) => {}
        }
        let Some(field) = node.get_mut(name) else { return Ok(0) };
        if field.as_scalar().is_some() && !rest.is_empty() && !missing {
            return self.visit_text(field, rest);
        }
        self.visit_below(field, rest)
    }

    /// A path that leads into a scalar is followed into the document that it holds, but what is changed there is lost: the
    /// texts that do change are a matter of `structured`.
    fn visit_text(&mut self, field: &Tree, rest: &[String]) -> Result<usize, PathError> {
        let mut document = parse(node_value(field))?.tree;
        self.visit_below(&mut document, rest)
    }

    fn visit_item(&mut self, node: &mut Tree, index: usize, rest: &[String]) -> Result<usize, PathError> {
        let length = items_or_wrong(node)?.len();
        if length == index
            && let Some(create) = self.create
        {
            let mut made = self.missing(create, rest);
            let Some(items) = node.as_items_mut() else { return self.visit_below(&mut made, rest) };
            items.push(made);
        }
        match node.as_items_mut().and_then(|items| items.get_mut(index)) {
            Some(item) => self.visit_below(item, rest),
            None => {
                let sentence = format!("index {index} specified but only {length} elements found");
                Err(PathError::new(sentence))
            }
        }
    }

    fn visit_elements(&mut self, node: &mut Tree, part: &str, rest: &[String]) -> Result<usize, PathError> {
        let (field, pattern) = element(part)?;
        items_or_wrong(node)?;
        let expression = Expression::compile(pattern);
        let found = self.visit_fitting(node, field, &expression, rest)?;
        let (Some(_), 0) = (self.create, found) else { return Ok(found) };
        let value = untagged(pattern, self.origin);
        let made = if field.is_empty() {
            value
        } else {
            let key = untagged(field, self.origin);
            let entries = vec![Entry { key, value }];
            Tree::new(Content::Mapping(Mapping { entries, flow: false }), self.origin)
        };
        match &mut node.content {
            Content::Sequence(sequence) => sequence.items.push(made),
            _ => {
                let items = vec![made];
                let mut lost = Tree::new(Content::Sequence(Sequence { items, flow: false }), self.origin);
                return self.visit_fitting(&mut lost, field, &expression, rest);
            }
        }
        self.visit_fitting(node, field, &expression, rest)
    }

    fn visit_fitting(
        &mut self,
        node: &mut Tree,
        field: &str,
        expression: &Expression,
        rest: &[String],
    ) -> Result<usize, PathError> {
        let mut count = 0;
        for item in node.as_items_mut().into_iter().flatten() {
            let Some(value) = (if field.is_empty() { Some(&*item) } else { item.get(field) }) else { continue };
            if !expression.fits(value)? {
                continue;
            }
            if field.is_empty() {
                (self.set)(item)?;
                count += 1;
            } else {
                count += self.visit_below(item, rest)?;
            }
        }
        Ok(count)
    }
}

/// The document that a text holds, with its comments, anchors and aliases.
pub(super) fn parse(text: &str) -> Result<Commented, PathError> {
    let document = read_first_commented(text.as_bytes(), NOWHERE.source);
    let document = document.map_err(|error| PathError::new(error.to_string()))?;
    document.ok_or_else(|| PathError::new("wrong node kind: expected MappingNode but got : node contents: null"))
}

/// The pattern of `[name=pattern]`, which may match any part of what an element says. Most are plain words.
enum Expression {
    Word(String),
    Regexp(Result<Regexp, String>),
}

impl Expression {
    fn compile(pattern: &str) -> Self {
        if pattern.bytes().any(|byte| b"\\.+*?()|[]{}^$".contains(&byte)) {
            Expression::Regexp(Regexp::compile(pattern.as_bytes()).map_err(|error| error.to_string()))
        } else {
            Expression::Word(pattern.to_owned())
        }
    }

    /// Whether it matches a value as it is printed. What is wrong with it only matters now.
    fn fits(&self, value: &Tree) -> Result<bool, PathError> {
        let text = printed(value);
        match self {
            Expression::Word(word) => Ok(text.contains(word.as_str())),
            Expression::Regexp(Ok(regexp)) => {
                let Ok(found) = regexp.is_match(text.as_bytes(), &mut |_| Ok::<_, Infallible>(()));
                Ok(found)
            }
            Expression::Regexp(Err(error)) => Err(PathError::new(error.clone())),
        }
    }
}

/// A scalar with its quotes. Of collections only the texts count, line by line: patterns are for scalars.
fn printed(value: &Tree) -> String {
    match &value.content {
        Content::Scalar(scalar) => {
            let text = scalar.text.trim();
            match scalar.style {
                ScalarStyle::SingleQuoted => format!("'{}'", text.replace('\'', "''")),
                ScalarStyle::DoubleQuoted => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
                _ => text.to_owned(),
            }
        }
        Content::Mapping(mapping) => {
            let line = |entry: &Entry| format!("{}: {}", printed(&entry.key), printed(&entry.value));
            mapping.entries.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Content::Sequence(sequence) => {
            sequence.items.iter().map(|item| format!("- {}", printed(item))).collect::<Vec<_>>().join("\n")
        }
        Content::Alias(name) => format!("*{name}"),
    }
}
