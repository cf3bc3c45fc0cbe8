//! What is added to a document: items at the end of a list in the list's own layout, fields at the end of a mapping, and
//! values in the place of others.

use super::document::{Document, Splice, Step, at_mut, entry_mut, means_same};
use super::place::end_of;
use super::write::{self, Layout};
use crate::kustomize::Result;
use crate::yaml::tree::{Content, Entry, Mapping, NOWHERE, ScalarStyle, Sequence, Tag};
use crate::yaml::{Indentation, Tree};
use std::ops::Range;

/// Where items go in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before those that are there.
    Start,
    /// Behind them.
    End,
}

impl Place {
    /// The other end.
    pub(super) fn opposite(self) -> Place {
        match self {
            Place::Start => Place::End,
            Place::End => Place::Start,
        }
    }
}

/// An item for a list.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it means.
    pub(super) value: Tree,
    /// How it is written, from its dash on and without indentation, where it comes from elsewhere in the file.
    pub(super) lines: Option<String>,
}

impl From<Tree> for Piece {
    fn from(value: Tree) -> Self {
        Piece { value, lines: None }
    }
}

impl Piece {
    /// Whether it may bring comments along.
    pub(super) fn has_comments(&self) -> bool {
        self.lines.as_ref().is_some_and(|lines| lines.contains('#'))
    }
}

