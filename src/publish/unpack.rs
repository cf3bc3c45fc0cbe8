//! Unpacking what was pulled: the archive is read in memory, names and all, before the first file is written, and nothing is
//! written through a link or over what is there.

use super::pull::Pulled;
use crate::chart::read_metadata;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::archive::{read_archive, read_plain_archive};
use crate::host::disk::Disk;
use crate::host::walk::Budget;
use crate::host::{FileTree, Host, output};
use crate::source::SourceId;
use std::path::Path;

/// Writes the files of an archive below `folder`: a chart's into a folder of the chart's name, another artifact's as they
/// are.
pub fn unpack(pulled: &Pulled, folder: &Path) -> Result<(), Box<Diagnostic>> {
    let mut budget = Budget::new(Budget::CHART);
    let read = if pulled.is_artifact { read_plain_archive } else { read_archive };
    let tree = read(&pulled.archive, &pulled.file_name, &mut budget)
        .map_err(|error| Box::new(Diagnostic::sentence("load::archive", error.to_string())))?;
    let folder = if pulled.is_artifact { folder.to_path_buf() } else { folder.join(chart_name(&tree)?) };
    if Disk.link_metadata(&folder).is_ok() && !(pulled.is_artifact && is_empty_folder(&folder)) {
        let shown = crate::go::path::clean(folder.as_os_str().as_encoded_bytes());
        let shown = String::from_utf8_lossy(&shown).into_owned();
        let sentence = format!("failed to untar: a file or directory with the name {shown} already exists");
        let help = "remove it first, or choose another folder with --untardir";
        return Err(Box::new(Diagnostic::sentence("pull::exists", sentence).fault(Fault::Outside).help(help)));
    }
    let files: Vec<(String, &[u8])> = tree.files().iter().map(|file| (file.path.to_string(), &*file.data)).collect();
    let files = files.iter().map(|(path, data)| (path.as_str(), *data));
    output::write_files(&folder, files).map_err(|error| Box::new(error.to_diagnostic()))
}

fn is_empty_folder(folder: &Path) -> bool {
    Disk.list(folder).is_ok_and(|names| names.is_empty())
}

/// The chart's name, which becomes a folder's.
fn chart_name(tree: &FileTree) -> Result<String, Box<Diagnostic>> {
    let refuse = |sentence: &str| Box::new(Diagnostic::sentence("load::chart-yaml", sentence));
    let file = tree.get("Chart.yaml").ok_or_else(|| refuse("chart name not specified"))?;
    let metadata = read_metadata(&file.data, SourceId::UNKNOWN).map_err(|error| Box::new(Diagnostic::from(error)))?;
    let name = metadata.name;
    let is_folder = !matches!(name.as_str(), "" | "." | "..") && !name.contains(['/', '\\', '\0', '\n', '\r']);
    if is_folder { Ok(name) } else { Err(refuse(&format!("chart name {name:?} is no name of a folder"))) }
}
