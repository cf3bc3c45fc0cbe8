//! The tables of a document while it is read, and which keys may still be opened or defined again. The library keeps
//! that bookkeeping by the path of a key, not by the element of an array that it is in; so does this.

use super::push_key;
use crate::go::{Elem, List, Map, MapType, Str, Value};
use std::collections::BTreeMap;

/// A table of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TableId(usize);

/// A path of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PathId(usize);

/// A table that keys go into: its path, and the table itself unless something else stands there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    path: PathId,
    table: Option<TableId>,
}

impl Place {
    /// Whether a table stands at this path.
    pub(super) fn is_table(self) -> bool {
        self.table.is_some()
    }
}

/// What a key leads to.
enum Slot {
    Value(Value),
    Table(TableId),
    Tables(Vec<TableId>),
}

#[derive(Default)]
struct Path {
    parent: Option<PathId>,
    name: Option<Str>,
    children: BTreeMap<Str, PathId>,
    /// Made by a longer key, so it may be defined once more.
    implicit: bool,
    /// Its last value was an array.
    array: bool,
}

/// The tables by age: a table is younger than the one it is in.
pub(super) struct Document {
    tables: Vec<BTreeMap<Str, Slot>>,
    paths: Vec<Path>,
}

impl Document {
    pub(super) fn new() -> Self {
        Document { tables: vec![BTreeMap::new()], paths: vec![Path::default()] }
    }

    pub(super) fn root(&self) -> Place {
        Place { path: PathId(0), table: Some(TableId(0)) }
    }

    /// The path of `name` below `place`, with nothing known of a table there.
    pub(super) fn below(&mut self, place: Place, name: &Str) -> Place {
        Place { path: self.child(place.path, name), table: None }
    }

    fn child(&mut self, parent: PathId, name: &Str) -> PathId {
        if let Some(&child) = self.paths[parent.0].children.get(name) {
            return child;
        }
        let child = PathId(self.paths.len());
        self.paths.push(Path { parent: Some(parent), name: Some(name.clone()), ..Path::default() });
        self.paths[parent.0].children.insert(name.clone(), child);
        child
    }

    /// The path as the library prints it.
    pub(super) fn name(&self, place: Place) -> Vec<u8> {
        let mut parts = Vec::new();
        let mut at = &self.paths[place.path.0];
        while let (Some(parent), Some(name)) = (at.parent, &at.name) {
            parts.push(name);
            at = &self.paths[parent.0];
        }
        let mut out = Vec::new();
        for (index, part) in parts.into_iter().rev().enumerate() {
            if index > 0 {
                out.push(b'.');
            }
            push_key(&mut out, part);
        }
        out
    }

    fn shown(&self, path: PathId) -> String {
        String::from_utf8_lossy(&self.name(Place { path, table: None })).into_owned()
    }

    /// Marks a path as made by a longer key.
    pub(super) fn imply(&mut self, place: Place) {
        self.paths[place.path.0].implicit = true;
    }

    /// Notes whether the value of `key` in `place` is an array. The library files an empty key under its table.
    pub(super) fn note_array(&mut self, place: Place, key: &Str, array: bool) {
        let path = if key.is_empty() && place.path != PathId(0) { place.path } else { self.child(place.path, key) };
        self.paths[path.0].array = array;
    }

    /// Notes that the table at `place` is one.
    pub(super) fn note_table(&mut self, place: Place) {
        self.paths[place.path.0].array = false;
    }

    /// Enters the parent of a table header's last key, making what is missing on the way.
    pub(super) fn enter_parent(&mut self, place: Place, name: &Str) -> Result<Place, String> {
        let path = self.child(place.path, name);
        let Some(table) = place.table else { return Err(self.not_a_table(place.path)) };
        if !self.tables[table.0].contains_key(name) {
            self.paths[path.0].implicit = true;
            let new = self.new_table();
            self.tables[table.0].insert(name.clone(), Slot::Table(new));
        }
        match self.table_at(table, name) {
            Some(table) => Ok(Place { path, table: Some(table) }),
            None => Err(self.not_a_table(path)),
        }
    }

