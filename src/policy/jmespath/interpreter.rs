//! Evaluates [`Node`]s. A field that an object lacks is a fault of its own kind, which most places take for null and a chain
//! passes on, as go-jmespath in Kyverno's fork has it.

use super::node::{Arithmetic, Call, Filter, Node, Slice};
use super::{Data, Env, Fault};
use crate::policy::comparison::Comparison;
use smol_str::SmolStr;
use std::sync::Arc;

/// What a function gets: values, and expressions that it evaluates itself.
#[derive(Clone, Debug)]
pub(super) enum Argument<'e> {
    Value(Data),
    Expression(&'e Node),
}

/// Variables of `let`, the innermost first.
#[derive(Clone, Copy)]
struct Frame<'f> {
    name: &'f SmolStr,
    value: &'f Data,
    outer: Option<&'f Frame<'f>>,
}

/// Evaluates an expression.
#[derive(Clone, Copy)]
pub(super) struct Interpreter<'e> {
    pub(super) env: &'e Env<'e>,
    root: &'e Data,
    frame: Option<&'e Frame<'e>>,
}

pub(super) type Outcome = Result<Data, Fault>;

/// Null where a field is missing.
pub(super) fn or_null(outcome: Outcome) -> Outcome {
    match outcome {
        Err(Fault::NotFound(_)) => Ok(Data::Null),
        outcome => outcome,
    }
}

impl<'e> Interpreter<'e> {
    pub(super) fn new(root: &'e Data, env: &'e Env<'e>) -> Self {
        Interpreter { env, root, frame: None }
    }

    /// The value of `node` for the current value `data`.
    pub(super) fn evaluate(&self, node: &Node, data: &Data) -> Outcome {
        self.env.spend(1)?;
        match node {
            Node::Current => Ok(data.clone()),
            Node::Root => Ok(self.root.clone()),
            Node::Literal(value) => Ok(value.clone()),
            Node::Field(name) => match data {
                Data::Map(entries) => entries.get(name).cloned().ok_or_else(|| Fault::NotFound(name.clone())),
                _ => Ok(Data::Null),
            },
            Node::Index(index) => Ok(item(data, *index)),
            Node::Slice(slice) => self.slice(slice, data),
            Node::Chain(left, right) => self.evaluate(right, &self.evaluate(left, data)?),
            Node::Pipe(left, right) => or_null(self.evaluate(right, &self.or_null(left, data)?)),
            Node::Project(left, right) => match self.or_null(left, data)? {
                Data::List(items) => self.project(items.iter(), right),
                _ => Ok(Data::Null),
            },
            Node::ProjectValues(left, right) => match self.unless_failed(left, data)? {
                Data::Map(entries) => self.project(entries.values(), right),
                _ => Ok(Data::Null),
            },
            Node::Filter(filter) => self.filter(filter, data),
            Node::Flatten(left) => self.flatten(left, data),
            Node::Or(left, right) => match self.or_null(left, data)? {
                value if value.is_falsy() => self.or_null(right, data),
                value => Ok(value),
            },
            Node::And(left, right) => match self.or_null(left, data)? {
                value if value.is_falsy() => Ok(value),
                _ => self.evaluate(right, data),
            },
            Node::Not(inner) => Ok(Data::Bool(self.or_null(inner, data)?.is_falsy())),
            Node::Compare(comparison, left, right) => {
                Ok(compare(*comparison, &self.or_null(left, data)?, &self.or_null(right, data)?))
            }
            Node::Compute(operation, left, right) => {
                compute(*operation, &self.or_null(left, data)?, &self.or_null(right, data)?)
            }
            Node::Negate(inner) => match self.or_null(inner, data)?.as_number() {
                Some(number) => Ok(Data::Float(-number)),
                None => Err(Fault::failed("invalid type, must be number")),
            },
            Node::List(_) | Node::Map(_) if data.is_null() => Ok(Data::Null),
            Node::List(nodes) => {
                let items: Result<_, Fault> = nodes.iter().map(|node| self.or_null(node, data)).collect();
                Ok(Data::list(items?))
            }
            Node::Map(nodes) => {
                let entry = |(key, node): &(SmolStr, Node)| Ok((key.clone(), self.or_null(node, data)?));
                let entries: Result<_, Fault> = nodes.iter().map(entry).collect();
                Ok(Data::map(entries?))
            }
            Node::Call(call) => self.call(call, data),
            Node::Reference(_) => {
                Err(Fault::failed("an expression reference stands outside of a function's arguments"))
            }
            Node::Variable(name) => self.variable(name),
            Node::Let(bindings, body) => self.with_bindings(bindings, body, data),
        }
    }

    pub(super) fn or_null(&self, node: &Node, data: &Data) -> Outcome {
        or_null(self.evaluate(node, data))
    }

    /// Null where evaluating fails in whatever way, short of the budget.
    fn unless_failed(&self, node: &Node, data: &Data) -> Outcome {
        match self.evaluate(node, data) {
            Err(Fault::NotFound(_) | Fault::Failed(_)) => Ok(Data::Null),
            outcome => outcome,
        }
    }

