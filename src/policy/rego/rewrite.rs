//! Rego → Rego that means the same to OPA, and to `regorus` what it means to OPA. Five things are rewritten: several bodies after
//! one head (version 0) get a head each; a statement is parted from a parenthesis on the next line; what is handed to a function
//! under `not` is looked up before it ([`lift`]); a result that a function of ours is handed as its last argument is
//! set beside it; `rego.metadata.rule()` becomes the annotations that stand above the rule. Lines stay where they are.

use super::functions;
use super::negation::lift;
use super::tokens::{Kind, Token, tokens};
use crate::policy::from_tree;
use crate::source::SourceId;
use crate::yaml;
use std::ops::Range;

/// Changes to a text, none inside of another.
#[derive(Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub fn replace(&mut self, range: Range<usize>, text: String) {
        self.0.push((range, text));
    }

    pub fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    fn apply(mut self, source: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut text, mut at) = (String::with_capacity(source.len()), 0);
        for (range, new) in self.0 {
            text.push_str(source.get(at..range.start).unwrap_or_default());
            text.push_str(&new);
            at = range.end.max(at);
        }
        text.push_str(source.get(at..).unwrap_or_default());
        text
    }
}

/// Rewrites a module. `is_v0`: whether it is written in version 0 of the language.
pub(super) fn rewrite(source: &str, is_v0: bool) -> String {
    let all = tokens(source);
    let code: Vec<Token> = all.iter().filter(|token| token.kind != Kind::Comment).cloned().collect();
    let rules = rules(&code, source);
    let mut edits = Edits::default();
    if is_v0 {
        repeat_heads(&rules, &code, source, &mut edits);
    }
    part_lines(&code, source, &mut edits);
    let names = rules.iter().map(|rule| code[rule.start].text(source)).collect();
    lift(&code, &names, source, &mut edits);
    set_results(&code, source, is_v0, &mut edits);
    write_annotations(&all, &rules, &code, source, &mut edits);
    edits.apply(source)
}

/// The names of the rules of a module, some of them several times.
pub(super) fn names(source: &str) -> Vec<String> {
    let code: Vec<Token> = tokens(source).into_iter().filter(|token| token.kind != Kind::Comment).collect();
    let words = rules(&code, source).into_iter().map(|rule| code[rule.start].text(source));
    words.filter(|word| !matches!(*word, "package" | "import" | "default")).map(str::to_owned).collect()
}

/// A statement at the top of a module, as positions of tokens.
pub(super) struct Rule {
    pub start: usize,
    /// Where its first body opens.
    body: Option<usize>,
    /// Where further bodies open that have no head of their own.
    more: Vec<usize>,
    /// One past its last token.
    pub end: usize,
}

/// The statements at the top.
pub(super) fn rules(code: &[Token], source: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    // The brackets that are open, and whether they are a body.
    let mut open: Vec<bool> = Vec::new();
    let mut closed_body = false;
    for (at, token) in code.iter().enumerate() {
        let top = open.is_empty();
        let opens_body = top && token.is_sign(b'{') && at.checked_sub(1).is_some_and(|at| ends_head(&code[at], source));
        if top && !opens_body && begins_statement(code, at, source) {
            rules.push(Rule { start: at, body: None, more: Vec::new(), end: at });
        }
        if let Some(rule) = rules.last_mut() {
            if opens_body && rule.body.is_none() {
                rule.body = Some(at);
            } else if opens_body && closed_body {
                rule.more.push(at);
            }
            rule.end = at + 1;
        }
        closed_body = false;
        match token.kind {
            Kind::Sign(b'(' | b'[' | b'{') => open.push(opens_body),
            Kind::Sign(b')' | b']' | b'}') => closed_body = open.pop().unwrap_or_default(),
            _ => {}
        }
    }
    rules
}

/// Whether a body may follow: a head ends with a name, a value or a bracket, and not with a sign that wants a value.
fn ends_head(token: &Token, source: &str) -> bool {
    match token.kind {
        Kind::Literal | Kind::Sign(b')' | b']' | b'}') => true,
        Kind::Word => !matches!(token.text(source), "in" | "not" | "with" | "as"),
        _ => false,
    }
}

