//! Statements: what stands between `{%` and `%}`, with the texts that belong to it.

use super::targets::Aim;
use super::{Parser, body, deepest};
use crate::gotemplate::Error;
use crate::jinja::lexer::{Kind, Word};
use crate::jinja::program::*;
use std::sync::Arc;

/// What a statement is, and how deeply its parts nest.
type Made = Result<(StatementKind, u32), Error>;

/// Parameters of a macro, the defaults of the last of them, and how deeply these nest.
#[derive(Default)]
struct Parameters {
    names: Vec<Local>,
    defaults: Vec<Expression>,
    levels: u32,
    /// Names that the defaults speak of.
    spoken: Vec<Local>,
}

impl Parser<'_, '_> {
    /// Statements up to the tag with a word that `ends` knows, or to the end of the text.
    pub(super) fn statements(&mut self, ends: fn(&str) -> bool) -> Result<Vec<Statement>, Error> {
        let mut statements = Vec::new();
        loop {
            let token = self.token;
            match token.kind {
                Kind::Data => {
                    self.advance();
                    statements.push(Statement { place: token.place, levels: 1, kind: StatementKind::Text });
                }
                Kind::VariableStart => {
                    self.advance();
                    let value = self.expression()?;
                    statements.push(self.stated(token.place.start, value.levels, StatementKind::Print(value))?);
                    self.expect(Kind::VariableEnd, "end of variable block")?;
                }
                Kind::BlockStart => {
                    self.advance();
                    match self.token.kind {
                        Kind::Word(_) if ends(self.slice(self.token)) => return Ok(statements),
                        Kind::End => return Err(self.mistake("unexpected end of input, expected keyword")),
                        _ => {}
                    }
                    statements.push(self.nested(Self::statement)?);
                    self.expect_end()?;
                }
                Kind::End => return Ok(statements),
                _ => return Err(self.unexpected("text")),
            }
        }
    }

    fn stated(&self, start: u32, inside: u32, kind: StatementKind) -> Result<Statement, Error> {
        let (place, levels) = (self.since(start), inside + 1);
        if levels > super::MOST_LEVELS { Err(self.too_deep(place)) } else { Ok(Statement { place, levels, kind }) }
    }

    fn statement(&mut self) -> Result<Statement, Error> {
        let token = match self.token.kind {
            Kind::Word(_) => self.advance(),
            Kind::End | Kind::Bad => return Err(self.unexpected("block keyword")),
            kind => return Err(self.mistake(format!("unknown {}, expected statement", super::described(kind)))),
        };
        let (kind, inside) = match self.slice(token) {
            "for" => self.for_loop()?,
            "if" => self.branches()?,
            "with" => self.with()?,
            "set" => self.set()?,
            "autoescape" => self.autoescape()?,
            "filter" => self.filter_block()?,
            "block" => self.block()?,
            "extends" => {
                let name = self.expression()?;
                let levels = name.levels;
                (StatementKind::Extends(name), levels)
            }
            "include" => self.include()?,
            "import" => self.import()?,
            "from" => self.import_names()?,
            "macro" => self.macro_statement()?,
            "call" => self.call_block()?,
            "continue" | "break" if !self.in_loop => {
                let cause = format!("'{}' must be placed inside a loop", self.slice(token));
                return Err(self.mistake_at(token.place, cause));
            }
            "continue" => (StatementKind::Continue, 0),
            "break" => (StatementKind::Break, 0),
            "do" => {
                let call = self.call_alone()?;
                let levels = call.levels;
                (StatementKind::Do(call), levels)
            }
            unknown => return Err(self.mistake_at(token.place, format!("unknown statement {unknown}"))),
        };
        self.stated(token.place.start, inside, kind)
    }

