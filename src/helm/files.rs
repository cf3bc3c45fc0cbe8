//! `.Files`: a chart's own files as templates see them, a map of byte slices with methods. Only what was loaded with the chart
//! is here; nothing is read.

use crate::go::glob::Glob;
use crate::go::{Kind, List, Map, MapType, Member, Object, Param, Str, Value, path};
use crate::yaml;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use std::any::Any;
use std::collections::BTreeMap;
use std::rc::Rc;

/// `engine.files`.
pub(crate) struct Files {
    entries: Rc<BTreeMap<Str, Str>>,
}

impl Files {
    /// The files by their path in the chart; of two with one path the last counts.
    pub fn new(entries: impl IntoIterator<Item = (Str, Str)>) -> Self {
        Files { entries: Rc::new(entries.into_iter().collect()) }
    }

    /// The object for templates.
    pub fn into_value(self) -> Value {
        Value::Object(Rc::new(self))
    }

    fn bytes(&self, name: &[u8]) -> Str {
        self.entries.get(name).cloned().unwrap_or_else(|| Str::from(""))
    }

    /// The files whose whole path matches; a pattern that can't be read matches every file.
    fn glob(&self, pattern: &[u8]) -> Files {
        let glob = Glob::new(&String::from_utf8_lossy(pattern)).unwrap_or_else(|_| Glob::everything());
        let matching = self.entries.iter().filter(|(name, _)| glob.matches(&name.lossy()));
        Files::new(matching.map(|(name, data)| (name.clone(), data.clone())))
    }

    /// The files as YAML by the last part of their path, each content changed by `encode`. Of two with one name the
    /// last in path order counts.
    fn as_yaml(&self, encode: impl Fn(&Str) -> Value) -> Value {
        let entries = self.entries.iter().map(|(name, data)| (Str::from(path::base(name)), encode(data)));
        let map = Map::typed(MapType::Strings, entries.collect());
        let text = yaml::to_yaml(&Value::Map(map)).unwrap_or_default();
        Value::str(text.strip_suffix('\n').unwrap_or(&text))
    }

    fn lines(&self, name: &[u8]) -> Value {
        let data = self.bytes(name);
        if data.is_empty() {
            return Value::List(List::strings(Vec::<Str>::new()));
        }
        let text = data.strip_suffix(b"\n").unwrap_or(&data);
        Value::List(List::strings(text.split(|&byte| byte == b'\n')))
    }
}

impl Object for Files {
    fn type_name(&self) -> Str {
        Str::from("engine.files")
    }

    fn kind(&self) -> Kind {
        Kind::Map
    }

    fn member(&self, name: &str) -> Option<Member> {
        match name {
            "Get" | "GetBytes" | "Glob" | "AsConfig" | "AsSecrets" | "Lines" => Some(Member::Method),
            // A key that is not there is the zero of the map's type.
            _ => Some(Member::Field(Value::Bytes(self.bytes(name.as_bytes())))),
        }
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, String> {
        let argument = match args.first() {
            Some(Value::Str(text)) => text.clone(),
            _ => Str::from(""),
        };
        Ok(match name {
            "Get" => Value::Str(self.bytes(&argument)),
            "GetBytes" => Value::Bytes(self.bytes(&argument)),
            "Glob" => self.glob(&argument).into_value(),
            "AsConfig" => self.as_yaml(|data| Value::Str(data.clone())),
            "AsSecrets" => self.as_yaml(|data| Value::str(BASE64_STANDARD.encode(data.as_bytes()))),
            "Lines" => self.lines(&argument),
            _ => return Err(format!("no method {name}")),
        })
    }

    fn method_arity(&self, name: &str) -> usize {
        self.method_params(name).len()
    }

    fn method_params(&self, name: &str) -> &'static [Param] {
        match name {
            "AsConfig" | "AsSecrets" => &[],
            _ => &[Param::String],
        }
    }

    fn entries(&self) -> Option<Vec<(Str, Value)>> {
        Some(self.entries.iter().map(|(name, data)| (name.clone(), Value::Bytes(data.clone()))).collect())
    }

    fn to_plain(&self) -> Option<Value> {
        let entries = self.entries.iter().map(|(name, data)| (name.clone(), Value::Bytes(data.clone())));
        Some(Value::Map(entries.collect()))
    }

    fn truth(&self) -> bool {
        !self.entries.is_empty()
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| self.entries == other.entries)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let files = [("a.txt", "one\ntwo\n"), ("config/b.toml", "b"), ("config/sub/c.toml", "c")];
        Files::new(files.map(|(name, data)| (Str::from(name), Str::from(data))))
    }

    fn call(name: &str, argument: &str) -> Value {
        files().call(name, &[Value::str(argument)]).expect(name)
    }

    fn names(value: &Value) -> Vec<String> {
        let Value::Object(object) = value else { return Vec::new() };
        object.entries().unwrap_or_default().iter().map(|(name, _)| name.to_string()).collect()
    }

    #[test]
    fn a_file_that_is_not_there_is_empty() {
        assert_eq!(format!("{:?}", call("Get", "nope")), "\"\"");
        assert_eq!(format!("{:?}", call("GetBytes", "nope")), "bytes(0)");
        assert_eq!(format!("{:?}", call("Lines", "nope")), "[]");
    }

    #[test]
    fn lines_drop_the_last_line_break() {
        assert_eq!(format!("{:?}", call("Lines", "a.txt")), r#"["one", "two"]"#);
    }

    #[test]
    fn a_glob_gives_the_files_that_match() {
        assert_eq!(names(&call("Glob", "config/*")), ["config/b.toml"]);
        assert_eq!(names(&call("Glob", "config/**")), ["config/b.toml", "config/sub/c.toml"]);
        assert_eq!(names(&call("Glob", "[")).len(), 3);
    }
}
