//! `plimsoll lint` with policies from outside: findings at the user's own lines in every form, what a changed file belongs to, and
//! the hooks for pre-commit.

mod program;

use program::{plimsoll, run};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-lint-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        Folder(folder)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }

    /// A chart with a privileged container, an overlay that makes one, and a Pod.
    fn with_inputs(name: &str) -> Self {
        let folder = Folder::new(name);
        folder.write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\nicon: https://example.com/i.png\n");
        folder.write("web/values.yaml", "hardened: false\nprivileged: true\n");
        folder.write("web/templates/_c.tpl", CONTAINER);
        folder.write("web/templates/pod.yaml", CHARTS_POD);
        folder.write("base/kustomization.yaml", "resources: [pod.yaml]\n");
        folder.write("base/pod.yaml", POD);
        folder.write("overlay/kustomization.yaml", "resources: [../base]\npatches:\n- path: privileged.yaml\n");
        folder.write("overlay/privileged.yaml", PATCH);
        folder.write(
            "plain/pod.yaml",
            &POD.replace("image: nginx", "image: nginx\n    securityContext: {privileged: true}"),
        );
        folder
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program::command(arguments);
        command.current_dir(&self.0);
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const CONTAINER: &str = "{{- define \"web.container\" -}}\nname: web\nimage: nginx\nsecurityContext:\n  \
                         privileged: {{ .Values.privileged }}\n{{- end }}\n";
const CHARTS_POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: chart\nspec:\n  containers:\n    - \
                          {{- include \"web.container\" . | nindent 6 }}\n";
const POD: &str =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: plain\nspec:\n  containers:\n  - name: web\n    image: nginx\n";
const PATCH: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: plain\nspec:\n  containers:\n  - name: web\n    \
                     securityContext:\n      privileged: true\n";

const BASELINE: [&str; 3] = ["lint", "--pod-security", "baseline"];

#[test]
fn findings_are_at_the_users_own_lines() {
    let folder = Folder::with_inputs("text");
    let run = run(folder.command(&[&BASELINE[..], &["web", "overlay", "plain"]].concat()));
    assert_eq!(run.status, Some(1), "{}", run.stderr);
    insta::assert_snapshot!("lint_text", run.stdout);
}

#[test]
fn every_form_has_the_same_places() {
    let folder = Folder::with_inputs("forms");
    let lint = |form: &str| run(folder.command(&[&BASELINE[..], &["web", "-o", form]].concat())).stdout;
    let json: Value = serde_json::from_str(&lint("json")).expect("it is JSON");
    let failure = json["results"].as_array().expect("a list").iter().find(|entry| entry["result"] == "fail");
    let failure = failure.expect("the container is privileged");
    assert_eq!((failure["file"].as_str(), failure["line"].as_u64()), (Some("web/templates/_c.tpl"), Some(5)));
    assert_eq!(failure["values"][0]["file"].as_str(), Some("web/values.yaml"));
    assert_eq!(failure["includes"][0]["file"].as_str(), Some("web/templates/pod.yaml"));
    let sarif: Value = serde_json::from_str(&lint("sarif")).expect("it is JSON");
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"].as_str(), Some("web/templates/_c.tpl"));
    assert_eq!(place["region"]["startLine"].as_u64(), Some(5));
    assert!(lint("github").starts_with("::error file=web/templates/_c.tpl,line=5,col="), "{}", lint("github"));
}

#[test]
fn the_threshold_decides_the_exit_code() {
    let folder = Folder::with_inputs("threshold");
    let status = |more: &[&str]| run(folder.command(&[&BASELINE[..], more].concat())).status;
    assert_eq!(status(&["plain", "--fail-on", "never"]), Some(0));
    assert_eq!(status(&["plain"]), Some(1));
    assert_eq!(status(&["plain", "--fail-on", "sometimes"]), Some(2));
    assert_eq!(status(&["nowhere"]), Some(3));
    let warned = ["lint", "--kube-version", "1.22", "-o", "text", "old.yaml"];
    folder.write("old.yaml", "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n");
    assert_eq!(run(folder.command(&warned)).status, Some(0));
    assert_eq!(run(folder.command(&[&warned[..], &["--fail-on-warn"]].concat())).status, Some(1));
}

#[test]
fn other_tools_names_for_flags_are_known() {
    let folder = Folder::with_inputs("names");
    let run = run(folder.command(&["lint", "--target-versions", "k8s=v1.25.0", "--output-format", "json", "plain"]));
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("\"deprecated-api\""), "{}", run.stdout);
}

#[test]
fn a_chart_without_policies_gets_helms_rules_alone() {
    let folder = Folder::with_inputs("helm");
    let run = run(folder.command(&["lint", "web"]));
    assert_eq!(
        (run.status, run.stdout.as_str()),
        (Some(0), "==> Linting web\n\n1 chart(s) linted, 0 chart(s) failed\n")
    );
}

#[test]
fn changed_files_stand_for_what_they_belong_to() {
    let folder = Folder::with_inputs("changed");
    folder.write(".github/workflows/ci.yaml", "on: push\n");
    folder.write("broken.yaml", "{{ no: yaml\n");
    let changed = ["web/values.yaml", "web/templates/pod.yaml", "overlay/privileged.yaml", ".github/workflows/ci.yaml"];
    let run = run(folder.command(&[&BASELINE[..], &["--changed", "-o", "json", "broken.yaml"], &changed].concat()));
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr));
    let failures = json["results"].as_array().expect("a list").iter().filter(|entry| entry["result"] == "fail");
    let files: Vec<_> = failures.filter_map(|entry| entry["file"].as_str()).collect();
    assert!(
        files.len() == 2 && files[0] == "web/templates/_c.tpl" && files[1].ends_with("overlay/privileged.yaml"),
        "{files:?}"
    );
}

