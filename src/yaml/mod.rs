//! Go's YAML: reader, scanner, parser, nodes with spans, emitter, with profiles for sigs.k8s.io/yaml and go-yaml.
//! It reads and writes bytes that the caller holds, and knows nothing of Helm, Kubernetes or files.

mod comments;
mod compose;
mod decode;
mod dialect;
mod emitter;
mod encode;
mod error;
mod event;
mod gosyntax;
mod key_order;
mod lines;
mod node;
mod parser;
mod reader;
mod resolve;
mod scanner;
pub mod separators;
mod skim;
mod timestamp;
mod token;
pub mod tree;
pub mod typed;

pub use error::Error;
pub use node::{Document, Kind, Node, Style};
pub(crate) use skim::{Skimmed, skim};
pub use tree::print::ResourcePrinter;
pub use tree::read::Aliases;
pub use tree::write::Indentation;
pub use tree::{Commented, Tree};

use crate::go::{List, Map, Value};
use crate::source::SourceId;
use compose::Composer;
use dialect::Dialect;
use parser::Parser;
use reader::Input;
use scanner::Scanner;
use std::borrow::Cow;

/// The size at which writing stops with an error: values that share maps can be exponentially larger when written than
/// they are in memory.
const OUTPUT_LIMIT: usize = 256 << 20;

/// How deep JSON may nest, as `encoding/json` has it.
const MAX_JSON_DEPTH: usize = 10_000;

/// How [`decode_with`] makes values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// Refuse a key that a mapping has twice, as `UnmarshalStrict` does; otherwise the last one wins.
    pub strict: bool,
    /// What numbers become.
    pub numbers: Numbers,
}

/// What numbers become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// `float64`, as `encoding/json` makes of every number.
    #[default]
    Float,
    /// What go-yaml resolves them to: `int`, `uint64` past `int`'s range, otherwise `float64`.
    Typed,
}

/// The documents of a stream as node trees whose spans are in `source`, as go-yaml v2 reads them.
pub fn parse(text: &[u8], source: SourceId) -> Result<Vec<Document<'_>>, Error> {
    let mut documents = Vec::new();
    let outcome = match reader::read(text) {
        Input { text: Cow::Borrowed(decoded), offset, fault, .. } => {
            each_document(decoded, offset, fault, source, |document| {
                documents.push(document);
                true
            })
        }
        Input { text: Cow::Owned(decoded), offset, fault, .. } => {
            each_document(&decoded, offset, fault, source, |document| {
                documents.push(document.into_owned());
                true
            })
        }
    };
    outcome.map(|()| documents).map_err(|error| error.in_source(source))
}

/// Composes the documents of a text one by one until `take` has enough.
fn each_document<'a>(
    text: &'a str,
    offset: usize,
    fault: Option<&'static str>,
    source: SourceId,
    mut take: impl FnMut(Document<'a>) -> bool,
) -> Result<(), Error> {
    let parser = Parser::new(Scanner::new(text, offset, fault, Dialect::V2), Dialect::V2);
    let mut composer = Composer::new(parser, source, text.len());
    while let Some(document) = composer.next_document()? {
        if !take(document) {
            break;
        }
    }
    Ok(())
}

/// The documents of a file of resources as Kustomize loads them: in yaml.v3's dialect, with copies in the place of aliases
/// and what `<<` names merged; documents without a value are left out. Errors are kyaml's sentences.
pub fn read_trees(text: &[u8], source: SourceId) -> Result<Vec<Tree>, Error> {
    tree::documents::read_all(text, source).map_err(|error| error.in_source(source))
}

/// The documents of a file of resources as [`read_trees`] finds them, with their comments, which cost time and memory.
pub fn read_commented(text: &[u8], source: SourceId, aliases: Aliases) -> Result<Vec<Commented>, Error> {
    tree::documents::read_all_commented(text, source, aliases).map_err(|error| error.in_source(source))
}

/// The first document of a text as yaml.v3 makes a node of it: with its comments, anchors and aliases. None where there is
/// nothing but comments.
pub fn read_first_commented(text: &[u8], source: SourceId) -> Result<Option<Commented>, Error> {
    tree::documents::read_first_commented(text, source).map_err(|error| error.in_source(source))
}

/// What yaml.v3's encoder writes for a document with its comments.
pub fn write_commented(document: &Commented, indentation: Indentation) -> String {
    tree::write::write_document(&document.tree, &document.head, &document.foot, indentation)
}

/// Appends what `kustomize build` prints for a resource, without the `---` between two: keys in natural order, comments and
/// styles gone. Errors are the sentences of what Kustomize does on the way: yaml.v3's, JSON's, sigs.k8s.io/yaml's.
pub fn print_resource(tree: &Tree, out: &mut String) -> Result<(), Error> {
    let mut printer = ResourcePrinter::new();
    printer.print(tree)?;
    out.push_str(&printer.finish());
    Ok(())
}

