//! `random`: a text that a regular expression matches. It is the same in every run: policies that judge do not depend on it,
//! and reports stay comparable.

use super::{Arguments, Function, Kind, function};
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, Fault};
use regex_syntax::hir::{Class, Hir, HirKind};

pub(super) const FUNCTIONS: &[Function] = &[function("random", &[&[Kind::Text]], random)];

/// How often `*` and `+` repeat at most.
const REPEATS: u32 = 10;

fn random(call: &Arguments<'_, '_>) -> Outcome {
    let pattern = call.text(0);
    if pattern.is_empty() {
        return Err(Fault::failed("no pattern provided"));
    }
    let hir = regex_syntax::parse(&pattern).map_err(|error| Fault::failed(error.to_string()))?;
    let mut sampler = Sampler { call, state: seed(&pattern), out: String::new() };
    sampler.write(&hir)?;
    Ok(Data::text(sampler.out))
}

/// A number that depends on the text (FNV-1a).
fn seed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)) | 1
}

struct Sampler<'c, 'a, 'e> {
    call: &'c Arguments<'a, 'e>,
    state: u64,
    out: String,
}

impl Sampler<'_, '_, '_> {
    /// A number below `bound` (xorshift).
    fn below(&mut self, bound: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state.checked_rem(bound).unwrap_or(0)
    }

    fn write(&mut self, hir: &Hir) -> Result<(), Fault> {
        self.call.env().spend(1)?;
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.out.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(Class::Unicode(class)) => {
                let ranges: Vec<(char, char)> = class.iter().map(|range| (range.start(), range.end())).collect();
                self.pick(&ranges);
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges: Vec<_> = class.iter().map(|r| (char::from(r.start()), char::from(r.end()))).collect();
                self.pick(&ranges);
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(repetition.min.saturating_add(REPEATS));
                let spread = u64::from(most.saturating_sub(repetition.min)) + 1;
                let count = u64::from(repetition.min) + self.below(spread);
                for _ in 0..count {
                    self.write(&repetition.sub)?;
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(parts) => {
                let index = self.below(parts.len() as u64) as usize;
                if let Some(part) = parts.get(index) {
                    self.write(part)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a character of these ranges; of large classes one that can be printed in ASCII, where there is one.
    fn pick(&mut self, ranges: &[(char, char)]) {
        let printable = |&(start, end): &(char, char)| (start.max(' '), end.min('~'));
        let ascii: Vec<(char, char)> = ranges.iter().map(printable).filter(|(start, end)| start <= end).collect();
        let ranges = if ascii.is_empty() { ranges } else { &ascii };
        let sizes = ranges.iter().map(|(start, end)| u64::from(*end as u32 - *start as u32) + 1);
        let mut index = self.below(sizes.clone().sum());
        for ((start, _), size) in ranges.iter().zip(sizes) {
            if index < size {
                self.out.extend(char::from_u32(*start as u32 + index as u32));
                return;
            }
            index -= size;
        }
    }
}
