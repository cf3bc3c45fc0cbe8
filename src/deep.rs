//! Recursion whose depth the input decides: it goes on on new stack before the old one overflows. How deep it may go at all
//! is for the caller to say.

use std::cell::Cell;

/// Calls within each other up to which nobody asks how much stack is left: the first answer costs a start-up more than
/// it would take to render a small chart's templates.
const SHALLOW: u32 = 12;

/// What one call may need, so that twelve of them fit into the smallest stack that a thread has here, 2 MiB.
const RED_ZONE: usize = 128 << 10;

/// How much stack is added at once.
const MORE: usize = 2 << 20;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Calls `run`, on more stack where little is left.
pub(crate) fn deeper<R>(run: impl FnOnce() -> R) -> R {
    deeper_by(0, run)
}

/// Calls `run`, which itself may need `stack` bytes before it calls what is deeper.
pub(crate) fn deeper_by<R>(stack: usize, run: impl FnOnce() -> R) -> R {
    let depth = DEPTH.get();
    if depth >= SHALLOW || stack > RED_ZONE {
        return stacker::maybe_grow(RED_ZONE + stack, stack + MORE, run);
    }
    DEPTH.set(depth + 1);
    let result = run();
    DEPTH.set(depth);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recursion_goes_deeper_than_a_stack_is_and_comes_back_to_the_start() {
        fn down(left: u32) -> u64 {
            let ballast = std::hint::black_box([u64::from(left); 512]);
            deeper(|| if left == 0 { 0 } else { down(left - 1) + ballast[0] - ballast[1] + 1 })
        }
        assert_eq!(down(20_000), 20_000);
        assert_eq!(DEPTH.get(), 0);
    }
}
