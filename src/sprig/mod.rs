//! The function library of Helm charts, a file per topic.

pub mod crypto;
