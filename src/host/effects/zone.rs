//! The local zone as Go finds it: the environment variable TZ, else the link that is the system's local time.

use jiff::tz::TimeZone;
use std::path::Path;

/// The IANA name of the local zone, `UTC` where there is none that is known.
pub(super) fn local() -> String {
    let setting = std::env::var("TZ").ok();
    name(setting.as_deref(), || std::fs::read_link("/etc/localtime").ok())
}

/// `link` is where the system's local time leads.
fn name(setting: Option<&str>, link: impl FnOnce() -> Option<std::path::PathBuf>) -> String {
    let found = match setting {
        None => link().and_then(|target| zone_of(&target)),
        Some(setting) => {
            let setting = setting.strip_prefix(':').unwrap_or(setting);
            if setting.starts_with('/') { zone_of(Path::new(setting)) } else { Some(String::from(setting)) }
        }
    };
    // Go knows no other form of TZ, and takes what it can't load for UTC.
    found.filter(|name| TimeZone::get(name).is_ok()).unwrap_or_else(|| String::from("UTC"))
}

/// The zone of a file in the time zone database: what follows `zoneinfo/`.
fn zone_of(path: &Path) -> Option<String> {
    let (_, name) = path.to_str()?.split_once("/zoneinfo/")?;
    Some(String::from(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_tz(setting: &str) -> String {
        name(Some(setting), || None)
    }

    #[test]
    fn tz_names_a_zone_or_means_utc() {
        assert_eq!(with_tz("Europe/Berlin"), "Europe/Berlin");
        assert_eq!(with_tz(":Europe/Berlin"), "Europe/Berlin");
        assert_eq!(with_tz("/usr/share/zoneinfo/Europe/Berlin"), "Europe/Berlin");
        assert_eq!(with_tz(""), "UTC");
        assert_eq!(with_tz("CET-1CEST"), "UTC");
        assert_eq!(with_tz("/nowhere"), "UTC");
    }

    #[test]
    fn without_tz_the_link_decides() {
        assert_eq!(name(None, || Some("/usr/share/zoneinfo/Asia/Tokyo".into())), "Asia/Tokyo");
        assert_eq!(name(None, || None), "UTC");
    }
}
