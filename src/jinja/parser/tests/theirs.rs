//! MiniJinja's own tree as text: what a program has to read like.

use super::free;
use crate::gotemplate::TemplateSet;
use crate::jinja::filters::{self, Filter};
use crate::jinja::predicates;
use crate::jinja::program::Library;
use minijinja::machinery::ast::{self, BinOpKind, CallArg, CallType, CompareOpKind, Expr, Stmt, UnaryOpKind};
use minijinja::value::ValueKind;

/// Prints trees. `None` is for what is refused for another reason than its syntax.
pub struct Printer<'a> {
    pub set: &'a TemplateSet,
}

impl Printer<'_> {
    pub fn statements(&self, statements: &[Stmt<'_>]) -> Option<String> {
        let all = statements.iter().map(|statement| self.statement(statement)).collect::<Option<Vec<_>>>()?;
        Some(format!("[{}]", all.join(" ")))
    }

    fn statement(&self, statement: &Stmt<'_>) -> Option<String> {
        Some(match statement {
            Stmt::Template(node) => self.statements(&node.children)?,
            Stmt::EmitRaw(node) => format!("{:?}", node.raw),
            Stmt::EmitExpr(node) => format!("(print {})", self.expression(&node.expr)?),
            Stmt::ForLoop(node) => format!(
                "(for {} {} {} {} {} {} {})",
                self.target(&node.target)?,
                self.expression(&node.iter)?,
                self.optional(node.filter_expr.as_ref())?,
                node.recursive,
                node.recursive || free::speaks_of("loop", &node.body),
                self.statements(&node.body)?,
                self.statements(&node.else_body)?
            ),
            Stmt::IfCond(node) => format!(
                "(if {} {} {})",
                self.expression(&node.expr)?,
                self.statements(&node.true_body)?,
                self.statements(&node.false_body)?
            ),
            Stmt::WithBlock(node) => {
                let assigned = node.assignments.iter();
                let assigned = assigned
                    .map(|(target, value)| Some(format!("{} {}", self.target(target)?, self.expression(value)?)));
                let assigned = assigned.collect::<Option<Vec<_>>>()?.join(" ");
                format!("(with {assigned} {})", self.statements(&node.body)?)
            }
            Stmt::Set(node) => format!("(set {} {})", self.target(&node.target)?, self.expression(&node.expr)?),
            Stmt::SetBlock(node) => format!(
                "(set-block {} {} {})",
                self.target(&node.target)?,
                self.optional(node.filter.as_ref())?,
                self.statements(&node.body)?
            ),
            Stmt::AutoEscape(node) => format!("(group {})", self.statements(&node.body)?),
            Stmt::FilterBlock(node) => {
                format!("(filter-block {} {})", self.expression(&node.filter)?, self.statements(&node.body)?)
            }
            Stmt::Block(node) => format!("(block {} {} {})", node.name, node.required, self.statements(&node.body)?),
            Stmt::Import(node) => format!("(import {} {})", self.expression(&node.expr)?, self.target(&node.name)?),
            Stmt::FromImport(node) => {
                let name =
                    |name: &Expr<'_>| if let Expr::Var(name) = name { name.id.to_owned() } else { String::new() };
                let names: Vec<String> = node
                    .names
                    .iter()
                    .map(|(own, alias)| format!("{} {}", name(own), name(alias.as_ref().unwrap_or(own))))
                    .collect();
                format!("(from {} {})", self.expression(&node.expr)?, names.join(" "))
            }
            Stmt::Extends(node) => format!("(extends {})", self.expression(&node.name)?),
            Stmt::Include(node) => format!("(include {} {})", self.expression(&node.name)?, node.ignore_missing),
            Stmt::Macro(node) => self.macro_definition(node)?,
            Stmt::CallBlock(node) => {
                format!("(call-block {} {})", self.call(&node.call)?, self.macro_definition(&node.macro_decl)?)
            }
            Stmt::Continue(_) => String::from("(continue)"),
            Stmt::Break(_) => String::from("(break)"),
            Stmt::Do(node) => format!("(do {})", self.call(&node.call)?),
        })
    }

    fn macro_definition(&self, node: &ast::Macro<'_>) -> Option<String> {
        let parameters: Vec<String> = node.args.iter().map(|arg| self.expression(arg)).collect::<Option<_>>()?;
        let defaults: Vec<String> = node.defaults.iter().map(|arg| self.expression(arg)).collect::<Option<_>>()?;
        let free: Vec<&str> = free::names(node).into_iter().collect();
        let caller = free::speaks_of("caller", &node.body);
        let body = self.statements(&node.body)?;
        Some(format!("(macro {} {parameters:?} {defaults:?} {free:?} {caller} {body})", node.name))
    }

    fn target(&self, target: &Expr<'_>) -> Option<String> {
        Some(match target {
            Expr::Var(node) => node.id.to_owned(),
            Expr::GetAttr(node) => format!("(entry {} {})", self.expression(&node.expr)?, node.name),
            Expr::List(node) => {
                let items = node.items.iter().map(|item| self.target(item)).collect::<Option<Vec<_>>>()?;
                format!("(many {})", items.join(" "))
            }
            _ => return None,
        })
    }

    fn optional(&self, expression: Option<&Expr<'_>>) -> Option<String> {
        expression.map_or(Some(String::from("_")), |expression| self.expression(expression))
    }

    fn all<'t, 'a: 't>(&self, expressions: impl IntoIterator<Item = &'t Expr<'a>>) -> Option<String> {
        let all: Option<Vec<String>> = expressions.into_iter().map(|expression| self.expression(expression)).collect();
        Some(all?.join(" "))
    }

    fn expression(&self, expression: &Expr<'_>) -> Option<String> {
        Some(match expression {
            Expr::Var(node) => node.id.to_owned(),
            Expr::Const(node) => constant(&node.value)?,
            Expr::Slice(node) => format!(
                "(slice {} {} {} {})",
                self.expression(&node.expr)?,
                self.optional(node.start.as_ref())?,
                self.optional(node.stop.as_ref())?,
                self.optional(node.step.as_ref())?
            ),
            Expr::UnaryOp(node) => match node.op {
                UnaryOpKind::Not => format!("(not {})", self.expression(&node.expr)?),
                UnaryOpKind::Neg => format!("(neg {})", self.expression(&node.expr)?),
            },
            Expr::BinOp(node) if matches!(node.op, BinOpKind::Concat) => {
                let mut parts = vec![self.expression(&node.right)?];
                let mut left = &node.left;
                while let Expr::BinOp(inner) = left
                    && matches!(inner.op, BinOpKind::Concat)
                {
                    parts.push(self.expression(&inner.right)?);
                    left = &inner.left;
                }
                parts.push(self.expression(left)?);
                parts.reverse();
                format!("(~ {})", parts.join(" "))
            }
            Expr::BinOp(node) => {
                format!("({} {} {})", operator(node.op), self.expression(&node.left)?, self.expression(&node.right)?)
            }
            Expr::Compare(node) => {
                let part = |part: &ast::CompareOp<'_>| {
                    Some(format!("{} {}", comparison(part.op), self.expression(&part.expr)?))
                };
                let rest: Option<Vec<String>> = node.ops.iter().map(part).collect();
                format!("(chain {} {})", self.expression(&node.expr)?, rest?.join(" "))
            }
            Expr::IfExpr(node) => format!(
                "(choice {} {} {})",
                self.expression(&node.test_expr)?,
                self.expression(&node.true_expr)?,
                self.optional(node.false_expr.as_ref())?
            ),
            Expr::Filter(node) => {
                let own = filters::find(node.name).map(Filter::Own);
                let library = || {
                    let name = filters::library_name(node.name);
                    let number = self.set.function(name)?;
                    Some(Filter::Library(Library { number, takes_undefined: filters::takes_undefined(name) }))
                };
                let what = own.or_else(library)?;
                let operand = match &node.expr {
                    Some(operand) => self.expression(operand)?,
                    None => String::from("captured"),
                };
                format!("(filter {what:?} {operand} {})", self.arguments(&node.args)?)
            }
            Expr::Test(node) => {
                let what = predicates::find(node.name)?;
                format!("(test {what:?} {} {})", self.expression(&node.expr)?, self.arguments(&node.args)?)
            }
            Expr::GetAttr(node) => format!("(. {} {:?})", self.expression(&node.expr)?, node.name),
            Expr::GetItem(node) => match &node.subscript_expr {
                Expr::Const(key) if key.value.as_str().is_some() => {
                    format!("(. {} {:?})", self.expression(&node.expr)?, key.value.as_str()?)
                }
                key => format!("(item {} {})", self.expression(&node.expr)?, self.expression(key)?),
            },
            Expr::Call(node) => self.call(node)?,
            Expr::List(node) => format!("(list {})", self.all(&node.items)?),
            Expr::Tuple(node) => format!("(list {})", self.all(&node.items)?),
            Expr::Map(node) => {
                format!("(map {})", self.all(node.keys.iter().zip(&node.values).flat_map(|(key, value)| [key, value]))?)
            }
        })
    }

    fn call(&self, node: &ast::Call<'_>) -> Option<String> {
        let args = self.arguments(&node.args)?;
        Some(match node.identify_call() {
            CallType::Function(name) => format!("(call {name} {args})"),
            CallType::Method(receiver, name) => format!("(method {} {name} {args})", self.expression(receiver)?),
            CallType::Block(name) => format!("(self {name} {args})"),
            CallType::Object(value) => format!("(apply {} {args})", self.expression(value)?),
        })
    }

    fn arguments(&self, arguments: &[CallArg<'_>]) -> Option<String> {
        let argument = |argument: &CallArg<'_>| {
            Some(match argument {
                CallArg::Pos(value) => self.expression(value)?,
                CallArg::Kwarg(name, value) => format!("{name}={}", self.expression(value)?),
                CallArg::PosSplat(value) => format!("*{}", self.expression(value)?),
                CallArg::KwargSplat(value) => format!("**{}", self.expression(value)?),
            })
        };
        Some(arguments.iter().map(argument).collect::<Option<Vec<_>>>()?.join(" "))
    }
}

