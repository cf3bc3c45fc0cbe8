//! Runs of numbers: `until`, `untilStep` and `seq`. Their length is a number in the input, so the space is asked for
//! before anything is made.

use super::{Outcome, function, steps, variadic};
use crate::go::{Elem, List, Value};
use crate::gotemplate::{Call, Error, Function, Param};

pub(super) const FUNCTIONS: &[Function] = &[
    function("until", &[Param::Int], |call| {
        let count = call.int(0);
        list(call, Progression::new(0, count, if count < 0 { -1 } else { 1 }))
    }),
    function("untilStep", &[Param::Int, Param::Int, Param::Int], |call| {
        let progression = Progression::new(call.int(0), call.int(1), call.int(2));
        list(call, progression)
    }),
    variadic("seq", &[Param::Int], seq),
];

/// The numbers from `start` to before `stop` by `step`; none when the step leads away.
struct Progression {
    start: i64,
    step: i64,
    count: usize,
}

impl Progression {
    fn new(start: i64, stop: i64, step: i64) -> Self {
        let distance = i128::from(stop) - i128::from(start);
        let leads_there = if stop < start { step < 0 } else { step > 0 };
        let step_size = i128::from(step).abs().max(1);
        let count = if leads_there { (distance.abs() + step_size - 1) / step_size } else { 0 };
        Progression { start, step, count: usize::try_from(count).unwrap_or(usize::MAX) }
    }

    fn numbers(&self) -> impl Iterator<Item = i64> {
        let (start, step) = (self.start, self.step);
        (0..self.count).map(move |index| start.wrapping_add(step.wrapping_mul(index as i64)))
    }
}

fn list(call: &mut Call<'_>, progression: Progression) -> Outcome {
    call.runtime.charge(progression.count as u64)?;
    call.runtime.allocate(progression.count.saturating_mul(size_of::<Value>()))?;
    Ok(Value::List(List::typed(Elem::Int, progression.numbers().map(Value::int).collect())))
}

/// `seq 5`, `seq 2 5` or `seq 2 3 9` (the step in the middle): the numbers as text, the last one included.
fn seq(call: &mut Call<'_>) -> Outcome {
    let (start, step, end) = match call.args.len() {
        1 => (1, None, call.int(0)),
        2 => (call.int(0), None, call.int(1)),
        3 => (call.int(0), Some(call.int(1)), call.int(2)),
        _ => return Ok(Value::str("")),
    };
    let towards = if end < start { -1 } else { 1 };
    if end < start && step.is_some_and(|step| step > 0) {
        return Ok(Value::str(""));
    }
    let progression = Progression::new(start, end.wrapping_add(towards), step.unwrap_or(towards));
    // Twenty letters and a space is the longest that a number can be.
    let size = progression.count.saturating_mul(21);
    call.runtime.charge(steps(size))?;
    call.runtime.allocate(size)?;
    let mut out = String::new();
    for (index, number) in progression.numbers().enumerate() {
        use std::fmt::Write;
        let space = if index == 0 { "" } else { " " };
        write!(out, "{space}{number}").map_err(|error| Error::new(error.to_string()))?;
    }
    Ok(Value::str(out))
}

#[cfg(test)]
mod tests {
    use super::super::fake::{i, text};

    #[test]
    fn sequences_include_their_end_and_until_does_not() {
        assert_eq!(text("seq", &[i(5)]), "1 2 3 4 5");
        assert_eq!(text("seq", &[i(-3)]), "1 0 -1 -2 -3");
        assert_eq!(text("seq", &[i(0), i(2), i(9)]), "0 2 4 6 8");
        assert_eq!(text("seq", &[i(5), i(1), i(0)]), "");
        assert_eq!(text("seq", &[i(5), i(-2), i(0)]), "5 3 1");
        assert_eq!(text("seq", &[]), "");
        assert_eq!(text("until", &[i(3)]), "[0 1 2]");
        assert_eq!(text("until", &[i(-2)]), "[0 -1]");
        assert_eq!(text("untilStep", &[i(0), i(7), i(3)]), "[0 3 6]");
        assert_eq!(text("untilStep", &[i(0), i(7), i(-3)]), "[]");
    }

    #[test]
    fn a_long_sequence_is_refused_before_it_is_made() {
        assert_eq!(text("until", &[i(2_000_000_000)]), "error: out of steps");
        assert_eq!(text("seq", &[i(i64::MAX - 1)]), "error: out of steps");
    }
}
