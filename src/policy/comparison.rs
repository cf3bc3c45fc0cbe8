//! [`Comparison`], the six ways in which two values of an order compare. Reading the sign of one is each language's own.

use std::cmp::Ordering;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// Whether it holds for two values of which the first is to the second as `order` says.
    pub(in crate::policy) fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Unequal => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_holds_for_some_of_the_orders() {
        let held = |comparison: Comparison| {
            [Ordering::Less, Ordering::Equal, Ordering::Greater].map(|order| comparison.holds(order))
        };
        assert_eq!(held(Comparison::Equal), [false, true, false]);
        assert_eq!(held(Comparison::Unequal), [true, false, true]);
        assert_eq!(held(Comparison::Less), [true, false, false]);
        assert_eq!(held(Comparison::LessOrEqual), [true, true, false]);
        assert_eq!(held(Comparison::Greater), [false, false, true]);
        assert_eq!(held(Comparison::GreaterOrEqual), [false, true, true]);
    }
}
