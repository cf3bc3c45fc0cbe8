//! Flags and clap: a table becomes clap's arguments, a command line becomes [`Matches`], and clap's errors become
//! pflag's sentences.

use super::value::{self, Given};
use super::{Flag, Group, Kind, Role};
use crate::cli::usage::UsageError;
use clap::builder::TypedValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::ffi::{OsStr, OsString};

/// The name under which clap keeps the arguments that are no flags; no flag is called that.
const POSITIONAL: &str = "<arguments>";

/// The arguments of clap that stand for `groups`, to parse with.
fn arguments(groups: &[&'static Group]) -> impl Iterator<Item = Arg> {
    groups.iter().flat_map(|group| group.flags).map(argument)
}

/// The same to describe them with, in help and in completion scripts: under headings, and switches without a value,
/// because hardly anyone types one.
pub(crate) fn described(groups: &[&'static Group]) -> impl Iterator<Item = Arg> {
    groups.iter().flat_map(|group| group.flags.iter().map(|flag| describe(flag).help_heading(group.heading)))
}

fn describe(flag: &'static Flag) -> Arg {
    let arg = match flag.kind {
        Kind::Switch => named(flag).action(ArgAction::SetTrue),
        _ => argument(flag),
    };
    arg.help(flag.about).hide(matches!(flag.role, Role::Retired(_)))
}

fn named(flag: &'static Flag) -> Arg {
    let arg = Arg::new(flag.name).long(flag.name);
    match flag.short {
        Some(letter) => arg.short(letter),
        None => arg,
    }
}

fn argument(flag: &'static Flag) -> Arg {
    let arg = named(flag).value_parser(Reader(flag)).value_name(value_name(flag.kind));
    let arg = match flag.accumulates() {
        true => arg.action(ArgAction::Append),
        false => arg.action(ArgAction::Set).overrides_with(flag.name),
    };
    match flag.kind {
        Kind::Switch => arg.num_args(0..=1).require_equals(true).default_missing_value("true"),
        Kind::Optional(alone) => arg.num_args(0..=1).require_equals(true).default_missing_value(alone),
        _ => arg.num_args(1).allow_hyphen_values(true),
    }
}

fn value_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text(name) | Kind::Array(name) | Kind::Slice(name) => name,
        Kind::Switch | Kind::Optional(_) | Kind::Choice(_) => "WORD",
        Kind::Integer | Kind::Count | Kind::Float => "NUMBER",
        Kind::Duration => "DURATION",
        Kind::Pairs => "KEY=VALUE,...",
    }
}

