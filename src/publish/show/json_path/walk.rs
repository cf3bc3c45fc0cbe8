//! Executing a template on values, step by step; work is counted, since steps such as `..` multiply.

use super::compare::compare;
use super::{Filter, Item, Slice, Step};
use crate::go::{IntKind, List, Map, Value, fmt, json};

/// The most values that a template may touch.
const MAX_WORK: usize = 10_000_000;

type Outcome<T> = Result<T, String>;

/// What the items print.
pub(super) fn execute(items: &[Item], values: &Map) -> Outcome<Vec<u8>> {
    let mut run = Run { out: Vec::new(), work: 0 };
    let mut at = 0;
    while at < items.len() {
        at = run.block(items, at, Some(&Value::Map(values.clone())), 0)?.next;
    }
    Ok(run.out)
}

struct Run {
    out: Vec<u8>,
    work: usize,
}

/// How the items of a block ended.
struct Ended {
    /// The item after the last one that belongs to the block.
    next: usize,
    /// Whether there was an `{end}`.
    closed: bool,
}

/// How deep ranges may nest.
const MAX_RANGES: usize = 100;

impl Run {
    fn spend(&mut self, work: usize) -> Outcome<()> {
        self.work = self.work.saturating_add(work);
        if self.work > MAX_WORK { Err(format!("the path leads to more than {MAX_WORK} values")) } else { Ok(()) }
    }

    /// Executes items from `at` on, until the end of the range that they are in. `value` is what they are about; in a range
    /// without elements it is missing.
    fn block(&mut self, items: &[Item], mut at: usize, value: Option<&Value>, depth: usize) -> Outcome<Ended> {
        if depth > MAX_RANGES {
            return Err(format!("ranges are nested deeper than {MAX_RANGES} levels"));
        }
        while let Some(item) = items.get(at) {
            at += 1;
            let steps = match item {
                Item::Text(text) => {
                    self.spend(1)?;
                    self.out.extend_from_slice(text);
                    continue;
                }
                Item::Query(steps) => steps,
            };
            let found = self.query(steps, value)?;
            let says = |word: &str| steps.iter().any(|step| matches!(step, Step::Word(known) if known == word));
            if says("end") {
                return match depth {
                    0 => Err(String::from("not in range, nothing to end")),
                    _ => Ok(Ended { next: at, closed: true }),
                };
            }
            if says("range") {
                at = self.range(items, at, &found, depth)?;
            } else {
                self.print(&found)?;
            }
        }
        Ok(Ended { next: at, closed: false })
    }

    /// Executes the items of a range for each of its elements, and says where it goes on after them.
    fn range(&mut self, items: &[Item], at: usize, found: &[Value], depth: usize) -> Outcome<usize> {
        let mut ended = Ended { next: at, closed: false };
        if found.is_empty() {
            let length = self.out.len();
            ended = self.block(items, at, None, depth + 1)?;
            self.out.truncate(length);
        }
        for element in found {
            ended = self.block(items, at, Some(element), depth + 1)?;
        }
        // Without an end, what follows is executed once more, outside of the range.
        Ok(if ended.closed { ended.next } else { at })
    }

    fn query(&mut self, steps: &[Step], value: Option<&Value>) -> Outcome<Vec<Value>> {
        let Some(value) = value else {
            // Nothing to look into: only what looks nowhere has a result.
            return match steps.iter().find_map(|step| if let Step::Field(name) = step { Some(name) } else { None }) {
                Some(name) => Err(not_found(name)),
                None => Ok(Vec::new()),
            };
        };
        self.steps(steps, vec![value.clone()])
    }

    fn steps(&mut self, steps: &[Step], input: Vec<Value>) -> Outcome<Vec<Value>> {
        steps.iter().try_fold(input, |values, step| {
            self.spend(values.len() + 1)?;
            self.step(step, values)
        })
    }

    fn step(&mut self, step: &Step, input: Vec<Value>) -> Outcome<Vec<Value>> {
        let for_each = |value: Value| Ok(vec![value; input.len()]);
        match step {
            Step::Text(text) => Ok(vec![Value::Str(text.clone().into())]),
            Step::Int(number) => for_each(Value::int(*number)),
            Step::Float(number) => for_each(Value::Float(*number)),
            Step::Bool(flag) => for_each(Value::Bool(*flag)),
            Step::Field(name) => field(name, &input),
            Step::Wildcard => Ok(input.iter().flat_map(children).collect()),
            Step::Recursive => self.recursive(input),
            Step::Slice(slice) => slice_all(*slice, &input),
            Step::Union(parts) => {
                let mut found = Vec::new();
                for part in parts {
                    found.extend(self.steps(part, input.clone())?);
                }
                Ok(found)
            }
            Step::Filter(filter) => self.filter(filter, &input),
            Step::Word(word) if word == "range" => Ok(input),
            Step::Word(word) if word == "end" => Ok(Vec::new()),
            Step::Word(word) => Err(format!("unrecognized identifier {word}")),
        }
    }

