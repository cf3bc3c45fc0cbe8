//! The functions that Helm's engine adds to Sprig's: `include`, `tpl`, `required`, `fail`, `lookup` and `getHostByName`, and the
//! methods of `.Values`. Clusters and networks are asked through effects only.

use crate::go::{Map, MapType, Param, Str, Value, strconv, strings};
use crate::gotemplate::{Call, Error, Function};
use crate::yaml;

/// The code of the error that `fail` and `required` end a render with.
pub(crate) const FAILED: &str = "render::fail";

/// How many includes of one template may be inside of one another before Helm gives up.
const MAX_INCLUDES: usize = 1000;

type Outcome = Result<Value, Error>;

const fn function(name: &'static str, params: &'static [Param], body: fn(&mut Call<'_>) -> Outcome) -> Function {
    Function { name, params, variadic: false, body }
}

/// Helm's functions for a render.
pub(crate) const FUNCTIONS: [Function; 6] = [
    function("include", &[Param::String, Param::Any], include),
    function("tpl", &[Param::String, Param::Any], tpl),
    function("required", &[Param::String, Param::Any], required),
    function("fail", &[Param::String], fail),
    function("lookup", &[Param::String, Param::String, Param::String, Param::String], lookup),
    function("getHostByName", &[Param::String], get_host_by_name),
];

/// What lint replaces: a chart that asks for values is not at fault when nobody gave any.
pub(crate) const LENIENT: [Function; 2] = [
    function("required", &[Param::String, Param::Any], required_leniently),
    function("fail", &[Param::String], |_| Ok(Value::Str(Str::default()))),
];

/// The methods of `common.Values`.
pub(crate) const VALUES_METHODS: [Function; 4] = [
    function("AsMap", &[Param::Map], |call| Ok(Value::Map(call.map(0).converted(MapType::Any)))),
    function("YAML", &[Param::Map], values_yaml),
    function("Table", &[Param::Map, Param::String], |call| {
        table(&call.map(0), &call.str(1)).map(Value::Map).map_err(Error::new)
    }),
    function("PathValue", &[Param::Map, Param::String], path_value),
];

fn include(call: &mut Call<'_>) -> Outcome {
    let name = call.str(0);
    if call.runtime.includes() > MAX_INCLUDES && call.runtime.includes_under_way(&name) > MAX_INCLUDES {
        let sentence = format!("rendering template has a nested reference name: {name}: unable to execute template");
        return Err(Error::coded("render::include-recursion", sentence)
            .help("let the template end: it includes itself without a condition that stops it"));
    }
    call.runtime.include(&name, call.arg(1)).map(Value::Str)
}

fn tpl(call: &mut Call<'_>) -> Outcome {
    let text = call.str(0);
    let rendered = call.runtime.tpl(&text, call.arg(1)).map_err(|error| {
        let quoted = strconv::quote(&text);
        let words = match error.is_syntax() {
            true => format!("cannot parse template {quoted}: "),
            false => format!("error during tpl function execution for {quoted}: "),
        };
        error.wrap(words)
    })?;
    Ok(Value::Str(without_no_value(rendered)))
}

/// What Helm prints instead of Go's `<no value>`: nothing, even where a text says so itself.
pub(crate) const NO_VALUE: &[u8] = b"<no value>";

fn without_no_value(text: Str) -> Str {
    match memchr::memmem::find(&text, NO_VALUE) {
        None => text,
        Some(_) => Str::from(strings::replace(&text, NO_VALUE, b"")),
    }
}

fn is_missing(value: &Value) -> bool {
    match value {
        Value::Nil => true,
        Value::Str(text) => text.is_empty(),
        _ => false,
    }
}

fn required(call: &mut Call<'_>) -> Outcome {
    if is_missing(call.arg(1)) { fail(call) } else { Ok(call.arg(1).clone()) }
}

fn required_leniently(call: &mut Call<'_>) -> Outcome {
    Ok(if is_missing(call.arg(1)) { Value::Str(Str::default()) } else { call.arg(1).clone() })
}

fn fail(call: &mut Call<'_>) -> Outcome {
    Err(Error::coded(FAILED, call.str(0).lossy()))
}

fn lookup(call: &mut Call<'_>) -> Outcome {
    let [api_version, kind, namespace, name] = [0, 1, 2, 3].map(|index| call.str(index));
    call.runtime.effects().lookup(&api_version, &kind, &namespace, &name).map_err(refused)
}

fn get_host_by_name(call: &mut Call<'_>) -> Outcome {
    let host = call.str(0);
    call.runtime.effects().resolve_host(&host.lossy()).map(Value::str).map_err(refused)
}

fn refused(refusal: String) -> Error {
    Error::coded("render::effect-refused", refusal)
}

fn values_yaml(call: &mut Call<'_>) -> Outcome {
    yaml::to_yaml(call.arg(0)).map(Value::str).map_err(|error| Error::new(error.message()))
}

/// The table that a dotted path leads to.
fn table(values: &Map, path: &[u8]) -> Result<Map, String> {
    path.split(|&byte| byte == b'.').try_fold(values.converted(MapType::Values), |table, key| match table.get(key) {
        Some(Value::Map(inner)) => Ok(inner.converted(MapType::Values)),
        _ => Err(format!("{} is not a table", strconv::quote(key))),
    })
}

/// The value that a dotted path leads to, which must not be a table.
fn path_value(call: &mut Call<'_>) -> Outcome {
    let (values, path) = (call.map(0), call.str(1));
    if path.is_empty() {
        return Err(Error::new("YAML path cannot be empty"));
    }
    let (table, key) = match path.iter().rposition(|&byte| byte == b'.') {
        Some(dot) => (table(&values, &path[..dot]).ok(), &path[dot + 1..]),
        None => (Some(values), &path[..]),
    };
    match table.and_then(|table| table.get(key)) {
        Some(value) if !matches!(value, Value::Map(_)) => Ok(value),
        _ => Err(Error::new(format!("{} is not a value", strconv::quote(key)))),
    }
}
