//! Charts in and out of a registry that lives inside the test, with faults: what is kept is what was sent, or nothing.

mod loopback;
mod program;

use loopback::{Fault, Registry, Request};
use program::{Run, command, plimsoll, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A home and a working folder of its own, removed at the end.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-registry-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        Home(folder)
    }

    fn plimsoll(&self, arguments: &[&str]) -> Run {
        let mut command = command(arguments);
        command.env("HOME", &self.0).current_dir(&self.0);
        run(command)
    }

    /// A packed chart of this description.
    fn package(&self, description: &str) -> PathBuf {
        let chart = self.0.join("demo");
        fs::create_dir_all(chart.join("templates")).expect("the home is there");
        let text = format!("apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: {description}\n");
        fs::write(chart.join("Chart.yaml"), text).expect("the home is there");
        fs::write(chart.join("templates/a.yaml"), "a: {{ .Chart.Version }}\n").expect("the home is there");
        let packed = self.plimsoll(&["package", "demo", "-d", "packed"]);
        assert_eq!(packed.status, Some(0), "{}", packed.stderr);
        self.0.join("packed/demo-1.0.0.tgz")
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).expect("the folder is there");
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn push(home: &Home, archive: &Path, registry: &Registry, more: &[&str]) -> Run {
    let remote = format!("oci://{}/charts", registry.host);
    let archive = archive.display().to_string();
    home.plimsoll(&[&["push", &archive, &remote, "--plain-http"], more].concat())
}

fn pull(home: &Home, registry: &Registry, more: &[&str]) -> Run {
    let reference = format!("oci://{}/charts/demo", registry.host);
    fs::create_dir_all(home.0.join("out")).expect("the home is there");
    home.plimsoll(&[&["pull", &reference, "-d", "out", "--plain-http"], more].concat())
}

#[test]
fn what_is_pushed_comes_back_from_the_highest_version() {
    let (home, registry) = (Home::new("round"), Registry::start(|_| None));
    let archive = home.package("one");
    let pushed = push(&home, &archive, &registry, &["--tag", "latest"]);
    assert_eq!(pushed.status, Some(0), "{}", pushed.stderr);
    let pulled = pull(&home, &registry, &[]);
    assert_eq!(pulled.status, Some(0), "{}", pulled.stderr);
    assert!(pulled.stdout.starts_with(&format!("Pulled: {}/charts/demo:1.0.0\nDigest: sha256:", registry.host)));
    let read = |path: &Path| fs::read(path).expect("an archive");
    assert_eq!(read(&home.0.join("out/demo-1.0.0.tgz")), read(&archive));
}

#[test]
fn a_tag_with_other_content_is_left_alone_and_the_same_is_not_sent_again() {
    let (home, registry) = (Home::new("immutable"), Registry::start(|_| None));
    let archive = home.package("one");
    assert_eq!(push(&home, &archive, &registry, &[]).status, Some(0));
    let writes = |registry: &Registry| {
        registry.seen().iter().filter(|request| request.method != "GET" && request.method != "HEAD").count()
    };
    let before = writes(&registry);
    let again = push(&home, &archive, &registry, &[]);
    assert_eq!((again.status, writes(&registry)), (Some(0), before), "{}", again.stderr);
    let other = home.package("two");
    let refused = push(&home, &other, &registry, &[]);
    assert_eq!((refused.status, writes(&registry)), (Some(1), before));
    assert!(refused.stderr.contains("push::taken"), "{}", refused.stderr);
    assert_eq!(push(&home, &other, &registry, &["--overwrite"]).status, Some(0));
}

/// Whether a request is for a blob of more than a configuration.
fn is_first(count: &AtomicUsize, request: &Request) -> bool {
    request.method == "GET" && request.path.contains("/blobs/") && count.fetch_add(1, Ordering::SeqCst) == 0
}

#[test]
fn a_download_that_breaks_off_once_is_survived() {
    let count = AtomicUsize::new(0);
    let registry = Registry::start(move |request| is_first(&count, request).then_some(Fault::Cut));
    let home = Home::new("cut");
    let archive = home.package("one");
    assert_eq!(push(&home, &archive, &registry, &[]).status, Some(0));
    let pulled = pull(&home, &registry, &["--version", "1.0.0"]);
    assert_eq!(pulled.status, Some(0), "{}", pulled.stderr);
    assert_eq!(home.names("out"), ["demo-1.0.0.tgz"]);
}

#[test]
fn a_refusal_is_told_at_once_and_leaves_nothing() {
    let registry =
        Registry::start(|request| request.path.contains("/manifests/").then(|| Fault::Status(403, Vec::new())));
    let home = Home::new("refused");
    let pulled = pull(&home, &registry, &["--version", "1.0.0"]);
    assert_eq!(pulled.status, Some(3));
    assert!(pulled.stderr.contains("response status code 403"), "{}", pulled.stderr);
    assert!(home.names("out").is_empty());
}

