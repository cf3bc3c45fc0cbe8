//! The query of `kustomize cfg grep`: a path and what its values have to be, by a pattern or by an amount.

use super::path::{find, split_field_path};
use crate::go::regexp::Regexp;
use crate::kubernetes::Quantity;
use crate::yaml::tree::{Content, Tree};
use crate::yaml::{Commented, Indentation, write_tree};
use std::cmp::Ordering;
use std::convert::Infallible;

/// An operator and what it wants of an order.
type Operator = (&'static str, fn(Ordering) -> bool);

/// How values are compared, the longer operators first.
const OPERATORS: [Operator; 4] =
    [(">=", Ordering::is_ge), ("<=", Ordering::is_le), (">", Ordering::is_gt), ("<", Ordering::is_lt)];

/// A query.
pub struct Query {
    path: Vec<String>,
    test: Test,
}

enum Test {
    Pattern(Regexp),
    Amount(String, fn(Ordering) -> bool),
}

impl Query {
    /// Reads `spec.replicas>2` or `metadata.name=web.*`.
    pub fn parse(text: &str) -> Result<Query, String> {
        let mut path = split_field_path(text)?;
        let last = path.pop().unwrap_or_default();
        let operator = OPERATORS.into_iter().find(|(operator, _)| last.contains(operator));
        let parts: Vec<&str> = last.split(operator.map_or("=", |(operator, _)| operator)).collect();
        let (field, value) = match parts.as_slice() {
            [field] => (*field, ""),
            [field, value] => (*field, *value),
            _ => {
                return Err(format!(
                    "ambiguous match -- multiple of ['<', '>', '<=', '>=', '=' in final path element: {last}"
                ));
            }
        };
        path.push(field.to_owned());
        let test = match operator {
            Some((_, holds)) => Test::Amount(value.to_owned(), holds),
            None => Test::Pattern(Regexp::compile(value.as_bytes()).map_err(|error| error.to_string())?),
        };
        Ok(Query { path, test })
    }

    /// The objects of which a value fits, or with `invert` those without such a value.
    pub fn filter(&self, items: Vec<Commented>, invert: bool) -> Result<Vec<Commented>, String> {
        let mut kept = Vec::new();
        for item in items {
            if self.fits(&item.tree)? != invert {
                kept.push(item);
            }
        }
        Ok(kept)
    }

    fn fits(&self, tree: &Tree) -> Result<bool, String> {
        let mut fits = false;
        for found in find(tree, &self.path)? {
            fits |= match &self.test {
                Test::Pattern(pattern) => {
                    let text = in_one_line(found.node).replace('"', "");
                    let Ok(fits) = pattern.is_match(text.trim().as_bytes(), &mut |_| Ok::<_, Infallible>(()));
                    fits
                }
                Test::Amount(wanted, holds) => match found.node.text() {
                    Some(text) if !text.is_empty() => holds(compare(text, wanted)?),
                    _ => false,
                },
            };
        }
        Ok(fits)
    }
}

fn compare(text: &str, wanted: &str) -> Result<Ordering, String> {
    const RULE: &str = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    let known = Quantity::parse(text).ok_or_else(|| format!("{text}: {RULE}"))?;
    let wanted = Quantity::parse(wanted).ok_or(RULE)?;
    known.partial_cmp(&wanted).ok_or_else(|| RULE.to_owned())
}

/// A node as yaml.v3 writes it in flow style.
pub(super) fn in_one_line(node: &Tree) -> String {
    let mut node = node.clone();
    match &mut node.content {
        Content::Mapping(mapping) => mapping.flow = true,
        Content::Sequence(sequence) => sequence.flow = true,
        Content::Scalar(scalar) => scalar.style = crate::yaml::tree::ScalarStyle::Plain,
        Content::Alias(_) => {}
    }
    write_tree(&node, Indentation::Compact)
}

#[cfg(test)]
mod tests {
    use super::super::tests::objects;
    use super::*;

    fn found(query: &str, invert: bool) -> Result<Vec<String>, String> {
        let items = objects("kind: A\nn: {x: 3, m: 2Gi}\n---\nkind: B\nn: {x: 10, m: 100Mi}\n---\nkind: C\n", "f.yaml");
        let kept = Query::parse(query)?.filter(items, invert)?;
        Ok(kept.iter().map(|item| super::super::text(&item.tree, &["kind"])).collect())
    }

    #[test]
    fn objects_are_found_by_patterns_and_amounts() {
        let kinds = |query, invert| found(query, invert).map(|kinds| kinds.concat());
        assert_eq!(kinds("kind=A|B", false), Ok("AB".into()));
        assert_eq!(kinds("kind=A|B", true), Ok("C".into()));
        assert_eq!(kinds("n.x>3", false), Ok("B".into()));
        assert_eq!(kinds("n.m>=1Gi", false), Ok("A".into()));
        assert_eq!(kinds("n.x<=3", true), Ok("BC".into()));
        assert!(kinds("kind=a=b", false).is_err());
        assert!(kinds("kind>1", false).is_err());
    }
}
