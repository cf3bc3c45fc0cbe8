//! `plimsoll template`: the flags of `helm template` → [`crate::helm::template`] → a stream or files.

use super::chart_input::{self, Located};
use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::dependency::{self, Voice};
use super::exit::ExitStatus;
use super::flags::{limits, source, template as flags, values};
use super::post_render::PostRenderer;
use super::usage::UsageError;
use super::world;
use crate::chart::{Chart, Notes, check_dependencies};
use crate::diagnostic::Diagnostic;
use crate::go::strconv;
use crate::helm::release::Action as ReleaseAction;
use crate::helm::{self, Capabilities, Drafts, Environment, ReleaseOptions, Rendered, Selection};
use crate::host::output;
use crate::publish::dependency::Verification;
use std::path::Path;

/// The command.
pub(crate) const COMMAND: Command = Command {
    name: "template",
    about: "Render a chart",
    description: "Render a chart as `helm template` does: the same bytes, without a cluster.",
    usage: "[NAME] CHART",
    arguments: Arguments::AtLeast(1),
    groups: &[
        &flags::RELEASE,
        &values::GROUP,
        &flags::OUTPUT,
        &flags::EFFECTS,
        &limits::GROUP,
        &source::GROUP,
        &flags::CLUSTER,
    ],
    action: Action::Run(run),
};

fn run(invocation: &mut Invocation) -> Outcome {
    let kube_version = chart_input::kube_version(invocation)?;
    check_dry_run(invocation)?;
    let (name, reference) = name_and_chart(invocation)?;
    let located = chart_input::locate(invocation, &reference)?;
    let mut notes = Notes::new();
    let values = chart_input::values(invocation)?;
    let mut drafts = Drafts::default();
    let chart = with_dependencies(invocation, &located, &mut notes, &mut drafts)?;
    let api_versions = invocation.matches.list("api-versions");
    let options = ReleaseOptions {
        name,
        namespace: invocation.globals.namespace(),
        action: if invocation.matches.switch("is-upgrade") { ReleaseAction::Upgrade } else { ReleaseAction::Install },
        capabilities: Capabilities {
            kube_version,
            api_versions: api_versions.iter().map(|text| text.to_string_lossy().into_owned()).collect(),
        },
        skip_schema_validation: invocation.matches.switch("skip-schema-validation"),
    };
    let post_renderer = PostRenderer::from_flags(invocation)?;
    let mut effects = world::effects(invocation, &options.name, &options.namespace, dns(invocation))?;
    let limits = world::limits(invocation);
    let given = Environment::new(&mut effects, &invocation.sources, &limits, &mut notes);
    let mut environment = Environment { drafts, is_last: true, ..given };
    let rendered = match &post_renderer {
        Some(renderer) if !renderer.is_program() => {
            helm::template_through(chart, &values, &options, &mut environment, &mut |files| renderer.files(files))
        }
        _ => helm::template(chart, &values, &options, &mut environment),
    };
    for note in &notes {
        invocation.printer.report(note, &invocation.sources);
    }
    match rendered {
        Ok(rendered) => {
            let outcome = write(invocation, &rendered, &options.name, post_renderer.as_ref());
            // The process ends after this: the system frees at once what would be freed piece by piece.
            std::mem::forget((rendered, values));
            outcome
        }
        Err(failure) => {
            if invocation.globals.debug && !failure.rendered.is_empty() {
                invocation.printer.write(&helm::unsorted_stream(&failure.rendered));
            }
            Err(failure.diagnostic)
        }
    }
}

/// The chart; under `--dependency-update` its `charts/` are brought up to date first where something is missing there, and
/// Helm's lines about that go to standard error, as standard output is for what is rendered.
fn with_dependencies(
    invocation: &mut Invocation,
    located: &Located,
    notes: &mut Notes,
    drafts: &mut Drafts,
) -> Result<Chart, Box<Diagnostic>> {
    let chart = chart_input::located_seen(invocation, located, notes, &mut |file| drafts.offer(file))?;
    if !invocation.matches.switch("dependency-update") || check_dependencies(&chart).is_ok() {
        return Ok(chart);
    }
    let Some(folder) = located.on_disk() else { return Ok(chart) };
    dependency::update(invocation, folder, Verification::Never, Voice::Aside)?;
    chart_input::located(invocation, located, notes)
        .map_err(|error| error.prefixed("failed reloading chart after repo update"))
}

