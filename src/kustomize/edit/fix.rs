//! `kustomize edit fix`: deprecated fields to those that took their place, each item where the build comes to it at the same
//! time as before, with its comments. Variables are another file's.

use super::carry::shifted;
use super::document::{Step, at};
use super::generated::merge_env;
use super::insert::{Piece, Place};
use super::kustfile::{KustomizationFile, mapping, refused};
use super::place::end_of;
use crate::kustomize::{Context, Result};
use crate::yaml::Tree;
use crate::yaml::tree::{Content, NOWHERE, Tag};
use std::ops::Range;
use std::path::Path;

/// A field that was brought up to date, and where it went.
pub type Fixed = (&'static str, &'static str);

/// Brings all fields up to date but `vars`, and fills in the header.
pub fn fix(file: &mut KustomizationFile, context: &Context<'_>) -> Result<Vec<Fixed>> {
    let mut fixed = Vec::new();
    header(file)?;
    for (from, to, outcome) in [
        ("bases", "resources", merge_bases(file)?),
        ("imageTags", "images", merge_image_tags(file)?),
        ("env", "envs", envs(file)?),
        ("helmChartInflationGenerator", "helmCharts", charts(file)?),
        ("patchesStrategicMerge", "patches", strategic_patches(file, context)?),
        ("patchesJson6902", "patches", merge(file, "patchesJson6902", "patches", Place::End)?),
        ("commonLabels", "labels", common_labels(file)?),
    ] {
        if outcome {
            fixed.push((from, to));
        }
    }
    Ok(fixed)
}

/// Moves `bases` to `resources`.
pub(super) fn merge_bases(file: &mut KustomizationFile) -> Result<bool> {
    merge(file, "bases", "resources", Place::End)
}

/// Moves `imageTags` to `images`.
pub(super) fn merge_image_tags(file: &mut KustomizationFile) -> Result<bool> {
    merge(file, "imageTags", "images", Place::End)
}

/// Moves the items of one list before or behind those of another; where that is missing, the list gets its name. Whether there
/// was anything to move.
fn merge(file: &mut KustomizationFile, from: &str, to: &str, place: Place) -> Result<bool> {
    if file
        .document
        .tree()
        .as_mapping()
        .is_none_or(|fields| !fields.entries.iter().any(|entry| super::document::is_key(entry, &[], from)))
    {
        return Ok(false);
    }
    if !file.has(&[Step::Key(from)]) {
        file.document.remove(&[], from)?;
        return Ok(true);
    }
    if !file.has(&[Step::Key(to)]) {
        file.document.remove(&[], to)?;
        file.document.rename(&[], from, to)?;
        return Ok(true);
    }
    let pieces = file.document.pieces(from)?;
    if pieces.iter().any(Piece::has_comments) && file.document.is_in_brackets(to) && !file.document.is_in_brackets(from)
    {
        // There is no room for comments in brackets: what is in them goes into the other list.
        let known = file.document.pieces(to)?;
        file.document.add(&[], from, known, place.opposite())?;
        file.document.remove(&[], to)?;
        file.document.rename(&[], from, to)?;
        return Ok(true);
    }
    file.document.add(&[], to, pieces, place)?;
    file.document.remove(&[], from)?;
    Ok(true)
}

/// `kind` and `apiVersion`, where they are missing.
fn header(file: &mut KustomizationFile) -> Result<()> {
    let kustomization = file.kustomization()?;
    let is_component = kustomization.kind.value == "Component";
    if kustomization.api_version.value.is_empty() {
        let version = if is_component { "v1alpha1" } else { "v1beta1" };
        file.set_text(&[], "apiVersion", &format!("kustomize.config.k8s.io/{version}"))?;
    }
    if kustomization.kind.value.is_empty() {
        file.set_text(&[], "kind", "Kustomization")?;
    }
    Ok(())
}

/// `env` to `envs` in generators.
fn envs(file: &mut KustomizationFile) -> Result<bool> {
    let kustomization = file.kustomization()?;
    let maps = kustomization.config_map_generator.iter().map(|entry| !entry.value.env.value.is_empty());
    let secrets = kustomization.secret_generator.iter().map(|entry| !entry.value.env.value.is_empty());
    let maps = maps.enumerate().map(|(at, is_old)| ("configMapGenerator", at, is_old));
    let secrets = secrets.enumerate().map(|(at, is_old)| ("secretGenerator", at, is_old));
    let old: Vec<_> = maps.chain(secrets).filter(|(.., is_old)| *is_old).collect();
    for (key, at, _) in &old {
        merge_env(file, &[Step::Key(key), Step::Item(*at)])?;
    }
    Ok(!old.is_empty())
}

