//! Runs one case and says what is wrong with the answer.

use crate::case::{Case, Kind};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Variables of the caller that would change what Helm does.
const CALLERS_OWN: [&str; 11] =
    ["HELM_", "KUBE", "XDG_", "DOCKER_", "SOURCE_DATE_EPOCH", "NO_COLOR", "CLICOLOR", "LC_", "LANG", "TZ", "COLUMNS"];

/// Runs `case`, with `scratch` for what has to be written, and says why it fails, if it does.
pub fn judge(case: &Case, scratch: &Path) -> Result<(), String> {
    match &case.kind {
        Kind::Folder { folder, json } => judge_folder(folder, json, scratch),
        Kind::Template { json } => judge_template(json, scratch),
    }
}

fn run(arguments: &[&str], folder: &Path, home: &Path, stdin: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
    for (name, _) in std::env::vars_os() {
        if CALLERS_OWN.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    let stdin = match stdin {
        Some(path) => Stdio::from(fs::File::open(path).expect("the case's standard input is there")),
        None => Stdio::null(),
    };
    command.args(arguments).current_dir(folder).env("HOME", home).env("LANG", "C.UTF-8").env("TZ", "UTC").stdin(stdin);
    command.output().expect("the binary that was just built runs")
}

/// JSON with all that is not printable ASCII escaped, because YAML refuses some of the characters that JSON allows.
fn in_ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            ' '..='~' => text.push(character),
            _ => text.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    text
}

fn judge_folder(folder: &Path, case: &Value, scratch: &Path) -> Result<(), String> {
    let arguments = strings(&case["args"]);
    let stdin = case["stdin"].as_str().map(|file| folder.join(file));
    let output = run(&arguments, folder, scratch, stdin.as_deref());
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let code = output.status.code().filter(|code| *code != 101).ok_or_else(|| format!("crashed: {stderr}"))?;
    match (&case["exit"], code) {
        (Value::String(_), 0) => return Err(String::from("succeeded, and should have failed")),
        (Value::String(_), _)
            if case["stdout"].is_null() && case["stdout_contains"].is_null() && !stdout.trim().is_empty() =>
        {
            return Err(String::from("failed as it should, but printed to standard output"));
        }
        (Value::Number(want), code) if want.as_i64() != Some(code.into()) => {
            return Err(format!("exit {code}, not {want}: {stderr}"));
        }
        _ => {}
    }
    contains_all(&case["stdout_contains"], &stdout, "standard output")?;
    contains_all(&case["stderr_contains"], &stderr, "standard error")?;
    match case["stdout"].as_str() {
        Some(file) => same(&fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?, &output.stdout),
        None => Ok(()),
    }
}

/// Each wanted string, or one of each list of strings, must be in `text`, in any case of letters.
fn contains_all(wanted: &Value, text: &str, what: &str) -> Result<(), String> {
    let lower = text.to_lowercase();
    for one in wanted.as_array().into_iter().flatten() {
        let choices = if one.is_array() { strings(one) } else { one.as_str().into_iter().collect() };
        if !choices.iter().any(|choice| lower.contains(&choice.to_lowercase())) {
            return Err(format!("{what} lacks {one}: {text}"));
        }
    }
    Ok(())
}

fn judge_template(case: &Value, scratch: &Path) -> Result<(), String> {
    write_chart(case, scratch).map_err(|error| format!("the chart cannot be written: {error}"))?;
    let output = run(&["template", "rel", "."], scratch, scratch, None);
    let cleared = fs::remove_dir_all(scratch).map_err(|error| format!("the chart cannot be removed: {error}"));
    cleared?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code().filter(|code| *code != 101).ok_or_else(|| format!("crashed: {stderr}"))?;
    match (case["error"].as_str(), code) {
        (Some(_), 0) => Err(String::from("succeeded, and should have failed")),
        (Some(error), _) if !stderr.to_lowercase().contains(&error.to_lowercase()) => {
            Err(format!("the message lacks {error:?}: {stderr}"))
        }
        (Some(_), _) => Ok(()),
        (None, 0) => {
            let stdout = String::from_utf8_lossy(&output.stdout);
            let line = stdout.lines().find_map(|line| line.strip_prefix("  out: "));
            let got: Value = serde_json::from_str(line.unwrap_or_default()).map_err(|error| error.to_string())?;
            match got == case["out"] {
                true => Ok(()),
                false => Err(format!("expected {}\n     got {got}", case["out"])),
            }
        }
        (None, code) => Err(format!("exit {code}: {stderr}")),
    }
}

fn write_chart(case: &Value, folder: &Path) -> std::io::Result<()> {
    let values = case["values_yaml"].as_str().map(str::to_owned);
    let values = values.unwrap_or_else(|| match &case["values"] {
        Value::Null => String::from("{}"),
        values => in_ascii(&values.to_string()),
    });
    let template = case["template"].as_str().unwrap_or_default();
    let mut files = vec![
        ("Chart.yaml", "apiVersion: v2\nname: case\nversion: 0.1.0\nappVersion: 1.2.3\n".to_owned()),
        ("values.yaml", values),
        ("templates/_case.tpl", format!("{{{{ define \"case\" }}}}{template}{{{{ end }}}}")),
        (
            "templates/out.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: out\ndata:\n  out: {{ include \"case\" . | toJson }}\n"
                .to_owned(),
        ),
    ];
    let own = case["files"].as_object().into_iter().flatten();
    files.extend(own.map(|(path, text)| (path.as_str(), text.as_str().unwrap_or_default().to_owned())));
    for (path, text) in files {
        let path = folder.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn same(want: &[u8], got: &[u8]) -> Result<(), String> {
    if want == got {
        return Ok(());
    }
    let (want, got) = (String::from_utf8_lossy(want), String::from_utf8_lossy(got));
    let (mut wanted, mut given) = (want.lines(), got.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (wanted.next(), given.next()) {
            (None, None) => return Err(String::from("differs only in line endings or the final newline")),
            (want, got) if want == got => {}
            (want, got) => {
                let line =
                    |line: Option<&str>| line.map_or_else(|| String::from("the end"), |line| format!("{line:?}"));
                return Err(format!("line {number}: expected {}\n{:>12}got {}", line(want), "", line(got)));
            }
        }
    }
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
