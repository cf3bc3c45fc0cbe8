//! Kyverno's policies of kyverno.io (ClusterPolicy, Policy): `validate` rules, with what stands in for a cluster. Rules that change
//! or make objects, or ask registries, are named and skipped. Everything that does not depend on an object is compiled once.

mod anchor;
mod assertion;
mod autogen;
mod cel;
mod condition;
mod engine;
mod entry;
mod exception;
mod images;
mod matching;
mod object;
mod operator;
mod pattern;
mod reference;
mod rule;
mod scope;
mod security;
mod template;
mod validate;
mod values;
mod variable;

pub(crate) use engine::Kyverno;

#[cfg(test)]
mod tests;
