//! [`Policies`]: what the flags brought, sorted into engines that are compiled once, and their findings in a stable order.

use super::admission::Admission;
use super::deprecations::Deprecations;
use super::kyverno::Kyverno;
use super::rego::{Conftest, Gatekeeper};
use super::schema::{self, Files, Schemas};
use super::validating::Validating;
use super::{Compiled, Document, Engine, Finding, Operation, Script, World, pod_security};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;
use std::sync::{Arc, LazyLock};

/// The native stack of a thread that judges. Expressions want room to recurse, and where a thread has less than they want, a new
/// stack for each of them costs more than the expression. What is not touched takes no memory.
const STACK: usize = 32 << 20;

/// The threads that judge, made when something is judged first and kept: tests of policies judge again and again. Nothing where the
/// system gives no threads.
static THREADS: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().ok());

/// What the flags say, as plain data. A list that a flag did not fill is empty.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--policy`: objects.
    pub policies: Vec<Document>,
    /// `--policy`: Rego.
    pub scripts: Vec<Script>,
    /// `--policy-values`, and `--values` of Kyverno's kind `Values`: what answers variables and look-ups.
    pub values: Vec<Document>,
    /// `--user-info`: who asks.
    pub user_info: Vec<Document>,
    /// `--context`: what answers CEL's look-ups.
    pub context: Vec<Document>,
    /// What is done with the objects under Kyverno's policies; nothing where values files may say it.
    pub operation: Option<Operation>,
    /// `--exceptions`: Kyverno's PolicyExceptions.
    pub exceptions: Vec<Document>,
    /// `--params`: what a ValidatingAdmissionPolicy's `paramRef` finds.
    pub params: Vec<Document>,
    /// `--inventory`: objects of the cluster for Gatekeeper's `data.inventory`.
    pub inventory: Vec<Document>,
    /// Whether `data.inventory` holds the objects of the cluster alone, and not what is judged as well.
    pub inventory_alone: bool,
    /// `--data`: documents for Rego's `data`, each with the path of the file that it came from.
    pub data: Vec<(String, Value)>,
    /// `--combine`: Rego sees all files as one input.
    pub combine: bool,
    /// `--rego-version`: whether texts in Rego are of version 0.
    pub rego_v0: bool,
    /// `--rego-namespace`: the packages whose rules are run; conftest's `main` where the list is empty.
    pub rego_namespaces: Vec<String>,
    /// `--pod-security`: `baseline` or `restricted`, with a version behind a colon.
    pub pod_security: Option<String>,
    /// `--schema`: a version of Kubernetes.
    pub schema: Option<String>,
    /// `--schema-location`: files, folders and templates of names.
    pub schema_locations: Vec<String>,
    /// The user's own folder of schemas, which `schema add` fills.
    pub schema_library: Option<String>,
    /// What reads the files that locations of schemas name.
    pub schema_files: Option<Arc<dyn Files>>,
    /// `--strict`: unknown and repeated fields are wrong.
    pub strict: bool,
    /// `--ignore-missing-schemas`.
    pub ignore_missing_schemas: bool,
    /// `--skip-kinds`.
    pub skip_kinds: Vec<String>,
    /// `--kube-version`, as it was typed.
    pub kube_version: Option<String>,
}

impl Options {
    /// What they say of schemas.
    fn schemas(&self) -> schema::Settings<'_> {
        schema::Settings {
            version: self.schema.as_deref(),
            locations: &self.schema_locations,
            library: self.schema_library.as_deref(),
            files: self.schema_files.clone(),
            strict: self.strict,
            ignores_missing: self.ignore_missing_schemas,
            skipped: &self.skip_kinds,
        }
    }
}

/// Policies of every sort, compiled.
pub struct Policies {
    engines: Vec<Box<dyn Engine>>,
}

impl Policies {
    /// Compiles what `options` bring. A policy that does not compile is an error at its line.
    pub fn compile(options: &Options) -> Compiled<Policies> {
        let mut engines: Vec<Box<dyn Engine>> = Vec::new();
        match &options.pod_security {
            Some(standard) => engines.push(Box::new(pod_security::ByFlag::new(standard)?)),
            None => engines.push(Box::new(pod_security::ByLabels)),
        }
        if let Some(version) = &options.kube_version {
            engines.push(Box::new(Deprecations::new("kube-version", version)?));
        } else if let Some(version) = &options.schema {
            engines.push(Box::new(Deprecations::new("schema", version)?));
        }
        if let Some(kyverno) = Kyverno::compile(options)? {
            engines.push(Box::new(kyverno));
        }
        if options.schema.is_some() || !options.schema_locations.is_empty() {
            engines.push(Box::new(Schemas::new(&options.schemas())?));
        }
        if let Some(admission) = Admission::compile(options)? {
            engines.push(Box::new(admission));
        }
        if let Some(validating) = Validating::compile(options)? {
            engines.push(Box::new(validating));
        }
        if let Some(gatekeeper) = Gatekeeper::new(options)? {
            engines.push(Box::new(gatekeeper));
        }
        if let Some(conftest) = Conftest::new(options)? {
            engines.push(Box::new(conftest));
        }
        Ok(Policies { engines })
    }

    /// What all engines say: objects in order, and for each the engines in order. The same on any number of threads.
    pub fn check(&self, world: &World) -> Vec<Finding> {
        let prepared: Vec<_> = self.engines.iter().map(|engine| (engine, engine.prepare(world))).collect();
        let each = || {
            let each = world.subjects.par_iter().flat_map_iter(|subject| {
                let mut findings = Vec::new();
                for (engine, prepared) in &prepared {
                    let engine = prepared.as_deref().unwrap_or(engine.as_ref());
                    engine.check(subject, world, &mut findings);
                }
                findings
            });
            each.collect()
        };
        let mut findings: Vec<Finding> = match &*THREADS {
            Some(threads) => threads.install(each),
            // They differ in nothing but how often stacks have to grow.
            None => each(),
        };
        self.engines.iter().for_each(|engine| engine.check_together(world, &mut findings));
        findings
    }
}
