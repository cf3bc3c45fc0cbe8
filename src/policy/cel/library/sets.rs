//! Lists as sets.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::{Key, List, Value, equal};
use std::collections::HashSet;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("sets.contains", "list<A>, list<A> -> bool", |runtime, arguments| {
        Ok(Value::Bool(Set::of(arguments.list(0)?, runtime)?.has_all(arguments.list(1)?, runtime)?))
    });
    environment.function("sets.equivalent", "list<A>, list<A> -> bool", equivalent);
    environment.function("sets.intersects", "list<A>, list<A> -> bool", intersects);
}

/// The elements of a list, with those that have one under a key.
struct Set<'a> {
    keys: HashSet<Key>,
    others: Vec<Value<'a>>,
}

impl<'a> Set<'a> {
    fn of(list: &List<'a>, runtime: &Runtime) -> Result<Self, Error> {
        let mut set = Set { keys: HashSet::new(), others: Vec::new() };
        for item in list.iter() {
            runtime.spend(1)?;
            match Key::of(&item) {
                Some(key) => {
                    set.keys.insert(key);
                }
                None => set.others.push(item),
            }
        }
        Ok(set)
    }

    fn has(&self, value: &Value<'a>, runtime: &Runtime) -> Result<bool, Error> {
        runtime.spend(1)?;
        if let Some(key) = Key::of(value) {
            return Ok(self.keys.contains(&key));
        }
        for other in &self.others {
            runtime.spend(1)?;
            if equal(other, value, runtime)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_all(&self, list: &List<'a>, runtime: &Runtime) -> Result<bool, Error> {
        for item in list.iter() {
            if !self.has(&item, runtime)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn equivalent<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let (left, right) = (arguments.list(0)?, arguments.list(1)?);
    let both = Set::of(left, runtime)?.has_all(right, runtime)? && Set::of(right, runtime)?.has_all(left, runtime)?;
    Ok(Value::Bool(both))
}

fn intersects<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let set = Set::of(arguments.list(0)?, runtime)?;
    for item in arguments.list(1)?.iter() {
        if set.has(&item, runtime)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}
