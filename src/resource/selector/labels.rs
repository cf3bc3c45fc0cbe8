//! [`LabelSelector`], Kubernetes' language of label selectors: `app=web,tier in (a, b),!canary`. It is read with the API
//! machinery's rules and sentences.

use super::InvalidSelector;
use crate::go::strconv;
use crate::yaml::Tree;
use std::collections::BTreeSet;

/// Requirements that labels have to meet, all of them. Without any, all labels do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelSelector {
    requirements: Vec<Requirement>,
}

/// What one label has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Requirement {
    key: String,
    test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    Exists,
    Missing,
    OneOf(BTreeSet<String>),
    NoneOf(BTreeSet<String>),
    Above(i64),
    Below(i64),
}

impl LabelSelector {
    /// Reads a selector; an empty text has no requirements.
    pub fn parse(text: &str) -> Result<LabelSelector, InvalidSelector> {
        let mut parser = Parser { tokens: tokens(text).into_iter().peekable() };
        Ok(LabelSelector { requirements: parser.requirements()? })
    }

    /// Whether a mapping of labels meets every requirement; `None` and anything else than a mapping hold no label.
    pub fn matches(&self, labels: Option<&Tree>) -> bool {
        self.requirements.iter().all(|requirement| {
            let label = labels.and_then(|labels| labels.get(&requirement.key));
            requirement.test.is_met(label.map(text_of))
        })
    }
}

/// What a label says: nothing where it is null or no scalar.
fn text_of(label: &Tree) -> &str {
    if label.is_null() { "" } else { label.text().map_or("", |text| text.as_str()) }
}

impl Test {
    fn is_met(&self, label: Option<&str>) -> bool {
        let number = || strconv::parse_int(label?.as_bytes(), 10, 64).ok();
        match self {
            Test::Exists => label.is_some(),
            Test::Missing => label.is_none(),
            Test::OneOf(values) => label.is_some_and(|label| values.contains(label)),
            Test::NoneOf(values) => label.is_none_or(|label| !values.contains(label)),
            Test::Above(bound) => number().is_some_and(|number| number > *bound),
            Test::Below(bound) => number().is_some_and(|number| number < *bound),
        }
    }
}

/// A word or a sign. The end is an empty sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Sign(&'a str),
}

const END: Token<'_> = Token::Sign("");
const COMMA: Token<'_> = Token::Sign(",");
const CLOSE: Token<'_> = Token::Sign(")");

impl<'a> Token<'a> {
    fn text(self) -> &'a str {
        match self {
            Token::Word(text) | Token::Sign(text) => text,
        }
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];
    const SIGNS: [char; 7] = ['=', '!', '(', ')', ',', '>', '<'];
    // The first NUL ends a selector.
    let mut rest = text.split('\0').next().unwrap_or_default();
    let mut tokens = Vec::new();
    loop {
        rest = rest.trim_start_matches(SPACES);
        if rest.is_empty() {
            tokens.push(END);
            return tokens;
        }
        let is_sign = rest.starts_with(SIGNS);
        let length = match is_sign {
            true if rest.starts_with("==") || rest.starts_with("!=") => 2,
            true => 1,
            false => rest.find(|letter| SPACES.contains(&letter) || SIGNS.contains(&letter)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(if is_sign { Token::Sign(token) } else { Token::Word(token) });
        rest = after;
    }
}

struct Parser<'a> {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token<'a>>>,
}

fn unexpected<T>(found: Token<'_>, expected: &str) -> Result<T, InvalidSelector> {
    Err(InvalidSelector::new(format!("found '{}', expected: {expected}", found.text())))
}

