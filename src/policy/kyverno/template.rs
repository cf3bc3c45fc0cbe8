//! [`Template`], a part of a policy that may hold variables, compiled: what holds none is plain data.

use super::reference;
use super::scope::{Fault, Scope};
use super::variable::Text;
use crate::policy::jmespath::{Data, Entries};
use serde_json::Value;
use smol_str::SmolStr;

/// A document with variables.
#[derive(Clone, Debug)]
pub(super) enum Template {
    /// No variable in it.
    Plain(Data),
    Text(Text),
    List(Vec<Template>),
    Map(Vec<(Key, Template)>),
    /// A reference that leads nowhere: an error once it is asked for.
    Broken(SmolStr),
}

/// A key with or without variables.
#[derive(Clone, Debug)]
pub(super) struct Key {
    raw: SmolStr,
    text: Option<Text>,
}

impl Template {
    /// Compiles a document, in which references (`$(./../name)`) are followed.
    pub(super) fn compile(document: &Value) -> Template {
        Self::of(document, document, "")
    }

    /// Compiles a text.
    pub(super) fn of_text(text: &str) -> Template {
        Self::compile(&Value::String(text.to_owned()))
    }

    fn of(value: &Value, document: &Value, path: &str) -> Template {
        match value {
            Value::String(text) => match reference::resolve(text, document, path) {
                Ok(text) => Self::of_resolved(&text),
                Err(reason) => Template::Broken(reason.into()),
            },
            Value::Array(items) => {
                let numbered = items.iter().enumerate();
                let items = numbered.map(|(index, item)| Self::of(item, document, &format!("{path}/{index}")));
                Self::of_list(items.collect())
            }
            Value::Object(map) => {
                let entry = |(key, value): (&String, &Value)| {
                    let below = format!("{path}/{}", key.replace('/', "\\/"));
                    (Key { raw: key.into(), text: Text::parse(key) }, Self::of(value, document, &below))
                };
                Self::of_map(map.iter().map(entry).collect())
            }
            other => Template::Plain(other.into()),
        }
    }

    fn of_resolved(text: &str) -> Template {
        Text::parse(text).map_or_else(|| Template::Plain(Data::text(text)), Template::Text)
    }

    fn of_list(items: Vec<Template>) -> Template {
        let plain: Option<Vec<Data>> = items.iter().map(|item| item.plain().cloned()).collect();
        plain.map_or(Template::List(items), |items| Template::Plain(Data::list(items)))
    }

    fn of_map(entries: Vec<(Key, Template)>) -> Template {
        let entry = |(key, value): &(Key, Template)| match key.text {
            None => Some((key.raw.clone(), value.plain()?.clone())),
            Some(_) => None,
        };
        let plain: Option<Entries> = entries.iter().map(entry).collect();
        plain.map_or(Template::Map(entries), |entries| Template::Plain(Data::map(entries)))
    }

    /// The data, where there is no variable in it.
    pub(super) fn plain(&self) -> Option<&Data> {
        match self {
            Template::Plain(data) => Some(data),
            _ => None,
        }
    }

    /// The document with its variables replaced.
    pub(super) fn resolve(&self, scope: &mut Scope<'_>) -> Result<Data, Fault> {
        self.resolve_at(scope, &mut String::new())
    }

    fn resolve_at(&self, scope: &mut Scope<'_>, path: &mut String) -> Result<Data, Fault> {
        match self {
            Template::Plain(data) => Ok(data.clone()),
            Template::Broken(reason) => Err(Fault::plain(reason.as_str())),
            Template::Text(text) => text.resolve(scope, path),
            Template::List(items) => {
                let length = path.len();
                let mut resolved = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    path.push_str(&format!("/{index}"));
                    resolved.push(item.resolve_at(scope, path)?);
                    path.truncate(length);
                }
                Ok(Data::list(resolved))
            }
            Template::Map(entries) => {
                let length = path.len();
                let mut resolved = Entries::new();
                for (key, value) in entries {
                    let name = key.resolve(scope, path)?;
                    path.push('/');
                    path.push_str(&key.raw.replace('/', "\\/"));
                    resolved.insert(name, value.resolve_at(scope, path)?);
                    path.truncate(length);
                }
                Ok(Data::map(resolved))
            }
        }
    }

    /// The text that it resolves to; what is none becomes JSON.
    pub(super) fn resolve_text(&self, scope: &mut Scope<'_>) -> Result<SmolStr, Fault> {
        Ok(match self.resolve(scope)? {
            Data::Text(text) => text,
            other => other.to_json().into(),
        })
    }
}

impl Key {
    fn resolve(&self, scope: &mut Scope<'_>, path: &str) -> Result<SmolStr, Fault> {
        let Some(text) = &self.text else { return Ok(self.raw.clone()) };
        match text.resolve(scope, path)? {
            Data::Text(text) => Ok(text),
            Data::Null => Ok(self.raw.clone()),
            _ => Err(Fault::plain(format!("expected string after substituting variables in key \"{}\"", self.raw))),
        }
    }
}
