//! Templates made at random and what Helm 4.3.1 gave for them: the text, or the sentence with its place and node.
//! testdata/gotemplate holds them a case a line; `name` is the template's own, whose length the columns depend on.

mod engine;

use engine::{INCLUDE, Nothing};
use plimsoll::go::{Map, MapType, Value, json};
use plimsoll::gotemplate::{Limits, Machine, TemplateSet};
use plimsoll::source::Sources;
use std::fs;

const HELPER: &str = "{{ define \"h\" }}[{{ . }}{{ with . }}{{ kindOf . }}{{ end }}]{{ end }}";

fn folder(file: &str) -> String {
    format!("{}/testdata/gotemplate/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn dot() -> Value {
    let text = fs::read(folder("values.json")).expect("values.json");
    let Ok(Value::Map(values)) = json::decode(&text) else { panic!("values.json holds no object") };
    let release = Map::from_iter([("Name", Value::str("rel"))]);
    let entries = [("Values", Value::Map(values.converted(MapType::Values))), ("Release", Value::Map(release))];
    Value::Map(Map::from_iter(entries).converted(MapType::Values))
}

fn render(name: &str, template: &str) -> Result<String, String> {
    let sources = Sources::new();
    let mut set = TemplateSet::new("gotpl", plimsoll::sprig::functions().copied().chain([INCLUDE]), []);
    let text = format!("{{{{ define \"{name}\" }}}}{template}{{{{ end }}}}");
    let file = format!("{name}.tpl");
    for (file, text) in [("helper.tpl", HELPER), (file.as_str(), text.as_str())] {
        let source = sources.add(file, text.as_bytes().to_vec());
        set.parse(file, text, source).map_err(|error| error.sentence())?;
    }
    let mut nothing = Nothing;
    let mut machine = Machine::new(&set, &mut nothing, &sources, Limits::default());
    let output = machine.execute(name, &dot()).map_err(|error| error.sentence())?;
    Ok(String::from_utf8_lossy(&output.text).into_owned())
}

/// Why a case does not hold.
fn mismatch(case: &serde_json::Value) -> Option<String> {
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let got = render(text("name"), text("template"));
    let holds = match (&got, case.get("out")) {
        // The reference printed through JSON, which knows no invalid bytes.
        (Ok(output), Some(wanted)) => Some(output.as_str()) == wanted.as_str(),
        (Err(sentence), None) => {
            let (place, node) = match case.get("at") {
                Some(_) => {
                    (format!("{}.tpl:{}: executing ", text("name"), text("at")), format!(" at <{}>: ", text("node")))
                }
                None => (String::from("template: "), String::new()),
            };
            [place.as_str(), node.as_str(), text("error")].iter().all(|words| sentence.contains(words))
        }
        _ => false,
    };
    (!holds).then(|| format!("{}: {}\n  wanted {case}\n  got {got:?}", text("id"), text("template")))
}

fn check(file: &str) {
    let text = fs::read_to_string(folder(file)).expect("the cases");
    let cases = text.lines().map(|line| serde_json::from_str(line).expect("a case a line"));
    let failures: Vec<String> = cases.filter_map(|case: serde_json::Value| mismatch(&case)).collect();
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn random_templates_give_what_helm_gives() {
    check("random.jsonl");
}

#[test]
fn random_formats_print_what_helm_prints() {
    check("printf.jsonl");
}
