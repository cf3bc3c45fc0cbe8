//! The `format` keyword: what a text must look like to be a date, an address, a URL. Old drafts check it, new ones do
//! not; metaschemas are always checked. The sentences are those of Helm's schema library and of Go's own parsers.

use super::compile::Pattern;
use crate::go::strconv;
use crate::go::url::Url;
use core::net::Ipv6Addr;

/// A format that is known; others mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format(&'static str);

const NAMES: [&str; 19] = [
    "regex",
    "json-pointer",
    "relative-json-pointer",
    "uuid",
    "duration",
    "period",
    "ipv4",
    "ipv6",
    "hostname",
    "email",
    "date",
    "time",
    "date-time",
    "uri",
    "iri",
    "uri-reference",
    "iri-reference",
    "uri-template",
    "semver",
];

type Checked = Result<(), String>;

impl Format {
    pub fn from_name(name: &str) -> Option<Format> {
        NAMES.iter().find(|known| **known == name).map(|known| Format(known))
    }

    pub fn name(self) -> &'static str {
        self.0
    }

    /// Whether a text has the format; otherwise why not.
    pub fn check(self, text: &str) -> Checked {
        match self.0 {
            "regex" => Pattern::new(text).map(drop),
            "json-pointer" => json_pointer(text),
            "relative-json-pointer" => relative_json_pointer(text),
            "uuid" => uuid(text),
            "duration" => duration(text),
            "period" => period(text),
            "ipv4" => ipv4(text),
            "ipv6" => ipv6(text),
            "hostname" => hostname(text),
            "email" => email(text),
            "date" => date(text),
            "time" => time(text),
            "date-time" => date_time(text),
            "uri" | "iri" => uri(text),
            "uri-reference" | "iri-reference" => uri_reference(text),
            "uri-template" => uri_template(text),
            "semver" => semver(text),
            _ => Ok(()),
        }
    }
}

fn fail<T>(sentence: impl Into<String>) -> Result<T, String> {
    Err(sentence.into())
}

fn rune(letter: char) -> String {
    strconv::quote_rune(letter, false)
}

fn json_pointer(text: &str) -> Checked {
    if !text.is_empty() && !text.starts_with('/') {
        return fail("not starting with /");
    }
    let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if escaped { Ok(()) } else { fail("~ must be followed by 0 or 1") }
}

fn relative_json_pointer(text: &str) -> Checked {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        0 => fail("must start with non-negative integer"),
        1.. if digits > 1 && text.starts_with('0') => fail("starts with zero"),
        _ if &text[digits..] == "#" => Ok(()),
        _ => json_pointer(&text[digits..]),
    }
}

fn uuid(text: &str) -> Checked {
    let lengths = [8, 4, 4, 4, 12];
    let groups: Vec<&str> = text.split('-').collect();
    if groups.len() != lengths.len() {
        return fail("must have 5 elements");
    }
    for (index, (group, length)) in groups.iter().zip(lengths).enumerate() {
        if group.len() != length {
            return fail(format!("element {} must be {length} characters long", index + 1));
        }
        if let Some(letter) = group.chars().find(|letter| !letter.is_ascii_hexdigit()) {
            return fail(format!("non-hex character {}", rune(letter)));
        }
    }
    Ok(())
}

fn duration(text: &str) -> Checked {
    let Some(rest) = text.strip_prefix('P') else { return fail("must start with P") };
    if rest.is_empty() {
        return fail("nothing after P");
    }
    if let Some(weeks) = rest.strip_suffix('W') {
        return match weeks {
            "" => fail("no number in week"),
            weeks if weeks.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
            _ => fail("invalid week"),
        };
    }
    for (index, mut part) in rest.split('T').enumerate() {
        if index > 0 && part.is_empty() {
            return fail("no time elements");
        }
        let Some(all_units) = ["YMD", "HMS"].get(index) else { return fail("more than one T") };
        let mut units = *all_units;
        while !part.is_empty() {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 {
                return fail("missing number");
            }
            let Some(unit) = part[digits..].chars().next() else { return fail("missing unit") };
            let Some(at) = units.find(unit) else {
                let known = all_units.contains(unit);
                let unit = rune(unit);
                return fail(if known { format!("unit {unit} out of order") } else { format!("invalid unit {unit}") });
            };
            units = &units[at + 1..];
            part = &part[digits + unit.len_utf8()..];
        }
    }
    Ok(())
}

