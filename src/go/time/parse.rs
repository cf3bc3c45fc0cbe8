//! Reading times by a layout, with Go's sentence for what does not fit.

use super::civil::{Civil, days_in, is_leap};
use super::duration::quote_plainly;
use super::layout::{Offset, Part, next_chunk};
use super::zone::Zone;
use super::{Time, names};
use crate::go::Str;

/// What does not fit: the general error at this place, or a range, by name.
enum Misfit {
    Bad,
    Range(&'static str),
}

/// What has been read so far.
#[derive(Default)]
struct Fields {
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
    year_day: Option<i64>,
    hour: i64,
    minute: i64,
    second: i64,
    nanos: u32,
    afternoon: Option<bool>,
    utc: bool,
    offset: Option<i32>,
    zone_name: Option<Vec<u8>>,
}

impl Time {
    /// `time.ParseInLocation`: what the text does not say of its zone, `zone` does.
    pub fn parse(layout: &[u8], value: &[u8], zone: &Zone) -> Result<Time, String> {
        let mut fields = Fields::default();
        let (mut layout_rest, mut rest) = (layout, value);
        loop {
            let chunk = next_chunk(layout_rest);
            rest = skip(rest, chunk.before).map_err(|at| cannot_parse(layout, value, chunk.before, at))?;
            let Some((part, part_text)) = chunk.part else {
                if !rest.is_empty() {
                    return Err(complaint(value, &format!("extra text: {}", quote_plainly(rest))));
                }
                break;
            };
            layout_rest = chunk.after;
            rest = fields.read(part, rest, layout_rest).map_err(|misfit| match misfit {
                Misfit::Bad => cannot_parse(layout, value, part_text, rest),
                Misfit::Range(what) => complaint(value, &format!("{what} out of range")),
            })?;
        }
        fields.finish(zone).map_err(|reason| complaint(value, reason))
    }
}

fn cannot_parse(layout: &[u8], value: &[u8], part: &[u8], at: &[u8]) -> String {
    format!(
        "parsing time {} as {}: cannot parse {} as {}",
        quote_plainly(value),
        quote_plainly(layout),
        quote_plainly(at),
        quote_plainly(part)
    )
}

fn complaint(value: &[u8], reason: &str) -> String {
    format!("parsing time {}: {reason}", quote_plainly(value))
}

/// The value after the text `prefix` of a layout, where any run of spaces is like any other; else where it differs.
fn skip<'v>(mut value: &'v [u8], mut prefix: &[u8]) -> Result<&'v [u8], &'v [u8]> {
    while let Some((&first, rest)) = prefix.split_first() {
        if first == b' ' {
            if value.first().is_some_and(|&byte| byte != b' ') {
                return Err(value);
            }
            prefix = trim_spaces(prefix);
            value = trim_spaces(value);
            continue;
        }
        match value.split_first() {
            Some((&byte, after)) if byte == first => (prefix, value) = (rest, after),
            _ => return Err(value),
        }
    }
    Ok(value)
}

fn trim_spaces(text: &[u8]) -> &[u8] {
    let spaces = text.iter().take_while(|&&byte| byte == b' ').count();
    &text[spaces..]
}

