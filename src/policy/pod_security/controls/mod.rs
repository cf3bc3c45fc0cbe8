//! The table of all controls, and which of them a standard consists of.

mod host;
mod kernel;
mod privileges;
mod user;
mod volumes;

use super::control::{Check, Control};
use super::standard::{Level, Standard, Version};

/// The controls that `standard` consists of, with what each checks in its version: baseline first, each level by ids.
pub(super) fn of(standard: Standard) -> impl Iterator<Item = (&'static Control, Check)> {
    each_of(standard).filter(move |(control, _)| !is_replaced(control, standard))
}

/// The same with those that stricter ones contain.
pub(super) fn each_of(standard: Standard) -> impl Iterator<Item = (&'static Control, Check)> {
    let asked = move |control: &&Control| control.level <= standard.level;
    CONTROLS.iter().filter(asked).filter_map(move |control| Some((control, check(control, standard)?)))
}

/// What `control` checks in the version of `standard`.
fn check(control: &Control, standard: Standard) -> Option<Check> {
    let reached = |since: u32| Version::Minor(since) <= standard.version;
    control.since.iter().rev().find(|(since, _)| reached(*since)).map(|(_, check)| *check)
}

/// Whether a stricter control of `standard` contains this one.
fn is_replaced(control: &Control, standard: Standard) -> bool {
    let mut stricter = CONTROLS.iter().filter(|other| other.level <= standard.level && other.level > control.level);
    stricter.any(|other| other.replaces == Some(control.id) && check(other, standard).is_some())
}

const fn baseline(id: &'static str, title: &'static str, since: &'static [(u32, Check)]) -> Control {
    Control { id, title, level: Level::Baseline, replaces: None, since }
}

const fn restricted(
    id: &'static str,
    title: &'static str,
    replaces: Option<&'static str>,
    since: &'static [(u32, Check)],
) -> Control {
    Control { id, title, level: Level::Restricted, replaces, since }
}

/// All controls: baseline, then restricted, each by ids. What is checked and since when is from
/// k8s.io/pod-security-admission, `policy/check_*.go` (Apache-2.0), as of Kubernetes 1.37.
static CONTROLS: [Control; 19] = [
    baseline("appArmorProfile", "AppArmor", &[(0, kernel::app_armor)]),
    baseline("capabilities_baseline", "Capabilities", &[(0, privileges::capabilities_baseline)]),
    baseline("hostNamespaces", "Host Namespaces", &[(0, host::namespaces)]),
    baseline("hostPathVolumes", "HostPath Volumes", &[(0, volumes::host_path)]),
    baseline("hostPorts", "Host Ports", &[(0, host::ports)]),
    baseline("hostProbesAndHostLifecycle", "Host Probes / Lifecycle Hooks", &[(34, host::probes)]),
    baseline("privileged", "Privileged Containers", &[(0, privileges::privileged)]),
    baseline("procMount", "/proc Mount Type", &[(0, kernel::proc_mount), (35, kernel::proc_mount_relaxed)]),
    baseline("seLinuxOptions", "SELinux", &[(0, kernel::selinux), (31, kernel::selinux_since_1_31)]),
    baseline("seccompProfile_baseline", "Seccomp", &[(0, kernel::seccomp_annotations), (19, kernel::seccomp_baseline)]),
    baseline(
        "sysctls",
        "Sysctls",
        &[
            (0, kernel::sysctls),
            (27, kernel::sysctls_since_1_27),
            (29, kernel::sysctls_since_1_29),
            (32, kernel::sysctls_since_1_32),
            (37, kernel::sysctls_since_1_37),
        ],
    ),
    baseline("windowsHostProcess", "HostProcess", &[(0, privileges::windows_host_process)]),
    restricted(
        "allowPrivilegeEscalation",
        "Privilege Escalation",
        None,
        &[(8, privileges::escalation), (25, privileges::escalation_on_linux)],
    ),
    restricted(
        "capabilities_restricted",
        "Capabilities",
        Some("capabilities_baseline"),
        &[(22, privileges::capabilities_restricted), (25, privileges::capabilities_restricted_on_linux)],
    ),
    restricted("procMount_restricted", "/proc Mount Type", Some("procMount"), &[(35, kernel::proc_mount)]),
    restricted("restrictedVolumes", "Volume Types", Some("hostPathVolumes"), &[(0, volumes::restricted)]),
    restricted("runAsNonRoot", "Running as Non-root", None, &[(0, user::non_root), (35, user::non_root_relaxed)]),
    restricted("runAsUser", "Running as Non-root user", None, &[(23, user::not_zero), (35, user::not_zero_relaxed)]),
    restricted(
        "seccompProfile_restricted",
        "Seccomp",
        Some("seccompProfile_baseline"),
        &[(19, kernel::seccomp_restricted), (25, kernel::seccomp_restricted_on_linux)],
    ),
];
