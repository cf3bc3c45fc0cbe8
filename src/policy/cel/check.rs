//! [`Expr`] → [`Program`]: resolves names and overloads, and finds what cannot work for any value: undeclared names, calls that
//! no overload takes, fields that an object type lacks, patterns that are none. Where a type is not known it is `dyn`.

use super::environment::{Environment, Function};
use super::error::{Invalid, Issue, Position};
use super::library;
use super::program::{Field, LoopNode, Node, NodeKind, Program};
use super::runtime::constant_pattern;
use super::syntax::{Binary, Comprehension, Entry, Expr, ExprKind, Item, Loop, Unary};
use super::types::{Known, Type};
use super::value::Value;
use std::sync::Arc;

/// Checks an expression against the names of `environment`.
pub(super) fn check(expression: &Expr, environment: &Environment) -> Result<Program, Invalid> {
    let mut checker = Checker { environment, mixed: false, locals: Vec::new(), issues: Vec::new() };
    let (root, result) = checker.check(expression);
    if checker.issues.is_empty() {
        return Ok(Program::new(root, result));
    }
    checker.issues.sort_by_key(|issue| issue.position.start);
    Err(Invalid { issues: checker.issues })
}

struct Checker<'e> {
    /// Whether the elements of a literal may be of several types, as in the arguments of `format`.
    mixed: bool,
    environment: &'e Environment,
    /// The variables of the macros around, outermost first.
    locals: Vec<(String, Type)>,
    issues: Vec<Issue>,
}

type Checked = (NodeKind, Type);

