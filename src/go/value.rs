//! [`Value`], what templates compute with: Go's kinds as `text/template` sees them. Maps are shared by reference, as
//! Go's are: `set` through one holder is seen by every other. A value belongs to one thread; only [`Str`] crosses.

use super::object::Object;
use super::text::Str;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// A Go value.
#[derive(Clone, Default)]
pub enum Value {
    /// An untyped nil: a nil interface.
    #[default]
    Nil,
    /// `bool`.
    Bool(bool),
    /// Any integer type. Unsigned 64-bit values are stored by their bits: see [`Value::as_u64`].
    Int(i64, IntKind),
    /// `float64`.
    Float(f64),
    /// `string`.
    Str(Str),
    /// `[]byte`, kept apart from lists for its size.
    Bytes(Str),
    /// A slice.
    List(List),
    /// A map with string keys.
    Map(Map),
    /// Anything with a type of its own.
    Object(Rc<dyn Object>),
}

/// Which of Go's integer types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntKind {
    /// `int`.
    Int,
    /// `int8`.
    Int8,
    /// `int16`.
    Int16,
    /// `int32` and `rune`.
    Int32,
    /// `int64`.
    Int64,
    /// `uint`.
    Uint,
    /// `uint8` and `byte`.
    Uint8,
    /// `uint16`.
    Uint16,
    /// `uint32`.
    Uint32,
    /// `uint64`.
    Uint64,
}

impl IntKind {
    /// The type's name in Go.
    pub fn name(self) -> &'static str {
        match self {
            IntKind::Int => "int",
            IntKind::Int8 => "int8",
            IntKind::Int16 => "int16",
            IntKind::Int32 => "int32",
            IntKind::Int64 => "int64",
            IntKind::Uint => "uint",
            IntKind::Uint8 => "uint8",
            IntKind::Uint16 => "uint16",
            IntKind::Uint32 => "uint32",
            IntKind::Uint64 => "uint64",
        }
    }

    /// Whether the type has a sign.
    pub fn signed(self) -> bool {
        matches!(self, IntKind::Int | IntKind::Int8 | IntKind::Int16 | IntKind::Int32 | IntKind::Int64)
    }
}

/// Go's `reflect.Kind`, as `kindOf` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No value at all.
    Invalid,
    /// `bool`.
    Bool,
    /// An integer.
    Int(IntKind),
    /// `float64`.
    Float64,
    /// `complex128`.
    Complex128,
    /// `string`.
    String,
    /// A slice.
    Slice,
    /// A map.
    Map,
    /// A struct.
    Struct,
    /// A pointer.
    Ptr,
    /// A function.
    Func,
}

impl Kind {
    /// The kind's name: `slice`, `map`, `float64`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Invalid => "invalid",
            Kind::Bool => "bool",
            Kind::Int(kind) => kind.name(),
            Kind::Float64 => "float64",
            Kind::Complex128 => "complex128",
            Kind::String => "string",
            Kind::Slice => "slice",
            Kind::Map => "map",
            Kind::Struct => "struct",
            Kind::Ptr => "ptr",
            Kind::Func => "func",
        }
    }
}

/// The element type of a slice, for `typeOf`, `%T` and the engine's sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elem {
    /// `[]interface {}`.
    Any,
    /// `[]string`.
    String,
    /// `[]int`.
    Int,
    /// `[]map[string]interface {}` and other slices, by the element type's name.
    Named(&'static str),
}

/// The type of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapType {
    /// `map[string]interface {}`.
    Any,
    /// `map[string]string`.
    Strings,
    /// `common.Values`, the named type of a chart's `.Values`.
    Values,
}

impl MapType {
    /// The type's name in Go.
    pub fn name(self) -> &'static str {
        match self {
            MapType::Any => "map[string]interface {}",
            MapType::Strings => "map[string]string",
            MapType::Values => "common.Values",
        }
    }
}

/// A slice: immutable once made, shared by reference.
#[derive(Clone)]
pub struct List(Rc<ListData>);

struct ListData {
    elem: Elem,
    nil: bool,
    items: Vec<Value>,
}

impl List {
    /// A `[]interface {}`.
    pub fn new(items: Vec<Value>) -> Self {
        Self::typed(Elem::Any, items)
    }

    /// A slice of another element type.
    pub fn typed(elem: Elem, items: Vec<Value>) -> Self {
        List(Rc::new(ListData { elem, nil: false, items }))
    }

    /// A nil slice, such as `rest` of nothing: empty everywhere, but `null` in JSON.
    pub fn nil(elem: Elem) -> Self {
        List(Rc::new(ListData { elem, nil: true, items: Vec::new() }))
    }

    /// Whether the slice is nil rather than merely empty.
    pub fn is_nil(&self) -> bool {
        self.0.nil
    }

    /// A `[]string`.
    pub fn strings(items: impl IntoIterator<Item = impl Into<Str>>) -> Self {
        Self::typed(Elem::String, items.into_iter().map(|item| Value::Str(item.into())).collect())
    }

