//! From tokens to a [`program`](super::program) in one pass, without a tree between: names become numbers, functions and
//! filters are found, and how deeply the text nests is counted, so that neither reading nor executing it needs an unbounded
//! stack. The language is MiniJinja's; a test holds what this makes of a text to what MiniJinja's own parser makes of it.

mod expressions;
mod names;
mod operands;
mod statements;
mod targets;

use super::fault;
use super::lexer::{Kind, Lexer, Token, Word};
use super::program::*;
use crate::gotemplate::{Error, FunctionTable};
use names::Interner;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How deeply expressions and statements may be nested in one another.
const MOST_LEVELS: u32 = 300;

/// How deeply expressions may be nested in one another while they are read, in MiniJinja's count.
const MOST_OPEN: u32 = 150;

/// Levels up to which nobody asks how much native stack is left, which costs more than reading a small text.
const SHALLOW: u32 = 12;

/// Bytes of native stack that reading a text takes at most: how deeply it may nest is bounded.
const STACK: usize = if cfg!(debug_assertions) { 24 << 20 } else { 2 << 20 };

/// What a text gives.
pub(super) struct Parsed<'s> {
    pub body: Body,
    pub blocks: Vec<Arc<BlockDefinition>>,
    /// What the names of the program are.
    pub names: Vec<Cow<'s, str>>,
    /// Names that the text may give a value to.
    pub given: Vec<Local>,
}

/// Parses a unit's text; calls are of these functions.
pub(super) fn parse<'s>(text: &'s str, unit: &Unit, functions: &FunctionTable) -> Result<Parsed<'s>, Error> {
    let mut parser = Parser::new(text, unit, functions);
    let statements = parser.statements(|_| false)?;
    if let Some(refused) = parser.refused {
        return Err(refused);
    }
    let names = parser.names.names();
    Ok(Parsed { body: body(statements, 0), blocks: parser.definitions, names, given: parser.given })
}

/// Statements that are executed on their own, beside what nests `levels` deep.
fn body(statements: Vec<Statement>, levels: u32) -> Body {
    let levels = levels.max(deepest(&statements));
    Body { statements, levels }
}

/// How deeply the deepest of some statements nests.
fn deepest(statements: &[Statement]) -> u32 {
    statements.iter().map(|statement| statement.levels).max().unwrap_or(0)
}

/// Reads a text.
struct Parser<'s, 'a> {
    lexer: Lexer<'s>,
    /// The token that is to be read next.
    token: Token,
    /// The last token that was read.
    last: Place,
    unit: &'a Unit,
    functions: &'a FunctionTable,
    names: Interner<'s>,
    /// The names of variables in the order in which the text speaks of them: what macros and loops look through for theirs.
    spoken: Vec<Local>,
    given: Vec<Local>,
    definitions: Vec<Arc<BlockDefinition>>,
    /// The names of all blocks that have begun.
    block_names: BTreeSet<Local>,
    in_macro: bool,
    in_loop: bool,
    /// Expressions and statements that are open, as MiniJinja counts them, and those that it does not count.
    open: u32,
    uncounted: u32,
    /// The first mistake that is no mistake of syntax: those go first.
    refused: Option<Error>,
}

impl<'s, 'a> Parser<'s, 'a> {
    fn new(text: &'s str, unit: &'a Unit, functions: &'a FunctionTable) -> Self {
        let mut lexer = Lexer::new(text);
        let token = lexer.next();
        Parser {
            lexer,
            token,
            last: Place::default(),
            unit,
            functions,
            names: Interner::default(),
            spoken: Vec::with_capacity(32),
            given: Vec::with_capacity(16),
            definitions: Vec::new(),
            block_names: BTreeSet::new(),
            in_macro: false,
            in_loop: false,
            open: 0,
            uncounted: 0,
            refused: None,
        }
    }

    /// Reads the token that comes next.
    fn advance(&mut self) -> Token {
        let token = self.token;
        self.last = token.place;
        self.token = self.lexer.next();
        token
    }

    /// Where the next token begins.
    fn start(&self) -> u32 {
        self.token.place.start
    }

    /// What has been read from `start` on.
    fn since(&self, start: u32) -> Place {
        Place { start, end: self.last.end.max(start) }
    }

