//! `helm template` as a function: a chart, values and options → a release's manifests, or the one thing that is wrong with its
//! place in the user's own files.

use crate::chart::values::UserValues;
use crate::chart::values::locate::Locator;
use crate::chart::{self, Chart, Notes};
use crate::diagnostic::{Diagnostic, Severity};
use crate::go::{Str, strings};
use crate::gotemplate::{Effects, Limits};
use crate::helm::context::Shared;
use crate::helm::drafts::{Drafts, WORTH_THREADS};
use crate::helm::manifest::{self, BadDocument, Heads, Sorted};
use crate::helm::output::{CustomResourceDefinitions, Rendered};
use crate::helm::release::{self, ReleaseOptions};
use crate::helm::render::{self, Mode, RenderedFile, RenderedFiles, World};
use crate::helm::report::Problem;
use crate::source::{Sources, Span};

/// Bytes of output from which on a release is not rendered again to explain an error: nobody reads that much, and it
/// would have to be held twice.
const WORTH_EXPLAINING: usize = 32 << 20;

/// What rendering a release takes from its caller beside the chart and the values.
pub struct Environment<'a> {
    /// Answers what templates ask of the world.
    pub effects: &'a mut dyn Effects,
    /// The texts that reports refer to.
    pub sources: &'a Sources,
    /// What a render may use up.
    pub limits: &'a Limits,
    /// What the user should know and that changes nothing.
    pub notes: &'a mut Notes,
    /// What was compiled while the chart was read, if anything was.
    pub drafts: Drafts,
    /// Whether the process ends after this release: then nothing is taken apart piece by piece that ends with it.
    pub is_last: bool,
}

impl<'a> Environment<'a> {
    /// What every release takes; nothing of it was compiled before, and the process goes on after it.
    pub fn new(effects: &'a mut dyn Effects, sources: &'a Sources, limits: &'a Limits, notes: &'a mut Notes) -> Self {
        Environment { effects, sources, limits, notes, drafts: Drafts::default(), is_last: false }
    }
}

/// Why a release could not be rendered.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong.
    pub diagnostic: Box<Diagnostic>,
    /// What the templates rendered, where it is that which is wrong; otherwise empty. For people to look at.
    pub rendered: Vec<(Str, Str)>,
}

impl From<Box<Diagnostic>> for Failure {
    fn from(diagnostic: Box<Diagnostic>) -> Self {
        Failure { diagnostic, rendered: Vec::new() }
    }
}

/// What a post-renderer makes of the files that templates rendered, by name. Names that begin with `_` are partials.
pub type PostRenderer<'a> = &'a mut dyn FnMut(Vec<(Str, Str)>) -> Result<Vec<(Str, Str)>, Box<Diagnostic>>;

/// Renders a release whose files, notes aside, go through a post-renderer before they are sorted. `values` are the user's.
pub fn template_through(
    chart: Chart,
    values: &UserValues,
    options: &ReleaseOptions,
    environment: &mut Environment<'_>,
    post_renderer: PostRenderer<'_>,
) -> Result<Rendered, Failure> {
    let (chart, files, _) = prepare_and_render(chart, values, options, environment)?;
    let through = post_renderer(installed(&files).map(|(name, text)| (name.clone(), text.clone())).collect())?;
    match manifest::sort(through.iter().map(|(name, text)| (name, text)), &Heads::default()) {
        Ok(sorted) => Ok(rendered(&chart, &files, noted(sorted, environment))),
        Err(bad) => Err(Failure { diagnostic: Box::new(not_yaml(&bad)), rendered: through }),
    }
}

/// Renders a release. `values` are the user's, over which the chart's defaults are laid.
pub fn template(
    chart: Chart,
    values: &UserValues,
    options: &ReleaseOptions,
    environment: &mut Environment<'_>,
) -> Result<Rendered, Failure> {
    let (chart, files, heads) = prepare_and_render(chart, values, options, environment)?;
    let sorted = match manifest::sort(installed(&files), &heads) {
        Ok(sorted) => sorted,
        Err(bad) => {
            let size: usize = files.values().map(|file| file.text.len()).sum();
            let diagnostic = match size {
                0..WORTH_EXPLAINING => explain(&chart, values, options, &bad, environment),
                _ => Box::new(not_yaml(&bad)),
            };
            let shown = installed(&files).filter(|(_, text)| !strings::trim_space(text).is_empty());
            let rendered = shown.map(|(name, text)| (name.clone(), text.clone())).collect();
            return Err(Failure { diagnostic, rendered });
        }
    };
    let rendered = rendered(&chart, &files, noted(sorted, environment));
    if environment.is_last {
        std::mem::forget((chart, files, heads));
    }
    Ok(rendered)
}

