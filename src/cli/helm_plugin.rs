//! Helm's plugins as far as a render needs them: the post-renderer of a name in the folders that HELM_PLUGINS lists, and the
//! command that its plugin.yaml gives. Nothing is installed or changed, and a plugin that is not named is not started.

use crate::diagnostic::{Diagnostic, Severity};
use crate::go::semver::Version;
use crate::host::disk::Disk;
use crate::host::process::Program;
use crate::host::{Host, places};
use crate::source::SourceId;
use crate::yaml::{self, Tree, typed};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The largest plugin.yaml that is read.
const MAX_FILE: u64 = 1 << 20;

/// The type of plugins that change what a chart renders.
const POST_RENDERER: &str = "postrenderer/v1";

/// A plugin that was found.
pub(super) struct Plugin {
    pub(super) name: String,
    folder: PathBuf,
    commands: Vec<PlatformCommand>,
}

/// What this looks at in a plugin.yaml of version 1.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Metadata {
    api_version: String,
    name: String,
    #[serde(rename = "type")]
    sort: String,
    runtime: String,
    version: String,
    runtime_config: RuntimeConfig,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RuntimeConfig {
    platform_command: Vec<PlatformCommand>,
}

/// A command for an operating system and an architecture, or for any.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct PlatformCommand {
    os: String,
    arch: String,
    command: String,
    args: Vec<String>,
}

