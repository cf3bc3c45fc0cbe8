//! Hooks: which documents are run at a point of a release's life instead of being installed, and when.

use super::head::Head;

/// When a hook runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Before the first installation.
    PreInstall,
    /// After the first installation.
    PostInstall,
    /// Before a release is removed.
    PreDelete,
    /// After a release is removed.
    PostDelete,
    /// Before an upgrade.
    PreUpgrade,
    /// After an upgrade.
    PostUpgrade,
    /// Before a rollback.
    PreRollback,
    /// After a rollback.
    PostRollback,
    /// On `helm test`.
    Test,
}

impl Event {
    /// The event that `name` in the annotation `helm.sh/hook` stands for; `test-success` is Helm 2's name for a test.
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "pre-install" => Event::PreInstall,
            "post-install" => Event::PostInstall,
            "pre-delete" => Event::PreDelete,
            "post-delete" => Event::PostDelete,
            "pre-upgrade" => Event::PreUpgrade,
            "post-upgrade" => Event::PostUpgrade,
            "pre-rollback" => Event::PreRollback,
            "post-rollback" => Event::PostRollback,
            "test" | "test-success" => Event::Test,
            _ => return None,
        })
    }
}

/// What a document's annotations make of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum HookKind {
    /// No hook.
    None,
    /// A hook for these events.
    Hook(Vec<Event>),
    /// It asks to be a hook for something that is no event: Helm leaves it out.
    Unknown(String),
}

/// What `head` says about hooks.
pub(super) fn of(head: &Head) -> HookKind {
    let Some(annotation) = head.annotation("helm.sh/hook") else { return HookKind::None };
    let events = annotation.split(',').map(|name| Event::from_name(&name.trim().to_lowercase()));
    events.collect::<Option<Vec<_>>>().map_or_else(|| HookKind::Unknown(annotation.to_owned()), HookKind::Hook)
}
