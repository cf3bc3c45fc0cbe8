//! A gzipped tar archive becomes a [`FileTree`] without a byte touching the disk: names are checked, the top folder is
//! taken off, and every byte that comes out of the decoder is counted. What two readers of tar could read differently
//! is refused.

use super::tree::without_mark;
use super::walk::Budget;
use super::{File, FileTree, TreePath};
use flate2::read::MultiGzDecoder;
use std::fmt;
use std::io::{self, Read};

/// A tar block.
const BLOCK: usize = 512;

/// The size that Go allows for an extension header.
const MAX_EXTENSION: u64 = 1 << 20;

/// The size of a gzip header without what it may be followed by.
const GZIP_HEADER: usize = 10;

/// Why an archive could not be read, in the words of Helm and of Go's `archive/tar` and `compress/gzip`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No gzip stream at all.
    GzipHeader,
    /// A broken or truncated gzip stream.
    Gzip(String),
    /// A header that is no tar header.
    Header,
    /// The archive ends inside an entry.
    UnexpectedEnd,
    /// A header that two readers may read differently.
    Ambiguous(&'static str),
    /// A name from the root of the file system.
    Absolute,
    /// A name that is the top folder itself.
    Outside(String),
    /// A name with `..`.
    Parent,
    /// A drive letter, a NUL or a line break in a name.
    Name,
    /// `Chart.yaml` beside the top folder.
    NoBase,
    /// More bytes than a chart may have.
    TooLarge(u64),
    /// Nothing in it.
    Empty,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::GzipHeader => f.write_str("gzip: invalid header"),
            Error::Gzip(cause) => f.write_str(cause),
            Error::Header => f.write_str("archive/tar: invalid tar header"),
            Error::UnexpectedEnd => f.write_str("unexpected EOF"),
            Error::Ambiguous(what) => write!(f, "archive/tar: ambiguous tar header: {what}"),
            Error::Absolute => f.write_str("chart illegally contains absolute paths"),
            Error::Outside(name) => {
                write!(f, "chart illegally contains content outside the base directory: {name}")
            }
            Error::Parent => f.write_str("chart illegally references parent directory"),
            Error::Name => f.write_str("chart contains illegally named files"),
            Error::NoBase => f.write_str("chart yaml not in base directory"),
            Error::TooLarge(limit) => write!(f, "decompressed chart is larger than the maximum size {limit}"),
            Error::Empty => f.write_str("no files in chart archive"),
        }
    }
}

impl std::error::Error for Error {}

/// Whether the bytes start as a gzip stream does.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B\x08")
}

/// Reads an archive. `display` names it in front of its files' names; `budget` is what it may still unpack.
///
/// Links, devices and pipes become empty files, as they do for Helm: they have no content of their own.
pub fn read_archive(bytes: &[u8], display: &str, budget: &mut Budget) -> Result<FileTree, Error> {
    let mut reader = Reader::open(bytes, budget)?;
    let mut files = Vec::new();
    while let Some(entry) = reader.next_entry()? {
        if entry.is_folder() {
            continue;
        }
        let path = chart_path(&entry.name)?;
        let data = reader.paid_content(entry.size, budget)?;
        let display = format!("{display}: {path}");
        files.push(File { path, data: without_mark(data.into()), display });
    }
    if files.is_empty() { Err(Error::Empty) } else { Ok(FileTree::new(files)) }
}

/// Reads an archive of files that have no top folder, as they are: manifests for Flux. Anything but files and folders, and
/// names that lead out, are refused.
pub fn read_plain_archive(bytes: &[u8], display: &str, budget: &mut Budget) -> Result<FileTree, Error> {
    let mut reader = Reader::open(bytes, budget)?;
    let mut files = Vec::new();
    while let Some(entry) = reader.next_entry()? {
        if entry.is_folder() {
            continue;
        }
        if !matches!(entry.flag, 0 | b'0') {
            return Err(Error::Ambiguous("an entry that is no file"));
        }
        if entry.name.starts_with(b"/") {
            return Err(Error::Absolute);
        }
        let clean = cleaned(&entry.name).ok_or(Error::Parent)?;
        let path = TreePath::new(&clean).ok_or(Error::Name)?;
        let data = reader.paid_content(entry.size, budget)?;
        let display = format!("{display}: {path}");
        files.push(File { path, data: data.into(), display });
    }
    if files.is_empty() { Err(Error::Empty) } else { Ok(FileTree::new(files)) }
}

