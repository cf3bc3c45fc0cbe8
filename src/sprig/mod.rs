//! The function library of Helm charts, a file per topic: Sprig's functions and Helm's own for YAML, JSON and durations.
//! Pure but for what goes through [`crate::gotemplate::Runtime`]; a function whose result can outgrow its input asks it
//! for the space first.

mod case;
mod cast;
pub mod crypto;
mod data;
mod dates;
mod defaults;
mod dicts;
mod encoding;
mod lists;
mod merging;
mod numbers;
mod paths;
mod reflection;
mod regex;
mod semver;
mod sequences;
mod strings;
mod text;
mod toml;
mod trimming;
mod urls;
mod weight;
mod wrapping;

#[cfg(test)]
mod fake;

use crate::go::Value;
use crate::gotemplate::{Call, Error, Function, Param};

/// Every function of this library, by topic.
pub const FUNCTIONS: &[&[Function]] = &[
    case::FUNCTIONS,
    data::FUNCTIONS,
    dates::FUNCTIONS,
    defaults::FUNCTIONS,
    dicts::FUNCTIONS,
    encoding::FUNCTIONS,
    lists::FUNCTIONS,
    merging::FUNCTIONS,
    numbers::FUNCTIONS,
    paths::FUNCTIONS,
    reflection::FUNCTIONS,
    regex::FUNCTIONS,
    semver::FUNCTIONS,
    sequences::FUNCTIONS,
    strings::FUNCTIONS,
    toml::FUNCTIONS,
    trimming::FUNCTIONS,
    urls::FUNCTIONS,
    wrapping::FUNCTIONS,
];

/// Every function of this library.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().chain(crypto::FUNCTIONS).copied().flatten()
}

/// What a function's body gives.
type Outcome = Result<Value, Error>;

/// A function of a fixed number of parameters.
const fn function(name: &'static str, params: &'static [Param], body: fn(&mut Call<'_>) -> Outcome) -> Function {
    Function { name, params, variadic: false, body }
}

/// A function whose last parameter takes any number of arguments.
const fn variadic(name: &'static str, params: &'static [Param], body: fn(&mut Call<'_>) -> Outcome) -> Function {
    Function { name, params, variadic: true, body }
}

/// Steps for touching `bytes` bytes of text.
fn steps(bytes: usize) -> u64 {
    bytes as u64 / 32 + 1
}

/// A string result that is about as long as the arguments, which exist already.
fn text_result(call: &mut Call<'_>, text: Vec<u8>) -> Outcome {
    call.runtime.charge(steps(text.len()))?;
    call.runtime.allocate(text.len())?;
    Ok(Value::str(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let mut names: Vec<&str> = functions().map(|function| function.name).collect();
        names.sort_unstable();
        let twice: Vec<&str> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
