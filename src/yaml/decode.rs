//! Documents to [`Value`]s as sigs.k8s.io/yaml decodes them into an `interface{}`: through go-yaml's maps with any keys
//! and through JSON, in one step. Aliases are expanded within go-yaml's budget; nothing recurses.

use super::dialect::Dialect;
use super::error::Error;
use super::gosyntax;
use super::node::{Document, Kind, Node, NodeId, Style};
use super::resolve::{Scalar, TAG_PREFIX, resolve};
use super::{Decoding, Numbers};
use crate::go::strconv::{format_float, format_float32};
use crate::go::{IntKind, Map, MapType, Str, Value};
use std::collections::{BTreeMap, HashSet};

/// Up to this many steps, nearly all may come from aliases; from [`MANY_STEPS`] on, a tenth.
const FEW_STEPS: usize = 400_000;
const MANY_STEPS: usize = 4_000_000;

/// What [`decode_with`](super::decode_with) does with a document of `text`. Also gives how deep the value is.
pub(super) fn decode(document: &Document<'_>, text: &[u8], decoding: Decoding) -> Result<(Value, usize), Error> {
    let mut decoder = Decoder {
        document,
        decoding,
        text,
        frames: Vec::new(),
        maps: Vec::new(),
        depth: 0,
        deepest: 0,
        steps: 0,
        alias_steps: 0,
        alias_depth: 0,
        expanding: HashSet::new(),
        repeated: Vec::new(),
        late: None,
    };
    let value = decoder.run()?;
    Ok((decoder.finish(value)?, decoder.deepest))
}

struct Decoder<'d, 'a> {
    document: &'d Document<'a>,
    decoding: Decoding,
    text: &'d [u8],
    frames: Vec<Frame<'d, 'a>>,
    /// The mappings being built, one for each mapping frame that is not a merge.
    maps: Vec<Builder<'d, 'a>>,
    depth: usize,
    deepest: usize,
    steps: usize,
    alias_steps: usize,
    alias_depth: usize,
    /// The aliases being expanded.
    expanding: HashSet<NodeId>,
    /// The lines about repeated keys, in strict decoding.
    repeated: Vec<String>,
    /// What Go refuses only after everything was decoded, in the value that is being decoded.
    late: Option<Late<'d, 'a>>,
}

/// What YAML has and JSON has not.
enum Late<'d, 'a> {
    /// An infinity or no number at all.
    Number(Node<'d, 'a>, f64),
    /// A key of a mapping that is null or a large integer.
    Key { key: Node<'d, 'a>, value: Node<'d, 'a> },
}

impl Late<'_, '_> {
    /// What is refused first: Go looks at all keys before it writes a number.
    fn first(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (&one, &other) {
            (None, _) | (Some(Late::Number(..)), Some(Late::Key { .. })) => other,
            _ => one,
        }
    }
}

#[derive(Default)]
struct Builder<'d, 'a> {
    entries: Vec<(Str, Value)>,
    /// The keys so far as Go tells them apart, in strict decoding.
    seen: HashSet<Identity>,
    /// What is refused in entries, as long as no later entry of the same key takes their place.
    late: BTreeMap<Identity, (Str, Late<'d, 'a>)>,
    /// What is refused before the mapping.
    before: Option<Late<'d, 'a>>,
}

impl<'d, 'a> Builder<'d, 'a> {
    /// What is refused first in the mapping or before it: of numbers the one whose key comes first, as JSON is written.
    fn first_late(&mut self) -> Option<Late<'d, 'a>> {
        let mut entries: Vec<_> = std::mem::take(&mut self.late).into_values().collect();
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        entries.into_iter().fold(self.before.take(), |first, (_, late)| Late::first(first, Some(late)))
    }
}

/// A key as Go's map has it: `1` and `"1"` differ.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Identity {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(u64),
    Str(Vec<u8>),
}

/// A node whose children are being decoded.
enum Frame<'d, 'a> {
    Sequence {
        node: Node<'d, 'a>,
        next: usize,
        items: Vec<Value>,
    },
    /// `merge`: the entries go into the mapping outside.
    Mapping {
        node: Node<'d, 'a>,
        next: usize,
        key: Option<Str>,
        merge: bool,
    },
    /// The mappings of `<<: [a, b]`, from the last to the first.
    MergeList {
        node: Node<'d, 'a>,
        left: usize,
    },
    /// An alias, whose target is decoded above it.
    Alias {
        alias: NodeId,
    },
}

/// What the innermost frame wants.
enum Step<'d, 'a> {
    Decode(Node<'d, 'a>),
    Merge(Node<'d, 'a>),
    Done(Value),
    /// The frame is gone and leaves nothing behind.
    Gone,
}

