use super::*;
use crate::yaml::parser::Parser;
use proptest::prelude::*;

/// The events of a parser up to the stream's end or the first error.
fn events(mut parser: Parser<'_>) -> Vec<String> {
    let mut events = Vec::new();
    loop {
        let event = parser.next();
        events.push(format!("{event:?}"));
        if !event.is_ok_and(|event| !matches!(event.kind, EventKind::StreamEnd)) {
            return events;
        }
    }
}

/// Both ways give the same events and the same error. Tokens are read ahead, so theirs may come before the last events.
fn compare(text: &str) {
    for dialect in [Dialect::V2, Dialect::V3] {
        let scanner = || Scanner::new(text, 7, None, dialect);
        let found = events(Parser::new(scanner(), dialect));
        let expected = events(Parser::of_tokens(scanner(), dialect));
        assert_eq!(found.last(), expected.last(), "{dialect:?}: {text:?}");
        let before = expected.len() - 1;
        assert_eq!(found.get(..before), expected.get(..before), "{dialect:?}: {text:?}");
    }
}

/// Whether the text is read to its end without the parser's help.
fn is_simple(text: &str) -> bool {
    Lines::new(text, 0, Dialect::V2).is_some_and(|lines| lines.read(&mut VecDeque::new()).is_some())
}

#[test]
fn common_documents_are_read_by_lines() {
    let texts = [
        "a: 1\nb:\n  c: d e # f\n  g:\n  - h\n  - i: j\n    k: 'l'\nm: {n: o, p: [q, \"r\"]}\n",
        "# c\n---\n- a\n-\n  - b\n- - c\n  - d: |-\n      e\n\n       f\n  # g\n- h: >\n    i\n    j\n",
        "a: b\n  c\n\n  d\ne: \"f\\n\n  g\"\nh: 'i''j'\nk: []\nl: {}\nm:\nn: http://o:1/#p\n",
        "  a: b\n  c:\n    - d\n    - e:\n  f: é",
        "",
        "---\n",
        "a:\n  {}\nb:\n  - \"c\\n\"\n  -\n    d\ne: [\n  'f',\n\"\\n\"\n]\ng:\n  |\n  h\n",
        "---\na: b\n--- # c\n---\n- d\n",
        "a: |\n  b\n   \n",
        "a:\n- |\n b\n- >-\n  c\n\n  d",
    ];
    for text in texts {
        assert!(is_simple(text), "{text:?}");
        compare(text);
    }
}

#[test]
fn odd_documents_are_read_by_tokens() {
    let texts = [
        "a: &b c\n",
        "a: *b\n",
        "a: !!str b\n",
        "a:\n  b\n c\n",
        "? a\n: b\n",
        "a: b: c\n",
        "a:\tb\n",
        "- a\n b: c\n",
        "a: {b: c,}\n",
        "a: {b}\n",
        "a: [b: c]\n",
        "[a]: b\n",
        "%YAML 1.1\n---\n",
        "a\n",
        "a: b\r\n",
        "a: b\u{85}c: d\n",
        "...\n",
        "--- a\n",
        "a:\n   b: c\n  d: e\n",
        "- a\nb: c\n",
        "a: |2\n   b\n",
        "a: 'b\n",
        "a: \"b\n",
        "\u{feff}a: b\n",
        "a: - b\n",
        "a: b\n\tc\n",
        "a: [\n b]\n",
        "a: [\n---\n]\n",
        "a: [\n\t]\n",
        "a: [\n# b\n]\n",
        "a: [b,\nc\n, d]: e\n",
        "a: [\"b\n c\"]\n",
        "a:\n  b:\n  \"c\\n\": d\n",
        "a:\n  []: b\n",
        "- a\n-\n  b\n  c\n",
        "a: b#c\n  #d\n  e\n",
        "a: 'b'#c\n",
    ];
    for text in texts {
        compare(text);
    }
    let long = format!("{}: b\n", "a".repeat(1030));
    compare(&long);
    compare(&format!("a{}: b\n", " ".repeat(1030)));
    compare(&"- ".repeat(600));
    compare(&"[".repeat(600));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn lines_and_tokens_give_the_same_events(parts in proptest::collection::vec(part(), 0..24)) {
        compare(&parts.concat());
    }
}

/// Pieces of texts, with all that YAML has.
pub(in crate::yaml) fn part() -> impl Strategy<Value = &'static str> {
    const PARTS: &[&str] = &[
        "a: b\n",
        "a:\n",
        "- ",
        "- a\n",
        "-\n",
        "  ",
        "    ",
        " ",
        "\n",
        "# c\n",
        " # c\n",
        "---\n",
        "--- ",
        "...\n",
        "a",
        "é: ü\n",
        "'a': ",
        "\"a\": ",
        "'a''b'",
        "\"a\\n\"",
        "\"a\n  b\"",
        "|\n",
        "|-\n",
        ">\n",
        "|+\n",
        "|2\n",
        "[a, b]",
        "{a: b}",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        ":",
        "#",
        "&a ",
        "*a",
        "!t ",
        "? ",
        "\t",
        "a b: c d\n",
        "a:b",
        "[a: b]",
        "{a, b: c}",
        "[]\n",
        "{}\n",
        "\r\n",
        "%",
        "`",
        "-",
        "1\n",
        "http://a/#b\n",
        "    a: b\n",
        "  - a: b\n",
        "  a:\n",
        "\u{2028}",
        "x: |\n  y\n",
    ];
    proptest::sample::select(PARTS)
}
