//! `plimsoll render` from outside: inputs of every sort, effects that have to be declared, files that are kept in step, and the
//! same bytes on any number of threads.

mod program;

use program::{command, plimsoll, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const CHART: &str = "testdata/render/orders";
const PASSWORD: &str = "auth.password=correct-horse";

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-render-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        Folder(folder)
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }

    /// The files by path.
    fn files(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("the folder is there").flatten() {
                let path = entry.path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let name = path.strip_prefix(&self.0).unwrap_or(Path::new("")).display().to_string();
                        found.insert(name, fs::read_to_string(&path).expect("it is text"));
                    }
                }
            }
        }
        found
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_chart_a_kustomization_and_manifests_are_one_stream() {
    let overlay = "testdata/kustomizations/shop/overlays/production";
    let run = plimsoll(&["render", CHART, overlay, "testdata/render/config", "--set", PASSWORD, "-n", "shop"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    insta::assert_snapshot!("render_all_sorts", run.stdout);
    assert!(run.stderr.contains("values-of-something.yaml holds 1 document(s) that are no objects"), "{}", run.stderr);
}

#[test]
fn a_list_in_json_holds_the_same_objects() {
    let run = plimsoll(&["render", CHART, "--set", PASSWORD, "-o", "json", "--release", "blue"]);
    let list: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let names: Vec<_> =
        list["items"].as_array().expect("a list").iter().filter_map(|item| item["metadata"]["name"].as_str()).collect();
    assert_eq!((list["kind"].as_str(), names), (Some("List"), vec!["blue-orders", "blue-orders"]));
    assert_eq!(list["items"][1]["spec"]["template"]["spec"]["containers"][0]["stdin"], false);
}

#[test]
fn a_password_that_is_made_up_is_an_error_at_its_action() {
    let run = plimsoll(&["render", CHART]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    insta::assert_snapshot!("render_entropy", run.stderr);
}

#[test]
fn what_is_declared_may_be_asked_for() {
    for flags in [["--seed-file", "testdata/effects/seed"], ["--entropy", "os"]] {
        let run = plimsoll(&[&["render", CHART][..], &flags].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
    }
}

#[test]
fn the_clock_is_source_date_epoch() {
    let folder = Folder::new("clock");
    folder.write("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    folder.write(
        "templates/a.yaml",
        "kind: ConfigMap\nmetadata: {name: c}\ndata:\n  at: {{ now | date \"2006\" | quote }}\n",
    );
    let refused = plimsoll(&["render", &folder.name()]);
    assert_eq!(refused.status, Some(1));
    assert!(refused.stderr.contains("set SOURCE_DATE_EPOCH, or give --clock TIME"), "{}", refused.stderr);
    let mut declared = command(&["render", &folder.name()]);
    declared.env("SOURCE_DATE_EPOCH", "86400");
    let declared = run(declared);
    assert!(declared.stdout.contains("at: \"1970\""), "{}{}", declared.stdout, declared.stderr);
}

#[test]
fn only_chooses_objects() {
    let run = plimsoll(&[
        "render",
        "testdata/render/config",
        "--only",
        "kind=configmap,label=tier=f*",
        "--only",
        "name=nope",
    ]);
    assert_eq!(run.stdout.matches("kind:").count(), 1, "{}", run.stdout);
    let refused = plimsoll(&["render", CHART, "--only", "kin=Secret"]);
    assert_eq!(refused.status, Some(2), "{}", refused.stderr);
}

#[test]
fn a_folder_of_files_is_kept_in_step() {
    let folder = Folder::new("files");
    let render = |more: &[&str]| {
        let run = plimsoll(&[&["render", CHART, "--set", PASSWORD, "--output-dir", &folder.name()][..], more].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run.stdout
    };
    assert_eq!(render(&[]), "2 written, 0 unchanged, 0 removed\n");
    folder.write("default/notes.md", "mine");
    let names: Vec<String> = folder.files().into_keys().collect();
    let deployment = "default/deployment-release-name-orders.yaml";
    assert_eq!(names, [".plimsoll-files", deployment, "default/notes.md", "default/secret-release-name-orders.yaml"]);
    assert_eq!(render(&[]), "0 written, 2 unchanged, 0 removed\n");
    assert_eq!(
        render(&["--only", "kind=Secret", "--set", "auth.password=other"]),
        "1 written, 0 unchanged, 1 removed\n"
    );
    assert!(!folder.files().contains_key(deployment) && folder.files().contains_key("default/notes.md"));
    assert_eq!(render(&["--layout", "{Kind}.yaml"]), "2 written, 0 unchanged, 1 removed\n");
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    let folder = Folder::new("escape");
    folder.write("in/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ../../../x}\n");
    let (input, output) =
        (folder.0.join("in/a.yaml").display().to_string(), folder.0.join("out").display().to_string());
    let run = plimsoll(&["render", &input, "--output-dir", &output]);
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.contains("cannot be part of a path"), "{}", run.stderr);
    assert!(!folder.0.join("out").exists());
}

#[test]
fn remote_bases_are_fetched_only_when_asked_for() {
    let folder = Folder::new("remote");
    folder.write("kustomization.yaml", "resources:\n- https://example.invalid/base.git//x?ref=main\n");
    let run = plimsoll(&["render", &folder.name()]);
    assert!(run.status != Some(0) && run.stderr.contains("example.invalid"), "{}", run.stderr);
    assert!(run.stderr.contains("give --fetch"), "{}", run.stderr);
}

#[test]
fn a_hundred_runs_on_any_number_of_threads_give_the_same_bytes() {
    let folder = Folder::new("threads");
    for number in 0..30 {
        folder.write(
            &format!("{number:02}.yaml"),
            &format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{number}}}\n"),
        );
    }
    let render = |threads: usize| {
        let mut command = command(&["render", &folder.name(), CHART, "--seed-file", "testdata/effects/seed"]);
        command.env("RAYON_NUM_THREADS", threads.to_string());
        let run = run(command);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run.stdout
    };
    let first = render(1);
    assert!((0..100).all(|number| render(1 + number % 8) == first));
}
