//! `plimsoll build`: the flags of `kustomize build` → [`crate::kustomize::build`] → a stream or files.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::fetching::fetching;
use super::flags::{build as flags, limits, template};
use super::usage::UsageError;
use super::world;
use crate::diagnostic::{Diagnostic, Severity};
use crate::host::{output, places, process};
use crate::kustomize::{self, Context, FunctionOptions, Options, Reorder};
use crate::resource::ResourceSet;
use std::path::Path;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "build",
    about: "Build a kustomization",
    description: "Build a kustomization as `kustomize build` does: the same bytes, in linear time.",
    usage: "[DIR]",
    arguments: Arguments::Any,
    groups: &[&flags::GROUP, &flags::HELM, &flags::FUNCTIONS, &template::EFFECTS, &limits::GROUP],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let folder = match invocation.arguments.as_slice() {
        [] => String::from("."),
        [folder] => folder.to_string_lossy().into_owned(),
        _ => {
            let sentence = String::from("specify one path to kustomization.yaml");
            return Err(Box::new(UsageError::new("usage::arguments", sentence).into_diagnostic()));
        }
    };
    let options = options(invocation)?;
    let mut effects = world::effects(invocation, "", "", false)?;
    let limits = world::limits(invocation);
    let fetching = fetching(invocation);
    let sources = invocation.sources.clone();
    let mut context = Context::new(&fetching, &sources, &options, &mut effects, &limits);
    let built = kustomize::build(Path::new(&folder), &mut context);
    let notes = std::mem::take(&mut context.notes);
    drop(fetching);
    let strict = invocation.matches.switch("strict") && built.is_ok();
    let refused = report(invocation, notes, strict);
    let built = built?;
    match refused {
        Some(refused) => Err(refused),
        None => {
            let written = write(invocation, &built);
            // The program ends here, and its memory with it: to free the objects one by one takes a twentieth of a large build.
            std::mem::forget(built);
            written
        }
    }
}

/// The codes of what `--warn-unused` and `--strict` are about.
const UNUSED: [&str; 3] = ["kustomize::unused", "kustomize::unfollowed-reference", "kustomize::second-document"];

/// Says what there is to say, and gives one of the warnings that are errors here.
fn report(invocation: &mut Invocation, notes: Vec<Diagnostic>, strict: bool) -> Option<Box<Diagnostic>> {
    let wanted = strict || invocation.matches.given_switch("warn-unused").unwrap_or(true);
    let sources = invocation.sources.clone();
    let mut refused: Option<Box<Diagnostic>> = None;
    for note in notes {
        match UNUSED.contains(&note.code) {
            true if strict => {
                if let Some(before) = refused.replace(Box::new(note.severity(Severity::Error))) {
                    invocation.printer.report(&before, &sources);
                }
            }
            true if !wanted => {}
            _ => invocation.printer.report(&note, &sources),
        }
    }
    refused
}

fn options(invocation: &Invocation) -> Result<Options, Box<Diagnostic>> {
    let matches = &invocation.matches;
    let text = |name: &str| matches.text(name).map(|text| text.to_string_lossy().into_owned());
    let list = |name: &str| matches.list(name).iter().map(|text| text.to_string_lossy().into_owned()).collect();
    let unrestricted = match text("load-restrictor").as_deref() {
        None | Some("LoadRestrictionsRootOnly" | "") => false,
        Some("LoadRestrictionsNone") => true,
        Some(other) => {
            return Err(bad_value("load-restrictor", other, "LoadRestrictionsRootOnly LoadRestrictionsNone"));
        }
    };
    let reorder = match text("reorder").as_deref() {
        None => None,
        Some("legacy") => Some(Reorder::Legacy),
        Some("none") => Some(Reorder::None),
        Some(other) => return Err(bad_value("reorder", other, "legacy none")),
    };
    Ok(Options {
        unrestricted,
        helm: matches.switch("enable-helm"),
        helm_api_versions: list("helm-api-versions"),
        helm_kube_version: text("helm-kube-version").unwrap_or_default(),
        helm_debug: matches.switch("helm-debug"),
        reorder,
        managed_by_label: matches.switch("enable-managedby-label"),
        plugins: matches.switch("enable-alpha-plugins"),
        exec: matches.switch("enable-exec"),
        offline: matches.switch("offline"),
        functions: FunctionOptions {
            variables: list("env"),
            network: matches.switch("network"),
            mounts: list("mount"),
            user: if matches.switch("as-current-user") { process::current_user() } else { None },
            plugin_homes: places::kustomize_plugins(),
        },
        cache: places::cache(),
    })
}

fn bad_value(flag: &str, value: &str, known: &str) -> Box<Diagnostic> {
    let sentence = format!("illegal flag value --{flag} {value}; legal values: [{known}]");
    Box::new(UsageError::flag_value(&sentence).into_diagnostic())
}

/// Prints the objects, or writes them to a file or a folder.
fn write(invocation: &mut Invocation, set: &ResourceSet) -> Outcome {
    let path = invocation.matches.text("output").unwrap_or_default();
    if path.is_empty() {
        kustomize::pieces(set)?.iter().for_each(|piece| invocation.printer.write(piece.as_bytes()));
        return Ok(ExitStatus::Success);
    }
    let path = Path::new(&path);
    let files = if path.is_dir() { kustomize::files(set)? } else { Vec::new() };
    let outcome = if path.is_dir() {
        output::write_files(path, files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    } else {
        let stream = kustomize::stream(set)?;
        output::write_file(path, stream.as_bytes())
    };
    outcome.map_err(|error| Box::new(error.to_diagnostic()))?;
    Ok(ExitStatus::Success)
}
