//! `time`: the time of the run, and what is made of times.

use crate::policy::cel::{Arguments, Environment, Error, Runtime, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;

type Outcome<'a> = Result<Value<'a>, Error>;

pub(super) fn declare(environment: &mut Environment) {
    environment.function("time.now", "-> timestamp", |runtime, _| of_nanoseconds(runtime.now()?));
    environment.function("time.truncate", "timestamp, duration -> timestamp", truncate);
    environment.function("time.toCron", "timestamp -> string", to_cron);
}

fn of_nanoseconds<'a>(nanoseconds: i128) -> Outcome<'a> {
    let time = Timestamp::from_nanosecond(nanoseconds).map_err(|_| Error::new("timestamp overflow"))?;
    Ok(Value::Timestamp(time))
}

/// Down to a multiple of a duration since the year 1, as Go counts.
fn truncate<'a>(_: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    const YEAR_ONE: i128 = -62_135_596_800_000_000_000;
    let (time, unit) = (arguments.timestamp(0)?.as_nanosecond(), i128::from(arguments.duration(1)?));
    if unit <= 0 {
        return of_nanoseconds(time);
    }
    of_nanoseconds(time - (time - YEAR_ONE).rem_euclid(unit))
}

/// The time as a line of a crontab.
fn to_cron<'a>(runtime: &Runtime, arguments: Arguments<'_, 'a>) -> Outcome<'a> {
    let time = arguments.timestamp(0)?.to_zoned(TimeZone::UTC);
    let weekday = time.weekday().to_sunday_zero_offset();
    runtime.text(format!("{} {} {} {} {weekday}", time.minute(), time.hour(), time.day(), time.month()))
}