    /// All maps and lists with something in them, parents first.
    fn recursive(&mut self, input: Vec<Value>) -> Outcome<Vec<Value>> {
        let mut found = Vec::new();
        let mut pending: Vec<Value> = input.into_iter().rev().collect();
        while let Some(value) = pending.pop() {
            let inside = children(&value);
            self.spend(inside.len() + 1)?;
            if !inside.is_empty() {
                found.push(value);
                pending.extend(inside.into_iter().rev());
            }
        }
        Ok(found)
    }

    fn filter(&mut self, filter: &Filter, input: &[Value]) -> Outcome<Vec<Value>> {
        let mut found = Vec::new();
        for value in input {
            let Value::List(list) = value else {
                let shown = String::from_utf8_lossy(&fmt::print_value(value)).into_owned();
                return Err(format!("{shown} is not array or slice and cannot be filtered"));
            };
            for element in list.iter() {
                if self.passes(filter, element)? {
                    found.push(element.clone());
                }
            }
        }
        Ok(found)
    }

    fn passes(&mut self, filter: &Filter, element: &Value) -> Outcome<bool> {
        let left = self.steps(&filter.left, vec![element.clone()]);
        let Some((operator, right)) = &filter.right else {
            return Ok(left.is_ok_and(|found| !found.is_empty()));
        };
        let Some(left) = only(left?)? else { return Ok(false) };
        let Some(right) = only(self.steps(right, vec![element.clone()])?)? else { return Ok(false) };
        compare(&left, operator, &right)
    }

    fn print(&mut self, found: &[Value]) -> Outcome<()> {
        for (index, value) in found.iter().enumerate() {
            if index > 0 {
                self.out.push(b' ');
            }
            match value {
                Value::Map(_) | Value::List(_) => {
                    let text = json::encode(value, json::Options::default()).map_err(|error| error.to_string())?;
                    self.out.extend_from_slice(text.as_bytes());
                }
                value => self.out.extend(fmt::print_value(value)),
            }
            self.spend(self.out.len() / 1024)?;
        }
        Ok(())
    }
}

fn not_found(name: &[u8]) -> String {
    format!("{} is not found", String::from_utf8_lossy(name))
}

/// The only value of a side of a comparison.
fn only(found: Vec<Value>) -> Outcome<Option<Value>> {
    match found.len() {
        0 | 1 => Ok(found.into_iter().next()),
        _ => Err(String::from("can only compare one element at a time")),
    }
}

fn field(name: &[u8], input: &[Value]) -> Outcome<Vec<Value>> {
    let entries = input.iter().filter_map(|value| match value {
        Value::Map(map) => map.get(name),
        _ => None,
    });
    let found: Vec<Value> = entries.collect();
    if found.is_empty() && !input.is_empty() { Err(not_found(name)) } else { Ok(found) }
}

/// What is in a map, by its keys, or in a list; of a text its bytes.
fn children(value: &Value) -> Vec<Value> {
    match value {
        Value::Map(map) => map.entries().into_iter().map(|(_, value)| value).collect(),
        Value::List(list) => list.iter().cloned().collect(),
        Value::Str(text) => text.iter().map(|&byte| Value::Int(i64::from(byte), IntKind::Uint8)).collect(),
        _ => Vec::new(),
    }
}

fn slice_all(slice: Slice, input: &[Value]) -> Outcome<Vec<Value>> {
    let mut found = Vec::new();
    for value in input {
        match value {
            Value::Nil => {}
            Value::List(list) => match slice_one(slice, list)? {
                Some(elements) => found.extend(elements),
                None => return Ok(found),
            },
            other => {
                let name = other.type_name();
                return Err(format!("{} is not array or slice", name.lossy()));
            }
        }
    }
    Ok(found)
}

/// The elements of one list; `None` for a slice without any.
fn slice_one(slice: Slice, list: &List) -> Outcome<Option<Vec<Value>>> {
    let length = i64::try_from(list.len()).unwrap_or(i64::MAX);
    let from_end = |number: i64| if number < 0 { number.saturating_add(length) } else { number };
    let start = from_end(slice.start.unwrap_or(0));
    let end = match slice.end {
        // The end of the last element is the end of the list.
        None if slice.single && slice.start.is_some() => match slice.start.unwrap_or(0).saturating_add(1) {
            0 => length,
            end => from_end(end),
        },
        None if slice.single => from_end(1),
        None => length,
        Some(end) => from_end(end),
    };
    if start == end {
        return Ok(None);
    }
    if start >= length || start < 0 {
        return Err(format!("array index out of bounds: index {start}, length {length}"));
    }
    if end > length || end < 0 {
        return Err(format!("array index out of bounds: index {}, length {length}", end - 1));
    }
    if start > end {
        return Err(format!("starting index {start} is greater than ending index {end}"));
    }
    let step = slice.step.unwrap_or(1);
    if step <= 0 {
        return Err(String::from("step must be > 0"));
    }
    let size = |number: i64| usize::try_from(number).unwrap_or(0);
    let elements = list.iter().skip(size(start)).take(size(end - start)).step_by(size(step));
    Ok(Some(elements.cloned().collect()))
}
