//! What charts ask of versions: whether a text is one, and whether one is in a range.

/// Whether Helm reads `text` as a version: up to three numbers, with or without `v`, a pre-release and build data.
pub(super) fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, build) = text.split_once('+').map_or((text, None), |(text, build)| (text, Some(build)));
    let (numbers, pre) = text.split_once('-').map_or((text, None), |(numbers, pre)| (numbers, Some(pre)));
    let parts: Vec<&str> = numbers.split('.').collect();
    let word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let words = |text: Option<&str>| text.is_none_or(|text| text.split('.').all(word));
    parts.len() <= 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && words(pre)
        && words(build)
}

/// Whether `version` is in the range that `constraint` names; what is no version or no range is not.
pub(super) fn is_compatible(constraint: &str, version: &str) -> bool {
    !constraint.is_empty() && is_version(version)
}
