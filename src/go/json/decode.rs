//! Reading JSON as `Unmarshal` does into an `interface{}`. The grammar's errors come before any other, because Go
//! checks the whole text first; a number too large for `float64` is reported at the end and leaves 0 behind.

use super::Error;
use crate::go::strconv::{is_print, quote, quote_rune};
use crate::go::{Map, MapType, Str, Value};

const UNEXPECTED_END: &str = "unexpected end of JSON input";

/// How deep lists and objects may nest, as in Go.
const MAX_DEPTH: usize = 10_000;

/// What `Unmarshal` leaves in an `interface{}`, together with its error. The value is nil where the text is not JSON;
/// with a number that is out of range, the rest of the value is there.
pub fn decode_partly(text: &[u8]) -> (Value, Option<Error>) {
    let mut decoder = Decoder { text, at: 0, open: Vec::new(), range_error: None };
    match decoder.run() {
        Ok(value) => (value, decoder.range_error),
        Err(error) => (Value::Nil, Some(error)),
    }
}

struct Decoder<'a> {
    text: &'a [u8],
    at: usize,
    open: Vec<Container>,
    range_error: Option<Error>,
}

enum Container {
    List(Vec<Value>),
    Object { entries: Vec<(Str, Value)>, key: Str },
}

impl Decoder<'_> {
    fn run(&mut self) -> Result<Value, Error> {
        loop {
            // A value stands here. What it completes may complete what holds it.
            let Some(mut value) = self.value()? else { continue };
            loop {
                let Some(container) = self.open.pop() else { return self.end().map(|()| value) };
                match self.after(container, value)? {
                    Some(closed) => value = closed,
                    None => break,
                }
            }
        }
    }

    /// Reads a scalar or an empty container, or opens a container and gives `None`.
    fn value(&mut self) -> Result<Option<Value>, Error> {
        self.space();
        match self.peek() {
            Some(b'"') => self.string().map(|text| Some(Value::Str(text))),
            Some(b'-' | b'0'..=b'9') => self.number().map(Some),
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Nil),
            Some(b'[') => self.open_list(),
            Some(b'{') => self.open_object(),
            _ => Err(self.unexpected("looking for beginning of value")),
        }
    }

    fn open_list(&mut self) -> Result<Option<Value>, Error> {
        self.check_depth()?;
        self.at += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Some(Value::list(Vec::new())));
        }
        self.open.push(Container::List(Vec::new()));
        Ok(None)
    }

    fn open_object(&mut self) -> Result<Option<Value>, Error> {
        self.check_depth()?;
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Some(Value::Map(Map::new())));
        }
        let key = self.key()?;
        self.open.push(Container::Object { entries: Vec::new(), key });
        Ok(None)
    }

    fn check_depth(&self) -> Result<(), Error> {
        if self.open.len() < MAX_DEPTH { Ok(()) } else { Err(Error::at("exceeded max depth", self.at)) }
    }

    /// Puts a value into the container it stands in, and gives that container's value if it ends here.
    fn after(&mut self, container: Container, value: Value) -> Result<Option<Value>, Error> {
        self.space();
        match container {
            Container::List(mut items) => {
                items.push(value);
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.open.push(Container::List(items));
                        Ok(None)
                    }
                    Some(b']') => {
                        self.at += 1;
                        Ok(Some(Value::list(items)))
                    }
                    _ => Err(self.unexpected("after array element")),
                }
            }
            Container::Object { mut entries, key } => {
                entries.push((key, value));
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        let key = self.key()?;
                        self.open.push(Container::Object { entries, key });
                        Ok(None)
                    }
                    Some(b'}') => {
                        self.at += 1;
                        // Collecting keeps the last of equal keys.
                        Ok(Some(Value::Map(Map::typed(MapType::Any, entries.into_iter().collect()))))
                    }
                    _ => Err(self.unexpected("after object key:value pair")),
                }
            }
        }
    }

    /// Reads a key and its colon.
    fn key(&mut self) -> Result<Str, Error> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("looking for beginning of object key string"));
        }
        let key = self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("after object key"));
        }
        self.at += 1;
        Ok(key)
    }

    fn end(&mut self) -> Result<(), Error> {
        self.space();
        if self.at == self.text.len() { Ok(()) } else { Err(self.unexpected("after top-level value")) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<Option<Value>, Error> {
        for expected in word.bytes() {
            if self.peek() != Some(expected) {
                return Err(self.unexpected(&format!("in literal {word} (expecting '{}')", expected as char)));
            }
            self.at += 1;
        }
        Ok(Some(value))
    }

    fn number(&mut self) -> Result<Value, Error> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = String::from_utf8_lossy(&self.text[start..self.at]);
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Float(number)),
            _ => {
                if self.range_error.is_none() {
                    let place = self.place();
                    let message = format!("json: cannot unmarshal number {text} into {place} of type float64");
                    self.range_error = Some(Error::at(message, start));
                }
                Ok(Value::Float(0.0))
            }
        }
    }

    /// The current value in the words of an error: `Go value` at the top, elsewhere the keys and indices that lead to
    /// it, escaped as in a JSON pointer, with `Go struct field` in front where the last is a key.
    fn place(&self) -> String {
        let mut path = String::new();
        for container in &self.open {
            path.push('.');
            match container {
                Container::List(items) => path.push_str(&items.len().to_string()),
                Container::Object { key, .. } => path.push_str(&key.lossy().replace('~', "~0").replace('/', "~1")),
            }
        }
        match self.open.last() {
            _ if path.len() < 2 => String::from("Go value"),
            Some(Container::Object { .. }) => format!("Go struct field {path}"),
            _ => path,
        }
    }

    fn digits(&mut self) -> Result<(), Error> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.unexpected("in numeric literal"));
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Str, Error> {
        self.at += 1;
        let start = self.at;
        let plain = self.text[start..].iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..0x20 | 0x80..));
        self.at = plain.map_or(self.text.len(), |length| start + length);
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Str::from(&self.text[start..self.at - 1]));
        }
        let mut out = self.text[start..self.at].to_vec();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Str::from(out));
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escape(&mut out)?;
                }
                None | Some(0..0x20) => return Err(self.unexpected("in string")),
                Some(_) => self.characters(&mut out),
            }
        }
    }

    /// Copies up to the next quote, backslash or control character; what is not UTF-8 becomes U+FFFD byte by byte.
    fn characters(&mut self, out: &mut Vec<u8>) {
        let rest = &self.text[self.at..];
        let length = rest.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..0x20)).unwrap_or(rest.len());
        for chunk in rest[..length].utf8_chunks() {
            out.extend_from_slice(chunk.valid().as_bytes());
            chunk.invalid().iter().for_each(|_| out.extend_from_slice("\u{fffd}".as_bytes()));
        }
        self.at += length;
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let byte = match self.peek() {
            Some(b'b') => 0x08,
            Some(b'f') => 0x0c,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'u') => {
                self.at += 1;
                let c = self.unicode_escape()?;
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            Some(_) => return Err(self.invalid_escape(2)),
            None => return Err(self.unexpected("in string")),
        };
        out.push(byte);
        self.at += 1;
        Ok(())
    }

    /// The character after `\u`, with the low half of a surrogate pair if one follows; U+FFFD for half a pair.
    fn unicode_escape(&mut self) -> Result<char, Error> {
        let high = self.hex()?;
        if let Some(c) = char::from_u32(high) {
            return Ok(c);
        }
        if (0xd800..0xdc00).contains(&high) && self.text[self.at..].starts_with(b"\\u") {
            let before = self.at;
            self.at += 2;
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            // The second escape stands for itself.
            self.at = before;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// Reads the four digits of an escape whose `\u` was passed.
    fn hex(&mut self) -> Result<u32, Error> {
        let mut code = 0;
        for at in self.at..self.at + 4 {
            let digit = self.text.get(at).map(|&byte| (byte as char).to_digit(16));
            match digit {
                Some(Some(digit)) => code = code * 16 + digit,
                Some(None) => {
                    self.at -= 1;
                    return Err(self.invalid_escape(6));
                }
                None => return Err(Error::at(UNEXPECTED_END, at)),
            }
        }
        self.at += 4;
        Ok(code)
    }

    /// The error about an escape sequence of `length` bytes or fewer, whose backslash was passed.
    fn invalid_escape(&self, length: usize) -> Error {
        let from = self.at.saturating_sub(1);
        let what = &self.text[from..self.text.len().min(from + length)];
        let plain =
            std::str::from_utf8(what).is_ok_and(|what| what.chars().all(|c| is_print(c) && c != '`' && c != ' '));
        let what = if plain { format!("`{}`", String::from_utf8_lossy(what)) } else { quote(what) };
        Error::at(format!("invalid escape sequence {what} in string"), from)
    }

    fn unexpected(&self, context: &str) -> Error {
        match self.text.get(self.at..) {
            Some(rest) if !rest.is_empty() => {
                Error::at(format!("invalid character {} {context}", first_character(rest)), self.at)
            }
            _ => Error::at(UNEXPECTED_END, self.at),
        }
    }
}

/// The first character of a text as Go quotes one; the byte where it is not UTF-8.
fn first_character(text: &[u8]) -> String {
    let valid = text.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
    match valid.chars().next() {
        Some(c) => quote_rune(c, false),
        None => format!("'\\x{:x}'", text.first().copied().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, decode, decode_map, encode};

    fn again(text: &str) -> String {
        match decode(text.as_bytes()).and_then(|value| encode(&value, Options::default())) {
            Ok(text) => text,
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_json_reads_as_go_reads_it() {
        assert_eq!(
            again(" {\"b\": [1, 2.50, -0, 1e3], \"a\": {\"c\": null}, \"a\": true} "),
            "{\"a\":true,\"b\":[1,2.5,-0,1000]}"
        );
        assert_eq!(
            again("\"\\u00e9\\ud83d\\ude00\\ud800x\\ud800\\u0041\\/\""),
            "\"\u{e9}\u{1f600}\u{fffd}x\u{fffd}A/\""
        );
        let invalid = decode(b"\"\xff\"").and_then(|value| encode(&value, Options::default()));
        assert_eq!(invalid.as_deref(), Ok("\"\u{fffd}\""));
    }

    #[test]
    fn what_is_not_json_has_gos_sentence() {
        let cases = [
            ("", "unexpected end of JSON input"),
            ("{", "unexpected end of JSON input"),
            ("x", "invalid character 'x' looking for beginning of value"),
            ("[1,]", "invalid character ']' looking for beginning of value"),
            ("{,", "invalid character ',' looking for beginning of object key string"),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            ("{\"a\":1 2", "invalid character '2' after object key:value pair"),
            ("[1 2]", "invalid character '2' after array element"),
            ("1 2", "invalid character '2' after top-level value"),
            ("01", "invalid character '1' after top-level value"),
            ("tru", "unexpected end of JSON input"),
            ("nul!", "invalid character '!' in literal null (expecting 'l')"),
            ("-", "unexpected end of JSON input"),
            ("1.x", "invalid character 'x' in numeric literal"),
            ("1e+}", "invalid character '}' in numeric literal"),
            ("\"a\nb\"", "invalid character '\\n' in string"),
            ("\"\\x\"", "invalid escape sequence `\\x` in string"),
            ("\"\\u12g\"\"", "invalid escape sequence `\\u12g\"` in string"),
            ("\"ab", "unexpected end of JSON input"),
            ("'a'", "invalid character '\\'' looking for beginning of value"),
            ("\u{e9}", "invalid character '\u{e9}' looking for beginning of value"),
            ("[{\"a\":1e400}]", "json: cannot unmarshal number 1e400 into Go struct field .0.a of type float64"),
            ("1e400", "json: cannot unmarshal number 1e400 into Go value of type float64"),
        ];
        for (text, message) in cases {
            assert_eq!(again(text), message, "{text}");
        }
        let message = "json: cannot unmarshal array into Go value of type map[string]interface {}";
        assert_eq!(decode_map(b"[]").map_err(|error| error.to_string()).err().as_deref(), Some(message));
    }

    #[test]
    fn ten_thousand_levels_are_the_limit() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(decode(nested(10_000).as_bytes()).is_ok());
        assert_eq!(again(&nested(10_001)), "exceeded max depth");
    }
}
