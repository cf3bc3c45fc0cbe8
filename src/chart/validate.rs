//! Helm's checks of Chart.yaml: what is required, which names are allowed, and control characters taken out of what
//! people will read.

use super::metadata::{Dependency, Metadata};
use super::version;
use crate::go::strconv;
use std::collections::HashSet;

/// What is wrong, with the path of the field in Chart.yaml.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Invalid {
    /// Helm's sentence, without its `validation: `.
    pub sentence: String,
    /// Keys and indices that lead to the field.
    pub path: Vec<String>,
}

impl Invalid {
    fn new(path: &[&str], sentence: impl Into<String>) -> Self {
        Invalid { sentence: sentence.into(), path: path.iter().map(|&step| step.to_owned()).collect() }
    }
}

impl Metadata {
    /// Cleans the texts and checks the fields.
    pub(super) fn validate(&mut self) -> Result<(), Invalid> {
        self.sanitize();
        if self.api_version.is_empty() {
            return Err(Invalid::new(&["apiVersion"], "chart.metadata.apiVersion is required"));
        }
        self.validate_name()?;
        self.validate_version()?;
        if !matches!(self.chart_type.as_str(), "" | "application" | "library") {
            return Err(Invalid::new(&["type"], "chart.metadata.type must be application or library"));
        }
        if let Some(list) = self.null_node {
            return Err(Invalid::new(&[list], format!("{list} must not contain empty or null nodes")));
        }
        self.validate_dependencies()
    }

    fn sanitize(&mut self) {
        for text in [
            &mut self.name,
            &mut self.description,
            &mut self.home,
            &mut self.icon,
            &mut self.condition,
            &mut self.tags,
            &mut self.app_version,
            &mut self.kube_version,
        ] {
            sanitize(text);
        }
        self.sources.iter_mut().chain(&mut self.keywords).for_each(sanitize);
        for maintainer in &mut self.maintainers {
            sanitize(&mut maintainer.name);
            sanitize(&mut maintainer.email);
            sanitize(&mut maintainer.url);
        }
        self.dependencies.iter_mut().for_each(Dependency::sanitize);
    }

    fn validate_name(&self) -> Result<(), Invalid> {
        let quoted = strconv::quote(self.name.as_bytes());
        match self.name.as_str() {
            "" => Err(Invalid::new(&["name"], "chart.metadata.name is required")),
            "." | ".." => Err(Invalid::new(&["name"], format!("chart.metadata.name {quoted} is not allowed"))),
            name if name.contains('/') => {
                Err(Invalid::new(&["name"], format!("chart.metadata.name {quoted} is invalid")))
            }
            _ => Ok(()),
        }
    }

    fn validate_version(&self) -> Result<(), Invalid> {
        if self.version.is_empty() {
            return Err(Invalid::new(&["version"], "chart.metadata.version is required"));
        }
        if !version::is_version(&self.version) {
            let quoted = strconv::quote(self.version.as_bytes());
            return Err(Invalid::new(&["version"], format!("chart.metadata.version {quoted} is invalid")));
        }
        Ok(())
    }

    fn validate_dependencies(&self) -> Result<(), Invalid> {
        let mut names = HashSet::new();
        for (index, dependency) in self.dependencies.iter().enumerate() {
            let index = index.to_string();
            if !dependency.alias.is_empty() && !is_alias(&dependency.alias) {
                let quoted = strconv::quote(dependency.name.as_bytes());
                return Err(Invalid::new(
                    &["dependencies", &index, "alias"],
                    format!("dependency {quoted} has disallowed characters in the alias"),
                ));
            }
            let (field, name) =
                if dependency.alias.is_empty() { ("name", &dependency.name) } else { ("alias", &dependency.alias) };
            if !names.insert(name) {
                let quoted = strconv::quote(name.as_bytes());
                return Err(Invalid::new(
                    &["dependencies", &index, field],
                    format!("more than one dependency with name or alias {quoted}"),
                ));
            }
        }
        Ok(())
    }
}

impl Dependency {
    fn sanitize(&mut self) {
        sanitize(&mut self.name);
        sanitize(&mut self.version);
        sanitize(&mut self.repository);
        sanitize(&mut self.condition);
        self.tags.iter_mut().for_each(sanitize);
    }
}

fn is_alias(alias: &str) -> bool {
    alias.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// White space becomes a space and what can't be printed goes.
fn sanitize(text: &mut String) {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return;
    }
    *text = text
        .chars()
        .filter_map(|letter| match letter {
            letter if letter.is_whitespace() => Some(' '),
            letter => strconv::is_print(letter).then_some(letter),
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Metadata {
        Metadata {
            api_version: String::from("v2"),
            name: String::from("web"),
            version: String::from("1.2.3"),
            ..Metadata::default()
        }
    }

    fn sentence(mut metadata: Metadata) -> String {
        metadata.validate().expect_err("invalid").sentence
    }

    #[test]
    fn a_name_is_no_path() {
        assert_eq!(metadata().validate(), Ok(()));
        let named = |name: &str| Metadata { name: name.into(), ..metadata() };
        assert_eq!(sentence(named("..")), "chart.metadata.name \"..\" is not allowed");
        assert_eq!(sentence(named("a/b")), "chart.metadata.name \"a/b\" is invalid");
        assert_eq!(sentence(named("")), "chart.metadata.name is required");
    }

    #[test]
    fn aliases_are_words_and_names_are_unique() {
        let dependency =
            |name: &str, alias: &str| Dependency { name: name.into(), alias: alias.into(), ..Dependency::default() };
        let with = |dependencies: Vec<Dependency>| Metadata { dependencies, ..metadata() };
        assert_eq!(
            sentence(with(vec![dependency("a", "x/y")])),
            "dependency \"a\" has disallowed characters in the alias"
        );
        assert_eq!(
            sentence(with(vec![dependency("a", "b"), dependency("b", "")])),
            "more than one dependency with name or alias \"b\""
        );
    }

    #[test]
    fn texts_lose_what_can_not_be_printed() {
        let mut text = String::from("a\tb\u{7}c\u{a0}d");
        sanitize(&mut text);
        assert_eq!(text, "a bc d");
    }
}