impl<'a> Parser<'a> {
    fn peek(&mut self) -> Token<'a> {
        self.tokens.peek().copied().unwrap_or(END)
    }

    fn next(&mut self) -> Token<'a> {
        self.tokens.next().unwrap_or(END)
    }

    fn requirements(&mut self) -> Result<Vec<Requirement>, InvalidSelector> {
        let mut requirements = Vec::new();
        loop {
            match self.peek() {
                Token::Word(_) | Token::Sign("!") => {}
                END if requirements.is_empty() => return Ok(requirements),
                found => return unexpected(found, "!, identifier, or 'end of string'"),
            }
            let wrap = |error| InvalidSelector::new(format!("unable to parse requirement: {error}"));
            requirements.push(self.requirement().map_err(wrap)?);
            match self.next() {
                END => return Ok(requirements),
                COMMA => match self.peek() {
                    Token::Word(_) | Token::Sign("!") => {}
                    found => return unexpected(found, "identifier after ','"),
                },
                found => return unexpected(found, "',' or 'end of string'"),
            }
        }
    }

    fn requirement(&mut self) -> Result<Requirement, InvalidSelector> {
        let negated = self.peek() == Token::Sign("!");
        if negated {
            self.next();
        }
        let key = match self.next() {
            Token::Word(key) => key,
            found => return unexpected(found, "identifier"),
        };
        check_key(key)?;
        let test = match self.peek() {
            _ if negated => Test::Missing,
            END | COMMA => Test::Exists,
            _ => self.comparison(key)?,
        };
        Ok(Requirement { key: key.to_owned(), test })
    }

    fn comparison(&mut self, key: &str) -> Result<Test, InvalidSelector> {
        let operator = self.next();
        let values = match operator {
            Token::Word("in" | "notin") => self.values()?,
            Token::Sign("=" | "==" | "!=" | ">" | "<") => BTreeSet::from([self.value()?]),
            found => return unexpected(found, "'=', '!=', '==', 'in', notin'"),
        };
        let bound = || {
            let number = values.first().and_then(|value| strconv::parse_int(value.as_bytes(), 10, 64).ok());
            number.ok_or_else(|| InvalidSelector::new("for 'Gt', 'Lt' operators, the value must be an integer"))
        };
        let test = match operator.text() {
            ">" => Test::Above(bound()?),
            "<" => Test::Below(bound()?),
            "notin" | "!=" => Test::NoneOf(values.clone()),
            _ => Test::OneOf(values.clone()),
        };
        values.iter().try_for_each(|value| check_value(key, value))?;
        Ok(test)
    }

    /// What stands after `=`: nothing is the empty text.
    fn value(&mut self) -> Result<String, InvalidSelector> {
        if matches!(self.peek(), END | COMMA) {
            return Ok(String::new());
        }
        match self.next() {
            Token::Word(value) => Ok(value.to_owned()),
            found => unexpected(found, "identifier"),
        }
    }

    /// What stands after `in`. Nothing between commas is the empty text.
    fn values(&mut self) -> Result<BTreeSet<String>, InvalidSelector> {
        let open = self.next();
        if open != Token::Sign("(") {
            return Err(InvalidSelector::new(format!("found '{}' expected: '('", open.text())));
        }
        let mut values = BTreeSet::new();
        match self.peek() {
            Token::Word(_) | COMMA => {}
            CLOSE => {
                self.next();
                return Ok(BTreeSet::from([String::new()]));
            }
            found => return unexpected(found, "',', ')' or identifier"),
        }
        loop {
            match (self.next(), self.peek()) {
                (Token::Word(value), following) => {
                    values.insert(value.to_owned());
                    if !matches!(following, COMMA | CLOSE) {
                        return unexpected(following, "',' or ')'");
                    }
                }
                (COMMA, following) => {
                    if values.is_empty() || matches!(following, COMMA | CLOSE) {
                        values.insert(String::new());
                    }
                    if following == COMMA {
                        self.next();
                        continue;
                    }
                }
                (found, _) => return unexpected(found, "',', or identifier"),
            }
            if self.peek() == CLOSE {
                self.next();
                return Ok(values);
            }
        }
    }
}

/// The longest name or value of a label.
const MAX_LENGTH: usize = 63;
/// The longest domain.
const MAX_DOMAIN: usize = 253;
const NAME_FORM: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const NAME_RULE: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an \
                         alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is";
const DOMAIN_RULE: &str = "a DNS-1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must \
                           start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is \
                           '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const VALUE_RULE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and \
                          must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', \
                          regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

fn is_name(text: &str) -> bool {
    let ends = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    ends(bytes.first()) && ends(bytes.last()) && bytes.iter().all(inner)
}

fn is_domain(text: &str) -> bool {
    let ends = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let inner = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    text.split('.').map(str::as_bytes).all(|part| ends(part.first()) && ends(part.last()) && part.iter().all(inner))
}

fn quoted(text: &str) -> String {
    strconv::quote(text.as_bytes())
}

