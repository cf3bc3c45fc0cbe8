//! The command line from outside: what is typed, what is printed, how it ends.

mod program;

use program::{command, plimsoll, run};
use std::fs;
use std::path::Path;

/// The sentence that `--error-format compat` prints for a command line that is refused with exit code 2.
fn refusal(arguments: &[&str]) -> String {
    let all: Vec<&str> = arguments.iter().copied().chain(["--error-format", "compat"]).collect();
    // A flag that lacks its value would take the format's flag for it.
    let run = if arguments.last().is_some_and(|last| last.starts_with('-')) {
        plimsoll(&[&["--error-format=compat"], arguments].concat())
    } else {
        plimsoll(&all)
    };
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", run.stderr);
    run.stderr.strip_prefix("Error: ").unwrap_or(&run.stderr).trim_end().to_owned()
}

#[test]
fn usage_errors_have_the_words_of_cobra_and_pflag() {
    let cases: [(&[&str], &str); 26] = [
        (&["version", "--nope"], "unknown flag: --nope"),
        (&["version", "--nope=1"], "unknown flag: --nope"),
        (&["version", "-z"], "unknown shorthand flag: 'z' in -z"),
        (&["version", "-hz"], "unknown shorthand flag: 'z' in -z"),
        (&["version", "-zy"], "unknown shorthand flag: 'z' in -zy"),
        (&["version", "---x"], "bad flag syntax: ---x"),
        (&["version", "--=x"], "bad flag syntax: --=x"),
        (&["version", "--kubeconfig"], "flag needs an argument: --kubeconfig"),
        (&["version", "-n"], "flag needs an argument: 'n' in -n"),
        (&["version", "-hn"], "flag needs an argument: 'n' in -n"),
        (
            &["version", "--debug=x"],
            r#"invalid argument "x" for "--debug" flag: strconv.ParseBool: parsing "x": invalid syntax"#,
        ),
        (
            &["version", "--debug="],
            r#"invalid argument "" for "--debug" flag: strconv.ParseBool: parsing "": invalid syntax"#,
        ),
        (
            &["version", "--burst-limit", "x"],
            r#"invalid argument "x" for "--burst-limit" flag: strconv.ParseInt: parsing "x": invalid syntax"#,
        ),
        (
            &["version", "--qps", "x"],
            r#"invalid argument "x" for "--qps" flag: strconv.ParseFloat: parsing "x": invalid syntax"#,
        ),
        (&["version", "--color", "x"], r#"invalid color mode "x": must be one of: never, auto, always"#),
        (&["template"], r#""plimsoll template" requires at least 1 argument"#),
        (&["template", "--set"], "flag needs an argument: --set"),
        (&["template", "a", "b", "c"], "expected at most two arguments, unexpected arguments: c"),
        (
            &["template", "c", "-f", "a\"b"],
            r#"invalid argument "a\"b" for "-f, --values" flag: parse error on line 1, column 2: bare " in non-quoted-field"#,
        ),
        (
            &["template", "c", "-lx"],
            r#"invalid argument "x" for "-l, --labels" flag: x must be formatted as key=value"#,
        ),
        (
            &["template", "c", "--timeout", "5"],
            r#"invalid argument "5" for "--timeout" flag: time: missing unit in duration "5""#,
        ),
        (
            &["template", "c", "--wait=x"],
            r#"invalid argument "x" for "--wait" flag: invalid wait input "x". Valid inputs are watcher, hookOnly, and legacy"#,
        ),
        (&["version", "x"], r#""plimsoll version" accepts no arguments"#),
        (&["nope"], r#"unknown command "nope" for "plimsoll""#),
        (&["completion", "nope"], r#"unknown command "nope" for "plimsoll completion""#),
        (&["install", "rel", "chart"], r#"unknown command "install" for "plimsoll""#),
    ];
    for (arguments, sentence) in cases {
        assert_eq!(refusal(arguments), sentence, "{arguments:?}");
    }
}

#[test]
fn the_last_repetition_of_a_flag_wins() {
    assert_eq!(plimsoll(&["version", "--short", "--short=false", "--short=t"]).stdout, "v0.1.0\n");
    assert_eq!(plimsoll(&["version", "--color=x", "--colour", "never", "--short=1"]).stdout, "v0.1.0\n");
    assert_ne!(plimsoll(&["version", "--short", "--short=F"]).stdout, "v0.1.0\n");
}

#[test]
fn flags_may_stand_before_the_command_and_values_may_begin_with_a_dash() {
    assert_eq!(plimsoll(&["--debug", "version", "--short"]).stdout, "v0.1.0\n");
    assert_eq!(plimsoll(&["-n", "version", "version", "--short"]).stdout, "v0.1.0\n");
    assert_eq!(plimsoll(&["-nversion", "-n=x", "version", "--short"]).stdout, "v0.1.0\n");
    assert_eq!(plimsoll(&["version", "--namespace", "--short", "--short"]).stdout, "v0.1.0\n");
    assert_eq!(plimsoll(&["version", "-n", "--", "--short"]).stdout, "v0.1.0\n");
    assert_eq!(plimsoll(&["version", "--", "--short"]).status, Some(2));
}

#[test]
fn flags_for_clusters_are_mentioned_once_and_refused_when_strict() {
    let run = plimsoll(&["version", "--short", "--kube-token", "t", "--qps=1", "--kube-token", "u"]);
    assert_eq!(run.stdout, "v0.1.0\n");
    assert_eq!(run.stderr.matches("--kube-token").count(), 1, "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert_eq!(
        refusal(&["version", "--qps", "1", "--strict-flags=true", "--error-format=compat"]),
        "--qps has no effect here"
    );
}

#[test]
fn a_refusal_names_the_nearest_flag_or_command() {
    insta::assert_snapshot!("nearest_flag", plimsoll(&["version", "--shrot"]).stderr);
    insta::assert_snapshot!("nearest_command", plimsoll(&["verison"]).stderr);
    insta::assert_snapshot!("cluster_command", plimsoll(&["upgrade", "rel", "chart"]).stderr);
}

#[test]
fn retired_flags_pass_helm_s_advice_on() {
    let run = plimsoll(&["template", "shop", "testdata/charts/shop", "--atomic", "--wait", "--hide-notes=false"]);
    assert_eq!(run.status, Some(0));
    insta::assert_snapshot!("retired_flags", run.stderr);
}

#[test]
fn a_report_about_a_template_shows_the_user_s_line() {
    let chart = "testdata/charts/shop";
    insta::assert_snapshot!(
        "report_required",
        plimsoll(&["template", "shop", chart, "--set", "database.existingSecret="]).stderr
    );
    insta::assert_snapshot!(
        "report_schema",
        plimsoll(&["template", "shop", chart, "--set", "service.type=Nope"]).stderr
    );
    insta::assert_snapshot!("report_set", plimsoll(&["template", "shop", chart, "--set", "a[x]=1"]).stderr);
    insta::assert_snapshot!(
        "report_tpl",
        plimsoll(&["template", "shop", chart, "--set-literal", "motd={{ .Values.a.b }}"]).stderr
    );
}

#[test]
fn errors_are_printed_in_the_format_that_is_asked_for() {
    insta::assert_snapshot!("format_json", plimsoll(&["version", "--error-format=json", "--shrot"]).stderr);
    insta::assert_snapshot!("format_compat", plimsoll(&["version", "--error-format", "compat", "--shrot"]).stderr);
}

#[test]
fn colour_obeys_the_flag_before_the_environment() {
    let colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(&[&["version", "x"], arguments].concat());
        command.envs(variables.iter().copied());
        run(command).stderr.contains('\u{1b}')
    };
    assert!(!colored(&[], &[]), "standard error is no terminal here");
    assert!(colored(&["--color=always"], &[("NO_COLOR", "1"), ("HELM_COLOR", "never")]));
    assert!(colored(&[], &[("HELM_COLOR", "ALWAYS")]));
    assert!(!colored(&[], &[("HELM_COLOR", "always"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--colour", "never"], &[("HELM_COLOR", "always")]));
}

#[test]
fn the_version_goes_through_a_template() {
    let run =
        plimsoll(&["version", "--template", r#"{{ .Version | printf "%q" }} {{ .HelmVersion }}{{ .GitCommit }}"#]);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), r#""v0.1.0" v4.3.1"#));
    let broken = plimsoll(&["version", "--error-format=compat", "--template={{.Version}} {{.Nope}}"]);
    let sentence = "template: _:1:15: executing \"_\" at <.Nope>: can't evaluate field Nope in type version.BuildInfo";
    assert_eq!((broken.status, broken.stdout.as_str(), broken.stderr), (Some(1), "", format!("Error: {sentence}\n")));
    insta::assert_snapshot!("version_template", plimsoll(&["version", "--template", "v{{ .Version | nope }}"]).stderr);
}

#[test]
fn help_is_the_same_by_either_way() {
    for name in ["version", "completion"] {
        let asked = plimsoll(&["help", name]);
        assert_eq!(asked.status, Some(0));
        assert_eq!(asked.stdout, plimsoll(&[name, "--help"]).stdout);
        assert_eq!(asked.stdout, plimsoll(&[name, "-h"]).stdout);
    }
    let bare = plimsoll(&[]);
    assert_eq!((bare.status, &bare.stdout), (Some(0), &plimsoll(&["help"]).stdout));
    insta::assert_snapshot!("help", bare.stdout);
    insta::assert_snapshot!("help_template", plimsoll(&["help", "template"]).stdout);
    insta::assert_snapshot!("help_version", plimsoll(&["help", "version"]).stdout);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut command = command(&["completion", "bash"]);
    let (reader, writer) = std::io::pipe().expect("pipes can be made");
    drop(reader);
    command.stdout(writer);
    let run = run(command);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_of_its_own() {
    let mut command = command(&["version"]);
    command.stdout(fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full"));
    let run = run(command);
    assert_eq!(run.status, Some(3));
    assert!(run.stderr.contains("standard output"), "{}", run.stderr);
}

/// With UPDATE=1 the scripts are written instead of compared.
#[test]
fn completions_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let files =
        [("bash", "plimsoll.bash"), ("zsh", "_plimsoll"), ("fish", "plimsoll.fish"), ("powershell", "_plimsoll.ps1")];
    for (shell, file) in files {
        let script = plimsoll(&["completion", shell]).stdout;
        let path = folder.join(file);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &script).expect("completions/ can be written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == script, "completions/{file} is stale: UPDATE=1 cargo test --test cli");
    }
}
