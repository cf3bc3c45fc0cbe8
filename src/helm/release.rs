//! What a release is told about itself, and the names that Helm lets it have.

use crate::diagnostic::Diagnostic;
use crate::go::{Map, Value, strconv};
use crate::gotemplate::{Error, Machine, TemplateSet};
use crate::helm::capabilities::Capabilities;
use crate::helm::template::Environment;
use crate::sprig;

/// What a chart is rendered for.
#[derive(Clone, Debug)]
pub struct ReleaseOptions {
    /// `.Release.Name`.
    pub name: String,
    /// `.Release.Namespace`.
    pub namespace: String,
    /// What is done with the release.
    pub action: Action,
    /// `.Capabilities`.
    pub capabilities: Capabilities,
    /// Leaves values.schema.json files alone.
    pub skip_schema_validation: bool,
}

/// What is done with a release, as `.Release` tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// `.Release.IsInstall`.
    #[default]
    Install,
    /// `.Release.IsUpgrade`.
    Upgrade,
    /// Neither: the chart is linted, and the revision is 0.
    Lint,
}

impl ReleaseOptions {
    /// `.Release` for templates.
    pub(crate) fn value(&self) -> Map {
        Map::from_iter([
            ("Name", Value::str(self.name.as_str())),
            ("Namespace", Value::str(self.namespace.as_str())),
            ("IsUpgrade", Value::Bool(self.action == Action::Upgrade)),
            ("IsInstall", Value::Bool(self.action == Action::Install)),
            ("Revision", Value::int(if self.action == Action::Lint { 0 } else { 1 })),
            ("Service", Value::str("Helm")),
        ])
    }
}

/// The name that `--name-template` renders: a template with Sprig's functions and nothing as dot.
pub fn name_from_template(text: &str, environment: &mut Environment<'_>) -> Result<String, Box<Diagnostic>> {
    const NAME: &str = "name-template";
    let source = environment.sources.add(format!("--{NAME}"), text.as_bytes().to_vec());
    let mut set = TemplateSet::new(NAME, sprig::functions().copied(), []);
    let failed = |error: Error| {
        let mut diagnostic = Diagnostic::error(error.code(), error.cause()).compat(error.sentence());
        diagnostic.help = error.advice().map(str::to_owned);
        Box::new(error.span().map_or(diagnostic.clone(), |span| diagnostic.label(span, "")))
    };
    set.parse(NAME, text, source).map_err(failed)?;
    let limits = environment.limits.clone();
    let mut machine = Machine::new(&set, &mut *environment.effects, environment.sources, limits);
    let output = machine.execute(NAME, &Value::Nil).map_err(failed)?;
    Ok(String::from_utf8_lossy(&output.text).into_owned())
}

/// The longest release name in bytes: Kubernetes' 63 less room for what charts add.
const MAX_NAME: usize = 53;

/// Whether Helm takes `name` for a release: lower-case words of letters, digits and `-`, joined by dots.
pub fn check_name(name: &str) -> Result<(), Box<Diagnostic>> {
    let cause = if name.is_empty() {
        "no name provided"
    } else if name.len() > MAX_NAME || !name.split('.').all(is_label) {
        "invalid release name, must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ \
         and the length must not be longer than 53"
    } else {
        return Ok(());
    };
    let sentence = format!("release name check failed: release name {}: {cause}", strconv::quote(name.as_bytes()));
    Err(Box::new(Diagnostic::sentence("render::release-name", sentence)))
}

fn is_label(word: &str) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let bytes = word.as_bytes();
    edge(bytes.first())
        && edge(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked_as_kubernetes_names_of_at_most_53_bytes() {
        for name in ["a", "rel", "a-b.c9", "release-name"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "Rel", "-a", "a-", "a..b", "a_b", ".a", &"a".repeat(54)] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn the_sentence_is_helms() {
        let error = check_name("Rel_Name").expect_err("upper case");
        assert!(
            error.message.starts_with(r#"release name check failed: release name "Rel_Name": invalid release name"#)
        );
    }
}
