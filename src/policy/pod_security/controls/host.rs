//! What pods may not share with the host: namespaces, ports, and hosts that probes could reach.

use crate::policy::pod_security::control::{Found, Offenders, plural, quoted, use_verb};
use crate::policy::pod_security::pod::{Holder, Pod};
use serde_json::Value;
use std::collections::BTreeSet;

/// Pods must not share the host's network, PID and IPC namespaces.
pub(super) fn namespaces<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let shared = ["hostNetwork", "hostPID", "hostIPC"].map(|name| (name, format!("/{name}")));
    let shared: Vec<_> = shared.iter().filter(|(_, path)| pod.spec.switch(path) == Some(true)).collect();
    if shared.is_empty() {
        return None;
    }
    let words: Vec<String> = shared.iter().map(|(name, _)| format!("{name}=true")).collect();
    let fields = shared.iter().map(|(_, path)| pod.spec.field(path)).collect();
    Some(Found::new("host namespaces", words.join(", "), fields))
}

/// Containers must not use ports of the host.
pub(super) fn ports<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let mut offenders = Offenders::default();
    for container in &pod.containers {
        for (index, port) in container.items("/ports").iter().enumerate() {
            let number = port.get("hostPort").and_then(Value::as_i64).unwrap_or(0);
            if number != 0 {
                offenders.add_value(container, &format!("/ports/{index}/hostPort"), number.to_string());
            }
        }
    }
    offenders.found("hostPort", |who| {
        let numbers: Vec<&str> = who.values.iter().map(String::as_str).collect();
        let noun = plural("hostPort", numbers.len());
        format!("{} {} {noun} {}", who.containers(), use_verb(who.count()), numbers.join(", "))
    })
}

/// Where a container can name a host that is connected to from the node.
const HOSTS: [&str; 10] = [
    "/livenessProbe/httpGet/host",
    "/livenessProbe/tcpSocket/host",
    "/readinessProbe/httpGet/host",
    "/readinessProbe/tcpSocket/host",
    "/startupProbe/httpGet/host",
    "/startupProbe/tcpSocket/host",
    "/lifecycle/postStart/httpGet/host",
    "/lifecycle/postStart/tcpSocket/host",
    "/lifecycle/preStop/httpGet/host",
    "/lifecycle/preStop/tcpSocket/host",
];

/// Probes and lifecycle hooks must not name a host.
pub(super) fn probes<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let mut offenders = Offenders::default();
    let mut names = BTreeSet::new();
    let named = |container: &Holder<'a>, path: &str| Some(container.text(path)).filter(|host| !host.is_empty());
    for container in &pod.containers {
        for path in HOSTS {
            if let Some(host) = named(container, path) {
                offenders.add_value(container, path, host);
                names.insert(container.name());
            }
        }
    }
    offenders.found("probe or lifecycle host", |who| {
        let names: Vec<&str> = names.into_iter().collect();
        let (containers, hosts) =
            (plural("container", names.len()), plural("probe or lifecycle host", who.values.len()));
        format!("{containers} {} {} {hosts} {}", quoted(&names), use_verb(names.len()), who.quoted_values())
    })
}
