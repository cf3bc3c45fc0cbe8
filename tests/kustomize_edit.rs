//! `plimsoll kustomize create` and `edit` from outside: what becomes of files, what is said, and how a command line is refused.
//! Inputs and outcomes are those of Kustomize's own tests where it has them.

mod program;

use program::{Run, command, plimsoll, run};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A folder with a kustomization, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(kustomization: &str) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("plimsoll-edit-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        let folder = Folder(folder);
        folder.write("kustomization.yaml", kustomization);
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_else(|error| error.to_string())
    }

    /// Runs a command, given with its words apart by blanks.
    fn run(&self, line: &str) -> Run {
        let mut words = vec!["kustomize"];
        words.extend(line.split(' '));
        let mut command = command(&words);
        command.current_dir(&self.0);
        run(command)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a command makes of a kustomization, beside which `a.yaml`, `b.yaml` and the folder `base` are.
fn edited(before: &str, line: &str) -> String {
    let folder = Folder::new(before);
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
    folder.write("a.yaml", object);
    folder.write("b.yaml", &object.replace("name: a", "name: b"));
    folder.write("base/kustomization.yaml", "resources: [c.yaml]\n");
    folder.write("base/c.yaml", &object.replace("name: a", "name: c"));
    folder.write("env", "k=v\n");
    let run = folder.run(line);
    assert_eq!(run.status, Some(0), "{line}: {}", run.stderr);
    folder.read("kustomization.yaml")
}

#[test]
fn every_field_can_be_changed() {
    let cases = [
        ("resources:\n- a.yaml\n", "edit add resource a.yaml b.yaml base", "resources:\n- a.yaml\n- b.yaml\n- base\n"),
        ("resources:\n- a.yaml\n", "edit add resource *.yaml", "resources:\n- a.yaml\n- b.yaml\n"),
        ("bases:\n- base # x\n", "edit add resource a.yaml", "resources:\n- base # x\n- a.yaml\n"),
        ("resources: [a.yaml]\n", "edit add base base", "resources: [a.yaml, base]\n"),
        ("kind: Component\n", "edit add component base", "kind: Component\ncomponents:\n- base\n"),
        ("resources: [x]\n", "edit add resource --no-verify z", "resources: [x, z]\n"),
        ("resources: [x]\n", "edit add generator a.yaml", "resources: [x]\ngenerators:\n- a.yaml\n"),
        ("resources: [x]\n", "edit add transformer a.yaml", "resources: [x]\ntransformers:\n- a.yaml\n"),
        ("resources: [x]\n", "edit add configuration a.yaml", "resources: [x]\nconfigurations:\n- a.yaml\n"),
        ("namespace: a # x\n", "edit set namespace b", "namespace: b # x\n"),
        (
            "namespace: a\nkind: Kustomization\n",
            "edit set nameprefix p-",
            "namespace: a\nkind: Kustomization\nnamePrefix: p-\n",
        ),
        ("nameSuffix: -x\n", "edit set namesuffix -- -y", "nameSuffix: -y\n"),
        ("commonLabels:\n  a: b\n", "edit add label c:d e", "commonLabels:\n  a: b\n  c: d\n  e: ''\n"),
        ("commonLabels: {a: b}\n", "edit add label -f a:c", "commonLabels: {a: c}\n"),
        ("commonLabels:\n  a: b\n", "edit add label no:c", "commonLabels:\n  a: b\n  'no': c\n"),
        ("commonLabels: {a: b}\n", "edit set label 1:c", "commonLabels: {a: b, '1': c}\n"),
        (
            "kind: Kustomization\n# x\nresources:\n- a.yaml\n# y\nnameSuffix: -x\n",
            "edit set namespace b",
            "kind: Kustomization\n# x\nresources:\n- a.yaml\n# y\nnameSuffix: -x\nnamespace: b\n",
        ),
        (
            "labels:\n- pairs:\n    a: b # x\n",
            "edit add label --without-selector c:d",
            "labels:\n- pairs:\n    a: b # x\n    c: d\n",
        ),
        (
            "commonAnnotations:\n  a: b\n",
            "edit set annotation a:c x.y/z:1",
            "commonAnnotations:\n  a: c\n  x.y/z: '1'\n",
        ),
        ("commonLabels:\n  A: b\n  a: b\n", "edit remove label a", "commonLabels:\n  A: b\n"),
        ("commonLabels:\n  a: b\nnamespace: ns\n", "edit remove label a", "namespace: ns\n"),
        (
            "images:\n- name: a\n  newTag: v1\n",
            "edit set image a:v2 b=c:v1",
            "images:\n- name: a\n  newTag: v2\n- name: b\n  newName: c\n  newTag: v1\n",
        ),
        (
            "images:\n- digest: sha256:1\n  name: a\n  newName: x\n",
            "edit set image a=*:v2",
            "images:\n- name: a\n  newName: x\n  newTag: v2\n",
        ),
        (
            "imageTags:\n- name: a # x\n  newTag: v1\n",
            "edit set image a@sha256:2",
            "images:\n- name: a # x\n  digest: sha256:2\n",
        ),
        (
            "replicas:\n- count: 1\n  name: a\n",
            "edit set replicas a=3 b=2",
            "replicas:\n- count: 3\n  name: a\n- name: b\n  count: 2\n",
        ),
        (
            "resources: [x]\n",
            "edit add buildmetadata originAnnotations",
            "resources: [x]\nbuildMetadata:\n- originAnnotations\n",
        ),
        (
            "buildMetadata: [managedByLabel]\n",
            "edit set buildmetadata originAnnotations",
            "buildMetadata: [originAnnotations]\n",
        ),
        (
            "patches:\n- path: p\n",
            "edit add patch --path q --kind K",
            "patches:\n- path: p\n- path: q\n  target:\n    kind: K\n",
        ),
        (
            "patches:\n# x\n- path: p\n- path: q\n  target: {kind: K}\n",
            "edit remove patch --path p",
            "patches:\n- path: q\n  target: {kind: K}\n",
        ),
        (
            "configMapGenerator:\n- name: m\n  literals:\n  - a=b\n",
            "edit add configmap m --from-literal=c=d --from-file=k=a.y*",
            "configMapGenerator:\n- name: m\n  literals:\n  - a=b\n  - c=d\n  files:\n  - k=a.yaml\n",
        ),
        (
            "resources: [x]\n",
            "edit add secret s --from-env-file=env --namespace ns",
            "resources: [x]\nsecretGenerator:\n- name: s\n  namespace: ns\n  type: Opaque\n  envs:\n  - env\n",
        ),
        (
            "secretGenerator:\n- name: s\n  literals:\n  - \"a=b\" # x\n",
            "edit set secret s --from-literal=a=c --new-namespace ns",
            "secretGenerator:\n- name: s\n  literals:\n  - \"a=c\" # x\n  namespace: ns\n",
        ),
        (
            "configMapGenerator:\n- name: m\n- name: q\n- name: m\n  namespace: x\n",
            "edit remove configmap m,q --namespace default",
            "configMapGenerator:\n- name: m\n  namespace: x\n",
        ),
    ];
    for (before, line, after) in cases {
        assert_eq!(edited(before, line), after, "{line}");
    }
}

#[test]
fn what_is_not_changed_stays_to_the_byte() {
    let before = "# Copyright\r\n\r\napiVersion:   kustomize.config.k8s.io/v1beta1\r\nkind: \"Kustomization\"\r\n\r\n# What runs.\r\nresources:\r\n    - 'a.yaml'   # app\r\n\r\n# - later.yaml";
    let after = edited(before, "edit add resource b.yaml");
    assert_eq!(after, before.replace("# app\r\n", "# app\r\n    - 'b.yaml'\r\n"));
    assert_eq!(edited(&after, "edit remove resource b.yaml"), before);
    let before = "resources:\r\n- a.yaml";
    let after = edited(before, "edit add resource b.yaml");
    assert_eq!(after, "resources:\r\n- a.yaml\r\n- b.yaml");
    assert_eq!(edited(&after, "edit remove resource b.yaml"), before);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("");
    let file = folder.0.join("real.yaml");
    fs::rename(folder.0.join("kustomization.yaml"), &file).expect("a file for the test");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions for the test");
    symlink("real.yaml", folder.0.join("kustomization.yaml")).expect("a link for the test");
    assert_eq!(folder.run("edit set namespace x").status, Some(0));
    let known = fs::metadata(&file).expect("the file is there");
    assert_eq!((known.permissions().mode() & 0o777, folder.read("real.yaml").as_str()), (0o640, "namespace: x\n"));
}

#[test]
fn command_lines_are_refused_in_kustomizes_words() {
    let cases = [
        ("edit add resource", "must specify a resource file"),
        ("edit add base", "must specify a base directory"),
        ("edit add patch", "must provide either patch or path"),
        ("edit add patch --path a --patch b", "patch and path can't be set at the same time"),
        ("edit add label", "must specify label"),
        ("edit add label :x", "invalid label: ':x' (need k:v pair where v may be quoted)"),
        (
            "edit add label a:b --include-templates",
            "--without-selector flag must be specified for --include-templates to work",
        ),
        ("edit add configmap", "failed to validate flags: name must be specified once"),
        ("edit add configmap m", "at least from-env-file, or from-file or from-literal must be set"),
        ("edit add configmap m --from-literal a=b --behavior x", "invalid behavior: must be one of"),
        ("edit add buildmetadata x", "invalid buildMetadata option: x"),
        ("edit set image", "no image specified"),
        ("edit set image a", "invalid format of image, use one of the following options"),
        ("edit set replicas a=b", "invalid format of replica, use the following format: <name>=<count>"),
        ("edit set namespace", "must specify exactly one namespace value"),
        ("edit set namespace /x/", "\"/x/\" is not a valid namespace name"),
        ("edit set annotation -- -a:b", "invalid annotation key"),
        ("edit remove label a b", "labels must be comma-separated, with no spaces"),
        ("edit remove secret", "at least one secret name must be specified"),
        ("edit add --nope", "unknown flag: --nope"),
        ("edit add nope", "unknown command \"nope\" for \"plimsoll kustomize edit add\""),
    ];
    let folder = Folder::new("namespace: x\n");
    for (line, sentence) in cases {
        let run = folder.run(line);
        let said = run.stderr.replace("\n  │ ", " ").replace("\n", " ");
        let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(run.status == Some(2) && said.contains(sentence), "{line}: {:?} {}", run.status, run.stderr);
    }
    assert_eq!(folder.read("kustomization.yaml"), "namespace: x\n");
}

#[test]
fn what_a_file_does_not_allow_leaves_it_alone() {
    let cases = [
        (
            "commonLabels: {a: b}\n",
            "edit add label a:c",
            "label a already in kustomization file. Use --force to override.",
        ),
        ("namespace: x\n", "edit add base nope", "nope does not exist"),
        (
            "namespace: x\n",
            "edit add resource nope",
            "nope has no match: must build at directory: not a valid directory: evalsymlink failure on",
        ),
        ("namespace: x\n", "edit remove label a", "commonLabels is not defined in kustomization file"),
        (
            "namespace: x\n",
            "edit remove configmap a",
            "no specified configmap(s) were found in the kustomization.yaml file",
        ),
        ("namespace: x\n", "edit set secret a --from-literal=a=b", "unable to find Secret with name \"a\""),
        (
            "secretGenerator:\n- name: a\n  literals: [k=v]\n",
            "edit set secret a --from-literal=k=v=w",
            "literal values must be specified in the key=value format",
        ),
        (
            "secretGenerator:\n- name: a\n  literals: [k=v=w, l=v=w]\n",
            "edit set secret a --from-literal=k=v",
            "literal values must be specified in the key=value format",
        ),
        ("buildMetadata: [managedByLabel]\n", "edit add buildmetadata managedByLabel", "already in kustomization file"),
        ("nope: x\n", "edit set namespace y", "invalid Kustomization: json: unknown field \"nope\""),
        ("resources: &r [a]\ncomponents: *r\n", "edit add component .", "the kustomization is left as it is"),
        (
            "commonLabels: {a: b}\nlabels: [{pairs: {a: c}}]\n",
            "edit fix",
            "label name 'a' exists in both commonLabels and labels",
        ),
    ];
    for (before, line, sentence) in cases {
        let folder = Folder::new(before);
        let run = folder.run(&format!("{line} --error-format=compat"));
        let said = if run.stderr.contains(sentence) { run.stderr } else { folder.run(line).stderr };
        assert!(run.status == Some(1) && said.contains(sentence), "{line}: {:?} {said}", run.status);
        assert_eq!(folder.read("kustomization.yaml"), before);
    }
}

#[test]
fn a_kustomization_is_created_once() {
    let folder = Folder::new("");
    fs::remove_file(folder.0.join("kustomization.yaml")).expect("the test's own file");
    folder.write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n");
    folder.write("b.txt", "no object\n");
    folder.write("sub/kustomization.yaml", "namespace: x\n");
    folder.write("other/d.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: d\n");
    let nowhere = folder.run("edit add resource nope --error-format=compat");
    assert!(nowhere.stderr.contains("nope has no match: must build at directory"), "{}", nowhere.stderr);
    let missing = folder.run("edit set namespace x");
    assert!(missing.stderr.contains("Missing kustomization file 'kustomization.yaml'."), "{}", missing.stderr);
    let made = folder.run("create --autodetect --recursive --namespace n --nameprefix p- --labels b:1,a:x");
    assert_eq!(made.status, Some(0), "{}", made.stderr);
    insta::assert_snapshot!("kustomize_create", folder.read("kustomization.yaml"));
    let again = folder.run("init");
    assert!(again.status == Some(1) && again.stderr.contains("kustomization file already exists"), "{}", again.stderr);
}

const OLD: &str = "\
# The shop.
bases:
- base # the app
patchesStrategicMerge:
# Memory.
- p.yaml
- |-
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: c
  data: {k: $(NAME)/x}
patches:
- target: {kind: ConfigMap}
  patch: '[{\"op\": \"add\", \"path\": \"/data/z\", \"value\": \"1\"}]'
patchesJson6902:
- target: {version: v1, kind: ConfigMap, name: c}
  patch: '[{\"op\": \"add\", \"path\": \"/data/y\", \"value\": \"1\"}]'

# On everything.
commonLabels:
  # Who owns it.
  team: shop # us
imageTags:
- name: nginx
  newTag: v1
";

fn old() -> Folder {
    let folder = Folder::new(OLD);
    folder.write("base/kustomization.yaml", "resources: [c.yaml]\n");
    folder.write("base/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata: {}\n");
    folder.write("p.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata: {m: '1'}\n");
    folder
}

#[test]
fn deprecated_fields_are_brought_up_to_date_and_build_to_the_same() {
    let folder = old();
    let before = folder.run("build .");
    assert_eq!(before.status, Some(0), "{}", before.stderr);
    let fixed = folder.run("edit fix");
    assert_eq!((fixed.status, fixed.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("kustomize_fix", fixed.stdout + "---\n" + &folder.read("kustomization.yaml"));
    let after = folder.run("build .");
    assert_eq!((after.stderr.contains("deprecated"), after.stdout), (false, before.stdout));
    assert_eq!(folder.run("edit fix").stdout, "Nothing to fix.\n");
}

#[test]
fn comments_go_along_when_fields_join_others() {
    let cases = [
        (
            "resources:\n- a\n# Below.\nbases: # all\n# First.\n- b # x\n# - c\n- d\n",
            "resources:\n- a\n# Below.\n# all\n# First.\n- b # x\n# - c\n- d\n",
        ),
        ("resources: [a]\nkind: K\n# Below.\nbases:\n- b\n", "kind: K\n# Below.\nresources:\n- a\n- b\n"),
        ("resources: [a]\nbases: [b]\n", "resources: [a, b]\n"),
        (
            "patches:\n- path: q # q\npatchesStrategicMerge: # s\n- 'a: b'\n",
            "patches:\n# s\n- patch: 'a: b'\n- path: q # q\n",
        ),
        (
            "configMapGenerator:\n- name: m\n  # Its data.\n  env: e # e\n",
            "configMapGenerator:\n- name: m\n  # Its data.\n  envs:\n  - e # e\n",
        ),
        (
            "configMapGenerator:\n- name: m\n  # Its data.\n  env: e # e\n  envs:\n  - f\n",
            "configMapGenerator:\n- name: m\n  envs:\n  - f\n  # Its data.\n  - e # e\n",
        ),
        (
            "helmChartInflationGenerator:\n- chartName: c # c\n  # Where.\n  chartRepoUrl: h\n  chartHome: x\n",
            "helmCharts:\n- name: c # c\n  # Where.\n  repo: h\nhelmGlobals:\n  chartHome: x\n",
        ),
        (
            "labels:\n- pairs:\n    a: b\n  # more\n# Ours.\ncommonLabels: {c: d} # us\n",
            "labels:\n- pairs:\n    a: b\n  # more\n# Ours.\n- includeSelectors: true\n  pairs: {c: d} # us\n",
        ),
    ];
    for (before, after) in cases {
        let header = "apiVersion: kustomize.config.k8s.io/v1beta1\n";
        let folder = Folder::new(&format!("{header}{}", before.replace("kind: K\n", "kind: Kustomization\n")));
        let run = folder.run("edit fix");
        assert_eq!(run.status, Some(0), "{before}: {}", run.stderr);
        let fixed = folder.read("kustomization.yaml").replace("kind: Kustomization\n", "");
        assert_eq!(fixed.strip_prefix(header), Some(after.replace("kind: K\n", "").as_str()));
    }
}

#[test]
fn variables_become_replacements() {
    let folder =
        Folder::new("resources: [d.yaml]\nvars:\n- name: NAME\n  objref: {apiVersion: v1, kind: Service, name: s}\n");
    folder.write(
        "d.yaml",
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: c\n    image: i\n    args: [$(NAME), 'http://$(NAME)/x'] # two\n",
    );
    let before = folder.run("build .");
    let fixed = folder.run("edit fix --vars");
    assert_eq!((fixed.status, fixed.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("kustomize_fix_vars", folder.read("kustomization.yaml"));
    assert!(folder.read("d.yaml").contains("args: [NAME_PLACEHOLDER, 'http://NAME_PLACEHOLDER/x'] # two"));
    assert_eq!(folder.run("build .").stdout, before.stdout);
}

#[test]
fn a_variable_in_the_middle_of_a_word_is_named_with_its_file() {
    let kustomization = "resources: [d.yaml]\nvars:\n- name: A\n  objref: {apiVersion: v1, kind: Pod, name: p}\n";
    let folder = Folder::new(kustomization);
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: {x: var$(A)/b}\n";
    folder.write("d.yaml", pod);
    let run = folder.run("edit fix --vars --error-format=compat");
    let sentence = "error with d.yaml: cannot convert all vars to replacements; $(A) is not delimited";
    assert!(run.status == Some(1) && run.stderr.contains(sentence), "{}", run.stderr);
    assert_eq!((folder.read("d.yaml").as_str(), folder.read("kustomization.yaml").as_str()), (pod, kustomization));
}

#[test]
fn variables_stay_where_replacements_would_not_do_the_same() {
    let patch = "{apiVersion: v1, kind: Service, metadata: {name: s, labels: {l: $(A)}}}";
    let before = format!(
        "resources: [s.yaml]\npatches:\n- patch: '{patch}'\nvars:\n- name: A\n  objref: {{apiVersion: v1, kind: Service, name: s}}\n"
    );
    let folder = Folder::new(&before);
    folder.write("s.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n");
    let run = folder.run("edit fix --vars");
    assert!(run.status == Some(1) && run.stderr.contains("produces different output"), "{}", run.stderr);
    assert_eq!(folder.read("kustomization.yaml"), before);
}

#[test]
fn the_version_is_that_of_kustomize() {
    let said = |line: &str| Folder::new("").run(line).stdout;
    assert_eq!(said("version"), "v5.8.1\n");
    assert_eq!(said("version --short"), "{v5.8.1}\n");
    assert!(said("version -o json").starts_with("{\n  \"version\": \"v5.8.1\",\n"));
    assert!(said("version --output=yaml").starts_with("version: v5.8.1\n"));
    assert_eq!(Folder::new("").run("version -o xml").status, Some(2));
    assert_eq!(said("openapi info"), "{title:Kubernetes,version:v1.21.2}\n");
    assert_eq!(said("completion fish"), plimsoll(&["completion", "fish"]).stdout);
}

#[test]
fn help_names_every_command() {
    let folder = Folder::new("");
    insta::assert_snapshot!("kustomize_edit_help", plimsoll(&["kustomize", "edit", "--help"]).stdout);
    insta::assert_snapshot!("kustomize_edit_add_secret_help", folder.run("edit add secret --help").stdout);
    let pages = ["create", "edit add", "edit set", "edit remove", "edit fix", "edit set image", "edit remove patch"];
    for page in pages {
        let run = folder.run(&format!("{page} --help"));
        assert!(run.status == Some(0) && run.stdout.contains("Usage: plimsoll kustomize"), "{page}: {}", run.stderr);
    }
}

/// An overlay beside its base, and a folder to work in.
fn overlay() -> Folder {
    let folder = Folder::new("");
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
    folder.write("app/base/kustomization.yaml", "# base\nresources: [a.yaml]\n");
    folder.write("app/base/a.yaml", object);
    folder.write("app/base/unused.yaml", "x\n");
    folder.write("app/over/data/x.txt", "x\n");
    folder.write("app/over/patch.yaml", &format!("{object}data: {{a: b}}\n"));
    let over = "\
# The overlay.
resources:
- ../base   # all of it
configMapGenerator:
- name: g
  files: [y=data/../data/x.txt]
patches:
- path: ./patch.yaml
";
    folder.write("app/over/kustomization.yaml", over);
    folder
}

#[test]
fn a_copy_holds_what_a_kustomization_needs() {
    let folder = overlay();
    let copied = folder.run("localize app/over copy --scope app");
    assert_eq!(copied.status, Some(0), "{}", copied.stderr);
    let place = folder.0.canonicalize().expect("the folder is there").join("copy");
    let (same, done) =
        ("VERIFICATION SUCCESS: `kustomize build` for app/over and", "SUCCESS: localized \"app/over\" to directory");
    assert!(copied.stderr.contains(&format!("{same} {} are the same after localization.", place.display())));
    assert!(copied.stderr.contains(&format!("{done} {}", place.display())), "{}", copied.stderr);
    let kustomization = folder.read("copy/over/kustomization.yaml");
    let expected =
        folder.read("app/over/kustomization.yaml").replace("data/../data/", "data/").replace("./patch", "patch");
    assert_eq!(kustomization, expected);
    assert_eq!(folder.run("build copy/over").stdout, folder.run("build app/over").stdout);
    assert!(folder.0.join("copy/base/a.yaml").exists() && !folder.0.join("copy/base/unused.yaml").exists());
    let again = folder.run("localize app/over copy --scope app");
    assert!(again.status == Some(1) && again.stderr.contains("already exists"), "{}", again.stderr);
}

#[test]
fn a_copy_is_made_whole_or_not_at_all() {
    let folder = overlay();
    let cases = [
        ("localize app/over copy", "outside localize scope"),
        ("localize app/over copy --scope app/base", "does not contain target"),
        (
            "localize app/over nope/copy --scope app",
            "unable to create localize destination directory: mkdir nope/copy: no such file or directory",
        ),
        ("localize https://h.xz/o/r copy", "missing ref query string parameter"),
        ("localize https://h.xz/o/r", "missing ref query string parameter"),
        ("localize https://h.xz/o/r?ref=v1 --scope .", "scope \".\" specified for remote localize target"),
    ];
    for (line, sentence) in cases {
        let run = folder.run(line);
        let said = run.stderr.replace("\n  │ ", " ");
        assert!(run.status == Some(1) && said.contains(sentence), "{line}: {:?} {}", run.status, run.stderr);
    }
    folder.write("app/base/kustomization.yaml", "resources: [missing.yaml]\n");
    assert_eq!(folder.run("localize app/over copy --scope app --no-verify").status, Some(1));
    let names: Vec<_> =
        fs::read_dir(&folder.0).expect("the folder is there").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(folder.run("localize a b c").status, Some(2));
}

#[test]
fn configurations_are_blamed_by_object_and_field() {
    let inline = |text: &str| format!("transformers:\n- |\n  apiVersion: builtin\n  kind: PatchTransformer\n{text}");
    let cases = [
        (
            inline("  metadata: {name: p}\n  path: nope.yaml\n"),
            "unable to localize target \".\": considering field 'path' of object PatchTransformer.builtin.[noGrp]/p.[noNs]: \
             invalid file reference: ",
        ),
        (
            inline("  metadata: {name: p}\n  path: {a: b}\n"),
            "object PatchTransformer.builtin.[noGrp]/p.[noNs]: expected sequence or scalar node",
        ),
        (
            inline(""),
            "unable to load transformers entry: unable to load resource entry \"apiVersion: builtin\\nkind: \
             PatchTransformer\\n\": when parsing as inline received error: missing metadata.name in object",
        ),
        (
            String::from("helmGlobals: {chartHome: kustomization.yaml}\n"),
            "unable to copy helmGlobals: unable to copy home \"kustomization.yaml\": invalid chart home: invalid root \
             reference: must build at directory: ",
        ),
    ];
    for (kustomization, sentence) in cases {
        let folder = Folder::new(&kustomization);
        let run = folder.run("localize . copy --error-format=compat");
        assert!(run.status == Some(1) && run.stderr.contains(sentence), "{sentence}: {}", run.stderr);
        assert!(!folder.0.join("copy").exists());
    }
}

#[cfg(unix)]
#[test]
fn folders_of_charts_are_copied_whole() {
    let folder =
        Folder::new("helmCharts:\n- name: a\n  valuesFile: home/a/values.yaml\nhelmGlobals: {chartHome: x/../home}\n");
    folder.write("home/a/values.yaml", "a: b\n");
    folder.write("home/a/Chart.yaml", "name: a\n");
    fs::create_dir_all(folder.0.join("home/empty")).expect("a folder for the test");
    let run = folder.run("localize . copy --no-verify");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(folder.0.join("copy/home/empty").is_dir() && folder.read("copy/home/a/Chart.yaml") == "name: a\n");
    assert!(folder.read("copy/kustomization.yaml").ends_with("helmGlobals: {chartHome: home}\n"));
    let linked = Folder::new("helmCharts:\n- name: a\n");
    linked.write("home/a/Chart.yaml", "name: a\n");
    std::os::unix::fs::symlink("home", linked.0.join("charts")).expect("a link for the test");
    let run = linked.run("localize . copy --no-verify");
    assert!(run.status == Some(0) && !linked.0.join("copy/home").exists(), "{}", run.stderr);
    assert_eq!(linked.read("copy/charts/a/Chart.yaml"), "name: a\n");
}

/// Runs git in a folder, without anybody's settings.
fn git(folder: &std::path::Path, arguments: &[&str]) -> bool {
    let mut command = std::process::Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]).args(arguments);
    command
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .is_ok_and(|output| output.status.success())
}

#[test]
fn repositories_are_put_beside_the_copy() {
    let folder = overlay();
    let repository = folder.0.join("app");
    if !(git(&repository, &["init", "-q"])
        && git(&repository, &["add", "."])
        && git(&repository, &["commit", "-qm", "a"]))
    {
        return;
    }
    let address = format!("file://{}//over?ref=main", repository.display());
    folder.write("top/kustomization.yaml", &format!("resources:\n- {address} # theirs\n"));
    let mut command = command(&["kustomize", "localize", "top"]);
    command.current_dir(&folder.0).env("HOME", &folder.0).env("GIT_ALLOW_PROTOCOL", "file");
    let copied = run(command);
    assert_eq!(copied.status, Some(0), "{}", copied.stderr);
    let place = format!("localized-files/file-schemed{}/main", repository.display());
    let kustomization = folder.read("localized-top/kustomization.yaml");
    assert_eq!(kustomization, format!("resources:\n- {place}/over # theirs\n"));
    assert!(folder.0.join("localized-top").join(&place).join("base/a.yaml").exists());
    assert_eq!(folder.run("build localized-top").status, Some(0));
}
