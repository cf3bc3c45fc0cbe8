//! What must hold for any template text: it is parsed or refused, executed within its budget or stopped, twice in the
//! same way, and recording origins changes no byte and leaves none without one.

#[path = "../engine/mod.rs"]
mod engine;

use engine::{INCLUDE, Nothing};
use plimsoll::go::{List, Map, Value};
use plimsoll::gotemplate::{Call, Error, Function, Limits, Machine, Output, Param, TemplateSet};
use plimsoll::source::Sources;

fn tpl(call: &mut Call<'_>) -> Result<Value, Error> {
    call.runtime.tpl(&call.str(0), call.arg(1)).map(Value::Str)
}

const TPL: Function = Function { name: "tpl", params: &[Param::String, Param::Any], variadic: false, body: tpl };

/// Functions whose cost is their purpose: they would spend the fuzzer's time on cryptography.
const SLOW: [&str; 12] = [
    "bcrypt",
    "htpasswd",
    "derivePassword",
    "genPrivateKey",
    "genCA",
    "genCAWithKey",
    "genSelfSignedCert",
    "genSelfSignedCertWithKey",
    "genSignedCert",
    "genSignedCertWithKey",
    "buildCustomCert",
    "encryptAES",
];

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
    let quick = plimsoll::sprig::functions().copied().filter(|function| !SLOW.contains(&function.name));
    let mut set = TemplateSet::new("gotpl", quick.chain([INCLUDE, TPL]), []);
    let source = sources.add("t", text.to_vec());
    set.parse("t", text, source).map_err(|error| error.sentence())?;
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
    if tracked {
        machine.track();
    }
    machine.execute("t", &values()).map_err(|error| error.sentence())
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
        assert!(origins.at(text.len()).is_none(), "there is an origin beyond the end");
    }
}
