//! `with`, `range` and `template` while they run.

use super::{Flow, Frame, Machine};
use crate::go::{IntKind, Kind, List, Str, Value, fmt, strconv};
use crate::gotemplate::error::Error;
use crate::gotemplate::value::{Held, Operand};

/// Something that gives dot back what it was when it ends.
pub(super) enum Control {
    With(Operand),
    Loop(Items, Operand),
}

/// What a loop goes over. A map's entries are those that it had when the loop began.
pub(super) enum Items {
    List(List, usize),
    Bytes(Str, usize),
    Entries(std::vec::IntoIter<(Str, Value)>, bool),
    Count { next: i64, end: i64, kind: IntKind },
}

impl Items {
    /// The next key or index and item.
    fn next(&mut self) -> Option<(Value, Operand)> {
        match self {
            Items::List(list, at) => {
                let item = Operand::element(list.get(*at)?.clone(), list.elem());
                *at += 1;
                Some((Value::int(*at as i64 - 1), item))
            }
            Items::Bytes(bytes, at) => {
                let byte = Value::Int(i64::from(*bytes.get(*at)?), IntKind::Uint8);
                *at += 1;
                Some((Value::int(*at as i64 - 1), byte.into()))
            }
            Items::Entries(entries, interface) => {
                let (key, value) = entries.next()?;
                let item = if *interface { Operand::interface(value) } else { value.into() };
                Some((Value::Str(key), item))
            }
            Items::Count { next, end, kind } => {
                let item = Value::Int(*next, *kind);
                if (*next as u64) >= (*end as u64) {
                    return None;
                }
                *next += 1;
                Some((Value::Nil, item.into()))
            }
        }
    }
}

/// The items of a value, `None` where there are none to go over.
fn items(value: &Value) -> Result<Option<Items>, Error> {
    Ok(match value {
        Value::Nil => None,
        Value::List(list) => (!list.is_empty()).then(|| Items::List(list.clone(), 0)),
        Value::Bytes(bytes) => (!bytes.is_empty()).then(|| Items::Bytes(bytes.clone(), 0)),
        Value::Map(map) => {
            let interface = map.ty() != crate::go::MapType::Strings;
            (!map.is_empty()).then(|| Items::Entries(map.entries().into_iter(), interface))
        }
        Value::Int(number, kind) => {
            let some = if kind.signed() { *number > 0 } else { *number != 0 };
            some.then_some(Items::Count { next: 0, end: *number, kind: *kind })
        }
        Value::Object(object) => match object.kind() {
            Kind::Slice => return items(&Value::List(object.items().unwrap_or_else(|| List::new(Vec::new())))),
            Kind::Map => {
                let entries = object.entries().unwrap_or_default();
                (!entries.is_empty()).then(|| Items::Entries(entries.into_iter(), false))
            }
            Kind::Int(_) => match object.to_plain() {
                Some(plain @ Value::Int(..)) => return items(&plain),
                _ => None,
            },
            _ => return Err(not_iterable(value)),
        },
        _ => return Err(not_iterable(value)),
    })
}

#[cold]
fn not_iterable(value: &Value) -> Error {
    let shown = fmt::sprint_within(64 << 10, std::slice::from_ref(value)).unwrap_or_default();
    // What a pointer leads to is gone over, and so it is what is shown.
    let shown = if value.kind() == Kind::Ptr { shown.strip_prefix(b"&").unwrap_or(&shown) } else { &shown };
    let sentence = format!("range can't iterate over {}", String::from_utf8_lossy(shown));
    Error::coded("render::not-iterable", sentence)
}

