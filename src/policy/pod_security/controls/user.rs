//! Whom containers run as: not root, unless the pod has a user namespace of its own.

use crate::policy::pod_security::control::{Found, Offenders};
use crate::policy::pod_security::pod::Pod;
use serde_json::Value;

const NON_ROOT: &str = "/securityContext/runAsNonRoot";
const USER: &str = "/securityContext/runAsUser";

/// Pods or all their containers must say that they do not run as root.
pub(super) fn non_root<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    const REASON: &str = "runAsNonRoot != true";
    let refusing = Offenders::by(pod.holders(), NON_ROOT, |one| one.switch(NON_ROOT) == Some(false));
    if !refusing.is_empty() {
        return refusing
            .found(REASON, |who| format!("{} must not set securityContext.runAsNonRoot=false", who.setters()));
    }
    if pod.spec.switch(NON_ROOT) == Some(true) {
        return None;
    }
    let silent = Offenders::by(pod.containers.iter(), NON_ROOT, |one| one.switch(NON_ROOT).is_none());
    silent.found(REASON, |who| format!("pod or {} must set securityContext.runAsNonRoot=true", who.containers()))
}

/// Since 1.35 pods with a user namespace of their own are let be.
pub(super) fn non_root_relaxed<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    if pod.has_user_namespace() { None } else { non_root(pod) }
}

/// Neither pods nor containers may ask to be root, since 1.23.
pub(super) fn not_zero<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    let is_root = |user: &Value| user.as_i64() == Some(0) || user.as_f64() == Some(0.0);
    let offenders = Offenders::by(pod.holders(), USER, |one| one.get(USER).is_some_and(is_root));
    offenders.found("runAsUser=0", |who| format!("{} must not set runAsUser=0", who.setters()))
}

/// Since 1.35 pods with a user namespace of their own are let be.
pub(super) fn not_zero_relaxed<'a>(pod: &Pod<'a>) -> Option<Found<'a>> {
    if pod.has_user_namespace() { None } else { not_zero(pod) }
}
