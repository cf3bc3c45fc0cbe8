//! A chart's life outside a cluster from outside: made, packed, signed, verified, shown, depended on and indexed.

mod program;

use program::{Run, command, run};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of a test's own, in which the binary works.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("plimsoll-publish-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path.canonicalize().expect("the folder is there"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn chart(&self, path: &str, name: &str, version: &str, more: &str) {
        self.write(&format!("{path}/Chart.yaml"), &format!("apiVersion: v2\nname: {name}\nversion: {version}\n{more}"));
        self.write(&format!("{path}/templates/a.yaml"), "kind: ConfigMap\nmetadata: {name: {{ .Chart.Name }}}\n");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).expect("a file")
    }

    fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.0.join(path)).expect("a file")
    }

    /// Runs the binary here; what it says has the folder's own path taken out.
    fn run(&self, arguments: &[&str]) -> Run {
        self.run_at(arguments, &[])
    }

    fn run_at(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = command(&[arguments, &["--error-format=compat"]].concat());
        command.current_dir(&self.0).envs(variables.iter().copied());
        let Run { status, stdout, stderr } = run(command);
        let here = self.0.display().to_string();
        Run { status, stdout: stdout.replace(&here, "HERE"), stderr: stderr.replace(&here, "HERE") }
    }

    /// Runs the binary, which has to succeed, and gives its output.
    fn output(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.status, Some(0), "{arguments:?}: {}", run.stderr);
        run.stdout
    }

    /// Runs the binary, which has to fail, and gives the sentence.
    fn mistake(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.status, Some(1), "{arguments:?}: {}{}", run.stdout, run.stderr);
        run.stderr.trim_end().trim_start_matches("Error: ").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn key(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/keys").join(name).display().to_string()
}

#[test]
fn a_new_chart_lints_clean_and_renders_with_everything_on() {
    let folder = Folder::new("create");
    assert_eq!(folder.output(&["create", "web"]), "Creating web\n");
    let lint = folder.output(&["lint", "web", "--strict"]);
    assert!(lint.contains("1 chart(s) linted, 0 chart(s) failed") && !lint.contains("WARNING"), "{lint}");
    insta::assert_snapshot!("create_rendered", folder.output(&["template", "rel", "web"]));
    let all = "autoscaling.enabled=true,ingress.enabled=true,httpRoute.enabled=true,podLabels.a=b";
    let rendered = folder.output(&["template", "rel", "web", "--set", all]);
    for kind in ["Deployment", "HorizontalPodAutoscaler", "HTTPRoute", "Ingress", "Service", "ServiceAccount", "Pod"] {
        assert!(rendered.contains(&format!("kind: {kind}\n")), "{kind}");
    }
    let again = folder.output(&["create", "web"]);
    assert!(again.contains("WARNING: File \"HERE/web/Chart.yaml\" already exists. Overwriting.\n"), "{again}");
    assert_eq!(
        folder.mistake(&["create", "a b"]),
        "chart name must match the regular expression \"^[a-zA-Z0-9._-]+$\""
    );
}

#[test]
fn a_starter_gives_its_files_and_not_its_name() {
    let folder = Folder::new("starter");
    folder.chart("home/starters/st", "<CHARTNAME>", "9.9.9", "");
    folder.write("home/starters/st/values.yaml", "name: <CHARTNAME>\n");
    let starter = folder.0.join("home/starters/st").display().to_string();
    folder.output(&["create", "new", "--starter", &starter]);
    assert_eq!(folder.read("new/values.yaml"), "name: new\n");
    assert!(folder.read("new/Chart.yaml").contains("name: new\ntype: application\nversion: 0.1.0\n"));
    let missing = folder.mistake(&["create", "other", "--starter", "/nosuch"]);
    assert!(missing.contains("could not load /nosuch: stat /nosuch: no such file or directory"), "{missing}");
}

