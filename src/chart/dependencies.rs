//! Which charts of a tree take part: aliases, conditions, tags, `import-values`, and the checks that all that is needed
//! is there.

mod forest;

use super::error::Error;
use super::metadata::Dependency;
use super::values::{self, Nulls, Warnings, deep_copy, holds_itself, merge_tables};
use super::{Chart, Notes, version};
use crate::go::{Map, MapType, Str, Value};
use forest::{ChartId, Forest};
use std::collections::{HashMap, HashSet};

/// Whether every chart that Chart.yaml names is under `charts/`.
pub fn check_dependencies(chart: &Chart) -> Result<(), Error> {
    let present: HashSet<&str> = chart.dependencies.iter().map(Chart::name).collect();
    let wanted = chart.metadata.dependencies.iter().map(|dependency| dependency.name.as_str());
    let missing: Vec<&str> = wanted.filter(|name| !present.contains(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let sentence = format!("found in Chart.yaml, but missing in charts/ directory: {}", missing.join(", "));
    Err(Error::new("load::missing-dependencies", sentence))
}

/// Whether the chart works with this version of Kubernetes: `compared` is without suffixes, `kubernetes` what people
/// call it.
pub fn check_kube_version(chart: &Chart, compared: &str, kubernetes: &str) -> Result<(), Error> {
    let wanted = &chart.metadata.kube_version;
    if wanted.is_empty() || version::is_compatible(wanted, compared) {
        return Ok(());
    }
    let sentence = format!("chart requires kubeVersion: {wanted} which is incompatible with Kubernetes {kubernetes}");
    let place =
        chart.raw_file("Chart.yaml").and_then(|file| super::metadata::place(&file.data, file.source, &["kubeVersion"]));
    Err(Error::new("load::kube-version", sentence).at(place, "this range").help("name another with --kube-version"))
}

/// Takes out the charts that `values` disable, gives aliases their names, and imports values into parents.
pub fn process_dependencies(chart: Chart, values: &Map, notes: &mut Notes) -> Result<Chart, Error> {
    let (forest, root) = Forest::new(chart);
    let mut process = Process { forest, warnings: Warnings::new(notes) };
    process.enabled(root, values, "")?;
    process.imports(root)?;
    process.forest.into_tree(root)
}

struct Process<'a> {
    forest: Forest,
    warnings: Warnings<'a>,
}

impl Process<'_> {
    /// `path` leads from the root's values to the chart's, with a dot at its end. Depth is the charts' nesting.
    fn enabled(&mut self, chart: ChartId, values: &Map, path: &str) -> Result<(), Error> {
        if !self.forest.metadata(chart).lists_dependencies {
            return Ok(());
        }
        self.name_dependencies(chart);
        // A subchart's conditions are looked up from the root, so what is handed down is the whole tree of values.
        self.forest.pay(chart)?;
        let merged = values::coalesce(self.forest.tree(chart), values, &mut self.warnings)?;
        let mut wanted = std::mem::take(&mut self.forest.metadata_mut(chart).dependencies);
        wanted.iter_mut().for_each(|dependency| dependency.enabled = true);
        self.apply_tags(&mut wanted, &merged);
        self.apply_conditions(&mut wanted, &merged, path);
        let disabled: HashSet<String> =
            wanted.iter().filter(|dependency| !dependency.enabled).map(|dependency| dependency.name.clone()).collect();
        wanted.retain(|dependency| !disabled.contains(&dependency.name));
        let metadata = self.forest.metadata_mut(chart);
        metadata.lists_dependencies = !wanted.is_empty();
        metadata.dependencies = wanted;
        let enabled = |id: &ChartId| !disabled.contains(self.forest.name(*id));
        let below: Vec<ChartId> = self.forest.dependencies(chart).iter().copied().filter(enabled).collect();
        self.forest.set_dependencies(chart, below.clone());
        for dependency in below {
            let path = format!("{path}{}.", self.forest.name(dependency));
            self.enabled(dependency, &merged, &path)?;
        }
        Ok(())
    }

    /// Gives each dependency of Chart.yaml a chart of its own under its alias. Charts that Chart.yaml does not name stay.
    fn name_dependencies(&mut self, chart: ChartId) {
        let mut wanted = std::mem::take(&mut self.forest.metadata_mut(chart).dependencies);
        let present = self.forest.dependencies(chart).to_vec();
        let found = |forest: &Forest, wanted: &Dependency, present: &[ChartId]| {
            let fits = |id: &&ChartId| version::is_compatible(&wanted.version, &forest.metadata(**id).version);
            present.iter().find(fits).copied()
        };
        let mut by_name: HashMap<String, Vec<ChartId>> = HashMap::new();
        for id in &present {
            by_name.entry(self.forest.name(*id).to_owned()).or_default().push(*id);
        }
        let mut wanted_by_name: HashMap<&str, Vec<&Dependency>> = HashMap::new();
        for dependency in &wanted {
            wanted_by_name.entry(&dependency.name).or_default().push(dependency);
        }
        let is_named = |id: &ChartId| {
            let wanted = wanted_by_name.get(self.forest.name(*id));
            wanted.is_some_and(|wanted| wanted.iter().any(|wanted| found(&self.forest, wanted, &[*id]).is_some()))
        };
        let mut named: Vec<ChartId> = present.iter().copied().filter(|id| !is_named(id)).collect();
        for dependency in &mut wanted {
            let candidates = by_name.get(&dependency.name).map(Vec::as_slice).unwrap_or_default();
            if let Some(found) = found(&self.forest, dependency, candidates) {
                let copy = self.forest.copy(found);
                if !dependency.alias.is_empty() {
                    self.forest.metadata_mut(copy).name.clone_from(&dependency.alias);
                }
                named.push(copy);
            }
            if !dependency.alias.is_empty() {
                dependency.name.clone_from(&dependency.alias);
            }
        }
        self.forest.metadata_mut(chart).dependencies = wanted;
        self.forest.set_dependencies(chart, named);
    }

    fn apply_tags(&mut self, wanted: &mut [Dependency], values: &Map) {
        let Some(tags) = table(values, "tags") else { return };
        for dependency in wanted {
            let (mut on, mut off) = (false, false);
            for tag in &dependency.tags {
                match tags.get(tag.as_bytes()) {
                    Some(Value::Bool(true)) => on = true,
                    Some(Value::Bool(false)) => off = true,
                    Some(_) => self.warn(format!("returned non-bool value tag={tag} chart={}", dependency.name)),
                    None => {}
                }
            }
            dependency.enabled = on || !off;
        }
    }

    fn apply_conditions(&mut self, wanted: &mut [Dependency], values: &Map, path: &str) {
        for dependency in wanted {
            let condition = dependency.condition.trim().to_owned();
            for condition in condition.split(',').filter(|condition| !condition.is_empty()) {
                match path_value(values, &format!("{path}{condition}")) {
                    Some(Value::Bool(flag)) => {
                        dependency.enabled = flag;
                        break;
                    }
                    Some(_) => {
                        self.warn(format!("returned non-bool value path={condition} chart={}", dependency.name));
                    }
                    None => {}
                }
            }
        }
    }

    fn warn(&mut self, sentence: String) {
        self.warnings.add(sentence);
    }

    /// Children first, so that a value can travel up more than one level. Of charts that share their Chart.yaml the first
    /// one uses its imports up.
    fn imports(&mut self, chart: ChartId) -> Result<(), Error> {
        for dependency in self.forest.dependencies(chart).to_vec() {
            self.imports(dependency)?;
        }
        if !self.forest.metadata(chart).lists_dependencies {
            return Ok(());
        }
        self.forest.pay(chart)?;
        let merged = values::merge_defaults(self.forest.tree(chart), &Map::new(), &mut self.warnings)?;
        let imported = Map::new();
        for dependency in &mut self.forest.metadata_mut(chart).dependencies {
            import(dependency, &merged, &imported, &mut self.warnings)?;
        }
        if imported.is_empty() {
            self.forest.set_values(chart, merged);
            return Ok(());
        }
        // The parent's own values win over what it imports.
        let own = deep_copy(&merged);
        merge_tables(&own, &imported, "", Nulls::Keep, &mut self.warnings);
        self.forest.set_values(chart, own);
        Ok(())
    }
}