    fn for_loop(&mut self) -> Made {
        let outer = std::mem::replace(&mut self.in_loop, true);
        let (target, mut levels) = self.targets(false)?;
        self.expect(Kind::Word(Word::In), "in")?;
        let items = self.disjunction()?;
        let condition = if self.skip_operator(Word::If) { Some(self.expression()?) } else { None };
        let recursive = self.skip_word("recursive");
        self.expect_end()?;
        let from = self.spoken.len();
        let body = self.statements(|word| matches!(word, "endfor" | "else"))?;
        let speaks_of_loop = self.spoke_of(from, "loop") || recursive;
        if recursive {
            // What the body includes may speak of it, too.
            let name = self.names.number("loop".into());
            self.given.push(name);
        }
        let mut otherwise = Vec::new();
        if self.skip_operator(Word::Else) {
            self.expect_end()?;
            otherwise = self.statements(|word| word == "endfor")?;
        }
        self.advance();
        self.in_loop = outer;
        levels = levels.max(items.levels).max(condition.as_ref().map_or(0, |condition| condition.levels));
        levels = levels.max(deepest(&body)).max(deepest(&otherwise));
        let definition = Loop { target, items, condition, recursive, speaks_of_loop, body, otherwise, levels };
        Ok((StatementKind::For(Arc::new(definition)), levels))
    }

    /// Whether the text has spoken of this variable since `from`, which makes it one that is given here.
    fn spoke_of(&mut self, from: usize, name: &str) -> bool {
        let found = self.spoken.iter().skip(from).find(|spoken| self.names.name(**spoken) == name).copied();
        self.given.extend(found);
        found.is_some()
    }

    /// `if` with its `elif`s and its `else`.
    fn branches(&mut self) -> Made {
        let (mut branches, mut otherwise, mut levels) = (Vec::new(), Vec::new(), 0);
        loop {
            let condition = self.disjunction()?;
            self.expect_end()?;
            let body = self.statements(|word| matches!(word, "endif" | "else" | "elif"))?;
            levels = levels.max(condition.levels).max(deepest(&body));
            branches.push((condition, body));
            if self.skip_word("elif") {
                continue;
            }
            if self.skip_operator(Word::Else) {
                self.expect_end()?;
                otherwise = self.statements(|word| word == "endif")?;
                levels = levels.max(deepest(&otherwise));
            }
            self.advance();
            return Ok((StatementKind::If(branches, otherwise), levels));
        }
    }

    fn with(&mut self) -> Made {
        let (mut assignments, mut levels) = (Vec::new(), 0);
        while self.token.kind != Kind::BlockEnd {
            if !assignments.is_empty() {
                self.expect(Kind::Comma, "comma")?;
            }
            let (target, inside): Aim = match self.token.kind {
                Kind::ParenOpen => self.targets_in_parentheses(false)?,
                _ => self.target(false)?,
            };
            self.expect(Kind::Assign, "assignment operator")?;
            let value = self.expression()?;
            levels = levels.max(inside).max(value.levels);
            assignments.push((target, value));
        }
        self.expect_end()?;
        let body = self.statements(|word| word == "endwith")?;
        self.advance();
        levels = levels.max(deepest(&body));
        Ok((StatementKind::With(assignments, body), levels))
    }

    fn set(&mut self) -> Made {
        let (target, inside) = self.targets(true)?;
        if !matches!(self.token.kind, Kind::BlockEnd | Kind::Pipe) {
            self.expect(Kind::Assign, "assignment operator")?;
            let value = self.values()?;
            let levels = inside.max(value.levels);
            return Ok((StatementKind::Set(Box::new((target, value))), levels));
        }
        let filter = if self.skip(Kind::Pipe) { Some(self.filter_chain()?) } else { None };
        self.expect_end()?;
        let body = self.statements(|word| word == "endset")?;
        self.advance();
        let levels = inside.max(filter.as_ref().map_or(0, |filter| filter.levels)).max(deepest(&body));
        Ok((StatementKind::SetBlock(Box::new((target, filter, body))), levels))
    }

    /// A value, or several with commas between, which are a list.
    fn values(&mut self) -> Result<Expression, Error> {
        let first = self.expression()?;
        if self.token.kind != Kind::Comma {
            return Ok(first);
        }
        let (start, mut inside, mut items) = (first.place.start, first.levels, vec![first]);
        while self.skip(Kind::Comma) && self.token.kind != Kind::BlockEnd {
            let item = self.expression()?;
            inside = inside.max(item.levels);
            items.push(item);
        }
        self.made(start, inside, ExpressionKind::List(items))
    }

