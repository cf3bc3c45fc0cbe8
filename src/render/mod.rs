//! The door for inputs of every sort: what a path is, and a loader for each sort that gives a [`Unit`], objects in order with
//! their places. It renders and builds through `helm` and `kustomize`, judges nothing and prints nothing.

mod avoid;
mod chart;
pub mod input;
mod kustomization;
mod manifests;
mod places;
mod probe;
mod settle;
mod unit;

pub use input::{Input, Sort};
pub use places::{Place, Places, Reading};
pub use probe::Attempt;
pub use unit::Unit;

use crate::chart::values::ValueFlags;
use crate::diagnostic::Diagnostic;
use crate::gotemplate::Limits;
use crate::helm::{KubeVersion, Selection, release};
use crate::host::Host;
use crate::host::effects::Handler;
use crate::kustomize;
use crate::source::Sources;
use avoid::avoided_by;
use rayon::prelude::*;

/// The stack of one input in bytes, of which only what is used is ever real: trees may nest deeply.
const STACK: usize = 256 << 20;

/// What loading gives, or the one thing that is wrong.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// Makes the handler of effects for a release of that name in that namespace. Both are empty where there is no release.
pub type EffectsOf = dyn Fn(&str, &str, Attempt) -> Result<Handler> + Send + Sync;

/// What all inputs of a run share. It crosses threads: inputs are loaded side by side.
pub struct Session {
    /// Files.
    pub host: Box<dyn Host + Send + Sync>,
    /// The texts that reports refer to.
    pub sources: Sources,
    /// What a chart's render may use up.
    pub limits: Limits,
    /// What charts ask of the world.
    pub effects: Box<EffectsOf>,
    /// What charts are rendered for.
    pub release: ReleaseSettings,
    /// How kustomizations are built.
    pub builds: kustomize::Options,
    /// How files of manifests are read.
    pub dialect: Dialect,
}

/// What charts are rendered for: the flags of `helm template`.
#[derive(Clone, Debug, Default)]
pub struct ReleaseSettings {
    /// The release's name.
    pub name: String,
    /// The release's namespace.
    pub namespace: String,
    /// What is done with the release.
    pub action: release::Action,
    /// The version of Kubernetes that charts see.
    pub kube_version: KubeVersion,
    /// API versions that charts see besides the built-in ones.
    pub api_versions: Vec<String>,
    /// The values that the user gives.
    pub values: ValueFlags,
    /// Leaves values.schema.json files alone.
    pub skip_schema_validation: bool,
    /// Which of a release's manifests are wanted.
    pub selection: Selection,
}

/// How files of manifests are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// To be printed. Files are read as Kustomize reads resources: every document is an object with a kind and a name, and
    /// lists are taken apart.
    #[default]
    Kustomize,
    /// To be judged. Files are read as Kubernetes' own tools read what is applied: any document counts, repeated keys stay, a
    /// `List` stands for its items.
    Kubernetes,
}

/// Loads inputs. Units come in the order of the inputs, and so does the error that is given where several fail.
pub fn load(inputs: &[Input], session: &Session) -> Result<Vec<Unit>> {
    let loaded: Vec<Result<Unit>> =
        inputs.par_iter().map(|input| stacker::grow(STACK, || load_one(input, session))).collect();
    loaded.into_iter().collect()
}

fn load_one(input: &Input, session: &Session) -> Result<Unit> {
    load_with(input, session, Attempt::Declared).or_else(|refusal| probe::settle(input, session, refusal))
}

fn load_with(input: &Input, session: &Session, attempt: Attempt) -> Result<Unit> {
    match input.sort {
        Sort::Chart => chart::load(input, session, attempt),
        Sort::Kustomization => kustomization::load(input, session, attempt),
        Sort::Manifests | Sort::Stdin => manifests::load(input, session),
    }
}
