//! [`Target`], a kustomization file that was found, read and checked. What its fields mean is for the steps that follow.

use super::spec::{HelmChart, HelmGlobals, Kustomization, go_types};
use super::{Context, Loaded, Loader, Result};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, Span};
use crate::yaml::typed::{self, Spanned};
use crate::yaml::{self, Tree};
use foldhash::HashSet;
use smol_str::SmolStr;

/// The names that a kustomization file may have.
pub const FILE_NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// A kustomization and the folder that it is in.
#[derive(Debug)]
pub struct Target {
    /// The folder.
    pub loader: Loader,
    /// The name of the file.
    pub file: &'static str,
    /// The text of the file.
    pub source: SourceId,
    /// What it says, deprecated fields moved to where they belong now.
    pub kustomization: Kustomization,
}

impl Target {
    /// Finds and reads the kustomization in a folder.
    pub fn load(loader: Loader, context: &mut Context<'_>) -> Result<Target> {
        let (file, loaded) = find(&loader, context)?;
        let (mut kustomization, is_empty) = parse(&loaded.text, loaded.source)?;
        warn_second_document(&loaded.text, loaded.source, context);
        warn_deprecated(&kustomization, context);
        fix(&mut kustomization);
        let whole = Span::new(loaded.source, 0..0);
        if is_empty {
            let diagnostic = Diagnostic::sentence("kustomize::empty", "kustomization.yaml is empty").label(whole, "");
            return Err(Box::new(diagnostic.help("name what to build under `resources`")));
        }
        check_header(&kustomization, &loader, whole)?;
        Ok(Target { loader, file, source: loaded.source, kustomization })
    }

    /// Whether it is a component.
    pub fn is_component(&self) -> bool {
        self.kustomization.kind.value == "Component"
    }
}

/// The kustomization file of a folder.
pub(super) fn find(loader: &Loader, context: &Context<'_>) -> Result<(&'static str, Loaded)> {
    let mut found = FILE_NAMES.iter().filter_map(|&name| Some((name, loader.find(name, context)?)));
    let Some((file, loaded)) = found.next() else { return Err(missing(loader)) };
    if found.next().is_some() {
        let sentence = format!("Found multiple kustomization files under: {}", loader.root().display());
        let help = format!("keep one of {} and remove the others", FILE_NAMES.join(", "));
        return Err(Box::new(Diagnostic::sentence("kustomize::two-files", sentence).help(help)));
    }
    Ok((file, loaded?))
}

fn missing(loader: &Loader) -> Box<Diagnostic> {
    let [first, second, third] = FILE_NAMES;
    let sentence =
        format!("unable to find one of '{first}', '{second}' or '{third}' in directory '{}'", loader.root().display());
    let help = "name a folder that has one of these files, or make one with `plimsoll kustomize create`";
    Box::new(Diagnostic::sentence("kustomize::no-kustomization", sentence).help(help))
}

/// The kustomization, and whether it is empty.
fn parse(text: &[u8], source: SourceId) -> Result<(Kustomization, bool)> {
    let invalid = |cause: &str, span: Option<Span>| {
        let sentence = format!("invalid Kustomization: {cause}");
        let diagnostic = Diagnostic::sentence("kustomize::invalid", sentence);
        diagnostic.label_known(span, "")
    };
    let tree = yaml::read_configuration(text, source)
        .map_err(|error| Box::new(invalid(error.message(), error.span())))?
        .unwrap_or_else(|| Tree::null(Span::new(source, 0..0)));
    if let Some((sentence, key)) = go_types::null_key(&tree) {
        let help = "a key is a text: put quotes around it";
        return Err(Box::new(invalid(&sentence, Some(key)).help(help)));
    }
    Ok((fields(&tree)?, is_empty(&tree)))
}

/// What a kustomization's tree says, as it is written.
pub(super) fn fields(tree: &Tree) -> Result<Kustomization> {
    let read: std::result::Result<Kustomization, _> = typed::read(tree, true);
    let fault = match read {
        // Charts have values of any shape here, and in Kustomize only mappings.
        Ok(kustomization) if kustomization.helm_charts.is_empty() => return Ok(kustomization),
        Ok(kustomization) => match go_types::in_kustomization(tree) {
            None => return Ok(kustomization),
            Some(fault) => fault,
        },
        Err(error) => go_types::in_kustomization(tree).unwrap_or(error),
    };
    let sentence = format!("invalid Kustomization: {}", fault.message);
    let diagnostic = Diagnostic::sentence("kustomize::invalid", sentence).label_known(Some(fault.origin), "");
    Err(Box::new(match fault.nearest {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic.help("see the fields of a kustomization in Kustomize's reference"),
    }))
}

/// Says that only the first document counts, where there are more.
fn warn_second_document(text: &[u8], source: SourceId, context: &mut Context<'_>) {
    if memchr::memmem::find(text, b"\n---").is_none() {
        return;
    }
    let documents = yaml::read_objects(text, source).unwrap_or_default();
    if let [_, second, ..] = documents.as_slice() {
        let message = "only the first document of a kustomization counts, and this one is passed over";
        let note = Diagnostic::error("kustomize::second-document", message).severity(Severity::Warning);
        let note = note.label(second.origin, "passed over");
        context.notes.push(note.help("make one document of them, or a kustomization of its own"));
    }
}