/// Clap's way into [`value::read`].
#[derive(Clone)]
struct Reader(&'static Flag);

impl TypedValueParser for Reader {
    type Value = Given;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, text: &OsStr) -> Result<Given, clap::Error> {
        value::read(self.0, text).map_err(|sentence| {
            let mut error = clap::Error::new(ErrorKind::ValueValidation);
            error.insert(ContextKind::Custom, ContextValue::String(sentence));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = clap::builder::PossibleValue> + '_>> {
        match self.0.kind {
            Kind::Choice(words) => Some(Box::new(words.iter().map(|&word| word.into()))),
            _ => None,
        }
    }
}

/// A command line that has been read.
#[derive(Debug)]
pub(crate) struct Matches {
    found: ArgMatches,
    groups: Vec<&'static Group>,
}

impl Matches {
    /// Reads `arguments`, which do not hold the command's name, by the rules of `groups`.
    pub fn read(groups: Vec<&'static Group>, typed: &[OsString]) -> Result<Self, UsageError> {
        let positional = Arg::new(POSITIONAL).num_args(0..).value_parser(clap::value_parser!(OsString));
        let command = Command::new("plimsoll")
            .no_binary_name(true)
            .disable_help_flag(true)
            .disable_version_flag(true)
            .args(arguments(&groups))
            .arg(positional);
        match command.try_get_matches_from(typed) {
            Ok(found) => Ok(Matches { found, groups }),
            Err(error) => Err(usage_error(&error, &groups, typed)),
        }
    }

    /// The arguments that are no flags, in order.
    pub fn arguments(&self) -> Vec<OsString> {
        self.found.get_many::<OsString>(POSITIONAL).unwrap_or_default().cloned().collect()
    }

    /// Whether the flag was typed at all.
    pub fn is_given(&self, name: &str) -> bool {
        self.found.try_contains_id(name).unwrap_or(false)
    }

    /// The value of a switch, false where it was not typed.
    pub fn switch(&self, name: &str) -> bool {
        self.given_switch(name).unwrap_or(false)
    }

    /// The value of a switch that was typed.
    pub fn given_switch(&self, name: &str) -> Option<bool> {
        self.last(name).and_then(|given| match given {
            Given::Switch(on) => Some(*on),
            _ => None,
        })
    }

    /// The number given to a [`Kind::Count`].
    pub fn count(&self, name: &str) -> Option<u64> {
        self.last(name).and_then(|given| match given {
            Given::Count(number) => Some(*number),
            _ => None,
        })
    }

    /// The last text that the flag was given.
    pub fn text(&self, name: &str) -> Option<OsString> {
        self.last(name).and_then(|given| match given {
            Given::Text(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// The text of that flag among `names` that was typed last.
    pub fn last_text(&self, names: &[&str]) -> Option<OsString> {
        let at = |name: &str| self.found.indices_of(name).and_then(|indices| indices.max());
        let last = names.iter().filter(|name| self.is_given(name)).max_by_key(|name| at(name))?;
        self.text(last)
    }

    /// The items of a list flag, over all its repetitions.
    pub fn list(&self, name: &str) -> Vec<OsString> {
        let uses = self.found.try_get_many::<Given>(name).ok().flatten().unwrap_or_default();
        let items = uses.filter_map(|given| match given {
            Given::Items(items) => Some(items),
            _ => None,
        });
        items.flatten().cloned().collect()
    }

    /// The flags that were typed, in the order of their tables.
    pub fn given(&self) -> impl Iterator<Item = &'static Flag> {
        let flags = self.groups.iter().flat_map(|group| group.flags);
        flags.filter(|flag| self.is_given(flag.name))
    }

    fn last(&self, name: &str) -> Option<&Given> {
        let known = self.groups.iter().flat_map(|group| group.flags).any(|flag| flag.name == name);
        debug_assert!(known, "the command has no flag --{name}");
        self.found.try_get_one::<Given>(name).ok().flatten()
    }
}

/// Says in pflag's words what clap found. Clap goes through a command line in order and stops at the first mistake,
/// as pflag does, so the first mistake is the same one.
fn usage_error(error: &clap::Error, groups: &[&'static Group], typed: &[OsString]) -> UsageError {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    if let Some(sentence) = context(ContextKind::Custom) {
        return UsageError::flag_value(sentence);
    }
    let flags = groups.iter().flat_map(|group| group.flags);
    match (error.kind(), context(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(name)) => unknown_flag(name, flags, typed),
        // Only the last argument can lack its value: clap and pflag take whatever follows a flag.
        (ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::WrongNumberOfValues, _) => {
            UsageError::missing_value(typed.last().map(OsString::as_os_str).unwrap_or_default())
        }
        _ => UsageError::flag_value(&error.kind().to_string()),
    }
}

fn unknown_flag<'a>(name: &str, flags: impl Iterator<Item = &'a Flag>, typed: &[OsString]) -> UsageError {
    if let Some(rest) = name.strip_prefix("--") {
        if rest.is_empty() || rest.starts_with(['-', '=']) {
            let mut typed = typed.iter().map(|argument| argument.to_string_lossy());
            let argument = typed.find(|argument| argument.starts_with("---") || argument.starts_with("--="));
            return UsageError::bad_syntax(argument.as_deref().unwrap_or(name));
        }
        let rest = rest.split_once('=').map_or(rest, |(rest, _)| rest);
        return UsageError::unknown_flag(rest, flags.filter(|flag| !flag.about.is_empty()).map(|flag| flag.name));
    }
    let letter = name.chars().nth(1).unwrap_or('-');
    let group = typed.iter().map(|argument| argument.to_string_lossy()).find_map(|argument| {
        let letters = argument.strip_prefix('-').filter(|letters| !letters.starts_with('-'))?;
        letters.find(letter).map(|at| letters[at..].to_owned())
    });
    UsageError::unknown_letter(letter, &group.unwrap_or_else(|| letter.to_string()))
}