#[test]
fn a_longer_wait_than_a_minute_ends_the_command_and_is_named() {
    let registry = Registry::start(|request| {
        let wait = vec![("Retry-After", String::from("3600"))];
        request.path.contains("/manifests/").then_some(Fault::Status(429, wait))
    });
    let home = Home::new("wait");
    let pulled = pull(&home, &registry, &["--version", "1.0.0"]);
    assert_eq!(pulled.status, Some(3));
    assert!(pulled.stderr.contains("3600"), "{}", pulled.stderr);
}

#[test]
fn a_password_goes_where_it_is_asked_for_and_is_never_shown() {
    let home = Home::new("password");
    let registry = Registry::start(|request| {
        let challenge = vec![("WWW-Authenticate", String::from("Basic realm=\"x\""))];
        request.authorization.is_none().then_some(Fault::Status(401, challenge))
    });
    let archive = home.package("one");
    let secret = ["--username", "ada", "--password", "s3cr3t-word", "--debug"];
    let pushed = push(&home, &archive, &registry, &secret);
    assert_eq!(pushed.status, Some(0), "{}", pushed.stderr);
    assert!(
        registry.seen().iter().all(|request| request.authorization.as_deref() == Some("Basic YWRhOnMzY3IzdC13b3Jk"))
    );
    let shown = pushed.stdout + &pushed.stderr;
    assert!(!shown.contains("s3cr3t-word") && !shown.contains("YWRhOnMzY3IzdC13b3Jk"));
    let refused = push(&home, &archive, &registry, &[]);
    assert_eq!(refused.status, Some(3));
    assert!(refused.stderr.contains("basic credential not found"), "{}", refused.stderr);
}

#[test]
fn cosign_s_locked_key_signs_what_its_public_key_verifies() {
    let (home, registry) = (Home::new("cosign"), Registry::start(|_| None));
    let archive = home.package("one");
    let key = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/keys").join(name).display().to_string();
    let signed = |password: &str| {
        fs::write(home.0.join("passphrase"), password).expect("the home is there");
        push(&home, &archive, &registry, &["--sign-key", &key("cosign.key"), "--passphrase-file", "passphrase"])
    };
    let refused = signed("wrong\n");
    assert_eq!(refused.status, Some(1));
    assert!(refused.stderr.contains("the passphrase does not open the key"), "{}", refused.stderr);
    assert!(registry.seen().is_empty());
    let pushed = signed("pass word\n");
    assert_eq!(pushed.status, Some(0), "{}", pushed.stderr);
    let reference = format!("oci://{}/charts/demo", registry.host);
    let verified = home.plimsoll(&["verify", &reference, "--key", &key("cosign.pub"), "--plain-http"]);
    assert_eq!(verified.status, Some(0), "{}", verified.stderr);
    assert!(verified.stdout.starts_with("Signature Verified: "), "{}", verified.stdout);
    let private = home.plimsoll(&["verify", &reference, "--key", &key("cosign.key"), "--plain-http"]);
    assert!(private.stderr.contains("the file holds no public key"), "{}", private.stderr);
}

#[test]
fn push_needs_an_archive_and_a_registry() {
    let run = plimsoll(&["push", "demo.tgz"]);
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("\"plimsoll push\" requires at least 2 arguments"), "{}", run.stderr);
    let run = plimsoll(&["push", "demo.tgz", "http://127.0.0.1/charts"]);
    assert!(run.stderr.contains("scheme \"http\" not supported"), "{}", run.stderr);
    let run = plimsoll(&["push", "demo.tgz", "charts"]);
    assert!(run.stderr.contains("scheme prefix missing from remote (e.g. \"oci://\")"), "{}", run.stderr);
    let run = plimsoll(&["push", "demo.tgz", "oci://127.0.0.1/charts"]);
    assert!(run.stderr.contains("demo.tgz: no such file"), "{}", run.stderr);
}

#[test]
fn certificates_are_looked_at_before_anything_else() {
    let run = plimsoll(&["push", "demo.tgz", "oci://127.0.0.1/charts", "--ca-file", "/nowhere", "--plain-http"]);
    let sentence =
        "missing registry client: can't create TLS config for client: can't read CA file: \"/nowhere\": open /nowhere";
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.replace('\n', " ").contains("can't read CA file"), "{}", run.stderr);
    let run = plimsoll(&["show", "chart", "demo", "--ca-file", "/nowhere", "--error-format", "compat"]);
    assert!(run.stderr.contains(sentence), "{}", run.stderr);
    let run = plimsoll(&["pull", "oci://127.0.0.1/x", "--ca-file", "Cargo.toml", "--error-format", "compat"]);
    assert!(run.stderr.contains("failed to append certificates from pem block"), "{}", run.stderr);
}

#[test]
fn a_name_without_a_password_counts_for_nothing() {
    let (home, registry) = (Home::new("name"), Registry::start(|_| None));
    let archive = home.package("one");
    let pushed = push(&home, &archive, &registry, &["--username", "ada"]);
    assert_eq!(pushed.status, Some(0), "{}", pushed.stderr);
    assert!(registry.seen().iter().all(|request| request.authorization.is_none()));
}
