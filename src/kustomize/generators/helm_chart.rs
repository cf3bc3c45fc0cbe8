//! [`HelmChartGenerator`]: `helmCharts` in a kustomization, or a `HelmChartInflationGenerator` object. The chart is rendered
//! by [`crate::helm`], in this process: no program is started, no kubeconfig is read and nothing is fetched.

use super::chart_values;
use crate::chart::values::{UserValues, ValueFlags, merge_maps};
use crate::chart::{self, Chart, Notes};
use crate::diagnostic::Diagnostic;
use crate::helm::{self, Capabilities, Environment, KubeVersion, ReleaseOptions, Selection};
use crate::host::FileKind;
use crate::kustomize::spec::{HelmChart, HelmGlobals};
use crate::kustomize::{Context, Generator, Loader, Result};
use crate::resource::{self, ResourceSet};
use crate::source::Span;
use crate::yaml::typed::Spanned;
use crate::yaml::{self, Tree};
use smol_str::SmolStr;
use std::path::{Path, PathBuf};

/// The folder of charts where none is named.
const CHART_HOME: &str = "charts";

/// The release's name where none is given.
const RELEASE_NAME: &str = "release-name";

/// What the place of a chart is called in reports.
const CHART: &str = "this chart";

/// The annotation by which the namespace transformer knows that a chart made an object. It never reaches the output.
const GENERATED: &str = "internal.config.kubernetes.io/helm-generated";

/// How `valuesInline` and the values file come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValuesMerge {
    /// The file's values win.
    Merge,
    /// The inline values win.
    Override,
    /// The inline values alone.
    Replace,
}

/// Renders a chart.
#[derive(Clone, Debug)]
pub struct HelmChartGenerator {
    chart: HelmChart,
    origin: Option<Span>,
    home: SmolStr,
    values_merge: ValuesMerge,
    loader: Loader,
}

impl HelmChartGenerator {
    /// The generator of an entry of `helmCharts`. Charts have to be asked for on the command line.
    pub fn new(
        chart: Spanned<HelmChart>,
        globals: Option<&HelmGlobals>,
        loader: &Loader,
        context: &Context<'_>,
    ) -> Result<Self> {
        let Spanned { value: mut chart, origin } = chart;
        let refused = |diagnostic: Diagnostic| Err(Box::new(diagnostic.label_known(origin, CHART)));
        if !context.options.helm {
            let help = "charts are rendered with --enable-helm; no helm program is needed";
            return refused(Diagnostic::sentence("generate::helm-disabled", "must specify --enable-helm").help(help));
        }
        if chart.name.is_empty() {
            return refused(
                Diagnostic::sentence("generate::chart", "chart name cannot be empty").help("give the chart a `name`"),
            );
        }
        let values_merge = match chart.values_merge.as_str() {
            "" | "override" => ValuesMerge::Override,
            "merge" => ValuesMerge::Merge,
            "replace" => ValuesMerge::Replace,
            _ => {
                let sentence = "valuesMerge must be one of [merge override replace]";
                return refused(Diagnostic::sentence("generate::chart", sentence).help("leave it out for `override`"));
            }
        };
        if chart.kube_version.is_empty() {
            chart.kube_version = context.options.helm_kube_version.as_str().into();
        }
        if chart.api_versions.is_empty() {
            chart.api_versions = context.options.helm_api_versions.iter().map(SmolStr::from).collect();
        }
        let home = globals.map(|globals| globals.chart_home.clone()).filter(|home| !home.is_empty());
        let home = home.unwrap_or_else(|| CHART_HOME.into());
        let generator = HelmChartGenerator { chart, origin, home, values_merge, loader: loader.clone() };
        generator.check_additional_values(context)?;
        Ok(generator)
    }

    /// The folder that charts lie in; of charts that were pulled, one for each version.
    fn chart_home(&self) -> PathBuf {
        let home = self.loader.root().join(self.home.as_str());
        let HelmChart { name, version, repo, .. } = &self.chart;
        if version.is_empty() || repo.is_empty() { home } else { home.join(format!("{name}-{version}")) }
    }

    /// Additional values files have to lie in the root; a chart's own files need not.
    fn check_additional_values(&self, context: &Context<'_>) -> Result<()> {
        for file in &self.chart.additional_values_files {
            let loaded = self.loader.load(&file.value, file.origin, context);
            loaded.map_err(|error| error.prefixed("could not load additionalValuesFile"))?;
        }
        Ok(())
    }

    fn load_chart(&self, context: &mut Context<'_>, notes: &mut Notes) -> Result<Chart> {
        let path = self.chart_home().join(self.chart.name.as_str());
        let is_folder = context.host.metadata(&path).is_ok_and(|known| known.kind == FileKind::Folder);
        if !is_folder {
            self.pull(&path, context)?;
        }
        let mut loader = chart::Loader { host: context.host, sources: context.sources, notes, seen: None };
        chart::load(&path, &mut loader)
            .map_err(|error| Box::new(Diagnostic::from(error).label_known(self.origin, CHART)))
    }