/// What yaml.v3's encoder writes for a tree, in its order and its styles.
pub fn write_tree(tree: &Tree, indentation: Indentation) -> String {
    tree::write::write(tree, indentation)
}

/// Whether yaml.v3's encoder writes a text without quotes, on one line.
pub fn is_plain(text: &str) -> bool {
    encode::is_plain(text, Dialect::V3)
}

/// Whether an integer is written as everybody writes it, in so many digits at most.
pub fn is_decimal(text: &str, most: usize) -> bool {
    resolve::is_decimal(text, most)
}

/// The first document of a configuration file as sigs.k8s.io/yaml reads it, as a tree with places; nothing where there is
/// no document. Errors are go-yaml v2's sentences.
pub fn read_configuration(text: &[u8], source: SourceId) -> Result<Option<Tree>, Error> {
    tree::configuration::read(text, source).map_err(|error| error.in_source(source))
}

/// The same with aliases and merge keys as they stand, so that every node has the place where it is written: for changes to
/// the text itself.
pub fn read_written(text: &[u8], source: SourceId) -> Result<Option<Tree>, Error> {
    tree::configuration::read_kept(text, source).map_err(|error| error.in_source(source))
}

/// The documents of a file of objects as Kubernetes' own tools read them: cut at `---`, each by sigs.k8s.io/yaml; documents
/// without a value are left out. Repeated keys stay, for those who complain of them.
pub fn read_objects(text: &[u8], source: SourceId) -> Result<Vec<Tree>, Error> {
    tree::configuration::read_all(text, source).map_err(|error| error.in_source(source))
}

/// What sigs.k8s.io/yaml `Unmarshal` puts into an `interface{}`: the first document, through JSON, so numbers are
/// `float64` and keys are strings. A text without documents is nil.
pub fn decode(text: &[u8]) -> Result<Value, Error> {
    decode_with(text, Decoding::default())
}

/// [`decode`] with a choice of strictness and numbers.
pub fn decode_with(text: &[u8], decoding: Decoding) -> Result<Value, Error> {
    let converted = decode_as_is(text, decoding);
    let (value, depth) = converted.map_err(|error| error.prefixed("error converting YAML to JSON: "))?;
    if depth > MAX_JSON_DEPTH {
        return Err(Error::new("error unmarshaling JSON: while decoding JSON: exceeded max depth"));
    }
    Ok(value)
}

/// Decodes what go-yaml decodes, with its errors alone. Also gives how deep the value is.
fn decode_as_is(text: &[u8], decoding: Decoding) -> Result<(Value, usize), Error> {
    let Input { text: decoded, offset, fault, .. } = reader::read(text);
    let mut result = Ok((Value::Nil, 0));
    each_document(&decoded, offset, fault, SourceId::UNKNOWN, |document| {
        result = decode::decode(&document, text, decoding);
        false
    })
    .and(result)
}

/// `Unmarshal` into a `map[string]interface{}`: anything but a mapping is an error, and null is an empty map.
pub fn decode_map(text: &[u8], decoding: Decoding) -> Result<Map, Error> {
    map_of(decode_with(text, decoding)?, "map[string]interface {}")
}

/// [`decode_map`] for Go's `common.Values`, whose name errors give.
pub fn decode_values(text: &[u8], decoding: Decoding) -> Result<Map, Error> {
    map_of(decode_with(text, decoding)?, "common.Values")
}

fn map_of(value: Value, wanted: &str) -> Result<Map, Error> {
    match value {
        Value::Map(map) => Ok(map),
        Value::Nil => Ok(Map::new()),
        other => Err(mismatch(&other, wanted)),
    }
}

/// `Unmarshal` into a `[]interface{}`: anything but a sequence is an error, and null is an empty list.
pub fn decode_list(text: &[u8], decoding: Decoding) -> Result<List, Error> {
    match decode_with(text, decoding)? {
        Value::List(list) => Ok(list),
        Value::Nil => Ok(List::new(Vec::new())),
        other => Err(mismatch(&other, "[]interface {}")),
    }
}

fn mismatch(value: &Value, wanted: &str) -> Error {
    let found = match value {
        Value::Bool(_) => "bool",
        Value::Int(..) | Value::Float(_) => "number",
        Value::Map(_) => "object",
        Value::List(_) => "array",
        _ => "string",
    };
    Error::new(format!(
        "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {found} into Go value of type {wanted}"
    ))
}

/// What sigs.k8s.io/yaml `Marshal` gives, final newline included: keys in natural order, through JSON.
/// An error is a value that JSON can't hold, a map that holds itself, or a text that YAML can't.
pub fn to_yaml(value: &Value) -> Result<String, Error> {
    encode::through_json(value, OUTPUT_LIMIT)
}

