//! The fields of a kustomization that name files and folders: each is copied, and its path written anew where the copy has
//! another.

use super::{Copy, Root};
use crate::diagnostic::Diagnostic;
use crate::kustomize::edit::{Document, Step};
use crate::kustomize::spec::Kustomization;
use crate::kustomize::{Context, Result};
use crate::resource;
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::NOWHERE;
use crate::yaml::typed::Spanned;
use smol_str::SmolStr;

/// What becomes of an entry of a list.
type Work = fn(&mut Copy, &Root, &str, Option<Span>, &mut Context<'_>) -> Result<String>;

/// What a list of paths holds.
const FOLDER: Work = |copy, root, path, origin, context| copy.folder(root, path, origin, context);
const FILE: Work = |copy, root, path, origin, context| copy.file(root, path, origin, context);
const RESOURCE: Work = |copy, root, path, origin, context| copy.resource(root, path, origin, context);
const PATCH: Work = |copy, root, path, origin, context| copy.inline_or_file(root, path, origin, context);
const SOURCE: Work = |copy, root, path, origin, context| copy.source(root, path, origin, context);
const CONFIGURED: Work = |copy, root, path, origin, context| copy.configured(root, path, origin, context);

impl Copy {
    /// Copies all that a kustomization names.
    pub(super) fn fields(
        &mut self,
        root: &Root,
        fields: &Kustomization,
        document: &mut Document,
        context: &mut Context<'_>,
    ) -> Result<()> {
        if let Some(path) = fields.openapi.value.get("path") {
            let copied = self.file(root, path, fields.openapi.origin, context);
            let copied = copied.map_err(|error| error.prefixed("unable to localize openapi path"))?;
            rewrite(document, &[Step::Key("openapi")], "path", path, &copied)?;
        }
        let (none, legacy) = (Vec::new(), fields.patches_strategic_merge.as_ref());
        for (key, paths, work) in [
            ("bases", fields.bases.as_ref().unwrap_or(&none), FOLDER),
            ("components", &fields.components, FOLDER),
            ("configurations", &fields.configurations, FILE),
            ("crds", &fields.crds, FILE),
            ("resources", &fields.resources, RESOURCE),
            ("patchesStrategicMerge", legacy.unwrap_or(&none), PATCH),
            ("generators", &fields.generators, CONFIGURED),
            ("transformers", &fields.transformers, CONFIGURED),
            ("validators", &fields.validators, CONFIGURED),
        ] {
            self.list(root, &[], key, paths, work, document, context)
                .map_err(|error| error.prefixed(&format!("unable to localize {key} entry")))?;
        }
        self.generators(root, fields, document, context)?;
        self.all_charts(root, fields, document, context)?;
        for (key, patches) in
            [("patches", Some(&fields.patches)), ("patchesJson6902", fields.patches_json6902.as_ref())]
        {
            for (at, patch) in patches.into_iter().flatten().enumerate() {
                let copied = self.file(root, &patch.value.path, patch.origin, context);
                let copied = copied.map_err(|error| error.prefixed(&format!("unable to localize {key}")))?;
                rewrite(document, &[Step::Key(key), Step::Item(at)], "path", &patch.value.path, &copied)?;
            }
        }
        for (at, replacement) in fields.replacements.iter().enumerate() {
            let path = &replacement.value.path;
            let copied = self.file(root, path, replacement.origin, context);
            let copied = copied.map_err(|error| error.prefixed("unable to localize replacements entry"))?;
            rewrite(document, &[Step::Key("replacements"), Step::Item(at)], "path", path, &copied)?;
        }
        Ok(())
    }

    /// Copies the entries of a list.
    #[allow(clippy::too_many_arguments, reason = "a row of the table above, and what all rows share")]
    fn list(
        &mut self,
        root: &Root,
        path: &[Step<'_>],
        key: &str,
        entries: &[Spanned<SmolStr>],
        work: Work,
        document: &mut Document,
        context: &mut Context<'_>,
    ) -> Result<()> {
        for (at, entry) in entries.iter().enumerate() {
            let copied = work(self, root, &entry.value, entry.origin, context)?;
            if copied != entry.value.as_str() {
                document.replace_item(&[path, &[Step::Key(key)]].concat(), at, Tree::string(copied, NOWHERE))?;
            }
        }
        Ok(())
    }

    /// `configMapGenerator` and `secretGenerator`.
    fn generators(
        &mut self,
        root: &Root,
        fields: &Kustomization,
        document: &mut Document,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let maps = fields
            .config_map_generator
            .iter()
            .enumerate()
            .map(|(at, entry)| ("configMapGenerator", at, &entry.value.env, &entry.value.envs, &entry.value.files));
        let secrets = fields
            .secret_generator
            .iter()
            .enumerate()
            .map(|(at, entry)| ("secretGenerator", at, &entry.value.env, &entry.value.envs, &entry.value.files));
        for (key, at, env, envs, files) in maps.chain(secrets) {
            let path = [Step::Key(key), Step::Item(at)];
            let wrapped = |error: Box<Diagnostic>| error.prefixed(&format!("unable to localize {key}"));
            let copied = self.file(root, &env.value, env.origin, context).map_err(wrapped)?;
            rewrite(document, &path, "env", &env.value, &copied)?;
            self.list(root, &path, "envs", envs, FILE, document, context).map_err(wrapped)?;
            self.list(root, &path, "files", files, SOURCE, document, context).map_err(wrapped)?;
        }
        Ok(())
    }

    /// Values files of charts, and the folders of charts.
    fn all_charts(
        &mut self,
        root: &Root,
        fields: &Kustomization,
        document: &mut Document,
        context: &mut Context<'_>,
    ) -> Result<()> {
        const OLD: &str = "helmChartInflationGenerator";
        for (at, chart) in fields.helm_chart_inflation_generator.iter().enumerate() {
            let (path, chart) = ([Step::Key(OLD), Step::Item(at)], &chart.value);
            let copied = self.file(root, &chart.values.value, chart.values.origin, context);
            let copied =
                copied.map_err(|error| error.prefixed(&format!("unable to localize {OLD} entry {at} values")))?;
            rewrite(document, &path, "values", &chart.values.value, &copied)?;
            let home = self.charts(root, &chart.chart_home, context);
            let home = home.map_err(|error| error.prefixed(&format!("unable to copy {OLD} entry {at}")))?;
            rewrite(document, &path, "chartHome", &chart.chart_home, &home)?;
        }
        for (at, chart) in fields.helm_charts.iter().enumerate() {
            let (path, chart) = ([Step::Key("helmCharts"), Step::Item(at)], &chart.value);
            let wrapped = |error: Box<Diagnostic>, field: &str| {
                error.prefixed(&format!("unable to localize helmCharts entry {at} {field}"))
            };
            let copied = self.file(root, &chart.values_file.value, chart.values_file.origin, context);
            rewrite(
                document,
                &path,
                "valuesFile",
                &chart.values_file.value,
                &copied.map_err(|error| wrapped(error, "valuesFile"))?,
            )?;
            let more = &chart.additional_values_files;
            self.list(root, &path, "additionalValuesFiles", more, FILE, document, context)
                .map_err(|error| wrapped(error, "additionalValuesFiles"))?;
        }
        if let Some(globals) = &fields.helm_globals {
            let home = self.charts(root, &globals.chart_home, context);
            let home = home.map_err(|error| error.prefixed("unable to copy helmGlobals"))?;
            rewrite(document, &[Step::Key("helmGlobals")], "chartHome", &globals.chart_home, &home)?;
        } else if !fields.helm_charts.is_empty() {
            self.charts(root, "", context).map_err(|error| error.prefixed("unable to copy default chart home"))?;
        }
        Ok(())
    }

    /// A file of objects, or else a folder.
    fn resource(&mut self, root: &Root, path: &str, origin: Option<Span>, context: &mut Context<'_>) -> Result<String> {
        let read = root.loader.load(path, origin, context).map_err(|error| error.prefixed("invalid file reference"));
        let file = read.and_then(|loaded| {
            resource::read(&loaded.text, loaded.source).map_err(|error| {
                let sentence = format!("invalid resource at file {path:?}: {}", error.message);
                Box::new(Diagnostic::sentence("kustomize::yaml", sentence).label_known(error.origin, ""))
            })?;
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
        if resource::read(entry.as_bytes(), NOWHERE.source).is_ok() {
            return Ok(entry.to_owned());
        }
        self.file(root, entry, origin, context)
    }
}

/// Writes a path anew where the copy has another.
fn rewrite(document: &mut Document, path: &[Step<'_>], key: &str, before: &str, after: &str) -> Result<()> {
    if before == after {
        return Ok(());
    }
    document.set(path, key, Tree::string(after, NOWHERE))
}
