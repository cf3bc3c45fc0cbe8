//! Dates and times of day, and their arithmetic on Go's calendar: the Gregorian one without an end in either direction.

/// A date and a time of day, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Civil {
    pub(super) year: i64,
    /// From 1; more or less than a year has carries over.
    pub(super) month: i64,
    /// From 1; more or less than a month has carries over.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) nanos: u32,
}

const DAY: i64 = 86_400;
/// Go counts seconds from here in an unsigned number; instants beyond its range wrap around.
const FIRST_SECOND: i128 = -((292_277_022_400 / 400 * 146_097 + 306 + 719_162) * DAY as i128);

impl Civil {
    /// The civil time at an instant in seconds since 1970, at an offset from UTC.
    pub(super) fn of(seconds: i64, offset: i32, nanos: u32) -> Civil {
        let wrapped = (i128::from(seconds) + i128::from(offset) - FIRST_SECOND).rem_euclid(1 << 64) + FIRST_SECOND;
        let days = wrapped.div_euclid(i128::from(DAY)) as i64;
        let second = wrapped.rem_euclid(i128::from(DAY)) as i64;
        let (year, month, day) = date_of(days);
        Civil { year, month, day, hour: second / 3600, minute: second / 60 % 60, second: second % 60, nanos }
    }

    /// Seconds since 1970 as if this were UTC.
    pub(super) fn seconds(&self) -> i64 {
        let month = i128::from(self.month) - 1;
        let year = i128::from(self.year) + month.div_euclid(12);
        let days = days_before(year, month.rem_euclid(12) as i64 + 1) + i128::from(self.day) - 1;
        let time = i128::from(self.hour) * 3600 + i128::from(self.minute) * 60 + i128::from(self.second);
        (days * i128::from(DAY) + time) as i64
    }

    /// Days since the beginning of the year, from 1.
    pub(super) fn day_of_year(&self) -> i64 {
        let first = days_before(i128::from(self.year), 1);
        (days_before(i128::from(self.year), self.month) - first) as i64 + self.day
    }

    /// The day of the week, from 0 for Sunday.
    pub(super) fn weekday(&self) -> i64 {
        let days = days_before(i128::from(self.year), self.month) + i128::from(self.day) - 1;
        (days + 4).rem_euclid(7) as i64
    }
}

/// Whether February has 29 days.
pub(super) fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// The days of a month.
pub(super) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970 to the first of a month, by years that begin in March.
fn days_before(year: i128, month: i64) -> i128 {
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * i128::from((month + 9) % 12) + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date so many days after 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_dates() {
        let civil = Civil::of(1_588_723_200, 0, 0);
        assert_eq!((civil.year, civil.month, civil.day, civil.weekday(), civil.day_of_year()), (2020, 5, 6, 3, 127));
        let first = Civil::of(-62_135_596_800, 0, 0);
        assert_eq!((first.year, first.month, first.day), (1, 1, 1));
        // The largest instant wraps around as Go's does.
        assert_eq!(Civil::of(i64::MAX, 0, 0).year, 292_277_026_596);
        let least = Civil::of(-i64::MAX, 0, 0);
        assert_eq!((least.year, least.month, least.day), (292_277_026_596, 12, 4));
    }

    proptest! {
        #[test]
        fn seconds_go_round(seconds in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Civil::of(seconds, 0, 0).seconds(), seconds);
        }
    }
}
