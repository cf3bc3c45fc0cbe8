//! The variables of an execution: frames of names over the context, and the closures of macros.

use super::program::Name;
use crate::go::Value;
use smallvec::SmallVec;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The names that belong to a stretch of a text: a loop's round, a macro's call, the text itself.
#[derive(Default)]
pub(super) struct Frame {
    variables: SmallVec<[(Name, Value); 4]>,
    /// The closure of macros that are declared here.
    closure: Option<usize>,
    /// The closure of the macro that is executed here.
    captured: Option<usize>,
}

/// What macros keep of where they were declared, by number. It lives as long as the session, so that a macro that is found
/// through its own closure keeps nothing alive by itself.
#[derive(Default)]
pub(super) struct Closures {
    closures: RefCell<Vec<BTreeMap<Name, Value>>>,
}

impl Closures {
    fn add(&self) -> usize {
        let mut closures = self.closures.borrow_mut();
        closures.push(BTreeMap::new());
        closures.len() - 1
    }

    fn set(&self, closure: usize, name: Name, value: Value) {
        if let Some(closure) = self.closures.borrow_mut().get_mut(closure) {
            closure.insert(name, value);
        }
    }

    fn get(&self, closure: usize, name: Name) -> Option<Value> {
        self.closures.borrow().get(closure)?.get(&name).cloned()
    }
}

/// Frames, innermost last.
#[derive(Default)]
pub(super) struct Frames {
    frames: Vec<Frame>,
}

impl Frames {
    pub fn push(&mut self) {
        self.frames.push(Frame::default());
    }

    /// Starts the frame of a macro's call.
    pub fn push_captured(&mut self, closure: Option<usize>) {
        self.frames.push(Frame { captured: closure, ..Frame::default() });
    }

    pub fn pop(&mut self) {
        self.frames.pop();
    }

    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Forgets frames after an error.
    pub fn cut(&mut self, depth: usize) {
        self.frames.truncate(depth);
    }

    /// Empties the innermost frame, for a loop's next round.
    pub fn clear(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.variables.clear();
            frame.closure = None;
        }
    }

    /// Puts other frames in place of these: a macro does not see those of its caller.
    pub fn replace(&mut self, frames: Frames) -> Frames {
        std::mem::replace(self, frames)
    }

    /// Sets a name in the innermost frame.
    pub fn set(&mut self, closures: &Closures, name: Name, value: Value) {
        let Some(frame) = self.frames.last_mut() else { return };
        if let Some(closure) = frame.closure {
            closures.set(closure, name, value.clone());
        }
        match frame.variables.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => frame.variables.push((name, value)),
        }
    }

    /// The value of a name, and how many others were looked at on the way.
    pub fn get(&self, closures: &Closures, name: Name) -> (Option<Value>, usize) {
        let mut looked_at = 0;
        for frame in self.frames.iter().rev() {
            looked_at += frame.variables.len() + 1;
            if let Some((_, value)) = frame.variables.iter().find(|(known, _)| *known == name) {
                return (Some(value.clone()), looked_at);
            }
            if let Some(value) = frame.captured.and_then(|closure| closures.get(closure, name)) {
                return (Some(value), looked_at);
            }
        }
        (None, looked_at)
    }

    /// The number of names in the innermost frame.
    pub fn width(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.variables.len())
    }

    /// The closure of the innermost frame, holding `free` as they are now.
    pub fn enclose(&mut self, closures: &Closures, free: &[Name]) -> usize {
        let held: Vec<(Name, Value)> =
            free.iter().filter_map(|&name| Some((name, self.get(closures, name).0?))).collect();
        let known = self.frames.last().and_then(|frame| frame.closure);
        let closure = known.unwrap_or_else(|| closures.add());
        if let Some(frame) = self.frames.last_mut() {
            frame.closure = Some(closure);
        }
        for (name, value) in held {
            closures.set(closure, name, value);
        }
        closure
    }

    /// Takes the innermost frame's names: what a text that is imported gives.
    pub fn take(&mut self) -> SmallVec<[(Name, Value); 4]> {
        self.frames.pop().map(|frame| frame.variables).unwrap_or_default()
    }
}
