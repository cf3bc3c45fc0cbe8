//! Mistakes on the command line, in cobra's and pflag's words, with the nearest name that would have been right.

use super::flags::Flag;
use crate::diagnostic::{Diagnostic, Fault, nearest};
use crate::go::strconv;

/// A command line that cannot be run: exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UsageError {
    code: &'static str,
    sentence: String,
    help: Option<String>,
}

impl UsageError {
    /// A mistake with a sentence of its own.
    pub fn new(code: &'static str, sentence: impl Into<String>) -> Self {
        UsageError { code, sentence: sentence.into(), help: None }
    }

    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `--nope`, where the command has `known`.
    pub fn unknown_flag<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let error = Self::new("usage::unknown-flag", format!("unknown flag: --{name}"));
        match nearest(name, known) {
            Some(near) => error.with_help(format!("did you mean `--{near}`?")),
            None => error,
        }
    }

    /// A letter that is no flag, and the rest of the group that it begins.
    pub fn unknown_letter(letter: char, group: &str) -> Self {
        let sentence = format!("unknown shorthand flag: {} in -{group}", strconv::quote_rune(letter, false));
        Self::new("usage::unknown-flag", sentence)
    }

    /// An argument such as `---x` or `--=x`.
    pub fn bad_syntax(argument: &str) -> Self {
        Self::new("usage::unknown-flag", format!("bad flag syntax: {argument}"))
    }

    /// The last argument is a flag that needs a value: `--set` or `'n' in -n`.
    pub fn missing_value(flag: &str) -> Self {
        Self::new("usage::missing-value", format!("flag needs an argument: {flag}"))
    }

    /// A value that does not parse, in pflag's sentence.
    pub fn flag_value(sentence: &str) -> Self {
        Self::new("usage::flag-value", sentence)
    }

    /// The wrong number of arguments, in Helm's sentence: `"plimsoll lint" requires at least 1 argument`.
    pub fn arguments(command: &str, demand: &str, usage: &str) -> Self {
        Self::new("usage::arguments", format!("\"{command}\" {demand}")).with_help(format!("usage: {usage}"))
    }

    /// A flag that has no effect here, where `--strict-flags` forbids that.
    pub fn no_effect(flag: &Flag) -> Self {
        Self::new("usage::no-effect", format!("--{} has no effect here", flag.name))
            .with_help("leave the flag out, or `--strict-flags`")
    }

    /// `name` is no command of `parent`, which has `known`.
    pub fn unknown_command<'a>(name: &str, parent: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let sentence = format!("unknown command {} for {}", quoted(name), quoted(parent));
        let error = Self::new("usage::unknown-command", sentence);
        if CLUSTER_COMMANDS.contains(&name) {
            return error
                .with_help("plimsoll does not talk to clusters: render with `plimsoll template`, apply with kubectl");
        }
        if name == "plugin" {
            return error.with_help(
                "plugins are left out: none is installed or run but the post-renderers that `template` is told to use",
            );
        }
        match nearest(name, known) {
            Some(near) => error.with_help(format!("did you mean `{parent} {near}`?")),
            None => error.with_help(format!("run `{parent} --help` for the commands")),
        }
    }

    /// The error as a diagnostic; the sentence is the reference's.
    pub fn into_diagnostic(self) -> Diagnostic {
        let diagnostic = Diagnostic::error(self.code, self.sentence.clone()).fault(Fault::Usage).compat(self.sentence);
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}

/// Helm's commands that only make sense with a cluster.
const CLUSTER_COMMANDS: &[&str] =
    &["get", "history", "install", "list", "ls", "rollback", "status", "test", "uninstall", "upgrade"];

fn quoted(text: &str) -> String {
    strconv::quote(text.as_bytes())
}
