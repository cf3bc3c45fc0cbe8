//! [`Operation`], what is done with objects, and [`Requests`], what values files of Kyverno's command line say of the requests that
//! policies in CEL see.

use super::Document;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What is asked to be done with an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Operation {
    /// It is made.
    #[default]
    Create,
    /// It takes the place of itself.
    Update,
    /// It goes.
    Delete,
}

impl Operation {
    /// As requests have it.
    pub fn name(self) -> &'static str {
        match self {
            Operation::Create => "CREATE",
            Operation::Update => "UPDATE",
            Operation::Delete => "DELETE",
        }
    }

    /// The operation of that name, if it can be played.
    pub fn named(name: &str) -> Option<Operation> {
        [Operation::Create, Operation::Update, Operation::Delete].into_iter().find(|one| one.name() == name)
    }
}

/// A request, as far as it is not made up from its object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::policy) struct Request {
    /// What is done.
    pub(in crate::policy) operation: Operation,
    /// Fields that take the place of those made up, by their paths below `request`.
    fields: Vec<(Vec<String>, Value)>,
}

impl Request {
    /// A creation with nothing said of it.
    pub(in crate::policy) fn creation() -> &'static Request {
        static CREATION: Request = Request { operation: Operation::Create, fields: Vec::new() };
        &CREATION
    }

    /// Takes what a map of values says of the request; the objects in it are the caller's.
    fn take(&mut self, values: Option<&Value>) {
        for (name, value) in values.and_then(Value::as_object).into_iter().flatten() {
            let mut path = name.split('.').map(str::to_owned);
            if path.next().as_deref() != Some("request") {
                continue;
            }
            match path.collect::<Vec<_>>() {
                path if path.first().is_none_or(|first| first == "object" || first == "oldObject") => {}
                path if path == ["operation"] => {
                    self.operation = value.as_str().and_then(Operation::named).unwrap_or_default();
                }
                path => self.fields.push((path, value.clone())),
            }
        }
    }

    /// Puts the fields into a request.
    pub(in crate::policy) fn fill(&self, request: &mut Value) {
        self.fields.iter().for_each(|(path, value)| put(request, path, value));
    }
}

/// Puts a value at a path of fields; what is no map on the way becomes one.
fn put(target: &mut Value, path: &[String], value: &Value) {
    let Some((first, rest)) = path.split_first() else {
        *target = value.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    if let Some(fields) = target.as_object_mut() {
        put(fields.entry(first.as_str()).or_insert(Value::Null), rest, value);
    }
}

/// What values files say of requests.
#[derive(Debug, Default)]
pub(in crate::policy) struct Requests {
    all: Request,
    /// By the names of a policy and an object.
    own: HashMap<(String, String), Request>,
}

impl Requests {
    /// Reads `globalValues` and the values of objects; `operation` counts more than theirs.
    pub(in crate::policy) fn gather(documents: &[Document], operation: Option<Operation>) -> Requests {
        let mut requests = Requests::default();
        for document in documents {
            requests.all.take(document.value.get("globalValues"));
        }
        for document in documents {
            for policy in listed(&document.value, "policies") {
                for object in listed(policy, "resources") {
                    let all = &requests.all;
                    let own = requests.own.entry((name(policy), name(object))).or_insert_with(|| all.clone());
                    own.take(object.get("values"));
                }
            }
        }
        requests.own.retain(|_, own| *own != requests.all);
        if let Some(operation) = operation {
            requests.all.operation = operation;
            requests.own.values_mut().for_each(|own| own.operation = operation);
        }
        requests
    }

    /// The request for any object of any policy.
    pub(in crate::policy) fn any(&self) -> &Request {
        &self.all
    }

    /// The request for an object of a policy, where values say something of it alone.
    pub(in crate::policy) fn own(&self, policy: &str, object: &str) -> Option<&Request> {
        if self.own.is_empty() {
            return None;
        }
        self.own.get(&(policy.to_owned(), object.to_owned()))
    }
}

fn listed<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn name(value: &Value) -> String {
    value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn requests(operation: Option<Operation>) -> Requests {
        let text = "
globalValues: {request.operation: UPDATE, request.userInfo.username: ann, request.object.a: 1, other: 2}
policies:
- name: p
  resources:
  - {name: a, values: {request.operation: DELETE}}
  - {name: b, values: {x: 1}}
";
        let trees = crate::yaml::read_objects(text.as_bytes(), crate::source::SourceId::UNKNOWN).expect("it is YAML");
        Requests::gather(&trees.into_iter().map(Document::new).collect::<Vec<_>>(), operation)
    }

    #[test]
    fn values_say_the_operation_for_all_and_for_one() {
        let said = requests(None);
        assert_eq!(said.any().operation, Operation::Update);
        assert_eq!(said.own("p", "a").map(|own| own.operation), Some(Operation::Delete));
        assert_eq!(said.own("p", "b"), None);
        assert_eq!(said.own("q", "a"), None);
        let said = requests(Some(Operation::Create));
        assert_eq!(said.any().operation, Operation::Create);
        assert_eq!(said.own("p", "a").map(|own| own.operation), Some(Operation::Create));
    }

    #[test]
    fn fields_of_the_request_take_the_place_of_those_made_up() {
        let mut request = json!({"name": "x", "userInfo": null});
        requests(None).any().fill(&mut request);
        assert_eq!(request, json!({"name": "x", "userInfo": {"username": "ann"}}));
    }

    #[test]
    fn operations_that_cannot_be_played_have_no_name() {
        assert_eq!(Operation::named("CONNECT"), None);
        assert_eq!(Operation::named("DELETE"), Some(Operation::Delete));
    }
}
