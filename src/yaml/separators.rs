//! Where the documents of a stream are to the readers of Kubernetes' libraries, which look at lines alone: a line of `---` ends a
//! document inside of a block scalar too. What is in a document is not looked at.

use crate::go::strings;
use memchr::memmem;
use std::ops::Range;

/// The ranges of the documents, cut at lines of `---` with nothing or a comment behind it. A line that starts with `---` and
/// goes on is an error, given by its range, and loses the document in front of it. (k8s.io/apimachinery, `util/yaml`.)
pub fn documents(text: &[u8]) -> Vec<Result<Range<usize>, Range<usize>>> {
    let mut found = Vec::new();
    let mut start = 0;
    let begins_line = |at: &usize| *at == 0 || text[at - 1] == b'\n';
    for at in memmem::find_iter(text, b"---").filter(begins_line) {
        let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length + 1);
        if !is_separator(&text[at..end]) {
            found.push(Err(at..end));
            return found;
        }
        // A separator at the start of a document belongs to it.
        if at > start {
            found.push(Ok(start..at));
            start = end;
        }
    }
    if start < text.len() {
        found.push(Ok(start..text.len()));
    }
    found
}

/// What stands behind the `---` of a line.
pub fn after_separator(line: &[u8]) -> &[u8] {
    strings::trim_space(line.strip_prefix(b"---").unwrap_or(line))
}

fn is_separator(line: &[u8]) -> bool {
    let rest = after_separator(line);
    rest.is_empty() || rest.starts_with(b"#")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        documents(text.as_bytes()).into_iter().flatten().map(|range| &text[range]).collect()
    }

    #[test]
    fn documents_are_split_at_separator_lines() {
        assert_eq!(parts("a: 1\n---\nb: 2\n"), ["a: 1\n", "b: 2\n"]);
        assert_eq!(parts("---\na: 1\n--- # more\nb: 2"), ["---\na: 1\n", "b: 2"]);
        assert_eq!(parts("a: 1\n---\u{a0}\nb: 2"), ["a: 1\n", "b: 2"]);
        assert_eq!(documents(b"a: 1\n--- b: 2\n"), [Err(5..14)]);
        assert_eq!(parts("---\n---\na: 1\n"), ["---\n", "a: 1\n"]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }
}
