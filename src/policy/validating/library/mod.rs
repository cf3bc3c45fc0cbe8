//! Kyverno's libraries for CEL, a file per topic. Functions of a namespace (`resource.get`, `json.unmarshal`) are members of a
//! variable that stands for it.

mod answers;
mod data;
mod http;
mod image;
mod resources;
mod time;
mod unreachable;

use crate::policy::cel::{Environment, Opaque, Type, Value};
use crate::policy::cluster::Cluster;
use resources::Resources;
use std::sync::Arc;

/// The variables that functions are members of, with the types of their values, in the order of their slots.
const RECEIVERS: [(&str, &str); 6] = [
    ("resource", "resource.Context"),
    ("json", "json.Json"),
    ("yaml", "yaml.Yaml"),
    ("globalContext", "globalcontext.Context"),
    ("http", "http.Context"),
    ("image", "imagedata.Context"),
];

/// How many slots lie before the receivers: Kubernetes' seven and `images`.
pub(super) const RESERVED: usize = 7 + 1;

/// A value that functions are called on, with what it can answer from.
#[derive(Debug)]
struct Receiver {
    kind: &'static str,
    cluster: Arc<Cluster>,
}

impl Opaque for Receiver {
    fn type_name(&self) -> &'static str {
        self.kind
    }
}

/// The cluster is the same for all of them.
impl PartialEq for Receiver {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// Declares the libraries.
pub(super) fn declare(environment: &mut Environment) {
    for (name, kind) in RECEIVERS {
        environment.variable(name, Type::Opaque(kind.into()));
    }
    environment.lend_plain_values();
    let topics = [
        answers::declare,
        data::declare,
        http::declare,
        image::declare,
        resources::declare,
        time::declare,
        unreachable::declare,
    ];
    topics.into_iter().for_each(|declare| declare(environment));
}

/// The values of the receivers for a policy of `namespace`, empty for one of the cluster.
pub(super) fn receivers<'a>(cluster: &Arc<Cluster>, namespace: &str) -> Vec<Value<'a>> {
    let receiver = |(name, kind): (&str, &'static str)| match name {
        "resource" => Value::of_opaque(Resources::new(Arc::clone(cluster), namespace)),
        _ => Value::of_opaque(Receiver { kind, cluster: Arc::clone(cluster) }),
    };
    RECEIVERS.into_iter().map(receiver).collect()
}

/// A map with these fields.
pub(super) fn object<'a, const N: usize>(fields: [(&'static str, Value<'a>); N]) -> Value<'a> {
    Value::map(fields.into_iter().map(|(name, value)| (Value::text(name), value)))
}