impl<'d, 'a> Decoder<'d, 'a> {
    fn run(&mut self) -> Result<Value, Error> {
        // The document itself counts as a step.
        self.count()?;
        let mut done = self.open(self.document.root(), false)?;
        loop {
            if let Some(value) = done.take() {
                match self.accept(value)? {
                    Some(value) if self.frames.is_empty() => return Ok(value),
                    outer => done = outer,
                }
                continue;
            }
            match self.step()? {
                Step::Decode(node) => done = self.open(node, false)?,
                Step::Merge(node) => done = self.open(node, true)?,
                Step::Done(value) if self.frames.is_empty() => return Ok(value),
                Step::Done(value) => done = Some(value),
                Step::Gone => self.close_merge_alias(),
            }
        }
    }

    /// The errors that come after decoding, in Go's order.
    fn finish(&mut self, value: Value) -> Result<Value, Error> {
        if !self.repeated.is_empty() {
            return Err(Error::new(format!("yaml: unmarshal errors:\n  {}", self.repeated.join("\n  "))));
        }
        self.late.take().map_or(Ok(value), |late| Err(late.error()))
    }

    /// Counts a step, and refuses a document that consists of aliases.
    fn count(&mut self) -> Result<(), Error> {
        self.steps += 1;
        if self.alias_depth > 0 {
            self.alias_steps += 1;
            if self.alias_steps > 100 && self.steps > 1000 && self.is_excessive() {
                return Err(Error::new("yaml: document contains excessive aliasing"));
            }
        }
        Ok(())
    }

    fn is_excessive(&self) -> bool {
        let allowed = if self.steps <= FEW_STEPS {
            0.99
        } else if self.steps >= MANY_STEPS {
            0.10
        } else {
            0.99 - 0.89 * ((self.steps - FEW_STEPS) as f64 / (MANY_STEPS - FEW_STEPS) as f64)
        };
        self.alias_steps as f64 / self.steps as f64 > allowed
    }

    /// Decodes a scalar, or opens a frame. `merge`: a mapping's entries go into the innermost mapping.
    fn open(&mut self, node: Node<'d, 'a>, merge: bool) -> Result<Option<Value>, Error> {
        self.count()?;
        match node.kind() {
            Kind::Alias => {
                self.enter_alias(node)?;
                return self.open_target(node.target(), merge);
            }
            Kind::Scalar => return self.scalar(node).map(Some),
            Kind::Sequence => {
                self.descend();
                let items = Vec::with_capacity(node.child_count());
                self.frames.push(Frame::Sequence { node, next: 0, items });
            }
            Kind::Mapping => {
                if !merge {
                    self.descend();
                    self.maps.push(Builder { before: self.late.take(), ..Builder::default() });
                }
                self.frames.push(Frame::Mapping { node, next: 0, key: None, merge });
            }
        }
        Ok(None)
    }

    /// The target of an alias is never an alias.
    fn open_target(&mut self, target: Node<'d, 'a>, merge: bool) -> Result<Option<Value>, Error> {
        match target.kind() {
            Kind::Alias => Ok(Some(Value::Nil)),
            _ => self.open(target, merge),
        }
    }

    fn enter_alias(&mut self, alias: Node<'d, 'a>) -> Result<(), Error> {
        if !self.expanding.insert(alias.id()) {
            let message = format!("yaml: anchor '{}' value contains itself", alias.value());
            return Err(Error::new(message).at(alias.range()));
        }
        self.alias_depth += 1;
        self.frames.push(Frame::Alias { alias: alias.id() });
        Ok(())
    }

    fn leave_alias(&mut self, alias: NodeId) {
        self.expanding.remove(&alias);
        self.alias_depth -= 1;
    }

    /// A merged mapping that was reached through an alias is done.
    fn close_merge_alias(&mut self) {
        if let Some(&Frame::Alias { alias }) = self.frames.last() {
            self.frames.pop();
            self.leave_alias(alias);
        }
    }

