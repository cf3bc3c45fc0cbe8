//! A chart's archive as Helm stores it: Chart.yaml as configuration, the archive and its provenance as layers, and annotations
//! that are made of Chart.yaml.

use super::{Content, refuse, rfc3339};
use crate::chart::{Loader, Metadata, Notes, load};
use crate::diagnostic::Diagnostic;
use crate::go::json::Node;
use crate::host::archive::newest_time;
use crate::host::memory::Memory;
use crate::host::walk::Budget;
use crate::oci::media;
use crate::source::Sources;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

impl Content {
    /// The chart in an archive, whose name is for messages. `time` is when it was made; without it, its newest entry says.
    pub fn of_chart(
        name: &str,
        archive: Vec<u8>,
        provenance: Option<Vec<u8>>,
        time: Option<i64>,
        sources: &Sources,
    ) -> Result<Content, Box<Diagnostic>> {
        let time = match time {
            Some(time) => time,
            None => newest(&archive)?,
        };
        let archive: Arc<[u8]> = archive.into();
        let metadata = metadata(name, &archive, sources)?;
        let config = Node::Object(metadata.to_object())
            .to_json(None)
            .map_err(|error| refuse("push::config", error.to_string()))?;
        let mut layers = vec![(media::CHART_LAYER, archive)];
        layers.extend(provenance.map(|text| (media::PROVENANCE_LAYER, text.into())));
        // Helm stores them in the order of their digests.
        layers.sort_by_cached_key(|(_, bytes)| crate::oci::Digest::of(bytes));
        Ok(Content {
            name: metadata.name.clone(),
            tag: metadata.version.clone(),
            config: (media::CHART_CONFIG, config.into_bytes().into()),
            layers,
            annotations: annotations(&metadata, time),
        })
    }
}

fn newest(archive: &[u8]) -> Result<i64, Box<Diagnostic>> {
    let newest = newest_time(archive, &mut Budget::new(Budget::CHART));
    let newest = newest.map_err(|error| refuse("load::archive", error.to_string()))?;
    Ok(newest.and_then(|time| i64::try_from(time).ok()).unwrap_or(0))
}

fn metadata(name: &str, archive: &Arc<[u8]>, sources: &Sources) -> Result<Metadata, Box<Diagnostic>> {
    let host = Memory::new().with(name, archive.to_vec());
    let mut notes = Notes::new();
    let mut loader = Loader { host: &host, sources, notes: &mut notes, seen: None };
    let chart = load(Path::new(name), &mut loader).map_err(|error| Box::new(Diagnostic::from(error)))?;
    Ok(chart.metadata)
}

/// The annotations that Helm makes of Chart.yaml, and the chart's own, which cannot change title and version.
fn annotations(metadata: &Metadata, time: i64) -> BTreeMap<String, String> {
    let key = |name: &str| format!("org.opencontainers.image.{name}");
    let authors = metadata.maintainers.iter().map(|maintainer| match maintainer.email.as_str() {
        "" => maintainer.name.clone(),
        email => format!("{} ({email})", maintainer.name),
    });
    let made = [
        ("description", metadata.description.clone()),
        ("title", metadata.name.clone()),
        ("version", metadata.version.clone()),
        ("url", metadata.home.clone()),
        ("created", rfc3339(time)),
        ("source", metadata.sources.first().cloned().unwrap_or_default()),
        ("authors", authors.collect::<Vec<_>>().join(", ")),
    ];
    let made = made.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let mut annotations: BTreeMap<String, String> = made.map(|(name, text)| (key(name), text)).collect();
    let own = metadata.annotations.iter().flatten();
    let own = own.filter(|(name, _)| *name != key("title") && *name != key("version"));
    annotations.extend(own.map(|(name, text)| (name.clone(), text.clone())));
    annotations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Maintainer;

    #[test]
    fn a_chart_s_own_annotations_change_neither_title_nor_version() {
        let own = |name: &str| (format!("org.opencontainers.image.{name}"), String::from("mine"));
        let ada = Maintainer { name: "Ada".into(), email: "ada@example.com".into(), ..Maintainer::default() };
        let bob = Maintainer { name: "Bob".into(), ..Maintainer::default() };
        let metadata = Metadata {
            name: "demo".into(),
            version: "1.0.0".into(),
            maintainers: vec![ada, bob],
            annotations: Some(vec![own("title"), own("version"), own("vendor")]),
            ..Metadata::default()
        };
        let found = annotations(&metadata, 0);
        let text = |name: &str| found.get(&format!("org.opencontainers.image.{name}")).map(String::as_str);
        assert_eq!((text("title"), text("version"), text("vendor")), (Some("demo"), Some("1.0.0"), Some("mine")));
        assert_eq!(
            (text("authors"), text("created")),
            (Some("Ada (ada@example.com), Bob"), Some("1970-01-01T00:00:00Z"))
        );
        assert_eq!(text("url"), None);
    }
}
