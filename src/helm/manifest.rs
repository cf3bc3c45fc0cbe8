//! From rendered files to a release's manifests: documents are cut apart, hooks told from the rest, both put into the order
//! in which Helm installs them. Texts are only cut, never changed.

pub(crate) mod head;
pub(crate) mod hook;
mod kind_order;
mod split;

pub(crate) use split::split;

use crate::go::{Str, path, strings};
use foldhash::HashMap;
use head::{Head, NoHead};
use hook::{Event, HookKind};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use split::Document;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes of text from which on reading documents on several threads takes less time than starting these.
const WORTH_THREADS: usize = 256 << 10;

/// One document of a rendered template.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The template's name, as `# Source:` shows it: `web/templates/service.yaml`.
    pub source: Str,
    /// The document's text.
    pub content: Part,
    /// Its `kind`, empty where it has none.
    pub(crate) kind: Box<str>,
}

/// A part of a rendered file, which it shares.
#[derive(Clone)]
pub struct Part {
    file: Str,
    range: Range<usize>,
}

impl Deref for Part {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.file.get(self.range.clone()).unwrap_or_default()
    }
}

impl From<Str> for Part {
    fn from(file: Str) -> Self {
        Part { range: 0..file.len(), file }
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self))
    }
}

/// A manifest that Helm runs at a point of a release's life instead of installing it.
#[derive(Clone, Debug)]
pub struct Hook {
    /// The document.
    pub manifest: Manifest,
    /// When it runs.
    pub events: Vec<Event>,
}

impl Hook {
    /// Whether `helm test` runs it.
    pub fn is_test(&self) -> bool {
        self.events.contains(&Event::Test)
    }
}

/// What rendered files come to.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    /// The hooks by kind.
    pub hooks: Vec<Hook>,
    /// Everything else by kind.
    pub manifests: Vec<Manifest>,
    /// The `helm.sh/hook` annotations of documents that were left out because they name no event.
    pub unknown_hooks: Vec<String>,
}

/// A document that is not the YAML of an object.
#[derive(Debug)]
pub(crate) struct BadDocument {
    /// The template that rendered it.
    pub source: Str,
    /// Where its text starts in what the template rendered.
    pub offset: usize,
    /// Why.
    pub error: NoHead,
}

/// The head of a document, none where it is null, or why there is none.
type Read = Result<Option<Head>, NoHead>;

/// The heads of the documents of some files, read while others are still being rendered. May be shared among threads.
#[derive(Debug, Default)]
pub(crate) struct Heads(Mutex<HashMap<Str, Vec<Read>>>);

impl Heads {
    /// Reads those of the file `source`.
    pub fn read(&self, source: Str, text: &[u8]) {
        let heads = split(text).map(|document| head::read(document.text, &head::SIMPLE_HEAD)).collect();
        self.files().insert(source, heads);
    }

    fn take(&self, source: &Str) -> Vec<Read> {
        self.files().remove(source).unwrap_or_default()
    }

    fn files(&self) -> MutexGuard<'_, HashMap<Str, Vec<Read>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Cuts rendered files, given in byte order of their names, into documents and sorts them. Partials and files of blanks are
/// left out. `ready` has the heads that were read before.
pub(crate) fn sort<'a>(
    files: impl IntoIterator<Item = (&'a Str, &'a Str)>,
    ready: &Heads,
) -> Result<Sorted, Box<BadDocument>> {
    let (mut documents, mut heads) = (Vec::new(), Vec::new());
    for (source, text) in files {
        if path::base(source).starts_with(b"_") || strings::trim_space(text).is_empty() {
            continue;
        }
        documents.extend(split(text).map(|document| (source, text, document)));
        heads.extend(ready.take(source).into_iter().map(Some));
        heads.resize_with(documents.len(), || None);
    }
    let mut sorted = Sorted::default();
    for ((source, text, document), head) in documents.iter().zip(completed(heads, &documents)) {
        let bad = |error| Box::new(BadDocument { source: (*source).clone(), offset: document.offset, error });
        let range = document.offset..document.offset + document.text.len();
        let content = Part { file: (*text).clone(), range };
        let manifest = Manifest { source: (*source).clone(), content, kind: Box::from("") };
        place(head.map_err(bad)?.unwrap_or_default(), manifest, &mut sorted);
    }
    kind_order::sort_by_kind(&mut sorted.hooks, |hook| &hook.manifest.kind);
    kind_order::sort_by_kind(&mut sorted.manifests, |manifest| &manifest.kind);
    Ok(sorted)
}

/// The head of every document, in their order.
fn completed(heads: Vec<Option<Read>>, documents: &[(&Str, &Str, Document<'_>)]) -> Vec<Read> {
    let read = |document: &Document<'_>| head::read(document.text, &head::SIMPLE_HEAD);
    let missing = heads.iter().zip(documents).filter(|(head, _)| head.is_none());
    let size: usize = missing.map(|(_, (_, _, document))| document.text.len()).sum();
    let complete =
        |(head, (_, _, document)): (Option<Read>, &(&Str, &Str, Document<'_>))| head.unwrap_or_else(|| read(document));
    if size < WORTH_THREADS {
        return heads.into_iter().zip(documents).map(complete).collect();
    }
    heads.into_par_iter().zip(documents).map(complete).collect()
}

fn place(head: Head, mut manifest: Manifest, sorted: &mut Sorted) {
    let hook = hook::of(&head);
    manifest.kind = head.kind.into();
    match hook {
        HookKind::None => sorted.manifests.push(manifest),
        HookKind::Hook(events) => sorted.hooks.push(Hook { manifest, events }),
        HookKind::Unknown(annotation) => sorted.unknown_hooks.push(annotation),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let files: Vec<(Str, Str)> = files.iter().map(|(name, text)| (Str::from(*name), Str::from(*text))).collect();
        let sorted = sort(files.iter().map(|(name, text)| (name, text)), &Heads::default()).expect("objects");
        let manifests = sorted.manifests.iter().map(|manifest| manifest.source.to_string()).collect();
        (manifests, sorted.hooks.iter().map(|hook| hook.manifest.source.to_string()).collect())
    }

    #[test]
    fn known_kinds_come_in_install_order_and_unknown_ones_last_by_name() {
        let files = [
            ("a", "kind: Zebra"),
            ("b", "kind: Deployment"),
            ("c", "kind: Namespace"),
            ("d", "kind: Apple"),
            ("e", "x: 1"),
        ];
        assert_eq!(sources(&files).0, ["c", "b", "e", "d", "a"]);
    }

    #[test]
    fn hooks_are_apart_and_unknown_ones_left_out() {
        let hook = |event: &str| format!("kind: Job\nmetadata: {{annotations: {{helm.sh/hook: '{event}'}}}}");
        let (known, unknown) = (hook(" Pre-Install, test"), hook("pre-install,nope"));
        assert_eq!(
            sources(&[("a", &known), ("b", &unknown), ("c", "kind: Job")]),
            (vec!["c".into()], vec!["a".into()])
        );
    }

    #[test]
    fn partials_and_blank_files_are_left_out() {
        assert_eq!(sources(&[("c/_a", "x: 1"), ("b", " \n")]).0, Vec::<String>::new());
    }
}
