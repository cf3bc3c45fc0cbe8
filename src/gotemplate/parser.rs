//! Tokens → syntax trees, with Go's rules and Go's sentences. Nesting is bounded; nothing is looked up but the names of
//! functions, which Go refuses at this stage already.

mod pipeline;

use super::error::Error;
use super::functions::Functions;
use super::lexer::{Lexer, Token, TokenKind};
use super::syntax::{Branches, Invocation, Loop, Node, Pipeline, Place, Range, Tree};
use crate::deep::deeper;
use crate::go::strconv;
use crate::source::{SourceId, Span};
use bumpalo::Bump;
use foldhash::{HashMap, HashMapExt};
use smallvec::SmallVec;

/// Nesting of control structures that is refused: no template that a person wrote comes near it.
const MAX_NESTING: usize = 10_000;

/// A text to parse and what is known about it.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    /// The name that errors give: the file's, for all that it defines. A draft has none.
    pub name: Option<&'a str>,
    pub text: &'a [u8],
    pub source: SourceId,
    /// The functions that there are, by number.
    pub functions: &'a Functions,
}

/// What a text gives.
pub(super) struct Parsed<'a> {
    /// The template of its own name and those that it defines. That of a text without a name comes last.
    pub trees: Vec<Tree<'a>>,
    /// How many actions there are in all of them.
    pub actions: usize,
}

/// Parses a text; its trees are in `arena`.
pub(super) fn parse<'a>(input: Input<'a>, arena: &'a Bump) -> Result<Parsed<'a>, Error> {
    if u32::try_from(input.text.len()).is_err() {
        return Err(Error::coded("template::too-large", "a template's text has more than 4 GiB"));
    }
    let mut parser = Parser {
        input,
        arena,
        lexer: Lexer::new(input.text),
        ahead: Ahead::default(),
        last: Token::NONE,
        action: None,
        scope: Scope::default(),
        trees: Vec::new(),
        index: HashMap::new(),
        nesting: 0,
        parentheses: 0,
        nodes: Vec::new(),
        actions: 0,
    };
    parser.file()?;
    Ok(Parsed { trees: parser.trees, actions: parser.actions })
}

/// What a template may name while it is parsed. Go's rule: what a branch declares can be named in the branches after
/// it, and fails when it runs.
#[derive(Default)]
struct Scope<'a> {
    /// The variables in the order of their declarations.
    declared: Vec<&'a [u8]>,
    /// How often each name is declared.
    known: HashMap<&'a [u8], usize>,
    loops: usize,
}

impl<'a> Scope<'a> {
    fn declare(&mut self, name: &'a [u8]) {
        *self.known.entry(name).or_default() += 1;
        self.declared.push(name);
    }

    fn forget(&mut self, length: usize) {
        for name in self.declared.drain(length..) {
            if let Some(count) = self.known.get_mut(name) {
                *count -= 1;
            }
        }
    }

    fn knows(&self, name: &[u8]) -> bool {
        // Every template has the variable without a name.
        name == b"$" || self.known.get(name).is_some_and(|&count| count > 0)
    }
}

struct Parser<'a> {
    input: Input<'a>,
    arena: &'a Bump,
    lexer: Lexer<'a>,
    ahead: Ahead,
    /// The token that was read last: where Go says that an error is.
    last: Token,
    /// The left delimiter of the action that is being read.
    action: Option<Token>,
    scope: Scope<'a>,
    trees: Vec<Tree<'a>>,
    /// Where each name is among the trees.
    index: HashMap<&'a [u8], usize>,
    nesting: usize,
    parentheses: usize,
    /// The nodes of the lists that are open, those of the innermost last.
    nodes: Vec<Node<'a>>,
    /// The number of actions so far.
    actions: usize,
}

/// Tokens that were given back; the one to be read first is last. There are two at most: a left delimiter and the word after it,
/// or a variable and what follows it.
#[derive(Default)]
struct Ahead {
    tokens: [Option<Token>; 2],
}

impl Ahead {
    fn push(&mut self, token: Token) {
        debug_assert!(self.tokens[1].is_none(), "more than two tokens given back");
        self.tokens = [Some(token), self.tokens[0]];
    }

    fn pop(&mut self) -> Option<Token> {
        let [first, second] = self.tokens;
        self.tokens = [second, None];
        first
    }