impl Checker<'_> {
    fn issue(&mut self, message: String, position: Position) {
        self.issues.push(Issue { message, position });
    }

    fn check(&mut self, expression: &Expr) -> (Node, Type) {
        let (kind, result) = self.kind(expression);
        (Node { kind: folded(kind), position: expression.position }, result)
    }

    fn boxed(&mut self, expression: &Expr) -> (Box<Node>, Type) {
        let (node, result) = self.check(expression);
        (Box::new(node), result)
    }

    fn kind(&mut self, expression: &Expr) -> Checked {
        let position = expression.position;
        match &expression.kind {
            ExprKind::Literal(value) => (NodeKind::Constant(value.clone()), type_of(value)),
            ExprKind::Name(name) => self.name(name, position),
            ExprKind::Select { operand, field, optional } => self.select(expression, operand, field, *optional),
            ExprKind::Has { operand, field } => self.has(operand, field, position),
            ExprKind::Index { operand, key, optional } => self.index(operand, key, *optional, position),
            ExprKind::Call { function, target, arguments } => {
                self.call(function, target.as_deref(), arguments, position)
            }
            ExprKind::Unary { operator, operand } => self.unary(*operator, operand, position),
            ExprKind::Binary { operator, left, right } => self.binary(*operator, left, right, position),
            ExprKind::And(operands) => (NodeKind::And(self.conditions("_&&_", operands, position)), Type::Bool),
            ExprKind::Or(operands) => (NodeKind::Or(self.conditions("_||_", operands, position)), Type::Bool),
            ExprKind::Conditional { condition, then, otherwise } => {
                self.conditional([condition, then, otherwise], position)
            }
            ExprKind::List(items) => self.list(items),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Bind { name, value, body } => {
                let (value, kind) = self.check(value);
                let (body, result) = self.within([(name.clone(), kind)], |checker| checker.check(body));
                (NodeKind::Bind(Box::new([value, body])), result)
            }
            ExprKind::OptionalMap { target, name, body, flat } => {
                self.optional_map(target, name, body, *flat, position)
            }
        }
    }

    /// Checks what sees `variables` beside those around.
    fn within<T>(
        &mut self,
        variables: impl IntoIterator<Item = (String, Type)>,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outside = self.locals.len();
        self.locals.extend(variables);
        let result = inside(self);
        self.locals.truncate(outside);
        result
    }

    fn local(&self, name: &str) -> Option<(usize, &Type)> {
        self.locals.iter().enumerate().rev().find(|(_, (known, _))| known == name).map(|(slot, (_, kind))| (slot, kind))
    }

    fn name(&mut self, name: &str, position: Position) -> Checked {
        if let Some((slot, kind)) = self.local(name) {
            return (NodeKind::Local(slot), kind.clone());
        }
        let name = name.strip_prefix('.').unwrap_or(name);
        if let Some(found) = self.declared(name) {
            return found;
        }
        self.issue(format!("undeclared reference to '{name}' (in container '')"), position);
        (NodeKind::Constant(Value::Null), Type::Dyn)
    }

    /// A variable or a type of this name, which may have points.
    fn declared(&self, name: &str) -> Option<Checked> {
        if let Some(variable) = self.environment.find_variable(name) {
            return Some((NodeKind::Variable(variable.slot), variable.kind.clone()));
        }
        library::type_named(name).map(|name| (NodeKind::Constant(Value::Type(name)), Type::Type))
    }

    fn select(&mut self, whole: &Expr, operand: &Expr, field: &str, optional: bool) -> Checked {
        // The longest declared name counts, unless a macro's variable hides its beginning.
        if let Some(path) = whole.path() {
            let path = path.strip_prefix('.').unwrap_or(&path);
            let first = path.split('.').next().unwrap_or_default();
            if self.local(first).is_none()
                && let Some(found) = self.declared(path)
            {
                return found;
            }
        }
        let (operand, kind) = self.boxed(operand);
        let result = self.field(&kind, field, whole.position);
        let result = if optional && !matches!(result, Type::Optional(_)) { Type::optional(result) } else { result };
        (NodeKind::Select { operand, field: Field::new(field), optional }, result)
    }

    /// The type of a field.
    fn field(&mut self, kind: &Type, field: &str, position: Position) -> Type {
        match kind {
            Type::Dyn | Type::Open(_) => Type::Dyn,
            Type::Map(_, value) => (**value).clone(),
            Type::Object(object) => match object.fields.get(field) {
                Some(kind) => kind.clone(),
                None => {
                    self.issue(format!("undefined field '{field}'"), position);
                    Type::Dyn
                }
            },
            Type::Optional(inner) => match self.field(inner, field, position) {
                already @ Type::Optional(_) => already,
                result => Type::optional(result),
            },
            Type::Opaque(_) => Type::Dyn,
            other => {
                self.issue(format!("type '{other}' does not support field selection"), position);
                Type::Dyn
            }
        }
    }

    fn has(&mut self, operand: &Expr, field: &str, position: Position) -> Checked {
        // A variable that was declared by its path is there.
        if let Some(path) = operand.path() {
            let path = path.strip_prefix('.').unwrap_or(&path);
            let hidden = self.local(path.split('.').next().unwrap_or_default()).is_some();
            if !hidden && self.environment.find_variable(&format!("{path}.{field}")).is_some() {
                return (NodeKind::Constant(Value::Bool(true)), Type::Bool);
            }
        }
        let (operand, kind) = self.boxed(operand);
        self.field(&kind, field, position);
        (NodeKind::Has { operand, field: Field::new(field) }, Type::Bool)
    }

    fn index(&mut self, operand: &Expr, key: &Expr, optional: bool, position: Position) -> Checked {
        let ((operand, kind), (key, key_kind)) = (self.boxed(operand), self.boxed(key));
        let (container, chained) = match &kind {
            Type::Optional(inner) => ((**inner).clone(), true),
            other => (other.clone(), false),
        };
        let element = match &container {
            Type::Dyn => Some(Type::Dyn),
            Type::List(element) if matches!(key_kind, Type::Int | Type::Dyn) => Some((**element).clone()),
            Type::Map(wanted, value) => Known::default().fits(wanted, &key_kind).then(|| (**value).clone()),
            _ => None,
        };
        let result = match element {
            Some(element) => element,
            None => {
                let name = if optional { "_[?_]" } else { "_[_]" };
                self.no_overload(name, &[kind.clone(), key_kind], position);
                Type::Dyn
            }
        };
        let result = if optional || chained { Type::optional(result) } else { result };
        (NodeKind::Index { operand, key, optional }, result)
    }

    fn no_overload(&mut self, name: &str, given: &[Type], position: Position) {
        let given: Vec<String> = given.iter().map(Type::to_string).collect();
        self.issue(format!("found no matching overload for '{name}' applied to '({})'", given.join(", ")), position);
    }

    fn call(&mut self, name: &str, target: Option<&Expr>, arguments: &[Expr], position: Position) -> Checked {
        // `math.greatest(...)` is a call of one function with a point in its name, unless `math` is a variable.
        let qualified = target.and_then(Expr::path).map(|path| format!("{path}.{name}"));
        let qualified = qualified.as_deref().map(|name| name.strip_prefix('.').unwrap_or(name));
        if let Some((name, function)) = qualified.and_then(|name| Some((name, self.environment.find_function(name)?))) {
            let function = Arc::clone(function);
            return self.overload(name, &function, None, arguments, position);
        }
        let name = name.strip_prefix('.').unwrap_or(name);
        match (self.environment.find_function(name).cloned(), target) {
            (Some(function), _) => self.overload(name, &function, target, arguments, position),
            (None, Some(target)) if matches!(name, "or" | "orValue") && arguments.len() == 1 => {
                self.otherwise(name, target, &arguments[0], position)
            }
            (None, _) => {
                target.into_iter().chain(arguments).for_each(|inner| drop(self.check(inner)));
                self.issue(format!("undeclared reference to '{name}' (in container '')"), position);
                (NodeKind::Constant(Value::Null), Type::Dyn)
            }
        }
    }

    fn overload(
        &mut self,
        name: &str,
        function: &Arc<Function>,
        target: Option<&Expr>,
        arguments: &[Expr],
        position: Position,
    ) -> Checked {
        let around = std::mem::replace(&mut self.mixed, matches!(name, "format" | "math.greatest" | "math.least"));
        let checked: Vec<(Node, Type)> = target.into_iter().chain(arguments).map(|inner| self.check(inner)).collect();
        self.mixed = around;
        let (nodes, given): (Vec<Node>, Vec<Type>) = checked.into_iter().unzip();
        let mut result: Option<Type> = None;
        let mut fitting = Function::default();
        for overload in function.overloads.iter().filter(|overload| overload.member == target.is_some()) {
            let mut known = Known::default();
            let parameters = &overload.signature.parameters;
            let fits = parameters.len() == given.len()
                && parameters.iter().zip(&given).all(|(parameter, given)| known.fits(parameter, given));
            if fits {
                let this = overload.signature.result.filled(&known);
                result = Some(match result {
                    Some(other) if !other.is(&this) => Type::Dyn,
                    _ => this,
                });
                fitting.overloads.push(overload.clone());
            }
        }
        let Some(result) = result else {
            self.no_matching_call(name, target.is_some(), &given, position);
            return (NodeKind::Constant(Value::Null), Type::Dyn);
        };
        if let Some(matches) = self.constant_matches(name, &nodes) {
            let text = nodes.into_iter().next().map(Box::new);
            return match text {
                Some(text) => (NodeKind::Matches { text, pattern: matches }, Type::Bool),
                None => (NodeKind::Constant(Value::Null), Type::Dyn),
            };
        }
        (NodeKind::Call { name: name.to_owned(), function: Arc::new(fitting), arguments: nodes }, result)
    }

    fn no_matching_call(&mut self, name: &str, member: bool, given: &[Type], position: Position) {
        match given.split_first().filter(|_| member) {
            Some((target, rest)) => {
                let rest: Vec<String> = rest.iter().map(Type::to_string).collect();
                let rest = rest.join(", ");
                self.issue(format!("found no matching overload for '{name}' applied to '{target}.({rest})'"), position);
            }
            None => self.no_overload(name, given, position),
        }
    }

    /// The pattern of `matches`, `find` and the like where it is a literal: a wrong one is an issue.
    fn constant_matches(&mut self, name: &str, nodes: &[Node]) -> Option<Arc<crate::go::regexp::Regexp>> {
        if !matches!(name, "matches" | "find" | "findAll") {
            return None;
        }
        let pattern = nodes.get(1)?;
        let NodeKind::Constant(Value::String(text)) = &pattern.kind else { return None };
        match constant_pattern(text) {
            Ok(compiled) if name == "matches" => Some(compiled),
            Ok(_) => None,
            Err(message) => {
                self.issue(format!("invalid matches argument: {message}"), pattern.position);
                None
            }
        }
    }

    fn otherwise(&mut self, name: &str, target: &Expr, other: &Expr, position: Position) -> Checked {
        let ((target, kind), (other, other_kind)) = (self.check(target), self.check(other));
        let unwrap = name == "orValue";
        let lenient = unwrap && self.environment.lends_values();
        let result = match &kind {
            _ if lenient => Some(Type::Dyn),
            Type::Dyn => Some(Type::Dyn),
            Type::Optional(inner) if unwrap => inner.join(&other_kind),
            Type::Optional(_) => kind.join(&other_kind),
            _ => None,
        };
        let result = result.unwrap_or_else(|| {
            self.no_matching_call(name, true, &[kind, other_kind], position);
            Type::Dyn
        });
        (NodeKind::Otherwise { operands: Box::new([target, other]), unwrap, lenient }, result)
    }

    fn unary(&mut self, operator: Unary, operand: &Expr, position: Position) -> Checked {
        let (operand, kind) = self.boxed(operand);
        let result = match (operator, &kind) {
            (Unary::Not, Type::Bool | Type::Dyn) => Type::Bool,
            (Unary::Negate, Type::Int | Type::Double | Type::Dyn) => kind,
            _ => {
                let name = if operator == Unary::Not { "!_" } else { "-_" };
                self.no_overload(name, &[kind], position);
                Type::Dyn
            }
        };
        (NodeKind::Unary { operator, operand }, result)
    }

    fn binary(&mut self, operator: Binary, left: &Expr, right: &Expr, position: Position) -> Checked {
        let ((left, left_kind), (right, right_kind)) = (self.check(left), self.check(right));
        let result = operator_result(operator, &left_kind, &right_kind).unwrap_or_else(|| {
            self.no_overload(operator.name(), &[left_kind, right_kind], position);
            Type::Dyn
        });
        (NodeKind::Binary { operator, operands: Box::new([left, right]) }, result)
    }

    /// Operands that have to be conditions.
    fn conditions(&mut self, name: &str, operands: &[Expr], position: Position) -> Vec<Node> {
        let checked: Vec<(Node, Type)> = operands.iter().map(|operand| self.check(operand)).collect();
        if let Some((_, wrong)) = checked.iter().find(|(_, kind)| !matches!(kind, Type::Bool | Type::Dyn)) {
            let message = format!("expected type 'bool' but found '{wrong}'");
            let place = checked.iter().find(|(_, kind)| kind.is(wrong)).map_or(position, |(node, _)| node.position);
            self.issue(format!("{message} in '{name}'"), place);
        }
        checked.into_iter().map(|(node, _)| node).collect()
    }

    fn conditional(&mut self, parts: [&Expr; 3], position: Position) -> Checked {
        let [(condition, condition_kind), (then, then_kind), (otherwise, otherwise_kind)] =
            parts.map(|part| self.check(part));
        let joined = then_kind.join(&otherwise_kind).filter(|_| matches!(condition_kind, Type::Bool | Type::Dyn));
        let result = joined.unwrap_or_else(|| {
            self.no_overload("_?_:_", &[condition_kind, then_kind, otherwise_kind], position);
            Type::Dyn
        });
        (NodeKind::Conditional(Box::new([condition, then, otherwise])), result)
    }

    /// The type of elements so far with one more; Kubernetes wants the elements of a literal to be of one type.
    fn same(&mut self, known: Option<Type>, next: Type, position: Position) -> Option<Type> {
        let Some(known) = known else { return Some(next) };
        let joined = known.join(&next);
        match joined {
            None if self.mixed => Some(Type::Dyn),
            None => {
                self.issue(format!("expected type '{known}' but found '{next}'"), position);
                Some(known)
            }
            joined => joined,
        }
    }

    fn list(&mut self, items: &[Item]) -> Checked {
        let mut element = None;
        let mut nodes = Vec::with_capacity(items.len());
        for item in items {
            let (node, kind) = self.check(&item.value);
            let kind = if item.optional { self.present(kind, node.position) } else { kind };
            element = self.same(element, kind, node.position);
            nodes.push((node, item.optional));
        }
        (NodeKind::List(nodes), Type::list(element.unwrap_or(Type::Dyn)))
    }

    fn map(&mut self, entries: &[Entry]) -> Checked {
        let (mut key_kind, mut value_kind) = (None, None);
        let mut nodes = Vec::with_capacity(entries.len());
        for entry in entries {
            let ((key, of_key), (value, of_value)) = (self.check(&entry.key), self.check(&entry.value));
            let of_value = if entry.optional { self.present(of_value, value.position) } else { of_value };
            if !matches!(of_key, Type::Bool | Type::Int | Type::Uint | Type::String | Type::Dyn) {
                self.issue(format!("unsupported map key type: {of_key}"), key.position);
            }
            key_kind = self.same(key_kind, of_key, key.position);
            value_kind = self.same(value_kind, of_value, value.position);
            nodes.push((key, value, entry.optional));
        }
        let result = Type::map(key_kind.unwrap_or(Type::Dyn), value_kind.unwrap_or(Type::Dyn));
        (NodeKind::Map(nodes), result)
    }

    /// What an optional element is when it is there.
    fn present(&mut self, kind: Type, position: Position) -> Type {
        match kind {
            Type::Optional(inner) => (*inner).clone(),
            Type::Dyn => Type::Dyn,
            other => {
                self.issue(format!("expected type 'optional_type({other})' but found '{other}'"), position);
                other
            }
        }
    }

    fn comprehension(&mut self, comprehension: &Comprehension) -> Checked {
        let (source, kind) = self.check(&comprehension.source);
        let two = comprehension.second.is_some();
        let (first, second) = match &kind {
            Type::Dyn => (Type::Dyn, Type::Dyn),
            Type::List(element) if two => (Type::Int, (**element).clone()),
            Type::List(element) => ((**element).clone(), Type::Dyn),
            Type::Map(key, value) => ((**key).clone(), (**value).clone()),
            other => {
                let message = format!(
                    "expression of type '{other}' cannot be range of a comprehension (must be list, map, or dynamic)"
                );
                self.issue(message, source.position);
                (Type::Dyn, Type::Dyn)
            }
        };
        let mut variables = vec![(comprehension.first.clone(), first.clone())];
        variables.extend(comprehension.second.iter().map(|name| (name.clone(), second.clone())));
        let (filter, (body, body_kind)) = self.within(variables, |checker| {
            let filter = comprehension.filter.as_ref().map(|filter| checker.condition(filter));
            let body = if yields_truth(comprehension.kind) {
                (checker.condition(&comprehension.body), Type::Bool)
            } else {
                checker.check(&comprehension.body)
            };
            (filter, body)
        });
        let result = match comprehension.kind {
            Loop::All | Loop::Exists | Loop::ExistsOne => Type::Bool,
            Loop::List => Type::list(body_kind),
            Loop::Filter => Type::list(first),
            Loop::SortBy => self.sorted(first, &kind, &body_kind, body.position),
            Loop::Map => Type::map(first, body_kind),
            Loop::MapEntry => self.entry_type(body_kind, body.position),
        };
        let node = LoopNode { kind: comprehension.kind, source, two, filter, body };
        (NodeKind::Loop(Box::new(node)), result)
    }

    fn condition(&mut self, expression: &Expr) -> Node {
        let (node, kind) = self.check(expression);
        if !matches!(kind, Type::Bool | Type::Dyn) {
            self.issue(format!("expected type 'bool' but found '{kind}'"), node.position);
        }
        node
    }

    /// The list that `sortBy` gives.
    fn sorted(&mut self, element: Type, source: &Type, key: &Type, position: Position) -> Type {
        if matches!(source, Type::Map(..)) {
            self.no_overload("sortBy", &[source.clone(), key.clone()], position);
        }
        Type::list(element)
    }

    fn entry_type(&mut self, kind: Type, position: Position) -> Type {
        match kind {
            Type::Map(..) | Type::Dyn => kind,
            other => {
                self.issue(format!("expected type 'map(dyn, dyn)' but found '{other}'"), position);
                Type::Dyn
            }
        }
    }

    fn optional_map(&mut self, target: &Expr, name: &str, body: &Expr, flat: bool, position: Position) -> Checked {
        let (target, kind) = self.boxed(target);
        let inner = match &kind {
            Type::Optional(inner) => (**inner).clone(),
            Type::Dyn => Type::Dyn,
            other => {
                let macro_name = if flat { "optFlatMap" } else { "optMap" };
                self.issue(format!("found no matching overload for '{macro_name}' applied to '{other}'"), position);
                Type::Dyn
            }
        };
        let (body, result) = self.within([(name.to_owned(), inner)], |checker| checker.boxed(body));
        let result = match (flat, &result) {
            (false, _) => Type::optional(result),
            (true, Type::Optional(_) | Type::Dyn) => result,
            (true, _) => {
                self.issue(format!("expected type 'optional_type({result})' but found '{result}'"), body.position);
                Type::Dyn
            }
        };
        (NodeKind::OptionalMap { target, body, flat }, result)
    }
}

