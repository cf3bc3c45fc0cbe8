//! "Did you mean": the known name that is nearest to one that is not known.

/// The name in `known` that `word` was probably meant to be: one that differs in a third of its letters at most, or
/// that `word` begins. Of several the first nearest one. Long words are compared by their beginnings only, so that the
/// work for one name stays small.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let letters: Vec<char> = name.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
        let allowed = letters.len().max(word.len()).div_ceil(3).min(3);
        let distance = match word.len() >= 3 && letters.starts_with(&word) {
            true => 1,
            false => edits(&word, &letters),
        };
        if distance <= allowed && distance < letters.len() && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Letters of a word that are looked at.
const LONGEST: usize = 64;

/// How many letters must be put in, taken out, changed or swapped with a neighbour to make `to` of `from`.
fn edits(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut line = Vec::with_capacity(to.len() + 1);
        line.push(row + 1);
        for (column, other) in to.iter().enumerate() {
            let changed = last[column] + usize::from(letter != other);
            let mut least = changed.min(last[column + 1] + 1).min(line[column] + 1);
            if row > 0 && column > 0 && *letter == to[column - 1] && from[row - 1] == *other {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut last, line);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_understood() {
        let known = ["template", "lint", "version", "completion", "help"];
        assert_eq!(nearest("tempalte", known), Some("template"));
        assert_eq!(nearest("LINT", known), Some("lint"));
        assert_eq!(nearest("compl", known), Some("completion"));
        assert_eq!(nearest("kustomize", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("x", ["a", "b"]), None);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        let edits = |from: &str, to: &str| edits(&from.chars().collect::<Vec<_>>(), &to.chars().collect::<Vec<_>>());
        assert_eq!(edits("ab", "ba"), 1);
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
    }
}
