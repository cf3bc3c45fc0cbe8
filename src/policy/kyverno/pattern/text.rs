//! Texts as patterns: `|` and `&`, then an operator (`>= <= > < !`) or a range (`a-b`, `a!-b`), then a duration, a quantity or
//! wildcards, whatever both sides can be.

use crate::go::strconv;
use crate::go::time::Duration;
use crate::kubernetes::Quantity;
use crate::policy::comparison::Comparison;
use crate::policy::jmespath::{Data, wildcard};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::fmt;

/// A text, taken apart: one of the alternatives has to hold, and of it every condition.
#[derive(Clone, Debug)]
pub(in super::super) struct TextPattern {
    raw: SmolStr,
    alternatives: Vec<Vec<Condition>>,
}

#[derive(Clone, Debug)]
enum Condition {
    Test(Test),
    Within(Test, Test),
    Outside(Test, Test),
}

#[derive(Clone, Debug)]
struct Test {
    operator: Comparison,
    text: SmolStr,
    duration: Option<Duration>,
    quantity: Option<Quantity>,
}

impl TextPattern {
    pub(super) fn compile(raw: &str) -> TextPattern {
        let trim = |part: &str| part.trim_matches(' ').to_owned();
        let conditions = |part: String| part.split('&').map(|part| Condition::compile(&trim(part))).collect();
        let alternatives = raw.split('|').map(|part| conditions(trim(part))).collect();
        TextPattern { raw: raw.into(), alternatives }
    }

    pub(super) fn fits(&self, value: &Data) -> bool {
        if value.as_str() == Some(self.raw.as_str()) {
            return true;
        }
        self.alternatives.iter().any(|all| all.iter().all(|condition| condition.holds(value)))
    }
}

impl fmt::Display for TextPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw)
    }
}

/// Whether a value fits a text that is taken for a pattern.
pub(in super::super) fn fits(pattern: &str, value: &Data) -> bool {
    TextPattern::compile(pattern).fits(value)
}

/// Whether a text is a range `a-b`.
pub(in super::super) fn is_range(text: &str) -> bool {
    matches!(Condition::compile(text), Condition::Within(..))
}

impl Condition {
    fn compile(text: &str) -> Condition {
        // One character is never an operator.
        if text.len() < 2 {
            return Condition::Test(Test::new(Comparison::Equal, text));
        }
        const SIGNS: [(&str, Comparison); 5] = [
            (">=", Comparison::GreaterOrEqual),
            ("<=", Comparison::LessOrEqual),
            (">", Comparison::Greater),
            ("<", Comparison::Less),
            ("!", Comparison::Unequal),
        ];
        for (sign, operator) in SIGNS {
            if let Some(rest) = text.strip_prefix(sign) {
                return Condition::Test(Test::new(operator, rest));
            }
        }
        if let Some((low, high)) = range(text, "!-") {
            return Condition::Outside(Test::new(Comparison::Less, low), Test::new(Comparison::Greater, high));
        }
        if let Some((low, high)) = range(text, "-") {
            let (low, high) = (Test::new(Comparison::GreaterOrEqual, low), Test::new(Comparison::LessOrEqual, high));
            return Condition::Within(low, high);
        }
        Condition::Test(Test::new(Comparison::Equal, text))
    }

    fn holds(&self, value: &Data) -> bool {
        match self {
            Condition::Test(test) => test.holds(value),
            Condition::Within(low, high) => low.holds(value) && high.holds(value),
            Condition::Outside(low, high) => low.holds(value) || high.holds(value),
        }
    }
}

/// Both ends of a range: a sign, digits, a fraction, letters.
fn range<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    let end = amount_end(text)?;
    let (low, rest) = text.split_at(end);
    let high = rest.strip_prefix(sign)?;
    (amount_end(high)? == high.len()).then_some((low, high))
}

fn amount_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let run = |from: usize, wanted: fn(&u8) -> bool| {
        from + bytes.get(from..).unwrap_or_default().iter().take_while(|byte| wanted(byte)).count()
    };
    let start = usize::from(bytes.first().is_some_and(|byte| matches!(byte, b'-' | b'|' | b'+')));
    let mut end = run(start, u8::is_ascii_digit);
    if end == start {
        return None;
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = run(end + 1, u8::is_ascii_digit);
        end = if fraction > end + 1 { fraction } else { end };
    }
    Some(run(end, u8::is_ascii_alphabetic))
}

impl Test {
    fn new(operator: Comparison, text: &str) -> Test {
        let text = text.trim();
        let duration = Duration::parse(text.as_bytes()).ok();
        Test { operator, text: text.into(), duration, quantity: Quantity::parse(text) }
    }

    fn holds(&self, value: &Data) -> bool {
        if (self.duration.is_some() || self.quantity.is_some())
            && let Some(text) = amount_text(value)
        {
            if let (Some(wanted), Ok(found)) = (self.duration, Duration::parse(text.as_bytes())) {
                return self.operator.holds(found.cmp(&wanted));
            }
            if let (Some(wanted), Some(found)) = (&self.quantity, Quantity::parse(&text)) {
                return self.operator.holds(found.cmp(wanted));
            }
        }
        let matched = || plain_text(value).map(|text| wildcard::matches(&self.text, &text));
        match self.operator {
            Comparison::Equal => matched() == Some(true),
            Comparison::Unequal => matched() == Some(false),
            _ => false,
        }
    }
}

/// A value as amounts are read from it. What is missing counts as nothing.
fn amount_text(value: &Data) -> Option<Cow<'_, str>> {
    match value {
        Data::Null => Some("0".into()),
        Data::Text(text) => Some(text.as_str().into()),
        Data::Int(number) => Some(number.to_string().into()),
        Data::Float(number) => Some(strconv::format_float(*number, b'f', 6).into()),
        _ => None,
    }
}

/// A value as wildcards see it: numbers that are not whole with an exponent.
fn plain_text(value: &Data) -> Option<Cow<'_, str>> {
    match value {
        Data::Text(text) => Some(text.as_str().into()),
        Data::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
        Data::Int(number) => Some(number.to_string().into()),
        Data::Float(number) => Some(strconv::format_float(*number, b'E', -1).into()),
        _ => None,
    }
}