fn yields_truth(kind: Loop) -> bool {
    matches!(kind, Loop::All | Loop::Exists | Loop::ExistsOne | Loop::Filter)
}

/// A literal list of constants is one constant.
fn folded(kind: NodeKind) -> NodeKind {
    let NodeKind::List(items) = &kind else { return kind };
    let values = items.iter().map(|(node, optional)| match &node.kind {
        NodeKind::Constant(value) if !optional => Some(value.clone()),
        _ => None,
    });
    match values.collect::<Option<Vec<_>>>() {
        Some(values) => NodeKind::Constant(Value::list(values)),
        None => kind,
    }
}

fn type_of(value: &Value<'_>) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Uint(_) => Type::Uint,
        Value::Double(_) => Type::Double,
        Value::String(_) => Type::String,
        Value::Bytes(_) => Type::Bytes,
        _ => Type::Dyn,
    }
}

fn is_number(kind: &Type) -> bool {
    matches!(kind, Type::Int | Type::Uint | Type::Double)
}

/// The type of what an operator gives; nothing where no overload takes the operands.
fn operator_result(operator: Binary, left: &Type, right: &Type) -> Option<Type> {
    use Type::{Bool, Bytes, Double, Duration, Dyn, Int, String, Timestamp, Uint};
    match operator {
        Binary::Equal | Binary::NotEqual => {
            (left.join(right).is_some() || (is_number(left) && is_number(right))).then_some(Bool)
        }
        Binary::Less | Binary::LessEqual | Binary::Greater | Binary::GreaterEqual => {
            let ordered =
                |kind: &Type| matches!(kind, Bool | String | Bytes | Timestamp | Duration | Dyn) || is_number(kind);
            let alike = left.is(right) || left.is_dyn() || right.is_dyn() || (is_number(left) && is_number(right));
            (ordered(left) && ordered(right) && alike).then_some(Bool)
        }
        Binary::In => match right {
            Dyn => Some(Bool),
            Type::List(element) => {
                (element.join(left).is_some() || (is_number(element) && is_number(left))).then_some(Bool)
            }
            Type::Map(key, _) => (key.join(left).is_some() || (is_number(key) && is_number(left))).then_some(Bool),
            _ => None,
        },
        Binary::Add => match (left, right) {
            (Type::List(_), Type::List(_)) => left.join(right),
            (Timestamp, Duration) | (Duration, Timestamp) => Some(Timestamp),
            (Dyn, Timestamp) | (Timestamp, Dyn) => Some(Timestamp),
            (Dyn, Duration) | (Duration, Dyn) => Some(Dyn),
            _ => arithmetic(left, right, |kind| {
                matches!(kind, Int | Uint | Double | String | Bytes | Duration | Type::List(_))
            }),
        },
        Binary::Subtract => match (left, right) {
            (Timestamp, Timestamp) => Some(Duration),
            (Timestamp, Duration) => Some(Timestamp),
            (Timestamp, Dyn) | (Dyn, Duration | Timestamp) => Some(Dyn),
            _ => arithmetic(left, right, |kind| matches!(kind, Int | Uint | Double | Duration)),
        },
        Binary::Multiply | Binary::Divide => arithmetic(left, right, is_number),
        Binary::Modulo => arithmetic(left, right, |kind| matches!(kind, Int | Uint)),
    }
}

/// Both of the same type, among those that are taken; with `dyn` the other's.
fn arithmetic(left: &Type, right: &Type, taken: fn(&Type) -> bool) -> Option<Type> {
    match (left, right) {
        (Type::Dyn, Type::Dyn) => Some(Type::Dyn),
        (Type::Dyn, known) | (known, Type::Dyn) => taken(known).then(|| known.clone()),
        _ => (taken(left) && left.is(right)).then(|| left.clone()),
    }
}
