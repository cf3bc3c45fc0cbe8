//! What templates give and how they fail, by cases whose answers come from Go's own engine as Helm runs it.

use super::*;
use crate::go::{List, Map, Str, Value};
use crate::source::Sources;

/// No effect is asked for by the functions here.
struct NoEffects;

impl Effects for NoEffects {
    fn now(&mut self) -> Result<i128, String> {
        Err("no clock".into())
    }
    fn local_zone(&mut self) -> String {
        "UTC".into()
    }
    fn random(&mut self, _: &str, _: &mut [u8]) -> Result<(), String> {
        Err("no randomness".into())
    }
    fn seeded(&self) -> bool {
        false
    }
    fn resolve_host(&mut self, _: &str) -> Result<String, String> {
        Err("no network".into())
    }
    fn lookup(&mut self, _: &Str, _: &Str, _: &Str, _: &Str) -> Result<Value, String> {
        Err("no cluster".into())
    }
}

const fn function(
    name: &'static str,
    params: &'static [Param],
    variadic: bool,
    body: fn(&mut Call<'_>) -> Result<Value, Error>,
) -> Function {
    Function { name, params, variadic, body }
}

const FUNCTIONS: &[Function] = &[
    function("upper", &[Param::String], false, |call| Ok(Value::str(call.str(0).lossy().to_uppercase()))),
    function("repeat", &[Param::Int, Param::String], false, |call| {
        let count = usize::try_from(call.int(0)).map_err(|_| Error::new("negative"))?;
        call.runtime.allocate(count.saturating_mul(call.str(1).len()))?;
        Ok(Value::str(call.str(1).repeat(count)))
    }),
    function("list", &[Param::Any], true, |call| Ok(Value::list(call.args.to_vec()))),
    function("dict", &[Param::Any], true, |call| {
        let pairs = call.args.chunks(2).filter_map(|pair| match pair {
            [Value::Str(key), value] => Some((key.clone(), value.clone())),
            _ => None,
        });
        Ok(Value::Map(pairs.collect()))
    }),
    function("set", &[Param::Map, Param::String, Param::Any], false, |call| {
        call.map(0).insert(call.str(1), call.arg(2).clone());
        Ok(Value::Map(call.map(0)))
    }),
    function("include", &[Param::String, Param::Any], false, |call| {
        Ok(Value::Str(call.runtime.include(&call.str(0), call.arg(1))?))
    }),
    function("tpl", &[Param::String, Param::Any], false, |call| {
        Ok(Value::Str(call.runtime.tpl(&call.str(0), call.arg(1))?))
    }),
    function("nindent", &[Param::Int, Param::String], false, |call| {
        let (spaces, input) = (call.int(0) as usize, call.str(1));
        let pad = format!("\n{}", " ".repeat(spaces));
        let output = Str::from(format!("{pad}{}", input.lossy().replace('\n', &pad)));
        call.runtime.derived(&input, &output, Edit::Indented { spaces, newline: true });
        Ok(Value::Str(output))
    }),
    function("fail", &[Param::String], false, |call| Err(Error::new(call.str(0).to_string()))),
    function("int64", &[Param::Int64], false, |call| Ok(call.arg(0).clone())),
    function("half", &[Param::Float64], false, |call| Ok(Value::Float(call.float(0) / 2.0))),
    function("default", &[Param::Any, Param::Any], true, |call| {
        let given = call.args.get(1).filter(|value| value.truth());
        Ok(given.or(call.args.first()).cloned().unwrap_or_default())
    }),
];

fn values() -> Value {
    let inner = Map::from_iter([("d", Value::str("x"))]);
    let map = Map::from_iter([("b", Value::Float(2.0)), ("a", Value::Float(1.0)), ("c", Value::Map(inner))]);
    let list = List::new(vec![Value::Float(1.0), Value::str("two"), Value::Nil]);
    let values = Map::from_iter([
        ("s", Value::str("hello")),
        ("i", Value::Float(42.0)),
        ("n", Value::Nil),
        ("t", Value::Bool(true)),
        ("m", Value::Map(map)),
        ("l", Value::List(list)),
    ]);
    Value::Map(Map::from_iter([("Values", Value::Map(values))]))
}

/// Renders `text` as the template "t" on the values above; an error gives its whole sentence.
fn render_with(text: &str, limits: Limits) -> Result<String, String> {
    let sources = Sources::new();
    let mut set = TemplateSet::new("gotpl", FUNCTIONS.iter().copied(), []);
    let source = sources.add("t", text.as_bytes().to_vec());
    set.parse("t", text, source).map_err(|error| error.sentence())?;
    let mut effects = NoEffects;
    let mut machine = Machine::new(&set, &mut effects, &sources, limits);
    let output = machine.execute("t", &values()).map_err(|error| error.sentence())?;
    Ok(String::from_utf8_lossy(&output.text).into_owned())
}

fn render(text: &str) -> Result<String, String> {
    render_with(text, Limits::default())
}

#[track_caller]
fn gives(text: &str, wanted: &str) {
    assert_eq!(render(text).as_deref(), Ok(wanted), "{text}");
}

#[track_caller]
fn fails(text: &str, wanted: &str) {
    match render(text) {
        Ok(output) => panic!("{text} gave {output:?}, not an error with {wanted:?}"),
        Err(sentence) => assert!(sentence.contains(wanted), "{text} failed with {sentence:?}, not {wanted:?}"),
    }
}

#[test]
fn text_and_trim_markers() {
    gives("a {{- /* c */ -}} b {{ 1 }} {{- 2 -}}\n c", "ab 12c");
    gives("{{/**/}}x{{ -3}}", "x-3");
    gives("}}{{ \"}}\" }}", "}}}}");
    gives("a  {{- 1 -}}  b", "a1b");
}

#[test]
fn literals() {
    gives("{{ 'a' }} {{ 0x1F }} {{ 1_000 }} {{ 1e3 }} {{ 0b11 }} {{ 0o17 }} {{ 010 }}", "97 31 1000 1000 3 15 8");
    gives("{{ 1+2i }} {{ 2i }} {{ 1.5e300 }} {{ 0x1p4 }}", "(1+2i) (0+2i) 1.5e+300 16");
    gives("{{ `a\\n` }}{{ \"\\u00e9\\x41\" }}{{ true }}", "a\\n\u{e9}Atrue");
    fails("{{ 99999999999999999999 }}", "integer overflow: \"99999999999999999999\"");
    fails("{{ 9223372036854775808 }}", "9223372036854775808 overflows int");
}

#[test]
fn control_structures() {
    gives("{{ if .Values.n }}a{{ else if .Values.t }}b{{ else }}c{{ end }}", "b");
    gives("{{ with .Values.m.c }}{{ .d }}{{ end }}", "x");
    gives("{{ with .Values.n }}a{{ else with .Values.s }}{{ . }}{{ end }}", "hello");
    gives("{{ range $k, $v := .Values.m }}{{ $k }}={{ $v }};{{ end }}", "a=1;b=2;c=map[d:x];");
    gives("{{ range $i, $v := .Values.l }}{{ $i }}{{ $v }},{{ end }}", "01,1two,2<no value>,");
    gives("{{ range 3 }}{{ . }}{{ end }}", "012");
    gives(
        "{{ range list 1 2 3 4 }}{{ if eq . 2 }}{{ continue }}{{ end }}{{ with . }}{{ if eq . 4 }}{{ break }}{{ end }}\
         {{ . }}{{ end }}{{ end }}{{ .Values.s }}",
        "13hello",
    );
    gives("{{ range list }}x{{ else }}none{{ end }}", "none");
    gives("{{ $x := 1 }}{{ range $x = list 5 6 }}{{ end }}{{ $x }}", "6");
    gives(
        "{{ define \"a\" }}[{{ . }}]{{ end }}{{ template \"a\" .Values.s }}{{ block \"b\" 1 }}{{ . }}{{ end }}",
        "[hello]1",
    );
}

#[test]
fn variables_keep_gos_scopes() {
    gives("{{ $y := 0 }}{{ if false }}{{ $y := 1 }}{{ else }}{{ $y }}{{ end }}", "0");
    fails("{{ if false }}{{ $y := 1 }}{{ else }}{{ $y }}{{ end }}", "undefined variable: $y");
    gives("{{ $x := 1 }}{{ $_ := and false ($x := 2) }}{{ $x }}", "1");
    gives("{{ $x := 1 }}{{ $_ := and true ($x := 2) }}{{ $x }}", "2");
    fails("{{ and false ($x := 1) }}{{ $x }}", "undefined variable: $x");
    gives("{{ $x := 9 }}{{ range list 1 0 }}{{ $_ := and . ($x := 5) }}{{ $x }}{{ end }}", "59");
    gives(
        "{{ $x := 1 }}{{ range list 1 0 1 }}{{ $_ := and . ($x := 5) }}{{ $x = 7 }}{{ $x }}{{ end }}{{ $x }}",
        "7777",
    );
    fails("{{ $x = 1 }}", "undefined variable: $x");
    fails("{{ $x }}", "undefined variable \"$x\"");
}

#[test]
fn nil_and_missing_values() {
    gives("{{ .Values.nope }}", "<no value>");
    gives("{{ (.Values.n).x }}", "<no value>");
    gives("{{ .Values.n | default \"d\" }}", "d");
    fails("{{ .Values.nope.x.y }}", "nil pointer evaluating interface {}.x");
    fails("{{ .Values.i.foo }}", "can't evaluate field foo in type interface {}");
    fails("{{ $x := .Values.i }}{{ $x.foo }}", "can't evaluate field foo in type float64");
    fails("{{ upper .Values.n }}", "wrong type for value; expected string; got interface {}");
    fails("{{ upper (.Values.n) }}", "invalid value; expected string");
}

#[test]
fn arguments_are_checked_as_go_checks_them() {
    fails("{{ upper }}", "wrong number of args for upper: want 1 got 0");
    fails("{{ upper 1 }}", "expected string; found 1");
    fails("{{ upper nil }}", "cannot assign nil to string");
    fails("{{ .Values.i | upper }}", "wrong type for value; expected string; got float64");
    fails("{{ set \"x\" \"a\" 1 }}", "can't handle \"x\" for arg of type map[string]interface {}");
    gives("{{ int64 3 }} {{ half 3 }} {{ repeat 2.0 \"ab\" }}", "3 1.5 abab");
    fails("{{ \"a\" \"b\" }}", "can't give argument to non-function \"a\"");
    fails("{{ .Values .Values.i }}", "Values is not a method but has arguments");
    fails("{{ nil }}", "nil is not a command");
    fails("{{ call .Values.i 1 }}", "error calling call: non-function .Values.i of type float64");
    fails("{{ \"name\" | call }}", "error calling call: non-function name of type string");
    fails("{{ 1 | call }}", "error calling call: non-function <int Value> of type int");
}

#[test]
fn errors_name_the_place_as_go_does() {
    let wanted = "template: t:2:10: executing \"t\" at <.Values.nope.x>: nil pointer evaluating interface {}.x";
    fails("a\n{{ .Values.nope.x }}", wanted);
    fails(
        "{{ include  \"x\"   . }}{{ define \"x\" }}{{ upper  ( print 1|int64 ) }}{{ end }}",
        "template: t:1:3: executing \"t\" at <include \"x\" .>: error calling include: template: t:1:58: executing \"x\" at \
         <int64>: wrong type for value; expected int64; got string",
    );
    fails("{{ 1 | repeat (and 0 1) }}", "at <0>: wrong type for value");
    fails(
        "{{ template `n\"o` .Values.s|upper }}",
        "at <{{template \"n\\\"o\" .Values.s | upper}}>: template \"n\\\"o\" not defined",
    );
    fails(
        "{{ include \"no\" . }}",
        "error calling include: template: no template \"no\" associated with template \"gotpl\"",
    );
}

#[test]
fn parse_errors_have_gos_sentences() {
    fails("a\n{{ \"a\" }", "template: t:2: unexpected \"}\" in operand");
    fails("{{ print\n", "unclosed action started at t:1");
    fails("{{ foo }}", "function \"foo\" not defined");
    fails("{{ end }}", "unexpected {{end}}");
    fails("{{ if 1 }}", "unexpected EOF");
    fails("{{ define \"a\" }}1{{ end }}{{ define \"a\" }}2{{ end }}", "multiple definition of template \"a\"");
    fails("{{ break }}", "{{break}} outside {{range}}");
    fails("{{ 1 | 2 }}", "non executable command in pipeline stage 2");
    fails("{{ .a-b }}", "bad character U+002D '-'");
}

#[test]
fn and_and_or_stop_early() {
    gives("{{ and 1 0 (fail \"third\") }}{{ or 0 2 (fail \"x\") }}", "02");
    gives("{{ 1 | and 0 }}{{ 1 | and 2 }}{{ 0 | or 5 }}{{ 7 | or 0 }}", "0157");
    fails("{{ and true (fail \"evaluated\") }}", "error calling fail: evaluated");
}

#[test]
fn tpl_sees_the_set_and_keeps_its_own_definitions() {
    gives(
        "{{ define \"a\" }}A{{ end }}{{ tpl `{{ define \"b\" }}B{{ end }}{{ include \"a\" . }}{{ include \"b\" . }}` . }}",
        "AB",
    );
    fails("{{ $_ := tpl `{{ define \"b\" }}B{{ end }}` . }}{{ include \"b\" . }}", "no template \"b\"");
    gives(
        "{{ define \"a\" }}{{ template \"b\" }}{{ end }}{{ define \"b\" }}1{{ end }}\
         {{ tpl `{{ define \"b\" }}2{{ end }}{{ include \"a\" . }}` . }}{{ include \"a\" . }}",
        "21",
    );
}

#[test]
fn recursion_is_bounded_and_kept_off_the_native_stack() {
    fails(
        "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
        "exceeded maximum template depth (100000)",
    );
    let sentence = render("{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}").unwrap_err();
    assert!(sentence.contains("includes and tpl calls are nested more than 10000 levels deep"));
    let few = Limits { steps: 1000, ..Limits::default() };
    assert!(render_with("{{ range 2000 }}{{ end }}", few).unwrap_err().contains("more than 1000 steps"));
    let small = Limits { output: 100, ..Limits::default() };
    assert!(render_with("{{ range 200 }}a{{ end }}", small).unwrap_err().contains("beyond 100 bytes"));
}

#[test]
fn deep_nesting_is_parsed_or_refused() {
    let deep = |count: usize| format!("{{{{ {}1{} }}}}", "(".repeat(count), ")".repeat(count));
    gives(&deep(9_999), "1");
    fails(&deep(10_001), "max expression depth exceeded");
    let ifs = |count: usize| format!("{}x{}", "{{ if 1 }}".repeat(count), "{{ end }}".repeat(count));
    gives(&ifs(5_000), "x");
    fails(&ifs(50_000), "nested more than 10000 levels");
}

#[test]
fn origins_survive_include_and_indent() {
    let text = "a: {{ include \"x\" . | nindent 2 }}\n{{ define \"x\" }}k: {{ .Values.m.c.d }}\nl: 1{{ end }}";
    let sources = Sources::new();
    let mut set = TemplateSet::new("gotpl", FUNCTIONS.iter().copied(), []);
    let source = sources.add("t", text.as_bytes().to_vec());
    set.parse("t", text, source).expect("parses");
    let mut effects = NoEffects;
    let mut machine = Machine::new(&set, &mut effects, &sources, Limits::default());
    machine.track();
    let output = machine.execute("t", &values()).expect("renders");
    assert_eq!(output.text.as_bytes(), b"a: \n  k: x\n  l: 1\n");
    let origins = output.origins.expect("tracked");
    let shown = |offset: usize| {
        let origin = origins.at(offset).expect("known");
        (String::from(&text[origin.span.range()]), origin.template.to_string(), origin.trace.len(), origin.reads)
    };
    assert_eq!(shown(0).1, "t");
    assert_eq!(shown(6), ("k: ".into(), "x".into(), 1, vec![]));
    assert_eq!(shown(9), (".Values.m.c.d ".into(), "x".into(), 1, vec![".Values.m.c.d".into()]));
    assert_eq!(shown(13), ("\nl: 1".into(), "x".into(), 1, vec![]));
}
