//! Tokens → [`Expr`], by recursive descent along the language's grammar. Nesting is bounded, so that hostile text costs an
//! error and no stack.

use super::error::{Invalid, Position};
use super::lexer::{Token, TokenKind, tokens};
use super::macros;
use super::syntax::{Binary, Entry, Expr, ExprKind, Item, RESERVED, RESERVED_BESIDE, Unary};
use super::value::Value;

/// The longest expression, in code points: cel-go's.
const MAX_SIZE: usize = 100_000;
/// How deep parentheses and the like may nest: cel-go's.
const MAX_NESTING: u32 = 250;
/// How deep expressions may lie inside of one another, chains of `+` and `.` among them.
const MAX_DEPTH: u32 = 1_000;

/// Parses an expression.
pub(super) fn parse(text: &str) -> Result<Expr, Invalid> {
    let size = text.chars().count();
    if size > MAX_SIZE {
        let message = format!("expression code point size exceeds limit: size: {size}, limit {MAX_SIZE}");
        return Err(Invalid::one(message, Position::default()));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, nesting: 0 };
    let expression = parser.expression()?;
    match parser.peek() {
        TokenKind::End => Ok(expression),
        _ => Err(parser.unexpected("<EOF>")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    nesting: u32,
}

type Parsed<T = Expr> = Result<T, Invalid>;

impl Parser {
    fn peek(&self) -> &TokenKind {
        self.tokens.get(self.at).map_or(&TokenKind::End, |token| &token.kind)
    }

    fn position(&self) -> Position {
        self.tokens
            .get(self.at.min(self.tokens.len().saturating_sub(1)))
            .map(|token| token.position)
            .unwrap_or_default()
    }

    /// The place of the token that was read last.
    fn last(&self) -> Position {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map(|token| token.position).unwrap_or_default()
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self.peek(), TokenKind::Symbol(found) if *found == symbol)
    }

    /// Takes the symbol if it is next.
    fn take(&mut self, symbol: &str) -> bool {
        let is = self.is(symbol);
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, symbol: &str) -> Parsed<()> {
        if self.take(symbol) { Ok(()) } else { Err(self.unexpected(&format!("'{symbol}'"))) }
    }

    fn unexpected(&self, expected: &str) -> Invalid {
        let found = match self.peek() {
            TokenKind::End => "<EOF>".to_owned(),
            TokenKind::Symbol(symbol) => (*symbol).to_owned(),
            TokenKind::Name(name) | TokenKind::Quoted(name) => name.clone(),
            TokenKind::Whole(digits) => digits.clone(),
            TokenKind::Literal(value) => value.as_str().map_or_else(|| value.type_name().to_owned(), str::to_owned),
        };
        Invalid::one(format!("Syntax error: mismatched input '{found}' expecting {expected}"), self.position())
    }

    /// An expression made of others, unless they nest too deep.
    fn make(&self, kind: ExprKind, from: Position) -> Parsed {
        let made = Expr::new(kind, from.to(self.last()));
        if made.depth > MAX_DEPTH {
            let message = format!("expression recursion limit exceeded: {MAX_DEPTH}");
            return Err(Invalid::one(message, made.position));
        }
        Ok(made)
    }

    /// `condition ? then : otherwise`, or what binds tighter.
    fn expression(&mut self) -> Parsed {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            let message = format!("expression recursion limit exceeded: {MAX_NESTING}");
            return Err(Invalid::one(message, self.position()));
        }
        let start = self.position();
        let mut expression = self.either()?;
        if self.take("?") {
            let then = Box::new(self.either()?);
            self.expect(":")?;
            let otherwise = Box::new(self.expression()?);
            let condition = Box::new(expression);
            expression = self.make(ExprKind::Conditional { condition, then, otherwise }, start)?;
        }
        self.nesting -= 1;
        Ok(expression)
    }

    fn either(&mut self) -> Parsed {
        self.operands("||", Parser::both, ExprKind::Or)
    }

    fn both(&mut self) -> Parsed {
        self.operands("&&", Parser::relation, ExprKind::And)
    }

    /// Operands with `symbol` between them; a single one is itself.
    fn operands(&mut self, symbol: &str, operand: fn(&mut Self) -> Parsed, make: fn(Vec<Expr>) -> ExprKind) -> Parsed {
        let start = self.position();
        let first = operand(self)?;
        if !self.is(symbol) {
            return Ok(first);
        }
        let mut operands = vec![first];
        while self.take(symbol) {
            operands.push(operand(self)?);
        }
        self.make(make(operands), start)
    }

    fn relation(&mut self) -> Parsed {
        self.chain(Parser::sum, |token| match token {
            TokenKind::Symbol("==") => Some(Binary::Equal),
            TokenKind::Symbol("!=") => Some(Binary::NotEqual),
            TokenKind::Symbol("<") => Some(Binary::Less),
            TokenKind::Symbol("<=") => Some(Binary::LessEqual),
            TokenKind::Symbol(">") => Some(Binary::Greater),
            TokenKind::Symbol(">=") => Some(Binary::GreaterEqual),
            TokenKind::Name(name) if name == "in" => Some(Binary::In),
            _ => None,
        })
    }

    fn sum(&mut self) -> Parsed {
        self.chain(Parser::product, |token| match token {
            TokenKind::Symbol("+") => Some(Binary::Add),
            TokenKind::Symbol("-") => Some(Binary::Subtract),
            _ => None,
        })
    }

    fn product(&mut self) -> Parsed {
        self.chain(Parser::unary, |token| match token {
            TokenKind::Symbol("*") => Some(Binary::Multiply),
            TokenKind::Symbol("/") => Some(Binary::Divide),
            TokenKind::Symbol("%") => Some(Binary::Modulo),
            _ => None,
        })
    }

    /// Operands with operators of one precedence between them, grouped from the left.
    fn chain(&mut self, operand: fn(&mut Self) -> Parsed, operator: fn(&TokenKind) -> Option<Binary>) -> Parsed {
        let start = self.position();
        let mut left = operand(self)?;
        while let Some(operator) = operator(self.peek()) {
            self.at += 1;
            let right = Box::new(operand(self)?);
            left = self.make(ExprKind::Binary { operator, left: Box::new(left), right }, start)?;
        }
        Ok(left)
    }

    /// `!` and `-`, any number of one of them.
    fn unary(&mut self) -> Parsed {
        let start = self.position();
        let (symbol, operator) = match self.peek() {
            TokenKind::Symbol("!") => ("!", Unary::Not),
            TokenKind::Symbol("-") => ("-", Unary::Negate),
            _ => return self.postfix(),
        };
        let mut count = 0;
        let begin = self.at;
        while self.take(symbol) {
            count += 1;
        }
        if operator == Unary::Negate
            && matches!(self.peek(), TokenKind::Whole(_) | TokenKind::Literal(Value::Double(_)))
        {
            // A minus belongs to the number behind it, so that the least int can be written.
            self.at = begin + count - 1;
            count -= 1;
        }
        let mut operand = self.postfix()?;
        if count % 2 == 1 {
            operand = self.make(ExprKind::Unary { operator, operand: Box::new(operand) }, start)?;
        }
        Ok(operand)
    }

    /// Fields, elements and calls behind an expression.
    fn postfix(&mut self) -> Parsed {
        let start = self.position();
        let mut operand = self.primary()?;
        loop {
            if self.take(".") {
                operand = self.member(operand, start)?;
            } else if self.take("[") {
                let optional = self.take("?");
                let key = Box::new(self.expression()?);
                self.expect("]")?;
                operand = self.make(ExprKind::Index { operand: Box::new(operand), key, optional }, start)?;
            } else {
                return Ok(operand);
            }
        }
    }

    /// What stands behind a point.
    fn member(&mut self, operand: Expr, start: Position) -> Parsed {
        let optional = self.take("?");
        let quoted = matches!(self.peek(), TokenKind::Quoted(_));
        let position = self.position();
        let field = match self.peek() {
            TokenKind::Name(name) | TokenKind::Quoted(name) if name != "in" => name.clone(),
            _ => return Err(self.unexpected("IDENTIFIER")),
        };
        self.at += 1;
        if optional || quoted || !self.take("(") {
            return self.make(ExprKind::Select { operand: Box::new(operand), field, optional }, start);
        }
        let arguments = self.expressions(")")?;
        let expanded = macros::expand_member(operand, &field, arguments, position)?;
        self.make(expanded, start)
    }

    fn primary(&mut self) -> Parsed {
        let start = self.position();
        match self.peek().clone() {
            TokenKind::Literal(value) => {
                self.at += 1;
                self.make(ExprKind::Literal(value), start)
            }
            TokenKind::Whole(_) | TokenKind::Symbol("-") => self.whole(start),
            TokenKind::Name(name) if name != "in" => {
                self.at += 1;
                self.named(name, start)
            }
            TokenKind::Symbol(".") => {
                self.at += 1;
                let TokenKind::Name(name) = self.peek().clone() else { return Err(self.unexpected("IDENTIFIER")) };
                self.at += 1;
                self.named(format!(".{name}"), start)
            }
            TokenKind::Symbol("(") => {
                self.at += 1;
                let inner = self.expression()?;
                self.expect(")")?;
                Ok(Expr { position: start.to(self.last()), ..inner })
            }
            TokenKind::Symbol("[") => {
                self.at += 1;
                let items = self.items()?;
                self.make(ExprKind::List(items), start)
            }
            TokenKind::Symbol("{") => {
                self.at += 1;
                let entries = self.entries()?;
                self.make(ExprKind::Map(entries), start)
            }
            _ => Err(self.unexpected("{'[', '{', '(', '.', '-', '!', literal, IDENTIFIER}")),
        }
    }

    /// A number, perhaps with its minus.
    fn whole(&mut self, start: Position) -> Parsed {
        let negative = self.take("-");
        let value = match self.peek() {
            TokenKind::Whole(digits) => {
                let (digits, radix) = digits.strip_prefix("0x").map_or((digits.as_str(), 10), |hex| (hex, 16));
                let magnitude = i128::from_str_radix(digits, radix).unwrap_or(i128::MAX);
                let number = i64::try_from(if negative { -magnitude } else { magnitude });
                Value::Int(number.map_err(|_| Invalid::one("Syntax error: invalid int literal", self.position()))?)
            }
            TokenKind::Literal(Value::Double(number)) => Value::Double(if negative { -number } else { *number }),
            _ => return Err(self.unexpected("a number")),
        };
        self.at += 1;
        self.make(ExprKind::Literal(value), start)
    }

    /// A variable, a call, or a macro.
    fn named(&mut self, name: String, start: Position) -> Parsed {
        if self.take("(") {
            let arguments = self.expressions(")")?;
            let expanded = macros::expand_global(name, arguments, start)?;
            return self.make(expanded, start);
        }
        if RESERVED.contains(&name.as_str()) || RESERVED_BESIDE.contains(&name.as_str()) {
            return Err(Invalid::one(format!("Syntax error: reserved identifier: {name}"), start));
        }
        self.make(ExprKind::Name(name), start)
    }

    /// Expressions with commas between them, up to `closing`.
    fn expressions(&mut self, closing: &str) -> Parsed<Vec<Expr>> {
        let mut expressions = Vec::new();
        while !self.take(closing) {
            if !expressions.is_empty() {
                self.expect(",")?;
            }
            expressions.push(self.expression()?);
        }
        Ok(expressions)
    }

    fn items(&mut self) -> Parsed<Vec<Item>> {
        let mut items = Vec::new();
        while !self.take("]") {
            let optional = self.take("?");
            items.push(Item { value: self.expression()?, optional });
            if !self.take(",") && !self.is("]") {
                return Err(self.unexpected("{']', ','}"));
            }
        }
        Ok(items)
    }

    fn entries(&mut self) -> Parsed<Vec<Entry>> {
        let mut entries = Vec::new();
        while !self.take("}") {
            let optional = self.take("?");
            let key = self.expression()?;
            self.expect(":")?;
            entries.push(Entry { key, value: self.expression()?, optional });
            if !self.take(",") && !self.is("}") {
                return Err(self.unexpected("{'}', ','}"));
            }
        }
        Ok(entries)
    }
}
