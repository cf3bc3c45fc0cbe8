//! Holds our execution of MiniJinja texts to MiniJinja's own engine: what both are to agree on gives the same text in both. What
//! differs on purpose is in docs/minijinja.md and has tests of its own.

mod engine;

use engine::{INCLUDE, Nothing};
use minijinja::{Environment, UndefinedBehavior};
use plimsoll::go::{Map, Str, Value};
use plimsoll::gotemplate::{Limits, Machine, TemplateSet};
use plimsoll::jinja::{Source, Templates};
use plimsoll::source::Sources;

const VALUES: &str = r#"{"s": "hello world", "i": 42, "f": 2.5, "t": true, "e": "", "n": null, "l": [3, 1, 2], "w": ["b", "a", "c"],
    "m": {"b": 1, "a": {"x": [1, 2]}}, "u": [{"k": "x", "v": 1}, {"k": "y", "v": 2}, {"k": "x", "v": 3}], "z": []}"#;

/// Other texts that may be imported, included and extended.
const OTHERS: [(&str, &str); 3] = [
    (
        "_macros.j2",
        "{% macro pair(a, b=2) %}({{ a }},{{ b }}){% endmacro %}{% set constant = 7 %}{% macro twice(a) %}{{ pair(a) }}{{ pair(a, b=a) }}{% endmacro %}",
    ),
    ("_part.j2", "[{{ i }} {{ here | default(0) }}]"),
    ("_base.j2", "<{% block head %}head{% endblock %}|{% block body %}body{% endblock %}>"),
];

fn value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Nil,
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => Value::Float(number.as_f64().expect("a number")),
        serde_json::Value::String(text) => Value::str(text.as_str()),
        serde_json::Value::Array(items) => Value::list(items.iter().map(value).collect()),
        serde_json::Value::Object(entries) => {
            Value::Map(entries.iter().map(|(key, item)| (key.as_str(), value(item))).collect::<Map>())
        }
    }
}

/// A text without what is printed otherwise on purpose: `True`, quotes of strings in lists, and tuples.
fn plain(text: String) -> String {
    let text = text.replace("True", "true").replace("False", "false");
    text.replace('\'', "\"").replace('(', "[").replace(')', "]")
}

fn ours(text: &str, values: &serde_json::Value) -> Result<String, String> {
    let sources = Sources::new();
    let set = TemplateSet::new("gotpl", plimsoll::sprig::functions().copied().chain([INCLUDE]), []);
    let source = |(name, text): &(&str, &str)| Source {
        name: Str::from(format!("c/templates/{name}")),
        text: Str::from(*text),
        source: sources.add(*name, text.as_bytes().to_vec()),
        folder: Str::from("c"),
        chart: String::from("c"),
        draft: None,
    };
    let all: Vec<Source> = OTHERS.iter().chain(&[("t.j2", text)]).map(source).collect();
    let templates = Templates::new(all, &set).map_err(|error| error.sentence())?;
    let mut nothing = Nothing;
    let mut machine = Machine::new(&set, &mut nothing, &sources, Limits::default());
    machine.invite(&templates);
    let output = machine.execute("c/templates/t.j2", &value(values)).map_err(|error| error.sentence())?;
    Ok(String::from_utf8(output.text.to_vec()).expect("text"))
}

fn theirs(text: &str, values: &serde_json::Value) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax =
        environment.syntax().to_builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("a syntax"));
    for (name, other) in OTHERS {
        environment.add_template(name, other).expect("the others are templates");
    }
    environment.add_template("t.j2", text).map_err(|error| error.to_string())?;
    let template = environment.get_template("t.j2").expect("it was just added");
    template.render(minijinja::value::Serde(values)).map_err(|error| error.to_string())
}