    fn autoescape(&mut self) -> Made {
        self.expression()?;
        self.expect_end()?;
        let body = self.statements(|word| word == "endautoescape")?;
        self.advance();
        let levels = deepest(&body);
        Ok((StatementKind::Group(body), levels))
    }

    /// Filters one behind another, of what a block writes.
    fn filter_chain(&mut self) -> Result<Expression, Error> {
        let mut chain = None;
        while self.token.kind != Kind::BlockEnd {
            if chain.is_some() {
                self.expect(Kind::Pipe, "`|`")?;
            }
            let start = self.start();
            chain = Some(self.filter(start, chain)?);
        }
        chain.ok_or_else(|| self.mistake("expected a filter"))
    }

    fn filter_block(&mut self) -> Made {
        let filter = self.filter_chain()?;
        self.expect_end()?;
        let body = self.statements(|word| word == "endfilter")?;
        self.advance();
        let levels = filter.levels.max(deepest(&body));
        Ok((StatementKind::FilterBlock(Box::new((filter, body))), levels))
    }

    fn block(&mut self) -> Made {
        if self.in_macro {
            return Err(self.mistake_at(self.last, "block tags in macros are not allowed"));
        }
        let outer = std::mem::replace(&mut self.in_loop, false);
        let token = self.expect_name("identifier")?;
        let (name, spelled) = (self.name(token), self.slice(token));
        self.skip_word("scoped");
        let required = self.skip_word("required");
        if !self.block_names.insert(name) {
            return Err(self.mistake_at(token.place, format!("block '{spelled}' defined twice")));
        }
        self.expect_end()?;
        let statements = self.statements(|word| word == "endblock")?;
        self.advance();
        let blank = |statement: &Statement| match statement.kind {
            StatementKind::Text => self.lexer.slice(statement.place).trim().is_empty(),
            _ => false,
        };
        if required && !statements.iter().all(blank) {
            return Err(self.mistake_at(token.place, "Required blocks can only contain comments or whitespace"));
        }
        if let Kind::Word(_) = self.token.kind {
            let trailing = self.slice(self.token);
            if trailing != spelled {
                let cause = format!("mismatching name on block. Got `{trailing}`, expected `{spelled}`");
                return Err(self.mistake(cause));
            }
            self.advance();
        }
        self.in_loop = outer;
        let definition = Arc::new(BlockDefinition { name, required, body: body(statements, 0) });
        self.definitions.push(Arc::clone(&definition));
        Ok((StatementKind::Block(definition), 0))
    }

    fn include(&mut self) -> Made {
        let template = self.expression()?;
        let marked = self.context_marker()?;
        let optional = self.skip_word("ignore");
        if optional {
            self.expect_word("missing", "missing keyword")?;
            if !marked {
                self.context_marker()?;
            }
        }
        let levels = template.levels;
        Ok((StatementKind::Include { template: Box::new(template), optional }, levels))
    }

    /// `with context` and `without context`, which mean nothing here.
    fn context_marker(&mut self) -> Result<bool, Error> {
        let marked = self.skip_word("with") || self.skip_word("without");
        if marked {
            self.expect_word("context", "context")?;
        }
        Ok(marked)
    }

    fn import(&mut self) -> Made {
        let template = self.expression()?;
        self.expect_word("as", "as")?;
        let name = self.expression()?;
        self.context_marker()?;
        let levels = template.levels.max(name.levels);
        let place = name.place;
        let target = self.as_target(name).unwrap_or_else(|| {
            self.refuse("template::syntax", place, "this cannot be assigned to");
            Target::Many(Vec::new(), place)
        });
        Ok((StatementKind::Import(Box::new((template, target))), levels))
    }