/// The newest time among an archive's entries, in seconds since 1970. Entries are passed over without being kept.
pub fn newest_time(bytes: &[u8], budget: &mut Budget) -> Result<Option<u64>, Error> {
    let mut reader = Reader::open(bytes, budget)?;
    let mut newest = None;
    while let Some(entry) = reader.next_entry()? {
        budget.spend(entry.size).ok_or(Error::TooLarge(budget.total()))?;
        reader.content(entry.size)?;
        newest = newest.max(entry.time);
    }
    Ok(newest)
}

/// An entry's name without its top folder, checked as Helm checks it.
fn chart_path(name: &[u8]) -> Result<TreePath, Error> {
    // An archive that was made on Windows may have the other separator.
    let separator = if name.contains(&b'\\') { b'\\' } else { b'/' };
    let mut parts = name.splitn(2, |&byte| byte == separator);
    let top = parts.next().unwrap_or_default();
    let rest: Vec<u8> =
        parts.next().unwrap_or_default().iter().map(|&byte| if byte == separator { b'/' } else { byte }).collect();
    if rest.starts_with(b"/") {
        return Err(Error::Absolute);
    }
    let Some(clean) = cleaned(&rest) else { return Err(Error::Parent) };
    if clean.is_empty() {
        return Err(Error::Outside(crate::go::strconv::quote(name)));
    }
    if clean.starts_with(b"..") {
        return Err(Error::Parent);
    }
    if matches!(clean.as_slice(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic()) {
        return Err(Error::Name);
    }
    if top == b"Chart.yaml" {
        return Err(Error::NoBase);
    }
    TreePath::new(&clean).ok_or(Error::Name)
}

/// A relative path without empty parts, `.` and `..`; `None` where it leads out.
fn cleaned(path: &[u8]) -> Option<Vec<u8>> {
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|&byte| byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join(&b'/'))
}

/// An entry's header after its extensions were applied.
struct Entry {
    name: Vec<u8>,
    flag: u8,
    mode: u64,
    size: u64,
    time: Option<u64>,
}

impl Entry {
    fn is_folder(&self) -> bool {
        /// The file type bits of `st_mode`, and those of a folder.
        const TYPE: u64 = !0o7777;
        const FOLDER: u64 = 0o40000;
        self.flag == b'5' || self.mode & TYPE == FOLDER || (matches!(self.flag, 0 | b'0') && self.name.ends_with(b"/"))
    }
}

/// What extension headers say of the next entry.
#[derive(Default)]
struct Extension {
    path: Option<Vec<u8>>,
    size: Option<u64>,
}

struct Reader<'a> {
    stream: MultiGzDecoder<&'a [u8]>,
    /// Everything that comes out of the decoder, headers and padding included.
    raw: Budget,
}

impl<'a> Reader<'a> {
    /// A reader of an archive that may unpack to no more than `budget` has in all.
    fn open(bytes: &'a [u8], budget: &Budget) -> Result<Self, Error> {
        match bytes.len() {
            0 => return Err(Error::Gzip(String::from("EOF"))),
            1..GZIP_HEADER => return Err(Error::UnexpectedEnd),
            _ if !is_gzip(bytes) => return Err(Error::GzipHeader),
            _ => {}
        }
        Ok(Reader { stream: MultiGzDecoder::new(bytes), raw: Budget::new(budget.total().saturating_mul(2)) })
    }

    /// The content that follows a header, which `budget` pays for.
    fn paid_content(&mut self, size: u64, budget: &mut Budget) -> Result<Vec<u8>, Error> {
        if size > budget.remaining() {
            return Err(Error::TooLarge(budget.total()));
        }
        let data = self.content(size)?;
        budget.spend(data.len() as u64).ok_or(Error::TooLarge(budget.total()))?;
        Ok(data)
    }

    /// The next entry's header; its content is next in the stream. `None` at the end of the archive.
    fn next_entry(&mut self) -> Result<Option<Entry>, Error> {
        let mut extension = Extension::default();
        loop {
            let Some(block) = self.header_block()? else { return Ok(None) };
            let header = Header::parse(&block)?;
            match header.flag {
                // A global extension header: Go hands it out and Helm passes over it.
                b'g' => drop(self.extension_content(header.size)?),
                b'x' => extension.read_pax(&self.extension_content(header.size)?)?,
                b'L' => extension.path = Some(until_nul(&self.extension_content(header.size)?).to_vec()),
                b'K' => drop(self.extension_content(header.size)?),
                b'S' => return Err(Error::Ambiguous("sparse file")),
                _ => return header.into_entry(extension).map(Some),
            }
        }
    }

