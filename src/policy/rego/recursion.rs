//! Rules that lead back to themselves. OPA refuses them when it compiles; `regorus` follows them until the stack is at its end, so
//! they are looked for in the tokens: a rule uses the names of rules in its own package, behind `data` and behind imports.

use super::rewrite::{Rule, rules};
use super::tokens::{Kind, Token, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// How deep brackets may nest in a module: the crate's parser recurses.
const MAX_NESTING: usize = 200;

/// A rule: `data.main.deny`.
type Name = String;

/// Which rules use which.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    rules: BTreeMap<Name, BTreeSet<Name>>,
    places: BTreeMap<Name, Place>,
}

/// Where a rule stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The module.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
}

impl Uses {
    /// Adds the rules of a module, which `path` names.
    pub fn add(&mut self, path: &str, source: &str) {
        let code: Vec<Token> = tokens(source).into_iter().filter(|token| token.kind != Kind::Comment).collect();
        let rules = rules(&code, source);
        let module = Module {
            code: &code,
            source,
            package: package(&rules, &code, source),
            imports: imports(&rules, &code, source),
        };
        for rule in &rules {
            let word = code[rule.start].text(source);
            if !matches!(word, "package" | "import" | "default") {
                let name = format!("{}.{word}", module.package);
                let before = source.get(..code[rule.start].range.start).unwrap_or_default();
                let place = || Place { path: path.to_owned(), line: before.matches('\n').count() + 1 };
                self.places.entry(name.clone()).or_insert_with(place);
                self.rules.entry(name).or_default().extend(module.used_by(rule));
            }
        }
    }

    /// A way from a rule back to itself, if there is one.
    pub fn cycle(&self) -> Option<Vec<&str>> {
        let mut done: BTreeSet<&str> = BTreeSet::new();
        for start in self.rules.keys() {
            let mut way: Vec<(&str, Vec<&str>)> = vec![(start, self.next(start))];
            while let Some((_, open)) = way.last_mut() {
                let Some(next) = open.pop() else {
                    done.extend(way.pop().map(|(name, _)| name));
                    continue;
                };
                if let Some(at) = way.iter().position(|(name, _)| *name == next) {
                    return Some(way[at..].iter().map(|(name, _)| *name).chain([next]).collect());
                }
                if !done.contains(next) {
                    way.push((next, self.next(next)));
                }
            }
        }
        None
    }

    /// Where a rule stands.
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.places.get(name)
    }

    /// The rules that a rule uses.
    fn next(&self, name: &str) -> Vec<&str> {
        let used = self.rules.get(name).into_iter().flatten().map(String::as_str);
        used.filter(|used| self.rules.contains_key(*used)).collect()
    }
}

/// A module that is being looked through.
struct Module<'s> {
    code: &'s [Token],
    source: &'s str,
    /// `data.main`.
    package: String,
    /// What imports are called here, with their paths.
    imports: BTreeMap<&'s str, String>,
}

impl Module<'_> {
    /// What may be names of rules in a rule.
    fn used_by(&self, rule: &Rule) -> BTreeSet<Name> {
        let inside = self.code.get(rule.start + 1..rule.end).unwrap_or_default();
        let own: BTreeSet<&str> = locals(inside, self.source);
        let mut used = BTreeSet::new();
        for (at, token) in inside.iter().enumerate() {
            let follows_dot = at.checked_sub(1).is_some_and(|before| inside[before].is_sign(b'.'));
            let word = token.text(self.source);
            if token.kind != Kind::Word || follows_dot || own.contains(word) {
                continue;
            }
            let path = self.path(&inside[at..]);
            let whole = match self.imports.get(word) {
                Some(imported) => path.strip_prefix(word).map(|rest| format!("{imported}{rest}")).unwrap_or_default(),
                None if word == "data" => path,
                None => format!("{}.{word}", self.package),
            };
            // Any part of a path may be the rule, and the rest a field of what it gives.
            used.extend(whole.match_indices('.').map(|(end, _)| whole[..end].to_owned()).chain([whole.clone()]));
        }
        used
    }

    /// The names joined by dots at the start of some tokens.
    fn path(&self, code: &[Token]) -> String {
        let mut path = code.first().map(|token| token.text(self.source).to_owned()).unwrap_or_default();
        for pair in code.get(1..).unwrap_or_default().chunks_exact(2) {
            if !pair[0].is_sign(b'.') || pair[1].kind != Kind::Word {
                break;
            }
            path.push('.');
            path.push_str(pair[1].text(self.source));
        }
        path
    }
}

