//! Where programs keep their things, by the environment: the cache, and the folders in which Kustomize looks for plugins.

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
