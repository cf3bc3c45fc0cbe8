//! Chart repositories on loopback: added, searched and pulled from, with what a server may get wrong.

mod loopback;
mod program;

use loopback::{Fault, Registry, Request};
use program::{Run, command, run};
use std::fs;
use std::path::PathBuf;

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
