//! Layouts: a text in which the parts of Go's reference time (`Mon Jan 2 15:04:05 MST 2006`) stand for the parts of a
//! date.

/// One part of a date in a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperPm,
    LowerPm,
    ZoneName,
    /// An offset from UTC.
    Offset(Offset),
    /// Digits of the second's fraction behind this separator; with `trim`, without zeros at the end.
    Fraction {
        digits: usize,
        separator: u8,
        trim: bool,
    },
}

/// How an offset is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Offset {
    /// Whether UTC is written `Z`.
    pub(super) zulu: bool,
    /// Whether colons stand between the numbers.
    pub(super) colons: bool,
    pub(super) minutes: bool,
    pub(super) seconds: bool,
}

/// A layout cut in front of and behind its first part.
pub(super) struct Chunk<'l> {
    pub(super) before: &'l [u8],
    /// The part and its text; none at the end.
    pub(super) part: Option<(Part, &'l [u8])>,
    pub(super) after: &'l [u8],
}

/// The parts that start with each text. The first one that fits is it.
const WORDS: &[(&[u8], Part)] = &[
    (b"January", Part::LongMonth),
    (b"Monday", Part::LongWeekday),
    (b"MST", Part::ZoneName),
    (b"01", Part::ZeroMonth),
    (b"02", Part::ZeroDay),
    (b"03", Part::ZeroHour12),
    (b"04", Part::ZeroMinute),
    (b"05", Part::ZeroSecond),
    (b"06", Part::Year),
    (b"002", Part::ZeroYearDay),
    (b"15", Part::Hour),
    (b"1", Part::NumMonth),
    (b"2006", Part::LongYear),
    (b"2", Part::Day),
    (b"__2", Part::UnderYearDay),
    (b"_2", Part::UnderDay),
    (b"3", Part::Hour12),
    (b"4", Part::Minute),
    (b"5", Part::Second),
    (b"PM", Part::UpperPm),
    (b"pm", Part::LowerPm),
];

/// The forms of an offset after its sign or `Z`, in the order in which they are tried.
const OFFSETS: &[(&[u8], bool, bool, bool)] = &[
    (b"070000", false, true, true),
    (b"07:00:00", true, true, true),
    (b"0700", false, true, false),
    (b"07:00", true, true, false),
    (b"07", false, false, false),
];

/// The first part of a layout.
pub(super) fn next_chunk(layout: &[u8]) -> Chunk<'_> {
    for at in 0..layout.len() {
        let rest = &layout[at..];
        // In `_2006` the underscore is a text before the year.
        if rest.starts_with(b"_2006") {
            return chunk(layout, at + 1, Part::LongYear, 4);
        }
        if let Some((part, length)) = part_at(rest) {
            return chunk(layout, at, part, length);
        }
    }
    Chunk { before: layout, part: None, after: b"" }
}

fn chunk(layout: &[u8], at: usize, part: Part, length: usize) -> Chunk<'_> {
    let (before, rest) = layout.split_at(at);
    let (text, after) = rest.split_at(length);
    Chunk { before, part: Some((part, text)), after }
}

/// The part that `rest` starts with, and its length.
fn part_at(rest: &[u8]) -> Option<(Part, usize)> {
    match rest.first()? {
        b'J' | b'M' | b'0'..=b'5' | b'_' | b'P' | b'p' => {
            let word = WORDS.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, part)| (*part, word.len()));
            word.or_else(|| short_name(rest))
        }
        b'-' => offset(rest, false),
        b'Z' => offset(rest, true),
        b'.' | b',' => fraction(rest),
        _ => None,
    }
}

/// `Jan` and `Mon`, unless they start another word.
fn short_name(rest: &[u8]) -> Option<(Part, usize)> {
    let part = match rest.get(..3)? {
        b"Jan" => Part::Month,
        b"Mon" => Part::Weekday,
        _ => return None,
    };
    (!rest.get(3).is_some_and(u8::is_ascii_lowercase)).then_some((part, 3))
}

fn offset(rest: &[u8], zulu: bool) -> Option<(Part, usize)> {
    let form = rest.get(1..)?;
    let (text, colons, minutes, seconds) = OFFSETS.iter().find(|(text, ..)| form.starts_with(text))?;
    let offset = Offset { zulu, colons: *colons, minutes: *minutes, seconds: *seconds };
    Some((Part::Offset(offset), text.len() + 1))
}

/// Zeros or nines behind a point or comma, up to what is no digit.
fn fraction(rest: &[u8]) -> Option<(Part, usize)> {
    let (&separator, digits) = rest.split_first()?;
    let digit = *digits.first().filter(|digit| matches!(digit, b'0' | b'9'))?;
    let count = digits.iter().take_while(|&&byte| byte == digit).count();
    let ends = !digits.get(count).is_some_and(u8::is_ascii_digit);
    ends.then_some((Part::Fraction { digits: count, separator, trim: digit == b'9' }, count + 1))
}