    fn descend(&mut self) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
    }

    fn step(&mut self) -> Result<Step<'d, 'a>, Error> {
        match self.frames.last_mut() {
            Some(Frame::Sequence { node, next, items }) => match node.child(*next) {
                Some(item) => {
                    *next += 1;
                    Ok(Step::Decode(item))
                }
                None => {
                    let list = Value::list(std::mem::take(items));
                    self.frames.pop();
                    self.depth -= 1;
                    Ok(Step::Done(list))
                }
            },
            Some(Frame::Mapping { node, next, .. }) => {
                let (node, at) = (*node, *next);
                *next += 2;
                self.step_mapping(node, at)
            }
            Some(Frame::MergeList { node, left }) => match left.checked_sub(1).and_then(|at| node.child(at)) {
                Some(item) => {
                    *left -= 1;
                    Ok(Step::Merge(mergeable(item)?))
                }
                None => {
                    self.frames.pop();
                    Ok(Step::Gone)
                }
            },
            Some(Frame::Alias { .. }) | None => Ok(Step::Done(Value::Nil)),
        }
    }

    fn step_mapping(&mut self, node: Node<'d, 'a>, at: usize) -> Result<Step<'d, 'a>, Error> {
        let (Some(key), Some(value)) = (node.child(at), node.child(at + 1)) else {
            return Ok(self.close_mapping());
        };
        if is_merge(key) {
            if value.kind() == Kind::Sequence {
                self.frames.push(Frame::MergeList { node: value, left: value.child_count() });
                return self.step();
            }
            return Ok(Step::Merge(mergeable(value)?));
        }
        if key.target().kind() != Kind::Scalar {
            // Refused once it is decoded, if nothing in it is refused before.
            return Ok(Step::Decode(key));
        }
        let name = self.key(key, value)?;
        if let Some(Frame::Mapping { key, .. }) = self.frames.last_mut() {
            *key = Some(name);
        }
        Ok(Step::Decode(value))
    }

    fn close_mapping(&mut self) -> Step<'d, 'a> {
        if let Some(Frame::Mapping { merge: true, .. }) = self.frames.pop() {
            return Step::Gone;
        }
        self.depth -= 1;
        let mut builder = self.maps.pop().unwrap_or_default();
        self.late = builder.first_late();
        // Collecting keeps the last of equal keys.
        Step::Done(Value::Map(Map::typed(MapType::Any, builder.entries.into_iter().collect())))
    }

    /// Puts a finished value where it belongs. What ends an alias goes on outwards.
    fn accept(&mut self, value: Value) -> Result<Option<Value>, Error> {
        match self.frames.last_mut() {
            Some(Frame::Alias { alias }) => {
                let alias = *alias;
                self.frames.pop();
                self.leave_alias(alias);
                return Ok(Some(value));
            }
            Some(Frame::Sequence { items, .. }) => items.push(value),
            Some(Frame::Mapping { node, next, key, .. }) => {
                let (node, at) = (*node, *next - 2);
                let Some(key) = key.take() else { return Err(invalid_key(node, at)) };
                let is_new = self.is_new(node, at)?;
                self.keep_late(node, at, &key)?;
                if let Some(map) = self.maps.last_mut().filter(|_| is_new) {
                    map.entries.push((key, value));
                }
            }
            Some(Frame::MergeList { .. }) => {}
            None => return Ok(Some(value)),
        }
        Ok(None)
    }

    fn scalar(&mut self, node: Node<'d, 'a>) -> Result<Value, Error> {
        Ok(match resolve_node(node)? {
            Scalar::Null => Value::Nil,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Int(number) if self.decoding.numbers == Numbers::Typed => Value::int(number),
            Scalar::Int(number) => Value::Float(number as f64),
            Scalar::Uint(number) if self.decoding.numbers == Numbers::Typed => {
                Value::Int(number as i64, IntKind::Uint64)
            }
            Scalar::Uint(number) => Value::Float(number as f64),
            Scalar::Float(number) => {
                if !number.is_finite() && self.late.is_none() {
                    self.late = Some(Late::Number(node, number));
                }
                Value::Float(number)
            }
            Scalar::Str(text) => Value::Str(json_text(&text)),
        })
    }

    /// Resolves a mapping's scalar key and gives it as JSON has it.
    fn key(&mut self, key: Node<'d, 'a>, value: Node<'d, 'a>) -> Result<Str, Error> {
        self.count()?;
        let node = key.target();
        if key.kind() == Kind::Alias {
            self.alias_depth += 1;
            self.count()?;
            self.alias_depth -= 1;
        }
        Ok(match resolve_node(node)? {
            Scalar::Str(text) => json_text(&text),
            Scalar::Bool(value) => Str::from(if value { "true" } else { "false" }),
            Scalar::Int(number) => Str::from(number.to_string()),
            Scalar::Float(number) => match format_float32(number).as_str() {
                "+Inf" => Str::from(".inf"),
                "-Inf" => Str::from("-.inf"),
                "NaN" => Str::from(".nan"),
                text => Str::from(text),
            },
            Scalar::Null | Scalar::Uint(_) => {
                self.late = Some(Late::Key { key, value });
                Str::from("")
            }
        })
    }

    /// Remembers what is refused in the entry at `at` of `node`, which is done, and forgets it of an entry that had the
    /// same key.
    fn keep_late(&mut self, node: Node<'d, 'a>, at: usize, name: &Str) -> Result<(), Error> {
        let late = self.late.take();
        let (Some(map), Some(key)) = (self.maps.last_mut(), node.child(at)) else { return Ok(()) };
        if late.is_none() && map.late.is_empty() {
            return Ok(());
        }
        let identity = identity(key)?;
        match late {
            Some(late) => map.late.insert(identity, (name.clone(), late)),
            None => map.late.remove(&identity),
        };
        Ok(())
    }

    /// In strict decoding: whether the key at `at` of `node` is not yet in the innermost mapping.
    fn is_new(&mut self, node: Node<'d, 'a>, at: usize) -> Result<bool, Error> {
        if !self.decoding.strict {
            return Ok(true);
        }
        let (Some(key), Some(value), Some(map)) = (node.child(at), node.child(at + 1), self.maps.last_mut()) else {
            return Ok(true);
        };
        if map.seen.insert(identity(key)?) {
            return Ok(true);
        }
        let line = line_of(self.text, value.range().start);
        let key = gosyntax::write(key)?;
        self.repeated.push(format!("line {line}: key {key} already set in map"));
        Ok(false)
    }
}

