//! Kustomizations: [`crate::kustomize::build`], whose trees carry their places.

use super::{Input, Result, Session, Unit};
use crate::kustomize::{self, Context};

/// Builds the kustomization in a folder.
pub(super) fn load(input: &Input, session: &Session) -> Result<Unit> {
    let mut effects = (session.effects)("", "")?;
    let mut context = Context {
        host: &*session.host,
        sources: &session.sources,
        options: &session.builds,
        effects: &mut effects,
        limits: &session.limits,
        schema: None,
        notes: Vec::new(),
    };
    let set = kustomize::build(&input.path, &mut context)?;
    let objects = set.into_vec().into_iter().map(|resource| resource.tree).collect();
    Ok(Unit::new(input, objects, context.notes))
}
