//! Timestamps and durations: reading, arithmetic and their parts.

use super::super::arguments::Arguments;
use super::super::environment::Environment;
use super::super::error::Error;
use super::super::runtime::Runtime;
use super::super::syntax::Binary;
use super::super::value::Value;
use crate::go::strconv::format_float;
use crate::go::time;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

type Outcome<'a> = Result<Value<'a>, Error>;

/// The beginning of the year 1, before which timestamps do not reach, in nanoseconds since 1970.
const EARLIEST: i128 = -62_135_596_800_000_000_000;

pub(super) fn declare(environment: &mut Environment) {
    for from in ["timestamp", "int", "string"] {
        environment.function("timestamp", &format!("{from} -> timestamp"), timestamp);
    }
    for from in ["duration", "int", "string"] {
        environment.function("duration", &format!("{from} -> duration"), duration);
    }
    let mut part = |name, body| {
        environment.member(name, "timestamp -> int", body);
        environment.member(name, "timestamp, string -> int", body);
    };
    part("getFullYear", |_, arguments| part_of(arguments, |time| i64::from(time.year())));
    part("getMonth", |_, arguments| part_of(arguments, |time| i64::from(time.month()) - 1));
    part("getDayOfYear", |_, arguments| part_of(arguments, |time| i64::from(time.day_of_year()) - 1));
    part("getDayOfMonth", |_, arguments| part_of(arguments, |time| i64::from(time.day()) - 1));
    part("getDate", |_, arguments| part_of(arguments, |time| i64::from(time.day())));
    part("getDayOfWeek", |_, arguments| part_of(arguments, |time| i64::from(time.weekday().to_sunday_zero_offset())));
    part("getHours", |_, arguments| part_of(arguments, |time| i64::from(time.hour())));
    part("getMinutes", |_, arguments| part_of(arguments, |time| i64::from(time.minute())));
    part("getSeconds", |_, arguments| part_of(arguments, |time| i64::from(time.second())));
    part("getMilliseconds", |_, arguments| part_of(arguments, |time| i64::from(time.millisecond())));
    environment.member("getHours", "duration -> int", |_, arguments| whole_units(arguments, 3_600_000_000_000));
    environment.member("getMinutes", "duration -> int", |_, arguments| whole_units(arguments, 60_000_000_000));
    environment.member("getSeconds", "duration -> int", |_, arguments| whole_units(arguments, 1_000_000_000));
    environment.member("getMilliseconds", "duration -> int", |_, arguments| whole_units(arguments, 1_000_000));
}

fn whole_units<'a>(arguments: Arguments<'_, 'a>, unit: i64) -> Outcome<'a> {
    Ok(Value::Int(arguments.duration(0)? / unit))
}

fn part_of<'a>(arguments: Arguments<'_, 'a>, part: fn(&Zoned) -> i64) -> Outcome<'a> {
    let zone = if arguments.len() > 1 { zone(arguments.text(1)?)? } else { TimeZone::UTC };
    Ok(Value::Int(part(&arguments.timestamp(0)?.to_zoned(zone))))
}

/// A zone by its name in the database, or by its distance from UTC: `-08:00`.
fn zone(name: &str) -> Result<TimeZone, Error> {
    let unknown = || Error::new(format!("unknown time zone {name}"));
    let Some((hours, minutes)) = name.split_once(':') else {
        return match name {
            "" | "UTC" => Ok(TimeZone::UTC),
            _ => TimeZone::get(name).map_err(|_| unknown()),
        };
    };
    let (negative, hours) = match hours.strip_prefix('-') {
        Some(hours) => (true, hours),
        None => (false, hours.strip_prefix('+').unwrap_or(hours)),
    };
    let number = |text: &str| text.parse::<u16>().map(i32::from).map_err(|_| unknown());
    let seconds = number(hours)? * 3600 + number(minutes)? * 60;
    let offset = Offset::from_seconds(if negative { -seconds } else { seconds }).map_err(|_| unknown())?;
    Ok(TimeZone::fixed(offset))
}