fn period(text: &str) -> Checked {
    let Some((start, end)) = text.split_once('/') else { return fail("missing slash") };
    if start.starts_with('P') {
        duration(start).map_err(|cause| format!("invalid start duration: {cause}"))?;
        return date_time(end).map_err(|cause| format!("invalid end date-time: {cause}"));
    }
    date_time(start).map_err(|cause| format!("invalid start date-time: {cause}"))?;
    if end.starts_with('P') {
        return duration(end).map_err(|cause| format!("invalid end duration: {cause}"));
    }
    date_time(end).map_err(|cause| format!("invalid end date-time: {cause}"))
}

fn ipv4(text: &str) -> Checked {
    let groups: Vec<&str> = text.split('.').collect();
    if groups.len() != 4 {
        return fail("expected four decimals");
    }
    for group in groups {
        if group.len() > 1 && group.starts_with('0') {
            return fail("leading zeros");
        }
        match strconv::atoi(group.as_bytes()) {
            Err(error) => return fail(error.to_string()),
            Ok(0..=255) => {}
            Ok(_) => return fail("decimal must be between 0 and 255"),
        }
    }
    Ok(())
}

fn ipv6(text: &str) -> Checked {
    if !text.contains(':') {
        return fail("missing colon");
    }
    if let Some((address, zone)) = text.split_once('%')
        && !zone.is_empty()
        && address.parse::<Ipv6Addr>().is_ok()
    {
        return fail("zone id is not a part of ipv6 address");
    }
    match text.parse::<Ipv6Addr>() {
        Ok(_) => Ok(()),
        Err(_) => fail(format!("ParseAddr({}): unable to parse IP", strconv::quote(text.as_bytes()))),
    }
}

fn hostname(text: &str) -> Checked {
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.len() > 253 {
        return fail("more than 253 characters long");
    }
    for label in text.split('.') {
        if label.is_empty() || label.len() > 63 {
            return fail("label must be 1 to 63 characters long");
        }
        if label.starts_with('-') {
            return fail("label starts with hyphen");
        }
        if label.ends_with('-') {
            return fail("label ends with hyphen");
        }
        if let Some(letter) = label.chars().find(|letter| !letter.is_ascii_alphanumeric() && *letter != '-') {
            return fail(format!("invalid character {}", rune(letter)));
        }
    }
    Ok(())
}

fn email(text: &str) -> Checked {
    if text.len() > 254 {
        return fail("more than 255 characters long");
    }
    let Some((local, domain)) = text.rsplit_once('@') else { return fail("missing @") };
    if local.len() > 64 {
        return fail("local part more than 64 characters long");
    }
    if local.len() > 1 && local.starts_with('"') {
        let inner: String = local.chars().skip(1).take(local.chars().count() - 2).collect();
        if inner.contains(['\\', '"']) {
            return fail("backslash and quote are not allowed within quoted local part");
        }
    } else if local.starts_with('.') {
        return fail("starts with dot");
    } else if local.ends_with('.') {
        return fail("ends with dot");
    } else if local.contains("..") {
        return fail("consecutive dots");
    } else {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(letter);
        if let Some(letter) = local.chars().find(|letter| !allowed(*letter)) {
            return fail(format!("invalid character {}", rune(letter)));
        }
    }
    if let Some(address) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return match address.strip_prefix("IPv6:") {
            Some(address) => ipv6(address).map_err(|cause| format!("invalid ipv6 address: {cause}")),
            None => ipv4(address).map_err(|cause| format!("invalid ipv4 address: {cause}")),
        };
    }
    hostname(domain).map_err(|cause| format!("invalid domain: {cause}"))
}

