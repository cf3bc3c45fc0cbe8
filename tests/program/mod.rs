//! Runs the binary for a test: arguments in, status and both outputs out.

use std::process::{Command, Stdio};

/// What a run gave.
pub struct Run {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The command with these arguments, in the package's folder and without the caller's settings.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
    let kept = ["PATH", "TMPDIR", "SYSTEMROOT"];
    command.env_clear().envs(std::env::vars_os().filter(|(name, _)| kept.iter().any(|kept| name == kept)));
    command.env("HOME", "/nonexistent").env("LANG", "C.UTF-8").env("TZ", "UTC").env("COLUMNS", "100");
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command
}

/// Runs a command that was made by [`command`].
pub fn run(mut command: Command) -> Run {
    let output = command.output().expect("the binary that was just built runs");
    Run {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs the binary with these arguments.
#[allow(dead_code, reason = "not every test that shares this module needs it")]
pub fn plimsoll(arguments: &[&str]) -> Run {
    run(command(arguments))
}
