//! How a replacement finds its source and its targets: the source by the ids that objects have and had, compared as they
//! are; targets by patterns of them and by labels, less what `reject` takes out.

use super::index::{Id, Index, ids};
use super::path::PathError;
use crate::kustomize::spec::{FieldOptions, Selector, Source, Target};
use crate::resource::selector::{LabelSelector, Pattern};
use crate::resource::{DEFAULT_NAMESPACE, Gvk, Resource, ResourceId, ResourceSet};

/// The position of the one object that a source means.
pub(super) fn source(source: &Source, set: &ResourceSet, index: &Index) -> Result<usize, PathError> {
    let wanted = |text: &'_ smol_str::SmolStr| (!text.is_empty()).then(|| text.clone());
    let (name, kind) = (wanted(&source.name), wanted(&source.kind));
    let candidates = index.candidates(name.as_ref(), kind.as_ref());
    let fits = |position: &usize| {
        let resource = set.get(*position);
        resource.is_some_and(|resource| ids(resource).iter().any(|id| is_source(id, source)))
    };
    let mut found = candidates.into_iter().filter(fits);
    match (found.next(), found.next()) {
        (Some(position), None) => Ok(position),
        (Some(_), Some(_)) => Err(PathError::new(format!("multiple matches for selector {}", described(source)))),
        (None, _) => Err(PathError::new(format!("nothing selected by {}", described(source)))),
    }
}

fn is_source(id: &Id, source: &Source) -> bool {
    let counted = |namespace: &'_ str| if namespace.is_empty() { DEFAULT_NAMESPACE } else { namespace }.to_owned();
    (source.name.is_empty() || source.name == id.name)
        && (source.namespace.is_empty() || counted(&source.namespace) == counted(&id.namespace))
        && id.gvk.is_selected(&gvk(source))
}

fn gvk(source: &Source) -> Gvk {
    Gvk { group: source.group.clone(), version: source.version.clone(), kind: source.kind.clone() }
}

/// The object that a source means, as messages have it.
pub(super) fn source_id(source: &Source) -> ResourceId {
    ResourceId {
        gvk: gvk(source),
        name: source.name.clone(),
        namespace: source.namespace.clone(),
        cluster_scoped: false,
    }
}

/// A source as messages have it.
fn described(source: &Source) -> String {
    let mut text = source_id(source).to_string();
    if !source.field_path.is_empty() {
        text.push(':');
        text.push_str(&source.field_path);
    }
    if let Some(FieldOptions { delimiter, index, create, .. }) = &source.options
        && (!delimiter.is_empty() || *create)
    {
        text.push_str(&format!(":{delimiter}({index}), create={create}"));
    }
    text
}

/// A target's selectors, compiled.
pub(super) struct Targets {
    select: Compiled,
    reject: Vec<Compiled>,
}

struct Compiled {
    group: Pattern,
    version: Pattern,
    kind: Pattern,
    name: Pattern,
    namespace: Pattern,
    labels: Result<LabelSelector, PathError>,
    annotations: Result<LabelSelector, PathError>,
    /// Whether it says anything of ids.
    by_id: bool,
    /// Whether it says anything of labels or annotations.
    by_metadata: bool,
}

impl Compiled {
    fn new(selector: &Selector) -> Result<Self, PathError> {
        let pattern = |text: &str| Pattern::compile(text).map_err(|error| PathError::new(error.to_string()));
        let labels = |text: &str| LabelSelector::parse(text).map_err(|error| PathError::new(error.to_string()));
        let parts = [&selector.group, &selector.version, &selector.kind, &selector.name, &selector.namespace];
        Ok(Compiled {
            group: pattern(&selector.group)?,
            version: pattern(&selector.version)?,
            kind: pattern(&selector.kind)?,
            name: pattern(&selector.name)?,
            namespace: pattern(&selector.namespace)?,
            labels: labels(&selector.label_selector),
            annotations: labels(&selector.annotation_selector),
            by_id: parts.iter().any(|part| !part.is_empty()),
            by_metadata: !selector.label_selector.is_empty() || !selector.annotation_selector.is_empty(),
        })
    }

    fn fits_id(&self, id: &Id) -> bool {
        self.kind.matches(&id.gvk.kind)
            && self.name.matches(&id.name)
            && self.version.matches(&id.gvk.version)
            && self.group.matches(&id.gvk.group)
            && self.namespace.matches(&id.namespace)
    }

    fn fits_metadata(&self, resource: &Resource) -> Result<bool, PathError> {
        let annotations = self.annotations.as_ref().map_err(PathError::clone)?;
        let labels = self.labels.as_ref().map_err(PathError::clone)?;
        let field = |name: &str| resource.tree.at(&["metadata", name]);
        Ok(annotations.matches(field("annotations")) && labels.matches(field("labels")))
    }
}

impl Targets {
    /// Compiles the selectors of a target.
    pub(super) fn new(target: &Target) -> Result<Self, PathError> {
        let Some(select) = &target.select else {
            return Err(PathError::new("target must specify resources to select"));
        };
        let wrap = |error| PathError::new(format!("error creating target selector: {error}"));
        Ok(Targets {
            select: Compiled::new(select).map_err(wrap)?,
            reject: target.reject.iter().map(Compiled::new).collect::<Result<_, _>>().map_err(wrap)?,
        })
    }

    /// The positions of the objects that may be selected.
    pub(super) fn candidates(&self, index: &Index) -> Vec<usize> {
        // What is wrong with a label selector has to be said whatever the names are.
        let sound = |compiled: &Compiled| compiled.labels.is_ok() && compiled.annotations.is_ok();
        if sound(&self.select) && self.reject.iter().all(sound) {
            index.candidates(self.select.name.literal(), self.select.kind.literal())
        } else {
            index.candidates(None, None)
        }
    }

    /// Whether an object is a target.
    pub(super) fn select(&self, resource: &Resource) -> Result<bool, PathError> {
        if !self.select.fits_metadata(resource)? {
            return Ok(false);
        }
        for reject in self.reject.iter().filter(|reject| reject.by_metadata) {
            if reject.fits_metadata(resource)? {
                return Ok(false);
            }
        }
        let ids = ids(resource);
        let rejected = |reject: &Compiled| reject.by_id && ids.iter().any(|id| reject.fits_id(id));
        Ok(!self.reject.iter().any(rejected) && ids.iter().any(|id| self.select.fits_id(id)))
    }
}
