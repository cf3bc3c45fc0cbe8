//! The documents of a manifest as Kubernetes' tools read them: cut at lines of `---` with nothing or a comment behind it. This
//! is stricter than what Helm installs by, and lint goes by it.

use crate::go::{json, strings, unicode};
use crate::helm::manifest::head::{self, Head, LINT_HEAD};
use crate::yaml::separators;
use std::ops::Range;

/// Why a document can't be read: the finding's words, and the bytes of the whole text that it is about.
pub(super) struct Unreadable {
    pub message: String,
    pub range: Option<Range<usize>>,
}

/// A document's head with the document's place in the text.
pub(super) struct Document {
    pub head: Head,
    pub range: Range<usize>,
}

/// The heads of the documents that hold something, up to the first that can't be read.
pub(super) fn heads(text: &[u8]) -> Vec<Result<Document, Unreadable>> {
    let mut found = Vec::new();
    for piece in separators::documents(text) {
        let outcome = piece.map_err(|line| bad_separator(text, line)).and_then(|range| {
            let bytes = &text[range.clone()];
            head::read(bytes, &LINT_HEAD).map(|head| (head, range.clone())).map_err(|error| {
                let inner = error.range.map(|inner| range.start + inner.start..range.start + inner.end);
                let sentence = found.is_empty().then(|| json_error(text)).flatten().unwrap_or(error.sentence);
                Unreadable { message: sentence, range: inner }
            })
        });
        match outcome {
            Ok((Some(head), range)) => found.push(Ok(Document { head, range })),
            Ok((None, _)) => {}
            Err(error) => {
                let message = format!("unable to parse YAML: {}", error.message);
                found.push(Err(Unreadable { message, range: error.range }));
                break;
            }
        }
    }
    found
}

fn bad_separator(text: &[u8], line: Range<usize>) -> Unreadable {
    let rest = String::from_utf8_lossy(separators::after_separator(&text[line.clone()]));
    Unreadable { message: format!("invalid Yaml document separator: {rest}"), range: Some(line) }
}

/// What the JSON reader says of a text that looks like JSON and is neither that nor YAML.
fn json_error(text: &[u8]) -> Option<String> {
    let body = strings::trim_start(text, unicode::is_space);
    if !body.starts_with(b"{") {
        return None;
    }
    let error = json::decode(text).err()?;
    Some(format!("json: offset {}: {}", error.offset().map_or(0, |offset| offset + 1), error.message()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Result<String, String>> {
        let heads = heads(text.as_bytes());
        heads.into_iter().map(|head| head.map(|document| document.head.kind).map_err(|error| error.message)).collect()
    }

    #[test]
    fn a_separator_has_nothing_but_a_comment_behind_it() {
        assert_eq!(kinds("---\nkind: A\n--- # next\nkind: B\n---\n# nothing\n"), [Ok("A".into()), Ok("B".into())]);
        // The document in front of a bad separator is lost with it.
        let error = "unable to parse YAML: invalid Yaml document separator: foo";
        assert_eq!(kinds("kind: A\n---\nkind: B\n--- foo\nkind: C"), [Ok("A".into()), Err(error.into())]);
    }

    #[test]
    fn json_that_is_broken_is_told_in_the_words_of_its_reader() {
        let error =
            "unable to parse YAML: json: offset 2: invalid character 'a' looking for beginning of object key string";
        assert_eq!(kinds("{a: 1"), [Err(error.into())]);
        assert_eq!(kinds("{\"kind\": \"A\"}"), [Ok("A".into())]);
    }
}
