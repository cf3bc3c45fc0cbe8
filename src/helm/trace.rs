//! A release rendered once more with origins on: which action of which template wrote a byte of a document, and from which
//! values. That costs a second render, so it is done when somebody asks for a place, and never before.

use crate::chart::values::UserValues;
use crate::chart::{self, Chart};
use crate::diagnostic::Diagnostic;
use crate::gotemplate::Origin;
use crate::helm::manifest::split;
use crate::helm::release::ReleaseOptions;
use crate::helm::render::{Mode, RenderedFiles};
use crate::helm::template::{Environment, render, shared};

/// What a release's templates rendered, with its origins.
#[derive(Debug)]
pub struct Trace {
    files: RenderedFiles,
    /// The chart, its dependencies processed.
    pub chart: Chart,
}

/// Renders a release with origins on. What is noted on the way was noted by the render before.
pub fn trace(
    chart: Chart,
    values: &UserValues,
    options: &ReleaseOptions,
    environment: &mut Environment<'_>,
) -> Result<Trace, Box<Diagnostic>> {
    let said = environment.notes.len();
    let traced = chart::process_dependencies(chart, &values.values, environment.notes)
        .map_err(|error| Box::new(Diagnostic::from(error)))
        .and_then(|chart| {
            let shared = shared(&chart, values, options, environment)?;
            let mode = Mode { tracked: true, ..Mode::default() };
            let files = render(&chart, shared, mode, environment).map_err(|problem| problem.diagnostic)?;
            Ok(Trace { files, chart })
        });
    environment.notes.truncate(said);
    traced
}

impl Trace {
    /// The origin of the byte at `offset` in a document that the template `source` rendered. `None` where this render did not
    /// give that document, as when it is random, and where a byte has no origin.
    pub fn origin(&self, source: &[u8], document: &[u8], offset: usize) -> Option<Origin> {
        let file = self.files.get(source)?;
        let alike = |wanted: &dyn Fn(&[u8]) -> bool| split(&file.text).find(|known| wanted(known.text));
        let found = alike(&|text| text == document).or_else(|| alike(&|text| text.len() == document.len()))?;
        let mut origin = file.origins.as_ref()?.at(found.offset + offset)?;
        origin.range = origin.range.start.saturating_sub(found.offset)..origin.range.end.saturating_sub(found.offset);
        Some(origin)
    }
}
