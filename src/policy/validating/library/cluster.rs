//! `resource`: objects of a cluster, as `--context` has them.

use super::object;
use crate::policy::Document;
use crate::policy::admission::resource_of;
use crate::policy::cel::{Arguments, Environment, Error, Opaque, Runtime, Value};
use serde_json::Value as Json;
use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

type Outcome<'a> = Result<Value<'a>, Error>;

/// What answers for a cluster.
#[derive(Debug, Default)]
pub(in crate::policy::validating) struct Context {
    objects: Vec<Object>,
    /// What registries say of images.
    images: HashMap<String, Json>,
    /// Entries of the global context.
    globals: HashMap<String, Json>,
}

#[derive(Debug)]
struct Object {
    api_version: String,
    resource: String,
    namespace: String,
    name: String,
    value: Json,
}

impl Context {
    /// Takes the objects of Kyverno's `Context` documents, and documents that are objects themselves.
    pub(in crate::policy::validating) fn gather(documents: &[Document]) -> Self {
        let mut context = Context::default();
        for document in documents {
            if document.gvk.kind != "Context" {
                context.objects.push(Object::new(&document.value));
                continue;
            }
            let Some(spec) = document.value.get("spec") else { continue };
            let listed = |name: &str| spec.get(name).and_then(Json::as_array).into_iter().flatten();
            let named = |value: &Json, name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
            context.objects.extend(listed("resources").map(Object::new));
            context.images.extend(listed("images").filter_map(|image| Some((named(image, "image")?, image.clone()))));
            context.globals.extend(
                listed("globalContextEntries")
                    .filter_map(|entry| Some((named(entry, "name")?, entry.get("data").cloned().unwrap_or_default()))),
            );
        }
        context
    }

    pub(super) fn image(&self, name: &str) -> Option<&Json> {
        self.images.get(name)
    }

    pub(super) fn global(&self, name: &str) -> Option<&Json> {
        self.globals.get(name)
    }
}

impl Object {
    fn new(value: &Json) -> Self {
        let text = |pointer: &str| value.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned();
        Object {
            api_version: text("/apiVersion"),
            resource: resource_of(&text("/kind")),
            namespace: text("/metadata/namespace"),
            name: text("/metadata/name"),
            value: value.clone(),
        }
    }
}

/// The receiver of the functions.
#[derive(Debug)]
pub(super) struct Cluster {
    context: Arc<Context>,
    /// The namespace of the policy, empty for one of the cluster.
    namespace: String,
}

impl Cluster {
    pub(super) fn new(context: Arc<Context>, namespace: &str) -> Self {
        Cluster { context, namespace: namespace.to_owned() }
    }

    fn of<'s>(&'s self, api_version: &'s str, resource: &'s str) -> impl Iterator<Item = &'s Object> {
        let objects = self.context.objects.iter();
        objects.filter(move |object| object.api_version == api_version && object.resource == resource)
    }
}

impl Opaque for Cluster {
    fn type_name(&self) -> &'static str {
        "resource.Context"
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        other.type_name() == self.type_name()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The resource of a kind, for `get` and `list`.
#[derive(Debug, PartialEq, Eq)]
struct Resource {
    api_version: String,
    name: String,
}

impl Opaque for Resource {
    fn type_name(&self) -> &'static str {
        "schema.GroupVersionResource"
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        other.as_any().downcast_ref::<Resource>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub(super) fn declare(environment: &mut Environment) {
    const ANY: &str = "map<string,dyn>";
    for of in ["string, string", "schema.GroupVersionResource"] {
        for name in ["Get", "get"] {
            // With a namespace, and without one in policies that have a namespace themselves.
            // What is not there is null, so that the result is no map to be relied on.
            environment.member(name, &format!("resource.Context, {of}, string, string -> dyn"), get);
            environment.member(name, &format!("resource.Context, {of}, string -> dyn"), get);
        }
        for name in ["List", "list"] {
            for namespace in ["", ", string"] {
                let signature = format!("resource.Context, {of}{namespace}");
                environment.member(name, &format!("{signature} -> {ANY}"), list);
                environment.member(name, &format!("{signature}, map<string,string> -> {ANY}"), list);
            }
        }
    }
    for name in ["Post", "post"] {
        for namespace in ["", ", string"] {
            let signature = format!("resource.Context, string, string{namespace}, map<string,dyn> -> {ANY}");
            environment.member(name, &signature, |_, _| Err(Error::new("nothing can be created without a cluster")));
        }
    }
    for name in ["ToGVR", "toGVR"] {
        let signature = "resource.Context, string, string -> schema.GroupVersionResource";
        environment.member(name, signature, |_, arguments| {
            let (api_version, name) = (arguments.text(1)?.to_owned(), resource_of(arguments.text(2)?));
            Ok(Value::of_opaque(Resource { api_version, name }))
        });
    }
}

/// The API version and the name of the resource that are asked for, and the place of the next argument.
fn asked_for<'x>(arguments: &Arguments<'x, '_>) -> Result<(&'x str, &'x str, usize), Error> {
    match arguments.get(1)?.opaque::<Resource>() {
        Some(resource) => Ok((&resource.api_version, &resource.name, 2)),
        None => Ok((arguments.text(1)?, arguments.text(2)?, 3)),
    }
}

fn get<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let cluster = arguments.opaque::<Cluster>(0)?;
    let (api_version, resource, next) = asked_for(&arguments)?;
    let (namespace, name) = match arguments.len() - next {
        1 => (cluster.namespace.as_str(), arguments.text(next)?),
        _ => (arguments.text(next)?, arguments.text(next + 1)?),
    };
    runtime.spend(cluster.context.objects.len() as u64)?;
    let found = cluster.of(api_version, resource).find(|one| one.namespace == namespace && one.name == name);
    Ok(found.map_or(Value::Null, |object| Value::of_owned_json(&object.value)))
}

fn list<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let cluster = arguments.opaque::<Cluster>(0)?;
    let (api_version, resource, next) = asked_for(&arguments)?;
    let namespace = arguments.text(next).unwrap_or(&cluster.namespace);
    runtime.spend(cluster.context.objects.len() as u64)?;
    if cluster.of(api_version, resource).next().is_none() {
        return Err(Error::new(format!("failed to list resource: {resource} resource not found")));
    }
    let labels = arguments.map(arguments.len() - 1).ok();
    let has_labels = |object: &&Object| {
        labels.into_iter().flat_map(|labels| labels.iter()).all(|(key, wanted)| {
            let label = object.value.pointer("/metadata/labels").and_then(|labels| labels.get(key.as_str()?)?.as_str());
            label.is_some() && label == wanted.as_str()
        })
    };
    let in_namespace = cluster.of(api_version, resource).filter(|one| one.namespace == namespace);
    let items: Vec<Value<'a>> =
        in_namespace.filter(has_labels).map(|object| Value::of_owned_json(&object.value)).collect();
    Ok(object([("items", runtime.list(items)?)]))
}
