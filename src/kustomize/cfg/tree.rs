//! A package or its objects' owners as a tree of lines, with fields below the objects where they are asked for.

use super::format::rank;
use super::path::{find, split_field_path};
use super::query::in_one_line;
use super::{strip_comments, text};
use crate::deep::deeper;
use crate::resource::stream;
use crate::yaml::Commented;
use crate::yaml::tree::Tree;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What the tree follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// The folders of files.
    Folders,
    /// The owners of objects.
    Owners,
}

/// Where containers are found.
const CONTAINERS: [&str; 3] =
    ["spec.containers", "spec.template.spec.containers", "spec.jobTemplate.spec.template.spec.containers"];

/// How deep owners may be owned.
const MAX_OWNERS: usize = 1_000;

/// A field that is shown.
#[derive(Clone, Debug)]
pub struct Field {
    path: Vec<String>,
    /// What it is shown under.
    name: String,
    /// Its own name, where it is one of a container.
    of_container: Option<String>,
}

impl Field {
    /// A field by its path.
    pub fn parse(path: &str) -> Result<Field, String> {
        split_field_path(path).map(Field::at)
    }

    fn at(path: Vec<String>) -> Field {
        let joined = path.join(".");
        let list = [CONTAINERS[1], CONTAINERS[2], CONTAINERS[0]].into_iter().find(|list| joined.starts_with(list));
        match list {
            Some(list) => Field { name: list.to_owned(), of_container: path.last().cloned(), path },
            None => Field { name: joined, of_container: None, path },
        }
    }

    /// A field of containers, wherever objects have these.
    pub fn of_containers(field: &str) -> Vec<Field> {
        let path = |list: &&str| list.split('.').chain(["[name=.*]", field]).map(str::to_owned).collect();
        CONTAINERS.iter().map(|list| Field::at(path(list))).collect()
    }
}

/// A line and those below it.
#[derive(Default)]
struct Branch {
    meta: Option<String>,
    value: String,
    below: Vec<Branch>,
}

/// The text of a tree whose first line is `root`. `is_package` says whether a folder, seen from the root, is a package.
/// Without a structure that of the owners is taken where any object has one.
pub fn tree(
    items: &[Commented],
    root: &str,
    fields: &[Field],
    structure: Option<Structure>,
    is_package: &dyn Fn(&str) -> bool,
) -> Result<String, String> {
    let objects: Vec<&Tree> = items.iter().map(|item| &item.tree).collect();
    let owned = || objects.iter().any(|object| object.at(&["metadata", "ownerReferences"]).is_some());
    let top = match structure {
        Some(Structure::Owners) => by_owner(&objects, fields)?,
        None if owned() => by_owner(&objects, fields)?,
        _ => by_folder(&objects, root, fields, is_package)?,
    };
    let mut out = format!("{}\n", top.value);
    print(&top, "", &mut out);
    Ok(out)
}

fn print(branch: &Branch, indent: &str, out: &mut String) {
    for (at, inner) in branch.below.iter().enumerate() {
        let last = at + 1 == branch.below.len();
        let (edge, further) = if last { ("└── ", "    ") } else { ("├── ", "│   ") };
        let further = format!("{indent}{further}");
        out.push_str(indent);
        out.push_str(edge);
        if let Some(meta) = &inner.meta {
            out.push_str(&format!("[{meta}]  "));
        }
        // What has several lines goes on below its own first character.
        out.push_str(&inner.value.replace('\n', &format!("\n{further}")));
        out.push('\n');
        deeper(|| print(inner, &further, out));
    }
}

fn file(object: &Tree) -> String {
    text(object, &["metadata", "annotations", stream::PATH])
}

fn base(path: &str) -> &str {
    match path.rsplit('/').find(|part| !part.is_empty()) {
        Some(base) => base,
        None if path.is_empty() => ".",
        None => "/",
    }
}

/// Objects in the order in which they are shown: by the file's name, namespace, name, kind and API version.
fn compare(a: &&Tree, b: &&Tree) -> Ordering {
    let key = |object: &Tree| {
        let part = |path: &[&str]| text(object, path);
        let file = file(object);
        (
            base(&file).to_owned(),
            part(&["metadata", "namespace"]),
            part(&["metadata", "name"]),
            part(&["kind"]),
            part(&["apiVersion"]),
        )
    };
    key(a).cmp(&key(b))
}

