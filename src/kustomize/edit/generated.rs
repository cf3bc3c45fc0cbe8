//! Entries of `configMapGenerator` and `secretGenerator`.

use super::document::Step;
use super::kustfile::{KustomizationFile, mapping, note, refused, text};
use super::paths;
use crate::kustomize::generators::{ConfigMapGenerator, SecretGenerator};
use crate::kustomize::spec::Kustomization;
use crate::kustomize::{Context, Generator, Result};
use crate::yaml::Tree;
use crate::yaml::tree::{NOWHERE, Tag};
use std::collections::BTreeSet;

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generated {
    /// A ConfigMap.
    ConfigMap,
    /// A Secret.
    Secret,
}

impl Generated {
    fn key(self) -> &'static str {
        match self {
            Generated::ConfigMap => "configMapGenerator",
            Generated::Secret => "secretGenerator",
        }
    }

    /// The name of the command.
    pub fn noun(self) -> &'static str {
        match self {
            Generated::ConfigMap => "configmap",
            Generated::Secret => "secret",
        }
    }

    /// The kind of object.
    fn kind(self) -> &'static str {
        match self {
            Generated::ConfigMap => "ConfigMap",
            Generated::Secret => "Secret",
        }
    }
}

/// What an entry gets.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    /// The object's name.
    pub name: String,
    /// Its namespace; empty is `default`.
    pub namespace: String,
    /// `create`, `merge`, `replace` or nothing.
    pub behavior: String,
    /// The type of a new Secret.
    pub secret_type: String,
    /// `key=value`.
    pub literals: Vec<String>,
    /// `[key=]path`, patterns expanded.
    pub files: Vec<String>,
    /// A file of `key=value` lines.
    pub env: String,
    /// No hash is appended to the name.
    pub disable_name_suffix_hash: bool,
}

/// The `[key=]path` that `[key=]pattern` means; with a key there has to be one file.
pub fn expand_files(patterns: &[String], context: &mut Context<'_>) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for source in patterns {
        let parts: Vec<&str> = source.split('=').collect();
        let (key, pattern) = match parts[..] {
            [key, pattern] => (key, pattern),
            _ => ("", parts.first().copied().unwrap_or_default()),
        };
        let found = paths::files(pattern, context.host)?;
        if found.is_empty() {
            context.notes.push(note(format!("{pattern} has no match")));
        }
        match (key, found.as_slice()) {
            ("", _) => files.extend(found),
            (_, [file]) => files.push(format!("{key}={file}")),
            _ => {
                let sentence =
                    format!("'pattern '{source}' catches files [{}], should catch only one", found.join(" "));
                return Err(refused(sentence, "name one file, or leave the key out"));
            }
        }
    }
    Ok(files)
}

/// Adds an entry, or adds to the one of this name and namespace. The object has to be one that can be made.
pub fn add(file: &mut KustomizationFile, sort: Generated, new: &Additions, context: &mut Context<'_>) -> Result<()> {
    let failed =
        |error: Box<crate::diagnostic::Diagnostic>| error.prefixed(&format!("failed to create {}", sort.noun()));
    let places = places(&file.kustomization()?, sort, |name| name == new.name, &new.namespace);
    let at = match places.first() {
        Some(&at) => {
            extend(file, sort, at, new)?;
            at
        }
        None => {
            let at = count(&file.kustomization()?, sort);
            file.document.append(&[], sort.key(), vec![tree(sort, new).into()])?;
            at
        }
    };
    check(file, sort, at, context).map_err(failed)
}

fn extend(file: &mut KustomizationFile, sort: Generated, at: usize, new: &Additions) -> Result<()> {
    let path = [Step::Key(sort.key()), Step::Item(at)];
    let texts = |texts: &[String]| texts.iter().map(|text| Tree::string(text, NOWHERE).into()).collect();
    file.document.append(&path, "literals", texts(&new.literals))?;
    file.document.append(&path, "files", texts(&new.files))?;
    if !new.env.is_empty() {
        merge_env(file, &path)?;
        file.document.append(&path, "envs", texts(std::slice::from_ref(&new.env)))?;
    }
    if !new.behavior.is_empty() {
        file.set_text(&path, "behavior", &new.behavior)?;
    }
    if new.disable_name_suffix_hash {
        let inner = [&path[..], &[Step::Key("options")]].concat();
        if file.has(&inner) {
            file.document.set(&inner, "disableNameSuffixHash", truth())?;
        } else {
            file.document.set(&path, "options", mapping([("disableNameSuffixHash", Some(truth()))]))?;
        }
    }
    Ok(())
}

