//! Renders that repeat: with a seed, a clock and objects for look-ups, the same bytes on every run; without them fresh
//! ones, or a refusal.

mod program;

use program::{command, plimsoll, run};
use std::fs;

const CHART: &str = "testdata/effects/chart";
const FIXED: [&str; 6] = [
    "--seed-file=testdata/effects/seed",
    "--clock=2026-01-31T12:00:00Z",
    "--lookup-dir=testdata/effects/objects",
    "--namespace=default",
    "template",
    "web",
];

fn fixed(more: &[&str]) -> String {
    let run = plimsoll(&[&FIXED[..], &[CHART], more].concat());
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    run.stdout
}

#[test]
fn a_hundred_runs_give_the_same_bytes_with_any_number_of_threads() {
    let expected = fixed(&[]);
    for index in 0..100 {
        let mut command = command(&[&FIXED[..], &[CHART]].concat());
        command.env("RAYON_NUM_THREADS", (index % 5 + 1).to_string());
        assert_eq!(run(command).stdout, expected, "run {index}");
    }
}

/// Whoever changes these bytes changes everyone's passwords and keys: that takes another number of the scheme.
#[test]
fn seeded_keys_certificates_and_passwords_stay_as_they_are() {
    let rendered = fixed(&["--set=slow=true"]);
    let path = "testdata/effects/expected.yaml";
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(path, &rendered).expect("the folder of the package can be written");
    }
    let expected = fs::read_to_string(path).expect("the expected output is part of the package");
    assert_eq!(rendered, expected);
}

#[test]
fn another_release_gets_other_secrets() {
    let secrets = |release: &str, namespace: &str| {
        let run = plimsoll(&[&FIXED[..3], &["--namespace", namespace, "template", release, CHART]].concat());
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let secrets = run.stdout.lines().filter(|line| line.starts_with("  password: ")).map(String::from);
        secrets.collect::<Vec<_>>()
    };
    let mut all = [secrets("web", "default"), secrets("api", "default"), secrets("web", "test")].concat();
    assert_eq!(all.len(), 3);
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 3);
}

/// As with `--seed-file <(command)`.
#[cfg(unix)]
#[test]
fn a_seed_may_come_through_a_pipe() {
    let (reader, mut writer) = std::io::pipe().expect("a pipe");
    let secret = fs::read("testdata/effects/seed").expect("the seed is part of the package");
    std::io::Write::write_all(&mut writer, &secret).expect("a pipe takes a few bytes");
    drop(writer);
    let mut command = command(&[&["--seed-file=/dev/stdin"], &FIXED[1..], &[CHART]].concat());
    command.stdin(reader);
    assert_eq!(run(command).stdout, fixed(&[]));
}

#[test]
fn without_a_seed_randomness_is_fresh_or_refused() {
    let template = ["template", "web", CHART];
    let fresh = || plimsoll(&template).stdout;
    assert_ne!(fresh(), fresh());

    let refused = plimsoll(&[&template[..], &["--entropy=none", "--error-format=compat"]].concat());
    assert_eq!((refused.status, refused.stdout.as_str()), (Some(1), ""));
    assert!(refused.stderr.contains("genPrivateKey asks for randomness"), "{}", refused.stderr);
}
