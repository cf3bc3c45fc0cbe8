//! `--post-renderer`: sends what a chart renders through a plugin, as Helm 4 does, or through a program that the user names, as
//! Helm 3 did. A plugin gets hooks too and may move objects between files; a program gets what is installed, as one text.

use super::command::Invocation;
use super::helm_plugin::{self, Plugin};
use crate::diagnostic::{Diagnostic, Fault};
use crate::go::{Str, path, strings};
use crate::helm;
use crate::host::process::{self, Program};
use crate::resource::stream;
use crate::source::SourceId;
use crate::yaml::Commented;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

/// The annotation by which objects find back to the template that rendered them.
const FILE: &str = "postrenderer.helm.sh/postrender-filename";

/// What `--post-renderer` names.
pub(super) enum PostRenderer {
    /// A plugin, with its command.
    Plugin { name: String, program: Program, limit: u64 },
    /// A program of the user's.
    Program { program: OsString, arguments: Vec<OsString>, limit: u64 },
}

impl PostRenderer {
    /// The post-renderer that the flags ask for, if any: a plugin's name comes before a program's.
    pub(super) fn from_flags(invocation: &mut Invocation) -> Result<Option<Self>, Box<Diagnostic>> {
        let named = invocation.matches.text("post-renderer").unwrap_or_default();
        if named.is_empty() {
            return Ok(None);
        }
        let arguments = invocation.matches.list("post-renderer-args");
        // A program cannot make the output larger than any render that this one would print.
        let limit = super::world::limits(invocation).output as u64;
        let mut notes = Vec::new();
        let plugin = helm_plugin::post_renderer(&named.to_string_lossy(), &mut notes);
        for note in &notes {
            invocation.printer.report(note, &invocation.sources);
        }
        let plugin = plugin.map_err(|sentence| Box::new(Diagnostic::sentence("output::plugin", sentence)))?;
        Ok(Some(match plugin {
            Some(plugin) => {
                let program = plugin.program(&arguments).map_err(|sentence| invoked(&plugin, &sentence))?;
                PostRenderer::Plugin { name: plugin.name, program, limit }
            }
            None => PostRenderer::Program { program: named, arguments, limit },
        }))
    }

    /// What a plugin makes of the files that templates rendered; a program leaves them.
    pub(super) fn files(&self, files: Vec<(Str, Str)>) -> Result<Vec<(Str, Str)>, Box<Diagnostic>> {
        let PostRenderer::Plugin { name, program, limit } = self else { return Ok(files) };
        let merged = merge(files).map_err(|cause| wrong("error merging manifests", &cause))?;
        let output = program.run(merged.into_bytes(), *limit).map_err(|error| plugin_failed(name, &error))?;
        if output.bytes.trim_ascii().is_empty() {
            return Err(empty(name));
        }
        split(&output.bytes).map_err(|cause| wrong("error while parsing post rendered output", &cause))
    }

    /// What a program makes of `manifests`; a plugin has had its turn. Hooks are not sent.
    pub(super) fn manifests(&self, manifests: Vec<u8>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let PostRenderer::Program { program, arguments, limit } = self else { return Ok(manifests) };
        let rendered =
            process::filter(program, arguments, &manifests, *limit).map_err(|error| failed(program, &error))?;
        if rendered.trim_ascii().is_empty() {
            return Err(empty(&program.to_string_lossy()));
        }
        Ok(rendered)
    }

    /// Whether it is a program, which knows nothing of files.
    pub(super) fn is_program(&self) -> bool {
        matches!(self, PostRenderer::Program { .. })
    }
}

/// One stream of the objects of all files, each with the name of its file.
fn merge(files: Vec<(Str, Str)>) -> Result<String, String> {
    let mut objects = Vec::new();
    for (name, text) in files {
        if path::base(&name).starts_with(b"_") || strings::trim_space(&text).is_empty() {
            continue;
        }
        for document in helm::documents(&text) {
            let read =
                stream::parse(document, SourceId::UNKNOWN).map_err(|cause| format!("parsing {name}: {cause}"))?;
            for mut object in read.items {
                stream::set_annotation(&mut object.tree, FILE, &name.to_string())
                    .map_err(|cause| format!("annotating {name}: {cause}"))?;
                objects.push(object);
            }
        }
    }
    stream::print(&objects).map_err(|cause| format!("writing merged docs: {cause}"))
}

/// The files that the objects of a stream name. Those that name none get files of their own.
fn split(text: &[u8]) -> Result<Vec<(Str, Str)>, String> {
    let read = stream::parse(text, SourceId::UNKNOWN).map_err(|cause| format!("error parsing YAML: {cause}"))?;
    let mut files: BTreeMap<Vec<u8>, Vec<Commented>> = BTreeMap::new();
    for (index, mut object) in read.items.into_iter().enumerate() {
        let named = stream::annotation(&object.tree, FILE).filter(|name| !name.is_empty());
        let name = named.map_or_else(|| format!("generated-by-postrender-{index}.yaml"), ToString::to_string);
        stream::clear_annotation(&mut object.tree, FILE)
            .map_err(|cause| format!("clearing filename annotation: {cause}"))?;
        files.entry(name.into_bytes()).or_default().push(object);
    }
    let written = |(name, objects): (Vec<u8>, Vec<Commented>)| {
        let name = Str::from(name.as_slice());
        let text = stream::print(&objects).map_err(|cause| format!("re-writing {name}: {cause}"))?;
        Ok((name, Str::from(text.as_str())))
    };
    files.into_iter().map(written).collect()
}

fn wrong(what: &str, cause: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::sentence("output::post-renderer", format!("{what}: {cause}"));
    Box::new(diagnostic.help("what goes through a post-renderer has to be YAML mappings"))
}

fn empty(name: &str) -> Box<Diagnostic> {
    let sentence = format!("error while running post render on files: post-renderer \"{name}\" produced empty output");
    Box::new(Diagnostic::sentence("output::post-renderer", sentence))
}

fn invoked(plugin: &Plugin, cause: &str) -> Box<Diagnostic> {
    let name = &plugin.name;
    let sentence =
        format!("error while running post render on files: failed to invoke post-renderer plugin \"{name}\": {cause}");
    let help = format!("see {}", plugin.folder().join("plugin.yaml").display());
    Box::new(Diagnostic::sentence("output::post-renderer", sentence).help(help))
}

fn plugin_failed(name: &str, error: &process::Error) -> Box<Diagnostic> {
    let start = format!(
        "error while running post render on files: failed to invoke post-renderer plugin \"{name}\": plugin \"{name}\""
    );
    let sentence = match error {
        process::Error::Failed(..) => format!("{start} exited with error"),
        other => format!("{start}: {other}"),
    };
    let diagnostic = Diagnostic::sentence("output::post-renderer", sentence).fault(Fault::Outside);
    Box::new(match error {
        process::Error::Failed(_, said) if !said.is_empty() => diagnostic.help(format!("the plugin said: {said}")),
        _ => diagnostic,
    })
}

fn failed(program: &OsStr, error: &process::Error) -> Box<Diagnostic> {
    let program = program.to_string_lossy();
    let sentence = match error {
        process::Error::Start(error) => format!(
            "plugin: {{Name:{program} Type:postrenderer/v1}} not found, and no program of that name can be started: {error}"
        ),
        error => format!("error while running post render on files: {program}: {error}"),
    };
    let diagnostic = Diagnostic::sentence("output::post-renderer", sentence).fault(Fault::Outside);
    Box::new(match error {
        process::Error::Start(_) => diagnostic.help("name a plugin in HELM_PLUGINS or an executable"),
        _ => diagnostic,
    })
}
