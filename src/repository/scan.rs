//! [`Scan`]: the one chart that is asked for, out of an index of any size, without reading the others as YAML and without
//! keeping them; or all of them, one at a time. It goes by lines and knows just enough of YAML to tell where a chart begins and ends; what it finds is then
//! read by the real parser. At the first line whose meaning it is not sure of it gives up, and the whole is parsed.

use std::collections::HashSet;

/// The longest line that is looked at.
const MAX_LINE: usize = 1 << 20;

/// A shape that only a real parser understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusual;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// An index with the chart that was asked for, and no other.
    pub text: Vec<u8>,
    /// The names of all charts, in the order of the file.
    pub names: Vec<String>,
}

/// Which charts a scan keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// None: the names alone.
    Names,
    /// This one.
    One(&'a str),
    /// All, each in an index of its own: [`Scan::ready`].
    Each,
}

/// A scan under way.
#[derive(Debug)]
pub struct Scan<'a> {
    wanted: Wanted<'a>,
    found: Scanned,
    /// The chart that the lines belong to, where each is wanted.
    chart: Vec<u8>,
    ready: Vec<Vec<u8>>,
    state: Result<(), Unusual>,
    /// The beginning of a line whose end has not come yet.
    carried: Vec<u8>,
    /// Whether something else than comments has come.
    begun: bool,
    section: Section,
    /// The column of the charts' names, once one was seen.
    indent: Option<usize>,
    capturing: bool,
    /// Lines further in than this column belong to the scalar before them.
    scalar: Option<usize>,
    /// The quote of a scalar that goes on in the next line.
    quote: Option<u8>,
}

/// Which key at the top the lines belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Before,
    Entries,
    Other,
    AfterEntries,
}

impl<'a> Scan<'a> {
    /// A scan for what is wanted.
    pub fn new(wanted: Wanted<'a>) -> Self {
        Scan {
            wanted,
            found: Scanned::default(),
            chart: Vec::new(),
            ready: Vec::new(),
            state: Ok(()),
            carried: Vec::new(),
            begun: false,
            section: Section::Before,
            indent: None,
            capturing: false,
            scalar: None,
            quote: None,
        }
    }

    /// Takes the next piece of the file.
    pub fn feed(&mut self, mut piece: &[u8]) -> Result<(), Unusual> {
        while self.state.is_ok()
            && let Some(end) = memchr::memchr(b'\n', piece)
        {
            let (line, rest) = piece.split_at(end + 1);
            piece = rest;
            self.state = if self.carried.is_empty() {
                self.line(line)
            } else {
                self.carried.extend_from_slice(line);
                let line = std::mem::take(&mut self.carried);
                let outcome = self.line(&line);
                self.carried = line;
                self.carried.clear();
                outcome
            };
        }
        if self.carried.len() + piece.len() > MAX_LINE {
            self.state = Err(Unusual);
        }
        if self.state.is_ok() {
            self.carried.extend_from_slice(piece);
        }
        self.state
    }

