//! The text of an expression as tokens, each with the byte that it begins at.

use super::{Data, SyntaxError};
use smol_str::SmolStr;

/// A word or a sign of the language.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `name`.
    Name(SmolStr),
    /// `"name"`.
    Quoted(SmolStr),
    /// `$name`.
    Variable(SmolStr),
    Number(i64),
    Literal(Data),
    /// A sign: `.`, `[?`, `||`.
    Sign(&'static str),
    End,
}

impl Token {
    /// What an error calls it.
    pub(super) fn describe(&self) -> String {
        match self {
            Token::Name(name) | Token::Quoted(name) => format!("the name {name}"),
            Token::Variable(name) => format!("the variable ${name}"),
            Token::Number(number) => format!("the number {number}"),
            Token::Literal(_) => "a literal".into(),
            Token::Sign(sign) => format!("`{sign}`"),
            Token::End => "the end".into(),
        }
    }
}

/// The signs, longer ones first.
const SIGNS: [&str; 31] = [
    "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", "//", "[", "]", "{", "}", "(", ")", ".", "*", ",", ":", "@", "|",
    "&", "!", "<", ">", "=", "+", "-", "/", "%", "$",
];

/// All tokens of `text`, with [`Token::End`] behind them.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, SyntaxError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.as_bytes().first().copied().unwrap_or_default();
        if matches!(first, b' ' | b'\t' | b'\n' | b'\r') {
            at += 1;
            continue;
        }
        let previous = tokens.last().map(|(token, _)| token);
        let (token, length) = token(rest, first, previous).map_err(|reason| SyntaxError::new(reason, at))?;
        tokens.push((token, at));
        at += length;
    }
    tokens.push((Token::End, text.len()));
    Ok(tokens)
}

/// The token that `rest` begins with, and its length in bytes.
fn token(rest: &str, first: u8, previous: Option<&Token>) -> Result<(Token, usize), String> {
    match first {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let length = name_length(rest);
            Ok((Token::Name(rest[..length].into()), length))
        }
        b'0'..=b'9' => number(rest),
        b'-' if rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) && !ends_operand(previous) => number(rest),
        b'$' if rest.as_bytes().get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_') => {
            let length = name_length(&rest[1..]);
            Ok((Token::Variable(rest[1..=length].into()), length + 1))
        }
        b'"' => {
            let length = delimited(rest, '"')?;
            let name: String = serde_json::from_str(&rest[..length]).map_err(|error| error.to_string())?;
            Ok((Token::Quoted(name.into()), length))
        }
        b'\'' => raw_text(rest),
        b'`' => {
            let length = delimited(rest, '`')?;
            let json = rest[1..length - 1].replace("\\`", "`");
            Ok((Token::Literal(Data::parse_json(&json)?), length))
        }
        _ => {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let sign = sign.ok_or_else(|| format!("Unknown char: {:?}", rest.chars().next().unwrap_or_default()))?;
            Ok((Token::Sign(sign), sign.len()))
        }
    }
}

/// Whether a value may end with this token, so that `-` after it subtracts.
fn ends_operand(token: Option<&Token>) -> bool {
    match token {
        Some(Token::Sign(sign)) => matches!(*sign, "]" | ")" | "}" | "@" | "[]"),
        Some(_) => true,
        None => false,
    }
}

fn name_length(text: &str) -> usize {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
    end.unwrap_or(text.len())
}

fn number(text: &str) -> Result<(Token, usize), String> {
    let digits = text.bytes().skip(1).position(|byte| !byte.is_ascii_digit());
    let length = digits.map_or(text.len(), |digits| digits + 1);
    let number = &text[..length];
    let value = number.parse().map_err(|_| format!("strconv.Atoi: parsing \"{number}\": value out of range"))?;
    Ok((Token::Number(value), length))
}

/// The length of a text between two signs `end`, with both; a backslash takes the meaning from the character after it.
fn delimited(text: &str, end: char) -> Result<usize, String> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == end => return Ok(at + end.len_utf8()),
            _ => {}
        }
    }
    Err(format!("Unclosed delimiter: {end}"))
}

/// A text in single quotes, in which `\'` alone is an escape.
fn raw_text(text: &str) -> Result<(Token, usize), String> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' => return Ok((Token::Literal(Data::text(out)), at + 1)),
            '\\' if chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                out.push('\'');
                chars.next();
            }
            _ => out.push(c),
        }
    }
    Err("Unclosed delimiter: '".into())
}
