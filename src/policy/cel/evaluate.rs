//! [`Evaluation`]: a program's value. `&&`, `||`, `all` and `exists` absorb errors as the language has it, whatever the order;
//! a spent budget is never absorbed.

use super::arguments::Arguments;
use super::environment::{Function, Variables};
use super::error::Error;
use super::library::{operators, sorted};
use super::program::{Field, LoopNode, Node, NodeKind};
use super::runtime::Runtime;
use super::syntax::{Binary, Loop, Unary};
use super::value::{Map, Table, Value, compare, equal};
use smallvec::SmallVec;
use std::cmp::Ordering;
use std::sync::Arc;

/// One evaluation, with the variables of the macros that it is in.
pub(super) struct Evaluation<'e, 'a> {
    variables: &'e dyn Variables<'a>,
    runtime: &'e Runtime,
    locals: Vec<Value<'a>>,
}

type Outcome<'a> = Result<Value<'a>, Error>;

impl<'e, 'a> Evaluation<'e, 'a> {
    pub(super) fn new(variables: &'e dyn Variables<'a>, runtime: &'e Runtime) -> Self {
        Evaluation { variables, runtime, locals: Vec::new() }
    }

    pub(super) fn evaluate(&mut self, node: &Node) -> Outcome<'a> {
        self.runtime.spend(1)?;
        self.value(node).map_err(|error| error.at(node.position))
    }

    fn value(&mut self, node: &Node) -> Outcome<'a> {
        match &node.kind {
            NodeKind::Constant(value) => Ok(value.clone()),
            NodeKind::Variable(slot) => self.variables.value(*slot, self.runtime),
            NodeKind::Local(slot) => self.locals.get(*slot).cloned().ok_or_else(Error::no_such_overload),
            NodeKind::Select { operand, field, optional } => self.select(operand, field, *optional),
            NodeKind::Has { operand, field } => self.has(operand, field),
            NodeKind::Index { operand, key, optional } => self.index(operand, key, *optional),
            NodeKind::Call { name, function, arguments } => self.call(name, function, arguments),
            NodeKind::Matches { text, pattern } => match self.evaluate(text)? {
                Value::String(text) => self.runtime.is_match(pattern, &text).map(Value::Bool),
                _ => Err(Error::no_such_overload()),
            },
            NodeKind::Unary { operator, operand } => self.unary(*operator, operand),
            NodeKind::Binary { operator, operands } => self.binary(*operator, operands),
            NodeKind::And(operands) => self.until(operands, false),
            NodeKind::Or(operands) => self.until(operands, true),
            NodeKind::Conditional(parts) => {
                let [condition, then, otherwise] = &**parts;
                match self.evaluate(condition)? {
                    Value::Bool(true) => self.evaluate(then),
                    Value::Bool(false) => self.evaluate(otherwise),
                    _ => Err(Error::no_such_overload()),
                }
            }
            NodeKind::List(items) => self.list(items),
            NodeKind::Map(entries) => self.map(entries),
            NodeKind::Loop(node) => self.iterate(node),
            NodeKind::Bind(parts) => {
                let [value, body] = &**parts;
                let value = self.evaluate(value)?;
                self.with(value, body)
            }
            NodeKind::OptionalMap { target, body, flat } => self.optional_map(target, body, *flat),
            NodeKind::Otherwise { operands, unwrap, lenient } => self.otherwise(operands, *unwrap, *lenient),
        }
    }

    /// The value of `body` where the next local is `value`.
    fn with(&mut self, value: Value<'a>, body: &Node) -> Outcome<'a> {
        self.locals.push(value);
        let result = self.evaluate(body);
        self.locals.pop();
        result
    }

    fn select(&mut self, operand: &Node, field: &Field, optional: bool) -> Outcome<'a> {
        let operand = self.evaluate(operand)?;
        match operand {
            Value::Optional(None) => Ok(Value::Optional(None)),
            Value::Optional(Some(inner)) => Ok(Value::Optional(find_field(&inner, field).map(Arc::new))),
            _ if optional => Ok(Value::Optional(find_field(&operand, field).map(Arc::new))),
            _ => find_field(&operand, field).ok_or_else(|| Error::no_such_key(&field.name)),
        }
    }

    fn has(&mut self, operand: &Node, field: &Field) -> Outcome<'a> {
        Ok(Value::Bool(match self.evaluate(operand)? {
            Value::Optional(None) => false,
            Value::Optional(Some(inner)) => find_field(&inner, field).is_some(),
            operand => find_field(&operand, field).is_some(),
        }))
    }

    fn index(&mut self, operand: &Node, key: &Node, optional: bool) -> Outcome<'a> {
        let (operand, key) = (self.evaluate(operand)?, self.evaluate(key)?);
        match operand {
            Value::Optional(None) => Ok(Value::Optional(None)),
            Value::Optional(Some(inner)) => Ok(Value::Optional(find_element(&inner, &key)?.map(Arc::new))),
            Value::Map(_) | Value::List(_) if optional => {
                Ok(Value::Optional(find_element(&operand, &key)?.map(Arc::new)))
            }
            _ if optional => Ok(Value::Optional(None)),
            _ => find_element(&operand, &key)?.ok_or_else(|| missing(&operand, &key)),
        }
    }

    fn call(&mut self, name: &str, function: &Function, arguments: &[Node]) -> Outcome<'a> {
        let mut values: SmallVec<[Value<'a>; 4]> = SmallVec::new();
        for argument in arguments {
            values.push(self.evaluate(argument)?);
        }
        match function.overloads.iter().find(|overload| overload.signature.takes(&values)) {
            Some(overload) => (overload.body)(self.runtime, Arguments(&values)),
            None => {
                let given: Vec<&str> = values.iter().map(Value::type_name).collect();
                Err(Error::new(format!("no such overload: {name}({})", given.join(", "))))
            }
        }
    }

    fn unary(&mut self, operator: Unary, operand: &Node) -> Outcome<'a> {
        match (operator, self.evaluate(operand)?) {
            (Unary::Not, Value::Bool(is)) => Ok(Value::Bool(!is)),
            (Unary::Negate, value) => operators::negate(&value),
            _ => Err(Error::no_such_overload()),
        }
    }

    fn binary(&mut self, operator: Binary, operands: &[Node; 2]) -> Outcome<'a> {
        let (left, right) = (self.evaluate(&operands[0])?, self.evaluate(&operands[1])?);
        let order =
            |wanted: fn(Ordering) -> bool| compare(&left, &right).map(|order| Value::Bool(order.is_some_and(wanted)));
        match operator {
            Binary::Equal => {
                self.spend_on(&left)?;
                equal(&left, &right, self.runtime).map(Value::Bool)
            }
            Binary::NotEqual => {
                self.spend_on(&left)?;
                equal(&left, &right, self.runtime).map(|equal| Value::Bool(!equal))
            }
            Binary::Less => order(Ordering::is_lt),
            Binary::LessEqual => order(Ordering::is_le),
            Binary::Greater => order(Ordering::is_gt),
            Binary::GreaterEqual => order(Ordering::is_ge),
            Binary::In => self.is_in(&left, &right),
            _ => operators::arithmetic(operator, &left, &right, self.runtime),
        }
    }

    fn spend_on(&self, value: &Value<'_>) -> Result<(), Error> {
        match value {
            Value::String(text) => self.runtime.spend(text.len() as u64 / 64),
            _ => Ok(()),
        }
    }

    fn is_in(&self, value: &Value<'a>, container: &Value<'a>) -> Outcome<'a> {
        match container {
            Value::List(list) => {
                for item in list.iter() {
                    self.runtime.spend(1)?;
                    if equal(value, &item, self.runtime)? {
                        return Ok(Value::Bool(true));
                    }
                }
                Ok(Value::Bool(false))
            }
            Value::Map(map) => Ok(Value::Bool(map.get(value).is_some())),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// `&&` and `||`: the first operand that `decides` is the result, whatever errors stand beside it.
    fn until(&mut self, operands: &[Node], decides: bool) -> Outcome<'a> {
        let mut failure = None;
        for operand in operands {
            match self.evaluate(operand) {
                Ok(Value::Bool(is)) if is == decides => return Ok(Value::Bool(decides)),
                Ok(Value::Bool(_)) => {}
                Ok(_) => keep_first(&mut failure, Error::no_such_overload().at(operand.position))?,
                Err(error) => keep_first(&mut failure, error)?,
            }
        }
        failure.map_or(Ok(Value::Bool(!decides)), Err)
    }

    fn list(&mut self, items: &[(Node, bool)]) -> Outcome<'a> {
        let mut values = Vec::with_capacity(items.len());
        for (node, optional) in items {
            match self.evaluate(node)? {
                Value::Optional(value) if *optional => values.extend(value.as_deref().cloned()),
                _ if *optional => return Err(Error::no_such_overload()),
                value => values.push(value),
            }
        }
        self.runtime.list(values)
    }

    fn map(&mut self, entries: &[(Node, Node, bool)]) -> Outcome<'a> {
        let mut table = Table::default();
        self.runtime.spend_elements(entries.len())?;
        for (key, value, optional) in entries {
            let key = self.evaluate(key)?;
            let value = match self.evaluate(value)? {
                Value::Optional(value) if *optional => match value {
                    Some(value) => (*value).clone(),
                    None => continue,
                },
                value => value,
            };
            if !matches!(key, Value::Bool(_) | Value::Int(_) | Value::Uint(_) | Value::String(_)) {
                return Err(Error::new(format!("unsupported key type: {}", key.type_name())));
            }
            table.insert(key, value);
        }
        Ok(Value::Map(Map::Made(Arc::new(table))))
    }

    fn optional_map(&mut self, target: &Node, body: &Node, flat: bool) -> Outcome<'a> {
        match self.evaluate(target)? {
            Value::Optional(None) => Ok(Value::Optional(None)),
            Value::Optional(Some(value)) => {
                let result = self.with((*value).clone(), body)?;
                match (flat, &result) {
                    (false, _) => Ok(Value::some(result)),
                    (true, Value::Optional(_)) => Ok(result),
                    (true, _) => Err(Error::no_such_overload()),
                }
            }
            _ => Err(Error::no_such_overload()),
        }
    }

    fn otherwise(&mut self, operands: &[Node; 2], unwrap: bool, lenient: bool) -> Outcome<'a> {
        match self.evaluate(&operands[0])? {
            Value::Optional(Some(value)) if unwrap => Ok((*value).clone()),
            present @ Value::Optional(Some(_)) => Ok(present),
            Value::Optional(None) => self.evaluate(&operands[1]),
            plain if lenient => Ok(plain),
            _ => Err(Error::no_such_overload()),
        }
    }

    /// A macro over a list or a map.
    fn iterate(&mut self, node: &LoopNode) -> Outcome<'a> {
        let source = self.evaluate(&node.source)?;
        let outside = self.locals.len();
        let mut gathered = Gathered::default();
        let result = match &source {
            Value::List(list) => {
                let numbered = list.iter().enumerate();
                self.run(node, numbered.map(|(index, item)| (Value::Int(index as i64), item)), true, &mut gathered)
            }
            Value::Map(map) => self.run(node, map.iter(), false, &mut gathered),
            _ => Err(Error::no_such_overload()),
        };
        self.locals.truncate(outside);
        if let Some(decided) = result? {
            return Ok(decided);
        }
        gathered.result(node.kind, self.runtime)
    }

    /// Runs the body for each element; a value decides the result before the end.
    fn run(
        &mut self,
        node: &LoopNode,
        elements: impl Iterator<Item = (Value<'a>, Value<'a>)>,
        is_list: bool,
        gathered: &mut Gathered<'a>,
    ) -> Result<Option<Value<'a>>, Error> {
        let outside = self.locals.len();
        for (key, value) in elements {
            self.runtime.spend(1)?;
            self.locals.truncate(outside);
            let first = if is_list && !node.two { value.clone() } else { key };
            self.locals.push(first.clone());
            if node.two {
                self.locals.push(value);
            }
            if let Some(filter) = &node.filter {
                match self.evaluate(filter)? {
                    Value::Bool(true) => {}
                    Value::Bool(false) => continue,
                    _ => return Err(Error::no_such_overload().at(filter.position)),
                }
            }
            let result = self.evaluate(&node.body);
            if let Some(decided) = gathered.add(node, first, result)? {
                return Ok(Some(decided));
            }
        }
        Ok(None)
    }
}

