//! A chart's life outside a cluster: create, package, sign, depend, push, pull. Each step is a function of plain data and of
//! what its caller lets it ask of the outside; nothing here prints.

pub mod create;
pub mod dependency;
pub mod index;
mod login;
pub mod package;
pub mod provenance;
pub mod pull;
pub mod push;
pub mod repositories;
pub mod search;
mod session;
pub mod show;
pub mod signature;
mod unpack;

pub use session::{Places, Session};
pub use unpack::unpack;
