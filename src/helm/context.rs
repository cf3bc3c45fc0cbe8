//! What templates see: a scope for each chart of the tree with its values, files and metadata, and the templates of all charts in the
//! order in which Helm parses and renders them.

use crate::chart::{Chart, File};
use crate::go::{Map, MapType, Str, Value, path};
use crate::helm::engine::{self, Engine};
use crate::helm::files::Files;
use std::collections::HashMap;

/// A template with what it is rendered with.
pub(crate) struct Template<'a> {
    /// Its name: `web/charts/database/templates/service.yaml`.
    pub name: Str,
    /// Its file.
    pub file: &'a File,
    /// The chart that it belongs to.
    pub chart: &'a Chart,
    /// The language that it is written in.
    pub engine: Engine,
    /// The scope of its chart, shared with the chart's other templates.
    scope: Map,
    /// The chart's folder of templates.
    base_path: String,
}

impl Template<'_> {
    /// Whether it is what Helm shows to who installs the release, rather than a manifest.
    pub fn is_notes(&self) -> bool {
        let name = match self.engine {
            Engine::Go => &self.name[..],
            Engine::MiniJinja => self.name.strip_suffix(engine::SUFFIX).unwrap_or(&self.name),
        };
        name.ends_with(b"NOTES.txt")
    }

    /// Whether only others render it.
    pub fn is_partial(&self) -> bool {
        path::base(&self.name).starts_with(b"_")
    }

    /// Says in the chart's scope that this template is being rendered, and gives the scope as dot.
    pub fn enter(&self) -> Value {
        let known = [("Name", Value::Str(self.name.clone())), ("BasePath", Value::str(self.base_path.as_str()))];
        let known = Map::from_iter(known).converted(MapType::Values);
        self.scope.define(Str::from("Template"), Value::Map(known));
        Value::Map(self.scope.converted(MapType::Values))
    }
}

/// What all charts of a release share.
pub(crate) struct Shared {
    /// The values of the root chart: coalesced, so that each subchart's are under its name.
    pub values: Map,
    /// `.Release`.
    pub release: Map,
    /// `.Capabilities`.
    pub capabilities: Value,
}

/// The templates of a chart and of the charts in it. Helm parses what lies deeper first, so that the definition of
/// a name nearest to the root is the one that counts.
pub(crate) fn templates<'a>(chart: &'a Chart, shared: Shared) -> Vec<Template<'a>> {
    let mut collector = Collector { shared, found: HashMap::new() };
    let values = collector.shared.values.converted(MapType::Values);
    collector.collect(chart, values, true);
    let mut templates: Vec<Template<'a>> = collector.found.into_values().collect();
    templates.sort_by_cached_key(|template| {
        let depth = template.name.iter().filter(|&&byte| byte == b'/').count();
        std::cmp::Reverse((depth, template.name.clone()))
    });
    templates
}

struct Collector<'a> {
    shared: Shared,
    /// Of two templates of one name the later one counts. Sorted before anyone sees it.
    found: HashMap<Str, Template<'a>>,
}

impl<'a> Collector<'a> {
    /// The chart's scope. Depth is the charts' nesting, which loading bounds.
    fn collect(&mut self, chart: &'a Chart, values: Map, is_root: bool) -> Map {
        let metadata = chart.metadata.to_map();
        metadata.define(Str::from("IsRoot"), Value::Bool(is_root));
        let subcharts = Map::new();
        let files = chart.files.iter().map(|file| (file.path.as_str().clone(), file.data.clone()));
        let scope = Map::from_iter([
            ("Chart", Value::Map(metadata)),
            ("Files", Files::new(files).into_value()),
            ("Release", Value::Map(self.shared.release.clone())),
            ("Capabilities", self.shared.capabilities.clone()),
            ("Values", Value::Map(values.clone())),
            ("Subcharts", Value::Map(subcharts.clone())),
        ]);
        for dependency in &chart.dependencies {
            let inner = self.collect(dependency, table(&values, dependency.name()), false);
            subcharts.define(Str::from(dependency.name()), Value::Map(inner));
        }
        let base_path = format!("{}/templates", chart.path);
        for file in chart.templates.iter() {
            if chart.metadata.is_library() && !file.path.base().starts_with(b"_") {
                continue;
            }
            let name = Str::from(format!("{}/{}", chart.path, file.path));
            let engine = engine::of_file(chart, file.path.as_bytes());
            let (scope, base_path) = (scope.clone(), base_path.clone());
            self.found.insert(name.clone(), Template { name, file, chart, engine, scope, base_path });
        }
        scope
    }
}

/// The table that a dotted name leads to, as `common.Values`; an empty one where it leads to none. Helm takes a subchart's
/// name apart at its dots here.
fn table(values: &Map, name: &str) -> Map {
    let found = name.split('.').try_fold(values.clone(), |table, key| match table.get(key.as_bytes()) {
        Some(Value::Map(inner)) => Some(inner),
        _ => None,
    });
    found.unwrap_or_default().converted(MapType::Values)
}
