//! What stands under `not`. OPA's compiler looks up what functions and comparisons are handed before it negates, so that
//! `not f(input.missing)` is undefined and not true; `regorus` negates all of it. Only the two sides of an equality stay where
//! they are. The same is written out here: `x := input.missing; not f(x)`.

use super::rewrite::{Edits, arguments, called};
use super::tokens::{Kind, Token};
use std::collections::BTreeSet;
use std::ops::Range;

/// Words that cannot begin a reference.
const KEYWORDS: [&str; 9] = ["not", "some", "every", "in", "with", "as", "true", "false", "null"];

/// Looks up operands of what is negated before it. `rules`: the names of the rules of the module.
pub(super) fn lift(code: &[Token], rules: &BTreeSet<&str>, source: &str, edits: &mut Edits) {
    let mut lifter = Lifter { code, rules, source, lifted: 0 };
    let nots = code.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word && token.text(source) == "not");
    for (at, _) in nots {
        lifter.statement(at, edits);
    }
}

struct Lifter<'c> {
    code: &'c [Token],
    rules: &'c BTreeSet<&'c str>,
    source: &'c str,
    lifted: usize,
}

impl Lifter<'_> {
    /// Lifts out of the statement that begins with the `not` at a token.
    fn statement(&mut self, not: usize, edits: &mut Edits) {
        let end = self.end(not + 1);
        let with = self.at_depth_0(not + 1..end).find(|&at| self.word(at) == "with").unwrap_or(end);
        let operands = self.operands(not + 1..with);
        let mut found = Vec::new();
        match operands.as_slice() {
            [alone] => self.alone(alone.clone(), &mut found),
            _ if self.is_equality(not + 1..with) => {
                for operand in operands {
                    if called(self.code, operand.start).is_some() {
                        found.extend(Some(operand).filter(|operand| self.is_whole_call(operand)));
                    } else {
                        self.keys(operand, &mut found);
                    }
                }
            }
            _ => found.extend(operands.into_iter().filter(|operand| self.may_be_missing(operand))),
        }
        if found.is_empty() {
            return;
        }
        let with = self.text(with..end);
        let mut before = String::new();
        for operand in found {
            let local = format!("lifted_{}__", self.lifted);
            self.lifted += 1;
            let with = if with.is_empty() { String::new() } else { format!(" {with}") };
            before.push_str(&format!("{local} := {}{with}; ", self.text(operand.clone())));
            edits.replace(self.bytes(operand), local);
        }
        // A body of one statement has no braces, and now there are several.
        let is_bare = not.checked_sub(1).is_some_and(|before| self.word(before) == "if");
        if is_bare {
            before.insert_str(0, "{ ");
            edits.insert(self.bytes(not..end).end, String::from(" }"));
        }
        edits.insert(self.code[not].range.start, before);
    }

    /// What is negated is a reference or a call: of the first its keys are looked up before, of the second its arguments.
    fn alone(&self, operand: Range<usize>, found: &mut Vec<Range<usize>>) {
        if !self.is_whole_call(&operand) {
            return self.keys(operand, found);
        }
        let Some((_, open)) = called(self.code, operand.start) else { return };
        for argument in arguments(self.code, open) {
            let parts = self.operands(argument.clone());
            let is_lifted = match parts.as_slice() {
                [_] => self.may_be_missing(&argument),
                parts => parts.iter().any(|part| self.may_be_missing(part)),
            };
            found.extend(is_lifted.then_some(argument));
        }
    }

    /// The references between the brackets of a reference.
    fn keys(&self, operand: Range<usize>, found: &mut Vec<Range<usize>>) {
        let mut open = None;
        let mut depth = 0;
        for at in operand {
            match self.code[at].kind {
                Kind::Sign(b'[') => {
                    depth += 1;
                    open = open.or(Some(at + 1));
                }
                Kind::Sign(b']') => {
                    depth -= 1;
                    if let Some(start) = open.take_if(|_| depth == 0) {
                        found.extend(Some(start..at).filter(|key| self.is_reference(key)));
                    }
                }
                Kind::Sign(b'(' | b'{') => return,
                _ => {}
            }
        }
    }

    /// One past the last token of the statement that begins at a token.
    fn end(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for at in start..self.code.len() {
            let token = &self.code[at];
            if depth == 0 && at > start && token.first && self.begins(at) {
                return at;
            }
            match token.kind {
                Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
                Kind::Sign(b')' | b']' | b'}') if depth == 0 => return at,
                Kind::Sign(b')' | b']' | b'}') => depth -= 1,
                Kind::Sign(b';' | b',' | b'|') if depth == 0 => return at,
                _ => {}
            }
        }
        self.code.len()
    }

    /// Whether a token that is the first on its line begins a statement.
    fn begins(&self, at: usize) -> bool {
        let goes_on = |at: usize| match self.code[at].kind {
            Kind::Sign(sign) => is_operator(sign) || matches!(sign, b'.' | b','),
            _ => matches!(self.word(at), "in" | "with" | "as" | "not"),
        };
        !goes_on(at) && at.checked_sub(1).is_none_or(|before| !goes_on(before))
    }

    /// The tokens of a range that no bracket of it holds, the brackets left out.
    fn at_depth_0(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let mut depth = 0_i32;
        range.filter(move |&at| match self.code[at].kind {
            Kind::Sign(b'(' | b'[' | b'{') => {
                depth += 1;
                false
            }
            Kind::Sign(b')' | b']' | b'}') => {
                depth -= 1;
                false
            }
            _ => depth == 0,
        })
    }

    /// What stands between the operators.
    fn operands(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let (mut found, mut start) = (Vec::new(), range.start);
        let signs = self.at_depth_0(range.clone()).filter(|&at| match self.code[at].kind {
            Kind::Sign(sign) => is_operator(sign),
            _ => self.word(at) == "in",
        });
        for at in signs.chain([range.end]) {
            if at > start {
                found.push(start..at);
            }
            start = at + 1;
        }
        found
    }

    /// Whether the operator is `==` or `=`.
    fn is_equality(&self, range: Range<usize>) -> bool {
        let mut signs = self.at_depth_0(range).filter_map(|at| match self.code[at].kind {
            Kind::Sign(sign) if is_operator(sign) => Some(sign),
            Kind::Word if self.word(at) == "in" => Some(b'i'),
            _ => None,
        });
        signs.all(|sign| sign == b'=')
    }

    /// Whether an operand may be undefined: a reference, a rule, or a call.
    fn may_be_missing(&self, operand: &Range<usize>) -> bool {
        let is_rule = operand.len() == 1 && self.rules.contains(self.word(operand.start));
        is_rule || self.is_reference(operand) || self.is_whole_call(operand)
    }

    /// Whether the tokens are one call and nothing behind it.
    fn is_whole_call(&self, operand: &Range<usize>) -> bool {
        let Some((_, open)) = called(self.code, operand.start).filter(|(_, open)| *open < operand.end) else {
            return false;
        };
        let mut depth = 0;
        for at in open..operand.end {
            match self.code[at].kind {
                Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
                Kind::Sign(b')' | b']' | b'}') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 1 == operand.end;
            }
        }
        false
    }

    /// Whether the tokens are a name with fields behind it, and no call among them.
    fn is_reference(&self, operand: &Range<usize>) -> bool {
        let Some([name, rest @ ..]) = self.code.get(operand.clone()) else { return false };
        let mut depth = 0;
        for token in rest {
            match token.kind {
                Kind::Sign(b'[') => depth += 1,
                Kind::Sign(b']') => depth -= 1,
                Kind::Sign(b'.') | Kind::Word => {}
                Kind::Literal if depth > 0 => {}
                _ => return false,
            }
        }
        name.kind == Kind::Word && !KEYWORDS.contains(&name.text(self.source)) && !rest.is_empty()
    }

    fn word(&self, at: usize) -> &str {
        match &self.code[at] {
            token if token.kind == Kind::Word => token.text(self.source),
            _ => "",
        }
    }

    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match self.code.get(range) {
            Some([first, .., last]) => first.range.start..last.range.end,
            Some([alone]) => alone.range.clone(),
            _ => 0..0,
        }
    }

    /// The text of some tokens, on one line.
    fn text(&self, range: Range<usize>) -> String {
        self.source.get(self.bytes(range)).unwrap_or_default().replace('\n', " ")
    }
}

