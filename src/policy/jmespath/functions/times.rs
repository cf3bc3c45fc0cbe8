//! Kyverno's functions of times and durations. Times are texts by RFC 3339 where no layout is given.

use super::{Arguments, Function, Kind, function};
use crate::go::time::{Duration, Time, Zone};
use crate::policy::jmespath::interpreter::Outcome;
use crate::policy::jmespath::{Data, Fault};

const TEXT: &[Kind] = &[Kind::Text];

/// `time.RFC3339`.
const RFC3339: &[u8] = b"2006-01-02T15:04:05Z07:00";

pub(super) const FUNCTIONS: &[Function] = &[
    function("time_since", &[TEXT, TEXT, TEXT], since),
    function("time_now", &[], |call| now(call).map(|time| written(&time))),
    function("time_now_utc", &[], |call| now(call).map(|time| written(&time))),
    function("time_add", &[TEXT, TEXT], |call| Ok(written(&time(call, 0)?.add(duration(call, 1)?)))),
    function("time_parse", &[TEXT, TEXT], parse),
    function("time_to_cron", &[TEXT], to_cron),
    function("time_utc", &[TEXT], |call| Ok(written(&time(call, 0)?.within(Zone::Utc)))),
    function("time_diff", &[TEXT, TEXT], |call| Ok(text_of(time(call, 1)?.since(&time(call, 0)?)))),
    function("time_before", &[TEXT, TEXT], |call| Ok(Data::Bool(later(&time(call, 1)?, &time(call, 0)?)))),
    function("time_after", &[TEXT, TEXT], |call| Ok(Data::Bool(later(&time(call, 0)?, &time(call, 1)?)))),
    function("time_between", &[TEXT, TEXT, TEXT], between),
    function("time_truncate", &[TEXT, TEXT], |call| Ok(written(&time(call, 0)?.truncated(duration(call, 1)?)))),
];

fn written(time: &Time) -> Data {
    Data::text(String::from_utf8_lossy(&time.format(RFC3339)))
}

fn text_of(duration: Duration) -> Data {
    Data::text(duration.to_string())
}

fn later(time: &Time, other: &Time) -> bool {
    time.since(other).0 > 0
}

fn now(call: &Arguments<'_, '_>) -> Result<Time, Fault> {
    let now = call.env().now.ok_or_else(|| call.fault("there is no clock"))?;
    Ok(Time::now(now, Zone::Utc))
}

fn read(layout: &[u8], text: &str) -> Result<Time, Fault> {
    Time::parse(layout, text.as_bytes(), &Zone::Utc).map_err(Fault::failed)
}

fn time(call: &Arguments<'_, '_>, index: usize) -> Result<Time, Fault> {
    read(RFC3339, &call.text(index))
}

fn duration(call: &Arguments<'_, '_>, index: usize) -> Result<Duration, Fault> {
    Duration::parse(call.text(index).as_bytes()).map_err(Fault::failed)
}

fn since(call: &Arguments<'_, '_>) -> Outcome {
    let layout = call.text(0);
    let layout = if layout.is_empty() { RFC3339 } else { layout.as_bytes() };
    let start = read(layout, &call.text(1))?;
    let end = match call.text(2) {
        text if text.is_empty() => now(call)?,
        text => read(layout, &text)?,
    };
    Ok(text_of(end.since(&start)))
}

/// With a number as its layout, the text is seconds since 1970.
fn parse(call: &Arguments<'_, '_>) -> Outcome {
    let (layout, text) = (call.text(0), call.text(1));
    if layout.parse::<i64>().is_ok() {
        let invalid = |_| Fault::failed(format!("strconv.ParseInt: parsing {text:?}: invalid syntax"));
        let seconds = text.parse::<i64>().map_err(invalid)?;
        return Ok(written(&Time::unix(seconds, Zone::Utc)));
    }
    Ok(written(&read(layout.as_bytes(), &text)?))
}

fn between(call: &Arguments<'_, '_>) -> Outcome {
    let (time, start, end) = (time(call, 0)?, self::time(call, 1)?, self::time(call, 2)?);
    Ok(Data::Bool(later(&time, &start) && later(&end, &time)))
}

/// Minute, hour, day, month and weekday.
fn to_cron(call: &Arguments<'_, '_>) -> Outcome {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let text = time(call, 0)?.format(b"4 15 2 1 Mon");
    let text = String::from_utf8_lossy(&text);
    let field = |part: &str| match DAYS.iter().position(|day| *day == part) {
        Some(day) => day.to_string(),
        None => part.parse::<u32>().map_or_else(|_| part.to_owned(), |number| number.to_string()),
    };
    Ok(Data::text(text.split(' ').map(field).collect::<Vec<_>>().join(" ")))
}
