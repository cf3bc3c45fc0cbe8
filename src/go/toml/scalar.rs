//! Numbers and dates: what the lexer let through is checked against TOML's rules here, with the library's sentences.

use crate::go::Value;
use crate::go::strconv::{self, Reason, quote};

/// A date, a time or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Datetime {
    /// 0 to 9999; 0 for a time without a date.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Below 1e9.
    pub nanosecond: u32,
    /// Where the clock stands.
    pub zone: Zone,
}

/// The zone of a [`Datetime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Written `Z`.
    Utc,
    /// Seconds east of UTC.
    Offset(i32),
    /// A date and time without a zone, which Go places in a zone named `datetime-local`.
    LocalDatetime,
    /// A date: `date-local`.
    LocalDate,
    /// A time: `time-local`.
    LocalTime,
}

/// An integer in decimal or with a base prefix.
pub(super) fn integer(text: &str) -> Result<Value, String> {
    if !underscores_between_digits(text) {
        return Err(format!("Invalid integer {}: underscores must be surrounded by digits", quote(text.as_bytes())));
    }
    if has_leading_zero(text) {
        return Err(format!("Invalid integer {}: cannot have leading zeroes", quote(text.as_bytes())));
    }
    match strconv::parse_int(text.as_bytes(), 0, 64) {
        Ok(number) => Ok(Value::int64(number)),
        Err(error) if error.reason == Reason::Range => Err(format!("{text} is out of range for int64")),
        Err(error) => Err(error.to_string()),
    }
}

/// A float, `inf` and `nan` included.
pub(super) fn float(text: &str) -> Result<Value, String> {
    let shown = quote(text.as_bytes());
    let mut parts = text.split(['.', 'e', 'E']).filter(|part| !part.is_empty());
    if parts.clone().any(|part| !underscores_between_digits(part)) {
        return Err(format!("Invalid float {shown}: underscores must be surrounded by digits"));
    }
    if parts.next().is_some_and(has_leading_zero) {
        return Err(format!("Invalid float {shown}: cannot have leading zeroes"));
    }
    if text.split('.').skip(1).any(|fraction| !fraction.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(format!("Invalid float {shown}: '.' must be followed by one or more digits"));
    }
    match text {
        "+nan" | "nan" => return Ok(Value::Float(f64::NAN)),
        "-nan" => return Ok(Value::Float(-f64::NAN)),
        _ => {}
    }
    match strconv::parse_float(text.replace('_', "").as_bytes()) {
        Ok(number) => Ok(Value::Float(number)),
        Err(error) if error.reason == Reason::Range => Err(format!("{text} is out of range for float64")),
        Err(_) => Err(format!("Invalid float value: {shown}")),
    }
}

/// Whether each underscore has a digit on both sides. Hexadecimal digits count everywhere: the lexer has sorted them out.
fn underscores_between_digits(text: &str) -> bool {
    if matches!(text.trim_start_matches(['+', '-']), "nan" | "inf") {
        return true;
    }
    let mut after_digit = false;
    for byte in text.bytes() {
        if byte == b'_' && !after_digit {
            return false;
        }
        after_digit = byte.is_ascii_hexdigit();
    }
    after_digit
}

fn has_leading_zero(text: &str) -> bool {
    match text.as_bytes() {
        [b'0', second, ..] => !matches!(second, b'b' | b'o' | b'x'),
        [b'+' | b'-', b'0', _, ..] => true,
        _ => false,
    }
}

/// A date, a time, or both. The text may have `t`, `z` or a blank where TOML's own form has `T` and `Z`.
pub(super) fn datetime(text: &str) -> Result<Datetime, String> {
    let text = text.replace('z', "Z").replace(['t', ' '], "T");
    Reader(text.as_bytes()).datetime().ok_or_else(|| format!("invalid datetime: {}", quote(text.as_bytes())))
}

/// What is left of the text of a date.
struct Reader<'t>(&'t [u8]);

impl Reader<'_> {
    fn datetime(&mut self) -> Option<Datetime> {
        let mut date =
            Datetime { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0, zone: Zone::LocalTime };
        if self.0.get(4) == Some(&b'-') {
            self.date(&mut date)?;
            date.zone = Zone::LocalDate;
            if self.0.is_empty() {
                return Some(date);
            }
            self.literal(b'T')?;
            date.zone = Zone::LocalDatetime;
        }
        self.time(&mut date)?;
        if date.zone == Zone::LocalDatetime && !self.0.is_empty() {
            date.zone = self.zone()?;
        }
        self.0.is_empty().then_some(date)
    }

    fn date(&mut self, date: &mut Datetime) -> Option<()> {
        date.year = u16::try_from(self.digits(4)?).ok()?;
        self.literal(b'-')?;
        date.month = self.two_digits(1, 12)?;
        self.literal(b'-')?;
        date.day = self.two_digits(1, days_in(date.year, date.month))?;
        Some(())
    }

    fn time(&mut self, date: &mut Datetime) -> Option<()> {
        date.hour = self.two_digits(0, 23)?;
        self.literal(b':')?;
        date.minute = self.two_digits(0, 59)?;
        if self.literal(b':').is_none() {
            return Some(());
        }
        date.second = self.two_digits(0, 59)?;
        if let [b'.', b'0'..=b'9', ..] = self.0 {
            self.literal(b'.')?;
            date.nanosecond = self.fraction();
        }
        Some(())
    }

    /// The digits of a fraction of a second in nanoseconds; what lies beyond is dropped.
    fn fraction(&mut self) -> u32 {
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(length);
        self.0 = rest;
        let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        padded.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
    }

    fn zone(&mut self) -> Option<Zone> {
        if self.literal(b'Z').is_some() {
            return Some(Zone::Utc);
        }
        let sign = if self.literal(b'+').is_some() {
            1
        } else {
            self.literal(b'-')?;
            -1
        };
        // Go lets offsets of 24 hours and 60 minutes pass, as some people write them.
        let hours = i32::from(self.two_digits(0, 24)?);
        self.literal(b':')?;
        let minutes = i32::from(self.two_digits(0, 60)?);
        Some(Zone::Offset(sign * (hours * 3600 + minutes * 60)))
    }

    fn literal(&mut self, wanted: u8) -> Option<()> {
        let (&first, rest) = self.0.split_first()?;
        (first == wanted).then(|| self.0 = rest)
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, byte| Some(number * 10 + char::from(*byte).to_digit(10)?))
    }

    fn two_digits(&mut self, min: u8, max: u8) -> Option<u8> {
        let number = u8::try_from(self.digits(2)?).ok()?;
        (min..=max).contains(&number).then_some(number)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}
