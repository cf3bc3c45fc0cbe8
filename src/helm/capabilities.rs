//! `.Capabilities`: the Kubernetes version, the API versions and the Helm version that a chart is told it runs on. Without a
//! cluster these are Helm's own defaults and what the caller sets; nothing is discovered.

mod known_versions;

use crate::go::{Kind, List, Map, Member, Object, Param, Str, Value, strconv};
use std::any::Any;
use std::fmt;
use std::rc::Rc;

/// A Kubernetes version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KubeVersion {
    /// With everything that was given, behind a `v`: `v1.33.4-gke.1245000`.
    version: String,
    /// Without suffixes, as constraints see it: `v1.33.4`.
    normalized: String,
    major: u64,
    minor: u64,
}

/// Why a text is no Kubernetes version, in Kubernetes' words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidVersion(String);

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidVersion {}

impl Default for KubeVersion {
    /// The version of the Kubernetes libraries in Helm 4.3.1.
    fn default() -> Self {
        KubeVersion { version: String::from("v1.37.0"), normalized: String::from("v1.37.0"), major: 1, minor: 37 }
    }
}

impl KubeVersion {
    /// Reads a version as Kubernetes' `ParseGeneric` does: at least two numbers with dots between them, a `v` before and
    /// anything behind.
    pub fn parse(text: &str) -> Result<Self, InvalidVersion> {
        let unreadable = || InvalidVersion(format!("could not parse {} as version", quoted(text)));
        let body = text.trim_start_matches([' ', '\t', '\n', '\r', '\x0c']);
        let body = body.strip_prefix('v').unwrap_or(body);
        let length = numbers_length(body.as_bytes());
        let (numbers, extra) = body.split_at(length);
        if numbers.is_empty() || extra.contains('\n') {
            return Err(unreadable());
        }
        if !numbers.contains('.') {
            return Err(InvalidVersion(format!("illegal version string {}", quoted(text))));
        }
        let components = numbers.split('.').enumerate().map(|(index, part)| component(index, part, text));
        let components = components.collect::<Result<Vec<u64>, _>>()?;
        let dotted = components.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
        let version = if text.starts_with('v') { text.to_owned() } else { format!("v{text}") };
        let [major, minor] = [0, 1].map(|index| components.get(index).copied().unwrap_or_default());
        Ok(KubeVersion { version, normalized: format!("v{dotted}"), major, minor })
    }

    /// The version with everything that was given.
    pub fn full(&self) -> &str {
        &self.version
    }

    /// The version without suffixes: what a chart's `kubeVersion` is compared with.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }

    /// The major and minor numbers.
    pub fn numbers(&self) -> (u64, u64) {
        (self.major, self.minor)
    }
}

/// A struct's exported fields as JSON sees them.
fn plain_map(fields: &[(&str, Value)]) -> Option<Value> {
    let plain = |value: &Value| match value {
        Value::Object(object) => object.to_plain(),
        other => Some(other.clone()),
    };
    let entries = fields.iter().map(|(name, value)| Some((*name, plain(value)?)));
    Some(Value::Map(entries.collect::<Option<Map>>()?))
}

fn string(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Str(text) => Some(text),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    strconv::quote(text.as_bytes())
}

/// The length of `1.2.3` at the start of `text`: digits with single dots between them.
fn numbers_length(text: &[u8]) -> usize {
    let mut length = 0;
    let mut at = 0;
    loop {
        let digits = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return length;
        }
        length = at + digits;
        if text.get(length) != Some(&b'.') {
            return length;
        }
        at = length + 1;
    }
}

fn component(index: usize, part: &str, whole: &str) -> Result<u64, InvalidVersion> {
    if index == 0 && part.starts_with('0') && part != "0" {
        let sentence = format!("illegal zero-prefixed version component {} in {}", quoted(part), quoted(whole));
        return Err(InvalidVersion(sentence));
    }
    part.parse().map_err(|_| {
        let (part, whole) = (quoted(part), quoted(whole));
        let cause = format!("strconv.ParseUint: parsing {part}: value out of range");
        InvalidVersion(format!("illegal non-numeric version component {part} in {whole}: {cause}"))
    })
}

/// What a chart is told of the cluster and of Helm.
#[derive(Clone, Debug, Default)]
pub struct Capabilities {
    /// The Kubernetes version.
    pub kube_version: KubeVersion,
    /// API versions beside those that Helm knows: `monitoring.coreos.com/v1`, `apps/v1/Deployment`.
    pub api_versions: Vec<String>,
}

