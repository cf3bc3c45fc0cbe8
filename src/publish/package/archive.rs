//! Writing a gzipped tar archive so that the same entries give the same bytes on every machine: no owner, one mode, one time,
//! a gzip header without name and time. Helm, and every other reader of charts, reads it.

use crate::chart::Error;
use crate::go::Str;
use flate2::{Compression, GzBuilder};
use std::io;
use std::path::Path;

/// The time of entries when nobody says another: 1980-01-01T00:00:00Z, the earliest that all archive formats can hold.
pub const REPRODUCIBLE_TIME: i64 = 315_532_800;

/// What gzip's header says where the system that made the file is unknown.
const UNKNOWN_SYSTEM: u8 = 255;

/// One file of an archive.
pub(super) struct Entry {
    /// Its path, with the chart's name in front.
    pub path: Vec<u8>,
    /// What is in it.
    pub data: Str,
}

/// The archive of these entries, in the order of their paths; of entries with one path, those that are given later come later.
pub(super) fn write(mut entries: Vec<Entry>, time: i64) -> Result<Vec<u8>, Error> {
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    // The same text twice under one path says nothing more.
    entries.dedup_by(|later, earlier| later.path == earlier.path && later.data == earlier.data);
    written(&entries, u64::try_from(time).unwrap_or_default())
        .map_err(|error| Error::new("package::archive", error.to_string()))
}

fn written(entries: &[Entry], time: u64) -> io::Result<Vec<u8>> {
    let gzip = GzBuilder::new().mtime(0).operating_system(UNKNOWN_SYSTEM).write(Vec::new(), Compression::default());
    let mut builder = tar::Builder::new(gzip);
    for entry in entries {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(0o644);
        header.set_mtime(time);
        header.set_size(entry.data.len() as u64);
        append(&mut builder, &mut header, entry)?;
    }
    builder.into_inner()?.finish()
}

#[cfg(unix)]
fn append(builder: &mut tar::Builder<impl io::Write>, header: &mut tar::Header, entry: &Entry) -> io::Result<()> {
    let path = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(&entry.path);
    builder.append_data(header, Path::new(path), &entry.data[..])
}

#[cfg(not(unix))]
fn append(builder: &mut tar::Builder<impl io::Write>, header: &mut tar::Header, entry: &Entry) -> io::Result<()> {
    builder.append_data(header, Path::new(String::from_utf8_lossy(&entry.path).as_ref()), &entry.data[..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::archive::read_archive;
    use crate::host::walk::Budget;

    fn entry(path: &str, data: &str) -> Entry {
        Entry { path: path.into(), data: Str::from(data) }
    }

    fn packed(entries: Vec<Entry>) -> Vec<u8> {
        write(entries, REPRODUCIBLE_TIME).expect("memory")
    }

    #[test]
    fn the_order_of_entries_changes_no_byte() {
        let one = packed(vec![entry("c/b", "2"), entry("c/a", "1")]);
        assert_eq!(one, packed(vec![entry("c/a", "1"), entry("c/b", "2")]));
        assert_eq!(&one[..10], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], "no name, no time");
    }

    #[test]
    fn names_of_any_length_come_back() {
        for length in [1, 90, 99, 100, 101, 155, 250, 256, 300, 1000] {
            let path = format!("chart/{}", "d/".repeat(length / 2) + "f");
            let bytes = packed(vec![entry(&path, "x")]);
            let tree = read_archive(&bytes, "c.tgz", &mut Budget::new(1 << 20)).expect("readable");
            assert_eq!(format!("chart/{}", tree.files()[0].path), path);
        }
    }
}
