//! Which language a chart's templates are written in. A chart declares in its annotations that templates whose names end in
//! `.j2` are MiniJinja; without that they are what they are to Helm.

use crate::chart::Chart;

/// The annotation of Chart.yaml that names the language.
const ANNOTATION: &str = "plimsoll/engine";

/// What the names of MiniJinja templates end in.
pub(crate) const SUFFIX: &[u8] = b".j2";

/// A language of templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Go's text/template.
    Go,
    /// MiniJinja.
    MiniJinja,
}

/// What a chart's annotation says; `Err` with a name that is no language's. It is each chart's own: a subchart does not inherit it.
pub(crate) fn declared(chart: &Chart) -> Result<Engine, &str> {
    let annotations = chart.metadata.annotations.iter().flatten();
    match annotations.into_iter().find(|(key, _)| key == ANNOTATION).map(|(_, engine)| engine.as_str()) {
        None | Some("gotpl") => Ok(Engine::Go),
        Some("minijinja") => Ok(Engine::MiniJinja),
        Some(other) => Err(other),
    }
}

/// The language of a file of a chart.
pub(crate) fn of_file(chart: &Chart, path: &[u8]) -> Engine {
    let is_jinja = path.ends_with(SUFFIX) && declared(chart) == Ok(Engine::MiniJinja);
    if is_jinja { Engine::MiniJinja } else { Engine::Go }
}