fn timestamp<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let value = arguments.get(0)?;
    let time = match value {
        Value::Timestamp(time) => *time,
        Value::Int(seconds) => Timestamp::from_second(*seconds).map_err(|_| overflow())?,
        Value::String(text) => read_timestamp(text).ok_or_else(|| {
            Error::new(format!("type conversion error from 'string' to '{}'", "google.protobuf.Timestamp"))
        })?,
        _ => return Err(Error::no_such_overload()),
    };
    in_range(time)
}

fn overflow() -> Error {
    Error::new("timestamp overflow")
}

fn in_range<'a>(time: Timestamp) -> Outcome<'a> {
    if time.as_nanosecond() >= EARLIEST { Ok(Value::Timestamp(time)) } else { Err(overflow()) }
}

/// RFC 3339, with the letters in capitals as Go wants them.
pub(super) fn read_timestamp(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let shape = bytes.get(..19)?;
    let fits = shape.iter().zip(b"dddd-dd-ddTdd:dd:dd").all(|(found, wanted)| match wanted {
        b'd' => found.is_ascii_digit(),
        wanted => found == wanted,
    });
    let rest = text.get(19..)?;
    let digits = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let zone = if digits > 0 { rest.get(1 + digits..)? } else { rest };
    let offset = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes().get(3) == Some(&b':');
    (fits && (zone == "Z" || offset)).then(|| text.parse().ok()).flatten()
}

/// The value that a text is in a format of OpenAPI: `date-time`, `date`, `duration` or `byte`. Nothing for other formats, and for
/// a text that is none.
pub fn of_format(format: &str, text: &str) -> Option<Value<'static>> {
    match format {
        "date-time" => read_timestamp(text).map(Value::Timestamp),
        "date" => read_timestamp(&format!("{text}T00:00:00Z")).map(Value::Timestamp),
        "duration" => time::Duration::parse(text.as_bytes()).ok().map(|duration| Value::Duration(duration.0)),
        "byte" => crate::go::base64::decode(text.as_bytes()).ok().map(|bytes| Value::Bytes(bytes.into())),
        _ => None,
    }
}

fn duration<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    match arguments.get(0)? {
        Value::Int(nanos) | Value::Duration(nanos) => Ok(Value::Duration(*nanos)),
        Value::String(text) => match time::Duration::parse(text.as_bytes()) {
            Ok(duration) => Ok(Value::Duration(duration.0)),
            Err(_) => Err(Error::new("type conversion error from 'string' to 'google.protobuf.Duration'")),
        },
        _ => Err(Error::no_such_overload()),
    }
}

/// Seconds with an `s`, as `string()` gives it.
pub(super) fn duration_text(nanos: i64) -> String {
    format!("{}s", format_float(time::Duration(nanos).seconds(), b'f', -1))
}

/// `+` and `-` of times.
pub(super) fn arithmetic<'a>(operator: Binary, left: &Value<'a>, right: &Value<'a>) -> Outcome<'a> {
    let too_long = || Error::new("duration overflow");
    match (operator, left, right) {
        (Binary::Add, Value::Duration(left), Value::Duration(right)) => {
            left.checked_add(*right).map(Value::Duration).ok_or_else(too_long)
        }
        (Binary::Subtract, Value::Duration(left), Value::Duration(right)) => {
            left.checked_sub(*right).map(Value::Duration).ok_or_else(too_long)
        }
        (Binary::Add, Value::Timestamp(time), Value::Duration(nanos))
        | (Binary::Add, Value::Duration(nanos), Value::Timestamp(time)) => shifted(*time, *nanos),
        (Binary::Subtract, Value::Timestamp(time), Value::Duration(nanos)) => {
            shifted(*time, nanos.checked_neg().ok_or_else(overflow)?)
        }
        (Binary::Subtract, Value::Timestamp(left), Value::Timestamp(right)) => {
            let nanos = left.duration_since(*right).as_nanos();
            i64::try_from(nanos).map(Value::Duration).map_err(|_| too_long())
        }
        _ => Err(Error::no_such_overload()),
    }
}

fn shifted<'a>(time: Timestamp, nanos: i64) -> Outcome<'a> {
    in_range(time.checked_add(SignedDuration::from_nanos(nanos)).map_err(|_| overflow())?)
}