    fn last(&self) -> Option<Token> {
        self.tokens[0]
    }
}

/// What ended a list of nodes.
enum Ending {
    End,
    Else,
}

impl Ending {
    fn text(&self) -> &'static str {
        match self {
            Ending::End => "{{end}}",
            Ending::Else => "{{else}}",
        }
    }
}

/// One step of a list of nodes.
enum Item<'a> {
    Node(Node<'a>),
    Ending(Ending),
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Token {
        match self.ahead.pop() {
            Some(token) => token,
            None => self.read(),
        }
    }

    fn read(&mut self) -> Token {
        self.last = self.lexer.next();
        self.last
    }

    /// Gives a token back; of several, the one to be read first comes last.
    fn push_back(&mut self, token: Token) {
        self.ahead.push(token);
    }

    fn peek(&mut self) -> Token {
        match self.ahead.last() {
            Some(token) => token,
            None => {
                let token = self.read();
                self.ahead.push(token);
                token
            }
        }
    }

    fn bytes(&self, token: Token) -> &'a [u8] {
        self.lexer.bytes(token)
    }

    fn error(&self, code: &'static str, sentence: impl Into<String>) -> Error {
        let error = Error::syntax(code, self.name(), self.line(self.last), sentence);
        error.at(Span::new(self.input.source, self.last.start()..self.last.end()))
    }

    /// The line that a token starts on, from 1.
    fn line(&self, token: Token) -> usize {
        let before = self.input.text.get(..token.start()).unwrap_or(self.input.text);
        memchr::memchr_iter(b'\n', before).count() + 1
    }

    fn syntax(&self, sentence: impl Into<String>) -> Error {
        self.error("template::syntax", sentence)
    }

    /// The sentence about a token that does not belong where it is.
    fn unexpected(&self, token: Token, context: &str) -> Error {
        if token.kind != TokenKind::Error {
            return self.syntax(format!("unexpected {} in {context}", self.show(token)));
        }
        let sentence = &self.lexer.error;
        let extra = match self.action.map(|action| self.line(action)).filter(|&line| line != self.line(token)) {
            // "unclosed action started at", not "unclosed action in action started at".
            Some(line) if sentence.ends_with(" action") => format!(" started at {}:{line}", self.name()),
            Some(line) => format!(" in action started at {}:{line}", self.name()),
            None => String::new(),
        };
        self.syntax(format!("{sentence}{extra}"))
    }

    /// A token as Go's sentences show it: keywords in angle brackets, long ones cut.
    fn show(&self, token: Token) -> String {
        let bytes = self.bytes(token);
        match token.kind {
            TokenKind::Eof => String::from("EOF"),
            TokenKind::Error => self.lexer.error.clone(),
            kind if kind.is_keyword() => format!("<{}>", String::from_utf8_lossy(bytes)),
            _ if bytes.len() > 10 => {
                let cut: usize = crate::go::unicode::runes(bytes).take(10).map(|rune| rune.width).sum();
                format!("{}...", strconv::quote(&bytes[..cut]))
            }
            _ => strconv::quote(bytes),
        }
    }

    fn expect(&mut self, kind: TokenKind, context: &str) -> Result<Token, Error> {
        let token = self.next();
        if token.kind == kind { Ok(token) } else { Err(self.unexpected(token, context)) }
    }

    /// The whole text: nodes and definitions.
    fn file(&mut self) -> Result<(), Error> {
        loop {
            let token = self.peek();
            if token.kind == TokenKind::Eof {
                break;
            }
            if token.kind == TokenKind::LeftDelim {
                self.next();
                let word = self.next();
                if word.kind == TokenKind::Define {
                    self.definition()?;
                    continue;
                }
                self.push_back(word);
                self.push_back(token);
            }
            match self.text_or_action()? {
                Item::Node(node) => self.nodes.push(node),
                Item::Ending(ending) => return Err(self.syntax(format!("unexpected {}", ending.text()))),
            }
        }
        let root = self.close(0);
        match self.input.name {
            Some(name) => self.add(name.as_bytes(), root),
            None => {
                self.trees.push(Tree { name: b"", root });
                Ok(())
            }
        }
    }

    /// The name for sentences.
    fn name(&self) -> &'a str {
        self.input.name.unwrap_or_default()
    }

    fn definition(&mut self) -> Result<(), Error> {
        let context = "define clause";
        let token = self.next();
        let name = self.template_name(token, context)?;
        self.expect(TokenKind::RightDelim, context)?;
        let root = self.separate(context)?;
        self.add(name, root)
    }

    /// The nodes of a template inside of another text, with variables and loops of its own.
    fn separate(&mut self, context: &str) -> Result<&'a [Node<'a>], Error> {
        let outer = std::mem::take(&mut self.scope);
        let (nodes, ending) = self.list()?;
        self.scope = outer;
        match ending {
            Ending::End => Ok(nodes),
            Ending::Else => Err(self.syntax(format!("unexpected {} in {context}", ending.text()))),
        }
    }

    fn add(&mut self, name: &'a [u8], root: &'a [Node<'a>]) -> Result<(), Error> {
        let text = self.input.text;
        let blank = |nodes: &[Node]| nodes.iter().all(|node| node.is_blank(text));
        match self.index.get(name) {
            None => {
                self.index.insert(name, self.trees.len());
                self.trees.push(Tree { name, root });
            }
            Some(&at) if blank(self.trees[at].root) => self.trees[at].root = root,
            Some(_) if blank(root) => {}
            Some(_) => {
                let sentence = format!("template: multiple definition of template {}", strconv::quote(name));
                return Err(self.error("template::redefined", sentence));
            }
        }
        Ok(())
    }

    /// Nodes up to an `end` or `else`.
    fn list(&mut self) -> Result<(&'a [Node<'a>], Ending), Error> {
        if self.nesting >= MAX_NESTING {
            let sentence = format!("actions are nested more than {MAX_NESTING} levels deep");
            return Err(self.error("template::nesting", sentence));
        }
        self.nesting += 1;
        let list = deeper(|| self.items());
        self.nesting -= 1;
        list
    }

    fn items(&mut self) -> Result<(&'a [Node<'a>], Ending), Error> {
        let start = self.nodes.len();
        while self.peek().kind != TokenKind::Eof {
            match self.text_or_action()? {
                Item::Node(node) => self.nodes.push(node),
                Item::Ending(ending) => return Ok((self.close(start), ending)),
            }
        }
        Err(self.syntax("unexpected EOF"))
    }

    /// Moves the nodes from `start` on, those of a list that ended, into the arena.
    fn close(&mut self, start: usize) -> &'a [Node<'a>] {
        let nodes = self.arena.alloc_slice_copy(self.nodes.get(start..).unwrap_or_default());
        self.nodes.truncate(start);
        nodes
    }

    fn text_or_action(&mut self) -> Result<Item<'a>, Error> {
        let token = self.next();
        match token.kind {
            TokenKind::Text => Ok(Item::Node(Node::Text(Range::new(token.start(), token.end())))),
            TokenKind::LeftDelim => {
                self.action = Some(token);
                self.actions += 1;
                let item = self.action();
                self.action = None;
                item
            }
            _ => Err(self.unexpected(token, "input")),
        }
    }

    fn action(&mut self) -> Result<Item<'a>, Error> {
        let token = self.next();
        Ok(Item::Node(match token.kind {
            TokenKind::Block => self.block()?,
            TokenKind::Break => {
                self.leave("{{break}}")?;
                Node::Break
            }
            TokenKind::Continue => {
                self.leave("{{continue}}")?;
                Node::Continue
            }
            TokenKind::Else => return self.otherwise(),
            TokenKind::End => {
                self.expect(TokenKind::RightDelim, "end")?;
                return Ok(Item::Ending(Ending::End));
            }
            TokenKind::If => Node::If(self.branches("if", TokenKind::If)?),
            TokenKind::With => Node::With(self.branches("with", TokenKind::With)?),
            TokenKind::Range => self.range()?,
            TokenKind::Template => self.template()?,
            _ => {
                self.push_back(token);
                let pipeline = self.pipeline("command", TokenKind::RightDelim)?;
                Node::Action(pipeline.place, self.arena.alloc(pipeline))
            }
        }))
    }

    fn leave(&mut self, what: &str) -> Result<(), Error> {
        let token = self.next();
        if token.kind != TokenKind::RightDelim {
            return Err(self.unexpected(token, what));
        }
        if self.scope.loops == 0 {
            return Err(self.syntax(format!("{what} outside {{{{range}}}}")));
        }
        Ok(())
    }

    /// `else`; what follows `else if` and `else with` is left for the caller.
    fn otherwise(&mut self) -> Result<Item<'a>, Error> {
        if !matches!(self.peek().kind, TokenKind::If | TokenKind::With) {
            self.expect(TokenKind::RightDelim, "else")?;
        }
        Ok(Item::Ending(Ending::Else))
    }

    fn last_list(&mut self) -> Result<&'a [Node<'a>], Error> {
        match self.list()? {
            (nodes, Ending::End) => Ok(nodes),
            (_, ending) => Err(self.syntax(format!("expected end; found {}", ending.text()))),
        }
    }

    fn branches(&mut self, context: &str, keyword: TokenKind) -> Result<Branches<'a>, Error> {
        let declared = self.scope.declared.len();
        let (mut arms, mut otherwise) = (SmallVec::<[_; 2]>::new(), None);
        loop {
            let pipeline = self.pipeline(context, TokenKind::RightDelim)?;
            let (body, ending) = self.list()?;
            arms.push((pipeline, body));
            match ending {
                Ending::End => break,
                Ending::Else if self.peek().kind == keyword => {
                    self.next();
                }
                Ending::Else => {
                    otherwise = Some(self.last_list()?);
                    break;
                }
            }
        }
        self.scope.forget(declared);
        Ok(Branches { arms: self.arena.alloc_slice_copy(&arms), otherwise })
    }

    fn range(&mut self) -> Result<Node<'a>, Error> {
        let declared = self.scope.declared.len();
        let pipeline = self.pipeline("range", TokenKind::RightDelim)?;
        self.scope.loops += 1;
        let (body, ending) = self.list()?;
        self.scope.loops -= 1;
        let otherwise = match ending {
            Ending::End => None,
            Ending::Else => Some(self.last_list()?),
        };
        self.scope.forget(declared);
        Ok(Node::Range(self.arena.alloc(Loop { pipeline, body, otherwise })))
    }

    fn block(&mut self) -> Result<Node<'a>, Error> {
        let context = "block clause";
        let token = self.next();
        let name = self.template_name(token, context)?;
        let pipeline = self.pipeline(context, TokenKind::RightDelim)?;
        let place = self.invocation_place(token, pipeline.place.range.end);
        let root = self.separate(context)?;
        self.add(name, root)?;
        Ok(Node::Template(self.arena.alloc(Invocation { place, name, pipeline: Some(pipeline) })))
    }

    fn template(&mut self) -> Result<Node<'a>, Error> {
        let context = "template clause";
        let token = self.next();
        let name = self.template_name(token, context)?;
        let next = self.next();
        let mut pipeline: Option<Pipeline<'a>> = None;
        if next.kind != TokenKind::RightDelim {
            self.push_back(next);
            pipeline = Some(self.pipeline(context, TokenKind::RightDelim)?);
        }
        let end = pipeline.as_ref().map_or(token.end() as u32, |pipeline| pipeline.place.range.end);
        let place = self.invocation_place(token, end);
        Ok(Node::Template(self.arena.alloc(Invocation { place, name, pipeline })))
    }

    fn invocation_place(&self, name: Token, end: u32) -> Place {
        Place { range: Range { start: name.start() as u32, end }, position: name.start() as u32 }
    }

    fn template_name(&mut self, token: Token, context: &str) -> Result<&'a [u8], Error> {
        match token.kind {
            TokenKind::String | TokenKind::RawString => self.unquote(token),
            _ => Err(self.unexpected(token, context)),
        }
    }

    fn unquote(&mut self, token: Token) -> Result<&'a [u8], Error> {
        // Most literals say what they mean: no escapes, and UTF-8 as strconv wants it.
        let plain = match self.bytes(token) {
            [b'"', plain @ .., b'"'] if memchr::memchr(b'\\', plain).is_none() => std::str::from_utf8(plain).ok(),
            [b'`', plain @ .., b'`'] if memchr::memchr(b'\r', plain).is_none() => std::str::from_utf8(plain).ok(),
            _ => None,
        };
        if let Some(plain) = plain {
            return Ok(plain.as_bytes());
        }
        let unquoted = strconv::unquote(self.bytes(token)).ok_or_else(|| self.syntax("invalid syntax"))?;
        Ok(self.arena.alloc_slice_copy(&unquoted))
    }
}
