//! [`Constraints`]: alternatives of comparisons that all must hold. A prerelease satisfies an alternative only if one of
//! its comparisons names a prerelease too.

use super::version::{Parts, compare_prerelease};
use super::{Error, Version};
use crate::go::strconv::quote;
use std::borrow::Cow;
use std::cmp::Ordering;

/// The longest text that is read as a constraint, in bytes. Real ones have some dozens.
const MAX_LENGTH: usize = 10_000;

/// A condition on versions, such as `>=1.2 <2 || ~3.1`.
#[derive(Clone, Debug)]
pub struct Constraints {
    alternatives: Vec<Alternative>,
}

/// Comparisons that all must hold.
#[derive(Clone, Debug)]
struct Alternative {
    comparisons: Vec<Comparison>,
    /// Whether a comparison names a prerelease.
    prereleases: bool,
}

/// One operator and its version.
#[derive(Clone, Debug)]
struct Comparison {
    operator: Operator,
    version: Version,
    /// The version as it was written.
    text: String,
    /// The first number that is `x` or left out.
    open: Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterEqual,
    LessEqual,
    Tilde,
    Caret,
}

/// From which number on a version is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Patch,
    Minor,
    Major,
}

/// Why a version does not satisfy a comparison.
#[derive(Clone, Copy, Debug)]
enum Mismatch {
    Prerelease,
    Equal,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
    Major,
    MajorAndMinor,
    Minor,
    MinorOfZero,
    Zero,
}

/// The operators, longer ones first.
const OPERATORS: [(&str, Operator); 12] = [
    ("!=", Operator::NotEqual),
    (">=", Operator::GreaterEqual),
    ("=>", Operator::GreaterEqual),
    ("<=", Operator::LessEqual),
    ("=<", Operator::LessEqual),
    ("~>", Operator::Tilde),
    ("=", Operator::Equal),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("~", Operator::Tilde),
    ("^", Operator::Caret),
    ("", Operator::Equal),
];

impl Constraints {
    /// Reads a constraint.
    pub fn parse(text: &str) -> Result<Constraints, Error> {
        if text.len() > MAX_LENGTH {
            return Err(Error::ImproperConstraint(String::from(text)));
        }
        let text = rewrite_ranges(text);
        let alternatives = text.split("||").map(Alternative::parse).collect::<Result<_, _>>()?;
        Ok(Constraints { alternatives })
    }

    /// Whether `version` satisfies the constraint.
    pub fn check(&self, version: &Version) -> bool {
        self.alternatives.iter().any(|alternative| {
            alternative.comparisons.iter().all(|comparison| comparison.check(version, alternative.prereleases).is_ok())
        })
    }

    /// [`Constraints::check`] with the reasons for a refusal.
    pub fn validate(&self, version: &Version) -> Result<(), Vec<String>> {
        let mut reasons = Vec::new();
        let mut told_of_prerelease = false;
        for alternative in &self.alternatives {
            let mut satisfied = true;
            for comparison in &alternative.comparisons {
                let Err(mismatch) = comparison.check(version, alternative.prereleases) else { continue };
                satisfied = false;
                if !matches!(mismatch, Mismatch::Prerelease) || !std::mem::replace(&mut told_of_prerelease, true) {
                    reasons.push(mismatch.sentence(version, &comparison.text));
                }
            }
            if satisfied {
                return Ok(());
            }
        }
        Err(reasons)
    }
}

impl Alternative {
    fn parse(text: &str) -> Result<Alternative, Error> {
        let improper = || Error::ImproperConstraint(String::from(text));
        let mut comparisons = Vec::new();
        let mut rest = skip_space(text);
        loop {
            let (comparison, after) = Comparison::parse(rest).ok_or_else(improper)?;
            comparisons.push(comparison);
            let next = skip_space(after);
            if next.is_empty() {
                break;
            }
            // White space or a comma stands between comparisons.
            rest = match next.strip_prefix(',') {
                Some(next) => skip_space(next),
                None if next.len() < after.len() => next,
                None => return Err(improper()),
            };
        }
        // The whole text is checked before any version in it is read.
        let comparisons = comparisons.into_iter().collect::<Result<Vec<Comparison>, Error>>()?;
        let prereleases = comparisons.iter().any(|comparison| !comparison.version.prerelease.is_empty());
        Ok(Alternative { comparisons, prereleases })
    }
}

/// Go's `\s`.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

fn skip_space(text: &str) -> &str {
    text.trim_start_matches(is_space)
}

/// What a number in a constraint is made of. The bar is among it by the library's mistake.
fn is_number_byte(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'|' | b'x' | b'X' | b'*')
}

fn is_wildcard(number: &str) -> bool {
    matches!(number, "x" | "X" | "*")
}

impl Comparison {
    /// Takes a comparison off the start; `None` where there is none.
    fn parse(text: &str) -> Option<(Result<Comparison, Error>, &str)> {
        OPERATORS.iter().find_map(|&(sign, operator)| {
            let start = skip_space(text.strip_prefix(sign)?);
            let (parts, rest) = Parts::take(start, is_number_byte)?;
            let written = start.get(..start.len() - rest.len())?;
            Some((Self::new(operator, written, &parts), rest))
        })
    }