impl Fields {
    /// Reads one part off the start of `value`; `layout` is what follows the part.
    fn read<'v>(&mut self, part: Part, value: &'v [u8], layout: &[u8]) -> Result<&'v [u8], Misfit> {
        let (number, rest) = match part {
            Part::Year => {
                let (digits, rest) = value.split_at_checked(2).ok_or(Misfit::Bad)?;
                let year = signed(digits)?;
                (year + if year >= 69 { 1900 } else { 2000 }, rest)
            }
            Part::LongYear => {
                let (digits, rest) = value.split_at_checked(4).ok_or(Misfit::Bad)?;
                if !digits.first().is_some_and(u8::is_ascii_digit) {
                    return Err(Misfit::Bad);
                }
                (signed(digits)?, rest)
            }
            Part::Month => name(value, names::months(), 3)?,
            Part::LongMonth => name(value, names::months(), usize::MAX)?,
            Part::Weekday => return name(value, names::days(), 3).map(|(_, rest)| rest),
            Part::LongWeekday => return name(value, names::days(), usize::MAX).map(|(_, rest)| rest),
            Part::NumMonth | Part::ZeroMonth => in_range(two_digits(value, part == Part::ZeroMonth)?, 1, 12, "month")?,
            Part::Day | Part::UnderDay | Part::ZeroDay => {
                let spaced = if part == Part::UnderDay { value.strip_prefix(b" ").unwrap_or(value) } else { value };
                two_digits(spaced, part == Part::ZeroDay)?
            }
            Part::UnderYearDay | Part::ZeroYearDay => year_day(value, part == Part::ZeroYearDay)?,
            Part::Hour => in_range(two_digits(value, false)?, 0, 23, "hour")?,
            Part::Hour12 | Part::ZeroHour12 => in_range(two_digits(value, part == Part::ZeroHour12)?, 0, 12, "hour")?,
            Part::Minute | Part::ZeroMinute => in_range(two_digits(value, part == Part::ZeroMinute)?, 0, 59, "minute")?,
            Part::Second | Part::ZeroSecond => in_range(two_digits(value, part == Part::ZeroSecond)?, 0, 59, "second")?,
            Part::UpperPm | Part::LowerPm => return self.read_half(value, part == Part::UpperPm),
            Part::Offset(form) => return self.read_offset(value, form),
            Part::ZoneName => return self.read_zone_name(value),
            Part::Fraction { digits, trim, .. } => return self.read_fraction(value, digits, trim),
        };
        match part {
            Part::Year | Part::LongYear => self.year = number,
            Part::Month | Part::LongMonth => self.month = Some(number + 1),
            Part::NumMonth | Part::ZeroMonth => self.month = Some(number),
            Part::Day | Part::UnderDay | Part::ZeroDay => self.day = Some(number),
            Part::UnderYearDay | Part::ZeroYearDay => self.year_day = Some(number),
            Part::Hour | Part::Hour12 | Part::ZeroHour12 => self.hour = number,
            Part::Minute | Part::ZeroMinute => self.minute = number,
            _ => {
                self.second = number;
                return self.read_unasked_fraction(rest, layout);
            }
        }
        Ok(rest)
    }

    fn read_half<'v>(&mut self, value: &'v [u8], upper: bool) -> Result<&'v [u8], Misfit> {
        let (half, rest) = value.split_at_checked(2).ok_or(Misfit::Bad)?;
        let (after, before): (&[u8], &[u8]) = if upper { (b"PM", b"AM") } else { (b"pm", b"am") };
        // A text with several halves is in the afternoon if one of them is.
        match half {
            _ if half == after => self.afternoon = Some(true),
            _ if half == before => self.afternoon = self.afternoon.or(Some(false)),
            _ => return Err(Misfit::Bad),
        }
        Ok(rest)
    }

    fn read_offset<'v>(&mut self, value: &'v [u8], form: Offset) -> Result<&'v [u8], Misfit> {
        if let Some(rest) = value.strip_prefix(b"Z").filter(|_| form.zulu) {
            self.utc = true;
            return Ok(rest);
        }
        let numbers = 1 + usize::from(form.minutes) + usize::from(form.seconds);
        let length = 1 + 2 * numbers + if form.colons { numbers - 1 } else { 0 };
        let (text, rest) = value.split_at_checked(length).ok_or(Misfit::Bad)?;
        let step = if form.colons { 3 } else { 2 };
        let mut parts = [0_i64; 3];
        for (index, part) in parts.iter_mut().enumerate().take(numbers) {
            let at = 1 + index * step;
            if form.colons && index > 0 && text.get(at - 1) != Some(&b':') {
                return Err(Misfit::Bad);
            }
            *part = two_digits(text.get(at..at + 2).unwrap_or_default(), true)?.0;
        }
        let [hours, minutes, seconds] = parts;
        for (number, limit, what) in [
            (hours, 24, "time zone offset hour"),
            (minutes, 60, "time zone offset minute"),
            (seconds, 60, "time zone offset second"),
        ] {
            if number > limit {
                return Err(Misfit::Range(what));
            }
        }
        let offset = ((hours * 60 + minutes) * 60 + seconds) as i32;
        self.offset = Some(match text.first() {
            Some(b'+') => offset,
            Some(b'-') => -offset,
            _ => return Err(Misfit::Bad),
        });
        Ok(rest)
    }

    fn read_zone_name<'v>(&mut self, value: &'v [u8]) -> Result<&'v [u8], Misfit> {
        if let Some(rest) = value.strip_prefix(b"UTC") {
            self.utc = true;
            return Ok(rest);
        }
        let (name, rest) =
            zone_name_length(value).and_then(|length| value.split_at_checked(length)).ok_or(Misfit::Bad)?;
        self.zone_name = Some(name.to_vec());
        Ok(rest)
    }

    fn read_fraction<'v>(&mut self, value: &'v [u8], digits: usize, trim: bool) -> Result<&'v [u8], Misfit> {
        let length = if trim {
            // Where any number of digits is fine, none is.
            let found = fraction_digits(value);
            if found == 0 {
                return Ok(value);
            }
            found + 1
        } else {
            digits + 1
        };
        let (text, rest) = value.split_at_checked(length).ok_or(Misfit::Bad)?;
        self.nanos = nanoseconds(text)?;
        Ok(rest)
    }

    /// A fraction behind the second is read even if the layout has none.
    fn read_unasked_fraction<'v>(&mut self, value: &'v [u8], layout: &[u8]) -> Result<&'v [u8], Misfit> {
        let digits = fraction_digits(value);
        let asked = || matches!(next_chunk(layout).part, Some((Part::Fraction { .. }, _)));
        if digits == 0 || asked() {
            return Ok(value);
        }
        let (text, rest) = value.split_at_checked(digits + 1).ok_or(Misfit::Bad)?;
        self.nanos = nanoseconds(text)?;
        Ok(rest)
    }

    fn finish(mut self, zone: &Zone) -> Result<Time, &'static str> {
        match self.afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        let (month, day) = match self.year_day {
            Some(year_day) => self.date_of_year_day(year_day)?,
            None => (self.month.unwrap_or(1), self.day.unwrap_or(1)),
        };
        if day < 1 || day > days_in(self.year, month) {
            return Err("day out of range");
        }
        let Fields { year, hour, minute, second, nanos, .. } = self;
        let civil = Civil { year, month, day, hour, minute, second, nanos };
        Ok(self.placed(civil, zone))
    }

    fn date_of_year_day(&self, year_day: i64) -> Result<(i64, i64), &'static str> {
        if year_day < 1 || year_day > 365 + i64::from(is_leap(self.year)) {
            return Err("day-of-year out of range");
        }
        let (mut month, mut day) = (1, year_day);
        while day > days_in(self.year, month) {
            day -= days_in(self.year, month);
            month += 1;
        }
        if self.month.is_some_and(|given| given != month) {
            return Err("day-of-year does not match month");
        }
        if self.day.is_some_and(|given| given != day) {
            return Err("day-of-year does not match day");
        }
        Ok((month, day))
    }

    /// The civil time in the zone that the text names, or else in `zone`.
    fn placed(&self, civil: Civil, zone: &Zone) -> Time {
        if self.utc {
            return Time::date(civil, Zone::Utc);
        }
        let local = civil.seconds();
        let at = |seconds: i64, zone: Zone| Time { nanos: civil.nanos, ..Time::unix(seconds, zone) };
        let name = self.zone_name.as_deref().unwrap_or_default();
        // An offset of one second west is Go's mark for none.
        if let Some(offset) = self.offset.filter(|offset| *offset != -1) {
            let seconds = local - i64::from(offset);
            let reading = zone.at(seconds);
            let same = reading.offset == offset && (name.is_empty() || &*reading.name == name);
            return at(seconds, if same { zone.clone() } else { Zone::Fixed { name: Str::from(name), offset } });
        }
        if name.is_empty() {
            return Time::date(civil, zone.clone());
        }
        if let Some(offset) = zone.offset_of(name, local) {
            return at(local - i64::from(offset), zone.clone());
        }
        let hours = name.strip_prefix(b"GMT").and_then(|hours| signed(hours).ok()).unwrap_or(0);
        at(local, Zone::Fixed { name: Str::from(name), offset: (hours * 3600) as i32 })
    }
}

