//! What `--context` answers beside objects: `image.getMetadata` and `globalContext.get`.

use super::Receiver;
use crate::policy::cel::{Arguments, Environment, Error, Runtime, Value};

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    for name in ["GetMetadata", "getMetadata"] {
        environment.member(name, "imagedata.Context, string -> dyn", metadata);
    }
    for name in ["Get", "get"] {
        environment.member(name, "globalcontext.Context, string -> dyn", global);
        environment.member(name, "globalcontext.Context, string, string -> dyn", global);
    }
}

fn metadata<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let image = arguments.text(1)?;
    let known = arguments.opaque::<Receiver>(0)?.cluster.image(image);
    known
        .map(Value::of_owned_json)
        .ok_or_else(|| Error::new(format!("image data for {image} not found in the context")))
}

/// An entry, or a part of it that has a name of its own; null where there is no such entry.
fn global<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let name = arguments.text(1)?;
    let projection = if arguments.len() < 3 { "" } else { arguments.text(2)? };
    match arguments.opaque::<Receiver>(0)?.cluster.global(name, projection) {
        None => Ok(Value::Null),
        Some(found) => found.map(Value::of_owned_json).map_err(Error::new),
    }
}
