//! Writing times by a layout.

use super::Time;
use super::civil::Civil;
use super::layout::{Offset, Part, next_chunk};
use super::names::{Month, Weekday};
use super::zone::Reading;

/// What `Time.String` uses.
pub(super) const STRING: &[u8] = b"2006-01-02 15:04:05.999999999 -0700 MST";
/// `time.RFC3339Nano`, which JSON uses.
pub(super) const RFC3339_NANO: &[u8] = b"2006-01-02T15:04:05.999999999Z07:00";

impl Time {
    /// `Format`.
    pub fn format(&self, layout: &[u8]) -> Vec<u8> {
        let civil = self.civil();
        let zone = self.zone.at(self.seconds);
        let mut out = Vec::with_capacity(layout.len() + 10);
        let mut rest = layout;
        loop {
            let chunk = next_chunk(rest);
            out.extend_from_slice(chunk.before);
            let Some((part, _)) = chunk.part else { return out };
            write_part(&mut out, part, &civil, &zone);
            rest = chunk.after;
        }
    }

    /// `String`, with the monotonic reading of a time fresh from the clock.
    pub fn text(&self) -> Vec<u8> {
        let mut text = self.format(STRING);
        if self.monotonic {
            // How long the process has run is no part of a render.
            text.extend_from_slice(b" m=+0.000000001");
        }
        text
    }
}

fn write_part(out: &mut Vec<u8>, part: Part, civil: &Civil, zone: &Reading) {
    let hour12 = if civil.hour % 12 == 0 { 12 } else { civil.hour % 12 };
    match part {
        Part::Year => number(out, civil.year.max(0) % 100, 2),
        Part::LongYear => number(out, civil.year, 4),
        Part::Month => text(out, Month(civil.month).name().get(..3).unwrap_or_default()),
        Part::LongMonth => text(out, Month(civil.month).name()),
        Part::NumMonth => number(out, civil.month, 0),
        Part::ZeroMonth => number(out, civil.month, 2),
        Part::Weekday => text(out, Weekday(civil.weekday()).name().get(..3).unwrap_or_default()),
        Part::LongWeekday => text(out, Weekday(civil.weekday()).name()),
        Part::Day => number(out, civil.day, 0),
        Part::UnderDay => text(out, &format!("{:2}", civil.day)),
        Part::ZeroDay => number(out, civil.day, 2),
        Part::UnderYearDay => text(out, &format!("{:3}", civil.day_of_year())),
        Part::ZeroYearDay => number(out, civil.day_of_year(), 3),
        Part::Hour => number(out, civil.hour, 2),
        Part::Hour12 => number(out, hour12, 0),
        Part::ZeroHour12 => number(out, hour12, 2),
        Part::Minute => number(out, civil.minute, 0),
        Part::ZeroMinute => number(out, civil.minute, 2),
        Part::Second => number(out, civil.second, 0),
        Part::ZeroSecond => number(out, civil.second, 2),
        Part::UpperPm => text(out, if civil.hour >= 12 { "PM" } else { "AM" }),
        Part::LowerPm => text(out, if civil.hour >= 12 { "pm" } else { "am" }),
        Part::Offset(form) if form.zulu && zone.offset == 0 => out.push(b'Z'),
        Part::Offset(form) => offset(out, zone.offset, form),
        Part::ZoneName if zone.name.is_empty() => {
            offset(out, zone.offset, Offset { zulu: false, colons: false, minutes: true, seconds: false });
        }
        Part::ZoneName => out.extend_from_slice(&zone.name),
        Part::Fraction { digits, separator, trim } => fraction(out, civil.nanos, digits, separator, trim),
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// A number with at least `width` digits; a sign does not count.
fn number(out: &mut Vec<u8>, number: i64, width: usize) {
    let sign = if number < 0 { "-" } else { "" };
    text(out, &format!("{sign}{:0width$}", number.unsigned_abs()));
}

fn offset(out: &mut Vec<u8>, seconds: i32, form: Offset) {
    // Go cuts to minutes first, so an offset of less than a minute is positive.
    out.push(if seconds / 60 < 0 { b'-' } else { b'+' });
    let magnitude = i64::from(seconds).abs();
    number(out, magnitude / 3600, 2);
    for (wanted, value) in [(form.minutes, magnitude / 60 % 60), (form.seconds, magnitude % 60)] {
        if wanted {
            text(out, if form.colons { ":" } else { "" });
            number(out, value, 2);
        }
    }
}

fn fraction(out: &mut Vec<u8>, nanos: u32, digits: usize, separator: u8, trim: bool) {
    let all = format!("{nanos:09}");
    let mut shown = all.get(..digits.min(9)).unwrap_or(&all);
    if trim {
        shown = shown.trim_end_matches('0');
        if shown.is_empty() || nanos == 0 {
            return;
        }
    }
    out.push(separator);
    text(out, shown);
}

#[cfg(test)]
mod tests {
    use super::super::{Time, Zone};

    fn shown(seconds: i64, nanos: u32, zone: &str, layout: &str) -> String {
        let zone = Zone::load(zone, &Zone::Utc).unwrap_or(Zone::Utc);
        let time = Time { nanos, ..Time::unix(seconds, zone) };
        String::from_utf8_lossy(&time.format(layout.as_bytes())).into_owned()
    }

    #[test]
    fn every_part_is_written() {
        let all =
            "Mon Monday Jan January 1 01 2 _2 02 __2 002 15 3 03 4 04 5 05 06 2006 PM pm MST -07 -0700 -07:00 Z07:00";
        assert_eq!(
            shown(1_588_756_089, 0, "UTC", all),
            "Wed Wednesday May May 5 05 6  6 06 127 127 09 9 09 8 08 9 09 20 2020 AM am UTC +00 +0000 +00:00 Z"
        );
        assert_eq!(
            shown(0, 0, "Europe/Berlin", "15:04 MST -070000 -07:00:00 Z0700"),
            "01:00 CET +010000 +01:00:00 +0100"
        );
        assert_eq!(shown(0, 0, "America/Sao_Paulo", "MST"), "-03");
    }

    #[test]
    fn fractions_and_words_that_are_no_parts() {
        assert_eq!(shown(0, 120_000_000, "UTC", "5.000 5.999 5,99999 .09 .0005"), "0.120 0.12 0,12 .09 .0000");
        assert_eq!(shown(0, 0, "UTC", "05.999|05.000"), "00|00.000");
        assert_eq!(shown(0, 0, "UTC", "Janet Month _2006 Mondays"), "Janet Month _1970 Thursdays");
    }
}
