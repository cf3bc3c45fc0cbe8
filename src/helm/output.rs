//! A rendered release as `helm template` prints it: one stream, or files under a folder. Texts only; writing them is the
//! caller's.

use crate::diagnostic::Diagnostic;
use crate::go::pattern::Pattern;
use crate::go::{Str, strings};
use crate::helm::manifest::{Hook, Manifest, split};
use std::collections::HashMap;

/// A release's manifests.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The files under `crds/`, the root chart's first.
    pub crds: Vec<CustomResourceDefinitions>,
    /// What is installed, in order.
    pub manifests: Vec<Manifest>,
    /// What runs at points of the release's life, in order.
    pub hooks: Vec<Hook>,
    /// What NOTES.txt rendered to, for who installs the release.
    pub notes: Str,
}

/// A file of definitions that is installed before everything else.
#[derive(Clone, Debug)]
pub struct CustomResourceDefinitions {
    /// Its name: `web/crds/gateway.yaml`.
    pub source: Str,
    /// The file's text.
    pub content: Str,
}

/// Which of a release's manifests are wanted.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The files under `crds/` too.
    pub include_crds: bool,
    /// No hooks.
    pub no_hooks: bool,
    /// No hooks for `helm test`.
    pub skip_tests: bool,
    /// Only what these templates rendered; everything where there are none.
    pub show_only: Vec<String>,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path below the output folder.
    pub path: String,
    /// Its whole text.
    pub content: Vec<u8>,
}

/// Files to be written with the names in the order in which Helm reports them, one for each document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputFiles {
    /// The files, in the order in which they are first written.
    pub files: Vec<OutputFile>,
    /// Indices into `files`, one for each document.
    pub log: Vec<usize>,
}

/// What `helm template --debug` prints of templates that did not render manifests: each under its name.
pub fn unsorted_stream(rendered: &[(Str, Str)]) -> Vec<u8> {
    let mut text = Vec::new();
    for (source, content) in rendered {
        push_document(&mut text, source, content);
    }
    end_in_one_line_break(&mut text);
    text
}

/// Cuts off the blanks at the end and puts a line break there.
fn end_in_one_line_break(text: &mut Vec<u8>) {
    text.truncate(strings::trim_end(text, crate::go::unicode::is_space).len());
    text.push(b'\n');
}

