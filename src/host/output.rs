//! Writing files so that a failure leaves what was there before: all of them are written beside their places first and
//! then renamed, and nothing below the folder that the user named is written through a link.

mod sync;

pub use sync::{Synced, sync_files};

use super::spool::Spool;
use crate::diagnostic::{Diagnostic, Fault};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// Why files could not be written.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    /// The path leaves the folder, or names no file in it.
    Outside,
    /// A part of the path is a link.
    Link,
    /// A part of the path that should be a folder is none.
    NotAFolder,
    /// The file would replace a folder.
    IsAFolder,
    /// The system said no.
    Io(io::Error),
}

impl Error {
    /// The error as a diagnostic that blames the disk, or the input where a path is not acceptable.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let path = self.path.display();
        match &self.reason {
            Reason::Outside => {
                Diagnostic::error("output::path", format!("`{path}` is no path inside the output folder"))
            }
            Reason::Link => {
                Diagnostic::error("output::link", format!("`{path}` is a link, and links are not written through"))
                    .fault(Fault::Outside)
                    .help("remove the link or choose another output folder")
            }
            Reason::NotAFolder => {
                Diagnostic::error("output::write", format!("`{path}` is in the way: it is no folder"))
                    .fault(Fault::Outside)
            }
            Reason::IsAFolder => Diagnostic::error("output::write", format!("`{path}` is in the way: it is a folder"))
                .fault(Fault::Outside),
            Reason::Io(error) => {
                Diagnostic::error("output::write", format!("cannot write `{path}`: {error}")).fault(Fault::Outside)
            }
        }
    }
}

/// Writes `files`, given by their paths below `root`, and makes the folders that they need. Either all of them have
/// their new content in the end or, but for a failure in the middle of the renames, none has.
pub fn write_files<'a>(root: &Path, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<(), Error> {
    write_contents(root, files.into_iter().map(|(path, bytes)| (path, Content::Bytes(bytes))))
}

/// What a file is to hold.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// What was too large to be held.
    Spooled(&'a Spool),
}

impl Content<'_> {
    fn write(&self, file: &mut File) -> io::Result<()> {
        match self {
            Content::Bytes(bytes) => file.write_all(bytes),
            Content::Spooled(spool) => spool.copy_to(file),
        }
    }
}

/// [`write_files`], for files of which some are too large to be held.
pub fn write_contents<'a>(root: &Path, files: impl IntoIterator<Item = (&'a str, Content<'a>)>) -> Result<(), Error> {
    let mut staged = Staged::default();
    staged.make_folders(root)?;
    for (path, content) in files {
        staged.stage(root, path, content)?;
    }
    staged.commit()
}

/// Writes one file that the user named: beside its place first and then renamed; what is no regular file, such as
/// `/dev/stdout` or a pipe, is written to as it is.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    let fail = |reason| Error { path: path.to_owned(), reason };
    // A link is followed: the user chose the path.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
        return fs::write(&target, content).map_err(|error| fail(Reason::Io(error)));
    }
    let beside = write_beside(&target, Content::Bytes(content)).map_err(|error| fail(Reason::Io(error)))?;
    // A file that is there keeps its permissions.
    let permitted = fs::metadata(&target).map_or(Ok(()), |known| fs::set_permissions(&beside, known.permissions()));
    permitted.and_then(|()| fs::rename(&beside, &target)).map_err(|error| {
        let _ = fs::remove_file(&beside);
        fail(Reason::Io(error))
    })
}

/// Makes a folder, and those above it, where it is not there.
pub fn make_folder(path: &Path) -> Result<(), Error> {
    let mut staged = Staged::default();
    staged.make_folders(path)?;
    staged.commit()
}

/// Removes a file, or a link itself.
pub fn remove_file(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// What has been made so far; dropped before the commit, it removes all of it again.
#[derive(Debug, Default)]
struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
    folders: Vec<PathBuf>,
}

impl Staged {
    /// Makes `root`, which the user named and which may well be a link, and the folders above it.
    fn make_folders(&mut self, root: &Path) -> Result<(), Error> {
        if root.as_os_str().is_empty() || root.is_dir() {
            return Ok(());
        }
        if let Some(above) = root.parent() {
            self.make_folders(above)?;
        }
        self.make_folder(root)
    }

