//! `http`: requests to services, which responses that files bring answer; nothing is asked over the network.

use super::{Receiver, object};
use crate::policy::cel::{Arguments, Environment, Error, Runtime, Value};

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    for name in ["Get", "get"] {
        environment.member(name, "http.Context, string -> dyn", get);
        environment.member(name, "http.Context, string, map<string,string> -> dyn", get);
    }
    for name in ["Post", "post"] {
        environment.member(name, "http.Context, string, dyn -> dyn", post);
        environment.member(name, "http.Context, string, dyn, map<string,string> -> dyn", post);
    }
    for name in ["Client", "client"] {
        // One with certificates of its own asks nobody either.
        environment.member(name, "http.Context, string -> http.Context", |_, arguments| Ok(arguments.get(0)?.clone()));
    }
}

fn get<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    respond("GET", &arguments)
}

fn post<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    respond("POST", &arguments)
}

fn respond<'a>(method: &str, arguments: &Arguments<'_, 'a>) -> Outcome<'a> {
    let url = arguments.text(1)?;
    let Some(response) = arguments.opaque::<Receiver>(0)?.cluster.response(method, url) else {
        return Err(Error::new(format!(
            "request failed: no response to {url} is given, and nothing is asked over the network"
        )));
    };
    let status = i64::try_from(response.status).unwrap_or(i64::MAX);
    Ok(object([("body", Value::of_owned_json(&response.body)), ("statusCode", Value::Int(status))]))
}
