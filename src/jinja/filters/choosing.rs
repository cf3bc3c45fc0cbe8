//! Filters that choose among items or change each: by a test, by another filter, by an attribute.

use super::{Filter, Own, find, library_name, own};
use crate::go::{Str, Value};
use crate::gotemplate::Error;
use crate::jinja::calls::Args;
use crate::jinja::execute::Execution;
use crate::jinja::fault;
use crate::jinja::objects::is_undefined;
use crate::jinja::predicates;
use crate::jinja::program::{Library, Place};

pub(super) const FILTERS: &[Own] = &[
    own("map", map),
    own("select", |this, value, args, _| choose(this, &value, args, false, true)),
    own("reject", |this, value, args, _| choose(this, &value, args, false, false)),
    own("selectattr", |this, value, args, _| choose(this, &value, args, true, true)),
    own("rejectattr", |this, value, args, _| choose(this, &value, args, true, false)),
    own("attr", |this, value, mut args, place| {
        let name = args.take(0, "name").unwrap_or_default();
        args.finish("attr", 1)?;
        this.item(&value, &name, place)
    }),
];

/// What a path of attributes, as `metadata.name` or `0.port`, leads to from an item.
pub(super) fn path(this: &mut Execution<'_, '_, '_>, item: &Value, path: &Value) -> Result<Option<Value>, Error> {
    let Value::Str(path) = path else {
        let found = this.item(item, path, Place::default())?;
        return Ok(Some(found).filter(|found| !is_undefined(found)));
    };
    let mut at = item.clone();
    for name in path.split(|&byte| byte == b'.') {
        let number = std::str::from_utf8(name).ok().and_then(|name| name.parse::<i64>().ok());
        let key = match (&at, number) {
            (Value::List(_), Some(number)) => Value::int(number),
            _ => Value::Str(Str::from(name)),
        };
        at = this.item(&at, &key, Place::default())?;
        if is_undefined(&at) {
            return Ok(None);
        }
    }
    Ok(Some(at))
}

/// The error about an item without an attribute.
#[cold]
pub(super) fn lacking(attribute: &Value) -> Error {
    let name = if let Value::Str(name) = attribute { name.lossy().into_owned() } else { String::from("it") };
    Error::coded("render::undefined", format!("an item has no attribute {name}")).help("give a default: `default=...`")
}

/// `map(attribute="name")`, or `map("filter", arguments...)`.
fn map(this: &mut Execution<'_, '_, '_>, value: Value, mut args: Args, place: Place) -> Result<Value, Error> {
    let items = this.items(&value)?;
    let mut mapped = Vec::with_capacity(items.len());
    if let Some(attribute) = args.take(usize::MAX, "attribute") {
        let default = args.take(usize::MAX, "default");
        args.finish("map", 0)?;
        for item in items.iter() {
            this.charge(1)?;
            mapped.push(match (path(this, item, &attribute)?, &default) {
                (Some(found), _) => found,
                (None, Some(default)) => default.clone(),
                (None, None) => return Err(lacking(&attribute)),
            });
        }
        return this.list(mapped);
    }
    if args.positional.is_empty() {
        return Err(fault::unfit("map takes the name of a filter, or `attribute`"));
    }
    let name = args.positional.remove(0);
    let filter = filter(this, &name)?;
    for item in items.iter() {
        this.charge(1)?;
        let args = Args { positional: args.positional.clone(), keywords: args.keywords.clone() };
        mapped.push(this.apply(filter, item.clone(), args, place)?);
    }
    this.list(mapped)
}

fn filter(this: &Execution<'_, '_, '_>, name: &Value) -> Result<Filter, Error> {
    let Value::Str(name) = name else { return Err(fault::unfit("the name of a filter is a string")) };
    let name = name.lossy();
    if let Some(own) = find(&name) {
        return Ok(Filter::Own(own));
    }
    match this.machine.set().function(library_name(&name)) {
        Some(number) => Ok(Filter::Library(Library { number, takes_undefined: super::takes_undefined(&name) })),
        None => Err(Error::coded("template::unknown-function", format!("filter {name} is unknown"))),
    }
}

/// The items for which a test holds or does not: of themselves, or of one of their attributes. Without a test, truth decides.
fn choose(
    this: &mut Execution<'_, '_, '_>,
    value: &Value,
    mut args: Args,
    by_attribute: bool,
    wanted: bool,
) -> Result<Value, Error> {
    let mut positional = std::mem::take(&mut args.positional).into_iter();
    let attribute = if by_attribute { Some(positional.next().unwrap_or_default()) } else { None };
    let test = match positional.next() {
        None => None,
        Some(Value::Str(name)) => match predicates::find(&name.lossy()) {
            Some(test) => Some(test),
            None => {
                return Err(Error::coded("template::unknown-function", format!("test {name} is unknown")));
            }
        },
        Some(_) => return Err(fault::unfit("the name of a test is a string")),
    };
    let arguments: Vec<Value> = positional.collect();
    let mut chosen = Vec::new();
    for item in this.items(value)?.iter() {
        this.charge(1)?;
        let subject = match &attribute {
            None => Some(item.clone()),
            Some(attribute) => path(this, item, attribute)?,
        };
        let holds = match (test, subject) {
            (None, subject) => subject.is_some_and(|subject| subject.truth()),
            (Some(test), subject) => {
                let subject = subject.unwrap_or_else(|| this.undefined(Place::default(), &Value::str("an attribute")));
                // An attribute that is not there passes only tests that ask for that.
                if is_undefined(&subject) && !test.takes_undefined {
                    false
                } else {
                    let args = Args { positional: arguments.iter().cloned().collect(), keywords: Vec::new() };
                    this.test(test, subject, args)?
                }
            }
        };
        if holds == wanted {
            chosen.push(item.clone());
        }
    }
    this.list(chosen)
}
