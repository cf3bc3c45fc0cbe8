//! Compiles the templates of a chart and of the charts in it, and executes them in Helm's order. What they gave is kept by
//! name, with its origins when these are asked for.

use crate::chart::Chart;
use crate::go::{Str, strings};
use crate::gotemplate::{Effects, FunctionTable, Limits, Machine, Origins, TemplateSet, Text};
use crate::helm::context::{self, Shared, Template};
use crate::helm::drafts::{Drafts, Finished};
use crate::helm::engine::{self, Engine};
use crate::helm::functions::{FUNCTIONS, LENIENT, NO_VALUE, VALUES_METHODS};
use crate::helm::report::{self, Problem};
use crate::jinja;
use crate::source::Sources;
use crate::sprig;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a template rendered.
#[derive(Debug)]
pub(crate) struct RenderedFile {
    /// The text.
    pub text: Str,
    /// Where it came from, if that was recorded.
    pub origins: Option<Origins>,
    /// Whether it is for people to read, rather than a manifest.
    pub is_notes: bool,
}

/// What the templates of a release rendered, by name.
pub(crate) type RenderedFiles = BTreeMap<Str, RenderedFile>;

/// What rendering may use and leaves behind.
pub(crate) struct World<'a> {
    /// Answers what templates ask of the world.
    pub effects: &'a mut dyn Effects,
    /// The texts that reports refer to.
    pub sources: &'a Sources,
    /// What a render may use up.
    pub limits: &'a Limits,
    /// What was compiled before.
    pub drafts: Drafts,
    /// Whether the process ends after this.
    pub is_last: bool,
}

/// How templates are rendered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mode {
    /// `required` and `fail` let everything pass.
    pub lenient: bool,
    /// Origins are recorded.
    pub tracked: bool,
}

/// Renders all templates but partials. `each` is told of every file as soon as it is there.
pub(crate) fn render(
    chart: &Chart,
    shared: Shared,
    mode: Mode,
    world: &mut World<'_>,
    each: &mut dyn FnMut(&Str, &RenderedFile),
) -> Result<RenderedFiles, Problem> {
    let templates = context::templates(chart, shared);
    let drafts = std::mem::take(&mut world.drafts);
    // Drafts call the strict functions.
    let ready = drafts.take().filter(|_| !mode.lenient);
    let (functions, mut ready) = ready.unwrap_or_else(|| (functions(mode.lenient), Finished::default()));
    let set = compile(&templates, &functions, &mut ready)?;
    let jinja = compile_jinja(chart, &templates, &set, &mut ready)?;
    let mut machine = Machine::new(&set, &mut *world.effects, world.sources, world.limits.clone());
    if let Some(jinja) = &jinja {
        machine.invite(jinja);
    }
    if mode.tracked {
        machine.track();
    }
    let mut rendered = RenderedFiles::new();
    for template in templates.iter().filter(|template| !template.is_partial()) {
        let name = template.name.lossy();
        let dot = template.enter();
        let output = machine.execute(&name, &dot).map_err(|error| report::executing(&error))?;
        let file = RenderedFile { is_notes: template.is_notes(), ..without_no_value(output.text, output.origins) };
        each(&template.name, &file);
        rendered.insert(template.name.clone(), file);
    }
    drop(machine);
    if world.is_last {
        std::mem::forget((jinja, set, templates));
    }
    Ok(rendered)
}

/// The functions of Helm's templates.
pub(super) fn functions(lenient: bool) -> FunctionTable {
    let lenient = if lenient { LENIENT.as_slice() } else { &[] };
    FunctionTable::new(sprig::functions().copied().chain(FUNCTIONS).chain(lenient.iter().copied()), VALUES_METHODS)
}

fn compile(
    templates: &[Template<'_>],
    functions: &FunctionTable,
    ready: &mut Finished,
) -> Result<TemplateSet, Problem> {
    let mut set = TemplateSet::calling("gotpl", functions);
    let text = |template: &Template<'_>| Text {
        name: template.name.to_string(),
        text: template.file.data.clone(),
        source: template.file.source,
        draft: ready.go.remove(&template.file.source),
    };
    let texts: Vec<Text> = of(templates, Engine::Go).map(text).collect();
    set.parse_all(texts).map_err(|error| report::parsing(&error))?;
    Ok(set)
}

fn of<'t, 'a>(templates: &'t [Template<'a>], engine: Engine) -> impl Iterator<Item = &'t Template<'a>> {
    templates.iter().filter(move |template| template.engine == engine)
}

/// The MiniJinja templates, where there are any.
fn compile_jinja(
    chart: &Chart,
    templates: &[Template<'_>],
    set: &TemplateSet,
    ready: &mut Finished,
) -> Result<Option<jinja::Templates>, Problem> {
    for chart in chart.walk() {
        engine::declared(chart).map_err(|unknown| report::unknown_engine(chart.name(), unknown))?;
    }
    if of(templates, Engine::MiniJinja).next().is_none() {
        return Ok(None);
    }
    let sources = of(templates, Engine::MiniJinja).map(|template| jinja::Source {
        name: template.name.clone(),
        text: template.file.data.clone(),
        source: template.file.source,
        folder: Str::from(template.chart.path.as_str()),
        chart: template.chart.name().to_owned(),
        draft: ready.jinja.remove(&template.file.source),
    });
    jinja::Templates::new(sources, set).map(Some).map_err(|error| report::parsing(&error))
}

/// Helm takes every `<no value>` out of what a template rendered, wherever it came from.
fn without_no_value(text: Str, mut origins: Option<Origins>) -> RenderedFile {
    let found: Vec<Range<usize>> =
        memchr::memmem::find_iter(&text, NO_VALUE).map(|at| at..at + NO_VALUE.len()).collect();
    if found.is_empty() {
        return RenderedFile { text, origins, is_notes: false };
    }
    if let Some(origins) = &mut origins {
        origins.remove(&found);
    }
    RenderedFile { text: Str::from(strings::replace(&text, NO_VALUE, b"")), origins, is_notes: false }
}