/// What yaml.v3's encoder gives with an indentation of 2, final newline included.
pub fn to_yaml_pretty(value: &Value) -> Result<String, Error> {
    encode::straight(value, OUTPUT_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::json;
    use crate::source::Sources;

    fn read(text: &str) -> String {
        match decode(text.as_bytes()) {
            Ok(value) => json::encode(&value, json::Options::default()).unwrap_or_else(|error| error.to_string()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn keys_are_texts_and_the_last_of_equal_ones_counts() {
        assert_eq!(read("y: 1\n1.50: a\n0x10: b\na: 1\na: 2"), r#"{"1.5":"a","16":"b","a":2,"true":1}"#);
        let strict = decode_with(b"a: 1\nb: 2\na: 3", Decoding { strict: true, numbers: Numbers::Float });
        let message = "error converting YAML to JSON: yaml: unmarshal errors:\n  line 3: key \"a\" already set in map";
        assert_eq!(strict.err().map(|error| error.to_string()).as_deref(), Some(message));
    }

    #[test]
    fn what_json_has_no_form_for_is_refused_unless_a_later_entry_takes_its_place() {
        assert_eq!(read("a: .inf\na: 1"), r#"{"a":1}"#);
        assert_eq!(
            read("on: {~: 1}\ntrue: 2\n~: .nan\n"),
            "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: NaN"
        );
        assert_eq!(read("on: {~: 1}\ntrue: 2"), r#"{"true":2}"#);
        assert_eq!(read("b: .inf\na: .nan"), "error converting YAML to JSON: json: unsupported value: NaN");
        let key = "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: 1";
        assert_eq!(read("a: [.inf, {~: 1}]"), key);
    }

    #[test]
    fn merges_are_set_where_they_stand() {
        let text = "a: &a {x: 1, z: 2}\nb: &b {x: 3}\nc: {x: 0, <<: [*b, *a], z: 9}";
        assert_eq!(read(text), r#"{"a":{"x":1,"z":2},"b":{"x":3},"c":{"x":3,"z":9}}"#);
    }

    #[test]
    fn integers_past_53_bits_are_kept_when_asked_for() {
        let typed = Decoding { strict: false, numbers: Numbers::Typed };
        let value = decode_with(b"[9007199254740993, 18446744073709551615, 1.0]", typed).map(|value| to_yaml(&value));
        assert_eq!(value, Ok(Ok(String::from("- 9007199254740993\n- 18446744073709551615\n- 1\n"))));
    }

    #[test]
    fn aliases_are_bounded() {
        let laughs: String = ('b'..='z').fold(String::from("a: &a [x, x, x, x, x, x, x, x, x]\n"), |text, name| {
            let before = (name as u8 - 1) as char;
            format!("{text}{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "))
        });
        assert_eq!(read(&laughs), "error converting YAML to JSON: yaml: document contains excessive aliasing");
        assert_eq!(read("a: &a [*a]"), "error converting YAML to JSON: yaml: anchor 'a' value contains itself");
    }

    #[test]
    fn depth_is_bounded_and_costs_no_stack() {
        let message = "error converting YAML to JSON: yaml: exceeded max depth of 10000";
        assert_eq!(read(&"[".repeat(1_000_000)), message);
        assert_eq!(read(&"- ".repeat(1_000_000)), message);
        let deep = (0..9_999).fold(Value::Nil, |inner, _| Value::list(vec![inner]));
        let written = to_yaml_pretty(&deep).unwrap_or_default();
        assert!(decode(written.as_bytes()).is_ok());
    }

    #[test]
    fn errors_name_gos_line_and_their_own_place() {
        let sources = Sources::new();
        let text = "a: 1\nb: c: d\n";
        let source = sources.add("values.yaml", text.as_bytes());
        let error = parse(text.as_bytes(), source).err();
        let error = error.as_ref().map(|error| (error.message(), error.span().map(|span| span.range())));
        assert_eq!(error, Some(("yaml: line 2: mapping values are not allowed in this context", Some(9..10))));
    }

    #[test]
    fn paths_lead_to_keys_and_values() {
        let sources = Sources::new();
        let text = "a: &x\n  b:\n  - c: one\n  - {c: 'two'}\nd: *x\n";
        let source = sources.add("values.yaml", text.as_bytes());
        let documents = parse(text.as_bytes(), source).unwrap_or_default();
        let found = |path: &[&str]| {
            let (key, value) = documents.first()?.root().find(path)?;
            Some((key.map(|key| &text[key.range()]), &text[value.range()]))
        };
        assert_eq!(found(&["a", "b", "1", "c"]), Some((Some("c"), "'two'")));
        assert_eq!(found(&["d", "b", "0"]), Some((None, "c: one")));
        assert_eq!(found(&["a", "x"]), None);
    }

    #[test]
    fn maps_that_hold_themselves_are_refused() {
        let map = Map::new();
        map.insert("self", Value::Map(map.clone()));
        assert!(to_yaml(&Value::Map(map.clone())).is_err());
        assert!(to_yaml_pretty(&Value::Map(map.clone())).is_err());
        map.remove(b"self");
    }
}
