//! [`Object`], what Go writes for a struct: fields in the order of the struct, those that are empty left out. As JSON it
//! keeps that order; as a value it is a map, whose keys YAML sorts.

use super::{Error, Options, encode, write_string};
use crate::go::{Map, Str, Value};

/// The fields of a struct that are written.
#[derive(Clone, Debug, Default)]
pub struct Object(Vec<(Str, Node)>);

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Node {
    /// A value as it is.
    Value(Value),
    /// A struct.
    Object(Object),
    /// A slice of any of these.
    List(Vec<Node>),
}

impl Object {
    /// Adds a field, whatever it holds.
    pub fn always(mut self, name: impl Into<Str>, node: Node) -> Self {
        self.0.push((name.into(), node));
        self
    }

    /// Adds a text that is not empty.
    pub fn text(self, name: &'static str, text: &str) -> Self {
        if text.is_empty() { self } else { self.always(name, Node::text(text)) }
    }

    /// Adds a list of texts that is not empty.
    pub fn texts(self, name: &'static str, texts: &[String]) -> Self {
        self.list(name, texts.iter().map(|text| Node::text(text)).collect())
    }

    /// Adds a list that is not empty.
    pub fn list(self, name: &'static str, items: Vec<Node>) -> Self {
        if items.is_empty() { self } else { self.always(name, Node::List(items)) }
    }

    /// Adds a flag that is set.
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.always(name, Node::Value(Value::Bool(true))) } else { self }
    }

    /// The fields as a map.
    pub fn into_map(self) -> Map {
        Map::from_iter(self.0.into_iter().map(|(name, node)| (name, node.into_value())))
    }
}

impl Node {
    /// A text.
    pub fn text(text: &str) -> Self {
        Node::Value(Value::str(text))
    }

    /// The value that YAML is written of.
    pub fn into_value(self) -> Value {
        match self {
            Node::Value(value) => value,
            Node::Object(object) => Value::Map(object.into_map()),
            Node::List(items) => Value::list(items.into_iter().map(Node::into_value).collect()),
        }
    }

    /// What `json.Marshal` gives, or `json.MarshalIndent` with an indentation.
    pub fn to_json(&self, indentation: Option<&str>) -> Result<String, Error> {
        let mut out = String::new();
        self.write(&mut out, indentation, "\n")?;
        Ok(out)
    }

    /// Writes the node; `line` is a line break with the indentation of what holds the node. Structs hold structs, so the
    /// depth is the types' and not the input's.
    fn write(&self, out: &mut String, indentation: Option<&str>, line: &str) -> Result<(), Error> {
        let inner = format!("{line}{}", indentation.unwrap_or_default());
        let break_to = |out: &mut String, line: &str| {
            if indentation.is_some() {
                out.push_str(line);
            }
        };
        match self {
            Node::Value(value) => {
                let indent = indentation.map(|indentation| (line.trim_start_matches('\n'), indentation));
                out.push_str(&encode(value, Options { indent, ..Options::default() })?);
            }
            Node::List(items) if items.is_empty() => out.push_str("[]"),
            Node::Object(object) if object.0.is_empty() => out.push_str("{}"),
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    break_to(out, &inner);
                    item.write(out, indentation, &inner)?;
                }
                break_to(out, line);
                out.push(']');
            }
            Node::Object(object) => {
                for (index, (name, node)) in object.0.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    break_to(out, &inner);
                    write_string(out, name, true);
                    out.push_str(if indentation.is_some() { ": " } else { ":" });
                    node.write(out, indentation, &inner)?;
                }
                break_to(out, line);
                out.push('}');
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_in_json() {
        let inner =
            Object::default().text("z", "<").text("a", "").flag("on", true).always("n", Node::Value(Value::Nil));
        let node = Node::Object(Object::default().list("list", vec![Node::Object(inner)]).list("none", vec![]));
        assert_eq!(node.to_json(None).as_deref(), Ok(r#"{"list":[{"z":"\u003c","on":true,"n":null}]}"#));
        let indented =
            "{\n  \"list\": [\n    {\n      \"z\": \"\\u003c\",\n      \"on\": true,\n      \"n\": null\n    }\n  ]\n}";
        assert_eq!(node.to_json(Some("  ")).as_deref(), Ok(indented));
    }
}
