//! Context entries of a rule: variables, which are computed, and what a cluster would answer, which the values file or the other
//! objects answer here.

use super::scope::{Fault, Request, Scope};
use super::template::Template;
use crate::policy::cluster::Wanted;
use crate::policy::jmespath::{Data, Entries};
use serde_json::Value;
use smol_str::SmolStr;

/// An entry of `context`.
#[derive(Debug)]
pub(super) struct ContextEntry {
    pub(super) name: SmolStr,
    pub(super) source: Source,
}

/// Where an entry's value comes from.
#[derive(Debug)]
pub(super) enum Source {
    Variable(Variable),
    ConfigMap {
        name: Template,
        namespace: Template,
    },
    ApiCall(ApiCall),
    Global(GlobalReference),
    /// `imageRegistry`: the values file or nobody.
    Elsewhere,
}

/// `apiCall`: a path of Kubernetes' API or the address of a service.
#[derive(Debug)]
pub(super) struct ApiCall {
    url: Template,
    is_service: bool,
    method: String,
    path: Option<Template>,
    default: Option<Data>,
}

/// `globalReference`: an entry of the global context, or a projection of it behind a dot.
#[derive(Debug)]
pub(super) struct GlobalReference {
    name: Template,
    path: Option<Template>,
}

/// `variable`.
#[derive(Debug)]
pub(super) struct Variable {
    path: Option<Template>,
    value: Option<Template>,
    default: Option<Template>,
}

impl ContextEntry {
    /// The entries of a list `context`.
    pub(super) fn list(value: Option<&Value>) -> Vec<ContextEntry> {
        let items = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(ContextEntry::compile).collect()
    }

    fn compile(entry: &Value) -> Option<ContextEntry> {
        let name = entry.get("name")?.as_str()?.into();
        let text = |value: &Value, key| Template::of_text(value.get(key).and_then(Value::as_str).unwrap_or_default());
        let source = if let Some(map) = entry.get("configMap") {
            Source::ConfigMap { name: text(map, "name"), namespace: text(map, "namespace") }
        } else if let Some(call) = entry.get("apiCall").filter(|call| !call.is_null()) {
            Source::ApiCall(ApiCall::compile(call))
        } else if let Some(reference) = entry.get("globalReference") {
            Source::Global(GlobalReference { name: text(reference, "name"), path: path_of(reference) })
        } else if let Some(variable) = entry.get("variable") {
            let part = |key| variable.get(key).filter(|value| !value.is_null()).map(Template::compile);
            Source::Variable(Variable { path: part("jmesPath"), value: part("value"), default: part("default") })
        } else {
            Source::Elsewhere
        };
        Some(ContextEntry { name, source })
    }

    /// Whether there is somebody to ask. What the values file says of an entry stands.
    pub(super) fn is_answerable(&self, scope: &Scope<'_>) -> bool {
        match self.source {
            Source::Variable(_) => true,
            Source::ConfigMap { .. } => scope.get(&self.name).is_none(),
            Source::ApiCall(_) => scope.request.cluster.answers_calls() && scope.get(&self.name).is_none(),
            Source::Global(_) => scope.request.cluster.has_globals() && scope.get(&self.name).is_none(),
            Source::Elsewhere => false,
        }
    }

    /// The value of the entry.
    pub(super) fn load(&self, scope: &mut Scope<'_>) -> Result<Data, Fault> {
        match &self.source {
            Source::Variable(variable) => variable.load(&self.name, scope),
            Source::ConfigMap { name, namespace } => {
                let words = || format!("failed to retrieve config map for context entry {}", self.name);
                let name = name.resolve_text(scope).map_err(|fault| fault.within(&words()))?;
                let namespace = namespace.resolve_text(scope).map_err(|fault| fault.within(&words()))?;
                let namespace = if namespace.is_empty() { "default".into() } else { namespace };
                config_map(scope.request, &namespace, &name).ok_or_else(|| {
                    let reason = format!("failed to get configmap {namespace}/{name} : it is not among the objects");
                    Fault::plain(format!("{}: {reason}", words()))
                })
            }
            Source::ApiCall(call) => call.load(&self.name, scope),
            Source::Global(reference) => reference.load(&self.name, scope),
            Source::Elsewhere => Ok(Data::Null),
        }
    }
}

/// `jmesPath`, where there is one.
fn path_of(value: &Value) -> Option<Template> {
    let path = value.get("jmesPath").and_then(Value::as_str).filter(|path| !path.is_empty());
    path.map(Template::of_text)
}

/// What a path picks out of what an entry found.
fn picked(path: Option<&Template>, found: Data, name: &str, scope: &mut Scope<'_>) -> Result<Data, Fault> {
    let Some(path) = path else { return Ok(found) };
    let path = path.resolve_text(scope)?;
    let words = || format!("failed to apply JMESPath {path} for context entry {name}");
    scope.search(&path, &found).map_err(|fault| fault.within(&words()))
}

