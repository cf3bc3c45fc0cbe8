//! Go's `path.Match`: shell patterns in which `*` and `?` stop at a slash, compiled once. A match takes time in
//! proportion to the name times the pattern at worst, never more.

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The runs between stars, each with whether a star stands in front of it.
    chunks: Vec<Chunk>,
}

/// Why a pattern is none: Go's `path.ErrBadPattern`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPattern;

impl std::fmt::Display for BadPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("syntax error in pattern")
    }
}

impl std::error::Error for BadPattern {}

#[derive(Clone, Debug)]
struct Chunk {
    after_star: bool,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    /// These bytes.
    Text(Vec<u8>),
    /// `?`: a character that is no slash.
    Any,
    /// `[a-z]` or `[^a-z]`.
    Class { negated: bool, ranges: Vec<(char, char)> },
}

impl Pattern {
    /// Compiles a pattern: `*`, `?`, `[a-z]`, `[^a-z]` and `\` in front of any of these.
    pub fn new(pattern: &str) -> Result<Self, BadPattern> {
        let mut letters = pattern.chars().peekable();
        let mut chunks = Vec::new();
        let mut chunk = Chunk { after_star: false, steps: Vec::new() };
        while let Some(letter) = letters.next() {
            match letter {
                '*' => {
                    if chunk.after_star || !chunk.steps.is_empty() {
                        chunks.push(chunk);
                    }
                    while letters.next_if_eq(&'*').is_some() {}
                    chunk = Chunk { after_star: true, steps: Vec::new() };
                }
                '?' => chunk.steps.push(Step::Any),
                '[' => chunk.steps.push(class(&mut letters)?),
                '\\' => chunk.push_letter(letters.next().ok_or(BadPattern)?),
                letter => chunk.push_letter(letter),
            }
        }
        chunks.push(chunk);
        Ok(Pattern { chunks })
    }

    /// Whether the whole name matches.
    pub fn matches(&self, mut name: &[u8]) -> bool {
        if !self.tail_fits(name) {
            return false;
        }
        let last = self.chunks.len().saturating_sub(1);
        for (index, chunk) in self.chunks.iter().enumerate() {
            if chunk.after_star && chunk.steps.is_empty() {
                // A star at the end takes all that is left, up to a slash.
                return memchr::memchr(b'/', name).is_none();
            }
            // Like Go, the leftmost place decides, except that the last chunk must reach the end of the name.
            let reach = if chunk.after_star { memchr::memchr(b'/', name).unwrap_or(name.len()) } else { 0 };
            let found = (0..=reach).find_map(|start| {
                let rest = chunk.matched(&name[start..])?;
                (index < last || rest.is_empty()).then_some(rest)
            });
            match found {
                Some(rest) => name = rest,
                None => return false,
            }
        }
        name.is_empty()
    }

    /// Whether the text that the pattern ends with is at the name's end: most names are refused here.
    fn tail_fits(&self, name: &[u8]) -> bool {
        match self.chunks.last().and_then(|chunk| chunk.steps.last()) {
            Some(Step::Text(text)) => name.ends_with(text),
            _ => true,
        }
    }
}

impl Chunk {
    fn push_letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        let bytes = letter.encode_utf8(&mut buffer).as_bytes();
        match self.steps.last_mut() {
            Some(Step::Text(text)) => text.extend_from_slice(bytes),
            _ => self.steps.push(Step::Text(bytes.to_vec())),
        }
    }

    /// What is left of `name` after this chunk at its start.
    fn matched<'a>(&self, mut name: &'a [u8]) -> Option<&'a [u8]> {
        for step in &self.steps {
            name = match step {
                Step::Text(text) => name.strip_prefix(text.as_slice())?,
                Step::Any => {
                    let (letter, rest) = first_letter(name)?;
                    (letter != '/').then_some(rest)?
                }
                Step::Class { negated, ranges } => {
                    let (letter, rest) = first_letter(name)?;
                    let inside = ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter));
                    (inside != *negated).then_some(rest)?
                }
            };
        }
        Some(name)
    }
}

/// The first character, U+FFFD for a byte that starts none.
fn first_letter(bytes: &[u8]) -> Option<(char, &[u8])> {
    let first = *bytes.first()?;
    let length = match first {
        0..0x80 => return Some((char::from(first), &bytes[1..])),
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0..0xF5 => 4,
        _ => return Some((char::REPLACEMENT_CHARACTER, &bytes[1..])),
    };
    match bytes.get(..length).and_then(|head| std::str::from_utf8(head).ok()).and_then(|text| text.chars().next()) {
        Some(letter) => Some((letter, &bytes[length..])),
        None => Some((char::REPLACEMENT_CHARACTER, &bytes[1..])),
    }
}

fn class(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<Step, BadPattern> {
    let negated = letters.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        if !ranges.is_empty() && letters.next_if_eq(&']').is_some() {
            return Ok(Step::Class { negated, ranges });
        }
        let low = class_letter(letters)?;
        let high = if letters.next_if_eq(&'-').is_some() { class_letter(letters)? } else { low };
        ranges.push((low, high));
    }
}

fn class_letter(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<char, BadPattern> {
    let letter = match letters.next() {
        None | Some('-' | ']') => return Err(BadPattern),
        Some('\\') => letters.next().ok_or(BadPattern)?,
        Some(letter) => letter,
    };
    // Something has to follow: at least the closing bracket.
    if letters.peek().is_some() { Ok(letter) } else { Err(BadPattern) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, name: &str) -> bool {
        Pattern::new(pattern).expect("a good pattern").matches(name.as_bytes())
    }

    #[test]
    fn the_table_of_gos_own_package_holds() {
        for (pattern, name, expected) in [
            ("abc", "abc", true),
            ("*", "abc", true),
            ("*c", "abc", true),
            ("a*", "a", true),
            ("a*", "abc", true),
            ("a*", "ab/c", false),
            ("a*/b", "abc/b", true),
            ("a*/b", "a/c/b", false),
            ("a*b*c*d*e*/f", "axbxcxdxe/f", true),
            ("a*b*c*d*e*/f", "axbxcxdxexxx/f", true),
            ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false),
            ("a*b*c*d*e*/f", "axbxcxdxexxx/fff", false),
            ("a*b?c*x", "abxbbxdbxebxczzx", true),
            ("a*b?c*x", "abxbbxdbxebxczzy", false),
            ("ab[c]", "abc", true),
            ("ab[b-d]", "abc", true),
            ("ab[e-g]", "abc", false),
            ("ab[^c]", "abc", false),
            ("ab[^e-g]", "abc", true),
            ("a\\*b", "a*b", true),
            ("a\\*b", "ab", false),
            ("a?b", "a☺b", true),
            ("a[^a]b", "a☺b", true),
            ("a???b", "a☺b", false),
            ("[a-ζ]*", "α", true),
            ("*[a-ζ]", "A", false),
            ("a?b", "a/b", false),
            ("a*b", "a/b", false),
            ("[\\]a]", "]", true),
            ("[\\-x]", "-", true),
            ("[x\\-]", "z", false),
            ("*x", "xxx", true),
            ("", "", true),
            ("", "x", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} on {name}");
        }
    }

    #[test]
    fn what_go_refuses_is_refused() {
        for pattern in ["[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a[", "a\\"] {
            assert_eq!(Pattern::new(pattern).err(), Some(BadPattern), "{pattern}");
        }
    }
}