/// `time.Parse("2006-01-02", text)`.
fn date(text: &str) -> Checked {
    let failed = |rest: &str, layout: &str| {
        let [text, rest] = [text, rest].map(|text| strconv::quote(text.as_bytes()));
        fail(format!("parsing time {text} as \"2006-01-02\": cannot parse {rest} as \"{layout}\""))
    };
    let digits = |rest: &str, count: usize| {
        let head = rest.get(..count).filter(|head| head.bytes().all(|byte| byte.is_ascii_digit()))?;
        head.parse::<u32>().ok()
    };
    let Some(year) = digits(text, 4) else { return failed(text, "2006") };
    let mut rest = &text[4..];
    let mut numbers = [0; 2];
    for (number, layout) in numbers.iter_mut().zip(["01", "02"]) {
        let Some(after) = rest.strip_prefix('-') else { return failed(rest, "-") };
        let Some(value) = digits(after, 2) else { return failed(after, layout) };
        *number = value;
        rest = &after[2..];
        if layout == "01" && !(1..=12).contains(&value) {
            return fail(format!("parsing time {}: month out of range", strconv::quote(text.as_bytes())));
        }
    }
    let quoted = strconv::quote(text.as_bytes());
    if !rest.is_empty() {
        return fail(format!("parsing time {quoted}: extra text: {}", strconv::quote(rest.as_bytes())));
    }
    let [month, day] = numbers;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if (1..=last).contains(&day) { Ok(()) } else { fail(format!("parsing time {quoted}: day out of range")) }
}

/// Two numbers or three between colons, none of them negative.
fn clock(text: &str, what: &str) -> Result<Vec<i64>, String> {
    text.split(':')
        .map(|part| match strconv::atoi(part.as_bytes()) {
            Err(_) => fail(format!("invalid {what}")),
            Ok(number) if number < 0 => fail(format!("non-positive {what}")),
            Ok(number) => Ok(number),
        })
        .collect()
}

fn time(text: &str) -> Checked {
    let bytes = text.as_bytes();
    if bytes.len() < 9 {
        return fail("less than 9 characters long");
    }
    let (Some(head), Some(mut rest), b':', b':') = (text.get(..8), text.get(8..), bytes[2], bytes[5]) else {
        return fail("missing colon in correct place");
    };
    let [mut hour, mut minute, second] = clock(head, "hour/min/sec")?[..] else {
        return fail("missing hour/min/sec");
    };
    if hour > 23 || minute > 59 || second > 60 {
        return fail("hour/min/sec out of range");
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return fail("no digits in second fraction");
        }
        rest = &fraction[digits..];
    }
    if !matches!(rest, "z" | "Z") {
        if rest.len() != 6 {
            return fail("offset must be 6 characters long");
        }
        let sign = match rest.as_bytes()[0] {
            b'+' => -1,
            b'-' => 1,
            _ => return fail("offset must begin with plus/minus"),
        };
        if rest.as_bytes()[3] != b':' {
            return fail("missing colon in offset in correct place");
        }
        let offset = clock(rest.get(1..).unwrap_or_default(), "hour/min in offset")?;
        let [zone_hour, zone_minute] = offset[..] else { return fail("invalid hour/min in offset") };
        if zone_hour > 23 || zone_minute > 59 {
            return fail("hour/min in offset out of range");
        }
        let total = (hour * 60 + minute + sign * (zone_hour * 60 + zone_minute)).rem_euclid(24 * 60);
        (hour, minute) = (total / 60, total % 60);
    }
    if second >= 60 && (hour != 23 || minute != 59) { fail("invalid leap second") } else { Ok(()) }
}

fn date_time(text: &str) -> Checked {
    if text.len() < 20 {
        return fail("less than 20 characters long");
    }
    let (Some(day), Some(clock), b't' | b'T') = (text.get(..10), text.get(11..), text.as_bytes()[10]) else {
        return fail("11th character must be t or T");
    };
    date(day).map_err(|cause| format!("invalid date element: {cause}"))?;
    time(clock).map_err(|cause| format!("invalid time element: {cause}"))
}

/// A URL whose host is checked as Go's parser does not: an IPv6 address stands in brackets.
fn parse_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text.as_bytes())?;
    let name = String::from_utf8_lossy(url.hostname()).into_owned();
    if name.contains(':') {
        if !url.host.contains(&b'[') || !url.host.contains(&b']') {
            return fail("ipv6 address not enclosed in brackets");
        }
        ipv6(&name).map_err(|cause| format!("invalid ipv6 address: {cause}"))?;
    }
    Ok(url)
}