/// A number of one or two digits, or of two exactly.
fn two_digits(value: &[u8], exactly: bool) -> Result<(i64, &[u8]), Misfit> {
    match value {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
            Ok((i64::from(tens - b'0') * 10 + i64::from(ones - b'0'), rest))
        }
        [digit @ b'0'..=b'9', rest @ ..] if !exactly => Ok((i64::from(digit - b'0'), rest)),
        _ => Err(Misfit::Bad),
    }
}

/// A number of up to three digits, behind up to two spaces, or of three exactly.
fn year_day(value: &[u8], exactly: bool) -> Result<(i64, &[u8]), Misfit> {
    let spaces = if exactly { 0 } else { value.iter().take(2).take_while(|&&byte| byte == b' ').count() };
    let digits = value.iter().skip(spaces).take(3).take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || (exactly && digits != 3) {
        return Err(Misfit::Bad);
    }
    let (text, rest) = value.split_at_checked(spaces + digits).ok_or(Misfit::Bad)?;
    Ok((signed(text.get(spaces..).unwrap_or_default())?, rest))
}

fn in_range<'v>(
    (number, rest): (i64, &'v [u8]),
    least: i64,
    most: i64,
    what: &'static str,
) -> Result<(i64, &'v [u8]), Misfit> {
    if (least..=most).contains(&number) { Ok((number, rest)) } else { Err(Misfit::Range(what)) }
}

