//! Calls that are macros: `has`, the comprehensions with one and with two variables, `cel.bind`, `optMap` and `optFlatMap`.
//! A call of such a name with another number of arguments is an ordinary call.

use super::error::{Invalid, Position};
use super::syntax::{Comprehension, Expr, ExprKind, Loop};

/// `name(arguments)`.
pub(super) fn expand_global(name: String, arguments: Vec<Expr>, at: Position) -> Result<ExprKind, Invalid> {
    if name != "has" && name != ".has" {
        return Ok(ExprKind::Call { function: name, target: None, arguments });
    }
    let [argument] = <[Expr; 1]>::try_from(arguments).map_err(|arguments| {
        let types = arguments.len();
        Invalid::one(format!("undeclared reference to 'has' with {types} arguments (in container '')"), at)
    })?;
    let position = argument.position;
    match argument.kind {
        ExprKind::Select { operand, field, optional: false } => Ok(ExprKind::Has { operand, field }),
        _ => Err(Invalid::one("invalid argument to has() macro", position)),
    }
}

/// `target.name(arguments)`, where the name stands at `at`.
pub(super) fn expand_member(target: Expr, name: &str, arguments: Vec<Expr>, at: Position) -> Result<ExprKind, Invalid> {
    let call = |target: Expr, arguments| {
        Ok(ExprKind::Call { function: name.to_owned(), target: Some(Box::new(target)), arguments })
    };
    match (name, arguments.len()) {
        ("bind", 3) if target.path().as_deref() == Some("cel") => bind(arguments),
        ("optMap" | "optFlatMap", 2) => optional_map(target, name == "optFlatMap", arguments),
        _ => match shape(name, arguments.len()) {
            Some(shape) => comprehension(target, shape, arguments, at),
            None => call(target, arguments),
        },
    }
}

/// What a macro over a list or map is made of.
struct Shape {
    kind: Loop,
    variables: usize,
    filter: bool,
}

fn shape(name: &str, arguments: usize) -> Option<Shape> {
    let of = |kind, variables, filter| Some(Shape { kind, variables, filter });
    match (name, arguments) {
        ("all", 2) => of(Loop::All, 1, false),
        ("exists", 2) => of(Loop::Exists, 1, false),
        ("exists_one" | "existsOne", 2) => of(Loop::ExistsOne, 1, false),
        ("map", 2) => of(Loop::List, 1, false),
        ("map", 3) => of(Loop::List, 1, true),
        ("filter", 2) => of(Loop::Filter, 1, false),
        ("sortBy", 2) => of(Loop::SortBy, 1, false),
        ("all", 3) => of(Loop::All, 2, false),
        ("exists", 3) => of(Loop::Exists, 2, false),
        ("exists_one" | "existsOne", 3) => of(Loop::ExistsOne, 2, false),
        ("transformList", 3) => of(Loop::List, 2, false),
        ("transformList", 4) => of(Loop::List, 2, true),
        ("transformMap", 3) => of(Loop::Map, 2, false),
        ("transformMap", 4) => of(Loop::Map, 2, true),
        ("transformMapEntry", 3) => of(Loop::MapEntry, 2, false),
        ("transformMapEntry", 4) => of(Loop::MapEntry, 2, true),
        _ => None,
    }
}

fn comprehension(source: Expr, shape: Shape, arguments: Vec<Expr>, at: Position) -> Result<ExprKind, Invalid> {
    let mut rest = arguments.into_iter();
    let mut next = || rest.next().ok_or_else(|| Invalid::one("a macro lacks an argument", at));
    let first = variable(next()?)?;
    let second = if shape.variables == 2 { Some(variable(next()?)?) } else { None };
    if second.as_ref() == Some(&first) {
        return Err(Invalid::one(format!("duplicate variable name: {first}"), at));
    }
    let filter = if shape.filter { Some(next()?) } else { None };
    let body = next()?;
    Ok(ExprKind::Comprehension(Box::new(Comprehension { kind: shape.kind, source, first, second, filter, body })))
}

/// The name that a macro gives to a value.
fn variable(argument: Expr) -> Result<String, Invalid> {
    match argument.kind {
        ExprKind::Name(name) if !name.starts_with('.') => Ok(name),
        _ => Err(Invalid::one("argument must be a simple name", argument.position)),
    }
}

fn bind(arguments: Vec<Expr>) -> Result<ExprKind, Invalid> {
    let at = arguments.first().map(|argument| argument.position).unwrap_or_default();
    let [name, value, body] =
        <[Expr; 3]>::try_from(arguments).map_err(|_| Invalid::one("cel.bind() takes three arguments", at))?;
    let name = match name.kind {
        ExprKind::Name(name) if !name.starts_with('.') => name,
        _ => return Err(Invalid::one("cel.bind() variable names must be simple identifiers", name.position)),
    };
    Ok(ExprKind::Bind { name, value: Box::new(value), body: Box::new(body) })
}

fn optional_map(target: Expr, flat: bool, arguments: Vec<Expr>) -> Result<ExprKind, Invalid> {
    let name = if flat { "optFlatMap" } else { "optMap" };
    let [variable, body] = <[Expr; 2]>::try_from(arguments)
        .map_err(|_| Invalid::one(format!("{name}() takes two arguments"), target.position))?;
    match variable.kind {
        ExprKind::Name(name) if !name.starts_with('.') => {
            Ok(ExprKind::OptionalMap { target: Box::new(target), name, body: Box::new(body), flat })
        }
        _ => Err(Invalid::one(format!("{name}() variable name must be a simple identifier"), variable.position)),
    }
}