#[test]
fn the_same_folder_is_packed_into_the_same_bytes() {
    let folder = Folder::new("package");
    folder.chart("web", "web", "1.0.0", "# a comment\ndescription: A chart\n");
    folder.write("web/.helmignore", "*.bak\n");
    folder.write("web/x.bak", "left out");
    let said = folder.output(&["package", "web"]);
    assert_eq!(said, "Successfully packaged chart and saved it to: HERE/web-1.0.0.tgz\n");
    folder.output(&["package", "web", "-d", "out/deep"]);
    let first = folder.bytes("web-1.0.0.tgz");
    assert_eq!(first, folder.bytes("out/deep/web-1.0.0.tgz"));
    folder.run_at(&["package", "web", "-d", "epoch"], &[("SOURCE_DATE_EPOCH", "1000000000"), ("TZ", "Asia/Tokyo")]);
    folder.output(&["package", "web", "-d", "date", "--date", "2001-09-09T01:46:40Z"]);
    assert_eq!(folder.bytes("epoch/web-1.0.0.tgz"), folder.bytes("date/web-1.0.0.tgz"));
    assert_ne!(first, folder.bytes("date/web-1.0.0.tgz"));
    let shown = folder.output(&["show", "chart", "web-1.0.0.tgz"]);
    assert_eq!(shown, "apiVersion: v2\ndescription: A chart\nname: web\nversion: 1.0.0\n\n");
    assert_eq!(folder.mistake(&["package", "web", "--version", "no"]), "invalid semantic version");
    let rendered = folder.output(&["template", "web-1.0.0.tgz"]);
    assert!(rendered.contains("# Source: web/templates/a.yaml"), "{rendered}");
}

#[test]
fn charts_of_one_name_keep_apart_in_a_package() {
    let folder = Folder::new("aliases");
    folder.chart("one", "sub", "1.0.0", "");
    folder.chart("two", "sub", "2.0.0", "");
    let entry = |version: &str, path: &str, alias: &str| {
        format!("- {{name: sub, version: {version}, repository: \"file://../{path}\", alias: {alias}}}\n")
    };
    let wanted = format!("dependencies:\n{}{}", entry("1.0.0", "one", "a"), entry("2.0.0", "two", "b"));
    folder.chart("web", "web", "1.0.0", &wanted);
    folder.output(&["package", "-u", "web"]);
    assert_eq!(folder.output(&["template", "web"]), folder.output(&["template", "web-1.0.0.tgz"]));
}

#[test]
fn what_is_signed_is_verified_and_what_was_changed_is_not() {
    let folder = Folder::new("sign");
    folder.chart("web", "web", "1.0.0", "description: \"- a dash  \\nand blanks  \"\n");
    folder.write("passphrase", "geheim\n");
    let (secret, public) = (key("secring.gpg"), key("pubring.gpg"));
    for name in ["Ed Plain", "Ed Secret", "Rsa Plain"] {
        folder.output(&[
            "package",
            "web",
            "--sign",
            "--key",
            name,
            "--keyring",
            &secret,
            "--passphrase-file",
            "passphrase",
        ]);
        let said = folder.output(&["verify", "web-1.0.0.tgz", "--keyring", &public]);
        assert!(
            said.starts_with(&format!("Signed by: {name} <")) && said.contains("Chart Hash Verified: sha256:"),
            "{said}"
        );
        folder.output(&["template", "web-1.0.0.tgz", "--verify", "--keyring", &public]);
    }
    let verify = ["verify", "web-1.0.0.tgz", "--keyring"];
    let by = |keyring: &str| folder.mistake(&[&verify[..], &[keyring]].concat());
    assert_eq!(by(&key("other.gpg")), "openpgp: signature made by unknown entity");
    assert!(by("nosuch").contains("failed to load keyring: open nosuch: no such file or directory"));
    let good = folder.read("web-1.0.0.tgz.prov");
    folder.write("web-1.0.0.tgz.prov", &good.replace("version: 1.0.0", "version: 1.0.1"));
    assert!(by(&public).starts_with("openpgp: invalid signature"));
    folder.write("web-1.0.0.tgz.prov", &good);
    fs::copy(folder.0.join("web-1.0.0.tgz"), folder.0.join("x-1.0.0.tgz")).expect("copied");
    fs::copy(folder.0.join("web-1.0.0.tgz.prov"), folder.0.join("x-1.0.0.tgz.prov")).expect("copied");
    let renamed = folder.mistake(&["verify", "x-1.0.0.tgz", "--keyring", &public]);
    assert_eq!(renamed, "provenance does not contain a SHA for a file named \"x-1.0.0.tgz\"");
    folder.output(&["package", "web", "--date", "2020-01-01"]);
    assert!(by(&public).starts_with("sha256 sum does not match for web-1.0.0.tgz: "));
}

