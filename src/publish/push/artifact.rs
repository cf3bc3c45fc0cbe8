//! A folder of manifests as an artifact that Flux's OCIRepository takes: one archive with plain names, whose bytes depend on
//! the files alone.

use super::{Content, refuse, rfc3339};
use crate::diagnostic::{Diagnostic, Fault};
use crate::go::Str;
use crate::host::disk::Disk;
use crate::host::walk::Budget;
use crate::host::{FileKind, Host};
use crate::oci::media;
use crate::publish::package::{REPRODUCIBLE_TIME, pack_files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The configuration of an artifact that has nothing to configure.
const NO_CONFIG: &[u8] = b"{}";

/// The files of a folder by their paths in it. Links and devices are refused, and git's own folder is left out.
pub fn read_folder(folder: &Path) -> Result<Vec<(Vec<u8>, Str)>, Box<Diagnostic>> {
    let outside = |error: crate::host::Error| {
        Box::new(Diagnostic::sentence("input::unreadable", error.to_string()).fault(Fault::Outside))
    };
    let mut budget = Budget::new(Budget::CHART);
    let mut files = Vec::new();
    let mut pending: Vec<(PathBuf, Vec<u8>)> = vec![(folder.to_path_buf(), Vec::new())];
    while let Some((path, name)) = pending.pop() {
        let known = if name.is_empty() { Disk.metadata(&path) } else { Disk.link_metadata(&path) };
        match known.map_err(outside)?.kind {
            FileKind::Folder => {
                for inside in Disk.list(&path).map_err(outside)?.into_iter().filter(|inside| inside != ".git") {
                    let prefix = if name.is_empty() { Vec::new() } else { [name.as_slice(), b"/"].concat() };
                    pending.push((path.join(&inside), [&prefix, inside.as_encoded_bytes()].concat()));
                }
            }
            FileKind::File if !name.is_empty() => {
                let data = Disk.read(&path, budget.remaining()).map_err(outside)?;
                budget.spend(data.len() as u64);
                files.push((name, Str::from(data)));
            }
            _ => {
                return Err(refuse(
                    "push::artifact",
                    format!("{}: only folders and the files in them are packed", path.display()),
                ));
            }
        }
    }
    match files.is_empty() {
        true => Err(refuse("push::artifact", format!("{}: there is no file in it", folder.display()))),
        false => Ok(files),
    }
}

impl Content {
    /// An artifact of these files for `tag`. `source` and `revision` say where they come from; `time` is when they were made.
    pub fn of_manifests(
        files: Vec<(Vec<u8>, Str)>,
        tag: &str,
        (source, revision): (&str, &str),
        time: Option<i64>,
    ) -> Result<Content, Box<Diagnostic>> {
        let time = time.unwrap_or(REPRODUCIBLE_TIME);
        let archive = pack_files(files, time).map_err(|error| Box::new(Diagnostic::from(error)))?;
        let key = |name: &str| format!("org.opencontainers.image.{name}");
        let annotations =
            [("created", rfc3339(time)), ("source", source.to_owned()), ("revision", revision.to_owned())];
        let annotations: BTreeMap<String, String> = annotations
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (key(name), text))
            .collect();
        Ok(Content {
            name: String::new(),
            tag: tag.to_owned(),
            config: (media::FLUX_CONFIG, NO_CONFIG.into()),
            layers: vec![(media::FLUX_LAYER, archive.into())],
            annotations,
        })
    }
}
