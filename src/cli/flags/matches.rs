//! Reads a command line by the rules of pflag: what is a flag, where its value is, and what is wrong, with pflag's
//! sentence about the first mistake.

use super::value::{self, Given};
use super::{Flag, Group, Role};
use crate::cli::usage::UsageError;
use std::ffi::{OsStr, OsString};

/// A command line that has been read.
#[derive(Debug)]
pub(crate) struct Matches {
    groups: Vec<&'static Group>,
    /// Every use of a flag, in the order in which they were typed.
    uses: Vec<(&'static Flag, Given)>,
    arguments: Vec<OsString>,
    /// How many arguments stand in front of `--`, where it was typed.
    before_dashes: Option<usize>,
}

impl Matches {
    /// Reads `typed`, which does not hold the command's name, with the flags of `groups`.
    pub fn read(groups: Vec<&'static Group>, typed: &[OsString]) -> Result<Self, UsageError> {
        let mut matches = Matches { groups, uses: Vec::new(), arguments: Vec::new(), before_dashes: None };
        let mut rest = typed.iter();
        while let Some(argument) = rest.next() {
            let bytes = argument.as_encoded_bytes();
            match bytes {
                b"--" => {
                    matches.before_dashes = Some(matches.arguments.len());
                    matches.arguments.extend(rest.cloned());
                    break;
                }
                [b'-', b'-', long @ ..] => matches.read_long(long, &mut rest)?,
                [b'-', letters @ ..] if !letters.is_empty() => matches.read_letters(letters, &mut rest)?,
                _ => matches.arguments.push(argument.clone()),
            }
        }
        Ok(matches)
    }

    /// `--name`, `--name=value` or `--name value`.
    fn read_long<'a>(&mut self, long: &[u8], rest: &mut impl Iterator<Item = &'a OsString>) -> Result<(), UsageError> {
        if matches!(long, [b'-' | b'=', ..]) {
            return Err(UsageError::bad_syntax(&format!("--{}", String::from_utf8_lossy(long))));
        }
        let (name, joined) = match long.iter().position(|&byte| byte == b'=') {
            Some(at) => (&long[..at], Some(value::os_string(long[at + 1..].to_vec()))),
            None => (long, None),
        };
        let flag = self.flags().find(|flag| flag.name.as_bytes() == name).ok_or_else(|| {
            let known = self.flags().filter(|flag| !flag.about.is_empty()).map(|flag| flag.name);
            UsageError::unknown_flag(&String::from_utf8_lossy(name), known)
        })?;
        let flag = self.meant(flag);
        let missing = || UsageError::missing_value(&format!("--{}", flag.name));
        let text = match (joined, flag.alone()) {
            (Some(text), _) => text,
            (None, Some(text)) => text.into(),
            (None, None) => rest.next().ok_or_else(missing)?.clone(),
        };
        self.use_flag(flag, &text)
    }