/// Runs a program in a folder with the binary on its path; false where there is no such program.
fn program(folder: &Path, name: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let binary = Path::new(env!("CARGO_BIN_EXE_plimsoll")).parent().expect("it lies in a folder").to_path_buf();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::env::join_paths([binary].into_iter().chain(std::env::split_paths(&paths))).expect("paths join");
    let mut command = Command::new(name);
    command
        .args(arguments)
        .current_dir(folder)
        .env("PATH", paths)
        .env("PRE_COMMIT_HOME", folder.join(".git/pre-commit"));
    for (key, value) in [("GIT_AUTHOR_NAME", "t"), ("GIT_AUTHOR_EMAIL", "t@example.com")] {
        command.env(key, value).env(key.replace("AUTHOR", "COMMITTER"), value);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("NO_COLOR", "1");
    let output = command.output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

/// The entry of a hook, as words.
fn entry() -> Vec<String> {
    let hooks =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).expect("it is there");
    let line = hooks.lines().find_map(|line| line.trim().strip_prefix("entry: plimsoll ")).expect("hooks have entries");
    line.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_hooks_find_what_a_change_breaks() {
    let hooks = Folder::new("hooks");
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml")).expect("it is there");
    hooks.write(".pre-commit-hooks.yaml", &text);
    let folder = Folder::with_inputs("repository");
    let commit = |folder: &Folder| {
        for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-qm", "first"]] {
            program(&folder.0, "git", arguments)?;
        }
        program(&folder.0, "git", &["rev-parse", "HEAD"]).map(|(_, id)| id.trim().to_owned())
    };
    let revision = commit(&hooks).unwrap_or_default();
    let config = format!(
        "repos:\n- repo: {}\n  rev: {revision}\n  hooks:\n  - id: plimsoll-lint-system\n    args: [--pod-security, baseline]\n",
        hooks.0.display()
    );
    folder.write(".pre-commit-config.yaml", &config);
    commit(&folder);
    let Some((passed, text)) = program(&folder.0, "pre-commit", &["run", "--all-files"]) else {
        // Without the program, its part is played: the entry, its arguments, then the changed files.
        let entry = entry();
        let words: Vec<&str> =
            entry.iter().map(String::as_str).chain(["--pod-security", "baseline", "web/values.yaml"]).collect();
        let run = run(folder.command(&words));
        assert!(
            run.status == Some(1) && run.stdout.contains("web/templates/_c.tpl:5:"),
            "{}{}",
            run.stdout,
            run.stderr
        );
        return;
    };
    assert!(!passed && text.contains("web/templates/_c.tpl:5:") && text.contains("plain/pod.yaml:9:"), "{text}");
    // The overlay is judged once, though two of its files are named.
    assert_eq!(text.matches("overlay/privileged.yaml:9:").count(), 1, "{text}");
}

#[test]
fn standard_input_is_judged() {
    use std::io::Write;
    let mut command = program::command(&["lint", "--pod-security", "baseline", "-"]);
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null());
    let mut child = command.spawn().expect("the binary runs");
    let text = POD.replace("image: nginx", "securityContext: {privileged: true}");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert!(String::from_utf8_lossy(&output.stdout).contains("<stdin>:8:"), "{output:?}");
    assert_eq!(plimsoll(&["lint", "--pod-security", "nonsense", "Cargo.toml"]).status.map(|code| code > 0), Some(true));
}
