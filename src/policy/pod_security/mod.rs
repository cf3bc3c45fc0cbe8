//! The Pod Security Standards: `baseline` and `restricted` with every control of every version since 1.0, as
//! k8s.io/pod-security-admission (Apache-2.0) enforces them. [`evaluate`] judges one pod for whoever asks, [`Engine`] all
//! objects that hold one. Nothing here knows how a policy excludes what is found.

mod control;
mod controls;
mod engine;
mod pod;
mod standard;

pub use control::{Breach, Control, Field};
pub(crate) use engine::{ByFlag, ByLabels};
pub use pod::{Holder, Pod};
pub use standard::{Level, Standard, Version};

/// What breaks `standard` in `pod`: baseline controls first, then restricted ones, each by their ids. A control of the
/// restricted standard takes the place of the baseline's that it contains.
pub fn evaluate<'a>(standard: Standard, pod: &Pod<'a>) -> Vec<Breach<'a>> {
    controls::of(standard).filter_map(|(control, check)| check(pod).map(|found| found.of(control))).collect()
}

/// The same, where a restricted control stands beside the baseline's that it contains.
pub fn evaluate_each<'a>(standard: Standard, pod: &Pod<'a>) -> Vec<Breach<'a>> {
    controls::each_of(standard).filter_map(|(control, check)| check(pod).map(|found| found.of(control))).collect()
}

#[cfg(test)]
mod tests;
