//! Which names Kubernetes gives its objects, by kind.

use crate::go::strconv;

/// Helm's finding about a name that Kubernetes would refuse for `kind`.
pub(super) fn finding(kind: &str, name: &str) -> Option<String> {
    let causes = causes(kind, name);
    if causes.is_empty() {
        return None;
    }
    let quoted = strconv::quote(name.as_bytes());
    let errors: Vec<String> =
        causes.iter().map(|cause| format!("metadata.name: Invalid value: {quoted}: {cause}")).collect();
    let errors = match errors.as_slice() {
        [only] => only.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    Some(format!("object name does not conform to Kubernetes naming requirements: {quoted}: {errors}"))
}

fn causes(kind: &str, name: &str) -> Vec<String> {
    match kind.to_lowercase().as_str() {
        "service" => dns_1035_label(name),
        "namespace" => dns_1123_label(name),
        "certificatesigningrequest" => Vec::new(),
        "role" | "clusterrole" | "rolebinding" | "clusterrolebinding" => path_segment(name),
        _ => dns_1123_subdomain(name),
    }
}

fn dns_1123_subdomain(name: &str) -> Vec<String> {
    let mut causes = too_long(name, 253);
    if !is_subdomain(name) {
        causes.push(String::from(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must \
             start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is \
             '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ));
    }
    causes
}

fn dns_1123_label(name: &str) -> Vec<String> {
    let mut causes = too_long(name, 63);
    if is_label(name) {
        return causes;
    }
    causes.push(String::from(if is_subdomain(name) {
        "must not contain dots"
    } else {
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end \
         with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is \
         '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    }));
    causes
}

fn dns_1035_label(name: &str) -> Vec<String> {
    let mut causes = too_long(name, 63);
    if !is_label(name) || name.starts_with(|first: char| first.is_ascii_digit()) {
        causes.push(String::from(
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic \
             character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for \
             validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
        ));
    }
    causes
}

fn path_segment(name: &str) -> Vec<String> {
    if name == "." || name == ".." {
        return vec![format!("may not be '{name}'")];
    }
    ["/", "%"].iter().filter(|part| name.contains(**part)).map(|part| format!("may not contain '{part}'")).collect()
}

fn too_long(name: &str, limit: usize) -> Vec<String> {
    if name.len() > limit { vec![format!("must be no more than {limit} characters")] } else { Vec::new() }
}

fn is_subdomain(name: &str) -> bool {
    name.split('.').all(is_label)
}

/// `[a-z0-9]([-a-z0-9]*[a-z0-9])?`.
fn is_label(name: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name.bytes().all(inner) && !name.starts_with('-') && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_rule() {
        for (kind, good, bad) in [
            ("Deployment", "a.b-9", "A"),
            ("Service", "a9", "9a"),
            ("Namespace", "9a", "a.b"),
            ("ClusterRole", "system:a B", "a/b"),
            ("Role", "...", ".."),
        ] {
            assert_eq!(finding(kind, good), None, "{kind}");
            assert!(finding(kind, bad).is_some(), "{kind}");
        }
        assert_eq!(finding("CertificateSigningRequest", "_"), None);
    }

    #[test]
    fn several_causes_are_told_in_brackets() {
        let expected = r#"object name does not conform to Kubernetes naming requirements: "a/b%c": [metadata.name: Invalid value: "a/b%c": may not contain '/', metadata.name: Invalid value: "a/b%c": may not contain '%']"#;
        assert_eq!(finding("Role", "a/b%c").as_deref(), Some(expected));
        let one = r#"object name does not conform to Kubernetes naming requirements: "a.b": metadata.name: Invalid value: "a.b": must not contain dots"#;
        assert_eq!(finding("Namespace", "a.b").as_deref(), Some(one));
    }
}
