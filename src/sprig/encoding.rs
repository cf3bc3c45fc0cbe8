//! Base64 and base32 of strings. Decoding never fails: what is no encoding gives Go's sentence as the text.

use super::{Outcome, function, steps, text_result};
use crate::go::{Str, base32, base64};
use crate::gotemplate::{Call, Function, Param};
use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;

pub(super) const FUNCTIONS: &[Function] = &[
    function("b64enc", &[Param::String], |call| recoded(call, |text| STANDARD.encode(text.as_bytes()).into_bytes())),
    function("b64dec", &[Param::String], |call| {
        recoded(call, |text| base64::decode(text).unwrap_or_else(|error| error.to_string().into_bytes()))
    }),
    function("b32enc", &[Param::String], |call| recoded(call, |text| base32::encode(text))),
    function("b32dec", &[Param::String], |call| {
        recoded(call, |text| base32::decode(text).unwrap_or_else(|error| error.to_string().into_bytes()))
    }),
];

fn recoded(call: &mut Call<'_>, change: impl Fn(&Str) -> Vec<u8>) -> Outcome {
    let text = call.str(0);
    call.runtime.charge(steps(text.len()))?;
    text_result(call, change(&text))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{s, text};

    #[test]
    fn encodings_go_round() {
        assert_eq!(text("b64enc", &[s("Hello")]), "SGVsbG8=");
        assert_eq!(text("b64dec", &[s("SGVs\nbG8=")]), "Hello");
        assert_eq!(text("b32enc", &[s("hello world")]), "NBSWY3DPEB3W64TMMQ======");
        assert_eq!(text("b32dec", &[s("NBSWY3DPEB3W64TMMQ======")]), "hello world");
    }
}
