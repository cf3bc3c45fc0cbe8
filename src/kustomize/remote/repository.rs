//! [`RepositorySpec`], what a path in `resources` says of a git repository: the forms that Kustomize takes for one, taken apart
//! by its rules. It knows nothing of git itself.

use std::path::{Component, Path};
use std::time::Duration;

/// How long git may take where nothing is said.
const DEFAULT_TIME: Duration = Duration::from_secs(27);

/// The longest time that is taken for one.
const MAX_TIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The forms of addresses that say their protocol.
const SCHEMES: [&str; 4] = ["ssh://", "https://", "http://", "file://"];

/// A repository, the folder in it and the revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositorySpec {
    /// The text as it was written.
    pub raw: String,
    /// What git is given: `https://github.com/owner/name`.
    pub url: String,
    /// The folder of the kustomization in the repository; empty for its top.
    pub folder: String,
    /// A branch, tag or commit; empty for what the repository has as its head.
    pub reference: String,
    /// Whether submodules are fetched too.
    pub submodules: bool,
    /// How long git may take.
    pub time: Duration,
}

impl RepositorySpec {
    /// Takes a path apart. `None`: it is none of the forms of a repository.
    pub fn parse(raw: &str) -> Option<RepositorySpec> {
        if Path::new(raw).is_absolute() {
            return None;
        }
        let (address, query) = raw.split_once('?').unwrap_or((raw, ""));
        let (host, path) = host_and_path(address)?;
        let (repository, folder) = repository_and_folder(path, host.starts_with("file://"))?;
        let folder = folder.strip_prefix('/').unwrap_or(folder);
        if repository.is_empty() || leaves(folder) {
            return None;
        }
        let (url, folder) = (format!("{host}{repository}"), folder.to_owned());
        let Query { reference, submodules, time } = Query::parse(query);
        Some(RepositorySpec { raw: raw.to_owned(), url, folder, reference, submodules, time })
    }
}

/// The protocol, user and host, and what follows them.
fn host_and_path(address: &str) -> Option<(String, &str)> {
    let address = strip_prefix_of_any_case(address, "git::").unwrap_or(address);
    let scheme = SCHEMES.into_iter().find_map(|scheme| Some((scheme, strip_prefix_of_any_case(address, scheme)?)));
    let (scheme, rest) = scheme.unwrap_or(("", address));
    if scheme == "file://" {
        return Some((scheme.to_owned(), rest));
    }
    let (user, rest) = user_and_rest(rest);
    let is_github = ["github.com/", "github.com:"].iter().any(|host| strip_prefix_of_any_case(rest, host).is_some());
    let like_scp = scheme.is_empty() && (!user.is_empty() || is_github);
    if scheme.is_empty() && !like_scp {
        return None;
    }
    let end = host_end(rest, like_scp)? + 1;
    let (host, path) = rest.split_at(end);
    let host = match (is_github, scheme == "ssh://" || !user.is_empty()) {
        (true, true) => format!("{user}github.com:"),
        (true, false) => String::from("https://github.com/"),
        (false, _) => format!("{scheme}{user}{host}"),
    };
    Some((host, path))
}

/// `user@` at the start.
fn user_and_rest(text: &str) -> (&str, &str) {
    let Some(at) = text.find('@') else { return ("", text) };
    let user = &text[..at];
    let mut letters = user.chars();
    let named = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if named { text.split_at(at + 1) } else { ("", text) }
}

/// Where the host ends: at the first slash, or at a colon before it where the address is one of scp's.
fn host_end(rest: &str, like_scp: bool) -> Option<usize> {
    let slash = rest.find('/');
    let colon = rest.find(':').filter(|_| like_scp);
    match (slash, colon) {
        (None, colon) => colon,
        (Some(slash), Some(colon)) if colon > 0 && colon < slash => Some(colon),
        (slash, _) => slash,
    }
}

fn strip_prefix_of_any_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// The repository and the folder in it: by `_git/`, `//` or `.git`, and otherwise after owner and name.
fn repository_and_folder(path: &str, is_file: bool) -> Option<(&str, &str)> {
    const AZURE: &str = "_git/";
    const SUFFIX: &str = ".git";
    if let Some(at) = path.find(AZURE) {
        let name = at + AZURE.len();
        let end = path[name..].find('/').map_or(path.len(), |slash| name + slash);
        return Some((&path[..end], path.get(end + 1..).unwrap_or_default()));
    }
    if let Some((repository, folder)) = path.split_once("//") {
        return Some((repository, folder));
    }
    if let Some(at) = path.find(SUFFIX) {
        return Some(path.split_at(at + SUFFIX.len()));
    }
    if is_file {
        return Some((path, ""));
    }
    let owner = path.find('/')?;
    let end = path[owner + 1..].find('/').map_or(path.len(), |slash| owner + 1 + slash);
    Some((&path[..end], path.get(end + 1..).unwrap_or_default()))
}

