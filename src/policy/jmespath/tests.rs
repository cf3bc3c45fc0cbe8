//! What expressions give, and that nothing given to the parser makes it fall over.

use super::{Data, Env, Expression, Fault};
use proptest::prelude::*;

fn search(text: &str, data: &str) -> Result<Data, String> {
    let data = Data::parse_json(data).expect("it is JSON");
    let expression = Expression::compile(text).map_err(|error| error.to_string())?;
    expression.search(&data, &Env::new(Some(0))).map_err(|fault| fault.to_string())
}

/// What `text` gives for `data`, as JSON.
fn json(text: &str, data: &str) -> String {
    search(text, data).map_or_else(|error| format!("error: {error}"), |value| value.to_json())
}

#[test]
fn parts_of_values_are_picked() {
    let data = r#"{"a": {"b": [{"c": 1}, {"c": 2}, {"d": 3}]}, "e": [[1, 2], [3]]}"#;
    assert_eq!(json("a.b[0].c", data), "1");
    assert_eq!(json("a.b[-1].d", data), "3");
    assert_eq!(json("a.b[*].c", data), "[1,2]");
    assert_eq!(json("a.b[?c > `1`].c | [0]", data), "2");
    assert_eq!(json("a.b[::-1].c", data), "[2,1]");
    assert_eq!(json("e[]", data), "[1,2,3]");
    assert_eq!(json("a.b[].{x: c, y: d}", data), r#"[{"x":1,"y":null},{"x":2,"y":null},{"x":null,"y":3}]"#);
    assert_eq!(json("a.*[0]", data), r#"[{"c":1}]"#);
    assert_eq!(json("[a.b[0].c, length(e)]", data), "[1,2]");
}

#[test]
fn a_missing_field_is_no_null() {
    assert_eq!(json("a.b", r#"{"a": {}}"#), "error: Unknown key \"b\" in path");
    assert_eq!(json("a.b", r#"{"a": null}"#), "null");
    assert_eq!(json("a.b || 'x'", r#"{"a": {}}"#), "\"x\"");
    assert_eq!(json("a.b | [0]", "{}"), "null");
    assert_eq!(json("a[*].b", "{}"), "null");
    assert_eq!(json("!a", "{}"), "true");
}

#[test]
fn kyvernos_functions_are_there() {
    for (text, expected) in [
        ("add('10Mi', '6Mi')", "\"16Mi\""),
        ("add('1h', '1800s')", "\"1h30m0s\""),
        ("add(`1`, `2`)", "3"),
        ("add(`1`, '2h')", "error: JMESPath function 'add': Types mismatch"),
        ("multiply('1500m', `2`)", "\"3\""),
        ("divide('10Mi', '5Mi')", "2"),
        ("divide(`1`, `0`)", "error: JMESPath function 'divide': Zero divisor passed"),
        ("modulo('13', '5')", "\"3\""),
        ("sum(['1k', '2k'])", "\"3k\""),
        ("round(`7.256`, `1`)", "7.3"),
        ("compare('a', 'b')", "-1"),
        ("equal_fold('Ab', 'aB')", "true"),
        ("replace('aaa', 'a', 'b', `2`)", "\"bba\""),
        ("split('a/b', '/')", "[\"a\",\"b\"]"),
        ("regex_match('^1\\d+$', `12`)", "true"),
        ("regex_replace_all('([a-z])(\\d)', 'a1b2', '$2$1')", "\"1a2b\""),
        ("regex_replace_all_literal('a', 'aba', '$1')", "\"$1b$1\""),
        ("pattern_match('a*c?', 'abbcd')", "true"),
        ("label_match(`{\"a\": \"b\"}`, `{\"a\": \"b\", \"c\": \"d\"}`)", "true"),
        ("to_boolean('TRUE')", "true"),
        ("base64_decode(base64_encode('äb'))", "\"äb\""),
        ("path_canonicalize('//a/./b/../c')", "\"/a/c\""),
        ("truncate('abcdef', `3`)", "\"abc\""),
        ("semver_compare('1.2.3', '>=1.0.0 <2.0.0')", "true"),
        ("parse_json('{\"a\": 1}').a", "1"),
        ("parse_yaml('a: [1, b]').a", "[1,\"b\"]"),
        ("lookup(`[1, 2]`, `1`)", "2"),
        ("items(`{\"a\": 1}`, 'k', 'v')", "[{\"k\":\"a\",\"v\":1}]"),
        ("object_from_lists(['a', 'b'], `[1]`)", "{\"a\":1,\"b\":null}"),
        ("image_normalize('nginx')", "\"docker.io/nginx:latest\""),
        ("is_external_url('http://10.0.0.1/')", "false"),
        ("is_external_url('https://8.8.8.8')", "true"),
        ("sha256('a')", "\"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\""),
        ("md5('a')", "\"0cc175b9c0f1b6a831c399e269772661\""),
        ("regex_match('^[0-9a-f]{8}$', random('[0-9a-f]{8}'))", "true"),
        ("time_now()", "\"1970-01-01T00:00:00Z\""),
        ("time_since('', '2021-01-02T15:04:05-07:00', '2021-01-10T03:14:16-07:00')", "\"180h10m11s\""),
        ("time_to_cron('2023-02-02T15:04:05+01:00')", "\"4 15 2 2 4\""),
        ("time_add('2021-01-02T15:04:05-07:00', '3h')", "\"2021-01-02T18:04:05-07:00\""),
        ("time_parse('1', '1702691171')", "\"2023-12-16T01:46:11Z\""),
        ("time_truncate('2021-01-02T17:04:05Z', '1h')", "\"2021-01-02T17:00:00Z\""),
        ("time_between('2021-01-02T00:00:00Z', '2021-01-01T00:00:00Z', '2021-01-03T00:00:00Z')", "true"),
        ("nonesuch(@)", "error: unknown function: nonesuch"),
        ("to_upper(`1`)", "error: Invalid type for: 1, expected: []jmespath.JpType{\"string\"}"),
    ] {
        assert_eq!(json(text, "{}"), expected, "{text}");
    }
}

#[test]
fn arithmetic_and_bindings_are_the_communitys() {
    assert_eq!(json("a + `2` * `3` - `1`", r#"{"a": 1}"#), "6");
    assert_eq!(json("let $x = a in b[?@ == $x]", r#"{"a": 1, "b": [1, 2]}"#), "[1]");
    assert_eq!(json("b[?@ == $.a]", r#"{"a": 1, "b": [1, 2]}"#), "[1]");
}

#[test]
fn errors_of_syntax_have_a_place() {
    for (text, offset) in [("a.", 2), ("a b", 2), ("a[?b", 4), ("'a", 0), ("a == ", 5), ("#", 0)] {
        assert_eq!(Expression::compile(text).map_err(|error| error.offset).err(), Some(offset), "{text}");
    }
}

#[test]
fn work_is_bounded() {
    let doubling = "replace_all(@, 'a', 'aa')".to_owned() + &" | replace_all(@, 'a', 'aa')".repeat(60);
    let expression = Expression::compile(&doubling).expect("it compiles");
    let nearly_spent = Env::new(None);
    nearly_spent.spend(Env::STEPS - 10_000).expect("there is a budget");
    assert_eq!(expression.search(&Data::text("a"), &nearly_spent).err(), Some(Fault::Exhausted));
    assert!(Expression::compile(&"[".repeat(100_000)).is_err());
    assert!(Expression::compile(&"a.".repeat(100_000)).is_err());
    assert!(Expression::compile(&"!".repeat(100_000)).is_err());
    let wide = vec!["a"; 10_000].join(",");
    assert!(Expression::compile(&format!("[{wide}]")).is_ok());
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(text in "\\PC{0,60}") {
        let _ = Expression::compile(&text);
    }

    #[test]
    fn any_words_are_parsed_and_evaluated(words in prop::collection::vec(
        prop::sample::select(vec!["a", "b", ".", "[", "]", "[?", "[]", "*", "(", ")", "{", "}", ":", ",", "|", "||", "&&",
            "==", "<", "!", "&", "@", "'x'", "`1`", "`[1]`", "0", "-1", "length", "sort_by", "$", "$x", "let", "in", "=", "+", "-"]), 0..24)) {
        if let Ok(expression) = Expression::compile(&words.concat()) {
            let data = Data::parse_json(r#"{"a": [{"b": 1}, [2]], "b": "x"}"#).expect("it is JSON");
            let _ = expression.search(&data, &Env::new(None));
        }
    }
}
