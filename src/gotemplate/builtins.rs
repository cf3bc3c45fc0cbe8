//! Go's own template functions. They see more than a value: whether it is missing altogether or a nil that an interface
//! holds, which their sentences tell apart.

mod compare;
mod escape;
mod index;

use super::error::Error;
use super::functions::Signature;
use super::value::Operand;
use crate::go::{Kind, Param, Str, Value, fmt};

/// One of Go's functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Builtin {
    And,
    Call,
    Eq,
    Ge,
    Gt,
    Html,
    Index,
    Js,
    Le,
    Len,
    Lt,
    Ne,
    Not,
    Or,
    Print,
    Printf,
    Println,
    Slice,
    UrlQuery,
}

impl Builtin {
    pub const ALL: &'static [Builtin] = &[
        Builtin::And,
        Builtin::Call,
        Builtin::Eq,
        Builtin::Ge,
        Builtin::Gt,
        Builtin::Html,
        Builtin::Index,
        Builtin::Js,
        Builtin::Le,
        Builtin::Len,
        Builtin::Lt,
        Builtin::Ne,
        Builtin::Not,
        Builtin::Or,
        Builtin::Print,
        Builtin::Printf,
        Builtin::Println,
        Builtin::Slice,
        Builtin::UrlQuery,
    ];

    /// The name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Builtin::And => "and",
            Builtin::Call => "call",
            Builtin::Eq => "eq",
            Builtin::Ge => "ge",
            Builtin::Gt => "gt",
            Builtin::Html => "html",
            Builtin::Index => "index",
            Builtin::Js => "js",
            Builtin::Le => "le",
            Builtin::Len => "len",
            Builtin::Lt => "lt",
            Builtin::Ne => "ne",
            Builtin::Not => "not",
            Builtin::Or => "or",
            Builtin::Print => "print",
            Builtin::Printf => "printf",
            Builtin::Println => "println",
            Builtin::Slice => "slice",
            Builtin::UrlQuery => "urlquery",
        }
    }

    /// What it takes.
    pub fn signature(self) -> Signature {
        const PAIR: &[Param] = &[Param::Reflect, Param::Reflect];
        match self {
            Builtin::Not | Builtin::Len => Signature { params: &PAIR[..1], variadic: false },
            Builtin::Ge | Builtin::Gt | Builtin::Le | Builtin::Lt | Builtin::Ne => {
                Signature { params: PAIR, variadic: false }
            }
            Builtin::Printf => Signature { params: &[Param::String, Param::Any], variadic: true },
            Builtin::Print | Builtin::Println | Builtin::Html | Builtin::Js | Builtin::UrlQuery => {
                Signature { params: &[Param::Any], variadic: true }
            }
            Builtin::And | Builtin::Or | Builtin::Call | Builtin::Eq | Builtin::Index | Builtin::Slice => {
                Signature { params: PAIR, variadic: true }
            }
        }
    }

    /// Calls it. `limit` is the size in bytes that a text may have.
    pub fn call(self, args: &[Operand], limit: usize) -> Result<Operand, Error> {
        let value = match self {
            Builtin::And | Builtin::Or => return Ok(args.last().cloned().unwrap_or_default()),
            Builtin::Not => Value::Bool(!args.first().is_some_and(Operand::truth)),
            Builtin::Len => Value::int(length(args)? as i64),
            Builtin::Index => return index::index(args),
            Builtin::Slice => index::slice(args)?,
            Builtin::Print => text(fmt::sprint_within(limit, &values(args)))?,
            Builtin::Println => text(fmt::sprintln_within(limit, &values(args)))?,
            Builtin::Printf => printf(args, limit)?,
            Builtin::Html => Value::str(escape::html(&shown(args, limit)?)),
            Builtin::Js => Value::str(escape::js(&shown(args, limit)?)),
            Builtin::UrlQuery => Value::str(escape::url_query(&shown(args, limit)?)),
            Builtin::Call => return Err(no_function(args)),
            Builtin::Eq => Value::Bool(compare::equal(args)?),
            Builtin::Ne => Value::Bool(!compare::equal(args)?),
            Builtin::Lt => Value::Bool(compare::less(args)?),
            Builtin::Ge => Value::Bool(!compare::less(args)?),
            Builtin::Le => Value::Bool(compare::less(args)? || compare::equal(args)?),
            Builtin::Gt => Value::Bool(!(compare::less(args)? || compare::equal(args)?)),
        };
        Ok(value.into())
    }
}

