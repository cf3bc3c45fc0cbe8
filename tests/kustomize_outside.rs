//! What `plimsoll build` takes from outside the kustomization: programs, containers, and repositories by file and ssh. Docker
//! and ssh are scripts of the test's own, and nothing leaves the machine.
#![cfg(unix)]

mod loopback;
mod program;

use loopback::{Fault, Registry};
use program::{Run, command, run};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of the test's own, gone in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("plimsoll-outside-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path.canonicalize().expect("the folder is there"))
    }

    fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder for the file");
        fs::write(&path, text).expect("a file for the test");
        path
    }

    fn script(&self, path: &str, text: &str) {
        let path = self.write(path, text);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("the file is the test's own");
    }

    /// A build of the folder `k` in this one.
    fn build(&self, flags: &[&str], variables: &[(&str, &str)]) -> Run {
        let folder = self.0.join("k").display().to_string();
        let mut arguments = vec!["build", folder.as_str()];
        arguments.extend(flags);
        let mut command = command(&arguments);
        command.env("HOME", self.0.join("home")).env("XDG_CACHE_HOME", self.0.join("cache"));
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        run_with(command, variables)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run_with(mut command: Command, variables: &[(&str, &str)]) -> Run {
    command.envs(variables.iter().copied());
    run(command)
}

const OBJECT: &str = "apiVersion: v1\ndata:\n  k: v\nkind: ConfigMap\nmetadata:\n  name: a\n";

fn built(run: &Run) -> &str {
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    &run.stdout
}

fn function(specification: &str) -> String {
    format!(
        "apiVersion: example.com/v1\nkind: Fn\nmetadata:\n  name: f\n  annotations:\n    config.kubernetes.io/function: |\n\
         {specification}"
    )
}

#[test]
fn a_program_changes_objects_where_both_flags_allow_it() {
    let folder = Folder::new("exec");
    folder.write("k/kustomization.yaml", "resources: [a.yaml]\ntransformers: [f.yaml]\n");
    folder.write("k/a.yaml", OBJECT);
    folder.write("k/f.yaml", &function("      exec: {path: ./f.sh}\n"));
    folder.script("k/f.sh", "#!/bin/sh\nsed 's/k: v/k: changed/'\n");
    let run = folder.build(&["--enable-alpha-plugins", "--enable-exec"], &[]);
    assert_eq!(built(&run), OBJECT.replace("k: v", "k: changed"));
    let run = folder.build(&["--enable-alpha-plugins"], &[]);
    assert_eq!(built(&run), OBJECT);
    assert!(run.stderr.contains("--enable-exec"), "{}", run.stderr);
    let run = folder.build(&[], &[]);
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.contains("external plugins disabled; unable to load external plugin 'Fn'"), "{}", run.stderr);
}

/// What Kustomize 5.8.1 gives to a function for [`OBJECT`] after a prefix.
const SEEN: &str = "apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: v1
  data:
    k: v
  kind: ConfigMap
  metadata:
    annotations:
      internal.config.kubernetes.io/prefixes: p-
      internal.config.kubernetes.io/previousKinds: ConfigMap
      internal.config.kubernetes.io/previousNames: a
      internal.config.kubernetes.io/previousNamespaces: default
      kustomize.config.k8s.io/id: |
        kind: ConfigMap
        name: p-a
        version: v1
      config.kubernetes.io/index: '0'
      internal.config.kubernetes.io/index: '0'
      internal.config.kubernetes.io/annotations-migration-resource-id: '0'
      internal.config.kubernetes.io/id: '1'
      config.k8s.io/id: '1'
    name: p-a
functionConfig:
  apiVersion: example.com/v1
  kind: Fn
  metadata:
    annotations:
      config.kubernetes.io/function: |
        exec: {path: ./f.sh}
      config.kubernetes.io/local-config: 'true'
    name: f
";

