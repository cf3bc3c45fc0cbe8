//! What must hold for any MiniJinja text: it is parsed or refused, executed within its budget or stopped, twice in the same way,
//! and recording origins changes no byte and leaves none without one.

#[path = "../engine/mod.rs"]
mod engine;

use engine::{INCLUDE, Nothing};
use plimsoll::go::{List, Map, Str, Value};
use plimsoll::gotemplate::{Limits, Machine, Output, TemplateSet};
use plimsoll::jinja::{Source, Templates};
use plimsoll::source::Sources;

/// Functions whose cost is their purpose.
const SLOW: [&str; 6] = ["bcrypt", "htpasswd", "derivePassword", "genPrivateKey", "genCA", "encryptAES"];

fn values() -> Value {
    let list = List::new(vec![Value::Float(1.0), Value::str("two"), Value::Nil]);
    let inner = Map::from_iter([("d", Value::str("x")), ("n", Value::Nil)]);
    let values = Map::from_iter([
        ("s", Value::str("hello")),
        ("i", Value::Float(42.0)),
        ("m", Value::Map(inner)),
        ("l", Value::List(list)),
    ]);
    Value::Map(Map::from_iter([("Values", Value::Map(values))]))
}

fn render(text: &[u8], tracked: bool) -> Result<Output, String> {
    let sources = Sources::new();
    let quick = plimsoll::sprig::functions().copied();
    let quick = quick.filter(|function| !SLOW.contains(&function.name) && !function.name.starts_with("genS"));
    let mut set = TemplateSet::new("gotpl", quick.chain([INCLUDE]), []);
    let go = "{{define \"c.go\"}}[{{.Values.s}}]{{end}}{{define \"c.back\"}}{{include \"c.macro\" .}}{{end}}";
    set.parse("c/templates/_go.tpl", go, sources.add("go", go.as_bytes().to_vec()))
        .map_err(|error| error.sentence())?;
    let source = |name: &str, text: &[u8]| Source {
        name: Str::from(format!("c/templates/{name}")),
        text: Str::from(text),
        source: sources.add(name, text.to_vec()),
        folder: Str::from("c"),
        chart: String::from("c"),
        draft: None,
    };
    let partial = b"{% macro macro(x=1) %}<{{ Values.i }}>{% endmacro %}{% block b %}base{% endblock %}";
    let texts = [source("_p.j2", partial), source("t.j2", text)];
    let templates = Templates::new(texts, &set).map_err(|error| error.sentence())?;
    let limits = Limits {
        steps: 20_000,
        output: 1 << 20,
        allocation: 1 << 22,
        include_depth: 50,
        tpl_depth: 10,
        template_depth: 100,
    };
    let mut nothing = Nothing;
    let mut machine = Machine::new(&set, &mut nothing, &sources, limits);
    machine.invite(&templates);
    if tracked {
        machine.track();
    }
    machine.execute("c/templates/t.j2", &values()).map_err(|error| error.sentence())
}

/// Checks one text.
pub fn check(text: &[u8]) {
    let (plain, again, tracked) = (render(text, false), render(text, false), render(text, true));
    let bytes =
        |result: &Result<Output, String>| result.as_ref().map(|output| output.text.clone()).map_err(Clone::clone);
    assert_eq!(bytes(&plain), bytes(&again), "two renders differ");
    assert_eq!(bytes(&plain), bytes(&tracked), "recording origins changes the output");
    if let Ok(Output { text, origins: Some(origins) }) = &tracked {
        for offset in 0..text.len() {
            assert!(origins.at(offset).is_some(), "byte {offset} has no origin");
        }
    }
}
