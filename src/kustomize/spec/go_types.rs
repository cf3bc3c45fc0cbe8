//! The types of Kustomize's Go structs, as far as its sentences name them: where a value of kustomization.yaml is of another
//! type than its field, `encoding/json` tells the struct, the path and the type in Go; so it does for the objects that configure
//! plugins and for the files of `configurations:`. Nothing is read by this table.

use crate::diagnostic::nearest;
use crate::go::strconv::{format_float, parse_float, parse_int};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Mapping, Tag};
use crate::yaml::typed::{TypeError, json_kind};

/// A field: its name, the embedded structs that it comes from, and its type.
type Field = (&'static str, &'static str, &'static str);

/// Fields of the group, version and kind, below what embeds them.
macro_rules! gvk {
    ($via:literal) => {
        [("group", $via, "string"), ("version", $via, "string"), ("kind", $via, "string")]
    };
}

const TEXTS: &str = "[]string";
const LABELS: &str = "map[string]string";
const VALUES: &str = "map[string]interface {}";
const ID: [Field; 2] = [("name", "ResId.", "string"), ("namespace", "ResId.", "string")];

/// A struct of ValueAddTransformer's, beside which there is another `Target`.
const VALUE_TARGET: &str = "builtins.Target";

const SPECS: [Field; 1] = [("fieldSpecs", "", "[]types.FieldSpec")];

const SOURCES: [Field; 8] = [
    ("namespace", "GeneratorArgs.", "string"),
    ("name", "GeneratorArgs.", "string"),
    ("behavior", "GeneratorArgs.", "string"),
    ("options", "GeneratorArgs.", "types.GeneratorOptions"),
    ("literals", "GeneratorArgs.KvPairSources.", TEXTS),
    ("files", "GeneratorArgs.KvPairSources.", TEXTS),
    ("envs", "GeneratorArgs.KvPairSources.", TEXTS),
    ("env", "GeneratorArgs.KvPairSources.", "string"),
];

const KUSTOMIZATION: [Field; 35] = [
    ("kind", "TypeMeta.", "string"),
    ("apiVersion", "TypeMeta.", "string"),
    ("metadata", "", "types.ObjectMeta"),
    ("openapi", "", LABELS),
    ("namePrefix", "", "string"),
    ("nameSuffix", "", "string"),
    ("namespace", "", "string"),
    ("commonLabels", "", LABELS),
    ("labels", "", "[]types.Label"),
    ("commonAnnotations", "", LABELS),
    ("patchesStrategicMerge", "", "[]types.PatchStrategicMerge"),
    ("patchesJson6902", "", "[]types.Patch"),
    ("patches", "", "[]types.Patch"),
    ("images", "", "[]types.Image"),
    ("imageTags", "", "[]types.Image"),
    ("replacements", "", "[]types.ReplacementField"),
    ("replicas", "", "[]types.Replica"),
    ("vars", "", "[]types.Var"),
    ("sortOptions", "", "types.SortOptions"),
    ("resources", "", TEXTS),
    ("components", "", TEXTS),
    ("crds", "", TEXTS),
    ("bases", "", TEXTS),
    ("configMapGenerator", "", "[]types.ConfigMapArgs"),
    ("secretGenerator", "", "[]types.SecretArgs"),
    ("helmGlobals", "", "types.HelmGlobals"),
    ("helmCharts", "", "[]types.HelmChart"),
    ("helmChartInflationGenerator", "", "[]types.HelmChartArgs"),
    ("generatorOptions", "", "types.GeneratorOptions"),
    ("configurations", "", TEXTS),
    ("generators", "", TEXTS),
    ("transformers", "", TEXTS),
    ("validators", "", TEXTS),
    ("buildMetadata", "", TEXTS),
    ("inventory", "", "types.Inventory"),
];

/// The lists of fields that make up a struct; none for what is no struct.
fn fields(name: &str) -> Vec<&'static [Field]> {
    match name {
        "Kustomization" => vec![&KUSTOMIZATION],
        "ObjectMeta" => vec![&[
            ("name", "", "string"),
            ("namespace", "", "string"),
            ("labels", "", LABELS),
            ("annotations", "", LABELS),
        ]],
        "Image" => vec![&[
            ("name", "", "string"),
            ("newName", "", "string"),
            ("tagSuffix", "", "string"),
            ("newTag", "", "string"),
            ("digest", "", "string"),
        ]],
        "Replica" => vec![&[("name", "", "string"), ("count", "", "int64")]],
        "Label" => vec![&[
            ("pairs", "", LABELS),
            ("includeSelectors", "", "bool"),
            ("includeTemplates", "", "bool"),
            ("includeVolumeClaimTemplates", "", "bool"),
            ("fields", "", "[]types.FieldSpec"),
        ]],
        "FieldSpec" => vec![&const { gvk!("Gvk.") }, &[("path", "", "string"), ("create", "", "bool")]],
        "Patch" => vec![&[
            ("path", "", "string"),
            ("patch", "", "string"),
            ("target", "", "types.Selector"),
            ("options", "", "types.PatchArgs"),
        ]],
        "PatchArgs" => vec![&[("allowNameChange", "", "bool"), ("allowKindChange", "", "bool")]],
        "Selector" => vec![
            &const { gvk!("ResId.Gvk.") },
            &ID,
            &[("annotationSelector", "", "string"), ("labelSelector", "", "string")],
        ],
        "ConfigMapArgs" => vec![&SOURCES],
        "SecretArgs" => vec![&SOURCES, &[("type", "", "string")]],
        "GeneratorOptions" => vec![&[
            ("labels", "", LABELS),
            ("annotations", "", LABELS),
            ("disableNameSuffixHash", "", "bool"),
            ("immutable", "", "bool"),
        ]],
        "Var" => {
            vec![&[("name", "", "string"), ("objref", "", "types.Target"), ("fieldref", "", "types.FieldSelector")]]
        }
        "Target" => vec![
            &[("apiVersion", "", "string"), ("name", "", "string"), ("namespace", "", "string")],
            &const { gvk!("Gvk.") },
        ],
        "FieldSelector" => vec![&[("fieldPath", "", "string")]],
        "ReplacementField" => vec![
            &[
                ("source", "Replacement.", "types.SourceSelector"),
                ("targets", "Replacement.", "[]*types.TargetSelector"),
                ("sourceValue", "Replacement.", "string"),
            ],
            &[("path", "", "string")],
        ],
        "Replacement" => vec![&[
            ("source", "", "types.SourceSelector"),
            ("targets", "", "[]*types.TargetSelector"),
            ("sourceValue", "", "string"),
        ]],
        "SourceSelector" => vec![
            &const { gvk!("ResId.Gvk.") },
            &ID,
            &[("fieldPath", "", "string"), ("options", "", "types.FieldOptions")],
        ],
        "TargetSelector" => vec![&[
            ("select", "", "types.Selector"),
            ("reject", "", "[]*types.Selector"),
            ("fieldPaths", "", TEXTS),
            ("options", "", "types.FieldOptions"),
        ]],
        "FieldOptions" => vec![&[
            ("delimiter", "", "string"),
            ("index", "", "int"),
            ("encoding", "", "string"),
            ("create", "", "bool"),
        ]],
        "SortOptions" => {
            vec![&[("order", "", "types.SortOrder"), ("legacySortOptions", "", "types.LegacySortOptions")]]
        }
        "LegacySortOptions" => vec![&[("orderFirst", "", TEXTS), ("orderLast", "", TEXTS)]],
        "HelmGlobals" => vec![&[("chartHome", "", "string"), ("configHome", "", "string")]],
        "HelmChart" => vec![&[
            ("name", "", "string"),
            ("version", "", "string"),
            ("repo", "", "string"),
            ("releaseName", "", "string"),
            ("namespace", "", "string"),
            ("additionalValuesFiles", "", TEXTS),
            ("valuesFile", "", "string"),
            ("valuesInline", "", VALUES),
            ("valuesMerge", "", "string"),
            ("includeCRDs", "", "bool"),
            ("skipHooks", "", "bool"),
            ("apiVersions", "", TEXTS),
            ("kubeVersion", "", "string"),
            ("nameTemplate", "", "string"),
            ("skipTests", "", "bool"),
            ("debug", "", "bool"),
            ("devel", "", "bool"),
        ]],
        "HelmChartArgs" => vec![&[
            ("chartName", "", "string"),
            ("chartVersion", "", "string"),
            ("chartRepoUrl", "", "string"),
            ("chartHome", "", "string"),
            ("chartRepoName", "", "string"),
            ("helmBin", "", "string"),
            ("helmHome", "", "string"),
            ("values", "", "string"),
            ("valuesLocal", "", VALUES),
            ("valuesMerge", "", "string"),
            ("releaseName", "", "string"),
            ("releaseNamespace", "", "string"),
            ("extraArgs", "", TEXTS),
        ]],
        "NameBackReferences" => vec![&const { gvk!("Gvk.") }, &[("fieldSpecs", "", "types.FsSlice")]],
        "TransformerConfig" => vec![&[
            ("namePrefix", "", "types.FsSlice"),
            ("nameSuffix", "", "types.FsSlice"),
            ("namespace", "", "types.FsSlice"),
            ("commonLabels", "", "types.FsSlice"),
            ("labels", "", "types.FsSlice"),
            ("templateLabels", "", "types.FsSlice"),
            ("commonAnnotations", "", "types.FsSlice"),
            ("nameReference", "", "builtinconfig.nbrSlice"),
            ("varReference", "", "types.FsSlice"),
            ("images", "", "types.FsSlice"),
            ("replicas", "", "types.FsSlice"),
        ]],
        "AnnotationsTransformerPlugin" => vec![&[("annotations", "", LABELS)], &SPECS],
        "LabelTransformerPlugin" => vec![&[("labels", "", LABELS)], &SPECS],
        "ImageTagTransformerPlugin" => vec![&[("imageTag", "", "types.Image")], &SPECS],
        "ReplicaCountTransformerPlugin" => vec![&[("replica", "", "types.Replica")], &SPECS],
        "NamespaceTransformerPlugin" => vec![
            &[
                ("metadata", "", "types.ObjectMeta"),
                ("unsetOnly", "", "bool"),
                ("setRoleBindingSubjects", "", "namespace.RoleBindingSubjectMode"),
            ],
            &SPECS,
        ],
        "PatchTransformerPlugin" => fields("Patch"),
        "PatchJson6902TransformerPlugin" => {
            vec![&[("target", "", "types.Selector"), ("path", "", "string"), ("jsonOp", "", "string")]]
        }
        "PatchStrategicMergeTransformerPlugin" => {
            vec![&[("paths", "", "[]types.PatchStrategicMerge"), ("patches", "", "string")]]
        }
        "ConfigMapGeneratorPlugin" | "SecretGeneratorPlugin" => vec![&[("metadata", "", "types.ObjectMeta")]],
        "ValueAddTransformerPlugin" => {
            vec![&[("value", "", "string"), ("targets", "", "[]builtins.Target"), ("targetFilePath", "", "string")]]
        }
        VALUE_TARGET => vec![&[
            ("selector", "", "types.Selector"),
            ("notSelector", "", "types.Selector"),
            ("fieldPath", "", "string"),
            ("filePathPosition", "", "int"),
        ]],
        "ReplacementTransformerPlugin" => vec![&[("replacements", "", "[]types.ReplacementField")]],
        _ => Vec::new(),
    }
}

