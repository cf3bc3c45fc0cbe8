//! Tokens to [`Node`]s, by precedence climbing with the binding powers of go-jmespath. Nesting is bounded, in width as well:
//! a chain is as deep as it is long.

use super::SyntaxError;
use super::functions;
use super::lexer::{Token, tokens};
use super::node::{Arithmetic, Call, Filter, Node, Slice};
use crate::policy::comparison::Comparison;
use smol_str::SmolStr;

/// How deep nodes may nest.
const MAX_DEPTH: usize = 250;

/// What binds the right side of a projection.
const STAR: u8 = 20;
const FILTER: u8 = 21;
const DOT: u8 = 40;
const NOT: u8 = 45;
const FLATTEN: u8 = 9;

/// Takes an expression apart.
pub(super) fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let node = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(node),
        token => Err(parser.error(format!("Unexpected token at the end of the expression: {}", token.describe()))),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
}

type Parsed = Result<Node, SyntaxError>;

impl Parser {
    fn peek(&self) -> &Token {
        self.ahead(0)
    }

    fn ahead(&self, count: usize) -> &Token {
        self.tokens.get(self.at + count).map_or(&Token::End, |(token, _)| token)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(next) if *next == sign)
    }

    fn accept(&mut self, sign: &str) -> bool {
        let accepted = self.is(sign);
        self.at += usize::from(accepted);
        accepted
    }

    fn expect(&mut self, sign: &str) -> Result<(), SyntaxError> {
        if self.accept(sign) {
            return Ok(());
        }
        Err(self.error(format!("Expected `{sign}`, received: {}", self.peek().describe())))
    }

    fn error(&self, reason: impl Into<String>) -> SyntaxError {
        let offset = self.tokens.get(self.at).or(self.tokens.last()).map_or(0, |(_, offset)| *offset);
        SyntaxError::new(reason, offset)
    }

    fn expression(&mut self, power: u8) -> Parsed {
        let before = self.depth;
        let mut node = self.prefix()?;
        while power < self.power() {
            self.enter()?;
            node = self.infix(node)?;
        }
        self.depth = before;
        Ok(node)
    }

    /// Counts a level of nesting, which lasts until the expression around it ends.
    fn enter(&mut self) -> Result<(), SyntaxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error("the expression nests too deep")) } else { Ok(()) }
    }

    /// How strongly the next token binds what stands before it.
    fn power(&self) -> u8 {
        let Token::Sign(sign) = self.peek() else { return 0 };
        match *sign {
            "|" => 1,
            "||" => 2,
            "&&" => 3,
            "==" | "!=" | "<" | "<=" | ">" | ">=" => 5,
            "+" | "-" => 6,
            "*" | "/" | "//" | "%" => 7,
            "[]" => FLATTEN,
            "[?" => FILTER,
            "." => DOT,
            "{" => 50,
            "[" => 55,
            "(" => 60,
            _ => 0,
        }
    }

    fn prefix(&mut self) -> Parsed {
        self.enter()?;
        match self.next() {
            Token::Literal(data) => Ok(Node::Literal(data)),
            Token::Name(name) if name == "let" && matches!(self.peek(), Token::Variable(_)) => self.binding(),
            Token::Name(name) if self.accept("(") => self.call(name),
            Token::Name(name) => Ok(Node::Field(name)),
            Token::Quoted(_) if self.is("(") => Err(self.error("Can't have quoted identifier as function Name.")),
            Token::Quoted(name) => Ok(Node::Field(name)),
            Token::Variable(name) => Ok(Node::Variable(name)),
            Token::Sign(sign) => self.prefix_sign(sign),
            Token::End => Err(self.error("Incomplete expression")),
            token @ Token::Number(_) => Err(self.error(format!("Invalid token: {}", token.describe()))),
        }
    }

    fn prefix_sign(&mut self, sign: &'static str) -> Parsed {
        match sign {
            "@" => Ok(Node::Current),
            "$" => Ok(Node::Root),
            "*" if self.is("]") => Ok(Node::ProjectValues(Node::Current.into(), Node::Current.into())),
            "*" => Ok(Node::ProjectValues(Node::Current.into(), self.projected(STAR)?.into())),
            "[?" => self.filter(Node::Current),
            "[]" => self.flatten(Node::Current),
            "{" => self.hash(),
            "[" => self.bracket(),
            "&" => Ok(Node::Reference(self.expression(0)?.into())),
            "!" => Ok(Node::Not(self.expression(NOT)?.into())),
            "-" => Ok(Node::Negate(self.expression(DOT - 1)?.into())),
            "+" => self.expression(DOT - 1),
            "(" => {
                let inner = self.expression(0)?;
                self.expect(")")?;
                Ok(inner)
            }
            _ => Err(self.error(format!("Invalid token: `{sign}`"))),
        }
    }

    /// What `[` begins where no value stands before it.
    fn bracket(&mut self) -> Parsed {
        if matches!(self.peek(), Token::Number(_)) || self.is(":") {
            return self.index(Node::Current);
        }
        if self.is("*") && matches!(self.ahead(1), Token::Sign("]")) {
            self.at += 2;
            return Ok(Node::Project(Node::Current.into(), self.projected(STAR)?.into()));
        }
        self.list()
    }

    fn infix(&mut self, left: Node) -> Parsed {
        let Token::Sign(sign) = self.next() else { return Err(self.error("Unexpected token")) };
        let power = |comparison: Comparison| (comparison, 5);
        let (comparison, power) = match sign {
            "." if self.accept("*") => return Ok(Node::ProjectValues(left.into(), self.projected(DOT)?.into())),
            "." => return Ok(Node::Chain(left.into(), self.after_dot(DOT)?.into())),
            "|" => return Ok(Node::Pipe(left.into(), self.expression(1)?.into())),
            "||" => return Ok(Node::Or(left.into(), self.expression(2)?.into())),
            "&&" => return Ok(Node::And(left.into(), self.expression(3)?.into())),
            "[?" => return self.filter(left),
            "[]" => return self.flatten(left),
            "[" => return self.index_or_projection(left),
            "==" => power(Comparison::Equal),
            "!=" => power(Comparison::Unequal),
            "<" => power(Comparison::Less),
            "<=" => power(Comparison::LessOrEqual),
            ">" => power(Comparison::Greater),
            ">=" => power(Comparison::GreaterOrEqual),
            _ => return self.arithmetic(sign, left),
        };
        Ok(Node::Compare(comparison, left.into(), self.expression(power)?.into()))
    }

    fn arithmetic(&mut self, sign: &str, left: Node) -> Parsed {
        let (operation, power) = match sign {
            "+" => (Arithmetic::Add, 6),
            "-" => (Arithmetic::Subtract, 6),
            "*" => (Arithmetic::Multiply, 7),
            "/" => (Arithmetic::Divide, 7),
            "//" => (Arithmetic::DivideWhole, 7),
            "%" => (Arithmetic::Modulo, 7),
            _ => return Err(self.error(format!("Unexpected token: `{sign}`"))),
        };
        Ok(Node::Compute(operation, left.into(), self.expression(power)?.into()))
    }

    fn index_or_projection(&mut self, left: Node) -> Parsed {
        if matches!(self.peek(), Token::Number(_)) || self.is(":") {
            return self.index(left);
        }
        self.expect("*")?;
        self.expect("]")?;
        Ok(Node::Project(left.into(), self.projected(STAR)?.into()))
    }

    /// An index, or a slice, whose items are projected.
    fn index(&mut self, left: Node) -> Parsed {
        if self.is(":") || matches!(self.ahead(1), Token::Sign(":")) {
            let slice = Node::Slice(self.slice()?);
            let left = Node::Chain(left.into(), slice.into());
            return Ok(Node::Project(left.into(), self.projected(STAR)?.into()));
        }
        let Token::Number(index) = self.next() else { return Err(self.error("Expected a number")) };
        self.expect("]")?;
        Ok(Node::Chain(left.into(), Node::Index(index).into()))
    }

    fn slice(&mut self) -> Result<Slice, SyntaxError> {
        let mut parts = [None; 3];
        let mut part = 0;
        while !self.is("]") && part < 3 {
            match self.next() {
                Token::Sign(":") => part += 1,
                Token::Number(number) => {
                    if let Some(place) = parts.get_mut(part) {
                        *place = Some(number);
                    }
                }
                token => return Err(self.error(format!("Expected `:` or a number, received: {}", token.describe()))),
            }
        }
        self.expect("]")?;
        let [start, stop, step] = parts;
        Ok(Slice { start, stop, step })
    }

    fn filter(&mut self, left: Node) -> Parsed {
        let condition = self.expression(0)?;
        self.expect("]")?;
        let right = if self.is("[]") { Node::Current } else { self.projected(FILTER)? };
        Ok(Node::Filter(Box::new(Filter { left, right, condition })))
    }

    fn flatten(&mut self, left: Node) -> Parsed {
        let flat = Node::Flatten(left.into());
        Ok(Node::Project(flat.into(), self.projected(FLATTEN)?.into()))
    }

    /// The right side of a projection: what follows is evaluated for each item.
    fn projected(&mut self, power: u8) -> Parsed {
        if self.power() < 10 {
            return Ok(Node::Current);
        }
        if self.is("[") || self.is("[?") {
            return self.expression(power);
        }
        if self.accept(".") {
            return self.after_dot(power);
        }
        Err(self.error(format!("Unexpected token: {}", self.peek().describe())))
    }

    fn after_dot(&mut self, power: u8) -> Parsed {
        match self.peek() {
            Token::Name(_) | Token::Quoted(_) | Token::Sign("*") => self.expression(power),
            Token::Sign("[") => {
                self.at += 1;
                self.list()
            }
            Token::Sign("{") => {
                self.at += 1;
                self.hash()
            }
            _ => Err(self.error("Expected identifier, lbracket, or lbrace")),
        }
    }

    fn list(&mut self) -> Parsed {
        let mut items = vec![self.expression(0)?];
        while !self.accept("]") {
            self.expect(",")?;
            items.push(self.expression(0)?);
        }
        Ok(Node::List(items))
    }

    fn hash(&mut self) -> Parsed {
        let mut entries = Vec::new();
        loop {
            let (Token::Name(key) | Token::Quoted(key)) = self.next() else {
                return Err(self.error("Expected a name"));
            };
            self.expect(":")?;
            entries.push((key, self.expression(0)?));
            if self.accept("}") {
                return Ok(Node::Map(entries));
            }
            self.expect(",")?;
        }
    }

    fn call(&mut self, name: SmolStr) -> Parsed {
        let mut arguments = Vec::new();
        while !self.accept(")") {
            arguments.push(self.expression(0)?);
            self.accept(",");
        }
        let function = functions::find(&name);
        Ok(Node::Call(Box::new(Call { name, function, arguments })))
    }

    /// `let $a = b, $c = d in e`, behind its first word.
    fn binding(&mut self) -> Parsed {
        let mut bindings = Vec::new();
        loop {
            let Token::Variable(name) = self.next() else { return Err(self.error("Expected a variable")) };
            self.expect("=")?;
            bindings.push((name, self.expression(0)?));
            if !self.accept(",") {
                break;
            }
        }
        match self.next() {
            Token::Name(word) if word == "in" => Ok(Node::Let(bindings, self.expression(0)?.into())),
            token => Err(self.error(format!("Expected `in`, received: {}", token.describe()))),
        }
    }
}
