//! The little language of `--set` and its kin: `a.b[0].c=x,d={1,2}`. Grammar, typing of values and sentences are those
//! of Helm's `strvals`; indices, nesting and recursion are bounded here.

use crate::go::{List, Map, Str, Value, json, strconv};

/// The largest list index.
const MAX_INDEX: i64 = 65_536;

/// How many dots a name may have.
const MAX_NESTING: usize = 30;

/// How many steps of a name (dots and indices together) may be nested. Helm bounds the dots alone.
const MAX_STEPS: usize = 200;

/// What the text behind a `=` becomes.
pub enum Style<'a> {
    /// `--set`: bools, null and integers are told from strings.
    Typed,
    /// `--set-string`: always a string.
    String,
    /// `--set-json`: one JSON value.
    Json,
    /// `--set-file`: what the reader makes of it.
    File(&'a mut dyn FnMut(&str) -> Result<Value, String>),
    /// `--set-literal`: a string to the end of the text, commas and backslashes included.
    Literal,
}

/// Applies the text of one flag to `values`. An error is Helm's sentence; what was set before it stays set.
pub fn set(text: &str, values: &Map, style: Style<'_>) -> Result<(), String> {
    let mut parser = Parser { text, at: 0, style };
    loop {
        match parser.key(values, 0, 0) {
            Ok(()) => {}
            Err(Stop::End) => return Ok(()),
            Err(Stop::Failed(sentence)) => return Err(sentence),
        }
    }
}

/// Why parsing stopped. The end of the text is no error, wherever it comes, unless someone makes one of it.
enum Stop {
    End,
    Failed(String),
}

impl From<String> for Stop {
    fn from(sentence: String) -> Self {
        Stop::Failed(sentence)
    }
}

struct Parser<'t, 's> {
    text: &'t str,
    at: usize,
    style: Style<'s>,
}

/// Characters up to one that stops a run, or to the end.
struct Run {
    text: String,
    /// What stopped it; `None` at the end of the text.
    stop: Option<char>,
}