/// Keeps the first of several errors; a spent budget is one at once.
fn keep_first(kept: &mut Option<Error>, error: Error) -> Result<(), Error> {
    if error.is_exhausted() {
        return Err(error);
    }
    kept.get_or_insert(error);
    Ok(())
}

/// What a macro has seen so far.
#[derive(Default)]
struct Gathered<'a> {
    failure: Option<Error>,
    found: usize,
    items: Vec<Value<'a>>,
    keyed: Vec<(Value<'a>, Value<'a>)>,
    table: Table<'a>,
}

impl<'a> Gathered<'a> {
    /// Adds the body's result for the element that `first` is or names. A value decides.
    fn add(&mut self, node: &LoopNode, first: Value<'a>, result: Outcome<'a>) -> Result<Option<Value<'a>>, Error> {
        let wrong = || Error::no_such_overload().at(node.body.position);
        match (node.kind, result) {
            (Loop::All, Ok(Value::Bool(false))) => return Ok(Some(Value::Bool(false))),
            (Loop::Exists, Ok(Value::Bool(true))) => return Ok(Some(Value::Bool(true))),
            (Loop::All | Loop::Exists, Ok(Value::Bool(_))) => {}
            (Loop::All | Loop::Exists, Ok(_)) => keep_first(&mut self.failure, wrong())?,
            (Loop::All | Loop::Exists, Err(error)) => keep_first(&mut self.failure, error)?,
            (Loop::ExistsOne, Ok(Value::Bool(is))) => self.found += usize::from(is),
            (Loop::Filter, Ok(Value::Bool(true))) => self.items.push(first),
            (Loop::Filter, Ok(Value::Bool(false))) => {}
            (Loop::ExistsOne | Loop::Filter, Ok(_)) => return Err(wrong()),
            (Loop::List, Ok(value)) => self.items.push(value),
            (Loop::SortBy, Ok(key)) => self.keyed.push((key, first)),
            (Loop::Map, Ok(value)) => self.insert(first, value)?,
            (Loop::MapEntry, Ok(Value::Map(entries))) => {
                for (key, value) in entries.iter() {
                    self.insert(key, value)?;
                }
            }
            (Loop::MapEntry, Ok(_)) => return Err(wrong()),
            (_, Err(error)) => return Err(error),
        }
        Ok(None)
    }

    fn insert(&mut self, key: Value<'a>, value: Value<'a>) -> Result<(), Error> {
        let shown = key.clone();
        if self.table.insert(key, value) {
            return Ok(());
        }
        Err(Error::new(match super::library::text_of(&shown) {
            Some(key) => format!("insert failed: key {key} already exists"),
            None => "unsupported key type".to_owned(),
        }))
    }

    fn result(self, kind: Loop, runtime: &Runtime) -> Outcome<'a> {
        match kind {
            Loop::All => self.failure.map_or(Ok(Value::Bool(true)), Err),
            Loop::Exists => self.failure.map_or(Ok(Value::Bool(false)), Err),
            Loop::ExistsOne => Ok(Value::Bool(self.found == 1)),
            Loop::List | Loop::Filter => runtime.list(self.items),
            Loop::SortBy => sorted(self.keyed, runtime),
            Loop::Map | Loop::MapEntry => Ok(Value::Map(Map::Made(Arc::new(self.table)))),
        }
    }
}

