//! `plimsoll registry login|logout`: a host, a name and a secret → [`Session::login`](crate::publish::Session::login).

use super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::exit::ExitStatus;
use super::flags::registry as flags;
use super::{network, secret};
use crate::diagnostic::Diagnostic;

/// The group of commands.
pub(crate) const COMMAND: Command = Command {
    name: "registry",
    about: "Log in to registries and out of them",
    description: "Log in to OCI registries and out of them. Logins are shared with Helm, and docker's are used too.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&LOGIN, &LOGOUT]),
};

const LOGIN: Command = Command {
    name: "login",
    about: "Log in to a registry",
    description: "Log in to a registry: the credentials are tried, then kept where Helm keeps them, or with the helper that its file names.",
    usage: "HOST",
    arguments: Arguments::AtLeast(1),
    groups: &[&flags::LOGIN],
    action: Action::Run(login),
};

const LOGOUT: Command = Command {
    name: "logout",
    about: "Log out of a registry",
    description: "Forget the credentials for a registry.",
    usage: "HOST",
    arguments: Arguments::AtLeast(1),
    groups: &[],
    action: Action::Run(logout),
};

fn host(invocation: &Invocation) -> String {
    invocation.arguments.first().map(|host| host.to_string_lossy().into_owned()).unwrap_or_default()
}

fn login(invocation: &mut Invocation) -> Outcome {
    let (username, password) = secret::username_and_password(invocation)?;
    let session = network::session_without_credentials(invocation)?;
    session.login(&host(invocation), &username, &password)?;
    invocation.printer.write(b"Login Succeeded\n");
    Ok(ExitStatus::Success)
}

fn logout(invocation: &mut Invocation) -> Outcome {
    let session = network::session_without_credentials(invocation)?;
    let host = host(invocation);
    session.logout(&host)?;
    invocation.printer.write(format!("Removing login credentials for {host}\n").as_bytes());
    Ok(ExitStatus::Success)
}

/// The error of a secret that was not given.
pub(super) fn required(what: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("login::secret", format!("{what} required")))
}
