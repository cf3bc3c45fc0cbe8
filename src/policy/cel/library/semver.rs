//! Semantic versions, read as strictly as Kubernetes does, and loosely where a second argument asks for it.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::{Opaque, Value};
use std::cmp::Ordering;

type Outcome<'a> = Result<Value<'a>, Error>;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Version {
    numbers: [u64; 3],
    /// The parts of what follows `-`.
    before: Vec<Part>,
}

/// Numbers come before words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

impl Version {
    fn compare(&self, other: &Version) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| match (self.before.is_empty(), other.before.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => self.before.cmp(&other.before),
        })
    }

    fn parse(text: &str) -> Result<Version, String> {
        if text.is_empty() {
            return Err("Version string empty".to_owned());
        }
        let parts: Vec<&str> = text.splitn(3, '.').collect();
        let [major, minor, rest] = parts[..] else {
            return Err("No Major.Minor.Patch elements found".to_owned());
        };
        let (rest, build) = rest.split_once('+').map_or((rest, None), |(rest, build)| (rest, Some(build)));
        let (patch, before) = rest.split_once('-').map_or((rest, None), |(patch, before)| (patch, Some(before)));
        let numbers = [number("major", major)?, number("minor", minor)?, number("patch", patch)?];
        let before = before.map_or(Ok(Vec::new()), |before| before.split('.').map(part).collect())?;
        build.map_or(Ok(()), |build| build.split('.').try_for_each(build_part))?;
        Ok(Version { numbers, before })
    }

    /// `v1.2` and `01.2.3` count as well.
    fn parse_loosely(text: &str) -> Result<Version, String> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let mut parts: Vec<String> = text.splitn(3, '.').map(without_zeros).collect();
        if parts.len() < 3 {
            if parts.last().is_some_and(|last| last.contains(['+', '-'])) {
                return Err("short version cannot contain PreRelease/Build meta data".to_owned());
            }
            parts.resize(3, "0".to_owned());
        }
        Version::parse(&parts.join("."))
    }
}

fn without_zeros(part: &str) -> String {
    if part.len() < 2 {
        return part.to_owned();
    }
    let rest = part.trim_start_matches('0');
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest.to_owned() } else { format!("0{rest}") }
}

fn number(name: &str, text: &str) -> Result<u64, String> {
    if text.is_empty() || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(format!("Invalid character(s) found in {name} number {text:?}"));
    }
    if text.len() > 1 && text.starts_with('0') {
        let (first, rest) = name.split_at(1);
        return Err(format!("{}{rest} number must not contain leading zeroes {text:?}", first.to_uppercase()));
    }
    text.parse().map_err(|_| format!("strconv.ParseUint: parsing {text:?}: value out of range"))
}

fn is_identifier(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn part(text: &str) -> Result<Part, String> {
    if text.is_empty() {
        return Err("Prerelease is empty".to_owned());
    }
    if text.bytes().all(|digit| digit.is_ascii_digit()) {
        if text.len() > 1 && text.starts_with('0') {
            return Err(format!("Numeric PreRelease version must not contain leading zeroes {text:?}"));
        }
        return text
            .parse()
            .map(Part::Number)
            .map_err(|_| format!("strconv.ParseUint: parsing {text:?}: value out of range"));
    }
    if !is_identifier(text) {
        return Err(format!("Invalid character(s) found in prerelease {text:?}"));
    }
    Ok(Part::Word(text.to_owned()))
}

fn build_part(text: &str) -> Result<(), String> {
    match text {
        "" => Err("Build meta data is empty".to_owned()),
        _ if is_identifier(text) => Ok(()),
        _ => Err(format!("Invalid character(s) found in build meta data {text:?}")),
    }
}

impl Opaque for Version {
    fn type_name(&self) -> &'static str {
        "kubernetes.Semver"
    }
}

pub(super) fn declare(environment: &mut Environment) {
    for parameters in ["string", "string, bool"] {
        environment.function("semver", &format!("{parameters} -> kubernetes.Semver"), |runtime, arguments| {
            read(runtime, arguments)?.map(Value::of_opaque).map_err(Error::new)
        });
        environment.function("isSemver", &format!("{parameters} -> bool"), |runtime, arguments| {
            Ok(Value::Bool(read(runtime, arguments)?.is_ok()))
        });
    }
    let both = "kubernetes.Semver, kubernetes.Semver";
    environment
        .member("isGreaterThan", &format!("{both} -> bool"), |_, arguments| Ok(Value::Bool(order(arguments)?.is_gt())));
    environment
        .member("isLessThan", &format!("{both} -> bool"), |_, arguments| Ok(Value::Bool(order(arguments)?.is_lt())));
    environment.member("compareTo", &format!("{both} -> int"), |_, arguments| Ok(Value::Int(order(arguments)? as i64)));
    environment.member("major", "kubernetes.Semver -> int", |_, arguments| numbered(arguments, 0));
    environment.member("minor", "kubernetes.Semver -> int", |_, arguments| numbered(arguments, 1));
    environment.member("patch", "kubernetes.Semver -> int", |_, arguments| numbered(arguments, 2));
}

fn read(runtime: &Runtime, arguments: Arguments<'_, '_>) -> Result<Result<Version, String>, Error> {
    let text = arguments.text(0)?;
    runtime.spend_bytes(text.len())?;
    let loosely = arguments.len() > 1 && arguments.bool(1)?;
    Ok(if loosely { Version::parse_loosely(text) } else { Version::parse(text) })
}

fn order(arguments: Arguments<'_, '_>) -> Result<Ordering, Error> {
    Ok(arguments.opaque::<Version>(0)?.compare(arguments.opaque::<Version>(1)?))
}

fn numbered<'a>(arguments: Arguments<'_, 'a>, place: usize) -> Outcome<'a> {
    let version = arguments.opaque::<Version>(0)?;
    let number = version.numbers.get(place).copied().unwrap_or_default();
    Ok(Value::Int(i64::try_from(number).unwrap_or(i64::MAX)))
}