/// What gives the same in both.
const SAME: &[&str] = &[
    "plain {{ s }} {{ i }} {{ f }} {{ t }}",
    "{{ i + 1 }} {{ i - 50 }} {{ i * 2 }} {{ i // 5 }} {{ i % 5 }} {{ -i // 5 }} {{ -i % 5 }} {{ 2 ** 10 }} {{ 7 / 2 }} {{ f * 3 }}",
    "{{ 1 < 2 }} {{ 1 < 2 < 3 }} {{ 3 > 2 >= 2 }} {{ 1 == 1.0 }} {{ s == 'x' }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }} {{ 1 != 2 != 3 }}",
    "{{ 'lo' in s }} {{ 3 in l }} {{ 9 not in l }} {{ 'a' in m }} {{ not t }} {{ t and i }} {{ e or 'x' }} {{ e and 1 }}",
    "{{ s ~ i ~ t }} {{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ [1] + [2] }} {{ [1, 2] * 2 }}",
    "{{ l }} {{ w }} {{ m }} {{ z }} {{ {'a': 1, 'b': [1, 'x']} }} {{ (1, 2) | list }}",
    "{{ l[0] }} {{ l[-1] }} {{ s[1] }} {{ m.a.x[1] }} {{ m['a']['x'] }} {{ u[0].k }} {{ m.a['x'].0 }}",
    "{{ l[1:] }} {{ l[:-1] }} {{ l[::2] }} {{ l[::-1] }} {{ s[2:5] }} {{ s[-3:] }} {{ s[::-1] }} {{ l[5:] }} {{ l[-9:2] }}",
    "{{ 'yes' if t else 'no' }} {{ 'yes' if e else 'no' }} [{{ 'x' if e }}]",
    "{% if i > 50 %}a{% elif i > 40 %}b{% elif i > 30 %}c{% else %}d{% endif %}",
    "{% for x in l %}{{ x }}{{ ',' if not loop.last }}{% endfor %}",
    "{% for x in l %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}",
    "{% for x in z %}x{% else %}none{% endfor %} {% for x in l if x > 1 %}{{ x }}{{ loop.index }}{% else %}none{% endfor %} {% for x in l if x > 9 %}x{% else %}none{% endfor %}",
    "{% for k in m %}{{ k }}{% endfor %} {% for k, v in m | items %}{{ k }}={{ v }};{% endfor %} {% for c in 'abc' %}{{ c }}.{% endfor %}",
    "{% for x in l %}{% if x == 1 %}{% continue %}{% endif %}{{ x }}{% endfor %}{% for x in l %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    "{% for x in l %}{{ loop.cycle('odd', 'even') }} {{ loop.changed(x) }} {% endfor %}",
    "{% for x in l %}{{ loop.previtem | default('-') }}{{ loop.nextitem | default('-') }}{% endfor %}",
    "{% for a in [1, 2] %}{% for b in [3, 4] %}{{ a }}{{ b }}{{ loop.index }} {% endfor %}{{ loop.index }}{% endfor %}",
    "{% for x in [1, [2, [3]], 4] recursive %}{% if x is sequence %}({{ loop(x) }}){% else %}{{ x }}@{{ loop.depth }}{% endif %}{% endfor %}",
    "{% for a, b in [[1, 2], [3, 4]] %}{{ a }}-{{ b }} {% endfor %}{% set a, b = [5, 6] %}{{ a }}{{ b }}{% for (a, b), c in [[[1, 2], 3]] %}{{ a }}{{ b }}{{ c }}{% endfor %}",
    "{% set x = 1 %}{% for y in l %}{% set x = y %}{% endfor %}{{ x }} {% if t %}{% set x = 9 %}{% endif %}{{ x }}",
    "{% set ns = namespace(n=0) %}{% for y in l %}{% set ns.n = ns.n + y %}{% endfor %}{{ ns.n }}",
    "{% set block %}a{{ i }}b{% endset %}[{{ block }}] {% set upper | upper %}x{{ s }}{% endset %}{{ upper }} {% filter upper | replace('O', '0') %}{{ s }}{% endfilter %}",
    "{% with x = 1, y = 2 %}{{ x }}{{ y }}{% with y = 3 %}{{ y }}{% endwith %}{{ y }}{% endwith %}{{ x is defined }}",
    "{% macro m(a, b='d', c=3) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(1, c=5) }}{{ m(a=7, b=8) }}{{ m.name }}",
    "{% macro fac(n) %}{% if n > 1 %}{{ n * fac(n - 1) | int }}{% else %}1{% endif %}{% endmacro %}{{ fac(10) }}",
    "{% macro wrap(x) %}<{{ caller() }}{{ x }}>{% endmacro %}{% call wrap(5) %}in {{ i }}{% endcall %} {% macro list(items) %}{% for i in items %}{{ caller(i) }}{% endfor %}{% endmacro %}{% call(x) list(l) %}({{ x }}){% endcall %}",
    "{% set x = 1 %}{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{% set x = 2 %}{{ m() }}",
    "{% import '_macros.j2' as h %}{{ h.pair(1) }}{{ h.pair(1, b=3) }}{{ h.constant }}{{ h.twice(4) }}",
    "{% from '_macros.j2' import pair, twice as t2, constant %}{{ pair('a') }}{{ t2(3) }}{{ constant }}",
    "{% set here = 5 %}{% include '_part.j2' %}{% include 'missing' ignore missing %}{% include ['missing', '_part.j2'] %}",
    "{% extends '_base.j2' %}{% set x = 3 %}{% block body %}mine {{ super() }} {{ i }}{% endblock %}",
    "{% extends '_base.j2' %}ignored{% block head %}{{ self.body() }}{% endblock %}",
    "{% block a %}{% block b %}x{% endblock %}{% endblock %}{{ self.b() }}",
    "a\n{% if t %}\n  b\n{% endif %}\nc\n  {% if t %}  \n  d\n  {%- endif %}\n{{- s }}\n  {{ s -}}  \ne {# c #}\n{# alone #}\nf\n",
    "{% raw %}{{ x }} {% y %}{% endraw %} {{ '{{' }}\n",
    "{{ l | length }} {{ s | length }} {{ m | count }} {{ l | first }} {{ l | last }} {{ z | first | default('d') }} {{ s | first }}",
    "{{ l | sort }} {{ l | sort(reverse=true) }} {{ ['b', 'A', 'c'] | sort }} {{ ['b', 'A', 'c'] | sort(case_sensitive=true) }} {{ u | sort(attribute='v', reverse=true) | map(attribute='v') | list }}",
    "{{ l | reverse | list }} {{ s | reverse }} {{ l | min }} {{ l | max }} {{ l | sum }} {{ w | max }}",
    "{{ l | join(',') }} {{ w | join }} {{ l | list }} {{ 'abc' | list }} {{ m | list }} {{ w | join(i) }}",
    "{{ l | map('string') | list }} {{ w | map('upper') | join }} {{ u | map(attribute='k') | list }} {{ u | map(attribute='q', default=0) | list }}",
    "{{ l | select('odd') | list }} {{ l | reject('odd') | list }} {{ l | select('>', 1) | list }} {{ [0, 1, ''] | select | list }} {{ [0, 1, ''] | reject | list }}",
    "{{ u | selectattr('v', 'ge', 2) | map(attribute='v') | list }} {{ u | rejectattr('k', 'eq', 'x') | map(attribute='v') | list }} {{ u | selectattr('v') | list | length }} {{ u | selectattr('q', 'defined') | list }}",
    "{% for k, items in u | groupby('k') %}{{ k }}:{{ items | map(attribute='v') | join(',') }};{% endfor %}",
    "{{ [1, 2, 1, 3] | unique | list }} {{ ['a', 'A', 'b'] | unique | list }} {{ u | unique(attribute='k') | map(attribute='v') | list }}",
    "{{ range(5) | batch(2) | list }} {{ range(5) | batch(2, 0) | list }} {{ range(7) | slice(3) | list }} {{ range(7) | slice(3, 0) | list }}",
    "{{ range(3) | list }} {{ range(1, 4) | list }} {{ range(0, 10, 3) | list }} {{ range(5, 0, -2) | list }} {{ range(0) | list }}",
    "{{ m | dictsort }} {{ {'b': 1, 'a': 2} | dictsort(by='value') }} {{ {'b': 1, 'a': 2} | dictsort(reverse=true) }} {{ m | items | list | length }}",
    "{{ l | chain(w) | list }} {{ l | zip(w) | list }} {{ [1, 2] | zip([3]) | list }}",
    "{{ s | upper }} {{ s | capitalize }} {{ 'HeLLo' | lower }} {{ '  x ' | trim }} {{ 'xxaxx' | trim('x') }} {{ s | replace('o', '0') }} {{ s | title }}",
    "{{ 'a,b,c' | split(',') | list }} {{ ' a  b ' | split | list }} {{ 'a,b,c' | split(',', 1) | list }} {{ 'a\nb' | lines }}",
    "{{ -5 | abs }} {{ 2.567 | round(1) }} {{ (2.5 | round) == 2 }} {{ (3.5 | round) == 4 }} {{ '3' | int }} {{ 3.7 | int }} {{ '2.5' | float }} {{ 1 | bool }} {{ '' | bool }} {{ i | string }}",
    "{{ '<a href=\"x\">' | escape }}",
    "{{ '%s-%d' | format('a', 5) }} {{ m | attr('b') }} {{ s | safe }}",
    "{{ i is defined }} {{ nope is defined }} {{ nope is undefined }} {{ n is none }} {{ t is true }} {{ t is false }} {{ t is boolean }} {{ i is number }} {{ i is integer }} {{ f is float }} {{ f is integer }} {{ s is string }}",
    "{{ l is sequence }} {{ m is sequence }} {{ m is mapping }} {{ l is iterable }} {{ i is iterable }} {{ s is iterable }} {{ i is even }} {{ i is odd }} {{ i is divisibleby 7 }} {{ s is startingwith 'he' }} {{ s is endingwith('x') }}",
    "{{ i is eq 42 }} {{ i is ne 42 }} {{ i is gt 3 }} {{ i is lt 3 }} {{ i is ge(42) }} {{ i is le 42 }} {{ i is in [42] }} {{ i is not in [42] }} {{ 'abc' is lower }} {{ 'ABC' is upper }} {{ 'upper' is filter }} {{ 'odd' is test }}",
    "{{ nope | default('d') }} {{ m.nope | default('d') }} {{ m.nope is defined }} {{ l[9] is defined }} {{ dict(a=1).a }} {{ dict({'a': 1}, b=2) }}",
    "{{ [1, 2, 3][1] }} {{ {'a': {'b': 1}}.a.b }} {{ 'a' ~ (1 + 2) }} {{ 1 + 2 * 3 ** 2 }} {{ (1 + 2) * 3 }} {{ -2 ** 2 }} {{ not 1 == 2 }} {{ 1 if 0 else 2 if 0 else 3 }}",
    "{% set f = namespace() %}{% set f.x = [1] %}{% set f.x = f.x + [2] %}{{ f.x }}",
    "{{ m == {'a': {'x': [1, 2]}, 'b': 1} }} {{ l == [3, 1, 2] }} {{ '1' == 1 }} {{ none == n }} {{ true == 1 }}",
];

