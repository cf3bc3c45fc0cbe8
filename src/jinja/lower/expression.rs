//! Expressions: operators, what is called, filters and tests by name.

use super::{Lowering, place};
use crate::go::{Str, Value};
use crate::gotemplate::Error;
use crate::jinja::filters::{self, Filter};
use crate::jinja::predicates;
use crate::jinja::program::*;
use minijinja::machinery::ast::{self, BinOpKind, CallArg, CallType, CompareOpKind, Expr, Spanned, UnaryOpKind};
use minijinja::value::ValueKind;

impl Lowering<'_> {
    pub(super) fn expression(&mut self, expression: &Expr<'_>) -> Result<Expression, Error> {
        let at = place(expression.span());
        let kind = self.deeper(at, |lowering| lowering.expression_kind(expression, at))?;
        // What a filter is applied to stands before its name.
        let at = match &kind {
            ExpressionKind::Filter(applied) => around(applied.operand.place, at),
            ExpressionKind::Test(applied) => around(applied.operand.place, at),
            // The tree gives what stands behind a value the place of its own part.
            ExpressionKind::Attribute(base, _) | ExpressionKind::Item(base, _) | ExpressionKind::Slice(base, _) => {
                around(base.place, at)
            }
            _ => at,
        };
        Ok(Expression { place: at, kind })
    }

    fn boxed(&mut self, expression: &Expr<'_>) -> Result<Box<Expression>, Error> {
        self.expression(expression).map(Box::new)
    }

    fn all(&mut self, expressions: &[Expr<'_>]) -> Result<Vec<Expression>, Error> {
        let mut lowered = Vec::with_capacity(expressions.len());
        for expression in expressions {
            lowered.push(self.expression(expression)?);
        }
        Ok(lowered)
    }

    fn expression_kind(&mut self, expression: &Expr<'_>, at: Place) -> Result<ExpressionKind, Error> {
        Ok(match expression {
            Expr::Var(name) => ExpressionKind::Name(self.names.number(name.id), name.id.into()),
            Expr::Const(constant) => ExpressionKind::Constant(self.constant(&constant.value, at)?),
            Expr::Slice(slice) => {
                let mut bound = |bound: &Option<Expr<'_>>| bound.as_ref().map(|bound| self.boxed(bound)).transpose();
                let bounds = [bound(&slice.start)?, bound(&slice.stop)?, bound(&slice.step)?];
                ExpressionKind::Slice(self.boxed(&slice.expr)?, bounds)
            }
            Expr::UnaryOp(unary) => match unary.op {
                UnaryOpKind::Not => ExpressionKind::Not(self.boxed(&unary.expr)?),
                UnaryOpKind::Neg => ExpressionKind::Negative(self.boxed(&unary.expr)?),
            },
            Expr::BinOp(binary) => self.binary(binary)?,
            Expr::Compare(chain) => {
                let first = self.boxed(&chain.expr)?;
                let part = |part: &ast::CompareOp<'_>| Ok((comparison(part.op), self.expression(&part.expr)?));
                ExpressionKind::Chain(first, chain.ops.iter().map(part).collect::<Result<_, Error>>()?)
            }
            Expr::IfExpr(choice) => ExpressionKind::Choice {
                test: self.boxed(&choice.test_expr)?,
                yes: self.boxed(&choice.true_expr)?,
                no: choice.false_expr.as_ref().map(|no| self.boxed(no)).transpose()?,
            },
            Expr::Filter(filter) => ExpressionKind::Filter(Box::new(self.filter(filter, at)?)),
            Expr::Test(test) => {
                let Some(what) = predicates::find(test.name) else {
                    let cause = format!("test {} is unknown", test.name);
                    return Err(self.refuse("template::unknown-function", at, cause));
                };
                let (operand, args) = (self.expression(&test.expr)?, self.arguments(&test.args)?);
                ExpressionKind::Test(Box::new(Applied { what, operand, args }))
            }
            Expr::GetAttr(attribute) => ExpressionKind::Attribute(self.boxed(&attribute.expr)?, attribute.name.into()),
            Expr::GetItem(item) => match &item.subscript_expr {
                Expr::Const(key) if key.value.as_str().is_some() => {
                    let key = key.value.as_str().unwrap_or_default();
                    ExpressionKind::Attribute(self.boxed(&item.expr)?, key.into())
                }
                _ => ExpressionKind::Item(self.boxed(&item.expr)?, self.boxed(&item.subscript_expr)?),
            },
            Expr::Call(call) => return Ok(self.call(call)?.kind),
            Expr::List(list) => ExpressionKind::List(self.all(&list.items)?),
            Expr::Tuple(tuple) => ExpressionKind::List(self.all(&tuple.items)?),
            Expr::Map(map) => {
                let pair = |(key, value): (&Expr<'_>, &Expr<'_>)| Ok((self.expression(key)?, self.expression(value)?));
                ExpressionKind::Map(map.keys.iter().zip(&map.values).map(pair).collect::<Result<_, Error>>()?)
            }
        })
    }

    fn constant(&self, value: &minijinja::Value, at: Place) -> Result<Value, Error> {
        Ok(match value.kind() {
            ValueKind::Bool => Value::Bool(value.is_true()),
            ValueKind::String => Value::str(value.as_str().unwrap_or_default()),
            ValueKind::Number if value.is_integer() => match value.as_i64() {
                Some(number) => Value::int(number),
                None => return Err(self.refuse("template::syntax", at, "the number is larger than 64 bits")),
            },
            ValueKind::Number => f64::try_from(value.clone()).map(Value::Float).unwrap_or_default(),
            _ => Value::Nil,
        })
    }

    fn binary(&mut self, binary: &ast::BinOp<'_>) -> Result<ExpressionKind, Error> {
        let operator = match binary.op {
            BinOpKind::ScAnd => return Ok(ExpressionKind::And(self.boxed(&binary.left)?, self.boxed(&binary.right)?)),
            BinOpKind::ScOr => return Ok(ExpressionKind::Or(self.boxed(&binary.left)?, self.boxed(&binary.right)?)),
            BinOpKind::Concat => return self.concat(binary),
            BinOpKind::Add => Operator::Add,
            BinOpKind::Sub => Operator::Subtract,
            BinOpKind::Mul => Operator::Multiply,
            BinOpKind::Div => Operator::Divide,
            BinOpKind::FloorDiv => Operator::FloorDivide,
            BinOpKind::Rem => Operator::Remainder,
            BinOpKind::Pow => Operator::Power,
            BinOpKind::Eq => Operator::Equal,
            BinOpKind::Ne => Operator::Unequal,
            BinOpKind::Lt => Operator::Less,
            BinOpKind::Lte => Operator::LessOrEqual,
            BinOpKind::Gt => Operator::Greater,
            BinOpKind::Gte => Operator::GreaterOrEqual,
            BinOpKind::In => Operator::In,
        };
        Ok(ExpressionKind::Binary(operator, self.boxed(&binary.left)?, self.boxed(&binary.right)?))
    }

    /// `a ~ b ~ c` at once, however long it is.
    fn concat(&mut self, binary: &ast::BinOp<'_>) -> Result<ExpressionKind, Error> {
        let mut parts = vec![self.expression(&binary.right)?];
        let mut left = &binary.left;
        while let Expr::BinOp(inner) = left
            && matches!(inner.op, BinOpKind::Concat)
        {
            parts.push(self.expression(&inner.right)?);
            left = &inner.left;
        }
        parts.push(self.expression(left)?);
        parts.reverse();
        Ok(ExpressionKind::Concat(parts))
    }

    fn filter(&mut self, filter: &ast::Filter<'_>, at: Place) -> Result<Applied<Filter>, Error> {
        let own = filters::find(filter.name).map(Filter::Own);
        let library = || self.library(filters::library_name(filter.name)).map(Filter::Library);
        let Some(what) = own.or_else(library) else {
            let cause = format!("filter {} is unknown", filter.name);
            return Err(self.refuse("template::unknown-function", at, cause));
        };
        let operand = match &filter.expr {
            Some(operand) => self.expression(operand)?,
            None => Expression { place: at, kind: ExpressionKind::Captured },
        };
        Ok(Applied { what, operand, args: self.arguments(&filter.args)? })
    }

    fn arguments(&mut self, arguments: &[CallArg<'_>]) -> Result<Vec<Argument>, Error> {
        let mut lowered = Vec::with_capacity(arguments.len());
        for argument in arguments {
            lowered.push(match argument {
                CallArg::Pos(value) => Argument::Position(self.expression(value)?),
                CallArg::Kwarg(name, value) => Argument::Keyword(Str::from(*name), self.expression(value)?),
                CallArg::PosSplat(value) => Argument::Spread(self.expression(value)?),
                CallArg::KwargSplat(value) => Argument::SpreadKeywords(self.expression(value)?),
            });
        }
        Ok(lowered)
    }

    pub(super) fn call(&mut self, call: &Spanned<ast::Call<'_>>) -> Result<Expression, Error> {
        let callee = match call.identify_call() {
            CallType::Function(name) => Callee::Name(self.names.number(name), name.into(), self.called(name)),
            CallType::Method(receiver, name) => Callee::Method(self.expression(receiver)?, name.into()),
            CallType::Block(name) => Callee::Block(self.names.number(name)),
            CallType::Object(value) => Callee::Value(self.expression(value)?),
        };
        let args = self.arguments(&call.args)?;
        let mut at = place(call.span());
        // The tree gives a call the place of its parentheses where something is called that is no name.
        if let Callee::Method(receiver, _) | Callee::Value(receiver) = &callee {
            at = around(receiver.place, at);
        }
        Ok(Expression { place: at, kind: ExpressionKind::Call(Box::new(Invocation { callee, args })) })
    }

    fn library(&self, name: &str) -> Option<Library> {
        let number = self.set.function(name)?;
        Some(Library { number, takes_undefined: filters::takes_undefined(name) })
    }

    fn called(&self, name: &str) -> Option<Called> {
        let own = match name {
            "include" => Own::Include,
            "tpl" => Own::Tpl,
            "range" => Own::Range,
            "dict" => Own::Dict,
            "namespace" => Own::Namespace,
            "super" => Own::Super,
            _ => return self.library(name).map(Called::Library),
        };
        Some(Called::Own(own))
    }
}

fn around(inner: Place, outer: Place) -> Place {
    Place { start: inner.start.min(outer.start), end: inner.end.max(outer.end) }
}

fn comparison(operator: CompareOpKind) -> Operator {
    match operator {
        CompareOpKind::Eq => Operator::Equal,
        CompareOpKind::Ne => Operator::Unequal,
        CompareOpKind::Lt => Operator::Less,
        CompareOpKind::Lte => Operator::LessOrEqual,
        CompareOpKind::Gt => Operator::Greater,
        CompareOpKind::Gte => Operator::GreaterOrEqual,
        CompareOpKind::In => Operator::In,
        CompareOpKind::NotIn => Operator::NotIn,
    }
}