/// The chart with its dependencies in place, what its templates rendered, and the heads of that.
fn prepare_and_render(
    chart: Chart,
    values: &UserValues,
    options: &ReleaseOptions,
    environment: &mut Environment<'_>,
) -> Result<(Chart, RenderedFiles, Heads), Box<Diagnostic>> {
    check_installable(&chart, environment.notes)?;
    release::check_name(&options.name)?;
    let chart = chart::process_dependencies(chart, &values.values, environment.notes)
        .map_err(|error| Box::new(Diagnostic::from(error.wrapped("chart dependencies processing failed"))))?;
    let shared = shared(&chart, values, options, environment)?;
    check_kube_version(&chart, options)?;
    let (files, heads) = render_and_read(&chart, shared, environment).map_err(|problem| problem.diagnostic)?;
    Ok((chart, files, heads))
}

/// Tells of the documents that were left out.
fn noted(sorted: Sorted, environment: &mut Environment<'_>) -> Sorted {
    for hook in &sorted.unknown_hooks {
        let message = format!("skipping unknown hooks: {hook}");
        environment.notes.push(Diagnostic::error("render::unknown-hook", message).severity(Severity::Note));
    }
    sorted
}

/// What can be told before anything is rendered.
fn check_installable(chart: &Chart, notes: &mut Notes) -> Result<(), Box<Diagnostic>> {
    if !matches!(chart.metadata.chart_type.as_str(), "" | "application") {
        let sentence = format!("{} charts are not installable", chart.metadata.chart_type);
        return Err(Box::new(
            Diagnostic::sentence("load::not-installable", sentence).help("render a chart that depends on this one"),
        ));
    }
    if chart.metadata.deprecated {
        let message = "this chart is deprecated";
        notes.push(Diagnostic::error("load::deprecated", message).severity(Severity::Warning).compat(message));
    }
    chart::check_dependencies(chart).map_err(|error| {
        let error = error.wrapped(
            "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to \
             fetch missing dependencies",
        );
        Box::new(Diagnostic::from(error))
    })
}

fn check_kube_version(chart: &Chart, options: &ReleaseOptions) -> Result<(), Box<Diagnostic>> {
    let version = &options.capabilities.kube_version;
    chart::check_kube_version(chart, version.normalized(), version.full())
        .map_err(|error| Box::new(Diagnostic::from(error)))
}

/// What the templates share, made anew: templates can change it.
pub(crate) fn shared(
    chart: &Chart,
    user: &UserValues,
    options: &ReleaseOptions,
    environment: &mut Environment<'_>,
) -> Result<Shared, Box<Diagnostic>> {
    let mut warnings = chart::values::Warnings::new(environment.notes);
    let values = chart::values::coalesce(chart, &user.values, &mut warnings).map_err(|error| Box::new(error.into()))?;
    if !options.skip_schema_validation {
        let locator = Locator::new(chart, user, environment.sources);
        chart::schema::validate(chart, &values, &locator, environment.notes)
            .map_err(|error| Box::new(Diagnostic::from(error)))?;
    }
    Ok(Shared { values, release: options.value(), capabilities: options.capabilities.value() })
}

pub(crate) fn render(
    chart: &Chart,
    shared: Shared,
    mode: Mode,
    environment: &mut Environment<'_>,
) -> Result<RenderedFiles, Problem> {
    render_each(chart, shared, mode, environment, &mut |_, _| {})
}

fn render_each(
    chart: &Chart,
    shared: Shared,
    mode: Mode,
    environment: &mut Environment<'_>,
    each: &mut dyn FnMut(&Str, &RenderedFile),
) -> Result<RenderedFiles, Problem> {
    let (effects, sources, limits) = (&mut *environment.effects, environment.sources, environment.limits);
    let (drafts, is_last) = (std::mem::take(&mut environment.drafts), environment.is_last);
    render::render(chart, shared, mode, &mut World { effects, sources, limits, drafts, is_last }, each)
}

