//! Context entries of a rule: variables, which are computed, and what a cluster would answer, which the values file or the other
//! objects answer here.

use super::scope::{Fault, Scope};
use super::template::Template;
use crate::policy::World;
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
    /// `apiCall`, `globalReference`, `imageRegistry`: the values file or nobody.
    Elsewhere,
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
        let source = if let Some(map) = entry.get("configMap") {
            let text = |key| Template::of_text(map.get(key).and_then(Value::as_str).unwrap_or_default());
            Source::ConfigMap { name: text("name"), namespace: text("namespace") }
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
                config_map(scope.request.world, &namespace, &name).ok_or_else(|| {
                    let reason = format!("failed to get configmap {namespace}/{name} : it is not among the objects");
                    Fault::plain(format!("{}: {reason}", words()))
                })
            }
            Source::Elsewhere => Ok(Data::Null),
        }
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

/// A ConfigMap among the objects, as expressions see it.
fn config_map(world: &World, namespace: &str, name: &str) -> Option<Data> {
    let is_it = |one: &&crate::policy::Subject| {
        let own = if one.namespace.is_empty() { "default" } else { one.namespace.as_str() };
        one.gvk.kind == "ConfigMap" && one.gvk.group.is_empty() && one.name == name && own == namespace
    };
    let found = world.subjects.iter().find(is_it)?;
    let part = |key: &str| found.value.get(key).map(Data::from).unwrap_or_default();
    Some(Data::map(Entries::from([("data".into(), part("data")), ("metadata".into(), part("metadata"))])))
}
