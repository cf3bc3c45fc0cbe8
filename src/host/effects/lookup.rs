//! Objects that answer `lookup` in the place of a cluster.

use crate::go::{Map, Str, Value};
use std::collections::BTreeMap;

/// No object of a cluster nests deeper than a fraction of this.
const MAX_DEPTH: usize = 200;

/// Objects by apiVersion and kind. An object that names no namespace answers for every namespace.
#[derive(Default)]
pub struct Objects {
    kinds: BTreeMap<(Str, Str), Vec<Object>>,
}

struct Object {
    namespace: Option<Str>,
    name: Str,
    content: Map,
}

impl Objects {
    /// Adds an object, or the items of a list object. The error says what the object lacks.
    pub fn add(&mut self, object: &Map) -> Result<(), String> {
        let kind = text(object, "kind").ok_or("the object has no kind")?;
        if nests_deeper_than(object, MAX_DEPTH) {
            return Err(format!("the object nests deeper than {MAX_DEPTH} levels"));
        }
        if let (true, Some(Value::List(items))) = (kind.ends_with(b"List"), object.get(b"items")) {
            return items.iter().try_for_each(|item| match item {
                Value::Map(item) => self.add(item),
                _ => Err(String::from("an item of the list is no object")),
            });
        }
        let version = text(object, "apiVersion").ok_or("the object has no apiVersion")?;
        let Some(Value::Map(metadata)) = object.get(b"metadata") else {
            return Err(String::from("the object has no metadata"));
        };
        let name = text(&metadata, "name").ok_or("the object has no name")?;
        let namespace = text(&metadata, "namespace");
        let objects = self.kinds.entry((version, kind)).or_default();
        objects.push(Object { namespace, name, content: object.clone() });
        Ok(())
    }

    /// What `lookup` gives: the object of that name, or a list object of all in the namespace, in the order of their
    /// namespaces and names. An empty map where there is none of that name, or none of that kind at all.
    pub(super) fn answer(&self, api_version: &Str, kind: &Str, namespace: &Str, name: &Str) -> Map {
        let Some(objects) = self.kinds.get(&(api_version.clone(), kind.clone())) else { return Map::new() };
        let wanted = |object: &&Object| {
            let here = object.namespace.as_ref().is_none_or(|own| namespace.is_empty() || own == namespace);
            here && (name.is_empty() || object.name == *name)
        };
        let mut found: Vec<&Object> = objects.iter().filter(wanted).collect();
        if !name.is_empty() {
            return found.first().map_or_else(Map::new, |object| copy(&object.content));
        }
        found.sort_by(|one, other| (&one.namespace, &one.name).cmp(&(&other.namespace, &other.name)));
        let items = found.into_iter().map(|object| Value::Map(copy(&object.content))).collect();
        Map::from_iter([
            ("apiVersion", Value::Str(api_version.clone())),
            ("kind", Value::str([kind.as_bytes(), b"List"].concat())),
            ("metadata", Value::Map(Map::from_iter([("resourceVersion", Value::str(""))]))),
            ("items", Value::list(items)),
        ])
    }
}

fn text(map: &Map, key: &str) -> Option<Str> {
    match map.get(key.as_bytes()) {
        Some(Value::Str(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn nests_deeper_than(map: &Map, limit: usize) -> bool {
    let mut pending = vec![(Value::Map(map.clone()), 0)];
    while let Some((value, depth)) = pending.pop() {
        if depth > limit {
            return true;
        }
        match value {
            Value::Map(map) => pending.extend(map.entries().into_iter().map(|(_, value)| (value, depth + 1))),
            Value::List(items) => pending.extend(items.iter().map(|item| (item.clone(), depth + 1))),
            _ => {}
        }
    }
    false
}

/// The template may change what it is given; the next look-up must not see that.
fn copy(map: &Map) -> Map {
    map.entries().into_iter().map(|(key, value)| (key, copy_value(&value))).collect()
}

fn copy_value(value: &Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(copy(map)),
        Value::List(items) => Value::list(items.iter().map(copy_value).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(namespace: &str, name: &str) -> Map {
        let metadata = Map::from_iter([("name", Value::str(name))]);
        if !namespace.is_empty() {
            metadata.insert("namespace", Value::str(namespace));
        }
        let data = Map::from_iter([("a", Value::str("eA=="))]);
        Map::from_iter([
            ("apiVersion", Value::str("v1")),
            ("kind", Value::str("Secret")),
            ("metadata", Value::Map(metadata)),
            ("data", Value::Map(data)),
        ])
    }

    fn answer(objects: &Objects, namespace: &str, name: &str) -> Map {
        let [version, kind, namespace, name] = ["v1", "Secret", namespace, name].map(Str::from);
        objects.answer(&version, &kind, &namespace, &name)
    }

    fn names(list: &Map) -> Vec<String> {
        let Some(Value::List(items)) = list.get(b"items") else { return Vec::new() };
        let name = |item: &Value| match item {
            Value::Map(item) => match item.get(b"metadata") {
                Some(Value::Map(metadata)) => text(&metadata, "name"),
                _ => None,
            },
            _ => None,
        };
        items.iter().filter_map(name).map(|name| name.to_string()).collect()
    }

    fn objects(all: &[(&str, &str)]) -> Objects {
        let mut objects = Objects::default();
        for (namespace, name) in all {
            objects.add(&secret(namespace, name)).expect("complete");
        }
        objects
    }

    #[test]
    fn an_object_is_found_by_namespace_and_name() {
        let objects = objects(&[("prod", "tls"), ("", "anywhere")]);
        assert!(answer(&objects, "prod", "tls").contains(b"data"));
        assert!(answer(&objects, "test", "tls").is_empty());
        assert!(answer(&objects, "test", "anywhere").contains(b"data"));
    }

    #[test]
    fn without_a_name_all_of_the_namespace_are_listed_in_order() {
        let objects = objects(&[("b", "z"), ("b", "a"), ("a", "m")]);
        assert_eq!(names(&answer(&objects, "b", "")), ["a", "z"]);
        assert_eq!(names(&answer(&objects, "", "")), ["m", "a", "z"]);
        let [version, kind, none] = ["v1", "Pod", ""].map(Str::from);
        assert!(objects.answer(&version, &kind, &none, &none).is_empty());
    }

    #[test]
    fn what_a_template_changes_is_not_seen_again() {
        let objects = objects(&[("a", "b")]);
        if let Some(Value::Map(data)) = answer(&objects, "a", "b").get(b"data") {
            data.insert("a", Value::Nil);
        }
        let Some(Value::Map(data)) = answer(&objects, "a", "b").get(b"data") else { panic!("there is data") };
        assert!(matches!(data.get(b"a"), Some(Value::Str(_))));
    }

    #[test]
    fn a_list_object_stands_for_its_items() {
        let mut objects = Objects::default();
        let items = Value::list(vec![Value::Map(secret("a", "b")), Value::Map(secret("a", "c"))]);
        objects.add(&Map::from_iter([("kind", Value::str("List")), ("items", items)])).expect("a list");
        assert_eq!(names(&answer(&objects, "a", "")), ["b", "c"]);
        assert!(objects.add(&Map::from_iter([("kind", Value::str("Secret"))])).is_err());
    }
}