impl Document {
    /// Adds items at the end of the list under `key` in the mapping at `path`, and the list where it is missing.
    pub fn append(&mut self, path: &[Step<'_>], key: &str, pieces: Vec<Piece>) -> Result<()> {
        self.add(path, key, pieces, Place::End)
    }

    /// The same at either end.
    pub(super) fn add(&mut self, path: &[Step<'_>], key: &str, pieces: Vec<Piece>, place: Place) -> Result<()> {
        if pieces.is_empty() {
            return Ok(());
        }
        let (_, mapping, at) = self.entry_at(path, key)?;
        let Some(entry) = at.and_then(|at| mapping.entries.get(at)) else {
            return self.append_field(path, key, pieces);
        };
        let splices = match &entry.value.content {
            Content::Sequence(sequence) if sequence.flow || sequence.items.is_empty() => {
                let quotes = quotes_of(&sequence.items);
                let texts: Vec<_> = pieces.iter().map(|piece| write::flow(&piece.value, quotes)).collect();
                match (place, sequence.items.first(), sequence.items.last()) {
                    (Place::Start, Some(first), _) => {
                        vec![Splice::insert(first.origin.range().start, format!("{}, ", texts.join(", ")))]
                    }
                    (_, _, last) => {
                        let last = last.map(|item| (item.origin.range().start, end_of(item, &self.text)));
                        self.flow_members(entry.value.origin.range().start, last, texts)
                    }
                }
            }
            Content::Sequence(sequence) => self.beside_items(entry, sequence, &pieces, place)?,
            Content::Scalar(scalar) if scalar.tag == Tag::Null => self.list_of_nothing(entry, &pieces)?,
            _ => return Err(self.refused(&format!("`{key}` is no list"), Some(&entry.value))),
        };
        self.apply(splices, |expected| {
            let list = &mut entry_mut(at_mut(expected, path)?.as_mapping_mut()?, path, key)?.value;
            if list.is_null() {
                *list = Tree::sequence(Vec::new(), NOWHERE);
            }
            let items = list.as_items_mut()?;
            let at = if place == Place::Start { 0 } else { items.len() };
            items.splice(at..at, pieces.into_iter().map(|piece| piece.value));
            Some(())
        })
    }

    /// Adds a field with a list.
    fn append_field(&mut self, path: &[Step<'_>], key: &str, pieces: Vec<Piece>) -> Result<()> {
        let (node, mapping, _) = self.entry_at(path, key)?;
        let list = Tree::sequence(pieces.iter().map(|piece| piece.value.clone()).collect(), NOWHERE);
        if mapping.flow || pieces.iter().all(|piece| piece.lines.is_none()) {
            return self.insert(path, key, list);
        }
        let column = self.key_column(mapping);
        let inner = if self.layout().lists == Indentation::Wide { 2 } else { 0 };
        let items: String = pieces.iter().map(|piece| self.item_lines(piece, inner, 1, ScalarStyle::Plain)).collect();
        let lines = write::indented(&format!("{key}:\n{items}"), column);
        let splice = self.after_entries(path, node, mapping, lines)?;
        self.apply(vec![splice], |expected| {
            at_mut(expected, path)?.as_mapping_mut()?.push(key, list);
            Some(())
        })
    }

    /// Adds a field, which must not be there, at the end of the mapping at `path`.
    pub fn insert(&mut self, path: &[Step<'_>], key: &str, value: Tree) -> Result<()> {
        let (node, mapping, _) = self.entry_at(path, key)?;
        let splices = if mapping.flow {
            let quotes = quotes_of(mapping.entries.iter().map(|entry| &entry.value));
            let text = write::flow_entry(key, &value, quotes);
            let last = mapping.entries.last().map(|entry| {
                (entry.key.origin.range().start, end_of(&entry.value, &self.text).max(entry.key.origin.range().end))
            });
            self.flow_members(node.origin.range().start, last, vec![text])
        } else {
            let quotes = if path.is_empty() {
                ScalarStyle::Plain
            } else {
                quotes_of(mapping.entries.iter().map(|entry| &entry.value))
            };
            let lines = write::entry(key, &value, Layout { quotes, ..self.layout() });
            let lines = write::indented(&lines, self.key_column(mapping));
            vec![self.after_entries(path, node, mapping, lines)?]
        };
        self.apply(splices, |expected| {
            let mapping = at_mut(expected, path)?.as_mapping_mut()?;
            match entry_mut(mapping, path, key) {
                // A merge brought it; what is written counts.
                Some(merged) => merged.value = value,
                None => mapping.push(key, value),
            }
            Some(())
        })
    }

    /// Gives a key a value, in the place of the one that it has. The same value changes nothing.
    pub fn set(&mut self, path: &[Step<'_>], key: &str, value: Tree) -> Result<()> {
        let (_, mapping, at) = self.entry_at(path, key)?;
        let Some(entry) = at.and_then(|at| mapping.entries.get(at)) else {
            return self.insert(path, key, value);
        };
        if means_same(&entry.value, &value) {
            return Ok(());
        }
        let splice = self.in_place_of(entry, &value, mapping.flow)?;
        self.apply(vec![splice], |expected| {
            entry_mut(at_mut(expected, path)?.as_mapping_mut()?, path, key)?.value = value;
            Some(())
        })
    }

    /// Gives a key another name.
    pub fn rename(&mut self, path: &[Step<'_>], key: &str, name: &str) -> Result<()> {
        let (_, mapping, at) = self.entry_at(path, key)?;
        let Some(entry) = at.and_then(|at| mapping.entries.get(at)) else { return Ok(()) };
        let splice = Splice { range: entry.key.origin.range(), text: name.to_owned() };
        self.apply(vec![splice], |expected| {
            entry_mut(at_mut(expected, path)?.as_mapping_mut()?, path, key)?.key = Tree::string(name, NOWHERE);
            Some(())
        })
    }

    /// Puts a field with a list of one item in the place of another field of the top, which takes the bytes of `range`.
    pub(super) fn replace_with_list(
        &mut self,
        key: &str,
        name: &str,
        range: Range<usize>,
        lines: &str,
        value: Tree,
    ) -> Result<()> {
        let column = if self.layout().lists == Indentation::Wide { 2 } else { 0 };
        let text = format!("{name}:\n{}", write::indented(lines, column).trim_end_matches('\n'));
        self.apply(vec![Splice { range, text }], |expected| {
            let entry = entry_mut(expected.as_mapping_mut()?, &[], key)?;
            entry.key = Tree::string(name, NOWHERE);
            entry.value = Tree::sequence(vec![value], NOWHERE);
            Some(())
        })
    }

    /// Puts another value in the place of an item of the list under `key`.
    pub fn replace_item(&mut self, path: &[Step<'_>], at: usize, value: Tree) -> Result<()> {
        let Some(list) = self.locate(path)? else { return Ok(()) };
        let Content::Sequence(sequence) = &list.content else {
            return Err(self.refused("what should be a list is none", Some(list)));
        };
        let Some(item) = sequence.items.get(at) else { return Ok(()) };
        let splice = if sequence.flow {
            Splice { range: item.origin.range(), text: write::flow(&value, quotes_of(&sequence.items)) }
        } else {
            let dash = self.dash(list, sequence, at)?;
            let (column, end) = (self.lines().column(dash), end_of(item, &self.text));
            let piece = Piece::from(value.clone());
            let lines = self.item_lines(&piece, column, self.gap(list, sequence), quotes_of(&sequence.items));
            let text = lines.trim_start_matches(' ').trim_end_matches('\n');
            let text = if self.text[..end].ends_with('\n') { format!("{text}\n") } else { text.to_owned() };
            Splice { range: dash..end, text }
        };
        self.apply(vec![splice], |expected| {
            *at_mut(expected, path)?.as_items_mut()?.get_mut(at)? = value;
            Some(())
        })
    }

    /// How lists are laid out here.
    pub(super) fn layout(&self) -> Layout {
        let entries = self.written.as_mapping().map(|mapping| mapping.entries.as_slice()).unwrap_or_default();
        let lines = self.lines();
        let is_wide = |entry: &Entry| {
            matches!(&entry.value.content, Content::Sequence(sequence) if !sequence.flow)
                && lines.column(entry.value.origin.range().start) > lines.column(entry.key.origin.range().start)
        };
        let lists = if entries.iter().any(is_wide) { Indentation::Wide } else { Indentation::Compact };
        Layout { lists, ..Layout::PLAIN }
    }

    /// The column of a block mapping's keys.
    pub(super) fn key_column(&self, mapping: &Mapping) -> usize {
        let first = mapping.entries.first().map(|entry| entry.key.origin.range().start);
        first.map_or(0, |first| self.text[self.lines().start(first)..first].trim_start_matches('\u{feff}').len())
    }

    /// Where the dash of an item of a block list is.
    pub(super) fn dash(&self, list: &Tree, sequence: &Sequence, at: usize) -> Result<usize> {
        let dash = match at.checked_sub(1).and_then(|before| sequence.items.get(before)) {
            None => list.origin.range().start,
            Some(before) => self.lines().skip_trivia(end_of(before, &self.text)),
        };
        if self.text[dash..].starts_with('-') {
            return Ok(dash);
        }
        Err(self.refused("an item of the list is not where it should be", sequence.items.get(at)))
    }

    /// How many blanks follow the dashes of a list.
    fn gap(&self, list: &Tree, sequence: &Sequence) -> usize {
        let after = list.origin.range().start + 1;
        let blanks = |item: &Tree| {
            self.text.get(after..item.origin.range().start).filter(|gap| gap.trim_matches(' ').is_empty())
        };
        sequence.items.first().and_then(blanks).map_or(1, |gap| gap.len().max(1))
    }

    /// An item's lines at a column, with so many blanks after the dash.
    fn item_lines(&self, piece: &Piece, column: usize, gap: usize, quotes: ScalarStyle) -> String {
        let lines = match &piece.lines {
            Some(lines) => lines.clone(),
            None => write::item(&piece.value, Layout { quotes, ..self.layout() }),
        };
        let lines = match (gap.saturating_sub(1), lines.split_once('\n')) {
            (more @ 1.., Some((first, rest))) if piece.lines.is_none() && first.starts_with("- ") => {
                let blanks = " ".repeat(more);
                format!("-{blanks}{}\n{}", &first[1..], write::indented(rest, more))
            }
            _ => lines,
        };
        write::indented(&lines, column)
    }

    /// New items before the first one of a block list, or after the last.
    fn beside_items(&self, entry: &Entry, sequence: &Sequence, pieces: &[Piece], place: Place) -> Result<Vec<Splice>> {
        let list = &entry.value;
        let column = self.lines().column(list.origin.range().start);
        let gap = self.gap(list, sequence);
        let quotes = quotes_of(&sequence.items);
        let lines = pieces.iter().map(|piece| self.item_lines(piece, column, gap, quotes)).collect();
        if place == Place::Start {
            return Ok(vec![Splice::insert(self.lines().after(self.colon(entry)?), lines)]);
        }
        let Some(last) = sequence.items.last() else { return Err(self.refused("the list has no items", Some(list))) };
        let end = end_of(last, &self.text);
        if !self.lines().is_done(end) {
            return Err(self.refused("something follows the list on its line", Some(last)));
        }
        Ok(vec![self.new_lines(self.lines().after_inner(self.line_after(end), column), lines)])
    }

    /// The start of the line after what ends at `end`.
    pub(super) fn line_after(&self, end: usize) -> usize {
        if self.text[..end].ends_with('\n') { end } else { self.lines().after(end) }
    }

    /// Whole lines at the start of a line, or at the end of a text whose last line may lack its break: it then still does.
    fn new_lines(&self, at: usize, lines: String) -> Splice {
        if at == 0 || self.text[..at].ends_with('\n') || self.text[..at].trim_start_matches('\u{feff}').is_empty() {
            return Splice::insert(at, lines);
        }
        Splice::insert(at, format!("\n{}", lines.trim_end_matches('\n')))
    }

    /// The list that takes the place of `key:` or `key: null`.
    fn list_of_nothing(&self, entry: &Entry, pieces: &[Piece]) -> Result<Vec<Splice>> {
        let range = entry.value.origin.range();
        let (colon, end) = (self.colon(entry)?, range.end.max(entry.key.origin.range().end));
        let column = self.lines().column(entry.key.origin.range().start);
        let column = column + if self.layout().lists == Indentation::Wide { 2 } else { 0 };
        let lines = pieces.iter().map(|piece| self.item_lines(piece, column, 1, ScalarStyle::Plain)).collect();
        let end = end.max(colon);
        if !self.lines().is_done(end) {
            return Err(self.refused("something follows the field on its line", Some(&entry.value)));
        }
        let mut splices = vec![self.new_lines(self.line_after(end), lines)];
        if !range.is_empty() {
            splices.push(Splice::delete(colon..range.end));
        }
        Ok(splices)
    }

    /// One past the colon of an entry.
    fn colon(&self, entry: &Entry) -> Result<usize> {
        let from = entry.key.origin.range().end;
        let blanks = self.text[from..].len() - self.text[from..].trim_start_matches([' ', '\t']).len();
        if self.text[from + blanks..].starts_with(':') {
            return Ok(from + blanks + 1);
        }
        Err(self.refused("a key is not followed by its colon", Some(&entry.key)))
    }

    /// Lines for a new field of a block mapping.
    fn after_entries(&self, path: &[Step<'_>], node: &Tree, mapping: &Mapping, lines: String) -> Result<Splice> {
        let last = mapping.entries.last().map(|entry| {
            let end = end_of(&entry.value, &self.text);
            if entry.value.origin.range().is_empty() { self.colon(entry).map(|colon| colon.max(end)) } else { Ok(end) }
        });
        let Some(end) = last.transpose()? else {
            return Ok(self.new_lines(self.end_of_document(0), lines));
        };
        if !self.lines().is_done(end) {
            return Err(self.refused("something follows the last field on its line", Some(node)));
        }
        let after = self.line_after(end);
        if !path.is_empty() {
            return Ok(self.new_lines(after, lines));
        }
        let at = self.end_of_document(after);
        let blank = if self.has_blanks_between(mapping) { "\n" } else { "" };
        if at > 0 && !self.text[..at].ends_with('\n') {
            return Ok(Splice::insert(at, format!("\n{blank}{}", lines.trim_end_matches('\n'))));
        }
        Ok(Splice::insert(at, format!("{blank}{lines}")))
    }

    /// Where the last line of the document ends that says something, from the start of a line after all of its nodes on: in
    /// front of blank lines and of a mark that ends it.
    fn end_of_document(&self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        while at < self.text.len() {
            let next = self.lines().after(at);
            let line = self.text[at..next].trim();
            let opens = from == 0 && (line.starts_with("---") || line.starts_with('%') || line == "\u{feff}");
            if !(line.is_empty() || line.starts_with('#') || opens) {
                break;
            }
            if !line.is_empty() {
                end = next;
            }
            at = next;
        }
        end
    }

    /// Whether fields are set apart by blank lines, the header left aside.
    fn has_blanks_between(&self, mapping: &Mapping) -> bool {
        let is_header = |entry: &Entry| entry.key.text().is_some_and(|key| key == "apiVersion" || key == "kind");
        let mut pairs = mapping.entries.windows(2).filter(|pair| !is_header(&pair[1])).peekable();
        let is_apart = |pair: &[Entry]| {
            let gap = self.text.get(end_of(&pair[0].value, &self.text)..pair[1].key.origin.range().start);
            // The lines between those of the two fields.
            let gap = gap.unwrap_or_default();
            let lines = gap.find('\n').zip(gap.rfind('\n')).and_then(|(first, last)| gap.get(first + 1..last));
            lines.is_some_and(|lines| lines.split('\n').any(|line| line.trim().is_empty()))
        };
        pairs.peek().is_some() && pairs.all(is_apart)
    }

    /// New members after the last one, or after the bracket where there is none.
    fn flow_members(&self, bracket: usize, last: Option<(usize, usize)>, texts: Vec<String>) -> Vec<Splice> {
        let Some((start, end)) = last else {
            return vec![Splice::insert(bracket + 1, texts.join(", "))];
        };
        let lines = self.lines();
        let next = lines.skip_trivia(end);
        let has_comma = self.text[next..].starts_with(',');
        let closes = lines.skip_trivia(if has_comma { next + 1 } else { end });
        if !lines.is_first(start) || lines.start(closes) == lines.start(end) {
            return vec![Splice::insert(end, format!(", {}", texts.join(", ")))];
        }
        let indent = " ".repeat(lines.column(start));
        let between = format!(",\n{indent}");
        let tail = if has_comma { "," } else { "" };
        let line = Splice::insert(lines.end(end), format!("\n{indent}{}{tail}", texts.join(&between)));
        if has_comma { vec![line] } else { vec![Splice::insert(end, ","), line] }
    }

    /// The text for another value of a key.
    fn in_place_of(&self, entry: &Entry, value: &Tree, in_flow: bool) -> Result<Splice> {
        let range = entry.value.origin.range();
        let quotes = entry.value.as_scalar().map_or(ScalarStyle::Plain, |scalar| match scalar.style {
            quoted @ (ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) => quoted,
            _ => ScalarStyle::Plain,
        });
        let is_line = value.as_scalar().is_some_and(|scalar| in_flow || !scalar.text.contains('\n'));
        let was_line = !matches!(
            &entry.value.content,
            Content::Mapping(Mapping { flow: false, .. }) | Content::Sequence(Sequence { flow: false, .. })
        );
        if in_flow || (is_line && was_line) {
            let text = if in_flow { write::flow(value, quotes) } else { write::scalar(value, quotes) };
            if range.is_empty() {
                return Ok(Splice::insert(self.colon(entry)?, format!(" {text}")));
            }
            return Ok(Splice { range: range.start..end_of(&entry.value, &self.text), text });
        }
        let (colon, end) = (self.colon(entry)?, end_of(&entry.value, &self.text));
        let key = entry.key.text().map_or("", |key| key.as_str());
        let lines = write::entry("k", value, Layout { quotes, ..self.layout() });
        let column = self.lines().column(entry.key.origin.range().start);
        let text = write::indented(&lines, column);
        let text = text.trim_start_matches(' ').strip_prefix("k:").unwrap_or(key).trim_end_matches('\n');
        let text = if self.text[..end].ends_with('\n') { format!("{text}\n") } else { text.to_owned() };
        Ok(Splice { range: colon..end.max(colon), text })
    }
}

/// The quotes that all texts among these values have, where they agree.
pub(super) fn quotes_of<'t>(values: impl IntoIterator<Item = &'t Tree>) -> ScalarStyle {
    let mut agreed = None;
    let mut left: Vec<&Tree> = values.into_iter().collect();
    while let Some(value) = left.pop() {
        match &value.content {
            Content::Scalar(scalar) if scalar.tag == Tag::Str && scalar.style != ScalarStyle::Literal => {
                if agreed.is_some_and(|agreed| agreed != scalar.style) {
                    return ScalarStyle::Plain;
                }
                agreed = Some(scalar.style);
            }
            Content::Mapping(mapping) => left.extend(mapping.entries.iter().map(|entry| &entry.value)),
            Content::Sequence(sequence) => left.extend(&sequence.items),
            _ => {}
        }
    }
    match agreed {
        Some(quoted @ (ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)) => quoted,
        _ => ScalarStyle::Plain,
    }
}
