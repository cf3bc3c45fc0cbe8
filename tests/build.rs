//! `plimsoll build` from outside: the example overlay, files instead of a stream, and mistakes at the user's own lines.

mod program;

use program::plimsoll;
use std::fs;

const PRODUCTION: &str = "testdata/kustomizations/shop/overlays/production";

#[test]
fn the_example_overlay_is_built() {
    let run = plimsoll(&["build", PRODUCTION]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    insta::assert_snapshot!("build_shop", run.stdout);
}

#[test]
fn a_folder_gets_a_file_for_each_object() {
    let folder = std::env::temp_dir().join(format!("plimsoll-build-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    let run = plimsoll(&["build", PRODUCTION, "-o", &folder.display().to_string()]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    fs::remove_dir_all(&folder).expect("the test's own folder");
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.contains(&String::from("apps_v1_deployment_prod-web.yaml")), "{names:?}");
}

/// Builds a kustomization of one resource.
fn built(name: &str, kustomization: &str) -> program::Run {
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  a: b\n";
    built_of(name, kustomization, object)
}

/// The same of a resource that is given.
fn built_of(name: &str, kustomization: &str, object: &str) -> program::Run {
    let folder = std::env::temp_dir().join(format!("plimsoll-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    fs::write(folder.join("kustomization.yaml"), kustomization).expect("a file for the test");
    fs::write(folder.join("web.yaml"), object).expect("a file for the test");
    let run = plimsoll(&["build", &folder.display().to_string()]);
    fs::remove_dir_all(&folder).expect("the test's own folder");
    run
}

/// What standard error says of a kustomization of one resource that cannot be built.
fn mistake(name: &str, kustomization: &str) -> String {
    let run = built(name, kustomization);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
    run.stderr
}

#[test]
fn a_label_without_a_value_is_a_text_to_a_listed_patch_and_goes_with_others() {
    let patch = "{apiVersion: v1, kind: ConfigMap, metadata: {name: web, labels: {a: null}}}";
    let labelled = |field: &str| {
        let run = built("label", &format!("resources: [web.yaml]\n{field}"));
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        run.stdout.contains("a: \"null\"")
    };
    assert!(labelled(&format!("patchesStrategicMerge:\n- '{patch}'\n")));
    assert!(!labelled(&format!("patches:\n- patch: '{patch}'\n")));
}

#[test]
fn an_unknown_field_is_shown_with_the_nearest_one() {
    let report = mistake("field", "resources: [web.yaml]\nnamePreffix: a-\n");
    assert!(report.contains("json: unknown field \"namePreffix\""), "{report}");
    assert!(report.contains("kustomization.yaml:2:1") && report.contains("did you mean `namePrefix`?"), "{report}");
}

#[test]
fn of_a_repeated_annotation_the_last_counts_and_a_json_patch_refuses_it() {
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  annotations:\n    a: b\n    a: c\n";
    let run = built_of("repeated", "resources: [web.yaml]\n", object);
    assert!(
        run.status == Some(0) && run.stdout.contains("    a: c\n") && !run.stdout.contains("a: b"),
        "{}",
        run.stderr
    );
    let patch = "[{\"op\": \"remove\", \"path\": \"/metadata/annotations\"}]";
    let kustomization = format!("resources: [web.yaml]\npatches: [{{target: {{name: web}}, patch: '{patch}'}}]\n");
    let run = built_of("repeated-patch", &kustomization, object);
    assert_eq!((run.status, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("line 7: mapping key \"a\" already defined at line 6"), "{}", run.stderr);
}

#[test]
fn a_json_patch_that_only_tests_is_no_validator() {
    let validator = "{apiVersion: builtin, kind: PatchTransformer, metadata: {name: v}, target: {kind: KIND}, \
                     patch: '[{\"op\": \"test\", \"path\": \"/data/a\", \"value\": \"b\"}]'}";
    let validated = |kind: &str| {
        built("validator", &format!("resources: [web.yaml]\nvalidators:\n- |\n  {}\n", validator.replace("KIND", kind)))
    };
    let (refused, passed) = (validated("ConfigMap"), validated("Secret"));
    assert!(
        refused.stderr.contains("validator shouldn't modify the resource map: nodes unequal"),
        "{}",
        refused.stderr
    );
    assert_eq!((refused.status, passed.status), (Some(1), Some(0)), "{}", passed.stderr);
}

#[test]
fn paths_are_cleaned_by_their_text_before_anything_is_looked_for() {
    for path in ["web.yaml/", "none/../web.yaml", "./web.yaml/../web.yaml//"] {
        let run = built("cleaned", &format!("resources: [{path}]\n"));
        assert_eq!(run.status, Some(0), "{path}: {}", run.stderr);
    }
    let report = |path: &str| mistake("missing", &format!("resources: [{path}]\n"));
    assert!(report("none/a.yaml").contains("/none: no such file or directory"), "{}", report("none/a.yaml"));
    assert!(report("web.yaml/a").contains("/web.yaml/a' : not a directory"), "{}", report("web.yaml/a"));
}

#[test]
fn a_list_with_a_repeated_key_cannot_be_taken_apart() {
    let list = "apiVersion: v1\nkind: ConfigMapList\nitems:\n- kind: A\n  kind: B\n";
    let report = built_of("list", "resources: [web.yaml]\n", list).stderr;
    assert!(report.contains("trouble expanding list of ConfigMapList; received error"), "{report}");
}

#[test]
fn names_of_a_generated_service_account_are_yaml() {
    let generated = |name: &str| {
        let generator = format!(
            "{{apiVersion: builtin, kind: IAMPolicyGenerator, metadata: {{name: x}}, cloud: gke, \
             kubernetesService: {{name: sa}}, serviceAccount: {{name: '{name}', projectId: p}}}}"
        );
        built("iam", &format!("generators:\n- |\n  {generator}\n"))
    };
    let run = generated("g");
    assert!(run.stdout.contains("gcp-service-account: g@p.iam"), "{}", run.stderr);
    assert!(generated("").stderr.contains("found character that cannot start any token"));
}

#[test]
fn a_patch_that_does_not_fit_names_its_operation() {
    let patch = "- target: {kind: ConfigMap}\n  patch: |-\n    - op: remove\n      path: /data/b\n";
    let report = mistake("patch", &format!("resources: [web.yaml]\npatches:\n{patch}"));
    assert!(report.contains("operation 0 of the patch does not fit ConfigMap"), "{report}");
    assert!(report.contains("/data/b"), "{report}");
}

#[test]
fn objects_that_a_patch_gives_one_name_are_refused_in_every_order() {
    let generator = "configMapGenerator:\n- {name: other, literals: [a=b], options: {disableNameSuffixHash: true}}\n";
    let operation = "[{\"op\": \"replace\", \"path\": \"/metadata/name\", \"value\": \"other\"}]";
    let patch = format!("patches:\n- {{target: {{name: web}}, patch: '{operation}'}}\n");
    for order in ["", "sortOptions: {order: fifo}\n", "sortOptions: {order: legacy}\n"] {
        let report = mistake("doubled", &format!("resources: [web.yaml]\n{generator}{patch}{order}"));
        let sentence = "may not add resource with an already registered id: ConfigMap.v1.[noGrp]/other.[noNs]";
        assert!(report.contains(sentence), "{order}: {report}");
    }
}

#[test]
fn what_changes_nothing_is_told_and_refused_where_that_is_asked_for() {
    let folder = std::env::temp_dir().join(format!("plimsoll-unused-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    let kustomization = "resources: [web.yaml]\nimages:\n- name: absent\n  newTag: \"3\"\n";
    fs::write(folder.join("kustomization.yaml"), kustomization).expect("a file for the test");
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n";
    fs::write(folder.join("web.yaml"), object).expect("a file for the test");
    let path = folder.display().to_string();
    let runs =
        [&[][..], &["--warn-unused=false"], &["--strict"]].map(|flags| plimsoll(&[&["build", &path], flags].concat()));
    fs::remove_dir_all(&folder).expect("the test's own folder");
    let [told, silent, refused] = runs;
    assert_eq!((told.status, told.stdout.as_str()), (Some(0), object), "{}", told.stderr);
    assert!(told.stderr.contains("kustomization.yaml:3:") && told.stderr.contains("`absent`"), "{}", told.stderr);
    assert_eq!((silent.status, silent.stdout.as_str(), silent.stderr.as_str()), (Some(0), object, ""));
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(1), ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("kustomize::unused"), "{}", refused.stderr);
}
