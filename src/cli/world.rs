//! From the flags about repeatability and limits to what a render is given: the handler of effects, and its budgets.

use super::command::Invocation;
use super::usage::UsageError;
use crate::diagnostic::{Diagnostic, Fault};
use crate::go::Value;
use crate::gotemplate::Limits;
use crate::host::disk::Disk;
use crate::host::effects::{Clock, Entropy, Handler, Objects, Seed, Settings};
use crate::host::{FileKind, Host};
use crate::render::Attempt;
use crate::yaml;
use std::ffi::OsString;
use std::path::Path;

/// The largest seed or file of look-up objects that is read.
const MAX_FILE: u64 = 32 << 20;

/// What the flags about repeatability say, as plain data from which each release gets a handler of its own.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// `--clock`.
    pub clock: Clock,
    /// `--entropy none`: what asks for randomness is an error.
    pub refuses_entropy: bool,
    /// The content of `--seed-file`.
    seed: Option<Vec<u8>>,
    /// `--lookup-dir`.
    lookup: Option<OsString>,
    /// Whether the network may be asked for addresses.
    pub dns: bool,
    /// The local zone; the system's without one.
    pub zone: Option<String>,
}

impl Declared {
    /// Reads the flags `--clock`, `--seed-file`, `--entropy` and `--lookup-dir`.
    pub fn read(invocation: &Invocation) -> Result<Self, Box<Diagnostic>> {
        let matches = &invocation.matches;
        let clock = match matches.text("clock") {
            Some(text) => {
                Clock::from_text(&text.to_string_lossy()).map_err(|sentence| bad_flag("--clock", &sentence))?
            }
            None => Clock::System,
        };
        let seed = match matches.text("seed-file") {
            Some(path) => {
                let secret = Disk.read_any(Path::new(&path), MAX_FILE);
                Some(secret.map_err(|error| unreadable(&error.to_string()))?)
            }
            None => None,
        };
        let refuses_entropy = matches.text("entropy").is_some_and(|word| word == "none");
        Ok(Declared { clock, refuses_entropy, seed, lookup: matches.text("lookup-dir"), dns: false, zone: None })
    }

    /// The same, with made-up answers to what is refused where `attempt` is for finding out whether they show.
    pub fn answering(&self, attempt: Attempt) -> Declared {
        let mut declared = self.clone();
        if let Attempt::Probe(number) = attempt {
            if declared.clock == Clock::Refuse {
                // Years, months, days and times of day all differ.
                declared.clock = Clock::Fixed((1_000_000_000 + i128::from(number) * 40_009_999) * 1_000_000_000);
            }
            if declared.refuses_entropy && declared.seed.is_none() {
                declared.seed = Some(vec![number; 32]);
            }
        }
        declared
    }

    /// The handler for a release of that name in that namespace.
    pub fn handler(&self, release: &str, namespace: &str) -> Result<Handler, Box<Diagnostic>> {
        let mut settings =
            Settings { clock: self.clock, dns: self.dns, zone: self.zone.clone(), ..Settings::default() };
        if self.refuses_entropy {
            settings.entropy = Entropy::Refuse;
        }
        if let Some(secret) = &self.seed {
            let seed = Seed::new(secret, release, namespace).map_err(|sentence| bad_flag("--seed-file", &sentence))?;
            settings.entropy = Entropy::Seeded(seed);
        }
        if let Some(folder) = &self.lookup {
            settings.objects = Some(objects(Path::new(folder))?);
        }
        Ok(Handler::new(settings))
    }
}

/// The handler that `--clock`, `--seed-file`, `--entropy`, and `--lookup-dir` ask for; `dns`: whether
/// the network may be asked for addresses.
pub(super) fn effects(
    invocation: &Invocation,
    release: &str,
    namespace: &str,
    dns: bool,
) -> Result<Handler, Box<Diagnostic>> {
    Declared { dns, ..Declared::read(invocation)? }.handler(release, namespace)
}

fn bad_flag(flag: &str, sentence: &str) -> Box<Diagnostic> {
    Box::new(UsageError::flag_value(&format!("{flag}: {sentence}")).into_diagnostic())
}

fn unreadable(sentence: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("input::unreadable", sentence).fault(Fault::Outside))
}

/// The objects in the YAML and JSON files of a folder and of the folders in it, in the order of their names.
fn objects(folder: &Path) -> Result<Objects, Box<Diagnostic>> {
    let mut objects = Objects::default();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(path) = pending.pop() {
        match Disk.metadata(&path).map_err(|error| unreadable(&error.to_string()))?.kind {
            FileKind::Folder => {
                let names = Disk.list(&path).map_err(|error| unreadable(&error.to_string()))?;
                let inside = names.into_iter().rev().map(|name| path.join(name));
                pending.extend(inside.filter(|path| is_plain(path)));
            }
            FileKind::File if is_manifest(&path) => add_objects(&path, &mut objects)?,
            _ => {}
        }
    }
    Ok(objects)
}

/// Links are not followed: the folder is what was named, and nothing else.
fn is_plain(path: &Path) -> bool {
    Disk.link_metadata(path).is_ok_and(|known| matches!(known.kind, FileKind::File | FileKind::Folder))
}

fn is_manifest(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known))
}

fn add_objects(path: &Path, objects: &mut Objects) -> Result<(), Box<Diagnostic>> {
    let text = Disk.read(path, MAX_FILE).map_err(|error| unreadable(&error.to_string()))?;
    let bad = |cause: &str| {
        let message = format!("{} is no object for lookup: {cause}", path.display());
        Box::new(Diagnostic::error("input::lookup-object", message))
    };
    for document in crate::helm::documents(&text) {
        match yaml::decode(document).map_err(|error| bad(error.message()))? {
            Value::Nil => {}
            Value::Map(object) => objects.add(&object).map_err(|cause| bad(&cause))?,
            _ => return Err(bad("it is not a mapping")),
        }
    }
    Ok(())
}

/// The budgets, with those that flags raise.
pub(super) fn limits(invocation: &Invocation) -> Limits {
    let default = Limits::default();
    let count = |name: &str| invocation.matches.count(name);
    let size = |name: &str, default: usize| {
        count(name).map_or(default, |number| usize::try_from(number).unwrap_or(usize::MAX))
    };
    Limits {
        steps: count("max-steps").unwrap_or(default.steps),
        output: size("max-output", default.output),
        allocation: count("max-allocation").unwrap_or(default.allocation),
        include_depth: size("max-include-depth", default.include_depth),
        tpl_depth: size("max-tpl-depth", default.tpl_depth),
        ..default
    }
}