/// `--dry-run` takes the words of `helm install` that need no cluster, and the one that does.
fn check_dry_run(invocation: &mut Invocation) -> Result<(), Box<Diagnostic>> {
    let Some(word) = invocation.matches.text("dry-run") else { return Ok(()) };
    match word.to_string_lossy().as_ref() {
        "client" | "unset" | "true" | "" => Ok(()),
        "server" => {
            invocation.printer.note("--dry-run=server has no effect: plimsoll never talks to a cluster");
            Ok(())
        }
        "none" | "false" => Err(bad_dry_run(&word.to_string_lossy(), r#""server" or "client""#)),
        other => Err(bad_dry_run(other, r#""none", "server", or "client""#)),
    }
}

fn bad_dry_run(word: &str, known: &str) -> Box<Diagnostic> {
    let sentence = format!("invalid dry-run value ({}). Must be {known}", strconv::quote(word.as_bytes()));
    Box::new(UsageError::flag_value(&sentence).into_diagnostic())
}

/// The release's name and the chart, from the arguments and the flags about names.
fn name_and_chart(invocation: &Invocation) -> Result<(String, String), Box<Diagnostic>> {
    let arguments: Vec<String> =
        invocation.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let usage = |sentence: String| Box::new(UsageError::new("usage::release-name", sentence).into_diagnostic());
    let matches = &invocation.matches;
    let name_template = matches.text("name-template").unwrap_or_default();
    match arguments.as_slice() {
        [chart] if !name_template.is_empty() => {
            Ok((templated_name(invocation, &name_template.to_string_lossy())?, chart.clone()))
        }
        // Helm has a name of its own for what is only rendered, and takes it before it would make one up.
        [chart] => Ok((String::from("release-name"), chart.clone())),
        [_, _] if matches.switch("generate-name") => {
            Err(usage(String::from("cannot set --generate-name and also specify a name")))
        }
        [_, _] if !name_template.is_empty() => {
            Err(usage(String::from("cannot set --name-template and also specify a name")))
        }
        [name, chart] => Ok((name.clone(), chart.clone())),
        [_, _, unexpected @ ..] => {
            let list = unexpected.join(", ");
            Err(usage(format!("expected at most two arguments, unexpected arguments: {list}")))
        }
        [] => Err(usage(format!("\"{} template\" requires at least 1 argument", invocation.root.name))),
    }
}

fn templated_name(invocation: &Invocation, template: &str) -> Result<String, Box<Diagnostic>> {
    let mut effects = world::effects(invocation, "", "", dns(invocation))?;
    let limits = world::limits(invocation);
    let mut notes = Notes::new();
    let mut environment = Environment::new(&mut effects, &invocation.sources, &limits, &mut notes);
    helm::release::name_from_template(template, &mut environment)
}

/// Prints the stream, or writes the files and says so as Helm does.
fn write(
    invocation: &mut Invocation,
    rendered: &Rendered,
    release: &str,
    post_renderer: Option<&PostRenderer>,
) -> Outcome {
    let matches = &invocation.matches;
    let patterns = matches.list("show-only");
    let selection = Selection {
        include_crds: matches.switch("include-crds"),
        no_hooks: matches.switch("no-hooks"),
        skip_tests: matches.switch("skip-tests"),
        show_only: patterns.iter().map(|pattern| pattern.to_string_lossy().into_owned()).collect(),
    };
    let folder = matches.text("output-dir").unwrap_or_default();
    if folder.is_empty() {
        match post_renderer {
            Some(renderer) => {
                let installed = renderer.manifests(rendered.installed_stream(&selection))?;
                invocation.printer.write(&rendered.stream_around(installed, &selection)?);
            }
            None if selection.show_only.is_empty() => {
                rendered.pieces(&selection, &mut |piece| invocation.printer.write(piece));
            }
            None => invocation.printer.write(&rendered.stream(&selection)?),
        }
        return Ok(ExitStatus::Success);
    }
    if post_renderer.is_some_and(PostRenderer::is_program) {
        let sentence = "a program as --post-renderer and --output-dir do not go together";
        return Err(Box::new(UsageError::flag_value(sentence).into_diagnostic()));
    }
    if let Some(pattern) = selection.show_only.first() {
        // Helm writes everything before it notices that there is no stream to look in.
        let sentence = format!("could not find template {pattern} in chart");
        let diagnostic = Diagnostic::sentence("render::show-only", sentence);
        return Err(Box::new(diagnostic.help("give either --show-only or --output-dir")));
    }
    let below = matches.switch("release-name").then_some(release);
    let files = rendered.files(&selection, below);
    let contents = files.files.iter().map(|file| (file.path.as_str(), file.content.as_slice()));
    output::write_files(Path::new(&folder), contents).map_err(|error| Box::new(error.to_diagnostic()))?;
    let folder = folder.to_string_lossy();
    let named = below.map(|release| clean(&format!("{folder}/{release}")));
    for &index in &files.log {
        let Some(file) = files.files.get(index) else { continue };
        let line = match (&named, below.and_then(|release| file.path.strip_prefix(&format!("{release}/")))) {
            (Some(named), Some(rest)) => format!("wrote {named}/{rest}\n"),
            _ => format!("wrote {folder}/{}\n", file.path),
        };
        invocation.printer.write(line.as_bytes());
    }
    invocation.printer.write(b"\n");
    Ok(ExitStatus::Success)
}

/// Helm cleans the folder's path where it puts the release's name behind it, and only there.
fn clean(path: &str) -> String {
    String::from_utf8_lossy(&crate::go::path::clean(path.as_bytes())).into_owned()
}

fn dns(invocation: &Invocation) -> bool {
    invocation.matches.switch("enable-dns")
}