/// The names that are a rule's own: declared by `:=` or `some`, or arguments of its head.
fn locals<'s>(inside: &[Token], source: &'s str) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    let has_arguments = inside.first().is_some_and(|token| token.is_sign(b'('));
    let head = inside.iter().take_while(|token| has_arguments && !token.is_sign(b')'));
    found.extend(head.filter(|token| token.kind == Kind::Word).map(|token| token.text(source)));
    for window in inside.windows(3) {
        if window[1].is_sign(b':') && window[2].is_sign(b'=') {
            found.insert(window[0].text(source));
        }
        if window[0].text(source) == "some" {
            found.insert(window[1].text(source));
        }
    }
    found
}

fn package(rules: &[Rule], code: &[Token], source: &str) -> String {
    let rule = rules.iter().find(|rule| code[rule.start].text(source) == "package");
    let words = rule.and_then(|rule| code.get(rule.start + 1..rule.end)).unwrap_or_default();
    words.iter().map(|token| token.text(source)).fold(String::from("data."), |path, word| path + word)
}

fn imports<'s>(rules: &[Rule], code: &[Token], source: &'s str) -> BTreeMap<&'s str, String> {
    let mut found = BTreeMap::new();
    for rule in rules.iter().filter(|rule| code[rule.start].text(source) == "import") {
        let words: Vec<&str> =
            code.get(rule.start + 1..rule.end).unwrap_or_default().iter().map(|token| token.text(source)).collect();
        let path: Vec<&str> = words.iter().copied().take_while(|word| *word != "as").collect();
        if let (Some(&"data"), Some(&name)) = (path.first(), words.last()) {
            found.insert(name, path.concat());
        }
    }
    found
}

/// Whether brackets nest deeper than a module's may.
pub(super) fn is_too_deep(source: &str) -> bool {
    let mut depth = 0_usize;
    for token in tokens(source) {
        match token.kind {
            Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
            Kind::Sign(b')' | b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycle(modules: &[&str]) -> String {
        let mut uses = Uses::default();
        modules.iter().for_each(|module| uses.add("m.rego", module));
        uses.cycle().map(|way| way.join(" -> ")).unwrap_or_default()
    }

    #[test]
    fn rules_that_lead_back_are_found() {
        assert_eq!(cycle(&["package p\nf(x) = y { y := f(x) }\n"]), "data.p.f -> data.p.f");
        assert_eq!(
            cycle(&["package p\na { data.q.b }\n", "package q\nimport data.p.a\nb { a }\n"]),
            "data.p.a -> data.q.b -> data.p.a"
        );
    }

    #[test]
    fn rules_are_known_by_their_places() {
        let mut uses = Uses::default();
        uses.add("a.rego", "package p\n\na { b }\nb { a }\n");
        assert_eq!(uses.place("data.p.b"), Some(&Place { path: String::from("a.rego"), line: 4 }));
    }

    #[test]
    fn names_of_a_rule_s_own_are_no_rules() {
        assert_eq!(
            cycle(&["package p\nf(f) = x { x := f }\nmsg { msg := 1 }\nr { input.r; x.r }\ns { some s; input[s] }\n"]),
            ""
        );
        assert_eq!(cycle(&["package p\na { b }\nb { c }\nc { input.a }\n"]), "");
    }

    #[test]
    fn nesting_is_bounded() {
        assert!(is_too_deep(&"[".repeat(300)));
        assert!(!is_too_deep("f([{\"a\": (1)}])"));
    }
}
