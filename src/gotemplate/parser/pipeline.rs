//! Pipelines, commands and operands: what stands inside of one action.

use super::Parser;
use crate::deep::deeper;
use crate::go::strconv;
use crate::gotemplate::error::Error;
use crate::gotemplate::lexer::TokenKind;
use crate::gotemplate::number::Number;
use crate::gotemplate::syntax::{Command, Operand, Pipeline, Place, Range, Term};
use smallvec::SmallVec;

/// Nesting of parentheses at which Go gives up too.
const MAX_PARENTHESES: usize = 10_000;

/// The variables that take a pipeline's value, and whether they exist already.
type Declarations<'a> = (&'a [&'a [u8]], bool);

impl<'a> Parser<'a> {
    /// A pipeline up to and with the token that ends it.
    pub(super) fn pipeline(&mut self, context: &str, end: TokenKind) -> Result<Pipeline<'a>, Error> {
        let first = self.peek();
        let (variables, assign) = self.declarations(context)?;
        let mut commands: SmallVec<[Command<'a>; 2]> = SmallVec::new();
        loop {
            let token = self.next();
            match token.kind {
                kind if kind == end => {
                    self.check_stages(&commands, context)?;
                    let range = Range::new(first.start(), token.start().max(first.start()));
                    let place = Place { range, position: first.start() as u32 };
                    let commands = self.arena.alloc_slice_copy(&commands);
                    return Ok(Pipeline { place, variables, assign, commands });
                }
                kind if starts_operand(kind) => {
                    self.push_back(token);
                    commands.push(self.command()?);
                }
                _ => return Err(self.unexpected(token, context)),
            }
        }
    }

    /// The variables before `:=` or `=`; more than one only where `range` declares them.
    fn declarations(&mut self, context: &str) -> Result<Declarations<'a>, Error> {
        let mut variables: SmallVec<[&'a [u8]; 2]> = SmallVec::new();
        loop {
            let variable = self.peek();
            if variable.kind != TokenKind::Variable {
                return Ok((self.arena.alloc_slice_copy(&variables), false));
            }
            self.next();
            let next = self.peek();
            let comma = next.kind == TokenKind::Char && self.bytes(next) == b",";
            if !comma && !matches!(next.kind, TokenKind::Assign | TokenKind::Declare) {
                // Only an argument: `$x foo`.
                self.push_back(variable);
                return Ok((self.arena.alloc_slice_copy(&variables), false));
            }
            self.next();
            let name = self.bytes(variable);
            variables.push(name);
            self.scope.declare(name);
            if !comma {
                return Ok((self.arena.alloc_slice_copy(&variables), next.kind == TokenKind::Assign));
            }
            if context != "range" || variables.len() > 1 {
                return Err(self.syntax(format!("too many declarations in {context}")));
            }
            let follows = self.peek().kind;
            if !matches!(follows, TokenKind::Variable | TokenKind::RightDelim | TokenKind::RightParen) {
                return Err(self.syntax("range can only initialize variables"));
            }
        }
    }

    fn check_stages(&self, commands: &[Command<'_>], context: &str) -> Result<(), Error> {
        if commands.is_empty() {
            return Err(self.syntax(format!("missing value for {context}")));
        }
        let constant = |command: &Command<'_>| {
            let term = command.operands.first().map(|operand| &operand.term);
            matches!(term, Some(Term::Bool(_) | Term::Dot | Term::Nil | Term::Number(_) | Term::String(_)))
        };
        match commands.iter().skip(1).position(constant) {
            None => Ok(()),
            Some(stage) => Err(self.syntax(format!("non executable command in pipeline stage {}", stage + 2))),
        }
    }

    /// Operands separated by spaces, up to a pipe or the end of the pipeline.
    fn command(&mut self) -> Result<Command<'a>, Error> {
        let first = self.peek();
        let (mut operands, mut end) = (SmallVec::<[Operand<'a>; 4]>::new(), first.start());
        loop {
            if let Some((operand, operand_end)) = self.operand()? {
                operands.push(operand);
                end = operand_end;
            }
            let token = self.peek();
            match token.kind {
                TokenKind::RightDelim | TokenKind::RightParen => break,
                TokenKind::Pipe => {
                    self.next();
                    break;
                }
                _ if token.spaced && starts_operand(token.kind) => {}
                _ => return Err(self.unexpected(token, "operand")),
            }
        }
        if operands.is_empty() {
            return Err(self.syntax("empty command"));
        }
        let place = Place { range: Range::new(first.start(), end), position: first.start() as u32 };
        Ok(Command { place, operands: self.arena.alloc_slice_copy(&operands) })
    }

    /// A term with the fields that follow it, and where its text ends; `None` where the next token starts no term.
    fn operand(&mut self) -> Result<Option<(Operand<'a>, usize)>, Error> {
        let start = self.peek().start();
        let Some((operand, mut end)) = self.term()? else { return Ok(None) };
        let first = self.peek();
        let mut next = first;
        while next.kind == TokenKind::Field && !next.spaced {
            self.next();
            end = next.end();
            next = self.peek();
        }
        if first.kind != TokenKind::Field || first.spaced {
            return Ok(Some((operand, end)));
        }
        // Go gives the first of these fields as the position of the whole.
        let place = Place { range: Range::new(start, end), position: first.start() as u32 };
        let path = |from: usize| &self.input.text[from..end];
        let term = match operand.term {
            Term::Field(_) => Term::Field(path(start + 1)),
            Term::Variable(variable, _) => Term::Variable(variable, path(first.start() + 1)),
            Term::Bool(_) | Term::String(_) | Term::Number(_) | Term::Nil | Term::Dot => {
                let text = strconv::quote(operand.place.range.of(self.input.text));
                return Err(self.syntax(format!("unexpected . after term {text}")));
            }
            Term::Function(..) | Term::Pipeline(_) | Term::Chain(..) => {
                Term::Chain(self.arena.alloc(operand), path(first.start() + 1))
            }
        };
        Ok(Some((Operand { place, term }, end)))
    }

    fn term(&mut self) -> Result<Option<(Operand<'a>, usize)>, Error> {
        let token = self.next();
        let bytes = self.bytes(token);
        let term = match token.kind {
            TokenKind::Identifier => self.function(bytes)?,
            TokenKind::Dot => Term::Dot,
            TokenKind::Nil => Term::Nil,
            TokenKind::Variable => self.variable(bytes)?,
            TokenKind::Field => Term::Field(&bytes[1..]),
            TokenKind::Bool => Term::Bool(bytes == b"true"),
            TokenKind::CharConstant => self.number(Number::parse_character(bytes))?,
            TokenKind::Complex => self.number(Number::parse_complex(bytes))?,
            TokenKind::Number => self.number(Number::parse(bytes))?,
            TokenKind::String | TokenKind::RawString => Term::String(self.unquote(token)?),
            TokenKind::LeftParen => return self.parenthesised().map(Some),
            _ => {
                self.push_back(token);
                return Ok(None);
            }
        };
        let place = Place { range: Range::new(token.start(), token.end()), position: token.start() as u32 };
        Ok(Some((Operand { place, term }, token.end())))
    }

    fn number(&self, number: Result<Number, String>) -> Result<Term<'a>, Error> {
        let number = number.map_err(|why| self.syntax(why))?;
        Ok(Term::Number(self.arena.alloc(number)))
    }

    fn function(&self, name: &'a [u8]) -> Result<Term<'a>, Error> {
        match self.input.functions.find(name) {
            Some(number) => Ok(Term::Function(name, number)),
            None => {
                let sentence = format!("function {} not defined", strconv::quote(name));
                Err(self.error("template::unknown-function", sentence))
            }
        }
    }

    fn variable(&mut self, name: &'a [u8]) -> Result<Term<'a>, Error> {
        if self.scope.knows(name) {
            return Ok(Term::Variable(name, b""));
        }
        let sentence = format!("undefined variable {}", strconv::quote(name));
        Err(self.error("template::unknown-variable", sentence))
    }

    fn parenthesised(&mut self) -> Result<(Operand<'a>, usize), Error> {
        if self.parentheses >= MAX_PARENTHESES {
            return Err(self.error("template::nesting", "max expression depth exceeded"));
        }
        self.parentheses += 1;
        let context = "parenthesized pipeline";
        let pipeline = deeper(|| self.pipeline(context, TokenKind::RightParen))?;
        self.parentheses -= 1;
        // The pipeline's range goes up to the parenthesis that closes it.
        let end = pipeline.place.range.end as usize + 1;
        Ok((Operand { place: pipeline.place, term: Term::Pipeline(self.arena.alloc(pipeline)) }, end))
    }
}

fn starts_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Bool
            | TokenKind::CharConstant
            | TokenKind::Complex
            | TokenKind::Dot
            | TokenKind::Field
            | TokenKind::Identifier
            | TokenKind::Number
            | TokenKind::Nil
            | TokenKind::RawString
            | TokenKind::String
            | TokenKind::Variable
            | TokenKind::LeftParen
    )
}
