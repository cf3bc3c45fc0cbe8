//! `plimsoll policy test` from outside.

mod program;

use program::plimsoll;
use std::fs;

const TESTS: &str = "testdata/policies";

#[test]
fn tests_of_kyvernos_policies_are_run() {
    let run = plimsoll(&["policy", "test", TESTS]);
    assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
    insta::assert_snapshot!("policy_test", run.stdout);
}

#[test]
fn what_is_not_as_expected_fails_and_says_why() {
    let folder = std::env::temp_dir().join(format!("plimsoll-policy-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    for name in ["policy.yaml", "resources.yaml", "kyverno-test.yaml"] {
        let text = fs::read_to_string(format!("{TESTS}/labels/{name}")).expect("an example");
        fs::write(folder.join(name), text.replace("result: fail", "result: pass")).expect("a file for the test");
    }
    let run = plimsoll(&["policy", "test", "--fail-only", &folder.display().to_string()]);
    fs::remove_dir_all(&folder).expect("the test's own folder");
    assert_eq!(run.status, Some(1), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("fail: labels/has-app Pod default/bad is pass: it is fail."), "{}", run.stdout);
    assert!(run.stdout.ends_with("Test Summary: 1 tests passed and 1 tests failed, 1 skipped\n"), "{}", run.stdout);
}

#[test]
fn a_folder_without_tests_fails_where_tests_are_required() {
    assert_eq!(plimsoll(&["policy", "test", "testdata/charts"]).status, Some(0));
    assert_eq!(plimsoll(&["policy", "test", "--require-tests", "testdata/charts"]).status, Some(1));
}
