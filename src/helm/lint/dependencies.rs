//! Whether Chart.yaml and `charts/` agree about what the chart depends on.

use super::{Findings, Folder, Severity};
use crate::chart::Chart;
use std::collections::HashSet;

pub(super) fn check(folder: &Folder, findings: &mut Findings) {
    let chart = match &folder.chart {
        Ok(chart) => chart,
        Err(error) => return findings.add_error("", "unable to load chart\n\t", error),
    };
    let rules: [(Severity, &str, Vec<&str>); 3] = [
        (Severity::Error, "chart metadata is missing these dependencies", unnamed(chart)),
        (Severity::Error, "multiple dependencies with name or alias", repeated(chart)),
        (Severity::Warning, "chart directory is missing these dependencies", absent(chart)),
    ];
    for (severity, message, names) in rules {
        if !names.is_empty() {
            findings.add(severity, &folder.path, format!("{message}: {}", names.join(",")));
        }
    }
}

/// Charts under `charts/` that Chart.yaml does not name.
fn unnamed(chart: &Chart) -> Vec<&str> {
    let wanted: HashSet<&str> = chart.metadata.dependencies.iter().map(|wanted| wanted.name.as_str()).collect();
    chart.dependencies.iter().map(Chart::name).filter(|name| !wanted.contains(name)).collect()
}

/// Names or aliases that Chart.yaml gives more than once.
fn repeated(chart: &Chart) -> Vec<&str> {
    let names = chart.metadata.dependencies.iter().map(|wanted| match wanted.alias.as_str() {
        "" => wanted.name.as_str(),
        alias => alias,
    });
    let mut seen = HashSet::new();
    names.filter(|name| !seen.insert(*name)).collect()
}

/// Charts that Chart.yaml names and `charts/` does not have.
fn absent(chart: &Chart) -> Vec<&str> {
    let present: HashSet<&str> = chart.dependencies.iter().map(Chart::name).collect();
    let wanted = chart.metadata.dependencies.iter().map(|wanted| wanted.name.as_str());
    wanted.filter(|name| !present.contains(name)).collect()
}
