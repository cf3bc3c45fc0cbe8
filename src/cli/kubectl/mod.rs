//! Plimsoll as a plugin of kubectl: under the name `kubectl-plimsoll` it answers to `kubectl plimsoll`, and under
//! `kubectl_complete-plimsoll` it tells kubectl how a command line may go on. The names are those of kubectl's documentation on
//! plugins; links to the one binary serve for both.

mod complete;
mod install;

pub(crate) use complete::complete;
pub(crate) use install::COMMAND;

use std::ffi::OsStr;
use std::path::Path;

/// The name under which kubectl finds a plugin.
const PLUGIN: &str = "kubectl-plimsoll";

/// The name under which kubectl finds what completes a plugin's command lines.
const COMPLETER: &str = "kubectl_complete-plimsoll";

/// As what the program was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// A program of its own.
    Program,
    /// A plugin of kubectl.
    Plugin,
    /// What completes the plugin's command lines.
    Completer,
}

impl Called {
    /// What the name means by which the program was started: a path, on Windows with an ending.
    pub fn by(name: &OsStr) -> Called {
        let stem = Path::new(name).file_stem().unwrap_or_default();
        match stem.to_str() {
            Some(PLUGIN) => Called::Plugin,
            Some(COMPLETER) => Called::Completer,
            _ => Called::Program,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides() {
        for (name, called) in [
            ("plimsoll", Called::Program),
            ("/usr/bin/kubectl-plimsoll", Called::Plugin),
            ("kubectl-plimsoll.exe", Called::Plugin),
            ("./kubectl_complete-plimsoll", Called::Completer),
            ("", Called::Program),
        ] {
            assert_eq!(Called::by(OsStr::new(name)), called, "{name}");
        }
    }
}
