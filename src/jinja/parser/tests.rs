//! Holds the parser to MiniJinja's own: for any text the same program, or the same sentence about what is wrong with it.

mod free;
mod ours;
mod theirs;

use super::*;
use crate::go::{Param, Value};
use crate::gotemplate::{Function, TemplateSet};
use minijinja::machinery;
use minijinja::syntax::SyntaxConfig;
use proptest::prelude::*;

/// What tokens are made wrong by, which both refuse, though not always at the same token first.
const LEXICAL: [&str; 8] = [
    "unexpected character",
    "unexpected end of string",
    "unexpected end of comment",
    "unexpected end of raw block",
    "'_' may not occur at end of number",
    "invalid integer (too large)",
    "invalid float",
    "bad string escape",
];

/// Functions that texts call.
const LIBRARY: [Function; 3] = [function("upper"), function("default"), function("f")];

const fn function(name: &'static str) -> Function {
    Function { name, params: &[Param::Any], variadic: true, body: |_| Ok(Value::Nil) }
}

fn their_parser(text: &str) -> Result<minijinja::machinery::ast::Stmt<'_>, String> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    machinery::parse(text, "t.j2", syntax.expect("a syntax"))
        .map_err(|error| error.detail().unwrap_or("bad string escape").to_owned())
}

/// Parses a text in both ways and compares.
fn compare(text: &str) {
    let set = TemplateSet::new("gotpl", LIBRARY, []);
    let unit = ours::unit(text);
    let parsed = parse(text, &unit, set.function_table());
    let tree = their_parser(text);
    match (parsed, tree) {
        (Ok(parsed), Ok(tree)) => {
            let ours = ours::Printer { text, names: &parsed.names }.statements(&parsed.body.statements);
            let theirs = match &tree {
                machinery::ast::Stmt::Template(template) => {
                    theirs::Printer { set: &set }.statements(&template.children)
                }
                _ => None,
            };
            assert_eq!(Some(ours), theirs, "of {text:?}");
        }
        (Err(error), Err(cause)) => {
            let ours = error.cause();
            let lexical = LEXICAL.contains(&ours) || error.code() == "template::nesting";
            assert!(lexical || ours == cause, "of {text:?}: {ours:?}, theirs {cause:?}");
        }
        (Err(error), Ok(_)) => {
            let ours = (error.code(), error.cause());
            let own = ours.0 != "template::syntax"
                || ["the number is larger than 64 bits", "this cannot be assigned to"].contains(&ours.1);
            assert!(own, "of {text:?}: {ours:?}, theirs is a tree");
        }
        (Ok(_), Err(cause)) => panic!("{text:?} is refused by theirs: {cause}"),
    }
}

