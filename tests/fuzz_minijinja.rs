//! Replays the kept corpus of the MiniJinja fuzz target on the stable toolchain, with texts cut short and texts made up of the
//! language's words.

#[path = "fuzz/minijinja.rs"]
mod minijinja;

use proptest::prelude::*;
use std::fs;

fn corpus() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/fuzz/minijinja");
    let entries = fs::read_dir(folder).expect("the corpus");
    entries.map(|entry| fs::read(entry.expect("an entry").path()).expect("a corpus file")).collect()
}

#[test]
fn the_corpus_and_its_beginnings_hold() {
    let corpus = corpus();
    assert!(!corpus.is_empty());
    for text in corpus {
        minijinja::check(&text);
        for length in (0..text.len()).step_by(text.len() / 30 + 1) {
            minijinja::check(&text[..length]);
        }
    }
}

/// Pieces of which texts are made up.
const PIECES: [&str; 64] = [
    "text ",
    "\n",
    "  ",
    "é",
    "{{ Values.s }}",
    "{{ Values.l }}",
    "{{ Values.m | toYaml }}",
    "{{ x }}",
    "{{ nope }}",
    "{% for x in Values.l %}",
    "{% for x in Values.l recursive %}",
    "{{ loop(Values.l) }}",
    "{% else %}",
    "{% endfor %}",
    "{% if x is defined %}",
    "{% if Values.i > 3 %}",
    "{% elif Values.s %}",
    "{% endif %}",
    "{% set x = [x, x] %}",
    "{% set x = 1 %}",
    "{% set x = 'ab' * 9 %}",
    "{% set x = x ~ x %}",
    "{% set x = x + x %}",
    "{% set x %}",
    "{% endset %}",
    "{% macro m(x, y=2) %}",
    "{% endmacro %}",
    "{{ m(1) }}",
    "{{ m(x, y=x) }}",
    "{% call m(1) %}",
    "{% endcall %}",
    "{{ caller() }}",
    "{% filter upper | indent(3) %}",
    "{% endfilter %}",
    "{% with x = Values.m %}",
    "{% endwith %}",
    "{% block b %}",
    "{% endblock %}",
    "{{ super() }}",
    "{{ self.b() }}",
    "{% extends '_p.j2' %}",
    "{% include '_p.j2' %}",
    "{% include 't.j2' %}",
    "{% import '_p.j2' as p %}",
    "{{ p.macro() }}",
    "{% from '_p.j2' import macro %}",
    "{{ include('c.go') }}",
    "{{ include('c.back') }}",
    "{{ include('c.macro', x) }}",
    "{{ tpl('{{ Values.s }}') }}",
    "{{ Values.l | map('string') | join(',') }}",
    "{{ [3, 1, x] | sort }}",
    "{{ Values.l[::-1] }}",
    "{{ Values.s[x:9] }}",
    "{{ x == x }}",
    "{{ 7 // x }}",
    "{{ -x ** 9 }}",
    "{% do set(Values.m, 'self', Values.m) %}",
    "{% break %}",
    "{% continue %}",
    "{{ Values | tojson }}",
    "{% set ns = namespace(a=x) %}",
    "{% set ns.a = ns %}",
    "{{ ns.a.a }}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn texts_of_the_language_s_words_hold(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)) {
        minijinja::check(pieces.concat().as_bytes());
    }

    #[test]
    fn any_text_holds(text in "(\\{\\{|\\}\\}|\\{%|%\\}|[a-z.'|()\\[\\]~+*-]| |\n|é){0,60}") {
        minijinja::check(text.as_bytes());
    }
}
