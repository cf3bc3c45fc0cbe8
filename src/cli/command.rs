//! Commands as data, and which one a command line asks for. Only the command that is asked for is built.

use super::exit::ExitStatus;
use super::flags::global::{self, Globals};
use super::flags::{Flag, Group, Matches};
use super::printer::Printer;
use super::usage::UsageError;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use std::ffi::{OsStr, OsString};

/// One command, or a group of them.
#[derive(Debug)]
pub(crate) struct Command {
    /// The name.
    pub name: &'static str,
    /// What it does, for the list of commands.
    pub about: &'static str,
    /// What it does, for its own help.
    pub description: &'static str,
    /// Its arguments, as help shows them: `[NAME] CHART`.
    pub usage: &'static str,
    /// How many arguments it takes.
    pub arguments: Arguments,
    /// Its own flags; the global ones are added.
    pub groups: &'static [&'static Group],
    /// What happens.
    pub action: Action,
}

/// Helm's and Kustomize's other names of commands, each with the name that it stands for wherever there is a command of that name.
const ALIASES: &[(&str, &str)] = &[
    ("dep", "dependency"),
    ("dependencies", "dependency"),
    ("fetch", "pull"),
    ("init", "create"),
    ("inspect", "show"),
    ("ls", "list"),
    ("rm", "remove"),
    ("up", "update"),
];

impl Command {
    fn is_called(&self, typed: &OsStr) -> bool {
        let is_alias = |(alias, name): &(&str, &str)| *name == self.name && OsStr::new(alias) == typed;
        OsStr::new(self.name) == typed || ALIASES.iter().any(is_alias)
    }
}

/// What a command comes to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action {
    /// It runs.
    Run(fn(&mut Invocation) -> Outcome),
    /// It is one of these.
    Choose(&'static [&'static Command]),
}

/// How many arguments a command takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// None.
    None,
    /// This many or more.
    AtLeast(usize),
    /// This many or fewer.
    AtMost(usize),
    /// Exactly this many.
    Exactly(usize),
    /// Any number: the command looks for itself.
    Any,
}

/// How a command ended; an error has not been printed yet.
pub(crate) type Outcome = Result<ExitStatus, Box<Diagnostic>>;

/// A command that is being run.
#[derive(Debug)]
pub(crate) struct Invocation {
    /// The program, under the name by which it was called.
    pub root: &'static Command,
    /// The command's flags.
    pub matches: Matches,
    /// The arguments that are no flags.
    pub arguments: Vec<OsString>,
    /// What the global flags and the environment say.
    pub globals: Globals,
    /// The texts that reports refer to.
    pub sources: Sources,
    /// Where output and reports go.
    pub printer: Printer,
}

/// What was asked for.
pub(crate) struct Request {
    /// The commands from the root to the one asked for.
    pub path: Vec<&'static Command>,
    /// The command line without the commands' names.
    pub typed: Vec<OsString>,
}

impl Request {
    /// Finds the command in `typed` as cobra does: flags may stand before it, and one that the commands so far do not
    /// know is taken to have a value, unless that is joined by `=`.
    pub fn find(root: &'static Command, typed: Vec<OsString>) -> Self {
        let mut request = Request { path: vec![root], typed };
        while let Action::Choose(commands) = request.command().action
            && let Some(at) = first_argument(&request.typed, &request.groups())
            && let Some(next) = commands.iter().find(|command| command.is_called(&request.typed[at]))
        {
            request.typed.remove(at);
            request.path.push(next);
        }
        request
    }

    /// The command asked for: a group, when it goes no further.
    pub fn command(&self) -> &'static Command {
        self.path[self.path.len() - 1]
    }

    /// The command with those before it: `plimsoll completion bash`.
    pub fn name(&self) -> String {
        self.path.iter().map(|command| command.name).collect::<Vec<_>>().join(" ")
    }

    /// Its flags and the global ones.
    pub fn groups(&self) -> Vec<&'static Group> {
        self.command().groups.iter().copied().chain(global::GROUPS).collect()
    }

    /// Whether the search has come to a command: what is left over where one had to be named is none. This goes before
    /// everything that may be wrong with flags, as in cobra.
    pub fn check_command(&self) -> Result<(), UsageError> {
        match (self.command().action, first_argument(&self.typed, &self.groups())) {
            (Action::Choose(commands), Some(at)) => {
                let known = commands.iter().map(|command| command.name);
                Err(UsageError::unknown_command(&self.typed[at].to_string_lossy(), &self.name(), known))
            }
            _ => Ok(()),
        }
    }

    /// Whether the number of arguments is right.
    pub fn check_arguments(&self, given: &[OsString]) -> Result<(), UsageError> {
        let counted = |count: usize| format!("{count} argument{}", if count == 1 { "" } else { "s" });
        let demand = match self.command().arguments {
            Arguments::None if !given.is_empty() => String::from("accepts no arguments"),
            Arguments::AtLeast(least) if given.len() < least => format!("requires at least {}", counted(least)),
            Arguments::AtMost(most) if given.len() > most => format!("accepts at most {}", counted(most)),
            Arguments::Exactly(count) if given.len() != count => format!("requires {}", counted(count)),
            _ => return Ok(()),
        };
        let name = self.name();
        let usage = format!("{name} {} [FLAGS]", self.command().usage).replace("  ", " ");
        Err(UsageError::arguments(&name, &demand, &usage))
    }
}

/// The place of the first argument that is neither a flag nor a flag's value.
fn first_argument(typed: &[OsString], groups: &[&'static Group]) -> Option<usize> {
    let flags = || groups.iter().flat_map(|group| group.flags);
    let mut at = 0;
    while let Some(argument) = typed.get(at) {
        let text = argument.to_string_lossy();
        let takes_next = match text.strip_prefix("--") {
            Some("") => return None,
            Some(name) => !name.contains('=') && !flags().any(|flag| flag.name == name && flag.stands_alone()),
            None => match text.strip_prefix('-') {
                Some(letters) => !letters.contains('=') && takes_value(letters, flags()),
                None if text.is_empty() => false,
                None => return Some(at),
            },
        };
        at += if takes_next { 2 } else { 1 };
    }
    None
}

/// Whether `-x` takes the next argument; a group of letters, as cobra has it, does not.
fn takes_value<'a>(letters: &str, mut flags: impl Iterator<Item = &'a Flag>) -> bool {
    let mut letters = letters.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    !flags.any(|flag| flag.short == Some(letter) && flag.stands_alone())
}
