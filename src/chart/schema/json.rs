//! [`Json`], a JSON document as the validator sees it: nodes in an arena, each with its parent, so that a place is known
//! by its node alone. Schemas are parsed into it with spans; values are copied into it. Nothing here recurses.

use super::number::Number;
use crate::go::{Value, strconv};
use std::collections::HashMap;
use std::ops::Range;

/// The index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

/// A document.
#[derive(Debug, Default)]
pub(super) struct Json {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    parent: u32,
    start: u32,
    end: u32,
}

/// What a node is. Objects are sorted by key; of a repeated key the last stays.
#[derive(Debug)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    Text(Box<str>),
    Array(Box<[NodeId]>),
    Object(Box<[(Box<str>, NodeId)]>),
}

/// Why a text is no JSON document, in the words of Go's decoder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub sentence: String,
    pub offset: usize,
}

const NO_PARENT: u32 = u32::MAX;

/// Go's limit for nested arrays and objects.
const MAX_DEPTH: usize = 10_000;

impl Json {
    /// The outermost node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    pub fn kind(&self, node: NodeId) -> &Kind {
        &self.nodes[node.0 as usize].kind
    }

    /// The bytes of the text that the node was read from.
    pub fn range(&self, node: NodeId) -> Range<usize> {
        let node = &self.nodes[node.0 as usize];
        node.start as usize..node.end as usize
    }

    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.nodes[node.0 as usize].parent;
        (parent != NO_PARENT).then_some(NodeId(parent))
    }

    /// The value of `key` in an object.
    pub fn get(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let Kind::Object(entries) = self.kind(node) else { return None };
        let found = entries.binary_search_by(|(name, _)| (**name).cmp(key)).ok()?;
        Some(entries[found].1)
    }

    pub fn text(&self, node: NodeId) -> Option<&str> {
        match self.kind(node) {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The keys and indices that lead to the node.
    pub fn path(&self, node: NodeId) -> Vec<String> {
        let mut path = Vec::new();
        let mut node = node;
        while let Some(parent) = self.parent(node) {
            path.push(
                match self.kind(parent) {
                    Kind::Object(entries) => {
                        entries.iter().find(|(_, child)| *child == node).map(|(key, _)| key.to_string())
                    }
                    Kind::Array(items) => items.iter().position(|child| *child == node).map(|index| index.to_string()),
                    _ => None,
                }
                .unwrap_or_default(),
            );
            node = parent;
        }
        path.reverse();
        path
    }

    /// The path as a JSON pointer.
    pub fn pointer(&self, node: NodeId) -> String {
        self.path(node).iter().map(|step| format!("/{}", escaped(step))).collect()
    }

    /// The node at a JSON pointer below `from`.
    pub fn find(&self, from: NodeId, pointer: &str) -> Option<NodeId> {
        pointer.split('/').skip(1).try_fold(from, |node, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            match self.kind(node) {
                Kind::Array(items) => items.get(step.parse::<usize>().ok()?).copied(),
                _ => self.get(node, &step),
            }
        })
    }

    /// Whether two nodes are equal as JSON values.
    pub fn equal(&self, node: NodeId, other: &Json, with: NodeId) -> bool {
        let mut pending = vec![(node, with)];
        while let Some((left, right)) = pending.pop() {
            let same = match (self.kind(left), other.kind(right)) {
                (Kind::Null, Kind::Null) => true,
                (Kind::Bool(left), Kind::Bool(right)) => left == right,
                (Kind::Number(left), Kind::Number(right)) => left == right,
                (Kind::Text(left), Kind::Text(right)) => left == right,
                (Kind::Array(left), Kind::Array(right)) => {
                    pending.extend(left.iter().copied().zip(right.iter().copied()));
                    left.len() == right.len()
                }
                (Kind::Object(left), Kind::Object(right)) => {
                    pending.extend(left.iter().zip(right.iter()).map(|((_, left), (_, right))| (*left, *right)));
                    left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| left.0 == right.0)
                }
                _ => false,
            };
            if !same {
                return false;
            }
        }
        true
    }

    fn push(&mut self, kind: Kind, parent: u32, range: Range<usize>) -> NodeId {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let id = clamp(self.nodes.len());
        self.nodes.push(Node { kind, parent, start: clamp(range.start), end: clamp(range.end) });
        NodeId(id)
    }

    /// A document that is one string.
    pub fn from_text(text: &str) -> Json {
        let mut json = Json::default();
        json.push(Kind::Text(text.into()), NO_PARENT, 0..0);
        json
    }

    /// A copy of a tree of values.
    pub fn from_value(value: &Value) -> Json {
        let mut json = Json::default();
        let root = json.push(Kind::Null, NO_PARENT, 0..0);
        let mut pending = vec![(root, value.clone())];
        while let Some((node, value)) = pending.pop() {
            let kind = match value {
                Value::Nil => Kind::Null,
                Value::Bool(flag) => Kind::Bool(flag),
                Value::Str(text) | Value::Bytes(text) => Kind::Text(text.lossy().into()),
                Value::Float(number) => Kind::Number(Number::new(&strconv::format_float(number, b'g', -1))),
                Value::Int(number, kind) if kind.signed() => Kind::Number(Number::new(&number.to_string())),
                Value::Int(bits, _) => Kind::Number(Number::new(&(bits as u64).to_string())),
                Value::List(list) => Kind::Array(
                    list.iter()
                        .map(|item| {
                            let child = json.push(Kind::Null, node.0, 0..0);
                            pending.push((child, item.clone()));
                            child
                        })
                        .collect(),
                ),
                Value::Map(map) => {
                    let entries = map.entries().into_iter().map(|(key, item)| {
                        let child = json.push(Kind::Null, node.0, 0..0);
                        pending.push((child, item));
                        (key.lossy().into(), child)
                    });
                    Kind::Object(entries.collect())
                }
                Value::Object(object) => match object.to_plain() {
                    Some(plain) if !matches!(plain, Value::Object(_)) => {
                        pending.push((node, plain));
                        continue;
                    }
                    _ => Kind::Null,
                },
            };
            json.nodes[node.0 as usize].kind = kind;
        }
        json
    }

    /// Parses a text with one JSON value in it.
    pub fn parse(text: &str) -> Result<Json, SyntaxError> {
        let mut parser = Parser { text, at: 0, json: Json::default() };
        parser.document().map_err(|problem| parser.syntax_error(problem))?;
        Ok(parser.json)
    }
}

