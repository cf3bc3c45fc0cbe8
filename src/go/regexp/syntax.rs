//! Parsing Go's regular expressions into the form that the engine compiles. The grammar, its limits and the part of the
//! expression that an error names are those of Go's `regexp/syntax` with Perl's extensions.

mod classes;

use super::error::{Code, Error};
use super::scan::{check_utf8, escape, next_rune, repeat_counts};
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Dot, Hir, Look, Repetition};

/// The largest count in a repetition, and the largest product of nested ones.
const MAX_REPEAT: i64 = 1000;
/// The most instructions that Go compiles an expression to.
const MAX_SIZE: u64 = (128 << 20) / 40;
/// The greatest height of the tree.
const MAX_HEIGHT: u32 = 1000;
/// The most groups that are open at once. (Those that capture nothing add no height.)
const MAX_OPEN: usize = 10_000;
/// The most ranges in all classes together. Go allows more; they would take 128 MB.
const MAX_RANGES: usize = 1 << 21;

/// A parsed expression.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) hir: Hir,
    /// The names of the groups, the whole expression first.
    pub(super) names: Vec<Option<String>>,
    /// About how many instructions it takes.
    pub(super) size: u64,
}

#[derive(Clone, Copy, Default)]
struct Flags {
    fold: bool,
    lines: bool,
    dot_newline: bool,
    lazy: bool,
}

/// What a node is to the nodes around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Literal,
    Concat,
    Alternate,
    Other,
}

/// A piece of the tree with what Go limits: size, height and the product of its repetitions.
struct Node {
    hir: Hir,
    shape: Shape,
    size: u64,
    height: u32,
    copies: i64,
}

impl Node {
    fn leaf(hir: Hir, shape: Shape) -> Node {
        Node { hir, shape, size: 1, height: 1, copies: 1 }
    }

    fn empty() -> Node {
        Node::leaf(Hir::empty(), Shape::Other)
    }
}

/// An open group: its finished alternatives and the one that is being read.
struct Group {
    alternatives: Vec<Node>,
    items: Vec<Node>,
    /// The flags to go back to.
    flags: Flags,
    /// The number of the group, when it captures.
    capture: Option<u32>,
}

impl Group {
    fn new(flags: Flags, capture: Option<u32>) -> Group {
        Group { alternatives: Vec::new(), items: Vec::new(), flags, capture }
    }
}

pub(super) fn parse(pattern: &[u8]) -> Result<Parsed, Error> {
    let mut parser = Parser {
        whole: pattern,
        rest: pattern,
        flags: Flags::default(),
        groups: Vec::new(),
        current: Group::new(Flags::default(), None),
        names: vec![None],
        ranges: 0,
    };
    let mut last_repeat: Option<&[u8]> = None;
    while let Some(&byte) = parser.rest.first() {
        let before = parser.rest;
        let repeated = parser.step(byte, last_repeat)?;
        last_repeat = repeated.then_some(before);
    }
    if !parser.groups.is_empty() {
        return Err(Error::new(Code::MissingParen, pattern));
    }
    let node = parser.close_alternatives()?;
    Ok(Parsed { hir: node.hir, names: parser.names, size: node.size })
}

struct Parser<'p> {
    whole: &'p [u8],
    rest: &'p [u8],
    flags: Flags,
    groups: Vec<Group>,
    current: Group,
    names: Vec<Option<String>>,
    ranges: usize,
}

