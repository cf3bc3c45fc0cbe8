//! From the flags of `lint` to [`policy::Options`]: files are read here, and nothing is judged.

use super::input::{manifests_below, read_path, unreadable};
use super::schema_files::SchemaFiles;
use crate::cli::below::files_below;
use crate::cli::command::Invocation;
use crate::cli::usage::UsageError;
use crate::diagnostic::Diagnostic;
use crate::host::disk::Disk;
use crate::host::places;
use crate::host::{FileKind, Host};
use crate::policy::{Document, Options, Script, from_tree};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest policy that is read, in bytes.
const MAX_POLICY: u64 = 64 << 20;

/// Reads what the flags name.
pub(super) fn gather(invocation: &Invocation) -> Result<Options, Box<Diagnostic>> {
    let matches = &invocation.matches;
    let text = |name: &str| matches.text(name).map(|text| text.to_string_lossy().into_owned());
    let list = |name: &str| matches.list(name).iter().map(|text| text.to_string_lossy().into_owned()).collect();
    let mut options = Options {
        values: documents("policy-values", invocation)?,
        user_info: documents("user-info", invocation)?,
        context: documents("context", invocation)?,
        exceptions: documents("exceptions", invocation)?,
        params: documents("params", invocation)?,
        inventory: documents("inventory", invocation)?,
        data: data(invocation)?,
        combine: matches.switch("combine"),
        rego_v0: text("rego-version").is_some_and(|version| version == "v0"),
        rego_namespaces: list("rego-namespace"),
        pod_security: text("pod-security"),
        schema: text("schema"),
        schema_locations: list("schema-location"),
        schema_library: places::schemas().map(|folder| folder.display().to_string()),
        schema_files: Some(Arc::new(SchemaFiles)),
        strict: matches.switch("strict"),
        ignore_missing_schemas: matches.switch("ignore-missing-schemas"),
        skip_kinds: list("skip-kinds"),
        kube_version: text("kube-version").or_else(|| target_version(invocation)),
        ..Options::default()
    };
    for path in matches.list("policy") {
        add_policies(&path, &mut options, invocation)?;
    }
    let values = documents("values", invocation)?;
    options.values.extend(values.into_iter().filter(is_kyverno_values));
    Ok(options)
}

/// The version of Kubernetes that Pluto's `--target-versions k8s=v1.33.0` names; versions of other components have no say.
fn target_version(invocation: &Invocation) -> Option<String> {
    let versions = invocation.matches.list("target-versions");
    versions.iter().rev().find_map(|text| text.to_string_lossy().strip_prefix("k8s=").map(str::to_owned))
}

/// The time that policies are told, in nanoseconds since 1970.
pub(in crate::cli) fn now(invocation: &Invocation) -> Result<Option<i128>, Box<Diagnostic>> {
    use crate::gotemplate::Effects;
    let mut effects = crate::cli::world::effects(invocation, "", "", false)?;
    Ok(effects.now().ok())
}

/// Helm's meaning of `--values` wins: only a file of Kyverno's kind `Values` is taken for Kyverno's.
fn is_kyverno_values(document: &Document) -> bool {
    matches!(document.gvk.kind.as_str(), "Value" | "Values") && document.gvk.group.starts_with("cli.kyverno.io")
}

/// The objects in the files that a flag names.
fn documents(flag: &str, invocation: &Invocation) -> Result<Vec<Document>, Box<Diagnostic>> {
    let mut documents = Vec::new();
    for path in invocation.matches.list(flag) {
        let trees = read_path(&path, invocation)?.into_iter();
        documents.extend(trees.map(|tree| Document::read(tree, &invocation.sources)));
    }
    Ok(documents)
}

/// The documents that `--data` names, with their paths.
fn data(invocation: &Invocation) -> Result<Vec<(String, serde_json::Value)>, Box<Diagnostic>> {
    let mut data = Vec::new();
    for path in invocation.matches.list("data") {
        let named = path.to_string_lossy().into_owned();
        data.extend(read_path(&path, invocation)?.iter().map(|tree| (named.clone(), from_tree(tree))));
    }
    Ok(data)
}

/// Adds the policies of a file or of the files in a folder and below it.
fn add_policies(path: &OsString, options: &mut Options, invocation: &Invocation) -> Result<(), Box<Diagnostic>> {
    let named = Path::new(path);
    let files = match Disk.metadata(named).map_err(|error| unreadable(&error.to_string()))?.kind {
        FileKind::Folder => [manifests_below(named), scripts_below(named)].concat(),
        _ => vec![named.to_path_buf()],
    };
    for file in files {
        if is_script(&file) {
            options.scripts.push(script(&file, invocation)?);
        } else {
            let trees = read_path(&file.into_os_string(), invocation)?.into_iter();
            options.policies.extend(trees.map(|tree| Document::read(tree, &invocation.sources)));
        }
    }
    Ok(())
}

fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rego")
}

/// The texts in Rego in a folder and below it, in the order of their names; conftest's tests of them are left out.
fn scripts_below(folder: &Path) -> Vec<PathBuf> {
    files_below(folder, |path| is_script(path) && !path.to_string_lossy().ends_with("_test.rego"))
}

fn script(path: &Path, invocation: &Invocation) -> Result<Script, Box<Diagnostic>> {
    let bytes = Disk.read_any(path, MAX_POLICY).map_err(|error| unreadable(&error.to_string()))?;
    let name = path.display().to_string();
    let text = String::from_utf8(bytes.clone())
        .map_err(|_| Box::new(UsageError::flag_value(&format!("--policy: {name} is not UTF-8")).into_diagnostic()))?;
    let source = invocation.sources.add(name.clone(), bytes);
    Ok(Script { text, source, path: name })
}