#[test]
fn a_key_that_has_ended_or_was_withdrawn_verifies_nothing() {
    let folder = Folder::new("lapsed");
    folder.chart("web", "web", "1.0.0", "");
    let cases = [("Expired", "openpgp: key expired"), ("Withdrawn", "openpgp: signature made by revoked key")];
    for (name, sentence) in cases {
        let keyring = key("lapsed-secring.gpg");
        let arguments = ["package", "web", "--sign", "--key", name, "--keyring", &keyring];
        // In May 2020 both were good.
        let signed = folder.run_at(&arguments, &[("SOURCE_DATE_EPOCH", "1590000000")]);
        assert_eq!(signed.status, Some(0), "{}", signed.stderr);
        let said = folder.mistake(&["verify", "web-1.0.0.tgz", "--keyring", &key("lapsed.gpg")]);
        assert_eq!(said, sentence);
    }
}

#[test]
fn a_locked_key_asks_nobody_where_there_is_no_terminal() {
    let folder = Folder::new("locked");
    folder.chart("web", "web", "1.0.0", "");
    let keyring = key("secring.gpg");
    let package = ["package", "web", "--sign", "--key", "Ed Secret", "--keyring", &keyring];
    let said = folder.mistake(&package);
    assert!(said.contains("the key is locked, and nobody can be asked for its passphrase"), "{said}");
    let said = folder.mistake(&[&package[..], &["--passphrase-file", "nosuch"]].concat());
    assert!(said.contains("open nosuch: no such file or directory"), "{said}");
    assert!(!folder.0.join("web-1.0.0.tgz").exists());
}

#[test]
fn keys_that_cannot_sign_leave_nothing_behind() {
    let folder = Folder::new("keys");
    folder.chart("web", "web", "1.0.0", "");
    folder.write("wrong", "wrong\n");
    let (secret, public) = (key("secring.gpg"), key("pubring.gpg"));
    let sign = |name: &str, keyring: &str| {
        let arguments = ["package", "web", "--sign", "--key", name, "--keyring", keyring, "--passphrase-file", "wrong"];
        folder.mistake(&arguments)
    };
    assert_eq!(sign("Ed Secret", &secret), "openpgp: invalid data: private key checksum failure");
    assert_eq!(sign("Ed", &secret), "more than one key contain the id \"Ed\"");
    assert_eq!(sign("Nobody", &secret), "private key not found");
    assert_eq!(
        sign("Ed Plain", &public),
        "provided key is not a private key. Try providing a keyring with secret keys"
    );
    assert!(!folder.0.join("web-1.0.0.tgz").exists());
}

#[test]
fn dependencies_are_locked_rebuilt_and_listed() {
    let folder = Folder::new("dependencies");
    folder.chart("local", "local", "1.2.3", "");
    folder.chart(
        "web",
        "web",
        "1.0.0",
        "dependencies:\n- {name: local, version: ^1.2, repository: \"file://../local\"}\n",
    );
    assert_eq!(
        folder.mistake(&["template", "web"]),
        "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: local"
    );
    assert_eq!(folder.output(&["dep", "up", "web"]), "Saving 1 charts\nDeleting outdated charts\n");
    let lock = folder.read("web/Chart.lock");
    let digest = "digest: sha256:";
    assert!(
        lock.starts_with("dependencies:\n- name: local\n  repository: file://../local\n  version: 1.2.3\n"),
        "{lock}"
    );
    assert!(lock.contains(digest) && lock.contains("generated: \""), "{lock}");
    insta::assert_snapshot!("dependency_list", folder.output(&["dependency", "list", "web"]));
    folder.chart("local", "local", "1.3.0", "");
    assert_eq!(folder.mistake(&["dependency", "build", "web"]), "can't get a valid version for dependency local");
    folder.output(&["dependency", "update", "web"]);
    assert!(
        folder.0.join("web/charts/local-1.3.0.tgz").exists() && !folder.0.join("web/charts/local-1.2.3.tgz").exists()
    );
    folder.chart(
        "web",
        "web",
        "1.0.0",
        "dependencies:\n- {name: local, version: ^1.3, repository: \"file://../local\"}\n",
    );
    let out_of_sync = folder.mistake(&["dependency", "build", "web"]);
    assert!(
        out_of_sync.starts_with("the lock file (Chart.lock) is out of sync with the dependencies file (Chart.yaml)")
    );
    fs::remove_dir_all(folder.0.join("web/charts")).expect("removed");
    let run = folder.run(&["template", "web", "--dependency-update"]);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), "Saving 1 charts\nDeleting outdated charts\n"));
    assert!(run.stdout.starts_with("---\n# Source: web/"), "{}", run.stdout);
}

