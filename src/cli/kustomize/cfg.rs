//! `plimsoll kustomize cfg`: Kustomize's commands that read packages, comments and all. What they find is
//! [`crate::kustomize::cfg`]'s.

use super::super::command::{Action, Arguments, Command, Invocation, Outcome};
use super::super::exit::ExitStatus;
use super::super::flags::cfg as flags;
use crate::diagnostic::Diagnostic;
use crate::host::disk::Disk;
use crate::host::{Host, output};
use crate::kustomize::cfg::{self, Field, Files, PACKAGE_FILE, Query, Structure};
use crate::resource::stream::{self, Stream};
use crate::source::SourceId;
use crate::yaml::{Commented, Tree};
use std::path::Path;

/// The most that is read from standard input.
const MAX_INPUT: u64 = 256 << 20;

/// The group.
pub(crate) const COMMAND: Command = Command {
    name: "cfg",
    about: "Read packages of configuration",
    description: "Read packages of configuration as `kustomize cfg` does, with their comments.",
    usage: "COMMAND",
    arguments: Arguments::Any,
    groups: &[],
    action: Action::Choose(&[&CAT, &COUNT, &GREP, &TREE]),
};

const CAT: Command = Command {
    name: "cat",
    about: "Print the objects of a package",
    description: "Print the objects of a package, or of standard input, with their fields in the usual order.",
    usage: "[DIR]",
    arguments: Arguments::AtMost(1),
    groups: &[&flags::CAT, &flags::LOCAL, &flags::PACKAGES],
    action: Action::Run(cat),
};

const COUNT: Command = Command {
    name: "count",
    about: "Count the objects of a package",
    description: "Count the objects of a package, or of standard input, by their kinds.",
    usage: "[DIR]",
    arguments: Arguments::AtMost(1),
    groups: &[&flags::COUNT, &flags::PACKAGES],
    action: Action::Run(count),
};

const GREP: Command = Command {
    name: "grep",
    about: "Find objects by their fields",
    description: "Find objects by their fields: `metadata.name=web.*`, `spec.replicas>2`, \
                  `spec.template.spec.containers[name=nginx].image=nginx`.",
    usage: "QUERY [DIR]",
    arguments: Arguments::AtMost(2),
    groups: &[&flags::GREP, &flags::PACKAGES],
    action: Action::Run(grep),
};

const TREE: Command = Command {
    name: "tree",
    about: "Show a package as a tree",
    description: "Show the objects of a package, or of standard input with `-`, as a tree of folders or of owners.",
    usage: "[DIR]",
    arguments: Arguments::AtMost(1),
    groups: &[&flags::TREE, &flags::LOCAL],
    action: Action::Run(tree),
};

fn failed(cause: impl Into<String>) -> Box<Diagnostic> {
    Box::new(Diagnostic::sentence("kustomize::cfg", cause.into()).help("see `plimsoll kustomize cfg --help`"))
}

fn standard_input() -> Result<Stream, Box<Diagnostic>> {
    let text = Disk.read_stdin(MAX_INPUT).map_err(|error| failed(error.to_string()))?;
    stream::parse(&text, SourceId::UNKNOWN).map_err(failed)
}

/// A switch that is on unless it is turned off.
fn unless_off(invocation: &Invocation, name: &str) -> bool {
    invocation.matches.given_switch(name).unwrap_or(true)
}

/// What `act` makes of each package at and below a folder. What is wrong with one is told among the others.
fn each_package(
    invocation: &Invocation,
    root: &Path,
    mut act: impl FnMut(&Path, Vec<Commented>) -> Result<String, String>,
    mut told: impl FnMut(&Path, &str) -> String,
) -> Result<Vec<(String, String)>, Box<Diagnostic>> {
    let recurse = unless_off(invocation, "recurse-subpackages");
    let packages = cfg::packages(root, recurse, &Disk).map_err(failed)?;
    let mut outputs = Vec::with_capacity(packages.len());
    for package in packages {
        let read = cfg::read_package(&package, true, Files::Yaml, &Disk, &invocation.sources);
        let text = match read.and_then(|items| act(&package, items)) {
            Ok(text) => text,
            Err(cause) if recurse => told(&package, &cause),
            Err(cause) => return Err(failed(cause)),
        };
        outputs.push((package.display().to_string(), text));
    }
    Ok(outputs)
}