/// Adds what a dependency's `import-values` name to `imported`. The entries are kept in the form in which Helm reads none
/// a second time.
fn import(dependency: &mut Dependency, merged: &Map, imported: &Map, warnings: &mut Warnings<'_>) -> Result<(), Error> {
    let wanted = std::mem::take(&mut dependency.import_values);
    for import in wanted.iter().filter_map(Import::read) {
        dependency.import_values.push(import.to_value());
        match table(merged, &format!("{}.{}", dependency.name, import.child)) {
            Some(child) => {
                // Helm shares the tables that it imports, but for an empty one.
                let child = if child.is_empty() { Map::new() } else { child };
                merge_tables(imported, &import.under_parent(child), "", Nulls::Keep, warnings);
                if holds_itself(imported) {
                    return Err(holding_itself(dependency, &import));
                }
            }
            None => warnings.add(format!(
                "ImportValues missing table from chart chart={} error=\"{} is not a table\"",
                dependency.name, import.child
            )),
        }
    }
    Ok(())
}

/// Several imports of the same tables can put one into itself, at which Helm dies.
fn holding_itself(dependency: &Dependency, import: &Import) -> Error {
    let Import { child, parent } = import;
    let sentence = format!("import-values of {}: {child} as {parent} puts a table into itself", dependency.name);
    Error::new("load::import-cycle", sentence).help("import each table once, and none below another import of it")
}

