//! `plimsoll package`: chart folders → [`crate::publish::package`] → archives, and provenance files where they are signed.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::dependency::Voice;
use super::exit::ExitStatus;
use super::flags::publish as flags;
use super::usage::UsageError;
use super::{chart_input, dates, dependency, network, provenance};
use crate::chart::{Chart, Notes};
use crate::diagnostic::Diagnostic;
use crate::go::path;
use crate::host::disk::Disk;
use crate::host::{FileKind, Host, output};
use crate::publish::dependency::Verification;
use crate::publish::package::{self, Options, Package};
use crate::publish::provenance::{Keyring, Passphrase, sign};
use std::cell::OnceCell;
use std::path::{Path, PathBuf};

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "package",
    about: "Pack charts into archives",
    description: "Pack the folders of charts into archives: the same folder always into the same bytes.",
    usage: "CHART...",
    arguments: Arguments::Any,
    groups: &[&flags::PACKAGE, &flags::SIGN, &flags::CONNECTION],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    if invocation.arguments.is_empty() {
        let error = UsageError::new("usage::arguments", "need at least one argument, the path to the chart");
        return Err(Box::new(error.into_diagnostic()));
    }
    dates::source_date_epoch()?;
    let text = |flag: &str| invocation.matches.text(flag).unwrap_or_default();
    if invocation.matches.switch("sign") {
        if text("key").is_empty() {
            return Err(missing("--key is required for signing a package"));
        }
        if invocation.matches.is_given("keyring") && text("keyring").is_empty() {
            return Err(missing("--keyring is required for signing a package"));
        }
    }
    network::registry_client(invocation)?;
    let signing = Signing::asked_for(invocation);
    for argument in invocation.arguments.clone() {
        let place = pack(invocation, Path::new(&argument), signing.as_ref())?;
        let line = format!("Successfully packaged chart and saved it to: {place}\n");
        invocation.printer.write(line.as_bytes());
    }
    Ok(ExitStatus::Success)
}

fn missing(sentence: &str) -> Box<Diagnostic> {
    Box::new(UsageError::new("usage::arguments", sentence).into_diagnostic())
}

/// The keys, and the passphrase once a locked key has asked for it: standard input can be read only once.
struct Signing {
    name: String,
    keyring: OnceCell<Keyring>,
    passphrase: OnceCell<Passphrase>,
}

impl Signing {
    fn asked_for(invocation: &Invocation) -> Option<Self> {
        let name = invocation.matches.text("key").unwrap_or_default().to_string_lossy().into_owned();
        let wanted = invocation.matches.switch("sign");
        wanted.then(|| Signing { name, keyring: OnceCell::new(), passphrase: OnceCell::new() })
    }

    /// The provenance file of a package.
    fn sign(&self, invocation: &Invocation, package: &Package) -> Result<String, Box<Diagnostic>> {
        let passphrase = || match self.passphrase.get() {
            Some(passphrase) => Ok(passphrase),
            None => {
                let passphrase = provenance::passphrase(invocation)?;
                Ok(self.passphrase.get_or_init(|| passphrase))
            }
        };
        let keyring = match self.keyring.get() {
            Some(keyring) => keyring,
            None => {
                let keyring = provenance::keyring(invocation)?;
                self.keyring.get_or_init(|| keyring)
            }
        };
        // A file that is named has to be there, whether the key is locked or not.
        if invocation.matches.text("passphrase-file").is_some_and(|file| !file.is_empty()) {
            passphrase()?;
        }
        sign(package, keyring, &self.name, passphrase, dates::now()?)
    }
}

/// Packs one chart and gives the path of its archive.
fn pack(invocation: &mut Invocation, argument: &Path, signing: Option<&Signing>) -> Result<String, Box<Diagnostic>> {
    let known = Disk.metadata(argument).map_err(|error| chart_input::unreadable(&error))?;
    let folder = Disk.absolute(argument).map_err(|error| chart_input::unreadable(&error))?;
    if invocation.matches.switch("dependency-update") {
        dependency::update(invocation, &folder, Verification::Never, Voice::Silent)?;
    }
    if known.kind != FileKind::Folder {
        let place = folder.join("Chart.yaml");
        let place = place.display();
        let sentence = format!("unable to detect chart at {place}: open {place}: not a directory");
        let diagnostic = Diagnostic::sentence("load::chart-yaml-missing", sentence);
        return Err(Box::new(diagnostic.help("name the folder of a chart: an archive is packed already")));
    }
    let text = |flag: &str| {
        let text = invocation.matches.text(flag).filter(|text| !text.is_empty());
        text.map(|text| text.to_string_lossy().into_owned())
    };
    let options = Options {
        version: text("version"),
        app_version: text("app-version"),
        time: dates::of_entries(invocation, &folder, package::REPRODUCIBLE_TIME)?,
    };
    let chart = load(invocation, argument)?;
    let package = package::package(chart, &options).map_err(|error| Box::new(Diagnostic::from(error)))?;
    let folder = destination(invocation)?;
    let provenance = signing.map(|signing| signing.sign(invocation, &package)).transpose()?;
    write(&folder, &package, provenance.as_deref())
}

fn load(invocation: &mut Invocation, folder: &Path) -> Result<Chart, Box<Diagnostic>> {
    let mut notes = Notes::new();
    let chart = chart_input::chart(invocation, folder, &mut notes);
    for note in &notes {
        invocation.printer.report(note, &invocation.sources);
    }
    chart
}

/// The folder that `--destination` names.
fn destination(invocation: &Invocation) -> Result<PathBuf, Box<Diagnostic>> {
    let destination = invocation.matches.text("destination").unwrap_or_else(|| ".".into());
    let folder = match destination.as_encoded_bytes() {
        b"." => Disk.absolute(Path::new(".")).map_err(|error| chart_input::unreadable(&error))?,
        _ => destination.into(),
    };
    if Disk.metadata(&folder).is_ok_and(|known| known.kind != FileKind::Folder) {
        let sentence = format!("failed to save: is not a directory: {}", folder.display());
        return Err(Box::new(Diagnostic::sentence("output::write", sentence)));
    }
    Ok(folder)
}

/// Writes the archive and its provenance file, and gives the archive's path.
fn write(folder: &Path, package: &Package, provenance: Option<&str>) -> Result<String, Box<Diagnostic>> {
    let beside = format!("{}.prov", package.file_name);
    let provenance = provenance.map(|text| (beside.as_str(), text.as_bytes()));
    let files = [(package.file_name.as_str(), package.archive.as_slice())];
    output::write_files(folder, files.into_iter().chain(provenance))
        .map_err(|error| Box::new(error.to_diagnostic()))?;
    let place = folder.join(&package.file_name);
    Ok(String::from_utf8_lossy(&path::clean(place.as_os_str().as_encoded_bytes())).into_owned())
}
