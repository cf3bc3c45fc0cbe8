//! Trees to [`Value`]s as yaml.v3 decodes them into a `map[string]interface{}` and `encoding/json` takes them: with their
//! sentences for repeated keys, for keys that are no texts and for values that JSON has not.

use super::builder::is_merge_key;
use super::meaning::{meaning, survives};
use super::{Content, Entry, Mapping, Tag, Tree};
use crate::deep::deeper;
use crate::go::fmt::sprintf;
use crate::go::strconv::{format_float, quote};
use crate::go::{IntKind, Map, MapType, Str, Value};
use crate::yaml::error::Error;
use crate::yaml::resolve::Scalar;
use smallvec::{SmallVec, smallvec};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many repeated keys are named in an error.
const NAMED: usize = 100;

/// Decodes a resource. `line` gives the line, from 1, of an offset in the text that the nodes' places are in.
pub(super) fn decode(tree: &Tree, line: &dyn Fn(u32) -> usize) -> Result<Value, Error> {
    let mut decoder = Decoder { line, errors: Vec::new(), late: None };
    let value = match &tree.content {
        Content::Mapping(mapping) => decoder.mapping(mapping, true, false)?,
        Content::Sequence(_) => decoder.value(tree, false)?,
        _ => decoder.root_scalar(tree)?,
    };
    if !decoder.errors.is_empty() {
        return Err(Error::new(format!("yaml: unmarshal errors:\n  {}", decoder.errors.join("\n  "))));
    }
    decoder.late.map_or(Ok(value.unwrap_or(Value::Nil)), Err)
}

/// Whether a tree decodes to the same whether or not it is written and read before.
pub(super) fn is_stable(tree: &Tree) -> bool {
    let mut left = vec![(tree, false)];
    while let Some((node, flow)) = left.pop() {
        match &node.content {
            Content::Scalar(scalar) if !survives(scalar, flow) => return false,
            Content::Scalar(_) => {}
            Content::Mapping(mapping) => {
                let flow = flow || mapping.flow;
                left.extend(mapping.entries.iter().flat_map(|entry| [(&entry.key, flow), (&entry.value, flow)]));
            }
            Content::Sequence(sequence) => {
                let flow = flow || sequence.flow;
                left.extend(sequence.items.iter().map(|item| (item, flow)));
            }
            Content::Alias(_) => return false,
        }
    }
    true
}

/// Whether a tree surely decodes to what it says: no key is there twice or anything but a text, nothing changes where it is
/// written and read, and JSON has all of it.
pub(super) fn is_plain(tree: &Tree) -> bool {
    let mut left: SmallVec<[(&Tree, bool); 32]> = smallvec![(tree, false)];
    while let Some((node, flow)) = left.pop() {
        match &node.content {
            Content::Scalar(scalar) => {
                let is_known = match scalar.meaning() {
                    Tag::Str | Tag::Int | Tag::Null | Tag::Bool => true,
                    // Only an infinity and what is no number end so.
                    Tag::Float => !scalar.text.ends_with(['f', 'F', 'n', 'N']),
                    _ => false,
                };
                if !is_known || node.written_tag().is_some() || !survives(scalar, flow) {
                    return false;
                }
            }
            Content::Mapping(mapping) => {
                if !mapping.entries.iter().all(|entry| is_plain_key(&entry.key)) || mapping.has_repeated_keys() {
                    return false;
                }
                left.extend(mapping.entries.iter().map(|entry| (&entry.value, flow || mapping.flow)));
            }
            Content::Sequence(sequence) => left.extend(sequence.items.iter().map(|item| (item, flow || sequence.flow))),
            Content::Alias(_) => return false,
        }
    }
    true
}

/// Whether a key is a text without a tag.
fn is_plain_key(key: &Tree) -> bool {
    let is_text = |scalar: &super::Scalar| scalar.meaning() == Tag::Str && survives(scalar, false);
    key.written_tag().is_none() && key.as_scalar().is_some_and(is_text)
}

