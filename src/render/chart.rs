//! Charts: [`crate::helm::template`], and the same release once more with origins on for who asks where a field came from.

use super::manifests::applied;
use super::settle::settle;
use super::unit::Document;
use super::{Attempt, Dialect, Input, Result, Session, Unit};
use crate::chart::values::UserValues;
use crate::chart::{self, Chart, Loader, Notes};
use crate::diagnostic::Diagnostic;
use crate::go::Str;
use crate::helm::{self, Capabilities, Environment, ReleaseOptions, Trace};
use crate::source::SourceId;
use crate::yaml::Tree;
use rayon::prelude::*;
use std::collections::HashMap;

/// Renders the chart of a folder or an archive.
pub(super) fn load(input: &Input, session: &Session, attempt: Attempt) -> Result<Unit> {
    let mut notes = Notes::new();
    let Prepared { chart, values, options } = prepare(input, session, &mut notes)?;
    let definitions: HashMap<Str, SourceId> =
        chart.custom_resource_definitions().into_iter().map(|(_, file)| (file.data.clone(), file.source)).collect();
    let mut effects = (session.effects)(&options.name, &options.namespace, attempt)?;
    let mut environment = Environment::new(&mut effects, &session.sources, &session.limits, &mut notes);
    let rendered = helm::template(chart, &values, &options, &mut environment).map_err(|failure| failure.diagnostic)?;
    let wanted: Vec<(&Str, &[u8])> = rendered.documents(&session.release.selection).collect();
    let read = |(template, text): &(&Str, &[u8])| match definitions.get(*text) {
        // A definition is a file of the user's and no template made it.
        Some(&source) => applied(text, source, input).map(|trees| (trees, None)),
        None => {
            let shared = Str::from(*text);
            let source = session.sources.add(format!("{template} (rendered)"), shared.clone().into_shared());
            let document = Document { source, template: (*template).clone(), text: shared };
            applied(text, source, input).map(|trees| (trees, Some(document)))
        }
    };
    let read: Vec<Result<(Vec<Tree>, Option<Document>)>> = wanted.par_iter().map(read).collect();
    let mut unit = Unit::new(input, Vec::with_capacity(read.len()), Vec::new());
    for document in read {
        let (mut trees, document) = document?;
        if session.dialect == Dialect::Kustomize {
            trees.iter_mut().for_each(settle);
        }
        unit.objects.extend(trees);
        unit.documents.extend(document);
    }
    unit.notes = notes;
    Ok(unit)
}

/// A chart with what it is rendered with.
struct Prepared {
    chart: Chart,
    values: UserValues,
    options: ReleaseOptions,
}

fn prepare(input: &Input, session: &Session, notes: &mut Notes) -> Result<Prepared> {
    let release = &session.release;
    let values =
        release.values.read(&*session.host, &session.sources).map_err(|error| Box::new(Diagnostic::from(error)))?;
    let mut loader = Loader { host: &*session.host, sources: &session.sources, notes, seen: None };
    let chart = chart::load(&input.path, &mut loader).map_err(|error| Box::new(Diagnostic::from(error)))?;
    let options = ReleaseOptions {
        name: release.name.clone(),
        namespace: release.namespace.clone(),
        action: release.action,
        capabilities: Capabilities {
            kube_version: release.kube_version.clone(),
            api_versions: release.api_versions.clone(),
        },
        skip_schema_validation: release.skip_schema_validation,
    };
    Ok(Prepared { chart, values, options })
}

/// A release with its origins, and the values that it was rendered with.
pub(super) struct Traced {
    /// The origins.
    pub trace: Trace,
    /// The user's values.
    pub values: UserValues,
}

/// Renders the chart once more, with origins on.
pub(super) fn trace(input: &Input, session: &Session, attempt: Attempt) -> Result<Traced> {
    let mut notes = Notes::new();
    let Prepared { chart, values, options } = prepare(input, session, &mut notes)?;
    let mut effects = (session.effects)(&options.name, &options.namespace, attempt)?;
    let mut environment = Environment::new(&mut effects, &session.sources, &session.limits, &mut notes);
    let trace = helm::trace(chart, &values, &options, &mut environment)?;
    Ok(Traced { trace, values })
}
