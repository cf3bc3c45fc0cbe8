//! The tags of a repository: reading a page of the list, where the next one is, and which tag a version or a range means.
//! Tags that are no full version (`latest`, signatures) never take part.

use crate::go::semver::{Constraints, Version};
use serde::Deserialize;

#[derive(Deserialize)]
struct Page {
    // Registries say null for none.
    tags: Option<Vec<String>>,
}

/// The tags on a page of `tags/list`.
pub fn read_page(body: &[u8]) -> Result<Vec<String>, String> {
    let page: Page = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    Ok(page.tags.unwrap_or_default())
}

/// The address of the next page in a `Link` header: `</v2/x/tags/list?n=2&last=b>; rel="next"`.
pub fn next_page(link: &str) -> Option<&str> {
    link.split(',').find_map(|part| {
        let (address, parameters) = part.trim().strip_prefix('<')?.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| {
            parameter
                .trim()
                .strip_prefix("rel=")
                .is_some_and(|value| value.trim_matches('"').eq_ignore_ascii_case("next"))
        });
        is_next.then_some(address)
    })
}

/// The versions among the tags, highest first, as Helm lists them: strict semantic versions, `_` read as `+`.
pub fn versions(tags: &[String]) -> Vec<Version> {
    let read = |tag: &String| Version::parse_strict(&tag.replace('_', "+")).ok();
    let mut versions: Vec<Version> = tags.iter().filter_map(read).collect();
    versions.sort_by(|a, b| b.compare(a).then_with(|| b.original.cmp(&a.original)));
    versions
}

/// The version among `versions`, highest first, that `wanted` means: itself, or the highest in a range; the highest
/// stable one where nothing is wanted. `Err` is Helm's sentence.
pub fn select<'a>(versions: &'a [Version], wanted: &str) -> Result<&'a Version, String> {
    if let Some(exact) = versions.iter().find(|version| !wanted.is_empty() && version.original == wanted) {
        return Ok(exact);
    }
    let range = if wanted.is_empty() { "*" } else { wanted };
    let constraints = Constraints::parse(range).map_err(|error| error.to_string())?;
    let found = versions.iter().find(|version| constraints.check(version));
    found.ok_or_else(|| format!("could not locate a version matching provided version string {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tags: &[&str]) -> Vec<Version> {
        versions(&tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn versions_are_sorted_and_other_tags_left_out() {
        let tags = ["1.2.0", "latest", "1.10.0", "2.0.0-rc.1", "1.2.3_build.5", "sha256-00.sig", "1.2", "v1.0.0"];
        let originals: Vec<String> = sorted(&tags).into_iter().map(|version| version.original).collect();
        assert_eq!(originals, ["2.0.0-rc.1", "1.10.0", "1.2.3+build.5", "1.2.0"]);
    }

    #[test]
    fn nothing_means_the_highest_stable_version() {
        let versions = sorted(&["1.2.0", "1.10.0", "2.0.0-rc.1", "1.2.3_build.5"]);
        let select = |wanted: &str| select(&versions, wanted).map(|version| version.original.as_str());
        assert_eq!(select(""), Ok("1.10.0"));
        assert_eq!(select(">0.0.0-0"), Ok("2.0.0-rc.1"));
        assert_eq!(select("~1.2.0"), Ok("1.2.3+build.5"));
        assert_eq!(select("1.2.0"), Ok("1.2.0"));
        assert!(select("^9").is_err_and(|sentence| sentence.ends_with("version string ^9")));
        assert!(select("not a version").is_err());
    }

    #[test]
    fn pages_lead_to_each_other() {
        assert_eq!(read_page(br#"{"name": "x", "tags": null}"#), Ok(Vec::new()));
        assert_eq!(next_page(r#"</v2/x/tags/list?n=2&last=b>; rel="next""#), Some("/v2/x/tags/list?n=2&last=b"));
        assert_eq!(next_page(r#"</x>; rel="prev""#), None);
    }
}
