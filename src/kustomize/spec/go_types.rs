//! The types of Kustomize's Go structs, as far as its sentences name them: where a value of kustomization.yaml is of another
//! type than its field, `encoding/json` tells the struct, the path and the type in Go. Nothing is read by this table.

use crate::go::strconv::{format_float, parse_float, parse_int};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Entry, Tag};
use crate::yaml::typed::json_kind;

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
        "ReplacementField" => vec![&[
            ("source", "Replacement.", "types.SourceSelector"),
            ("targets", "Replacement.", "[]*types.TargetSelector"),
            ("sourceValue", "Replacement.", "string"),
            ("path", "", "string"),
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
        _ => Vec::new(),
    }
}

/// What `encoding/json` says of the first value of a kustomization that is of another type than its field, and its place.
pub fn mismatch(tree: &Tree) -> Option<(String, Span)> {
    find(tree, "types.Kustomization", &Place { structure: "", path: String::new() })
}

/// The field that a value is of.
struct Place {
    /// The struct that the field is of; empty outside of all.
    structure: &'static str,
    path: String,
}

fn find(tree: &Tree, wanted: &'static str, place: &Place) -> Option<(String, Span)> {
    if tree.is_null() || wanted.ends_with("interface {}") && !wanted.starts_with("map") {
        return None;
    }
    let wanted = wanted.strip_prefix('*').unwrap_or(wanted);
    let is_text = matches!(wanted, "string" | "types.PatchStrategicMerge" | "types.SortOrder");
    match (&tree.content, wanted) {
        (Content::Sequence(sequence), _) if wanted.starts_with("[]") => {
            sequence.items.iter().find_map(|item| find(item, &wanted[2..], place))
        }
        (Content::Mapping(mapping), _) if wanted.starts_with("map[string]") => {
            sorted(&mapping.entries).find_map(|entry| find(&entry.value, &wanted["map[string]".len()..], place))
        }
        (Content::Mapping(mapping), _) if wanted.starts_with("types.") && !is_text => {
            let structure = &wanted["types.".len()..];
            let fields = fields(structure);
            sorted(&mapping.entries).find_map(|entry| {
                let key = entry.key.text()?;
                let mut fields = fields.iter().copied().flatten();
                let (name, via, wanted) = fields.find(|(name, ..)| name.eq_ignore_ascii_case(key))?;
                let path = match place.path.as_str() {
                    "" => format!("{via}{name}"),
                    path => format!("{path}.{via}{name}"),
                };
                find(&entry.value, wanted, &Place { structure, path })
            })
        }
        (Content::Scalar(scalar), _) => {
            let number = is_number(scalar.tag);
            let fits = match wanted {
                "bool" => scalar.tag == Tag::Bool,
                "int" | "int64" if number => return whole(tree, &scalar.text, wanted, place),
                _ => is_text && !number && scalar.tag != Tag::Bool,
            };
            (!fits).then(|| sentence(tree, json_kind(tree), wanted, place))
        }
        _ => Some(sentence(tree, json_kind(tree), wanted, place)),
    }
}

fn is_number(tag: Tag) -> bool {
    matches!(tag, Tag::Int | Tag::Float)
}

/// The entries in the order of their keys, in which JSON has them by then.
fn sorted(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.key.text());
    entries.into_iter()
}

/// What is wrong with a number where an integer is wanted.
fn whole(tree: &Tree, text: &str, wanted: &str, place: &Place) -> Option<(String, Span)> {
    let text = text.replace('_', "");
    if parse_int(text.as_bytes(), 0, 64).is_ok() {
        return None;
    }
    let number = parse_float(text.as_bytes()).ok()?;
    let is_whole = number.fract() == 0.0 && number.abs() < 9e18;
    (!is_whole).then(|| sentence(tree, &format!("number {}", format_float(number, b'f', -1)), wanted, place))
}

fn sentence(tree: &Tree, found: &str, wanted: &str, place: &Place) -> (String, Span) {
    let into = match place.structure {
        "" => format!("Go value of type {wanted}"),
        structure => format!("Go struct field {structure}.{} of type {wanted}", place.path),
    };
    (format!("json: cannot unmarshal {found} into {into}"), tree.origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn said(text: &str) -> Option<String> {
        let tree = crate::yaml::read_trees(text.as_bytes(), SourceId::UNKNOWN).expect("YAML").remove(0);
        mismatch(&tree).map(|(said, _)| said.replace("json: cannot unmarshal ", ""))
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
        assert_eq!(said("resources: [a]\nnameprefix: x\nreplicas: [{count: 3}]\nimages:\n"), None);
    }
}
