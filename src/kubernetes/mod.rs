//! What is known of the Kubernetes API: scopes of kinds, merge keys, fields that hold names. Facts alone, as tables whose
//! source is noted; nothing here reads an object.

mod scopes;

pub use scopes::is_cluster_scoped;
