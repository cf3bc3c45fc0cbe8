//! The few lines of a source that a report shows around its labels: made safe to print, and cut to the width there is,
//! so that a label in a line of ten megabytes costs no more than one in a short line.

use super::escape;
use crate::diagnostic::Label;
use crate::source::{Position, Source, Sources, Span};
use std::sync::Arc;

/// Lines that lie this close together are shown in one piece.
const GAP: usize = 6;

/// Bytes of one line that are looked at on each side of a label.
const REACH: usize = 4096;

/// Some lines of one source with labels in them.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The name of the source.
    pub name: String,
    /// The number of the first line, from 1.
    pub first_line: usize,
    /// The lines, as they are shown.
    pub text: String,
    /// The places in them, the most important one first.
    pub marks: Vec<Mark>,
}

/// A marked place in an excerpt.
#[derive(Debug)]
pub(super) struct Mark {
    /// The byte in the excerpt's text where it begins.
    pub start: usize,
    /// Its length in bytes.
    pub length: usize,
    /// Where it is in the source itself.
    pub position: Position,
    /// What to say about it.
    pub text: String,
}

/// The excerpts for `labels`, in the order of the labels that begin them. Labels whose source is unknown are left out.
pub(super) fn excerpts(labels: &[Label], sources: &Sources, width: usize) -> Vec<Excerpt> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for label in labels {
        let Some(source) = sources.get(label.span.source) else { continue };
        let place = Place { label, position: source.position(label.span.range().start) };
        let near = pieces.iter_mut().find(|piece| piece.has_room_for(label.span, place.position.line));
        match near {
            Some(piece) => piece.places.push(place),
            None => pieces.push(Piece { source, places: vec![place] }),
        }
    }
    pieces.into_iter().map(|piece| piece.excerpt(width)).collect()
}

struct Place<'a> {
    label: &'a Label,
    position: Position,
}

/// Labels of one source that are shown together.
struct Piece<'a> {
    source: Arc<Source>,
    places: Vec<Place<'a>>,
}

impl Piece<'_> {
    fn has_room_for(&self, span: Span, line: usize) -> bool {
        self.places
            .iter()
            .any(|place| place.label.span.source == span.source && place.position.line.abs_diff(line) <= GAP)
    }

    fn excerpt(&self, width: usize) -> Excerpt {
        let lines = || self.places.iter().map(|place| place.position.line);
        let (least, most) = (lines().min().unwrap_or(1), lines().max().unwrap_or(1));
        let first_line = least.saturating_sub(1).max(1);
        let mut last_line = most + 1;
        if self.source.line_range(last_line).start >= self.source.text().len() {
            last_line = most;
        }
        let window = Window::around(&self.places, width);
        let mut excerpt = Excerpt {
            name: escape(self.source.name()).into_owned(),
            first_line,
            text: String::new(),
            marks: Vec::new(),
        };
        let mut found: Vec<(usize, Mark)> = Vec::new();
        for line in first_line..=last_line {
            let places = self.places.iter().enumerate().filter(|(_, place)| place.position.line == line);
            let places: Vec<_> = places.collect();
            window.push_line(&self.source, line, &places, &mut excerpt.text, &mut found);
        }
        found.sort_by_key(|(order, _)| *order);
        excerpt.marks = found.into_iter().map(|(_, mark)| mark).collect();
        excerpt
    }
}

/// The columns that are shown of every line, in characters of the source.
struct Window {
    skip: usize,
    take: usize,
}