/// Moves the file under the deprecated `env` into `envs`.
pub(super) fn merge_env(file: &mut KustomizationFile, path: &[Step<'_>]) -> Result<()> {
    let env =
        super::document::at(file.document.tree(), &[path, &[Step::Key("env")]].concat()).and_then(Tree::text).cloned();
    let Some(env) = env.filter(|env| !env.is_empty()) else { return Ok(()) };
    let list = vec![Tree::string(env, NOWHERE)];
    if file.has(&[path, &[Step::Key("envs")]].concat()) {
        let piece = file.document.piece_of_field(path, "env")?;
        file.document.append(path, "envs", piece.into_iter().collect())?;
        return file.document.remove(path, "env");
    }
    // In its place, where its comments are.
    file.document.remove(path, "envs")?;
    file.document.rename(path, "env", "envs")?;
    file.document.set(path, "envs", Tree::sequence(list, NOWHERE))
}

fn truth() -> Tree {
    Tree::scalar("true", Tag::Bool, NOWHERE)
}

fn tree(sort: Generated, new: &Additions) -> Tree {
    let list = |texts: &[String]| {
        let items: Vec<Tree> = texts.iter().map(|text| Tree::string(text, NOWHERE)).collect();
        (!items.is_empty()).then(|| Tree::sequence(items, NOWHERE))
    };
    let options = new.disable_name_suffix_hash.then(|| mapping([("disableNameSuffixHash", Some(truth()))]));
    let env = (!new.env.is_empty()).then(|| Tree::sequence(vec![Tree::string(&new.env, NOWHERE)], NOWHERE));
    let secret_type = if sort == Generated::Secret { text(&new.secret_type) } else { None };
    mapping([
        ("name", Some(Tree::string(&new.name, NOWHERE))),
        ("namespace", text(&new.namespace)),
        ("behavior", text(&new.behavior)),
        ("type", secret_type),
        ("files", list(&new.files)),
        ("literals", list(&new.literals)),
        ("envs", env),
        ("options", options),
    ])
}

/// Gives keys of an entry new values, and the entry a new namespace where one is given.
pub fn set(
    file: &mut KustomizationFile,
    sort: Generated,
    new: &Additions,
    new_namespace: &str,
    context: &mut Context<'_>,
) -> Result<()> {
    let failed = |sentence: String, help: &str| refused(format!("failed to create {}: {sentence}", sort.noun()), help);
    let kustomization = file.kustomization()?;
    let places = places(&kustomization, sort, |name| name == new.name, &new.namespace);
    let Some(&at) = places.first() else {
        let kind = sort.kind();
        let sentence = format!("could not set new {kind} value: unable to find {kind} with name {:?}", new.name);
        return Err(failed(sentence, "check the name and --namespace, or add it with `edit add`"));
    };
    let path = [Step::Key(sort.key()), Step::Item(at), Step::Key("literals")];
    let cause = "failed to update literal sources:";
    let invalid = |help: &str| {
        let format =
            "failed to update resource: invalid format: literal values must be specified in the key=value format";
        failed(format!("{cause} {format}"), help)
    };
    for literal in &new.literals {
        let Some(key) = only_key(literal) else {
            return Err(invalid("write --from-literal=KEY=VALUE, and a value with another `=` into the file by hand"));
        };
        let known = super::document::at(file.document.tree(), &path).and_then(Tree::as_items).unwrap_or_default();
        let key_of = |text: &str| text.split_once('=').map_or(text, |(key, _)| key) == key;
        let has = |item: &Tree| item.text().is_some_and(|text| key_of(text));
        let Some(place) = known.iter().rposition(has) else {
            return Err(failed(format!("{cause} key '{key}' not found in resource"), "add it with `edit add`"));
        };
        let before = known.get(place).and_then(Tree::text).map_or("", |known| known.as_str());
        if only_key(before).is_none() {
            return Err(invalid("the literal that is there is not KEY=VALUE with one `=`; change it by hand"));
        }
        if before != literal {
            file.document.replace_item(&path, place, Tree::string(literal, NOWHERE))?;
        }
    }
    if !new_namespace.is_empty() {
        file.set_text(&path[..2], "namespace", new_namespace)?;
    }
    let wrapped = format!("failed to create {}: failed to validate {} structure", sort.noun(), sort.kind());
    check(file, sort, at, context).map_err(|error| error.prefixed(&wrapped))
}

/// The key of a literal with just one `=`: in others Kustomize does not tell key and value apart.
fn only_key(literal: &str) -> Option<&str> {
    literal.split_once('=').filter(|(_, value)| !value.contains('=')).map(|(key, _)| key)
}

/// Takes out the entries of these names in a namespace.
pub fn remove(
    file: &mut KustomizationFile,
    sort: Generated,
    names: &[String],
    namespace: &str,
    context: &mut Context<'_>,
) -> Result<()> {
    let kustomization = file.kustomization()?;
    let gone: BTreeSet<usize> =
        places(&kustomization, sort, |name| names.iter().any(|wanted| wanted == name), namespace).into_iter().collect();
    if gone.is_empty() {
        let sentence = format!("no specified {}(s) were found in the kustomization.yaml file", sort.noun());
        return Err(refused(sentence, "check the names and --namespace"));
    }
    for name in names {
        if places(&kustomization, sort, |known| known == name, namespace).is_empty() {
            context.notes.push(note(format!("{} {name} doesn't exist in kustomization file", sort.noun())));
        }
    }
    file.document.remove_items(&[], sort.key(), &gone)
}

/// The entries with a name that fits, in a namespace.
fn places(kustomization: &Kustomization, sort: Generated, fits: impl Fn(&str) -> bool, namespace: &str) -> Vec<usize> {
    let settled = |namespace: &str| if namespace.is_empty() { String::from("default") } else { namespace.to_owned() };
    let wanted = settled(namespace);
    let chosen = |(at, name, known): (usize, &str, &str)| (fits(name) && settled(known) == wanted).then_some(at);
    match sort {
        Generated::ConfigMap => {
            let entries = kustomization.config_map_generator.iter().enumerate();
            entries.map(|(at, entry)| (at, &*entry.value.name, &*entry.value.namespace)).filter_map(chosen).collect()
        }
        Generated::Secret => {
            let entries = kustomization.secret_generator.iter().enumerate();
            entries.map(|(at, entry)| (at, &*entry.value.name, &*entry.value.namespace)).filter_map(chosen).collect()
        }
    }
}

fn count(kustomization: &Kustomization, sort: Generated) -> usize {
    match sort {
        Generated::ConfigMap => kustomization.config_map_generator.len(),
        Generated::Secret => kustomization.secret_generator.len(),
    }
}

/// Makes the object of an entry, to see that it can be made. Places in what was changed are nowhere in the user's file, so no
/// report has them.
fn check(file: &KustomizationFile, sort: Generated, at: usize, context: &mut Context<'_>) -> Result<()> {
    make(file, sort, at, context).map_err(|mut error| {
        error.labels.clear();
        error
    })
}

fn make(file: &KustomizationFile, sort: Generated, at: usize, context: &mut Context<'_>) -> Result<()> {
    let Kustomization { config_map_generator, secret_generator, generator_options, .. } = file.kustomization()?;
    let global = generator_options.as_ref();
    match sort {
        Generated::ConfigMap => {
            let Some(mut args) = config_map_generator.into_iter().nth(at) else { return Ok(()) };
            let env = std::mem::take(&mut args.value.env);
            args.value.envs.extend(Some(env).filter(|env| !env.value.is_empty()));
            ConfigMapGenerator::new(args, global, &file.loader).generate(context)?;
        }
        Generated::Secret => {
            let Some(mut args) = secret_generator.into_iter().nth(at) else { return Ok(()) };
            let env = std::mem::take(&mut args.value.env);
            args.value.envs.extend(Some(env).filter(|env| !env.value.is_empty()));
            SecretGenerator::new(args, global, &file.loader).generate(context)?;
        }
    }
    Ok(())
}