    fn header_block(&mut self) -> Result<Option<[u8; BLOCK]>, Error> {
        let Some(block) = self.block()? else { return Ok(None) };
        if block.iter().any(|&byte| byte != 0) {
            return Ok(Some(block));
        }
        // Two blocks of zeros end an archive; what follows is not read. One alone at the end is as good.
        match self.block()? {
            Some(second) if second.iter().any(|&byte| byte != 0) => Err(Error::Header),
            _ => Ok(None),
        }
    }

    /// One block; `None` where the stream ends in front of it.
    fn block(&mut self) -> Result<Option<[u8; BLOCK]>, Error> {
        let mut block = [0; BLOCK];
        let mut filled = 0;
        while filled < BLOCK {
            match self.stream.read(&mut block[filled..]) {
                Ok(0) if filled == 0 => return Ok(None),
                Ok(0) => return Err(Error::UnexpectedEnd),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(decoder_error(&error)),
            }
        }
        self.raw.spend(BLOCK as u64).ok_or(Error::TooLarge(self.raw.total() / 2))?;
        Ok(Some(block))
    }

    fn extension_content(&mut self, size: u64) -> Result<Vec<u8>, Error> {
        if size > MAX_EXTENSION { Err(Error::Header) } else { self.content(size) }
    }

    /// The content that follows a header, and its padding.
    fn content(&mut self, size: u64) -> Result<Vec<u8>, Error> {
        let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        self.raw.spend(size.saturating_add(padding)).ok_or(Error::TooLarge(self.raw.total() / 2))?;
        // The size is the archive's word, but it was held against the budget; memory is only used for what is there.
        let mut data = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
        self.stream.by_ref().take(size).read_to_end(&mut data).map_err(|error| decoder_error(&error))?;
        if (data.len() as u64) < size {
            return Err(Error::UnexpectedEnd);
        }
        io::copy(&mut self.stream.by_ref().take(padding), &mut io::sink()).map_err(|error| decoder_error(&error))?;
        Ok(data)
    }
}

fn decoder_error(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::UnexpectedEnd,
        _ => Error::Gzip(format!("gzip: {error}")),
    }
}

/// The fields of one header block that matter here.
struct Header {
    name: Vec<u8>,
    flag: u8,
    mode: u64,
    size: u64,
    time: Option<u64>,
}

impl Header {
    fn parse(block: &[u8; BLOCK]) -> Result<Header, Error> {
        let stored = number(&block[148..156]).ok_or(Error::Header)?;
        let unsigned: u64 = checksum_bytes(block).map(u64::from).sum();
        let signed: i64 = checksum_bytes(block).map(|byte| i64::from(byte as i8)).sum();
        if stored != unsigned && i64::try_from(stored) != Ok(signed) {
            return Err(Error::Header);
        }
        let mut name = until_nul(&block[..100]).to_vec();
        // Only POSIX's layout has a prefix here; GNU's has other fields in its place.
        if block[257..265] == *b"ustar\x0000" {
            let prefix = until_nul(&block[345..500]);
            if !prefix.is_empty() {
                name = [prefix, b"/", &name].concat();
            }
        }
        let size = number(&block[124..136]).ok_or(Error::Header)?;
        let mode = number(&block[100..108]).ok_or(Error::Header)?;
        Ok(Header { name, flag: block[156], mode, size, time: number(&block[136..148]) })
    }

    fn into_entry(self, extension: Extension) -> Result<Entry, Error> {
        let size = match extension.size {
            Some(size) if self.size != 0 && self.size != size => {
                return Err(Error::Ambiguous("two different sizes"));
            }
            Some(size) => size,
            None => self.size,
        };
        // Links, devices, folders and pipes have no content, whatever their size field says.
        let size = if matches!(self.flag, b'1'..=b'6') { 0 } else { size };
        if i64::try_from(size).is_err() {
            return Err(Error::Header);
        }
        let name = extension.path.unwrap_or(self.name);
        Ok(Entry { name, flag: self.flag, mode: self.mode, size, time: self.time })
    }
}

