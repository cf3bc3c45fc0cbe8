//! Keywords for strings and numbers.

use super::{Failures, Value};
use crate::chart::schema::compile::{Pattern, Schema};
use crate::chart::schema::failure::Fault;
use crate::chart::schema::json::Kind;

impl<'a> Value<'_, 'a, '_> {
    pub(super) fn text(&mut self, schema: &'a Schema, text: &str, failures: &mut Failures) {
        let Some(rules) = schema.string.as_deref() else { return };
        self.validator.spend(text.len() as u64 / 64);
        if rules.min_length.is_some() || rules.max_length.is_some() {
            let length = text.chars().count();
            if let Some(min) = rules.min_length.filter(|min| length < *min) {
                failures.0.push(self.fault(Fault::MinLength(length, min)));
            }
            if let Some(max) = rules.max_length.filter(|max| length > *max) {
                failures.0.push(self.fault(Fault::MaxLength(length, max)));
            }
        }
        if let Some(pattern) = &rules.pattern
            && !self.matches(pattern, text)
        {
            let fault = Fault::Pattern { text: text.to_owned(), pattern: pattern.text.to_string() };
            failures.0.push(self.fault(fault));
        }
    }

    pub(super) fn matches(&mut self, pattern: &Pattern, text: &str) -> bool {
        let (found, steps) = pattern.matches(text);
        self.validator.spend(steps);
        found
    }

    pub(super) fn number(&mut self, schema: &'a Schema, failures: &mut Failures) {
        let (Some(rules), Kind::Number(number)) = (schema.number.as_deref(), self.json.kind(self.node)) else { return };
        let bounds = [
            ("minimum", &rules.minimum, rules.minimum.as_ref().is_some_and(|bound| number.compare(bound).is_lt())),
            ("maximum", &rules.maximum, rules.maximum.as_ref().is_some_and(|bound| number.compare(bound).is_gt())),
            (
                "exclusiveMinimum",
                &rules.exclusive_minimum,
                rules.exclusive_minimum.as_ref().is_some_and(|bound| number.compare(bound).is_le()),
            ),
            (
                "exclusiveMaximum",
                &rules.exclusive_maximum,
                rules.exclusive_maximum.as_ref().is_some_and(|bound| number.compare(bound).is_ge()),
            ),
            (
                "multipleOf",
                &rules.multiple_of,
                rules.multiple_of.as_ref().is_some_and(|unit| !number.is_multiple_of(unit)),
            ),
        ];
        for (keyword, bound, _) in bounds.into_iter().filter(|(.., crossed)| *crossed) {
            if let Some(bound) = bound {
                failures.0.push(self.fault(Fault::Bound(keyword, number.clone(), bound.clone())));
            }
        }
    }
}
