//! The keys and values of generated ConfigMaps and Secrets: literals, files and env files to [`Pair`]s under Kustomize's
//! rules, and pairs to the nodes of `data` and `binaryData`. It knows nothing of the objects around them.

use crate::diagnostic::{Diagnostic, Severity};
use crate::kustomize::spec::Sources;
use crate::kustomize::{Context, Loader, Result};
use crate::source::{SourceId, Span};
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE, Scalar, ScalarStyle, Tag};
use crate::yaml::typed::Spanned;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// The characters of base64 on a line.
const BASE64_LINE: usize = 70;

/// The length in bytes from which a line of an env file ends the reading of it.
const MAX_LINE: usize = 64 << 10;

/// A value and the place that gave it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// The bytes, usually UTF-8.
    pub(super) bytes: Bytes,
    /// A literal in the kustomization, a line of an env file, or a whole file.
    pub(super) origin: Span,
}

/// Bytes of a literal, or those of a file, which are shared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bytes {
    /// Text.
    Text(SmolStr),
    /// A file.
    File(Arc<[u8]>),
}

impl Bytes {
    pub(super) fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Text(text) => text.as_bytes(),
            Bytes::File(bytes) => bytes,
        }
    }
}

/// Keys in order, each with its value.
pub(super) type Pairs = BTreeMap<SmolStr, Value>;

/// Loads all keys and values of the object `name`, in Kustomize's order of sources, so that of two mistakes the same one is
/// reported.
pub(super) fn load(name: &str, sources: Sources<'_>, loader: &Loader, context: &mut Context<'_>) -> Result<Pairs> {
    let mut loaded = Vec::new();
    for path in sources.envs {
        let file = loader.load(&path.value, path.origin, context);
        let pairs = file.and_then(|file| env_pairs(file.source, &file.text, context));
        loaded.extend(pairs.map_err(|error| wrapped(error, "env source files: ", sources.envs))?);
    }
    for literal in sources.literals {
        let pair = literal_pair(literal).map_err(|error| wrapped(error, "literal sources ", sources.literals))?;
        loaded.push(pair);
    }
    for file in sources.files {
        let pair = file_pair(file, loader, context).map_err(|error| wrapped(error, "file sources: ", sources.files))?;
        loaded.push(pair);
    }
    by_key(name, loaded)
}

/// The pairs in the order of their keys; a key that comes twice is refused.
fn by_key(name: &str, loaded: Vec<(SmolStr, Value)>) -> Result<Pairs> {
    let mut pairs = Pairs::new();
    for (key, value) in loaded {
        match pairs.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(value);
            }
            Entry::Occupied(entry) => {
                let sentence = format!("configmap {name} illegally repeats the key `{}`", entry.key());
                let diagnostic = Diagnostic::sentence("generate::repeated-key", sentence);
                let diagnostic = diagnostic.label(value.origin, "again here").label(entry.get().origin, "first here");
                return Err(Box::new(diagnostic.help("give each key one value")));
            }
        }
    }
    Ok(pairs)
}

/// Puts the prefixes of Kustomize's sentence in front: `loading KV pairs: file sources: [a b]: `. Of literals only the keys
/// are listed, since values can be secrets.
fn wrapped(mut diagnostic: Box<Diagnostic>, sort: &str, sources: &[Spanned<SmolStr>]) -> Box<Diagnostic> {
    let cause = diagnostic.compat.take().unwrap_or_else(|| diagnostic.message.clone());
    let is_literal = sort.starts_with("literal");
    let shown = |source: &Spanned<SmolStr>| match source.value.split_once('=') {
        Some((key, _)) if is_literal && !key.is_empty() => format!("{key}=…"),
        _ => source.value.to_string(),
    };
    let listed: Vec<String> = sources.iter().map(shown).collect();
    diagnostic.compat = Some(format!("loading KV pairs: {sort}[{}]: {cause}", listed.join(" ")));
    diagnostic
}

fn invalid_source(sentence: String, origin: Option<Span>, help: &str) -> Box<Diagnostic> {
    let diagnostic = Diagnostic::sentence("generate::invalid-source", sentence).help(help);
    Box::new(diagnostic.label_known(origin, ""))
}

/// `key=value`, where quotes around the whole value are taken off.
fn literal_pair(literal: &Spanned<SmolStr>) -> Result<(SmolStr, Value)> {
    match literal.value.split_once('=') {
        Some((key, value)) if !key.is_empty() => {
            let bytes = Bytes::Text(without_quotes(value).into());
            Ok((key.into(), Value { bytes, origin: literal.origin.unwrap_or(NOWHERE) }))
        }
        _ => {
            let sentence = format!("invalid literal source {}, expected key=value", literal.value);
            Err(invalid_source(sentence, literal.origin, "write it as key=value"))
        }
    }
}

fn without_quotes(value: &str) -> &str {
    ['"', '\''].iter().find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value)
}

/// `[key=]path`, where the file's name is the key if none is given.
fn file_pair(source: &Spanned<SmolStr>, loader: &Loader, context: &mut Context<'_>) -> Result<(SmolStr, Value)> {
    let (key, path) = key_and_path(&source.value).map_err(|sentence| {
        invalid_source(sentence, source.origin, "write it as path or key=path; neither may hold a `=`")
    })?;
    let file = loader.load(path, source.origin, context)?;
    let origin = Span::new(file.source, 0..file.text.len());
    Ok((key.into(), Value { bytes: Bytes::File(file.text), origin }))
}

