//! `plimsoll repo index`: a folder of archives → [`crate::publish::index`] → index.yaml.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::publish as flags;
use super::{chart_input, dates};
use crate::chart::Notes;
use crate::diagnostic::Diagnostic;
use crate::host::disk::Disk;
use crate::host::{FileKind, Host, output};
use crate::publish::index::{Options, index, merge, write};
use crate::repository::Index;
use std::path::Path;

/// The command, one of those of `repo`.
pub(crate) const COMMAND: Command = Command {
    name: "index",
    about: "Write the index of a folder of archives",
    description: "Write index.yaml for a folder of archives, for the server of a chart repository.",
    usage: "DIR",
    arguments: Arguments::Exactly(1),
    groups: &[&flags::INDEX],
    action: Action::Run(run),
};

/// The largest index that is merged.
const MAX_INDEX: u64 = 512 << 20;

fn run(invocation: &mut Invocation) -> Outcome {
    let argument = invocation.arguments.first().cloned().unwrap_or_default();
    let folder = Disk.absolute(Path::new(&argument)).map_err(|error| chart_input::unreadable(&error))?;
    let text = |flag: &str| invocation.matches.text(flag).unwrap_or_default();
    let options = Options { url: text("url").to_string_lossy().into_owned(), now: dates::now()? };
    let as_json = invocation.matches.switch("json");
    if !Disk.metadata(&folder).is_ok_and(|known| known.kind == FileKind::Folder) {
        let sentence = format!("open {}: no such file or directory", folder.join("index.yaml").display());
        return Err(Box::new(Diagnostic::sentence("output::write", sentence).help("name a folder of archives")));
    }
    let mut notes = Notes::new();
    let mut found = index(&folder, &options, &Disk, &mut notes)?;
    let older = text("merge");
    if !older.is_empty() {
        merge(&mut found, read_older(Path::new(&older), options.now, as_json)?);
    }
    let failed = |error| Box::new(Diagnostic::from(error));
    let text = write(found, options.now, as_json).map_err(failed)?;
    let files = [("index.yaml", text.as_bytes())];
    output::write_files(&folder, files).map_err(|error| Box::new(error.to_diagnostic()))?;
    Ok(ExitStatus::Success)
}

/// The index to merge with; an empty one is written where there is none, as Helm does.
fn read_older(path: &Path, now: i64, as_json: bool) -> Result<Index, Box<Diagnostic>> {
    let refuse = |cause: String| {
        let diagnostic = Diagnostic::sentence("repository::index", format!("merge failed: {cause}"));
        Err(Box::new(diagnostic.help("name an index.yaml of a chart repository with --merge")))
    };
    if Disk.metadata(path).is_err_and(|error| error.is_not_found()) {
        if let Ok(text) = write(Index::default(), now, as_json) {
            // What is merged is nothing, whether or not it can be written down.
            let _ = output::write_file(path, text.as_bytes());
        }
        return Ok(Index::default());
    }
    match Disk.read(path, MAX_INDEX) {
        Err(error) => refuse(error.to_string()),
        Ok(text) => {
            Index::read(&text, None).or_else(|cause| refuse(format!("error loading {}: {cause}", path.display())))
        }
    }
}
