//! Keywords for arrays: their items, by place and by what they contain.

use super::{Failures, Unseen, Value};
use crate::chart::schema::compile::{Additional, ArrayRules, Schema, SchemaId};
use crate::chart::schema::draft::Draft;
use crate::chart::schema::failure::Fault;
use crate::chart::schema::json::{Kind, NodeId, first_duplicate};

impl<'a> Value<'_, 'a, '_> {
    pub(super) fn array(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let Some(rules) = schema.array.as_deref() else { return };
        let json = self.json;
        let Kind::Array(items) = json.kind(self.node) else { return };
        if let Some(min) = rules.min_items.filter(|min| items.len() < *min) {
            failures.0.push(self.fault(Fault::MinItems(items.len(), min)));
        }
        if let Some(max) = rules.max_items.filter(|max| items.len() > *max) {
            failures.0.push(self.fault(Fault::MaxItems(items.len(), max)));
        }
        if rules.unique
            && self.validator.spend(items.len() as u64)
            && let Some((first, second)) = first_duplicate(json, items)
        {
            failures.0.push(self.fault(Fault::UniqueItems(first, second)));
        }
        let fixed = rules.prefix.len().min(items.len());
        for (id, node) in rules.prefix.iter().zip(items) {
            let checked = self.part(*id, *node);
            failures.take(checked);
        }
        for node in &items[fixed..] {
            let id = match (rules.rest, rules.additional) {
                (Some(id), _) | (None, Some(Additional::Schema(id))) => id,
                _ => break,
            };
            let checked = self.part(id, *node);
            failures.take(checked);
        }
        if let Some(Additional::Allowed(false)) = rules.additional
            && fixed < items.len()
        {
            failures.0.push(self.fault(Fault::AdditionalItems(items.len() - fixed)));
        }
        if let Some(id) = rules.contains {
            self.contains(id, rules, schema.draft, items, unseen, failures);
        }
    }

    fn contains(
        &mut self,
        id: SchemaId,
        rules: &ArrayRules,
        draft: Option<Draft>,
        items: &[NodeId],
        unseen: &mut Unseen,
        failures: &mut Failures,
    ) {
        let mut causes = Vec::new();
        let mut matched = Vec::new();
        for (index, node) in items.iter().enumerate() {
            match self.part(id, *node) {
                Err(failure) => causes.push(failure),
                Ok(_) => {
                    matched.push(index);
                    if draft >= Some(Draft::V2020) {
                        unseen.see(index);
                    }
                }
            }
        }
        let few = match rules.min_contains {
            Some(min) => (matched.len() < min).then(|| Fault::MinContains(matched.clone(), min)),
            None => matched.is_empty().then_some(Fault::Contains),
        };
        if let Some(fault) = few {
            let mut failure = self.fault(fault);
            failure.causes = causes;
            failures.0.push(failure);
        }
        if let Some(max) = rules.max_contains.filter(|max| matched.len() > *max) {
            failures.0.push(self.fault(Fault::MaxContains(matched, max)));
        }
    }
}
