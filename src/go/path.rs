//! Go's package `path`: slash-separated paths by their text alone.

/// `path.Clean`: the shortest equal path; `.` for nothing.
pub fn clean(path: &[u8]) -> Vec<u8> {
    let rooted = path.starts_with(b"/");
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|&byte| byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|last| *last != b"..") => {
                parts.pop();
            }
            b".." if rooted => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join(&b'/');
    match (rooted, joined.is_empty()) {
        (true, _) => [b"/".as_slice(), &joined].concat(),
        (false, true) => b".".to_vec(),
        (false, false) => joined,
    }
}

/// `path.Base`: the last part; `.` for nothing and `/` for slashes alone.
pub fn base(path: &[u8]) -> &[u8] {
    if path.is_empty() {
        return b".";
    }
    let end = path.len() - path.iter().rev().take_while(|&&byte| byte == b'/').count();
    let name = path.get(..end).unwrap_or_default();
    if name.is_empty() {
        return b"/";
    }
    name.rsplit(|&byte| byte == b'/').next().unwrap_or(name)
}

/// `path.Dir`: all but the last part, cleaned.
pub fn dir(path: &[u8]) -> Vec<u8> {
    let end = memchr::memrchr(b'/', path).map_or(0, |at| at + 1);
    clean(path.get(..end).unwrap_or_default())
}

/// `path.Ext`: the end of the last part from its last dot on.
pub fn ext(path: &[u8]) -> &[u8] {
    let name = path.rsplit(|&byte| byte == b'/').next().unwrap_or(path);
    memchr::memrchr(b'.', name).map_or(b"", |at| &name[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned_by_their_text() {
        for (path, cleaned) in
            [("", "."), ("a//b/./c/..", "a/b"), ("/../a", "/a"), ("../../a", "../../a"), ("a/../..", ".."), ("/", "/")]
        {
            assert_eq!(clean(path.as_bytes()), cleaned.as_bytes(), "{path}");
        }
    }

    #[test]
    fn bases_and_extensions() {
        assert_eq!(base(b""), b".");
        assert_eq!(base(b"//"), b"/");
        assert_eq!(base(b"a/b//"), b"b");
        assert_eq!(dir(b"a/b/"), b"a/b");
        assert_eq!(dir(b"a"), b".");
        assert_eq!(ext(b"a.b/c"), b"");
        assert_eq!(ext(b"a.b/.c"), b".c");
    }
}
