//! Numbers as JSON writes them, compared exactly: a schema may say 0.1 or 1e400, and neither may be rounded.

use crate::go::strconv;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A number with its text.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// As it was written.
    pub text: Box<str>,
    negative: bool,
    /// Significant digits without zeros at either end; none for zero.
    digits: Box<[u8]>,
    /// The value is `digits` times ten to this power.
    exponent: i64,
}

/// A remainder is worked out digit by digit up to this many digits; beyond, floats must do.
const MAX_DIGITS: i64 = 2000;

impl Number {
    /// Reads a number that JSON's grammar allows.
    pub fn new(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (negative, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        // An exponent that no machine holds is as good as the largest one.
        let limit = if exponent.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 };
        let mut exponent: i64 = exponent.parse().unwrap_or(limit).clamp(i64::MIN / 4, i64::MAX / 4);
        exponent -= i64::try_from(fraction.len()).unwrap_or(0);
        while digits.last() == Some(&b'0') {
            digits.pop();
            exponent += 1;
        }
        let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
        digits.drain(..zeros);
        let zero = digits.is_empty();
        Number {
            text: text.into(),
            negative: negative && !zero,
            digits: digits.into(),
            exponent: if zero { 0 } else { exponent },
        }
    }

    /// Whether it has no fraction, however it is written.
    pub fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The value if it is a whole number that fits.
    pub fn to_usize(&self) -> Option<usize> {
        if !self.is_integer() || self.negative || self.exponent > 20 {
            return None;
        }
        let zeros = std::iter::repeat_n(&b'0', usize::try_from(self.exponent).ok()?);
        self.digits
            .iter()
            .chain(zeros)
            .try_fold(0usize, |sum, digit| sum.checked_mul(10)?.checked_add(usize::from(digit - b'0')))
    }

    fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten just above the number.
    fn magnitude(&self) -> i64 {
        self.exponent.saturating_add(i64::try_from(self.digits.len()).unwrap_or(i64::MAX))
    }

    fn compare_absolute(&self, other: &Number) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // With the same first digit's place, digits compare as text does.
            _ => self.magnitude().cmp(&other.magnitude()).then_with(|| self.digits.cmp(&other.digits)),
        }
    }

    /// Which is larger.
    pub fn compare(&self, other: &Number) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_absolute(other),
            (true, true) => other.compare_absolute(self),
        }
    }

    /// Whether this is a whole number of times `unit`.
    pub fn is_multiple_of(&self, unit: &Number) -> bool {
        if unit.is_zero() {
            return false;
        }
        self.remainder_is_zero(unit).unwrap_or_else(|| (self.to_float() / unit.to_float()).fract() == 0.0)
    }

    /// Long division with both numbers as integers of the smaller power of ten; `None` where they are too long for it.
    fn remainder_is_zero(&self, unit: &Number) -> Option<bool> {
        let power = self.exponent.min(unit.exponent);
        if self.magnitude().max(unit.magnitude()) - power > MAX_DIGITS {
            return None;
        }
        let unit_zeros = usize::try_from(unit.exponent - power).ok()?;
        let divisor = digits_with_zeros(&unit.digits, unit_zeros)
            .try_fold(0u128, |sum, digit| sum.checked_mul(10)?.checked_add(u128::from(digit)))?;
        if divisor > u128::MAX / 16 {
            return None;
        }
        let zeros = usize::try_from(self.exponent - power).ok()?;
        let rest =
            digits_with_zeros(&self.digits, zeros).fold(0u128, |rest, digit| (rest * 10 + u128::from(digit)) % divisor);
        Some(rest == 0)
    }

    /// The nearest float.
    pub fn to_float(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// As the schema library prints numbers in its English messages: `12,345.678`, `1×10⁰⁶`.
    pub fn localized(&self) -> String {
        let text = strconv::format_float(self.to_float(), b'g', -1);
        match text.split_once('e') {
            None => grouped(&text),
            Some((mantissa, exponent)) => {
                let raised = exponent.chars().filter_map(|letter| match letter {
                    '-' => Some('⁻'),
                    digit => Some(SUPERSCRIPTS[usize::try_from(digit.to_digit(10)?).ok()?]),
                });
                format!("{mantissa}×10{}", raised.collect::<String>())
            }
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.compare(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.negative, &self.digits, self.exponent).hash(state);
    }
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

fn digits_with_zeros(digits: &[u8], zeros: usize) -> impl Iterator<Item = u8> + '_ {
    digits.iter().map(|digit| digit - b'0').chain(std::iter::repeat_n(0, zeros))
}

/// A plain number with commas between thousands.
pub(super) fn grouped(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = text.find('.').map_or((text, ""), |at| text.split_at(at));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(fraction);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::new(text)
    }

    #[test]
    fn numbers_are_compared_by_value_not_by_text() {
        assert_eq!(number("1.50"), number("15e-1"));
        assert_eq!(number("-0"), number("0.000"));
        assert_eq!(number("1000"), number("1e3"));
        assert!(number("1e400").compare(&number("1e399")).is_gt());
        assert!(number("-2").compare(&number("-1")).is_lt());
        assert!(number("0.1").compare(&number("0.01")).is_gt());
        assert!(number("12").compare(&number("9")).is_gt());
        assert!(number("1e99999999999999999999").compare(&number("1")).is_gt());
        assert!(number("3.0").is_integer() && !number("3.5").is_integer());
        assert_eq!(number("2e2").to_usize(), Some(200));
    }

    #[test]
    fn multiples_are_exact() {
        assert!(number("0.3").is_multiple_of(&number("0.1")));
        assert!(number("1e300").is_multiple_of(&number("0.1")));
        assert!(!number("0.25").is_multiple_of(&number("0.1")));
        assert!(!number("7").is_multiple_of(&number("2")));
        assert!(number("0").is_multiple_of(&number("7")));
    }

    #[test]
    fn messages_have_commas_and_raised_exponents() {
        assert_eq!(number("999999").localized(), "999,999");
        assert_eq!(number("1000000").localized(), "1×10⁰⁶");
        assert_eq!(number("-1500").localized(), "-1,500");
        assert_eq!(number("12345.678").localized(), "12,345.678");
        assert_eq!(number("1e-7").localized(), "1×10⁻⁰⁷");
    }
}
