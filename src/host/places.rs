//! Where programs keep their things, by the environment: the cache, the folders that are shared with Helm, and those in which
//! Kustomize looks for plugins.

use std::env;
use std::path::PathBuf;

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The folder for what can be fetched again: `$XDG_CACHE_HOME/plimsoll`, or below `~/.cache`. `None` without a home.
pub fn cache() -> Option<PathBuf> {
    let cache = variable("XDG_CACHE_HOME").filter(|path| path.is_absolute());
    cache.or_else(|| variable("HOME").map(|home| home.join(".cache"))).map(|cache| cache.join("plimsoll"))
}

/// The user's own schemas: `$XDG_DATA_HOME/plimsoll/schemas`, or below `~/.local/share`. `None` without a home.
pub fn schemas() -> Option<PathBuf> {
    let data = variable("XDG_DATA_HOME").filter(|path| path.is_absolute());
    let data = data.or_else(|| variable("HOME").map(|home| home.join(".local/share")));
    data.map(|data| data.join("plimsoll/schemas"))
}

/// The folders that may hold Kustomize's plugins, the one that counts first.
pub fn kustomize_plugins() -> Vec<PathBuf> {
    let home = variable("HOME");
    let below = |folder: Option<PathBuf>| folder.map(|folder| folder.join("kustomize/plugin"));
    let places = [
        variable("KUSTOMIZE_PLUGIN_HOME"),
        below(variable("XDG_CONFIG_HOME")),
        below(home.as_ref().map(|home| home.join(".config"))),
        below(home),
    ];
    places.into_iter().flatten().collect()
}

/// One of the folders that Helm keeps its things in: the variable that names it alone, the XDG variable below whose folder
/// it is called `helm`, and where that is in the home folder.
fn helm_folder(own: &str, xdg: &str, home: &str) -> PathBuf {
    let base = || variable(xdg).or_else(|| variable("HOME").map(|folder| folder.join(home))).unwrap_or_default();
    variable(own).unwrap_or_else(|| base().join("helm"))
}

/// Helm's cache: HELM_CACHE_HOME, else `helm` in the user's folder for caches.
pub fn helm_cache() -> PathBuf {
    helm_folder("HELM_CACHE_HOME", "XDG_CACHE_HOME", ".cache")
}

/// Helm's configuration: HELM_CONFIG_HOME, else `helm` in the user's folder for configuration.
pub fn helm_config() -> PathBuf {
    helm_folder("HELM_CONFIG_HOME", "XDG_CONFIG_HOME", ".config")
}

/// Helm's data, such as starters: HELM_DATA_HOME, else `helm` in the user's folder for data.
pub fn helm_data() -> PathBuf {
    helm_folder("HELM_DATA_HOME", "XDG_DATA_HOME", ".local/share")
}

/// The keyring that Helm takes signatures' keys from unless told otherwise: `pubring.gpg` in GNUPGHOME or `~/.gnupg`.
pub fn keyring() -> PathBuf {
    let folder = env::var_os("GNUPGHOME").map(PathBuf::from);
    folder.unwrap_or_else(|| variable("HOME").unwrap_or_default().join(".gnupg")).join("pubring.gpg")
}

/// Docker's file of credentials: `config.json` in DOCKER_CONFIG or `~/.docker`.
pub fn docker_config() -> Option<PathBuf> {
    let folder = variable("DOCKER_CONFIG").or_else(|| variable("HOME").map(|home| home.join(".docker")));
    folder.map(|folder| folder.join("config.json"))
}
