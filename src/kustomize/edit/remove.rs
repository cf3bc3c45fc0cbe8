//! What is taken out of a document: items with the comments that belong to them, a list with its last item, and fields.

use super::document::{Document, Splice, Step, at_mut, is_key};
use super::place::{Block, end_of};
use super::write;
use crate::kustomize::Result;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, Sequence};
use std::collections::BTreeSet;

impl Document {
    /// Takes items out of the list under `key` in the mapping at `path`; with the last item goes the key.
    pub fn remove_items(&mut self, path: &[Step<'_>], key: &str, items: &BTreeSet<usize>) -> Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        let (_, mapping, at) = self.entry_at(path, key)?;
        let Some(list) = at.and_then(|at| mapping.entries.get(at)).map(|entry| &entry.value) else { return Ok(()) };
        let Content::Sequence(sequence) = &list.content else {
            return Err(self.refused(&format!("`{key}` is no list that can be changed"), Some(list)));
        };
        if (0..sequence.items.len()).all(|at| items.contains(&at)) {
            return self.remove(path, key);
        }
        let splices = if sequence.flow {
            let spans: Vec<_> =
                sequence.items.iter().map(|item| (item.origin.range().start, end_of(item, &self.text))).collect();
            self.out_of_flow(&spans, items)
        } else {
            let blocks = items.iter().filter(|&&at| at < sequence.items.len());
            blocks.map(|&at| Ok(self.without(self.item_block(list, sequence, at)?))).collect::<Result<_>>()?
        };
        self.apply(splices, |expected| {
            let list = at_mut(expected, &[path, &[Step::Key(key)]].concat())?.as_items_mut()?;
            let mut at = 0;
            list.retain(|_| {
                at += 1;
                !items.contains(&(at - 1))
            });
            Some(())
        })
    }

    /// Takes a field out of the mapping at `path`, with the comments that belong to it.
    pub fn remove(&mut self, path: &[Step<'_>], key: &str) -> Result<()> {
        let (_, mapping, at) = self.entry_at(path, key)?;
        let Some((at, entry)) = at.and_then(|at| Some((at, mapping.entries.get(at)?))) else { return Ok(()) };
        let start = entry.key.origin.range().start;
        let splices = if mapping.flow {
            let span = |entry: &Entry| {
                let end = end_of(&entry.value, &self.text).max(entry.key.origin.range().end);
                (entry.key.origin.range().start, end)
            };
            let spans: Vec<_> = mapping.entries.iter().map(span).collect();
            self.out_of_flow(&spans, &BTreeSet::from([at]))
        } else if at == 0 && !self.lines().is_first(start) {
            self.first_of_item(mapping, entry)?
        } else {
            let floor = match at.checked_sub(1).and_then(|before| mapping.entries.get(before)) {
                Some(before) => Some(self.line_after(end_of(&before.value, &self.text))),
                None => (!path.is_empty()).then_some(0),
            };
            let end = end_of(&entry.value, &self.text).max(entry.key.origin.range().end);
            // The value of `key:` ends behind its colon.
            let end = if self.text[end..].starts_with(':') { end + 1 } else { end };
            match self.lines().block(start, end, floor) {
                Some(block) => vec![self.without(block)],
                None => return Err(self.refused("the field shares a line with others", Some(&entry.key))),
            }
        };
        self.apply(splices, |expected| {
            let mapping = at_mut(expected, path)?.as_mapping_mut()?;
            let at = mapping.entries.iter().rposition(|entry| is_key(entry, path, key))?;
            mapping.entries.remove(at);
            Some(())
        })
    }

    /// The lines of an item of a block list.
    pub(super) fn item_block(&self, list: &Tree, sequence: &Sequence, at: usize) -> Result<Block> {
        let dash = self.dash(list, sequence, at)?;
        let before = at.checked_sub(1).and_then(|before| sequence.items.get(before));
        let floor = before.map_or(0, |before| self.line_after(end_of(before, &self.text)));
        let item = &sequence.items[at];
        let block = self.lines().block(dash, end_of(item, &self.text).max(dash + 1), Some(floor));
        block.ok_or_else(|| self.refused("the item shares a line with others", Some(item)))
    }

    /// Deletes a block, and one of the two blank lines that would then meet.
    fn without(&self, Block { lines, blank_above }: Block) -> Splice {
        let is_blank = |line: &str| line.trim().is_empty();
        let after = self.lines().after(lines.end);
        if blank_above && lines.end < self.text.len() && is_blank(&self.text[lines.end..after]) {
            return Splice::delete(lines.start..after);
        }
        let mut start = lines.start;
        if lines.end == self.text.len() {
            while start > 0 && is_blank(&self.text[self.lines().start(start - 1)..start]) {
                start = self.lines().start(start - 1);
            }
            if !self.text.ends_with('\n') {
                // The last line had no break, and the new last line has none either.
                start -= usize::from(self.text[..start].ends_with('\n'));
                start -= usize::from(self.text[..start].ends_with('\r'));
            }
        }
        Splice::delete(start..lines.end)
    }

    /// Deletes the field that stands behind the dash of an item; the next one takes its place, and comments between them go
    /// above the dash.
    fn first_of_item(&self, mapping: &Mapping, entry: &Entry) -> Result<Vec<Splice>> {
        let Some(next) = mapping.entries.get(1) else {
            return Err(self.refused("the field is the only one of its item", Some(&entry.key)));
        };
        let (start, next) = (entry.key.origin.range().start, next.key.origin.range().start);
        let line = self.lines().start(start);
        let dash = self.text[line..start].find('-').map_or(0, |dash| dash);
        let between = &self.text[self.line_after(end_of(&entry.value, &self.text)).min(next)..next];
        let comments: String =
            between.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
        let mut splices = vec![Splice::delete(start..next)];
        if !comments.is_empty() {
            splices.push(Splice::insert(line, write::indented(&comments, dash)));
        }
        Ok(splices)
    }

    /// Deletes members in brackets with their commas, given where each begins and ends.
    fn out_of_flow(&self, spans: &[(usize, usize)], members: &BTreeSet<usize>) -> Vec<Splice> {
        let lines = self.lines();
        let mut splices = Vec::new();
        let mut kept = None;
        for (at, &(start, end)) in spans.iter().enumerate() {
            if !members.contains(&at) {
                kept = Some(at);
                continue;
            }
            let next = lines.skip_trivia(end);
            let after = if self.text[next..].starts_with(',') { next + 1 } else { end };
            let has_own_lines = lines.is_first(start) && lines.is_done(after) && lines.start(next) == lines.start(end)
                || lines.is_first(start) && lines.is_done(after) && after == end;
            if has_own_lines {
                splices.push(Splice::delete(lines.start(start)..lines.after(after)));
                let is_last = (at + 1..spans.len()).all(|later| members.contains(&later));
                let comma = kept.and_then(|kept| spans.get(kept)).map(|span| lines.skip_trivia(span.1));
                if let Some(comma) =
                    comma.filter(|&comma| is_last && after == end && self.text[comma..].starts_with(','))
                {
                    splices.push(Splice::delete(comma..comma + 1));
                }
            } else if kept.is_some() {
                splices.push(Splice::delete(spans[at - 1].1..end));
            } else if let Some(next) = spans.get(at + 1) {
                splices.push(Splice::delete(start..next.0));
            } else {
                splices.push(Splice::delete(start..end));
            }
        }
        splices
    }
}
