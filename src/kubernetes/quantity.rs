//! [`Quantity`], Kubernetes' numbers with units: `100m`, `1.5Gi`, `12e6`. They are read, compared and written as the API
//! machinery does (apimachinery, `pkg/api/resource`): exact to a billionth, and in binary units no larger than 2⁶³ − 1.

use num_bigint::BigInt;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// Billionths in one.
const UNIT: i128 = 1_000_000_000;
/// The largest amount in binary units, in billionths.
const MAX: i128 = i64::MAX as i128 * UNIT;
/// How many digits an amount may have before and behind the point.
const MAX_DIGITS: i64 = 2048;

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

/// Billionths: nearly always few enough for a machine's number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Amount {
    Small(i128),
    /// More than fit.
    Large(Arc<BigInt>),
}

impl Amount {
    fn of(number: BigInt) -> Amount {
        i128::try_from(&number).map(Amount::Small).unwrap_or_else(|_| Amount::Large(Arc::new(number)))
    }

    fn big(&self) -> BigInt {
        match self {
            Amount::Small(number) => BigInt::from(*number),
            Amount::Large(number) => number.as_ref().clone(),
        }
    }

    fn is_zero(&self) -> bool {
        *self == Amount::Small(0)
    }
}

/// An amount, with the sort of unit that it was written in. Equality and order are those of the amounts.
#[derive(Clone, Debug)]
pub struct Quantity {
    nanos: Amount,
    /// Decimal places that it was written with; negative where its unit stands for zeros.
    places: i32,
    format: Format,
}

impl Quantity {
    /// `resource.ParseQuantity`; nothing where `text` is no quantity, or has thousands of digits.
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
        let magnitude = amount(digits.trim_start_matches('0'), places, binary)?;
        let magnitude = if format == Format::Binary { magnitude.min(BigInt::from(MAX)) } else { magnitude };
        let small = magnitude != BigInt::from(0) && magnitude < BigInt::from(UNIT) && format == Format::Binary;
        let format = if small { Format::Decimal } else { format };
        let nanos = Amount::of(if negative { -magnitude } else { magnitude });
        Some(Quantity { nanos, places: places.min(9), format })
    }

    /// The sum, written as `self` is, or as `other` where `self` is zero.
    pub fn add(&self, other: &Quantity) -> Quantity {
        self.plus(other, other.nanos.big())
    }

    /// The difference, written as [`Quantity::add`] has it.
    pub fn sub(&self, other: &Quantity) -> Quantity {
        self.plus(other, -other.nanos.big())
    }

    fn plus(&self, other: &Quantity, nanos: BigInt) -> Quantity {
        let format = if self.nanos.is_zero() { other.format } else { self.format };
        Quantity { nanos: Amount::of(self.nanos.big() + nanos), places: self.places.max(other.places), format }
    }

    /// The product, written as `self` is.
    pub fn mul(&self, other: &Quantity) -> Quantity {
        let product = self.nanos.big() * other.nanos.big() / BigInt::from(UNIT);
        Quantity { nanos: Amount::of(product), places: self.places.saturating_add(other.places), ..self.clone() }
    }

    /// The quotient, cut off behind the decimal places of the more exact of both, written as `self` is. Nothing where
    /// `other` is zero.
    pub fn div(&self, other: &Quantity) -> Option<Quantity> {
        if other.nanos.is_zero() {
            return None;
        }
        let places = self.places.max(other.places).clamp(-18, 9);
        let quotient = self.nanos.big() * BigInt::from(UNIT) / other.nanos.big();
        let step = BigInt::from(10i128.pow((9 - places).unsigned_abs()));
        let nanos = Amount::of(quotient / &step * step);
        Some(Quantity { nanos, places, ..self.clone() })
    }

    /// The whole number `value`, written as `self` is.
    pub fn with_whole(&self, value: i64) -> Quantity {
        Quantity { nanos: Amount::Small(i128::from(value) * UNIT), places: 0, ..self.clone() }
    }

    /// The amount as a whole number; nothing where it has a fraction, or is too large.
    pub fn whole(&self) -> Option<i64> {
        match self.nanos {
            Amount::Small(nanos) if nanos % UNIT == 0 => i64::try_from(nanos / UNIT).ok(),
            _ => None,
        }
    }

    /// About the amount.
    pub fn to_float(&self) -> f64 {
        match &self.nanos {
            Amount::Small(nanos) => *nanos as f64 / UNIT as f64,
            Amount::Large(nanos) => nanos.to_string().parse::<f64>().unwrap_or(f64::MAX) / UNIT as f64,
        }
    }
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