impl Capabilities {
    /// `.Capabilities` for templates.
    pub(crate) fn value(&self) -> Value {
        let known = known_versions::KNOWN_VERSIONS.iter().copied();
        let versions = known.chain(self.api_versions.iter().map(String::as_str));
        let versions = List::strings(versions);
        Value::Object(Rc::new(CapabilitiesObject {
            kube: Value::Object(Rc::new(KubeVersionObject { version: self.kube_version.clone(), in_place: true })),
            versions: Value::Object(Rc::new(VersionSet(versions))),
            helm: Value::Object(Rc::new(BuildInfo)),
        }))
    }
}

/// `*common.Capabilities`.
struct CapabilitiesObject {
    kube: Value,
    versions: Value,
    helm: Value,
}

impl CapabilitiesObject {
    fn named(&self) -> [(&'static str, Value); 3] {
        let fields = [&self.kube, &self.versions, &self.helm].map(Value::clone);
        let [kube, versions, helm] = fields;
        [("KubeVersion", kube), ("APIVersions", versions), ("HelmVersion", helm)]
    }
}

impl Object for CapabilitiesObject {
    fn type_name(&self) -> Str {
        Str::from("*common.Capabilities")
    }

    fn kind(&self) -> Kind {
        Kind::Ptr
    }

    fn member(&self, name: &str) -> Option<Member> {
        match name {
            "KubeVersion" => Some(Member::Field(self.kube.clone())),
            "APIVersions" => Some(Member::Field(self.versions.clone())),
            "HelmVersion" => Some(Member::Field(self.helm.clone())),
            "Copy" => Some(Member::Method),
            _ => None,
        }
    }

    fn call(&self, _name: &str, _args: &[Value]) -> Result<Value, String> {
        let [(_, kube), (_, versions), (_, helm)] = self.named();
        Ok(Value::Object(Rc::new(CapabilitiesObject { kube, versions, helm })))
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        self.named().to_vec()
    }

    fn json_fields(&self) -> Option<Vec<(&'static str, Value)>> {
        Some(self.fields())
    }

    fn to_plain(&self) -> Option<Value> {
        plain_map(&self.named())
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| std::ptr::eq(self, other))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `common.KubeVersion`: a struct whose pointer has methods, so it has them where it stands in `.Capabilities` alone.
struct KubeVersionObject {
    version: KubeVersion,
    in_place: bool,
}

impl Object for KubeVersionObject {
    fn type_name(&self) -> Str {
        Str::from("common.KubeVersion")
    }

    fn kind(&self) -> Kind {
        Kind::Struct
    }

    fn member(&self, name: &str) -> Option<Member> {
        match name {
            "Version" => Some(Member::Field(Value::str(self.version.version.as_str()))),
            "Major" => Some(Member::Field(Value::str(self.version.major.to_string()))),
            "Minor" => Some(Member::Field(Value::str(self.version.minor.to_string()))),
            "String" | "GitVersion" if self.in_place => Some(Member::Method),
            _ => None,
        }
    }

    fn call(&self, name: &str, _args: &[Value]) -> Result<Value, String> {
        Ok(Value::str(if name == "String" { self.version.normalized.as_str() } else { self.version.version.as_str() }))
    }

    fn display_in_place(&self) -> Option<Str> {
        self.in_place.then(|| Str::from(self.version.normalized.as_str()))
    }

    fn passed(&self) -> Option<Value> {
        let copy = || KubeVersionObject { version: self.version.clone(), in_place: false };
        self.in_place.then(|| Value::Object(Rc::new(copy())))
    }

    fn json_fields(&self) -> Option<Vec<(&'static str, Value)>> {
        let fields = self.fields().into_iter();
        Some(fields.filter(|(name, _)| *name != "normalizedVersion").collect())
    }

    /// The unexported `normalizedVersion` is among them, as `%v` prints it.
    fn fields(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("Version", Value::str(self.version.version.as_str())),
            ("normalizedVersion", Value::str(self.version.normalized.as_str())),
            ("Major", Value::str(self.version.major.to_string())),
            ("Minor", Value::str(self.version.minor.to_string())),
        ]
    }

