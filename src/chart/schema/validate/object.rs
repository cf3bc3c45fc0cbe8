//! Keywords for objects: their properties, which must be there, and what those that are there ask for.

use super::{Failures, Unseen, Value};
use crate::chart::schema::compile::{Additional, Dependency, ObjectRules, Schema};
use crate::chart::schema::failure::{Failure, Fault};
use crate::chart::schema::json::{Json, Kind, NodeId};

impl<'a, 'j> Value<'_, 'a, 'j> {
    pub(super) fn object(&mut self, schema: &'a Schema, unseen: &mut Unseen, failures: &mut Failures) {
        let Some(rules) = schema.object.as_deref() else { return };
        let json = self.json;
        let Kind::Object(entries) = json.kind(self.node) else { return };
        if let Some(min) = rules.min_properties.filter(|min| entries.len() < *min) {
            failures.0.push(self.fault(Fault::MinProperties(entries.len(), min)));
        }
        if let Some(max) = rules.max_properties.filter(|max| entries.len() > *max) {
            failures.0.push(self.fault(Fault::MaxProperties(entries.len(), max)));
        }
        let missing = self.missing(&rules.required);
        if !missing.is_empty() {
            failures.0.push(self.fault(Fault::Required(missing)));
        }
        if self.quick && !failures.0.is_empty() {
            return;
        }
        for (property, dependency) in &rules.dependencies {
            if json.get(self.node, property).is_none() {
                continue;
            }
            match dependency {
                Dependency::Properties(wanted) => self.dependency(property, wanted, failures),
                Dependency::Schema(id) => {
                    let checked = self.also(*id, "", false, unseen);
                    failures.0.extend(checked.err());
                }
            }
        }
        self.properties(rules, entries, unseen, failures);
        for (name, _) in entries.iter().filter(|_| rules.property_names.is_some()) {
            let Some(id) = rules.property_names else { break };
            let text = Json::from_text(name);
            // A name is no schema, and its node is none of the document's.
            let metaschema = self.validator.metaschema.take();
            let failure = self.validator.document(id, &text, text.root(), self.quick);
            self.validator.metaschema = metaschema;
            if let Some(failure) = failure {
                let causes = if matches!(*failure.fault, Fault::Group) { failure.causes } else { vec![failure] };
                failures.0.push(Failure {
                    at: self.at,
                    fault: Box::new(Fault::PropertyName(name.to_string())),
                    causes,
                });
            }
        }
        for (property, id) in &rules.dependent_schemas {
            if json.get(self.node, property).is_some() {
                let checked = self.also(*id, "", false, unseen);
                failures.0.extend(checked.err());
            }
        }
        for (property, wanted) in &rules.dependent_required {
            if json.get(self.node, property).is_some() {
                self.dependency(property, wanted, failures);
            }
        }
    }

    fn dependency(&mut self, property: &str, wanted: &[String], failures: &mut Failures) {
        let missing = self.missing(wanted);
        if !missing.is_empty() {
            failures.0.push(self.fault(Fault::Dependency { property: property.to_owned(), missing }));
        }
    }

    fn missing(&mut self, wanted: &[String]) -> Vec<String> {
        self.validator.spend(wanted.len() as u64 / 8);
        wanted.iter().filter(|name| self.json.get(self.node, name).is_none()).cloned().collect()
    }

    fn properties(
        &mut self,
        rules: &'a ObjectRules,
        entries: &'j [(Box<str>, NodeId)],
        unseen: &mut Unseen,
        failures: &mut Failures,
    ) {
        if rules.properties.is_empty() && rules.patterns.is_empty() && rules.additional.is_none() {
            return;
        }
        let mut extra = Vec::new();
        for (index, (name, node)) in entries.iter().enumerate() {
            if (self.quick && !failures.0.is_empty()) || !self.validator.spend(1 + rules.patterns.len() as u64) {
                return;
            }
            let mut seen = false;
            if let Some(id) = rules.properties.get(name) {
                seen = true;
                let checked = self.part(*id, *node);
                failures.take(checked);
            }
            for (pattern, id) in &rules.patterns {
                if !self.matches(pattern, name) {
                    continue;
                }
                seen = true;
                let checked = self.part(*id, *node);
                failures.take(checked);
            }
            if !seen && let Some(additional) = rules.additional {
                seen = true;
                match additional {
                    Additional::Allowed(true) => {}
                    Additional::Allowed(false) => extra.push(name.to_string()),
                    Additional::Schema(id) => {
                        let checked = self.part(id, *node);
                        failures.take(checked);
                    }
                }
            }
            if seen {
                unseen.see(index);
            }
        }
        if !extra.is_empty() {
            failures.0.push(self.fault(Fault::AdditionalProperties(extra)));
        }
    }
}