    fn new(operator: Operator, written: &str, parts: &Parts<'_>) -> Result<Comparison, Error> {
        let wild = |number: Option<&str>| number.is_none_or(is_wildcard);
        let dash = if parts.prerelease.is_empty() { "" } else { "-" };
        let prerelease = parts.prerelease;
        let (open, text) = if is_wildcard(parts.major) {
            (Open::Major, Cow::Owned(format!("0.0.0{dash}{prerelease}")))
        } else if wild(parts.minor) {
            (Open::Minor, Cow::Owned(format!("{}.0.0{dash}{prerelease}", parts.major)))
        } else if wild(parts.patch) {
            let minor = parts.minor.unwrap_or("0");
            (Open::Patch, Cow::Owned(format!("{}.{minor}.0{dash}{prerelease}", parts.major)))
        } else {
            (Open::Nothing, Cow::Borrowed(written))
        };
        let version = Version::parse(&text).map_err(|_| Error::ConstraintVersion)?;
        Ok(Comparison { operator, version, text: String::from(written), open })
    }

    /// Whether `version` satisfies this; prereleases only where they are `wanted`.
    fn check(&self, version: &Version, wanted: bool) -> Result<(), Mismatch> {
        if !version.prerelease.is_empty() && !wanted {
            return Err(Mismatch::Prerelease);
        }
        let order = version.compare(&self.version);
        match self.operator {
            Operator::Equal if self.open != Open::Nothing => self.tilde(version, order),
            Operator::Equal => require(order == Ordering::Equal, Mismatch::NotEqual),
            Operator::NotEqual => require(!self.includes(version), Mismatch::Equal),
            Operator::Greater => require(self.is_exceeded_by(version, order), Mismatch::LessOrEqual),
            Operator::Less => require(order == Ordering::Less, Mismatch::GreaterOrEqual),
            Operator::GreaterEqual => require(order != Ordering::Less, Mismatch::Less),
            Operator::LessEqual => require(self.is_limit_of(version, order), Mismatch::Greater),
            Operator::Tilde => self.tilde(version, order),
            Operator::Caret => self.caret(version, order),
        }
    }

    /// Whether `version` is one of those that the written version stands for.
    fn includes(&self, version: &Version) -> bool {
        let own = &self.version;
        match self.open {
            Open::Nothing => version.compare(own) == Ordering::Equal,
            Open::Minor => version.major == own.major,
            Open::Patch => {
                (version.major, version.minor) == (own.major, own.minor)
                    && compare_prerelease(&version.prerelease, &own.prerelease) == Ordering::Equal
            }
            Open::Major => version.compare(own) == Ordering::Equal,
        }
    }

    /// Greater than all that the written version stands for: `>11` begins with 12.
    fn is_exceeded_by(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        match self.open {
            Open::Nothing => order == Ordering::Greater,
            _ if version.major != own.major => version.major > own.major,
            Open::Minor => false,
            Open::Patch => version.minor > own.minor,
            Open::Major => order == Ordering::Greater,
        }
    }

    /// Not greater than all that the written version stands for: `<=11` includes 11.9.
    fn is_limit_of(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        match self.open {
            Open::Nothing => order != Ordering::Greater,
            Open::Minor => version.major <= own.major,
            Open::Patch | Open::Major => (version.major, version.minor) <= (own.major, own.minor),
        }
    }

    /// `~1.2.3`: at least that, of the same minor version; `~1`: of the same major version.
    fn tilde(&self, version: &Version, order: Ordering) -> Result<(), Mismatch> {
        let own = &self.version;
        require(order != Ordering::Less, Mismatch::Less)?;
        let zero = (own.major, own.minor, own.patch) == (0, 0, 0);
        if zero && matches!(self.open, Open::Nothing | Open::Major) {
            return Ok(());
        }
        require(version.major == own.major, Mismatch::Major)?;
        require(version.minor == own.minor || self.open == Open::Minor, Mismatch::MajorAndMinor)
    }

    /// `^1.2.3`: at least that, and with the same leftmost number that is not zero.
    fn caret(&self, version: &Version, order: Ordering) -> Result<(), Mismatch> {
        let own = &self.version;
        require(order != Ordering::Less, Mismatch::Less)?;
        require(version.major == own.major, Mismatch::Major)?;
        if own.major > 0 || self.open == Open::Minor {
            return Ok(());
        }
        if own.minor > 0 || self.open == Open::Patch {
            return require(version.minor == own.minor, Mismatch::MinorOfZero);
        }
        require(version.minor == 0, Mismatch::Minor)?;
        require(version.patch == own.patch, Mismatch::Zero)
    }
}

fn require(holds: bool, mismatch: Mismatch) -> Result<(), Mismatch> {
    if holds { Ok(()) } else { Err(mismatch) }
}