/// Whether a statement begins here: on a line of its own, and not as the rest of the one before.
fn begins_statement(code: &[Token], at: usize, source: &str) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| code.get(at)) else { return true };
    let goes_on =
        matches!(before.kind, Kind::Sign(b'=' | b':' | b'|' | b'&' | b'+' | b'-' | b'*' | b'/' | b'.' | b','))
            || matches!(before.text(source), "else" | "if" | "contains" | "default" | "import" | "package" | "as");
    let rest = matches!(code[at].text(source), "else" | "if" | "contains" | "=" | ":" | "|" | "&" | ".");
    code[at].first && code[at].kind == Kind::Word && !goes_on && !rest
}

/// Gives every further body the head of its rule.
fn repeat_heads(rules: &[Rule], code: &[Token], source: &str, edits: &mut Edits) {
    for rule in rules.iter().filter(|rule| !rule.more.is_empty()) {
        let Some(body) = rule.body else { continue };
        let mut head = String::new();
        for (at, token) in code.iter().enumerate().take(body).skip(rule.start) {
            let apart = at > rule.start && code[at - 1].range.end < token.range.start;
            if apart {
                head.push(' ');
            }
            head.push_str(token.text(source));
        }
        for &more in &rule.more {
            edits.insert(code[more].range.start, format!("{head} "));
        }
    }
}

/// Parts a statement from a parenthesis on the next line, which `regorus` would take for its arguments.
fn part_lines(code: &[Token], source: &str, edits: &mut Edits) {
    let mut open: Vec<u8> = Vec::new();
    for (at, token) in code.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| code.get(at));
        if let Some(before) = before
            && token.first
            && token.is_sign(b'(')
            && open.last() == Some(&b'{')
            && ends_head(before, source)
        {
            edits.insert(before.range.end, String::from(";"));
        }
        match token.kind {
            Kind::Sign(sign @ (b'(' | b'[' | b'{')) => open.push(sign),
            Kind::Sign(b')' | b']' | b'}') => drop(open.pop()),
            _ => {}
        }
    }
}

/// The first name of a call that begins at a token, and its parenthesis.
pub(super) fn called(code: &[Token], start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    while code.get(at)?.kind == Kind::Word {
        match code.get(at + 1)?.kind {
            Kind::Sign(b'(') => return Some((start, at + 1)),
            Kind::Sign(b'.') => at += 2,
            _ => return None,
        }
    }
    None
}