/// What is an error in both.
const REFUSED: &[&str] = &[
    "{{ nope }}",
    "{{ m.nope }}",
    "{{ m.nope.deeper }}",
    "{{ nope.x | default(1) }}",
    "{% for x in nope %}{% endfor %}",
    "{% if nope %}{% endif %}",
    "{{ nope + 1 }}",
    "{{ nope ~ 'x' }}",
    "{{ nope == 1 }}",
    "{{ not nope }}",
    "{{ i / 0 }}",
    "{{ s + 1 }}",
    "{{ s < 1 and none }}{{ {} < 1 }}{{ fail }}",
    "{% for x in i %}{% endfor %}",
    "{{ i() }}",
    "{{ nope() }}",
    "{{ s.nope() }}",
    "{% set a, b = [1] %}",
    "{% set m.x = 1 %}",
    "{% macro x(a) %}{% endmacro %}{{ x(1, 2) }}",
    "{% macro x(a) %}{% endmacro %}{{ x(b=2) }}",
    "{% macro x(a) %}{{ a }}{% endmacro %}{{ x() }}",
    "{% include 'missing' %}",
    "{% import 'missing' as x %}",
    "{% from '_macros.j2' import nope %}{{ nope }}",
    "{{ loop }}",
    "{% for x in l %}{{ loop(x) }}{% endfor %}",
    "{{ super() }}",
    "{% block a required %}{% endblock %}",
    "{{ l | batch(0) | list }}",
    "{{ 'x' | float }}",
    "{{ s | nosuchfilter }}",
    "{{ s is nosuchtest }}",
    "{% if %}",
    "{{ 1 +",
    "{% endif %}",
    "{% nosuch %}",
    "{{ 'x }}",
    "{% macro m() %}",
    "{% break %}",
    "{% set loop = 1 %}",
    "{{ l['a':] }}",
    "{{ l[::0] }}",
];

#[test]
fn what_both_are_to_agree_on_gives_the_same_text() {
    let values = serde_json::from_str(VALUES).expect("JSON");
    let mut differences = Vec::new();
    for text in SAME {
        let (ours, theirs) = (ours(text, &values).map(plain), theirs(text, &values).map(plain));
        if ours != theirs || ours.is_err() {
            differences.push(format!("{text}\n  ours:   {ours:?}\n  theirs: {theirs:?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_both_are_to_refuse_is_an_error() {
    let values = serde_json::from_str(VALUES).expect("JSON");
    let mut differences = Vec::new();
    for text in REFUSED {
        if let (Ok(given), _) | (_, Ok(given)) = (ours(text, &values), theirs(text, &values)) {
            differences.push(format!(
                "{text}: {given:?}\n  ours:   {:?}\n  theirs: {:?}",
                ours(text, &values),
                theirs(text, &values)
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
