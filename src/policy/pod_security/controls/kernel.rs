//! What guards the kernel: AppArmor, SELinux, seccomp, the masks of /proc, and sysctls.

use crate::policy::pod_security::control::{Found, Offenders, plural, quoted};
use crate::policy::pod_security::pod::{Holder, Pod};
use std::collections::BTreeSet;

const APP_ARMOR: &str = "/securityContext/appArmorProfile";
const SECCOMP: &str = "/securityContext/seccompProfile";
const TYPE: &str = "/type";

/// The `type` of the profile at `path`, where there is a profile.
fn profile<'a>(holder: &Holder<'a>, path: &str) -> Option<&'a str> {
    holder.get(path)?;
    Some(holder.text(&format!("{path}{TYPE}")))
}

fn is_safe(profile: &str) -> bool {
    matches!(profile, "RuntimeDefault" | "Localhost")
}

/// The holders whose profile at `path` is none of the safe ones.
fn unsafe_profiles<'a>(pod: &Pod<'a>, path: &str) -> Offenders<'a> {
    let mut offenders = Offenders::default();
    for holder in pod.holders() {
        if let Some(kind) = profile(holder, path).filter(|kind| !is_safe(kind)) {
            offenders.add_value(holder, &format!("{path}{TYPE}"), kind);
        }
    }
    offenders
}

/// AppArmor's default profile must not be overridden, neither by fields nor by the annotations that were before them.
pub(super) fn app_armor<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    const PREFIX: &str = "container.apparmor.security.beta.kubernetes.io/";
    let allowed = |value: &str| value.is_empty() || value == "runtime/default" || value.starts_with("localhost/");
    let mut annotations: Vec<(&str, &str)> = pod.annotations().collect();
    annotations.retain(|(key, value)| key.starts_with(PREFIX) && !allowed(value));
    annotations.sort_unstable();
    let offenders = unsafe_profiles(pod, APP_ARMOR);
    let mut setters = Vec::new();
    if !offenders.is_empty() {
        setters.push(offenders.setters());
    }
    if !annotations.is_empty() {
        setters.push(plural("annotation", annotations.len()));
    }
    if setters.is_empty() {
        return None;
    }
    let mut values: Vec<String> = offenders.values.iter().cloned().collect();
    values.extend(annotations.iter().map(|(key, value)| format!("{key}={value:?}")));
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let reason = plural("forbidden AppArmor profile", values.len());
    let detail = format!("{} must not set AppArmor profile type to {}", setters.join(" and "), quoted(&values));
    let mut fields = offenders.fields;
    fields.extend(annotations.iter().map(|(key, _)| pod.annotation(key)));
    Some(Found::new(reason, detail, fields))
}

/// What annotations could allow before seccomp had fields, in 1.19.
pub(super) fn seccomp_annotations<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let allowed =
        |value: &str| matches!(value, "runtime/default" | "docker/default") || value.starts_with("localhost/");
    let of_container = |one: &Holder<'_>| format!("container.seccomp.security.alpha.kubernetes.io/{}", one.name());
    let mut keys: BTreeSet<String> = pod.containers.iter().map(of_container).collect();
    keys.insert("seccomp.security.alpha.kubernetes.io/pod".to_owned());
    let mut forbidden: Vec<(&str, &str)> = pod.annotations().collect();
    forbidden.retain(|(key, value)| keys.contains(*key) && !allowed(value));
    if forbidden.is_empty() {
        return None;
    }
    let mut words: Vec<String> = forbidden.iter().map(|(key, value)| format!("{key}={value:?}")).collect();
    words.sort_unstable();
    let detail = format!("forbidden {} {}", plural("annotation", words.len()), words.join(", "));
    let fields = forbidden.iter().map(|(key, _)| pod.annotation(key)).collect();
    Some(Found::new("seccompProfile", detail, fields))
}

/// Profiles of seccomp that are set must be safe ones, since 1.19.
pub(super) fn seccomp_baseline<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    unsafe_profiles(pod, SECCOMP).found("seccompProfile", |who| {
        format!("{} must not set securityContext.seccompProfile.type to {}", who.setters(), who.quoted_values())
    })
}