/// The structs that are embedded in one as a whole.
fn embedded(structure: &str) -> &'static [&'static str] {
    match structure {
        "ConfigMapGeneratorPlugin" => &["ConfigMapArgs"],
        "HelmChartInflationGeneratorPlugin" => &["HelmGlobals", "HelmChart"],
        "SecretGeneratorPlugin" => &["SecretArgs"],
        _ => &[],
    }
}

/// The structs of the plugins that objects of these kinds configure.
const PLUGINS: [(&str, &str); 13] = [
    ("AnnotationsTransformer", "types.AnnotationsTransformerPlugin"),
    ("ConfigMapGenerator", "types.ConfigMapGeneratorPlugin"),
    ("HelmChartInflationGenerator", "types.HelmChartInflationGeneratorPlugin"),
    ("ImageTagTransformer", "types.ImageTagTransformerPlugin"),
    ("LabelTransformer", "types.LabelTransformerPlugin"),
    ("NamespaceTransformer", "types.NamespaceTransformerPlugin"),
    ("PatchJson6902Transformer", "types.PatchJson6902TransformerPlugin"),
    ("PatchStrategicMergeTransformer", "types.PatchStrategicMergeTransformerPlugin"),
    ("PatchTransformer", "types.PatchTransformerPlugin"),
    ("ReplacementTransformer", "types.ReplacementTransformerPlugin"),
    ("ReplicaCountTransformer", "types.ReplicaCountTransformerPlugin"),
    ("SecretGenerator", "types.SecretGeneratorPlugin"),
    ("ValueAddTransformer", "builtins.ValueAddTransformerPlugin"),
];