/// Whether a path leads out of the folder where it starts, by its text.
pub(in crate::kustomize) fn leaves(folder: &str) -> bool {
    let mut depth = 0_usize;
    for part in Path::new(folder).components() {
        match part {
            Component::ParentDir if depth == 0 => return true,
            Component::ParentDir => depth -= 1,
            Component::Normal(_) => depth += 1,
            _ => {}
        }
    }
    false
}

/// What follows the `?`.
struct Query {
    reference: String,
    submodules: bool,
    time: Duration,
}

impl Query {
    /// What cannot be read counts as not said, as with Kustomize.
    fn parse(query: &str) -> Query {
        let Some(pairs) = query.split('&').filter(|pair| !pair.is_empty()).map(decoded).collect::<Option<Vec<_>>>()
        else {
            return Query { reference: String::new(), submodules: true, time: DEFAULT_TIME };
        };
        let get = |wanted: &str| {
            let found = pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
            found.filter(|value| !value.is_empty())
        };
        let submodules = !matches!(get("submodules"), Some("0" | "f" | "F" | "false" | "FALSE" | "False"));
        let time = get("timeout").and_then(duration).unwrap_or(DEFAULT_TIME).min(MAX_TIME);
        Query { reference: get("ref").or(get("version")).unwrap_or_default().to_owned(), submodules, time }
    }
}

/// A name and its value without percent encoding; `None` where it is broken.
fn decoded(pair: &str) -> Option<(String, String)> {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    if pair.contains(';') {
        return None;
    }
    Some((unescaped(name)?, unescaped(value)?))
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(rest.next()?)? << 4 | digit(rest.next()?)?);
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whole seconds, or a duration as Go writes it: `1m30s`.
fn duration(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.parse::<u64>() {
        return (seconds > 0).then(|| Duration::from_secs(seconds));
    }
    let mut seconds = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let (number, tail) = rest.split_at(end);
        let end = tail.find(|letter: char| letter.is_ascii_digit() || letter == '.').unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(end);
        let unit = match unit {
            "ns" => 1e-9,
            "us" | "µs" | "μs" => 1e-6,
            "ms" => 1e-3,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * unit;
        rest = tail;
    }
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(raw: &str) -> Option<(String, String, String)> {
        RepositorySpec::parse(raw).map(|spec| (spec.url, spec.folder, spec.reference))
    }

    fn is(raw: &str, url: &str, folder: &str, reference: &str) {
        assert_eq!(parsed(raw), Some((url.into(), folder.into(), reference.into())), "{raw}");
    }

    #[test]
    fn the_forms_of_addresses() {
        is("github.com/o/r", "https://github.com/o/r", "", "");
        is("GitHub.com/o/r/a/b?ref=v1", "https://github.com/o/r", "a/b", "v1");
        is("https://github.com/o/r//a?version=v2", "https://github.com/o/r", "a", "v2");
        is("git@github.com:o/r.git", "git@github.com:o/r.git", "", "");
        is("ssh://git@github.com/o/r.git/x", "git@github.com:o/r.git", "x", "");
        is("git::https://gitlab.com/o/r", "https://gitlab.com/o/r", "", "");
        is("git@gitlab2.sq.com:infra/k.git//a?ref=b", "git@gitlab2.sq.com:infra/k.git", "a", "b");
        is("https://dev.azure.com/o/p/_git/r/a/b", "https://dev.azure.com/o/p/_git/r", "a/b", "");
        is("https://h.xz/o/p/r.git//x", "https://h.xz/o/p/r.git", "x", "");
        is("ssh://git@h.xz:7999/o/r", "ssh://git@h.xz:7999/o/r", "", "");
        is("file:///a/b//c?ref=x", "file:///a/b", "c", "x");
        is("file:///a/b", "file:///a/b", "", "");
    }

    #[test]
    fn what_is_no_address_is_a_path() {
        for path in ["base", "../base", "/a/b", "a/b/c", "h.xz/o/r", "ext::sh -c id", "https://h.xz", "-u/x", ""] {
            assert_eq!(parsed(path), None, "{path}");
        }
        assert_eq!(parsed("https://h.xz/o/r//../../x"), None, "leads out");
    }

    #[test]
    fn queries_say_time_and_submodules() {
        let spec = |query: &str| RepositorySpec::parse(&format!("https://h.xz/o/r?{query}")).expect("an address");
        assert_eq!(spec("timeout=61").time, Duration::from_secs(61));
        assert_eq!(spec("timeout=1m1s").time, Duration::from_secs(61));
        for wrong in ["timeout=-1", "timeout=x", "timeout=0", "timeout=%zz"] {
            assert_eq!(spec(wrong).time, DEFAULT_TIME, "{wrong}");
        }
        assert!(!spec("submodules=0&ref=a").submodules);
        assert!(spec("submodules=nope").submodules);
        assert_eq!(spec("ref=a%2Fb").reference, "a/b");
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_not(raw in "\\PC{0,60}") {
            let _ = RepositorySpec::parse(&raw);
        }
    }
}
