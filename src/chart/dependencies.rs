//! Which charts of a tree take part: aliases, conditions, tags, `import-values`, and the checks that all that is needed
//! is there.

use super::error::Error;
use super::metadata::Dependency;
use super::values::{self, Warnings, deep_copy, merge_tables};
use super::{Chart, Notes, version};
use crate::chart::values::Nulls;

use crate::go::{Map, MapType, Str, Value};
use std::collections::HashSet;

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
pub fn process_dependencies(chart: &mut Chart, values: &Map, notes: &mut Notes) -> Result<(), Error> {
    let mut process = Process { warnings: Warnings::new(notes) };
    process.enabled(chart, values, "")?;
    process.imports(chart)
}

struct Process<'a> {
    warnings: Warnings<'a>,
}

impl Process<'_> {
    /// `path` leads from the root's values to the chart's, with a dot at its end. Depth is the charts' nesting.
    fn enabled(&mut self, chart: &mut Chart, values: &Map, path: &str) -> Result<(), Error> {
        if !chart.metadata.lists_dependencies {
            return Ok(());
        }
        name_dependencies(chart);
        // A subchart's conditions are looked up from the root, so what is handed down is the whole tree of values.
        let merged = values::coalesce(chart, values, &mut self.warnings)?;
        let wanted = &mut chart.metadata.dependencies;
        wanted.iter_mut().for_each(|dependency| dependency.enabled = true);
        self.apply_tags(wanted, &merged);
        self.apply_conditions(wanted, &merged, path);
        let disabled: HashSet<String> =
            wanted.iter().filter(|dependency| !dependency.enabled).map(|dependency| dependency.name.clone()).collect();
        chart.dependencies.retain(|dependency| !disabled.contains(dependency.name()));
        wanted.retain(|dependency| !disabled.contains(&dependency.name));
        chart.metadata.lists_dependencies = !wanted.is_empty();
        for dependency in &mut chart.dependencies {
            let path = format!("{path}{}.", dependency.name());
            self.enabled(dependency, &merged, &path)?;
        }
        Ok(())
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

    /// Children first, so that a value can travel up more than one level.
    fn imports(&mut self, chart: &mut Chart) -> Result<(), Error> {
        for dependency in &mut chart.dependencies {
            self.imports(dependency)?;
        }
        if !chart.metadata.lists_dependencies {
            return Ok(());
        }
        let merged = values::merge_defaults(chart, &Map::new(), &mut self.warnings)?;
        let imported = Map::new();
        for dependency in &mut chart.metadata.dependencies {
            let wanted = std::mem::take(&mut dependency.import_values);
            for import in wanted.iter().filter_map(Import::read) {
                dependency.import_values.push(import.to_value());
                match table(&merged, &format!("{}.{}", dependency.name, import.child)) {
                    Some(child) => {
                        let source = import.under_parent(child);
                        merge_tables(&imported, &source, "", Nulls::Keep, &mut self.warnings);
                    }
                    None => self.warn(format!(
                        "ImportValues missing table from chart chart={} error=\"{} is not a table\"",
                        dependency.name, import.child
                    )),
                }
            }
        }
        // The parent's own values win over what it imports.
        let own = deep_copy(&merged);
        merge_tables(&own, &imported, "", Nulls::Keep, &mut self.warnings);
        chart.values = own;
        Ok(())
    }
}

/// Gives each dependency of Chart.yaml a chart of its own under its alias. Charts that Chart.yaml does not name stay.
fn name_dependencies(chart: &mut Chart) {
    let present = std::mem::take(&mut chart.dependencies);
    let fits = |wanted: &Dependency, chart: &Chart| {
        chart.name() == wanted.name && version::is_compatible(&wanted.version, &chart.metadata.version)
    };
    let wanted = &mut chart.metadata.dependencies;
    let unnamed = present.iter().filter(|chart| !wanted.iter().any(|wanted| fits(wanted, chart)));
    let mut named: Vec<Chart> = unnamed.cloned().collect();
    for dependency in wanted {
        named.extend(present.iter().find(|chart| fits(dependency, chart)).map(|found| {
            let mut chart = found.clone();
            if !dependency.alias.is_empty() {
                chart.metadata.name.clone_from(&dependency.alias);
            }
            chart
        }));
        if !dependency.alias.is_empty() {
            dependency.name.clone_from(&dependency.alias);
        }
    }
    chart.dependencies = named;
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
            Value::Map(map) => {
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
        let mut loader = Loader { host: &host, sources: &sources, notes: &mut notes };
        let mut chart = load(Path::new("c"), &mut loader).expect("a good chart");
        let user = read_values(user.as_bytes(), sources.add("user", user.as_bytes().to_vec())).expect("good values");
        process_dependencies(&mut chart, &user, &mut notes).expect("tables for subcharts");
        chart
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

    #[test]
    fn what_is_missing_is_named() {
        let mut chart = processed("[]", "");
        let dependency = |name: &str| Dependency { name: name.into(), ..Dependency::default() };
        chart.metadata.dependencies = vec![dependency("a"), dependency("x"), dependency("y")];
        let error = check_dependencies(&chart).expect_err("two are missing");
        assert_eq!(error.to_string(), "found in Chart.yaml, but missing in charts/ directory: x, y");
    }
}