impl Rendered {
    /// The stream that `helm template` prints.
    pub fn stream(&self, selection: &Selection) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut text = Vec::new();
        self.pieces(selection, &mut |piece| text.extend_from_slice(piece));
        chosen(text, selection)
    }

    /// Hands out the stream piece by piece. `show_only` has no say.
    pub fn pieces(&self, selection: &Selection, take: &mut dyn FnMut(&[u8])) {
        let installed: Vec<(&Str, &[u8])> = self.installed(selection).collect();
        let mut end = Vec::new();
        if let Some((&(source, last), others)) = installed.split_last() {
            for (source, content) in others {
                document(source, content).into_iter().for_each(&mut *take);
            }
            push_document(&mut end, source, last);
        }
        end_in_one_line_break(&mut end);
        take(&end);
        for (source, content) in self.run(selection) {
            document(source, content).into_iter().for_each(&mut *take);
        }
    }

    /// The part of the stream that is installed: what a post-renderer gets to see.
    pub fn installed_stream(&self, selection: &Selection) -> Vec<u8> {
        let mut text = Vec::new();
        for (source, content) in self.installed(selection) {
            push_document(&mut text, source, content);
        }
        text
    }

    /// The stream with this in the place of what is installed.
    pub fn stream_around(&self, installed: Vec<u8>, selection: &Selection) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut text = installed;
        end_in_one_line_break(&mut text);
        for (source, content) in self.run(selection) {
            push_document(&mut text, source, content);
        }
        chosen(text, selection)
    }

    /// The files that `--output-dir` writes. `folder` is put in front of all but the definitions, which Helm leaves at
    /// the top.
    pub fn files(&self, selection: &Selection, folder: Option<&str>) -> OutputFiles {
        let mut files = OutputFiles::default();
        let mut known = HashMap::new();
        let crds = if selection.include_crds { self.crds.len() } else { 0 };
        for (index, (source, content)) in self.installed(selection).chain(self.run(selection)).enumerate() {
            let path = match folder {
                Some(folder) if index >= crds => format!("{folder}/{source}"),
                _ => source.to_string(),
            };
            let index = *known.entry(path).or_insert_with_key(|path| {
                files.files.push(OutputFile { path: path.clone(), content: Vec::new() });
                files.files.len() - 1
            });
            push_document(&mut files.files[index].content, source, content);
            files.log.push(index);
        }
        files
    }

    /// The documents that are wanted with the names of their templates, in the order of the stream. `show_only` has no say.
    pub fn documents(&self, selection: &Selection) -> impl Iterator<Item = (&Str, &[u8])> {
        self.installed(selection).chain(self.run(selection))
    }

    fn installed(&self, selection: &Selection) -> impl Iterator<Item = (&Str, &[u8])> {
        let crds = if selection.include_crds { self.crds.as_slice() } else { &[] };
        let crds = crds.iter().map(|crd| (&crd.source, crd.content.as_bytes()));
        crds.chain(self.manifests.iter().map(|manifest| (&manifest.source, &*manifest.content)))
    }

    fn run(&self, selection: &Selection) -> impl Iterator<Item = (&Str, &[u8])> {
        let hooks = if selection.no_hooks { &[] } else { self.hooks.as_slice() };
        let wanted = hooks.iter().filter(|hook| !(selection.skip_tests && hook.is_test()));
        wanted.map(|hook| (&hook.manifest.source, &*hook.manifest.content))
    }
}

/// The pieces of a document in a stream.
fn document<'a>(source: &'a [u8], content: &'a [u8]) -> [&'a [u8]; 5] {
    [b"---\n# Source: ", source, b"\n", content, b"\n"]
}

fn push_document(text: &mut Vec<u8>, source: &[u8], content: &[u8]) {
    for part in document(source, content) {
        text.extend_from_slice(part);
    }
}

/// What of a stream is to be shown.
fn chosen(text: Vec<u8>, selection: &Selection) -> Result<Vec<u8>, Box<Diagnostic>> {
    if selection.show_only.is_empty() { Ok(text) } else { shown(&text, &selection.show_only) }
}

/// The documents of a stream that one of `patterns` names, in the order of the patterns. Helm cuts the printed stream
/// apart again and looks for the `# Source:` lines in it.
fn shown(text: &[u8], patterns: &[String]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let documents: Vec<(&[u8], &[u8])> =
        split(text).filter_map(|document| Some((template_name(document.text)?, document.text))).collect();
    let mut shown = Vec::new();
    for pattern in patterns {
        let before = shown.len();
        if let Ok(wanted) = Pattern::new(pattern) {
            for (_, document) in documents.iter().filter(|(name, _)| wanted.matches(name)) {
                shown.extend_from_slice(b"---\n");
                shown.extend_from_slice(document);
                shown.push(b'\n');
            }
        }
        if shown.len() == before {
            return Err(not_shown(pattern, &documents));
        }
    }
    Ok(shown)
}

fn not_shown(pattern: &str, documents: &[(&[u8], &[u8])]) -> Box<Diagnostic> {
    let sentence = format!("could not find template {pattern} in chart");
    let diagnostic = Diagnostic::sentence("render::show-only", sentence);
    let mut names: Vec<String> = documents.iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect();
    names.dedup();
    let wanted = pattern.rsplit('/').next().unwrap_or_default();
    let near = names.iter().find(|name| name.rsplit('/').next() == Some(wanted));
    Box::new(match near {
        Some(name) => diagnostic.help(format!("did you mean --show-only {name}?")),
        None => diagnostic.help("name a template that renders something, such as templates/service.yaml"),
    })
}

