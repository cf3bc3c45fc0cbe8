//! Chart repositories as plain data: index.yaml with the versions of its charts, the list of added repositories, the
//! addresses that an index means, and which version a range means. Nothing here opens a connection or a file.

mod address;
mod each;
mod index;
mod list;
mod scan;

pub use address::{resolve, same_host};
pub use each::Pick;
pub use index::{Entry, Index, Missing, Text};
pub use list::{List, Repository};
