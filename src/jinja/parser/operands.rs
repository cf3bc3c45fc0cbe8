//! Operands: literals, names, what stands behind them, filters and tests.

use super::Parser;
use crate::go::Str;
use crate::gotemplate::Error;
use crate::jinja::filters::{self, Filter};
use crate::jinja::lexer::{Kind, Token, Word};
use crate::jinja::predicates;
use crate::jinja::program::*;
use smallvec::smallvec;
use std::borrow::Cow;

/// How many arguments a call may have.
const MOST_ARGUMENTS: usize = 2000;

/// Arguments, and how deeply the deepest of them nests.
type Arguments = (Vec<Argument>, u32);

impl<'s> Parser<'s, '_> {
    /// An operand with its filters and tests.
    pub(super) fn operand(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        let mut operand = self.signed()?;
        loop {
            operand = match self.token.kind {
                Kind::Pipe => {
                    self.advance();
                    self.filter(start, Some(operand))?
                }
                Kind::Word(Word::Is) => self.test(start, operand)?,
                _ => return Ok(operand),
            };
        }
    }

    /// An operand with its signs, and fields, items and calls behind it: `-a.b` is `-(a.b)`.
    fn signed(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        let mut operand = match self.token.kind {
            Kind::Minus => {
                self.advance();
                let operand = self.deeper(Self::signed)?;
                self.made(start, operand.levels, ExpressionKind::Negative(Box::new(operand)))?
            }
            _ => self.nested(Self::primary)?,
        };
        loop {
            operand = match self.token.kind {
                Kind::Dot => self.field(start, operand)?,
                Kind::BracketOpen => self.item(start, operand)?,
                Kind::ParenOpen => self.call(start, operand)?,
                _ => return Ok(operand),
            };
        }
    }

    fn primary(&mut self) -> Result<Expression, Error> {
        let token = self.token;
        let constant = match token.kind {
            Kind::Word(Word::True) => Constant::Bool(true),
            Kind::Word(Word::False) => Constant::Bool(false),
            Kind::Word(Word::None) => Constant::Nil,
            Kind::Word(_) => {
                self.advance();
                let name = self.variable(token);
                return self.made(token.place.start, 0, ExpressionKind::Name(name));
            }
            Kind::Text { .. } => return self.text(),
            Kind::Integer(number) => self.integer(number, token.place),
            Kind::Large => self.integer(u64::MAX, token.place),
            Kind::Float(number) => Constant::Float(number),
            Kind::ParenOpen => return self.parenthesized(),
            Kind::BracketOpen => return self.list(),
            Kind::BraceOpen => return self.map(),
            Kind::End | Kind::Bad => return Err(self.unexpected("expression")),
            kind => return Err(self.mistake(format!("unexpected {}", super::described(kind)))),
        };
        self.advance();
        self.made(token.place.start, 0, ExpressionKind::Constant(constant))
    }

    fn integer(&mut self, number: u64, place: Place) -> Constant {
        match i64::try_from(number) {
            Ok(number) => Constant::Integer(number),
            Err(_) => {
                self.refuse("template::syntax", place, "the number is larger than 64 bits");
                Constant::Nil
            }
        }
    }

    /// The number of a variable's name, which the text has spoken of now.
    pub(super) fn variable(&mut self, token: Token) -> Local {
        let name = self.name(token);
        self.spoken.push(name);
        name
    }

    /// The number of a name.
    pub(super) fn name(&mut self, token: Token) -> Local {
        self.names.number(Cow::Borrowed(self.slice(token)))
    }

    /// What a string means.
    fn content(&mut self, token: Token, escaped: bool) -> Cow<'s, str> {
        if escaped {
            return Cow::Owned(std::mem::take(&mut self.lexer.unescaped));
        }
        let quoted = self.slice(token);
        Cow::Borrowed(quoted.get(1..quoted.len() - 1).unwrap_or_default())
    }

    /// A string, or several that are one.
    fn text(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        let text = self.strings();
        self.made(start, 0, ExpressionKind::Constant(Constant::Text(Str::from(text))))
    }

    fn strings(&mut self) -> Cow<'s, str> {
        let mut text = Cow::Borrowed("");
        while let Kind::Text { escaped } = self.token.kind {
            let next = self.content(self.token, escaped);
            self.advance();
            text = if text.is_empty() { next } else { text + next };
        }
        text
    }

    /// `(a)`, or `(a, b)`, which is a list.
    fn parenthesized(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        self.advance();
        if self.skip(Kind::ParenClose) {
            return self.made(start, 0, ExpressionKind::List(Vec::new()));
        }
        let first = self.expression()?;
        if self.token.kind != Kind::Comma {
            self.expect(Kind::ParenClose, "`)`")?;
            return Ok(first);
        }
        self.items(start, vec![first], Kind::ParenClose)
    }

    fn list(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        self.advance();
        self.items(start, Vec::new(), Kind::BracketClose)
    }

    /// The items of a list, behind those that were read already, up to its end.
    fn items(&mut self, start: u32, mut items: Vec<Expression>, end: Kind) -> Result<Expression, Error> {
        let mut inside = items.iter().map(|item| item.levels).max().unwrap_or(0);
        while !self.skip(end) {
            if !items.is_empty() {
                self.expect(Kind::Comma, "`,`")?;
                if self.skip(end) {
                    break;
                }
            }
            let item = self.expression()?;
            inside = inside.max(item.levels);
            items.push(item);
        }
        self.made(start, inside, ExpressionKind::List(items))
    }

    fn map(&mut self) -> Result<Expression, Error> {
        let start = self.start();
        self.advance();
        let (mut entries, mut inside) = (Vec::new(), 0);
        while !self.skip(Kind::BraceClose) {
            if !entries.is_empty() {
                self.expect(Kind::Comma, "`,`")?;
                if self.skip(Kind::BraceClose) {
                    break;
                }
            }
            let key = self.expression()?;
            self.expect(Kind::Colon, "`:`")?;
            let value = self.expression()?;
            inside = inside.max(key.levels).max(value.levels);
            entries.push((key, value));
        }
        self.made(start, inside, ExpressionKind::Map(entries))
    }

    fn field(&mut self, start: u32, base: Expression) -> Result<Expression, Error> {
        self.advance();
        let token = self.token;
        let number = match token.kind {
            Kind::Word(_) => {
                self.advance();
                let name = self.name(token);
                return self.attribute(start, base, name);
            }
            Kind::Integer(number) => self.integer(number, token.place),
            Kind::Large => self.integer(u64::MAX, token.place),
            _ => return Err(self.unexpected("identifier or integer")),
        };
        self.advance();
        let key = self.made(token.place.start, 0, ExpressionKind::Constant(number))?;
        let inside = base.levels.max(key.levels);
        self.made(start, inside, ExpressionKind::Item(Box::new((base, key))))
    }

    /// `base[key]`, `base[start:stop:step]`.
    fn item(&mut self, start: u32, base: Expression) -> Result<Expression, Error> {
        self.advance();
        let first = if self.token.kind == Kind::Colon { None } else { Some(self.expression()?) };
        if self.token.kind != Kind::Colon {
            self.expect(Kind::BracketClose, "`]`")?;
            let Some(key) = first else { return Err(self.mistake("empty subscript")) };
            return self.keyed(start, base, key);
        }
        let mut bounds = [first, None, None];
        self.advance();
        if !matches!(self.token.kind, Kind::BracketClose | Kind::Colon) {
            bounds[1] = Some(self.expression()?);
        }
        if self.skip(Kind::Colon) && self.token.kind != Kind::BracketClose {
            bounds[2] = Some(self.expression()?);
        }
        self.expect(Kind::BracketClose, "`]`")?;
        let inside = bounds.iter().flatten().map(|bound| bound.levels).max().unwrap_or(0).max(base.levels);
        self.made(start, inside, ExpressionKind::Slice(Box::new((base, bounds))))
    }

    fn keyed(&mut self, start: u32, base: Expression, key: Expression) -> Result<Expression, Error> {
        if let ExpressionKind::Constant(Constant::Text(name)) = &key.kind
            && let Some(name) = name.as_str()
        {
            let name = self.names.number(Cow::Owned(name.to_owned()));
            return self.attribute(start, base, name);
        }
        let inside = base.levels.max(key.levels);
        self.made(start, inside, ExpressionKind::Item(Box::new((base, key))))
    }

    /// A field of a base, or one more of a base that has fields already.
    pub(super) fn attribute(&self, start: u32, base: Expression, name: Local) -> Result<Expression, Error> {
        let (inside, field) = (base.levels, Field { name, end: self.last.end });
        let fields = match base.kind {
            ExpressionKind::Fields(mut fields) if base.place.start == start => {
                fields.1.push(field);
                fields
            }
            kind => Box::new((Expression { kind, ..base }, smallvec![field])),
        };
        self.made(start, inside, ExpressionKind::Fields(fields))
    }

    /// Takes the last field from an expression that ends with one behind a dot.
    pub(super) fn without_field(&self, expression: Expression) -> Result<(Expression, Local), Expression> {
        let Expression { place, levels, kind } = expression;
        let end = Place { start: place.end.saturating_sub(1), end: place.end };
        match kind {
            ExpressionKind::Fields(mut fields) if self.lexer.slice(end) != "]" => {
                let Some(last) = fields.1.pop() else { return Ok((fields.0, Local(0))) };
                let Some(before) = fields.1.last() else { return Ok((fields.0, last.name)) };
                let place = Place { start: place.start, end: before.end };
                Ok((Expression { place, levels: levels - 1, kind: ExpressionKind::Fields(fields) }, last.name))
            }
            kind => Err(Expression { place, levels, kind }),
        }
    }

    fn call(&mut self, start: u32, callee: Expression) -> Result<Expression, Error> {
        let mut inside = callee.levels;
        let callee = match self.without_field(callee) {
            Ok((base, name)) => match base.kind {
                ExpressionKind::Name(own) if self.names.name(own) == "self" => Callee::Block(name),
                _ => Callee::Method(base, name),
            },
            Err(Expression { kind: ExpressionKind::Name(name), .. }) => Callee::Name(name, self.called(name)),
            Err(value) => Callee::Value(value),
        };
        let (args, levels) = self.arguments()?;
        inside = inside.max(levels);
        self.made(start, inside, ExpressionKind::Call(Box::new(Invocation { callee, args })))
    }

    /// The name of a filter or test, which may have dots.
    fn function_name(&mut self) -> Result<Place, Error> {
        let first = self.expect_name("identifier")?;
        while self.skip(Kind::Dot) {
            self.expect_name("identifier")?;
        }
        Ok(self.since(first.place.start))
    }

    /// A filter, behind its pipe.
    pub(super) fn filter(&mut self, start: u32, operand: Option<Expression>) -> Result<Expression, Error> {
        let name = self.function_name()?;
        let (args, levels) = self.arguments_if_any()?;
        let operand = match operand {
            Some(operand) => operand,
            None => self.made(start, 0, ExpressionKind::Captured)?,
        };
        let spelled = self.lexer.slice(name);
        let own = filters::find(spelled).map(Filter::Own);
        let library = || self.library(filters::library_name(spelled)).map(Filter::Library);
        let what = own.or_else(library).unwrap_or_else(|| {
            self.refuse("template::unknown-function", name, format!("filter {spelled} is unknown"));
            Filter::Own(filters::UNKNOWN)
        });
        let inside = operand.levels.max(levels);
        self.made(start, inside, ExpressionKind::Filter(Box::new(Applied { what, operand, args })))
    }

    fn test(&mut self, start: u32, operand: Expression) -> Result<Expression, Error> {
        self.advance();
        let negated = self.skip_operator(Word::Not);
        let name = self.function_name()?;
        let (args, levels) = match self.token.kind {
            Kind::Word(Word::And | Word::Or | Word::Else | Word::Is) => (Vec::new(), 0),
            Kind::Word(_)
            | Kind::Text { .. }
            | Kind::Integer(_)
            | Kind::Large
            | Kind::Float(_)
            | Kind::Plus
            | Kind::Minus
            | Kind::BracketOpen
            | Kind::BraceOpen => {
                let argument = self.signed()?;
                let levels = argument.levels;
                (vec![Argument::Position(argument)], levels)
            }
            _ => self.arguments_if_any()?,
        };
        let spelled = self.lexer.slice(name);
        let what = predicates::find(spelled).unwrap_or_else(|| {
            self.refuse("template::unknown-function", name, format!("test {spelled} is unknown"));
            predicates::UNKNOWN
        });
        let inside = operand.levels.max(levels);
        let test = self.made(start, inside, ExpressionKind::Test(Box::new(Applied { what, operand, args })))?;
        if negated { self.negated(start, test) } else { Ok(test) }
    }

    fn arguments_if_any(&mut self) -> Result<Arguments, Error> {
        if self.token.kind == Kind::ParenOpen { self.arguments() } else { Ok((Vec::new(), 0)) }
    }

    /// Arguments in their parentheses.
    fn arguments(&mut self) -> Result<Arguments, Error> {
        self.expect(Kind::ParenOpen, "`(`")?;
        let (mut args, mut inside, mut named) = (Vec::with_capacity(1), 0, false);
        while !self.skip(Kind::ParenClose) {
            if !args.is_empty() {
                self.expect(Kind::Comma, "`,`")?;
                if self.skip(Kind::ParenClose) {
                    break;
                }
            }
            let argument = self.argument(&mut named)?;
            let (Argument::Position(value)
            | Argument::Keyword(_, value)
            | Argument::Spread(value)
            | Argument::SpreadKeywords(value)) = &argument;
            inside = inside.max(value.levels);
            args.push(argument);
            if args.len() > MOST_ARGUMENTS {
                return Err(self.mistake("Too many arguments in function call"));
            }
        }
        Ok((args, inside))
    }

    /// One argument; `named` says whether one with a name has been read.
    fn argument(&mut self, named: &mut bool) -> Result<Argument, Error> {
        if self.skip(Kind::Power) {
            *named = true;
            return Ok(Argument::SpreadKeywords(self.expression()?));
        }
        if self.skip(Kind::Times) {
            return Ok(Argument::Spread(self.expression()?));
        }
        let value = self.expression()?;
        match value.kind {
            ExpressionKind::Name(name) if self.skip(Kind::Assign) => {
                // It is no variable that the text speaks of.
                self.spoken.pop();
                *named = true;
                Ok(Argument::Keyword(name, self.expression()?))
            }
            _ if *named => Err(self.mistake("non-keyword arg after keyword arg")),
            _ => Ok(Argument::Position(value)),
        }
    }

    /// The function of the library that has this name.
    fn library(&self, name: &str) -> Option<Library> {
        let number = self.functions.number(name)?;
        Some(Library { number, takes_undefined: filters::takes_undefined(name) })
    }

    fn called(&self, name: Local) -> Option<Called> {
        let own = match self.names.name(name) {
            "include" => Own::Include,
            "tpl" => Own::Tpl,
            "range" => Own::Range,
            "dict" => Own::Dict,
            "namespace" => Own::Namespace,
            "super" => Own::Super,
            name => return self.library(name).map(Called::Library),
        };
        Some(Called::Own(own))
    }
}
