//! How a command line of the plugin may go on, in the form that kubectl expects of a plugin's completer: a candidate a line, with
//! a tab before its description, and a colon with cobra's directive for the shell at the end.

use crate::cli::command::{Action, Command, Request};
use crate::cli::flags::{Flag, Kind};
use std::ffi::OsString;

/// Cobra's `ShellCompDirectiveDefault`: without candidates the shell offers files.
const FILES: u8 = 0;

/// Cobra's `ShellCompDirectiveNoFileComp`: nothing but the candidates.
const NO_FILES: u8 = 4;

/// The answer for what was typed, whose last word is to be completed.
pub(crate) fn complete(root: &'static Command, mut typed: Vec<OsString>) -> String {
    let last = typed.pop().unwrap_or_default().to_string_lossy().into_owned();
    let before = typed.last().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let ended = typed.iter().any(|word| word == "--");
    let request = Request::find(root, typed);
    let flags: Vec<&Flag> = request.groups().into_iter().flat_map(|group| group.flags).collect();
    if let Some(flag) = flags.iter().find(|flag| !ended && awaits_value(flag, &before)) {
        return values(flag, "", &last);
    }
    if let Some((name, value)) = last.strip_prefix("--").and_then(|rest| rest.split_once('='))
        && let Some(flag) = flags.iter().find(|flag| flag.name == name)
    {
        return values(flag, &format!("--{name}="), value);
    }
    if last.starts_with('-') && !ended {
        let named = flags.iter().map(|flag| (format!("--{}", flag.name), flag.about));
        return answer(named.filter(|(_, about)| !about.is_empty()), &last, NO_FILES);
    }
    match request.command().action {
        Action::Choose(commands) if !ended => {
            answer(commands.iter().map(|command| (command.name.to_owned(), command.about)), &last, NO_FILES)
        }
        _ => answer(std::iter::empty(), &last, FILES),
    }
}

/// Whether the word before was this flag without its value.
fn awaits_value(flag: &Flag, word: &str) -> bool {
    let long = word.strip_prefix("--").is_some_and(|name| name == flag.name);
    let short = flag.short.is_some_and(|letter| word.strip_prefix('-').is_some_and(|rest| rest.chars().eq([letter])));
    (long || short) && !flag.stands_alone()
}

/// What a flag's value may be.
fn values(flag: &Flag, before: &str, typed: &str) -> String {
    let words = match flag.kind {
        Kind::Choice(words) => words,
        Kind::Switch => &["true", "false"],
        _ => return answer(std::iter::empty(), typed, FILES),
    };
    let candidates = words.iter().map(|word| (format!("{before}{word}"), ""));
    answer(candidates, &format!("{before}{typed}"), NO_FILES)
}

/// The candidates that begin as what was typed does, and the directive.
fn answer<'c>(candidates: impl Iterator<Item = (String, &'c str)>, typed: &str, directive: u8) -> String {
    let mut text = String::new();
    for (word, about) in candidates.filter(|(word, _)| word.starts_with(typed)) {
        text.push_str(&word);
        if !about.is_empty() {
            text.push('\t');
            text.push_str(about);
        }
        text.push('\n');
    }
    text.push_str(&format!(":{directive}\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(typed: &[&str]) -> Vec<String> {
        let typed = typed.iter().map(OsString::from).collect();
        let text = complete(&crate::cli::ROOT, typed);
        text.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn commands_are_completed_where_one_is_due() {
        assert_eq!(completed(&["templ"]), ["template", ":4"]);
        assert_eq!(completed(&["completion", "b"]), ["bash", ":4"]);
        assert_eq!(completed(&["--debug", "versio"]), ["version", ":4"]);
    }

    #[test]
    fn arguments_are_files() {
        assert_eq!(completed(&["template", "web", "./ch"]), [":0"]);
        assert_eq!(completed(&["template", "--", "-"]), [":0"]);
    }

    #[test]
    fn flags_and_their_values_are_completed() {
        assert_eq!(completed(&["template", "--include-c"]), ["--include-crds", ":4"]);
        assert_eq!(completed(&["template", "--entropy", ""]), ["os", "none", ":4"]);
        assert_eq!(completed(&["template", "--entropy=n"]), ["--entropy=none", ":4"]);
        assert_eq!(completed(&["template", "-f", ""]), [":0"]);
    }
}
