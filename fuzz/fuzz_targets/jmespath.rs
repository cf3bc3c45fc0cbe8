//! Any text as a JMESPath expression. Run with `RUSTC_BOOTSTRAP=1 cargo fuzz run -s none jmespath`.
#![no_main]

use plimsoll::policy::jmespath::{Data, Env, Expression};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(expression) = Expression::compile(text) {
        let data = Data::parse_json(r#"{"a": [{"b": 1, "c": "x"}, [2, null]], "b": {"a": "1Gi"}}"#).unwrap_or_default();
        let _ = expression.search(&data, &Env::new(Some(0)));
    }
});
