//! The clock: the system's, or an instant that the user gives.

use crate::gotemplate::effects::{Nanoseconds, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::time::{SystemTime, UNIX_EPOCH};

/// What `now` gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    System,
    /// None: a template that asks is an error.
    Refuse,
    /// Always this instant.
    Fixed(Nanoseconds),
}

impl Clock {
    /// Reads a user's clock: `epoch` for SOURCE_DATE_EPOCH, an RFC 3339 time, a date (its midnight in UTC), or seconds
    /// since 1970. The error is a sentence about the text.
    pub fn from_text(text: &str) -> Result<Self, String> {
        Self::read(text, std::env::var("SOURCE_DATE_EPOCH").ok().as_deref())
    }

    fn read(text: &str, epoch: Option<&str>) -> Result<Self, String> {
        if text == "epoch" {
            let epoch = epoch.ok_or("the clock is SOURCE_DATE_EPOCH, which is not set")?;
            return seconds(epoch).ok_or_else(|| format!("SOURCE_DATE_EPOCH is not a number of seconds: {epoch:?}"));
        }
        let instant = text.parse::<Timestamp>().ok().or_else(|| {
            let midnight = text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?;
            Some(midnight.timestamp())
        });
        match instant {
            Some(instant) => Ok(Clock::Fixed(instant.as_nanosecond())),
            None => seconds(text).ok_or_else(|| {
                format!("not a time: {text:?}; give `epoch`, 2026-01-31T12:00:00Z, 2026-01-31 or seconds since 1970")
            }),
        }
    }

    pub(super) fn now(self) -> Result<Nanoseconds, Refusal> {
        match self {
            Clock::Fixed(instant) => Ok(instant),
            Clock::Refuse => Err(String::from("the time was asked for, which is another one on every run")),
            Clock::System => match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => i128::try_from(since.as_nanos()).map_err(|error| error.to_string()),
                Err(before) => Ok(-i128::try_from(before.duration().as_nanos()).map_err(|error| error.to_string())?),
            },
        }
    }
}

/// An instant in whole seconds that a timestamp can hold.
fn seconds(text: &str) -> Option<Clock> {
    let seconds = text.trim().parse::<i64>().ok()?;
    Some(Clock::Fixed(Timestamp::from_second(seconds).ok()?.as_nanosecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Nanoseconds = 1_000_000_000;

    #[test]
    fn times_dates_and_seconds_are_read() {
        assert_eq!(Clock::read("1970-01-01T01:00:00+01:00", None), Ok(Clock::Fixed(0)));
        assert_eq!(Clock::read("1970-01-02", None), Ok(Clock::Fixed(86_400 * SECOND)));
        assert_eq!(Clock::read("1700000000", None), Ok(Clock::Fixed(1_700_000_000 * SECOND)));
        assert_eq!(Clock::read("epoch", Some("315532800")), Ok(Clock::Fixed(315_532_800 * SECOND)));
    }

    #[test]
    fn what_is_no_time_is_an_error() {
        assert!(Clock::read("epoch", None).is_err_and(|error| error.contains("SOURCE_DATE_EPOCH")));
        assert!(Clock::read("epoch", Some("soon")).is_err());
        assert!(Clock::read("tomorrow", None).is_err());
        assert!(Clock::read("99999999999999999999", None).is_err());
    }
}