    fn to_plain(&self) -> Option<Value> {
        plain_map(&self.json_fields()?)
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| self.version == other.version)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `common.VersionSet`: a slice of strings with the method `Has`.
struct VersionSet(List);

impl Object for VersionSet {
    fn type_name(&self) -> Str {
        Str::from("common.VersionSet")
    }

    fn kind(&self) -> Kind {
        Kind::Slice
    }

    fn member(&self, name: &str) -> Option<Member> {
        (name == "Has").then_some(Member::Method)
    }

    fn call(&self, _name: &str, args: &[Value]) -> Result<Value, String> {
        let wanted = args.first().and_then(string);
        Ok(Value::Bool(self.0.iter().any(|item| string(item) == wanted)))
    }

    fn method_arity(&self, _name: &str) -> usize {
        1
    }

    fn method_params(&self, _name: &str) -> &'static [Param] {
        &[Param::String]
    }

    fn items(&self) -> Option<List> {
        Some(self.0.clone())
    }

    fn to_plain(&self) -> Option<Value> {
        Some(Value::List(self.0.clone()))
    }

    fn truth(&self) -> bool {
        !self.0.is_empty()
    }

    fn equals(&self, other: &dyn Object) -> bool {
        let Some(other) = other.as_any().downcast_ref::<Self>() else { return false };
        self.0.iter().map(string).eq(other.0.iter().map(string))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `version.BuildInfo`: the build of Helm whose output this crate gives.
struct BuildInfo;

/// The fields of Helm 4.3.1's build information with their names in Go and in JSON.
const BUILD_INFO: [(&str, &str, &str); 5] = [
    ("Version", "version", "v4.3.1"),
    ("GitCommit", "git_commit", "c0d08d0d6d9424d4a14febb5e8a3e51b0dd00dff"),
    ("GitTreeState", "git_tree_state", "clean"),
    ("GoVersion", "go_version", "go1.27.2"),
    ("KubeClientVersion", "kube_client_version", "v1.37"),
];

impl Object for BuildInfo {
    fn type_name(&self) -> Str {
        Str::from("version.BuildInfo")
    }

    fn kind(&self) -> Kind {
        Kind::Struct
    }

    fn member(&self, name: &str) -> Option<Member> {
        let field = BUILD_INFO.iter().find(|(field, _, _)| *field == name)?;
        Some(Member::Field(Value::str(field.2)))
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        BUILD_INFO.iter().map(|(name, _, value)| (*name, Value::str(*value))).collect()
    }

    fn json_fields(&self) -> Option<Vec<(&'static str, Value)>> {
        Some(BUILD_INFO.iter().map(|(_, key, value)| (*key, Value::str(*value))).collect())
    }

    fn to_plain(&self) -> Option<Value> {
        plain_map(&self.json_fields()?)
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().is::<Self>()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_keeps_its_suffix_and_is_compared_without_it() {
        let version = KubeVersion::parse("1.33.4-gke.1245000").expect("a version");
        assert_eq!(version.full(), "v1.33.4-gke.1245000");
        assert_eq!(version.normalized(), "v1.33.4");
        assert_eq!(version.numbers(), (1, 33));
        assert_eq!(KubeVersion::parse("1.03").expect("a version").normalized(), "v1.3");
        assert_eq!(KubeVersion::parse(" 1.30").expect("a version").full(), "v 1.30");
    }

    #[test]
    fn a_copy_of_the_version_lacks_the_methods_of_its_pointer() {
        let Value::Object(capabilities) = Capabilities::default().value() else { panic!("an object") };
        let Some(Member::Field(Value::Object(version))) = capabilities.member("KubeVersion") else { panic!("a field") };
        assert!(matches!(version.member("GitVersion"), Some(Member::Method)));
        assert_eq!(version.display_in_place(), Some(Str::from("v1.37.0")));
        let Some(Value::Object(copy)) = version.passed() else { panic!("a copy") };
        assert!(copy.member("GitVersion").is_none() && copy.member("Version").is_some());
        assert_eq!(copy.display_in_place(), None);
        assert!(copy.passed().is_none());
    }

    #[test]
    fn what_is_no_version_is_refused_in_the_words_of_kubernetes() {
        for (text, sentence) in [
            ("abc", r#"could not parse "abc" as version"#),
            ("1", r#"illegal version string "1""#),
            ("01.2", r#"illegal zero-prefixed version component "01" in "01.2""#),
        ] {
            assert_eq!(KubeVersion::parse(text).expect_err(text).to_string(), sentence);
        }
    }
}