    fn slice(&self, token: Token) -> &'s str {
        self.lexer.slice(token.place)
    }

    fn skip(&mut self, kind: Kind) -> bool {
        let found = self.token.kind == kind;
        if found {
            self.advance();
        }
        found
    }

    fn skip_operator(&mut self, word: Word) -> bool {
        self.skip(Kind::Word(word))
    }

    /// Whether the next token is this word.
    fn at_word(&self, word: &str) -> bool {
        matches!(self.token.kind, Kind::Word(_)) && self.slice(self.token) == word
    }

    fn skip_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, kind: Kind, expected: &str) -> Result<Token, Error> {
        if self.token.kind == kind { Ok(self.advance()) } else { Err(self.unexpected(expected)) }
    }

    fn expect_word(&mut self, word: &str, expected: &str) -> Result<(), Error> {
        if self.skip_word(word) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn expect_name(&mut self, expected: &str) -> Result<Token, Error> {
        match self.token.kind {
            Kind::Word(_) => Ok(self.advance()),
            _ => Err(self.unexpected(expected)),
        }
    }

    fn expect_end(&mut self) -> Result<(), Error> {
        self.expect(Kind::BlockEnd, "end of block").map(|_| ())
    }

    /// The error of a token that does not fit.
    #[cold]
    fn unexpected(&self, expected: &str) -> Error {
        let found = described(self.token.kind);
        self.mistake(format!("unexpected {found}, expected {expected}"))
    }

    /// A mistake of syntax at the next token, unless that is none itself, which is the mistake then.
    #[cold]
    fn mistake(&self, cause: impl Into<String>) -> Error {
        match (self.token.kind, self.lexer.fault) {
            (Kind::Bad, Some(fault)) => self.mistake_at(fault.place, fault.cause),
            _ => self.mistake_at(self.token.place, cause),
        }
    }

    #[cold]
    fn mistake_at(&self, place: Place, cause: impl Into<String>) -> Error {
        fault::syntax("template::syntax", self.unit, place, cause)
    }

    /// Keeps a mistake that is none of syntax.
    #[cold]
    fn refuse(&mut self, code: &'static str, place: Place, cause: impl Into<String>) {
        let refused = fault::syntax(code, self.unit, place, cause);
        self.refused.get_or_insert(refused);
    }

    #[cold]
    fn too_deep(&self, place: Place) -> Error {
        let cause = format!("the template nests more than {MOST_LEVELS} levels deep");
        fault::syntax("template::nesting", self.unit, place, cause).help("take the template apart")
    }

    /// Reads what is one level deeper, in MiniJinja's count.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.open += 1;
        if self.open > MOST_OPEN {
            return Err(self.mistake_at(self.token.place, "template exceeds maximum recursion limits"));
        }
        let result = self.on_stack(read);
        self.open -= 1;
        result
    }

    /// Reads what is one level deeper and does not count for MiniJinja.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.uncounted += 1;
        if self.uncounted > MOST_LEVELS {
            return Err(self.too_deep(self.token.place));
        }
        let result = self.on_stack(read);
        self.uncounted -= 1;
        result
    }

    /// Reads on enough stack for all levels to come, once there are many.
    fn on_stack<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.open + self.uncounted == SHALLOW {
            return stacker::maybe_grow(STACK, STACK, || read(self));
        }
        read(self)
    }

    /// Makes an expression of what was read from `start` on, around parts that nest `inside` levels deep.
    fn made(&self, start: u32, inside: u32, kind: ExpressionKind) -> Result<Expression, Error> {
        let (place, levels) = (self.since(start), inside + 1);
        if levels > MOST_LEVELS { Err(self.too_deep(place)) } else { Ok(Expression { place, levels, kind }) }
    }
}

/// What a token is called in sentences.
fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::End => "end of input",
        Kind::Bad => "character",
        Kind::Data => "template-data",
        Kind::VariableStart => "start of variable block",
        Kind::VariableEnd => "end of variable block",
        Kind::BlockStart => "start of block",
        Kind::BlockEnd => "end of block",
        Kind::Word(_) => "identifier",
        Kind::Text { .. } => "string",
        Kind::Integer(_) | Kind::Large => "integer",
        Kind::Float(_) => "float",
        Kind::Plus => "`+`",
        Kind::Minus => "`-`",
        Kind::Times => "`*`",
        Kind::Divide => "`/`",
        Kind::FloorDivide => "`//`",
        Kind::Power => "`**`",
        Kind::Remainder => "`%`",
        Kind::Dot => "`.`",
        Kind::Comma => "`,`",
        Kind::Colon => "`:`",
        Kind::Tilde => "`~`",
        Kind::Assign => "`=`",
        Kind::Pipe => "`|`",
        Kind::Equal => "`==`",
        Kind::Unequal => "`!=`",
        Kind::Greater => "`>`",
        Kind::GreaterOrEqual => "`>=`",
        Kind::Less => "`<`",
        Kind::LessOrEqual => "`<=`",
        Kind::BracketOpen => "`[`",
        Kind::BracketClose => "`]`",
        Kind::ParenOpen => "`(`",
        Kind::ParenClose => "`)`",
        Kind::BraceOpen => "`{`",
        Kind::BraceClose => "`}`",
    }
}

#[cfg(test)]
mod tests;
