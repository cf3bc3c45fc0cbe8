//! The objects that configure a `PrefixTransformer` or a `SuffixTransformer`. Kustomize reads these two by yaml.v3, other than
//! all its plugins: letters of names have their case, any scalar is a text, and what does not fit is told for each line.

use super::object;
use crate::kustomize::Result;
use crate::kustomize::spec::FieldSpec;
use crate::source::SourceId;
use crate::yaml::tree::{Content, Entry};
use crate::yaml::{self, Tree};
use smol_str::SmolStr;

/// What an object says.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// `prefix` or `suffix`.
    pub text: SmolStr,
    /// The fields to change.
    pub specs: Vec<FieldSpec>,
}

impl Configuration {
    /// Reads the object; `field` is where its text is.
    pub fn read(object: &Tree, field: &str) -> Result<Self> {
        // The lines that are told are those of the object as it is handed on.
        let mut text = String::new();
        let refused = |sentence: String| Box::new(object::refused(sentence, object.origin));
        yaml::print_resource(object, &mut text).map_err(|error| refused(error.message().to_owned()))?;
        let trees = yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN);
        let trees = trees.map_err(|error| refused(error.message().to_owned()))?;
        let mut reader = Reader { text: &text, errors: Vec::new() };
        let get = |name: &str| trees.first().and_then(|tree| tree.get(name));
        let specs = get("fieldSpecs").filter(|specs| !specs.is_null()).map(|specs| reader.specs(specs));
        let affix = get(field).map(|affix| reader.string(affix)).unwrap_or_default();
        if !reader.errors.is_empty() {
            return Err(refused(format!("yaml: unmarshal errors:\n  {}", reader.errors.join("\n  "))));
        }
        let Some(specs) = specs else {
            let help = "name the fields, such as `fieldSpecs: [{path: metadata/name}]`";
            return Err(Box::new(object::refused("fieldSpecs is not expected to be nil", object.origin).help(help)));
        };
        Ok(Configuration { text: affix, specs })
    }
}

struct Reader<'t> {
    text: &'t str,
    errors: Vec<String>,
}

impl Reader<'_> {
    fn specs(&mut self, node: &Tree) -> Vec<FieldSpec> {
        let Some(items) = node.as_items() else {
            self.mismatch(node, "types.FsSlice");
            return Vec::new();
        };
        items.iter().filter(|item| !item.is_null()).map(|item| self.spec(item)).collect()
    }

    fn spec(&mut self, node: &Tree) -> FieldSpec {
        let mut spec = FieldSpec::default();
        let Some(fields) = node.as_mapping() else {
            self.mismatch(node, "types.FieldSpec");
            return spec;
        };
        for Entry { key, value } in &fields.entries {
            match key.text().map(SmolStr::as_str) {
                Some("group") => spec.group = self.string(value),
                Some("version") => spec.version = self.string(value),
                Some("kind") => spec.kind = self.string(value),
                Some("path") => spec.path = self.string(value),
                Some("create") => spec.create = self.truth(value),
                _ => {}
            }
        }
        spec
    }

    fn string(&mut self, node: &Tree) -> SmolStr {
        match node.text() {
            Some(_) if node.is_null() => SmolStr::default(),
            Some(text) => text.clone(),
            None => {
                self.mismatch(node, "string");
                SmolStr::default()
            }
        }
    }

    /// A boolean, which may be a word of YAML 1.1 in quotes.
    fn truth(&mut self, node: &Tree) -> bool {
        match node.text().map(SmolStr::as_str) {
            Some("true" | "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON") => true,
            Some("false" | "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF") => false,
            _ if node.is_null() => false,
            _ => {
                self.mismatch(node, "bool");
                false
            }
        }
    }

    fn mismatch(&mut self, node: &Tree, wanted: &str) {
        let before = self.text.as_bytes().get(..node.origin.start as usize).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        let found = match &node.content {
            Content::Mapping(_) => String::from("!!map"),
            Content::Sequence(_) => String::from("!!seq"),
            Content::Alias(_) => String::from("!!str"),
            Content::Scalar(scalar) => {
                let tag = match yaml::typed::json_kind(node) {
                    "number" if scalar.text.parse::<i64>().is_ok() => "int",
                    "number" => "float",
                    "bool" => "bool",
                    _ => "str",
                };
                match scalar.text.get(..7) {
                    Some(start) if scalar.text.len() > 10 => format!("!!{tag} `{start}...`"),
                    _ => format!("!!{tag} `{}`", scalar.text),
                }
            }
        };
        self.errors.push(format!("line {line}: cannot unmarshal {found} into {wanted}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> std::result::Result<Configuration, String> {
        let tree = yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0);
        Configuration::read(&tree, "prefix").map_err(|error| error.compat.clone().unwrap_or_default())
    }

    #[test]
    fn any_scalar_is_a_text_and_names_have_their_case() {
        let read =
            read("kind: A\nprefix: 1.50\nPrefix: b\nfieldSpecs: [{path: a, create: yes}, null]\n").expect("fine");
        assert_eq!((read.text.as_str(), read.specs.len(), read.specs[0].create), ("1.5", 1, true));
    }

    #[test]
    fn every_misfit_is_told_with_its_line() {
        let text = "kind: A\nprefix: {}\nsuffix: []\nfieldSpecs: [abcdefghijkl, {path: [], create: 3}]\n";
        let sentence = "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!str `abcdefg...` into types.FieldSpec\n  \
                        line 3: cannot unmarshal !!int `3` into bool\n  line 4: cannot unmarshal !!seq into string\n  \
                        line 6: cannot unmarshal !!map into string";
        assert_eq!(read(text).err().as_deref(), Some(sentence));
        assert_eq!(read("kind: A\n").err().as_deref(), Some("fieldSpecs is not expected to be nil"));
    }
}
