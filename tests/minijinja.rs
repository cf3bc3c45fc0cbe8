//! MiniJinja charts by the binary: every example of docs/minijinja.md, new charts in both languages, the example chart in both
//! languages, and what hostile templates run into.

#[path = "jinja/folder.rs"]
mod folder;
mod program;

use folder::Folder;
use program::plimsoll;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const CHART: &str = "apiVersion: v2\nname: web\nversion: 1.0.0\nannotations: {plimsoll/engine: minijinja}\n";

/// A fenced block of the guide: what stands behind the fence, and its text.
struct Block {
    kind: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let text = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            blocks.push(Block { kind: kind.to_owned(), text });
        }
    }
    blocks
}

/// The rendered text without the line of its source.
fn rendered(folder: &Folder, name: &str) -> Result<String, String> {
    let run = plimsoll(&["template", "demo", folder.path(), "--show-only", &format!("templates/{name}")]);
    if run.status != Some(0) {
        return Err(run.stderr);
    }
    let text = run.stdout.strip_prefix("---\n").expect("a document").split_once('\n').expect("its source").1.to_owned();
    Ok(text.trim_matches('\n').to_owned())
}

#[test]
fn every_example_of_the_guide_works() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/minijinja.md")).expect("the guide");
    let blocks = blocks(&page);
    let folder = Folder::new("guide");
    for Block { kind, text } in &blocks {
        match kind.rsplit_once(' ') {
            Some((_, "chart")) => folder.write("Chart.yaml", text),
            Some((_, "values")) => folder.write("values.yaml", text),
            Some((_, file)) if file.starts_with("file=") => {
                folder.write(&format!("templates/{}", &file["file=".len()..]), text);
            }
            _ => {}
        }
    }
    let (mut waiting, mut run) = (Vec::new(), 0);
    for Block { kind, text } in &blocks {
        match kind.as_str() {
            "gotemplate" => waiting.push(("example.yaml", text)),
            "jinja" | "jinja error" => waiting.push(("example.yaml.j2", text)),
            "yaml" | "text" => {
                for (name, template) in waiting.drain(..) {
                    folder.write(&format!("templates/{name}"), template);
                    match (kind.as_str(), rendered(&folder, name)) {
                        ("yaml", Ok(output)) => assert_eq!(output, text.trim_matches('\n'), "{template}"),
                        ("text", Err(report)) => {
                            let missing: Vec<_> = text.lines().filter(|line| !report.contains(line)).collect();
                            assert!(missing.is_empty(), "{template}\n{report}\nlacks {missing:?}");
                        }
                        (_, output) => panic!("{template}\n{output:?}"),
                    }
                    folder.remove(&format!("templates/{name}"));
                    run += 1;
                }
            }
            _ => {}
        }
    }
    assert!(run >= 19 && waiting.is_empty(), "only {run} examples were found");
}

/// The objects of a release by kind and name.
fn objects(arguments: &[&str]) -> BTreeMap<String, serde_yaml::Value> {
    let run = plimsoll(arguments);
    assert_eq!(run.status, Some(0), "{arguments:?}\n{}", run.stderr);
    let documents = run.stdout.split("\n---\n").filter(|text| !text.trim().is_empty());
    let object = |text: &str| {
        let value: serde_yaml::Value = serde_yaml::from_str(text).expect("YAML");
        let field = |value: &serde_yaml::Value, name: &str| value.get(name).cloned().unwrap_or_default();
        let name = field(&field(&value, "metadata"), "name");
        (format!("{:?} {name:?}", field(&value, "kind")), value)
    };
    documents.map(object).collect()
}