    /// The charts that have come to their end since the last time, where each is wanted. They count once [`Scan::finish`] says
    /// that the file is an ordinary one.
    pub fn ready(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.ready)
    }

    /// What was found, at the end of the file; the charts that were not ready before are.
    pub fn finish(&mut self) -> Result<Scanned, Unusual> {
        let last = std::mem::take(&mut self.carried);
        if self.state.is_ok() && !last.is_empty() {
            self.state = self.line(&last);
        }
        self.state?;
        self.end_chart();
        // Without these the file is no index, and the parser says what is wrong.
        let complete = self.quote.is_none() && self.seen_entries();
        if complete && self.names_differ() { Ok(std::mem::take(&mut self.found)) } else { Err(Unusual) }
    }

    /// A repeated name is an error that the parser has words for.
    fn names_differ(&self) -> bool {
        let mut seen = HashSet::with_capacity(self.found.names.len());
        self.found.names.iter().all(|name| seen.insert(name.as_str()))
    }

    fn end_chart(&mut self) {
        if !self.chart.is_empty() {
            self.ready.push(std::mem::take(&mut self.chart));
        }
    }

    fn seen_entries(&self) -> bool {
        matches!(self.section, Section::Entries | Section::AfterEntries)
    }

    /// A line with its end; it is kept if it lies inside the chart that is asked for.
    fn line(&mut self, whole: &[u8]) -> Result<(), Unusual> {
        let (was_inside, before) = (self.capturing, self.found.names.len());
        self.look_at(whole)?;
        if was_inside && self.capturing && self.found.names.len() == before {
            self.keep(whole);
        }
        Ok(())
    }

    fn keep(&mut self, whole: &[u8]) {
        let text = if self.wanted == Wanted::Each { &mut self.chart } else { &mut self.found.text };
        text.extend_from_slice(whole);
        if !whole.ends_with(b"\n") {
            text.push(b'\n');
        }
    }

    fn look_at(&mut self, whole: &[u8]) -> Result<(), Unusual> {
        let line = whole.trim_ascii_end();
        if let Some(quote) = self.quote {
            return self.quoted(line, quote);
        }
        let indent = line.iter().take_while(|&&byte| byte == b' ').count();
        let Some(&first) = line.get(indent) else { return Ok(()) };
        if self.scalar.is_some_and(|column| indent > column) {
            return Ok(());
        }
        self.scalar = None;
        match first {
            b'#' => return Ok(()),
            b'\t' => return Err(Unusual),
            _ => {}
        }
        match (indent, self.section) {
            (0, _) => self.top(line, whole),
            (_, Section::Entries) => self.entry(line, whole, indent, first),
            _ => self.structure(line, indent),
        }
    }

    /// A line at the left edge: a key of the index itself.
    fn top(&mut self, line: &[u8], whole: &[u8]) -> Result<(), Unusual> {
        if !self.begun && line == b"---" {
            self.begun = true;
            return Ok(());
        }
        self.begun = true;
        if line.starts_with(b"---") || line.starts_with(b"...") {
            return Err(Unusual);
        }
        if line.starts_with(b"-") {
            // A list under a key such as publicKeys.
            return if self.section == Section::Other { self.structure(line, 0) } else { Err(Unusual) };
        }
        let (key, value) = key_and_value(line).ok_or(Unusual)?;
        if !key.iter().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Unusual);
        }
        self.capturing = false;
        self.end_chart();
        match (key, self.section) {
            (b"entries", Section::Entries | Section::AfterEntries) => return Err(Unusual),
            (b"entries", _) => {
                if !is_nothing(value) {
                    return Err(Unusual);
                }
                self.section = Section::Entries;
                self.found.text.extend_from_slice(whole);
                return Ok(());
            }
            (_, Section::Entries | Section::AfterEntries) => self.section = Section::AfterEntries,
            _ => self.section = Section::Other,
        }
        if key == b"apiVersion" {
            self.found.text.extend_from_slice(whole);
            if !whole.ends_with(b"\n") {
                self.found.text.push(b'\n');
            }
            // What goes on in the next line would be lost.
            if value.starts_with(b"|") || value.starts_with(b">") {
                return Err(Unusual);
            }
        }
        self.value(value, 0)
    }

    /// A line below `entries`: a chart's name, or something of its versions.
    fn entry(&mut self, line: &[u8], whole: &[u8], indent: usize, first: u8) -> Result<(), Unusual> {
        let column = *self.indent.get_or_insert(indent);
        if indent < column {
            return Err(Unusual);
        }
        let is_item = first == b'-' && line.get(indent + 1).is_none_or(|&byte| byte == b' ');
        if indent > column || is_item {
            return if self.found.names.is_empty() { Err(Unusual) } else { self.structure(line, indent) };
        }
        let text = line.get(indent..).ok_or(Unusual)?;
        let (key, value) = key_and_value(text).ok_or(Unusual)?;
        let name = chart_name(key).ok_or(Unusual)?;
        if !is_nothing(value) && value != b"[]" {
            return Err(Unusual);
        }
        self.end_chart();
        self.capturing = match self.wanted {
            Wanted::Names => false,
            Wanted::One(wanted) => wanted == name,
            Wanted::Each => true,
        };
        if self.wanted == Wanted::Each {
            self.chart.extend_from_slice(b"apiVersion: v1\nentries:\n");
        }
        if self.capturing {
            self.keep(whole);
        }
        self.found.names.push(name.to_owned());
        Ok(())
    }

    /// A line that is passed over: only what may reach into the next lines counts.
    fn structure(&mut self, line: &[u8], indent: usize) -> Result<(), Unusual> {
        let (mut column, mut item) = (indent, None);
        let mut rest = line.get(indent..).unwrap_or_default();
        while let Some(after) = rest.strip_prefix(b"-") {
            if after.is_empty() {
                return Ok(());
            }
            let blanks = after.iter().take_while(|&&byte| byte == b' ').count();
            if blanks == 0 {
                break;
            }
            item = Some(column);
            column += 1 + blanks;
            rest = after.get(blanks..).unwrap_or_default();
        }
        if let Some(&quote @ (b'"' | b'\'')) = rest.first() {
            let after = match closing(rest.get(1..).unwrap_or_default(), quote) {
                Some(after) => after,
                None => return self.value(rest, item.unwrap_or(column)),
            };
            return match after.strip_prefix(b":") {
                Some(value) => self.value(value.trim_ascii_start(), column),
                None => nothing_after(after),
            };
        }
        match key_and_value(rest) {
            Some((key, value)) if !starts_oddly(key) => self.value(value, column),
            _ => self.value(rest, item.unwrap_or(column)),
        }
    }

    /// A value whose key or dash is in `column`.
    fn value(&mut self, value: &[u8], column: usize) -> Result<(), Unusual> {
        let Some(&first) = value.first() else { return Ok(()) };
        match first {
            b'#' => Ok(()),
            quote @ (b'"' | b'\'') => match closing(value.get(1..).unwrap_or_default(), quote) {
                Some(after) => nothing_after(after),
                None => {
                    self.quote = Some(quote);
                    Ok(())
                }
            },
            b'{' | b'[' => nothing_after(flow(value)?),
            b'&' | b'*' | b'!' | b'%' | b'@' | b'`' => Err(Unusual),
            b'?' if value.get(1).is_none_or(|&byte| byte == b' ') => Err(Unusual),
            _ => {
                self.scalar = Some(column);
                Ok(())
            }
        }
    }

    /// A line inside a quoted scalar.
    fn quoted(&mut self, line: &[u8], quote: u8) -> Result<(), Unusual> {
        match closing(line, quote) {
            Some(after) => {
                self.quote = None;
                nothing_after(after)
            }
            None => Ok(()),
        }
    }
}