/// The index of the name, cut to `length` letters, that the value starts with in any case.
fn name<'v>(value: &'v [u8], names: &[&str], length: usize) -> Result<(i64, &'v [u8]), Misfit> {
    names
        .iter()
        .enumerate()
        .find_map(|(index, name)| {
            let name = name.get(..length).unwrap_or(name);
            let (start, rest) = value.split_at_checked(name.len())?;
            start.eq_ignore_ascii_case(name.as_bytes()).then_some((index as i64, rest))
        })
        .ok_or(Misfit::Bad)
}

/// A number with an optional sign, and nothing else.
fn signed(text: &[u8]) -> Result<i64, Misfit> {
    let digits = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    // Without a digit it is 0, as the reference has it.
    let mut number = 0_i64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return Err(Misfit::Bad);
        }
        number = number.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    }
    Ok(if text.starts_with(b"-") { -number } else { number })
}

/// The digits behind a point or comma at the start.
fn fraction_digits(value: &[u8]) -> usize {
    match value {
        [b'.' | b',', digits @ ..] => digits.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => 0,
    }
}

/// The nanoseconds of a fraction with its separator; digits after the ninth do not count.
fn nanoseconds(text: &[u8]) -> Result<u32, Misfit> {
    let [b'.' | b',', digits @ ..] = text else { return Err(Misfit::Bad) };
    let digits = digits.get(..9).unwrap_or(digits);
    let number = signed(digits)?;
    if number < 0 {
        return Err(Misfit::Range("fractional second"));
    }
    let scale = 10_i64.pow(9 - digits.len() as u32);
    u32::try_from(number * scale).map_err(|_| Misfit::Bad)
}