#[test]
fn a_new_chart_is_the_same_in_both_languages() {
    let (go, jinja) = (Folder::new("create-go"), Folder::new("create-jinja"));
    let in_go = go.path_of("web");
    let in_jinja = jinja.path_of("web");
    assert_eq!(plimsoll(&["create", &in_go]).status, Some(0));
    assert_eq!(plimsoll(&["create", "--engine", "minijinja", &in_jinja]).status, Some(0));
    let lint = plimsoll(&["lint", "--strict", &in_jinja]);
    assert_eq!(lint.status, Some(0), "{}{}", lint.stdout, lint.stderr);
    let settings: [&[&str]; 4] = [
        &[],
        &[
            "--set",
            "autoscaling.enabled=true,ingress.enabled=true,httpRoute.enabled=true,autoscaling.targetMemoryUtilizationPercentage=70",
        ],
        &[
            "--set",
            "nameOverride=x,serviceAccount.create=false,image.tag=v9,podLabels.a=b,podAnnotations.c=d,nodeSelector.os=linux",
        ],
        &[
            "--set",
            "fullnameOverride=y,tolerations[0].key=k,volumes[0].name=v,imagePullSecrets[0].name=s,ingress.enabled=true,ingress.className=nginx,ingress.tls[0].secretName=t,serviceAccount.annotations.a=b",
        ],
    ];
    for setting in settings {
        let release = |chart: &str| objects(&[&["template", "demo", chart][..], setting].concat());
        let (expected, given) = (release(&in_go), release(&in_jinja));
        assert!(expected.len() >= 3, "{setting:?}");
        assert_eq!(given, expected, "{setting:?}");
    }
    let notes =
        |chart: &str| plimsoll(&["template", "demo", chart, "--render-subchart-notes"]).stdout.contains("port-forward");
    assert_eq!(notes(&in_go), notes(&in_jinja));
}

