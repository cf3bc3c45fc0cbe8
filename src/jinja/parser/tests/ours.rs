//! A program as text, in the form of MiniJinja's tree.

use crate::go::Str;
use crate::jinja::program::*;

/// Prints programs of a text.
pub struct Printer<'a> {
    pub text: &'a str,
    pub names: &'a [std::borrow::Cow<'a, str>],
}

impl Printer<'_> {
    fn name(&self, name: Local) -> &str {
        &self.names[name.0 as usize]
    }

    fn slice(&self, place: Place) -> &str {
        &self.text[place.start as usize..place.end as usize]
    }

    pub fn statements(&self, statements: &[Statement]) -> String {
        let all: Vec<String> = statements.iter().map(|statement| self.statement(statement)).collect();
        format!("[{}]", all.join(" "))
    }

    fn statement(&self, statement: &Statement) -> String {
        match &statement.kind {
            StatementKind::Text => format!("{:?}", self.slice(statement.place)),
            StatementKind::Print(value) => format!("(print {})", self.expression(value)),
            StatementKind::For(node) => format!(
                "(for {} {} {} {} {} {} {})",
                self.target(&node.target),
                self.expression(&node.items),
                self.optional(node.condition.as_ref()),
                node.recursive,
                node.speaks_of_loop,
                self.statements(&node.body),
                self.statements(&node.otherwise)
            ),
            // MiniJinja has an `elif` as an `if` that is all there is in the `else`.
            StatementKind::If(branches, otherwise) => {
                let otherwise = self.statements(otherwise);
                let all = branches.iter().rev().fold(otherwise, |rest, (condition, body)| {
                    format!("[(if {} {} {rest})]", self.expression(condition), self.statements(body))
                });
                all[1..all.len() - 1].to_owned()
            }
            StatementKind::With(assigned, body) => {
                let assigned = assigned.iter();
                let assigned: Vec<String> = assigned
                    .map(|(target, value)| format!("{} {}", self.target(target), self.expression(value)))
                    .collect();
                format!("(with {} {})", assigned.join(" "), self.statements(body))
            }
            StatementKind::Set(set) => format!("(set {} {})", self.target(&set.0), self.expression(&set.1)),
            StatementKind::SetBlock(set) => {
                let (target, filter, body) = &**set;
                let (target, filter) = (self.target(target), self.optional(filter.as_ref()));
                format!("(set-block {target} {filter} {})", self.statements(body))
            }
            StatementKind::Group(body) => format!("(group {})", self.statements(body)),
            StatementKind::FilterBlock(block) => {
                let (filter, body) = &**block;
                format!("(filter-block {} {})", self.expression(filter), self.statements(body))
            }
            StatementKind::Block(node) => {
                let body = self.statements(&node.body.statements);
                format!("(block {} {} {body})", self.name(node.name), node.required)
            }
            StatementKind::Import(import) => {
                let (template, target) = &**import;
                format!("(import {} {})", self.expression(template), self.target(target))
            }
            StatementKind::FromImport(import) => {
                let (template, names) = &**import;
                let names = names.iter();
                let names: Vec<String> =
                    names.map(|&(name, alias)| format!("{} {}", self.name(name), self.name(alias))).collect();
                format!("(from {} {})", self.expression(template), names.join(" "))
            }
            StatementKind::Extends(template) => format!("(extends {})", self.expression(template)),
            StatementKind::Include { template, optional } => {
                format!("(include {} {optional})", self.expression(template))
            }
            StatementKind::Macro(node) => self.macro_definition(node),
            StatementKind::CallBlock(call, node) => {
                format!("(call-block {} {})", self.expression(call), self.macro_definition(node))
            }
            StatementKind::Continue => String::from("(continue)"),
            StatementKind::Break => String::from("(break)"),
            StatementKind::Do(call) => format!("(do {})", self.expression(call)),
        }
    }

    fn macro_definition(&self, node: &Macro) -> String {
        let parameters: Vec<&str> = node.parameters.iter().map(|&name| self.name(name)).collect();
        let defaults: Vec<String> = node.defaults.iter().map(|default| self.expression(default)).collect();
        let mut free: Vec<&str> = node.free.iter().map(|&name| self.name(name)).collect();
        free.sort_unstable();
        let (caller, body) = (node.wants_caller, self.statements(&node.body.statements));
        format!("(macro {} {parameters:?} {defaults:?} {free:?} {caller} {body})", self.name(node.name))
    }

    fn target(&self, target: &Target) -> String {
        match target {
            Target::Name(name) => self.name(*name).to_owned(),
            Target::Entry(holder, name) => format!("(entry {} {})", self.expression(holder), self.name(*name)),
            Target::Many(targets, _) => {
                let targets: Vec<String> = targets.iter().map(|target| self.target(target)).collect();
                format!("(many {})", targets.join(" "))
            }
        }
    }

    fn optional(&self, expression: Option<&Expression>) -> String {
        expression.map_or_else(|| String::from("_"), |expression| self.expression(expression))
    }

    fn all<'t>(&self, expressions: impl IntoIterator<Item = &'t Expression>) -> String {
        let all: Vec<String> = expressions.into_iter().map(|expression| self.expression(expression)).collect();
        all.join(" ")
    }

    fn expression(&self, expression: &Expression) -> String {
        assert!(expression.place.start < expression.place.end && !self.slice(expression.place).is_empty());
        match &expression.kind {
            ExpressionKind::Constant(constant) => match constant {
                Constant::Nil => String::from("nil"),
                Constant::Bool(flag) => flag.to_string(),
                Constant::Integer(number) => number.to_string(),
                Constant::Float(number) => format!("{number:?}"),
                Constant::Text(text) => format!("{:?}", text.as_str().expect("text")),
            },
            ExpressionKind::Name(name) => self.name(*name).to_owned(),
            ExpressionKind::Fields(fields) => fields.1.iter().fold(self.expression(&fields.0), |base, field| {
                assert!(field.end <= expression.place.end);
                format!("(. {base} {:?})", self.name(field.name))
            }),
            ExpressionKind::Item(item) => format!("(item {} {})", self.expression(&item.0), self.expression(&item.1)),
            ExpressionKind::Slice(slice) => {
                let [start, stop, step] = slice.1.each_ref().map(|bound| self.optional(bound.as_ref()));
                format!("(slice {} {start} {stop} {step})", self.expression(&slice.0))
            }
            ExpressionKind::Not(operand) => format!("(not {})", self.expression(operand)),
            ExpressionKind::Negative(operand) => format!("(neg {})", self.expression(operand)),
            ExpressionKind::Binary(operator, pair) => format!("({operator:?} {})", self.all([&pair.0, &pair.1])),
            ExpressionKind::Concat(parts) => format!("(~ {})", self.all(parts)),
            ExpressionKind::And(pair) => format!("(and {})", self.all([&pair.0, &pair.1])),
            ExpressionKind::Or(pair) => format!("(or {})", self.all([&pair.0, &pair.1])),
            ExpressionKind::Chain(chain) => {
                let (first, rest) = &**chain;
                let rest = rest.iter();
                let rest: Vec<String> =
                    rest.map(|(operator, value)| format!("{operator:?} {}", self.expression(value))).collect();
                format!("(chain {} {})", self.expression(first), rest.join(" "))
            }
            ExpressionKind::Choice(node) => {
                let (test, yes) = (self.expression(&node.test), self.expression(&node.yes));
                format!("(choice {test} {yes} {})", self.optional(node.no.as_ref()))
            }
            ExpressionKind::Filter(node) => {
                format!("(filter {:?} {} {})", node.what, self.expression(&node.operand), self.arguments(&node.args))
            }
            ExpressionKind::Test(node) => {
                format!("(test {:?} {} {})", node.what, self.expression(&node.operand), self.arguments(&node.args))
            }
            ExpressionKind::Call(node) => {
                let args = self.arguments(&node.args);
                match &node.callee {
                    Callee::Name(name, _) => format!("(call {} {args})", self.name(*name)),
                    Callee::Method(receiver, name) => {
                        format!("(method {} {} {args})", self.expression(receiver), self.name(*name))
                    }
                    Callee::Block(name) => format!("(self {} {args})", self.name(*name)),
                    Callee::Value(value) => format!("(apply {} {args})", self.expression(value)),
                }
            }
            ExpressionKind::List(items) => format!("(list {})", self.all(items)),
            ExpressionKind::Map(entries) => {
                format!("(map {})", self.all(entries.iter().flat_map(|(key, value)| [key, value])))
            }
            ExpressionKind::Captured => String::from("captured"),
        }
    }

    fn arguments(&self, arguments: &[Argument]) -> String {
        let argument = |argument: &Argument| match argument {
            Argument::Position(value) => self.expression(value),
            Argument::Keyword(name, value) => format!("{}={}", self.name(*name), self.expression(value)),
            Argument::Spread(value) => format!("*{}", self.expression(value)),
            Argument::SpreadKeywords(value) => format!("**{}", self.expression(value)),
        };
        arguments.iter().map(argument).collect::<Vec<_>>().join(" ")
    }
}

/// A unit for a text.
pub fn unit(text: &str) -> Unit {
    let sources = crate::source::Sources::new();
    let source = sources.add("t.j2", text.as_bytes().to_vec());
    Unit::new(Str::from("t.j2"), Str::from(text), source, Str::from("c"))
}