    fn project<'d>(&self, items: impl Iterator<Item = &'d Data>, right: &Node) -> Outcome {
        let mut collected = Vec::new();
        for item in items {
            let value = self.or_null(right, item)?;
            if !value.is_null() {
                collected.push(value);
            }
        }
        Ok(Data::list(collected))
    }

    fn filter(&self, filter: &Filter, data: &Data) -> Outcome {
        let Data::List(items) = self.unless_failed(&filter.left, data)? else { return Ok(Data::Null) };
        let mut collected = Vec::new();
        for item in items.iter() {
            if self.or_null(&filter.condition, item)?.is_falsy() {
                continue;
            }
            let value = self.or_null(&filter.right, item)?;
            if !value.is_null() {
                collected.push(value);
            }
        }
        Ok(Data::list(collected))
    }

    fn flatten(&self, left: &Node, data: &Data) -> Outcome {
        let Data::List(items) = self.unless_failed(left, data)? else { return Ok(Data::Null) };
        let mut flat = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item {
                Data::List(inner) => {
                    self.env.spend(inner.len() as u64)?;
                    flat.extend(inner.iter().cloned());
                }
                item => flat.push(item.clone()),
            }
        }
        self.env.spend(items.len() as u64)?;
        Ok(Data::list(flat))
    }

    /// Python's rules for slices.
    fn slice(&self, slice: &Slice, data: &Data) -> Outcome {
        let Data::List(items) = data else { return Ok(Data::Null) };
        let step = slice.step.unwrap_or(1);
        if step == 0 {
            return Err(Fault::failed("Invalid slice, step cannot be 0"));
        }
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let bound = |given: Option<i64>, default: i64| match given {
            None => default,
            Some(at) if at < 0 => at.saturating_add(length).max(lowest),
            Some(at) => at.min(highest),
        };
        let (first, end) = if step < 0 { (length - 1, -1) } else { (0, length) };
        let (mut at, stop) = (bound(slice.start, first), bound(slice.stop, end));
        let mut taken = Vec::new();
        while if step < 0 { at > stop } else { at < stop } {
            taken.extend(usize::try_from(at).ok().and_then(|at| items.get(at)).cloned());
            at = at.saturating_add(step);
        }
        self.env.spend(taken.len() as u64)?;
        Ok(Data::list(taken))
    }

    fn call(&self, call: &Call, data: &Data) -> Outcome {
        let Some(function) = call.function else {
            return Err(Fault::failed(format!("unknown function: {}", call.name)));
        };
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for node in &call.arguments {
            arguments.push(match node {
                Node::Reference(node) => Argument::Expression(node),
                node => Argument::Value(self.or_null(node, data)?),
            });
        }
        function.call(arguments, self)
    }

    fn variable(&self, name: &SmolStr) -> Outcome {
        let mut frame = self.frame;
        while let Some(inner) = frame {
            if inner.name == name {
                return Ok(inner.value.clone());
            }
            frame = inner.outer;
        }
        match self.env.variables.and_then(|variables| variables.get(name)) {
            Some(value) => Ok(value.clone()),
            None => Err(Fault::failed(format!("variable not defined: {name}"))),
        }
    }

    fn with_bindings(&self, bindings: &[(SmolStr, Node)], body: &Node, data: &Data) -> Outcome {
        let Some(((name, node), rest)) = bindings.split_first() else { return self.evaluate(body, data) };
        let value = self.or_null(node, data)?;
        let frame = Frame { name, value: &value, outer: self.frame };
        let inner = Interpreter { env: self.env, root: self.root, frame: Some(&frame) };
        inner.with_bindings(rest, body, data)
    }
}

fn item(data: &Data, index: i64) -> Data {
    let Data::List(items) = data else { return Data::Null };
    let index = if index < 0 { index.saturating_add(items.len() as i64) } else { index };
    usize::try_from(index).ok().and_then(|index| items.get(index)).cloned().unwrap_or_default()
}

/// Equality of anything; an order of numbers alone, null for the rest.
fn compare(comparison: Comparison, left: &Data, right: &Data) -> Data {
    match comparison {
        Comparison::Equal => return Data::Bool(left == right),
        Comparison::Unequal => return Data::Bool(left != right),
        _ => {}
    }
    let (Some(left), Some(right)) = (left.as_number(), right.as_number()) else { return Data::Null };
    // What is no number has no order.
    Data::Bool(left.partial_cmp(&right).is_some_and(|order| comparison.holds(order)))
}

fn compute(operation: Arithmetic, left: &Data, right: &Data) -> Outcome {
    let (Some(left), Some(right)) = (left.as_number(), right.as_number()) else {
        return Err(Fault::failed("invalid type, must be number"));
    };
    let divides = matches!(operation, Arithmetic::Divide | Arithmetic::DivideWhole | Arithmetic::Modulo);
    if divides && right == 0.0 {
        return Err(Fault::failed("Zero divisor passed"));
    }
    Ok(Data::Float(match operation {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::DivideWhole => (left / right).floor(),
        Arithmetic::Modulo => left % right,
    }))
}

/// The list with its items, taken out where nobody else holds them.
pub(super) fn into_items(items: Arc<Vec<Data>>) -> Vec<Data> {
    Arc::try_unwrap(items).unwrap_or_else(|shared| shared.to_vec())
}
