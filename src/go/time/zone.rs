//! [`Zone`]: where and when clocks show what. Names are those of the system's database, in exactly their case.

use crate::go::{Kind, Member, Object, Str, Value};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::any::Any;

/// A `*time.Location`.
#[derive(Clone)]
pub enum Zone {
    /// UTC.
    Utc,
    /// The zone of the machine or of the caller's choice.
    Local {
        /// Its name, or `UTC`.
        name: Str,
        /// Its rules; none for UTC.
        rules: Option<TimeZone>,
    },
    /// A zone of the database.
    Named {
        /// Its name.
        name: Str,
        /// Its rules.
        rules: TimeZone,
    },
    /// A zone that a text named or gave as an offset.
    Fixed {
        /// The abbreviation, or nothing.
        name: Str,
        /// Seconds east of UTC.
        offset: i32,
    },
}

/// What a zone says of an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Seconds east of UTC.
    pub(super) offset: i32,
    /// The abbreviation, such as `CET` or `-03`; may be empty.
    pub(super) name: Str,
    /// Whether it is summer time.
    pub(super) summer: bool,
}

impl Zone {
    /// The zone `name` as the local one; UTC where the database has none.
    pub fn local(name: &str) -> Zone {
        match rules(name).filter(|_| name != "UTC") {
            Some(rules) => Zone::Local { name: Str::from(name), rules: Some(rules) },
            None => Zone::Local { name: Str::from("UTC"), rules: None },
        }
    }

    /// `time.LoadLocation`, where `local` stands for `Local`; `None` for a name that the database lacks.
    pub fn load(name: &str, local: &Zone) -> Option<Zone> {
        match name {
            "" | "UTC" => Some(Zone::Utc),
            "Local" => Some(local.clone()),
            _ => Some(Zone::Named { name: Str::from(name), rules: rules(name)? }),
        }
    }

    /// `time.FixedZone`.
    pub fn fixed(name: &str, offset: i32) -> Zone {
        Zone::Fixed { name: Str::from(name), offset }
    }

    /// The name of a fixed zone.
    pub fn fixed_name(&self) -> Option<&str> {
        match self {
            Zone::Fixed { name, .. } => name.as_str(),
            _ => None,
        }
    }

    /// Seconds east of UTC at an instant in seconds since 1970.
    pub fn offset_at(&self, seconds: i64) -> i32 {
        self.at(seconds).offset
    }

    pub(super) fn at(&self, seconds: i64) -> Reading {
        match self {
            Zone::Utc | Zone::Local { rules: None, .. } => utc(),
            Zone::Fixed { name, offset } => Reading { offset: *offset, name: name.clone(), summer: false },
            Zone::Local { rules: Some(rules), .. } | Zone::Named { rules, .. } => {
                let info = match Timestamp::from_second(known_instant(seconds)) {
                    Ok(timestamp) => rules.to_offset_info(timestamp),
                    Err(_) => return utc(),
                };
                Reading {
                    offset: info.offset().seconds(),
                    name: Str::from(info.abbreviation()),
                    summer: info.dst().is_dst(),
                }
            }
        }
    }

    /// The instant at which clocks show what `local` seconds since 1970 would be in UTC.
    pub(super) fn to_utc(&self, local: i64) -> i64 {
        match self.at(local).offset {
            0 => local,
            offset => {
                let near = local.wrapping_sub(i64::from(offset));
                local.wrapping_sub(i64::from(self.at(near).offset))
            }
        }
    }

    /// The offset that the abbreviation `name` stands for in this zone, best at the local time `local`.
    pub(super) fn offset_of(&self, name: &[u8], local: i64) -> Option<i32> {
        let (Zone::Local { rules: Some(rules), .. } | Zone::Named { rules, .. }) = self else { return None };
        let mut known: Vec<i32> = Vec::new();
        for transition in rules.following(Timestamp::MIN).take(1000) {
            let offset = transition.offset().seconds();
            if transition.abbreviation().as_bytes() == name && !known.contains(&offset) {
                known.push(offset);
            }
        }
        let in_effect = known.iter().find_map(|offset| {
            let reading = self.at(local.wrapping_sub(i64::from(*offset)));
            (&*reading.name == name).then_some(reading.offset)
        });
        in_effect.or_else(|| known.first().copied())
    }

    /// The name, as `Location.String` gives it.
    pub(super) fn name(&self) -> Str {
        match self {
            Zone::Utc => Str::from("UTC"),
            Zone::Local { name, .. } | Zone::Named { name, .. } | Zone::Fixed { name, .. } => name.clone(),
        }
    }
}

/// An instant at which the database answers as it would at this one: the rules repeat with the calendar, every 400
/// years, and before all rules nothing changes.
fn known_instant(seconds: i64) -> i64 {
    const CYCLE: i64 = 146_097 * 86_400;
    let last = Timestamp::MAX.as_second();
    if seconds <= last {
        return seconds.max(Timestamp::MIN.as_second());
    }
    let beyond = (seconds - last) % CYCLE;
    last - CYCLE + beyond
}

fn utc() -> Reading {
    Reading { offset: 0, name: Str::from("UTC"), summer: false }
}

/// The rules of a zone. The database would also answer to names in other cases, which Go does not know.
fn rules(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|rules| rules.iana_name() == Some(name))
}

impl Object for Zone {
    fn type_name(&self) -> Str {
        Str::from("*time.Location")
    }

    fn kind(&self) -> Kind {
        Kind::Ptr
    }

    fn member(&self, name: &str) -> Option<Member> {
        (name == "String").then_some(Member::Method)
    }

    fn call(&self, _: &str, _: &[Value]) -> Result<Value, String> {
        Ok(Value::Str(self.name()))
    }

    fn display(&self) -> Option<Str> {
        Some(self.name())
    }

    fn to_plain(&self) -> Option<Value> {
        // A struct without exported fields.
        Some(Value::Map(crate::go::Map::new()))
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Zone>().is_some_and(|other| self.name() == other.name())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact() {
        let local = Zone::local("UTC");
        assert!(Zone::load("Europe/Berlin", &local).is_some());
        assert!(Zone::load("europe/berlin", &local).is_none());
        assert!(Zone::load("../UTC", &local).is_none());
        assert!(matches!(Zone::load("", &local), Some(Zone::Utc)));
        assert_eq!(Zone::load("Local", &local).map(|zone| zone.name()), Some(Str::from("UTC")));
    }

    #[test]
    fn a_skipped_time_is_one_beside_it() {
        let Some(zone) = Zone::load("Europe/Berlin", &Zone::Utc) else { return };
        // 02:30 on 2020-03-29 does not exist: clocks went from 02:00 to 03:00, at 01:00 UTC.
        assert_eq!(zone.to_utc(1_585_449_000), 1_585_445_400);
        assert_eq!(zone.at(1_585_443_600).name, Str::from("CEST"));
        assert_eq!(zone.offset_of(b"CEST", 1_600_000_000), Some(7200));
        assert_eq!(zone.offset_of(b"PST", 1_600_000_000), None);
        // The year 21832.
        assert_eq!(zone.at(626_807_048_600).name, Str::from("CEST"));
    }
}
