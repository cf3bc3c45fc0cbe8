//! A resource to the text that `kustomize build` prints: by way of yaml.v3's text, JSON and sigs.k8s.io/yaml, in one pass
//! where those ways change nothing, and really that way where they might.

use super::meaning::{meaning, survives};
use super::{Content, Entry, Scalar, ScalarStyle, Tag, Tree};
use crate::go::Value;
use crate::source::SourceId;
use crate::yaml::dialect::Dialect;
use crate::yaml::encode::{self, Stop, Writer, is_word};
use crate::yaml::error::Error;
use crate::yaml::{OUTPUT_LIMIT, key_order, resolve};
use std::collections::HashSet;

/// The longest key, in bytes, that is sure to stay on one line with its value everywhere on the way.
const LONG_KEY: usize = 120;

/// How many keys are compared one by one.
const FEW_KEYS: usize = 16;

/// Prints resources one after the other, in memory that is used again.
pub struct ResourcePrinter<'t> {
    writer: Writer,
    open: Vec<Open<'t>>,
    /// The entries of the mappings that are open, those of the innermost last.
    entries: Vec<Pending<'t>>,
}

/// A collection that is being printed. `flow`: it was written within brackets.
enum Open<'t> {
    Sequence {
        items: std::slice::Iter<'t, Tree>,
        flow: bool,
    },
    /// `from`: where its entries begin among those of all, of which `next` comes next and the one before `end` last.
    Mapping {
        from: usize,
        next: usize,
        end: usize,
        flow: bool,
    },
}

/// An entry that is to be printed. `word`: its key stands for itself.
#[derive(Clone, Copy)]
struct Pending<'t> {
    key: &'t str,
    word: bool,
    value: &'t Tree,
}

/// The value of a tree as Kustomize's JSON has it.
pub(in crate::yaml) fn value(tree: &Tree) -> Result<Value, Error> {
    if super::value::is_stable(tree)
        && let Ok(value) = super::value::decode(tree, &|_| 0)
    {
        return Ok(value);
    }
    rewritten(tree)
}

/// The value of what yaml.v3 writes for a tree. Errors name the lines of that text.
fn rewritten(tree: &Tree) -> Result<Value, Error> {
    let text = super::write::write(tree, super::write::Indentation::Compact);
    let read = super::documents::read_kept(text.as_bytes(), SourceId::UNKNOWN)?;
    let line = |at: u32| 1 + memchr::memchr_iter(b'\n', text.as_bytes().get(..at as usize).unwrap_or_default()).count();
    match read {
        Some(tree) => super::value::decode(&tree, &line),
        None => Ok(Value::Nil),
    }
}

impl Default for ResourcePrinter<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'t> ResourcePrinter<'t> {
    /// A printer that has not printed anything.
    pub fn new() -> Self {
        ResourcePrinter { writer: Writer::new(Dialect::V2), open: Vec::new(), entries: Vec::new() }
    }

