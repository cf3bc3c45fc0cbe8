//! What refers to objects by name while names change: fields that hold names, and variables that stand for fields. Both are
//! settled once at the end of a build, when every name is what it will be.

mod candidates;
mod expansion;
mod fields;
mod names;
mod unfollowed;
mod variables;

pub use names::fix_names;
pub use unfollowed::unfollowed;
pub use variables::Variables;