#[test]
fn a_range_that_nothing_fits_changes_nothing() {
    let folder = Folder::new("range");
    folder.chart("local", "local", "1.2.3", "");
    folder.chart(
        "web",
        "web",
        "1.0.0",
        "dependencies:\n- {name: local, version: ^2, repository: \"file://../local\"}\n",
    );
    let sentence = folder.mistake(&["dependency", "update", "web"]);
    assert!(sentence.contains("\"local\" (repository \"file://../local\", version \"^2\")"), "{sentence}");
    assert!(!folder.0.join("web/Chart.lock").exists() && !folder.0.join("web/charts").exists());
}

#[cfg(unix)]
#[test]
fn a_lock_file_that_is_a_link_is_not_written_through() {
    let folder = Folder::new("lock-link");
    folder.chart("local", "local", "1.2.3", "");
    folder.chart(
        "web",
        "web",
        "1.0.0",
        "dependencies:\n- {name: local, version: \"*\", repository: \"file://../local\"}\n",
    );
    folder.write("elsewhere", "digest: x\n");
    std::os::unix::fs::symlink(folder.0.join("elsewhere"), folder.0.join("web/Chart.lock")).expect("a link");
    let run = folder.run(&["dependency", "update", "web"]);
    assert!(run.stderr.contains("the Chart.lock file is a symlink to \"HERE/elsewhere\""), "{}", run.stderr);
    assert_eq!(folder.read("elsewhere"), "digest: x\n");
}

#[test]
fn everything_in_a_chart_is_shown() {
    let folder = Folder::new("show");
    folder.chart("web", "web", "1.0.0", "");
    folder.write("web/values.yaml", "image: {repository: nginx, tag: 1.2}\nlist: [{name: a}, {name: b}]\n");
    folder.write("web/README.md", "# web\n");
    folder.write("web/crds/a.yaml", "kind: CustomResourceDefinition\n");
    insta::assert_snapshot!("show_all", folder.output(&["show", "all", "web"]));
    let path = "{.image.repository}{range .list[*]} {.name}{end}";
    assert_eq!(folder.output(&["show", "values", "web", "--jsonpath", path]), "nginx a b");
    assert_eq!(
        folder.mistake(&["show", "values", "web", "--jsonpath", "{.a"]),
        "error parsing jsonpath {.a: unclosed action"
    );
}

#[test]
fn an_index_has_every_archive_and_keeps_what_is_merged() {
    let folder = Folder::new("index");
    for version in ["1.0.0", "1.10.0", "1.9.0"] {
        folder.chart("web", "web", version, "");
        folder.output(&["package", "web", "-d", "site"]);
    }
    folder.write("old.yaml", "apiVersion: v1\nentries:\n  web:\n  - {apiVersion: v2, name: web, version: 0.9.0, urls: [x], created: \"2020-01-01T00:00:00Z\"}\n");
    folder.run_at(
        &["repo", "index", "site", "--url", "https://h/c/", "--merge", "old.yaml"],
        &[("SOURCE_DATE_EPOCH", "0")],
    );
    insta::assert_snapshot!("repo_index", folder.read("site/index.yaml"));
}
