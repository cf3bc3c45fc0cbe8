//! What tests of the engines share: whole policies against whole objects.

use super::{Document, Engine, Finding, World};
use crate::source::SourceId;
use crate::yaml::{self, Tree};

fn objects(text: &str) -> Vec<Tree> {
    yaml::read_objects(text.as_bytes(), SourceId::UNKNOWN).expect("it is YAML")
}

/// The documents of a text.
pub(super) fn documents(text: &str) -> Vec<Document> {
    objects(text).into_iter().map(Document::new).collect()
}

/// What an engine finds in the objects of a text, each by itself.
pub(super) fn findings(engine: &dyn Engine, text: &str) -> Vec<Finding> {
    let world = World::new(objects(text), Some(0));
    let mut findings = Vec::new();
    world.subjects.iter().for_each(|subject| engine.check(subject, &world, &mut findings));
    findings
}

/// `outcome: message` of every finding.
pub(super) fn judged(engine: &dyn Engine, text: &str) -> Vec<String> {
    let line = |finding: Finding| format!("{}: {}", finding.outcome.name(), finding.message);
    findings(engine, text).into_iter().map(line).collect()
}
