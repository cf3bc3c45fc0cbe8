//! Go's `text/template`: lexer, parser, compiled form, execution and origins. It knows nothing of Helm and nothing of
//! the outside: what a template may ask of the world goes through [`Effects`], and functions come from the caller.

pub mod effects;
pub mod error;
pub mod function;

pub use effects::Effects;
pub use error::Error;
pub use function::{Call, Edit, Function, Param, Runtime};
