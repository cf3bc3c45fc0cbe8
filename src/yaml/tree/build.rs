//! [`Value`]s to trees, as kyaml makes nodes of maps: written by yaml.v3 with sorted keys and read again. What that way
//! changes in a text is changed here too.

use super::{Content, Entry, Extra, MAX_DEPTH, Mapping, Scalar, ScalarStyle, Sequence, Tag, Tree};
use crate::deep::deeper;
use crate::go::strconv::format_float;
use crate::go::{Str, Value};
use crate::source::Span;
use crate::yaml::dialect::Dialect;
use crate::yaml::emitter;
use crate::yaml::encode::binary;
use crate::yaml::error::Error;
use crate::yaml::key_order;
use crate::yaml::resolve::is_text;
use smol_str::SmolStr;

/// Makes a tree whose nodes are set by the text at `origin`.
pub(super) fn build(value: &Value, origin: Span) -> Result<Tree, Error> {
    let tree = Builder { origin }.node(value, 0)?;
    if super::value::is_stable(&tree) {
        return Ok(tree);
    }
    let text = super::write::write(&tree, super::write::Indentation::Compact);
    let read = super::documents::read_kept(text.as_bytes(), origin.source)?;
    let mut tree = read.unwrap_or_else(|| Tree::null(origin));
    set_origin(&mut tree, origin);
    Ok(tree)
}

struct Builder {
    origin: Span,
}

impl Builder {
    fn node(&self, value: &Value, depth: usize) -> Result<Tree, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::new(format!("yaml: exceeded max depth of {MAX_DEPTH}")));
        }
        let content = match value {
            Value::Nil => return Ok(Tree::null(self.origin)),
            Value::Bool(value) => return Ok(self.word(if *value { "true" } else { "false" })),
            Value::Int(number, kind) if kind.signed() => return Ok(self.word(&number.to_string())),
            Value::Int(number, _) => return Ok(self.word(&(*number as u64).to_string())),
            Value::Float(number) => {
                return Ok(match format_float(*number, b'g', -1).as_str() {
                    "+Inf" => self.word(".inf"),
                    "-Inf" => self.word("-.inf"),
                    "NaN" => self.word(".nan"),
                    text => self.word(text),
                });
            }
            Value::Str(text) => return Ok(self.text(text)),
            Value::Bytes(bytes) => {
                let items = bytes.iter().map(|byte| self.word(&byte.to_string())).collect::<Vec<_>>();
                Content::Sequence(Sequence { flow: items.is_empty(), items })
            }
            Value::List(list) => {
                let items = list.iter().map(|item| self.deeper(item, depth)).collect::<Result<Vec<_>, _>>()?;
                Content::Sequence(Sequence { flow: items.is_empty(), items })
            }
            Value::Map(map) => {
                let mut entries = map.entries();
                key_order::sort(&mut entries, Dialect::V3, |(key, _)| key.as_str().unwrap_or_default());
                let entry =
                    |(key, value): (Str, Value)| Ok(Entry { key: self.key(&key), value: self.deeper(&value, depth)? });
                let entries = entries.into_iter().map(entry).collect::<Result<Vec<_>, Error>>()?;
                Content::Mapping(Mapping { flow: entries.is_empty(), entries })
            }
            Value::Object(object) => match object.to_plain() {
                // An object that stands for itself would never end.
                Some(plain) if !matches!(plain, Value::Object(_)) => return self.deeper(&plain, depth),
                _ => return Err(Error::new(format!("cannot marshal type: {}", object.type_name()))),
            },
        };
        Ok(Tree::new(content, self.origin))
    }

    fn deeper(&self, value: &Value, depth: usize) -> Result<Tree, Error> {
        deeper(|| self.node(value, depth + 1))
    }

    /// A scalar without quotes.
    fn word(&self, text: &str) -> Tree {
        Tree::scalar(text, super::read::plain_tag(text), self.origin)
    }

    /// A key. A plain `<<` is read as one that merges.
    fn key(&self, text: &Str) -> Tree {
        match text.as_str() {
            Some("<<") => Tree::scalar("<<", Tag::Merge, self.origin),
            _ => self.text(text),
        }
    }

    fn text(&self, text: &Str) -> Tree {
        let Some(readable) = text.as_str() else {
            let encoded = binary(text);
            let style = if encoded.contains('\n') { ScalarStyle::Literal } else { ScalarStyle::Plain };
            let scalar = Scalar { text: SmolStr::from(encoded), tag: Tag::Binary, style };
            let extra = Extra { tag: Some(SmolStr::new_static("!!binary")), ..Extra::default() };
            return Tree { extra: Some(Box::new(extra)), ..Tree::new(Content::Scalar(scalar), self.origin) };
        };
        let wanted = if readable.contains('\n') {
            emitter::ScalarStyle::Literal
        } else if is_text(readable, Dialect::V3) {
            emitter::ScalarStyle::Plain
        } else {
            emitter::ScalarStyle::DoubleQuoted
        };
        let style = match emitter::allowed_style(readable, wanted, Dialect::V3) {
            emitter::ScalarStyle::Plain => ScalarStyle::Plain,
            emitter::ScalarStyle::SingleQuoted => ScalarStyle::SingleQuoted,
            emitter::ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
            emitter::ScalarStyle::Literal => ScalarStyle::Literal,
            emitter::ScalarStyle::Folded => ScalarStyle::Folded,
        };
        let scalar = Scalar { text: SmolStr::from(readable), tag: Tag::Str, style };
        Tree::new(Content::Scalar(scalar), self.origin)
    }
}

fn set_origin(tree: &mut Tree, origin: Span) {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        node.origin = origin;
        match &mut node.content {
            Content::Mapping(mapping) => {
                left.extend(mapping.entries.iter_mut().flat_map(|entry| [&mut entry.key, &mut entry.value]));
            }
            Content::Sequence(sequence) => left.extend(&mut sequence.items),
            Content::Scalar(_) | Content::Alias(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::json;
    use crate::yaml::tree::NOWHERE;
    use crate::yaml::{Indentation, print_resource, write_tree};

    fn built(json: &str) -> Tree {
        let map = json::decode_map(json.as_bytes()).ok().flatten().unwrap_or_default();
        Tree::from_value(&Value::Map(map), NOWHERE).unwrap_or_else(|error| Tree::string(error.message(), NOWHERE))
    }

    #[test]
    fn json_becomes_the_nodes_that_kyaml_makes_of_it() {
        let json = r#"{"b": [1, 1.5, 1e6, null, {}], "a10": "y", "a9": "x: y", "l": "1\n2", "s": " 1\n2 \n"}"#;
        let text =
            "a9: 'x: y'\na10: \"y\"\nb:\n- 1\n- 1.5\n- 1e+06\n- null\n- {}\nl: |-\n  1\n  2\ns: \" 1\\n2 \\n\"\n";
        assert_eq!(write_tree(&built(json), Indentation::Compact), text);
    }

    #[test]
    fn numbers_of_json_are_floats() {
        let mut out = String::new();
        let printed = print_resource(&built(r#"{"a": 9007199254740993, "b": 1000000}"#), &mut out);
        assert_eq!((printed, out.as_str()), (Ok(()), "a: 9007199254740992\nb: 1000000\n"));
    }

    #[test]
    fn a_text_that_cannot_be_read_back_is_refused() {
        let tree = built(r#"{"a": "\tx\ny"}"#);
        let message = "yaml: line 2: found a tab character where an indentation space is expected";
        assert_eq!(tree.text().map(SmolStr::as_str), Some(message));
    }
}
