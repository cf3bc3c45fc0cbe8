//! What containers may not gain: full privileges, capabilities, and more than they start with.

use crate::policy::pod_security::control::{Found, Offenders};
use crate::policy::pod_security::pod::Pod;
use serde_json::Value;

const ESCALATION: &str = "/securityContext/allowPrivilegeEscalation";
const ADDED: &str = "/securityContext/capabilities/add";
const DROPPED: &str = "/securityContext/capabilities/drop";

/// Containers must not be privileged.
pub(super) fn privileged<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    const PATH: &str = "/securityContext/privileged";
    let offenders = Offenders::by(pod.containers.iter(), PATH, |one| one.switch(PATH) == Some(true));
    offenders.found("privileged", |who| format!("{} must not set securityContext.privileged=true", who.containers()))
}

/// Neither pods nor containers may be host processes of Windows.
pub(super) fn windows_host_process<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    const PATH: &str = "/securityContext/windowsOptions/hostProcess";
    let offenders = Offenders::by(pod.holders(), PATH, |one| one.switch(PATH) == Some(true));
    offenders.found("hostProcess", |who| {
        format!("{} must not set securityContext.windowsOptions.hostProcess=true", who.setters())
    })
}

/// Containers must forbid escalation, since 1.8.
pub(super) fn escalation<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let offenders = Offenders::by(pod.containers.iter(), ESCALATION, |one| one.switch(ESCALATION) != Some(false));
    offenders.found("allowPrivilegeEscalation != false", |who| {
        format!("{} must set securityContext.allowPrivilegeEscalation=false", who.containers())
    })
}

/// Since 1.25 pods for Windows, which have no such field, are let be.
pub(super) fn escalation_on_linux<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    if pod.is_for_windows() { None } else { escalation(pod) }
}

/// What container runtimes grant by default; more may not be added.
const DEFAULT: [&str; 13] = [
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// Containers must not add capabilities beyond the default ones.
pub(super) fn capabilities_baseline<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    adding(pod, &DEFAULT).found("non-default capabilities", forbids_adding)
}

/// Containers must drop all capabilities and may add one, since 1.22.
pub(super) fn capabilities_restricted<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let drops_all = |items: &[Value]| items.iter().any(|item| item == "ALL");
    let keeping = Offenders::by(pod.containers.iter(), DROPPED, |one| !drops_all(one.items(DROPPED)));
    let adding = adding(pod, &["NET_BIND_SERVICE"]);
    let mut details = Vec::new();
    if !keeping.is_empty() {
        details.push(format!("{} must set securityContext.capabilities.drop=[\"ALL\"]", keeping.containers()));
    }
    if !adding.is_empty() {
        details.push(forbids_adding(&adding));
    }
    if details.is_empty() {
        return None;
    }
    Some(Found::new("unrestricted capabilities", details.join("; "), [keeping.fields, adding.fields].concat()))
}

/// Since 1.25 pods for Windows, which have no capabilities, are let be.
pub(super) fn capabilities_restricted_on_linux<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    if pod.is_for_windows() { None } else { capabilities_restricted(pod) }
}

/// Containers that add capabilities which are not among `allowed`.
fn adding<'a>(pod: &Pod<'a>, allowed: &[&str]) -> Offenders<'a> {
    let mut offenders = Offenders::default();
    for container in &pod.containers {
        for (index, item) in container.items(ADDED).iter().enumerate() {
            let capability = item.as_str().unwrap_or_default();
            if !allowed.contains(&capability) {
                offenders.add_value(container, &format!("{ADDED}/{index}"), capability);
            }
        }
    }
    offenders
}

fn forbids_adding(who: &Offenders<'_>) -> String {
    format!("{} must not include {} in securityContext.capabilities.add", who.containers(), who.quoted_values())
}
