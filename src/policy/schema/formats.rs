//! What texts and numbers may look like: quantities, times, base64, and the formats that Kubernetes knows in schemas of custom
//! resources. Rules are plain scans of the text.

use crate::kubernetes::Quantity;
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The whole number that a value is, also when it is written with a point or an exponent.
pub(super) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let float = value.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 9.2e18)?;
        value.as_u64().is_none().then_some(float as i64)
    })
}

/// Whether a value is a whole number of any size.
pub(super) fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// Whether a text is a quantity: `1`, `1.5Gi`, `100m`, `1e9`.
pub(super) fn is_quantity(text: &str) -> bool {
    Quantity::parse(text).is_some()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is in base64 with padding, line breaks aside.
pub(super) fn is_base64(text: &str) -> bool {
    crate::go::base64::decode(text.as_bytes()).is_ok()
}

/// The number that the digits in `text` are, where it is digits alone and as many as are asked for.
fn digits(text: &str, count: usize) -> Option<u32> {
    if text.len() == count && all_digits(text) { text.parse().ok() } else { None }
}

/// RFC 3339's `full-date`.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut number = |count| parts.next().and_then(|part| digits(part, count));
    let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// RFC 3339's `partial-time` with an offset.
fn is_time(text: &str) -> bool {
    let Some(zone) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, offset) = text.split_at(zone);
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    let is_clock = |text: &str, limits: &[u32]| {
        let parts: Vec<&str> = text.split(':').collect();
        let within = |(part, limit): (&&str, &u32)| digits(part, 2).is_some_and(|number| number <= *limit);
        parts.len() == limits.len() && parts.iter().zip(limits).all(within)
    };
    let is_offset = matches!(offset, "Z" | "z") || offset.get(1..).is_some_and(|offset| is_clock(offset, &[23, 59]));
    let is_fraction = fraction.is_none_or(|fraction| !fraction.is_empty() && all_digits(fraction));
    is_clock(clock, &[23, 59, 60]) && is_fraction && is_offset
}

/// RFC 3339's `date-time`.
pub(super) fn is_date_time(text: &str) -> bool {
    match (text.get(..10), text.get(10..11), text.get(11..)) {
        (Some(date), Some("T" | "t"), Some(time)) => is_date(date) && is_time(time),
        _ => false,
    }
}

/// What a format demands of texts; nothing for one that is not known, which is let be.
pub(super) fn of_name(name: &str) -> Option<fn(&str) -> bool> {
    Some(match name {
        "date-time" | "datetime" => is_date_time,
        "date" => is_date,
        "time" => is_time,
        "byte" => is_base64,
        "duration" => is_duration,
        "ipv4" => |text| text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => |text| text.parse::<Ipv6Addr>().is_ok(),
        "ip" => |text| text.parse::<IpAddr>().is_ok(),
        "cidr" => is_cidr,
        "hostname" => is_hostname,
        "email" => is_email,
        "uri" => is_uri,
        "uuid" | "uuid3" | "uuid4" | "uuid5" => is_uuid,
        "mac" => is_mac,
        _ => return None,
    })
}

/// Go's durations, and ISO 8601's as JSON Schema has them.
fn is_duration(text: &str) -> bool {
    let is_go = crate::go::time::Duration::parse(text.as_bytes()).is_ok();
    let letters = text.strip_prefix('P').unwrap_or_default();
    let is_iso = letters.bytes().any(|byte| byte.is_ascii_digit())
        && letters.bytes().all(|byte| byte.is_ascii_digit() || b"YMWDTHS.".contains(&byte));
    is_go || is_iso
}

fn is_cidr(text: &str) -> bool {
    let Some((address, bits)) = text.split_once('/') else { return false };
    let most = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    all_digits(bits) && bits.parse::<u32>().is_ok_and(|bits| bits <= most)
}

fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        !label.is_empty() && label.len() <= 63 && inner && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 253 && text.strip_suffix('.').unwrap_or(text).split('.').all(is_label)
}

fn is_email(text: &str) -> bool {
    let address = text.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(text);
    let is_plain = !address.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    is_plain && address.rsplit_once('@').is_some_and(|(name, host)| !name.is_empty() && is_hostname(host))
}

/// An absolute URI or a path, as Go's `url.ParseRequestURI` takes it.
fn is_uri(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    let has_scheme = text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty());
    (text.starts_with('/') || has_scheme) && !text.contains(|letter: char| letter.is_control() || letter == ' ')
}

fn is_uuid(text: &str) -> bool {
    let hex: String = text.chars().filter(|letter| *letter != '-').collect();
    hex.len() == 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_mac(text: &str) -> bool {
    let parts: Vec<&str> = text.split([':', '-']).collect();
    let is_byte = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    matches!(parts.len(), 6 | 8 | 20) && parts.iter().all(is_byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_numbers_with_a_suffix() {
        for right in ["1", "0.5", ".5", "5.", "-1", "+1Gi", "100m", "1e9", "1E", "1E3", "1e-3", "128Mi", "5n", "3u"] {
            assert!(is_quantity(right), "{right}");
        }
        for wrong in ["", ".", "1GB", "1gi", "Gi", " 1", "1 ", "1.2.3", "one", "1mi", "1e", "0x10", "1,5", "--1"] {
            assert!(!is_quantity(wrong), "{wrong}");
        }
    }

    #[test]
    fn times_are_those_of_rfc_3339() {
        for right in ["2024-02-29T23:59:60Z", "2023-01-01T00:00:00.123456+02:00", "2023-01-01t00:00:00z"] {
            assert!(is_date_time(right), "{right}");
        }
        for wrong in
            ["2023-02-29T00:00:00Z", "2023-01-01", "2023-01-01T00:00:00", "2023-01-01 00:00:00Z", "2023-1-1T0:0:0Z", ""]
        {
            assert!(!is_date_time(wrong), "{wrong}");
        }
    }

    #[test]
    fn formats_of_schemas() {
        let holds = |name: &str, text: &str| of_name(name).expect("it is known")(text);
        assert!(holds("cidr", "10.0.0.0/8") && !holds("cidr", "10.0.0.0/33") && holds("cidr", "::/0"));
        assert!(holds("hostname", "a-b.example.com") && !holds("hostname", "-a"));
        assert!(holds("uri", "https://example.com/a?b") && !holds("uri", "example"));
        assert!(holds("duration", "1h30m") && holds("duration", "PT5M") && !holds("duration", "soon"));
        assert!(holds("email", "a@example.com") && !holds("email", "a.example.com"));
        assert!(holds("uuid", "123e4567-e89b-12d3-a456-426614174000") && !holds("uuid", "123"));
        assert!(of_name("colour").is_none());
    }

    #[test]
    fn whole_numbers_may_have_a_point() {
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
        assert_eq!(whole(&value("3.0")), Some(3));
        assert_eq!(whole(&value("3.5")), None);
        assert_eq!(whole(&value("18446744073709551615")), None);
        assert!(is_whole(&value("18446744073709551615")) && is_whole(&value("1e30")) && !is_whole(&value("0.1")));
    }
}