#[test]
fn a_function_sees_objects_as_kustomize_lays_them_out_and_may_rename_them() {
    let folder = Folder::new("seen");
    folder.write("k/kustomization.yaml", "namePrefix: p-\nresources: [a.yaml, r.yaml]\ntransformers: [f.yaml]\n");
    folder.write("k/a.yaml", OBJECT);
    folder.write("k/r.yaml", "");
    folder.write("k/f.yaml", &function("      exec: {path: ./f.sh}\n"));
    folder.script("k/f.sh", "#!/bin/sh\ntee ../seen\n");
    let flags = ["--enable-alpha-plugins", "--enable-exec"];
    assert_eq!(built(&folder.build(&flags, &[])), OBJECT.replace("name: a", "name: p-a"));
    assert_eq!(fs::read_to_string(folder.0.join("seen")).expect("the function ran"), SEEN);
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: r\nspec:\n  volumes:\n  - configMap:\n      name: a\n    name: v\n";
    folder.write("k/r.yaml", pod);
    folder.script("k/f.sh", "#!/bin/sh\nsed -e 's/^    name: p-a/    name: new/'\n");
    let run = folder.build(&flags, &[]);
    assert!(built(&run).contains("      name: new\n    name: v"), "{}", run.stdout);
}

#[test]
fn a_container_runs_in_docker_without_network_or_rights() {
    let folder = Folder::new("docker");
    folder.write("k/kustomization.yaml", "resources: [a.yaml]\ntransformers: [f.yaml]\n");
    folder.write("k/a.yaml", OBJECT);
    folder.write("k/f.yaml", &function("      container: {image: example.com/f:v1}\n"));
    folder.script("bin/docker", "#!/bin/sh\necho \"$@\" > \"$SAID\"\nsed 's/k: v/k: boxed/'\n");
    let path = format!("{}:{}", folder.0.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let said = folder.0.join("said").display().to_string();
    let run = folder.build(&["--enable-alpha-plugins", "-e", "A=1"], &[("PATH", &path), ("SAID", &said)]);
    assert_eq!(built(&run), OBJECT.replace("k: v", "k: boxed"));
    let said = fs::read_to_string(said).expect("docker was asked");
    assert!(said.starts_with("run --rm -i "), "{said}");
    for part in ["--network none", "--user nobody", "--security-opt=no-new-privileges", "-e A=1", "example.com/f:v1"] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn a_failing_program_ends_the_build_with_its_words() {
    let folder = Folder::new("fails");
    folder.write("k/kustomization.yaml", "resources: [a.yaml]\ntransformers: [f.yaml]\n");
    folder.write("k/a.yaml", OBJECT);
    folder.write("k/f.yaml", &function("      exec: {path: ./f.sh}\n"));
    folder.script("k/f.sh", "#!/bin/sh\necho out of luck >&2\nexit 4\n");
    let run = folder.build(&["--enable-alpha-plugins", "--enable-exec"], &[]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(3), ""));
    assert!(run.stderr.contains("exit status 4") && run.stderr.contains("out of luck"), "{}", run.stderr);
}

#[test]
fn a_plugin_is_found_in_its_home() {
    let folder = Folder::new("plugin");
    folder.write("k/kustomization.yaml", "generators: [g.yaml]\ntransformers: [t.yaml]\n");
    folder.write(
        "k/g.yaml",
        "apiVersion: example.com/v1\nkind: Maker\nmetadata: {name: m}\nargsOneLiner: one 'two three'\n",
    );
    folder.write("k/t.yaml", "apiVersion: example.com/v1\nkind: Changer\nmetadata: {name: c}\n");
    folder.script(
        "plugins/example.com/v1/maker/Maker",
        "#!/bin/sh\ncat <<END\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: made\n  annotations:\n    \
         kustomize.config.k8s.io/needs-hash: \"true\"\ndata:\n  args: \"$2-$3\"\nEND\n",
    );
    folder.script("plugins/example.com/v1/changer/Changer", "#!/bin/sh\nsed 's/one-/1-/'\n");
    let home = folder.0.join("plugins").display().to_string();
    let run = folder.build(&["--enable-alpha-plugins"], &[("KUSTOMIZE_PLUGIN_HOME", &home)]);
    let text = built(&run);
    assert!(text.contains("args: 1-two three") && text.contains("name: made-"), "{text}");
}

/// Runs git in a folder.
fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"]);
    git.args(arguments).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = git.output().expect("git is there");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with `base` at the tag `v1` and, changed, on the branch `main`.
fn repository(folder: &Folder, name: &str) -> PathBuf {
    let path = folder.0.join(name);
    folder.write(&format!("{name}/base/kustomization.yaml"), "resources: [a.yaml]\n");
    folder.write(&format!("{name}/base/a.yaml"), OBJECT);
    git(&path, &["init", "-q", "-b", "main"]);
    git(&path, &["add", "."]);
    git(&path, &["commit", "-q", "-m", "one"]);
    git(&path, &["tag", "v1"]);
    folder.write(&format!("{name}/base/a.yaml"), &OBJECT.replace("k: v", "k: later"));
    git(&path, &["commit", "-q", "-a", "-m", "two"]);
    path
}

#[test]
fn a_repository_gives_a_folder_at_a_revision() {
    let folder = Folder::new("git");
    let url = format!("file://{}", repository(&folder, "repo").display());
    for (path, value) in [("//base?ref=v1", "k: v"), ("//base?ref=main", "k: later"), ("//base", "k: later")] {
        folder.write("k/kustomization.yaml", &format!("resources: ['{url}{path}']\n"));
        let run = folder.build(&[], &[]);
        assert_eq!(built(&run), OBJECT.replace("k: v", value), "{path}");
    }
    folder.write("k/kustomization.yaml", &format!("resources: ['{url}//base?ref=none']\n"));
    let run = folder.build(&[], &[]);
    assert!(run.status != Some(0) && run.stderr.contains("none"), "{}", run.stderr);
    folder.write("k/kustomization.yaml", &format!("resources: ['{url}//nowhere?ref=v1']\n"));
    let run = folder.build(&[], &[]);
    assert!(run.status != Some(0) && run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn an_address_gives_a_file_or_kustomize_s_words_for_why_not() {
    let folder = Folder::new("address");
    let server = Registry::start(|request| match request.path.as_str() {
        "/files/deep/down/a" | "/a.yaml" => Some(Fault::Body(OBJECT.into())),
        _ => Some(Fault::Status(404, Vec::new())),
    });
    let host = &server.host;
    let build = |path: &str| {
        folder.write("k/kustomization.yaml", &format!("resources: ['http://{host}/{path}']\n"));
        folder.build(&["--error-format", "compat"], &[])
    };
    for path in ["a.yaml", "files/deep/down/a"] {
        assert_eq!(built(&build(path)), OBJECT, "{path}");
    }
    let gone = build("gone.yaml").stderr;
    let sentence = format!(
        "Error: accumulating resources: accumulating resources from 'http://{host}/gone.yaml': HTTP Error: status code 404 \
         (Not Found)\n"
    );
    assert_eq!(gone, sentence);
    let gone = build("owner/name/gone.yaml").stderr;
    let file = format!("accumulation err='accumulating resources from 'http://{host}/owner/name/gone.yaml': ");
    assert!(gone.contains(&(file + "URL is a git repository': failed to run")), "{gone}");
}

#[test]
fn an_address_can_be_added_and_is_copied_by_localize() {
    let folder = Folder::new("edited");
    let server = Registry::start(|request| match request.path.as_str() {
        "/a.yaml" => Some(Fault::Body(OBJECT.into())),
        _ => Some(Fault::Status(404, Vec::new())),
    });
    let address = format!("http://{}/a.yaml", server.host);
    folder.write("k/kustomization.yaml", "namePrefix: p-\n");
    let kustomize = |arguments: &[&str]| {
        let mut command = command(&[&["kustomize"], arguments].concat());
        command.current_dir(folder.0.join("k")).env("XDG_CACHE_HOME", folder.0.join("cache"));
        run(command)
    };
    let gone = kustomize(&["edit", "add", "resource", &format!("http://{}/gone.yaml", server.host)]);
    assert!(
        gone.status == Some(3) && gone.stderr.contains("has no match: HTTP Error: status code 404"),
        "{}",
        gone.stderr
    );
    assert_eq!(kustomize(&["edit", "add", "resource", &address]).status, Some(0));
    let read = |path: &str| fs::read_to_string(folder.0.join(path)).unwrap_or_default();
    assert_eq!(read("k/kustomization.yaml"), format!("namePrefix: p-\nresources:\n- {address}\n"));
    let copied = kustomize(&["localize"]);
    assert_eq!(copied.status, Some(0), "{}", copied.stderr);
    let host = server.host.split(':').next().unwrap_or_default();
    assert_eq!(
        read("k/localized-k/kustomization.yaml"),
        format!("namePrefix: p-\nresources:\n- localized-files/{host}/a.yaml\n")
    );
    assert_eq!(read(&format!("k/localized-k/localized-files/{host}/a.yaml")), OBJECT);
}

#[test]
fn a_server_in_trouble_is_asked_for_a_few_seconds_at_most() {
    let folder = Folder::new("trouble");
    let server = Registry::start(|_| Some(Fault::Status(500, vec![("Retry-After", String::from("30"))])));
    folder.write("k/kustomization.yaml", &format!("resources: ['http://{}/a.yaml']\n", server.host));
    let start = std::time::Instant::now();
    let run = folder.build(&[], &[]);
    assert_eq!(run.status, Some(3), "{}", run.stderr);
    assert!(run.stderr.contains("HTTP Error: status code 500 (Internal Server Error)"), "{}", run.stderr);
    assert!(start.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn render_fetches_files_where_it_may() {
    let folder = Folder::new("render");
    let server = Registry::start(|_| Some(Fault::Body(OBJECT.into())));
    folder.write("k/kustomization.yaml", &format!("resources: ['http://{}/a.yaml']\n", server.host));
    let path = folder.0.join("k").display().to_string();
    assert_eq!(built(&run(command(&["render", &path, "--fetch"]))), OBJECT);
    let refused = run(command(&["render", &path]));
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(3), ""));
    assert!(refused.stderr.contains("--fetch"), "{}", refused.stderr);
}

#[test]
fn nothing_is_fetched_offline() {
    let folder = Folder::new("offline");
    let url = "https://example.invalid/owner/name//base?ref=v1";
    folder.write("k/kustomization.yaml", &format!("resources: ['{url}']\n"));
    let run = folder.build(&["--offline"], &[]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(3), ""), "{}", run.stderr);
    assert!(run.stderr.contains("example.invalid/owner/name"), "{}", run.stderr);
}

#[test]
fn ssh_is_the_command_that_git_is_told() {
    let folder = Folder::new("ssh");
    let path = repository(&folder, "repo.git");
    // What ssh is asked to run on the host runs here.
    folder.script("bin/ssh", "#!/bin/sh\nfor last; do :; done\necho \"$@\" >> \"$SAID\"\neval \"$last\"\n");
    let said = folder.0.join("said").display().to_string();
    folder.write(
        "k/kustomization.yaml",
        &format!("resources: ['ssh://git@host.invalid{}//base?ref=v1']\n", path.display()),
    );
    let ssh = folder.0.join("bin/ssh").display().to_string();
    let run = folder.build(&[], &[("GIT_SSH_COMMAND", &ssh), ("SAID", &said), ("GIT_SSH_VARIANT", "simple")]);
    assert_eq!(built(&run), OBJECT);
    let said = fs::read_to_string(said).expect("ssh was asked");
    assert!(said.contains("git@host.invalid") && said.contains("git-upload-pack"), "{said}");
}

#[test]
fn submodules_come_along_unless_they_are_not_wanted() {
    let folder = Folder::new("submodule");
    let part = repository(&folder, "part");
    let whole = folder.0.join("whole");
    folder.write("whole/kustomization.yaml", "resources: [part/base]\n");
    git(&whole, &["init", "-q", "-b", "main"]);
    git(&whole, &["submodule", "add", "-q", &format!("file://{}", part.display()), "part"]);
    git(&whole, &["add", "."]);
    git(&whole, &["commit", "-q", "-m", "one"]);
    let allow =
        [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "protocol.file.allow"), ("GIT_CONFIG_VALUE_0", "always")];
    folder.write("k/kustomization.yaml", &format!("resources: ['file://{}?ref=main']\n", whole.display()));
    let run = folder.build(&[], &allow);
    assert_eq!(built(&run), OBJECT.replace("k: v", "k: later"));
    let query = "?ref=main&submodules=false";
    folder.write("k/kustomization.yaml", &format!("resources: ['file://{}{query}']\n", whole.display()));
    let run = folder.build(&[], &allow);
    assert!(run.status != Some(0), "{}", run.stdout);
}
