//! Which plain scalars go-yaml takes for a point in time, and how JSON writes that point. Templates see the text.

/// A point in time as it was written, in its own zone.
struct Moment<'t> {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    /// The digits behind the seconds' point.
    fraction: &'t [u8],
    /// Minutes east of Greenwich.
    offset: i32,
}

/// Whether Go's `time.Parse` reads `text` with one of go-yaml's four layouts: a date; a date, blanks and a time; a date,
/// `T` or `t`, a time and a zone.
pub(super) fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits == 4 && bytes.get(4) == Some(&b'-') && read(bytes).is_some()
}

/// The time that `text` is as Go writes it into JSON, without quotes, or Go's sentence why it can't; `None` where it is
/// no time.
pub(super) fn rfc3339(text: &str) -> Option<Result<String, &'static str>> {
    let Moment { year, month, day, hour, minute, second, fraction, offset } =
        is_timestamp(text).then(|| read(text.as_bytes())).flatten()?;
    let mut out = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    let fraction = &fraction[..fraction.len().min(9)];
    let zeros = fraction.iter().rev().take_while(|&&digit| digit == b'0').count();
    if zeros < fraction.len() {
        out.push('.');
        out.extend(fraction[..fraction.len() - zeros].iter().map(|&digit| digit as char));
    }
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    if hours >= 24 {
        return Some(Err("timezone hour outside of range [0,23]"));
    }
    match offset {
        0 => out.push('Z'),
        _ => out.push_str(&format!("{}{hours:02}:{minutes:02}", if offset < 0 { '-' } else { '+' })),
    }
    Some(Ok(out))
}

fn read(bytes: &[u8]) -> Option<Moment<'_>> {
    let year = bytes[..4].iter().fold(0, |year, byte| year * 10 + u32::from(byte - b'0'));
    let (month, rest) = number(bytes.get(5..)?, 1..=12)?;
    let (day, rest) = number(rest.strip_prefix(b"-")?, 1..=days_in(month, year))?;
    let date = Moment { year, month, day, hour: 0, minute: 0, second: 0, fraction: &[], offset: 0 };
    match rest {
        [] => Some(date),
        [b'T' | b't', rest @ ..] => {
            let (moment, rest) = time(date, rest)?;
            Some(Moment { offset: zone(rest)?, ..moment })
        }
        [b' ', ..] => {
            let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
            let (moment, rest) = time(date, &rest[spaces..])?;
            rest.is_empty().then_some(moment)
        }
        _ => None,
    }
}

fn days_in(month: u32, year: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads one or two digits.
fn number(bytes: &[u8], range: std::ops::RangeInclusive<u32>) -> Option<(u32, &[u8])> {
    let digit = |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'));
    let first = digit(0)?;
    let (number, width) = digit(1).map_or((first, 1), |second| (first * 10 + second, 2));
    range.contains(&number).then_some((number, &bytes[width..]))
}

/// Reads hours, minutes, seconds and a fraction, and gives what follows.
fn time<'t>(date: Moment<'t>, bytes: &'t [u8]) -> Option<(Moment<'t>, &'t [u8])> {
    let (hour, rest) = number(bytes, 0..=23)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 0..=59)?;
    let (second, rest) = number(rest.strip_prefix(b":")?, 0..=59)?;
    let digits = match rest {
        [b'.' | b',', b'0'..=b'9', ..] => rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => return Some((Moment { hour, minute, second, ..date }, rest)),
    };
    let (fraction, rest) = rest[1..].split_at(digits);
    Some((Moment { hour, minute, second, fraction, ..date }, rest))
}

/// The minutes east of Greenwich.
fn zone(bytes: &[u8]) -> Option<i32> {
    match bytes {
        b"Z" => Some(0),
        [sign @ (b'+' | b'-'), hours @ .., b':', m1, m2] if hours.len() == 2 => {
            let (hours, _) = number(hours, 0..=24).filter(|(_, rest)| rest.is_empty())?;
            let minutes = [*m1, *m2];
            let (minutes, _) = number(&minutes, 0..=60).filter(|(_, rest)| rest.is_empty())?;
            let offset = (hours * 60 + minutes) as i32;
            Some(if *sign == b'-' { -offset } else { offset })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_timestamp, rfc3339};

    #[test]
    fn json_has_them_in_full() {
        let written = |text| rfc3339(text).map(|written| written.unwrap_or_else(String::from));
        assert_eq!(written("2024-1-2").as_deref(), Some("2024-01-02T00:00:00Z"));
        assert_eq!(written("2001-12-14t21:59:43.10-05:00").as_deref(), Some("2001-12-14T21:59:43.1-05:00"));
        assert_eq!(written("2001-12-14   1:2:3.1234567899").as_deref(), Some("2001-12-14T01:02:03.123456789Z"));
        assert_eq!(written("2001-12-14T1:2:3+05:60").as_deref(), Some("2001-12-14T01:02:03+06:00"));
        assert_eq!(written("2001-12-14T1:2:3+24:00").as_deref(), Some("timezone hour outside of range [0,23]"));
        assert_eq!(written("2001-12-14T1:2:3").as_deref(), None);
    }

    #[test]
    fn dates_and_times_are_recognised() {
        let yes =
            ["2001-12-14", "2001-1-2", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10", "2001-12-14   1:2:3"];
        let also = ["2001-12-15T02:59:43.1Z", "2024-02-29", "2001-12-14T21:59:43,5+24:60"];
        assert!(yes.iter().chain(&also).all(|text| is_timestamp(text)));
        let no = [
            "2001-12-14 21:59:43.10 -5",
            "2023-02-29",
            "2001-13-01",
            "2001-12-14T21:59:43",
            "20011-1-1",
            "2001-12",
            "2001-12-14T24:00:00Z",
        ];
        assert!(no.iter().all(|text| !is_timestamp(text)));
    }
}
