//! Where a value was written: in which of the user's files or flags, or in which chart's defaults. Looked up only when
//! there is something to say about a value, by reading the texts again.

use super::flags::{Layer, LayerKind, UserValues};
use super::set::{self, Style};
use crate::chart::Chart;
use crate::go::{Map, Value};
use crate::source::{SourceId, Sources, Span};
use crate::yaml;

/// Finds values in the texts of a run.
pub struct Locator<'a> {
    chart: &'a Chart,
    user: &'a UserValues,
    sources: &'a Sources,
}

impl<'a> Locator<'a> {
    /// Looks through what the user gave, then through the defaults of the chart and of the charts in it.
    pub fn new(chart: &'a Chart, user: &'a UserValues, sources: &'a Sources) -> Self {
        Locator { chart, user, sources }
    }

    /// Where the value at a path of keys and indices comes from. Where nothing is at the whole path, the closest table
    /// above it is found.
    pub fn find(&self, path: &[&str]) -> Option<Span> {
        (0..=path.len()).rev().find_map(|length| self.find_exactly(&path[..length]))
    }

    fn find_exactly(&self, path: &[&str]) -> Option<Span> {
        let layers = self.user.layers.iter().rev().filter(|_| !path.is_empty());
        layers.filter_map(|layer| self.in_layer(layer, path)).next().or_else(|| self.in_defaults(path))
    }

    fn in_layer(&self, layer: &Layer, path: &[&str]) -> Option<Span> {
        let source = self.sources.get(layer.source)?;
        let flag = |style: Style<'_>| {
            let text = std::str::from_utf8(source.text()).ok()?;
            let values = Map::new();
            // What is wrong with a flag was said when it was read.
            let _ = set::set(text, &values, style);
            is_set(&values, path).then(|| Span::new(layer.source, 0..text.len()))
        };
        match layer.kind {
            LayerKind::File => in_yaml(source.text(), layer.source, path),
            LayerKind::Json if source.text().trim_ascii_start().starts_with(b"{") => {
                in_yaml(source.text(), layer.source, path)
            }
            LayerKind::Json => flag(Style::Json),
            LayerKind::Typed => flag(Style::String),
            LayerKind::Literal => flag(Style::Literal),
        }
    }

    /// A parent's defaults for a subchart stand above the subchart's own.
    fn in_defaults(&self, path: &[&str]) -> Option<Span> {
        let mut chart = self.chart;
        let mut rest = path;
        loop {
            let file = chart.raw_file("values.yaml");
            if let Some(span) = file.and_then(|file| in_yaml(&file.data, file.source, rest)) {
                return Some(span);
            }
            let (first, below) = rest.split_first()?;
            chart = chart.dependencies.iter().find(|dependency| dependency.name() == *first)?;
            rest = below;
        }
    }
}

/// The value at a path in the last document that has it. The place is the key with its value's first line.
fn in_yaml(text: &[u8], source: SourceId, path: &[&str]) -> Option<Span> {
    let documents = yaml::parse(text, source).ok()?;
    let (key, value) = documents.iter().rev().find_map(|document| document.root().find(path))?;
    match key {
        Some(key) if value.span().range().len() > 200 => Some(key.span()),
        _ if path.is_empty() => Some(Span::new(source, 0..0)),
        _ => Some(value.span()),
    }
}

fn is_set(values: &Map, path: &[&str]) -> bool {
    let found = path.iter().try_fold(Value::Map(values.clone()), |value, step| match value {
        Value::Map(map) => map.get(step.as_bytes()),
        Value::List(list) => list.get(step.parse::<usize>().ok()?).cloned(),
        _ => None,
    });
    found.is_some()
}
