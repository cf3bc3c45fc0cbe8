//! Logging in to a registry and out of it: the credentials are tried before they are kept.

use super::session::{Session, from_net};
use crate::diagnostic::Diagnostic;
use crate::host::net::Actions;
use crate::oci::credentials::Credentials;
use crate::oci::reference::check_host;

impl Session {
    /// Tries a name and a password at a registry and keeps them where they are good.
    pub fn login(&self, host: &str, username: &str, password: &str) -> Result<(), Box<Diagnostic>> {
        check_host(host).map_err(|error| {
            let sentence = format!("{error}: give the host alone, such as `registry.example.com:5000`");
            Box::new(Diagnostic::error("login::host", sentence).compat(error.to_string()))
        })?;
        let mut access = self.access.clone();
        access.credentials = Credentials::password(username, password);
        let registry = self.network.registry(host, "", Actions::Pull, &access).map_err(from_net)?;
        let tried = self.network.wait(registry.ping()).map_err(from_net);
        tried.map_err(|error| error.prefixed(&format!("authenticating to \"{host}\"")))?;
        self.network.store().put(host, username, password).map_err(from_net)
    }

    /// Forgets a registry.
    pub fn logout(&self, host: &str) -> Result<(), Box<Diagnostic>> {
        self.network.store().remove(host).map_err(from_net)
    }
}
