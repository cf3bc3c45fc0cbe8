//! Which request may be sent again, and when: the policy for registries and chart repositories alike. The clock and the
//! waiting are the caller's.

use std::time::Duration;

/// How long to wait before the second and each further try: half a minute in all.
pub const DELAYS: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_millis(1500),
    Duration::from_secs(4),
    Duration::from_secs(9),
    Duration::from_secs(16),
];

/// How often a small file that somebody waits for is asked for again where the server stumbles: two seconds in all.
pub const FEW_TRIES: usize = 2;

/// The longest wait that a server may ask for before such a file.
pub const SHORT_WAIT: Duration = Duration::from_secs(2);

/// How often content that is not what its digest says is asked for again: a gateway may have stumbled once.
pub const WRONG_CONTENT_TRIES: usize = 2;

/// How often a host is tried that nobody listens on or that has no address.
pub const UNREACHABLE_TRIES: usize = 2;

/// The longest wait that a server may ask for. A longer one ends the command, with the number in the message.
pub const MAX_WAIT: Duration = Duration::from_secs(60);

/// Whether an answer is a fault that may pass: too much at once, or a server or gateway in trouble. 401, 403 and 404 are
/// answers.
pub fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// What a `Retry-After` header says at the time `now`, in seconds since 1970: a number of seconds or a date.
pub fn retry_after(value: &str, now: i64) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(value).ok()?.timestamp().as_second();
    Some(Duration::from_secs(u64::try_from(date.saturating_sub(now)).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_a_number_or_a_date() {
        assert_eq!(retry_after("2", 0), Some(Duration::from_secs(2)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 50), Some(Duration::from_secs(10)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 90), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", 0), None);
    }

    #[test]
    fn refusals_are_answers() {
        assert!([408, 429, 500, 502, 503, 504].into_iter().all(is_transient));
        assert!(![400, 401, 403, 404, 409, 416, 501].into_iter().any(is_transient));
        assert!(DELAYS.iter().sum::<Duration>() >= Duration::from_secs(30));
        assert!(DELAYS.iter().take(FEW_TRIES).sum::<Duration>() <= Duration::from_secs(2));
    }
}
