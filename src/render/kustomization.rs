//! Kustomizations: [`crate::kustomize::build`], whose trees carry their places.

use super::{Attempt, Input, Result, Session, Unit};
use crate::diagnostic::Diagnostic;
use crate::kustomize::{self, Context};

/// Builds the kustomization in a folder.
pub(super) fn load(input: &Input, session: &Session, attempt: Attempt) -> Result<Unit> {
    let mut effects = (session.effects)("", "", attempt)?;
    let mut context = Context::new(&*session.host, &session.sources, &session.builds, &mut effects, &session.limits);
    let set = kustomize::build(&input.path, &mut context).map_err(unfetched)?;
    let objects = set.into_vec().into_iter().map(|resource| resource.tree).collect();
    Ok(Unit::new(input, objects, context.notes))
}

/// Says which flag lets bases, files and charts be fetched, where that was refused: nothing is unless it is asked for.
fn unfetched(mut diagnostic: Box<Diagnostic>) -> Box<Diagnostic> {
    const FORBIDDEN: &str = "--offline forbids it";
    let help = match diagnostic.code {
        "remote::offline" => "give --fetch, or name a commit by its full id that was fetched before",
        "remote::file" if diagnostic.message.contains(FORBIDDEN) => {
            "give --fetch, or save the file beside the kustomization"
        }
        "generate::chart-missing" if diagnostic.help.as_ref().is_some_and(|help| help.contains("--offline")) => {
            "give --fetch, or put the chart there"
        }
        _ => return diagnostic,
    };
    diagnostic.message = diagnostic.message.replace(FORBIDDEN, "nothing is fetched without --fetch");
    diagnostic.help = Some(String::from(help));
    diagnostic
}