    /// The items, without copying them where no one else holds the slice.
    pub fn into_items(self) -> Vec<Value> {
        match Rc::try_unwrap(self.0) {
            Ok(mut data) => std::mem::take(&mut data.items),
            Err(shared) => shared.items.clone(),
        }
    }

    /// The element type.
    pub fn elem(&self) -> Elem {
        self.0.elem
    }

    /// An identity while a clone is held.
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.0) as usize
    }
}

impl std::ops::Deref for List {
    type Target = [Value];
    fn deref(&self) -> &[Value] {
        &self.0.items
    }
}

/// A map with string keys, shared by reference and kept in byte order of its keys.
///
/// No method holds a borrow while foreign code runs, so a `range` over a map may `set` into it.
#[derive(Clone)]
pub struct Map {
    /// The type belongs to the holder, not to the entries: Go converts between map types without copying.
    ty: MapType,
    data: Rc<MapData>,
}

struct MapData {
    nil: bool,
    /// Set once `set`, `unset` or `merge` changed the map: only such a map can hold itself.
    mutated: Cell<bool>,
    entries: RefCell<BTreeMap<Str, Value>>,
}

impl Map {
    /// An empty `map[string]interface {}`.
    pub fn new() -> Self {
        Self::typed(MapType::Any, BTreeMap::new())
    }

    /// A map of a given type with these entries.
    pub fn typed(ty: MapType, entries: BTreeMap<Str, Value>) -> Self {
        Map { ty, data: Rc::new(MapData { nil: false, mutated: Cell::new(false), entries: RefCell::new(entries) }) }
    }

    /// A nil map, such as `fromJson` of `null`: empty everywhere, but `null` in JSON.
    pub fn nil(ty: MapType) -> Self {
        let data = MapData { nil: true, mutated: Cell::new(false), entries: RefCell::default() };
        Map { ty, data: Rc::new(data) }
    }

    /// Whether the map is nil rather than merely empty. Who sets a key asks first: Go refuses with `assignment to
    /// entry in nil map`.
    pub fn is_nil(&self) -> bool {
        self.data.nil
    }

    /// The same map under another type, as a conversion in Go gives it: both see each other's changes.
    pub fn converted(&self, ty: MapType) -> Map {
        Map { ty, data: Rc::clone(&self.data) }
    }

    /// The map's type.
    pub fn ty(&self) -> MapType {
        self.ty
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.data.entries.borrow().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of `key`; `None` where the key is absent.
    pub fn get(&self, key: &[u8]) -> Option<Value> {
        self.data.entries.borrow().get(key).cloned()
    }

    /// Whether `key` is there.
    pub fn contains(&self, key: &[u8]) -> bool {
        self.data.entries.borrow().contains_key(key)
    }

    /// Sets `key`, seen by every holder of the map.
    pub fn insert(&self, key: impl Into<Str>, value: Value) {
        self.data.mutated.set(true);
        let old = self.data.entries.borrow_mut().insert(key.into(), value);
        drop(old);
    }

    /// Removes `key` and gives what it had.
    pub fn remove(&self, key: &[u8]) -> Option<Value> {
        self.data.mutated.set(true);
        self.data.entries.borrow_mut().remove(key)
    }

    /// Sets `key` while a tree is being built from parts that can't hold it, so that the map does not count as changed.
    pub(crate) fn define(&self, key: Str, value: Value) {
        let old = self.data.entries.borrow_mut().insert(key, value);
        drop(old);
    }

    /// Removes `key` while a tree is being built.
    pub(crate) fn undefine(&self, key: &[u8]) {
        let old = self.data.entries.borrow_mut().remove(key);
        drop(old);
    }

    /// Gives a map that is being built all its entries at once.
    pub(crate) fn define_all(&self, entries: BTreeMap<Str, Value>) {
        let old = self.data.entries.replace(entries);
        drop(old);
    }

    /// The keys in byte order.
    pub fn keys(&self) -> Vec<Str> {
        self.data.entries.borrow().keys().cloned().collect()
    }

    /// The entries in byte order of their keys, as they are now.
    pub fn entries(&self) -> Vec<(Str, Value)> {
        self.data.entries.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    /// Calls `visit` on each entry in byte order of the keys, without cloning. `visit` must not change this map.
    /// Stops at the first error.
    pub fn try_for_each<E>(&self, mut visit: impl FnMut(&Str, &Value) -> Result<(), E>) -> Result<(), E> {
        self.data.entries.borrow().iter().try_for_each(|(key, value)| visit(key, value))
    }

    /// Whether both are the same map, not merely equal ones.
    pub fn same(&self, other: &Map) -> bool {
        Rc::ptr_eq(&self.data, &other.data)
    }

    /// An identity while a clone is held.
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.data) as usize
    }

    /// Whether the map was changed after it was made.
    pub fn mutated(&self) -> bool {
        self.data.mutated.get()
    }

    /// A new map of the same type with the same entries; nested maps stay shared.
    pub fn shallow_copy(&self) -> Map {
        Self::typed(self.ty, self.data.entries.borrow().clone())
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the entries: a map can hold itself.
        write!(f, "map({})", self.len())
    }
}

