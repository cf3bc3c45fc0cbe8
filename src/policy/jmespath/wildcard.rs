//! Kyverno's wildcards: `*` for any text, `?` for one character.

/// Whether a text has a wildcard in it.
pub fn has_wildcard(pattern: &str) -> bool {
    memchr::memchr2(b'*', b'?', pattern.as_bytes()).is_some()
}

/// Whether `text` as a whole is what `pattern` says. The time is at most the product of both lengths.
pub fn matches(pattern: &str, text: &str) -> bool {
    if pattern == text || pattern == "*" {
        return true;
    }
    if !has_wildcard(pattern) {
        return false;
    }
    let (mut pattern, mut text) = (pattern, text);
    // The pattern behind the last star, and the text that the star has not swallowed yet.
    let mut retry: Option<(&str, &str)> = None;
    loop {
        let mut rest = pattern.chars();
        let mut left = text.chars();
        match (rest.next(), left.next()) {
            (Some('*'), _) => {
                pattern = rest.as_str();
                retry = Some((pattern, text));
            }
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted == '?' || wanted == found => {
                (pattern, text) = (rest.as_str(), left.as_str());
            }
            _ => {
                let Some((behind, from)) = retry else { return false };
                let mut swallowed = from.chars();
                if swallowed.next().is_none() {
                    return false;
                }
                (pattern, text) = (behind, swallowed.as_str());
                retry = Some((behind, text));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_take_any_text_and_question_marks_one_character() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("?*", "", false),
            ("?*", "ä", true),
            ("my-bucket/In*/Ka*/Ban", "my-bucket/India/Karnataka/Area1/Ban", true),
            ("my-bucket/In*/Ka*/Ban", "my-bucket/India/Karnataka/Bangalore", false),
            ("my-bucket?/abc*", "mybucket/abc", false),
            ("mnop*?and?", "mnopqanda", true),
            ("*:latest", "nginx:latest", true),
            ("a.c", "abc", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn many_stars_take_no_longer_than_the_product() {
        assert!(!matches(&format!("{}c", "a*".repeat(500)), &"a".repeat(5000)));
        assert!(!matches(&format!("{}b", "*a".repeat(500)), &"a".repeat(5000)));
    }
}
