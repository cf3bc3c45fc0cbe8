//! The addresses in an index, which may be relative to the repository's own.

use reqwest::Url;

/// The address of `reference` in the repository at `base`: absolute ones stand for themselves, others are taken from the
/// repository's folder and keep its query. `Err` is a sentence.
pub fn resolve(base: &str, reference: &str) -> Result<Url, String> {
    let failed = |text: &str, cause: String| format!("failed to parse {text} as URL: {cause}");
    match Url::parse(reference) {
        Ok(url) => return Ok(url),
        Err(error) if reference.contains("://") => return Err(failed(reference, error.to_string())),
        Err(_) => {}
    }
    let mut folder = Url::parse(base).map_err(|error| failed(base, error.to_string()))?;
    if folder.cannot_be_a_base() {
        return Err(failed(base, String::from("it has no path")));
    }
    let query = folder.query().map(str::to_owned);
    let path = format!("{}/", folder.path().trim_end_matches('/'));
    folder.set_path(&path);
    let mut found = folder.join(reference).map_err(|error| failed(reference, error.to_string()))?;
    found.set_query(query.as_deref());
    Ok(found)
}

/// Whether two addresses lead to the same server by the same protocol.
pub fn same_host(a: &Url, b: &Url) -> bool {
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(base: &str, reference: &str) -> String {
        resolve(base, reference).map_or_else(|error| error, String::from)
    }

    #[test]
    fn relative_addresses_are_in_the_repository_s_folder() {
        assert_eq!(resolved("http://x/charts", "a-1.tgz"), "http://x/charts/a-1.tgz");
        assert_eq!(resolved("http://x/charts/?key=1", "index.yaml"), "http://x/charts/index.yaml?key=1");
        assert_eq!(resolved("http://x/charts", "/a.tgz"), "http://x/a.tgz");
        assert_eq!(resolved("http://x/charts", "https://y/a.tgz"), "https://y/a.tgz");
        assert!(resolve("nowhere", "a.tgz").is_err());
    }
}
