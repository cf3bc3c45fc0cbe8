//! [`Cluster`], what answers in the place of a cluster and of services on the network: objects, entries of Kyverno's global context,
//! responses and what registries say of images. All of it comes from files; nothing here asks anybody.

mod globals;
mod objects;
mod responses;

use super::{Compiled, Document};
use crate::diagnostic::Diagnostic;
use globals::Entry;
use objects::Object;
use responses::Response;
use serde_json::Value as Json;
use std::collections::HashMap;

pub(super) use objects::Wanted;

/// The group of the kinds that Kyverno's command line reads.
const GROUP: &str = "cli.kyverno.io";

/// What answers for a cluster.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    objects: Vec<Object>,
    /// Whether the objects are those of a cluster, of which all namespaces can be listed, and not answers to single questions.
    is_whole: bool,
    images: HashMap<String, Json>,
    globals: HashMap<String, Entry>,
    responses: HashMap<(String, String), Response>,
}

impl Cluster {
    /// Takes what documents of `--context` bring: Kyverno's `Context`, `ClusterResource` and `Test`, and objects themselves. An
    /// entry of the global context or a response that cannot be one is an error at its place.
    pub(super) fn gather(documents: &[Document]) -> Compiled<Cluster> {
        let mut cluster = Cluster::default();
        let plurals = objects::plurals(documents);
        for document in documents {
            let kind = match document.gvk.group.as_str() {
                GROUP => document.gvk.kind.as_str(),
                _ if document.gvk.kind == "Context" => "Context",
                _ => "",
            };
            let base = match kind {
                "Context" | "ClusterResource" => "/spec",
                "Test" => "",
                _ => {
                    cluster.objects.push(Object::new(&document.value, &plurals));
                    continue;
                }
            };
            cluster.is_whole |= kind == "ClusterResource";
            let listed = |name: &str| document.value.pointer(&format!("{base}/{name}")).and_then(Json::as_array);
            let each = |name: &str| listed(name).into_iter().flatten();
            if kind != "Test" {
                cluster.objects.extend(each("resources").map(|object| Object::new(object, &plurals)));
            }
            let images =
                each("images").filter_map(|image| Some((image.get("image")?.as_str()?.to_owned(), image.clone())));
            cluster.images.extend(images);
            for (number, entry) in each("globalContextEntries").enumerate() {
                let place = Place { document, pointer: format!("{base}/globalContextEntries/{number}") };
                let (name, entry) = Entry::read(entry, &place)?;
                if cluster.globals.insert(name.clone(), entry).is_some() {
                    return Err(place.wrong(&format!("globalContextEntries: duplicate name {name:?}")));
                }
            }
            for (number, entry) in each("apiCallResponses").enumerate() {
                let place = Place { document, pointer: format!("{base}/apiCallResponses/{number}") };
                let (key, response) = Response::read(entry, &place, number)?;
                if cluster.responses.insert(key.clone(), response).is_some() {
                    let (method, url) = key;
                    let key = if method.is_empty() { url.clone() } else { format!("{method}:{url}") };
                    return Err(place.wrong(&format!("apiCallResponses: duplicate entry for {url:?} (key {key:?})")));
                }
            }
        }
        Ok(cluster)
    }

    /// What a registry says of an image.
    pub(super) fn image(&self, name: &str) -> Option<&Json> {
        self.images.get(name)
    }

    /// Whether there are entries of the global context.
    pub(super) fn has_globals(&self) -> bool {
        !self.globals.is_empty()
    }

    /// Whether calls of an API can be answered, by objects or by responses.
    pub(super) fn answers_calls(&self) -> bool {
        !self.objects.is_empty() || !self.responses.is_empty()
    }

    /// What is known of a request to a service: an answer to its method, else one to any.
    pub(super) fn response(&self, method: &str, url: &str) -> Option<&Response> {
        let of = |method: &str| self.responses.get(&(method.to_owned(), url.to_owned()));
        of(method).or_else(|| of(""))
    }
}

/// Where something stands that a document brings.
struct Place<'d> {
    document: &'d Document,
    pointer: String,
}

impl Place<'_> {
    fn wrong(&self, reason: &str) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::sentence("policy::context", reason.to_owned())
                .label(self.document.place(&self.pointer), "")
                .help("mend what stands in for the cluster; nothing was checked"),
        )
    }
}

/// A text without the blanks around it, or an empty one.
fn text<'v>(value: &'v Json, name: &str) -> &'v str {
    value.get(name).and_then(Json::as_str).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests;