impl Parser<'_, '_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.rest().chars().next()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    /// Reads up to one of `stops`. A backslash takes the next character as it is, except in literal style.
    fn run(&mut self, stops: &[char]) -> Run {
        let escapes = !matches!(self.style, Style::Literal);
        let mut text = String::new();
        while let Some(letter) = self.next() {
            if stops.contains(&letter) {
                return Run { text, stop: Some(letter) };
            }
            if letter != '\\' || !escapes {
                text.push(letter);
            } else if let Some(escaped) = self.next() {
                text.push(escaped);
            }
        }
        Run { text, stop: None }
    }

    /// One name and its value, into `data`.
    fn key(&mut self, data: &Map, nesting: usize, steps: usize) -> Result<(), Stop> {
        check_steps(steps)?;
        let stops: &[char] =
            if matches!(self.style, Style::Literal) { &['=', '[', '.'] } else { &['=', '[', ',', '.'] };
        let Run { text: name, stop } = self.run(stops);
        match stop {
            None if name.is_empty() => Err(Stop::End),
            None => Err(Stop::Failed(format!("key {} has no value", strconv::quote(name.as_bytes())))),
            Some('[') => self.list_key(data, &name, nesting, steps),
            Some('.') => self.table_key(data, &name, nesting + 1, steps),
            Some(',') => {
                put(data, &name, Value::str(""));
                let quoted = strconv::quote(name.as_bytes());
                Err(Stop::Failed(format!("key {quoted} has no value (cannot end with ,)")))
            }
            Some(_) => self.assign(data, &name),
        }
    }

    fn list_key(&mut self, data: &Map, name: &str, nesting: usize, steps: usize) -> Result<(), Stop> {
        let index = self.index()?;
        let list = match data.get(name.as_bytes()) {
            None => Vec::new(),
            Some(Value::List(list)) => {
                // Taken out, so that a list of thousands is changed in place rather than copied each time.
                data.undefine(name.as_bytes());
                list.into_items()
            }
            Some(other) => return Err(wrong_type(&other, "[]interface {}")),
        };
        let (list, result) = self.list_item(list, index, nesting, steps + 1);
        put(data, name, Value::List(List::new(list)));
        result
    }

    fn table_key(&mut self, data: &Map, name: &str, nesting: usize, steps: usize) -> Result<(), Stop> {
        if nesting > MAX_NESTING {
            return Err(Stop::Failed(format!(
                "value name nested level is greater than maximum supported nested level of {MAX_NESTING}"
            )));
        }
        let inner = match data.get(name.as_bytes()) {
            None => Map::new(),
            Some(Value::Map(inner)) => inner,
            Some(other) => return Err(wrong_type(&other, "map[string]interface {}")),
        };
        let result = self.key(&inner, nesting, steps + 1);
        if inner.is_empty() {
            result?;
            return Err(Stop::Failed(format!("key map {} has no value", strconv::quote(name.as_bytes()))));
        }
        put(data, name, Value::Map(inner));
        result
    }

    fn assign(&mut self, data: &Map, name: &str) -> Result<(), Stop> {
        if matches!(self.style, Style::Json) {
            let value = self.json_value()?;
            put(data, name, value);
            return Ok(());
        }
        // The end behind a `=` gives an empty string and is the end; a value that reaches the end is not.
        let at_end = self.rest().is_empty() && !matches!(self.style, Style::Literal);
        let value = self.value()?;
        put(data, name, value);
        if at_end { Err(Stop::End) } else { Ok(()) }
    }

    /// The list with its item at `index` set. The list comes back in any case: Helm keeps it even when it fails.
    fn list_item(
        &mut self,
        mut list: Vec<Value>,
        index: i64,
        nesting: usize,
        steps: usize,
    ) -> (Vec<Value>, Result<(), Stop>) {
        let result = self.set_item(&mut list, index, nesting, steps);
        (list, result)
    }

    fn set_item(&mut self, list: &mut Vec<Value>, index: i64, nesting: usize, steps: usize) -> Result<(), Stop> {
        check_steps(steps)?;
        if index < 0 {
            return Err(Stop::Failed(format!("negative {index} index not allowed")));
        }
        let Run { text, stop } = self.run(&['[', '.', '=']);
        if !text.is_empty() {
            let letters: Vec<String> = text.chars().map(|letter| strconv::quote_rune(letter, false)).collect();
            return Err(Stop::Failed(format!("unexpected data at end of array index: [{}]", letters.join(" "))));
        }
        match stop {
            None => Err(Stop::End),
            Some('=') => {
                let value = if matches!(self.style, Style::Json) { self.json_value()? } else { self.value()? };
                put_item(list, index, value)
            }
            Some('[') => {
                let next = self.index()?;
                let (inner, was_there) = match take_item(list, index) {
                    Value::Nil => (Vec::new(), false),
                    Value::List(inner) => (inner.into_items(), true),
                    other => return Err(wrong_type(&other, "[]interface {}")),
                };
                let (inner, result) = self.list_item(inner, next, nesting, steps + 1);
                if was_there || result.is_ok() {
                    put_item(list, index, Value::List(List::new(inner)))?;
                }
                result
            }
            Some(_) => {
                let inner = match item(list, index) {
                    Some(Value::Map(inner)) => inner,
                    // An index that is there with something else in it starts anew.
                    Some(_) => {
                        let inner = Map::new();
                        put_item(list, index, Value::Map(inner.clone()))?;
                        inner
                    }
                    None => Map::new(),
                };
                self.key(&inner, nesting, steps + 1)?;
                put_item(list, index, Value::Map(inner))
            }
        }
    }

    /// The number up to `]`.
    fn index(&mut self) -> Result<i64, Stop> {
        let Run { text, stop } = self.run(&[']']);
        if stop.is_none() {
            return Err(Stop::End);
        }
        strconv::atoi(text.as_bytes()).map_err(|error| Stop::Failed(format!("error parsing index: {error}")))
    }

    /// The value behind a `=`: a list in braces or the text up to a comma.
    fn value(&mut self) -> Result<Value, Stop> {
        if matches!(self.style, Style::Literal) {
            let rest = self.rest().to_owned();
            self.at = self.text.len();
            return Ok(Value::str(rest));
        }
        if self.rest().is_empty() {
            return Ok(Value::str(""));
        }
        if self.rest().starts_with('{') {
            self.at += 1;
            return self.braces();
        }
        let Run { text, .. } = self.run(&[',']);
        Ok(self.read(&text)?)
    }

    fn braces(&mut self) -> Result<Value, Stop> {
        let mut items = Vec::new();
        loop {
            let Run { text, stop } = self.run(&[',', '}']);
            match stop {
                None => return Err(Stop::Failed(String::from("list must terminate with '}'"))),
                Some('}') => {
                    if self.rest().starts_with(',') {
                        self.at += 1;
                    }
                    items.push(self.read(&text)?);
                    return Ok(Value::list(items));
                }
                Some(_) => items.push(self.read(&text)?),
            }
        }
    }

    fn read(&mut self, text: &str) -> Result<Value, String> {
        match &mut self.style {
            Style::Typed => Ok(typed(text)),
            Style::File(reader) => reader(text),
            Style::String | Style::Json | Style::Literal => Ok(Value::str(text)),
        }
    }

    /// A JSON value and the comma behind it; nothing in front of a comma or the end is null.
    fn json_value(&mut self) -> Result<Value, Stop> {
        if self.skip_to_comma() {
            return Ok(Value::Nil);
        }
        let length = json_length(self.rest());
        let text = &self.rest()[..length];
        let value = json::decode(text.as_bytes()).map_err(|error| error.to_string())?;
        self.at += length;
        self.skip_to_comma();
        Ok(value)
    }

    /// Skips white space and one comma; whether a comma or the end was next.
    fn skip_to_comma(&mut self) -> bool {
        let blank = self.rest().len() - self.rest().trim_start().len();
        self.at += blank;
        if self.rest().starts_with(',') {
            self.at += 1;
            return true;
        }
        self.rest().is_empty()
    }
}