/// What follows `# Source: CHART/` in a document.
fn template_name(document: &[u8]) -> Option<&[u8]> {
    const MARK: &[u8] = b"# Source: ";
    memchr::memmem::find_iter(document, MARK).find_map(|at| {
        let rest = &document[at + MARK.len()..];
        let slash = memchr::memchr(b'/', rest).filter(|&slash| slash > 0)?;
        let name = rest[slash + 1..].split(|&byte| byte == b'\n').next()?;
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(source: &str, content: &str) -> Manifest {
        Manifest { source: source.into(), content: Str::from(content).into(), kind: "".into() }
    }

    fn rendered() -> Rendered {
        let test = Hook {
            manifest: manifest("c/templates/t.yaml", "t: 1"),
            events: vec![crate::helm::manifest::hook::Event::Test],
        };
        Rendered {
            crds: vec![CustomResourceDefinitions { source: "c/crds/d.yaml".into(), content: "d: 1\n".into() }],
            manifests: vec![manifest("c/templates/a.yaml", "a: 1\n"), manifest("c/templates/a.yaml", "b: 1\n\n")],
            hooks: vec![test],
            notes: "".into(),
        }
    }

    fn stream(selection: Selection) -> String {
        let bytes = rendered().stream(&selection).expect("found");
        if selection.show_only.is_empty() {
            let mut pieces = Vec::new();
            rendered().pieces(&selection, &mut |piece| pieces.extend_from_slice(piece));
            assert_eq!(pieces, bytes);
        }
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn blanks_at_the_end_of_what_is_installed_are_cut_and_hooks_follow() {
        let expected = "---\n# Source: c/templates/a.yaml\na: 1\n\n---\n# Source: c/templates/a.yaml\nb: 1\n\
                        ---\n# Source: c/templates/t.yaml\nt: 1\n";
        assert_eq!(stream(Selection::default()), expected);
        assert!(!stream(Selection { skip_tests: true, ..Selection::default() }).contains("t: 1"));
        assert!(stream(Selection { include_crds: true, ..Selection::default() }).starts_with("---\n# Source: c/crds/"));
    }

    #[test]
    fn a_release_without_manifests_is_an_empty_line() {
        assert_eq!(Rendered::default().stream(&Selection::default()).expect("nothing to find"), b"\n");
    }

    #[test]
    fn hooks_follow_an_empty_line_where_nothing_is_installed() {
        let hooks = Rendered { manifests: Vec::new(), ..rendered() };
        let text = hooks.stream(&Selection::default()).expect("nothing to find");
        assert_eq!(String::from_utf8_lossy(&text), "\n---\n# Source: c/templates/t.yaml\nt: 1\n");
    }

    #[test]
    fn show_only_takes_patterns_in_their_order() {
        let selection = |patterns: &[&str]| Selection {
            show_only: patterns.iter().map(|&pattern| pattern.to_owned()).collect(),
            ..Selection::default()
        };
        let shown = stream(selection(&["templates/t*", "templates/a.yaml"]));
        assert!(
            shown.starts_with("---\n# Source: c/templates/t.yaml\nt: 1\n\n---\n# Source: c/templates/a.yaml\na: 1\n")
        );
        let error = rendered().stream(&selection(&["t.yaml"])).expect_err("no such template");
        assert_eq!(error.compat.as_deref(), Some("could not find template t.yaml in chart"));
        assert_eq!(error.help.as_deref(), Some("did you mean --show-only templates/t.yaml?"));
    }

    #[test]
    fn documents_of_one_template_share_a_file() {
        let selection = Selection { include_crds: true, ..Selection::default() };
        let files = rendered().files(&selection, Some("rel"));
        let paths: Vec<&str> = files.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["c/crds/d.yaml", "rel/c/templates/a.yaml", "rel/c/templates/t.yaml"]);
        assert_eq!(files.log, [0, 1, 1, 2]);
    }
}
