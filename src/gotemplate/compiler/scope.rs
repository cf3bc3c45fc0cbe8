//! Which slot a variable's name means at a place. A declaration among the later arguments of `and` and `or` may be
//! skipped when it runs; such a slot is a candidate only, tried before the outer variable of the same name.

use crate::go::Str;
use std::collections::HashMap;

/// What a name means.
pub(super) enum Meaning {
    /// Nothing that could be set.
    Nothing,
    Slot(u32),
    /// Slots to try in this order.
    Candidates(Box<[u32]>),
}

struct Variable {
    name: Str,
    slot: u32,
    skippable: bool,
}

/// The variables of the template that is being compiled.
#[derive(Default)]
pub(super) struct Scope {
    variables: Vec<Variable>,
    /// Where the declarations of each name are in `variables`.
    places: HashMap<Str, Vec<usize>>,
    next: u32,
    /// Slots below this are never given out again: they belong to skippable declarations.
    floor: u32,
    size: u32,
    skippable: Vec<u32>,
    /// How many arguments that may be skipped are open.
    pub optional: usize,
}

/// A place to go back to.
pub(super) struct ScopeMark {
    variables: usize,
    next: u32,
}

impl Scope {
    /// The scope of a template: `$` alone.
    pub fn new() -> Self {
        let mut scope = Scope::default();
        scope.declare(Str::from("$"));
        scope
    }

    /// The most slots that were in use at once.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// Gives a new variable its slot.
    pub fn declare(&mut self, name: Str) -> u32 {
        let (slot, skippable) = (self.next, self.optional > 0);
        self.next += 1;
        self.size = self.size.max(self.next);
        if skippable {
            self.floor = self.next;
            self.skippable.push(slot);
        }
        self.places.entry(name.clone()).or_default().push(self.variables.len());
        self.variables.push(Variable { name, slot, skippable });
        slot
    }

    /// What `name` means here.
    pub fn resolve(&self, name: &Str) -> Meaning {
        let mut candidates = Vec::new();
        for variable in self.places.get(name).into_iter().flatten().rev().filter_map(|&at| self.variables.get(at)) {
            candidates.push(variable.slot);
            if !variable.skippable {
                break;
            }
        }
        match candidates.as_slice() {
            [] => Meaning::Nothing,
            [slot] if !self.skippable.contains(slot) => Meaning::Slot(*slot),
            _ => Meaning::Candidates(candidates.into()),
        }
    }

    pub fn mark(&self) -> ScopeMark {
        ScopeMark { variables: self.variables.len(), next: self.next }
    }

    /// Forgets what was declared since `mark`.
    pub fn close(&mut self, mark: ScopeMark) {
        for variable in self.variables.drain(mark.variables..) {
            if let Some(places) = self.places.get_mut(&variable.name) {
                places.pop();
            }
        }
        self.next = mark.next.max(self.floor);
    }

    /// How many skippable declarations there were.
    pub fn skippable(&self) -> usize {
        self.skippable.len()
    }

    /// The slots of the skippable declarations after the first `count`.
    pub fn skippable_since(&self, count: usize) -> Vec<u32> {
        self.skippable.get(count..).unwrap_or_default().to_vec()
    }
}