    /// Fetches a chart that is not in its folder, as Kustomize does with `helm pull`, and leaves it there.
    fn pull(&self, path: &Path, context: &Context<'_>) -> Result<()> {
        let HelmChart { name, version, repo, .. } = &self.chart;
        if repo.is_empty() || context.options.offline {
            return Err(self.missing(path, context));
        }
        let refuse = |cause: &str| {
            let sentence = format!("unable to run: 'helm pull' of {name} from {repo}: {cause}");
            let diagnostic = Diagnostic::error("generate::chart-missing", sentence).compat(cause);
            Box::new(diagnostic.help("check the chart's name, version and repository").label_known(self.origin, CHART))
        };
        // Name and version become a folder's name.
        if [name, version].iter().any(|text| text.contains(['/', '\\', '\0']) || text.as_str() == "..") {
            return Err(refuse("name and version may not lead to another folder"));
        }
        let home = self.chart_home();
        context.host.fetch_chart(name, version, repo, &home).map_err(|error| refuse(&error.to_string()))?;
        match context.host.metadata(path).is_ok_and(|known| known.kind == FileKind::Folder) {
            true => Ok(()),
            false => Err(refuse("the archive holds a chart of another name")),
        }
    }

    fn missing(&self, path: &Path, context: &Context<'_>) -> Box<Diagnostic> {
        let HelmChart { name, repo, .. } = &self.chart;
        let diagnostic = if repo.is_empty() {
            // Kustomize only names what is there and is no folder.
            let shown = if context.host.metadata(path).is_ok() { path.display().to_string() } else { String::new() };
            let sentence = format!("no repo specified for pull, no chart found at '{shown}'");
            let message = format!("there is no chart `{name}` in {}", self.chart_home().display());
            Diagnostic::error("generate::chart-missing", message).compat(sentence)
        } else {
            let message = format!("the chart `{name}` of {repo} is not in {}", self.chart_home().display());
            Diagnostic::error("generate::chart-missing", message)
        };
        let help = match repo.is_empty() {
            true => String::from("put the chart there, or name its `repo`"),
            false => String::from("build without --offline, or put the chart there"),
        };
        Box::new(diagnostic.help(help).label_known(self.origin, CHART))
    }

    /// The values that Kustomize would hand to Helm in files.
    fn values(&self, context: &mut Context<'_>) -> Result<UserValues> {
        let root = self.loader.root();
        let default = || self.chart_home().join(self.chart.name.as_str()).join("values.yaml").display().to_string();
        let file = Some(self.chart.values_file.value.to_string()).filter(|file| !file.is_empty());
        let file = file.unwrap_or_else(default);
        let inline = self.chart.values_inline.as_ref().map(|inline| &inline.value.0);
        let inline = inline.filter(|inline| inline.as_mapping().is_some_and(|mapping| !mapping.is_empty()));
        let (first, base) = match inline {
            Some(inline) => (None, Some(chart_values::to_map(&self.merged(inline, &file, context)?))),
            None => {
                // Helm reads the file; that it may be read at all is for the loader to say.
                self.loader.load(&file, self.chart.values_file.origin.or(self.origin), context)?;
                (Some(root.join(&file)), None)
            }
        };
        let additional = self.chart.additional_values_files.iter().map(|file| root.join(file.value.as_str()));
        let files = first.into_iter().chain(additional).map(|path| path.display().to_string()).collect();
        let flags = ValueFlags { files, ..ValueFlags::default() };
        let read = flags.read(context.host, context.sources);
        let mut values = read.map_err(|error| Box::new(Diagnostic::from(error).label_known(self.origin, CHART)))?;
        if let Some(base) = base {
            values.values = merge_maps(&base, &values.values);
        }
        Ok(values)
    }

    /// `valuesInline` with the values file as `valuesMerge` says.
    fn merged(&self, inline: &Tree, file: &str, context: &mut Context<'_>) -> Result<Tree> {
        if self.values_merge == ValuesMerge::Replace {
            return Ok(inline.clone());
        }
        let loaded = self.loader.load(file, self.chart.values_file.origin.or(self.origin), context)?;
        let unreadable = |cause: String, place: Option<Span>| {
            let sentence = format!("could not parse values file into rnode: {cause}");
            let diagnostic = Diagnostic::error("generate::chart-values", cause).compat(sentence);
            Box::new(diagnostic.help("mend the YAML of the values file").label_known(place.or(self.origin), CHART))
        };
        let trees = yaml::read_trees(&loaded.text, loaded.source)
            .map_err(|error| unreadable(error.message().to_owned(), error.span()))?;
        let whole = Span::new(loaded.source, 0..0);
        let file = trees.into_iter().next().ok_or_else(|| unreadable(String::from("EOF"), Some(whole)))?;
        let (mut base, top) =
            if self.values_merge == ValuesMerge::Override { (file, inline.clone()) } else { (inline.clone(), file) };
        chart_values::overlay(&mut base, &top).map_err(|misfit| {
            let diagnostic = Diagnostic::sentence("generate::chart-values", &misfit.sentence).label(misfit.origin, "");
            Box::new(diagnostic.help("give the value the sort that it has in the values that it is laid over"))
        })?;
        Ok(base)
    }

