//! Patches of kustomizations: `patches`, `patchesStrategicMerge` and `patchesJson6902`, and the objects by which they are
//! configured elsewhere. How a patch changes a tree is `resource`'s matter; here it is read and finds its targets.

mod json;
mod source;
mod strategic;

pub use json::JsonPatch;
pub use strategic::StrategicPatch;

use super::spec::{Patch, PatchOptions, Selector as Selection};
use super::{Context, Loader, Result, Transformer, each, schema};
use crate::diagnostic::Diagnostic;
use crate::resource::selector::{InvalidSelector, Selector, SelectorParts};
use crate::resource::{ReadError, Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::typed::Spanned;
use crate::yaml::{self, Tree, typed};
use serde::Deserialize;
use smol_str::SmolStr;
use source::Text;

/// The objects that a patch is for.
pub(super) struct Targets {
    selector: Selector,
    /// As it is written, for messages.
    written: Selection,
}

impl Targets {
    fn new(written: &Selection, origin: Option<Span>) -> Result<Targets> {
        let parts = SelectorParts {
            group: &written.group,
            version: &written.version,
            kind: &written.kind,
            name: &written.name,
            namespace: &written.namespace,
            labels: &written.label_selector,
            annotations: &written.annotation_selector,
        };
        let selector = Selector::compile(&parts).map_err(|error| bad_selector(&error, written, origin))?;
        Ok(Targets { selector, written: written.clone() })
    }

    /// The positions of the objects, in order.
    fn find(&self, set: &mut ResourceSet, origin: Option<Span>) -> Result<Vec<usize>> {
        let selected: Vec<_> = match self.selector.literal_name() {
            Some(name) => {
                let named = set.named(name).into_iter().filter_map(|position| Some((position, set.get(position)?)));
                named.map(|(position, resource)| (position, self.selector.selects(resource))).collect()
            }
            None => each::map(set.as_slice(), |position, resource| (position, self.selector.selects(resource))),
        };
        let mut found = Vec::new();
        for (position, selects) in selected {
            if selects.map_err(|error| bad_selector(&error, &self.written, origin))? {
                found.push(position);
            }
        }
        Ok(found)
    }
}

fn bad_selector(error: &InvalidSelector, written: &Selection, origin: Option<Span>) -> Box<Diagnostic> {
    let parts = [&written.group, &written.version, &written.kind, &written.name, &written.namespace];
    let shown: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).map(SmolStr::as_str).collect();
    let message = format!("the target `{}` is no selector: {error}", shown.join("/"));
    let diagnostic = Diagnostic::error("kustomize::selector", message).compat(error.to_string());
    Box::new(at(diagnostic, origin).help("patterns are Go's regular expressions, label selectors are `key=value,...`"))
}

pub(super) fn at(diagnostic: Diagnostic, origin: Option<Span>) -> Diagnostic {
    diagnostic.label_known(origin, "this patch")
}

pub(super) fn refused(code: &'static str, sentence: String, origin: Option<Span>) -> Box<Diagnostic> {
    Box::new(at(Diagnostic::sentence(code, sentence), origin))
}

/// A patch of `patches`: of which sort it is, its text tells.
pub fn patch(patch: &Spanned<Patch>, loader: &Loader, context: &Context<'_>) -> Result<Option<Box<dyn Transformer>>> {
    let (origin, patch) = (patch.origin, &patch.value);
    let text = Text::of_patch(patch, origin, loader, context)?;
    let strategic = read_objects(&text, context);
    let json = JsonPatch::parse(&text);
    let transformer: Option<Box<dyn Transformer>> = match (strategic, json) {
        (Ok(resources), Ok(operations)) if !resources.is_empty() && !operations.is_empty() => {
            let sentence = format!("illegally qualifies as both an SM and JSON patch: {}", text.described);
            return Err(refused("kustomize::patch", sentence, origin));
        }
        (Err(strategic), Err(json)) => return Err(neither(&text, &strategic, &json.reason, origin)),
        (Ok(resources), _) if resources.is_empty() => None,
        (Ok(mut resources), _) => {
            allow(&mut resources, patch.options);
            Some(Box::new(StrategicPatch::new(resources, patch.target.as_ref(), &text, origin)?))
        }
        (Err(_), Ok(operations)) => Some(Box::new(JsonPatch::new(operations, patch.target.as_ref(), &text, origin)?)),
    };
    Ok(transformer)
}

