//! `plimsoll repo add|list|update|remove`: the chart repositories that are shared with Helm. `index` has a file of its own.

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::registry as flags;
use super::listing::{self, Format};
use super::table::table;
use super::{network, repo_index, secret};
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::Host;
use crate::host::disk::Disk;
use crate::publish::Session;
use crate::publish::repositories::Added;
use crate::repository::Repository;
use std::path::Path;

/// The group of commands.
pub(crate) const COMMAND: Command = Command {
    name: "repo",
    about: "Manage chart repositories",
    description: "Add, list, update and remove chart repositories. The list and the cached indexes are shared with Helm.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&ADD, &LIST, &UPDATE, &REMOVE, &repo_index::COMMAND]),
};

const ADD: Command = Command {
    name: "add",
    about: "Add a chart repository",
    description: "Add a chart repository under a name, once its index could be fetched.",
    usage: "NAME URL",
    arguments: Arguments::Exactly(2),
    groups: &[&flags::ADD],
    action: Action::Run(add),
};

const LIST: Command = Command {
    name: "list",
    about: "List the added repositories",
    description: "List the added repositories.",
    usage: "",
    arguments: Arguments::None,
    groups: &[&flags::LIST],
    action: Action::Run(list),
};

const UPDATE: Command = Command {
    name: "update",
    about: "Fetch the indexes of repositories anew",
    description: "Fetch the indexes of the named repositories anew, or of all.",
    usage: "[NAME...]",
    arguments: Arguments::Any,
    groups: &[&flags::UPDATE],
    action: Action::Run(update),
};

const REMOVE: Command = Command {
    name: "remove",
    about: "Remove repositories",
    description: "Take repositories off the list, and their indexes out of the cache.",
    usage: "NAME...",
    arguments: Arguments::AtLeast(1),
    groups: &[],
    action: Action::Run(remove),
};

fn names(invocation: &Invocation) -> Vec<String> {
    invocation.arguments.iter().map(|name| name.to_string_lossy().into_owned()).collect()
}

fn add(invocation: &mut Invocation) -> Outcome {
    let arguments = names(invocation);
    let [name, url] = arguments.as_slice() else { return Ok(ExitStatus::Usage) };
    if let Some(instead) = Session::successor(url).filter(|_| !invocation.matches.switch("allow-deprecated-repos")) {
        let sentence = format!("repo \"{url}\" is no longer available; try \"{instead}\" instead");
        return Err(Box::new(Diagnostic::sentence("repository::gone", sentence)));
    }
    let text = |flag: &str| invocation.matches.text(flag).unwrap_or_default().to_string_lossy().into_owned();
    let file = |flag: &str| match text(flag) {
        path if path.is_empty() => path,
        // The list is read from any folder.
        path => Disk.absolute(Path::new(&path)).map_or(path, |absolute| absolute.display().to_string()),
    };
    let username = text("username");
    let repository = Repository {
        name: name.clone(),
        url: url.clone(),
        password: secret::repository_password(invocation, &username)?,
        username,
        cert_file: file("cert-file"),
        key_file: file("key-file"),
        ca_file: file("ca-file"),
        insecure: invocation.matches.switch("insecure-skip-tls-verify"),
        pass_credentials: invocation.matches.switch("pass-credentials"),
    };
    let session = network::session_without_credentials(invocation)?;
    let line = match session.add_repository(&repository, invocation.matches.switch("force-update"))? {
        Added::New => format!("\"{name}\" has been added to your repositories\n"),
        Added::Known => format!("\"{name}\" already exists with the same configuration, skipping\n"),
    };
    invocation.printer.write(line.as_bytes());
    Ok(ExitStatus::Success)
}

fn list(invocation: &mut Invocation) -> Outcome {
    let session = network::session_without_credentials(invocation)?;
    let repositories = session.repositories()?.repositories;
    let items: Vec<Vec<(&str, &str)>> =
        repositories.iter().map(|known| vec![("name", known.name.as_str()), ("url", known.url.as_str())]).collect();
    let text = match Format::of(invocation) {
        Format::Json => listing::json_list(&items),
        Format::Yaml => listing::yaml_list(&items),
        Format::Table if items.is_empty() => {
            invocation.printer.aside("no repositories to show");
            return Ok(ExitStatus::Success);
        }
        Format::Table => {
            let head = (!invocation.matches.switch("no-headers")).then(|| vec!["NAME".to_owned(), "URL".to_owned()]);
            let rows = repositories.iter().map(|known| vec![known.name.clone(), known.url.clone()]);
            table(&head.into_iter().chain(rows).collect::<Vec<_>>(), 80)
        }
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

fn update(invocation: &mut Invocation) -> Outcome {
    let session = network::session_without_credentials(invocation)?;
    let names = names(invocation);
    let updated = session.update_repositories(&names)?;
    invocation.printer.write(b"Hang tight while we grab the latest from your chart repositories...\n");
    for repository in &updated {
        let name = &repository.name;
        let line = match &repository.failure {
            None => format!("...Successfully got an update from the \"{name}\" chart repository\n"),
            Some(cause) => {
                let url = &repository.url;
                format!("...Unable to get an update from the \"{name}\" chart repository ({url}):\n\t{cause}\n")
            }
        };
        invocation.printer.write(line.as_bytes());
    }
    let failed: Vec<&str> = updated.iter().filter(|one| one.failure.is_some()).map(|one| one.url.as_str()).collect();
    if !failed.is_empty() {
        let sentence = format!("failed to update the following repositories: [{}]", failed.join(" "));
        return Err(Box::new(Diagnostic::sentence("repository::update", sentence).fault(Fault::Outside)));
    }
    invocation.printer.write("Update Complete. ⎈Happy Helming!⎈\n".as_bytes());
    Ok(ExitStatus::Success)
}

fn remove(invocation: &mut Invocation) -> Outcome {
    let session = network::session_without_credentials(invocation)?;
    let names = names(invocation);
    let printer = &mut invocation.printer;
    session.remove_repositories(&names, |name| {
        printer.write(format!("\"{name}\" has been removed from your repositories\n").as_bytes());
    })?;
    Ok(ExitStatus::Success)
}
