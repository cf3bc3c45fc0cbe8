//! Which names a stretch of a tree speaks of: what a macro has to keep of where it is declared.

use minijinja::machinery::ast::{self, CallArg, Expr, Stmt};
use std::collections::BTreeSet;

/// The names that a macro's body and defaults speak of. Names that it defines itself are among them, which does no harm.
pub(super) fn names<'a>(definition: &ast::Macro<'a>) -> BTreeSet<&'a str> {
    let mut names = Spoken::default();
    names.expressions(&definition.defaults);
    names.statements(&definition.body);
    names.names
}

/// Whether statements speak of a name.
pub(super) fn speaks_of(name: &str, statements: &[Stmt<'_>]) -> bool {
    let mut names = Spoken::default();
    names.statements(statements);
    names.names.contains(name)
}

#[derive(Default)]
struct Spoken<'a> {
    names: BTreeSet<&'a str>,
}

impl<'a> Spoken<'a> {
    fn statements(&mut self, statements: &[Stmt<'a>]) {
        statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Stmt<'a>) {
        match statement {
            Stmt::EmitRaw(_) | Stmt::Continue(_) | Stmt::Break(_) => {}
            Stmt::Template(node) => self.statements(&node.children),
            Stmt::EmitExpr(node) => self.expression(&node.expr),
            Stmt::ForLoop(node) => {
                self.expressions([&node.target, &node.iter].into_iter().chain(&node.filter_expr));
                self.statements(&node.body);
                self.statements(&node.else_body);
            }
            Stmt::IfCond(node) => {
                self.expression(&node.expr);
                self.statements(&node.true_body);
                self.statements(&node.false_body);
            }
            Stmt::WithBlock(node) => {
                self.expressions(node.assignments.iter().flat_map(|(target, value)| [target, value]));
                self.statements(&node.body);
            }
            Stmt::Set(node) => self.expressions([&node.target, &node.expr]),
            Stmt::SetBlock(node) => {
                self.expressions([&node.target].into_iter().chain(&node.filter));
                self.statements(&node.body);
            }
            Stmt::AutoEscape(node) => self.statements(&node.body),
            Stmt::FilterBlock(node) => {
                self.expression(&node.filter);
                self.statements(&node.body);
            }
            Stmt::Block(node) => self.statements(&node.body),
            Stmt::Import(node) => self.expressions([&node.expr, &node.name]),
            Stmt::FromImport(node) => self.expression(&node.expr),
            Stmt::Extends(node) => self.expression(&node.name),
            Stmt::Include(node) => self.expression(&node.name),
            Stmt::Macro(node) => self.macro_definition(node),
            Stmt::CallBlock(node) => {
                self.call(&node.call);
                self.macro_definition(&node.macro_decl);
            }
            Stmt::Do(node) => self.call(&node.call),
        }
    }

    fn macro_definition(&mut self, definition: &ast::Macro<'a>) {
        self.expressions(&definition.defaults);
        self.statements(&definition.body);
    }

    fn expressions<'t>(&mut self, expressions: impl IntoIterator<Item = &'t Expr<'a>>)
    where
        'a: 't,
    {
        expressions.into_iter().for_each(|expression| self.expression(expression));
    }

    fn call(&mut self, call: &ast::Call<'a>) {
        self.expression(&call.expr);
        self.arguments(&call.args);
    }

    fn arguments(&mut self, arguments: &[CallArg<'a>]) {
        for argument in arguments {
            let (CallArg::Pos(value)
            | CallArg::Kwarg(_, value)
            | CallArg::PosSplat(value)
            | CallArg::KwargSplat(value)) = argument;
            self.expression(value);
        }
    }

    fn expression(&mut self, expression: &Expr<'a>) {
        match expression {
            Expr::Var(node) => {
                self.names.insert(node.id);
            }
            Expr::Const(_) => {}
            Expr::Slice(node) => {
                self.expression(&node.expr);
                self.expressions([&node.start, &node.stop, &node.step].into_iter().flatten());
            }
            Expr::UnaryOp(node) => self.expression(&node.expr),
            Expr::BinOp(node) => self.expressions([&node.left, &node.right]),
            Expr::Compare(node) => {
                self.expression(&node.expr);
                self.expressions(node.ops.iter().map(|part| &part.expr));
            }
            Expr::IfExpr(node) => {
                self.expressions([&node.test_expr, &node.true_expr].into_iter().chain(&node.false_expr));
            }
            Expr::Filter(node) => {
                self.expressions(&node.expr);
                self.arguments(&node.args);
            }
            Expr::Test(node) => {
                self.expression(&node.expr);
                self.arguments(&node.args);
            }
            Expr::GetAttr(node) => self.expression(&node.expr),
            Expr::GetItem(node) => self.expressions([&node.expr, &node.subscript_expr]),
            Expr::Call(node) => self.call(node),
            Expr::List(node) => self.expressions(&node.items),
            Expr::Tuple(node) => self.expressions(&node.items),
            Expr::Map(node) => self.expressions(node.keys.iter().chain(&node.values)),
        }
    }
}