fn uri(text: &str) -> Checked {
    if parse_url(text)?.scheme.is_empty() { fail("relative url") } else { Ok(()) }
}

fn uri_reference(text: &str) -> Checked {
    if text.contains('\\') { fail("contains \\") } else { parse_url(text).map(drop) }
}

fn uri_template(text: &str) -> Checked {
    parse_url(text)?;
    for part in text.split('/') {
        let mut open = false;
        for letter in part.chars().filter(|letter| matches!(letter, '{' | '}')) {
            if open == (letter == '{') {
                return fail("nested curly braces");
            }
            open = !open;
        }
        if open {
            return fail("no matching closing brace");
        }
    }
    Ok(())
}

fn semver(text: &str) -> Checked {
    let (text, build) = text.split_once('+').map_or((text, None), |(text, build)| (text, Some(build)));
    let word = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if let Some(build) = build {
        if build.is_empty() {
            return fail("build is empty");
        }
        for part in build.split('.') {
            if part.is_empty() {
                return fail("build identifier is empty");
            }
            if let Some(letter) = part.chars().find(|letter| !word(*letter)) {
                return fail(format!("invalid character {} in build identifier", rune(letter)));
            }
        }
    }
    let (core, pre) = text.split_once('-').map_or((text, None), |(core, pre)| (core, Some(pre)));
    for part in pre.into_iter().flat_map(|pre| pre.split('.')) {
        if part.is_empty() {
            return fail("pre-release identifier is empty");
        }
        if let Some(letter) = part.chars().find(|letter| !word(*letter)) {
            return fail(format!("invalid character {} in pre-release identifier", rune(letter)));
        }
        if part.len() > 1 && part.starts_with('0') && part.bytes().all(|byte| byte.is_ascii_digit()) {
            return fail("pre-release numeric identifier starts with zero");
        }
    }
    let numbers: Vec<&str> = core.split('.').collect();
    if numbers.len() != 3 {
        return fail("versionCore must have 3 numbers separated by dot");
    }
    for (number, name) in numbers.into_iter().zip(["major", "minor", "patch"]) {
        if number.is_empty() {
            return fail(format!("{name} is empty"));
        }
        if number.len() > 1 && number.starts_with('0') {
            return fail(format!("{name} starts with zero"));
        }
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return fail(format!("{name} contains non-digit"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: &str, text: &str) -> Checked {
        Format::from_name(format).expect("a known format").check(text)
    }

    #[test]
    fn formats_take_what_they_should_and_say_why_not() {
        for (format, good) in [
            ("email", "a.b@example.com"),
            ("email", "a@[127.0.0.1]"),
            ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
            ("duration", "P1Y2M3DT4H5M6S"),
            ("duration", "P3W"),
            ("ipv4", "127.0.0.1"),
            ("ipv6", "::1"),
            ("date", "2024-02-29"),
            ("date-time", "2024-01-01T23:59:60Z"),
            ("date-time", "1998-12-31T15:59:60.123-08:00"),
            ("uri", "https://a.b/c?d#e"),
            ("uri-reference", "a/b#c"),
            ("semver", "1.2.3-rc.1+build.5"),
            ("json-pointer", "/a~0b/c~1d"),
        ] {
            assert_eq!(check(format, good), Ok(()), "{format} {good}");
        }
        for (format, bad, cause) in [
            ("email", "x", "missing @"),
            ("email", "a b@c.d", "invalid character ' '"),
            ("uri", "z", "relative url"),
            ("uri", "http://[::1", "parse \"http://[::1\": missing ']' in host"),
            ("date", "2023-02-29", "parsing time \"2023-02-29\": day out of range"),
            ("date", "x", "parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\""),
            ("ipv4", "1.2.3.x", "strconv.Atoi: parsing \"x\": invalid syntax"),
            ("time", "12:00:60Z", "invalid leap second"),
            ("hostname", "-a", "label starts with hyphen"),
            ("semver", "1.2", "versionCore must have 3 numbers separated by dot"),
        ] {
            assert_eq!(check(format, bad), Err(String::from(cause)), "{format} {bad}");
        }
    }
}
