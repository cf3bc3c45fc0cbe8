//! The time of day for what is written with a date: the system's, or the one that SOURCE_DATE_EPOCH fixes for builds that are
//! to repeat. What templates see has an effect of its own.

use crate::go::strconv;
use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970 by the system's clock; 0 for a clock that is set before that.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// The seconds in SOURCE_DATE_EPOCH, where it is set; for what is no time, Helm's sentence.
pub fn source_date_epoch() -> Result<Option<i64>, String> {
    match env::var_os("SOURCE_DATE_EPOCH") {
        Some(text) if !text.is_empty() => read_epoch(text.as_encoded_bytes()).map(Some),
        _ => Ok(None),
    }
}

fn read_epoch(text: &[u8]) -> Result<i64, String> {
    match strconv::parse_int(text, 10, 64) {
        Ok(seconds) if seconds < 0 => Err(String::from("invalid SOURCE_DATE_EPOCH: must not be negative")),
        Ok(seconds) => Ok(seconds),
        Err(error) => Err(format!("invalid SOURCE_DATE_EPOCH: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epoch_is_a_number_of_seconds() {
        assert_eq!(read_epoch(b"1000000000"), Ok(1_000_000_000));
        assert_eq!(read_epoch(b"-1"), Err(String::from("invalid SOURCE_DATE_EPOCH: must not be negative")));
        let sentence = "invalid SOURCE_DATE_EPOCH: strconv.ParseInt: parsing \"x\": invalid syntax";
        assert_eq!(read_epoch(b"x"), Err(String::from(sentence)));
    }
}
