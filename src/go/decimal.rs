//! Decimal numbers of any length for arithmetic on floats without binary rounding: `0.1 + 0.2` is `0.3`. A float enters
//! by its shortest text, and leaves rounded once.

use num_bigint::{BigInt, Sign};
use std::cmp::Ordering;

/// The digits after the point that a division keeps.
const DIVISION_DIGITS: i64 = 16;

/// A number `digits * 10^exponent`.
#[derive(Clone, Debug)]
pub struct Decimal {
    digits: BigInt,
    exponent: i64,
}

impl Decimal {
    /// The number that prints as `value` does; `None` for infinities and NaN.
    pub fn from_float(value: f64) -> Option<Decimal> {
        if !value.is_finite() {
            return None;
        }
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits = mantissa.replace('.', "").parse().ok()?;
        Some(Decimal { digits, exponent: exponent.parse::<i64>().ok()? - fraction as i64 })
    }

    /// The nearest float; infinite when too large.
    pub fn to_float(&self) -> f64 {
        // Rust reads decimal text correctly rounded, whatever its length.
        format!("{}e{}", self.digits, self.exponent).parse().unwrap_or(f64::NAN)
    }

    /// About how many decimal digits are held, for budgets.
    pub fn digit_count(&self) -> usize {
        usize::try_from(self.digits.bits() / 3).unwrap_or(usize::MAX)
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.sign() == Sign::NoSign
    }

    /// `self + other`.
    pub fn add(&self, other: &Decimal) -> Decimal {
        let exponent = self.exponent.min(other.exponent);
        Decimal { digits: self.scaled(exponent) + other.scaled(exponent), exponent }
    }

    /// `self - other`.
    pub fn sub(&self, other: &Decimal) -> Decimal {
        let exponent = self.exponent.min(other.exponent);
        Decimal { digits: self.scaled(exponent) - other.scaled(exponent), exponent }
    }

    /// `self * other`.
    pub fn mul(&self, other: &Decimal) -> Decimal {
        Decimal { digits: &self.digits * &other.digits, exponent: self.exponent + other.exponent }
    }

    /// `self / other` with 16 digits after the point, half away from zero; `None` for a division by zero.
    pub fn div(&self, other: &Decimal) -> Option<Decimal> {
        if other.is_zero() {
            return None;
        }
        let shift = self.exponent - other.exponent + DIVISION_DIGITS;
        let (above, below) = if shift < 0 {
            (self.digits.clone(), &other.digits * power_of_ten(-shift))
        } else {
            (&self.digits * power_of_ten(shift), other.digits.clone())
        };
        let mut quotient = &above / &below;
        let twice = (&above - &quotient * &below).magnitude() * 2u32;
        if twice.cmp(below.magnitude()) != Ordering::Less {
            let away = if above.sign() == below.sign() { 1 } else { -1 };
            quotient += away;
        }
        Some(Decimal { digits: quotient, exponent: -DIVISION_DIGITS })
    }

    /// The digits at a smaller exponent.
    fn scaled(&self, exponent: i64) -> BigInt {
        if self.exponent == exponent {
            self.digits.clone()
        } else {
            &self.digits * power_of_ten(self.exponent - exponent)
        }
    }
}

fn power_of_ten(exponent: i64) -> BigInt {
    BigInt::from(10u32).pow(u32::try_from(exponent).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64) -> Decimal {
        Decimal::from_float(value).unwrap_or(Decimal { digits: BigInt::from(0), exponent: 0 })
    }

    #[test]
    fn tenths_add_up() {
        assert_eq!(of(0.1).add(&of(0.2)).to_float(), 0.3);
        assert_eq!(of(1.1).mul(&of(1.1)).to_float(), 1.21);
        assert_eq!(of(1e308).add(&of(1e308)).to_float(), f64::INFINITY);
        assert_eq!(of(1.0).sub(&of(0.9)).to_float(), 0.1);
    }

    #[test]
    fn quotients_round_half_away_from_zero() {
        let divided = |a, b| of(a).div(&of(b)).map(|quotient| quotient.to_float());
        assert_eq!(divided(10.0, 3.0), Some(3.333_333_333_333_333_5));
        assert_eq!(divided(-2.0, 3.0), Some(-0.666_666_666_666_666_7));
        assert_eq!(divided(1.0, 0.0), None);
        assert_eq!(divided(1e-20, 1.0), Some(0.0));
    }
}