fn values(args: &[Operand]) -> Vec<Value> {
    args.iter().map(|arg| arg.value.clone()).collect()
}

/// The error for a text that would be too long or goes round in circles.
pub(super) fn excess(excess: fmt::Excess) -> Error {
    match excess {
        fmt::Excess::Size(_) => Error::coded("render::limit-allocation", excess.to_string())
            .help("raise --max-allocation if the chart really needs such a text"),
        fmt::Excess::Depth => Error::coded("render::limit-value-depth", excess.to_string()),
    }
}

fn text(printed: Result<Vec<u8>, fmt::Excess>) -> Result<Value, Error> {
    printed.map(Value::str).map_err(excess)
}

fn printf(args: &[Operand], limit: usize) -> Result<Value, Error> {
    let Some((format, args)) = args.split_first() else { return Ok(Value::str("")) };
    let format = match &format.value {
        Value::Str(format) => format.clone(),
        _ => Str::from(""),
    };
    text(fmt::sprintf_within(limit, &format, &values(args)))
}

/// What the escaping functions work on: a string as it is, else all arguments printed, nil as a missing value.
fn shown(args: &[Operand], limit: usize) -> Result<Str, Error> {
    if let [Operand { value: Value::Str(text), .. }] = args {
        return Ok(text.clone());
    }
    let shown: Vec<Value> =
        args.iter().map(|arg| if arg.value.is_nil() { Value::str("<no value>") } else { arg.value.clone() }).collect();
    fmt::sprint_within(limit, &shown).map(Str::from).map_err(excess)
}

fn length(args: &[Operand]) -> Result<usize, Error> {
    let arg = args.first().cloned().unwrap_or_default();
    Ok(match &arg.value {
        Value::Nil if arg.in_interface() => return Err(Error::new("len of nil pointer")),
        Value::Nil => return Err(Error::new("reflect: call of reflect.Value.Type on zero Value")),
        Value::Str(text) | Value::Bytes(text) => text.len(),
        Value::List(list) => list.len(),
        Value::Map(map) => map.len(),
        Value::Object(object) => match object.kind() {
            Kind::Map => object.entries().map_or(0, |entries| entries.len()),
            Kind::Slice => object.items().map_or(0, |items| items.len()),
            Kind::String => match object.to_plain() {
                Some(Value::Str(text)) => text.len(),
                _ => 0,
            },
            _ => return Err(Error::new(format!("len of type {}", indirect_name(&arg.value)))),
        },
        other => return Err(Error::new(format!("len of type {}", other.type_name()))),
    })
}

/// The type's name, of a pointer's target.
fn indirect_name(value: &Value) -> String {
    let name = value.type_name().to_string();
    name.strip_prefix('*').map(str::to_owned).unwrap_or(name)
}

/// `call`: no template value is a function, so it always fails. The first argument is the callee's text, empty for one
/// that came through a pipe, which Go names by itself.
fn no_function(args: &[Operand]) -> Error {
    let name = args.first().map(|name| fmt::print_value(&name.value)).unwrap_or_default();
    match args.get(1) {
        None => Error::new("unreachable"),
        Some(callee) if callee.value.is_nil() => Error::new("call of nil"),
        Some(callee) => {
            let kind = callee.value.type_name();
            let name = match &callee.value {
                _ if !name.is_empty() => String::from_utf8_lossy(&name).into_owned(),
                Value::Str(text) => text.lossy().into_owned(),
                _ => format!("<{kind} Value>"),
            };
            Error::new(format!("non-function {name} of type {kind}"))
        }
    }
}