    fn import_names(&mut self) -> Made {
        let template = self.expression()?;
        self.expect_word("import", "import")?;
        let mut names = Vec::new();
        loop {
            if self.context_marker()? || self.token.kind == Kind::BlockEnd {
                break;
            }
            if !names.is_empty() {
                self.expect(Kind::Comma, "`,`")?;
                if self.context_marker()? || self.token.kind == Kind::BlockEnd {
                    break;
                }
            }
            let place = self.token.place;
            let name = self.given_name()?;
            if self.begins_with(place, "_") {
                return Err(self.mistake_at(place, "names starting with an underline can not be imported"));
            }
            let alias = if self.skip_word("as") { self.given_name()? } else { name };
            names.push((name, alias));
        }
        let levels = template.levels;
        Ok((StatementKind::FromImport(Box::new((template, names))), levels))
    }

    /// Parameters up to the parenthesis that ends them.
    fn parameters(&mut self) -> Result<Parameters, Error> {
        let mut parameters = Parameters::default();
        let from = self.spoken.len();
        while !self.skip(Kind::ParenClose) {
            if !parameters.names.is_empty() {
                self.expect(Kind::Comma, "`,`")?;
                if self.skip(Kind::ParenClose) {
                    break;
                }
            }
            parameters.names.push(self.given_name()?);
            if self.skip(Kind::Assign) {
                let default = self.expression()?;
                parameters.levels = parameters.levels.max(default.levels);
                parameters.defaults.push(default);
            } else if !parameters.defaults.is_empty() {
                return Err(self.unexpected("`=`"));
            }
        }
        parameters.spoken = self.spoken.get(from..).unwrap_or_default().to_vec();
        Ok(parameters)
    }

    fn macro_statement(&mut self) -> Made {
        let token = self.expect_name("identifier")?;
        let name = self.name(token);
        self.given.push(name);
        self.expect(Kind::ParenOpen, "`(`")?;
        let parameters = self.parameters()?;
        let definition = self.macro_definition(name, parameters, |word| word == "endmacro")?;
        Ok((StatementKind::Macro(Arc::new(definition)), 0))
    }

    /// A macro from the end of its first tag on.
    fn macro_definition(
        &mut self,
        name: Local,
        parameters: Parameters,
        ends: fn(&str) -> bool,
    ) -> Result<Macro, Error> {
        self.expect_end()?;
        let outer = (std::mem::replace(&mut self.in_loop, false), std::mem::replace(&mut self.in_macro, true));
        let from = self.spoken.len();
        let statements = self.statements(ends)?;
        (self.in_loop, self.in_macro) = outer;
        self.advance();
        let wants_caller = self.spoke_of(from, "caller");
        let Parameters { names, defaults, levels, spoken } = parameters;
        let mut free = spoken;
        free.extend_from_slice(self.spoken.get(from..).unwrap_or_default());
        free.sort_unstable();
        free.dedup();
        Ok(Macro { name, parameters: names, defaults, body: body(statements, levels), free, wants_caller })
    }

    fn call_block(&mut self) -> Made {
        let parameters = if self.skip(Kind::ParenOpen) { self.parameters()? } else { Parameters::default() };
        let call = self.call_alone()?;
        let name = self.names.number("caller".into());
        let definition = self.macro_definition(name, parameters, |word| word == "endcall")?;
        let levels = call.levels;
        Ok((StatementKind::CallBlock(Box::new(call), Arc::new(definition)), levels))
    }

    /// An expression that is a call.
    fn call_alone(&mut self) -> Result<Expression, Error> {
        let call = self.expression()?;
        let what = match &call.kind {
            ExpressionKind::Call(_) => return Ok(call),
            ExpressionKind::Name(_) => "variable",
            ExpressionKind::Constant(_) => "constant",
            ExpressionKind::List(_) if self.begins_with(call.place, "[") => "list literal",
            ExpressionKind::List(_) => "tuple literal",
            ExpressionKind::Map(_) => "map literal",
            ExpressionKind::Test(_) => "test expression",
            ExpressionKind::Filter(_) => "filter expression",
            _ => "expression",
        };
        Err(self.mistake(format!("expected call expression in call block, got {what}")))
    }
}
