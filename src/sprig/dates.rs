//! Dates and durations. A date is a `time.Time`, or a number of seconds since 1970; anything else stands for now. The
//! clock and the local zone are the engine's.

use super::cast::float_to_int64;
use super::{Outcome, function, text_result};
use crate::go::time::{Duration, Time, Zone};
use crate::go::{IntKind, Kind, Value, strconv, strings};
use crate::gotemplate::{Call, Error, Function, Param, Runtime};

const TIME: Param = Param::Named("time.Time");
const ANY: &[Param] = &[Param::Any];
const TEXTS: &[Param] = &[Param::String, Param::String];

pub(super) const FUNCTIONS: &[Function] = &[
    function("now", &[], |call| Ok(now(call.runtime)?.value())),
    function("date", &[Param::String, Param::Any], |call| {
        let layout = call.str(0);
        formatted(call, &layout, 1, "Local")
    }),
    function("dateInZone", &[Param::String, Param::Any, Param::String], date_in_zone),
    function("date_in_zone", &[Param::String, Param::Any, Param::String], date_in_zone),
    function("htmlDate", ANY, |call| formatted(call, b"2006-01-02", 0, "Local")),
    function("htmlDateInZone", &[Param::Any, Param::String], |call| {
        let zone = call.str(1);
        formatted(call, b"2006-01-02", 0, &zone.lossy())
    }),
    function("dateModify", &[Param::String, TIME], |call| modified(call).or_else(|_| Ok(call.arg(1).clone()))),
    function("date_modify", &[Param::String, TIME], |call| modified(call).or_else(|_| Ok(call.arg(1).clone()))),
    function("mustDateModify", &[Param::String, TIME], modified),
    function("must_date_modify", &[Param::String, TIME], modified),
    function("toDate", TEXTS, |call| Ok(parsed(call).unwrap_or_else(|_| Time::zero()).value())),
    function("mustToDate", TEXTS, |call| Ok(parsed(call).map_err(Error::new)?.value())),
    function("unixEpoch", &[TIME], |call| {
        Ok(Value::str(time(call.arg(0)).map_or(0, |time| time.seconds()).to_string()))
    }),
    function("ago", ANY, ago),
    function("duration", ANY, duration),
    function("durationRound", ANY, duration_round),
    function("mustToDuration", ANY, |call| Ok(as_duration(call.arg(0)).map_err(Error::new)?.value())),
    function("durationSeconds", ANY, |call| Ok(Value::Float(measured(call).seconds()))),
    function("durationMilliseconds", ANY, |call| Ok(Value::int64(measured(call).0 / 1_000_000))),
    function("durationMicroseconds", ANY, |call| Ok(Value::int64(measured(call).0 / 1_000))),
    function("durationNanoseconds", ANY, |call| Ok(Value::int64(measured(call).0))),
    function("durationMinutes", ANY, |call| Ok(Value::Float(measured(call).minutes()))),
    function("durationHours", ANY, |call| Ok(Value::Float(measured(call).hours()))),
    function("durationDays", ANY, |call| Ok(Value::Float(measured(call).hours() / 24.0))),
    function("durationWeeks", ANY, |call| Ok(Value::Float(measured(call).hours() / 24.0 / 7.0))),
    function("durationRoundTo", &[Param::Any, Param::Any], |call| to_multiple(call, Duration::rounded)),
    function("durationTruncateTo", &[Param::Any, Param::Any], |call| to_multiple(call, Duration::truncated)),
];

/// One second in nanoseconds.
const SECOND: i64 = 1_000_000_000;

fn local(runtime: &mut dyn Runtime) -> Zone {
    Zone::local(&runtime.effects().local_zone())
}

fn now(runtime: &mut dyn Runtime) -> Result<Time, Error> {
    let zone = local(runtime);
    Ok(Time::now(runtime.effects().now().map_err(|refusal| Error::coded("render::clock", refusal))?, zone))
}

/// The `time.Time` that a value is.
fn time(value: &Value) -> Option<&Time> {
    match value {
        Value::Object(object) => object.as_any().downcast_ref(),
        _ => None,
    }
}

/// The instant that a value stands for: a time, seconds since 1970 in a type that `takes` accepts, or else now.
fn instant(runtime: &mut dyn Runtime, value: &Value, takes: fn(IntKind) -> bool) -> Result<Time, Error> {
    match value {
        Value::Int(seconds, kind) if takes(*kind) => Ok(Time::unix(*seconds, local(runtime))),
        other => time(other).cloned().map_or_else(|| now(runtime), Ok),
    }
}

