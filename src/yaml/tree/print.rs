//! A resource to the text that `kustomize build` prints: by way of yaml.v3's text, JSON and sigs.k8s.io/yaml, in one pass
//! where those ways change nothing, and really that way where they might.

use super::meaning::{meaning, survives};
use super::{Content, Entry, Tag, Tree};
use crate::go::Value;
use crate::source::SourceId;
use crate::yaml::dialect::Dialect;
use crate::yaml::encode::{self, Stop, Writer};
use crate::yaml::error::Error;
use crate::yaml::{OUTPUT_LIMIT, key_order, resolve};
use std::collections::HashSet;

/// The longest key, in bytes, that is sure to stay on one line with its value everywhere on the way.
const LONG_KEY: usize = 120;

/// How many keys are compared one by one.
const FEW_KEYS: usize = 16;

/// Appends the text of a resource to `out`; nothing where there is an error.
pub(in crate::yaml) fn print(tree: &Tree, out: &mut String) -> Result<(), Error> {
    let length = out.len();
    let mut printer = Printer { writer: Writer::onto(std::mem::take(out), Dialect::V2), open: Vec::new() };
    let outcome = printer.run(tree);
    *out = printer.writer.emitter.finish();
    if outcome.is_ok() {
        return Ok(());
    }
    out.truncate(length);
    let text = encode::through_json(&rewritten(tree)?, OUTPUT_LIMIT)?;
    out.push_str(&text);
    Ok(())
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

struct Printer<'t> {
    writer: Writer,
    open: Vec<Open<'t>>,
}

/// A collection that is being printed. `flow`: it was written within brackets.
enum Open<'t> {
    Sequence { items: std::slice::Iter<'t, Tree>, flow: bool },
    Mapping { entries: std::vec::IntoIter<(&'t str, &'t Tree)>, flow: bool },
}

impl<'t> Printer<'t> {
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
                Open::Mapping { entries, flow } => match (entries.next(), *flow) {
                    (Some((key, value)), flow) => {
                        self.writer.key(key.as_bytes())?;
                        self.node(value, flow, true)?;
                    }
                    (None, _) => self.close(),
                },
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
            Content::Scalar(scalar) if !survives(scalar, flow) => return Err(Stop::Detour),
            Content::Scalar(scalar) if scalar.tag == Tag::Str => self.writer.text(scalar.text.as_bytes())?,
            Content::Scalar(scalar) => match meaning(scalar, tree.written_tag(), flow)? {
                resolve::Scalar::Null => self.writer.emitter.word("null"),
                resolve::Scalar::Bool(value) => self.writer.emitter.word(if value { "true" } else { "false" }),
                resolve::Scalar::Int(number) => self.writer.int(number),
                resolve::Scalar::Uint(number) => self.writer.uint(number),
                resolve::Scalar::Float(number) => self.writer.float(number)?,
                resolve::Scalar::Str(text) => self.writer.text(&text)?,
            },
            Content::Mapping(mapping) if mapping.entries.is_empty() => self.writer.emitter.empty("{}"),
            Content::Mapping(mapping) => {
                let entries = sorted(&mapping.entries)?;
                self.writer.emitter.open_mapping();
                self.open.push(Open::Mapping { entries: entries.into_iter(), flow: flow || mapping.flow });
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
}

/// The entries in the order of their keys, which have to be different plain texts.
fn sorted(entries: &[Entry]) -> Result<Vec<(&str, &Tree)>, Stop> {
    let mut keyed = Vec::with_capacity(entries.len());
    for Entry { key, value } in entries {
        match key.as_scalar() {
            Some(scalar) if scalar.meaning() == Tag::Str && scalar.text.len() <= LONG_KEY && survives(scalar, true) => {
                let text = scalar.text.as_str();
                if text.contains('\n') || text == "<<" {
                    return Err(Stop::Detour);
                }
                keyed.push((text, value));
            }
            _ => return Err(Stop::Detour),
        }
    }
    let repeated = match keyed.len() {
        ..=FEW_KEYS => keyed.iter().enumerate().any(|(at, (key, _))| keyed[..at].iter().any(|(other, _)| other == key)),
        _ => {
            let mut seen = HashSet::with_capacity(keyed.len());
            !keyed.iter().all(|(key, _)| seen.insert(*key))
        }
    };
    if repeated {
        return Err(Stop::Detour);
    }
    key_order::sort(&mut keyed, Dialect::V2, |(key, _)| key);
    Ok(keyed)
}