fn by_folder(
    objects: &[&Tree],
    root: &str,
    fields: &[Field],
    is_package: &dyn Fn(&str) -> bool,
) -> Result<Branch, String> {
    let mut folders: BTreeMap<String, Vec<&Tree>> = BTreeMap::new();
    for object in objects.iter().filter(|object| !text(object, &["kind"]).is_empty()) {
        let file = file(object);
        let folder = file.rsplit_once('/').map_or(".", |(folder, _)| if folder.is_empty() { "/" } else { folder });
        folders.entry(folder.to_owned()).or_default().push(object);
    }
    // Branches by their places: each is below the longest folder whose name its own begins with.
    let mut branches = vec![(Branch { value: root.to_owned(), ..Branch::default() }, 0)];
    let mut places: Vec<(String, usize)> = Vec::new();
    for (folder, mut inside) in folders {
        let parents = places.iter().filter(|(parent, _)| folder.starts_with(parent.as_str()));
        let parent = parents.max_by_key(|(parent, _)| parent.len()).map_or(0, |(_, place)| *place);
        let place = if folder == "." {
            parent
        } else {
            let name = base(&folder);
            let value = if is_package(&folder) { format!("Pkg: {name}") } else { name.to_owned() };
            branches.push((Branch { value, ..Branch::default() }, parent));
            branches.len() - 1
        };
        inside.sort_by(compare);
        for object in inside {
            let shown = shown(object, None, fields)?;
            branches[place].0.below.push(shown);
        }
        places.push((folder, place));
    }
    // A folder's branch comes behind the objects of the folder that it is in, and before later ones.
    while branches.len() > 1 {
        let Some((branch, parent)) = branches.pop() else { break };
        let at = branches[parent].0.below.iter().position(|inner| inner.meta.is_none());
        let below = &mut branches[parent].0.below;
        below.insert(at.unwrap_or(below.len()), branch);
    }
    Ok(branches.pop().map(|(branch, _)| branch).unwrap_or_default())
}

fn by_owner(objects: &[&Tree], fields: &[Field]) -> Result<Branch, String> {
    let mut children: BTreeMap<String, Vec<&Tree>> = BTreeMap::new();
    let mut known: BTreeMap<String, &Tree> = BTreeMap::new();
    for object in objects {
        known.insert(name(object), object);
        children.entry(owner(object)).or_default().push(object);
    }
    if let Some(missing) = children.keys().find(|owner| !owner.is_empty() && !known.contains_key(*owner)) {
        return Err(format!("owner '{missing}' not found in input, but found as an owner of input objects"));
    }
    let mut top = Branch { value: String::from("."), ..Branch::default() };
    top.below = owned_by("", &mut children, fields, 0)?;
    Ok(top)
}

/// The objects that `owner` owns, with those that they own.
fn owned_by(
    owner: &str,
    children: &mut BTreeMap<String, Vec<&Tree>>,
    fields: &[Field],
    depth: usize,
) -> Result<Vec<Branch>, String> {
    if depth > MAX_OWNERS {
        return Err(String::from("owners own each other too deep"));
    }
    let mut objects = children.remove(owner).unwrap_or_default();
    objects.sort_by(compare);
    let mut branches = Vec::with_capacity(objects.len());
    for object in objects {
        let mut branch = shown(object, Some("Resource"), fields)?;
        let inner = deeper(|| owned_by(&name(object), children, fields, depth + 1));
        branch.below.extend(inner?);
        branches.push(branch);
    }
    Ok(branches)
}

fn name(object: &Tree) -> String {
    let part = |path: &[&str]| text(object, path);
    format!("{} {}/{}", part(&["kind"]), part(&["metadata", "namespace"]), part(&["metadata", "name"]))
}

/// The name of an object's first owner; empty where it has none.
fn owner(object: &Tree) -> String {
    let owners = object.at(&["metadata", "ownerReferences"]).and_then(Tree::as_items).unwrap_or_default();
    let Some(first) = owners.first() else { return String::new() };
    let namespace = text(object, &["metadata", "namespace"]);
    format!("{} {namespace}/{}", text(first, &["kind"]), text(first, &["name"]))
}

/// The line of an object with its fields.
fn shown(object: &Tree, meta: Option<&str>, fields: &[Field]) -> Result<Branch, String> {
    let part = |path: &[&str]| text(object, path);
    let (kind, name, namespace) = (part(&["kind"]), part(&["metadata", "name"]), part(&["metadata", "namespace"]));
    let value = if namespace.is_empty() { format!("{kind} {name}") } else { format!("{kind} {namespace}/{name}") };
    let meta = meta.map_or_else(|| base(&file(object)).to_owned(), str::to_owned);
    Ok(Branch { meta: Some(meta), value, below: fields_of(object, fields)? })
}

