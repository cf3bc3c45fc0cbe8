//! The functions that expressions may call, a file per topic. Each topic declares its overloads with their signatures; bodies get
//! values of those types, spend steps for what they look at and make, and fail in cel-go's words.

mod authorizer;
mod conversions;
mod encoders;
mod formats;
mod formatting;
mod lists;
mod math;
mod network;
pub(super) mod operators;
mod optionals;
mod quantity;
mod regex;
mod semver;
mod sets;
mod strings;
mod times;
mod urls;

pub(super) use conversions::{text_of, type_named};
pub(super) use lists::sorted;
pub use quantity::{Quantity, quantity_of};
pub use times::of_format;

use super::environment::Environment;

/// The language's own functions and cel-go's extensions.
pub(super) fn declare_standard(environment: &mut Environment) {
    let topics = [
        conversions::declare,
        times::declare,
        strings::declare,
        regex::declare,
        lists::declare,
        sets::declare,
        math::declare,
        encoders::declare,
        optionals::declare,
    ];
    topics.into_iter().for_each(|declare| declare(environment));
}

/// What Kubernetes adds.
pub(super) fn declare_kubernetes(environment: &mut Environment) {
    let topics =
        [quantity::declare, semver::declare, urls::declare, network::declare, formats::declare, authorizer::declare];
    topics.into_iter().for_each(|declare| declare(environment));
}
