//! What is known of the Kubernetes API: scopes of kinds, merge keys, fields that hold names, quantities, which APIs were
//! removed. Facts alone, as tables whose source is noted; nothing here reads an object.

pub mod field_specs;
mod lifecycles;
mod quantity;
pub mod schema;
mod scopes;
pub mod types;

pub use field_specs::{FieldSpec, NAME_REFERENCES, NameReference};
pub use lifecycles::{Lifecycle, Release};
pub use quantity::Quantity;
pub use schema::Schema;
pub use scopes::is_cluster_scoped;
