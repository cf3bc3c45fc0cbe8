//! Flags as clap knows them, for the layout of help and for completion scripts.

use super::{Flag, Group, Kind, Role};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ValueHint};
use std::collections::BTreeSet;

/// The arguments of clap that stand for `groups`, under their headings. Of two flags with one name, a command's own counts.
pub(crate) fn described(groups: &[&'static Group]) -> impl Iterator<Item = Arg> {
    let mut seen = BTreeSet::new();
    let flags = groups.iter().flat_map(|group| group.flags.iter().map(|flag| (flag, group.heading)));
    let own = flags.filter(move |(flag, _)| seen.insert(flag.name));
    own.map(|(flag, heading)| argument(flag).help_heading(heading))
}

fn argument(flag: &'static Flag) -> Arg {
    let arg = Arg::new(flag.name)
        .long(flag.name)
        .help(flag.about)
        .hide(matches!(flag.role, Role::Retired(_) | Role::Alias(_)));
    let arg = match flag.short {
        Some(letter) => arg.short(letter),
        None => arg,
    };
    match flag.kind {
        // Switches take a value too, but hardly anyone types one.
        Kind::Switch => arg.action(ArgAction::SetTrue),
        Kind::Optional(_) | Kind::Wait => arg.value_name("WORD").num_args(0..=1).require_equals(true),
        Kind::Choice(words) => arg.value_name("WORD").value_parser(PossibleValuesParser::new(words)),
        Kind::Text(name) | Kind::Array(name) | Kind::Slice(name) => arg.value_name(name).value_hint(hint(name)),
        Kind::Integer | Kind::Count | Kind::Float => arg.value_name("NUMBER"),
        Kind::Duration => arg.value_name("DURATION"),
        Kind::Pairs => arg.value_name("KEY=VALUE,..."),
    }
}

/// What a shell may complete for a value of this name.
fn hint(name: &str) -> ValueHint {
    match name {
        "FILE" => ValueHint::FilePath,
        "DIR" => ValueHint::DirPath,
        "URL" => ValueHint::Url,
        _ => ValueHint::Other,
    }
}
