//! The words of error sentences: a node's text as Go writes it, and what is said about a literal of the wrong type.

use super::lexer::{Lexer, TokenKind};
use super::program::{Shape, Unit};
use crate::go::{Param, strconv};

/// Part of an action as Go prints it: one space between arguments, none inside of parentheses, ` | ` and ` := ` spaced.
pub(super) fn normalise(text: &[u8]) -> Vec<u8> {
    let mut lexer = Lexer::inside(text);
    let mut out = Vec::with_capacity(text.len());
    let mut previous = TokenKind::LeftParen;
    loop {
        let token = lexer.next();
        if matches!(token.kind, TokenKind::Eof | TokenKind::Error) {
            return out;
        }
        let bytes = lexer.bytes(token);
        let comma = token.kind == TokenKind::Char;
        let operator =
            |kind| matches!(kind, TokenKind::Pipe | TokenKind::Assign | TokenKind::Declare | TokenKind::Char);
        let tight = previous == TokenKind::LeftParen || token.kind == TokenKind::RightParen || comma;
        if !tight && (token.spaced || operator(token.kind) || operator(previous)) {
            out.push(b' ');
        }
        out.extend_from_slice(bytes);
        previous = token.kind;
    }
}

/// A node's text as Go's sentences give it between angle brackets.
pub(super) fn node_text(unit: &Unit, node: u32) -> String {
    let Some(mark) = unit.nodes.get(node as usize) else { return String::new() };
    let text = mark.range.of(&unit.text);
    let text = match mark.shape {
        Shape::Plain => normalise(text),
        Shape::Action => [b"{{", normalise(text).as_slice(), b"}}"].concat(),
        Shape::Template => template_text(text),
    };
    String::from_utf8_lossy(&text).into_owned()
}

/// `{{template "name" pipeline}}`, the name always in double quotes.
fn template_text(text: &[u8]) -> Vec<u8> {
    let mut lexer = Lexer::inside(text);
    let name = lexer.next();
    let quoted = strconv::unquote(lexer.bytes(name)).map(|name| strconv::quote(&name)).unwrap_or_default();
    let pipeline = normalise(text.get(name.end()..).unwrap_or_default());
    let space: &[u8] = if pipeline.is_empty() { b"" } else { b" " };
    [b"{{template ", quoted.as_bytes(), space, pipeline.as_slice(), b"}}"].concat()
}

/// Where a node is, as Go counts: line from 1, column in bytes from 0.
pub(super) fn line_and_column(unit: &Unit, node: u32) -> (usize, usize) {
    let position = unit.nodes.get(node as usize).map_or(0, |mark| mark.position as usize);
    let before = unit.text.get(..position).unwrap_or(&unit.text);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    (line, before.len() - start)
}

/// What is said about a literal that does not fit a parameter.
pub(super) fn mismatch(param: Param, text: &str) -> String {
    let wanted = match param {
        Param::Bool => "bool",
        Param::String => "string",
        Param::Int | Param::Int64 => "integer",
        Param::Uint32 => "unsigned integer",
        Param::Float64 => "float",
        _ => return format!("can't handle {text} for arg of type {}", param.type_name()),
    };
    format!("expected {wanted}; found {text}")
}
