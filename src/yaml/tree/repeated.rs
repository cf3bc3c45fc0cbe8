//! Keys that a mapping has more than once. YAML forbids them, and trees keep them, since it is up to each reader which of the
//! entries counts.

use super::Mapping;
use foldhash::{HashSet, HashSetExt};
use smol_str::SmolStr;

/// How many keys are compared with each other before a set of them is worth its memory.
const FEW: usize = 16;

impl Mapping {
    /// Whether two keys have the same text.
    pub fn has_repeated_keys(&self) -> bool {
        let keys = || self.entries.iter().map(|entry| entry.key.text());
        if self.entries.len() > FEW {
            let mut seen = HashSet::with_capacity(self.entries.len());
            return !keys().all(|key| seen.insert(key));
        }
        keys().enumerate().any(|(at, key)| keys().take(at).any(|earlier| earlier == key))
    }

    /// Drops all entries of a key but the last. What is no text stays.
    pub fn keep_last(&mut self) {
        if !self.has_repeated_keys() {
            return;
        }
        let mut seen: HashSet<SmolStr> = HashSet::new();
        self.entries.reverse();
        self.entries.retain(|entry| entry.key.text().is_none_or(|key| seen.insert(key.clone())));
        self.entries.reverse();
    }
}

#[cfg(test)]
mod tests {
    use crate::source::SourceId;
    use crate::yaml::read_trees;

    #[test]
    fn of_a_repeated_key_the_last_entry_stays() {
        for more in [0, 40] {
            let others: String = (0..more).map(|number| format!("k{number}: x\n")).collect();
            let text = format!("a: 1\nb: 2\n{others}\"a\": 3\n");
            let mut tree = read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML").remove(0);
            let mapping = tree.as_mapping_mut().expect("a mapping");
            assert!(mapping.has_repeated_keys());
            mapping.keep_last();
            assert!(!mapping.has_repeated_keys());
            let keys: Vec<&str> =
                mapping.entries.iter().filter_map(|entry| entry.key.text()).map(|key| &**key).collect();
            assert_eq!((keys.len(), keys.first(), keys.last()), (more + 2, Some(&"b"), Some(&"a")));
        }
    }
}