fn formatted(call: &mut Call<'_>, layout: &[u8], index: usize, zone: &str) -> Outcome {
    let value = call.arg(index);
    let takes = |kind| matches!(kind, IntKind::Int | IntKind::Int32 | IntKind::Int64);
    let instant = instant(call.runtime, value, takes)?;
    let zone = Zone::load(zone, &local(call.runtime)).unwrap_or(Zone::Utc);
    // A part of a layout gives at most a few times its length.
    call.runtime.charge(layout.len() as u64 + 1)?;
    call.runtime.allocate(layout.len().saturating_mul(16))?;
    let text = instant.within(zone).format(layout);
    text_result(call, text)
}

fn date_in_zone(call: &mut Call<'_>) -> Outcome {
    let (layout, zone) = (call.str(0), call.str(2));
    formatted(call, &layout, 1, &zone.lossy())
}

/// `dateModify "-1.5h" $date`.
fn modified(call: &mut Call<'_>) -> Outcome {
    let duration = Duration::parse(&call.str(0)).map_err(Error::new)?;
    Ok(time(call.arg(1)).cloned().unwrap_or_else(Time::zero).add(duration).value())
}

fn parsed(call: &mut Call<'_>) -> Result<Time, String> {
    let zone = local(call.runtime);
    Time::parse(&call.str(0), &call.str(1), &zone)
}

fn ago(call: &mut Call<'_>) -> Outcome {
    let value = call.arg(0);
    let then = instant(call.runtime, value, |kind| matches!(kind, IntKind::Int | IntKind::Int64))?;
    let passed = now(call.runtime)?.since(&then);
    Ok(Value::str(passed.rounded(Duration(SECOND)).to_string()))
}

/// A number of seconds, as a text or an `int64`, as a duration's text.
fn duration(call: &mut Call<'_>) -> Outcome {
    let seconds = match call.arg(0) {
        Value::Str(text) => strconv::parse_int_saturating(text, 10, 64).0,
        Value::Int(seconds, IntKind::Int64) => *seconds,
        _ => 0,
    };
    Ok(Value::str(Duration(seconds.wrapping_mul(SECOND)).to_string()))
}

/// A duration in its largest whole unit: `2400h10m5s` is `3mo`. A time is how long ago it was.
fn duration_round(call: &mut Call<'_>) -> Outcome {
    let nanos = match call.arg(0) {
        Value::Str(text) => Duration::parse(text).map_or(0, |duration| duration.0),
        Value::Int(nanos, IntKind::Int64) => *nanos,
        value => match time(value) {
            Some(then) => now(call.runtime)?.since(then).0,
            None => 0,
        },
    };
    const HOUR: u64 = 3600 * SECOND as u64;
    let units = [
        (365 * 24 * HOUR, "y"),
        (30 * 24 * HOUR, "mo"),
        (24 * HOUR, "d"),
        (HOUR, "h"),
        (HOUR / 60, "m"),
        (SECOND as u64, "s"),
    ];
    let nanos = nanos.unsigned_abs();
    let text = units.iter().find(|(size, _)| nanos > *size).map(|(size, unit)| format!("{}{unit}", nanos / size));
    Ok(Value::str(text.unwrap_or_else(|| String::from("0s"))))
}

/// A duration from a duration, a text (`1h30m`, or seconds) or a number of seconds.
fn as_duration(value: &Value) -> Result<Duration, String> {
    match value {
        Value::Nil => return Err(String::from("invalid duration")),
        Value::Str(text) => return duration_of_text(text),
        Value::Object(object) => {
            if let Some(duration) = object.as_any().downcast_ref::<Duration>() {
                return Ok(*duration);
            }
        }
        Value::Float(seconds) => return duration_of_float(*seconds),
        _ => {}
    }
    let plain = match value {
        Value::Object(object) if matches!(value.kind(), Kind::Int(_)) => object.to_plain(),
        other => Some(other.clone()),
    };
    match plain {
        Some(Value::Int(bits, kind)) => {
            let seconds = if kind.signed() { i128::from(bits) } else { i128::from(bits as u64) };
            let nanos = i64::try_from(seconds).ok().and_then(|seconds| seconds.checked_mul(SECOND));
            nanos.map(Duration).ok_or_else(|| format!("duration seconds overflow: {seconds}"))
        }
        _ => Err(format!("unsupported duration type {}", value.type_name())),
    }
}

fn duration_of_text(text: &[u8]) -> Result<Duration, String> {
    let trimmed = strings::trim_space(text);
    if trimmed.is_empty() {
        return Err(String::from("empty duration"));
    }
    if let Ok(duration) = Duration::parse(trimmed) {
        return Ok(duration);
    }
    match strconv::parse_float(trimmed) {
        Ok(seconds) => duration_of_float(seconds),
        Err(_) => Err(format!("could not parse duration {}", strconv::quote(text))),
    }
}