/// Says which deprecated fields are used, as Kustomize says it.
fn warn_deprecated(kustomization: &Kustomization, context: &mut Context<'_>) {
    let deprecated = [
        ("bases", "resources", kustomization.bases.is_some()),
        ("commonLabels", "labels", kustomization.common_labels.is_some()),
        ("imageTags", "images", kustomization.image_tags.is_some()),
        ("patchesJson6902", "patches", kustomization.patches_json6902.is_some()),
        ("patchesStrategicMerge", "patches", kustomization.patches_strategic_merge.is_some()),
        ("vars", "replacements", kustomization.vars.is_some()),
    ];
    for (field, successor, _) in deprecated.into_iter().filter(|&(_, _, is_used)| is_used) {
        let experimental = if field == "vars" { "[EXPERIMENTAL] " } else { "" };
        let sentence = format!(
            "# Warning: '{field}' is deprecated. Please use '{successor}' instead. {experimental}Run 'kustomize edit fix' \
             to update your Kustomization automatically."
        );
        let message = format!("'{field}' is deprecated, '{successor}' takes its place");
        let note = Diagnostic::error("kustomize::deprecated", message).severity(Severity::Warning).compat(sentence);
        context.notes.push(note.help("`plimsoll kustomize edit fix` brings the file up to date"));
    }
}

/// Fills in the header and moves deprecated fields to where they belong.
fn fix(kustomization: &mut Kustomization) {
    let default = |field: &mut Spanned<SmolStr>, value: &str| {
        if field.value.is_empty() {
            field.value = value.into();
        }
    };
    default(&mut kustomization.kind, "Kustomization");
    default(&mut kustomization.api_version, required_version(&kustomization.kind.value));
    kustomization.resources.extend(kustomization.bases.take().unwrap_or_default());
    kustomization.images.extend(kustomization.image_tags.take().unwrap_or_default());
    let join = |env: &mut Spanned<SmolStr>, envs: &mut Vec<Spanned<SmolStr>>| {
        envs.extend(Some(std::mem::take(env)).filter(|env| !env.value.is_empty()));
    };
    for generator in kustomization.config_map_generator.iter_mut().map(|generator| &mut generator.value) {
        join(&mut generator.env, &mut generator.envs);
    }
    for generator in kustomization.secret_generator.iter_mut().map(|generator| &mut generator.value) {
        join(&mut generator.env, &mut generator.envs);
    }
    fix_charts(kustomization);
}

fn fix_charts(kustomization: &mut Kustomization) {
    let old = std::mem::take(&mut kustomization.helm_chart_inflation_generator);
    let mut globals = HelmGlobals::default();
    for Spanned { value, origin } in old {
        if !value.helm_home.is_empty() {
            globals.config_home = value.helm_home;
        }
        if !value.chart_home.is_empty() {
            globals.chart_home = value.chart_home;
        }
        let chart = HelmChart {
            name: value.chart_name,
            version: value.chart_version,
            repo: value.chart_repo_url,
            values_file: value.values,
            values_inline: value.values_local,
            values_merge: value.values_merge,
            release_name: value.release_name,
            ..HelmChart::default()
        };
        kustomization.helm_charts.push(Spanned { value: chart, origin });
    }
    if globals != HelmGlobals::default() && kustomization.helm_globals.is_none() {
        kustomization.helm_globals = Some(globals);
    }
}

fn required_version(kind: &str) -> &'static str {
    if kind == "Component" { "kustomize.config.k8s.io/v1alpha1" } else { "kustomize.config.k8s.io/v1beta1" }
}

/// Whether a kustomization says nothing beside its header. A list or mapping says something even where it is empty, but for
/// those whose content moves to other fields.
fn is_empty(tree: &Tree) -> bool {
    const HEADER: [&str; 2] = ["apiVersion", "kind"];
    const MOVED: [&str; 3] = ["bases", "imageTags", "helmChartInflationGenerator"];
    let is = |key: &str, names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key));
    let mut seen = HashSet::default();
    tree.as_mapping().into_iter().flat_map(|mapping| mapping.entries.iter().rev()).all(|entry| {
        let key = entry.key.text().map_or("", SmolStr::as_str);
        // Of a repeated field the last one counts.
        let is_header = is(key, &HEADER) || !seen.insert(key);
        is_header
            || entry.value.text().is_some_and(SmolStr::is_empty)
            || entry.value.is_null()
            || is(key, &MOVED) && entry.value.is_null_or_empty()
    })
}

fn check_header(kustomization: &Kustomization, loader: &Loader, place: Span) -> Result<()> {
    let (kind, version) = (&kustomization.kind, &kustomization.api_version);
    let mut wrong = Vec::new();
    if !matches!(kind.value.as_str(), "Kustomization" | "Component") {
        wrong.push((String::from("kind should be Kustomization or Component"), kind.origin));
    }
    let required = required_version(&kind.value);
    if version.value != required {
        wrong.push((format!("apiVersion for {} should be {required}", kind.value), version.origin));
    }
    let Some((_, origin)) = wrong.first() else { return Ok(()) };
    let origin = origin.unwrap_or(place);
    let causes: Vec<_> = wrong.iter().map(|(cause, _)| cause.as_str()).collect();
    let cause = causes.join("; ");
    let sentence = format!("Failed to read kustomization file under {}: {cause}", loader.root().display());
    Err(Box::new(Diagnostic::error("kustomize::header", cause).compat(sentence).label(origin, "")))
}
