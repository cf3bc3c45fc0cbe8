//! [`Head`], the few fields of a manifest that sorting and lint look at, read with the leniency and the sentences of Go's decoder:
//! names of fields without regard to case, scalars as strings. The whole document has to be YAML that JSON can hold.

use crate::go::{Map, Value, strconv};
use crate::yaml::{self, Decoding, Numbers, Skimmed};
use std::ops::Range;

/// A manifest's head.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// `apiVersion`.
    pub api_version: String,
    /// `kind`.
    pub kind: String,
    /// `metadata.name`.
    pub name: String,
    /// `metadata.annotations`, which lint does not read.
    annotations: Vec<(String, String)>,
}

impl Head {
    /// The annotation `key`.
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.annotations.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// The Go type that a head is read into: it decides which fields are looked at and what errors call it.
#[derive(Debug)]
pub(crate) struct Shape {
    root: &'static str,
    metadata: &'static str,
    /// The fields of `metadata`.
    fields: &'static [&'static str],
}

/// The fields of the root.
const ROOT_FIELDS: [&str; 3] = ["apiVersion", "kind", "metadata"];

/// What sorting reads.
pub(crate) const SIMPLE_HEAD: Shape = Shape {
    root: "util.SimpleHead",
    metadata: r#"struct { Name string "json:\"name\""; Annotations map[string]string "json:\"annotations\"" }"#,
    fields: &["name", "annotations"],
};

/// What lint reads.
pub(crate) const LINT_HEAD: Shape =
    Shape { root: "rules.k8sYamlStruct", metadata: "rules.k8sYamlMetadata", fields: &["name", "namespace"] };

/// Why a text has no head.
#[derive(Debug)]
pub(crate) struct NoHead {
    /// Go's sentence.
    pub sentence: String,
    /// The bytes that it is about, where they are known.
    pub range: Option<Range<usize>>,
}

/// Reads the head of the first document of `text`; `None` where that is null or there is none.
pub(crate) fn read(text: &[u8], shape: &'static Shape) -> Result<Option<Head>, NoHead> {
    match skim(text, shape) {
        Some(head) => Ok(Some(head)),
        None => decode(text, shape),
    }
}

/// The head of a document as nearly all are: nothing in it is unusual, and the fields are there once, under their own names,
/// as texts.
fn skim(text: &[u8], shape: &Shape) -> Option<Head> {
    let mut head = Head::default();
    let (mut metadata, mut annotations) = (false, false);
    let usual = yaml::skim(text, |path, value| match (path, value) {
        ([key], value) => match (field(key.as_bytes(), &ROOT_FIELDS), value) {
            (None, _) => true,
            (Some(field), _) if field != key => false,
            (Some("apiVersion"), Skimmed::Text(text)) => set(&mut head.api_version, text),
            (Some("kind"), Skimmed::Text(text)) => set(&mut head.kind, text),
            (Some("metadata"), Skimmed::Mapping) => !std::mem::replace(&mut metadata, true),
            _ => false,
        },
        ([above, key], value) if above == "metadata" => match (field(key.as_bytes(), shape.fields), value) {
            (None, _) => true,
            (Some(field), _) if field != key => false,
            (Some("name"), Skimmed::Text(text)) => set(&mut head.name, text),
            (Some("annotations"), Skimmed::Mapping) => !std::mem::replace(&mut annotations, true),
            (Some("namespace"), Skimmed::Text(_)) => true,
            _ => false,
        },
        ([above, parent, key], value) if annotations && above == "metadata" && parent == "annotations" => match value {
            Skimmed::Text(text) => {
                head.annotations.push((key.to_string(), text.to_owned()));
                true
            }
            _ => false,
        },
        _ => true,
    });
    usual.then_some(head)
}

fn set(target: &mut String, text: &str) -> bool {
    text.clone_into(target);
    true
}

fn decode(text: &[u8], shape: &'static Shape) -> Result<Option<Head>, NoHead> {
    let decoding = Decoding { numbers: Numbers::Typed, ..Decoding::default() };
    let value = yaml::decode_with(text, decoding)
        .map_err(|error| NoHead { sentence: error.message().to_owned(), range: error.range() })?;
    let mut reader = Reader { shape, head: Head::default(), failure: None };
    match &value {
        Value::Nil => return Ok(None),
        Value::Map(map) => reader.head(map),
        other => reader.refuse(other, &format!("value of type {}", shape.root)),
    }
    match reader.failure {
        None => Ok(Some(reader.head)),
        Some(sentence) => Err(NoHead { sentence, range: None }),
    }
}

/// Go decodes on after a mismatch and reports the first.
struct Reader {
    shape: &'static Shape,
    head: Head,
    failure: Option<String>,
}

impl Reader {
    fn head(&mut self, map: &Map) {
        for (key, value) in map.entries() {
            match field(&key, &ROOT_FIELDS) {
                Some("apiVersion") => self.string(&value, &format!(".{key}"), |head| &mut head.api_version),
                Some("kind") => self.string(&value, &format!(".{key}"), |head| &mut head.kind),
                Some(_) => match &value {
                    Value::Map(map) => self.metadata(map, &format!(".{key}")),
                    Value::Nil => (self.head.name, self.head.annotations) = Default::default(),
                    other => self.refuse_field(other, &format!(".{key}"), self.shape.metadata),
                },
                None => {}
            }
        }
    }