/// What `encoding/json` says of a kustomization: of the first value, in the order of keys, that is of another type than its
/// field, or of the first field that there is not.
pub fn in_kustomization(tree: &Tree) -> Option<TypeError> {
    find(tree, "types.Kustomization", &Place { strict: true, ..Place::default() })
}

/// The same of a file of `configurations:`.
pub fn in_configuration(tree: &Tree) -> Option<TypeError> {
    find(tree, "builtinconfig.TransformerConfig", &Place { strict: true, converted: true, ..Place::default() })
}

/// The same of the object that configures a built-in plugin of its kind; fields that there are not are passed over.
pub fn in_plugin(kind: &str, tree: &Tree) -> Option<TypeError> {
    let (_, structure) = PLUGINS.iter().find(|(known, _)| *known == kind)?;
    find(tree, structure, &Place { converted: true, ..Place::default() })
}

/// The same of a replacement in a file of its own, or of a list of them.
pub fn in_replacements(tree: &Tree) -> Option<TypeError> {
    let wanted = if tree.as_items().is_some() { "[]types.Replacement" } else { "types.Replacement" };
    find(tree, wanted, &Place { converted: true, ..Place::default() })
}

/// What is said of a key that is null, for which JSON has no place, and where it is.
pub fn null_key(tree: &Tree) -> Option<(String, Span)> {
    let mut left = vec![tree];
    while let Some(node) = left.pop() {
        match &node.content {
            Content::Scalar(_) | Content::Alias(_) => {}
            Content::Sequence(sequence) => left.extend(&sequence.items),
            Content::Mapping(mapping) => {
                if let Some(entry) = mapping.entries.iter().find(|entry| entry.key.is_null()) {
                    let value = match (json_kind(&entry.value), entry.value.text()) {
                        ("string", Some(text)) => format!("{:?}", text.as_str()),
                        ("null", _) | (_, None) => String::from("<nil>"),
                        (_, Some(text)) => text.to_string(),
                    };
                    let sentence = "unsupported map key of type: %!s(<nil>), key: <nil>, value";
                    return Some((format!("{sentence}: {value}"), entry.key.origin));
                }
                left.extend(mapping.entries.iter().map(|entry| &entry.value));
            }
        }
    }
    None
}

