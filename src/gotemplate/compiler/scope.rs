//! Which slot a variable's name means at a place. A declaration among the later arguments of `and` and `or` may be
//! skipped when it runs; such a slot is a candidate only, tried before the outer variable of the same name.

use crate::gotemplate::program::Candidate;
use foldhash::HashMap;
use smallvec::SmallVec;

/// What a name means.
pub(super) enum Meaning {
    /// Nothing that could be set.
    Nothing,
    Slot(u32),
    /// The first of a chain of candidates.
    Candidates(u32),
}

struct Variable<'a> {
    name: &'a [u8],
    slot: u32,
    /// Its candidate, where its declaration may be skipped or another that may be skipped hides it.
    candidate: Option<u32>,
    skippable: bool,
}

/// The variables of the template that is being compiled.
#[derive(Default)]
pub(super) struct Scope<'a> {
    variables: Vec<Variable<'a>>,
    /// Where the declarations of each name are in `variables`.
    places: HashMap<&'a [u8], SmallVec<[usize; 2]>>,
    next: u32,
    /// Slots below this are never given out again: they belong to skippable declarations or are older.
    floor: u32,
    size: u32,
    /// How many arguments that may be skipped are open.
    pub optional: usize,
    /// The candidates of all templates so far.
    pub candidates: Vec<Candidate>,
}

/// A place to go back to.
pub(super) struct ScopeMark {
    variables: usize,
    next: u32,
    floor: u32,
}

impl<'a> Scope<'a> {
    /// Starts a template, which has `$` alone.
    pub fn restart(&mut self) {
        *self = Scope { candidates: std::mem::take(&mut self.candidates), ..Scope::default() };
        self.declare(b"$");
    }

    /// The most slots that were in use at once.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// Gives a new variable its slot.
    pub fn declare(&mut self, name: &'a [u8]) -> u32 {
        let (slot, skippable) = (self.next, self.optional > 0);
        self.next += 1;
        self.size = self.size.max(self.next);
        let mut candidate = None;
        if skippable {
            self.floor = self.next;
            let next = self.hidden(name);
            self.candidates.push(Candidate { slot, next });
            candidate = Some(self.candidates.len() as u32 - 1);
        }
        self.places.entry(name).or_default().push(self.variables.len());
        self.variables.push(Variable { name, slot, candidate, skippable });
        slot
    }

    /// The candidate of the variable that a new one of the same name hides.
    fn hidden(&mut self, name: &[u8]) -> Option<u32> {
        let at = *self.places.get(name)?.last()?;
        let variable = self.variables.get_mut(at)?;
        if variable.candidate.is_none() {
            self.candidates.push(Candidate { slot: variable.slot, next: None });
            variable.candidate = Some(self.candidates.len() as u32 - 1);
        }
        variable.candidate
    }

    /// What `name` means here.
    pub fn resolve(&self, name: &[u8]) -> Meaning {
        let at = self.places.get(name).and_then(|places| places.last());
        match at.and_then(|&at| self.variables.get(at)) {
            None => Meaning::Nothing,
            Some(Variable { candidate: Some(candidate), skippable: true, .. }) => Meaning::Candidates(*candidate),
            Some(variable) => Meaning::Slot(variable.slot),
        }
    }

    pub fn mark(&self) -> ScopeMark {
        ScopeMark { variables: self.variables.len(), next: self.next, floor: self.floor }
    }

    /// Forgets what was declared since `mark`. Gives the slots among which are those of skippable declarations.
    pub fn close(&mut self, mark: ScopeMark) -> std::ops::Range<u32> {
        for variable in self.variables.drain(mark.variables..) {
            if let Some(places) = self.places.get_mut(variable.name) {
                places.pop();
            }
        }
        let skippable = if self.floor > mark.floor { mark.next..self.floor } else { 0..0 };
        self.next = mark.next.max(self.floor);
        skippable
    }
}
