//! Reading a template: one pass over the text, with the pieces inside of brackets read by themselves.

use super::{Filter, Item, Slice, Step};
use crate::go::strconv;

/// How deep filters and unions may nest.
const MAX_DEPTH: usize = 50;

type Parsed<T> = Result<T, String>;

/// The items of a template.
pub(super) fn template(text: &str) -> Parsed<Vec<Item>> {
    Reader { text, at: 0, depth: 0 }.items()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// What is in front of the first letter that `stops` says, which is left where it is.
    fn until(&mut self, stops: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(stops).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn items(&mut self) -> Parsed<Vec<Item>> {
        let mut items = Vec::new();
        while !self.rest().is_empty() {
            let text = self.until(|letter| letter == '{');
            if !text.is_empty() {
                items.push(Item::Text(text.into()));
            }
            if self.next().is_some() {
                items.push(Item::Query(self.query()?));
            }
        }
        Ok(items)
    }

    /// The steps up to the closing brace.
    fn query(&mut self) -> Parsed<Vec<Step>> {
        let mut steps: Vec<Step> = Vec::new();
        loop {
            if self.rest().starts_with("[?(") {
                steps.push(self.filter()?);
                continue;
            }
            if self.rest().starts_with("..") {
                self.recursive(&mut steps)?;
                continue;
            }
            match self.next() {
                None | Some('\n' | '\r') => return Err(String::from("unclosed action")),
                Some('}') => return Ok(steps),
                Some(' ' | '@' | '$') => {}
                Some('[') => self.brackets(&mut steps)?,
                Some(quote @ ('"' | '\'')) => steps.push(self.quoted(quote)?),
                Some('.') => steps.push(self.field()),
                Some(letter) if letter == '+' || letter == '-' || letter.is_numeric() => {
                    self.at -= letter.len_utf8();
                    steps.push(self.number()?);
                }
                Some(letter) if is_word(letter) => {
                    self.at -= letter.len_utf8();
                    steps.push(match self.until(ends_word) {
                        "true" => Step::Bool(true),
                        "false" => Step::Bool(false),
                        word => Step::Word(word.to_owned()),
                    });
                }
                Some(letter) => {
                    let code = u32::from(letter);
                    return Err(format!("unrecognized character in action: U+{code:04X} '{letter}'"));
                }
            }
        }
    }

    fn recursive(&mut self, steps: &mut Vec<Step>) -> Parsed<()> {
        if steps.last() == Some(&Step::Recursive) {
            return Err(String::from("invalid multiple recursive descent"));
        }
        self.at += 2;
        steps.push(Step::Recursive);
        if self.peek().is_some_and(is_word) {
            steps.push(self.field());
        }
        Ok(())
    }

    /// A name up to what ends a word; a backslash takes the meaning off what follows it.
    fn field(&mut self) -> Step {
        let start = self.at;
        while let Some(letter) = self.peek().filter(|&letter| !ends_word(letter)) {
            self.next();
            if letter == '\\' {
                self.next();
            }
        }
        match self.text.get(start..self.at).unwrap_or_default() {
            "*" => Step::Wildcard,
            name => Step::Field(name.replace('\\', "").into()),
        }
    }

    fn number(&mut self) -> Parsed<Step> {
        let start = self.at;
        if matches!(self.peek(), Some('+' | '-')) {
            self.next();
        }
        self.until(|letter| letter != '.' && !letter.is_numeric());
        let text = self.text.get(start..self.at).unwrap_or_default();
        if let Ok(number) = strconv::atoi(text.as_bytes()) {
            return Ok(Step::Int(number));
        }
        strconv::parse_float(text.as_bytes()).map(Step::Float).map_err(|_| format!("cannot parse number {text}"))
    }

    /// A text in quotes; its opening quote has been read.
    fn quoted(&mut self, quote: char) -> Parsed<Step> {
        let start = self.at;
        let mut before = quote;
        loop {
            match self.next() {
                None | Some('\n') => return Err(String::from("unterminated quoted string")),
                Some(letter) if letter == quote && before != '\\' => break,
                Some(letter) => before = letter,
            }
        }
        let inside = self.text.get(start..self.at - 1).unwrap_or_default();
        let bad = || format!("unquote string {quote}{inside}{quote} error invalid syntax");
        unquoted(inside, quote).map(Step::Text).ok_or_else(bad)
    }

    /// `[…]` after its opening bracket: a union, a name in quotes, or a slice.
    fn brackets(&mut self, steps: &mut Vec<Step>) -> Parsed<()> {
        let inside = self.until(|letter| matches!(letter, ']' | '\n'));
        if self.next() != Some(']') {
            return Err(String::from("unterminated array"));
        }
        let inside = if inside == "*" { ":" } else { inside };
        if inside.contains(',') {
            let parts = inside.split(',').map(|part| self.inner(&format!("[{}]", part.trim_matches(' '))));
            steps.push(Step::Union(parts.collect::<Parsed<_>>()?));
            return Ok(());
        }
        let name = inside.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        if let Some(name) = name.filter(|name| !name.contains('\'')) {
            steps.extend(self.inner(&format!(".{name}"))?);
            return Ok(());
        }
        steps.push(Step::Slice(slice(inside)?));
        Ok(())
    }

    /// The steps of a text that stands inside of a query.
    fn inner(&self, text: &str) -> Parsed<Vec<Step>> {
        if self.depth >= MAX_DEPTH {
            return Err(format!("queries are nested deeper than {MAX_DEPTH} levels"));
        }
        let text = format!("{text}}}");
        Reader { text: &text, at: 0, depth: self.depth + 1 }.query()
    }

    /// `[?(…)]`.
    fn filter(&mut self) -> Parsed<Step> {
        self.at += 3;
        let start = self.at;
        let mut quote = None;
        let mut closed = false;
        let mut before = ' ';
        loop {
            let Some(letter) = self.next().filter(|&letter| letter != '\n') else {
                return Err(String::from("unterminated filter"));
            };
            match (letter, quote) {
                ('"' | '\'', None) => quote = Some(letter),
                ('"' | '\'', Some(open)) => closed = closed || (before != '\\' && letter == open),
                (')', _) if quote.is_some() == closed => break,
                _ => {}
            }
            before = letter;
        }
        let inside = self.text.get(start..self.at - 1).unwrap_or_default();
        if self.next() != Some(']') {
            return Err(String::from("unclosed array expect ]"));
        }
        let Some((left, operator, right)) = comparison(inside) else {
            return Ok(Step::Filter(Filter { left: self.inner(inside)?, right: None }));
        };
        let right = (operator.to_owned(), self.inner(right)?);
        Ok(Step::Filter(Filter { left: self.inner(left)?, right: Some(right) }))
    }
}

/// The two sides of a comparison and the operator between them.
fn comparison(text: &str) -> Option<(&str, &str, &str)> {
    let begin = text.find(['!', '<', '>', '=']).filter(|&begin| begin > 0)?;
    let (left, rest) = text.split_at(begin);
    let end = rest.find(|letter| !matches!(letter, '!' | '<' | '>' | '=' | '~')).unwrap_or(rest.len());
    let (operator, right) = rest.split_at(end);
    (!right.is_empty()).then_some((left, operator, right))
}

/// `start:end:step`, each of which may be left out.
fn slice(text: &str) -> Parsed<Slice> {
    let bad = || format!("invalid array index {text}");
    let is_number = |part: &str| part.strip_prefix('-').unwrap_or(part).bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() > 3 || !parts.iter().all(|part| is_number(part)) {
        return Err(bad());
    }
    let number = |index: usize| match parts.get(index) {
        None | Some(&"") => Ok(None),
        Some(part) => {
            let number = strconv::atoi(part.as_bytes());
            number.map(Some).map_err(|_| format!("array index {part} is not a number"))
        }
    };
    Ok(Slice { start: number(0)?, end: number(1)?, single: parts.len() == 1, step: number(2)? })
}

/// A text without its quotes and escapes, as Go reads one in quotes of this sort.
fn unquoted(inside: &str, quote: char) -> Option<Vec<u8>> {
    if !inside.contains(['\\', quote]) {
        return Some(inside.into());
    }
    let mut literal = String::from("\"");
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                '\'' if quote == '\'' => literal.push('\''),
                '"' if quote == '\'' => return None,
                escaped => literal.extend(['\\', escaped]),
            },
            '"' => literal.push_str("\\\""),
            letter => literal.push(letter),
        }
    }
    literal.push('"');
    strconv::unquote(literal.as_bytes())
}

fn is_word(letter: char) -> bool {
    letter == '_' || letter.is_alphanumeric()
}

fn ends_word(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '.' | ',' | '[' | ']' | '$' | '@' | '{' | '}')
}