/// The field that a value is of.
#[derive(Default)]
struct Place {
    /// The struct that the field is of; empty outside of all.
    structure: &'static str,
    path: String,
    /// Whether fields that a struct does not have are errors.
    strict: bool,
    /// Whether numbers and booleans become texts where a text is wanted, as sigs.k8s.io/yaml does it. It loses its way in
    /// fields that come from embedded structs.
    converted: bool,
}

impl Place {
    fn inside(&self, structure: &'static str, within: &str, (name, via, _): &Field) -> Place {
        let path = [self.path.as_str(), within].into_iter().filter(|part| !part.is_empty());
        let path: String = path.flat_map(|part| [part, "."]).chain([*via, *name]).collect();
        let converted = self.converted && via.is_empty() && within.is_empty();
        Place { structure, path, strict: self.strict, converted }
    }
}

/// Whether a named type of Go is one of texts.
fn is_text(wanted: &str) -> bool {
    let named = ["types.PatchStrategicMerge", "types.SortOrder", "namespace.RoleBindingSubjectMode"];
    wanted == "string" || named.contains(&wanted)
}

/// The type of the items of a list.
fn item_of(wanted: &'static str) -> Option<&'static str> {
    match wanted {
        "types.FsSlice" => Some("types.FieldSpec"),
        "builtinconfig.nbrSlice" => Some("builtinconfig.NameBackReferences"),
        _ => wanted.strip_prefix("[]"),
    }
}

fn find(tree: &Tree, wanted: &'static str, place: &Place) -> Option<TypeError> {
    if tree.is_null() || wanted.ends_with("interface {}") && !wanted.starts_with("map") {
        return None;
    }
    let wanted = wanted.strip_prefix('*').unwrap_or(wanted);
    let is_text = is_text(wanted);
    match (&tree.content, wanted) {
        (Content::Sequence(sequence), _) if item_of(wanted).is_some() => {
            sequence.items.iter().find_map(|item| find(item, item_of(wanted)?, place))
        }
        (Content::Mapping(mapping), _) if wanted.starts_with("map[string]") => {
            sorted(&mapping.entries).find_map(|entry| find(&entry.value, &wanted["map[string]".len()..], place))
        }
        (Content::Mapping(mapping), _) if wanted.contains('.') && !is_text && item_of(wanted).is_none() => {
            let (_, structure) = wanted.split_once('.')?;
            let table = if wanted == VALUE_TARGET { wanted } else { structure };
            find_inside(mapping, structure, table, place)
        }
        (Content::Scalar(scalar), _) => {
            let (number, truth) = (is_number(scalar.tag), scalar.tag == Tag::Bool);
            let fits = match wanted {
                "bool" => truth,
                "int" | "int64" if number => return whole(tree, &scalar.text, wanted, place),
                _ => is_text && (place.converted || !number && !truth),
            };
            (!fits).then(|| mismatch(tree, json_kind(tree), wanted, place))
        }
        _ => Some(mismatch(tree, json_kind(tree), wanted, place)),
    }
}

/// The first fault among the fields of a struct, which `table` has.
fn find_inside(mapping: &Mapping, structure: &'static str, table: &str, place: &Place) -> Option<TypeError> {
    let own = fields(table).into_iter().map(|fields| ("", fields));
    let others =
        embedded(structure).iter().flat_map(|&name| fields(name).into_iter().map(move |fields| (name, fields)));
    let fields: Vec<(&str, &Field)> =
        own.chain(others).flat_map(|(within, fields)| fields.iter().map(move |field| (within, field))).collect();
    let names = || fields.iter().map(|(_, (name, ..))| *name);
    sorted(&mapping.entries).find_map(|entry| {
        let key = entry.key.text()?;
        match fields.iter().find(|(_, (name, ..))| name.eq_ignore_ascii_case(key)) {
            Some((within, field)) => find(&entry.value, field.2, &place.inside(structure, within, field)),
            None if place.strict && !fields.is_empty() => Some(TypeError {
                message: format!("json: unknown field {:?}", key.as_str()),
                origin: entry.key.origin,
                nearest: nearest(key, names()),
            }),
            None => None,
        }
    })
}

fn is_number(tag: Tag) -> bool {
    matches!(tag, Tag::Int | Tag::Float)
}

/// The entries in the order of their keys, in which JSON has them by then: of those with one key the last.
fn sorted(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let mut entries: Vec<&Entry> = entries.iter().rev().collect();
    entries.sort_by_key(|entry| entry.key.text());
    entries.dedup_by_key(|entry| entry.key.text());
    entries.into_iter()
}

/// What is wrong with a number where an integer is wanted.
fn whole(tree: &Tree, text: &str, wanted: &str, place: &Place) -> Option<TypeError> {
    let text = text.replace('_', "");
    if parse_int(text.as_bytes(), 0, 64).is_ok() {
        return None;
    }
    let number = parse_float(text.as_bytes()).ok()?;
    let is_whole = number.fract() == 0.0 && number.abs() < 9e18;
    (!is_whole).then(|| mismatch(tree, &format!("number {}", format_float(number, b'f', -1)), wanted, place))
}

fn mismatch(tree: &Tree, found: &str, wanted: &str, place: &Place) -> TypeError {
    let into = match place.structure {
        "" => format!("Go value of type {wanted}"),
        structure => format!("Go struct field {structure}.{} of type {wanted}", place.path),
    };
    TypeError { message: format!("json: cannot unmarshal {found} into {into}"), origin: tree.origin, nearest: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn said(text: &str) -> Option<String> {
        let tree = crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0);
        in_kustomization(&tree).map(|error| error.message.replace("json: cannot unmarshal ", ""))
    }

    #[test]
    fn the_struct_the_path_and_the_type_are_gos() {
        for (text, sentence) in [
            ("namespace: 5", "number into Go struct field Kustomization.namespace of type string"),
            ("images: [{newTag: 1.5}]", "number into Go struct field Image.images.newTag of type string"),
            ("Images: a", "string into Go struct field Kustomization.images of type []types.Image"),
            ("commonLabels: {a: true}", "bool into Go struct field Kustomization.commonLabels of type string"),
            ("kind: [a]", "array into Go struct field Kustomization.TypeMeta.kind of type string"),
            ("replicas: [{count: 1.5}]", "number 1.5 into Go struct field Replica.replicas.count of type int64"),
            (
                "patches: [{target: {kind: 5}}]",
                "number into Go struct field Selector.patches.target.ResId.Gvk.kind of type string",
            ),
            (
                "replacements: [{targets: [{reject: {}}]}]",
                "object into Go struct field TargetSelector.replacements.Replacement.targets.reject of type []*types.Selector",
            ),
            (
                "configMapGenerator: [{literals: a}]",
                "string into Go struct field ConfigMapArgs.configMapGenerator.GeneratorArgs.KvPairSources.literals of type []string",
            ),
            (
                "patchesStrategicMerge: [5]",
                "number into Go struct field Kustomization.patchesStrategicMerge of type types.PatchStrategicMerge",
            ),
        ] {
            assert_eq!(said(text).as_deref(), Some(sentence), "{text}");
        }
        assert_eq!(said("resources: 5\nresources: []"), None, "the last counts");
        assert_eq!(said("resources: 5\nbogus: 1").as_deref(), Some("json: unknown field \"bogus\""), "by their keys");
        assert_eq!(said("resources: [a]\nnameprefix: x\nreplicas: [{count: 3}]\nimages:\n"), None);
    }

    #[test]
    fn numbers_become_texts_in_plugins_but_not_in_what_is_embedded() {
        let said = |text: &str| {
            let tree = crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0);
            in_plugin("PatchTransformer", &tree).map(|error| error.message)
        };
        assert_eq!(said("path: 5\nother: {}\ntarget: {labelSelector: 5}"), None);
        let sentence =
            "json: cannot unmarshal number into Go struct field Selector.target.ResId.Gvk.kind of type string";
        assert_eq!(said("target: {kind: 5}").as_deref(), Some(sentence));
        let tree = crate::yaml::read_trees(b"targets: [{fieldPath: []}]", SourceId::UNKNOWN).expect("YAML").remove(0);
        let sentence = "json: cannot unmarshal array into Go struct field Target.targets.fieldPath of type string";
        assert_eq!(in_plugin("ValueAddTransformer", &tree).map(|error| error.message).as_deref(), Some(sentence));
        let tree = crate::yaml::read_trees(b"literals: a", SourceId::UNKNOWN).expect("YAML").remove(0);
        let sentence = "json: cannot unmarshal string into Go struct field \
                        SecretGeneratorPlugin.SecretArgs.GeneratorArgs.KvPairSources.literals of type []string";
        assert_eq!(in_plugin("SecretGenerator", &tree).map(|error| error.message).as_deref(), Some(sentence));
    }
}