    fn release(&self, environment: &mut Environment<'_>) -> Result<ReleaseOptions> {
        let HelmChart { release_name, name_template, namespace, kube_version, api_versions, .. } = &self.chart;
        let name = match (release_name.as_str(), name_template.as_str()) {
            ("", "") => String::from(RELEASE_NAME),
            ("", template) => helm::release::name_from_template(template, environment)?,
            (name, "") => name.to_owned(),
            _ => {
                let sentence = "cannot set --name-template and also specify a name";
                let help = "give one of `releaseName` and `nameTemplate`";
                return Err(Box::new(Diagnostic::sentence("generate::chart", sentence).help(help)));
            }
        };
        let kube_version = match kube_version.as_str() {
            "" => KubeVersion::default(),
            text => KubeVersion::parse(text).map_err(|error| {
                let sentence = format!("invalid kube version '{text}': {error}");
                Box::new(Diagnostic::sentence("generate::chart", &sentence).help("write it like 1.31.0"))
            })?,
        };
        let api_versions = api_versions.iter().map(SmolStr::to_string).collect();
        let namespace = if namespace.is_empty() { resource::DEFAULT_NAMESPACE } else { namespace };
        Ok(ReleaseOptions {
            name,
            namespace: namespace.to_owned(),
            action: helm::release::Action::Install,
            capabilities: Capabilities { kube_version, api_versions },
            skip_schema_validation: false,
        })
    }

    /// The text that `helm template` prints.
    fn render(&self, context: &mut Context<'_>, notes: &mut Notes) -> Result<Vec<u8>> {
        let chart = self.load_chart(context, notes)?;
        let values = self.values(context)?;
        let mut environment = Environment::new(&mut *context.effects, context.sources, context.limits, notes);
        let options = self
            .release(&mut environment)
            .map_err(|diagnostic| Box::new(diagnostic.label_known(self.origin, CHART)))?;
        let rendered = helm::template(chart, &values, &options, &mut environment);
        let rendered = rendered
            .map_err(|failure| Box::new(failure.diagnostic.frame("a chart of this kustomization", self.origin)))?;
        let selection = Selection {
            include_crds: self.chart.include_crds,
            no_hooks: self.chart.skip_hooks,
            skip_tests: self.chart.skip_tests,
            show_only: Vec::new(),
        };
        rendered.stream(&selection)
    }
}

impl Generator for HelmChartGenerator {
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet> {
        let mut notes = Notes::new();
        let text = self.render(context, &mut notes);
        context.notes.append(&mut notes);
        let text = text?;
        let source = context.sources.add(format!("the chart {}, rendered", self.chart.name), text.clone());
        let read = resource::read(&text, source).map_err(|error| {
            let prefix = if error.malformed {
                "error reading helm output"
            } else {
                "could not parse rnode slice into resource map"
            };
            let diagnostic = Diagnostic::error("generate::chart-output", error.message.clone());
            let diagnostic = diagnostic.compat(format!("{prefix}: {}", error.message));
            let place = error.origin.unwrap_or(Span::new(source, 0..0));
            let help = "what the chart renders has to be objects with `apiVersion`, `kind` and `metadata.name`";
            Box::new(diagnostic.label(place, "").help(help).label_known(self.origin, CHART))
        })?;
        let mut set = ResourceSet::new();
        for mut resource in read {
            mark(&mut resource);
            let place = resource.tree.origin;
            set.push(resource).map_err(|conflict| {
                let sentence = format!("may not add resource with an already registered id: {}", conflict.id);
                let diagnostic = Diagnostic::sentence("kustomize::duplicate-id", &sentence).label(place, "");
                Box::new(diagnostic.help("the chart renders two objects of one name").label_known(self.origin, CHART))
            })?;
        }
        Ok(set)
    }
}

/// Marks an object as made by a chart.
fn mark(resource: &mut resource::Resource) {
    let origin = resource.tree.origin;
    let Some(metadata) = resource.metadata_mut() else { return };
    if metadata.get("annotations").is_some_and(|annotations| annotations.as_mapping().is_none()) {
        metadata.remove("annotations");
    }
    let annotations = metadata.get_or_insert("annotations", || Tree::mapping(origin));
    if let Some(annotations) = annotations.as_mapping_mut() {
        annotations.set(GENERATED, Tree::string("true", origin));
    }
}
