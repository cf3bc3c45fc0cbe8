//! `plimsoll kustomize cfg` and `fn` from outside: packages are read with their comments, and functions change them in place.

mod program;

use program::plimsoll;
use std::fs;
use std::path::PathBuf;

const OBJECTS: &str = "# deployed by hand
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the name
spec:
  replicas: 2
---
apiVersion: v1
kind: Service
metadata:
  name: web
";

/// A folder with a package, which is gone when it is dropped.
struct Package(PathBuf);

impl Package {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-cfg-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        fs::write(folder.join("all.yaml"), OBJECTS).expect("a file for the test");
        Package(folder)
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }

    fn objects(&self) -> String {
        fs::read_to_string(self.0.join("all.yaml")).expect("the file is there")
    }

    /// A function that is a shell script.
    #[cfg(unix)]
    fn script(&self, text: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        let folder = self.0.with_extension("bin");
        fs::create_dir_all(&folder).expect("a folder for the function");
        let script = folder.join("function");
        fs::write(&script, format!("#!/bin/sh\n{text}\n")).expect("a function");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("it can be run");
        script.display().to_string()
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
        let _ = fs::remove_dir_all(self.0.with_extension("bin"));
    }
}

fn cfg(command: &[&str]) -> String {
    let arguments = [&["kustomize", "cfg"], command].concat();
    let run = plimsoll(&arguments);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    run.stdout
}

#[test]
fn objects_are_printed_with_their_comments() {
    let package = Package::new("cat");
    assert_eq!(cfg(&["cat", &package.path()]), OBJECTS);
    assert_eq!(package.objects(), OBJECTS);
}

#[test]
fn objects_are_counted_and_drawn() {
    let package = Package::new("count");
    let counted = cfg(&["count", &package.path()]);
    assert!(counted.ends_with("Deployment: 1\nService: 1\n"), "{counted}");
    let drawn = cfg(&["tree", &package.path()]);
    assert!(drawn.ends_with("├── [all.yaml]  Deployment web\n└── [all.yaml]  Service web\n"), "{drawn}");
}

#[test]
fn objects_are_found_by_a_field() {
    let package = Package::new("grep");
    let found = cfg(&["grep", "spec.replicas=2", &package.path()]);
    assert!(found.contains("kind: Deployment") && !found.contains("kind: Service"), "{found}");
    assert_eq!(cfg(&["grep", "spec.replicas=3", &package.path()]), "");
}

#[cfg(unix)]
#[test]
fn a_function_changes_a_package_only_when_it_may_run() {
    let package = Package::new("fn");
    let script = package.script("sed 's/replicas: 2/replicas: 9/'");
    let run = |flags: &[&str]| {
        let path = package.path();
        plimsoll(&[&["kustomize", "fn", "run", &path, "--exec-path", &script], flags].concat())
    };
    let refused = run(&[]);
    assert_eq!(refused.status, Some(1));
    assert!(refused.stderr.contains("must specify --enable-exec with --exec-path"), "{}", refused.stderr);
    assert_eq!(package.objects(), OBJECTS);
    let done = run(&["--enable-exec"]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    assert_eq!(package.objects(), OBJECTS.replace("replicas: 2", "replicas: 9"));
}

#[cfg(unix)]
#[test]
fn a_function_that_fails_changes_nothing() {
    let package = Package::new("fails");
    let script = package.script("echo sorry >&2; exit 3");
    let path = package.path();
    let run = plimsoll(&["kustomize", "fn", "run", &path, "--exec-path", &script, "--enable-exec"]);
    assert_ne!(run.status, Some(0));
    assert!(run.stderr.contains("sorry"), "{}", run.stderr);
    assert_eq!(package.objects(), OBJECTS);
}