impl Machine<'_> {
    pub(super) fn with(&mut self, frame: &mut Frame, target: u32) -> Flow {
        self.forget_reads();
        let value = self.pop().value;
        if !value.truth() {
            return Flow::Jump(target);
        }
        let dot = std::mem::replace(&mut frame.dot, value.into());
        self.controls.push(Control::With(dot));
        Flow::Next
    }

    /// Ends the innermost `with` or loop.
    pub(super) fn end_control(&mut self, frame: &mut Frame) -> Flow {
        if let Some(Control::With(dot) | Control::Loop(_, dot)) = self.controls.pop() {
            frame.dot = dot;
        }
        Flow::Next
    }

    pub(super) fn range(&mut self, frame: &mut Frame, plan: u32, target: u32) -> Result<Flow, Error> {
        self.forget_reads();
        let value = self.pop().value;
        let two = frame.entry.unit.loops.get(plan as usize).is_some_and(|plan| plan.index.is_some());
        let counts = match &value {
            Value::Int(..) => true,
            Value::Object(object) => matches!(object.kind(), Kind::Int(_)),
            _ => false,
        };
        if two && counts {
            let shown = fmt::print_value(&value);
            let sentence =
                format!("can't use {} to iterate over more than one variable", String::from_utf8_lossy(&shown));
            return Err(Error::coded("render::not-iterable", sentence));
        }
        let Some(items) = items(&value)? else { return Ok(Flow::Jump(target)) };
        if let Items::Entries(entries, _) = &items {
            self.meter.charge(entries.len() as u64)?;
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.items(&value);
        }
        self.controls.push(Control::Loop(items, frame.dot.clone()));
        Ok(Flow::Next)
    }

    pub(super) fn next(&mut self, frame: &mut Frame, plan: u32, target: u32) -> Result<Flow, Error> {
        let next = match self.controls.last_mut() {
            Some(Control::Loop(items, _)) => items.next(),
            _ => None,
        };
        let Some((index, item)) = next else {
            self.end_control(frame);
            return Ok(Flow::Jump(target));
        };
        let Some(plan) = frame.entry.unit.loops.get(plan as usize) else { return Ok(Flow::Next) };
        self.meter.charge(plan.clear.len() as u64)?;
        let clear = frame.base + plan.clear.start as usize..frame.base + plan.clear.end as usize;
        for variable in self.slots.get_mut(clear).into_iter().flatten() {
            *variable = Operand { value: Value::Nil, held: Held::Unset };
        }
        if let Some(target) = plan.index {
            self.store(frame, target, index.into())?;
        }
        if let Some(target) = plan.item {
            self.store(frame, target, item.clone())?;
        }
        frame.dot = item;
        Ok(Flow::Next)
    }

    pub(super) fn find_template(&mut self, frame: &Frame, name: u32) -> Result<Flow, Error> {
        let Some(name) = frame.entry.unit.names.get(name as usize) else { return Ok(Flow::Next) };
        self.meter.charge(self.overlays.len() as u64)?;
        if self.find(name).is_none() && self.guest_for(name).is_none() {
            let sentence = format!("template {} not defined", strconv::quote(name));
            return Err(Error::coded("render::unknown-template", sentence));
        }
        let most = self.meter.limits().template_depth;
        // Includes start counting anew in Go; counting them together is a stricter bound that only loops reach.
        if self.frames.len() >= most {
            let sentence = format!("exceeded maximum template depth ({most})");
            return Err(Error::coded("render::limit-template-depth", sentence));
        }
        Ok(Flow::Next)
    }

    pub(super) fn template(&mut self, frame: &Frame, name: u32, dot: bool) -> Result<Flow, Error> {
        let dot: Operand = if dot { self.pop().value.into() } else { Operand::default() };
        self.forget_reads();
        let Some(name) = frame.entry.unit.names.get(name as usize) else { return Ok(Flow::Next) };
        let entry = self.find(name);
        self.meter.charge(8)?;
        if entry.is_none()
            && let Some(guest) = self.guest_for(name)
        {
            self.template_of_guest(guest, name, &dot.value)?;
            return Ok(Flow::Next);
        }
        if let Some(recorder) = &mut self.recorder {
            let outer = recorder.enter(frame.entry.unit.span(frame.node));
            self.traces.push(outer);
        }
        self.entering = entry.map(|entry| (entry, dot));
        Ok(Flow::Enter)
    }
}
