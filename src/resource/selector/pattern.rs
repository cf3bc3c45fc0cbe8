//! [`Pattern`], a regular expression that has to match a whole name. Nearly all of them are plain names, which are compared.

use super::InvalidSelector;
use crate::go::regexp::Regexp;
use smol_str::SmolStr;
use std::convert::Infallible;

/// A regular expression over whole names. An empty one stands for any name.
pub struct Pattern(Kind);

enum Kind {
    Any,
    Literal(SmolStr),
    Expression(Regexp),
}

impl Pattern {
    /// Compiles an expression in Go's syntax.
    pub fn compile(expression: &str) -> Result<Pattern, InvalidSelector> {
        let special = |byte: u8| b"\\.+*?()|[]{}^$".contains(&byte);
        Ok(Pattern(if expression.is_empty() {
            Kind::Any
        } else if !expression.bytes().any(special) {
            Kind::Literal(expression.into())
        } else {
            let anchored = format!("^(?:{expression})$");
            let compiled = Regexp::compile(anchored.as_bytes());
            Kind::Expression(compiled.map_err(|error| InvalidSelector::new(error.to_string()))?)
        }))
    }

    /// Whether the whole of `name` matches.
    pub fn matches(&self, name: &str) -> bool {
        match &self.0 {
            Kind::Any => true,
            Kind::Literal(text) => text == name,
            Kind::Expression(expression) => {
                let Ok(found) = expression.is_match(name.as_bytes(), &mut |_| Ok::<_, Infallible>(()));
                found
            }
        }
    }

    /// Whether it was empty.
    pub fn is_any(&self) -> bool {
        matches!(self.0, Kind::Any)
    }

    /// The one name that matches, where it is no expression.
    pub fn literal(&self) -> Option<&SmolStr> {
        match &self.0 {
            Kind::Literal(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, name: &str) -> bool {
        Pattern::compile(pattern).expect("it is an expression").matches(name)
    }

    #[test]
    fn the_whole_name_has_to_match() {
        assert!(matches("web", "web"));
        assert!(!matches("web", "webs"));
        assert!(matches("a|b", "b") && !matches("a|b", "ab"));
        assert!(matches("web.*", "web-1"));
        assert!(matches("", "anything"));
        assert!(!matches("web.*", "my-web"));
    }

    #[test]
    fn a_wrong_expression_is_refused_in_go_s_words() {
        let error = Pattern::compile("*").err().expect("it is wrong");
        assert_eq!(error.to_string(), "error parsing regexp: missing argument to repetition operator: `*`");
    }
}