/// The values of a container's fields by what its patterns matched.
type Elements = BTreeMap<String, Vec<(String, String)>>;

fn fields_of(object: &Tree, fields: &[Field]) -> Result<Vec<Branch>, String> {
    let mut plain: BTreeMap<&str, String> = BTreeMap::new();
    let mut nested: BTreeMap<&str, Elements> = BTreeMap::new();
    for field in fields {
        let found = find(object, &field.path)?;
        let value = |node: &Tree| {
            let mut node = node.clone();
            strip_comments(&mut node);
            in_one_line(&node).trim().to_owned()
        };
        match (&field.of_container, found.first()) {
            (_, None) => {}
            (None, Some(first)) => _ = plain.insert(&field.name, value(first.node)),
            (Some(own), Some(_)) => {
                let elements = nested.entry(&field.name).or_default();
                for found in found {
                    elements.entry(found.matches.join("/")).or_default().push((own.clone(), value(found.node)));
                }
            }
        }
    }
    let line = |value: String| Branch { value, ..Branch::default() };
    let plain = plain.into_iter().map(|(name, value)| (name, line(format!("{name}: {value}"))));
    let nested = nested.into_iter().map(|(name, elements)| {
        let elements = elements.into_values().enumerate().map(|(index, mut values)| {
            values.sort_by_cached_key(|(name, value)| (rank(name), value.clone()));
            let below = values.into_iter().map(|(name, value)| line(format!("{name}: {value}")));
            Branch { below: below.collect(), ..line(index.to_string()) }
        });
        (name, Branch { below: elements.collect(), ..line(name.to_owned()) })
    });
    let mut all: Vec<(&str, Branch)> = plain.chain(nested).collect();
    all.sort_by_cached_key(|(name, _)| rank(name));
    Ok(all.into_iter().map(|(_, branch)| branch).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::objects;
    use super::*;

    fn shown(files: &[(&str, &str)], fields: &[Field], structure: Option<Structure>) -> String {
        let items: Vec<Commented> = files.iter().flat_map(|(path, text)| objects(text, path)).collect();
        tree(&items, ".", fields, structure, &|folder| folder == "pkg").expect("a tree")
    }

    #[test]
    fn folders_and_their_objects_are_shown() {
        let files = [
            ("f2.yaml", "kind: Deployment\nmetadata: {name: bar}\n"),
            ("f1.yaml", "kind: Service\nmetadata: {name: foo, namespace: default}\n"),
            ("pkg/f3.yaml", "kind: Job\nmetadata: {name: j}\n"),
            ("pkg/deep/f4.yaml", "kind: Job\nmetadata: {name: k}\n"),
            ("z/f5.yaml", "kind: Job\nmetadata: {name: l}\n"),
        ];
        let expected = "\
.
├── [f1.yaml]  Service default/foo
├── [f2.yaml]  Deployment bar
├── Pkg: pkg
│   ├── [f3.yaml]  Job j
│   └── deep
│       └── [f4.yaml]  Job k
└── z
    └── [f5.yaml]  Job l
";
        assert_eq!(shown(&files, &[], None), expected);
    }

    #[test]
    fn fields_of_containers_stand_below_their_objects() {
        let text = "kind: Deployment\nmetadata: {name: d}\nspec:\n  replicas: 3 # many\n  template: {spec: {containers: \
                    [{name: b, image: x}, {name: a, image: y}]}}\n";
        let mut fields = Field::of_containers("image");
        fields.extend(Field::of_containers("name"));
        fields.push(Field::parse("spec.replicas").expect("a path"));
        let expected = "\
.
└── [f.yaml]  Deployment d
    ├── spec.replicas: 3
    └── spec.template.spec.containers
        ├── 0
        │   ├── name: a
        │   └── image: y
        └── 1
            ├── name: b
            └── image: x
";
        assert_eq!(shown(&[("f.yaml", text)], &fields, None), expected);
    }

    #[test]
    fn owners_own_their_objects() {
        let text =
            "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b, ownerReferences: [{kind: A, name: a}]}\n";
        assert_eq!(shown(&[("f.yaml", text)], &[], None), ".\n└── [Resource]  A a\n    └── [Resource]  B b\n");
    }
}
