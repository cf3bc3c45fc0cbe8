//! The variables of an execution: frames of names over the context, and the closures of macros.

use super::names::Names;
use super::program::Name;
use crate::go::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The names that belong to a stretch of a text: a loop's round, a macro's call, the text itself.
struct Frame {
    /// Where its names begin among all.
    start: usize,
    /// The closure of macros that are declared here.
    closure: Option<usize>,
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
    /// The names of all frames, one frame's behind the other's.
    variables: Vec<(Name, Value)>,
    frames: Vec<Frame>,
    /// The frames that a macro does not see: its callers'.
    hidden: Hidden,
}

/// What a macro sees of the frames around it.
#[derive(Clone, Copy, Default)]
pub(super) struct Hidden {
    /// How many frames there are that it does not see, and names in them.
    frames: usize,
    names: usize,
    /// The closure of the macro.
    captured: Option<usize>,
}

impl Frames {
    pub fn push(&mut self) {
        self.frames.push(Frame { start: self.variables.len(), closure: None });
    }

    pub fn pop(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.variables.truncate(frame.start);
        }
    }

    /// Starts the frame of a macro's call, which sees its closure and none of the frames so far.
    pub fn hide(&mut self, closure: usize) -> Hidden {
        let hidden = Hidden { frames: self.frames.len(), names: self.variables.len(), captured: Some(closure) };
        self.push();
        std::mem::replace(&mut self.hidden, hidden)
    }

    /// Ends the frame of a macro's call.
    pub fn unhide(&mut self, outer: Hidden) {
        self.cut(self.hidden.frames);
        self.hidden = outer;
    }

    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Forgets frames after an error.
    pub fn cut(&mut self, depth: usize) {
        if let Some(frame) = self.frames.get(depth) {
            self.variables.truncate(frame.start);
            self.frames.truncate(depth);
        }
    }

    /// Empties the innermost frame, for a loop's next round.
    pub fn clear(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.closure = None;
            self.variables.truncate(frame.start);
        }
    }

    /// Sets a name in the innermost frame.
    pub fn set(&mut self, closures: &Closures, name: Name, value: Value) {
        let Some(frame) = self.frames.last() else { return };
        if let Some(closure) = frame.closure {
            closures.set(closure, name, value.clone());
        }
        let own = self.variables.get_mut(frame.start..).unwrap_or_default();
        match own.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.variables.push((name, value)),
        }
    }

    /// The value of a name, and how many others were looked at on the way.
    pub fn get(&self, closures: &Closures, name: Name) -> (Option<Value>, usize) {
        let seen = self.variables.get(self.hidden.names..).unwrap_or_default();
        match seen.iter().rposition(|(known, _)| *known == name) {
            Some(at) => (seen.get(at).map(|(_, value)| value.clone()), seen.len() - at),
            None => (self.hidden.captured.and_then(|closure| closures.get(closure, name)), seen.len()),
        }
    }

    /// The number of names in the innermost frame.
    pub fn width(&self) -> usize {
        self.frames.last().map_or(0, |frame| self.variables.len() - frame.start)
    }

    /// The closure of the innermost frame, holding those of `free` that there are as they are now.
    pub fn enclose(&mut self, closures: &Closures, names: &Names, free: impl Iterator<Item = Name>) -> usize {
        let known = self.frames.last().and_then(|frame| frame.closure);
        let closure = known.unwrap_or_else(|| closures.add());
        for name in free.filter(|name| names.is_given(*name)) {
            if let (Some(value), _) = self.get(closures, name) {
                closures.set(closure, name, value);
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.closure = Some(closure);
        }
        closure
    }

    /// Takes the innermost frame's names: what a text that is imported gives.
    pub fn take(&mut self) -> Vec<(Name, Value)> {
        match self.frames.pop() {
            Some(frame) => self.variables.split_off(frame.start),
            None => Vec::new(),
        }
    }
}
