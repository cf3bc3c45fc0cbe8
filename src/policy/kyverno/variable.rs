//! Variables in texts: `{{ request.object.metadata.name }}`, nested ones from the inside out, `\{{` for the signs themselves.
//! The finding and the order of replacement are Kyverno's, whose regular expression says what a variable is.

use super::scope::{Fault, Scope};
use crate::policy::jmespath::{Data, Expression};
use smol_str::SmolStr;

/// How often a text is looked through for variables that variables brought.
const MAX_ROUNDS: usize = 64;

/// A text with variables, taken apart for its first round.
#[derive(Clone, Debug)]
pub(super) struct Text {
    raw: SmolStr,
    variables: Vec<Variable>,
}

/// A variable in a text.
#[derive(Clone, Debug)]
struct Variable {
    /// The character before it, which the search took with it.
    prefix: Option<char>,
    /// `{{ … }}`.
    braced: SmolStr,
    /// The expression between the braces.
    query: SmolStr,
    /// `{{- … }}`: what it gives is not looked through again.
    shallow: bool,
    /// Nothing where it does not compile, which is an error once it is asked for.
    expression: Option<Expression>,
}

impl Text {
    /// Takes a text apart; nothing where it has no variable and no escaped braces.
    pub(super) fn parse(raw: &str) -> Option<Text> {
        if !raw.contains("{{") {
            return None;
        }
        let variables = find(raw).into_iter().map(|found| found.compiled()).collect();
        Some(Text { raw: raw.into(), variables })
    }

    /// The text with its variables replaced. A text that is one variable takes its value, of whatever type.
    pub(super) fn resolve(&self, scope: &mut Scope<'_>, place: &str) -> Result<Data, Fault> {
        let mut value = self.raw.to_string();
        let mut round: Vec<Variable> = Vec::new();
        for number in 0..MAX_ROUNDS {
            let variables = if number == 0 { &self.variables } else { &round };
            if variables.is_empty() {
                return Ok(Data::text(value.replace("\\{{", "{{")));
            }
            let original = value.clone();
            let mut shallow = false;
            for variable in variables {
                shallow = variable.shallow;
                let found = scope.query_variable(&variable.query, variable.expression.as_ref(), place)?;
                if original == variable.braced.as_str() {
                    return Ok(found);
                }
                value = variable.replaced(&value, &found);
                scope.spend(1 + value.len() as u64 / 64)?;
            }
            round = if shallow { Vec::new() } else { find(&value) };
        }
        Err(Fault::plain(format!("variables nest too deep at path {place}")))
    }
}

impl Variable {
    fn compiled(mut self) -> Self {
        self.expression = Expression::compile(&self.query).ok();
        self
    }

    /// The text with the first place of the variable replaced.
    fn replaced(&self, text: &str, value: &Data) -> String {
        let mut written = match value {
            Data::Text(text) => text.to_string(),
            value => value.to_json(),
        };
        if self.shallow {
            written = written.replace("{{", "\\{{");
        }
        let prefix = self.prefix.map(String::from).unwrap_or_default();
        text.replacen(&format!("{prefix}{}", self.braced), &format!("{prefix}{written}"), 1)
    }
}

/// The variables of a text that hold no other, from left to right.
fn find(text: &str) -> Vec<Variable> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("{{")) {
        // The search begins at the character before the braces, if that is not taken and no backslash.
        let start = at + next;
        let before = text.get(at..start).and_then(|text| text.chars().next_back());
        let plain = start == 0 || before.is_some_and(|c| c != '\\');
        let end = if plain { end_of(text, start) } else { None };
        match end {
            Some(end) => {
                let prefix = if start == 0 { None } else { before };
                found.push(variable(text.get(start..end).unwrap_or_default(), prefix));
                at = end;
            }
            // With the first brace as the character before, the variable may begin one later.
            None => match end_of(text, start + 1).filter(|_| text.as_bytes().get(start + 2) == Some(&b'{')) {
                Some(end) => {
                    found.push(variable(text.get(start + 1..end).unwrap_or_default(), Some('{')));
                    at = end;
                }
                None => at = start + 1,
            },
        }
    }
    found
}

/// The end of the variable that begins at `start`: braces within it come in pairs and hold no others.
fn end_of(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start + 2;
    loop {
        match bytes.get(at)? {
            b'{' => {
                at += 1 + bytes.get(at + 1..)?.iter().position(|byte| matches!(byte, b'{' | b'}'))?;
                if bytes.get(at) != Some(&b'}') {
                    return None;
                }
                at += 1;
            }
            b'}' => return (bytes.get(at + 1) == Some(&b'}')).then_some(at + 2),
            _ => at += 1,
        }
    }
}

fn variable(braced: &str, prefix: Option<char>) -> Variable {
    let inner = braced.replace("{{", "").replace("}}", "");
    let inner = inner.trim();
    let (query, shallow) = match inner.strip_prefix('-') {
        Some(query) => (query.trim(), true),
        None => (inner, false),
    };
    Variable { prefix, braced: braced.into(), query: query.into(), shallow, expression: None }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn queries(text: &str) -> Vec<String> {
        find(text).into_iter().map(|variable| variable.query.to_string()).collect()
    }

    #[test]
    fn variables_are_found_from_the_inside() {
        assert_eq!(queries("{{ a }}-{{b}}"), ["a", "b"]);
        assert_eq!(queries("{{ a.{{ b }} }}"), ["b"]);
        assert_eq!(queries("x \\{{ a }}"), [""; 0]);
        assert_eq!(queries("{{ {a: b} }}"), ["{a: b}"]);
        assert_eq!(queries("{{{a}}}"), ["{a}"]);
        assert_eq!(queries("{{ a"), [""; 0]);
        assert_eq!(queries("ä{{ a }}"), ["a"]);
    }

    #[test]
    fn of_two_that_touch_the_second_waits_for_the_next_round() {
        assert_eq!(queries("{{a}}{{b}}"), ["a"]);
    }
}