/// A header's bytes with its own checksum field as spaces.
fn checksum_bytes(block: &[u8; BLOCK]) -> impl Iterator<Item = u8> + '_ {
    block.iter().enumerate().map(|(at, &byte)| if (148..156).contains(&at) { b' ' } else { byte })
}

fn until_nul(field: &[u8]) -> &[u8] {
    field.split(|&byte| byte == 0).next().unwrap_or_default()
}

/// A numeric field: octal digits among spaces and NULs, or big-endian bits after a set high bit. Negative is `None`.
fn number(field: &[u8]) -> Option<u64> {
    if let [first, rest @ ..] = field
        && first & 0x80 != 0
    {
        if first & 0x40 != 0 {
            return None;
        }
        let start = u64::from(first & 0x3F);
        return rest.iter().try_fold(start, |sum, &byte| sum.checked_mul(256)?.checked_add(u64::from(byte)));
    }
    let digits = trimmed(field, |byte| matches!(byte, b' ' | 0));
    digits.iter().try_fold(0u64, |sum, &digit| match digit {
        b'0'..=b'7' => sum.checked_mul(8)?.checked_add(u64::from(digit - b'0')),
        _ => None,
    })
}

fn trimmed(field: &[u8], blank: impl Fn(u8) -> bool) -> &[u8] {
    let start = field.iter().position(|&byte| !blank(byte)).unwrap_or(field.len());
    let end = field.iter().rposition(|&byte| !blank(byte)).map_or(start, |last| last + 1);
    &field[start..end]
}

impl Extension {
    /// PAX records: `LENGTH KEY=VALUE\n`, the length counting itself.
    fn read_pax(&mut self, mut records: &[u8]) -> Result<(), Error> {
        while !records.is_empty() {
            let space = records.iter().position(|&byte| byte == b' ').ok_or(Error::Header)?;
            let length = decimal(&records[..space]).ok_or(Error::Header)?;
            let length = usize::try_from(length).map_err(|_| Error::Header)?;
            let record = records.get(space + 1..length).ok_or(Error::Header)?;
            let record = record.strip_suffix(b"\n").ok_or(Error::Header)?;
            let equals = record.iter().position(|&byte| byte == b'=').ok_or(Error::Header)?;
            self.apply(&record[..equals], &record[equals + 1..])?;
            records = &records[length..];
        }
        Ok(())
    }

    fn apply(&mut self, key: &[u8], value: &[u8]) -> Result<(), Error> {
        match key {
            b"path" | b"linkpath" if value.contains(&0) => return Err(Error::Header),
            // An empty value takes a record back.
            b"path" => self.path = (!value.is_empty()).then(|| value.to_vec()),
            b"size" if value.is_empty() => self.size = None,
            b"size" => self.size = Some(decimal(value).ok_or(Error::Header)?),
            key if key.starts_with(b"GNU.sparse.") => return Err(Error::Ambiguous("sparse file")),
            _ => {}
        }
        Ok(())
    }
}