fn key_and_path(source: &str) -> std::result::Result<(&str, &str), String> {
    let Some((key, path)) = source.split_once('=') else { return Ok((base(source), source)) };
    if path.contains('=') {
        return Err(format!("source \"{source}\" key name or file path contains '='"));
    }
    match (key, path) {
        ("", path) => Err(format!("missing key name for file path \"{path}\" in source \"{source}\"")),
        (key, "") => Err(format!("missing file path for key name \"{key}\" in source \"{source}\"")),
        pair => Ok(pair),
    }
}

/// The last part of a path, as Go's `path.Base` has it.
fn base(path: &str) -> &str {
    match path.trim_end_matches('/').rsplit('/').next() {
        Some("") | None if path.is_empty() => ".",
        Some("") | None => "/",
        Some(last) => last,
    }
}

/// The pairs of an env file. Lines are read as Go's `bufio.Scanner` reads them, which ends at a line of 64 KiB without a
/// word; here there is a note.
fn env_pairs(source: SourceId, text: &[u8], context: &mut Context<'_>) -> Result<Vec<(SmolStr, Value)>> {
    let mut pairs = Vec::new();
    let mut start = 0;
    for (number, line) in text.split(|&byte| byte == b'\n').enumerate() {
        let span = Span::new(source, start..start + line.len());
        start += line.len() + 1;
        if line.len() >= MAX_LINE {
            let message = "a line of 64 KiB or more and all lines after it are left out, as Kustomize does";
            let note = Diagnostic::error("generate::env-line", message).severity(Severity::Warning);
            context.notes.push(note.label(span, "").help("give a value of this length as a file"));
            break;
        }
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = std::str::from_utf8(line).map_err(|_| invalid_line(number + 1, span))?;
        let line = if number == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
        let line = line.trim_start();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        if !key.is_empty() {
            pairs.push((key.into(), Value { bytes: Bytes::Text(value.into()), origin: span }));
        }
    }
    Ok(pairs)
}

fn invalid_line(number: usize, span: Span) -> Box<Diagnostic> {
    let sentence = format!("line {number} has invalid utf8 bytes");
    let diagnostic = Diagnostic::sentence("generate::env-line", sentence).label(span, "");
    Box::new(diagnostic.help("save the file as UTF-8, or give binary values as files"))
}

/// A key as Kustomize makes it: it states no type, so one that looks like a number is one.
pub(super) fn key(name: &str, origin: Span) -> Tree {
    Tree::scalar(name, Tag::Unstated, origin)
}

/// The node of a text value, and whether it is one: bytes that are not UTF-8 become base64, for `binaryData`.
pub(super) fn config_map_value(value: &Value) -> (bool, Tree) {
    let text = match &value.bytes {
        Bytes::Text(text) => Ok(text.clone()),
        Bytes::File(bytes) => std::str::from_utf8(bytes).map(SmolStr::from),
    };
    match text {
        Ok(text) => (true, text_node(text, value.origin)),
        Err(_) => (false, secret_value(value)),
    }
}

/// The node of a value in base64.
pub(super) fn secret_value(value: &Value) -> Tree {
    text_node(base64_lines(value.bytes.as_slice()).into(), value.origin)
}

/// A text, written as a block where it has several lines.
pub(super) fn text_node(text: SmolStr, origin: Span) -> Tree {
    let style = if text.contains('\n') { ScalarStyle::Literal } else { ScalarStyle::Plain };
    Tree::new(Content::Scalar(Scalar { text, tag: Tag::Str, style }), origin)
}

/// Base64 in lines of 70 characters; what fits on less than one line has no line break.
fn base64_lines(bytes: &[u8]) -> String {
    use base64::Engine;
    let encoded = base64::engine::general_purpose::STANDARD.encode(bytes);
    if encoded.len() < BASE64_LINE {
        return encoded;
    }
    let mut lines = String::with_capacity(encoded.len() + encoded.len() / BASE64_LINE + 1);
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.len().min(BASE64_LINE));
        lines.push_str(line);
        lines.push('\n');
        rest = tail;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quotes_are_taken_off_only_in_pairs() {
        for (value, bare) in [("\"a\"", "a"), ("'a'", "a"), ("'a\"", "'a\""), ("\"", "\""), ("''", ""), ("a'", "a'")] {
            assert_eq!(without_quotes(value), bare, "{value}");
        }
    }

    #[test]
    fn a_file_source_is_a_path_or_a_key_and_a_path() {
        assert_eq!(key_and_path("a/b.txt"), Ok(("b.txt", "a/b.txt")));
        assert_eq!(key_and_path("k=a/b.txt"), Ok(("k", "a/b.txt")));
        for wrong in ["=a", "a=", "a=b=c", "="] {
            assert!(key_and_path(wrong).is_err(), "{wrong}");
        }
        assert_eq!((base("a/b/"), base(""), base("///")), ("b", ".", "/"));
    }

    #[test]
    fn base64_has_lines_of_seventy_characters() {
        assert_eq!(base64_lines(b"a"), "YQ==");
        assert!(!base64_lines(&[0; 51]).contains('\n'), "68 characters");
        assert_eq!(base64_lines(&[0; 52]).lines().map(str::len).collect::<Vec<_>>(), [70, 2]);
        assert!(base64_lines(&[0; 52]).ends_with('\n'));
    }

    proptest! {
        #[test]
        fn base64_lines_say_what_the_bytes_are(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            use base64::Engine;
            let joined = base64_lines(&bytes).replace('\n', "");
            prop_assert_eq!(base64::engine::general_purpose::STANDARD.decode(joined).ok(), Some(bytes));
        }
    }
}
