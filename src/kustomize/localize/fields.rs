//! The fields of a kustomization that name files and folders: each is copied, and its path written anew where the copy has
//! another.

use super::{Copy, Root};
use crate::diagnostic::Diagnostic;
use crate::kustomize::edit::{Document, Step};
use crate::kustomize::loader::Loaded;
use crate::kustomize::spec::Kustomization;
use crate::kustomize::{Context, Result};
use crate::resource;
use crate::source::{SourceId, Span};
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use crate::yaml::typed::Spanned;
use smol_str::SmolStr;

/// What becomes of a path: what it names is copied, and the path of the copy comes back.
type Work = fn(&mut Copy, &Root, &str, Option<Span>, &mut Context<'_>) -> Result<String>;

const FOLDER: Work = |copy, root, path, origin, context| copy.folder(root, path, origin, context);
const FILE: Work = |copy, root, path, origin, context| copy.file(root, path, origin, context);
const RESOURCE: Work = |copy, root, path, origin, context| copy.resource(root, path, origin, context);
const PATCH: Work = |copy, root, path, origin, context| copy.inline_or_file(root, path, origin, context);
const SOURCE: Work = |copy, root, path, origin, context| copy.source(root, path, origin, context);
const CHARTS: Work = |copy, root, path, _, context| copy.charts(root, path, context);

/// A kustomization whose fields are gone through.
pub(super) struct Fields<'a, 'c> {
    pub(super) copy: &'a mut Copy,
    pub(super) root: &'a Root,
    pub(super) spec: &'a Kustomization,
    pub(super) document: &'a mut Document,
    pub(super) context: &'a mut Context<'c>,
}

impl Fields<'_, '_> {
    /// Copies all that the kustomization names.
    pub(super) fn localize(&mut self) -> Result<()> {
        let spec = self.spec;
        if let Some(path) = spec.openapi.value.get("path") {
            let copied = self.one(&[Step::Key("openapi")], "path", path, spec.openapi.origin, FILE);
            copied.map_err(|error| error.prefixed("unable to localize openapi path"))?;
        }
        let (none, legacy) = (Vec::new(), spec.patches_strategic_merge.as_ref());
        for (key, paths, work) in [
            ("bases", spec.bases.as_ref().unwrap_or(&none), FOLDER),
            ("components", &spec.components, FOLDER),
            ("configurations", &spec.configurations, FILE),
            ("crds", &spec.crds, FILE),
            ("resources", &spec.resources, RESOURCE),
            ("patchesStrategicMerge", legacy.unwrap_or(&none), PATCH),
        ] {
            let copied = self.list(&[Step::Key(key)], paths, work);
            copied.map_err(|error| error.prefixed(&format!("unable to localize {key} entry")))?;
        }
        self.generators()?;
        self.charts()?;
        for (key, patches) in [("patches", Some(&spec.patches)), ("patchesJson6902", spec.patches_json6902.as_ref())] {
            for (at, patch) in patches.into_iter().flatten().enumerate() {
                let copied = self.one(&[Step::Key(key), Step::Item(at)], "path", &patch.value.path, patch.origin, FILE);
                copied.map_err(|error| error.prefixed(&format!("unable to localize {key}")))?;
            }
        }
        for (at, replacement) in spec.replacements.iter().enumerate() {
            let item = [Step::Key("replacements"), Step::Item(at)];
            let copied = self.one(&item, "path", &replacement.value.path, replacement.origin, FILE);
            copied.map_err(|error| error.prefixed("unable to localize replacements entry"))?;
        }
        for (key, entries) in
            [("generators", &spec.generators), ("transformers", &spec.transformers), ("validators", &spec.validators)]
        {
            for (at, entry) in entries.iter().enumerate() {
                let copied = self.copy.configured(self.root, key, entry, self.context)?;
                self.rewrite_item(&[Step::Key(key)], at, &entry.value, copied)?;
            }
        }
        Ok(())
    }

    /// Copies what one field names.
    fn one(&mut self, path: &[Step<'_>], key: &str, named: &str, origin: Option<Span>, work: Work) -> Result<()> {
        let copied = work(self.copy, self.root, named, origin, self.context)?;
        if copied == named {
            return Ok(());
        }
        self.document.set(path, key, Tree::string(copied, NOWHERE))
    }

    /// Copies what the entries of a list name.
    fn list(&mut self, path: &[Step<'_>], entries: &[Spanned<SmolStr>], work: Work) -> Result<()> {
        for (at, entry) in entries.iter().enumerate() {
            let copied = work(self.copy, self.root, &entry.value, entry.origin, self.context)?;
            self.rewrite_item(path, at, &entry.value, copied)?;
        }
        Ok(())
    }

    /// Writes an entry of a list anew where the copy has another.
    fn rewrite_item(&mut self, path: &[Step<'_>], at: usize, before: &str, after: String) -> Result<()> {
        if before == after {
            return Ok(());
        }
        self.document.replace_item(path, at, Tree::string(after, NOWHERE))
    }

    /// `configMapGenerator` and `secretGenerator`.
    fn generators(&mut self) -> Result<()> {
        let maps = self.spec.config_map_generator.iter().map(|entry| {
            let entry = &entry.value;
            (&entry.env, &entry.envs, &entry.files)
        });
        let secrets = self.spec.secret_generator.iter().map(|entry| {
            let entry = &entry.value;
            (&entry.env, &entry.envs, &entry.files)
        });
        let maps = maps.enumerate().map(|entry| ("configMapGenerator", entry));
        let secrets = secrets.enumerate().map(|entry| ("secretGenerator", entry));
        for (key, (at, (env, envs, files))) in maps.chain(secrets) {
            let item = [Step::Key(key), Step::Item(at)];
            let below = |list: &'static str| [item[0], item[1], Step::Key(list)];
            self.one(&item, "env", &env.value, env.origin, FILE)
                .and_then(|()| self.list(&below("envs"), envs, FILE))
                .and_then(|()| self.list(&below("files"), files, SOURCE))
                .map_err(|error| error.prefixed(&format!("unable to localize {key}")))?;
        }
        Ok(())
    }

    /// Values files of charts, and the folders of charts.
    fn charts(&mut self) -> Result<()> {
        const OLD: &str = "helmChartInflationGenerator";
        let wrapped = |what: String| move |error: Box<Diagnostic>| error.prefixed(&what);
        for (at, chart) in self.spec.helm_chart_inflation_generator.iter().enumerate() {
            let (item, chart) = ([Step::Key(OLD), Step::Item(at)], &chart.value);
            self.one(&item, "values", &chart.values.value, chart.values.origin, FILE)
                .map_err(wrapped(format!("unable to localize {OLD} entry {at} values")))?;
            self.one(&item, "chartHome", &chart.chart_home, None, CHARTS)
                .map_err(wrapped(format!("unable to copy {OLD} entry {at}")))?;
        }
        for (at, chart) in self.spec.helm_charts.iter().enumerate() {
            let (item, chart) = ([Step::Key("helmCharts"), Step::Item(at)], &chart.value);
            let entry = format!("unable to localize helmCharts entry {at}");
            self.one(&item, "valuesFile", &chart.values_file.value, chart.values_file.origin, FILE)
                .map_err(wrapped(format!("{entry} valuesFile")))?;
            let more = [item[0], item[1], Step::Key("additionalValuesFiles")];
            self.list(&more, &chart.additional_values_files, FILE)
                .map_err(wrapped(format!("{entry} additionalValuesFiles")))?;
        }
        if let Some(globals) = &self.spec.helm_globals {
            self.one(&[Step::Key("helmGlobals")], "chartHome", &globals.chart_home, None, CHARTS)
                .map_err(wrapped(String::from("unable to copy helmGlobals")))?;
        } else if !self.spec.helm_charts.is_empty() {
            self.copy
                .charts(self.root, "", self.context)
                .map_err(wrapped(String::from("unable to copy default chart home")))?;
        }
        Ok(())
    }
}

impl Copy {
    /// A file of objects, or else a folder.
    fn resource(&mut self, root: &Root, path: &str, origin: Option<Span>, context: &mut Context<'_>) -> Result<String> {
        let read = root.loader.load(path, origin, context).map_err(|error| error.prefixed("invalid file reference"));
        let file = read.and_then(|loaded| {
            objects(&loaded.text, loaded.source)
                .map_err(|error| error.prefixed(&format!("invalid resource at file {path:?}")))?;
            self.file_with(root, path, loaded.text.to_vec(), context)
        });
        let file_error = match file {
            Ok(copied) => return Ok(copied),
            Err(error) => error,
        };
        self.folder(root, path, origin, context).map_err(|folder_error| {
            let sentence = |error: &Diagnostic| error.compat.clone().unwrap_or_else(|| error.message.clone());
            let (as_file, as_folder) = (sentence(&file_error), sentence(&folder_error));
            let is_folder = root.loader.has_folder(path, context);
            let error = if is_folder { folder_error } else { file_error };
            error.wrapped(|_| {
                format!("could not localize path {path:?} as file: {as_file}; could not localize path {path:?} as directory: {as_folder}")
            })
        })
    }

    /// `[key=]path`.
    pub(super) fn source(
        &mut self,
        root: &Root,
        source: &str,
        origin: Option<Span>,
        context: &Context<'_>,
    ) -> Result<String> {
        let (key, path) = match source.split_once('=') {
            Some((key, path)) => (Some(key), path),
            None => (None, source),
        };
        let copied = self.file(root, path, origin, context);
        let copied = copied.map_err(|error| error.prefixed(&format!("invalid file source {source:?}")))?;
        Ok(match key {
            Some(key) => format!("{key}={copied}"),
            None if copied.is_empty() => source.to_owned(),
            None => copied,
        })
    }

    /// A patch: inline, or a file.
    pub(super) fn inline_or_file(
        &mut self,
        root: &Root,
        entry: &str,
        origin: Option<Span>,
        context: &Context<'_>,
    ) -> Result<String> {
        match inline_or_loaded(root, entry, origin, context)? {
            None => Ok(entry.to_owned()),
            Some(loaded) => self.file_with(root, entry, loaded.text.to_vec(), context),
        }
    }
}

/// The file of objects that an entry names; nothing where the entry is objects itself.
pub(super) fn inline_or_loaded(
    root: &Root,
    entry: &str,
    origin: Option<Span>,
    context: &Context<'_>,
) -> Result<Option<Loaded>> {
    let Err(inline) = resource::read(entry.as_bytes(), NOWHERE.source) else { return Ok(None) };
    let read = root.loader.load(entry, origin, context).map_err(|error| error.prefixed("invalid file reference"));
    let file = read.and_then(|loaded| objects(&loaded.text, loaded.source).map(|()| loaded));
    file.map(Some).map_err(|error| {
        error.wrapped(|file| {
            format!(
                "unable to load resource entry {entry:?}: when parsing as inline received error: {}\nwhen parsing as filepath \
                 received error: {file}",
                inline.message
            )
        })
    })
}

/// Whether a text is objects, or why not.
fn objects(text: &[u8], source: SourceId) -> Result<()> {
    resource::read(text, source)
        .map(|_| ())
        .map_err(|error| Box::new(Diagnostic::sentence("kustomize::yaml", error.message).label_known(error.origin, "")))
}
