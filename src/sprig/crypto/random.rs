//! Random strings, numbers and identifiers, and the uniform draws that they and the key generators are made of. Every
//! byte comes from the render's effects, under the name of the function that asked.

use crate::go::hex;
use crate::go::{Str, Value};
use crate::gotemplate::{Call, Effects, Error, Function, Param};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// `randAlpha`, `randAlphaNum`, `randAscii`, `randNumeric`, `randBytes`, `randInt`, `uuidv4`.
pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "randAlpha", params: &[Param::Int], variadic: false, body: |call| string(call, LETTERS) },
    Function { name: "randAlphaNum", params: &[Param::Int], variadic: false, body: |call| string(call, ALPHANUMERIC) },
    Function { name: "randAscii", params: &[Param::Int], variadic: false, body: |call| string(call, PRINTABLE) },
    Function { name: "randNumeric", params: &[Param::Int], variadic: false, body: |call| string(call, DIGITS) },
    Function { name: "randBytes", params: &[Param::Int], variadic: false, body: rand_bytes },
    Function { name: "randInt", params: &[Param::Int, Param::Int], variadic: false, body: rand_int },
    Function { name: "uuidv4", params: &[], variadic: false, body: uuid_v4 },
];

const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LETTERS: &[u8] = ALPHANUMERIC.split_at(52).0;
const DIGITS: &[u8] = ALPHANUMERIC.split_at(52).1;
/// Space to tilde.
const PRINTABLE: &[u8] =
    b" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

const HELP: &str = "give the chart the value that it would make up here, or use --seed-file with a secret of yours";

/// The randomness of one function call: uniform draws over the effects' bytes.
pub(crate) struct Draws<'a> {
    effects: &'a mut dyn Effects,
    function: &'a str,
}

impl<'a> Draws<'a> {
    /// Draws on behalf of `function`, which a refusal will name.
    pub(crate) fn new(effects: &'a mut dyn Effects, function: &'a str) -> Self {
        Draws { effects, function }
    }

    /// Fills `buffer`. The error is the handler's refusal.
    pub(crate) fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Error> {
        let refused = |refusal| Error::coded("render::entropy", refusal).help(HELP);
        self.effects.random(self.function, buffer).map_err(refused)
    }

    /// Random bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A number below `bound`, each with the same probability; 0 where `bound` is 0.
    pub(crate) fn below(&mut self, bound: u64) -> Result<u64, Error> {
        if bound == 0 {
            return Ok(0);
        }
        // The largest multiple of the bound that fits: what lies above it would favour small results.
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let number = u64::from_le_bytes(self.bytes()?);
            if number < limit {
                return Ok(number % bound);
            }
        }
    }
}

/// A string of as many characters of `alphabet` as the first argument says; none for a negative number.
fn string(call: &mut Call<'_>, alphabet: &[u8]) -> Result<Value, Error> {
    let count = usize::try_from(call.int(0)).unwrap_or(0);
    call.runtime.charge(count as u64)?;
    call.runtime.allocate(count)?;
    let mut draws = Draws::new(call.runtime.effects(), call.name);
    Ok(Value::str(characters(&mut draws, alphabet, count)?))
}

fn characters(draws: &mut Draws<'_>, alphabet: &[u8], count: usize) -> Result<Str, Error> {
    let limit = 256 - 256 % alphabet.len().clamp(1, 256);
    let mut text = Vec::with_capacity(count);
    let mut pool = [0u8; 256];
    while text.len() < count {
        let pool = &mut pool[..(count - text.len()).min(256)];
        draws.fill(pool)?;
        let fair = pool.iter().map(|&byte| usize::from(byte)).filter(|&number| number < limit);
        text.extend(fair.filter_map(|number| alphabet.get(number % alphabet.len())));
    }
    Ok(Str::from(text))
}

/// `randBytes COUNT`: random bytes as base64.
fn rand_bytes(call: &mut Call<'_>) -> Result<Value, Error> {
    let count = usize::try_from(call.int(0)).map_err(|_| Error::new("makeslice: len out of range"))?;
    call.runtime.charge(count as u64 / 16)?;
    call.runtime.allocate(count.saturating_mul(3))?;
    let mut bytes = vec![0; count];
    Draws::new(call.runtime.effects(), call.name).fill(&mut bytes)?;
    Ok(Value::str(STANDARD.encode(bytes)))
}

/// `randInt MIN MAX`: an `int` from MIN up to but not including MAX.
fn rand_int(call: &mut Call<'_>) -> Result<Value, Error> {
    let (min, max) = (call.int(0), call.int(1));
    let bound = u64::try_from(max.wrapping_sub(min)).ok().filter(|&bound| bound > 0);
    let bound = bound.ok_or_else(|| Error::new("invalid argument to Intn").help("randInt needs MIN below MAX"))?;
    let offset = Draws::new(call.runtime.effects(), call.name).below(bound)?;
    Ok(Value::int(min.wrapping_add_unsigned(offset)))
}

/// `uuidv4`: a random UUID of version 4.
fn uuid_v4(call: &mut Call<'_>) -> Result<Value, Error> {
    let mut bytes: [u8; 16] = Draws::new(call.runtime.effects(), call.name).bytes()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex::encode(&bytes);
    let groups = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    let groups: Vec<&str> = groups.iter().filter_map(|&(start, end)| digits.get(start..end)).collect();
    Ok(Value::str(groups.join("-")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Counter, run};
    use super::*;

    #[test]
    fn strings_have_the_length_and_the_alphabet_that_was_asked_for() {
        for (name, alphabet) in
            [("randAlpha", LETTERS), ("randAlphaNum", ALPHANUMERIC), ("randAscii", PRINTABLE), ("randNumeric", DIGITS)]
        {
            let Ok(Value::Str(text)) = run(name, &[Value::int(1000)]) else { panic!("{name} gives a string") };
            assert_eq!(text.len(), 1000);
            assert!(alphabet.iter().all(|character| text.contains(character)), "{name} uses all of its alphabet");
            assert!(text.iter().all(|character| alphabet.contains(character)));
        }
    }

    #[test]
    fn a_negative_count_gives_an_empty_string_but_no_negative_bytes() {
        assert!(matches!(run("randAlpha", &[Value::int(-1)]), Ok(Value::Str(text)) if text.is_empty()));
        assert!(run("randBytes", &[Value::int(-1)]).is_err());
    }

    #[test]
    fn rand_int_needs_a_range() {
        assert!(matches!(run("randInt", &[Value::int(5), Value::int(6)]), Ok(Value::Int(5, _))));
        let message = run("randInt", &[Value::int(5), Value::int(5)]).map_err(|error| error.to_string());
        assert_eq!(message.err().as_deref(), Some("invalid argument to Intn"));
    }

    #[test]
    fn a_uuid_has_its_version_and_variant() {
        let Ok(Value::Str(uuid)) = run("uuidv4", &[]) else { panic!("uuidv4 gives a string") };
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid[14], b'4');
        assert!(b"89ab".contains(&uuid[19]));
    }

    #[test]
    fn draws_stay_below_their_bound() {
        let mut effects = Counter::default();
        let mut draws = Draws::new(&mut effects, "test");
        assert!((0..1000).all(|_| draws.below(7).is_ok_and(|number| number < 7)));
        assert_eq!(draws.below(0).ok(), Some(0));
    }
}