/// One entry of `import-values`.
struct Import {
    child: String,
    parent: String,
}

impl Import {
    /// A name below `exports`, or a path of the child's and the one it gets in the parent; anything else is passed over.
    fn read(entry: &Value) -> Option<Self> {
        match entry {
            Value::Str(name) => Some(Import { child: format!("exports.{name}"), parent: String::from(".") }),
            Value::Map(map) if map.ty() != MapType::Strings => {
                let path = |key: &[u8]| values::printed(&map.get(key).unwrap_or_default());
                Some(Import { child: path(b"child"), parent: path(b"parent") })
            }
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        let entries = [("child", &self.child), ("parent", &self.parent)];
        let entries = entries.map(|(key, path)| (Str::from(key), Value::str(path.as_str())));
        Value::Map(Map::typed(MapType::Strings, entries.into_iter().collect()))
    }

    /// The child's table at the parent's path.
    fn under_parent(&self, table: Map) -> Map {
        if self.parent == "." {
            return table;
        }
        self.parent.rsplit('.').fold(table, |inner, key| Map::from_iter([(key, Value::Map(inner))]))
    }
}

/// The table at a path of keys joined by dots.
fn table(values: &Map, path: &str) -> Option<Map> {
    path.split('.').try_fold(values.clone(), |table, key| match table.get(key.as_bytes()) {
        Some(Value::Map(inner)) => Some(inner),
        _ => None,
    })
}

/// What stands at a path, unless it is a table.
fn path_value(values: &Map, path: &str) -> Option<Value> {
    let (table, key) = match path.rsplit_once('.') {
        Some((above, key)) => (table(values, above)?, key),
        None => (values.clone(), path),
    };
    table.get(key.as_bytes()).filter(|value| !matches!(value, Value::Map(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::values::file::read_values;
    use crate::chart::{Loader, load};
    use crate::go::json;
    use crate::host::memory::Memory;
    use crate::source::Sources;
    use std::path::Path;

    /// A chart that needs charts as written, with `a` and `b` under `charts/`, processed with a user's values.
    fn processed(dependencies: &str, user: &str) -> Chart {
        let host = Memory::new()
            .with("c/Chart.yaml", format!("apiVersion: v2\nname: c\nversion: 0.1.0\ndependencies: {dependencies}\n"))
            .with("c/charts/a/Chart.yaml", "apiVersion: v2\nname: a\nversion: 1.2.3\n")
            .with("c/charts/a/values.yaml", "exports: {e: {x: 1}}\nt: {q: 2}\n")
            .with("c/charts/b/Chart.yaml", "apiVersion: v2\nname: b\nversion: 1.2.3\n");
        let sources = Sources::new();
        let mut notes = Vec::new();
        let mut loader = Loader { host: &host, sources: &sources, notes: &mut notes, seen: None };
        let chart = load(Path::new("c"), &mut loader).expect("a good chart");
        let user = read_values(user.as_bytes(), sources.add("user", user.as_bytes().to_vec())).expect("good values");
        process_dependencies(chart, &user, &mut notes).expect("tables for subcharts")
    }

    fn names(dependencies: &str, user: &str) -> Vec<String> {
        processed(dependencies, user).dependencies.iter().map(|chart| chart.name().to_owned()).collect()
    }

    #[test]
    fn a_chart_appears_under_each_alias_and_those_not_named_stay() {
        let wanted = "[{name: a, version: '>0', alias: x}, {name: a, version: ^1, alias: z}]";
        assert_eq!(names(wanted, ""), ["b", "x", "z"]);
        assert_eq!(names("[{name: a, version: ^2}]", ""), ["a", "b"]);
    }

    #[test]
    fn the_first_bool_of_a_condition_decides_over_tags() {
        let wanted = "[{name: a, version: '>0', condition: 'no.such,a.enabled', tags: [t]}, {name: b, version: '>0'}]";
        assert_eq!(names(wanted, ""), ["a", "b"]);
        assert_eq!(names(wanted, "a: {enabled: false}"), ["b"]);
        assert_eq!(names(wanted, "tags: {t: false}"), ["b"]);
        assert_eq!(names(wanted, "tags: {t: false}\na: {enabled: true}"), ["a", "b"]);
        assert_eq!(names(wanted, "a: {enabled: 'false'}"), ["a", "b"]);
    }

    #[test]
    fn values_are_imported_from_exports_and_from_paths() {
        let chart = processed("[{name: a, version: '>0', import-values: [e, {child: t, parent: up.here}]}]", "");
        let text = json::encode(&Value::Map(chart.values), json::Options::default()).expect("no cycle");
        assert!(text.contains(r#""up":{"here":{"q":2}},"x":1"#), "{text}");
    }

    /// `a` twice, with `b` in it and `e` in `b`, none of them listed by the chart around it.
    fn nested(chart_yaml_of_b: &str, import: &str) -> Result<Chart, Error> {
        let wanted = format!("[{{name: a, version: '>0', alias: x{import}}}, {{name: a, version: '>0', alias: z}}]");
        let chart = |name: &str, rest: &str| format!("apiVersion: v2\nname: {name}\nversion: 1.0.0\n{rest}\n");
        let host = Memory::new()
            .with("c/Chart.yaml", chart("c", &format!("dependencies: {wanted}")))
            .with("c/charts/a/Chart.yaml", chart("a", "dependencies: []"))
            .with("c/charts/a/values.yaml", "t: {q: {w: {}}}")
            .with("c/charts/a/charts/b/Chart.yaml", chart("b", chart_yaml_of_b))
            .with("c/charts/a/charts/b/charts/e/Chart.yaml", chart("e", ""))
            .with("c/charts/a/charts/b/charts/e/values.yaml", "exports: {v: {one: 1}}");
        let sources = Sources::new();
        let mut notes = Vec::new();
        let loaded =
            load(Path::new("c"), &mut Loader { host: &host, sources: &sources, notes: &mut notes, seen: None });
        process_dependencies(loaded.expect("a good chart"), &Map::new(), &mut notes)
    }

    fn paths(chart: &Chart) -> Vec<&str> {
        chart.walk().iter().map(|chart| chart.path.as_str()).collect()
    }

    #[test]
    fn what_lies_two_levels_below_an_alias_is_one_chart_for_all_aliases() {
        let chart = nested("", "").expect("good charts");
        let shared = "c/charts/a/charts/b/charts/e";
        assert_eq!(
            paths(&chart),
            ["c", "c/charts/x", "c/charts/x/charts/b", shared, "c/charts/z", "c/charts/z/charts/b", shared]
        );
    }

    #[test]
    fn the_first_copy_uses_up_what_a_shared_chart_yaml_says() {
        let chart = nested("dependencies: [{name: e, version: '>0', alias: f, import-values: [v]}]", "");
        let chart = chart.expect("good charts");
        let has_one = |alias: usize| chart.dependencies[alias].dependencies[0].values.contains(b"one");
        assert!(has_one(0) && !has_one(1));
    }

    #[test]
    fn a_table_that_is_imported_into_itself_is_refused() {
        let import = ", import-values: [{child: t, parent: u}, {child: t.q, parent: u.q.w}]";
        let error = nested("", import).expect_err("a cycle");
        assert!(error.to_string().contains("puts a table into itself"), "{error}");
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut chart = processed("[]", "");
        let dependency = |name: &str| Dependency { name: name.into(), ..Dependency::default() };
        chart.metadata.dependencies = vec![dependency("a"), dependency("x"), dependency("y")];
        let error = check_dependencies(&chart).expect_err("two are missing");
        assert_eq!(error.to_string(), "found in Chart.yaml, but missing in charts/ directory: x, y");
    }
}
