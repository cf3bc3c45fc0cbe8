//! Text → [`Token`]s. Comments and white space vanish; literals are read to their values.

use super::error::{Invalid, Position};
use super::literal;
use super::value::Value;

/// A token and its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) position: Position,
}

/// What a token is.
#[derive(Clone, Debug)]
pub(super) enum TokenKind {
    Name(String),
    /// A name between backticks, which may stand for a field only.
    Quoted(String),
    Literal(Value<'static>),
    /// The digits of a whole number, which may be the least int behind a minus.
    Whole(String),
    Symbol(&'static str),
    End,
}

/// Longer symbols first.
const SYMBOLS: [&str; 26] = [
    "==", "!=", "<=", ">=", "&&", "||", ".", ",", ":", "?", "(", ")", "[", "]", "{", "}", "<", ">", "+", "-", "*", "/",
    "%", "!", "=", "`",
];

/// The tokens of `text`, with an end behind them.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Invalid> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new() };
    while lexer.skip_blanks() {
        let start = lexer.at;
        let kind = lexer.token()?;
        lexer.tokens.push(Token { kind, position: Position::new(start, lexer.at) });
    }
    let end = Position::new(text.len(), text.len());
    lexer.tokens.push(Token { kind: TokenKind::End, position: end });
    Ok(lexer.tokens)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether anything is left behind blanks and comments.
    fn skip_blanks(&mut self) -> bool {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{c}']).len();
            self.at += blank;
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if blank == 0 {
                return !self.rest().is_empty();
            }
        }
    }

    fn token(&mut self) -> Result<TokenKind, Invalid> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let (first, second) = (bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0));
        if first.is_ascii_digit() || (first == b'.' && second.is_ascii_digit()) {
            return self.number();
        }
        if let Some(opening) = literal::opening(rest) {
            return self.quoted_literal(opening);
        }
        if first == b'`' {
            return self.quoted_name();
        }
        if first.is_ascii_alphabetic() || first == b'_' {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or_default();
            self.at += end;
            return Ok(match name {
                "true" => TokenKind::Literal(Value::Bool(true)),
                "false" => TokenKind::Literal(Value::Bool(false)),
                "null" => TokenKind::Literal(Value::Null),
                _ => TokenKind::Name(name.to_owned()),
            });
        }
        match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            Some(symbol) => {
                self.at += symbol.len();
                Ok(TokenKind::Symbol(symbol))
            }
            None => {
                let unknown = rest.chars().next().unwrap_or_default();
                let position = Position::new(self.at, self.at + unknown.len_utf8());
                Err(Invalid::one(format!("Syntax error: token recognition error at: '{unknown}'"), position))
            }
        }
    }

    fn quoted_name(&mut self) -> Result<TokenKind, Invalid> {
        let inner = self.rest().get(1..).unwrap_or_default();
        let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | ' ')));
        match end.filter(|&end| end > 0 && inner[end..].starts_with('`')) {
            Some(end) => {
                self.at += end + 2;
                Ok(TokenKind::Quoted(inner.get(..end).unwrap_or_default().to_owned()))
            }
            None => {
                let position = Position::new(self.at, self.at + 1);
                Err(Invalid::one("Syntax error: token recognition error at: '`'", position))
            }
        }
    }

    fn quoted_literal(&mut self, opening: literal::Opening) -> Result<TokenKind, Invalid> {
        let start = self.at;
        let body = self.rest().get(opening.length..).unwrap_or_default();
        let Some(end) = opening.end(body) else {
            let seen: String = self.rest().lines().next().unwrap_or_default().chars().take(40).collect();
            let position = Position::new(start, start + seen.len());
            return Err(Invalid::one(format!("Syntax error: token recognition error at: '{seen}'"), position));
        };
        self.at += opening.length + end + opening.quote.len();
        let value = opening.value(body.get(..end).unwrap_or_default());
        let position = Position::new(start, self.at);
        value.map(TokenKind::Literal).map_err(|reason| Invalid::one(format!("Syntax error: {reason}"), position))
    }

    fn number(&mut self) -> Result<TokenKind, Invalid> {
        let (rest, start) = (self.rest(), self.at);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(hex) = rest.strip_prefix("0x") {
            let length = hex.bytes().take_while(u8::is_ascii_hexdigit).count();
            if length > 0 {
                self.at += 2 + length;
                return self.whole(rest.get(..2 + length).unwrap_or_default(), start);
            }
        }
        let whole = digits(rest);
        let mut length = whole;
        if rest[length..].starts_with('.') && digits(&rest[length + 1..]) > 0 {
            length += 1 + digits(&rest[length + 1..]);
        }
        if rest[length..].starts_with(['e', 'E']) {
            let sign = usize::from(rest[length + 1..].starts_with(['+', '-']));
            let exponent = digits(&rest[length + 1 + sign..]);
            if exponent > 0 {
                length += 1 + sign + exponent;
            }
        }
        self.at += length;
        let text = rest.get(..length).unwrap_or_default();
        if length == whole {
            return self.whole(text, start);
        }
        let number: f64 =
            text.parse().map_err(|_| Invalid::one("invalid double literal", Position::new(start, self.at)))?;
        if number.is_infinite() {
            return Err(Invalid::one("Syntax error: invalid double literal", Position::new(start, self.at)));
        }
        Ok(TokenKind::Literal(Value::Double(number)))
    }

    /// A whole number, which a `u` makes a uint.
    fn whole(&mut self, digits: &str, start: usize) -> Result<TokenKind, Invalid> {
        if !self.rest().starts_with(['u', 'U']) {
            return Ok(TokenKind::Whole(digits.to_owned()));
        }
        self.at += 1;
        match digits.strip_prefix("0x").map_or_else(|| digits.parse(), |hex| u64::from_str_radix(hex, 16)) {
            Ok(number) => Ok(TokenKind::Literal(Value::Uint(number))),
            Err(_) => Err(Invalid::one("Syntax error: invalid uint literal", Position::new(start, self.at))),
        }
    }
}