/// The billionths of the number `digits` with so many decimal places, shifted by bits. A rest counts as one more. Nothing where
/// there are too many digits.
fn amount(digits: &str, places: i32, binary: u32) -> Option<BigInt> {
    if digits.is_empty() {
        return Some(BigInt::from(0));
    }
    let length = i64::try_from(digits.len()).ok()?;
    if length > MAX_DIGITS || i64::from(places).abs() > MAX_DIGITS {
        return None;
    }
    let number = digits.parse::<BigInt>().ok()? << binary;
    let power = |exponent: i32| BigInt::from(10).pow(exponent.unsigned_abs());
    let shift = 9 - places;
    if shift >= 0 {
        return Some(number * power(shift));
    }
    let divisor = power(shift);
    Some((number + (&divisor - BigInt::from(1))) / divisor)
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nanos == other.nanos
    }
}

impl Eq for Quantity {}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.nanos, &other.nanos) {
            (Amount::Small(a), Amount::Small(b)) => a.cmp(b),
            (a, b) => a.big().cmp(&b.big()),
        }
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The number with as many factors taken out as there are, but no more than `most`, and how many they were.
fn without_factors(mut number: BigInt, factor: i32, most: usize) -> (BigInt, usize) {
    let mut taken = 0;
    while taken < most && number != BigInt::from(0) && &number % factor == BigInt::from(0) {
        number /= factor;
        taken += 1;
    }
    (number, taken)
}

/// The canonical form: the largest unit that leaves a whole number.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Format::Binary, Amount::Small(nanos)) = (self.format, &self.nanos)
            && nanos % UNIT == 0
            && nanos.abs() >= 1024 * UNIT
        {
            let (number, power) = without_factors(BigInt::from(nanos / UNIT), 1024, 6);
            let suffix = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].get(power).copied().unwrap_or_default();
            return write!(f, "{number}{suffix}");
        }
        if self.nanos.is_zero() {
            return f.write_str("0");
        }
        let (number, power) = without_factors(self.nanos.big(), 1000, 9);
        match (self.format, power) {
            (Format::Exponent, 3) => write!(f, "{number}"),
            (Format::Exponent, power) => write!(f, "{number}e{}", power as i64 * 3 - 9),
            (_, power) => {
                let suffix = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"].get(power).copied().unwrap_or_default();
                write!(f, "{number}{suffix}")
            }
        }
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
        assert_eq!(quantity("99999999999Gi"), quantity("9223372036854775807"));
        assert_eq!(quantity("1e-100"), quantity("1n"));
        assert_ne!(quantity(&"9".repeat(617)), quantity(&"8".repeat(617)));
        assert!(Quantity::parse("1e9999").is_none());
        assert!(Quantity::parse(&"9".repeat(100_000)).is_none());
    }

    #[test]
    fn arithmetic_keeps_the_unit() {
        assert_eq!(quantity("10Mi").add(&quantity("10Ki")).to_string(), "10250Ki");
        assert_eq!(quantity("10Gi").mul(&quantity("2")).to_string(), "20Gi");
        assert_eq!(quantity("10Mi").div(&quantity("3")).map(|q| q.to_string()), Some("3495253".into()));
        assert_eq!(quantity("1").div(&quantity("0")), None);
    }
}
