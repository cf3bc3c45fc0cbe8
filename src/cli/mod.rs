//! What was typed → settings → a library call → printing and the exit code; a file per command.

mod below;
mod build;
mod chart_input;
mod command;
mod completion;
mod create;
mod dates;
mod dependency;
mod env;
mod exit;
mod fetching;
mod flags;
mod helm_plugin;
mod help;
mod kubectl;
mod kustomize;
mod lint;
mod listing;
mod network;
mod package;
mod policy;
mod post_render;
mod printer;
mod provenance;
mod pull;
mod push;
mod registry;
mod render;
mod repo;
mod repo_index;
mod schema;
mod search;
mod secret;
mod session;
mod show;
mod signature;
mod table;
mod template;
mod usage;
mod verify;
mod version;
mod versions;
mod world;

use crate::diagnostic::{Diagnostic, Fault};
use crate::host::threads;
use command::{Action, Arguments, Command, Invocation, Outcome, Request};
use exit::ExitStatus;
use flags::global::{ErrorFormat, Globals};
use flags::{Matches, Role};
use kubectl::Called;
use printer::Printer;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;
use usage::UsageError;

/// What the bare name stands for: a choice of commands, in the order in which help lists them.
const ROOT: Command = Command {
    name: "plimsoll",
    about: "Render Helm charts and Kustomize overlays without a cluster",
    description: "Plimsoll renders and lints Helm charts and builds Kustomize overlays without a cluster: the same bytes, with errors at your own lines.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[
        &template::COMMAND,
        &build::COMMAND,
        &render::COMMAND,
        &kustomize::COMMAND,
        &lint::COMMAND,
        &policy::COMMAND,
        &create::COMMAND,
        &schema::COMMAND,
        &dependency::COMMAND,
        &package::COMMAND,
        &pull::COMMAND,
        &show::COMMAND,
        &verify::COMMAND,
        &push::COMMAND,
        &registry::COMMAND,
        &repo::COMMAND,
        &search::COMMAND,
        &completion::COMMAND,
        &kubectl::COMMAND,
        &env::COMMAND,
        &version::COMMAND,
        &help::COMMAND,
    ]),
};

/// The same as a plugin of kubectl.
const PLUGIN: Command = Command { name: "kubectl plimsoll", ..ROOT };

/// Runs the process's own command line.
pub fn main() -> ExitCode {
    threads::claim();
    let mut words = std::env::args_os();
    let called = words.next().map_or(Called::Program, |name| Called::by(&name));
    let typed: Vec<OsString> = words.collect();
    let root = match called {
        Called::Program => &ROOT,
        Called::Plugin => &PLUGIN,
        Called::Completer => {
            let answer = kubectl::complete(&PLUGIN, typed);
            // A shell that no longer listens has no use for an error either.
            let _ = std::io::stdout().write_all(answer.as_bytes());
            return ExitCode::SUCCESS;
        }
    };
    run(root, typed).into()
}

fn run(root: &'static Command, typed: Vec<OsString>) -> ExitStatus {
    let request = Request::find(root, typed);
    let read = request.check_command().and_then(|()| Matches::read(request.groups(), &request.typed));
    let prepared = read.and_then(|matches| prepare(root, matches));
    let mut invocation = match prepared {
        Ok(invocation) => invocation,
        Err(error) => return refuse(error, &request.typed),
    };
    let outcome = dispatch(&request, &mut invocation);
    let status = conclude(&mut invocation, outcome);
    match invocation.printer.finish() {
        Ok(()) => status,
        Err(error) => {
            let message = format!("standard output cannot be written: {error}");
            let diagnostic = Diagnostic::error("output::write", message).fault(Fault::Outside);
            invocation.printer.report(&diagnostic, &invocation.sources);
            diagnostic.fault.into()
        }
    }
}

fn prepare(root: &'static Command, matches: Matches) -> Result<Invocation, UsageError> {
    let globals = Globals::resolve(&matches, &|name| std::env::var_os(name))
        .map_err(|sentence| UsageError::flag_value(&sentence))?;
    let printer = Printer::new(&globals);
    let arguments = matches.arguments().to_vec();
    Ok(Invocation { root, matches, arguments, globals, sources: Default::default(), printer })
}

fn dispatch(request: &Request, invocation: &mut Invocation) -> Outcome {
    let usage = |error: UsageError| Box::new(error.into_diagnostic());
    if invocation.matches.switch("help") {
        return help::show(request, invocation);
    }
    let run = match request.command().action {
        Action::Run(run) => run,
        Action::Choose(_) => return help::show(request, invocation),
    };
    request.check_arguments(&invocation.arguments).map_err(usage)?;
    mention_flags_without_effect(invocation).map_err(usage)?;
    run(invocation)
}

/// Says once which of the flags that were typed do nothing here, or refuses them under `--strict-flags`.
fn mention_flags_without_effect(invocation: &mut Invocation) -> Result<(), UsageError> {
    let without_effect: Vec<_> = invocation.matches.given().filter(|flag| flag.role != Role::Works).collect();
    if invocation.globals.strict_flags
        && let Some(flag) = without_effect.first()
    {
        return Err(UsageError::no_effect(flag));
    }
    let mut cluster = Vec::new();
    for flag in without_effect {
        match flag.role {
            Role::Retired(advice) => {
                invocation.printer.note(&format!("Flag --{} has been deprecated, {advice}", flag.name));
            }
            _ => cluster.push(format!("--{}", flag.name)),
        }
    }
    if !cluster.is_empty() {
        let list = cluster.join(", ");
        invocation.printer.note(&format!("no effect without a cluster, which plimsoll never talks to: {list}"));
    }
    Ok(())
}

/// Prints the error that a command ended with, if it did.
fn conclude(invocation: &mut Invocation, outcome: Outcome) -> ExitStatus {
    outcome.unwrap_or_else(|diagnostic| {
        invocation.printer.report(&diagnostic, &invocation.sources);
        diagnostic.fault.into()
    })
}

/// Reports a command line that could not be read, in the format that it asks for as far as can be told.
fn refuse(error: UsageError, typed: &[OsString]) -> ExitStatus {
    let mut globals = Globals::default();
    let asked = typed.iter().enumerate().rev().find_map(|(at, argument)| {
        let argument = argument.to_str()?.strip_prefix("--error-format")?;
        match argument.strip_prefix('=') {
            Some(format) => Some(OsString::from(format)),
            None => typed.get(at + 1).filter(|_| argument.is_empty()).cloned(),
        }
    });
    globals.error_format = ErrorFormat::from_name(&asked.unwrap_or_default());
    let diagnostic = error.into_diagnostic();
    Printer::new(&globals).report(&diagnostic, &Default::default());
    diagnostic.fault.into()
}
