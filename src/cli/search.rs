//! `plimsoll search repo`: words → charts in added repositories, or the versions of an `oci://` reference.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::registry as flags;
use super::listing::{self, Format};
use super::network;
use super::table::table;
use super::usage::UsageError;
use crate::diagnostic::Diagnostic;
use crate::oci::reference;
use crate::publish::search::{Found, Query};

/// The group of commands.
pub(crate) const COMMAND: Command = Command {
    name: "search",
    about: "Look for charts",
    description: "Look for charts in added repositories and in registries.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&REPO, &HUB]),
};

const REPO: Command = Command {
    name: "repo",
    about: "Look for charts in added repositories, or list the versions of an oci:// reference",
    description: "Look for charts by words in name, description and keywords, in the indexes of added repositories; of an oci:// reference, list the versions in the registry.",
    usage: "[KEYWORD...]",
    arguments: Arguments::Any,
    groups: &[&flags::SEARCH, &super::flags::publish::CONNECTION],
    action: Action::Run(repo),
};

const HUB: Command = Command {
    name: "hub",
    about: "Not there: look on artifacthub.io",
    description: "Helm asks Artifact Hub here, which plimsoll does not.",
    usage: "[KEYWORD...]",
    arguments: Arguments::Any,
    groups: &[&flags::HUB],
    action: Action::Run(hub),
};

fn hub(_: &mut Invocation) -> Outcome {
    let error = UsageError::new("usage::left-out", "`search hub` is left out: look on https://artifacthub.io");
    Err(Box::new(error.into_diagnostic()))
}

fn repo(invocation: &mut Invocation) -> Outcome {
    let session = network::session(invocation)?;
    let words: Vec<String> = invocation.arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let query = Query {
        words: words.join(" "),
        is_pattern: invocation.matches.switch("regexp"),
        all_versions: invocation.matches.switch("versions"),
        version: invocation.matches.text("version").unwrap_or_default().to_string_lossy().into_owned(),
        devel: invocation.matches.switch("devel"),
    };
    let found = match words.as_slice() {
        [one] if reference::is_oci(one) => session.search_registry(one, &query)?,
        _ => {
            let (found, unreadable) = session.search(&query)?;
            for name in unreadable {
                invocation
                    .printer
                    .note(&format!("repository {name} is corrupt or missing: run `plimsoll repo update`"));
            }
            found
        }
    };
    if found.is_empty() && invocation.matches.switch("fail-on-no-result") {
        return Err(Box::new(Diagnostic::sentence("search::nothing", "no results found")));
    }
    let text = printed(invocation, &found)?;
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

fn printed(invocation: &Invocation, found: &[Found]) -> Result<String, Box<Diagnostic>> {
    let fields = |one: &'_ Found| {
        let Found { name, version, app_version, description } = one.clone();
        [name, version, app_version, description]
    };
    let cells: Vec<[String; 4]> = found.iter().map(fields).collect();
    let names = ["name", "version", "app_version", "description"];
    let items: Vec<Vec<(&str, &str)>> =
        cells.iter().map(|row| names.into_iter().zip(row.iter().map(String::as_str)).collect()).collect();
    Ok(match Format::of(invocation) {
        Format::Json => listing::json_list(&items),
        Format::Yaml => listing::yaml_list(&items),
        Format::Table if cells.is_empty() => String::from("No results found\n"),
        Format::Table => {
            let head = ["NAME", "CHART VERSION", "APP VERSION", "DESCRIPTION"].map(String::from).to_vec();
            let rows: Vec<Vec<String>> =
                std::iter::once(head).chain(cells.into_iter().map(|row| row.to_vec())).collect();
            let width = invocation.matches.count("max-col-width").unwrap_or(50);
            table(&rows, usize::try_from(width).unwrap_or(usize::MAX))
        }
    })
}
