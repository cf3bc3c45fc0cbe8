//! Which plain scalars go-yaml takes for a point in time. Only the verdict matters: templates see the text.

/// Whether Go's `time.Parse` reads `text` with one of go-yaml's four layouts: a date; a date, blanks and a time; a date,
/// `T` or `t`, a time and a zone.
pub(super) fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits == 4 && bytes.get(4) == Some(&b'-') && read(bytes).is_some()
}

fn read(bytes: &[u8]) -> Option<()> {
    let year = bytes[..4].iter().fold(0, |year, byte| year * 10 + u32::from(byte - b'0'));
    let (month, rest) = number(bytes.get(5..)?, 1..=12)?;
    let (_, rest) = number(rest.strip_prefix(b"-")?, 1..=days_in(month, year))?;
    match rest {
        [] => Some(()),
        [b'T' | b't', rest @ ..] => zone(time(rest)?),
        [b' ', ..] => {
            let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
            time(&rest[spaces..])?.is_empty().then_some(())
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
fn time(bytes: &[u8]) -> Option<&[u8]> {
    let (_, rest) = number(bytes, 0..=23)?;
    let (_, rest) = number(rest.strip_prefix(b":")?, 0..=59)?;
    let (_, rest) = number(rest.strip_prefix(b":")?, 0..=59)?;
    match rest {
        [b'.' | b',', b'0'..=b'9', ..] => {
            let digits = rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            Some(&rest[1 + digits..])
        }
        _ => Some(rest),
    }
}

fn zone(bytes: &[u8]) -> Option<()> {
    match bytes {
        b"Z" => Some(()),
        [b'+' | b'-', hours @ .., b':', m1, m2] if hours.len() == 2 => {
            let hours = number(hours, 0..=24).filter(|(_, rest)| rest.is_empty());
            let minutes = [*m1, *m2];
            let minutes = number(&minutes, 0..=60).filter(|(_, rest)| rest.is_empty());
            hours.and(minutes).map(|_| ())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

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