/// The texts of packages with Kustomize's separators.
fn joined(outputs: Vec<(String, String)>) -> String {
    let mut out = String::new();
    for (at, (_, text)) in outputs.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(text);
        if !text.is_empty() {
            out.push_str("---");
        }
    }
    out.strip_suffix("---").map(str::to_owned).unwrap_or(out)
}

fn count(invocation: &mut Invocation) -> Outcome {
    let by_kind = unless_off(invocation, "kind");
    let text = match invocation.arguments.first().cloned() {
        None => cfg::count(&standard_input()?.items, by_kind),
        Some(root) => {
            let act = |_: &Path, items: Vec<Commented>| Ok(cfg::count(&items, by_kind));
            let outputs = each_package(invocation, Path::new(&root), act, |_, cause| format!("{cause}\n"))?;
            let lines: Vec<String> = outputs.into_iter().map(|(path, text)| format!("{path}/\n{text}")).collect();
            lines.join("\n")
        }
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

fn grep(invocation: &mut Invocation) -> Outcome {
    let arguments = invocation.arguments.clone();
    let Some(query) = arguments.first() else { return Err(failed("missing required argument: QUERY")) };
    let query = Query::parse(&query.to_string_lossy()).map_err(failed)?;
    let (annotate, invert) = (unless_off(invocation, "annotate"), invocation.matches.switch("invert-match"));
    let act = |items: Vec<Commented>| {
        let kept = query.filter(items, invert)?;
        if annotate { stream::print_annotated(&kept) } else { stream::print(&kept) }
    };
    let text = match arguments.get(1) {
        None => act(standard_input()?.items).map_err(failed)?,
        Some(root) => {
            joined(each_package(invocation, Path::new(root), |_, items| act(items), |_, cause| format!("{cause}\n"))?)
        }
    };
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

fn cat(invocation: &mut Invocation) -> Outcome {
    let options = Cat::from_flags(invocation)?;
    let text = match invocation.arguments.first().cloned() {
        None => options.print(standard_input()?.items).map_err(failed)?,
        Some(root) => {
            let told =
                |package: &Path, cause: &str| format!("{cause} in package {:?}\n", package.display().to_string());
            joined(each_package(invocation, Path::new(&root), |_, items| options.print(items), told)?)
        }
    };
    match invocation.matches.text("dest").filter(|path| !path.is_empty()) {
        Some(path) => {
            output::write_file(Path::new(&path), text.as_bytes()).map_err(|error| Box::new(error.to_diagnostic()))?;
        }
        None => invocation.printer.write(text.as_bytes()),
    }
    Ok(ExitStatus::Success)
}

/// How `cat` prints.
struct Cat {
    format: bool,
    annotate: bool,
    strip_comments: bool,
    include_local: bool,
    exclude_others: bool,
    styles: Vec<String>,
    wrapping: Option<(String, String)>,
    function_config: Option<Tree>,
}

impl Cat {
    fn from_flags(invocation: &Invocation) -> Result<Cat, Box<Diagnostic>> {
        let matches = &invocation.matches;
        let text = |name: &str| matches.text(name).unwrap_or_default().to_string_lossy().into_owned();
        let kind = text("wrap-kind");
        let styles = matches.list("style").iter().map(|style| style.to_string_lossy().into_owned()).collect();
        let path = text("function-config");
        let function_config = if path.is_empty() {
            None
        } else {
            let configs =
                cfg::read_package(Path::new(&path), false, Files::Yaml, &Disk, &invocation.sources).map_err(failed)?;
            let count = configs.len();
            let [mut config] = <[Commented; 1]>::try_from(configs)
                .map_err(|_| failed(format!("expected exactly 1 functionConfig, found {count}")))?;
            if !matches.switch("annotate") {
                stream::clear_reader_annotations(&mut config.tree).map_err(failed)?;
                cfg::clear_paths(&mut config.tree).map_err(failed)?;
            }
            Some(config.tree)
        };
        Ok(Cat {
            format: unless_off(invocation, "format"),
            annotate: matches.switch("annotate"),
            strip_comments: matches.switch("strip-comments"),
            include_local: matches.switch("include-local"),
            exclude_others: matches.switch("exclude-non-local"),
            styles,
            wrapping: (!kind.is_empty()).then(|| (text("wrap-version"), kind)),
            function_config,
        })
    }

    fn print(&self, items: Vec<Commented>) -> Result<String, String> {
        let mut items = cfg::select_local(items, self.include_local, self.exclude_others);
        if items.is_empty() {
            return Ok(String::new());
        }
        for item in &mut items {
            if self.format {
                cfg::format(&mut item.tree)?;
            }
            if self.strip_comments {
                cfg::strip_comments(&mut item.tree);
            }
            if !self.annotate {
                cfg::clear_paths(&mut item.tree)?;
            }
            stream::restyle(&mut item.tree, &self.styles);
        }
        match (&self.wrapping, self.annotate) {
            (Some((version, kind)), annotate) => {
                stream::print_wrapped(items, version, kind, self.function_config.clone(), annotate)
            }
            (None, true) => stream::print_annotated(&items),
            (None, false) => stream::print(&items),
        }
    }
}

fn tree(invocation: &mut Invocation) -> Outcome {
    let root =
        invocation.arguments.first().map_or_else(|| String::from("."), |root| root.to_string_lossy().into_owned());
    let matches = &invocation.matches;
    let structure = match matches.text("graph-structure").unwrap_or_default().to_string_lossy().as_ref() {
        "owners" => Some(Structure::Owners),
        "directory" => Some(Structure::Folders),
        _ => None,
    };
    let fields = fields(invocation).map_err(failed)?;
    let (include_local, exclude_others) = (matches.switch("include-local"), matches.switch("exclude-non-local"));
    let (items, shown) = if root == "-" {
        (standard_input()?.items, String::from("."))
    } else {
        let items =
            cfg::read_package(Path::new(&root), false, Files::Yaml, &Disk, &invocation.sources).map_err(failed)?;
        (items, String::from_utf8_lossy(&crate::go::path::clean(root.as_bytes())).into_owned())
    };
    let items = cfg::select_local(items, include_local, exclude_others);
    if items.is_empty() {
        return Ok(ExitStatus::Success);
    }
    let is_package = |folder: &str| Disk.metadata(&Path::new(&shown).join(folder).join(PACKAGE_FILE)).is_ok();
    let text = cfg::tree(&items, &shown, &fields, structure, &is_package).map_err(failed)?;
    invocation.printer.write(text.as_bytes());
    Ok(ExitStatus::Success)
}

/// The fields that flags ask for.
fn fields(invocation: &Invocation) -> Result<Vec<Field>, String> {
    let matches = &invocation.matches;
    let paths = matches.list("field");
    let mut fields = paths.iter().map(|path| Field::parse(&path.to_string_lossy())).collect::<Result<Vec<_>, _>>()?;
    let wanted = |flag: &str| matches.given_switch(flag).unwrap_or_else(|| matches.switch("all"));
    for flag in ["name", "image", "command", "args", "env"] {
        if wanted(flag) {
            fields.extend(Field::of_containers(flag));
        }
    }
    if wanted("replicas") {
        fields.push(Field::parse("spec.replicas")?);
    }
    for flag in ["resources", "ports"] {
        if wanted(flag) {
            fields.extend(Field::of_containers(flag));
        }
    }
    if wanted("ports") {
        fields.push(Field::parse("spec.ports")?);
    }
    Ok(fields)
}
