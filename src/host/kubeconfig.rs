//! The namespace that kubectl and Helm would use: the one of the kubeconfig's current context. Only that is read; a
//! kubeconfig that cannot be read or has mistakes gives `default`, as with Helm, because nothing here talks to a cluster.

use crate::go::{Map, Value};
use crate::yaml;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The namespace where none is said.
pub const DEFAULT_NAMESPACE: &str = "default";

/// The largest kubeconfig that is read.
const MAX_BYTES: u64 = 64 << 20;

/// Where a pod finds the account that it runs as.
const SERVICE_ACCOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// The namespace of `context`, or of the current context where none is named, in the file `explicit` (`--kubeconfig`),
/// else in the files that KUBECONFIG lists, else in `.kube/config` in the home folder.
pub fn namespace(explicit: Option<&OsStr>, context: Option<&OsStr>) -> String {
    resolve(explicit, context, &|name| std::env::var_os(name), Path::new(SERVICE_ACCOUNT))
}

fn resolve(
    explicit: Option<&OsStr>,
    context: Option<&OsStr>,
    environment: &dyn Fn(&str) -> Option<OsString>,
    account: &Path,
) -> String {
    let merged = match explicit {
        Some(file) => merge([PathBuf::from(file)], Missing::IsAnError),
        None => merge(files(environment), Missing::IsSkipped),
    };
    // Mistakes end the search; that no context is chosen does not.
    let Some(merged) = merged else { return DEFAULT_NAMESPACE.into() };
    let chosen = context.map(|name| name.to_string_lossy().into_owned()).unwrap_or(merged.current);
    let namespace = match merged.contexts.into_iter().find(|(name, _)| *name == chosen) {
        Some((_, namespace)) => namespace,
        // A name that is no context is a mistake; no name at all is not.
        None if !chosen.is_empty() => return DEFAULT_NAMESPACE.into(),
        None => String::new(),
    };
    match namespace.is_empty() {
        true => inside_a_pod(environment, account).unwrap_or_else(|| DEFAULT_NAMESPACE.into()),
        false => namespace,
    }
}

/// KUBECONFIG's files, or the one in the home folder.
fn files(environment: &dyn Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let list = environment("KUBECONFIG").filter(|list| !list.is_empty());
    if let Some(list) = list {
        return std::env::split_paths(&list).filter(|path| !path.as_os_str().is_empty()).collect();
    }
    let home = environment(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).filter(|home| !home.is_empty());
    home.map(|home| Path::new(&home).join(".kube").join("config")).into_iter().collect()
}

/// In a pod, its own namespace serves where the kubeconfig has none.
fn inside_a_pod(environment: &dyn Fn(&str) -> Option<OsString>, account: &Path) -> Option<String> {
    let set = |name: &str| environment(name).filter(|value| !value.is_empty());
    set("KUBERNETES_SERVICE_HOST").and(set("KUBERNETES_SERVICE_PORT"))?;
    if !account.join("token").is_file() {
        return None;
    }
    if let Some(namespace) = set("POD_NAMESPACE") {
        return Some(namespace.to_string_lossy().into_owned());
    }
    let namespace = String::from_utf8(read(&account.join("namespace")).ok()?).ok()?;
    Some(namespace.trim().to_owned()).filter(|namespace| !namespace.is_empty())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    IsAnError,
    IsSkipped,
}

/// What the files say together.
#[derive(Debug, Default, PartialEq, Eq)]
struct Merged {
    current: String,
    /// Each context's namespace, which may be empty.
    contexts: Vec<(String, String)>,
}

/// Puts files together: the first one to name a current context, and the first one to have a context, wins.
fn merge(files: impl IntoIterator<Item = PathBuf>, missing: Missing) -> Option<Merged> {
    let mut merged = Merged::default();
    for file in files {
        let text = match read(&file) {
            Ok(text) => text,
            Err(error) if missing == Missing::IsSkipped && error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(_) => return None,
        };
        let one = parse(&text)?;
        if merged.current.is_empty() {
            merged.current = one.current;
        }
        for context in one.contexts {
            if !merged.contexts.iter().any(|(name, _)| *name == context.0) {
                merged.contexts.push(context);
            }
        }
    }
    Some(merged)
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(file)?.take(MAX_BYTES).read_to_end(&mut text)?;
    Ok(text)
}

/// Reads one file. `None` is a file that client-go refuses: not YAML, another kind, a field of another type, a name
/// that is given twice.
fn parse(text: &[u8]) -> Option<Merged> {
    let config = match yaml::decode(text).ok()? {
        Value::Map(config) => config,
        Value::Nil => return Some(Merged::default()),
        _ => return None,
    };
    if !matches!(text_of(&config, "apiVersion")?.as_str(), "" | "v1") {
        return None;
    }
    if !matches!(text_of(&config, "kind")?.as_str(), "" | "Config") {
        return None;
    }
    named(&config, "clusters", "cluster")?;
    named(&config, "users", "user")?;
    let mut contexts = Vec::new();
    for (name, context) in named(&config, "contexts", "context")? {
        text_of(&context, "cluster")?;
        text_of(&context, "user")?;
        contexts.push((name, text_of(&context, "namespace")?));
    }
    Some(Merged { current: text_of(&config, "current-context")?, contexts })
}

