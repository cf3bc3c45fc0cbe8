//! Any text as an expression in CEL: it compiles or not, and an evaluation ends within its budget, twice in the same way. Run with
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none cel`.
#![no_main]

use plimsoll::policy::cel::{Environment, Error, Runtime, Type, Value, Variables};
use std::sync::LazyLock;

static ENVIRONMENT: LazyLock<Environment> = LazyLock::new(|| {
    let mut environment = Environment::kubernetes();
    environment.variable("object", Type::Dyn);
    environment
});

struct Object;

impl<'a> Variables<'a> for Object {
    fn value(&self, _: usize, _: &Runtime) -> Result<Value<'a>, Error> {
        let list = Value::list(vec![Value::Double(1.5), Value::text("x"), Value::Null, Value::Bool(true)]);
        let labels = Value::map([(Value::text("app.kubernetes.io/name"), Value::text("web"))]);
        let fields = [("a", Value::Int(1)), ("b", list), ("c", labels)];
        Ok(Value::map(fields.map(|(name, value)| (Value::text(name), value))))
    }
}

fn run(text: &str) -> Result<String, String> {
    let program = ENVIRONMENT.compile(text).map_err(|invalid| invalid.to_string())?;
    let value = program.evaluate(&Object, &Runtime::new(100_000, Some(0)));
    value.map(|value| format!("{value:?}")).map_err(|error| error.to_string())
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(text) = std::str::from_utf8(input) {
        assert_eq!(run(text), run(text));
    }
});
