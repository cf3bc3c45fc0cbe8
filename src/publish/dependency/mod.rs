//! What a chart depends on: resolved to versions, locked, and brought into `charts/`.

mod remote;

pub use remote::{Fetched, Offline, Remote, Repository, Wanted};