fn allow(resources: &mut [Resource], options: Option<PatchOptions>) {
    let options = options.unwrap_or_default();
    for resource in resources {
        resource.build.allow_name_change |= options.allow_name_change;
        resource.build.allow_kind_change |= options.allow_kind_change;
    }
}

/// A text that is no patch.
fn neither(text: &Text, strategic: &ReadError, json: &str, origin: Option<Span>) -> Box<Diagnostic> {
    let sentence = format!("unable to parse SM or JSON patch from {}", text.described);
    let message =
        format!("{} is no patch: as a strategic merge, {}; as JSON 6902, {json}", text.name, strategic.message);
    let diagnostic = Diagnostic::error("kustomize::patch", message).compat(sentence);
    let diagnostic = diagnostic.label_known(strategic.origin, "read as a strategic merge");
    let help = "a strategic merge patch needs `kind` and `metadata.name`; a JSON 6902 patch is a list of operations";
    Box::new(at(diagnostic, origin).help(help))
}

/// The patches of `patchesStrategicMerge`, each inline or a file, and those of one more text.
pub fn strategic_merges(
    paths: &[Spanned<SmolStr>],
    inline: Option<&Spanned<SmolStr>>,
    loader: &Loader,
    context: &Context<'_>,
) -> Result<Option<Box<dyn Transformer>>> {
    if paths.is_empty() && inline.is_none() {
        return Ok(None);
    }
    let mut resources = Vec::new();
    for path in paths {
        resources.extend(strategic_merge(path, loader, context)?);
    }
    if let Some(inline) = inline {
        resources.extend(read_merges(&Text::inline(&inline.value, inline.origin, context), inline.origin, context)?);
    }
    if resources.is_empty() {
        let listed: Vec<&str> = paths.iter().map(|path| path.value.as_str()).collect();
        let sentence = format!("patch appears to be empty; files=[{}], Patch=", listed.join(" "));
        return Err(refused("kustomize::patch", sentence, paths.first().and_then(|path| path.origin)));
    }
    Ok(Some(Box::new(StrategicPatch::listed(resources))))
}

fn strategic_merge(path: &Spanned<SmolStr>, loader: &Loader, context: &Context<'_>) -> Result<Vec<Resource>> {
    let inline = Text::inline(&path.value, path.origin, context);
    if let Ok(resources) = read_objects(&inline, context) {
        return Ok(resources);
    }
    read_merges(&Text::file(&path.value, path.origin, loader, context)?, path.origin, context)
}

/// The objects of a strategic merge, with the scopes that the schema in use gives their kinds.
fn read_objects(text: &Text, context: &Context<'_>) -> std::result::Result<Vec<Resource>, ReadError> {
    let mut resources = crate::resource::read(&text.bytes, text.source)?;
    resources.iter_mut().for_each(|resource| schema::note_scope(resource, context));
    Ok(resources)
}

fn read_merges(text: &Text, origin: Option<Span>, context: &Context<'_>) -> Result<Vec<Resource>> {
    read_objects(text, context).map_err(|error| {
        let diagnostic = Diagnostic::sentence("kustomize::patch", error.message);
        let place = error.origin.unwrap_or(Span::new(text.source, 0..0));
        Box::new(at(diagnostic.label(place, ""), origin).help("a patch needs `kind` and `metadata.name`"))
    })
}

