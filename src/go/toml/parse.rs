//! The parser: keys, tables and values in order. Values nest on a stack of its own, so depth costs memory and nothing
//! else. Each fault is reported with the key that was last read, as the library does.

use super::cursor::{Cursor, Fault};
use super::document::{Document, Place};
use super::scalar::Local;
use crate::go::{Map, Str, Value, strconv};
use std::fmt;

/// Why a text is not TOML, in the library's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The map of a TOML document: `int64`, `float64`, `string`, `bool`, `[]interface {}`, `map[string]interface {}`,
/// `[]map[string]interface {}` and `time.Time`. `local` is asked once if there is a date.
pub fn decode(text: &[u8], local: &mut dyn FnMut() -> Local) -> Result<Map, Error> {
    let marks: [&[u8]; 3] = [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"];
    let text = marks.iter().find_map(|mark| text.strip_prefix(*mark)).unwrap_or(text);
    if text.iter().take(6).any(|&byte| byte == 0) {
        let cause = "files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8";
        return Err(Error(format!("toml: line 1: {cause}")));
    }
    let document = Document::new();
    let context = document.root();
    let mut parser = Parser {
        cursor: Cursor::new(text),
        document,
        context,
        current_key: Str::from(""),
        key_line: 1,
        local,
        zone: None,
    };
    match parser.document() {
        Ok(()) => Ok(parser.document.finish()),
        Err(fault) => Err(parser.error(fault)),
    }
}

pub(super) struct Parser<'t, 'd> {
    pub(super) cursor: Cursor<'t>,
    document: Document,
    /// The table that keys go into.
    context: Place,
    /// The key whose value is being read.
    current_key: Str,
    /// The line of the key or table name that was read last.
    key_line: usize,
    pub(super) local: &'d mut dyn FnMut() -> Local,
    pub(super) zone: Option<Local>,
}

/// What a part of the parser gives.
pub(super) type Parsed<T> = Result<T, Fault>;

/// The parts of a dotted key: the tables it leads through, and the last.
struct Key {
    tables: Vec<Str>,
    last: Str,
}

/// A value that is not complete yet.
enum Frame {
    Array(Vec<Value>),
    Inline(Inline),
}

struct Inline {
    table: Map,
    key: Key,
    /// The place of the inline table, and the place and key that it is the value of.
    inside: Place,
    outside: (Place, Str),
}

/// What comes next within a nested value.
enum Step {
    /// A value is expected.
    Value,
    /// A value is complete.
    Done(Value),
}

impl Parser<'_, '_> {
    fn error(&self, fault: Fault) -> Error {
        let mut last = self.document.name(self.context);
        if !self.current_key.is_empty() {
            if !last.is_empty() {
                last.push(b'.');
            }
            last.extend_from_slice(&self.current_key);
        }
        let Fault { line, message } = fault;
        Error(if last.is_empty() {
            format!("toml: line {line}: {message}")
        } else {
            format!("toml: line {line} (last key {}): {message}", strconv::quote(&last))
        })
    }

    /// A fault about a key, on the line of the key.
    fn key_fault<T>(&self, outcome: Result<T, String>) -> Parsed<T> {
        outcome.map_err(|message| Fault { line: self.key_line, message })
    }

    fn document(&mut self) -> Parsed<()> {
        loop {
            self.cursor.skip_filler()?;
            match self.cursor.peek()? {
                None => return Ok(()),
                Some('[') => self.header()?,
                Some(_) => self.assignment()?,
            }
            self.end_of_item()?;
        }
    }

    /// Nothing but a comment may follow on the same line.
    fn end_of_item(&mut self) -> Parsed<()> {
        self.cursor.skip_blanks()?;
        match self.cursor.next()? {
            None | Some('\n' | '\r') => Ok(()),
            Some('#') => self.cursor.skip_comment(),
            Some(c) => {
                let got = strconv::quote_rune(c, false);
                let wanted = "a top-level item to end with a newline, comment, or EOF";
                self.cursor.fault(format!("expected {wanted}, but got {got} instead"))
            }
        }
    }

    /// `[table]` or `[[array of tables]]`.
    fn header(&mut self) -> Parsed<()> {
        self.cursor.next()?;
        let array = self.cursor.accept('[')?;
        let key = self.table_name()?;
        if array {
            let got = self.cursor.next()?;
            if got != Some(']') {
                let wanted = "expected end of table array name delimiter ']'";
                return self.cursor.fault_after(got, format!("{wanted}, but got {} instead", rune(got)));
            }
        }
        let mut place = self.document.root();
        for name in &key.tables {
            let entered = self.document.enter_parent(place, name);
            place = self.key_fault(entered)?;
        }
        self.context = place;
        let opened = if array {
            self.document.append_table(place, &key.last)
        } else {
            self.document.open_table(place, &key.last)
        };
        self.context = self.key_fault(opened)?;
        self.document.note_table(self.context);
        Ok(())
    }

    /// The name of a table up to its first `]`.
    fn table_name(&mut self) -> Parsed<Key> {
        let blank = "unexpected end of table name (table names cannot be empty)";
        let separator = "unexpected table separator (table names cannot be empty)";
        self.dotted(']', blank, separator, |cursor, got| {
            let wanted = "expected '.' or ']' to end table name";
            cursor.fault_after(got, format!("{wanted}, but got {} instead", rune(got)))
        })
    }

    /// The parts of a key up to its `=`.
    fn key(&mut self) -> Parsed<Key> {
        self.cursor.skip_blanks()?;
        match self.cursor.peek()? {
            None | Some('=') => return self.cursor.fault("unexpected '=': key name appears blank"),
            Some('.') => return self.cursor.fault("unexpected '.': keys cannot start with a '.'"),
            Some(_) => {}
        }
        self.dotted('=', "unexpected '='", "unexpected '.'", |cursor, got| match got {
            None => cursor.fault_after(None, "unexpected EOF; expected key separator '='"),
            got => {
                let line = cursor.line() - usize::from(got == Some('\n'));
                Err(Fault { line, message: format!("expected '.' or '=', but got {} instead", rune(got)) })
            }
        })
    }

    /// Parts with dots between them up to `end`. Where a part is missing, `blank` or `separator` is the fault, by what is
    /// there in its place; `unexpected` makes the one for what follows a part.
    fn dotted(
        &mut self,
        end: char,
        blank: &str,
        separator: &str,
        unexpected: impl Fn(&Cursor<'_>, Option<char>) -> Parsed<Key>,
    ) -> Parsed<Key> {
        let mut parts = Vec::new();
        loop {
            self.cursor.skip_blanks()?;
            match self.cursor.peek()? {
                Some('.') => return self.cursor.fault(separator),
                next if next.is_none_or(|next| next == end) => return self.cursor.fault(blank),
                _ => {}
            }
            let part = self.cursor.key_part()?;
            if parts.is_empty() {
                self.key_line = self.cursor.line();
            }
            self.cursor.skip_blanks()?;
            match self.cursor.next()? {
                Some('.') => parts.push(part),
                Some(c) if c == end => return Ok(Key { tables: parts, last: part }),
                got => return unexpected(&self.cursor, got),
            }
        }
    }

    /// Reads a key and goes to the table that its last part is in.
    fn enter_key(&mut self) -> Parsed<Key> {
        let key = self.key()?;
        self.current_key = key.last.clone();
        for name in &key.tables {
            let below = self.document.below(self.context, name);
            self.document.imply(below);
            let opened = self.document.open_table(self.context, name);
            self.context = self.key_fault(opened)?;
        }
        Ok(key)
    }

    /// `key = value` outside of inline tables.
    fn assignment(&mut self) -> Parsed<()> {
        let outside = self.context;
        let key = self.enter_key()?;
        let value = self.value()?;
        self.store(&key.last, value)?;
        self.context = outside;
        self.current_key = Str::from("");
        Ok(())
    }

    fn store(&mut self, key: &Str, value: Value) -> Parsed<()> {
        let array = matches!(value, Value::List(_));
        let set = self.document.set(self.context, key, value);
        self.key_fault(set)?;
        self.document.note_array(self.context, key, array);
        Ok(())
    }

    /// A value with all that is nested in it.
    fn value(&mut self) -> Parsed<Value> {
        let mut frames = Vec::new();
        let mut step = Step::Value;
        loop {
            step = match step {
                Step::Value => self.start_value(&mut frames)?,
                Step::Done(value) => match frames.pop() {
                    None => return Ok(value),
                    Some(Frame::Array(mut items)) => {
                        items.push(value);
                        self.after_element(items, &mut frames)?
                    }
                    Some(Frame::Inline(inline)) => self.after_pair(inline, value, &mut frames)?,
                },
            };
        }
    }

    /// Reads a scalar, or opens an array or inline table.
    fn start_value(&mut self, frames: &mut Vec<Frame>) -> Parsed<Step> {
        self.cursor.skip_blanks()?;
        match self.cursor.peek()? {
            Some('[') => {
                self.cursor.next()?;
                let key = self.current_key.clone();
                self.document.note_array(self.context, &key, true);
                self.next_element(Vec::new(), frames)
            }
            Some('{') => {
                self.cursor.next()?;
                let in_array = matches!(frames.last(), Some(Frame::Array(_)));
                let inline = self.open_inline(in_array)?;
                self.next_pair(inline, frames)
            }
            _ => self.scalar().map(Step::Done),
        }
    }

    /// After `[` or a comma.
    fn next_element(&mut self, items: Vec<Value>, frames: &mut Vec<Frame>) -> Parsed<Step> {
        self.cursor.skip_filler()?;
        match self.cursor.peek()? {
            Some(',') => self.cursor.fault("unexpected comma"),
            Some(']') => {
                self.cursor.next()?;
                Ok(Step::Done(Value::list(items)))
            }
            _ => {
                frames.push(Frame::Array(items));
                Ok(Step::Value)
            }
        }
    }

    fn after_element(&mut self, items: Vec<Value>, frames: &mut Vec<Frame>) -> Parsed<Step> {
        self.cursor.skip_filler()?;
        match self.cursor.next()? {
            Some(',') => self.next_element(items, frames),
            Some(']') => Ok(Step::Done(Value::list(items))),
            got => {
                let wanted = "expected a comma (',') or array terminator (']')";
                self.cursor.fault_after(got, format!("{wanted}, but got {}", character(got)))
            }
        }
    }

    fn open_inline(&mut self, in_array: bool) -> Parsed<Inline> {
        let outside = (self.context, std::mem::replace(&mut self.current_key, Str::from("")));
        let (parent, name) = (&outside.0, &outside.1);
        self.context = self.document.below(*parent, name);
        self.document.imply(self.context);
        let opened =
            if in_array { self.document.append_table(*parent, name) } else { self.document.open_table(*parent, name) };
        // A value in the way is reported from within the path, a key that is taken from its parent.
        if opened.is_err() && parent.is_table() {
            self.context = *parent;
        }
        let inside = self.key_fault(opened)?;
        self.context = inside;
        let key = Key { tables: Vec::new(), last: Str::from("") };
        Ok(Inline { table: Map::new(), key, inside, outside })
    }

    /// After `{` or a comma.
    fn next_pair(&mut self, mut inline: Inline, frames: &mut Vec<Frame>) -> Parsed<Step> {
        self.cursor.skip_filler()?;
        match self.cursor.peek()? {
            Some(',') => self.cursor.fault("unexpected comma"),
            Some('}') => self.close_inline(inline),
            _ => {
                inline.key = self.enter_key()?;
                frames.push(Frame::Inline(inline));
                Ok(Step::Value)
            }
        }
    }

    fn after_pair(&mut self, inline: Inline, value: Value, frames: &mut Vec<Frame>) -> Parsed<Step> {
        let key = &inline.key;
        self.store(&key.last, value.clone())?;
        let mut table = inline.table.clone();
        for name in &key.tables {
            table = match table.get(name) {
                Some(Value::Map(found)) => found,
                Some(_) => {
                    let context = strconv::quote(&self.document.name(self.context));
                    return self.key_fault(Err(format!("{context} is not a table")));
                }
                None => {
                    let new = Map::new();
                    table.insert(name.clone(), Value::Map(new.clone()));
                    new
                }
            };
        }
        table.insert(key.last.clone(), value);
        self.context = inline.inside;

        self.cursor.skip_filler()?;
        if self.cursor.peek()? == Some('}') {
            return self.close_inline(inline);
        }
        let got = self.cursor.next()?;
        if got == Some(',') {
            return self.next_pair(inline, frames);
        }
        let wanted = "expected a comma or an inline table terminator '}'";
        self.cursor.fault_after(got, format!("{wanted}, but got {} instead", character(got)))
    }

    /// Reads the `}`.
    fn close_inline(&mut self, inline: Inline) -> Parsed<Step> {
        self.cursor.next()?;
        (self.context, self.current_key) = inline.outside;
        Ok(Step::Done(Value::Map(inline.table)))
    }
}

/// A character as Go quotes it; the end of the text counts as NUL.
pub(super) fn rune(got: Option<char>) -> String {
    strconv::quote_rune(got.unwrap_or('\0'), false)
}

fn character(got: Option<char>) -> String {
    got.map_or_else(|| String::from("end of file"), |c| format!("'{c}'"))
}

#[cfg(test)]
mod tests {
    use super::super::encode;
    use super::*;
    use crate::go::time::Zone;
    use proptest::prelude::*;

    fn utc() -> Local {
        Local { zone: Zone::local("UTC"), offset: 0 }
    }

    /// The document written again, or the error.
    fn shown(text: &str) -> String {
        match decode(text.as_bytes(), &mut utc) {
            Ok(map) => match encode(&Value::Map(map), &mut |_| Ok::<(), ()>(())) {
                Ok(text) => String::from_utf8_lossy(&text).into_owned(),
                Err(failure) => format!("{failure:?}"),
            },
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn keys_and_tables_nest() {
        assert_eq!(shown("a.b = 1\n[t]\n\"x y\" = 2"), "[a]\n  b = 1\n\n[t]\n  \"x y\" = 2\n");
        assert_eq!(shown("[[l]]\ny = 3\n[[l]]\n[l.m]"), "[[l]]\n  y = 3\n\n[[l]]\n  [l.m]\n");
        assert_eq!(shown("a = [{b = 1, c.d = 2}, {}]"), "[[a]]\n  b = 1\n  [a.c]\n    d = 2\n\n[[a]]\n");
    }

    #[test]
    fn scalars_have_their_types() {
        assert_eq!(shown("a = [0x1F, 0o17, -1_000, +0]"), "a = [31, 15, -1000, 0]\n");
        assert_eq!(shown("a = [1e3, -inf, nan, 3.25]"), "a = [1000.0, -inf, nan, 3.25]\n");
        assert_eq!(shown("a = [true, 'raw\\n', \"\\u00e9\\t\"]"), "a = [true, \"raw\\\\n\", \"é\\t\"]\n");
        assert_eq!(shown("a = \"\"\"\none \\\n   two\"\"\"\"\""), "a = \"one two\\\"\\\"\"\n");
        let dates =
            "a = [2020-01-02T03:04:05Z, 2020-01-02 03:04:00+01:00, 2020-01-02T03:04:00, 2020-02-29, 07:32:00.5]";
        assert_eq!(shown(dates), dates.replacen("02 03", "02T03", 1) + "\n");
    }

    #[test]
    fn errors_have_the_librarys_words_line_and_last_key() {
        let cases = [
            ("bad", "1: unexpected EOF; expected key separator '='"),
            ("a = ", "1 (last key \"a\"): unexpected EOF; expected value"),
            ("a = 9223372036854775808", "1 (last key \"a\"): 9223372036854775808 is out of range for int64"),
            ("a = [\n1\n", "2 (last key \"a\"): expected a comma (',') or array terminator (']'), but got end of file"),
            ("[t]\na = {b = 1,\nc", "3 (last key \"t.a.b\"): unexpected EOF; expected key separator '='"),
            ("a = 1\na = 2", "2 (last key \"a\"): Key 'a' has already been defined."),
            ("a = 1\n[a.b]", "2: Key 'a' was already created as a hash."),
            ("a = \"x\ny\"", "1 (last key \"a\"): strings cannot contain newlines"),
            ("a = 2020-13-01", "1 (last key \"a\"): invalid datetime: \"2020-13-01\""),
            ("a = 01", "1 (last key \"a\"): Invalid integer \"01\": cannot have leading zeroes"),
            ("a = inx", "1 (last key \"a\"): expected value but found \"nx\" instead"),
            ("a = \"\\ud800\"", "1 (last key \"a\"): Escaped character '\\ud800' is not valid UTF-8."),
            ("a = 1 \u{1}", "1: TOML files cannot contain control characters: '0x01'"),
        ];
        for (text, error) in cases {
            assert_eq!(shown(text), format!("toml: line {error}"), "{text}");
        }
    }

    #[test]
    fn what_the_library_lets_pass_passes() {
        assert_eq!(shown("a = [1]\na.b = 2"), "[a]\n  b = 2\n");
        assert_eq!(shown("[[x]]\ny.z = 1\n[[x]]\ny = 2"), "[[x]]\n  [x.y]\n    z = 1\n\n[[x]]\n  y = 2\n");
    }

    #[test]
    fn depth_costs_no_stack_and_no_square_of_time() {
        let deep = format!("a = {}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert!(decode(deep.as_bytes(), &mut utc).is_ok());
        let inline = format!("a = {}1{}", "{b = ".repeat(100_000), "}".repeat(100_000));
        assert!(decode(inline.as_bytes(), &mut utc).is_ok());
        let dotted = format!("{}a = 1", "a.".repeat(200_000));
        assert!(decode(dotted.as_bytes(), &mut utc).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_to_read(
            text in "([ab.\"'=\\[\\]{},\n\r#\\\\ 0-9:TZenif+_-]|\"\"\"|'''|\\[\\[|\\PC){0,40}"
        ) {
            let _ = decode(text.as_bytes(), &mut utc);
        }

        #[test]
        fn what_was_written_reads_the_same(
            text in "(a|b|c\\.d|\"e f\") = ([1-9][0-9]{0,5}|\"[^\"\\\\\\p{C}]{0,9}\"|\\[\\]|\\{x = 1\\})"
        ) {
            let once = shown(&text);
            prop_assert_eq!(shown(&once), once);
        }
    }
}
