//! [`Month`] and [`Weekday`]: integers with names.

use crate::go::{IntKind, Kind, Member, Object, Str, Value};
use std::any::Any;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The English names of the months.
pub(super) fn months() -> &'static [&'static str] {
    &MONTHS
}

/// The English names of the days, from Sunday on.
pub(super) fn days() -> &'static [&'static str] {
    &DAYS
}

/// `time.Month`, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(pub(super) i64);

/// `time.Weekday`, from 0 for Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekday(pub(super) i64);

impl Month {
    /// The number, 1 for January.
    pub fn number(self) -> i64 {
        self.0
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        usize::try_from(self.0 - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
    }
}

impl Weekday {
    /// The number, 0 for Sunday.
    pub fn number(self) -> i64 {
        self.0
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        usize::try_from(self.0).ok().and_then(|index| DAYS.get(index)).copied().unwrap_or("")
    }
}

macro_rules! named_number {
    ($name:ident, $go:literal) => {
        impl Object for $name {
            fn type_name(&self) -> Str {
                Str::from($go)
            }

            fn kind(&self) -> Kind {
                Kind::Int(IntKind::Int)
            }

            fn member(&self, name: &str) -> Option<Member> {
                (name == "String").then_some(Member::Method)
            }

            fn call(&self, _: &str, _: &[Value]) -> Result<Value, String> {
                Ok(Value::str(self.name()))
            }

            fn display(&self) -> Option<Str> {
                Some(Str::from(self.name()))
            }

            fn to_plain(&self) -> Option<Value> {
                Some(Value::int(self.0))
            }

            fn truth(&self) -> bool {
                self.0 != 0
            }

            fn equals(&self, other: &dyn Object) -> bool {
                other.as_any().downcast_ref::<$name>() == Some(self)
            }

            fn as_any(&self) -> &dyn Any {
                self
            }
        }
    };
}

named_number!(Month, "time.Month");
named_number!(Weekday, "time.Weekday");