fn check_steps(steps: usize) -> Result<(), Stop> {
    if steps <= MAX_STEPS {
        return Ok(());
    }
    Err(Stop::Failed(format!("value name has more than the maximum supported {MAX_STEPS} names and indices")))
}

/// Sets a key; an empty one is passed over.
fn put(data: &Map, name: &str, value: Value) {
    if !name.is_empty() {
        data.define(Str::from(name), value);
    }
}

fn item(list: &[Value], index: i64) -> Option<Value> {
    list.get(usize::try_from(index).ok()?).cloned()
}

/// Takes an item out for as long as it is changed.
fn take_item(list: &mut [Value], index: i64) -> Value {
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    list.get_mut(index).map(std::mem::take).unwrap_or_default()
}

fn put_item(list: &mut Vec<Value>, index: i64, value: Value) -> Result<(), Stop> {
    if index > MAX_INDEX {
        return Err(Stop::Failed(format!("index of {index} is greater than maximum supported index of {MAX_INDEX}")));
    }
    let index = usize::try_from(index).unwrap_or_default();
    if list.len() <= index {
        list.resize(index + 1, Value::Nil);
    }
    list[index] = value;
    Ok(())
}

/// A name that goes through something that has no names, in Go's words for it.
fn wrong_type(value: &Value, wanted: &str) -> Stop {
    let found = if value.is_nil() { Str::from("nil") } else { value.type_name() };
    Stop::Failed(format!("unable to parse key: interface conversion: interface {{}} is {found}, not {wanted}"))
}

/// What `--set` takes a text for.
fn typed(text: &str) -> Value {
    let is = |word: &str| {
        // Go folds case as Unicode does, where the long s is an s.
        text.chars().map(|letter| if letter == 'ſ' { 's' } else { letter.to_ascii_lowercase() }).eq(word.chars())
    };
    match text.as_bytes().first() {
        Some(b't' | b'T') if is("true") => Value::Bool(true),
        Some(b'f' | b'F') if is("false") => Value::Bool(false),
        Some(b'n' | b'N') if is("null") => Value::Nil,
        Some(b'0') if text == "0" => Value::int64(0),
        // Zeros in front are kept: such texts are rarely meant as numbers.
        Some(b'0') | None => Value::str(text),
        Some(_) => strconv::parse_int(text.as_bytes(), 10, 64).map_or_else(|_| Value::str(text), Value::int64),
    }
}

/// How many bytes the JSON value at the start of `text` has. Whether it is good JSON is for its reader to say.
fn json_length(text: &str) -> usize {
    match text.bytes().next() {
        Some(b'{' | b'[') => container_length(text),
        Some(b'"') => 1 + string_length(&text[1..]),
        Some(b'-' | b'0'..=b'9') => number_length(text),
        _ => ["true", "false", "null"].into_iter().find(|word| text.starts_with(word)).map_or(text.len(), str::len),
    }
}

/// Up to the bracket that closes the first one.
fn container_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0usize);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => at += string_length(&text[at..]),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// What follows an opening quote, the closing one included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    end.map_or(text.len(), |end| end + 1)
}

/// As far as JSON's grammar for numbers goes: a zero in front stands alone.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(text.starts_with('-'));
    at += if bytes.get(at) == Some(&b'0') { 1 } else { digits(at) };
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        if digits((at + 1 + sign).min(bytes.len())) > 0 {
            at += 1 + sign + digits(at + 1 + sign);
        }
    }
    at.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_of_items_are_set_in_linear_time() {
        let text: Vec<String> = (0..=65_536).map(|index| format!("a[{index}]=1")).collect();
        let values = Map::new();
        set(&text.join(","), &values, Style::Typed).expect("good");
        let Some(Value::List(list)) = values.get(b"a") else { panic!("a list") };
        assert_eq!(list.len(), 65_537);
    }

    #[test]
    fn nesting_is_bounded_in_dots_and_in_indices() {
        let dots = format!("{}a=1", "a.".repeat(31));
        let error = set(&dots, &Map::new(), Style::Typed).expect_err("too deep");
        assert!(error.contains("maximum supported nested level of 30"));
        for text in [format!("a{}=1", "[0]".repeat(40_000)), format!("{}a=1", "a[0].".repeat(20_000))] {
            assert!(set(&text, &Map::new(), Style::Typed).is_err());
        }
    }

    #[test]
    fn a_json_value_ends_where_it_ends() {
        for (text, length) in [
            ("1,b", 1),
            ("\"a,b\",c", 5),
            ("{\"a\":[1,2]} ,x", 11),
            ("truex", 4),
            ("[[]]]", 4),
            ("0x1", 1),
            ("-1.5e3,", 6),
        ] {
            assert_eq!(json_length(text), length, "{text}");
        }
    }
}
