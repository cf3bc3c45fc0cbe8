//! [`Time`] as templates see it: a `time.Time` with its methods.

use super::duration::argument;
use super::format::RFC3339_NANO;
use super::names::{Month, Weekday};
use super::zone::Zone;
use super::{Time, YEAR_ONE};
use crate::go::{Kind, Member, Object, Param, Str, Value, strconv};
use std::any::Any;
use std::rc::Rc;

const OTHER: &[Param] = &[Param::Named("time.Time")];
const DURATION: &[Param] = &[Param::Named("time.Duration")];
const LOCATION: &[Param] = &[Param::Named("*time.Location")];
const DATE: &[Param] = &[Param::Int, Param::Int, Param::Int];
const TEXT: &[Param] = &[Param::String];
const APPENDING: &[Param] = &[Param::Bytes, Param::String];

impl Time {
    /// As a value for templates.
    pub fn value(self) -> Value {
        Value::Object(Rc::new(self))
    }

    fn json_text(&self) -> Result<Str, String> {
        if !(0..=9999).contains(&self.civil().year) {
            return Err(String::from("Time.MarshalJSON: year outside of range [0,9999]"));
        }
        if self.zone.offset_at(self.seconds).unsigned_abs() >= 24 * 3600 {
            return Err(String::from("Time.MarshalJSON: timezone hour outside of range [0,23]"));
        }
        Ok(Str::from(self.format(RFC3339_NANO)))
    }

    fn go_string(&self) -> String {
        let civil = self.civil();
        let zone = match &self.zone {
            Zone::Utc => String::from("time.UTC"),
            Zone::Local { .. } => String::from("time.Local"),
            other => format!("time.Location({})", strconv::quote(&other.name())),
        };
        format!(
            "time.Date({}, time.{}, {}, {}, {}, {}, {}, {zone})",
            civil.year,
            Month(civil.month).name(),
            civil.day,
            civil.hour,
            civil.minute,
            civil.second,
            civil.nanos
        )
    }

    /// The parameters of a method; `None` where there is no such method.
    fn signature(name: &str) -> Option<&'static [Param]> {
        Some(match name {
            "After" | "Before" | "Compare" | "Equal" | "Sub" => OTHER,
            "Add" | "Round" | "Truncate" => DURATION,
            "AddDate" => DATE,
            "Format" => TEXT,
            "AppendFormat" => APPENDING,
            "In" => LOCATION,
            "Clock" | "Date" | "Day" | "GoString" | "Hour" | "ISOWeek" | "IsDST" | "IsZero" | "Local" | "Location"
            | "MarshalJSON" | "MarshalText" | "Minute" | "Month" | "Nanosecond" | "Second" | "String" | "UTC"
            | "Unix" | "UnixMicro" | "UnixMilli" | "UnixNano" | "Weekday" | "Year" | "YearDay" | "Zone"
            | "ZoneBounds" => &[],
            _ => return None,
        })
    }

    /// Methods without parameters.
    fn property(&self, name: &str) -> Result<Value, String> {
        let civil = self.civil();
        let nanos = self.nanoseconds();
        Ok(match name {
            "Year" => Value::int(civil.year),
            "Month" => Value::Object(Rc::new(Month(civil.month))),
            "Day" => Value::int(civil.day),
            "Hour" => Value::int(civil.hour),
            "Minute" => Value::int(civil.minute),
            "Second" => Value::int(civil.second),
            "Nanosecond" => Value::int(i64::from(civil.nanos)),
            "Weekday" => Value::Object(Rc::new(Weekday(civil.weekday()))),
            "YearDay" => Value::int(civil.day_of_year()),
            "Unix" => Value::int64(self.seconds),
            "UnixMilli" => Value::int64((nanos.div_euclid(1_000_000)) as i64),
            "UnixMicro" => Value::int64((nanos.div_euclid(1_000)) as i64),
            "UnixNano" => Value::int64(nanos as i64),
            "IsZero" => Value::Bool(self.seconds == YEAR_ONE && self.nanos == 0),
            "IsDST" => Value::Bool(self.zone.at(self.seconds).summer),
            "UTC" => self.within(Zone::Utc).value(),
            "Local" => self.within(self.local_zone()).value(),
            "Location" => Value::Object(Rc::new(self.zone.clone())),
            "String" => Value::str(self.text()),
            "GoString" => Value::str(self.go_string()),
            "MarshalText" => Value::Bytes(self.json_text().map_err(|error| error.replace("JSON", "Text"))?),
            "MarshalJSON" => Value::Bytes(Str::from([b"\"".as_slice(), &self.json_text()?, b"\"".as_slice()].concat())),
            "Zone" => return Err(second_result(name, "int")),
            "ISOWeek" => return Err(second_result(name, "int")),
            "ZoneBounds" => return Err(second_result(name, "time.Time")),
            "Date" | "Clock" => return Err(format!("function {name} has 3 return values; should be 1 or 2")),
            _ => return Err(format!("no method {name}")),
        })
    }

    /// The local zone, when this time knows it; a time in another zone only knows UTC.
    fn local_zone(&self) -> Zone {
        match &self.zone {
            local @ Zone::Local { .. } => local.clone(),
            _ => Zone::local("UTC"),
        }
    }
}