/// The entries of the list `list`, each with its name and what it has under `key`.
fn named(config: &Map, list: &str, key: &str) -> Option<Vec<(String, Map)>> {
    let items = match config.get(list.as_bytes()) {
        Some(Value::List(items)) => items,
        None | Some(Value::Nil) => return Some(Vec::new()),
        Some(_) => return None,
    };
    let mut entries: Vec<(String, Map)> = Vec::new();
    for item in items.iter() {
        let Value::Map(entry) = item else { return None };
        let content = match entry.get(key.as_bytes()) {
            Some(Value::Map(content)) => content,
            None | Some(Value::Nil) => Map::new(),
            Some(_) => return None,
        };
        entries.push((text_of(entry, "name")?, content));
    }
    let mut names: Vec<&String> = entries.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    let twice = names.windows(2).any(|pair| pair[0] == pair[1]);
    (!twice).then_some(entries)
}

/// The text under `key`, empty where there is none; `None` where it is no text.
fn text_of(map: &Map, key: &str) -> Option<String> {
    match map.get(key.as_bytes()) {
        None | Some(Value::Nil) => Some(String::new()),
        Some(Value::Str(text)) => Some(text.lossy().into_owned()),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_CONTEXTS: &str = r#"{"apiVersion": "v1", "kind": "Config", "current-context": "one", "contexts": [
        {"name": "one", "context": {"cluster": "k", "user": "u", "namespace": "ns-one"}},
        {"name": "two", "context": {"namespace": "ns-two"}},
        {"name": "bare", "context": {"cluster": "k"}}]}"#;

    /// A folder of its own with kubeconfig files in it, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("plimsoll-kubeconfig-{}-{name}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
            for (file, text) in files {
                std::fs::write(folder.join(file), text).expect("the folder for temporary files can be written");
            }
            Folder(folder)
        }

        fn list(&self, files: &[&str]) -> OsString {
            std::env::join_paths(files.iter().map(|file| self.0.join(file))).expect("no separators in these names")
        }

        fn with_list(&self, files: &[&str], context: Option<&str>) -> String {
            let list = self.list(files);
            let environment = |name: &str| (name == "KUBECONFIG").then(|| list.clone());
            resolve(None, context.map(OsStr::new), &environment, Path::new("/nonexistent"))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_current_context_decides_unless_another_is_named_on_disk() {
        let folder = Folder::new("current", &[("a", TWO_CONTEXTS)]);
        assert_eq!(folder.with_list(&["a"], None), "ns-one");
        assert_eq!(folder.with_list(&["a"], Some("two")), "ns-two");
        assert_eq!(folder.with_list(&["a"], Some("bare")), "default");
        assert_eq!(folder.with_list(&["a"], Some("nope")), "default");
    }

    #[test]
    fn of_several_files_on_disk_the_first_to_say_something_wins() {
        let other = r#"{"current-context": "two", "contexts": [{"name": "one"}, {"name": "three", "context": {"namespace": "ns-three"}}]}"#;
        let folder = Folder::new("several", &[("a", TWO_CONTEXTS), ("b", other), ("empty", "")]);
        assert_eq!(folder.with_list(&["a", "b"], Some("three")), "ns-three");
        assert_eq!(folder.with_list(&["b", "a"], None), "ns-two");
        assert_eq!(folder.with_list(&["b", "a"], Some("one")), "default");
        assert_eq!(folder.with_list(&["missing", "empty", "a"], None), "ns-one");
    }

    #[test]
    fn a_mistake_in_any_file_on_disk_gives_the_default() {
        let mistakes = [
            "a: [",
            "[]",
            r#"{"kind": "Nope"}"#,
            r#"{"apiVersion": "v2"}"#,
            r#"{"contexts": {"a": "b"}}"#,
            r#"{"users": [5]}"#,
            r#"{"contexts": [{"name": "x"}, {"name": "x"}]}"#,
            r#"{"contexts": [{"name": "x", "context": {"namespace": 5}}]}"#,
        ];
        for mistake in mistakes {
            let folder = Folder::new("mistakes", &[("a", TWO_CONTEXTS), ("bad", mistake)]);
            assert_eq!(folder.with_list(&["a", "bad"], None), "default", "{mistake}");
        }
    }

    #[test]
    fn a_pod_falls_back_to_its_own_namespace_on_disk() {
        let folder = Folder::new("pod", &[("token", "t"), ("namespace", "from-file\n")]);
        let environment = |name: &str| name.starts_with("KUBERNETES_").then(|| OsString::from("1"));
        assert_eq!(resolve(None, None, &environment, &folder.0), "from-file");
        let with_variable = |name: &str| environment(name).or((name == "POD_NAMESPACE").then(|| "pod".into()));
        assert_eq!(resolve(None, None, &with_variable, &folder.0), "pod");
        assert_eq!(resolve(None, None, &|_| None, &folder.0), "default");
    }
}
