//! Semantic versions and ranges of them, in the dialect of blang/semver: versions in full, `>=1.2.0 <2.0.0 || 3.x`.

use crate::policy::comparison::Comparison;
use std::cmp::Ordering;

/// A version in full: `1.2.3-rc.1+build`. Build metadata counts for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    numbers: [u64; 3],
    pre: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Text(String),
}

impl Version {
    /// Reads a version; nothing where it is incomplete or has a `v`.
    pub fn parse(text: &str) -> Option<Version> {
        let core_end = text.find(['-', '+']).unwrap_or(text.len());
        let (core, rest) = text.split_at(core_end);
        let mut numbers = [0; 3];
        let mut parts = core.split('.');
        for place in &mut numbers {
            *place = number(parts.next()?)?;
        }
        if parts.next().is_some() {
            return None;
        }
        let (pre, build) = rest.split_once('+').map_or((rest, None), |(pre, build)| (pre, Some(build)));
        let known = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let valid = |part: &str| !part.is_empty() && part.chars().all(known);
        if build.is_some_and(|build| !build.split('.').all(valid)) {
            return None;
        }
        let mut parts = Vec::new();
        if let Some(pre) = pre.strip_prefix('-') {
            for part in pre.split('.') {
                let digits = part.bytes().all(|byte| byte.is_ascii_digit());
                parts.push(match digits && !part.is_empty() {
                    true => Part::Number(number(part)?),
                    false if valid(part) => Part::Text(part.to_owned()),
                    false => return None,
                });
            }
        }
        Some(Version { numbers, pre: parts })
    }
}

fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || (text.len() > 1 && text.starts_with('0')) { None } else { text.parse().ok() }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let pre = || match (self.pre.is_empty(), other.pre.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => self.pre.cmp(&other.pre),
        };
        self.numbers.cmp(&other.numbers).then_with(pre)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Comparisons of which all of one group have to hold.
#[derive(Clone, Debug)]
pub struct Range {
    groups: Vec<Vec<Test>>,
}

#[derive(Clone, Debug)]
struct Test {
    sign: Comparison,
    version: Version,
}

impl Range {
    /// Reads a range. The error is a sentence.
    pub fn parse(text: &str) -> Result<Range, String> {
        let mut groups = vec![Vec::new()];
        for word in words(text) {
            if word == "||" {
                if groups.last().is_none_or(Vec::is_empty) {
                    return Err("First element in range is '||'".into());
                }
                groups.push(Vec::new());
            } else if let Some(group) = groups.last_mut() {
                group.extend(tests(&word)?);
            }
        }
        if groups.last().is_none_or(Vec::is_empty) {
            return Err("Last element in range is '||'".into());
        }
        Ok(Range { groups })
    }

    /// Whether the version lies in the range.
    pub fn contains(&self, version: &Version) -> bool {
        self.groups.iter().any(|group| group.iter().all(|test| test.holds(version)))
    }
}

impl Test {
    fn holds(&self, version: &Version) -> bool {
        self.sign.holds(version.cmp(&self.version))
    }
}

/// The parts between spaces; a space behind a sign counts for nothing.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for part in text.split(' ').filter(|part| !part.is_empty()) {
        match words.last_mut().filter(|_| open) {
            Some(last) => last.push_str(part),
            None => words.push(part.to_owned()),
        }
        open = part.ends_with(['<', '>', '=']);
    }
    words
}

/// What one word asks for: two tests where a wildcard stands for a range.
fn tests(word: &str) -> Result<Vec<Test>, String> {
    let at = word.find(|c: char| c.is_ascii_digit());
    let at = at.ok_or_else(|| format!("Could not get version from string: {word:?}"))?;
    let (sign, version) = word.split_at(at);
    let sign = match sign {
        "" | "=" | "==" => Comparison::Equal,
        "!" | "!=" => Comparison::Unequal,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return Err(format!("Could not parse comparator {sign:?} in {word:?}")),
    };
    if !version.contains('x') {
        let parsed = Version::parse(version);
        let version = parsed.ok_or_else(|| format!("Could not parse version {version:?} in {word:?}"))?;
        return Ok(vec![Test { sign, version }]);
    }
    wildcard(sign, version).ok_or_else(|| format!("Could not parse version {version:?} in {word:?}"))
}

fn wildcard(sign: Comparison, version: &str) -> Option<Vec<Test>> {
    let mut numbers = [0; 3];
    let mut fixed = 0usize;
    for (place, part) in numbers.iter_mut().zip(version.split('.')) {
        if part == "x" {
            break;
        }
        *place = number(part)?;
        fixed += 1;
    }
    let low = Version { numbers, pre: Vec::new() };
    let mut next = numbers;
    let last = next.get_mut(fixed.checked_sub(1)?)?;
    *last = last.checked_add(1)?;
    let high = Version { numbers: next, pre: Vec::new() };
    let test = |sign, version| Test { sign, version };
    Some(match sign {
        Comparison::Greater => vec![test(Comparison::GreaterOrEqual, high)],
        Comparison::GreaterOrEqual => vec![test(Comparison::GreaterOrEqual, low)],
        Comparison::Less => vec![test(Comparison::Less, low)],
        Comparison::LessOrEqual => vec![test(Comparison::Less, high)],
        Comparison::Equal => vec![test(Comparison::GreaterOrEqual, low), test(Comparison::Less, high)],
        Comparison::Unequal => vec![test(Comparison::Less, low), test(Comparison::GreaterOrEqual, high)],
    })
}

#[cfg(test)]
mod tests {
    use super::{Range, Version};

    #[test]
    fn versions_have_an_order() {
        let ordered =
            ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-rc.2", "1.0.0-rc.11", "1.0.0", "1.10.0"];
        let versions: Vec<_> = ordered.iter().filter_map(|text| Version::parse(text)).collect();
        assert_eq!(versions.len(), ordered.len());
        assert!(versions.is_sorted());
    }

    #[test]
    fn versions_are_complete() {
        for text in ["1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0.0", "", "1.0.0-a..b"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_take_versions() {
        for (range, version, expected) in [
            (">=1.0.0 <2.0.0", "1.9.9", true),
            (">= 1.0.0 < 2.0.0", "2.0.0", false),
            ("<1.0.0 || >3.0.0", "4.0.0", true),
            ("1.x", "1.9.0", true),
            ("<=1.2.x", "1.3.0", false),
            (">1.2.x", "1.3.0", true),
            ("!=1.0.0", "1.0.0", false),
            ("4.1.3", "4.1.3", true),
        ] {
            let range = Range::parse(range).expect("it is a range");
            assert_eq!(Version::parse(version).map(|version| range.contains(&version)), Some(expected), "{version}");
        }
        assert!(Range::parse("|| 1.0.0").is_err());
        assert!(Range::parse("abc").is_err());
    }
}
