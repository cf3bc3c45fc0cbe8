//! What `helm show` prints about a chart: Chart.yaml, values, README and custom resource definitions, from a chart in memory.

mod json_path;

use crate::chart::{Chart, Error, File};
use json_path::Template;

/// The names of a README, in small letters.
const README: [&[u8]; 3] = [b"readme.md", b"readme.txt", b"readme"];

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything below, with separators.
    All,
    /// Chart.yaml.
    Chart,
    /// The default values.
    Values,
    /// The README.
    Readme,
    /// The custom resource definitions, those of subcharts included.
    CustomResourceDefinitions,
}

/// The text of a part. `json_path` picks from the values, where it is not empty.
pub fn show(chart: &Chart, part: Part, json_path: &str) -> Result<Vec<u8>, Error> {
    let wants = |wanted: Part| part == wanted || part == Part::All;
    let mut out = Vec::new();
    // Helm writes Chart.yaml before it looks at what is asked for.
    let metadata = chart.metadata.to_yaml()?;
    if wants(Part::Chart) {
        push_line(&mut out, metadata.as_bytes());
    }
    let values = chart.raw.iter().filter(|file| file.path.as_bytes() == b"values.yaml");
    if wants(Part::Values) && values.clone().next().is_some() {
        separate(&mut out, part);
        match json_path {
            "" => values.for_each(|file| push_line(&mut out, &file.data)),
            text => out.extend(pick(chart, text)?),
        }
    }
    if wants(Part::Readme)
        && let Some(readme) = chart.files.iter().find(|file| is_readme(file))
    {
        separate(&mut out, part);
        push_line(&mut out, &readme.data);
    }
    if wants(Part::CustomResourceDefinitions) {
        for (_, file) in chart.custom_resource_definitions() {
            if !file.data.starts_with(b"---") {
                push_line(&mut out, b"---");
            }
            push_line(&mut out, &file.data);
        }
    }
    Ok(out)
}

fn push_line(out: &mut Vec<u8>, text: &[u8]) {
    out.extend_from_slice(text);
    out.push(b'\n');
}

/// Parts are separated where all of them are shown.
fn separate(out: &mut Vec<u8>, part: Part) {
    if part == Part::All {
        push_line(out, b"---");
    }
}

fn is_readme(file: &File) -> bool {
    README.iter().any(|name| name.eq_ignore_ascii_case(file.path.as_bytes()))
}

/// What a JSONPath template makes of the values. One that finds nothing prints nothing, as in Helm.
fn pick(chart: &Chart, text: &str) -> Result<Vec<u8>, Error> {
    let template = Template::parse(text).map_err(|cause| {
        let error = Error::new("show::json-path", format!("error parsing jsonpath {text}: {cause}"));
        error.help("a path is written like `{.image.repository}`")
    })?;
    Ok(template.execute(&chart.values).unwrap_or_default())
}
