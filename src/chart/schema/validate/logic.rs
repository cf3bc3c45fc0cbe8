//! Keywords that combine schemas, and those for what no other keyword has looked at.

use super::{Failures, Unseen, Value};
use crate::chart::schema::compile::{Schema, SchemaId};
use crate::chart::schema::failure::Fault;
use crate::chart::schema::json::{Kind, NodeId};

impl<'a> Value<'_, 'a, '_> {
    pub(super) fn logic(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let Some(logic) = schema.logic.as_deref() else { return };
        if let Some(id) = logic.not
            && self.also(id, "", true, unseen).is_ok()
        {
            failures.0.push(self.fault(Fault::Not));
        }
        self.all_of(&logic.all_of, unseen, failures);
        self.any_of(&logic.any_of, unseen, failures);
        self.one_of(&logic.one_of, unseen, failures);
        if let Some(id) = logic.condition {
            let holds = self.also(id, "", true, unseen).is_ok();
            if let Some(id) = if holds { logic.then } else { logic.otherwise } {
                let checked = self.also(id, "", false, unseen);
                failures.0.extend(checked.err());
            }
        }
    }

    fn all_of(&mut self, schemas: &[SchemaId], unseen: &mut Unseen, failures: &mut Failures) {
        let mut causes = Vec::new();
        for id in schemas {
            causes.extend(self.also(*id, "", false, unseen).err());
            if self.quick && !causes.is_empty() {
                break;
            }
        }
        if !causes.is_empty() {
            let mut failure = self.fault(Fault::AllOf);
            failure.causes = causes;
            failures.0.push(failure);
        }
    }

    fn any_of(&mut self, schemas: &[SchemaId], unseen: &mut Unseen, failures: &mut Failures) {
        let mut causes = Vec::new();
        let mut matched = schemas.is_empty();
        for id in schemas {
            match self.also(*id, "", false, unseen) {
                Err(failure) => causes.push(failure),
                Ok(()) => {
                    matched = true;
                    // Where it is asked what was seen, all of them have to look.
                    if unseen.is_empty() {
                        break;
                    }
                }
            }
        }
        if !matched {
            let mut failure = self.fault(Fault::AnyOf);
            failure.causes = causes;
            failures.0.push(failure);
        }
    }

    fn one_of(&mut self, schemas: &[SchemaId], unseen: &mut Unseen, failures: &mut Failures) {
        let mut causes = Vec::new();
        let mut matched: Option<usize> = None;
        for (index, id) in schemas.iter().enumerate() {
            match (self.also(*id, "", matched.is_some(), unseen), matched) {
                (Err(failure), None) => causes.push(failure),
                (Err(_), Some(_)) => {}
                (Ok(()), None) => matched = Some(index),
                (Ok(()), Some(first)) => {
                    failures.0.push(self.fault(Fault::OneOf(Some((first, index)))));
                    break;
                }
            }
        }
        if matched.is_none() && !schemas.is_empty() {
            let mut failure = self.fault(Fault::OneOf(None));
            failure.causes = causes;
            failures.0.push(failure);
        }
    }

    pub(super) fn unevaluated(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let json = self.json;
        let (rule, nodes): (_, Vec<NodeId>) = match json.kind(self.node) {
            Kind::Object(entries) => (
                schema.object.as_deref().and_then(|rules| rules.unevaluated),
                entries.iter().map(|(_, node)| *node).collect(),
            ),
            Kind::Array(items) => (schema.array.as_deref().and_then(|rules| rules.unevaluated), items.to_vec()),
            _ => return,
        };
        let Some(id) = rule else { return };
        let left = std::mem::take(unseen);
        for (node, _) in nodes.into_iter().zip(left.0).filter(|(_, unseen)| *unseen) {
            let checked = self.part(id, node);
            failures.take(checked);
        }
    }
}
