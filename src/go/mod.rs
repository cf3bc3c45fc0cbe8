//! Go's behaviours, with nothing of Kubernetes or Helm in them: the values that templates work on, strconv, fmt verbs,
//! time layouts, regular expressions, JSON, semver ranges, globs. Pure: no I/O, no clock, no randomness.

pub mod base32;
pub mod base64;
pub mod complex;
pub mod decimal;
pub mod equal;
pub mod fmt;
pub mod glob;
pub mod hex;
pub mod http;
pub mod json;
pub mod math;
pub mod object;
pub mod param;
pub mod path;
pub mod pattern;
pub mod regexp;
pub mod semver;
pub mod strconv;
pub mod strings;
pub mod text;
pub mod time;
pub mod toml;
pub mod unicode;
pub mod url;
pub mod value;

pub use object::{Member, Object};
pub use param::Param;
pub use text::Str;
pub use value::{Elem, IntKind, Kind, List, Map, MapType, Value};