struct Decoder<'l> {
    line: &'l dyn Fn(u32) -> usize,
    /// What is wrong with parts, which Go lists.
    errors: Vec<String>,
    /// What Go refuses only once all was decoded.
    late: Option<Error>,
}

impl Decoder<'_> {
    fn line(&self, node: &Tree) -> usize {
        (self.line)(node.origin.start)
    }

    /// A value, or none where something is wrong with it that is noted. `flow`: within brackets.
    fn value(&mut self, tree: &Tree, flow: bool) -> Result<Option<Value>, Error> {
        match &tree.content {
            Content::Scalar(scalar) => match meaning(scalar, tree.written_tag(), flow) {
                Ok(scalar) => Ok(Some(self.scalar(scalar))),
                // JSON's complaints come after all that is wrong with the YAML.
                Err(error) if error.message().starts_with("json:") => {
                    self.late.get_or_insert(error);
                    Ok(Some(Value::Nil))
                }
                Err(error) => Err(error),
            },
            Content::Mapping(mapping) => deeper(|| self.mapping(mapping, false, flow)),
            Content::Sequence(sequence) => deeper(|| {
                let mut items = Vec::with_capacity(sequence.items.len());
                for item in &sequence.items {
                    items.extend(self.value(item, flow || sequence.flow)?);
                }
                Ok(Some(Value::list(items)))
            }),
            Content::Alias(name) => Err(Error::new(format!("yaml: unknown anchor '{name}' referenced"))),
        }
    }

    fn scalar(&mut self, scalar: Scalar<'_>) -> Value {
        match scalar {
            Scalar::Null => Value::Nil,
            Scalar::Bool(value) => Value::Bool(value),
            Scalar::Int(number) => Value::int(number),
            Scalar::Uint(number) => Value::Int(number as i64, IntKind::Uint64),
            Scalar::Float(number) => {
                if !number.is_finite() {
                    let text = format_float(number, b'g', -1);
                    self.late.get_or_insert_with(|| Error::new(format!("json: unsupported value: {text}")));
                }
                Value::Float(number)
            }
            Scalar::Str(text) => Value::Str(Str::from(&text[..])),
        }
    }

    fn root_scalar(&mut self, tree: &Tree) -> Result<Option<Value>, Error> {
        let Some(scalar) = tree.as_scalar() else { return self.value(tree, false) };
        let tag = scalar.meaning();
        if tag == Tag::Null {
            return Ok(None);
        }
        let tag = tree.written_tag().map_or_else(|| format!("!!{}", tag.name()), String::from);
        let text = match scalar.text.get(..7) {
            Some(start) if scalar.text.len() > 10 => format!("{start}..."),
            _ => scalar.text.to_string(),
        };
        let line = self.line(tree);
        self.errors.push(format!("line {line}: cannot unmarshal {tag} `{text}` into map[string]interface {{}}"));
        Ok(None)
    }

    /// `root`: the resource itself, whose keys are texts whatever they look like.
    fn mapping(&mut self, mapping: &Mapping, root: bool, flow: bool) -> Result<Option<Value>, Error> {
        if self.has_repeated_keys(mapping) {
            return Ok(None);
        }
        let flow = flow || mapping.flow;
        let texts = root || mapping.entries.iter().all(|entry| is_text_key(&entry.key));
        let mut out = BTreeMap::new();
        let mut merge = None;
        for Entry { key, value } in &mapping.entries {
            if is_merge(key) {
                merge = Some(value);
                continue;
            }
            let Some(name) = self.key(key, root, texts, flow)? else { continue };
            if let Some(value) = self.value(value, flow)? {
                out.insert(name, value);
            }
        }
        if let Some(merge) = merge {
            let mut set = out.keys().cloned().collect();
            self.merge(merge, &mut set, &mut out, flow)?;
        }
        if !texts {
            self.late.get_or_insert_with(|| Error::new("json: unsupported type: map[interface {}]interface {}"));
        }
        Ok(Some(Value::Map(Map::typed(MapType::Any, out))))
    }

    /// A key, unless it is left out.
    fn key(&mut self, key: &Tree, root: bool, texts: bool, flow: bool) -> Result<Option<Str>, Error> {
        let Some(scalar) = key.as_scalar() else {
            if !root {
                let value = self.value(key, flow)?.unwrap_or(Value::Nil);
                let syntax = sprintf(b"%#v", &[value]);
                return Err(Error::new(format!("yaml: invalid map key: {}", String::from_utf8_lossy(&syntax))));
            }
            let kind = if key.as_mapping().is_some() { "map" } else { "seq" };
            let tag = key.written_tag().map_or_else(|| format!("!!{kind}"), String::from);
            let line = self.line(key);
            self.errors.push(format!("line {line}: cannot unmarshal {tag} into string"));
            return Ok(None);
        };
        // A key without text is written in quotes.
        let flow = flow || !texts || scalar.text.is_empty();
        Ok(match meaning(scalar, key.written_tag(), flow)? {
            Scalar::Null if root => None,
            Scalar::Str(text) if scalar.meaning() != Tag::Timestamp => Some(Str::from(&text[..])),
            _ => Some(Str::from(scalar.text.as_str())),
        })
    }

    /// Sets what `merge` holds and was not set before.
    fn merge(
        &mut self,
        merge: &Tree,
        set: &mut HashSet<Str>,
        out: &mut BTreeMap<Str, Value>,
        flow: bool,
    ) -> Result<(), Error> {
        let maps = match &merge.content {
            Content::Sequence(sequence) => sequence.items.iter().collect(),
            _ => vec![merge],
        };
        for map in maps {
            let Content::Mapping(mapping) = &map.content else {
                return Err(Error::new("yaml: map merge requires map or sequence of maps as the value"));
            };
            if self.has_repeated_keys(mapping) {
                continue;
            }
            let mut inner = None;
            for Entry { key, value } in &mapping.entries {
                if is_merge(key) {
                    inner = Some(value);
                    continue;
                }
                let Some(name) = self.key(key, false, true, flow)? else { continue };
                if set.insert(name.clone())
                    && let Some(value) = self.value(value, flow || mapping.flow)?
                {
                    out.insert(name, value);
                }
            }
            if let Some(inner) = inner {
                deeper(|| self.merge(inner, set, out, flow))?;
            }
        }
        Ok(())
    }

    /// Notes every pair of equal keys. Go takes two collections for equal keys.
    fn has_repeated_keys(&mut self, mapping: &Mapping) -> bool {
        let identity = |key: &Tree| (std::mem::discriminant(&key.content), key.text().cloned().unwrap_or_default());
        let mut places: HashMap<_, Vec<usize>> = HashMap::with_capacity(mapping.entries.len());
        for (at, entry) in mapping.entries.iter().enumerate() {
            places.entry(identity(&entry.key)).or_default().push(at);
        }
        if places.len() == mapping.entries.len() {
            return false;
        }
        for (at, entry) in mapping.entries.iter().enumerate() {
            let same = places.get(&identity(&entry.key)).map(Vec::as_slice).unwrap_or_default();
            for &other in same.iter().filter(|&&other| other > at).take(NAMED.saturating_sub(self.errors.len())) {
                let other = &mapping.entries[other].key;
                let name = quote(other.text().map_or("", |text| text.as_str()).as_bytes());
                let (line, first) = (self.line(other), self.line(&entry.key));
                self.errors.push(format!("line {line}: mapping key {name} already defined at line {first}"));
            }
        }
        true
    }
}

/// Whether a key merges, also in version 3's own eyes.
fn is_merge(key: &Tree) -> bool {
    is_merge_key(key) && key.text().is_some_and(|text| text == "<<")
}

/// Whether a mapping with only such keys is a `map[string]interface{}`.
fn is_text_key(key: &Tree) -> bool {
    key.as_scalar().is_some_and(|scalar| matches!(scalar.meaning(), Tag::Str | Tag::Merge))
}
