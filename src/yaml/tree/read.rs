//! Documents to [`Tree`]s: by their lines where these are of the common shape, else by their tokens. What a plain scalar means is
//! said here too; what becomes of anchors, aliases and comments is the builder's.

use super::builder::Builder;
use super::{Tag, Tree};
use crate::source::SourceId;
use crate::yaml::comments::Comments;
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Error;
use crate::yaml::event::EventKind;
use crate::yaml::lines::Lines;
use crate::yaml::parser::Parser;
use crate::yaml::reader;
use crate::yaml::resolve::{self, resolve_plain};
use crate::yaml::scanner::Scanner;
use crate::yaml::timestamp::is_timestamp;

/// What is done with anchors and aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aliases {
    /// They stay, for a text that is printed again.
    Keep,
    /// A copy of the anchored node takes the place of each alias, and `<<` is merged, as kyaml does on loading.
    Copy,
}

/// A document, or nothing where the text has none.
pub(in crate::yaml) struct Read {
    /// The root.
    pub(in crate::yaml) tree: Option<Tree>,
    /// What is wrong with a `<<`, which only counts if nothing is wrong with the text.
    pub(in crate::yaml) late: Option<Error>,
    /// Where comments are kept, those of the document: in front of an empty line at its start, and behind one at its end.
    pub(in crate::yaml) comments: Comments,
}

/// Reads first documents of texts, in memory that is used again.
pub(in crate::yaml) struct Reader {
    dialect: Dialect,
    builder: Builder,
}

impl Reader {
    /// A reader of texts in `source`.
    pub(in crate::yaml) fn new(source: SourceId, aliases: Aliases, dialect: Dialect) -> Self {
        Reader { dialect, builder: Builder::new(source, aliases) }
    }

    /// Reads the first document of `text`, which begins at `base` in the source.
    pub(in crate::yaml) fn read(&mut self, text: &[u8], base: usize) -> Result<Read, Error> {
        let reader::Input { text, offset, fault, simple } = reader::read(text);
        let lines = match (&fault, simple) {
            (None, true) => Some(Lines::of_simple(&text, offset, self.dialect)),
            (None, false) => Lines::new(&text, offset, self.dialect),
            (Some(_), _) => None,
        };
        if let Some(lines) = lines {
            self.builder.begin(base);
            // What may be wrong is said by who reads the tokens.
            if lines.read(&mut self.builder).is_some() && !self.builder.failed {
                return Ok(self.builder.finish(Comments::default()));
            }
        }
        self.read_tokens(Scanner::new(&text, offset, fault, self.dialect), base)
    }

    /// Reads the first document of `text`, which begins at `base` in the source, with its comments.
    pub(in crate::yaml) fn read_commented(&mut self, text: &[u8], base: usize) -> Result<Read, Error> {
        let reader::Input { text, offset, fault, .. } = reader::read(text);
        let mut scanner = Scanner::new(&text, offset, fault, self.dialect);
        scanner.keep_comments();
        self.read_tokens(scanner, base)
    }

    fn read_tokens(&mut self, scanner: Scanner<'_>, base: usize) -> Result<Read, Error> {
        let mut parser = Parser::of_tokens(scanner, self.dialect);
        self.builder.begin(base);
        let read = first_document(&mut parser, &mut self.builder);
        read.map_err(|error| error.moved_by(base))
    }
}

fn first_document(parser: &mut Parser<'_>, builder: &mut Builder) -> Result<Read, Error> {
    let mut document = loop {
        let event = parser.next()?;
        match event.kind {
            EventKind::DocumentStart => break event.comments.map(|comments| *comments).unwrap_or_default(),
            EventKind::StreamEnd => return Ok(Read { tree: None, late: None, comments: Comments::default() }),
            _ => {}
        }
    };
    loop {
        let event = parser.next()?;
        if matches!(event.kind, EventKind::DocumentEnd) {
            document.foot = event.comments.map(|comments| comments.foot).unwrap_or_default();
            return Ok(builder.finish(document));
        }
        builder.add(event)?;
    }
}

