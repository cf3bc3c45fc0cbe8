//! From MiniJinja's syntax tree to a [`program`](super::program): statements. Names become numbers, functions and filters are
//! found, and how deeply the text nests is measured, so that executing it needs a bounded stack.

mod expression;
mod free;

use super::fault;
use super::names::Names;
use super::program::*;
use crate::gotemplate::{Error, TemplateSet};
use minijinja::machinery::ast::{self, Expr, Spanned, Stmt};
use std::rc::Rc;

/// How deeply expressions and statements may be nested in one another.
const MOST_LEVELS: u32 = 300;

/// What a text gives.
pub(super) struct Lowered {
    pub body: Body,
    pub blocks: Vec<Rc<BlockDefinition>>,
    pub macros: Vec<Name>,
}

/// Lowers a text's tree.
pub(super) fn lower(tree: &Stmt<'_>, unit: &Unit, names: &Names, set: &TemplateSet) -> Result<Lowered, Error> {
    let mut lowering = Lowering { unit, names, set, blocks: Vec::new(), level: 0, deepest: 0 };
    let Stmt::Template(template) = tree else { return Ok(lowering.finish(Body::default(), Vec::new())) };
    let body = lowering.body(&template.children)?;
    let defined = body.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Macro(definition) => Some(definition.name),
        _ => None,
    });
    let macros = defined.collect();
    Ok(lowering.finish(body, macros))
}

struct Lowering<'a> {
    unit: &'a Unit,
    names: &'a Names,
    set: &'a TemplateSet,
    blocks: Vec<Rc<BlockDefinition>>,
    level: u32,
    /// The deepest level since the body that is being lowered began.
    deepest: u32,
}

/// The place of a node.
fn place(span: minijinja::machinery::Span) -> Place {
    Place { start: span.start_offset, end: span.end_offset.max(span.start_offset) }
}

