//! The documents of a file as kyaml finds them: the text is cut at lines that begin with `---`, and of each piece the
//! first document counts. Documents that are empty or null are left out.

use super::read::{Aliases, Read, first_document};
use super::{Commented, Tree};
use crate::source::SourceId;
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Error;
use crate::yaml::parser::Parser;
use crate::yaml::reader;
use crate::yaml::scanner::Scanner;
use memchr::memmem;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a text from which on its documents are read on several threads.
const WORTH_THREADS: usize = 32 << 10;

/// The least number of documents that a thread takes at once.
const PIECES_PER_TASK: usize = 16;

/// Reads every document of `text`, which is `source`.
pub(in crate::yaml) fn read_all(text: &[u8], source: SourceId) -> Result<Vec<Tree>, Error> {
    let read = |piece| {
        let read = read_first(text, piece, source, Aliases::Copy);
        read.map_err(|error| error.prefixed("MalformedYAMLError: "))
    };
    let pieces = split(text)?;
    let documents: Vec<Result<Read, Error>> = if text.len() < WORTH_THREADS {
        pieces.into_iter().map(read).collect()
    } else {
        pieces.into_par_iter().with_min_len(PIECES_PER_TASK).map(read).collect()
    };
    let mut trees = Vec::with_capacity(documents.len());
    let mut late = None;
    for read in documents {
        let read = read?;
        trees.extend(read.tree.filter(|tree| !tree.is_null()));
        late = late.or(read.late);
    }
    late.map_or(Ok(trees), Err)
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
    for piece in split(&text)? {
        let read = read_piece(&text, piece, source, aliases, true);
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
    let read = read_piece(text, 0..text.len(), source, Aliases::Keep, true)?;
    let comments = read.comments;
    Ok(read.tree.map(|tree| Commented::new(tree, comments)))
}

/// Reads the first document of a text as it stands, with its aliases.
pub(super) fn read_kept(text: &[u8], source: SourceId) -> Result<Option<Tree>, Error> {
    read_first(text, 0..text.len(), source, Aliases::Keep).map(|read| read.tree)
}

/// Reads the first document of a piece of `text`.
pub(in crate::yaml) fn read_first(
    text: &[u8],
    piece: Range<usize>,
    source: SourceId,
    aliases: Aliases,
) -> Result<Read, Error> {
    read_piece(text, piece, source, aliases, false)
}

fn read_piece(
    text: &[u8],
    piece: Range<usize>,
    source: SourceId,
    aliases: Aliases,
    comments: bool,
) -> Result<Read, Error> {
    let base = piece.start;
    let reader::Input { text: decoded, offset, fault } = reader::read(&text[piece]);
    let mut scanner = Scanner::new(&decoded, offset, fault, Dialect::V3);
    if comments {
        scanner.keep_comments();
    }
    let mut parser = Parser::new(scanner, Dialect::V3);
    let base_offset = u32::try_from(base).unwrap_or(u32::MAX);
    first_document(&mut parser, source, base_offset, aliases).map_err(|error| error.moved_by(base))
}

/// The pieces between separators. A separator is a whole line, its break included; behind `---` there may only be
/// blanks and a comment.
pub(super) fn split(text: &[u8]) -> Result<Vec<Range<usize>>, Error> {
    let mut pieces = Vec::new();
    let (mut start, mut from) = (0, 0);
    while let Some(found) = memmem::find(&text[from..], b"\n---") {
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
