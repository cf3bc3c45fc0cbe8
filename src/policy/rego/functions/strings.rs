//! Functions of texts that the interpreter computes otherwise than OPA.

use super::{Function, Given, function, or_undefined, text};
use crate::go::regexp::{Regexp, Work};
use regorus::Value;

/// How much work one match may make.
const MAX_WORK: u64 = 50_000_000;

pub(super) const FUNCTIONS: &[Function] = &[
    function("strings.count", 2, count),
    function("strings.replace_n", 2, replace_n),
    function("re_match", 2, re_match),
];

/// How often a text occurs in another, without overlaps; the empty one stands between all characters.
fn count(arguments: &[Value]) -> Given {
    let [Some(whole), Some(part)] = [0, 1].map(|at| arguments.get(at).and_then(text)) else {
        return Ok(Value::Undefined);
    };
    let found = if part.is_empty() { whole.chars().count() + 1 } else { whole.matches(part).count() };
    Ok(Value::from(found as u64))
}

/// Replaces texts by others, all at once: what was put in is not looked at again, and of two that begin at the same place the
/// first in order counts.
fn replace_n(arguments: &[Value]) -> Given {
    let [Value::Object(pairs), whole] = arguments else { return Ok(Value::Undefined) };
    let pairs: Option<Vec<(&str, &str)>> =
        pairs.iter_sorted().map(|(old, new)| Some((text(old)?, text(new)?))).collect();
    or_undefined(pairs.zip(text(whole)).map(|(pairs, whole)| Value::from(replaced(&pairs, whole))))
}

fn replaced(pairs: &[(&str, &str)], whole: &str) -> String {
    let mut out = String::with_capacity(whole.len());
    let mut rest = whole;
    let mut after_match = false;
    loop {
        // An empty text matches between characters, but not right behind another match.
        let fits = |old: &str| if old.is_empty() { !after_match } else { rest.starts_with(old) };
        if let Some((old, new)) = pairs.iter().find(|(old, _)| fits(old)) {
            out.push_str(new);
            if let Some(behind) = rest.strip_prefix(old).filter(|_| !old.is_empty()) {
                rest = behind;
                after_match = true;
                continue;
            }
        }
        let mut chars = rest.chars();
        let Some(next) = chars.next() else { return out };
        out.push(next);
        rest = chars.as_str();
        after_match = false;
    }
}

/// `regex.match` under its older name.
fn re_match(arguments: &[Value]) -> Given {
    let [Some(pattern), Some(subject)] = [0, 1].map(|at| arguments.get(at).and_then(text)) else {
        return Ok(Value::Undefined);
    };
    let Ok(regexp) = Regexp::compile(pattern.as_bytes()) else { return Ok(Value::Undefined) };
    let mut spend = |work: Work| match work {
        Work::Steps(steps) if steps > MAX_WORK => Err(String::from("the pattern takes too many steps")),
        _ => Ok(()),
    };
    regexp.is_match(subject.as_bytes(), &mut spend).map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_without_overlaps() {
        let counted = |whole: &str, part: &str| count(&[Value::from(whole), Value::from(part)]);
        assert_eq!(counted("aaaa", "aa"), Ok(Value::from(2_u64)));
        assert_eq!(counted("é€", ""), Ok(Value::from(3_u64)));
    }

    #[test]
    fn replacements_do_not_see_each_other() {
        assert_eq!(replaced(&[("a", "b"), ("b", "a")], "abc"), "bac");
        assert_eq!(replaced(&[("", "-")], "ab"), "-a-b-");
        assert_eq!(replaced(&[("", "-"), ("a", "x")], "ab"), "-a-b-");
    }
}