/// Renders a release. Of a large chart the heads of manifests are read on other threads meanwhile: templates share values that
/// they can change, so they are executed one after the other.
fn render_and_read(
    chart: &Chart,
    shared: Shared,
    environment: &mut Environment<'_>,
) -> Result<(RenderedFiles, Heads), Problem> {
    let heads = Heads::default();
    let texts = chart.walk().into_iter().flat_map(|chart| chart.templates.iter());
    if texts.map(|file| file.data.len()).sum::<usize>() < WORTH_THREADS {
        let files = render(chart, shared, Mode::default(), environment)?;
        return Ok((files, heads));
    }
    let files = rayon::in_place_scope(|scope| {
        let mut each = |name: &Str, file: &RenderedFile| {
            let (name, text, heads) = (name.clone(), file.text.clone(), &heads);
            if !file.is_notes {
                scope.spawn(move |_| heads.read(name, &text));
            }
        };
        render_each(chart, shared, Mode::default(), environment, &mut each)
    })?;
    Ok((files, heads))
}

/// The files that are manifests: all but notes.
fn installed(files: &RenderedFiles) -> impl Iterator<Item = (&Str, &Str)> {
    files.iter().filter(|(_, file)| !file.is_notes).map(|(name, file)| (name, &file.text))
}

fn rendered(chart: &Chart, files: &RenderedFiles, sorted: Sorted) -> Rendered {
    let crds = chart.custom_resource_definitions().into_iter();
    let crds =
        crds.map(|(source, file)| CustomResourceDefinitions { source: source.into(), content: file.data.clone() });
    let names = ["NOTES.txt", "NOTES.txt.j2"].map(|name| format!("{}/templates/{name}", chart.name()));
    let notes = names.iter().filter_map(|name| files.get(name.as_bytes())).find(|file| file.is_notes);
    Rendered {
        crds: crds.collect(),
        manifests: sorted.manifests,
        hooks: sorted.hooks,
        notes: notes.map(|file| file.text.clone()).unwrap_or_default(),
    }
}

/// The diagnostic for a document that is not YAML. The release is rendered once more with origins, so that the user sees
/// the template's line and what it made.
fn explain(
    chart: &Chart,
    values: &UserValues,
    options: &ReleaseOptions,
    bad: &BadDocument,
    environment: &mut Environment<'_>,
) -> Box<Diagnostic> {
    let diagnostic = not_yaml(bad);
    // What is said while this is done has been said before.
    let (said, sources) = (environment.notes.len(), environment.sources);
    let shared = shared(chart, values, options, environment);
    environment.notes.truncate(said);
    let Ok(shared) = shared else { return Box::new(diagnostic) };
    let mode = Mode { tracked: true, ..Mode::default() };
    let Ok(files) = render(chart, shared, mode, environment) else { return Box::new(diagnostic) };
    match manifest::sort(installed(&files), &Heads::default()) {
        Err(again) if again.source == bad.source => Box::new(locate(diagnostic, &again, &files, sources)),
        // It was random: another render is another text.
        _ => Box::new(diagnostic),
    }
}

fn not_yaml(bad: &BadDocument) -> Diagnostic {
    let sentence = format!("YAML parse error on {}: {}", bad.source, bad.error.sentence);
    Diagnostic::sentence("render::yaml", sentence)
}

fn locate(diagnostic: Diagnostic, bad: &BadDocument, files: &RenderedFiles, sources: &Sources) -> Diagnostic {
    let Some(file) = files.get(&bad.source) else { return diagnostic };
    let text = &file.text;
    let range = bad.error.range.clone().unwrap_or(0..0);
    let mut offset = (bad.offset + range.start).min(text.len());
    // An error at a line's end is about what stands before it.
    while offset > 0 && text.get(offset).is_none_or(|byte| *byte == b'\n') {
        offset -= 1;
    }
    let mut diagnostic = diagnostic;
    if let Some(origin) = file.origins.as_ref().and_then(|origins| origins.at(offset)) {
        let label = match origin.reads.as_slice() {
            [] => String::from("this made it"),
            reads => format!("this made it, from {}", reads.join(", ")),
        };
        diagnostic = diagnostic.label(origin.span, label);
        for span in origin.trace {
            diagnostic = diagnostic.frame("included", Some(span));
        }
    }
    let source = sources.add(format!("{} (rendered)", bad.source), text.clone().into_shared());
    let end = (bad.offset + range.end).clamp(offset, text.len());
    diagnostic.label(Span::new(source, offset..end.max((offset + 1).min(text.len()))), "here")
}
