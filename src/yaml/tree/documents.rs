//! The documents of a file as kyaml finds them: the text is cut at lines that begin with `---`, and of each piece the
//! first document counts. Documents that are empty or null are left out.

use super::read::{Aliases, Reader};
use super::{Commented, Tree};
use crate::source::SourceId;
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Error;
use memchr::memmem;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a text from which on its documents are read on several threads.
const WORTH_THREADS: usize = 32 << 10;

/// The number of documents that a thread takes at once.
const PIECES_PER_TASK: usize = 16;

/// What some pieces of a text hold.
struct Part {
    trees: Vec<Tree>,
    /// What is wrong with a `<<` of them, which only counts if nothing is wrong with any text.
    late: Option<Error>,
}

/// Reads every document of `text`, which is `source`.
pub(in crate::yaml) fn read_all(text: &[u8], source: SourceId) -> Result<Vec<Tree>, Error> {
    let pieces = split(text)?;
    let part = |pieces: &[Range<usize>]| read_part(text, pieces, source);
    let mut parts = if text.len() < WORTH_THREADS {
        vec![part(&pieces)?]
    } else {
        let parts: Vec<_> = pieces.par_chunks(PIECES_PER_TASK).map(part).collect();
        parts.into_iter().collect::<Result<_, _>>()?
    };
    if let Some(late) = parts.iter_mut().find_map(|part| part.late.take()) {
        return Err(late);
    }
    let mut parts = parts.into_iter().map(|part| part.trees);
    let mut trees = parts.next().unwrap_or_default();
    parts.for_each(|part| trees.extend(part));
    Ok(trees)
}

fn read_part(text: &[u8], pieces: &[Range<usize>], source: SourceId) -> Result<Part, Error> {
    let mut reader = Reader::new(source, Aliases::Copy, Dialect::V3);
    let (mut trees, mut late) = (Vec::with_capacity(pieces.len()), None);
    for piece in pieces {
        let read = reader.read(&text[piece.clone()], piece.start);
        let read = read.map_err(|error| error.prefixed("MalformedYAMLError: "))?;
        trees.extend(read.tree.filter(|tree| !tree.is_null()));
        late = late.or(read.late);
    }
    Ok(Part { trees, late })
}

/// Reads every document of `text`, which is `source`, with its comments. Where lines end with CR LF, places are those of the
/// text without CR.
pub(in crate::yaml) fn read_all_commented(
    text: &[u8],
    source: SourceId,
    aliases: Aliases,
) -> Result<Vec<Commented>, Error> {
    let text = without_carriage_returns(text);
    let mut documents = Vec::new();
    let mut late = None;
    let mut reader = Reader::new(source, aliases, Dialect::V3);
    for piece in split(&text)? {
        let read = reader.read_commented(&text[piece.clone()], piece.start);
        let read = read.map_err(|error| error.prefixed("MalformedYAMLError: "))?;
        let comments = read.comments;
        documents.extend(read.tree.filter(|tree| !tree.is_null()).map(|tree| Commented::new(tree, comments)));
        late = late.or(read.late);
    }
    late.map_or(Ok(documents), Err)
}

/// CR LF becomes LF, as kyaml has it before anything else.
fn without_carriage_returns(text: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find(text, b"\r\n").is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut from = 0;
    for at in memmem::find_iter(text, b"\r\n") {
        out.extend_from_slice(&text[from..at]);
        from = at + 1;
    }
    out.extend_from_slice(&text[from..]);
    Cow::Owned(out)
}

/// Reads the first document of a text as it stands, with its aliases and comments.
pub(in crate::yaml) fn read_first_commented(text: &[u8], source: SourceId) -> Result<Option<Commented>, Error> {
    let read = Reader::new(source, Aliases::Keep, Dialect::V3).read_commented(text, 0)?;
    let comments = read.comments;
    Ok(read.tree.map(|tree| Commented::new(tree, comments)))
}

/// Reads the first document of a text as it stands, with its aliases.
pub(super) fn read_kept(text: &[u8], source: SourceId) -> Result<Option<Tree>, Error> {
    Reader::new(source, Aliases::Keep, Dialect::V3).read(text, 0).map(|read| read.tree)
}

/// The pieces between separators. A separator is a whole line, its break included; behind `---` there may only be
/// blanks and a comment.
pub(super) fn split(text: &[u8]) -> Result<Vec<Range<usize>>, Error> {
    let mut pieces = Vec::new();
    let (mut start, mut from) = (0, 0);
    let separator = memmem::Finder::new(b"\n---");
    while let Some(found) = separator.find(&text[from..]) {
        let dashes = from + found + 1;
        let Some(length) = memchr::memchr(b'\n', &text[dashes..]) else { break };
        let end = dashes + length;
        let rest = String::from_utf8_lossy(&text[dashes + 3..end]);
        let rest = rest.trim();
        if !rest.is_empty() && !rest.starts_with('#') {
            let message = format!("invalid document separator: ---{}", String::from_utf8_lossy(&text[dashes + 3..end]));
            return Err(Error::new(message.trim_end()).at(dashes..end));
        }
        pieces.push(start..dashes);
        // The next separator has a break of its own in front of it.
        (start, from) = (end + 1, end + 1);
    }
    pieces.push(start..text.len());
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Result<Vec<&str>, String> {
        let pieces = split(text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(pieces.into_iter().map(|piece| &text[piece]).collect())
    }

    #[test]
    fn separators_are_whole_lines() {
        assert_eq!(pieces("a\n---\nb\n--- # c\r\nd"), Ok(vec!["a\n", "b\n", "d"]));
        assert_eq!(pieces("---\na\n---\n---\nb\n---"), Ok(vec!["---\na\n", "---\nb\n---"]));
        assert_eq!(pieces("a\n ---\nb"), Ok(vec!["a\n ---\nb"]));
        assert_eq!(pieces("a\n--- b \nc"), Err(String::from("invalid document separator: --- b")));
    }
}