fn constant(value: &minijinja::Value) -> Option<String> {
    Some(match value.kind() {
        ValueKind::Bool => value.is_true().to_string(),
        ValueKind::String => format!("{:?}", value.as_str()?),
        ValueKind::Number if value.is_integer() => value.as_i64()?.to_string(),
        ValueKind::Number => format!("{:?}", f64::try_from(value.clone()).ok()?),
        _ => String::from("nil"),
    })
}

fn operator(operator: BinOpKind) -> &'static str {
    match operator {
        BinOpKind::ScAnd => "and",
        BinOpKind::ScOr => "or",
        BinOpKind::Concat => "~",
        BinOpKind::Add => "Add",
        BinOpKind::Sub => "Subtract",
        BinOpKind::Mul => "Multiply",
        BinOpKind::Div => "Divide",
        BinOpKind::FloorDiv => "FloorDivide",
        BinOpKind::Rem => "Remainder",
        BinOpKind::Pow => "Power",
        BinOpKind::Eq => "Equal",
        BinOpKind::Ne => "Unequal",
        BinOpKind::Lt => "Less",
        BinOpKind::Lte => "LessOrEqual",
        BinOpKind::Gt => "Greater",
        BinOpKind::Gte => "GreaterOrEqual",
        BinOpKind::In => "In",
    }
}

fn comparison(operator: CompareOpKind) -> &'static str {
    match operator {
        CompareOpKind::Eq => "Equal",
        CompareOpKind::Ne => "Unequal",
        CompareOpKind::Lt => "Less",
        CompareOpKind::Lte => "LessOrEqual",
        CompareOpKind::Gt => "Greater",
        CompareOpKind::Gte => "GreaterOrEqual",
        CompareOpKind::In => "In",
        CompareOpKind::NotIn => "NotIn",
    }
}