/// The post-renderer of this name, if there is one. A plugin.yaml that cannot be used is passed over with a warning.
pub(super) fn post_renderer(name: &str, notes: &mut Vec<Diagnostic>) -> Result<Option<Plugin>, String> {
    for folder in folders() {
        let mut found = None;
        let mut known: HashMap<String, PathBuf> = HashMap::new();
        for entry in Disk.list(&folder).unwrap_or_default() {
            let folder = folder.join(entry);
            let file = folder.join("plugin.yaml");
            let Ok(text) = Disk.read_any(&file, MAX_FILE) else { continue };
            let metadata = match read(&text) {
                Ok(metadata) => metadata,
                Err(cause) => {
                    let file = file.display();
                    let message = format!("failed to load plugin (ignoring) {file}: {cause}");
                    notes.push(Diagnostic::error("output::plugin", message).severity(Severity::Warning));
                    continue;
                }
            };
            if let Some(other) = known.insert(metadata.name.clone(), folder.clone()) {
                let (other, folder) = (other.display(), folder.display());
                return Err(format!(
                    "two plugins claim the name \"{}\" at \"{other}\" and \"{folder}\"",
                    metadata.name
                ));
            }
            if metadata.name == name && metadata.sort == POST_RENDERER {
                let Metadata { name, runtime_config, .. } = metadata;
                found = Some(Plugin { name, folder, commands: runtime_config.platform_command });
            }
        }
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn folders() -> Vec<PathBuf> {
    match std::env::var_os("HELM_PLUGINS").filter(|folders| !folders.is_empty()) {
        Some(folders) => std::env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty()).collect(),
        None => vec![places::helm_data().join("plugins")],
    }
}

fn read(text: &[u8]) -> Result<Metadata, String> {
    let tree = yaml::read_configuration(text, SourceId::UNKNOWN).map_err(|error| error.to_string())?;
    let tree = tree.unwrap_or_else(|| Tree::mapping(yaml::tree::NOWHERE));
    let metadata: Metadata = typed::read(&tree, false).map_err(|error| error.message)?;
    let is_name = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let version = metadata.version.as_str();
    match metadata.api_version.as_str() {
        _ if !is_name(&metadata.name) => Err("invalid plugin `name`".into()),
        // Plugins of the time before are never post-renderers.
        "" => Ok(Metadata { sort: String::new(), ..metadata }),
        "v1" if version.is_empty() => Err("plugin `version` is required".into()),
        "v1" if Version::parse_strict(version).is_err() => {
            Err(format!("invalid plugin `version` \"{version}\": must be valid semver"))
        }
        "v1" if metadata.sort.is_empty() => Err("`type` missing".into()),
        "v1" if metadata.runtime.is_empty() => Err("`runtime` missing".into()),
        "v1" if metadata.runtime != "subprocess" => {
            Err(format!("unsupported plugin runtime type: \"{}\"", metadata.runtime))
        }
        "v1" => Ok(metadata),
        other => Err(format!("invalid plugin apiVersion: \"{other}\"")),
    }
}

impl Plugin {
    /// The program that the plugin is here, with these further arguments.
    pub(super) fn program(&self, arguments: &[OsString]) -> Result<Program, String> {
        let own = BTreeMap::from([
            ("HELM_PLUGIN_NAME", OsString::from(&self.name)),
            ("HELM_PLUGIN_DIR", self.folder.clone().into_os_string()),
        ]);
        let command = self.command().filter(|command| !command.command.is_empty() && !command.command.starts_with(' '));
        let command = command.ok_or("failed to prepare plugin command: no plugin command is applicable")?;
        let value = |name: &str| {
            let value = own.get(name).cloned().or_else(|| std::env::var_os(name));
            value.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let mut words = command.command.split(' ').chain(command.args.iter().map(String::as_str));
        let program = words.next().map(|word| expanded(word, value)).unwrap_or_default();
        let words = words.map(|word| OsString::from(expanded(word, value)));
        Ok(Program {
            program: program.into(),
            arguments: words.chain(arguments.iter().cloned()).collect(),
            variables: own.into_iter().map(|(name, value)| (name.into(), value)).collect(),
            ..Program::default()
        })
    }

    /// The first command for this system and architecture, else for this system, else for any.
    fn command(&self) -> Option<&PlatformCommand> {
        let os = if std::env::consts::OS == "macos" { "darwin" } else { std::env::consts::OS };
        let arch = match std::env::consts::ARCH {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            "x86" => "386",
            other => other,
        };
        let same_os = |command: &&PlatformCommand| command.os.eq_ignore_ascii_case(os);
        let any_arch = |command: &&PlatformCommand| command.arch.is_empty();
        let commands = || self.commands.iter();
        commands()
            .filter(same_os)
            .find(|command| command.arch.eq_ignore_ascii_case(arch))
            .or_else(|| commands().filter(any_arch).find(same_os))
            .or_else(|| commands().filter(any_arch).find(|command| command.os.is_empty()))
    }

    /// The folder that the plugin lies in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

/// A text with `$NAME` and `${NAME}` replaced, by the rules of Go's `os.Expand`.
fn expanded(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(dollar) = rest.find('$') {
        out.push_str(&rest[..dollar]);
        let after = &rest[dollar + 1..];
        let (name, used) = variable(after);
        match (name, used) {
            // A `$` that no name follows stands for itself; bad syntax is eaten.
            (None, 0) => out.push('$'),
            (None, _) => {}
            (Some(name), _) => out.push_str(&value(name)),
        }
        rest = &after[used..];
    }
    out.push_str(rest);
    out
}

/// The name that `text`, which stands behind a `$`, begins with, and how much of it that takes.
fn variable(text: &str) -> (Option<&str>, usize) {
    let is_special = |byte: u8| byte.is_ascii_digit() || b"*#$@!?-".contains(&byte);
    if let Some(braced) = text.strip_prefix('{') {
        return match braced.find('}') {
            Some(0) => (None, 2),
            Some(end) => (Some(&braced[..end]), end + 2),
            None => (None, 1),
        };
    }
    match text.bytes().next() {
        Some(first) if is_special(first) => (Some(&text[..1]), 1),
        _ => {
            let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
            ((length > 0).then_some(&text[..length]), length)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_expanded_as_go_does() {
        let value = |name: &str| format!("<{name}>");
        for (text, result) in [
            ("a$B_1/c", "a<B_1>/c"),
            ("${A}b$1x$$", "<A>b<1>x<$>"),
            ("$", "$"),
            ("a$ b", "a$ b"),
            ("${}x", "x"),
            ("${ab", "ab"),
        ] {
            assert_eq!(expanded(text, value), result, "{text}");
        }
    }

    #[test]
    fn the_command_that_fits_best_is_taken() {
        let command = |os: &str, arch: &str, command: &str| PlatformCommand {
            os: os.into(),
            arch: arch.into(),
            command: command.into(),
            args: Vec::new(),
        };
        let os = if std::env::consts::OS == "macos" { "darwin" } else { std::env::consts::OS };
        let plugin = |commands| Plugin { name: "p".into(), folder: "/p".into(), commands };
        let chosen = |commands| plugin(commands).command().map(|command| command.command.clone());
        let (any, mine) = (command("", "", "any"), command(os, "", "mine"));
        assert_eq!(chosen(vec![any.clone(), mine.clone()]).as_deref(), Some("mine"));
        assert_eq!(chosen(vec![command("plan9", "", "x"), any]).as_deref(), Some("any"));
        assert_eq!(chosen(vec![command("", "s390x", "x")]), None);
    }
}
