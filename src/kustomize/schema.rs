//! The schema that a kustomization's `openapi` field names: a file, or one that is compiled in.

use super::context::BuiltIn;
use super::{Context, Result, Target};
use crate::diagnostic::Diagnostic;
use crate::kubernetes::Schema;
use crate::kubernetes::schema::Beside;
use crate::resource::Resource;
use crate::yaml;
use smallvec::SmallVec;
use smol_str::SmolStr;

/// The version that is compiled in.
pub const BUILT_IN_SCHEMA: &str = "v1.21.2";

/// Takes the schema that a kustomization names, unless one was taken before; the outermost kustomization always decides.
pub fn set(target: &Target, outermost: bool, context: &mut Context<'_>) -> Result<()> {
    let field = &target.kustomization.openapi;
    let (path, version) = (field.value.get("path"), field.value.get("version"));
    let refuse = |code, sentence: &str| {
        let diagnostic = Diagnostic::sentence(code, sentence);
        Err(Box::new(diagnostic.label_known(field.origin, "named here")))
    };
    let loaded = path.map(|path| target.loader.load(path, field.origin, context)).transpose()?;
    if context.schema.is_some() && !outermost {
        return Ok(());
    }
    if let Some(loaded) = loaded {
        if version.is_some() {
            return refuse("kustomize::openapi", "builtin version and custom schema provided, cannot use both");
        }
        let tree = yaml::read_configuration(&loaded.text, loaded.source).map_err(|error| {
            let diagnostic = Diagnostic::sentence("kustomize::openapi", error.message());
            Box::new(diagnostic.label_known(error.span(), ""))
        })?;
        let Some(tree) = tree else { return Ok(()) };
        let beside = match context.builtin_schema {
            _ if outermost => Beside::Nothing,
            BuiltIn::Untouched => Beside::Nothing,
            BuiltIn::Asked => Beside::Stronger,
            BuiltIn::Used => Beside::Weaker,
        };
        return match Schema::from_openapi(&tree, beside) {
            Ok(schema) => {
                context.schema = Some(schema);
                Ok(())
            }
            Err(error) => refuse("kustomize::openapi", &error.to_string()),
        };
    }
    match version.map(SmolStr::as_str) {
        None | Some("") => Ok(()),
        Some(BUILT_IN_SCHEMA) => {
            context.schema = Some(Schema::builtin());
            Ok(())
        }
        Some(_) => refuse("kustomize::openapi", "the specified OpenAPI version is not built in"),
    }
}

/// Notes what the kinds of objects mean for the schema: their scopes where a schema of the user's shows them, and that the types
/// which are compiled in were asked where none was named yet.
pub fn note_kinds(resources: &mut [Resource], context: &mut Context<'_>) {
    // Apps repeat the same few kinds.
    let mut known: SmallVec<[[SmolStr; 2]; KINDS]> = SmallVec::new();
    for resource in resources {
        note_scope(resource, context);
        if context.schema.is_some() || context.builtin_schema != BuiltIn::Untouched {
            continue;
        }
        let text = |field: &str| resource.tree.get(field).and_then(yaml::Tree::text).map_or("", SmolStr::as_str);
        let kind = [text("apiVersion"), text("kind")];
        if known.iter().any(|known| *known == kind) {
            continue;
        }
        if Schema::builtin().of_kind(kind[0], kind[1]).is_none() {
            context.builtin_schema = BuiltIn::Asked;
        } else if known.len() < KINDS {
            known.push(kind.map(SmolStr::from));
        }
    }
}

/// How many kinds are remembered while objects are looked at.
const KINDS: usize = 8;

/// Notes that an object's kind has no namespace where a schema of the user's shows that. What is compared with objects by id
/// needs it too: patches, and what generators make.
pub fn note_scope(resource: &mut Resource, context: &Context<'_>) {
    let Some(schema) = &context.schema else { return };
    let text = |field: &str| resource.tree.get(field).and_then(yaml::Tree::text).map_or("", SmolStr::as_str);
    resource.build.cluster_scoped = schema.is_cluster_scoped(text("apiVersion"), text("kind"));
}