#[test]
fn the_example_chart_is_the_same_in_both_languages() {
    let (go, jinja) = ("testdata/charts/shop", "testdata/charts/shop-minijinja");
    for values in [&[][..], &["-f", "testdata/charts/shop/values-production.yaml"]] {
        let release = |chart| objects(&[&["template", "shop", chart], values].concat());
        let (expected, given) = (release(go), release(jinja));
        assert!(expected.len() > 5);
        assert_eq!(given.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (name, object) in &expected {
            assert_eq!(given.get(name), Some(object), "{name}");
        }
    }
    assert_eq!(plimsoll(&["lint", jinja]).status, Some(0));
}

/// Renders a chart of one template.
fn one(name: &str, template: &str, flags: &[&str]) -> program::Run {
    let folder = Folder::new(name);
    folder.write("Chart.yaml", CHART);
    folder.write("values.yaml", "list: [1, 2]\nmap: {a: {b: 1}}\n");
    folder.write("templates/t.yaml.j2", template);
    plimsoll(&[&["template", "demo", folder.path()], flags].concat())
}

#[test]
fn hostile_templates_end_in_an_error() {
    let doubling = format!("{{% set x = 'aaaaaaaaaaaaaaaa' %}}{}", "{% set x = x ~ x %}".repeat(60));
    let nested = format!("{{% set l = [1] %}}{}{{{{ l }}}}", "{% set l = [l, l, l, l] %}".repeat(60));
    let compared = format!(
        "{{% set l = [1] %}}{{% set m = [1] %}}{}{{{{ l == m }}}}",
        "{% set l = [l, l] %}{% set m = [m, m] %}".repeat(60)
    );
    let deep = format!("{}1{}", "{{ ".to_owned() + &"(".repeat(5000), ")".repeat(5000) + " }}");
    let long = format!("{{{{ 1{} }}}}", "+1".repeat(20_000));
    let minus = format!("{{{{ {}1 }}}}", "-".repeat(16_000));
    let nots = format!("{{{{ {}1 }}}}", "not ".repeat(16_000));
    let filters = format!("{{{{ 1{} }}}}", "|string".repeat(8_000));
    let blocks = "{% if true %}".repeat(10_000);
    let doubled = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% else %}xxxxxxxxxxxxxxxx{% endif %}{% endmacro %}{{ m(60) }}";
    let texts = [
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(x) %}{{ m([x]) }}{% endmacro %}{{ m(1) }}",
        "{{ 'x' * 10**9 }}",
        "{{ 'x' * 10**18 }}",
        "{{ [] * 10**18 }}{{ [1] * 10**12 }}",
        "{{ range(10**9) }}",
        "{% for a in range(10**5) %}{% for b in range(10**5) %}{% for c in range(10**5) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(l=[1]) %}{% for i in range(100) %}{% set ns.l = ns.l + ns.l %}{% endfor %}{{ ns.l | length }}",
        "{% set ns = namespace() %}{% set ns.self = ns %}{{ ns }}{{ ns == ns }}{{ [ns] == [ns] }}{{ fail('end') }}",
        "{% set d = dict() %}{% do set(d, 'd', d) %}{{ d }}",
        "{% set d = dict() %}{% do set(d, 'd', d) %}{{ d == dict(d=d) }}{{ d | tojson }}",
        "{% set x = 'a' * 10**6 %}{{ x | replace('a', x) }}",
        "{% set x = ['a' * 10**5] * 10**5 %}{{ x | join('b') }}",
        "{{ ('a' * 10**7) | list | map('upper') | list | length }}{% for i in range(100) %}{{ ('a' * 10**7) | list | length }}{% endfor %}",
        "{{ 'a' | indent(10**9) }}",
        "{{ [1] | batch(10**12, 0) }}",
        "{{ [1] | slice(10**12) }}",
        "{% for i in range(10**5) %}{% set x %}{{ 'y' * 10**6 }}{% endset %}{% endfor %}",
        "{% include 't.yaml.j2' %}",
        "{% extends 't.yaml.j2' %}",
        "{% import 't.yaml.j2' as t %}",
        "{{ include('web/templates/t.yaml.j2') }}",
        "{% set t = '{{ tpl(t) }}' %}{{ tpl('{{ tpl(x, dict(x=x)) }}', dict(x='{{ tpl(x, dict(x=x)) }}')) }}",
        "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ 9223372036854775807 + 1 }}",
        "{{ -9223372036854775807 - 2 }}",
        "{{ 5 // 0 }}",
        "{{ 99999999999999999999999 }}",
        "{% set a, b = [1, 2, 3] %}",
        "{{ printf('%1000000000d', 1) }}",
        &doubling,
        &nested,
        &compared,
        &deep,
        &long,
        &minus,
        &nots,
        &filters,
        &blocks,
        doubled,
    ];
    for (index, text) in texts.into_iter().enumerate() {
        let shown: String = text.chars().take(100).collect();
        let run = one(&format!("hostile-{index}"), text, &["--max-steps", "3000000"]);
        assert_eq!(run.status, Some(1), "{shown}\n{}\n{}", run.stdout.len(), run.stderr);
        assert!(run.stderr.contains("::"), "{shown}\n{}", run.stderr);
    }
}

#[test]
fn a_document_that_is_no_yaml_is_traced_to_the_template() {
    let run = one("trace", "kind: A\ndata:\n  a: {{ Values.map.a.b }}\n  b: {{ 'x: [' }}\n", &[]);
    assert_eq!(run.status, Some(1));
    for part in ["t.yaml.j2:4:6", "this made it", "YAML parse error on web/templates/t.yaml.j2"] {
        assert!(run.stderr.contains(part), "{part} is not in\n{}", run.stderr);
    }
}

#[test]
fn without_the_annotation_a_j2_file_is_go_s() {
    let folder = Folder::new("plain");
    folder.write("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    folder.write("templates/t.yaml.j2", "kind: {{ .Chart.Name }}\n");
    let run = plimsoll(&["template", "demo", folder.path()]);
    assert_eq!(run.stdout, "---\n# Source: web/templates/t.yaml.j2\nkind: web\n");
    folder.write("Chart.yaml", &CHART.replace("minijinja", "jinja3"));
    let run = plimsoll(&["template", "demo", folder.path()]);
    assert_eq!((run.status, run.stderr.contains("load::engine")), (Some(1), true));
    assert!(Path::new(folder.path()).exists());
}