/// Profiles of seccomp must be set, and be safe ones, since 1.19.
pub(super) fn seccomp_restricted<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let explicit = seccomp_baseline(pod);
    if explicit.is_some() || profile(&pod.spec, SECCOMP).is_some() {
        return explicit;
    }
    let path = format!("{SECCOMP}{TYPE}");
    let silent = Offenders::by(pod.containers.iter(), &path, |one| profile(one, SECCOMP).is_none());
    silent.found("seccompProfile", |who| {
        let who = who.containers();
        format!("pod or {who} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"")
    })
}

/// Since 1.25 pods for Windows, which have no seccomp, are let be.
pub(super) fn seccomp_restricted_on_linux<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    if pod.is_for_windows() { None } else { seccomp_restricted(pod) }
}

/// The masks of /proc must be the default ones.
pub(super) fn proc_mount<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    const PATH: &str = "/securityContext/procMount";
    let mut offenders = Offenders::default();
    for container in &pod.containers {
        if container.get(PATH).is_some_and(|mount| mount != "Default") {
            offenders.add_value(container, PATH, container.text(PATH));
        }
    }
    offenders.found("procMount", |who| {
        format!("{} must not set securityContext.procMount to {}", who.containers(), who.quoted_values())
    })
}

/// Since 1.35 pods with a user namespace of their own are let be by the baseline standard.
pub(super) fn proc_mount_relaxed<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    if pod.has_user_namespace() { None } else { proc_mount(pod) }
}

const SELINUX_TYPES: [&str; 5] = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/// SELinux's type must be one for containers; user and role must not be set.
pub(super) fn selinux<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    selinux_among(pod, &SELINUX_TYPES[..4])
}

/// 1.31 added a type.
pub(super) fn selinux_since_1_31<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    selinux_among(pod, &SELINUX_TYPES)
}

fn selinux_among<'a>(pod: &Pod<'a>, types: &[&str]) -> Option<Found<'a>> {
    const PATH: &str = "/securityContext/seLinuxOptions";
    let (mut offenders, mut sets_user, mut sets_role) = (Offenders::default(), false, false);
    for holder in pod.holders() {
        let option = |name: &str| holder.text(&format!("{PATH}/{name}"));
        if !types.contains(&option("type")) {
            offenders.add_value(holder, &format!("{PATH}/type"), option("type"));
        }
        for (name, is_set) in [("user", &mut sets_user), ("role", &mut sets_role)] {
            if !option(name).is_empty() {
                offenders.add(holder, &format!("{PATH}/{name}"));
                *is_set = true;
            }
        }
    }
    offenders.found("seLinuxOptions", |who| {
        let mut wrong = Vec::new();
        if !who.values.is_empty() {
            wrong.push(format!("{} {}", plural("type", who.values.len()), who.quoted_values()));
        }
        wrong.extend(sets_user.then(|| "user may not be set".to_owned()));
        wrong.extend(sets_role.then(|| "role may not be set".to_owned()));
        format!("{} set forbidden securityContext.seLinuxOptions: {}", who.setters(), wrong.join("; "))
    })
}

/// Sysctls that are isolated in a pod, in the order in which they were allowed.
const SYSCTLS: [&str; 14] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    "net.ipv4.tcp_slow_start_after_idle",
    "net.ipv4.tcp_notsent_lowat",
];

/// Only sysctls that are isolated in the pod may be set.
pub(super) fn sysctls<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    sysctls_among(pod, &SYSCTLS[..5])
}

/// 1.27 allowed one more.
pub(super) fn sysctls_since_1_27<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    sysctls_among(pod, &SYSCTLS[..6])
}

/// 1.29 allowed four more.
pub(super) fn sysctls_since_1_29<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    sysctls_among(pod, &SYSCTLS[..10])
}

/// 1.32 allowed two more.
pub(super) fn sysctls_since_1_32<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    sysctls_among(pod, &SYSCTLS[..12])
}

/// 1.37 allowed two more.
pub(super) fn sysctls_since_1_37<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    sysctls_among(pod, &SYSCTLS)
}

fn sysctls_among<'a>(pod: &Pod<'a>, allowed: &[&str]) -> Option<Found<'a>> {
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for (index, sysctl) in pod.spec.items("/securityContext/sysctls").iter().enumerate() {
        let name = sysctl.get("name").and_then(|name| name.as_str()).unwrap_or_default();
        if !allowed.contains(&name) {
            names.push(name);
            fields.push(pod.spec.field(&format!("/securityContext/sysctls/{index}/name")));
        }
    }
    if names.is_empty() { None } else { Some(Found::new("forbidden sysctls", names.join(", "), fields)) }
}