/// A step of a JSON pointer with `~` and `/` escaped.
pub(super) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// An array or object that was opened.
struct Open {
    node: NodeId,
    items: Vec<NodeId>,
    /// The keys of an object's items; `None` for an array.
    keys: Keys,
}

type Keys = Option<Vec<Box<str>>>;

enum Problem {
    /// Nothing but white space.
    Empty,
    /// The text ends inside the value.
    Truncated,
    /// Something stands behind the value.
    Trailing,
    /// Anything else, at the current place.
    Syntax,
    /// Too many levels.
    Depth,
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    json: Json,
}

impl Parser<'_> {
    fn syntax_error(&self, problem: Problem) -> SyntaxError {
        let sentence = match problem {
            Problem::Empty => String::from("EOF"),
            Problem::Truncated => String::from("unexpected EOF"),
            Problem::Trailing => String::from("invalid character after top-level value"),
            Problem::Depth => String::from("exceeded max depth"),
            // Go's reader has the words for it.
            Problem::Syntax => crate::go::json::decode(self.text.as_bytes())
                .err()
                .map_or_else(|| String::from("invalid JSON"), |error| error.to_string()),
        };
        SyntaxError { sentence, offset: self.at }
    }

    fn skip_blank(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
        self.at += blank;
        rest.get(blank).copied()
    }

    fn document(&mut self) -> Result<(), Problem> {
        if self.skip_blank().is_none() {
            return Err(Problem::Empty);
        }
        let mut open: Vec<Open> = Vec::new();
        loop {
            let parent = open.last().map_or(NO_PARENT, |outer| outer.node.0);
            let (node, keys) = self.value(parent)?;
            if let Some(outer) = open.last_mut() {
                outer.items.push(node);
            }
            if let Some(keys) = keys {
                let container = Open { node, items: Vec::new(), keys };
                let is_array = container.keys.is_none();
                open.push(container);
                if open.len() > MAX_DEPTH {
                    return Err(Problem::Depth);
                }
                let close = if is_array { b']' } else { b'}' };
                if self.skip_blank() != Some(close) {
                    self.key(&mut open)?;
                    continue;
                }
            }
            if !self.after_value(&mut open)? {
                break;
            }
        }
        if self.skip_blank().is_some() { Err(Problem::Trailing) } else { Ok(()) }
    }

    /// What follows a value: a comma and the next, or the end of what is open. Whether another value follows.
    fn after_value(&mut self, open: &mut Vec<Open>) -> Result<bool, Problem> {
        while let Some(outer) = open.last() {
            let close = if outer.keys.is_none() { b']' } else { b'}' };
            match self.skip_blank() {
                None => return Err(Problem::Truncated),
                Some(b',') if !outer.items.is_empty() => {
                    self.at += 1;
                    self.key(open)?;
                    return Ok(true);
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    let Some(done) = open.pop() else { break };
                    self.close(done);
                }
                Some(_) => return Err(Problem::Syntax),
            }
        }
        Ok(false)
    }

    fn close(&mut self, done: Open) {
        let node = &mut self.json.nodes[done.node.0 as usize];
        node.end = u32::try_from(self.at).unwrap_or(u32::MAX);
        node.kind = match done.keys {
            None => Kind::Array(done.items.into()),
            Some(keys) => {
                // Later entries replace earlier ones, and what comes out is sorted.
                let mut entries: Vec<(Box<str>, NodeId)> = keys.into_iter().zip(done.items).rev().collect();
                entries.sort_by(|left, right| left.0.cmp(&right.0));
                entries.dedup_by(|later, first| later.0 == first.0);
                Kind::Object(entries.into())
            }
        };
    }

    /// Reads the key of the next entry where an object is innermost.
    fn key(&mut self, open: &mut [Open]) -> Result<(), Problem> {
        let Some(Open { keys: Some(keys), .. }) = open.last_mut() else { return Ok(()) };
        match self.skip_blank() {
            None => return Err(Problem::Truncated),
            Some(b'"') => keys.push(self.string()?),
            Some(_) => return Err(Problem::Syntax),
        }
        match self.skip_blank() {
            None => Err(Problem::Truncated),
            Some(b':') => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Problem::Syntax),
        }
    }

    /// Reads a value, or the start of one that has others in it, with the place for its keys where it is an object.
    fn value(&mut self, parent: u32) -> Result<(NodeId, Option<Keys>), Problem> {
        let Some(first) = self.skip_blank() else { return Err(Problem::Truncated) };
        let start = self.at;
        let (kind, container) = match first {
            b'{' => (Kind::Null, Some(Some(Vec::new()))),
            b'[' => (Kind::Null, Some(None)),
            b'"' => (Kind::Text(self.string()?), None),
            b't' => (self.literal("true", Kind::Bool(true))?, None),
            b'f' => (self.literal("false", Kind::Bool(false))?, None),
            b'n' => (self.literal("null", Kind::Null)?, None),
            b'-' | b'0'..=b'9' => (self.number()?, None),
            _ => return Err(Problem::Syntax),
        };
        if container.is_some() {
            self.at += 1;
        }
        let node = self.json.push(kind, parent, start..self.at);
        Ok((node, container))
    }

    fn literal(&mut self, word: &str, kind: Kind) -> Result<Kind, Problem> {
        let rest = &self.text[self.at..];
        if rest.starts_with(word) {
            self.at += word.len();
            return Ok(kind);
        }
        Err(if word.starts_with(rest) { Problem::Truncated } else { Problem::Syntax })
    }

    fn number(&mut self) -> Result<Kind, Problem> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = self.at;
        let digits = |at: &mut usize| {
            let count = bytes[*at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            *at += count;
            match (count, bytes.get(*at)) {
                (0, None) => Err(Problem::Truncated),
                (0, Some(_)) => Err(Problem::Syntax),
                _ => Ok(()),
            }
        };
        if bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        if bytes.get(at) == Some(&b'0') {
            at += 1;
        } else {
            digits(&mut at)?;
        }
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            digits(&mut at)?;
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            at += 1;
            if matches!(bytes.get(at), Some(b'+' | b'-')) {
                at += 1;
            }
            digits(&mut at)?;
        }
        self.at = at;
        Ok(Kind::Number(Number::new(&self.text[start..at])))
    }

    fn string(&mut self) -> Result<Box<str>, Problem> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut plain = true;
        loop {
            match bytes.get(at) {
                None => return Err(Problem::Truncated),
                Some(b'"') => break,
                Some(b'\\') => {
                    plain = false;
                    at += 2;
                }
                Some(0..0x20) => return Err(Problem::Syntax),
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        if plain {
            return Ok(self.text[start..at].into());
        }
        match crate::go::json::decode(&self.text.as_bytes()[start - 1..self.at]) {
            Ok(Value::Str(text)) => Ok(text.lossy().into()),
            _ => Err(Problem::Syntax),
        }
    }
}

/// Finds nodes that are equal to others without comparing each with each.
pub(super) fn first_duplicate(json: &Json, items: &[NodeId]) -> Option<(usize, usize)> {
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, &item) in items.iter().enumerate() {
        let earlier = seen.entry(fingerprint(json, item)).or_default();
        if let Some(&equal) = earlier.iter().find(|&&other| json.equal(item, json, items[other])) {
            return Some((equal, index));
        }
        earlier.push(index);
    }
    None
}

/// A number that equal values share.
fn fingerprint(json: &Json, node: NodeId) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        match json.kind(node) {
            Kind::Null => 0u8.hash(&mut hasher),
            Kind::Bool(flag) => flag.hash(&mut hasher),
            Kind::Number(number) => number.hash(&mut hasher),
            Kind::Text(text) => text.hash(&mut hasher),
            Kind::Array(items) => {
                items.len().hash(&mut hasher);
                pending.extend(items.iter());
            }
            Kind::Object(entries) => {
                entries.iter().for_each(|(key, _)| key.hash(&mut hasher));
                pending.extend(entries.iter().map(|(_, child)| *child));
            }
        }
    }
    hasher.finish()
}
