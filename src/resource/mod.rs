//! Kubernetes objects as a build changes them: [`Resource`], its [`ResourceId`], the ordered and indexed [`ResourceSet`], and
//! the two kinds of patches. It knows nothing of kustomization files and does no I/O.

mod absorb;
mod gvk;
mod id;
pub mod json_patch;
mod kind_order;
pub mod merge;
mod object;
mod patch;
mod positions;
mod read;
mod remembered;
pub mod selector;
mod set;
mod shared;
pub mod stream;

pub use absorb::{AbsorbCause, AbsorbError};
pub use gvk::Gvk;
pub use id::{DEFAULT_NAMESPACE, IdRef, ResourceId};
pub use kind_order::{KINDS_FIRST, KINDS_LAST, compare_kinds};
pub use object::{Behavior, Build, Origin, Previous, Resource};
pub use positions::Positions;
pub use read::{ReadError, from_trees, read};
pub use remembered::{ORIGIN, TRANSFORMATIONS};
pub use selector::{InvalidSelector, Selector, SelectorParts};
pub use set::{Conflict, ResourceSet};
pub use shared::{Place, Shared};