/// A scalar key as Go's map has it.
fn identity(key: Node<'_, '_>) -> Result<Identity, Error> {
    Ok(match resolve_node(key.target())? {
        Scalar::Null => Identity::Null,
        Scalar::Bool(value) => Identity::Bool(value),
        Scalar::Int(number) => Identity::Int(number),
        Scalar::Uint(number) => Identity::Uint(number),
        // Zeros are equal; NaN equals nothing in Go, and repeats only in what Go makes of it.
        Scalar::Float(number) => Identity::Float((number + 0.0).to_bits()),
        Scalar::Str(text) => Identity::Str(text.into_owned()),
    })
}

impl Late<'_, '_> {
    fn error(&self) -> Error {
        match self {
            Late::Number(node, number) => {
                let text = format_float(*number, b'g', -1);
                Error::new(format!("json: unsupported value: {text}")).at(node.range())
            }
            Late::Key { key, value, .. } => {
                let texts = gosyntax::write(*key).and_then(|key| Ok((key, gosyntax::write(*value)?)));
                let (text, value) = match texts {
                    Ok(texts) => texts,
                    Err(error) => return error,
                };
                let ty = if text == "<nil>" { "%!s(<nil>)" } else { "uint64" };
                let message = format!("unsupported map key of type: {ty}, key: {text}, value: {value}");
                Error::new(message).at(key.range())
            }
        }
    }
}

/// The error about the key at `at` of a mapping, which is a collection.
fn invalid_key(mapping: Node<'_, '_>, at: usize) -> Error {
    let Some(key) = mapping.child(at) else { return Error::new("yaml: invalid map key") };
    match gosyntax::write(key) {
        Ok(text) => Error::new(format!("yaml: invalid map key: {text}")).at(key.range()),
        Err(error) => error,
    }
}

/// Whether a key merges its value into the mapping.
pub(super) fn is_merge(key: Node<'_, '_>) -> bool {
    key.kind() == Kind::Scalar
        && key.value() == "<<"
        && match key.tag() {
            None => key.style() == Style::Plain,
            Some("!") => true,
            Some(tag) => tag.strip_prefix(TAG_PREFIX) == Some("merge"),
        }
}

/// A mapping or an alias of one; anything else can't be merged.
fn mergeable<'d, 'a>(node: Node<'d, 'a>) -> Result<Node<'d, 'a>, Error> {
    if node.target().kind() == Kind::Mapping {
        return Ok(node);
    }
    let message = "yaml: map merge requires map or sequence of maps as the value";
    Err(Error::new(message).at(node.range()))
}

/// What a scalar node means. A lone `!` tag makes it a text.
pub(super) fn resolve_node<'d>(node: Node<'d, '_>) -> Result<Scalar<'d>, Error> {
    let value = resolve(node.tag(), node.value(), node.style() == Style::Plain, Dialect::V2);
    value.map_err(|error| error.at(node.range()))
}

/// A text after JSON: bytes that are not UTF-8 become U+FFFD, one each.
fn json_text(bytes: &[u8]) -> Str {
    if std::str::from_utf8(bytes).is_ok() {
        return Str::from(bytes);
    }
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Str::from(out)
}

/// The line of an offset, from 1.
fn line_of(text: &[u8], at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', text.get(..at).unwrap_or(text)).count()
}
