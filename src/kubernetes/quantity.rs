//! [`Quantity`], Kubernetes' numbers with units: `100m`, `1.5Gi`, `12e6`. They are read, compared and written as the API
//! machinery does (apimachinery, `pkg/api/resource`): exact to a billionth, no larger than 2⁶³ − 1.

use num_bigint::BigInt;
use std::cmp::Ordering;
use std::fmt;

/// Billionths in one.
const UNIT: i128 = 1_000_000_000;
/// The largest amount, in billionths.
const MAX: i128 = i64::MAX as i128 * UNIT;

/// How a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// `12e6`.
    Exponent,
    /// `12M`, `100m`.
    Decimal,
    /// `12Mi`.
    Binary,
}

/// An amount, with the sort of unit that it was written in. Equality and order are those of the amounts.
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    nanos: i128,
    /// Decimal places that it was written with; negative where its unit stands for zeros.
    places: i32,
    format: Format,
}

impl Quantity {
    /// `resource.ParseQuantity`; nothing where `text` is no quantity.
    pub fn parse(text: &str) -> Option<Quantity> {
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'.').unwrap_or(rest.len());
        let (number, suffix) = rest.split_at(end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let (format, binary, exponent) = unit(suffix)?;
        let digits = format!("{whole}{fraction}");
        let places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        let magnitude = amount(digits.trim_start_matches('0'), places, binary);
        let small = magnitude != 0 && magnitude < UNIT && format == Format::Binary;
        let format = if small { Format::Decimal } else { format };
        Some(Quantity { nanos: if negative { -magnitude } else { magnitude }, places: places.min(9), format })
    }

    /// The sum, written as `self` is, or as `other` where `self` is zero.
    pub fn add(self, other: Quantity) -> Quantity {
        let format = if self.nanos == 0 { other.format } else { self.format };
        Quantity { nanos: self.nanos + other.nanos, places: self.places.max(other.places), format }
    }

    /// The difference, written as [`Quantity::add`] has it.
    pub fn sub(self, other: Quantity) -> Quantity {
        self.add(Quantity { nanos: -other.nanos, ..other })
    }

    /// The product, written as `self` is.
    pub fn mul(self, other: Quantity) -> Quantity {
        let product = BigInt::from(self.nanos) * BigInt::from(other.nanos) / BigInt::from(UNIT);
        Quantity { nanos: clamp(&product), places: self.places.saturating_add(other.places), ..self }
    }

    /// The quotient, cut off behind the decimal places of the more exact of both, written as `self` is. Nothing where
    /// `other` is zero.
    pub fn div(self, other: Quantity) -> Option<Quantity> {
        if other.nanos == 0 {
            return None;
        }
        let places = self.places.max(other.places).clamp(-18, 9);
        let quotient = BigInt::from(self.nanos) * BigInt::from(UNIT) / BigInt::from(other.nanos);
        let step = 10i128.pow((9 - places) as u32);
        Some(Quantity { nanos: clamp(&quotient) / step * step, places, ..self })
    }

    /// The whole number `value`, written as `self` is.
    pub fn with_whole(self, value: i64) -> Quantity {
        Quantity { nanos: i128::from(value) * UNIT, places: 0, ..self }
    }

    /// The amount as a whole number; nothing where it has a fraction.
    pub fn whole(self) -> Option<i64> {
        (self.nanos % UNIT == 0).then(|| i64::try_from(self.nanos / UNIT).ok()).flatten()
    }

    /// About the amount.
    pub fn to_float(self) -> f64 {
        self.nanos as f64 / UNIT as f64
    }
}

fn clamp(value: &BigInt) -> i128 {
    let limit = BigInt::from(MAX);
    let bounded = value.clone().min(limit.clone()).max(-limit);
    i128::try_from(&bounded).unwrap_or(MAX)
}

/// What a suffix means: how it is written, by how many bits and by how many decimal places it shifts.
fn unit(suffix: &str) -> Option<(Format, u32, i32)> {
    const BINARY: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    if let Some(index) = BINARY.iter().position(|name| *name == suffix) {
        return Some((Format::Binary, 10 * (index as u32 + 1), 0));
    }
    let decimal = |exponent| Some((Format::Decimal, 0, exponent));
    match suffix {
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "" => decimal(0),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        _ => {
            let exponent = suffix.strip_prefix(['e', 'E'])?;
            Some((Format::Exponent, 0, exponent.parse::<i16>().ok()?.into()))
        }
    }
}