    /// The same, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        let mut printer = Self::new();
        printer.writer.emitter.reserve(bytes);
        printer
    }

    /// Appends what `kustomize build` prints for a resource, without the `---` between two: keys in natural order, comments
    /// and styles gone. Nothing where there is an error, which is a sentence of what Kustomize does on the way: yaml.v3's, JSON's,
    /// sigs.k8s.io/yaml's.
    pub fn print(&mut self, tree: &'t Tree) -> Result<(), Error> {
        let from = self.writer.emitter.len();
        let outcome = self.run(tree);
        self.open.clear();
        self.entries.clear();
        if outcome.is_ok() {
            self.writer.emitter.end();
            return Ok(());
        }
        let text = rewritten(tree).and_then(|value| encode::through_json(&value, OUTPUT_LIMIT));
        self.writer.emitter.replace_from(from, text.as_ref().map_or("", String::as_str));
        text.map(|_| ())
    }

    /// Appends the line between two resources.
    pub fn separate(&mut self) {
        self.writer.emitter.separator("---\n");
    }

    /// What was printed.
    pub fn finish(self) -> String {
        self.writer.emitter.into_text()
    }

    fn run(&mut self, tree: &'t Tree) -> Result<(), Stop> {
        if tree.as_scalar().is_some() {
            return Err(Stop::Detour);
        }
        self.node(tree, false, false)?;
        while let Some(open) = self.open.last_mut() {
            match open {
                Open::Sequence { items, flow } => match (items.next(), *flow) {
                    (Some(item), flow) => {
                        self.writer.emitter.item();
                        self.node(item, flow, false)?;
                    }
                    (None, _) => self.close(),
                },
                Open::Mapping { from, next, end, .. } if next == end => {
                    self.entries.truncate(*from);
                    self.close();
                }
                Open::Mapping { next, flow, .. } => {
                    let (Pending { key, word, value }, flow) = (self.entries[*next], *flow);
                    *next += 1;
                    if word {
                        self.writer.emitter.word_key(key);
                    } else {
                        self.writer.odd_key(key.as_bytes())?;
                    }
                    self.node(value, flow, true)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        self.writer.emitter.close();
        self.open.pop();
    }

    fn node(&mut self, tree: &'t Tree, flow: bool, in_mapping: bool) -> Result<(), Stop> {
        match &tree.content {
            Content::Scalar(scalar) => self.scalar(scalar, tree.written_tag(), flow)?,
            Content::Mapping(mapping) if mapping.entries.is_empty() => self.writer.emitter.empty("{}"),
            Content::Mapping(mapping) => {
                let from = self.entries.len();
                self.add_sorted(&mapping.entries)?;
                self.writer.emitter.open_mapping();
                let (end, flow) = (self.entries.len(), flow || mapping.flow);
                self.open.push(Open::Mapping { from, next: from, end, flow });
            }
            Content::Sequence(sequence) if sequence.items.is_empty() => self.writer.emitter.empty("[]"),
            Content::Sequence(sequence) => {
                self.writer.emitter.open_sequence(in_mapping);
                self.open.push(Open::Sequence { items: sequence.items.iter(), flow: flow || sequence.flow });
            }
            Content::Alias(_) => return Err(Stop::Detour),
        }
        Ok(())
    }

    fn scalar(&mut self, scalar: &'t Scalar, written: Option<&str>, flow: bool) -> Result<(), Stop> {
        let text = scalar.text.as_str();
        match scalar.tag {
            // A word is a text in each style, and stays what it is.
            Tag::Str | Tag::Unstated if is_word(text.as_bytes()) => self.writer.emitter.word(text),
            Tag::Int if written.is_none() && scalar.style == ScalarStyle::Plain && resolve::is_decimal(text, 18) => {
                self.writer.emitter.word(text);
            }
            _ if !survives(scalar, flow) => return Err(Stop::Detour),
            Tag::Str => self.writer.odd_text(text.as_bytes())?,
            _ => match meaning(scalar, written, flow)? {
                resolve::Scalar::Null => self.writer.emitter.word("null"),
                resolve::Scalar::Bool(value) => self.writer.emitter.word(if value { "true" } else { "false" }),
                resolve::Scalar::Int(number) => self.writer.int(number),
                resolve::Scalar::Uint(number) => self.writer.uint(number),
                resolve::Scalar::Float(number) => self.writer.float(number)?,
                resolve::Scalar::Str(text) => self.writer.text(&text)?,
            },
        }
        Ok(())
    }

    /// Adds entries in the order of their keys, which have to be different plain texts.
    fn add_sorted(&mut self, entries: &'t [Entry]) -> Result<(), Stop> {
        let from = self.entries.len();
        for Entry { key, value } in entries {
            let Some(scalar) = key.as_scalar() else { return Err(Stop::Detour) };
            let key = scalar.text.as_str();
            let word = matches!(scalar.tag, Tag::Str | Tag::Unstated) && is_word(key.as_bytes());
            if !word && !is_plain_key(scalar) {
                return Err(Stop::Detour);
            }
            self.entries.push(Pending { key, word, value });
        }
        let added = &self.entries[from..];
        let repeated = match added.len() {
            ..=FEW_KEYS => {
                added.iter().enumerate().any(|(at, one)| added[..at].iter().any(|other| other.key == one.key))
            }
            _ => {
                let mut seen = HashSet::with_capacity(added.len());
                !added.iter().all(|one| seen.insert(one.key))
            }
        };
        if repeated {
            return Err(Stop::Detour);
        }
        key_order::sort_from(&mut self.entries, from, Dialect::V2, |pending| pending.key);
        Ok(())
    }
}

/// Whether a key is a text on one line that stays what it is on the way.
fn is_plain_key(key: &Scalar) -> bool {
    let text = key.text.as_str();
    key.meaning() == Tag::Str && text.len() <= LONG_KEY && survives(key, true) && !text.contains('\n') && text != "<<"
}
