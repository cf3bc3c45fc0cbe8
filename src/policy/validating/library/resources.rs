//! `resource`: objects of a cluster, as `--context` has them.

use super::object;
use crate::policy::admission::resource_of;
use crate::policy::cel::{Arguments, Environment, Error, Opaque, Runtime, Value};
use crate::policy::cluster::{Cluster, Wanted};
use serde_json::Value as Json;
use std::sync::Arc;

type Outcome<'a> = Result<Value<'a>, Error>;

/// The receiver of the functions.
#[derive(Debug)]
pub(super) struct Resources {
    cluster: Arc<Cluster>,
    /// The namespace of the policy, empty for one of the cluster.
    namespace: String,
}

impl Resources {
    pub(super) fn new(cluster: Arc<Cluster>, namespace: &str) -> Self {
        Resources { cluster, namespace: namespace.to_owned() }
    }
}

impl Opaque for Resources {
    fn type_name(&self) -> &'static str {
        "resource.Context"
    }
}

/// There is one of them.
impl PartialEq for Resources {
    fn eq(&self, _: &Self) -> bool {
        true
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
    let resources = arguments.opaque::<Resources>(0)?;
    let (api_version, resource, next) = asked_for(&arguments)?;
    let (namespace, name) = match arguments.len() - next {
        1 => (resources.namespace.as_str(), arguments.text(next)?),
        _ => (arguments.text(next)?, arguments.text(next + 1)?),
    };
    runtime.spend(resources.cluster.size() as u64)?;
    let found = resources.cluster.get(Wanted { api_version, resource, namespace }, name);
    Ok(found.map_or(Value::Null, Value::of_owned_json))
}

fn list<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let resources = arguments.opaque::<Resources>(0)?;
    let (api_version, resource, next) = asked_for(&arguments)?;
    let namespace = arguments.text(next).unwrap_or(&resources.namespace);
    runtime.spend(resources.cluster.size() as u64)?;
    let missing = || Error::new(format!("failed to list resource: {resource} resource not found"));
    let found = resources.cluster.list(Wanted { api_version, resource, namespace }).ok_or_else(missing)?;
    let labels = arguments.map(arguments.len() - 1).ok();
    let has_labels = |object: &&Json| {
        labels.into_iter().flat_map(|labels| labels.iter()).all(|(key, wanted)| {
            let label = object.pointer("/metadata/labels").and_then(|labels| labels.get(key.as_str()?)?.as_str());
            label.is_some() && label == wanted.as_str()
        })
    };
    let items: Vec<Value<'a>> = found.into_iter().filter(has_labels).map(Value::of_owned_json).collect();
    Ok(object([("items", runtime.list(items)?)]))
}
