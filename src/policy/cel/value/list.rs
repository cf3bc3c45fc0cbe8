//! [`List`]: a JSON array looked at in place, or values.

use super::Value;
use serde_json::Value as Json;
use std::sync::Arc;

/// A list.
#[derive(Clone, Debug)]
pub enum List<'a> {
    /// A JSON array.
    Json(&'a [Json]),
    /// Values.
    Made(Arc<Vec<Value<'a>>>),
}

impl<'a> List<'a> {
    /// How many elements it has.
    pub fn len(&self) -> usize {
        match self {
            List::Json(items) => items.len(),
            List::Made(items) => items.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<Value<'a>> {
        match self {
            List::Json(items) => items.get(index).map(Value::of_json),
            List::Made(items) => items.get(index).cloned(),
        }
    }

    /// The elements in order.
    pub fn iter(&self) -> impl Iterator<Item = Value<'a>> + '_ {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}