/// `helmChartInflationGenerator` to `helmCharts` and `helmGlobals`.
fn charts(file: &mut KustomizationFile) -> Result<bool> {
    const KEY: &str = "helmChartInflationGenerator";
    const RENAMED: [(&str, &str); 7] = [
        ("chartName", "name"),
        ("chartVersion", "version"),
        ("chartRepoUrl", "repo"),
        ("releaseName", "releaseName"),
        ("values", "valuesFile"),
        ("valuesLocal", "valuesInline"),
        ("valuesMerge", "valuesMerge"),
    ];
    let Some(old) = at(file.document.tree(), &[Step::Key(KEY)]).and_then(Tree::as_items).map(<[Tree]>::to_vec) else {
        return Ok(false);
    };
    let known = file.kustomization()?;
    for (place, chart) in old.iter().enumerate() {
        let item = [Step::Key(KEY), Step::Item(place)];
        let keys = chart.as_mapping().map(|fields| fields.entries.iter().map(|entry| entry.key.text().cloned()));
        for key in keys.into_iter().flatten().flatten() {
            let renamed = RENAMED.iter().find(|(from, _)| key.eq_ignore_ascii_case(from));
            match renamed.filter(|_| at(chart, &[Step::Key(&key)]).is_some_and(|value| !value.is_null())) {
                Some((_, to)) if *to != key => file.document.rename(&item, &key, to)?,
                Some(_) => {}
                None => file.document.remove(&item, &key)?,
            }
        }
    }
    if known.helm_globals.is_none() {
        let charts = known.helm_chart_inflation_generator.iter().map(|chart| &chart.value);
        let last =
            |values: Vec<&str>| values.into_iter().rfind(|value| !value.is_empty()).and_then(super::kustfile::text);
        let home = last(charts.clone().map(|chart| chart.chart_home.as_str()).collect());
        let config = last(charts.map(|chart| chart.helm_home.as_str()).collect());
        if home.is_some() || config.is_some() {
            file.document.set(&[], "helmGlobals", mapping([("chartHome", home), ("configHome", config)]))?;
        }
    }
    merge(file, KEY, "helmCharts", Place::End)
}

/// `patchesStrategicMerge` to `patches`: in front of those that are there, because a build comes to them first.
fn strategic_patches(file: &mut KustomizationFile, context: &Context<'_>) -> Result<bool> {
    const KEY: &str = "patchesStrategicMerge";
    let patches = file.kustomization()?.patches_strategic_merge;
    for (place, patch) in patches.iter().flatten().enumerate() {
        let is_file = context
            .host
            .metadata(Path::new(patch.value.as_str()))
            .is_ok_and(|known| known.kind == crate::host::FileKind::File);
        let key = if is_file { "path" } else { "patch" };
        let patch = mapping([(key, Some(Tree::string(patch.value.clone(), NOWHERE)))]);
        file.document.replace_item(&[Step::Key(KEY)], place, patch)?;
    }
    merge(file, KEY, "patches", Place::Start)
}

/// `commonLabels` to an entry of `labels` that selectors get too.
fn common_labels(file: &mut KustomizationFile) -> Result<bool> {
    const KEY: &str = "commonLabels";
    let kustomization = file.kustomization()?;
    let Some(common) = kustomization.common_labels else { return Ok(false) };
    let twice = kustomization
        .labels
        .iter()
        .flat_map(|label| label.value.pairs.keys())
        .find(|key| common.value.contains_key(*key));
    if let Some(key) = twice {
        let sentence = format!("label name '{key}' exists in both commonLabels and labels");
        return Err(refused(sentence, "take it out of one of them"));
    }
    let Some(pairs) = at(file.document.tree(), &[Step::Key(KEY)]).cloned() else { return Ok(false) };
    if common.value.is_empty() {
        file.document.remove(&[], KEY)?;
        return Ok(true);
    }
    let selectors = Tree::scalar("true", Tag::Bool, NOWHERE);
    let value = mapping([("includeSelectors", Some(selectors)), ("pairs", Some(pairs))]);
    let written = written_pairs(file)?;
    let lines = written.as_ref().map(|(pairs, _)| format!("- includeSelectors: true\n  pairs:{pairs}\n"));
    let above = match file.document.entry_at(&[], KEY)? {
        (_, fields, Some(place)) => file.document.comments_above(fields, place, true),
        _ => String::new(),
    };
    match (lines, written) {
        (Some(lines), Some((_, range))) if !file.has(&[Step::Key("labels")]) => {
            file.document.remove(&[], "labels")?;
            file.document.replace_with_list(KEY, "labels", range, &lines, value)?;
        }
        (lines, _) => {
            let behind = file.document.comment_behind(&[], KEY)?;
            let lines = lines.map(|lines| format!("{above}{}{behind}\n", lines.trim_end_matches('\n')));
            file.document.append(&[], "labels", vec![Piece { value, lines }])?;
            file.document.remove(&[], KEY)?;
        }
    }
    Ok(true)
}

/// The labels of `commonLabels` as they are written, with their comments, for the fourth column and without a last line end; and
/// the bytes that the field takes. Nothing where the labels have to be written anew.
fn written_pairs(file: &KustomizationFile) -> Result<Option<(String, Range<usize>)>> {
    let document = &file.document;
    let (node, fields, Some(place)) = document.entry_at(&[], "commonLabels")? else { return Ok(None) };
    let Some(entry) = fields.entries.get(place) else { return Ok(None) };
    let Content::Mapping(pairs) = &entry.value.content else { return Ok(None) };
    let (key, end) = (entry.key.origin.range(), end_of(&entry.value, &document.text));
    let is_plain = document.text[key.end..].starts_with(':') && entry.value.anchor().is_none();
    if !is_plain || node.as_mapping().is_some_and(|fields| fields.flow) || document.key_column(fields) > 0 {
        return Ok(None);
    }
    let start = entry.value.origin.range().start;
    if pairs.flow {
        let flow = &document.text[start..end];
        return Ok((!flow.contains('\n')).then(|| (format!(" {flow}"), key.start..end)));
    }
    let (first, last) = (document.line_after(document.lines().end(key.end)), document.lines().end(end));
    let Some(lines) = document.text.get(first..last) else { return Ok(None) };
    let column = document.key_column(pairs);
    let is_deep = |line: &str| line.trim().is_empty() || line.len() - line.trim_start_matches(' ').len() >= column;
    if !lines.lines().all(is_deep) {
        return Ok(None);
    }
    let comment = document.text[key.end + 1..document.lines().end(key.end)].trim_end();
    Ok(Some((format!("{comment}\n{}", shifted(lines, column, 4).trim_end_matches('\n')), key.start..last)))
}
