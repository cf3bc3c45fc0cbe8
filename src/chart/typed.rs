//! YAML into the typed fields of Chart.yaml as sigs.k8s.io/yaml does it: through JSON, with scalars that become strings
//! where a string is wanted, keys in any case, and `encoding/json`'s sentences for what does not fit.

use crate::go::{Value, strconv};

/// Why a value does not fit its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// Go's sentence: `json: cannot unmarshal array into Go struct field .name of type string`.
    pub sentence: String,
    /// The keys and indices that lead to the value.
    pub path: Vec<String>,
}

impl Mismatch {
    /// A sentence about the value of a field.
    pub fn at(field: &Field<'_>, sentence: impl Into<String>) -> Self {
        Mismatch { sentence: sentence.into(), path: field.path() }
    }
}

/// A value on its way into a field, with the path that led to it.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    value: &'a Value,
    above: Option<&'a Field<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Field<'a> {
    /// The whole document.
    pub fn root(value: &'a Value) -> Self {
        Field { value, above: None, step: Step::Root }
    }

    fn path(&self) -> Vec<String> {
        let mut path = self.above.map(Field::path).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => path.push(key.to_owned()),
            Step::Index(index) => path.push(index.to_string()),
        }
        path
    }

    fn mismatch(&self, wanted: &str) -> Mismatch {
        let found = match self.value {
            Value::Bool(_) => "bool",
            Value::Int(..) | Value::Float(_) => "number",
            Value::Map(_) => "object",
            Value::List(_) => "array",
            _ => "string",
        };
        let path = self.path();
        let place = match self.step {
            Step::Root => String::from("Go value"),
            Step::Key(_) => format!("Go struct field .{}", path.join(".")),
            Step::Index(_) => format!(".{}", path.join(".")),
        };
        let sentence = format!("json: cannot unmarshal {found} into {place} of type {wanted}");
        Mismatch { sentence, path }
    }

    /// Whether the value is null, which leaves a field as it is.
    pub fn is_null(&self) -> bool {
        self.value.is_nil()
    }

    /// What `read` makes of the value; `None` for null, which is a nil pointer in Go.
    pub fn present<T>(self, read: impl FnOnce(Self) -> Result<T, Mismatch>) -> Result<Option<T>, Mismatch> {
        if self.is_null() { Ok(None) } else { read(self).map(Some) }
    }

    /// The value as it stands.
    pub fn any(&self) -> Value {
        self.value.clone()
    }

    /// A `string`: scalars are printed as sigs.k8s.io/yaml prints them.
    pub fn string(&self) -> Result<String, Mismatch> {
        match self.value {
            Value::Nil => Ok(String::new()),
            Value::Str(text) => Ok(text.lossy().into_owned()),
            Value::Bool(flag) => Ok(flag.to_string()),
            Value::Int(..) => Ok(integer(self.value)),
            Value::Float(number) => Ok(short_float(*number)),
            _ => Err(self.mismatch("string")),
        }
    }

    /// A `bool`.
    pub fn bool(&self) -> Result<bool, Mismatch> {
        match self.value {
            Value::Nil => Ok(false),
            Value::Bool(flag) => Ok(*flag),
            _ => Err(self.mismatch("bool")),
        }
    }

    /// A slice, each element read by `read`; `wanted` is the slice's type in Go.
    pub fn list<T>(
        &self,
        wanted: &str,
        mut read: impl FnMut(Field<'_>) -> Result<T, Mismatch>,
    ) -> Result<Vec<T>, Mismatch> {
        match self.value {
            Value::Nil => Ok(Vec::new()),
            Value::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, value)| read(Field { value, above: Some(self), step: Step::Index(index) }))
                .collect(),
            _ => Err(self.mismatch(wanted)),
        }
    }

    /// The entries of an object in the order of their keys; `wanted` is the type in Go.
    pub fn entries(
        &self,
        wanted: &str,
        mut read: impl FnMut(&str, Field<'_>) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        match self.value {
            Value::Nil => Ok(()),
            Value::Map(map) => map.try_for_each(|key, value| {
                let key = key.lossy();
                read(&key, Field { value, above: Some(self), step: Step::Key(&key) })
            }),
            _ => Err(self.mismatch(wanted)),
        }
    }

    /// The fields of a struct: `read` gets each entry under its field's own name, as keys are matched in any case.
    pub fn fields(
        &self,
        wanted: &str,
        names: &[&'static str],
        mut read: impl FnMut(&'static str, Field<'_>) -> Result<(), Mismatch>,
    ) -> Result<(), Mismatch> {
        self.entries(wanted, |key, field| {
            let exact = names.iter().find(|name| **name == key);
            match exact.or_else(|| names.iter().find(|name| name.eq_ignore_ascii_case(key))) {
                Some(name) => read(name, Field { step: Step::Key(name), ..field }),
                None => Ok(()),
            }
        })
    }
}

fn integer(value: &Value) -> String {
    match value {
        Value::Int(number, kind) if kind.signed() => number.to_string(),
        value => value.as_u64().unwrap_or_default().to_string(),
    }
}

/// Go's `'g'` with the fewest digits that name a 32-bit float: what sigs.k8s.io/yaml makes of a float in a string.
fn short_float(number: f64) -> String {
    let short: f64 = (number as f32).to_string().parse().unwrap_or(number);
    strconv::format_float(short, b'g', -1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::go::Map;

    #[test]
    fn scalars_become_strings_with_seven_digits_at_most() {
        let text = |value: Value| Field::root(&value).string().expect("a scalar");
        assert_eq!(text(Value::Float(1.10)), "1.1");
        assert_eq!(text(Value::Float(1e7)), "1e+07");
        assert_eq!(text(Value::Float(1000.0)), "1000");
        assert_eq!(text(Value::Float(12345678901234567890123.0)), "1.2345679e+22");
        assert_eq!(text(Value::int(12345678)), "12345678");
        assert_eq!(text(Value::Bool(true)), "true");
    }

    #[test]
    fn a_mismatch_names_the_field_as_go_does() {
        let names = Value::Map(Map::from_iter([("name", Value::list(vec![]))]));
        let list = Value::list(vec![names]);
        let root = Value::Map(Map::from_iter([("Dependencies", list)]));
        let error = Field::root(&root)
            .fields("v2.Metadata", &["dependencies"], |_, field| {
                field
                    .list("[]*v2.Dependency", |item| {
                        item.fields("v2.Dependency", &["name"], |_, field| field.string().map(drop))
                    })
                    .map(drop)
            })
            .expect_err("a list is no string");
        assert_eq!(
            error.sentence,
            "json: cannot unmarshal array into Go struct field .dependencies.0.name of type string"
        );
    }
}