/// A patch of `patchesJson6902`.
pub fn json6902(patch: &Spanned<Patch>, loader: &Loader, context: &Context<'_>) -> Result<Box<dyn Transformer>> {
    let (origin, patch) = (patch.origin, &patch.value);
    let refuse = |sentence: &str| Err(refused("kustomize::patch", sentence.to_owned(), origin));
    if patch.target.as_ref().is_none_or(|target| target.name.is_empty()) {
        return refuse("must specify the target name");
    }
    let text = match (patch.path.as_str(), patch.patch.as_str()) {
        ("", "") => return refuse("empty file path and empty jsonOp"),
        ("", inline) => Text::inline(inline, origin, context),
        (path, "") => {
            let text = Text::file(path, origin, loader, context)?;
            if text.bytes.is_empty() {
                return refuse(&format!("patch file '{path}' empty seems to be empty"));
            }
            text
        }
        _ => return refuse("must specify a file path or jsonOp, not both"),
    };
    let operations = JsonPatch::parse(&text).map_err(|error| {
        let sentence = format!("decoding {}: {}", as_json(&text.bytes), error.reason);
        refused("kustomize::patch", sentence, origin)
    })?;
    if operations.is_empty() {
        let written = String::from_utf8_lossy(&text.bytes);
        let sentence = format!("patch appears to be empty; file={}, JsonOp={written}", patch.path);
        return Err(refused("kustomize::patch", sentence, origin));
    }
    Ok(Box::new(JsonPatch::new(operations, patch.target.as_ref(), &text, origin)?.without_history()))
}

/// A patch's text as JSON, which Kustomize makes of YAML first.
fn as_json(text: &[u8]) -> String {
    let json = yaml::decode(text)
        .ok()
        .and_then(|value| crate::go::json::encode(&value, crate::go::json::Options::default()).ok());
    json.filter(|_| !text.starts_with(b"[")).unwrap_or_else(|| String::from_utf8_lossy(text).into_owned())
}

/// A patch that an object of the kind configures.
pub fn by_kind(
    kind: &str,
    config: &Tree,
    loader: &Loader,
    context: &Context<'_>,
) -> Option<Result<Box<dyn Transformer>>> {
    let made = match kind {
        "PatchTransformer" => Some(read::<Patch>(config).and_then(|spec| patch(&spec, loader, context))),
        "PatchJson6902Transformer" => Some(read::<Json6902Config>(config).and_then(|spec| {
            let Json6902Config { target, path, json_op } = spec.value;
            let spec = Spanned { value: Patch { path, patch: json_op, target, options: None }, origin: spec.origin };
            json6902(&spec, loader, context).map(Some)
        })),
        "PatchStrategicMergeTransformer" => Some(read::<MergeConfig>(config).and_then(|spec| {
            let MergeConfig { paths, patches } = spec.value;
            if paths.is_empty() && patches.is_empty() {
                let sentence = String::from("empty file path and empty patch content");
                return Err(refused("kustomize::patch", sentence, spec.origin));
            }
            let inline = (!patches.is_empty()).then_some(Spanned { value: patches, origin: spec.origin });
            strategic_merges(&paths, inline.as_ref(), loader, context)
        })),
        _ => None,
    };
    made.map(|made| made.map(|patch| patch.unwrap_or_else(|| Box::new(Nothing))))
}

/// A patch that says nothing.
struct Nothing;

impl Transformer for Nothing {
    fn transform(&self, _: &mut ResourceSet, _: &mut Context<'_>) -> Result<()> {
        Ok(())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Json6902Config {
    target: Option<Selection>,
    path: SmolStr,
    json_op: SmolStr,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MergeConfig {
    paths: Vec<Spanned<SmolStr>>,
    patches: SmolStr,
}

fn read<T: serde::de::DeserializeOwned + Default>(config: &Tree) -> Result<Spanned<T>> {
    typed::read(config, false).map_err(|error| refused("kustomize::configuration", error.message, Some(error.origin)))
}