/// The length of the abbreviation of a zone at the start, if there is one.
fn zone_name_length(value: &[u8]) -> Option<usize> {
    if value.len() < 3 {
        return None;
    }
    if value.starts_with(b"ChST") || value.starts_with(b"MeST") {
        return Some(4);
    }
    if let Some(offset) = value.strip_prefix(b"GMT") {
        return Some(3 + signed_offset_length(offset));
    }
    if matches!(value.first(), Some(b'+' | b'-')) {
        return Some(signed_offset_length(value)).filter(|length| *length > 0);
    }
    let capitals = value.iter().take(6).take_while(|byte| byte.is_ascii_uppercase()).count();
    match capitals {
        3 => Some(3),
        4 if value.get(3) == Some(&b'T') || value.starts_with(b"WITA") => Some(4),
        5 if value.get(4) == Some(&b'T') => Some(5),
        _ => None,
    }
}

/// The length of a sign and an hour up to 23; 0 where there is none.
fn signed_offset_length(value: &[u8]) -> usize {
    let [b'+' | b'-', digits @ ..] = value else { return 0 };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let hours = digits.get(..count).and_then(|digits| signed(digits).ok()).unwrap_or(i64::MAX);
    if count == 0 || hours > 23 { 0 } else { count + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(layout: &str, value: &str) -> String {
        Time::parse(layout.as_bytes(), value.as_bytes(), &Zone::local("UTC"))
            .map_or_else(|error| error, |time| String::from_utf8_lossy(&time.text()).into_owned())
    }

    #[test]
    fn times_are_read() {
        for (layout, value, expected) in [
            ("2006-01-02", "2020-05-06", "2020-05-06 00:00:00 +0000 UTC"),
            ("Jan _2 06 3:04PM", "may  6 99 12:30AM", "1999-05-06 00:30:00 +0000 UTC"),
            ("2006-002", "2020-060", "2020-02-29 00:00:00 +0000 UTC"),
            ("2006-01-02T15:04:05Z07:00", "2020-05-06T01:02:03.5+02:00", "2020-05-06 01:02:03.5 +0200 +0200"),
            ("2006-01-02 MST", "2020-05-06 PST", "2020-05-06 00:00:00 +0000 PST"),
            ("2006-01-02 MST", "2020-05-06 GMT+3", "2020-05-06 03:00:00 +0300 GMT+3"),
            ("2006-01-02 -0700", "2020-05-06 +0000", "2020-05-06 00:00:00 +0000 UTC"),
            ("15:04:05.000", "01:02:03.450", "0000-01-01 01:02:03.45 +0000 UTC"),
        ] {
            assert_eq!(parsed(layout, value), expected, "{value}");
        }
    }

    #[test]
    fn what_does_not_fit_has_gos_sentence() {
        for (layout, value, expected) in [
            ("2006-01-02", "x", "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\""),
            ("2006-01-02", "2020/1", "parsing time \"2020/1\" as \"2006-01-02\": cannot parse \"/1\" as \"-\""),
            ("2006-01-02", "2020-13-01", "parsing time \"2020-13-01\": month out of range"),
            ("2006-01-02", "2021-02-29", "parsing time \"2021-02-29\": day out of range"),
            ("2006", "2020x", "parsing time \"2020x\": extra text: \"x\""),
            ("2006-002", "2021-366", "parsing time \"2021-366\": day-of-year out of range"),
        ] {
            assert_eq!(parsed(layout, value), expected, "{value}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(seconds in -60_000_000_000_i64..250_000_000_000, nanos in 0_u32..1_000_000_000) {
            let time = Time { nanos, ..Time::unix(seconds, Zone::Utc) };
            let layout = b"2006-01-02T15:04:05.999999999Z07:00";
            let again = Time::parse(layout, &time.format(layout), &Zone::Utc);
            prop_assert_eq!(again.map(|time| (time.seconds, time.nanos)), Ok((seconds, nanos)));
        }

        #[test]
        fn nothing_is_too_odd(layout in "[-0-9_.,:ZJanMonSTPpm ]{0,20}", value in "[-+0-9.,:ZUTCGMa ]{0,20}") {
            let _ = parsed(&layout, &value);
        }
    }
}
