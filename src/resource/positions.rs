//! [`Positions`], where objects are in a list by what they are looked up by. Only hashes are kept, so that an index of many
//! objects is small and quick to make; whoever looks something up compares.

use foldhash::HashMap;
use foldhash::fast::RandomState;
use smallvec::SmallVec;
use std::hash::{BuildHasher, Hash};

/// Positions by the hashes of keys. Different keys may have the same hash.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    hasher: RandomState,
    of_hashes: HashMap<u64, SmallVec<[u32; 2]>>,
}

impl Positions {
    /// Makes room for so many more keys.
    pub fn reserve(&mut self, more: usize) {
        self.of_hashes.reserve(more);
    }

    /// Notes that `key` leads to a position, if that is not known.
    pub fn add(&mut self, key: impl Hash, position: usize) {
        self.add_new(key, position, |_| false);
    }

    /// The same, unless one of the positions that `key` leads to `is_it`: then the first such.
    pub fn add_new(&mut self, key: impl Hash, position: usize, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let positions = self.of_hashes.entry(self.hasher.hash_one(key)).or_default();
        let found = positions.iter().map(|&known| known as usize).find(|&known| is_it(known));
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        if found.is_none()
            && let Err(at) = positions.binary_search(&position)
        {
            positions.insert(at, position);
        }
        found
    }

    /// The positions that `key` leads to, in order, and perhaps others.
    pub fn find(&self, key: impl Hash) -> impl Iterator<Item = usize> {
        let positions = self.of_hashes.get(&self.hasher.hash_one(key));
        positions.into_iter().flatten().map(|&position| position as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_in_order_and_there_once() {
        let mut positions = Positions::default();
        [3, 1, 3, 2].into_iter().for_each(|position| positions.add(("a", "b"), position));
        assert!(positions.find((String::from("a"), "b")).eq([1, 2, 3]));
        assert_eq!(positions.find(("a", "c")).count(), 0);
    }
}