/// `key: value` and `key:`, split; the value without blanks in front.
fn key_and_value(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr_iter(b':', text).find(|&at| text.get(at + 1).is_none_or(|&byte| byte == b' '))?;
    let (key, value) = text.split_at_checked(at)?;
    Some((key, value.get(1..)?.trim_ascii_start()))
}

/// Whether a key begins with something that is no plain text.
fn starts_oddly(key: &[u8]) -> bool {
    key.first().is_none_or(|first| b"&*!%@`?|>{[\"'#,]}".contains(first))
}

/// Nothing but a comment.
fn is_nothing(value: &[u8]) -> bool {
    value.is_empty() || value.starts_with(b"#")
}

fn nothing_after(rest: &[u8]) -> Result<(), Unusual> {
    if is_nothing(rest.trim_ascii_start()) { Ok(()) } else { Err(Unusual) }
}

/// What follows the closing quote, if it is there.
fn closing(text: &[u8], quote: u8) -> Option<&[u8]> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            _ if byte == quote && quote == b'\'' && text.get(at + 1) == Some(&quote) => at += 2,
            _ if byte == quote => return text.get(at + 1..),
            _ => at += 1,
        }
    }
    None
}

/// What follows a list or mapping in brackets that ends in its line. Anchors and tags in it are passed over with it, as
/// what is referred to lies in the same chart or makes the parser fail.
fn flow(text: &[u8]) -> Result<&[u8], Unusual> {
    let (mut depth, mut rest) = (0_usize, text);
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            b'"' | b'\'' => closing(after, byte).ok_or(Unusual)?,
            b'&' | b'*' | b'!' => return Err(Unusual),
            _ => after,
        };
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1).ok_or(Unusual)?,
            _ => {}
        }
        if depth == 0 {
            return Ok(rest);
        }
    }
    Err(Unusual)
}