/// The field of a map or of a library's value; nothing where it is missing, as it is where there are no fields.
fn find_field<'a>(value: &Value<'a>, field: &Field) -> Option<Value<'a>> {
    match value {
        Value::Map(map) => map.field(&field.name).or_else(|| map.field(field.unescaped.as_deref()?)),
        Value::Opaque(opaque) => opaque.field(&field.name),
        _ => None,
    }
}

/// The element of a list or map; nothing where it is missing.
fn find_element<'a>(value: &Value<'a>, key: &Value<'a>) -> Result<Option<Value<'a>>, Error> {
    match (value, key) {
        (Value::Map(_), Value::List(_) | Value::Map(_) | Value::Null) => {
            Err(Error::new(format!("unsupported key type: {}", key.type_name())))
        }
        (Value::Map(map), _) => Ok(map.get(key)),
        (Value::List(list), Value::Int(index)) => Ok(usize::try_from(*index).ok().and_then(|index| list.get(index))),
        (Value::List(list), Value::Uint(index)) => Ok(usize::try_from(*index).ok().and_then(|index| list.get(index))),
        (Value::List(list), Value::Double(index)) if index.fract() == 0.0 => {
            Ok(if *index < 0.0 { None } else { list.get(*index as usize) })
        }
        (Value::List(_), _) => Err(Error::new(format!("unsupported index type '{}' in list", key.type_name()))),
        _ => Err(Error::no_such_key(super::library::text_of(key).unwrap_or_default())),
    }
}

fn missing(container: &Value<'_>, key: &Value<'_>) -> Error {
    let shown = super::library::text_of(key).unwrap_or_else(|| key.type_name().to_owned());
    match container {
        Value::List(_) => Error::new(format!("index out of bounds: {shown}")),
        _ => Error::no_such_key(shown),
    }
}