fn second_result(name: &str, found: &str) -> String {
    format!("invalid function signature for {name}: second return value should be error; is {found}")
}

fn time_argument(value: Option<&Value>) -> Time {
    match value {
        Some(Value::Object(object)) => object.as_any().downcast_ref::<Time>().cloned().unwrap_or_else(Time::zero),
        _ => Time::zero(),
    }
}

impl Object for Time {
    fn type_name(&self) -> Str {
        Str::from("time.Time")
    }

    fn kind(&self) -> Kind {
        Kind::Struct
    }

    fn member(&self, name: &str) -> Option<Member> {
        Time::signature(name).map(|_| Member::Method)
    }

    fn call(&self, name: &str, args: &[Value]) -> Result<Value, String> {
        let order = || self.nanoseconds().cmp(&time_argument(args.first()).nanoseconds());
        let number = |index: usize| match args.get(index) {
            Some(Value::Int(number, _)) => *number,
            _ => 0,
        };
        let bytes = |index: usize| match args.get(index) {
            Some(Value::Str(text) | Value::Bytes(text)) => text.clone(),
            _ => Str::from(""),
        };
        Ok(match name {
            "After" => Value::Bool(order().is_gt()),
            "Before" => Value::Bool(order().is_lt()),
            "Equal" => Value::Bool(order().is_eq()),
            "Compare" => Value::int(order() as i64),
            "Sub" => self.since(&time_argument(args.first())).value(),
            "Add" => self.add(argument(args.first())).value(),
            "Round" => self.rounded(argument(args.first())).value(),
            "Truncate" => self.truncated(argument(args.first())).value(),
            "AddDate" => self.add_date(number(0), number(1), number(2)).value(),
            "Format" => Value::str(self.format(&bytes(0))),
            "AppendFormat" => Value::Bytes(Str::from([&bytes(0)[..], &self.format(&bytes(1))].concat())),
            "In" => match args.first() {
                Some(Value::Object(object)) => match object.as_any().downcast_ref::<Zone>() {
                    Some(zone) => self.within(zone.clone()).value(),
                    None => return Err(String::from("time: missing Location in call to Time.In")),
                },
                _ => return Err(String::from("time: missing Location in call to Time.In")),
            },
            _ => return self.property(name),
        })
    }

    fn method_arity(&self, name: &str) -> usize {
        self.method_params(name).len()
    }

    fn method_params(&self, name: &str) -> &'static [Param] {
        Time::signature(name).unwrap_or(&[])
    }

    fn go_string(&self) -> Option<Str> {
        Some(Str::from(Time::go_string(self)))
    }

    fn display(&self) -> Option<Str> {
        Some(Str::from(self.text()))
    }

    fn to_plain(&self) -> Option<Value> {
        self.json_text().ok().map(Value::Str)
    }

    fn equals(&self, other: &dyn Object) -> bool {
        other.as_any().downcast_ref::<Time>().is_some_and(|other| {
            self.nanoseconds() == other.nanoseconds()
                && std::mem::discriminant(&self.zone) == std::mem::discriminant(&other.zone)
                && self.zone.name() == other.zone.name()
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(time: &Time, name: &str, args: &[Value]) -> String {
        match time.call(name, args) {
            Ok(value) => String::from_utf8_lossy(&crate::go::fmt::print_value(&value)).into_owned(),
            Err(error) => error,
        }
    }

    #[test]
    fn methods_are_gos() {
        let time = Time::unix(1_588_723_200, Zone::local("UTC"));
        assert_eq!(called(&time, "Month", &[]), "May");
        assert_eq!(
            called(&time, "AddDate", &[Value::int(1), Value::int(2), Value::int(3)]),
            "2021-07-09 00:00:00 +0000 UTC"
        );
        assert_eq!(called(&time, "GoString", &[]), "time.Date(2020, time.May, 6, 0, 0, 0, 0, time.Local)");
        assert_eq!(called(&time, "Date", &[]), "function Date has 3 return values; should be 1 or 2");
        assert_eq!(called(&time, "Sub", &[Time::unix(1_588_291_200, Zone::Utc).value()]), "120h0m0s");
        assert_eq!(called(&time, "Add", &[Value::int(5)]), "2020-05-06 00:00:00.000000005 +0000 UTC");
        assert_eq!(time.to_plain().map(|plain| format!("{plain:?}")), Some(String::from("\"2020-05-06T00:00:00Z\"")));
    }
}