/// What a scalar without quotes and tag means. It is never `!!merge`, which is a matter of where it stands.
pub(super) fn plain_tag(text: &str) -> Tag {
    if is_surely_text(text) {
        return Tag::Str;
    }
    // Most of what is left are short numbers and quantities.
    if resolve::is_decimal(text, 18) {
        return Tag::Int;
    }
    if resolve::is_quantity(text.as_bytes()) {
        return Tag::Str;
    }
    resolved_tag(text)
}

fn resolved_tag(text: &str) -> Tag {
    match resolve_plain(text, Dialect::V3) {
        Some(resolve::Scalar::Null) => Tag::Null,
        Some(resolve::Scalar::Bool(_)) => Tag::Bool,
        Some(resolve::Scalar::Int(_) | resolve::Scalar::Uint(_)) => Tag::Int,
        Some(resolve::Scalar::Float(_)) => Tag::Float,
        Some(resolve::Scalar::Str(_)) => Tag::Str,
        None if is_timestamp(text) => Tag::Timestamp,
        None => Tag::Str,
    }
}

/// Whether a scalar begins as nothing but a text does, or is too long for what it begins like.
fn is_surely_text(text: &str) -> bool {
    match text.as_bytes() {
        [] | [b'0'..=b'9' | b'+' | b'-' | b'.' | b'~', ..] => false,
        [b'n' | b'N' | b't' | b'T' | b'f' | b'F', rest @ ..] => rest.len() > "alse".len(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::lines::tests::part;
    use crate::yaml::read_trees;
    use crate::yaml::tree::{Content, Entry, Mapping, Scalar, Sequence};
    use proptest::prelude::*;

    /// The trees in a short form: tags in front of texts, merged and expanded.
    fn read(text: &str) -> String {
        match read_trees(text.as_bytes(), SourceId::UNKNOWN) {
            Ok(trees) => trees.iter().map(show).collect::<Vec<_>>().join(" | "),
            Err(error) => error.to_string(),
        }
    }

    fn show(tree: &Tree) -> String {
        match &tree.content {
            Content::Scalar(Scalar { text, tag: Tag::Str, .. }) => text.to_string(),
            Content::Scalar(Scalar { text, tag, .. }) => format!("{tag:?}({text})"),
            Content::Sequence(Sequence { items, .. }) => {
                format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
            }
            Content::Mapping(Mapping { entries, .. }) => {
                let entry = |entry: &Entry| format!("{}: {}", show(&entry.key), show(&entry.value));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            Content::Alias(name) => format!("*{name}"),
        }
    }

    #[test]
    fn scalars_have_version_3s_tags() {
        assert_eq!(read("[y, 'n', 017, 0o17, 1_000, 0b1]"), "[y, n, Int(017), Int(0o17), Int(1_000), Int(0b1)]");
        assert_eq!(read("[.inf, 1.5, ~, null, True]"), "[Float(.inf), Float(1.5), Null(~), Null(null), Bool(True)]");
        assert_eq!(read("[2024-01-01, 12:30, <<, 1e3]"), "[Timestamp(2024-01-01), 12:30, Merge(<<), Float(1e3)]");
        assert_eq!(read("[!!str 1, !a b, ! 1, !!int '1']"), "[1, Custom(b), Int(1), Int(1)]");
    }

    #[test]
    fn aliases_become_copies_and_merges_are_set() {
        assert_eq!(read("a: &x {b: &y [1]}\nc: *x\nd: *y"), "{a: {b: [Int(1)]}, c: {b: [Int(1)]}, d: [Int(1)]}");
        let text = "a: &a {x: p, z: q}\nb: &b {x: r}\nc: {z: s, <<: [*b, *a], w: t}";
        assert_eq!(read(text), "{a: {x: p, z: q}, b: {x: r}, c: {z: s, w: t, x: r}}");
        assert_eq!(read("a: &a {x: p}\nb: {<<: *a, <<: *a}"), "duplicate merge key");
        assert_eq!(read("a: &a p\nb: {<<: *a}"), "invalid map merge: received alias for a non-map value");
        assert_eq!(read("b: {<<: p}"), "map merge requires map or sequence of maps as the value");
        assert_eq!(read("b: {<<: [[]]}"), "invalid map merge: received a nested sequence");
    }

    #[test]
    fn aliases_are_bounded_and_end() {
        assert_eq!(read("a: &a [*a]"), "MalformedYAMLError: yaml: anchor 'a' value contains itself");
        assert_eq!(read("a: *b"), "MalformedYAMLError: yaml: unknown anchor 'b' referenced");
        let laughs: String = ('b'..='z').fold(String::from("a: &a [x, x, x, x, x, x, x, x, x]\n"), |text, name| {
            let before = (name as u8 - 1) as char;
            format!("{text}{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "))
        });
        assert_eq!(read(&laughs), "MalformedYAMLError: yaml: document contains excessive aliasing");
        let nested: String = (0..900).map(|at| format!("&a{at} [")).collect::<String>();
        assert_eq!(
            read(&format!("{nested}{}{}", "x, ".repeat(1000), "]".repeat(900))),
            "MalformedYAMLError: yaml: document contains excessive aliasing"
        );
    }

    #[test]
    fn documents_are_cut_at_dashes_and_empty_ones_left_out() {
        assert_eq!(read("a: 1\n---\n---\n# c\n---\n~\n---\nb: 2\n...\nc: 3\n"), "{a: Int(1)} | {b: Int(2)}");
        assert_eq!(read(""), "");
    }

    #[test]
    fn errors_name_the_line_where_what_is_wrong_began() {
        let error = |text: &str| read(text).replace("MalformedYAMLError: yaml: ", "");
        assert_eq!(error("a: 1\nb:\n  - 'c\n\n"), "line 3: found unexpected end of stream");
        assert_eq!(error("a: 1\nb:\n  c: [1\n d: 2\n"), "line 2: did not find expected ',' or ']'");
        assert_eq!(error("x: 1\n---\na: 1\nb: c: d\n"), "line 2: mapping values are not allowed in this context");
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "a: 1\n---\nb:\n  c: 'two'\n";
        let trees = read_trees(text.as_bytes(), SourceId::UNKNOWN).unwrap_or_default();
        let found = trees.get(1).and_then(|tree| tree.at(&["b", "c"])).map(|node| &text[node.origin.range()]);
        assert_eq!(found, Some("'two'"));
        let error = read_trees(b"a: 1\n---\nb: c: d\n", SourceId::UNKNOWN).err();
        assert_eq!(error.and_then(|error| error.range()), Some(13..14));
    }

    /// A document's tree and what is wrong, read by lines where that can be or by tokens.
    fn outcome(text: &str, dialect: Dialect, aliases: Aliases, tokens: bool) -> Result<String, String> {
        let mut reader = Reader::new(SourceId::UNKNOWN, aliases, dialect);
        // What was read before leaves nothing behind.
        let _ = reader.read(b"a: {b: [c\n", 0);
        let read = match tokens {
            true => reader.read_tokens(Scanner::new(text, 0, None, dialect), 7),
            false => reader.read(text.as_bytes(), 7),
        };
        read.map(|read| format!("{:?} {:?}", read.tree, read.late)).map_err(|error| format!("{error:?}"))
    }

    proptest! {
        #[test]
        fn what_is_told_at_a_glance_is_so(text in "[0-9a-zA-Z:._+~-]{0,7}|[1-9][0-9a-zA-Z]{1,6}|[nNtTfF][a-zA-Z]{0,5}") {
            prop_assert_eq!(plain_tag(&text), resolved_tag(&text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn lines_and_tokens_give_the_same_trees(parts in proptest::collection::vec(part(), 0..24)) {
            let text = parts.concat();
            for dialect in [Dialect::V2, Dialect::V3] {
                for aliases in [Aliases::Copy, Aliases::Keep] {
                    let read = |tokens| outcome(&text, dialect, aliases, tokens);
                    prop_assert_eq!(read(false), read(true), "{:?} {:?} {:?}", dialect, aliases, text);
                }
            }
        }
    }
}
