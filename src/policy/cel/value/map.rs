//! [`Map`]: a JSON object looked at in place, or a [`Table`] of values in the order they were put in.

use super::{Text, Value};
use serde_json::{Map as JsonMap, Value as Json};
use std::collections::HashMap;
use std::sync::Arc;

/// A map.
#[derive(Clone, Debug)]
pub enum Map<'a> {
    /// A JSON object.
    Json(&'a JsonMap<String, Json>),
    /// Values.
    Made(Arc<Table<'a>>),
}

/// What keys are compared by: numbers are equal across their types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::policy::cel) enum Key {
    Bool(bool),
    Number(i128),
    Text(Arc<str>),
}

impl Key {
    /// The key that a value is; nothing for values that can be none.
    pub(in crate::policy::cel) fn of(value: &Value<'_>) -> Option<Key> {
        match value {
            Value::Bool(is) => Some(Key::Bool(*is)),
            Value::Int(number) => Some(Key::Number(i128::from(*number))),
            Value::Uint(number) => Some(Key::Number(i128::from(*number))),
            Value::Double(number) if number.fract() == 0.0 && number.abs() < 1e30 => Some(Key::Number(*number as i128)),
            Value::String(Text::Shared(text)) => Some(Key::Text(Arc::clone(text))),
            Value::String(Text::Borrowed(text)) => Some(Key::Text((*text).into())),
            _ => None,
        }
    }
}

/// Values by keys, in the order they were put in.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    entries: Vec<(Value<'a>, Value<'a>)>,
    places: HashMap<Key, usize>,
}

impl<'a> Table<'a> {
    /// Puts `value` under `key`, also where something is. What can be no key is left out; says whether the key is new.
    pub fn insert(&mut self, key: Value<'a>, value: Value<'a>) -> bool {
        let Some(place) = Key::of(&key) else { return false };
        match self.places.get(&place).and_then(|&place| self.entries.get_mut(place)) {
            Some(entry) => {
                entry.1 = value;
                false
            }
            None => {
                self.places.insert(place, self.entries.len());
                self.entries.push((key, value));
                true
            }
        }
    }

    /// What is under `key`.
    pub fn get(&self, key: &Value<'_>) -> Option<&Value<'a>> {
        let place = *self.places.get(&Key::of(key)?)?;
        self.entries.get(place).map(|entry| &entry.1)
    }
}

impl<'a> Map<'a> {
    /// How many entries it has.
    pub fn len(&self) -> usize {
        match self {
            Map::Json(entries) => entries.len(),
            Map::Made(table) => table.entries.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is under `key`.
    pub fn get(&self, key: &Value<'_>) -> Option<Value<'a>> {
        match self {
            Map::Json(entries) => entries.get(key.as_str()?).map(Value::of_json),
            Map::Made(table) => table.get(key).cloned(),
        }
    }

    /// What is under the key of this name.
    pub fn field(&self, name: &str) -> Option<Value<'a>> {
        match self {
            Map::Json(entries) => entries.get(name).map(Value::of_json),
            Map::Made(table) => table.get(&Value::String(Text::Borrowed(name))).cloned(),
        }
    }

    /// The entries in order.
    pub fn iter(&self) -> Box<dyn Iterator<Item = (Value<'a>, Value<'a>)> + '_> {
        match self {
            Map::Json(entries) => {
                Box::new(entries.iter().map(|(key, value)| (Value::String(Text::Borrowed(key)), Value::of_json(value))))
            }
            Map::Made(table) => Box::new(table.entries.iter().cloned()),
        }
    }
}
