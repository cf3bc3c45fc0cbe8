//! Files that hold secrets and are shared with other programs: changed under a lock, written beside and renamed, for their
//! owner's eyes only.

use super::net::hold_interrupt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Replaces the file at `path` by what `change` makes while nobody else does; nothing is written where that is nothing. The folder
/// is locked against other runs of this program, and the file `lock`, which stays, against programs that know it.
pub fn change(path: &Path, lock: Option<&Path>, change: impl FnOnce() -> Option<Vec<u8>>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder)?;
    let _folder = locked_folder(folder)?;
    let _lock = lock.map(locked).transpose()?;
    let Some(content) = change() else { return Ok(()) };
    let _held = hold_interrupt();
    write(path, &content)
}

/// Removes a file that may not be there.
pub fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a folder that only its owner may look into; one that is there keeps its mode.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A lock that is held until the value is gone. It lies beside the file, which is replaced.
fn locked(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    file.lock()?;
    Ok(file)
}

/// The same for a folder, where the system has locks for them.
fn locked_folder(folder: &Path) -> io::Result<Option<File>> {
    if !cfg!(unix) {
        return Ok(None);
    }
    let file = File::open(folder)?;
    file.lock()?;
    Ok(Some(file))
}

/// Writes beside and renames. A link leads to the file that is replaced.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = target.with_file_name(format!(".plimsoll-{}.tmp", std::process::id()));
    remove_if_there(&beside)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written =
        options.open(&beside).and_then(|mut file| file.write_all(content)).and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_is_written_on_disk_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("plimsoll-private-{}", std::process::id()));
        let (path, lock) = (folder.join("below/config.json"), folder.join("below/config.json.lock"));
        change(&path, Some(&lock), || Some(b"1".to_vec())).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("changed");
        change(&path, Some(&lock), || Some(b"2".to_vec())).expect("written");
        change(&path, Some(&lock), || None).expect("left alone");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((fs::read(&path).expect("readable"), mode(&path)), (b"2".to_vec(), 0o600));
        assert_eq!(mode(&folder.join("below")), 0o700);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