impl Default for Map {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Into<Str>> FromIterator<(K, Value)> for Map {
    fn from_iter<T: IntoIterator<Item = (K, Value)>>(entries: T) -> Self {
        Self::typed(MapType::Any, entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

// Dropping a tree must not recurse: a template can nest maps a million deep.
impl Drop for MapData {
    fn drop(&mut self) {
        drop_flat(std::mem::take(self.entries.get_mut()).into_values());
    }
}

impl Drop for ListData {
    fn drop(&mut self) {
        if self.items.iter().any(|item| matches!(item, Value::List(_) | Value::Map(_))) {
            drop_flat(std::mem::take(&mut self.items).into_iter());
        }
    }
}

fn drop_flat(values: impl Iterator<Item = Value>) {
    let mut pending: Vec<Value> = values.filter(|value| matches!(value, Value::List(_) | Value::Map(_))).collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Map(mut map) => {
                if let Some(data) = Rc::get_mut(&mut map.data) {
                    pending.extend(std::mem::take(data.entries.get_mut()).into_values());
                }
            }
            Value::List(mut list) => {
                if let Some(data) = Rc::get_mut(&mut list.0) {
                    pending.append(&mut data.items);
                }
            }
            _ => {}
        }
    }
}

impl Value {
    /// A `string`.
    pub fn str(text: impl Into<Str>) -> Self {
        Value::Str(text.into())
    }

    /// An `int`.
    pub fn int(number: i64) -> Self {
        Value::Int(number, IntKind::Int)
    }

    /// An `int64`.
    pub fn int64(number: i64) -> Self {
        Value::Int(number, IntKind::Int64)
    }

    /// A `[]interface {}`.
    pub fn list(items: Vec<Value>) -> Self {
        Value::List(List::new(items))
    }

    /// Whether this is an untyped nil.
    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Nil)
    }

    /// The bits of an unsigned integer.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Value::Int(bits, kind) if !kind.signed() => Some(*bits as u64),
            Value::Int(number, _) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    /// The reflect kind.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Nil => Kind::Invalid,
            Value::Bool(_) => Kind::Bool,
            Value::Int(_, kind) => Kind::Int(*kind),
            Value::Float(_) => Kind::Float64,
            Value::Str(_) => Kind::String,
            Value::Bytes(_) | Value::List(_) => Kind::Slice,
            Value::Map(_) => Kind::Map,
            Value::Object(object) => object.kind(),
        }
    }

    /// The type as `%T` prints it: `map[string]interface {}`; `<nil>` for nil.
    pub fn type_name(&self) -> Str {
        match self {
            Value::Nil => Str::from("<nil>"),
            Value::Bool(_) => Str::from("bool"),
            Value::Int(_, kind) => Str::from(kind.name()),
            Value::Float(_) => Str::from("float64"),
            Value::Str(_) => Str::from("string"),
            Value::Bytes(_) => Str::from("[]uint8"),
            Value::List(list) => match list.elem() {
                Elem::Any => Str::from("[]interface {}"),
                Elem::String => Str::from("[]string"),
                Elem::Int => Str::from("[]int"),
                Elem::Named(name) => Str::from(format!("[]{name}")),
            },
            Value::Map(map) => Str::from(map.ty().name()),
            Value::Object(object) => object.type_name(),
        }
    }

    /// Go templates' truth: false, 0, "", empty collections and nil are false.
    pub fn truth(&self) -> bool {
        match self {
            Value::Nil => false,
            Value::Bool(value) => *value,
            Value::Int(number, _) => *number != 0,
            Value::Float(number) => *number != 0.0,
            Value::Str(text) | Value::Bytes(text) => !text.is_empty(),
            Value::List(list) => !list.is_empty(),
            Value::Map(map) => !map.is_empty(),
            Value::Object(object) => object.truth(),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Nil => f.write_str("nil"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Int(number, kind) => write!(f, "{}({number})", kind.name()),
            Value::Float(number) => write!(f, "{number:?}"),
            Value::Str(text) => write!(f, "{text:?}"),
            Value::Bytes(bytes) => write!(f, "bytes({})", bytes.len()),
            Value::List(list) => f.debug_list().entries(list.iter()).finish(),
            Value::Map(map) => write!(f, "{map:?}"),
            Value::Object(object) => write!(f, "{}", object.type_name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_shared_by_its_holders() {
        let map = Map::new();
        let other = map.clone();
        other.insert("a", Value::int(1));
        assert_eq!(map.len(), 1);
    }

    #[test]
    fn a_converted_map_is_the_same_map_and_a_value_stays_three_words() {
        let map = Map::new();
        map.converted(MapType::Values).insert("a", Value::int(1));
        assert!(map.contains(b"a"));
        assert!(size_of::<Value>() <= 24);
    }

    #[test]
    fn a_million_nested_maps_are_dropped_without_recursion() {
        let mut value = Value::Nil;
        for _ in 0..1_000_000 {
            value = Value::Map(Map::from_iter([("a", value)]));
        }
        drop(value);
    }
}