    fn make_folder(&mut self, path: &Path) -> Result<(), Error> {
        let fail = |reason| Err(Error { path: path.to_owned(), reason });
        match fs::create_dir(path) {
            Ok(()) => self.folders.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return fail(Reason::NotAFolder),
            Err(error) => return fail(Reason::Io(error)),
        }
        Ok(())
    }

    /// Writes `content` beside the file `path` below `root`.
    fn stage(&mut self, root: &Path, path: &str, content: Content<'_>) -> Result<(), Error> {
        let target = self.target(root, path)?;
        let beside = write_beside(&target, content)
            .map_err(|error| Error { path: target.clone(), reason: Reason::Io(error) })?;
        self.files.push((beside, target));
        Ok(())
    }

    /// The place of `path` below `root`, with its folders made and every part looked at.
    fn target(&mut self, root: &Path, path: &str) -> Result<PathBuf, Error> {
        let fail = |path: &Path, reason| Err(Error { path: path.to_owned(), reason });
        let mut target = root.to_owned();
        let mut parts = Path::new(path).components().peekable();
        if parts.peek().is_none() || path.ends_with('/') || path.contains('\0') {
            return fail(Path::new(path), Reason::Outside);
        }
        while let Some(part) = parts.next() {
            let Component::Normal(name) = part else { return fail(Path::new(path), Reason::Outside) };
            target.push(name);
            let is_last = parts.peek().is_none();
            match fs::symlink_metadata(&target) {
                Ok(found) if found.is_symlink() => return fail(&target, Reason::Link),
                Ok(found) if is_last && found.is_dir() => return fail(&target, Reason::IsAFolder),
                Ok(found) if !is_last && !found.is_dir() => return fail(&target, Reason::NotAFolder),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound && is_last => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => self.make_folder(&target)?,
                Err(error) => return fail(&target, Reason::Io(error)),
            }
        }
        Ok(target)
    }