/// A chart's name that is plain text for every reader of YAML.
fn chart_name(key: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(key).ok()?;
    let quoted = |quote: char| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    let simple = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    if let Some(inside) = quoted('"').or_else(|| quoted('\'')) {
        return simple(inside).then_some(inside);
    }
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_word = words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let letters = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    (simple(text) && letters && !is_word).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::Index;
    use proptest::prelude::*;

    const TEXT: &str = "# made by hand\napiVersion: v1\nentries:\n  alpha:\n  - name: alpha\n    description: |\n      it's \"odd\n     \n      demo:\n    version: 1.0.0\n  demo:\n  - name: demo\n    version: 1.2.0\n    description: \"over\n  two: lines\"\n    urls: [a.tgz]\n    keywords:\n    - 'it''s'\n  zeta:\n  - {name: zeta, version: 0.1.0}\ngenerated: \"2020-01-01T00:00:00Z\"\n";

    fn scan(text: &str, wanted: &str, step: usize) -> Result<Scanned, Unusual> {
        let mut scan = Scan::new(Wanted::One(wanted));
        for piece in text.as_bytes().chunks(step) {
            scan.feed(piece)?;
        }
        scan.finish()
    }

    #[test]
    fn one_chart_is_found_among_others_whatever_the_pieces() {
        let whole = scan(TEXT, "demo", TEXT.len()).expect("an ordinary index");
        assert_eq!(whole.names, ["alpha", "demo", "zeta"]);
        for step in [1, 7, 64] {
            assert_eq!(scan(TEXT, "demo", step), Ok(whole.clone()));
        }
        let index = Index::read(&whole.text, Some("demo")).expect("an index");
        let entry = index.find("demo", "").expect("a version");
        assert_eq!((entry.metadata.description.as_str(), entry.urls.len()), ("over two: lines", 1));
        let text = String::from_utf8(whole.text).expect("text");
        assert!(!text.contains("zeta") && !text.contains("alpha"));
    }

    #[test]
    fn what_needs_a_parser_is_left_to_it() {
        for text in [
            "{\"apiVersion\": \"v1\"}",
            "apiVersion: v1\nentries: {}\n",
            "apiVersion: v1\nentries:\n  demo: &a\n  - name: demo\n",
            "apiVersion: v1\nentries:\n  demo:\n  - *a\n",
            "apiVersion: v1\nentries:\n  demo:\n  - {name: demo,\n     version: 1}\n",
            "apiVersion: v1\nentries:\n  demo: []\n  demo: []\n",
            "apiVersion: v1\nentries:\n  true: []\n",
            "apiVersion: v1\nentries:\n\tdemo: []\n",
            "apiVersion: v1\nentries:\n  demo: []\n---\na: 1\n",
            "apiVersion: v1\nentries:\n  demo:\n  - name: \"demo\n",
            "apiVersion: v1\n",
        ] {
            assert_eq!(scan(text, "demo", 10), Err(Unusual), "{text}");
        }
    }

    #[test]
    fn each_chart_comes_in_an_index_of_its_own() {
        let mut scan = Scan::new(Wanted::Each);
        let mut charts = Vec::new();
        for piece in TEXT.as_bytes().chunks(50) {
            scan.feed(piece).expect("an ordinary index");
            charts.extend(scan.ready());
        }
        let scanned = scan.finish().expect("an ordinary index");
        charts.extend(scan.ready());
        let names = charts.iter().map(|chart| {
            let index = Index::read(chart, None).expect("an index");
            index.entries.into_keys().next().expect("a chart")
        });
        assert_eq!(names.collect::<Vec<_>>(), scanned.names);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_the_parser_finds(
            lines in prop::collection::vec("( {0,6})(- )?(a|b|demo|name|version)?(: |:)?(\"|'|\\||>|x|1.0.0|# c|\\{a: b\\}|\\[)?(\"|')?", 0..12),
        ) {
            let text = format!("apiVersion: v1\nentries:\n  demo:\n  - name: demo\n    version: 1.0.0\n{}\n", lines.join("\n"));
            if let (Ok(scanned), Ok(whole)) = (scan(&text, "demo", 16), Index::read(text.as_bytes(), Some("demo"))) {
                let part = Index::read(&scanned.text, Some("demo"));
                let versions = |index: &Index| index.entries.get("demo").map(|entries| entries.iter().map(|entry| entry.metadata.version.clone()).collect::<Vec<_>>());
                prop_assert_eq!(part.map(|part| versions(&part)), Ok(versions(&whole)), "{}", text);
            }
        }
    }
}