impl Lowering<'_> {
    fn finish(self, body: Body, macros: Vec<Name>) -> Lowered {
        Lowered { body, blocks: self.blocks, macros }
    }

    #[cold]
    fn refuse(&self, code: &'static str, place: Place, cause: impl Into<String>) -> Error {
        fault::syntax(code, self.unit, place, cause)
    }

    /// Lowers what is one level deeper.
    fn deeper<T>(&mut self, place: Place, lower: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.level >= MOST_LEVELS {
            let cause = format!("the template nests more than {MOST_LEVELS} levels deep");
            return Err(self.refuse("template::nesting", place, cause).help("take the template apart"));
        }
        self.level += 1;
        self.deepest = self.deepest.max(self.level);
        let result = lower(self);
        self.level -= 1;
        result
    }

    /// Lowers what is executed on its own: levels count from its beginning.
    fn body(&mut self, statements: &[Stmt<'_>]) -> Result<Body, Error> {
        let outer = (std::mem::take(&mut self.level), std::mem::take(&mut self.deepest));
        let lowered = self.statements(statements);
        let levels = self.deepest;
        (self.level, self.deepest) = (outer.0, outer.1);
        Ok(Body { statements: lowered?, levels })
    }

    fn statements(&mut self, statements: &[Stmt<'_>]) -> Result<Vec<Statement>, Error> {
        let mut lowered = Vec::with_capacity(statements.len());
        for statement in statements {
            lowered.push(self.statement(statement)?);
        }
        Ok(lowered)
    }

    fn statement(&mut self, statement: &Stmt<'_>) -> Result<Statement, Error> {
        let at = statement_place(statement, self.unit);
        let kind = self.deeper(at, |lowering| lowering.statement_kind(statement, at))?;
        Ok(Statement { place: at, kind })
    }

    fn statement_kind(&mut self, statement: &Stmt<'_>, at: Place) -> Result<StatementKind, Error> {
        Ok(match statement {
            Stmt::Template(template) => StatementKind::Group(self.statements(&template.children)?),
            Stmt::EmitRaw(_) => StatementKind::Text,
            Stmt::EmitExpr(emit) => StatementKind::Print(self.expression(&emit.expr)?),
            Stmt::ForLoop(definition) => StatementKind::For(Rc::new(self.for_loop(definition)?)),
            Stmt::IfCond(condition) => self.branches(condition)?,
            Stmt::WithBlock(with) => {
                let assign =
                    |(target, value): &(Expr<'_>, Expr<'_>)| Ok((self.target(target)?, self.expression(value)?));
                let assignments = with.assignments.iter().map(assign).collect::<Result<_, Error>>()?;
                StatementKind::With(assignments, self.statements(&with.body)?)
            }
            Stmt::Set(set) => StatementKind::Set(self.target(&set.target)?, self.expression(&set.expr)?),
            Stmt::SetBlock(set) => {
                let filter = set.filter.as_ref().map(|filter| self.expression(filter)).transpose()?;
                StatementKind::SetBlock(self.target(&set.target)?, filter, self.statements(&set.body)?)
            }
            Stmt::AutoEscape(block) => StatementKind::Group(self.statements(&block.body)?),
            Stmt::FilterBlock(block) => {
                StatementKind::FilterBlock(self.expression(&block.filter)?, self.statements(&block.body)?)
            }
            Stmt::Block(block) => {
                let name = self.names.number(block.name);
                let body = self.body(&block.body)?;
                let definition = Rc::new(BlockDefinition { name, required: block.required, body });
                self.blocks.push(Rc::clone(&definition));
                StatementKind::Block(definition)
            }
            Stmt::Import(import) => StatementKind::Import(self.expression(&import.expr)?, self.target(&import.name)?),
            Stmt::FromImport(import) => self.names_imported(import, at)?,
            Stmt::Extends(extends) => StatementKind::Extends(self.expression(&extends.name)?),
            Stmt::Include(include) => {
                StatementKind::Include { template: self.expression(&include.name)?, optional: include.ignore_missing }
            }
            Stmt::Macro(definition) => StatementKind::Macro(Rc::new(self.macro_definition(definition)?)),
            Stmt::CallBlock(block) => {
                let call = self.call(&block.call)?;
                StatementKind::CallBlock(call, Rc::new(self.macro_definition(&block.macro_decl)?))
            }
            Stmt::Continue(_) => StatementKind::Continue,
            Stmt::Break(_) => StatementKind::Break,
            Stmt::Do(statement) => StatementKind::Do(self.call(&statement.call)?),
        })
    }

    fn for_loop(&mut self, definition: &ast::ForLoop<'_>) -> Result<Loop, Error> {
        let items = self.expression(&definition.iter)?;
        let outer = self.deepest;
        self.deepest = self.level;
        let lowered = Loop {
            target: self.target(&definition.target)?,
            items,
            condition: definition.filter_expr.as_ref().map(|condition| self.expression(condition)).transpose()?,
            recursive: definition.recursive,
            speaks_of_loop: definition.recursive || free::speaks_of("loop", &definition.body),
            body: self.statements(&definition.body)?,
            otherwise: self.statements(&definition.else_body)?,
            levels: self.deepest,
        };
        self.deepest = self.deepest.max(outer);
        Ok(lowered)
    }

    /// `if` with its `elif`s, which the tree has inside of one another.
    fn branches(&mut self, condition: &ast::IfCond<'_>) -> Result<StatementKind, Error> {
        let mut branches = vec![(self.expression(&condition.expr)?, self.statements(&condition.true_body)?)];
        let mut rest = &condition.false_body;
        while let [Stmt::IfCond(inner)] = rest.as_slice() {
            branches.push((self.expression(&inner.expr)?, self.statements(&inner.true_body)?));
            rest = &inner.false_body;
        }
        Ok(StatementKind::If(branches, self.statements(rest)?))
    }

    fn names_imported(&mut self, import: &ast::FromImport<'_>, at: Place) -> Result<StatementKind, Error> {
        let number = |name: &Expr<'_>| match name {
            Expr::Var(name) => Ok(self.names.number(name.id)),
            _ => Err(self.refuse("template::syntax", at, "only names can be imported")),
        };
        let pair =
            |(name, alias): &(Expr<'_>, Option<Expr<'_>>)| Ok((number(name)?, number(alias.as_ref().unwrap_or(name))?));
        let names = import.names.iter().map(pair).collect::<Result<_, Error>>()?;
        Ok(StatementKind::FromImport(self.expression(&import.expr)?, names))
    }

    fn macro_definition(&mut self, definition: &Spanned<ast::Macro<'_>>) -> Result<Macro, Error> {
        let at = place(definition.span());
        let parameter = |parameter: &Expr<'_>| match parameter {
            Expr::Var(name) => Ok(self.names.number(name.id)),
            _ => Err(self.refuse("template::syntax", at, "a parameter is a name")),
        };
        let parameters: Vec<Name> = definition.args.iter().map(parameter).collect::<Result<_, Error>>()?;
        let free = free::names(definition).into_iter().map(|name| self.names.number(name)).collect();
        let outer = (std::mem::take(&mut self.level), std::mem::take(&mut self.deepest));
        let lowered = self.macro_parts(definition);
        let levels = self.deepest;
        (self.level, self.deepest) = outer;
        let (defaults, statements) = lowered?;
        Ok(Macro {
            name: self.names.number(definition.name),
            parameters,
            defaults,
            body: Body { statements, levels },
            free,
            wants_caller: free::speaks_of("caller", &definition.body),
        })
    }

    fn macro_parts(&mut self, definition: &ast::Macro<'_>) -> Result<(Vec<Expression>, Vec<Statement>), Error> {
        let defaults = definition.defaults.iter().map(|default| self.expression(default)).collect::<Result<_, _>>()?;
        Ok((defaults, self.statements(&definition.body)?))
    }

    fn target(&mut self, target: &Expr<'_>) -> Result<Target, Error> {
        let at = place(target.span());
        self.deeper(at, |lowering| match target {
            Expr::Var(name) => Ok(Target::Name(lowering.names.number(name.id))),
            Expr::GetAttr(attribute) => Ok(Target::Entry(lowering.expression(&attribute.expr)?, attribute.name.into())),
            Expr::List(list) => {
                let targets = list.items.iter().map(|item| lowering.target(item)).collect::<Result<_, _>>()?;
                Ok(Target::Many(targets, at))
            }
            _ => Err(lowering.refuse("template::syntax", at, "this cannot be assigned to")),
        })
    }
}

