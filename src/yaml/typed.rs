//! Trees to typed structs by serde, under the rules of Go's `encoding/json`: field names in any letter case, the last
//! repetition, null as a type's zero. It reads configuration files; what is printed never comes through here.

use super::tree::{Content, Entry, NOWHERE, Scalar, Tag, Tree};
use crate::diagnostic::nearest;
use crate::go::strconv::{format_float, format_float32, parse_float, parse_int};
use crate::source::{SourceId, Span};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::fmt;

/// What a tree does not fit.
#[derive(Clone, Debug)]
pub struct TypeError {
    /// What is wrong, as `encoding/json` says it.
    pub message: String,
    /// The value or key.
    pub origin: Span,
    /// The known field that an unknown one resembles.
    pub nearest: Option<&'static str>,
}

/// A value and the place that gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub origin: Option<Span>,
}

/// Names that no field has, by which [`Spanned`] asks for a place.
const SPANNED: &str = "$spanned";
const SPANNED_FIELDS: &[&str] = &["origin", "value"];

/// Reads a tree into a `T`. `strict`: a field that a struct does not have is an error; otherwise it is passed over.
pub fn read<T: DeserializeOwned>(tree: &Tree, strict: bool) -> Result<T, TypeError> {
    T::deserialize(Reader { tree, strict }).map_err(|error| error.or_at(tree.origin))
}

/// What `encoding/json` calls a value: `object`, `array`, `number` …
pub fn json_kind(tree: &Tree) -> &'static str {
    match &tree.content {
        Content::Mapping(_) => "object",
        Content::Sequence(_) => "array",
        Content::Alias(_) => "alias",
        Content::Scalar(scalar) => match scalar.tag {
            Tag::Bool => "bool",
            Tag::Int | Tag::Float => "number",
            Tag::Null => "null",
            _ => "string",
        },
    }
}

#[derive(Clone, Copy)]
struct Reader<'t> {
    tree: &'t Tree,
    strict: bool,
}

impl TypeError {
    fn or_at(mut self, origin: Span) -> Self {
        if self.origin == NOWHERE {
            self.origin = origin;
        }
        self
    }

    /// What `encoding/json` says where a value is of another type than the field.
    fn mismatch(tree: &Tree, wanted: &str) -> Self {
        let found = json_kind(tree);
        let message = format!("json: cannot unmarshal {found} into Go value of type {wanted}");
        TypeError { message, origin: tree.origin, nearest: None }
    }
}

impl fmt::Display for TypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TypeError {}

impl de::Error for TypeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        TypeError { message: message.to_string(), origin: NOWHERE, nearest: None }
    }
}

