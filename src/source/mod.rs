//! Texts and positions. A [`Source`] is a text with a name that a user knows; a [`Span`] is a byte range in one of
//! them. Rendered template outputs are sources too, so that a report can show them. Nothing here reads a file.

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

/// Names one text of a run. Ids are handed out by [`Sources::add`] and mean nothing outside the `Sources` that made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// Stands for a text that no collection holds, in trees whose spans nobody asks for.
    pub(crate) const UNKNOWN: SourceId = SourceId(u32::MAX);

    /// The number behind the id, for ways that only let numbers through.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// The id of a number that [`SourceId::number`] gave.
    pub(crate) fn from_number(number: u32) -> Self {
        SourceId(number)
    }
}

/// A byte range `start..end` in one source. 12 bytes and `Copy`, so every node can carry one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text that the range is in.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `range`. Offsets past 4 GiB saturate: sources are capped well below that where they are read.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The byte range of this span.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A position as people count it: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text with its display name and a line index that is built when first asked for.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: Arc<[u8]>,
    lines: OnceLock<Vec<u32>>,
}

impl Source {
    /// The name as a user would write it: a path, `--set`, `<stdin>`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes, usually UTF-8 but never assumed to be.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let starts = memchr::memchr_iter(b'\n', &self.text).map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(starts).collect()
        })
    }

    /// Line and column of the byte at `offset`; an offset past the end gives the position of the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = starts[line - 1] as usize;
        let column = String::from_utf8_lossy(&self.text[start..offset]).chars().count() + 1;
        Position { line, column }
    }

    /// The text of `line` (from 1) without its line ending; empty where there is no such line.
    pub fn line(&self, line: usize) -> &[u8] {
        let starts = self.line_starts();
        let Some(&start) = line.checked_sub(1).and_then(|index| starts.get(index)) else { return &[] };
        let end = starts.get(line).map_or(self.text.len(), |&next| next as usize - 1);
        let text = &self.text[start as usize..end];
        text.strip_suffix(b"\r").unwrap_or(text)
    }

    /// The byte range of `line` (from 1) without its line ending.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let starts = self.line_starts();
        let start = line.checked_sub(1).and_then(|index| starts.get(index)).map_or(self.text.len(), |&at| at as usize);
        start..start + self.line(line).len()
    }
}

/// Every text of a run. Cheap to clone: clones share the texts.
#[derive(Clone, Debug, Default)]
pub struct Sources(Arc<Mutex<Vec<Arc<Source>>>>);

impl Sources {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in and names it.
    pub fn add(&self, name: impl Into<String>, text: impl Into<Arc<[u8]>>) -> SourceId {
        let mut texts = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let id = SourceId(u32::try_from(texts.len()).unwrap_or(u32::MAX));
        texts.push(Arc::new(Source { name: name.into(), text: text.into(), lines: OnceLock::new() }));
        id
    }

    /// The text that `id` names, if this collection made it.
    pub fn get(&self, id: SourceId) -> Option<Arc<Source>> {
        let texts = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        texts.get(id.0 as usize).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", "ab\nñ: x\n".as_bytes().to_vec());
        let source = sources.get(id).expect("just added");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 2, column: 2 });
        assert_eq!(source.line(2), "ñ: x".as_bytes());
        assert_eq!(source.line(9), b"");
    }
}
