//! Kubernetes' authorizer: who may do what is known to a cluster alone, so every question is an error when it is evaluated. The
//! functions are declared all the same, so that expressions compile.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::value::Value;

const AUTHORIZER: &str = "kubernetes.authorization.Authorizer";
const PATH: &str = "kubernetes.authorization.PathCheck";
const GROUP: &str = "kubernetes.authorization.GroupCheck";
const RESOURCE: &str = "kubernetes.authorization.ResourceCheck";
const DECISION: &str = "kubernetes.authorization.Decision";

pub(super) fn declare(environment: &mut Environment) {
    let declared = [
        ("path", AUTHORIZER, "string", PATH),
        ("group", AUTHORIZER, "string", GROUP),
        ("serviceAccount", AUTHORIZER, "string, string", AUTHORIZER),
        ("resource", GROUP, "string", RESOURCE),
        ("subresource", RESOURCE, "string", RESOURCE),
        ("namespace", RESOURCE, "string", RESOURCE),
        ("name", RESOURCE, "string", RESOURCE),
        ("fieldSelector", RESOURCE, "string", RESOURCE),
        ("labelSelector", RESOURCE, "string", RESOURCE),
        ("check", PATH, "string", DECISION),
        ("check", RESOURCE, "string", DECISION),
        ("allowed", DECISION, "", "bool"),
        ("reason", DECISION, "", "string"),
        ("errored", DECISION, "", "bool"),
        ("error", DECISION, "", "string"),
    ];
    for (name, receiver, parameters, result) in declared {
        environment.member(name, &format!("{receiver}, {parameters} -> {result}"), unknown);
    }
}

fn unknown<'a>(_: &Runtime, _: Arguments<'_, 'a>) -> Result<Value<'a>, Error> {
    Err(Error::new("the authorizer cannot be asked without a cluster"))
}
