//! Plimsoll as a plugin of kubectl: by its links alone, and through a real kubectl where `KUBECTL` names one or PATH has it.
#![cfg(unix)]

mod program;

use program::{Run, command, plimsoll, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with the plugin's links, removed at the end.
struct Plugin(PathBuf);

impl Plugin {
    fn install(name: &str) -> Plugin {
        let folder = std::env::temp_dir().join(format!("plimsoll-kubectl-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
        let plugin = Plugin(folder);
        let made = plugin.install_again();
        assert_eq!(made.status, Some(0), "{}", made.stderr);
        plugin
    }

    fn install_again(&self) -> Run {
        plimsoll(&["kubectl-plugin", "install", "--dir", &self.0.to_string_lossy()])
    }

    /// A program of the folder with these arguments, which is found on PATH as well.
    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let model = command(arguments);
        let mut command = Command::new(program);
        command.env_clear().envs(model.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.0.clone()).chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(paths).expect("no folder has a colon in its name"));
        command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
        command
    }

    fn linked(&self, name: &str, arguments: &[&str]) -> Run {
        run(self.command(&self.0.join(name), arguments))
    }
}

impl Drop for Plugin {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn links_are_made_once_and_nothing_else_is_replaced() {
    let plugin = Plugin::install("install");
    let again = plugin.install_again();
    assert_eq!(again.stdout.matches("is there already").count(), 2, "{}", again.stdout);
    assert!(again.stderr.contains("is not on PATH"), "{}", again.stderr);
    std::fs::remove_file(plugin.0.join("kubectl-plimsoll")).expect("the link can be removed");
    std::fs::write(plugin.0.join("kubectl-plimsoll"), "mine").expect("a file can be written");
    let refused = plugin.install_again();
    assert_eq!(refused.status, Some(3));
    assert!(refused.stderr.contains("output::link"), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(plugin.0.join("kubectl-plimsoll")).expect("it is there"), "mine");
}

#[test]
fn the_plugin_goes_by_the_name_that_people_type() {
    let plugin = Plugin::install("name");
    let help = plugin.linked("kubectl-plimsoll", &["template", "--help"]);
    assert!(help.stdout.contains("Usage: kubectl plimsoll template"), "{}", help.stdout);
    let unknown = plugin.linked("kubectl-plimsoll", &["tempalte"]);
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.stderr.contains("unknown command \"tempalte\" for \"kubectl plimsoll\""), "{}", unknown.stderr);
    let missing = plugin.linked("kubectl-plimsoll", &["template"]);
    assert!(
        missing.stderr.contains("\"kubectl plimsoll template\" requires at least 1 argument"),
        "{}",
        missing.stderr
    );
}

#[test]
fn the_plugin_renders_what_the_program_renders() {
    let plugin = Plugin::install("render");
    let arguments = ["template", "shop", "testdata/charts/shop"];
    assert_eq!(plugin.linked("kubectl-plimsoll", &arguments).stdout, plimsoll(&arguments).stdout);
}

#[test]
fn command_lines_are_completed() {
    let plugin = Plugin::install("complete");
    let answer = plugin.linked("kubectl_complete-plimsoll", &["templ"]);
    assert_eq!(answer.stdout, "template\tRender a chart\n:4\n");
}

/// A real kubectl, if there is one.
fn kubectl() -> Option<PathBuf> {
    let named = std::env::var_os("KUBECTL").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    named
        .into_iter()
        .chain(std::env::split_paths(&path).map(|folder| folder.join("kubectl")))
        .find(|path| path.is_file())
}

#[test]
fn a_real_kubectl_finds_the_plugin_and_its_completions() {
    let Some(kubectl) = kubectl() else {
        println!("skipped: there is no kubectl on PATH, and KUBECTL names none");
        return;
    };
    let plugin = Plugin::install("real");
    let version = run(plugin.command(&kubectl, &["plimsoll", "version"]));
    assert_eq!(version.stdout, plimsoll(&["version"]).stdout, "{}", version.stderr);
    let help = run(plugin.command(&kubectl, &["plimsoll", "build", "--help"]));
    assert!(help.stdout.contains("Usage: kubectl plimsoll build"), "{}", help.stdout);
    let completed = run(plugin.command(&kubectl, &["__complete", "plimsoll", "templ"]));
    assert!(completed.stdout.contains("template"), "{}\n{}", completed.stdout, completed.stderr);
    let failed = run(plugin.command(&kubectl, &["plimsoll", "build", "testdata/nowhere"]));
    assert_eq!(failed.status, Some(1), "{}", failed.stderr);
}