impl ApiCall {
    fn compile(call: &Value) -> ApiCall {
        let text = |pointer: &str| call.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty());
        let service = text("/service/url");
        ApiCall {
            url: Template::of_text(text("/urlPath").or(service).unwrap_or_default()),
            is_service: text("/urlPath").is_none(),
            method: text("/method").unwrap_or("GET").to_owned(),
            path: path_of(call),
            default: call.get("default").filter(|default| !default.is_null()).map(Data::from),
        }
    }

    fn load(&self, name: &str, scope: &mut Scope<'_>) -> Result<Data, Fault> {
        let words = |fault: Fault| fault.within(&format!("failed to substitute variables in context entry {name}"));
        let url = self.url.resolve_text(scope).map_err(words)?;
        match (self.fetch(&url, scope), &self.default) {
            (Ok(found), _) => picked(self.path.as_ref(), found, name, scope),
            (Err(_), Some(default)) => Ok(default.clone()),
            (Err(reason), None) => Err(Fault::plain(format!("failed to fetch data for APICall: {reason}"))),
        }
    }

    /// What a response says, or else the objects.
    fn fetch(&self, url: &str, scope: &Scope<'_>) -> Result<Data, String> {
        let cluster = scope.request.cluster;
        if let Some(response) = cluster.response(&self.method, url) {
            return match response.status {
                200..300 => Ok(Data::from(&response.body)),
                status => Err(format!("HTTP {status}")),
            };
        }
        if self.is_service {
            return Err(format!(
                "failed to execute HTTP request: no response to {url} is given, and nothing is asked over the network"
            ));
        }
        let failed = |reason: String| format!("failed to {} resource with raw url: {url}: {reason}", self.method);
        if self.method != "GET" {
            return Err(failed(format!("method {} not supported", self.method)));
        }
        cluster.at_path(url).map(|found| Data::from(&found)).map_err(failed)
    }
}

impl GlobalReference {
    fn load(&self, name: &str, scope: &mut Scope<'_>) -> Result<Data, Fault> {
        let words = |reason: String| Fault::plain(format!("failed to load context entry {name}: {reason}"));
        let reference = self.name.resolve_text(scope)?;
        let mut parts = reference.split('.');
        let (entry, projection) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let missing = || Err(format!("failed to fetch entry key={entry}"));
        let found = scope.request.cluster.global(entry, projection).unwrap_or_else(missing).map_err(words)?;
        picked(self.path.as_ref(), Data::from(found), name, scope)
    }
}

impl Variable {
    fn load(&self, name: &str, scope: &mut Scope<'_>) -> Result<Data, Fault> {
        let words = |fault: Fault| fault.within(&format!("failed to substitute variables in context entry {name}"));
        let path = match &self.path {
            Some(path) => Some(path.resolve_text(scope).map_err(words)?).filter(|path| !path.is_empty()),
            None => None,
        };
        let default = match &self.default {
            Some(default) => default.resolve(scope).map_err(words)?,
            None => Data::Null,
        };
        let output = self
            .compute(path.as_deref(), scope)
            .or_else(|fault| if default.is_null() { Err(fault) } else { Ok(Data::Null) })?;
        let output = if output.is_null() { default } else { output };
        if output.is_null() {
            let message = format!("failed to add context entry for variable {name} since it evaluated to nil");
            return Err(Fault::plain(message));
        }
        Ok(output)
    }

    fn compute(&self, path: Option<&str>, scope: &mut Scope<'_>) -> Result<Data, Fault> {
        let failed = |path: &str| {
            let words = format!("failed to apply jmespath {path} to variable");
            move |fault: Fault| fault.within(&words)
        };
        match (&self.value, path) {
            (Some(value), None) => value.resolve(scope),
            (Some(value), Some(path)) => {
                let value = value.resolve(scope)?;
                scope.search(path, &value).map_err(failed(path))
            }
            (None, Some(path)) => scope.query(path).map_err(failed(path)),
            (None, None) => Ok(Data::Null),
        }
    }
}

/// A ConfigMap of the cluster or among the objects, as expressions see it.
fn config_map(request: &Request<'_>, namespace: &str, name: &str) -> Option<Data> {
    let wanted = Wanted { api_version: "v1", resource: "configmaps", namespace };
    let is_it = |one: &&crate::policy::Subject| {
        let own = if one.namespace.is_empty() { "default" } else { one.namespace.as_str() };
        one.gvk.kind == "ConfigMap" && one.gvk.group.is_empty() && one.name == name && own == namespace
    };
    let among_objects = || request.world.subjects.iter().find(is_it).map(|one| &one.value);
    let found = request.cluster.get(wanted, name).or_else(among_objects)?;
    let part = |key: &str| found.get(key).map(Data::from).unwrap_or_default();
    Some(Data::map(Entries::from([("data".into(), part("data")), ("metadata".into(), part("metadata"))])))
}
