//! Expressions: choices, and operators from the loosest to the tightest.

use super::Parser;
use crate::gotemplate::Error;
use crate::jinja::lexer::{Kind, Word};
use crate::jinja::program::*;

/// How tightly operators bind, from the loosest on; 0 is for what is none.
const DISJUNCTION: u8 = 1;
const CONJUNCTION: u8 = 2;
const NEGATION: u8 = 3;
const COMPARISON: u8 = 4;
const SUM: u8 = 5;
const CONCATENATION: u8 = 6;
const PRODUCT: u8 = 7;
const POWER: u8 = 8;

/// How tightly the operator binds that a token is behind an operand.
fn tightness(kind: Kind) -> u8 {
    match kind {
        Kind::Word(Word::Or) => DISJUNCTION,
        Kind::Word(Word::And) => CONJUNCTION,
        Kind::Word(Word::In | Word::Not)
        | Kind::Equal
        | Kind::Unequal
        | Kind::Less
        | Kind::LessOrEqual
        | Kind::Greater
        | Kind::GreaterOrEqual => COMPARISON,
        Kind::Plus | Kind::Minus => SUM,
        Kind::Tilde => CONCATENATION,
        Kind::Times | Kind::Divide | Kind::FloorDivide | Kind::Remainder => PRODUCT,
        Kind::Power => POWER,
        _ => 0,
    }
}

impl Parser<'_, '_> {
    /// An expression.
    pub(super) fn expression(&mut self) -> Result<Expression, Error> {
        self.nested(Self::choice)
    }

    /// `yes if test else no`.
    fn choice(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        let mut expression = self.disjunction()?;
        while self.skip_operator(Word::If) {
            let test = self.disjunction()?;
            let no = match self.skip_operator(Word::Else) {
                true => Some(self.deeper(Self::choice)?),
                false => None,
            };
            let inside = expression.levels.max(test.levels).max(no.as_ref().map_or(0, |no| no.levels));
            let choice = Box::new(Choice { test, yes: expression, no });
            expression = self.made(start, inside, ExpressionKind::Choice(choice))?;
        }
        Ok(expression)
    }

    /// An expression without a choice: what `for` goes over and `if` asks.
    pub(super) fn disjunction(&mut self) -> Result<Expression, Error> {
        self.operation(DISJUNCTION)
    }

    /// Operations that bind at least this tightly, each from the left.
    fn operation(&mut self, least: u8) -> Result<Expression, Error> {
        let start = self.start();
        let mut left = if least <= NEGATION && self.skip_operator(Word::Not) {
            let operand = self.deeper(|parser| parser.operation(NEGATION))?;
            self.negated(start, operand)?
        } else {
            self.operand()?
        };
        loop {
            let kind = self.token.kind;
            let tightness = tightness(kind);
            if tightness < least || tightness == 0 {
                return Ok(left);
            }
            left = match tightness {
                COMPARISON => self.comparison(start, left)?,
                CONCATENATION => self.concatenation(start, left)?,
                _ => {
                    self.advance();
                    let right = self.operation(tightness + 1)?;
                    let inside = left.levels.max(right.levels);
                    self.made(start, inside, operated(kind, Box::new((left, right))))?
                }
            };
        }
    }

    /// `not` of an operand.
    pub(super) fn negated(&self, start: u32, operand: Expression) -> Result<Expression, Error> {
        self.made(start, operand.levels, ExpressionKind::Not(Box::new(operand)))
    }

    fn comparison(&mut self, start: u32, first: Expression) -> Result<Expression, Error> {
        let mut inside = first.levels;
        let mut rest = Vec::with_capacity(1);
        while let Some(operator) = self.comparing()? {
            let operand = self.operation(SUM)?;
            inside = inside.max(operand.levels);
            rest.push((operator, operand));
        }
        // One comparison is an operation like others.
        match (rest.len(), rest.pop()) {
            (1, Some((Operator::NotIn, second))) => {
                let kind = ExpressionKind::Binary(Operator::In, Box::new((first, second)));
                let found = self.made(start, inside, kind)?;
                self.negated(start, found)
            }
            (1, Some((operator, second))) => {
                self.made(start, inside, ExpressionKind::Binary(operator, Box::new((first, second))))
            }
            (_, last) => {
                rest.extend(last);
                self.made(start, inside, ExpressionKind::Chain(Box::new((first, rest))))
            }
        }
    }

    /// Reads an operator that compares.
    fn comparing(&mut self) -> Result<Option<Operator>, Error> {
        let operator = match self.token.kind {
            Kind::Equal => Operator::Equal,
            Kind::Unequal => Operator::Unequal,
            Kind::Less => Operator::Less,
            Kind::LessOrEqual => Operator::LessOrEqual,
            Kind::Greater => Operator::Greater,
            Kind::GreaterOrEqual => Operator::GreaterOrEqual,
            Kind::Word(Word::In) => Operator::In,
            Kind::Word(Word::Not) => {
                self.advance();
                self.expect(Kind::Word(Word::In), "in")?;
                return Ok(Some(Operator::NotIn));
            }
            _ => return Ok(None),
        };
        self.advance();
        Ok(Some(operator))
    }

    /// `a ~ b ~ c` at once, however long it is.
    fn concatenation(&mut self, start: u32, first: Expression) -> Result<Expression, Error> {
        let mut inside = first.levels;
        let mut parts = vec![first];
        while self.skip(Kind::Tilde) {
            let part = self.operation(PRODUCT)?;
            inside = inside.max(part.levels);
            parts.push(part);
        }
        self.made(start, inside, ExpressionKind::Concat(parts))
    }
}

/// An operation of two operands.
fn operated(kind: Kind, pair: Box<(Expression, Expression)>) -> ExpressionKind {
    let operator = match kind {
        Kind::Word(Word::Or) => return ExpressionKind::Or(pair),
        Kind::Word(_) => return ExpressionKind::And(pair),
        Kind::Plus => Operator::Add,
        Kind::Minus => Operator::Subtract,
        Kind::Times => Operator::Multiply,
        Kind::Divide => Operator::Divide,
        Kind::FloorDivide => Operator::FloorDivide,
        Kind::Remainder => Operator::Remainder,
        _ => Operator::Power,
    };
    ExpressionKind::Binary(operator, pair)
}
