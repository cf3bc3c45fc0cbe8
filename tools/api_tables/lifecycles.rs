//! The table of removed and deprecated APIs: Pluto's `versions.yaml`, and what k8s.io/api says of types that Pluto does not
//! list, in the functions that prerelease-lifecycle-gen wrote for it.

use crate::Outcome;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Major and minor.
type Release = (u32, u32);

struct Lifecycle {
    component: String,
    deprecated: Option<Release>,
    removed: Option<Release>,
    replacement: String,
}

/// By apiVersion and kind.
type Lifecycles = BTreeMap<(String, String), Lifecycle>;

pub fn table(pluto: &Path, api: &Path) -> Outcome<String> {
    let mut lifecycles = read_pluto(&std::fs::read_to_string(pluto.join("versions.yaml"))?)?;
    for (key, lifecycle) in read_api(api)? {
        lifecycles.entry(key).or_insert(lifecycle);
    }
    Ok(write(&lifecycles))
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Versions {
    deprecated_versions: Vec<Version>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Version {
    version: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    deprecated_in: String,
    #[serde(default)]
    removed_in: String,
    #[serde(default)]
    replacement_api: String,
    component: String,
}

/// The first row of an API counts, as in Pluto. Rows without a version of an API can match nothing. ACME's kinds stayed in
/// their group, where Pluto names another.
fn read_pluto(text: &str) -> Outcome<Lifecycles> {
    let versions: Versions = serde_yaml::from_str(text)?;
    let mut lifecycles = Lifecycles::new();
    for row in versions.deprecated_versions.into_iter().filter(|row| row.version.contains('/')) {
        let lifecycle = Lifecycle {
            component: row.component,
            deprecated: release(&row.deprecated_in),
            removed: release(&row.removed_in),
            replacement: match row.version.split_once('/') {
                Some(("acme.cert-manager.io", _)) => "acme.cert-manager.io/v1".to_owned(),
                _ => row.replacement_api,
            },
        };
        lifecycles.entry((row.version, row.kind)).or_insert(lifecycle);
    }
    Ok(lifecycles)
}

/// `v1.16.0` or `1, 16`.
fn release(text: &str) -> Option<Release> {
    let mut parts = text.trim_start_matches('v').split(['.', ',']);
    Some((parts.next()?.trim().parse().ok()?, parts.next()?.trim().parse().ok()?))
}

/// What the generated functions in `<group>/<version>/` of the checkout say.
fn read_api(checkout: &Path) -> Outcome<Lifecycles> {
    let mut lifecycles = Lifecycles::new();
    for group in folders(checkout)? {
        for version in folders(&group)? {
            let generated = version.join("zz_generated.prerelease-lifecycle.go");
            let (Ok(functions), Ok(register)) =
                (std::fs::read_to_string(generated), std::fs::read_to_string(version.join("register.go")))
            else {
                continue;
            };
            let group = between(&register, "const GroupName = \"", "\"").unwrap_or_default();
            let version = version.file_name().unwrap_or_default().to_string_lossy().into_owned();
            add_functions(&functions, &join(group, &version), &mut lifecycles);
        }
    }
    lifecycles.retain(|_, lifecycle| lifecycle.deprecated.is_some());
    Ok(lifecycles)
}

fn folders(parent: &Path) -> Outcome<Vec<std::path::PathBuf>> {
    let entries = std::fs::read_dir(parent)?.collect::<Result<Vec<_>, _>>()?;
    Ok(entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

fn add_functions(text: &str, api_version: &str, lifecycles: &mut Lifecycles) {
    for function in text.split("\nfunc (in *").skip(1) {
        let Some((kind, rest)) = function.split_once(") APILifecycle") else { continue };
        let Some(result) = between(rest, "return ", "\n") else { continue };
        let empty =
            || Lifecycle { component: "k8s".to_owned(), deprecated: None, removed: None, replacement: String::new() };
        let lifecycle = lifecycles.entry((api_version.to_owned(), kind.to_owned())).or_insert_with(empty);
        match rest.split('(').next() {
            Some("Deprecated") => lifecycle.deprecated = release(result),
            Some("Removed") => lifecycle.removed = release(result),
            Some("Replacement") => {
                let part = |name: &str| between(result, &format!("{name}: \""), "\"").unwrap_or_default();
                lifecycle.replacement = join(part("Group"), part("Version"));
            }
            _ => {}
        }
    }
}

fn join(group: &str, version: &str) -> String {
    if group.is_empty() { version.to_owned() } else { format!("{group}/{version}") }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = &text[text.find(start)? + start.len()..];
    rest.split(end).next()
}

fn write(lifecycles: &Lifecycles) -> String {
    let mut text = String::from(
        "//! APIs that were deprecated or removed.\n//! Made by tools/api_tables from the facts in `versions.yaml` of Pluto \
         (Apache-2.0)\n//! and, of types that Pluto does not list, in `zz_generated.prerelease-lifecycle.go` of k8s.io/api \
         (Apache-2.0).\n\nuse super::{Lifecycle, row};\n\n/// In the order of apiVersion and kind.\npub static TABLE: \
         &[Lifecycle] = &[\n",
    );
    for ((api_version, kind), lifecycle) in lifecycles {
        let Lifecycle { component, deprecated, removed, replacement } = lifecycle;
        let component = match component.as_str() {
            "k8s" => String::new(),
            other => format!(".of({other:?})"),
        };
        let _ = writeln!(
            text,
            "    row({api_version:?}, {kind:?}, {deprecated:?}, {removed:?}, {replacement:?}){component},"
        );
    }
    text.push_str("];\n");
    text
}