/// A decimal number within `int64`.
fn decimal(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    let value = digits.iter().try_fold(0u64, |sum, &digit| match digit {
        b'0'..=b'9' => sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')),
        _ => None,
    })?;
    i64::try_from(value).is_ok().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn header(name: &[u8], flag: u8, size: u64) -> Vec<u8> {
        let mut block = vec![0; BLOCK];
        block[..name.len()].copy_from_slice(name);
        block[100..107].copy_from_slice(b"0000644");
        block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
        block[156] = flag;
        block[257..265].copy_from_slice(b"ustar\x0000");
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        block
    }

    fn entry(name: &str, data: &[u8]) -> Vec<u8> {
        special(name, b'0', data)
    }

    fn special(name: &str, flag: u8, data: &[u8]) -> Vec<u8> {
        let mut bytes = header(name.as_bytes(), flag, data.len() as u64);
        bytes.extend_from_slice(data);
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        bytes
    }

    fn pax(records: &[(&str, &str)]) -> Vec<u8> {
        let mut text = String::new();
        for (key, value) in records {
            let rest = format!(" {key}={value}\n");
            let mut length = rest.len() + 1;
            while length != rest.len() + length.to_string().len() {
                length = rest.len() + length.to_string().len();
            }
            text.push_str(&format!("{length}{rest}"));
        }
        special("pax", b'x', text.as_bytes())
    }

    fn zipped(parts: &[Vec<u8>]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&parts.concat()).expect("memory");
        encoder.finish().expect("memory")
    }

    fn read(parts: &[Vec<u8>]) -> Result<FileTree, Error> {
        read_archive(&zipped(parts), "c.tgz", &mut Budget::new(2000))
    }

    fn name_of(name: &str) -> Result<String, Error> {
        read(&[entry(name, b"x")]).map(|tree| tree.files()[0].path.to_string())
    }

    #[test]
    fn the_top_folder_is_taken_off_and_names_are_checked() {
        assert_eq!(name_of("c/a/./b//x"), Ok(String::from("a/b/x")));
        assert_eq!(name_of("c\\a\\b"), Ok(String::from("a/b")));
        assert_eq!(name_of("c//etc/passwd"), Err(Error::Absolute));
        assert_eq!(name_of("c/a/../.."), Err(Error::Parent));
        assert_eq!(name_of("c/../x"), Err(Error::Parent));
        assert_eq!(name_of("c/..x"), Err(Error::Parent));
        assert_eq!(name_of("c/c:/x"), Err(Error::Name));
        assert_eq!(name_of("c/a\nb"), Err(Error::Name));
        assert_eq!(name_of("x"), Err(Error::Outside(String::from("\"x\""))));
        assert_eq!(name_of("Chart.yaml/x"), Err(Error::NoBase));
    }

    #[test]
    fn long_names_come_from_either_extension() {
        let long = format!("c/{}", "d/".repeat(80));
        let tree = read(&[pax(&[("path", &format!("{long}pax"))]), entry("c/short", b"1")]).expect("readable");
        assert!(tree.files()[0].path.to_string().ends_with("d/pax"));
        let tree =
            read(&[special("l", b'L', format!("{long}gnu\0").as_bytes()), entry("c/s", b"1")]).expect("readable");
        assert!(tree.files()[0].path.to_string().ends_with("d/gnu"));
    }

    #[test]
    fn a_link_is_an_empty_file() {
        let tree = read(&[header(b"c/link", b'2', 77)]).expect("readable");
        assert!(tree.files()[0].data.is_empty());
    }

    #[test]
    fn two_sizes_that_differ_are_refused() {
        let error = read(&[pax(&[("size", "0")]), entry("c/a", b"1234")]).expect_err("ambiguous");
        assert_eq!(error, Error::Ambiguous("two different sizes"));
        assert_eq!(read(&[pax(&[("size", "99999999999999999999")]), entry("c/a", b"")]).err(), Some(Error::Header));
    }

    #[test]
    fn what_comes_out_of_the_decoder_is_counted() {
        assert_eq!(read(&[entry("c/a", &[0; 900]), entry("c/b", &[0; 1101])]).err(), Some(Error::TooLarge(2000)));
        let folders: Vec<Vec<u8>> = (0..10).map(|_| header(b"c/d/", b'5', 0)).collect();
        assert_eq!(read(&folders).err(), Some(Error::TooLarge(2000)));
        assert_eq!(read(&[header(b"c/a", b'0', 1 << 30)]).err(), Some(Error::TooLarge(2000)));
    }

    #[test]
    fn nothing_is_read_after_the_end() {
        let tree = read(&[entry("c/a", b"1"), vec![0; 2 * BLOCK], vec![1; 5000]]).expect("readable");
        assert_eq!(tree.files().len(), 1);
    }

    #[test]
    fn broken_archives_are_errors() {
        let opened = |bytes: &[u8]| read_archive(bytes, "c", &mut Budget::new(9)).err();
        assert_eq!(opened(b""), Some(Error::Gzip(String::from("EOF"))));
        assert_eq!(opened(b"junk"), Some(Error::UnexpectedEnd));
        assert_eq!(opened(b"much more junk"), Some(Error::GzipHeader));
        assert_eq!(read(&[]).err(), Some(Error::Empty));
        assert_eq!(read(&[vec![7; BLOCK]]).err(), Some(Error::Header));
        assert_eq!(read(&[vec![7; 10]]).err(), Some(Error::UnexpectedEnd));
        let mut bytes = zipped(&[entry("c/a", b"1")]);
        bytes.truncate(30);
        assert_eq!(read_archive(&bytes, "c", &mut Budget::new(9)).err(), Some(Error::UnexpectedEnd));
    }
}