/// The place of a statement. Raw text is where its bytes are: the tree has lines of a limited number.
fn statement_place(statement: &Stmt<'_>, unit: &Unit) -> Place {
    let span = match statement {
        Stmt::Template(node) => node.span(),
        Stmt::EmitExpr(node) => node.span(),
        Stmt::EmitRaw(node) => {
            let start = (node.raw.as_ptr() as usize).saturating_sub(unit.text.as_ptr() as usize);
            return Place { start: start as u32, end: (start + node.raw.len()) as u32 };
        }
        Stmt::ForLoop(node) => node.span(),
        Stmt::IfCond(node) => node.span(),
        Stmt::WithBlock(node) => node.span(),
        Stmt::Set(node) => node.span(),
        Stmt::SetBlock(node) => node.span(),
        Stmt::AutoEscape(node) => node.span(),
        Stmt::FilterBlock(node) => node.span(),
        Stmt::Block(node) => node.span(),
        Stmt::Import(node) => node.span(),
        Stmt::FromImport(node) => node.span(),
        Stmt::Extends(node) => node.span(),
        Stmt::Include(node) => node.span(),
        Stmt::Macro(node) => node.span(),
        Stmt::CallBlock(node) => node.span(),
        Stmt::Continue(node) => node.span(),
        Stmt::Break(node) => node.span(),
        Stmt::Do(node) => node.span(),
    };
    place(span)
}