impl<'t> Reader<'t> {
    fn scalar(&self, wanted: &str) -> Result<&'t Scalar, TypeError> {
        self.tree.as_scalar().ok_or_else(|| TypeError::mismatch(self.tree, wanted))
    }

    /// A text. Where the reader is not strict, it is sigs.k8s.io/yaml's `Unmarshal`, which makes texts of what is written for
    /// one.
    fn text(&self) -> Result<Cow<'t, str>, TypeError> {
        let scalar = self.scalar("string")?;
        match scalar.meaning() {
            Tag::Null => Ok(Cow::Borrowed("")),
            Tag::Bool | Tag::Int | Tag::Float if self.strict => Err(TypeError::mismatch(self.tree, "string")),
            Tag::Bool => Ok(Cow::Owned(truth(scalar).to_string())),
            Tag::Int => {
                Ok(self.integer("string").map_or(Cow::Borrowed(&scalar.text), |number| number.to_string().into()))
            }
            Tag::Float => Ok(Cow::Owned(format_float(float(scalar, self.tree)?, b'g', -1))),
            _ => Ok(Cow::Borrowed(&scalar.text)),
        }
    }

    fn integer(&self, wanted: &str) -> Result<i64, TypeError> {
        let scalar = self.scalar(wanted)?;
        let mismatch = || TypeError::mismatch(self.tree, wanted);
        match scalar.tag {
            Tag::Null => Ok(0),
            Tag::Int => parse_int(scalar.text.replace('_', "").as_bytes(), 0, 64).map_err(|_| mismatch()),
            Tag::Float => match parse_float(scalar.text.replace('_', "").as_bytes()) {
                Ok(number) if number.fract() == 0.0 && number.abs() < 9e18 => Ok(number as i64),
                _ => Err(mismatch()),
            },
            _ => Err(mismatch()),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = TypeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        match &self.tree.content {
            Content::Mapping(_) => self.deserialize_map(visitor),
            Content::Sequence(_) => self.deserialize_seq(visitor),
            Content::Alias(_) => Err(TypeError::mismatch(self.tree, "value")),
            Content::Scalar(scalar) => match scalar.tag {
                Tag::Null => visitor.visit_unit(),
                Tag::Bool => self.deserialize_bool(visitor),
                Tag::Int => match self.integer("int64") {
                    Ok(number) => visitor.visit_i64(number),
                    Err(_) => visitor.visit_f64(float(scalar, self.tree)?),
                },
                Tag::Float => visitor.visit_f64(float(scalar, self.tree)?),
                _ => visitor.visit_str(&scalar.text),
            },
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        let scalar = self.scalar("bool")?;
        match scalar.tag {
            Tag::Null => visitor.visit_bool(false),
            Tag::Bool => visitor.visit_bool(truth(scalar)),
            _ => Err(TypeError::mismatch(self.tree, "bool")),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_i64(self.integer("int64")?)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_i64(self.integer("int")?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        if self.tree.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        let items = match &self.tree.content {
            Content::Sequence(sequence) => sequence.items.iter(),
            _ if self.tree.is_null() => [].iter(),
            _ => return Err(TypeError::mismatch(self.tree, "[]")),
        };
        visitor.visit_seq(Items { items, strict: self.strict })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_map(self.entries("map", None)?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeError> {
        if name == SPANNED {
            return visitor.visit_map(WithPlace { reader: self, next: 0 });
        }
        visitor.visit_map(self.entries(name, Some(fields))?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 u8 u16 u32 u64 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct enum identifier
    }
}

/// What a boolean says, in any of YAML 1.1's spellings.
fn truth(scalar: &Scalar) -> bool {
    matches!(scalar.text.to_ascii_lowercase().as_str(), "y" | "yes" | "true" | "on")
}

fn float(scalar: &Scalar, tree: &Tree) -> Result<f64, TypeError> {
    let text = scalar.text.replace('_', "");
    parse_float(text.as_bytes()).map_err(|_| TypeError::mismatch(tree, "float64"))
}

/// A key as sigs.k8s.io/yaml makes a text of it: `y` is `true`, `0x10` is `16`.
fn key(tree: &Tree) -> Cow<'_, str> {
    let Some(scalar) = tree.as_scalar() else { return Cow::Borrowed("") };
    match scalar.meaning() {
        Tag::Bool => Cow::Borrowed(if truth(scalar) { "true" } else { "false" }),
        Tag::Int => match (Reader { tree, strict: false }).integer("string") {
            Ok(number) => Cow::Owned(number.to_string()),
            Err(_) => Cow::Borrowed(&scalar.text),
        },
        Tag::Float => match float(scalar, tree) {
            Ok(number) => Cow::Owned(format_float32(number)),
            Err(_) => Cow::Borrowed(&scalar.text),
        },
        _ => Cow::Borrowed(&scalar.text),
    }
}

impl<'t> Reader<'t> {
    /// The entries that count: for a struct those with a known name, each name once.
    fn entries(self, name: &str, fields: Option<&'static [&'static str]>) -> Result<Entries<'t>, TypeError> {
        let entries = match &self.tree.content {
            Content::Mapping(mapping) => mapping.entries.as_slice(),
            _ if self.tree.is_null() => &[],
            _ => return Err(TypeError::mismatch(self.tree, name)),
        };
        let mut named: Vec<(Cow<'t, str>, &'t Entry)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(fields) = fields else {
                named.push((key(&entry.key), entry));
                continue;
            };
            let written: &'t str = entry.key.text().map_or("", SmolStr::as_str);
            let known = fields.iter().find(|field| **field == written);
            let known = known.or_else(|| fields.iter().find(|field| field.eq_ignore_ascii_case(written)));
            match known {
                Some(field) => {
                    named.retain(|(name, _)| name != field);
                    if !entry.value.is_null() {
                        named.push((Cow::Borrowed(field), entry));
                    }
                }
                None if self.strict => {
                    let nearest = nearest(written, fields.iter().copied());
                    let message = format!("json: unknown field {written:?}");
                    return Err(TypeError { message, origin: entry.key.origin, nearest });
                }
                None => {}
            }
        }
        Ok(Entries { entries: named.into_iter(), value: None, strict: self.strict })
    }
}

struct Items<'t> {
    items: std::slice::Iter<'t, Tree>,
    strict: bool,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = TypeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TypeError> {
        let Some(tree) = self.items.next() else { return Ok(None) };
        let reader = Reader { tree, strict: self.strict };
        seed.deserialize(reader).map(Some).map_err(|error| error.or_at(tree.origin))
    }
}

struct Entries<'t> {
    entries: std::vec::IntoIter<(Cow<'t, str>, &'t Entry)>,
    value: Option<&'t Tree>,
    strict: bool,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        let Some((name, entry)) = self.entries.next() else { return Ok(None) };
        self.value = Some(&entry.value);
        seed.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        let Some(tree) = self.value.take() else { return Err(de::Error::custom("a value without a key")) };
        let reader = Reader { tree, strict: self.strict };
        seed.deserialize(reader).map_err(|error| error.or_at(tree.origin))
    }
}

/// What [`Spanned`] reads: the place, then the value.
struct WithPlace<'t> {
    reader: Reader<'t>,
    next: usize,
}