    fn not_a_table(&self, path: PathId) -> String {
        format!("Key '{}' was already created as a hash.", self.shown(path))
    }

    fn defined(&self, path: PathId) -> String {
        format!("Key '{}' has already been defined.", self.shown(path))
    }

    /// Opens the table `name` in `place`. Where a value stands there that may be defined again, it is kept.
    pub(super) fn open_table(&mut self, place: Place, name: &Str) -> Result<Place, String> {
        let Some(table) = place.table else { return Err(self.not_a_table(place.path)) };
        let path = self.child(place.path, name);
        if self.may_write(table, path, name)? {
            let new = self.new_table();
            self.tables[table.0].insert(name.clone(), Slot::Table(new));
        }
        Ok(Place { path, table: self.table_at(table, name) })
    }

    /// Adds a table to the array of tables `name` in `place`.
    pub(super) fn append_table(&mut self, place: Place, name: &Str) -> Result<Place, String> {
        let Some(table) = place.table else { return Err(self.not_a_table(place.path)) };
        let path = self.child(place.path, name);
        let new = self.new_table();
        match self.tables[table.0].entry(name.clone()).or_insert_with(|| Slot::Tables(Vec::new())) {
            Slot::Tables(tables) => tables.push(new),
            _ => return Err(format!("Key '{}' was already created and cannot be used as an array.", self.shown(path))),
        }
        Ok(Place { path, table: Some(new) })
    }

    /// Sets `key` in `place`. Where a table stands there that may be defined again, it is kept: an inline table has
    /// been filled by way of the same paths already.
    pub(super) fn set(&mut self, place: Place, key: &Str, value: Value) -> Result<(), String> {
        let Some(table) = place.table else { return Err(self.defined(place.path)) };
        let path = self.child(place.path, key);
        if self.may_write(table, path, key)? {
            self.tables[table.0].insert(key.clone(), Slot::Value(value));
        }
        Ok(())
    }

    /// Whether what is assigned to a key takes its place; an error if the key may not be defined again.
    fn may_write(&mut self, table: TableId, path: PathId, key: &Str) -> Result<bool, String> {
        if !self.tables[table.0].contains_key(key) {
            return Ok(true);
        }
        let flags = &mut self.paths[path.0];
        if !flags.implicit {
            return Err(self.defined(path));
        }
        flags.implicit = false;
        Ok(flags.array)
    }

    fn new_table(&mut self) -> TableId {
        self.tables.push(BTreeMap::new());
        TableId(self.tables.len() - 1)
    }

    /// The table that `name` leads to: itself, or the last of an array of tables.
    fn table_at(&mut self, table: TableId, name: &Str) -> Option<TableId> {
        match self.tables[table.0].get(name)? {
            Slot::Table(found) => Some(*found),
            Slot::Tables(tables) => tables.last().copied(),
            Slot::Value(Value::Map(map)) => {
                // An inline table that a later key extends.
                let entries = map.entries();
                let new = self.new_table();
                self.tables[new.0] = entries.into_iter().map(|(key, value)| (key, Slot::Value(value))).collect();
                self.tables[table.0].insert(name.clone(), Slot::Table(new));
                Some(new)
            }
            Slot::Value(_) => None,
        }
    }

    /// The document as a map.
    pub(super) fn finish(self) -> Map {
        // Youngest first, so that a table's own tables are ready when it is made.
        let mut maps = Vec::new();
        maps.resize_with(self.tables.len(), Map::new);
        for (index, table) in self.tables.into_iter().enumerate().rev() {
            let map_of = |id: TableId| Value::Map(maps[id.0].clone());
            let entries = table.into_iter().map(|(key, slot)| {
                let value = match slot {
                    Slot::Value(value) => value,
                    Slot::Table(id) => map_of(id),
                    Slot::Tables(ids) => Value::List(List::typed(
                        Elem::Named(MapType::Any.name()),
                        ids.into_iter().map(map_of).collect(),
                    )),
                };
                (key, value)
            });
            maps[index] = entries.collect();
        }
        maps.into_iter().next().unwrap_or_default()
    }
}