/// A label's key is a name, with a domain and a slash before it if need be.
fn check_key(key: &str) -> Result<(), InvalidSelector> {
    let mut wrong = Vec::new();
    let parts: Vec<&str> = key.split('/').collect();
    let (domain, name) = match parts[..] {
        [name] => (None, Some(name)),
        [domain, name] => (Some(domain), Some(name)),
        _ => (None, None),
    };
    match domain {
        Some("") => wrong.push(String::from("prefix part must be non-empty")),
        Some(domain) => {
            if domain.len() > MAX_DOMAIN {
                wrong.push(format!("prefix part must be no more than {MAX_DOMAIN} characters"));
            }
            if !is_domain(domain) {
                wrong.push(format!("prefix part {DOMAIN_RULE}"));
            }
        }
        None => {}
    }
    match name {
        Some(name) => {
            if name.is_empty() {
                wrong.push(String::from("name part must be non-empty"));
            } else if name.len() > MAX_LENGTH {
                wrong.push(format!("name part must be no more than {MAX_LENGTH} characters"));
            }
            if !is_name(name) {
                wrong.push(format!("name part {NAME_RULE} '{NAME_FORM}')"));
            }
        }
        None => wrong.push(format!(
            "a qualified name {NAME_RULE} '{NAME_FORM}') with an optional DNS subdomain prefix and '/' (e.g. \
             'example.com/MyName')"
        )),
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(InvalidSelector::new(format!("invalid label key {}: {}", quoted(key), wrong.join("; "))))
}

/// A label's value is empty or a name.
fn check_value(key: &str, value: &str) -> Result<(), InvalidSelector> {
    let mut wrong = Vec::new();
    if value.len() > MAX_LENGTH {
        wrong.push(format!("must be no more than {MAX_LENGTH} characters"));
    }
    if !value.is_empty() && !is_name(value) {
        wrong.push(VALUE_RULE.to_owned());
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let (value, key) = (quoted(value), quoted(key));
    Err(InvalidSelector::new(format!("invalid label value: {value}: at key: {key}: {}", wrong.join("; "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree::NOWHERE;
    use proptest::prelude::*;

    fn matches(selector: &str, labels: &[(&str, &str)]) -> bool {
        let mut tree = Tree::mapping(NOWHERE);
        for (key, value) in labels {
            tree.as_mapping_mut().expect("a mapping").push(key, Tree::string(*value, NOWHERE));
        }
        LabelSelector::parse(selector).expect("it is a selector").matches(Some(&tree))
    }

    #[test]
    fn every_requirement_has_to_be_met() {
        let labels = [("app", "web"), ("tier", "a"), ("n", "5")];
        for selector in ["", "app", "app=web", "app == web", "app in (web, db)", "tier notin (b),n>4", "!x", "x!=1"] {
            assert!(matches(selector, &labels), "{selector}");
        }
        for selector in ["x", "app=db", "app!=web", "app in ()", "app notin (web)", "n<5", "!app", "app=", "app>1"] {
            assert!(!matches(selector, &labels), "{selector}");
        }
    }

    #[test]
    fn keywords_may_be_keys_and_values() {
        assert!(matches("in in (in, notin)", &[("in", "notin")]));
    }

    #[test]
    fn nothing_between_commas_is_the_empty_text() {
        for selector in ["a in (,)", "a in ()", "a in (x,)", "a in (,x)", "a in (x,,y)", "a="] {
            assert!(matches(selector, &[("a", "")]), "{selector}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_in_kubernetes_words() {
        let sentence = |text: &str| LabelSelector::parse(text).expect_err("it is wrong").to_string();
        assert_eq!(sentence("a=b,"), "found '', expected: identifier after ','");
        assert_eq!(sentence("a=b c"), "found 'c', expected: ',' or 'end of string'");
        assert_eq!(sentence("=b"), "found '=', expected: !, identifier, or 'end of string'");
        assert_eq!(sentence("a b"), "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'");
        assert_eq!(sentence("a in b"), "unable to parse requirement: found 'b' expected: '('");
        assert_eq!(
            sentence("a>b"),
            "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer"
        );
        assert!(sentence("a/b/c").starts_with("unable to parse requirement: invalid label key \"a/b/c\": a qualified"));
        assert!(sentence("a=-").starts_with("unable to parse requirement: invalid label value: \"-\": at key: \"a\":"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-z=!(),<> /.-]{0,20}") {
            let _ = LabelSelector::parse(&text);
        }
    }
}