    fn metadata(&mut self, map: &Map, path: &str) {
        for (key, value) in map.entries() {
            let path = format!("{path}.{key}");
            match field(&key, self.shape.fields) {
                Some("name") => self.string(&value, &path, |head| &mut head.name),
                Some("annotations") => match &value {
                    Value::Map(map) => self.annotations(map, &path),
                    Value::Nil => self.head.annotations.clear(),
                    other => self.refuse_field(other, &path, "map[string]string"),
                },
                Some(_) if scalar(&value).is_none() => self.refuse_field(&value, &path, "string"),
                _ => {}
            }
        }
    }

    fn annotations(&mut self, map: &Map, path: &str) {
        for (key, value) in map.entries() {
            match scalar(&value) {
                Some(text) => self.head.annotations.push((key.lossy().into_owned(), text)),
                None => self.refuse_field(&value, &format!("{path}.{key}"), "string"),
            }
        }
    }

    fn string(&mut self, value: &Value, path: &str, target: impl Fn(&mut Head) -> &mut String) {
        match (value, scalar(value)) {
            (Value::Nil, _) => {}
            (_, Some(text)) => *target(&mut self.head) = text,
            (other, None) => self.refuse_field(other, path, "string"),
        }
    }

    fn refuse_field(&mut self, value: &Value, path: &str, wanted: &str) {
        self.refuse(value, &format!("struct field {path} of type {wanted}"));
    }

    fn refuse(&mut self, value: &Value, target: &str) {
        let found = json_kind(value);
        self.failure.get_or_insert_with(|| {
            format!("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {found} into Go {target}")
        });
    }
}

/// What `encoding/json` calls a value in its errors.
pub(crate) fn json_kind(value: &Value) -> &'static str {
    match value {
        Value::Bool(_) => "bool",
        Value::Int(..) | Value::Float(_) => "number",
        Value::List(_) => "array",
        Value::Map(_) => "object",
        _ => "string",
    }
}

/// The field that a key stands for: the case of letters does not count.
fn field(key: &[u8], fields: &[&'static str]) -> Option<&'static str> {
    fields.iter().copied().find(|field| field.as_bytes().eq_ignore_ascii_case(key))
}

/// A scalar as the string that sigs.k8s.io/yaml makes of it where a string is wanted; null is empty.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    Some(match value {
        Value::Nil => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number, kind) if kind.signed() => number.to_string(),
        Value::Int(..) => value.as_u64()?.to_string(),
        Value::Float(number) => strconv::format_float(*number, b'g', -1),
        Value::Str(text) => text.lossy().into_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        read(text.as_bytes(), &SIMPLE_HEAD).expect("a head").expect("an object")
    }

    fn sentence(text: &str, shape: &'static Shape) -> String {
        let error = read(text.as_bytes(), shape).expect_err("no head");
        let prefix = "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ";
        error.sentence.strip_prefix(prefix).unwrap_or(&error.sentence).to_owned()
    }

    #[test]
    fn the_case_of_names_does_not_count_and_scalars_are_strings() {
        let head = head("KIND: 1e3\nMetaData: {NAME: 7, annotations: {a: true, b: null, A: x}}");
        assert_eq!((head.kind.as_str(), head.name.as_str()), ("1000", "7"));
        assert_eq!([head.annotation("a"), head.annotation("b"), head.annotation("c")], [Some("true"), Some(""), None]);
    }

    #[test]
    fn null_is_no_object() {
        assert_eq!(read(b"# a comment", &SIMPLE_HEAD).expect("fine"), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_skimmed_is_what_is_decoded(
            lines in proptest::collection::vec((0usize..4, 0usize..22), 0..12),
        ) {
            const LINES: [&str; 22] = [
                "kind: Pod", "apiVersion: v1", "metadata:", "name: a", "annotations:", "Kind: x", "kind: 1", "name: null",
                "a: .inf", "a: &x y", "b: *x", "? c", "- d", "<<: {kind: e}", "spec: [1, {f: g}]", "text: |", "namespace: 'n'",
                "annotations: {h: i, j: 2}", "metadata: {name: k}", "1: l", "# comment", "m: n # o",
            ];
            let text: String = lines.iter().map(|(depth, line)| format!("{}{}\n", "  ".repeat(*depth), LINES[*line])).collect();
            for shape in [&SIMPLE_HEAD, &LINT_HEAD] {
                if let Some(head) = skim(text.as_bytes(), shape) {
                    let decoded = decode(text.as_bytes(), shape).ok().flatten();
                    let told = |head: &Head| {
                        let known = ["a", "h", "m", "name", "kind", "text"].map(|key| head.annotation(key).map(str::to_owned));
                        (head.api_version.clone(), head.kind.clone(), head.name.clone(), known)
                    };
                    proptest::prop_assert_eq!(Some(told(&head)), decoded.as_ref().map(told), "{}", text);
                }
            }
        }
    }

    #[test]
    fn mismatches_are_told_in_go_s_words() {
        assert_eq!(sentence("KIND: [x]", &SIMPLE_HEAD), "array into Go struct field .KIND of type string");
        assert_eq!(sentence("abc", &LINT_HEAD), "string into Go value of type rules.k8sYamlStruct");
        assert_eq!(
            sentence("metadata: {annotations: {a: [x]}}", &SIMPLE_HEAD),
            "array into Go struct field .metadata.annotations.a of type string"
        );
        assert_eq!(
            sentence("metadata: {annotations: 5, namespace: []}", &LINT_HEAD),
            "array into Go struct field .metadata.namespace of type string"
        );
    }
}
