//! What a run without randomness cannot answer: the functions are declared, so that policies compile, and
//! a call of one is an error that says why.

use crate::policy::cel::{Arguments, Environment, Error, Runtime, Value};

pub(super) fn declare(environment: &mut Environment) {
    for name in ["random", "random.random"] {
        environment.function(name, "-> string", no_randomness);
        environment.function(name, "string -> string", no_randomness);
    }
}

fn no_randomness<'a>(_: &Runtime, _: Arguments<'_, 'a>) -> Result<Value<'a>, Error> {
    Err(Error::new("a check gives the same on every run, so there are no random values"))
}