/// The arguments between a parenthesis and its end.
pub(super) fn arguments(code: &[Token], open: usize) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0, open + 1);
    for (at, token) in code.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
            Kind::Sign(b')' | b']' | b'}') => depth -= 1,
            _ => {}
        }
        if depth == 0 || depth == 1 && token.is_sign(b',') {
            found.extend(Some(start..at).filter(|range| !range.is_empty()));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// Turns `f(x, result)` into `result = f(x)` for functions that take one argument less: `regorus` knows that way of writing
/// for its own functions alone.
fn set_results(code: &[Token], source: &str, is_v0: bool, edits: &mut Edits) {
    let known: Vec<(&str, usize)> = functions::used(source, is_v0).map(|(name, arity)| (name, arity.into())).collect();
    for at in 0..code.len() {
        let follows_dot = at.checked_sub(1).is_some_and(|before| code[before].is_sign(b'.'));
        let Some((start, open)) = called(code, at).filter(|_| !follows_dot) else { continue };
        let path = code[start..open].iter().map(|token| token.text(source));
        let Some((_, arity)) = known.iter().find(|(name, _)| path.clone().eq(parts(name))) else { continue };
        let arguments = arguments(code, open);
        let Some((last, rest)) = arguments.split_last().filter(|(_, rest)| rest.len() == *arity) else { continue };
        let (from, to) = (code[last.start].range.start, code[last.end - 1].range.end);
        let result = source.get(from..to).unwrap_or_default();
        edits.insert(code[start].range.start, format!("{result} = "));
        let comma = rest.last().map_or(from, |before| code[before.end - 1].range.end);
        edits.0.push((comma..to, String::new()));
    }
}

/// The tokens of a name with dots.
fn parts(name: &'static str) -> impl Iterator<Item = &'static str> {
    name.split('.').enumerate().flat_map(|(at, part)| [".", part].into_iter().skip(usize::from(at == 0)))
}

/// Writes the annotations of rules in the place of `rego.metadata.rule()`.
fn write_annotations(all: &[Token], rules: &[Rule], code: &[Token], source: &str, edits: &mut Edits) {
    const CALL: [&str; 7] = ["rego", ".", "metadata", ".", "rule", "(", ")"];
    for rule in rules {
        let inside = code.get(rule.start..rule.end).unwrap_or_default();
        let calls = inside.windows(CALL.len()).filter(|tokens| tokens.iter().map(|token| token.text(source)).eq(CALL));
        let mut calls = calls.peekable();
        if calls.peek().is_none() {
            continue;
        }
        let text = annotations(all, code[rule.start].range.start, source);
        for call in calls {
            edits.0.push((call[0].range.start..call[CALL.len() - 1].range.end, text.clone()));
        }
    }
}

/// The annotations in the comments right above a rule, as JSON.
fn annotations(all: &[Token], rule: usize, source: &str) -> String {
    let above = all.iter().rev().skip_while(|token| token.range.start >= rule);
    let mut lines: Vec<&str> = above
        .take_while(|token| token.kind == Kind::Comment)
        .map(|token| token.text(source).trim_start_matches('#'))
        .collect();
    lines.reverse();
    let Some(at) = lines.iter().rposition(|line| line.trim() == "METADATA") else { return String::from("{}") };
    let text: String = lines[at + 1..].iter().flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"]).collect();
    let trees = yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).unwrap_or_default();
    trees.first().map_or_else(|| String::from("{}"), |tree| from_tree(tree).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_gets_a_head() {
        assert_eq!(rewrite("r[m] { a } { b }\n", true), "r[m] { a } r[m] { b }\n");
        assert_eq!(
            rewrite("f(x) = y {\n  y := 1\n} {\n  y := 2\n}\n", true),
            "f(x) = y {\n  y := 1\n} f(x) = y {\n  y := 2\n}\n"
        );
        let untouched =
            "a = {1} { x }\nb = {\"k\": v} { v := 1 }\n\nc { x } else = {2} { y }\nd {\n  { z | z := 1 }\n}\n";
        assert_eq!(rewrite(untouched, true), untouched);
    }

    #[test]
    fn results_are_set_beside_functions() {
        let text = "r { sprintf(\"%d\", [1], x); time.now_ns(y); sprintf(\"a\", []) }\n";
        let expected = "r { x = sprintf(\"%d\", [1]); y = time.now_ns(); sprintf(\"a\", []) }\n";
        assert_eq!(rewrite(text, true), expected);
    }

    #[test]
    fn a_parenthesis_on_a_new_line_begins_a_statement() {
        assert_eq!(rewrite("r {\n  a.b\n  (c - d) >= e\n}\n", true), "r {\n  a.b;\n  (c - d) >= e\n}\n");
        assert_eq!(rewrite("r {\n  x := f(\n    (a))\n}\n", true), "r {\n  x := f(\n    (a))\n}\n");
    }

    #[test]
    fn annotations_are_written_where_they_are_asked_for() {
        let text = "# METADATA\n# title: T\n# custom:\n#   k: v\nr if {\n  x := rego.metadata.rule()\n}\n";
        assert!(
            rewrite(text, false).contains("x := {\"custom\":{\"k\":\"v\"},\"title\":\"T\"}\n"),
            "{}",
            rewrite(text, false)
        );
    }

    proptest::proptest! {
        #[test]
        fn any_words_are_rewritten_without_a_panic(
            text in "(not |f\\(|input|\\.a|\\)|\\[|\\]|\\{|\\}|==| > |;|\n|if |with |, |sprintf\\(|\"s\"| in ){0,30}",
        ) {
            rewrite(&text, true);
            rewrite(&text, false);
        }

        #[test]
        fn any_text_is_rewritten_without_a_panic(text in "[a-z_{}()\\[\\]=:;,.\"`# \n]{0,80}") {
            rewrite(&text, true);
        }
    }
}