/// What texts are put together from.
const PIECES: &[&str] = &[
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{%- ",
    " -%}",
    "{%+ ",
    " +%}",
    "{{- ",
    " -}}",
    "{# note #}",
    "{#- note -#}",
    "\n",
    "  ",
    "text",
    "\r\n",
    "\t",
    "a",
    "b",
    "ns.x",
    "loop",
    "self",
    "caller",
    "1",
    "2.5",
    "0x1f",
    "1_000",
    "1e3",
    "'s'",
    "\"t\\n\"",
    "true",
    "none",
    "not ",
    " in ",
    " and ",
    " or ",
    " is ",
    " if ",
    " else ",
    "+",
    "-",
    "*",
    "/",
    "//",
    "**",
    "%",
    "~",
    "==",
    "!=",
    "<",
    ">=",
    "=",
    "|",
    ".",
    ",",
    ":",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "f(",
    "upper",
    "join",
    "defined",
    "{% if a %}",
    "{% elif b %}",
    "{% else %}",
    "{% endif %}",
    "{% for x in a %}",
    "{% for k, v in a if k recursive %}",
    "{% endfor %}",
    "{% set x = 1 %}",
    "{% set x %}",
    "{% endset %}",
    "{% macro m(a, b=1) %}",
    "{% endmacro %}",
    "{% call m(1) %}",
    "{% call(x) m() %}",
    "{% endcall %}",
    "{% block c %}",
    "{% endblock %}",
    "{% filter upper %}",
    "{% endfilter %}",
    "{% with a = 1 %}",
    "{% endwith %}",
    "{% raw %}",
    "{% endraw %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% break %}",
    "{% continue %}",
    "{% do f() %}",
    "{% autoescape true %}",
    "{% endautoescape %}",
    "ignore missing",
    " as ",
    "é",
    "\u{a0}",
    "!",
    "{{ a.b[1:2] }}",
    "{{ f(x, y=2, *z) }}",
];

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(&[
        "a",
        "b.c",
        "ns.x.y",
        "1",
        "2.5",
        "0b11",
        "1_0",
        "'s'",
        "\"t\\u0041\"",
        "'a' 'b'",
        "true",
        "None",
        "[]",
        "()",
        "{}",
        "loop.index",
        "self.b()",
        "x['k']",
        "x.1.2",
        "-1",
        "f()",
        "[1, 2,]",
        "(1,)",
        "{'a': 1}",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 4, |inner| {
        let operator = prop::sample::select(&[
            "+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", " in ", " not in ", " and ",
            " or ", " if ",
        ]);
        let behind = prop::sample::select(&[
            ".x",
            "[0]",
            "[1:]",
            "[::2]",
            "[:-1]",
            "(1)",
            "(a, b=2)",
            "(*a)",
            "(**b)",
            "|upper",
            "|join(',')",
            " is defined",
            " is not none",
            " is divisibleby 3",
            " is in [1]",
            "|d(1)",
            " is eq(2)",
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
            (inner.clone(), behind).prop_map(|(a, behind)| format!("{a}{behind}")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("{a} if {b} else {c}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{{a}: {b}}}")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("not {a}")),
            inner.prop_map(|a| format!("-{a}")),
        ]
    })
}

fn statements() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(&[
            "text",
            " ",
            "\n",
            "  \n  ",
            "{# c #}",
            "{% break %}",
            "{{- a -}}",
            "{% raw %} {{ x }}\n{% endraw %}"
        ])
        .prop_map(str::to_owned),
        expression().prop_map(|e| format!("{{{{ {e} }}}}")),
        expression().prop_map(|e| format!("{{% set x = {e} %}}")),
        expression().prop_map(|e| format!("{{% set ns.x, (y, z) = {e} %}}")),
        expression().prop_map(|e| format!("{{% include {e} ignore missing %}}")),
        expression().prop_map(|e| format!("{{% import {e} as h %}}{{% from {e} import a as b, c %}}")),
        expression().prop_map(|e| format!("{{% do {e} %}}")),
    ];
    leaf.prop_recursive(4, 30, 4, |inner| {
        let body = prop::collection::vec(inner, 0..4).prop_map(|parts| parts.concat());
        let sign = prop::sample::select(&["", "-", "+"]);
        (body.clone(), body, expression(), sign, 0..8_u8).prop_map(|(a, b, e, sign, which)| match which {
            0 => format!("{{%{sign} if {e} %}}{a}{{% elif a {sign}%}}{b}{{% else %}}{a}{{%{sign} endif %}}"),
            1 => format!("  {{%{sign} for x, y in {e} if x %}}{a}{{% else %}}{b}{{% endfor {sign}%}}\n"),
            2 => format!("{{% macro m(p, q={e}) {sign}%}}{a}{{{{ caller() }}}}{{% endmacro %}}{b}"),
            3 => format!("{{% call(v) m({e}) %}}{a}{{% endcall %}}{b}"),
            4 => format!("{{% with x = {e}, y = 1 %}}{a}{{% endwith %}}{b}"),
            5 => format!("{{% set x | upper %}}{a}{{% endset %}}{{% filter join(',') | upper %}}{b}{{% endfilter %}}"),
            6 => format!("{{% block b %}}{a}{{% endblock b %}}{b}"),
            _ => format!("{{% if {e} %}}{a}{{% else %}}{{% if a %}}{b}{{% endif %}}{{% endif %}}"),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn pieces_are_read_as_minijinja_reads_them(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        compare(&pieces.concat());
    }

    #[test]
    fn expressions_are_read_as_minijinja_reads_them(expression in expression()) {
        compare(&format!("{{{{ {expression} }}}}"));
    }

    #[test]
    fn statements_are_read_as_minijinja_reads_them(text in prop::collection::vec(statements(), 1..4)) {
        compare(&text.concat());
    }
}

#[test]
fn odd_texts_are_read_as_minijinja_reads_them() {
    let deep = |count: usize| [&"(".repeat(count), "1", &")".repeat(count)].concat();
    let texts = [
        "",
        "{",
        "{{",
        "{%",
        "{#",
        "{# #",
        "{#-#}",
        "{#+#}x",
        "a {# b -#}  c",
        "{{ 'a' 'b' \"c\" }}",
        "{{ 'a\\",
        "{{ '\\ud83d\\ude00' }}",
        "{{ '\\ud83d' }}",
        "{{ '\\x4' }}",
        "{{ '\\777' }}",
        "{{ '\\101\\q\\/' }}",
        "{{ 0x }}",
        "{{ 1__0 }}",
        "{{ 1_ }}",
        "{{ 1.e5 }}",
        "{{ 1.foo }}",
        "{{ 1.0.0 }}",
        "{{ 1e }}",
        "{{ 99999999999999999999 }}",
        "{{ 9223372036854775808 }}",
        "{{ 999999999999999999999999999999999999999999 }}",
        "{{ a.99999999999999999999 }}",
        "{{ a is divisibleby not }}",
        "{{ a is defined if b }}",
        "{% do a is defined.x %}{% do a | upper.x %}",
        "{% do a | upper.x %}",
        "{{ f(a is defined.x=1) }}",
        "{{ a not b }}",
        "{{ a b ! }}",
        "{{ a) }}",
        "{{ (a }}",
        "{{ a[] }}",
        "{{ a[:] }}",
        "{{ f(a=1, 2) }}",
        "{{ f((a)=1) }}",
        "{{ f(**a, b=1) }}",
        "{% set true = 1 %}",
        "{% set a, = 1 %}",
        "{% set a = 1, %}",
        "{% set (a, b), c = 1 %}",
        "{% set a.b.c = 1 %}",
        "{% set a, b %}x{% endset %}",
        "{% set a | %}",
        "{% filter %}x{% endfilter %}",
        "{% for loop in a %}",
        "{% for a.b in c %}",
        "{% for in a %}{% endfor %}",
        "{% if a %}",
        "{% endif %}",
        "{% foo %}",
        "{% 1 %}",
        "{% break %}",
        "{% macro m %}",
        "{% macro m(a=1, b) %}",
        "{% macro true() %}{% endmacro %}",
        "{% macro m() %}{% block b %}",
        "{% block b %}",
        "{% block b %}{% endblock c %}",
        "{% block b required %} {% endblock %}",
        "{% block b required %}x{% endblock %}",
        "{% block b scoped required %}{% endblock %}{% block b %}{% endblock %}",
        "{% call 1 %}",
        "{% call m %}",
        "{% do [] %}",
        "{% do (1,) %}",
        "{% do a.b %}",
        "{% call m() %}{{ caller }}{% endcall %}",
        "{% from 'a' import _b %}",
        "{% from 'a' import b, %}",
        "{% from 'a' import b with context %}",
        "{% from 'a' import %}",
        "{% import 'a' as [b, c.d] %}",
        "{% import 'a' as b['c'] %}",
        "{% include 'a' with context ignore missing %}",
        "{% include 'a' ignore missing without context %}",
        "{% raw %}",
        "{% raw -%}  x  {%- endraw %}",
        "{%- raw +%}\nx\n{%+ endraw -%}  y",
        "a\n  {% raw %}\n b\n  {% endraw %}\nc",
        "{% rawx %}",
        "{%raw%}a{%endraw%}",
        "a\r\n  {% if a %}\r\nb{% endif %}\r\n",
        "a\r  {% if a %}b{% endif %}",
        "\u{a0}{% if a %}x{% endif %}",
        "{% if a %}  {% endif %}\n",
        "x {%- if a +%}\n y {{+ b +}} {% endif %}",
        "{{ a }}\n{{ b -}}\n\n c",
        "{{ a if b if c else d if e else f }}",
        "{{ not not a and not b in c }}",
        "{{ a < b < c not in d }}",
        "{{ 2 ** 3 ** 2 ~ 1 + 2 ~ 3 }}",
        "{{ - - a.b ** -c | abs }}",
        "{{ self.a.b() }}",
        "{{ self['a']() }}",
        "{{ (a.b)(c) }}",
        "{{ a['b'](c) }}",
        "{{ (f)(x) }}",
        "{{ a | b.c }}",
        "{{ {1: 2,} }}",
    ];
    texts.iter().for_each(|text| compare(text));
    for count in [60, 74, 75, 76, 200] {
        compare(&format!("{{{{ {} }}}}", deep(count)));
    }
    for count in [100, 149, 150, 151] {
        compare(&[&"{% if a %}".repeat(count), "x", &"{% endif %}".repeat(count)].concat());
    }
}

#[test]
fn what_nests_too_deeply_is_refused() {
    let set = TemplateSet::new("gotpl", [], []);
    let texts = [
        format!("{{{{ {}a }}}}", "not ".repeat(100_000)),
        format!("{{{{ {}a }}}}", "-".repeat(100_000)),
        format!("{{{{ a{} }}}}", ".b".repeat(100_000)),
        format!("{{{{ a{} }}}}", "|upper".repeat(100_000)),
        format!("{{{{ a{} }}}}", " + a".repeat(100_000)),
        format!("{{{{ a{} }}}}", " if b else a".repeat(100_000)),
        format!("{{{{ {}a{} }}}}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("{{% set {}a{} = 1 %}}", "(".repeat(100_000), ")".repeat(100_000)),
        "{% if a %}".repeat(100_000),
    ];
    for text in texts {
        let refused = stacker::maybe_grow(64 << 20, 64 << 20, || {
            parse(&text, &ours::unit(&text), set.function_table()).map(|_| ())
        });
        assert!(refused.is_err(), "{}", &text[..40]);
    }
    let long =
        format!("{{{{ {} }}}}{{% if a %}}{}{{% endif %}}", "a ~ ".repeat(50_000) + "a", "{% elif b %}x".repeat(50_000));
    assert!(parse(&long, &ours::unit(&long), set.function_table()).is_ok(), "what is long but not deep is read");
}
