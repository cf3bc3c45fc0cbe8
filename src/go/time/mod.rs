//! Go's package `time`: instants in a zone, durations, layouts, and the objects that templates see. Zones come from the
//! system's database; the clock and the local zone come from the caller.

mod civil;
mod duration;
mod format;
mod layout;
mod methods;
mod names;
mod parse;
mod zone;

pub use duration::Duration;
pub use names::{Month, Weekday};
pub use zone::Zone;

use civil::Civil;

/// An instant, with the zone that it is shown in.
#[derive(Clone)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    /// Nanoseconds within the second.
    nanos: u32,
    zone: Zone,
    /// Whether it was read from the clock, whose times carry a monotonic reading until they are changed.
    monotonic: bool,
}

const NANOS: i128 = 1_000_000_000;
/// Seconds from the beginning of the year 1 to 1970.
const YEAR_ONE: i64 = -62_135_596_800;

impl Time {
    /// `time.Unix(seconds, 0)` in `zone`.
    pub fn unix(seconds: i64, zone: Zone) -> Time {
        Time { seconds, nanos: 0, zone, monotonic: false }
    }

    /// `time.Now()`: the instant so many nanoseconds after 1970, read from the clock.
    pub fn now(nanoseconds: i128, zone: Zone) -> Time {
        Time { monotonic: true, ..Time::from_nanos(nanoseconds, zone) }
    }

    /// The zero time: the beginning of the year 1 in UTC.
    pub fn zero() -> Time {
        Time::unix(YEAR_ONE, Zone::Utc)
    }

    fn from_nanos(nanoseconds: i128, zone: Zone) -> Time {
        let seconds = nanoseconds.div_euclid(NANOS);
        Time { seconds: seconds as i64, nanos: nanoseconds.rem_euclid(NANOS) as u32, zone, monotonic: false }
    }

    /// `time.Date`: numbers beyond their range carry over, and a time that a zone skips is one beside it.
    fn date(civil: Civil, zone: Zone) -> Time {
        let local = civil.seconds();
        let seconds = zone.to_utc(local);
        Time { seconds, nanos: civil.nanos, zone, monotonic: false }
    }

    /// Seconds since 1970.
    pub fn seconds(&self) -> i64 {
        self.seconds
    }

    fn nanoseconds(&self) -> i128 {
        i128::from(self.seconds) * NANOS + i128::from(self.nanos)
    }

    /// The date and time of day in the zone.
    fn civil(&self) -> Civil {
        Civil::of(self.seconds, self.zone.at(self.seconds).offset, self.nanos)
    }

    /// The zone that it is shown in.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The same instant in another zone.
    pub fn within(&self, zone: Zone) -> Time {
        Time { zone, monotonic: false, ..self.clone() }
    }

    /// The instant `duration` later.
    pub fn add(&self, duration: Duration) -> Time {
        let later = Time::from_nanos(self.nanoseconds() + i128::from(duration.0), self.zone.clone());
        Time { monotonic: self.monotonic, ..later }
    }

    /// The time from `earlier` to this, as large as a duration can be.
    pub fn since(&self, earlier: &Time) -> Duration {
        let nanos = self.nanoseconds() - earlier.nanoseconds();
        Duration(nanos.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
    }

    /// The date so many years, months and days later.
    fn add_date(&self, years: i64, months: i64, days: i64) -> Time {
        let mut civil = self.civil();
        civil.year = civil.year.wrapping_add(years);
        civil.month = civil.month.wrapping_add(months);
        civil.day = civil.day.wrapping_add(days);
        Time::date(civil, self.zone.clone())
    }

    /// The time since the year 1, modulo `unit`.
    fn remainder(&self, unit: Duration) -> i64 {
        let since_year_one = self.nanoseconds() - i128::from(YEAR_ONE) * NANOS;
        since_year_one.rem_euclid(i128::from(unit.0)) as i64
    }

    /// `Truncate`: back to a multiple of `unit` since the year 1.
    pub fn truncated(&self, unit: Duration) -> Time {
        let plain = Time { monotonic: false, ..self.clone() };
        if unit.0 <= 0 { plain } else { plain.add(Duration(-self.remainder(unit))) }
    }

    fn rounded(&self, unit: Duration) -> Time {
        let plain = Time { monotonic: false, ..self.clone() };
        if unit.0 <= 0 {
            return plain;
        }
        let rest = self.remainder(unit);
        plain.add(Duration(if rest < unit.0 - rest { -rest } else { unit.0 - rest }))
    }
}