impl<'p> Parser<'p> {
    /// Reads one element. Whether it was a repetition operator decides if another may follow.
    fn step(&mut self, byte: u8, last_repeat: Option<&'p [u8]>) -> Result<bool, Error> {
        match byte {
            b'(' => self.open()?,
            b'|' => {
                self.skip(1);
                let alternative = self.close_items()?;
                self.current.alternatives.push(alternative);
            }
            b')' => {
                self.close()?;
                self.skip(1);
            }
            b'^' => self.look(if self.flags.lines { Look::StartLF } else { Look::Start }, 1),
            b'$' => self.look(if self.flags.lines { Look::EndLF } else { Look::End }, 1),
            b'.' => {
                self.skip(1);
                let dot = if self.flags.dot_newline { Dot::AnyChar } else { Dot::AnyCharExceptLF };
                self.current.items.push(Node::leaf(Hir::dot(dot), Shape::Other));
            }
            b'[' => self.class()?,
            b'*' => return self.repeat(1, 0, None, last_repeat).map(|()| true),
            b'+' => return self.repeat(1, 1, None, last_repeat).map(|()| true),
            b'?' => return self.repeat(1, 0, Some(1), last_repeat).map(|()| true),
            b'{' => return self.counted(last_repeat),
            b'\\' => self.backslash()?,
            _ => {
                let (c, rest) = next_rune(self.rest)?;
                self.rest = rest;
                self.literal(Some(c));
            }
        }
        Ok(false)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The part of `from` that has been read by now.
    fn read_since(&self, from: &'p [u8]) -> &'p [u8] {
        from.get(..from.len().saturating_sub(self.rest.len())).unwrap_or(from)
    }

    fn look(&mut self, look: Look, bytes: usize) {
        self.skip(bytes);
        self.current.items.push(Node::leaf(Hir::look(look), Shape::Other));
    }

    /// Adds a character; `None` for a code point that no text has.
    fn literal(&mut self, c: Option<char>) {
        let Some(c) = c else {
            self.current.items.push(Node::leaf(Hir::fail(), Shape::Other));
            return;
        };
        let hir = if self.flags.fold {
            let mut class = ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
            class.case_fold_simple();
            Hir::class(Class::Unicode(class))
        } else {
            Hir::literal(c.encode_utf8(&mut [0; 4]).as_bytes().to_vec())
        };
        self.current.items.push(Node::leaf(hir, Shape::Literal));
    }

    fn check(&self, node: Node) -> Result<Node, Error> {
        if node.size > MAX_SIZE {
            return Err(Error::new(Code::Large, self.whole));
        }
        if node.height > MAX_HEIGHT {
            return Err(Error::new(Code::NestingDepth, self.whole));
        }
        Ok(node)
    }

    /// Joins the items read so far.
    fn close_items(&mut self) -> Result<Node, Error> {
        let items = std::mem::take(&mut self.current.items);
        let node = join(items, Shape::Concat, Hir::concat);
        self.check(node.unwrap_or_else(Node::empty))
    }

    /// Joins the alternatives of the current group.
    fn close_alternatives(&mut self) -> Result<Node, Error> {
        let last = self.close_items()?;
        let mut alternatives = std::mem::take(&mut self.current.alternatives);
        alternatives.push(last);
        let node = join(alternatives, Shape::Alternate, Hir::alternation);
        self.check(node.unwrap_or_else(Node::empty))
    }

    fn open(&mut self) -> Result<(), Error> {
        if self.groups.len() >= MAX_OPEN {
            return Err(Error::new(Code::NestingDepth, self.whole));
        }
        if self.rest.get(1) == Some(&b'?') {
            return self.perl_group();
        }
        self.skip(1);
        self.push_capture(None);
        Ok(())
    }

    fn push_capture(&mut self, name: Option<String>) {
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name);
        self.push_group(Some(number));
    }

    fn push_group(&mut self, capture: Option<u32>) {
        let group = Group::new(self.flags, capture);
        self.groups.push(std::mem::replace(&mut self.current, group));
    }

    fn close(&mut self) -> Result<(), Error> {
        let node = self.close_alternatives()?;
        let Some(outer) = self.groups.pop() else {
            return Err(Error::new(Code::UnexpectedParen, self.whole));
        };
        let group = std::mem::replace(&mut self.current, outer);
        self.flags = group.flags;
        let node = match group.capture {
            None => node,
            Some(index) => {
                // Names stay with the caller: two groups may have the same one.
                let hir = Hir::capture(Capture { index, name: None, sub: Box::new(node.hir) });
                self.check(Node { hir, shape: Shape::Other, size: node.size + 2, height: node.height + 1, ..node })?
            }
        };
        self.current.items.push(node);
        Ok(())
    }

    /// `(?P<name>`, `(?<name>`, `(?flags)` or `(?flags:`.
    fn perl_group(&mut self) -> Result<(), Error> {
        let start = self.rest;
        let name_at = match start {
            [b'(', b'?', b'P', b'<', _, ..] => Some(4),
            [b'(', b'?', b'<', _, ..] => Some(3),
            _ => None,
        };
        let Some(name_at) = name_at else { return self.perl_flags() };
        let Some(end) = start.iter().position(|&byte| byte == b'>') else {
            check_utf8(start)?;
            return Err(Error::new(Code::InvalidNamedCapture, start));
        };
        let name = start.get(name_at..end).unwrap_or_default();
        check_utf8(name)?;
        let valid = !name.is_empty() && name.iter().all(|&byte| byte == b'_' || byte.is_ascii_alphanumeric());
        if !valid {
            return Err(Error::new(Code::InvalidNamedCapture, start.get(..=end).unwrap_or(start)));
        }
        self.skip(end + 1);
        self.push_capture(Some(String::from_utf8_lossy(name).into_owned()));
        Ok(())
    }

    fn perl_flags(&mut self) -> Result<(), Error> {
        let start = self.rest;
        self.skip(2);
        let (mut flags, mut on, mut seen) = (self.flags, true, false);
        while !self.rest.is_empty() {
            let (c, rest) = next_rune(self.rest)?;
            self.rest = rest;
            match c {
                'i' => flags.fold = on,
                'm' => flags.lines = on,
                's' => flags.dot_newline = on,
                'U' => flags.lazy = on,
                '-' if on => {
                    (on, seen) = (false, false);
                    continue;
                }
                ':' | ')' if on || seen => {
                    if c == ':' {
                        self.push_group(None);
                    }
                    self.flags = flags;
                    return Ok(());
                }
                _ => break,
            }
            seen = true;
        }
        Err(Error::new(Code::InvalidPerlOp, self.read_since(start)))
    }

    /// `{2}`, `{2,}` or `{2,5}`; anything else makes the brace a character.
    fn counted(&mut self, last_repeat: Option<&'p [u8]>) -> Result<bool, Error> {
        let Some((min, max, length)) = repeat_counts(self.rest) else {
            self.skip(1);
            self.literal(Some('{'));
            return Ok(false);
        };
        let too_large = min > MAX_REPEAT || max.is_some_and(|max| max > MAX_REPEAT || min > max);
        if too_large {
            return Err(Error::new(Code::InvalidRepeatSize, self.rest.get(..length).unwrap_or_default()));
        }
        self.repeat(length, min, max, last_repeat)?;
        Ok(true)
    }

    /// Repeats the last item; the operator has `length` bytes.
    fn repeat(
        &mut self,
        length: usize,
        min: i64,
        max: Option<i64>,
        last_repeat: Option<&'p [u8]>,
    ) -> Result<(), Error> {
        let operator = self.rest;
        self.skip(length);
        let mut greedy = !self.flags.lazy;
        if self.rest.first() == Some(&b'?') {
            self.skip(1);
            greedy = !greedy;
        }
        if let Some(last) = last_repeat {
            return Err(Error::new(Code::InvalidRepeatOp, self.read_since(last)));
        }
        let Some(node) = self.current.items.pop() else {
            return Err(Error::new(Code::MissingRepeatArgument, self.read_since(operator)));
        };
        let most = max.unwrap_or(min);
        let counted = operator.first() == Some(&b'{');
        let copies = if counted && most > 0 { node.copies.saturating_mul(most) } else { node.copies };
        let copies = if counted && max == Some(0) { 1 } else { copies };
        if counted && (min >= 2 || most >= 2) && copies > MAX_REPEAT {
            return Err(Error::new(Code::InvalidRepeatSize, self.read_since(operator)));
        }
        let (least, limit) = (u32::try_from(min).unwrap_or(0), max.map(|max| u32::try_from(max).unwrap_or(0)));
        let size = match (counted, max) {
            (false, Some(_)) => node.size + 1,
            (false, None) => node.size + 2 - min as u64,
            (true, None) if min == 0 => node.size + 2,
            (true, None) => node.size.saturating_mul(min as u64) + 1,
            (true, Some(max)) => node.size.saturating_mul(max as u64).saturating_add((max - min) as u64).max(1),
        };
        let hir = Hir::repetition(Repetition { min: least, max: limit, greedy, sub: Box::new(node.hir) });
        let node = Node { hir, shape: Shape::Other, size, height: node.height + 1, copies };
        let node = self.check(node)?;
        self.current.items.push(node);
        Ok(())
    }

    fn backslash(&mut self) -> Result<(), Error> {
        match self.rest.get(1) {
            Some(b'A') => self.look(Look::Start, 2),
            Some(b'z') => self.look(Look::End, 2),
            Some(b'b') => self.look(Look::WordAscii, 2),
            Some(b'B') => self.look(Look::WordAsciiNegate, 2),
            Some(b'C') => return Err(Error::new(Code::InvalidEscape, self.rest.get(..2).unwrap_or_default())),
            Some(b'Q') => self.quoted()?,
            _ => {
                if let Some(class) = self.named_class()? {
                    return self.push_class(class);
                }
                let (c, rest) = escape(self.rest)?;
                self.rest = rest;
                self.literal(c);
            }
        }
        Ok(())
    }

    /// `\Q...\E`: all characters stand for themselves, to the end where `\E` is left out.
    fn quoted(&mut self) -> Result<(), Error> {
        self.skip(2);
        let end = memchr::memmem::find(self.rest, b"\\E");
        let (mut text, after) = match end {
            Some(end) => (self.rest.get(..end).unwrap_or_default(), self.rest.get(end + 2..).unwrap_or_default()),
            None => (self.rest, self.rest.get(self.rest.len()..).unwrap_or_default()),
        };
        while !text.is_empty() {
            let (c, rest) = next_rune(text)?;
            self.literal(Some(c));
            text = rest;
        }
        self.rest = after;
        Ok(())
    }
}

/// Joins nodes; nodes of the same shape dissolve in the whole, and literals in a row are one.
fn join(mut nodes: Vec<Node>, shape: Shape, make: fn(Vec<Hir>) -> Hir) -> Option<Node> {
    if nodes.len() <= 1 {
        return nodes.pop();
    }
    let literals = shape == Shape::Concat && nodes.iter().all(|node| node.shape == Shape::Literal);
    let inner = nodes.iter().map(|node| if node.shape == shape { node.height.saturating_sub(1) } else { node.height });
    let height = inner.max().unwrap_or(1) + u32::from(!literals);
    let separators = if shape == Shape::Alternate { nodes.len() as u64 - 1 } else { 0 };
    let size = nodes.iter().map(|node| node.size).fold(separators, u64::saturating_add);
    let copies = nodes.iter().map(|node| node.copies).max().unwrap_or(1);
    let hir = make(nodes.into_iter().map(|node| node.hir).collect());
    Some(Node { hir, shape: if literals { Shape::Literal } else { shape }, size, height, copies })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn error(pattern: &str) -> String {
        parse(pattern.as_bytes()).map_or_else(|error| error.to_string(), |_| String::from("fine"))
    }

    #[test]
    fn errors_name_the_part_that_go_names() {
        for (pattern, message) in [
            ("(", "missing closing ): `(`"),
            ("a)b", "unexpected ): `a)b`"),
            ("[a", "missing closing ]: `[a`"),
            ("[z-a]", "invalid character class range: `z-a`"),
            ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
            ("a**", "invalid nested repetition operator: `**`"),
            ("a+?*", "invalid nested repetition operator: `+?*`"),
            ("*?a", "missing argument to repetition operator: `*?`"),
            ("(|*)", "missing argument to repetition operator: `*`"),
            ("a{1001}", "invalid repeat count: `{1001}`"),
            ("a{2,1}", "invalid repeat count: `{2,1}`"),
            ("(a{100}){100}", "invalid repeat count: `{100}`"),
            ("\\8", "invalid escape sequence: `\\8`"),
            ("\\x{110000}", "invalid escape sequence: `\\x{110000`"),
            ("\\C", "invalid escape sequence: `\\C`"),
            ("(?P<n", "invalid named capture: `(?P<n`"),
            ("(?P<n!>a)", "invalid named capture: `(?P<n!>`"),
            ("(?P=n)", "invalid or unsupported Perl syntax: `(?P`"),
            ("(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`"),
            ("(?i)(?s", "invalid or unsupported Perl syntax: `(?s`"),
            ("a\\", "trailing backslash at end of expression: ``"),
            ("\\p{Grek}", "invalid character class range: `\\p{Grek}`"),
        ] {
            assert_eq!(error(pattern), format!("error parsing regexp: {message}"), "{pattern}");
        }
    }

    #[test]
    fn what_go_takes_is_taken() {
        for pattern in ["a{,2}", "{", "a{01}", "[]a]", "[[]", "[a&&b]", "a|*?".trim_end_matches("*?"), "\\Q(\\E", "\\_"]
        {
            assert_eq!(error(pattern), "fine", "{pattern}");
        }
    }

    #[test]
    fn depth_is_limited_as_in_go() {
        let nested = |count: usize| format!("{}a{}", "(".repeat(count), ")".repeat(count));
        assert_eq!(error(&nested(999)), "fine");
        assert!(error(&nested(1000)).contains("nests too deeply"));
        let flat = |count: usize| format!("{}a{}", "(?:b".repeat(count), ")".repeat(count));
        assert_eq!(error(&flat(1100)), "fine");
    }

    proptest! {
        #[test]
        fn no_pattern_is_too_odd(pattern in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = parse(&pattern);
        }

        #[test]
        fn no_pattern_of_operators_is_too_odd(pattern in "[a(){}\\[\\]|*+?^$.\\\\pdDwx0-9:,<>P-]{0,40}") {
            let _ = parse(pattern.as_bytes());
        }
    }
}