fn is_operator(sign: u8) -> bool {
    matches!(sign, b'=' | b'<' | b'>' | b'!' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b':')
}

#[cfg(test)]
mod tests {
    use crate::policy::rego::rewrite::rewrite;

    fn lifted(body: &str) -> String {
        let text = rewrite(&format!("f(x) {{ x }}\nr {{ {body} }}\n"), true);
        text.strip_prefix("f(x) { x }\nr { ").and_then(|text| text.strip_suffix(" }\n")).unwrap_or(&text).to_owned()
    }

    #[test]
    fn arguments_are_looked_up_before() {
        assert_eq!(lifted("not f(input.a.b)"), "lifted_0__ := input.a.b; not f(lifted_0__)");
        assert_eq!(lifted("not f(y)"), "not f(y)");
        assert_eq!(lifted("not g(input.a[_].b, \"x\")"), "lifted_0__ := input.a[_].b; not g(lifted_0__, \"x\")");
        assert_eq!(
            lifted("not startswith(lower(input.a), \"b\")"),
            "lifted_0__ := lower(input.a); not startswith(lifted_0__, \"b\")"
        );
        assert_eq!(lifted("not f(r)"), "lifted_0__ := r; not f(lifted_0__)");
        assert_eq!(
            lifted("not f(input.a) with input as {}"),
            "lifted_0__ := input.a with input as {}; not f(lifted_0__) with input as {}"
        );
    }

    #[test]
    fn operands_of_comparisons_are_but_not_those_of_equalities() {
        assert_eq!(lifted("not input.a > 3"), "lifted_0__ := input.a; not lifted_0__ > 3");
        assert_eq!(lifted("not count(input.a) >= 1"), "lifted_0__ := count(input.a); not lifted_0__ >= 1");
        assert_eq!(lifted("not \"x\" in input.a"), "lifted_0__ := input.a; not \"x\" in lifted_0__");
        assert_eq!(lifted("not input.a == input.b"), "not input.a == input.b");
        assert_eq!(lifted("not lower(input.a) == \"x\""), "lifted_0__ := lower(input.a); not lifted_0__ == \"x\"");
    }

    #[test]
    fn keys_of_references_are_and_references_are_not() {
        assert_eq!(lifted("not input.a.b"), "not input.a.b");
        assert_eq!(lifted("not m[input.k]"), "lifted_0__ := input.k; not m[lifted_0__]");
        assert_eq!(lifted("not input.a[_].b; x := 1"), "not input.a[_].b; x := 1");
    }

    #[test]
    fn statements_end_with_their_lines_and_bare_bodies_get_braces() {
        let text = "r if not f(input.a)\ns if {\n  not f(input.b,\n    input.c)\n  y\n}\n";
        let expected = "r if { lifted_0__ := input.a; not f(lifted_0__) }\ns if {\n  \
                        lifted_1__ := input.b; lifted_2__ := input.c; not f(lifted_1__,\n    lifted_2__)\n  y\n}\n";
        assert_eq!(rewrite(text, false), expected);
    }
}
