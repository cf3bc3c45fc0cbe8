//! Chart repositories on loopback: added, searched and pulled from, with what a server may get wrong.

mod loopback;
mod program;

use loopback::{Fault, Registry, Request};
use program::{Run, command, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A home and a working folder of its own, removed at the end.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-repository-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        Home(folder)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = command(&[arguments, &["--error-format", "compat"]].concat());
        command.env("HOME", &self.0).current_dir(&self.0);
        run(command)
    }

    fn output(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.status, Some(0), "{arguments:?}: {}", run.stderr);
        run.stdout
    }

    fn mistake(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert!(run.status.is_some_and(|status| status != 0) && run.stdout.is_empty(), "{arguments:?}");
        run.stderr
    }
}

/// All that lies in a folder, however deep.
fn everything(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten();
    entries
        .flat_map(|entry| if entry.path().is_dir() { everything(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server whose files are these.
fn serve(files: Vec<(&'static str, Vec<u8>)>) -> Registry {
    Registry::start(move |request: &Request| {
        let found = files.iter().find(|(path, _)| request.path == format!("/charts/{path}"));
        Some(found.map_or(Fault::Status(404, Vec::new()), |(_, body)| Fault::Body(body.clone())))
    })
}

const INDEX: &str = "apiVersion: v1
entries:
  demo:
  - {apiVersion: v2, name: demo, version: 2.0.0-rc.1, description: The demo chart, urls: [demo-2.0.0-rc.1.tgz]}
  - {apiVersion: v2, name: demo, version: 1.10.0, description: The demo chart, urls: [demo-1.10.0.tgz]}
  - {apiVersion: v2, name: demo, version: 1.9.0, description: The demo chart, urls: [demo-1.9.0.tgz]}
";

#[test]
fn a_search_finds_the_newest_release_behind_a_newer_pre_release() {
    let (home, server) = (Home::new("search"), serve(vec![("index.yaml", INDEX.into())]));
    home.output(&["repo", "add", "one", &format!("http://{}/charts", server.host)]);
    let found = home.output(&["search", "repo", "DEMO", "-o", "json"]);
    assert!(found.contains(r#""version":"1.10.0""#) && !found.contains("rc.1"), "{found}");
    let found = home.output(&["search", "repo", "--devel"]);
    assert!(found.contains("2.0.0-rc.1") && !found.contains("1.10.0"), "{found}");
    let found = home.output(&["search", "repo", "one/", "--version", "<1.10", "-o", "json"]);
    assert!(found.contains("1.9.0") && !found.contains("1.10.0"), "{found}");
    assert_eq!(home.output(&["search", "repo", "nothing"]), "No results found\n");
}

#[test]
fn what_is_no_index_is_refused_in_helm_s_words() {
    let home = Home::new("index");
    let cases = [
        ("hello\n", "cannot unmarshal string into Go value of type repo.IndexFile"),
        ("- a\n", "cannot unmarshal array into Go value of type repo.IndexFile"),
        ("# nothing\n", "no API version specified"),
        ("", "empty index.yaml file"),
        ("apiVersion: v1\nentries: 1\n", "cannot unmarshal number into Go struct field IndexFile.entries"),
    ];
    for (text, sentence) in cases {
        let server = serve(vec![("index.yaml", text.into())]);
        let said = home.mistake(&["repo", "add", "one", &format!("http://{}/charts", server.host)]);
        assert!(said.contains(sentence), "{text:?}: {said}");
    }
}

#[test]
fn an_address_without_a_scheme_or_of_another_is_named() {
    let home = Home::new("address");
    let said = home.mistake(&["repo", "add", "one", "nowhere"]);
    assert!(said.starts_with("Error: could not find protocol handler for: "), "{said}");
    let said = home.mistake(&["pull", "demo", "--repo", "ftp://127.0.0.1/charts"]);
    assert!(said.contains("could not find protocol handler for: ftp"), "{said}");
    let said = home.mistake(&["pull", "alias:one/demo"]);
    assert!(
        said.contains("non-absolute URLs should be in form of repo_name/path_to_chart, got: alias:one/demo"),
        "{said}"
    );
}

#[test]
fn a_port_where_nobody_listens_is_named_in_go_s_words() {
    let home = Home::new("port");
    let run = home.run(&["pull", "demo", "--repo", "http://127.0.0.1:1/charts"]);
    assert_eq!(run.status, Some(3));
    let sentence = "Get \"http://127.0.0.1:1/charts/index.yaml\": dial tcp 127.0.0.1:1: connect: connection refused";
    assert!(run.stderr.contains(sentence), "{}", run.stderr);
}

/// A packed archive of these entries.
fn archive(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut tar = tar::Builder::new(packer);
    for (name, data) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_size(data.len() as u64);
        header.set_mode(0o644);
        // Written as bytes, because the library refuses names that lead outside.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, data.as_slice()).expect("memory takes it");
    }
    tar.into_inner().and_then(|packer| packer.finish()).expect("memory takes it")
}

const CHART: &[u8] = b"apiVersion: v2\nname: demo\nversion: 1.0.0\n";

#[test]
fn an_archive_that_leads_outside_or_bursts_leaves_nothing() {
    let inside = |name: &'static str| archive(&[("demo/Chart.yaml", CHART.to_vec()), (name, b"x".to_vec())]);
    let bomb = archive(&[("demo/Chart.yaml", CHART.to_vec()), ("demo/zeros", vec![0; 120 << 20])]);
    let files = vec![
        ("up-1.tgz", inside("demo/../../evil")),
        ("root-1.tgz", inside("demo//evil")),
        ("bomb-1.tgz", bomb),
        ("named-1.tgz", archive(&[("x/Chart.yaml", b"apiVersion: v2\nname: ../evil\nversion: 1.0.0\n".to_vec())])),
        ("text-1.tgz", b"<html>".to_vec()),
    ];
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let (home, server) = (Home::new("archives"), serve(files.clone()));
    for name in names {
        fs::create_dir_all(home.0.join("in/out")).expect("the home is there");
        let address = format!("http://{}/charts/{name}", server.host);
        let run = home.run(&["pull", &address, "--untar", "-d", "in/out"]);
        assert!(matches!(run.status, Some(1 | 3)), "{name}: {:?} {}", run.status, run.stderr);
        assert_eq!(everything(&home.0), Vec::<PathBuf>::new(), "{name}");
    }
}

#[test]
fn a_body_without_end_and_one_that_is_too_long_are_given_up() {
    let home = Home::new("endless");
    for length in [200 << 20, u64::MAX / 2] {
        let server = Registry::start(move |_| Some(Fault::Endless(length)));
        let run = home.run(&["pull", &format!("http://{}/charts/demo-1.tgz", server.host)]);
        assert_eq!(run.status, Some(1));
        assert!(run.stderr.contains("larger than the limit of 104857600 bytes"), "{}", run.stderr);
        let reference = format!("oci://{}/charts/demo", server.host);
        let run = home.run(&["pull", &reference, "--version", "1.0.0", "--plain-http"]);
        assert!(run.stderr.contains("larger than the limit of 4194304 bytes"), "{}", run.stderr);
    }
    assert_eq!(everything(&home.0), Vec::<PathBuf>::new());
}

#[test]
fn an_archive_that_comes_slowly_is_waited_for() {
    let chart = archive(&[("demo/Chart.yaml", CHART.to_vec())]);
    let index =
        b"apiVersion: v1\nentries:\n  demo:\n  - {name: demo, version: 1.0.0, urls: [demo-1.0.0.tgz]}\n".to_vec();
    let count = AtomicUsize::new(0);
    let server = Registry::start(move |request| {
        Some(match (request.path.as_str(), count.fetch_add(1, Ordering::SeqCst)) {
            (_, 0) => Fault::Status(503, vec![("Retry-After", String::from("0"))]),
            ("/charts/index.yaml", _) => Fault::Body(index.clone()),
            _ => Fault::Trickle(chart.clone()),
        })
    });
    let home = Home::new("slow");
    home.output(&["pull", "demo", "--repo", &format!("http://{}/charts", server.host)]);
    assert_eq!(everything(&home.0), [home.0.join("demo-1.0.0.tgz")]);
}

#[test]
fn a_redirect_to_another_server_takes_no_credentials_along() {
    let chart = archive(&[("demo/Chart.yaml", CHART.to_vec())]);
    let other = serve(vec![("demo-1.0.0.tgz", chart)]);
    let target = format!("http://{}/charts/demo-1.0.0.tgz", other.host);
    let index =
        format!("apiVersion: v1\nentries:\n  demo:\n  - {{name: demo, version: 1.0.0, urls: [\"{target}\"]}}\n");
    let server = Registry::start(move |request| {
        Some(match (request.path.as_str(), &request.authorization) {
            (_, None) => Fault::Status(401, vec![("WWW-Authenticate", String::from("Basic realm=\"x\""))]),
            ("/charts/index.yaml", _) => Fault::Body(index.clone().into_bytes()),
            _ => Fault::Status(302, vec![("Location", target.clone())]),
        })
    });
    let home = Home::new("redirect");
    let repository = format!("http://{}/charts", server.host);
    let secret = ["--username", "ada", "--password", "s3cr3t-word"];
    home.output(&[&["pull", "demo", "--repo", &repository][..], &secret].concat());
    home.output(&[&["pull", &format!("{repository}/demo.tgz"), "-d", "."][..], &secret].concat());
    assert!(!other.seen().is_empty() && other.seen().iter().all(|request| request.authorization.is_none()));
    home.output(&[&["pull", "demo", "--pass-credentials", "--repo", &repository][..], &secret].concat());
    assert!(other.seen().iter().any(|request| request.authorization.is_some()));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_download_at_once_and_leaves_nothing() {
    let server = Registry::start(|_| Some(Fault::Silence));
    let home = Home::new("interrupt");
    let temporary = home.0.join("tmp");
    fs::create_dir(&temporary).expect("the home is there");
    let address = format!("http://{}/charts", server.host);
    let mut command = command(&["repo", "add", "one", &address]);
    command.env("HOME", &home.0).env("TMPDIR", &temporary).current_dir(&home.0);
    let mut child = command.spawn().expect("the binary that was just built runs");
    let begun = Instant::now();
    while server.seen().is_empty() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.is_ok_and(|status| status.success()));
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(25));
    assert_eq!(everything(&home.0), Vec::<PathBuf>::new());
}
