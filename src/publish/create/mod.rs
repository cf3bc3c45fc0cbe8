//! New charts: from texts of our own, in the files that `helm create` makes, or from a starter that the user keeps.

use super::package::pack;
use crate::chart::{Chart, Error, Metadata};

/// What stands for the chart's name in the texts.
const PLACEHOLDER: &str = "<CHARTNAME>";

/// The longest name that Helm gives a chart, in bytes.
const MAX_NAME: usize = 250;

/// A file of a new chart: its path, and its text.
type Text = (&'static str, &'static str);

/// What every new chart has, in the order in which Helm writes it.
const SHARED: [Text; 3] = [
    ("Chart.yaml", include_str!("scaffold/Chart.yaml")),
    ("values.yaml", include_str!("scaffold/values.yaml")),
    (".helmignore", include_str!("scaffold/helmignore")),
];

/// The templates of a new chart, in Go's language.
const GO: [Text; 9] = [
    ("templates/ingress.yaml", include_str!("scaffold/templates/ingress.yaml")),
    ("templates/httproute.yaml", include_str!("scaffold/templates/httproute.yaml")),
    ("templates/deployment.yaml", include_str!("scaffold/templates/deployment.yaml")),
    ("templates/service.yaml", include_str!("scaffold/templates/service.yaml")),
    ("templates/serviceaccount.yaml", include_str!("scaffold/templates/serviceaccount.yaml")),
    ("templates/hpa.yaml", include_str!("scaffold/templates/hpa.yaml")),
    ("templates/NOTES.txt", include_str!("scaffold/templates/NOTES.txt")),
    ("templates/_helpers.tpl", include_str!("scaffold/templates/_helpers.tpl")),
    ("templates/tests/test-connection.yaml", include_str!("scaffold/templates/tests/test-connection.yaml")),
];

/// The same in MiniJinja.
const MINIJINJA: [Text; 9] = [
    ("templates/ingress.yaml.j2", include_str!("scaffold/minijinja/ingress.yaml.j2")),
    ("templates/httproute.yaml.j2", include_str!("scaffold/minijinja/httproute.yaml.j2")),
    ("templates/deployment.yaml.j2", include_str!("scaffold/minijinja/deployment.yaml.j2")),
    ("templates/service.yaml.j2", include_str!("scaffold/minijinja/service.yaml.j2")),
    ("templates/serviceaccount.yaml.j2", include_str!("scaffold/minijinja/serviceaccount.yaml.j2")),
    ("templates/hpa.yaml.j2", include_str!("scaffold/minijinja/hpa.yaml.j2")),
    ("templates/NOTES.txt.j2", include_str!("scaffold/minijinja/NOTES.txt.j2")),
    ("templates/_helpers.tpl.j2", include_str!("scaffold/minijinja/_helpers.tpl.j2")),
    ("templates/tests/test-connection.yaml.j2", include_str!("scaffold/minijinja/tests/test-connection.yaml.j2")),
];

/// What Chart.yaml says in a chart of MiniJinja templates.
const ANNOTATION: &str = "
# Templates whose names end in .j2 are MiniJinja.
annotations:
  plimsoll/engine: minijinja
";

/// The language that a new chart's templates are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Go's, as Helm's own are.
    #[default]
    Go,
    /// MiniJinja.
    MiniJinja,
}

impl Engine {
    /// The language that `--engine` names. The error's sentence names those that there are.
    pub fn named(name: &str) -> Result<Self, Error> {
        match name {
            "gotpl" => Ok(Engine::Go),
            "minijinja" => Ok(Engine::MiniJinja),
            _ => Err(Error::new("create::engine", format!("there is no template engine {name:?}"))
                .help("give gotpl or minijinja")),
        }
    }
}

/// Files of a new chart: their paths in its folder, and what is in them.
pub type Files = Vec<(String, Vec<u8>)>;

/// Whether a chart may be called `name`. The error's sentence is Helm's.
pub fn check_name(name: &str) -> Result<(), Error> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let help = "use letters, digits, dots, dashes and underscores";
    let sentence = match name {
        name if name.is_empty() || name.len() > MAX_NAME => {
            format!("chart name must be between 1 and {MAX_NAME} characters")
        }
        "." | ".." => format!("chart.metadata.name \"{name}\" is not allowed"),
        name if !name.bytes().all(is_allowed) => {
            String::from("chart name must match the regular expression \"^[a-zA-Z0-9._-]+$\"")
        }
        _ => return Ok(()),
    };
    Err(Error::new("create::name", sentence).help(help))
}

/// The files of a new chart.
pub fn scaffold(name: &str, engine: Engine) -> Files {
    let templates = if engine == Engine::MiniJinja { &MINIJINJA } else { &GO };
    let named = |(path, text): &Text| (String::from(*path), text.replace(PLACEHOLDER, name).into_bytes());
    let mut files: Files = SHARED.iter().chain(templates).map(named).collect();
    if let (Engine::MiniJinja, Some((_, chart))) = (engine, files.first_mut()) {
        chart.extend_from_slice(ANNOTATION.as_bytes());
    }
    files
}

/// The files of a new chart that is made after `starter`: its own name, version and description in Chart.yaml, and its name
/// in the place of `<CHARTNAME>` in templates and values.
pub fn from_starter(name: &str, starter: &Chart, time: i64) -> Result<Files, Error> {
    let metadata = Metadata {
        name: name.to_owned(),
        description: String::from("A Helm chart for Kubernetes"),
        chart_type: String::from("application"),
        version: String::from("0.1.0"),
        app_version: String::from("0.1.0"),
        api_version: String::from("v2"),
        ..Metadata::default()
    };
    let mut files = vec![(String::from("Chart.yaml"), metadata.to_yaml()?.into_bytes())];
    let named = |data: &[u8]| String::from_utf8_lossy(data).replace(PLACEHOLDER, name).into_bytes();
    let values = starter.raw.iter().filter(|file| file.path.as_bytes() == b"values.yaml");
    files.extend(values.map(|file| (file.path.to_string(), named(&file.data))));
    files.extend(starter.schema.iter().map(|file| (file.path.to_string(), file.data.to_vec())));
    files.extend(starter.templates.iter().map(|file| (file.path.to_string(), named(&file.data))));
    files.extend(starter.files.iter().map(|file| (file.path.to_string(), file.data.to_vec())));
    for dependency in &starter.dependencies {
        let package = pack(dependency, time)?;
        files.push((format!("charts/{}", package.file_name), package.archive));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_of_a_bounded_length() {
        let sentence = |name: &str| check_name(name).err().map(|error| error.sentence().to_owned());
        assert_eq!(sentence("my-chart_2.x"), None);
        assert_eq!(sentence(&"c".repeat(250)), None);
        assert!(sentence(&"c".repeat(251)).is_some_and(|text| text.contains("between 1 and 250")));
        assert!(sentence("a b").is_some_and(|text| text.contains("regular expression")));
        assert!(sentence("..").is_some());
    }

    #[test]
    fn a_new_chart_has_its_name_wherever_the_texts_leave_room_for_it() {
        for (path, text) in scaffold("web", Engine::Go) {
            let text = String::from_utf8(text).expect("text");
            assert!(!text.contains(PLACEHOLDER), "{path}");
            assert_eq!(text.contains("web"), path != ".helmignore", "{path}");
        }
        for (path, text) in scaffold("web", Engine::MiniJinja) {
            assert!(!String::from_utf8(text).expect("text").contains(PLACEHOLDER), "{path}");
        }
    }
}