fn duration_of_float(seconds: f64) -> Result<Duration, String> {
    let shown = |number: f64| String::from_utf8_lossy(&crate::go::fmt::print_value(&Value::Float(number))).into_owned();
    if !seconds.is_finite() {
        return Err(format!("invalid duration seconds: {}", shown(seconds)));
    }
    let limit = i64::MAX as f64 / SECOND as f64;
    if seconds > limit || seconds < i64::MIN as f64 / SECOND as f64 {
        return Err(format!("duration seconds overflow: {}", shown(seconds)));
    }
    let nanos = seconds * SECOND as f64;
    if nanos > i64::MAX as f64 || nanos < i64::MIN as f64 {
        return Err(format!("duration nanoseconds overflow: {}", shown(nanos)));
    }
    Ok(Duration(float_to_int64(nanos)))
}

/// The argument as a duration; nothing where it is none.
fn measured(call: &mut Call<'_>) -> Duration {
    as_duration(call.arg(0)).unwrap_or(Duration(0))
}

/// The duration as a multiple of the second one; as it is where that is none.
fn to_multiple(call: &mut Call<'_>, operation: fn(Duration, Duration) -> Duration) -> Outcome {
    let Ok(duration) = as_duration(call.arg(0)) else { return Ok(Duration(0).value()) };
    let unit = as_duration(call.arg(1));
    Ok(unit.map_or(duration, |unit| operation(duration, unit)).value())
}

#[cfg(test)]
mod tests {
    use super::super::fake::{call, i, s, text};
    use super::*;

    fn day(value: &str) -> Value {
        call("mustToDate", &[s("2006-01-02"), s(value)]).unwrap_or_default()
    }

    #[test]
    fn dates_are_written_in_zones() {
        assert_eq!(text("date", &[s("2006-01-02 15:04"), i(0)]), "1970-01-01 00:00");
        assert_eq!(text("dateInZone", &[s("15:04 MST"), i(0), s("Europe/Berlin")]), "01:00 CET");
        assert_eq!(text("dateInZone", &[s("15:04 MST"), i(0), s("europe/berlin")]), "00:00 UTC");
        assert_eq!(text("htmlDate", &[s("what?")]), "2023-11-14");
        assert_eq!(text("htmlDateInZone", &[i(86_399), s("Asia/Tokyo")]), "1970-01-02");
        assert_eq!(text("unixEpoch", &[day("2020-05-06")]), "1588723200");
        assert_eq!(text("now", &[]), "2023-11-14 22:13:20.123456789 +0000 UTC m=+0.000000001");
    }

    #[test]
    fn dates_are_modified() {
        assert_eq!(text("dateModify", &[s("-1.5h"), day("2020-05-06")]), "2020-05-05 22:30:00 +0000 UTC");
        assert_eq!(text("dateModify", &[s("x"), day("2020-05-06")]), "2020-05-06 00:00:00 +0000 UTC");
        assert_eq!(text("mustDateModify", &[s("x"), day("2020-05-06")]), "error: time: invalid duration \"x\"");
        assert_eq!(text("toDate", &[s("2006-01-02"), s("x")]), "0001-01-01 00:00:00 +0000 UTC");
        assert_eq!(text("ago", &[day("2023-11-14")]), "22h13m20s");
    }

    #[test]
    fn durations_of_seconds() {
        assert_eq!(text("duration", &[s("95")]), "1m35s");
        assert_eq!(text("duration", &[i(95)]), "0s");
        assert_eq!(text("duration", &[Value::int64(95)]), "1m35s");
        assert_eq!(text("duration", &[s("9999999999999999999999")]), "-1s");
        assert_eq!(text("durationRound", &[s("2400h10m5s")]), "3mo");
        assert_eq!(text("durationRound", &[s("1h")]), "60m");
        assert_eq!(text("durationRound", &[s("-3m")]), "3m");
    }

    #[test]
    fn helms_durations() {
        assert_eq!(text("mustToDuration", &[s("2.5")]), "2.5s");
        assert_eq!(text("mustToDuration", &[Value::Nil]), "error: invalid duration");
        assert_eq!(text("mustToDuration", &[s("x")]), "error: could not parse duration \"x\"");
        assert_eq!(text("mustToDuration", &[Value::Bool(true)]), "error: unsupported duration type bool");
        assert_eq!(text("mustToDuration", &[Value::Float(1e10)]), "error: duration seconds overflow: 1e+10");
        assert_eq!(text("mustToDuration", &[i(9_223_372_037)]), "error: duration seconds overflow: 9223372037");
        assert_eq!(text("durationDays", &[s("36h")]), "1.5");
        assert_eq!(text("durationSeconds", &[s("x")]), "0");
        assert_eq!(text("durationRoundTo", &[s("2h13m"), s("30m")]), "2h0m0s");
        assert_eq!(text("durationRoundTo", &[s("2h13m"), s("x")]), "2h13m0s");
        assert_eq!(text("durationTruncateTo", &[s("-2h15m"), s("30m")]), "-2h0m0s");
    }
}
