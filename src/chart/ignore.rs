//! `.helmignore`: which paths of a chart's folder are left out. The rules are Helm's, its way with negation included;
//! they are not git's.

use crate::go::pattern::Pattern;
use crate::host::TreePath;

/// The name of the file with the rules.
pub const FILE_NAME: &str = ".helmignore";

/// A line longer than this is refused, as Go's scanner refuses it.
const MAX_LINE: usize = 64 * 1024;

/// The rules of one file, in order.
#[derive(Clone, Debug, Default)]
pub struct Rules(Vec<Rule>);

#[derive(Clone, Debug)]
struct Rule {
    negated: bool,
    /// The rule means folders only.
    folder: bool,
    /// The pattern has a slash, so it is held against the whole path rather than the last part.
    whole_path: bool,
    pattern: Pattern,
}

impl Rules {
    /// Reads the rules of a file and adds Helm's own: dot files in `templates/` are always left out.
    /// An error is Helm's sentence and the line, from 1.
    pub fn parse(text: &[u8]) -> Result<Self, (String, usize)> {
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        let mut rules = Rules::default();
        for (index, line) in text.split(|&byte| byte == b'\n').enumerate() {
            if line.len() >= MAX_LINE {
                return Err((String::from("bufio.Scanner: token too long"), index + 1));
            }
            rules.push(&String::from_utf8_lossy(line)).map_err(|sentence| (sentence, index + 1))?;
        }
        Ok(rules.with_defaults())
    }

    /// The rules of a chart without a file of its own.
    pub fn defaults() -> Self {
        Rules::default().with_defaults()
    }

    fn with_defaults(mut self) -> Self {
        // A pattern of ours can't fail to compile; if it did, nothing would be left out.
        let _ = self.push("templates/.?*");
        self
    }

    fn push(&mut self, line: &str) -> Result<(), String> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line.contains("**") {
            return Err(String::from("double-star (**) syntax is not supported"));
        }
        // Checked as it stands, before the marks are taken off, as Helm checks it.
        Pattern::new(line).map_err(|error| error.to_string())?;
        let (line, negated) = line.strip_prefix('!').map_or((line, false), |rest| (rest, true));
        let (line, folder) = line.strip_suffix('/').map_or((line, false), |rest| (rest, true));
        let (pattern, whole_path) = line.strip_prefix('/').map_or((line, line.contains('/')), |rest| (rest, true));
        let pattern = Pattern::new(pattern).map_err(|error| error.to_string())?;
        self.0.push(Rule { negated, folder, whole_path, pattern });
        Ok(())
    }

    /// Whether a path is left out.
    pub fn ignores(&self, path: &TreePath, is_folder: bool) -> bool {
        self.0.iter().any(|rule| {
            let matched = || rule.pattern.matches(if rule.whole_path { path.as_bytes() } else { path.base() });
            if rule.negated {
                // Everything that a negated rule does not name is left out, which is how Helm reads it.
                (rule.folder && !is_folder) || !matched()
            } else {
                (!rule.folder || is_folder) && matched()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignores(rules: &str, path: &str) -> bool {
        let folder = path.ends_with('/');
        let path = TreePath::new(path.trim_end_matches('/').as_bytes()).expect("a plain path");
        Rules::parse(rules.as_bytes()).expect("good rules").ignores(&path, folder)
    }

    #[test]
    fn a_pattern_without_a_slash_is_held_against_the_last_part() {
        assert!(ignores("*.txt", "a/b/c.txt"));
        assert!(!ignores("/*.txt", "a/c.txt"));
        assert!(ignores("/*.txt", "c.txt"));
        assert!(ignores("cargo/*.*", "cargo/a.txt"));
        assert!(!ignores("cargo/*.*", "x/cargo/a.txt"));
    }

    #[test]
    fn a_slash_at_the_end_means_folders() {
        assert!(ignores("cargo/", "cargo/"));
        assert!(!ignores("cargo/", "cargo"));
    }

    #[test]
    fn a_negated_rule_leaves_out_all_that_it_does_not_name() {
        assert!(ignores("!helm.txt", "tiller.txt"));
        assert!(!ignores("!helm.txt", "helm.txt"));
        assert!(ignores("!*.txt", "Chart.yaml"));
    }

    #[test]
    fn dot_files_among_the_templates_are_always_left_out() {
        assert!(ignores("", "templates/.dotfile"));
        assert!(!ignores("", "templates/a.yaml"));
        assert!(!ignores("", "templates/sub/.x"));
    }

    #[test]
    fn broken_rules_are_errors_with_their_line() {
        let error = |rules: &str| Rules::parse(rules.as_bytes()).expect_err("broken");
        assert_eq!(error("a\nb/**"), (String::from("double-star (**) syntax is not supported"), 2));
        assert_eq!(error("[a-"), (String::from("syntax error in pattern"), 1));
    }
}
