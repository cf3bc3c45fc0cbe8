//! [`Dialect`], which of go-yaml's versions is followed where they differ. What follows from it stands where it matters.

/// A version of go-yaml.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Version 2, which Helm reads and sigs.k8s.io/yaml reads and writes: YAML 1.1's booleans; sequences in mappings are not
    /// indented, long lines are folded at 80 columns.
    V2,
    /// Version 3, which Kustomize reads: `y` is a text; written with an indentation of 2, sequences are indented, lines are
    /// not folded. Errors name the line where what was being read began.
    V3,
}