impl Window {
    /// The window that shows the first label: from the line's beginning where that is wide enough.
    fn around(places: &[Place<'_>], width: usize) -> Self {
        let take = width.saturating_sub(12).max(20);
        let column = places.first().map_or(1, |place| place.position.column);
        let length = places.first().map_or(0, |place| place.label.span.range().len());
        let skip = match column + length.min(take / 2) <= take {
            true => 0,
            false => column.saturating_sub(take / 3),
        };
        Window { skip, take }
    }

    /// Adds what is shown of `line` to `text`, and the marks that are in it to `found`.
    fn push_line(
        &self,
        source: &Source,
        line: usize,
        places: &[(usize, &Place<'_>)],
        text: &mut String,
        found: &mut Vec<(usize, Mark)>,
    ) {
        let all = source.line(line);
        // What lies before the window is skipped as bytes where the line is long: characters are counted from there.
        let start = source.line_range(line).start;
        let begin = skip_characters(all, self.skip);
        let shown = &all[begin..all.len().min(begin + (self.take * 4).min(REACH))];
        if begin > 0 {
            text.push('…');
        }
        let line_start = text.len();
        let clipped: String = String::from_utf8_lossy(shown).chars().take(self.take).collect();
        text.push_str(&escape(&clipped));
        for (order, place) in places {
            let range = place.label.span.range();
            let at = |offset: usize| {
                let inside = offset.saturating_sub(start + begin).min(shown.len());
                let before: String = String::from_utf8_lossy(&shown[..inside]).chars().take(self.take).collect();
                line_start + escape(&before).len()
            };
            let (from, to) = (at(range.start), at(range.end.min(start + all.len())));
            let mark = Mark {
                start: from,
                length: to.saturating_sub(from),
                position: place.position,
                text: escape(&place.label.text).into_owned(),
            };
            found.push((*order, mark));
        }
        if clipped.len() < all.len() - begin {
            text.push('…');
        }
        text.push('\n');
    }
}

/// The byte at which the character number `count` of `line` begins, or the line's end.
fn skip_characters(line: &[u8], count: usize) -> usize {
    let begins = line.iter().enumerate().filter(|(_, byte)| **byte & 0xc0 != 0x80);
    begins.map(|(at, _)| at).nth(count).unwrap_or(if count == 0 { 0 } else { line.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(source: crate::source::SourceId, range: std::ops::Range<usize>) -> Label {
        Label { span: Span::new(source, range), text: String::from("here") }
    }

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|mark| &excerpt.text[mark.start..mark.start + mark.length]).collect()
    }

    #[test]
    fn a_label_is_shown_with_a_line_on_either_side() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", b"one\ntwo\nthree\nfour\n".to_vec());
        let excerpts = excerpts(&[label(id, 8..13)], &sources, 80);
        assert_eq!(excerpts.len(), 1);
        assert_eq!((excerpts[0].first_line, excerpts[0].text.as_str()), (2, "two\nthree\nfour\n"));
        assert_eq!(marked(&excerpts[0]), ["three"]);
    }

    #[test]
    fn labels_far_apart_and_in_other_sources_have_their_own_excerpts() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", "x\n".repeat(100).into_bytes());
        let other = sources.add("b.yaml", b"y".to_vec());
        let labels = [label(id, 100..101), label(id, 0..1), label(other, 0..1), label(id, 102..103)];
        let excerpts = excerpts(&labels, &sources, 80);
        let found: Vec<_> = excerpts.iter().map(|one| (one.name.as_str(), one.first_line, one.marks.len())).collect();
        assert_eq!(found, [("a.yaml", 50, 2), ("a.yaml", 1, 1), ("b.yaml", 1, 1)]);
    }

    #[test]
    fn a_long_line_is_cut_around_its_label() {
        let sources = Sources::new();
        let text = format!("{}ñeedle{}", "é".repeat(100_000), "z".repeat(100_000));
        let id = sources.add("a.yaml", text.into_bytes());
        let excerpts = excerpts(&[label(id, 200_000..200_007)], &sources, 60);
        assert_eq!(marked(&excerpts[0]), ["ñeedle"]);
        assert!(excerpts[0].text.chars().count() < 60, "{}", excerpts[0].text);
        assert_eq!(excerpts[0].marks[0].position.column, 100_001);
    }

    #[test]
    fn control_characters_and_bad_bytes_are_spelt_out_and_marks_follow() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", b"a\x1b[31m\xff: x\n".to_vec());
        let excerpts = excerpts(&[label(id, 9..10)], &sources, 80);
        assert_eq!(excerpts[0].text, "a\\u{1b}[31m\u{fffd}: x\n");
        assert_eq!(marked(&excerpts[0]), ["x"]);
    }

    #[test]
    fn a_place_past_the_end_and_an_empty_source_are_shown_as_they_are() {
        let sources = Sources::new();
        let id = sources.add("a.yaml", Vec::new());
        let excerpts = excerpts(&[label(id, 7..9)], &sources, 80);
        assert_eq!((excerpts[0].text.as_str(), excerpts[0].marks[0].length), ("\n", 0));
    }
}