    /// `-abc`: switches `-a` and `-b`, and `-c` with what follows, in the same argument or in the next one.
    fn read_letters<'a>(
        &mut self,
        mut letters: &[u8],
        rest: &mut impl Iterator<Item = &'a OsString>,
    ) -> Result<(), UsageError> {
        while let Some((&letter, after)) = letters.split_first() {
            let flag = self.flags().find(|flag| flag.short.is_some_and(|short| u32::from(short) == u32::from(letter)));
            let flag =
                flag.ok_or_else(|| UsageError::unknown_letter(letter.into(), &String::from_utf8_lossy(letters)))?;
            let text = match (after, flag.alone()) {
                ([b'=', text @ ..], _) if !text.is_empty() => value::os_string(text.to_vec()),
                (_, Some(text)) => {
                    self.use_flag(flag, OsStr::new(text))?;
                    letters = after;
                    continue;
                }
                ([], None) => {
                    let missing =
                        || UsageError::missing_value(&format!("{} in -{}", quoted(letter), char::from(letter)));
                    rest.next().ok_or_else(missing)?.clone()
                }
                (text, None) => value::os_string(text.to_vec()),
            };
            return self.use_flag(flag, &text);
        }
        Ok(())
    }

    /// The flag that another tool's name stands for, or the flag itself.
    fn meant(&self, flag: &'static Flag) -> &'static Flag {
        match flag.role {
            Role::Alias(name) => self.flags().find(|known| known.name == name).unwrap_or(flag),
            _ => flag,
        }
    }

    fn use_flag(&mut self, flag: &'static Flag, text: &OsStr) -> Result<(), UsageError> {
        let given = value::read(flag, text).map_err(|sentence| UsageError::flag_value(&sentence))?;
        self.uses.push((flag, given));
        Ok(())
    }

    fn flags(&self) -> impl Iterator<Item = &'static Flag> + use<'_> {
        self.groups.iter().flat_map(|group| group.flags)
    }

    /// How many arguments stand in front of `--`, where it was typed.
    pub fn before_dashes(&self) -> Option<usize> {
        self.before_dashes
    }

    /// The arguments that are no flags, in order.
    pub fn arguments(&self) -> &[OsString] {
        &self.arguments
    }

    /// Whether the flag was typed at all.
    pub fn is_given(&self, name: &str) -> bool {
        self.last(name).is_some()
    }

    /// The value of a switch, false where it was not typed.
    pub fn switch(&self, name: &str) -> bool {
        self.given_switch(name).unwrap_or(false)
    }

    /// Whether the switch is on, where the command may not have it at all.
    pub fn has_switch(&self, name: &str) -> bool {
        self.uses
            .iter()
            .rev()
            .find(|(flag, _)| flag.name == name)
            .is_some_and(|(_, given)| *given == Given::Switch(true))
    }

    /// The value of a switch that was typed.
    pub fn given_switch(&self, name: &str) -> Option<bool> {
        match self.last(name)? {
            Given::Switch(on) => Some(*on),
            _ => None,
        }
    }

    /// The number given to a [`Kind::Count`].
    pub fn count(&self, name: &str) -> Option<u64> {
        match self.last(name)? {
            Given::Count(number) => Some(*number),
            _ => None,
        }
    }

    /// The last text that the flag was given.
    pub fn text(&self, name: &str) -> Option<OsString> {
        self.last_text(&[name])
    }

    /// The text of that flag among `names` that was typed last.
    pub fn last_text(&self, names: &[&str]) -> Option<OsString> {
        let mut uses = self.uses.iter().rev();
        match uses.find(|(flag, _)| names.contains(&flag.name))? {
            (_, Given::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    /// The items of a list flag, over all its repetitions.
    pub fn list(&self, name: &str) -> Vec<OsString> {
        let uses = self.uses.iter().filter(|(flag, _)| flag.name == name);
        let items = uses.filter_map(|(_, given)| match given {
            Given::Items(items) => Some(items),
            _ => None,
        });
        items.flatten().cloned().collect()
    }

    /// The flags that were typed, in the order of their tables.
    pub fn given(&self) -> impl Iterator<Item = &'static Flag> + use<'_> {
        self.flags().filter(|flag| self.is_given(flag.name))
    }

    fn last(&self, name: &str) -> Option<&Given> {
        debug_assert!(self.flags().any(|flag| flag.name == name), "the command has no flag --{name}");
        self.uses.iter().rev().find(|(flag, _)| flag.name == name).map(|(_, given)| given)
    }
}

fn quoted(letter: u8) -> String {
    crate::go::strconv::quote_rune(letter.into(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::flags::Kind;
    use proptest::prelude::*;

    const GROUP: Group = Group {
        heading: "Test",
        flags: &[
            Flag::new("debug", Kind::Switch, "A switch").short('d'),
            Flag::new("generate", Kind::Switch, "Another").short('g'),
            Flag::new("namespace", Kind::Text("NAME"), "A text").short('n'),
            Flag::new("set", Kind::Array("ITEM"), "A list"),
            Flag::new("values", Kind::Slice("ITEM"), "A list in CSV").short('f'),
            Flag::new("wait", Kind::Optional("alone"), "A text that may stand alone"),
        ],
    };

    fn read(typed: &[&str]) -> Result<Matches, String> {
        let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
        Matches::read(vec![&GROUP], &typed).map_err(|error| error.into_diagnostic().message)
    }

    fn refusal(typed: &[&str]) -> String {
        read(typed).map_or_else(|sentence| sentence, |matches| format!("read as {matches:?}"))
    }

    #[test]
    fn a_value_is_joined_or_the_next_argument_whatever_that_looks_like() {
        for typed in [&["--namespace", "-d"][..], &["--namespace=-d"], &["-n", "-d"], &["-n-d"], &["-n=-d"], &["-gn-d"]]
        {
            let matches = read(typed).expect("a good command line");
            assert_eq!(matches.text("namespace"), Some("-d".into()), "{typed:?}");
            assert!(!matches.is_given("debug"), "{typed:?}");
        }
        assert_eq!(read(&["-n", "--"]).expect("a good command line").text("namespace"), Some("--".into()));
        assert_eq!(read(&["-n="]).expect("a good command line").text("namespace"), Some("=".into()));
    }

    #[test]
    fn what_may_stand_alone_never_takes_the_next_argument() {
        let matches = read(&["--wait", "x", "--debug", "false", "-dg"]).expect("a good command line");
        assert_eq!(matches.arguments(), ["x", "false"]);
        assert_eq!(matches.text("wait"), Some("alone".into()));
        assert!(matches.switch("debug") && matches.switch("generate"));
    }

    #[test]
    fn the_last_repetition_wins_and_lists_add_up() {
        let typed =
            ["-dg", "--debug=f", "-n", "a", "--namespace=b", "-fa,b", "--values", "c", "--set=a,b", "--set", "c"];
        let matches = read(&typed).expect("a good command line");
        assert_eq!((matches.given_switch("debug"), matches.text("namespace")), (Some(false), Some("b".into())));
        assert_eq!(matches.list("values"), ["a", "b", "c"]);
        assert_eq!(matches.list("set"), ["a,b", "c"]);
    }

    #[test]
    fn two_dashes_end_the_flags_and_one_is_an_argument() {
        let matches = read(&["a", "-", "--", "--debug", "--"]).expect("a good command line");
        assert_eq!(matches.arguments(), ["a", "-", "--debug", "--"]);
    }

    #[test]
    fn the_first_mistake_is_named_in_the_words_of_pflag() {
        assert_eq!(refusal(&["--nope", "-z"]), "unknown flag: --nope");
        assert_eq!(refusal(&["-z", "--nope"]), "unknown shorthand flag: 'z' in -z");
        assert_eq!(refusal(&["-dzy"]), "unknown shorthand flag: 'z' in -zy");
        assert_eq!(refusal(&["-dn"]), "flag needs an argument: 'n' in -n");
        assert_eq!(refusal(&["--set"]), "flag needs an argument: --set");
        assert_eq!(refusal(&["---"]), "bad flag syntax: ---");
        assert_eq!(refusal(&["--=x"]), "bad flag syntax: --=x");
        let sentence = r#"invalid argument "x" for "-d, --debug" flag: strconv.ParseBool: parsing "x": invalid syntax"#;
        assert_eq!(refusal(&["-d=x", "--nope"]), sentence);
    }

    proptest! {
        #[test]
        fn every_argument_is_accounted_for(
            words in prop::collection::vec(prop_oneof!["[a-c]{0,3}", "-{0,3}[dgnfz=x,\"]{0,4}"], 0..8),
        ) {
            let typed: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Ok(matches) = read(&typed) {
                let letters = typed.iter().map(|word| word.len()).sum::<usize>();
                prop_assert!(matches.uses.len() + matches.arguments.len() <= letters + typed.len());
                let plain = typed.iter().filter(|word| !word.starts_with('-')).count();
                prop_assert!(matches.arguments.len() + matches.uses.len() >= plain);
            }
        }
    }
}