    /// Gives every file its name.
    fn commit(mut self) -> Result<(), Error> {
        let files = std::mem::take(&mut self.files);
        let folders = std::mem::take(&mut self.folders);
        let mut files = files.into_iter();
        for (beside, target) in files.by_ref() {
            if let Err(error) = fs::rename(&beside, &target) {
                self.files = std::iter::once((beside, target.clone())).chain(files).collect();
                self.folders = folders;
                return Err(Error { path: target, reason: Reason::Io(error) });
            }
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Nothing can be done about what cannot be removed; a folder that has got other content stays.
        for (beside, _) in &self.files {
            let _ = fs::remove_file(beside);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Writes a new file in the folder of `target` and gives its path.
fn write_beside(target: &Path, content: Content<'_>) -> io::Result<PathBuf> {
    let (beside, mut file) = create_beside(target)?;
    match content.write(&mut file) {
        Ok(()) => Ok(beside),
        Err(error) => {
            let _ = fs::remove_file(&beside);
            Err(error)
        }
    }
}

fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    for attempt in 0..1000 {
        // A name of its own, so that a target with the longest name that a file may have can still be written.
        let beside = target.with_file_name(OsString::from(format!(".plimsoll-{process}-{attempt}.tmp")));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("plimsoll-output-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
            Folder(folder)
        }

        fn read(&self, path: &str) -> Option<String> {
            fs::read_to_string(self.0.join(path)).ok()
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).expect("the folder is there");
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn codes(result: Result<(), Error>) -> &'static str {
        result.map_or_else(|error| error.to_diagnostic().code, |()| "written")
    }

    #[test]
    fn files_and_their_folders_are_written_on_disk_and_the_second_run_gives_the_same() {
        let folder = Folder::new("twice");
        let root = folder.0.join("new/out");
        for _ in 0..2 {
            let files: [(&str, &[u8]); 2] = [("shop/templates/a.yaml", b"a"), ("shop/b.yaml", b"b")];
            assert_eq!(codes(write_files(&root, files)), "written");
            assert_eq!(folder.read("new/out/shop/templates/a.yaml").as_deref(), Some("a"));
        }
        assert_eq!(folder.names(), ["new"]);
    }

    #[test]
    fn a_path_that_leaves_the_folder_is_refused_and_nothing_stays_on_disk() {
        let folder = Folder::new("outside");
        for path in ["../x", "/etc/x", "a/../../x", "", "a/", "a\0b", "."] {
            let files: [(&str, &[u8]); 2] = [("sub/ok.yaml", b"a"), (path, b"b")];
            assert_eq!(codes(write_files(&folder.0, files)), "output::path", "{path:?}");
            assert_eq!(folder.names(), Vec::<String>::new(), "{path:?}");
        }
    }

    #[test]
    fn a_folder_on_disk_is_kept_in_step_and_nothing_of_the_users_is_removed() {
        let folder = Folder::new("sync");
        let sync = |files: &[(&str, &str)]| {
            let files = files.iter().map(|(path, text)| (String::from(*path), String::from(*text))).collect();
            let synced = sync_files(&folder.0, &files).unwrap_or_else(|error| panic!("{error:?}"));
            (synced.written, synced.unchanged, synced.removed, synced.kept.len())
        };
        assert_eq!(sync(&[("a/x.yaml", "1"), ("b.yaml", "2"), ("c/d/e.yaml", "3")]), (3, 0, 0, 0));
        fs::write(folder.0.join("mine.yaml"), "m").expect("the folder is there");
        assert_eq!(sync(&[("a/x.yaml", "1"), ("b.yaml", "new"), ("c/d/e.yaml", "3")]), (1, 2, 0, 0));
        fs::write(folder.0.join("b.yaml"), "changed by hand").expect("the folder is there");
        assert_eq!(sync(&[("a/x.yaml", "1")]), (0, 1, 1, 1));
        assert_eq!(
            (folder.read("b.yaml").as_deref(), folder.read("mine.yaml").as_deref()),
            (Some("changed by hand"), Some("m"))
        );
        assert!(!folder.0.join("c").exists());
        assert_eq!(sync(&[]), (0, 0, 1, 0));
    }

    #[test]
    fn a_list_that_leads_out_of_the_folder_removes_nothing_on_disk() {
        let folder = Folder::new("sync-outside");
        let victim = folder.0.join("victim");
        fs::write(&victim, "v").expect("the folder is there");
        let root = folder.0.join("out");
        fs::create_dir(&root).expect("the folder is there");
        let digest = "4c94485e0c21ae6c41ce1dfe7b6bfaceea5ab68e40a2476f50208e526f506080";
        fs::write(root.join(".plimsoll-files"), format!("{digest}  ../victim\n{digest}  {}\n", victim.display()))
            .expect("the folder is there");
        let synced = sync_files(&root, &std::collections::BTreeMap::new()).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((synced.removed, folder.read("victim").as_deref()), (0, Some("v")));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_on_disk() {
        let folder = Folder::new("links");
        let elsewhere = Folder::new("links-target");
        std::os::unix::fs::symlink(&elsewhere.0, folder.0.join("sub")).expect("links can be made");
        std::os::unix::fs::symlink(elsewhere.0.join("file"), folder.0.join("file")).expect("links can be made");
        assert_eq!(codes(write_files(&folder.0, [("sub/a.yaml", &b"a"[..])])), "output::link");
        assert_eq!(codes(write_files(&folder.0, [("file", &b"a"[..])])), "output::link");
        assert_eq!(elsewhere.names(), Vec::<String>::new());
    }

    #[test]
    fn what_is_in_the_way_on_disk_is_named() {
        let folder = Folder::new("in-the-way");
        fs::write(folder.0.join("file"), "x").expect("the folder is there");
        fs::create_dir(folder.0.join("folder")).expect("the folder is there");
        assert_eq!(codes(write_files(&folder.0, [("file/a", &b"a"[..])])), "output::write");
        assert_eq!(codes(write_files(&folder.0, [("folder", &b"a"[..])])), "output::write");
        assert_eq!(codes(write_files(&folder.0.join("file"), [("a", &b"a"[..])])), "output::write");
        assert_eq!(folder.read("file").as_deref(), Some("x"));
    }
}