impl Mismatch {
    fn sentence(self, version: &Version, written: &str) -> String {
        let version = quote(version.to_string().as_bytes());
        let written = quote(written.as_bytes());
        match self {
            Mismatch::Prerelease => {
                format!("{version} is a prerelease version and the constraint is only looking for release versions")
            }
            Mismatch::Equal => format!("{version} is equal to {written}"),
            Mismatch::NotEqual => format!("{version} is not equal to {written}"),
            Mismatch::LessOrEqual => format!("{version} is less than or equal to {written}"),
            Mismatch::GreaterOrEqual => format!("{version} is greater than or equal to {written}"),
            Mismatch::Less => format!("{version} is less than {written}"),
            Mismatch::Greater => format!("{version} is greater than {written}"),
            Mismatch::Major => format!("{version} does not have same major version as {written}"),
            Mismatch::MajorAndMinor => format!("{version} does not have same major and minor version as {written}"),
            Mismatch::Minor => format!("{version} does not have same minor version as {written}"),
            Mismatch::MinorOfZero => format!(
                "{version} does not have same minor version as {written}. \
                 Expected minor versions to match when constraint major version is 0"
            ),
            Mismatch::Zero => format!(
                "{version} does not equal {written}. \
                 Expect version and constraint to equal when major and minor versions are 0"
            ),
        }
    }
}

/// A range such as `1.2 - 2.3`, with the space around it.
struct Range<'a> {
    whole: &'a str,
    from: &'a str,
    to: &'a str,
}

impl<'a> Range<'a> {
    /// The range that starts with `text`.
    fn at(text: &'a str) -> Option<Range<'a>> {
        let start = skip_space(text);
        let after = Parts::take(start, is_number_byte)?.1;
        let from = start.get(..start.len() - after.len())?;
        let dash = skip_space(after);
        let to_start = dash.strip_prefix('-')?;
        let to = skip_space(to_start);
        if dash.len() == after.len() || to.len() == to_start.len() {
            return None;
        }
        let rest = Parts::take(to, is_number_byte)?.1;
        let to = to.get(..to.len() - rest.len())?;
        let whole = text.get(..text.len() - skip_space(rest).len())?;
        Some(Range { whole, from, to })
    }

    /// The first range in `text`, and what follows it.
    fn find(text: &'a str) -> Option<(Range<'a>, &'a str)> {
        text.char_indices().find_map(|(at, _)| {
            let range = Range::at(text.get(at..)?)?;
            let rest = text.get(at + range.whole.len()..)?;
            Some((range, rest))
        })
    }
}

/// Writes ranges as pairs of comparisons.
fn rewrite_ranges(text: &str) -> Cow<'_, str> {
    let mut rewritten = Cow::Borrowed(text);
    let mut rest = text;
    while let Some((range, after)) = Range::find(rest) {
        let comparisons = format!(">= {}, <= {} ", range.from, range.to);
        rewritten = Cow::Owned(rewritten.replacen(range.whole, &comparisons, 1));
        rest = after;
    }
    rewritten
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(constraint: &str, version: &str) -> Option<bool> {
        Some(Constraints::parse(constraint).ok()?.check(&Version::parse(version).ok()?))
    }

    #[test]
    fn comparisons_with_open_numbers() {
        for (constraint, version, expected) in [
            (">11", "11.1.0", false),
            (">11.1", "11.1.1", false),
            ("<=11", "11.9.9", true),
            ("<11", "10.9.0", true),
            ("!=4.x", "4.1.0", false),
            ("!=4.1", "4.1.3", false),
            ("1.x || >=3", "2.0.0", false),
            ("1.2 - 2.3", "2.3.9", true),
            ("=>1.0, <2", "1.5.0", true),
            ("~1.2.3", "1.3.0", false),
            ("~1", "1.9.0", true),
            ("~0.0.0", "5.0.0", true),
            ("^0.2.3", "0.3.0", false),
            ("^0.0.3", "0.0.4", false),
            ("^0", "0.9.0", true),
            ("*", "1.2.3", true),
            (">=1.0", "1.2.3-rc1", false),
            (">=1.0-0", "1.2.3-rc1", true),
        ] {
            assert_eq!(check(constraint, version), Some(expected), "{constraint} {version}");
        }
    }

    #[test]
    fn improper_constraints_are_quoted() {
        let message = |text: &str| Constraints::parse(text).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(message("a"), Err(String::from("improper constraint: \"a\"")));
        assert_eq!(message(""), Err(String::from("improper constraint: \"\"")));
        assert_eq!(message(">1<2"), Err(String::from("improper constraint: \">1<2\"")));
        assert_eq!(message("1|2 >a"), Err(String::from("improper constraint: \"1|2 >a\"")));
        assert_eq!(message("1|2"), Err(String::from("constraint parser error")));
    }

    #[test]
    fn refusals_say_why() {
        let reasons = |constraint: &str, version: &str| {
            Constraints::parse(constraint).ok()?.validate(&Version::parse(version).ok()?).err()
        };
        assert_eq!(
            reasons(">0.0.0-0", "0.0.0-0"),
            Some(vec![String::from("\"0.0.0-0\" is less than or equal to \"0.0.0-0\"")])
        );
    }
}
