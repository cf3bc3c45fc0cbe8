//! `.krmignore` at the top of a package: which of its files and folders tools pass over. The patterns are those that kyaml
//! takes for gitignore's, which know neither `**` nor an order among lines: what a line with `!` keeps is kept.

use crate::go::pattern::Pattern;

/// The file's name.
pub(super) const FILE: &str = ".krmignore";

/// The patterns of a file.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    pattern: Pattern,
    /// How many of a path's last parts the pattern is held against; all of them where it starts with a slash.
    parts: Option<usize>,
    only_folders: bool,
    keeps: bool,
}

impl Ignored {
    /// The patterns of a text, one a line. What is no pattern matches nothing.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().map(|line| line.trim_matches(' '));
        Ignored { rules: lines.filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(rule).collect() }
    }

    /// Whether a path, relative to the package, is passed over.
    pub fn ignores(&self, path: &str, is_folder: bool) -> bool {
        let any = |keeps: bool| self.rules.iter().any(|rule| rule.keeps == keeps && rule.matches(path, is_folder));
        !any(true) && any(false)
    }
}

fn rule(line: &str) -> Option<Rule> {
    let (keeps, text) = line.strip_prefix('!').map_or((false, line), |text| (true, text));
    let parts = (!text.starts_with('/')).then(|| text.matches('/').count() + 1);
    let pattern = Pattern::new(text.trim_matches('/')).ok()?;
    Some(Rule { pattern, parts, only_folders: text.ends_with('/'), keeps })
}

impl Rule {
    fn matches(&self, path: &str, is_folder: bool) -> bool {
        let skipped = self.parts.map_or(0, |parts| path.split('/').count().saturating_sub(parts));
        let end = path.splitn(skipped + 1, '/').last().unwrap_or(path);
        (is_folder || !self.only_folders) && self.pattern.matches(end.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_held_against_the_end_of_a_path_or_all_of_it() {
        let ignored = Ignored::parse("# a\n*.tmp.yaml\n/top.yaml\nb/c.yaml\nold/\n!keep.tmp.yaml\n[\n");
        for (path, is_folder, is_ignored) in [
            ("x.tmp.yaml", false, true),
            ("a/x.tmp.yaml", false, true),
            ("a/keep.tmp.yaml", false, false),
            ("top.yaml", false, true),
            ("a/top.yaml", false, false),
            ("a/b/c.yaml", false, true),
            ("c.yaml", false, false),
            ("old", true, true),
            ("old", false, false),
        ] {
            assert_eq!(ignored.ignores(path, is_folder), is_ignored, "{path}");
        }
    }
}
