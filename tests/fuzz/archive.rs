//! What must hold for any bytes as a packaged chart: they are loaded or refused, twice in the same way, no name leads out
//! of the chart, and no more comes out than is allowed.

use flate2::{Compression, write::GzEncoder};
use plimsoll::chart::{Chart, Loader, load};
use plimsoll::host::archive::read_archive;
use plimsoll::host::memory::Memory;
use plimsoll::host::walk::Budget;
use plimsoll::source::Sources;
use std::io::Write;
use std::path::Path;

/// What one archive may unpack here.
const LIMIT: u64 = 1 << 20;

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

fn summary(chart: &Chart) -> Vec<String> {
    let files = |chart: &Chart| -> Vec<String> {
        chart.raw.iter().map(|file| format!("{} {} {}", chart.name(), file.path, file.data.len())).collect()
    };
    chart.walk().into_iter().flat_map(files).collect()
}

fn loaded(archive: &[u8]) -> Result<Vec<String>, String> {
    let host = Memory::new().with("c.tgz", archive);
    let sources = Sources::new();
    let mut loader = Loader { host: &host, sources: &sources, notes: &mut Vec::new(), seen: None };
    load(Path::new("c.tgz"), &mut loader).map(|chart| summary(&chart)).map_err(|error| error.to_string())
}

/// Checks one input: 0 and the bytes of a gzip stream, or anything else and the bytes of a tar archive.
pub fn check(input: &[u8]) {
    let Some((kind, bytes)) = input.split_first() else { return };
    let archive = if *kind == 0 { bytes.to_vec() } else { zipped(bytes) };
    if let Ok(tree) = read_archive(&archive, "c.tgz", &mut Budget::new(LIMIT)) {
        let total: usize = tree.files().iter().map(|file| file.data.len()).sum();
        assert!(total as u64 <= LIMIT, "{total} bytes came out");
        for file in tree.files() {
            let plain = |part: &[u8]| !matches!(part, b"" | b"." | b"..");
            assert!(file.path.as_bytes().split(|&byte| byte == b'/').all(plain), "{:?}", file.path);
        }
    }
    assert_eq!(loaded(&archive), loaded(&archive), "two runs differ");
}
