//! Labels and annotations for all objects.

use super::document::{Step, at};
use super::kustfile::{KustomizationFile, mapping, refused};
use crate::kustomize::Result;
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;

/// What is added to all objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metadata {
    /// `commonLabels`, or `labels`.
    Label,
    /// `commonAnnotations`.
    Annotation,
}

impl Metadata {
    /// What one is called.
    pub fn noun(self) -> &'static str {
        match self {
            Metadata::Label => "label",
            Metadata::Annotation => "annotation",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Metadata::Label => "commonLabels",
            Metadata::Annotation => "commonAnnotations",
        }
    }
}

/// Labels that only objects get, or their templates too.
#[derive(Clone, Copy, Debug, Default)]
pub struct LabelOptions {
    /// Selectors don't get them: they go to `labels`.
    pub without_selector: bool,
    /// Templates get them.
    pub include_templates: bool,
}

/// `key:value` of every argument; quotes around a value are taken off, and a key alone has an empty value. Of a repeated key the
/// last value counts. The error is Kustomize's sentence.
pub fn pairs(arguments: &[String], metadata: Metadata) -> std::result::Result<Vec<(String, String)>, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for argument in arguments {
        let (key, value) = argument.split_once(':').unwrap_or((argument, ""));
        if key.is_empty() && argument.starts_with(':') {
            return Err(format!("invalid {}: '{argument}' (need k:v pair where v may be quoted)", metadata.noun()));
        }
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        match pairs.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value.to_owned(),
            None => pairs.push((key.to_owned(), value.to_owned())),
        }
    }
    Ok(pairs)
}

/// Adds pairs; one that is there is refused unless `force` is given.
pub fn add(
    file: &mut KustomizationFile,
    metadata: Metadata,
    pairs: &[(String, String)],
    options: LabelOptions,
    force: bool,
) -> Result<()> {
    if metadata == Metadata::Label && options.without_selector {
        return add_plain_labels(file, pairs, options, force);
    }
    write(file, metadata, &[], metadata.key(), pairs, force)
}

/// Sets pairs, whether they are there or not.
pub fn set(file: &mut KustomizationFile, metadata: Metadata, pairs: &[(String, String)]) -> Result<()> {
    write(file, metadata, &[], metadata.key(), pairs, true)
}

/// Takes out pairs by their keys; one that is not there is refused unless `ignore` is given.
pub fn remove(file: &mut KustomizationFile, metadata: Metadata, keys: &[String], ignore: bool) -> Result<()> {
    let field = metadata.key();
    let path = [Step::Key(field)];
    if !file.has(&path) {
        let sentence = format!("{field} is not defined in kustomization file");
        return if ignore { Ok(()) } else { Err(refused(sentence, "leave it out, or give --ignore-non-existence")) };
    }
    for key in keys {
        let has = |key: &str| file.document.tree().get(field).and_then(|texts| texts.get(key)).is_some();
        if !has(key) {
            let sentence = format!("{} {key} is not defined in kustomization file", metadata.noun());
            if ignore {
                continue;
            }
            return Err(refused(sentence, "check the key, or give --ignore-non-existence"));
        }
        let left = at(file.document.tree(), &path).and_then(Tree::as_mapping).map_or(0, |texts| texts.entries.len());
        if left == 1 { file.document.remove(&[], field)? } else { file.document.remove(&path, key)? }
    }
    Ok(())
}

/// `labels` without selectors: the first entry with the same settings takes them, or a new one.
fn add_plain_labels(
    file: &mut KustomizationFile,
    pairs: &[(String, String)],
    options: LabelOptions,
    force: bool,
) -> Result<()> {
    let labels = file.kustomization()?.labels;
    let fits = |label: &crate::kustomize::spec::Label| {
        !label.include_selectors && label.include_templates == options.include_templates
    };
    if let Some(found) = labels.iter().position(|label| fits(&label.value)) {
        return write(file, Metadata::Label, &[Step::Key("labels"), Step::Item(found)], "pairs", pairs, force);
    }
    let templates = options.include_templates.then(|| Tree::scalar("true", crate::yaml::tree::Tag::Bool, NOWHERE));
    let label = mapping([("includeTemplates", templates), ("pairs", Some(texts(pairs)))]);
    file.document.append(&[], "labels", vec![label.into()])
}

/// Writes pairs into the mapping under `key`.
fn write(
    file: &mut KustomizationFile,
    metadata: Metadata,
    path: &[Step<'_>],
    key: &str,
    pairs: &[(String, String)],
    force: bool,
) -> Result<()> {
    let inner = [path, &[Step::Key(key)]].concat();
    if !file.has(&inner) {
        return file.document.set(path, key, texts(pairs));
    }
    for (name, value) in pairs {
        let known = at(file.document.tree(), &inner).and_then(|texts| texts.get(name)).is_some();
        if known && !force {
            let sentence =
                format!("{} {name} already in kustomization file. Use --force to override.", metadata.noun());
            return Err(refused(sentence, "give --force, or leave it out"));
        }
        file.document.set(&inner, name, Tree::string(value, NOWHERE))?;
    }
    Ok(())
}

fn texts(pairs: &[(String, String)]) -> Tree {
    mapping(pairs.iter().map(|(key, value)| (key.as_str(), Some(Tree::string(value, NOWHERE)))))
}

/// Whether a text can be the key of an annotation: a name, or a domain and a name.
pub fn is_annotation_key(key: &str) -> bool {
    let (domain, name) = match key.split_once('/') {
        Some((domain, name)) => (Some(domain), name),
        None => (None, key),
    };
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let domain_fits = domain.is_none_or(|domain| {
        let bytes = domain.as_bytes();
        bytes.first().is_some_and(u8::is_ascii_alphabetic)
            && is_edge(bytes.last())
            && bytes.len() <= 253
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(byte))
    });
    let bytes = name.as_bytes();
    domain_fits
        && is_edge(bytes.first())
        && is_edge(bytes.last())
        && bytes.len() <= 63
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

/// `originAnnotations`, `transformerAnnotations` and `managedByLabel`.
pub const BUILD_METADATA: [&str; 3] = ["originAnnotations", "transformerAnnotations", "managedByLabel"];

/// What is done with options of `buildMetadata`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They are added, and must not be there.
    Add,
    /// They take the place of all that are there.
    Set,
    /// They are taken out.
    Remove,
}

/// Changes `buildMetadata`.
pub fn build_metadata(file: &mut KustomizationFile, change: Change, options: &[String]) -> Result<()> {
    let known: Vec<String> = file.kustomization()?.build_metadata.iter().map(ToString::to_string).collect();
    let wanted = |option: &String| options.contains(option);
    let gone = match change {
        Change::Add => (0..0).collect(),
        Change::Set => (0..known.len()).filter(|&at| !wanted(&known[at]) || known[..at].contains(&known[at])).collect(),
        Change::Remove => (0..known.len()).filter(|&at| wanted(&known[at])).collect(),
    };
    let mut new: Vec<&String> = Vec::new();
    for option in options.iter().filter(|_| change != Change::Remove) {
        if known.contains(option) || new.contains(&option) {
            if change == Change::Add {
                let sentence = format!("buildMetadata option {option} already in kustomization file");
                return Err(refused(sentence, "leave it out"));
            }
            continue;
        }
        new.push(option);
    }
    file.document.append(
        &[],
        "buildMetadata",
        new.into_iter().map(|option| Tree::string(option, NOWHERE).into()).collect(),
    )?;
    file.document.remove_items(&[], "buildMetadata", &gone)
}
