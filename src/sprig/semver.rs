//! Semantic versions: `semver` gives one with methods, `semverCompare` checks one against a constraint.

use super::{Outcome, function};
use crate::go::Value;
use crate::go::semver::{Constraints, Version, VersionObject};
use crate::gotemplate::{Call, Error, Function, Param};

pub(super) const FUNCTIONS: &[Function] = &[
    function("semver", &[Param::String], |call| Ok(VersionObject::pointer(version(call, 0)?))),
    function("semverCompare", &[Param::String, Param::String], compare),
];

fn version(call: &Call<'_>, index: usize) -> Result<Version, Error> {
    Version::parse(&call.str(index).lossy()).map_err(|error| Error::new(error.to_string()))
}

fn compare(call: &mut Call<'_>) -> Outcome {
    let constraints = Constraints::parse(&call.str(0).lossy()).map_err(|error| Error::new(error.to_string()))?;
    Ok(Value::Bool(constraints.check(&version(call, 1)?)))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{s, text};

    #[test]
    fn versions_are_compared() {
        assert_eq!(text("semver", &[s("v1.2")]), "1.2.0");
        assert_eq!(text("semverCompare", &[s(">=1.20-0"), s("v1.37.0+k3s1")]), "true");
        assert_eq!(text("semverCompare", &[s("a"), s("1")]), "error: improper constraint: \"a\"");
        assert_eq!(text("semverCompare", &[s("1"), s("x")]), "error: invalid semantic version");
    }
}