impl<'de> MapAccess<'de> for WithPlace<'_> {
    type Error = TypeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TypeError> {
        let Some(field) = SPANNED_FIELDS.get(self.next) else { return Ok(None) };
        self.next += 1;
        seed.deserialize((*field).into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeError> {
        if self.next > 1 {
            return seed.deserialize(self.reader);
        }
        let Span { source, start, end } = self.reader.tree.origin;
        seed.deserialize(vec![source.number(), start, end].into_deserializer())
    }
}

impl<'de, T: de::Deserialize<'de> + Default> de::Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Place<T>(std::marker::PhantomData<T>);
        impl<'de, T: de::Deserialize<'de> + Default> Visitor<'de> for Place<T> {
            type Value = Spanned<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Spanned<T>, A::Error> {
                let mut spanned = Spanned { value: T::default(), origin: None };
                while let Some(field) = map.next_key::<String>()? {
                    if field == "origin" {
                        let [source, start, end]: [u32; 3] = map.next_value()?;
                        spanned.origin = Some(Span { source: SourceId::from_number(source), start, end });
                    } else {
                        spanned.value = map.next_value()?;
                    }
                }
                Ok(spanned)
            }
        }
        deserializer.deserialize_struct(SPANNED, SPANNED_FIELDS, Place(std::marker::PhantomData))
    }
}

/// A tree as it is, for fields that hold anything; places are not kept.
impl<'de> de::Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Anything;
        impl<'de> Visitor<'de> for Anything {
            type Value = Tree;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_unit<E>(self) -> Result<Tree, E> {
                Ok(Tree::null(NOWHERE))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
                Ok(Tree::scalar(if value { "true" } else { "false" }, Tag::Bool, NOWHERE))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
                Ok(Tree::scalar(value.to_string(), Tag::Int, NOWHERE))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
                let text = format_float(value, b'g', -1);
                Ok(Tree::scalar(text, Tag::Float, NOWHERE))
            }
            fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
                Ok(Tree::string(value, NOWHERE))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tree, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Tree::sequence(items, NOWHERE))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
                let mut mapping = super::tree::Mapping::default();
                while let Some((key, value)) = map.next_entry::<String, Tree>()? {
                    mapping.push(&key, value);
                }
                Ok(Tree::new(Content::Mapping(mapping), NOWHERE))
            }
        }
        deserializer.deserialize_any(Anything)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Default, Debug, PartialEq)]
    #[serde(default, rename_all = "camelCase")]
    struct Example {
        name_prefix: String,
        count: i64,
        items: Vec<Spanned<String>>,
    }

    fn mapping(entries: &[(&str, Tree)]) -> Tree {
        let mut tree = Tree::mapping(NOWHERE);
        for (key, value) in entries {
            if let Some(mapping) = tree.as_mapping_mut() {
                mapping.push(key, value.clone());
            }
        }
        tree
    }

    #[test]
    fn names_fit_in_any_case_and_the_last_one_counts() {
        let tree = mapping(&[
            ("namePrefix", Tree::string("a", NOWHERE)),
            ("NAMEPREFIX", Tree::string("b", NOWHERE)),
            ("count", Tree::scalar("0x10", Tag::Int, NOWHERE)),
            ("items", Tree::sequence(vec![Tree::string("x", NOWHERE), Tree::null(NOWHERE)], NOWHERE)),
        ]);
        let example: Example = read(&tree, true).expect("it fits");
        assert_eq!((example.name_prefix.as_str(), example.count), ("b", 16));
        assert_eq!(example.items.iter().map(|item| item.value.as_str()).collect::<Vec<_>>(), ["x", ""]);
    }

    #[test]
    fn an_unknown_field_is_refused_with_the_nearest_one() {
        let tree = mapping(&[("namePrefx", Tree::string("a", NOWHERE))]);
        let error = read::<Example>(&tree, true).expect_err("no such field");
        assert_eq!(error.message, "json: unknown field \"namePrefx\"");
        assert_eq!(error.nearest, Some("namePrefix"));
        assert!(read::<Example>(&tree, false).is_ok());
    }

    #[test]
    fn keys_of_maps_become_the_texts_of_their_values() {
        let mut tree = Tree::mapping(NOWHERE);
        for (key, tag) in [("no", Tag::Bool), ("0x10", Tag::Int), ("1.50", Tag::Float), ("b", Tag::Str)] {
            let entry = Entry { key: Tree::scalar(key, tag, NOWHERE), value: Tree::string("v", NOWHERE) };
            tree.as_mapping_mut().expect("a mapping").entries.push(entry);
        }
        let texts: std::collections::BTreeMap<String, String> = read(&tree, true).expect("it fits");
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["1.5", "16", "b", "false"]);
    }

    #[test]
    fn a_number_is_no_text() {
        let tree = mapping(&[("namePrefix", Tree::scalar("1", Tag::Int, NOWHERE))]);
        let error = read::<Example>(&tree, true).expect_err("a number");
        assert_eq!(error.message, "json: cannot unmarshal number into Go value of type string");
    }
}
