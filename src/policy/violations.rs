//! What a test of Gatekeeper's expects of the violations of one object, by gator's rules.

use crate::go::regexp::{Regexp, Work};
use smol_str::SmolStr;

/// How much work the pattern of an assertion may make.
const MAX_WORK: u64 = 50_000_000;

/// An assertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations {
    /// How many: a number, `yes`, which is meant by an empty text too, or `no`.
    pub count: SmolStr,
    /// A regular expression of the messages that count; all do without one.
    pub message: Option<SmolStr>,
}

impl Violations {
    /// Holds messages to it; the error says what is otherwise.
    pub fn judge(&self, messages: &[&str]) -> Result<(), String> {
        let found = match &self.message {
            None => messages.len(),
            Some(pattern) => matching(pattern, messages)?,
        };
        let (fits, wanted) = match self.count.as_str() {
            "" | "yes" => (found > 0, String::from("at least 1")),
            "no" => (found == 0, String::from("none")),
            number => match number.parse::<usize>() {
                Ok(number) => (found == number, format!("exactly {number}")),
                Err(_) => {
                    let sentence = "assertion.violation, if set, must be a nonnegative integer, \"yes\", or \"no\"";
                    return Err(String::from(sentence));
                }
            },
        };
        if fits {
            return Ok(());
        }
        let of = self.message.as_ref().map(|message| format!(" containing {message:?}")).unwrap_or_default();
        let got = messages.join("; ");
        let got = if got.is_empty() { String::new() } else { format!(": got messages [{got}]") };
        Err(format!("got {found} violations{of} but want {wanted}{got}"))
    }
}

/// How many messages a pattern matches.
fn matching(pattern: &str, messages: &[&str]) -> Result<usize, String> {
    let regexp = Regexp::compile(pattern.as_bytes()).map_err(|error| format!("{pattern:?} is no pattern: {error}"))?;
    let mut left = MAX_WORK;
    let mut spend = |work: Work| {
        let units = match work {
            Work::Steps(steps) => steps,
            Work::Bytes(bytes) => bytes as u64,
        };
        left = left.checked_sub(units).ok_or_else(|| format!("the pattern {pattern:?} takes too many steps"))?;
        Ok::<(), String>(())
    };
    let mut found = 0;
    for message in messages {
        found += usize::from(regexp.is_match(message.as_bytes(), &mut spend)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(count: &str, message: Option<&str>) -> Result<(), String> {
        Violations { count: count.into(), message: message.map(SmolStr::from) }.judge(&["a is missing", "b is missing"])
    }

    #[test]
    fn numbers_count_and_words_say_whether_there_are_any() {
        assert_eq!([judge("yes", None), judge("", None), judge("2", None)], [Ok(()), Ok(()), Ok(())]);
        let got = "got messages [a is missing; b is missing]";
        assert_eq!(judge("no", None), Err(format!("got 2 violations but want none: {got}")));
        assert!(judge("-1", None).is_err_and(|error| error.contains("must be a nonnegative integer")));
    }

    #[test]
    fn a_pattern_chooses_messages() {
        assert_eq!([judge("1", Some("^a")), judge("no", Some("c is"))], [Ok(()), Ok(())]);
        assert!(judge("1", Some("(")).is_err());
        assert!(judge("yes", Some("x")).is_err_and(|error| error.starts_with("got 0 violations containing \"x\"")));
    }
}
