//! Fetching a revision of a git repository with the `git` command, once: trees lie in a cache by their commit, and a tree is
//! there whole or not at all. What an address can make git do is narrowed here.

use super::process::{Error as ProcessError, Program};
use super::scratch::Scratch;
use crate::go::hex;
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The most that git may write to standard output; it has little to say there.
const MAX_OUTPUT: u64 = 1 << 20;

/// What is to be fetched.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The repository.
    pub url: &'a str,
    /// A branch, tag or commit; empty for the head.
    pub reference: &'a str,
    /// Whether submodules are fetched too.
    pub submodules: bool,
    /// How long each command may take.
    pub time: Duration,
}

/// Why nothing was fetched.
#[derive(Debug)]
pub enum Error {
    /// The address or the revision is of a form that is never handed to git.
    Refused(&'static str),
    /// Git failed, in the step of this name.
    Git(&'static str, ProcessError),
    /// The cache cannot be written.
    Cache(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(cause) => f.write_str(cause),
            Error::Git(step, ProcessError::Start(error)) => write!(f, "no 'git' program on path: git {step}: {error}"),
            Error::Git(step, error) => write!(f, "failed to run 'git {step}': {error}"),
            Error::Cache(error) => write!(f, "the cache cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Error {}

/// The tree of a commit that is in the cache already, where the request names one by its full id.
pub fn cached(request: &Request<'_>, cache: &Path) -> Option<PathBuf> {
    is_commit(request.reference).then(|| place(request, request.reference, cache)).filter(|path| path.is_dir())
}

/// Fetches a revision and gives the folder of its tree, which nobody may change.
pub fn fetch(request: &Request<'_>, cache: &Path) -> Result<PathBuf, Error> {
    check(request)?;
    if let Some(tree) = cached(request, cache) {
        return Ok(tree);
    }
    let scratch = Scratch::folder(&cache.join("git"), "fetching-").map_err(Error::Cache)?;
    let folder = scratch.path();
    let git = |step: &'static str, arguments: &[&str]| run(folder, step, arguments, request.time);
    git("init", &["init", "--quiet"])?;
    // Submodules with relative addresses are relative to the origin.
    git("remote", &["remote", "add", "--", "origin", request.url])?;
    let revision = if request.reference.is_empty() { "HEAD" } else { request.reference };
    git("fetch", &["fetch", "--quiet", "--depth=1", "--", request.url, revision])?;
    git("checkout", &["checkout", "--quiet", "--detach", "FETCH_HEAD"])?;
    let commit = git("rev-parse", &["rev-parse", "--verify", "HEAD"])?;
    if request.submodules && folder.join(".gitmodules").is_file() {
        git("submodule update", &["submodule", "--quiet", "update", "--init", "--recursive"])?;
    }
    let tree = place(request, commit.trim(), cache);
    if !tree.is_dir() {
        scratch.keep(&tree).map_err(Error::Cache)?;
    }
    Ok(tree)
}

/// The time of the newest commit that changed something in `folder`, in seconds since 1970. An error is a folder that no
/// repository has a commit of.
pub fn newest_commit(folder: &Path, time: Duration) -> Result<i64, Error> {
    // A signature would be checked by a program that the repository's configuration names.
    let arguments = ["-c", "log.showSignature=false", "log", "-1", "--format=%ct", "--no-show-signature", "--", "."];
    let said = run(folder, "log", &arguments, time)?;
    said.trim().parse().map_err(|_| Error::Refused("no commit has changed this folder"))
}

/// Runs git in the new repository. Nobody is asked for a password, no hook and no helper of the repository's own runs, and no
/// protocol but the common ones is spoken, by submodules neither.
fn run(folder: &Path, step: &'static str, arguments: &[&str], time: Duration) -> Result<String, Error> {
    let settings = ["-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never", "-c", "core.fsmonitor=false"];
    let program = Program {
        program: "git".into(),
        arguments: settings.iter().chain(arguments).map(OsString::from).collect(),
        folder: Some(folder.to_path_buf()),
        variables: [("GIT_TERMINAL_PROMPT", "0"), ("GIT_ALLOW_PROTOCOL", "file:http:https:ssh"), ("LC_ALL", "C")]
            .map(|(name, value)| (name.into(), value.into()))
            .into(),
        time: Some(time),
    };
    let output = program.run(Vec::new(), MAX_OUTPUT).map_err(|error| Error::Git(step, error))?;
    Ok(String::from_utf8_lossy(&output.bytes).into_owned())
}

/// What begins with a dash is an option to git or to ssh, and `name::` starts a program.
fn check(request: &Request<'_>) -> Result<(), Error> {
    let Request { url, reference, .. } = request;
    let after_user = url.split_once("://").map_or(*url, |(_, rest)| rest);
    let host = after_user.split_once('@').map_or(after_user, |(_, host)| host);
    if [*url, *reference, after_user, host].iter().any(|text| text.starts_with('-')) {
        return Err(Error::Refused("an address or a revision may not begin with a dash"));
    }
    if url.split('/').next().is_some_and(|head| head.contains("::")) {
        return Err(Error::Refused("an address may not name a transport of its own"));
    }
    if [*url, *reference].iter().any(|text| text.chars().any(|letter| letter.is_control() || letter == ' ')) {
        return Err(Error::Refused("an address or a revision may not hold blanks or control characters"));
    }
    Ok(())
}

fn is_commit(reference: &str) -> bool {
    matches!(reference.len(), 40 | 64) && reference.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Where the tree of a commit lies. The repository is part of the name, since who may read one need not read another.
fn place(request: &Request<'_>, commit: &str, cache: &Path) -> PathBuf {
    let mut hash = Sha256::new();
    let submodules = if request.submodules { "with submodules" } else { "" };
    for part in [request.url, &commit.to_ascii_lowercase(), submodules] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    cache.join("git").join(hex::encode(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn request<'a>(url: &'a str, reference: &'a str) -> Request<'a> {
        Request { url, reference, submodules: true, time: Duration::from_secs(20) }
    }

    #[test]
    fn what_could_be_an_option_is_refused() {
        for (url, reference) in [
            ("--upload-pack=x", ""),
            ("https://h/o/r", "--upload-pack=x"),
            ("ssh://-oProxyCommand=x/r", ""),
            ("ssh://git@-oProxyCommand=x/r", ""),
            ("ext::sh -c id", ""),
            ("https://h/o r", ""),
        ] {
            assert!(check(&request(url, reference)).is_err(), "{url} {reference}");
        }
        assert!(check(&request("git@github.com:o/r.git", "v1")).is_ok());
    }

    #[test]
    fn the_newest_commit_of_a_folder_has_a_time() {
        let scratch = Scratch::folder(&std::env::temp_dir(), "plimsoll-git-test-").expect("a folder");
        let (folder, time) = (scratch.path(), Duration::from_secs(20));
        run(folder, "init", &["init", "--quiet"], time).expect("git");
        assert!(newest_commit(folder, time).is_err());
        fs::create_dir(folder.join("c")).expect("a folder");
        fs::write(folder.join("c/a"), "a").expect("a file");
        run(folder, "add", &["add", "."], time).expect("git");
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        run(folder, "commit", &[&who[..], &["commit", "--quiet", "-m", "a"]].concat(), time).expect("git");
        assert!(newest_commit(&folder.join("c"), time).expect("a time") > 1_600_000_000);
        fs::create_dir(folder.join("d")).expect("a folder");
        assert!(newest_commit(&folder.join("d"), time).is_err());
    }

    #[test]
    fn a_commit_is_fetched_once() {
        let scratch = Scratch::folder(&std::env::temp_dir(), "plimsoll-git-test-").expect("a folder");
        let (repository, cache) = (scratch.path().join("r"), scratch.path().join("cache"));
        fs::create_dir(&repository).expect("a folder");
        fs::write(repository.join("a.yaml"), "a: 1\n").expect("a file");
        let time = Duration::from_secs(20);
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        run(&repository, "init", &["init", "--quiet"], time).expect("git");
        run(&repository, "add", &["add", "."], time).expect("git");
        run(&repository, "commit", &[&who[..], &["commit", "--quiet", "-m", "a"]].concat(), time).expect("git");
        let commit = run(&repository, "rev-parse", &["rev-parse", "HEAD"], time).expect("git");
        let url = format!("file://{}", repository.display());
        let tree = fetch(&request(&url, ""), &cache).expect("fetched");
        assert_eq!(fs::read_to_string(tree.join("a.yaml")).expect("readable"), "a: 1\n");
        fs::remove_dir_all(&repository).expect("removed");
        assert_eq!(fetch(&request(&url, commit.trim()), &cache).expect("cached"), tree);
        assert!(matches!(fetch(&request(&url, ""), &cache), Err(Error::Git("fetch", _))));
        assert_eq!(fs::read_dir(cache.join("git")).expect("listed").count(), 1, "nothing half done is left");
    }
}
