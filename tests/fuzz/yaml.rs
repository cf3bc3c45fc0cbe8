//! What must hold for any text as YAML: it is read or refused in the same way by both readers, places lie inside the
//! text, and what is written of it reads back as the same value, also in the dialect of Kustomize.

use plimsoll::go::{Value, json};
use plimsoll::source::Sources;
use plimsoll::yaml::tree::{Content, ScalarStyle};
use plimsoll::yaml::{self, Decoding, Indentation, Kind, Node, Numbers, Style, Tree};

/// The value as JSON. Its zeros have no sign: YAML reads the `-0` that Helm writes for a float as an integer.
fn as_json(value: &Value) -> Option<String> {
    let text = json::encode(value, json::Options::default()).ok()?;
    let parts = text.split_inclusive([',', ':', '[', ']', '{', '}']);
    let unsigned = parts.map(|part| match part.trim_end_matches([',', ':', ']', '}']) {
        "-0" => &part[1..],
        _ => part,
    });
    Some(unsigned.collect())
}

/// Characters that go-yaml itself does not always read as it wrote them.
fn is_awkward(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

fn check_node(node: Node<'_, '_>, text: &[u8]) {
    let range = node.range();
    assert!(range.start <= range.end && range.end <= text.len(), "a place outside the text");
    // What was decoded from UTF-16 has places in the decoded text.
    let word = !node.value().is_empty() && !node.value().contains([' ', '\n']);
    let plain = node.kind() == Kind::Scalar && node.style() == Style::Plain && word;
    if plain && !text.starts_with(b"\xff\xfe") && !text.starts_with(b"\xfe\xff") && node.value().is_ascii() {
        assert_eq!(text.get(range), Some(node.value().as_bytes()), "a plain word is not at its place");
    }
}

fn check_places(text: &[u8]) {
    let sources = Sources::new();
    let source = sources.add("text", text.to_vec());
    let utf16 = text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff");
    match yaml::parse(text, source) {
        Ok(documents) if !utf16 => {
            for document in &documents {
                let mut left = vec![document.root()];
                while let Some(node) = left.pop() {
                    check_node(node, text);
                    left.extend(node.items());
                    left.extend(node.entries().flat_map(|(key, value)| [key, value]));
                }
            }
        }
        Ok(_) => {}
        Err(error) => {
            assert!(error.message().starts_with("yaml: "), "{error}");
            assert!(utf16 || error.range().is_none_or(|range| range.end <= text.len()), "an error outside the text");
        }
    }
}

fn check_written(value: &Value, written: &str) {
    let again = yaml::decode(written.as_bytes());
    let again = again.unwrap_or_else(|error| panic!("what was written is not read: {error}\n{written}"));
    assert_eq!(as_json(&again), as_json(value), "what was written reads as something else:\n{written}");
}

fn parts(tree: &Tree) -> Vec<&Tree> {
    let (mut all, mut left) = (Vec::new(), vec![tree]);
    while let Some(node) = left.pop() {
        all.push(node);
        match &node.content {
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter().flat_map(|entry| [&entry.key, &entry.value]));
            }
            Content::Sequence(sequence) => left.extend(&sequence.items),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
    all
}

/// Whether yaml.v3 itself may read something else than it writes.
fn may_change(node: &Tree) -> bool {
    node.as_scalar().is_some_and(|scalar| {
        let block = !matches!(scalar.style, ScalarStyle::DoubleQuoted);
        let odd = scalar.text.starts_with([' ', '\t', '\n']) || scalar.style == ScalarStyle::Folded;
        scalar.text == "<<" || is_awkward(&scalar.text) || (block && scalar.text.contains('\n') && odd)
    })
}

/// What is loaded as Kustomize does has places in the text, and prints the same after it was written and read again.
fn check_trees(text: &[u8]) {
    let source = Sources::new().add("text", text.to_vec());
    let Ok(trees) = yaml::read_trees(text, source) else { return };
    // Each document of a stream may be UTF-16.
    let utf16 = text.windows(2).any(|mark| matches!(mark, b"\xff\xfe" | b"\xfe\xff"));
    for tree in &trees {
        let nodes = parts(tree);
        assert!(utf16 || nodes.iter().all(|node| node.origin.range().end <= text.len()), "a place outside the text");
        let mut printed = String::from("before\n");
        let outcome = yaml::print_resource(tree, &mut printed);
        assert!(printed.starts_with("before\n"), "printing changes what was printed before");
        assert_eq!(outcome.is_ok(), tree.to_value().is_ok(), "{outcome:?}");
        let written = yaml::write_tree(tree, Indentation::Compact);
        if outcome.is_err() || nodes.into_iter().any(may_change) {
            continue;
        }
        let again = yaml::read_trees(written.as_bytes(), source);
        let again = again.unwrap_or_else(|error| panic!("what was written is not read: {error}\n{written}"));
        let mut repeated = String::from("before\n");
        let reprinted = again.iter().try_for_each(|tree| yaml::print_resource(tree, &mut repeated));
        assert_eq!(reprinted, Ok(()), "{written}");
        assert!(again.is_empty() || repeated == printed, "{written}\n{repeated}\n{printed}");
    }
}

/// Checks one text.
pub fn check(text: &[u8]) {
    check_places(text);
    check_trees(text);
    let value = yaml::decode(text);
    let typed = yaml::decode_with(text, Decoding { strict: false, numbers: Numbers::Typed });
    assert_eq!(value.is_ok(), typed.is_ok(), "the kinds of numbers decide what is read");
    let Ok(value) = value else { return };
    let json = as_json(&value).unwrap_or_else(|| panic!("decoded YAML is not JSON"));
    let again = json::decode(json.as_bytes()).unwrap_or_else(|error| panic!("what was written is no JSON: {error}"));
    assert_eq!(as_json(&again).as_deref(), Some(json.as_str()), "JSON changes on the way");
    // A block text that begins with a tab is written without the indicator that it needs to be read.
    if is_awkward(&json) || json.contains("\"\\t") {
        return;
    }
    // A key may be longer than YAML allows in JSON's text.
    if let Ok(written) = yaml::to_yaml(&value) {
        check_written(&value, &written);
    }
    if let Ok(written) = yaml::to_yaml_pretty(&value) {
        check_written(&value, &written);
    }
}
