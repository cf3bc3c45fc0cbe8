//! What is taken along when a field goes into another: its items as they are written, and the comments that stand at the field
//! itself, which then stand above the first of them.

use super::document::{Document, Step, at};
use super::insert::Piece;
use super::place::end_of;
use super::write;
use crate::kustomize::Result;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, Sequence};

impl Document {
    /// The items of a list of the top as they are written, with their comments and the field's, for another list of the same file.
    pub(super) fn pieces(&self, key: &str) -> Result<Vec<Piece>> {
        let (_, fields, Some(place)) = self.entry_at(&[], key)? else { return Ok(Vec::new()) };
        let Some(entry) = fields.entries.get(place) else { return Ok(Vec::new()) };
        let values = at(&self.expected, &[Step::Key(key)]).and_then(Tree::as_items).map(<[Tree]>::to_vec);
        let values = values.unwrap_or_default();
        let mut comments = self.comments_above(fields, place, true);
        let mut pieces: Vec<Piece> = match &entry.value.content {
            Content::Sequence(sequence) if !sequence.flow && sequence.items.len() == values.len() => {
                comments.push_str(&self.comments_before_items(entry, sequence)?);
                self.blocks(&entry.value, sequence, values)?
            }
            Content::Sequence(sequence) => {
                comments.push_str(&self.comments_in_brackets(entry, sequence));
                values.into_iter().map(Piece::from).collect()
            }
            _ => values.into_iter().map(Piece::from).collect(),
        };
        if let Some(first) = pieces.first_mut().filter(|_| !comments.is_empty()) {
            let lines = first.lines.take().unwrap_or_else(|| write::item(&first.value, self.layout()));
            first.lines = Some(comments + &lines);
        }
        Ok(pieces)
    }

    /// The value of a field as an item for a list beside it, with the field's comments.
    pub(super) fn piece_of_field(&self, path: &[Step<'_>], key: &str) -> Result<Option<Piece>> {
        let value = at(&self.expected, &[path, &[Step::Key(key)]].concat()).cloned();
        let (_, mapping, place) = self.entry_at(path, key)?;
        let (Some(place), Some(value)) = (place, value) else { return Ok(None) };
        let above = self.comments_above(mapping, place, path.is_empty());
        let behind = if mapping.flow { "" } else { self.comment_behind(path, key)? };
        if above.is_empty() && behind.is_empty() {
            return Ok(Some(Piece::from(value)));
        }
        let item = write::item(&value, self.layout());
        let lines = format!("{above}{}{behind}\n", item.trim_end_matches('\n'));
        Ok(Some(Piece { value, lines: Some(lines) }))
    }

    /// The items of a block list with their lines.
    fn blocks(&self, list: &Tree, sequence: &Sequence, values: Vec<Tree>) -> Result<Vec<Piece>> {
        let column = self.lines().column(list.origin.range().start);
        let mut from = None;
        let piece = |(at, value): (usize, Tree)| {
            let block = self.item_block(list, sequence, at)?.lines;
            // What stands between two items goes along with the second.
            let start = from.replace(block.end).unwrap_or(block.start);
            let mut lines = shifted(self.text.get(start..block.end).unwrap_or_default(), column, 0);
            if !lines.ends_with('\n') {
                lines.push('\n');
            }
            Ok(Piece { value, lines: Some(lines) })
        };
        values.into_iter().enumerate().map(piece).collect()
    }

    /// Whether a field of the top is a list in brackets.
    pub(super) fn is_in_brackets(&self, key: &str) -> bool {
        let value = self.written.get(key);
        value.is_some_and(|value| matches!(&value.content, Content::Sequence(sequence) if sequence.flow))
    }

    /// The comment behind a value in brackets on its line, with the blanks before it.
    pub(super) fn comment_behind(&self, path: &[Step<'_>], key: &str) -> Result<&str> {
        let (_, mapping, place) = self.entry_at(path, key)?;
        let Some(entry) = place.and_then(|place| mapping.entries.get(place)) else { return Ok("") };
        let is_line = match &entry.value.content {
            Content::Mapping(mapping) => mapping.flow,
            Content::Sequence(sequence) => sequence.flow,
            _ => true,
        };
        let end = end_of(&entry.value, &self.text);
        let behind = self.text[end..self.lines().end(end)].trim_end();
        Ok(if is_line && self.lines().is_done(end) { behind } else { "" })
    }

    /// The comments above a field that go when it goes, on lines without indentation. Those above the first field of the top
    /// are the file's.
    pub(super) fn comments_above(&self, mapping: &Mapping, place: usize, is_top: bool) -> String {
        let Some(entry) = mapping.entries.get(place) else { return String::new() };
        let floor = match place.checked_sub(1).and_then(|before| mapping.entries.get(before)) {
            Some(before) => Some(self.line_after(end_of(&before.value, &self.text))),
            None => (!is_top).then_some(0),
        };
        let start = entry.key.origin.range().start;
        let end = end_of(&entry.value, &self.text).max(entry.key.origin.range().end + 1);
        let block = self.lines().block(start, end, floor).map(|block| block.lines.start..self.lines().start(start));
        block.map_or_else(String::new, |lines| comments(&self.text[lines]))
    }

    /// The comments between a field's colon and the first item of its list.
    fn comments_before_items(&self, entry: &Entry, sequence: &Sequence) -> Result<String> {
        let first = self.item_block(&entry.value, sequence, 0)?.lines.start;
        let between = self.text.get(entry.key.origin.range().end..first);
        Ok(comments(between.unwrap_or_default()))
    }

    /// The comments between the items of a list in brackets, and behind it.
    fn comments_in_brackets(&self, entry: &Entry, sequence: &Sequence) -> String {
        let end = end_of(&entry.value, &self.text);
        let mut found = String::new();
        let mut from = entry.value.origin.range().start + 1;
        let starts = sequence.items.iter().map(|item| (item.origin.range().start, end_of(item, &self.text)));
        for (start, after) in starts.chain([(self.lines().end(end), end)]) {
            let gap = self.text.get(from..start).unwrap_or_default();
            found.push_str(&comments(gap));
            from = after;
        }
        found
    }
}

/// The comments in a text of blanks, marks and comments, on lines without indentation.
fn comments(text: &str) -> String {
    let comment = |line: &str| line.find('#').map(|at| format!("{}\n", line[at..].trim_end()));
    text.lines().filter_map(comment).collect()
}

/// Lines that begin at column `from`, at column `to`.
pub(super) fn shifted(lines: &str, from: usize, to: usize) -> String {
    let shift = |line: &str| {
        let line = line.replace("\r\n", "\n");
        let rest = line.trim_start_matches(' ');
        let blanks = line.len() - rest.len();
        // A line of blanks can be one of a text, deeper than the item.
        let column = if rest == "\n" && blanks <= from { 0 } else { (blanks + to).saturating_sub(from) };
        format!("{}{rest}", " ".repeat(column))
    };
    lines.split_inclusive('\n').map(shift).collect()
}