/// The billionths of the number `digits` with so many decimal places, shifted by bits. A rest counts as one more.
fn amount(digits: &str, places: i32, binary: u32) -> i128 {
    if digits.is_empty() {
        return 0;
    }
    let shift = 9 - places;
    let order = i64::try_from(digits.len()).unwrap_or(i64::MAX) + i64::from(shift);
    if order > 40 {
        return MAX;
    }
    if order < -40 {
        return 1;
    }
    let Ok(number) = digits.parse::<BigInt>() else { return MAX };
    let number = number << binary;
    let scaled = if shift >= 0 {
        number * BigInt::from(10).pow(shift as u32)
    } else {
        let divisor = BigInt::from(10).pow(shift.unsigned_abs());
        (number + (&divisor - BigInt::from(1))) / divisor
    };
    clamp(&scaled)
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nanos == other.nanos
    }
}

impl Eq for Quantity {}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The canonical form: the largest unit that leaves a whole number.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.nanos % UNIT == 0;
        if self.format == Format::Binary && whole && self.nanos.abs() >= 1024 * UNIT {
            let (mut number, mut power) = (self.nanos / UNIT, 0);
            while number % 1024 == 0 && power < 6 {
                (number, power) = (number / 1024, power + 1);
            }
            let suffix = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].get(power).copied().unwrap_or_default();
            return write!(f, "{number}{suffix}");
        }
        let (mut number, mut power) = (self.nanos, -9);
        while number != 0 && number % 1000 == 0 && power < 18 {
            (number, power) = (number / 1000, power + 3);
        }
        if number == 0 {
            return f.write_str("0");
        }
        if self.format == Format::Exponent {
            return if power == 0 { write!(f, "{number}") } else { write!(f, "{number}e{power}") };
        }
        let index = usize::try_from((power + 9) / 3).unwrap_or_default();
        let suffix = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"].get(index).copied().unwrap_or_default();
        write!(f, "{number}{suffix}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap_or_else(|| panic!("{text} is a quantity"))
    }

    #[test]
    fn amounts_compare_across_units() {
        assert_eq!(quantity("1024Mi"), quantity("1Gi"));
        assert_eq!(quantity("1000m"), quantity("1"));
        assert_eq!(quantity("1e3"), quantity("1k"));
        assert_eq!(quantity("1E"), quantity("1000P"));
        assert!(quantity("100M") < quantity("100Mi"));
        assert!(quantity("-1") < quantity("0.5"));
    }

    #[test]
    fn what_is_no_number_with_a_unit_is_refused() {
        for text in ["", ".", "k", "1e", "1.2.3", "1 Gi", "Gi", "1ki", "--1", "1_0"] {
            assert!(Quantity::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_canonical_form_has_the_largest_unit() {
        for (text, canonical) in [
            ("1024Mi", "1Gi"),
            ("0.5Gi", "512Mi"),
            ("1500m", "1500m"),
            ("1000", "1k"),
            ("1e3", "1e3"),
            ("12000e3", "12e6"),
            ("1000Ki", "1000Ki"),
            ("100", "100"),
            ("0.1Ki", "102400m"),
            ("0", "0"),
            ("1Ki", "1Ki"),
        ] {
            assert_eq!(quantity(text).to_string(), canonical, "{text}");
        }
    }

    #[test]
    fn amounts_are_bounded() {
        assert_eq!(quantity("1e9999"), quantity("9223372036854775807"));
        assert_eq!(quantity("1e-9999"), quantity("1n"));
        assert_eq!(quantity(&"9".repeat(100_000)), quantity("9223372036854775807"));
    }

    #[test]
    fn arithmetic_keeps_the_unit() {
        assert_eq!(quantity("10Mi").add(quantity("10Ki")).to_string(), "10250Ki");
        assert_eq!(quantity("10Gi").mul(quantity("2")).to_string(), "20Gi");
        assert_eq!(quantity("10Mi").div(quantity("3")).map(|q| q.to_string()), Some("3495253".into()));
        assert_eq!(quantity("1").div(quantity("0")), None);
    }
}
