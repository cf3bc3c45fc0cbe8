//! [`ValueAdd`]: one text for the fields of many objects, or for a place within the paths that these fields hold. There is
//! no field of kustomization.yaml for it.

mod path;

use super::Namespace;
use super::fields::{FieldError, Meaning, Outcome, set_scalar};
use super::object;
use crate::diagnostic::Diagnostic;
use crate::go;
use crate::kustomize::spec;
use crate::kustomize::{Context, Loader, Result, Transformer};
use crate::resource::{Resource, ResourceSet, Selector, SelectorParts};
use crate::source::Span;
use crate::yaml::typed::{self, Spanned};
use crate::yaml::{self, Tree};
use path::Path;
use serde::Deserialize;
use smol_str::SmolStr;

/// Adds a value.
pub struct ValueAdd {
    value: SmolStr,
    targets: Vec<(Option<Selector>, Place)>,
    origin: Span,
}

/// Where the value goes in an object.
enum Place {
    Namespace(Box<Namespace>),
    Field {
        path: Path,
        /// Which part of the path that the field holds, from 1; 0 for all of it.
        position: usize,
    },
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    value: SmolStr,
    targets: Vec<Spanned<Target>>,
    target_file_path: Spanned<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TargetFile {
    targets: Vec<Spanned<Target>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Target {
    selector: Option<spec::Selector>,
    field_path: SmolStr,
    file_path_position: i64,
}

impl ValueAdd {
    /// A `ValueAddTransformer`. Without a value it adds the name of the folder that the kustomization is in.
    pub fn from_object(tree: &Tree, loader: &Loader, context: &mut Context<'_>) -> Result<Self> {
        let Configuration { value, mut targets, target_file_path } = object::read(tree)?;
        let value = match value.trim() {
            "" => loader.root().file_name().map(|name| name.to_string_lossy().into()).unwrap_or_default(),
            value => value.into(),
        };
        if !target_file_path.value.is_empty() {
            let file = loader.load(&target_file_path.value, target_file_path.origin, context)?;
            let more = yaml::read_configuration(&file.text, file.source).map_err(|error| {
                let sentence = format!("error converting YAML to JSON: {}", error.message());
                Box::new(object::refused(sentence, error.span().unwrap_or(tree.origin)))
            })?;
            if let Some(more) = more {
                let file: TargetFile = typed::read(&more, false).map_err(object::mistyped)?;
                targets.extend(file.targets);
            }
        }
        if targets.is_empty() {
            let help = "name the fields under `targets`, each with its `fieldPath`";
            return Err(Box::new(object::refused("must specify at least one target", tree.origin).help(help)));
        }
        let made = |target| prepared(target, &value, tree.origin);
        let targets = targets.into_iter().map(made).collect::<Result<_>>()?;
        Ok(ValueAdd { value, targets, origin: tree.origin })
    }

    fn add(&self, resource: &mut Resource, path: &Path, position: usize) -> Outcome {
        let Some(node) = path.get_or_create(&mut resource.tree, self.origin)? else { return Ok(()) };
        let value = match position {
            0 => self.value.clone(),
            position => inserted(node.text().map_or("", SmolStr::as_str), position - 1, &self.value).into(),
        };
        set_scalar(node, value, Meaning::Implied, self.origin)
    }
}

fn prepared(target: Spanned<Target>, value: &SmolStr, origin: Span) -> Result<(Option<Selector>, Place)> {
    let origin = target.origin.unwrap_or(origin);
    let Target { selector, field_path, file_path_position } = target.value;
    let refused = |sentence: String| Err(Box::new(object::refused(sentence, origin)));
    if field_path.is_empty() {
        return refused(String::from("fieldPath cannot be empty"));
    }
    let Ok(position) = usize::try_from(file_path_position) else {
        return refused(format!("value of FilePathPosition ({file_path_position}) cannot be negative"));
    };
    let selector = selector.map(|selector| {
        let parts = SelectorParts {
            group: &selector.group,
            version: &selector.version,
            kind: &selector.kind,
            name: &selector.name,
            namespace: &selector.namespace,
            labels: &selector.label_selector,
            annotations: &selector.annotation_selector,
        };
        Selector::compile(&parts).map_err(|error| Box::new(object::refused(error.to_string(), origin)))
    });
    let place = match field_path.as_str() {
        "metadata/namespace" => Place::Namespace(Box::new(Namespace::bare(value.clone(), origin))),
        path => Place::Field { path: Path::parse(path), position },
    };
    Ok((selector.transpose()?, place))
}

/// The path with a part put in at a position, or at the end where it is not that long. What begins with a slash goes on
/// doing so.
fn inserted(path: &str, position: usize, part: &str) -> String {
    let (root, relative) = match path.strip_prefix('/') {
        Some(relative) => ("/", relative),
        None => ("", path),
    };
    let mut parts: Vec<&str> = relative.split('/').filter(|_| !relative.is_empty()).collect();
    parts.insert(position.min(parts.len()), part);
    let joined = format!("{root}{}", parts.join("/"));
    String::from_utf8_lossy(&go::path::clean(joined.as_bytes())).into_owned()
}

impl Transformer for ValueAdd {
    fn transform(&self, set: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        for (selector, place) in &self.targets {
            for resource in set.as_mut_slice() {
                let is_selected = selector.as_ref().map_or(Ok(true), |selector| selector.selects(resource));
                let wrong = |error: crate::resource::InvalidSelector| -> Box<Diagnostic> {
                    Box::new(object::refused(error.to_string(), self.origin))
                };
                if !is_selected.map_err(wrong)? {
                    continue;
                }
                match place {
                    Place::Namespace(namespace) => namespace.apply(resource)?,
                    Place::Field { path, position } => {
                        let outcome = self.add(resource, path, *position);
                        outcome.map_err(|error| error.report(resource, self.origin))?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_put_into_paths() {
        let at = |path, position| inserted(path, position, "P");
        assert_eq!(at("", 0), "P");
        assert_eq!(at("/", 0), "/P");
        assert_eq!(at("pie", 0), "P/pie");
        assert_eq!(at("/pie", 0), "/P/pie");
        assert_eq!(at("raw", 1), "raw/P");
        assert_eq!(at("/raw", 9), "/raw/P");
        assert_eq!(at("a/nice/warm/pie", 3), "a/nice/warm/P/pie");
    }
}
