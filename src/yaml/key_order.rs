//! The order of a mapping's keys when go-yaml writes it: natural order, in which numbers inside the keys count as
//! numbers and letters come after everything else: `a9`, `a09`, `a10`.

use super::dialect::Dialect;
use crate::go::unicode::{is_digit, is_letter};
use std::cmp::Ordering;

/// Entries up to which Go's sort moves each one up to its place, which is quickest here too.
const FEW: usize = 12;

/// Sorts entries by their keys. The order is not total for every set of keys, which only changes the result: of few entries
/// it is Go's then.
pub(super) fn sort<T>(entries: &mut Vec<T>, dialect: Dialect, key: impl Fn(&T) -> &str) {
    sort_from(entries, 0, dialect, key);
}

/// Sorts the entries behind the first `from` by their keys, as [`sort`] does.
pub(super) fn sort_from<T>(entries: &mut Vec<T>, from: usize, dialect: Dialect, key: impl Fn(&T) -> &str) {
    let less = |a: &T, b: &T| is_less(key(a), key(b), dialect);
    if entries.len() - from <= FEW {
        let entries = &mut entries[from..];
        for next in 1..entries.len() {
            for at in (1..=next).rev() {
                if !less(&entries[at], &entries[at - 1]) {
                    break;
                }
                entries.swap(at, at - 1);
            }
        }
        return;
    }
    let mut many = entries.split_off(from);
    sort_many(&mut many, less);
    entries.append(&mut many);
}

fn sort_many<T>(entries: &mut Vec<T>, less: impl Fn(&T, &T) -> bool) {
    if entries.windows(2).all(|pair| !less(&pair[1], &pair[0])) {
        return;
    }
    // A merge sort of our own: the standard one may panic when an order turns out not to be one.
    let mut runs: Vec<Vec<T>> = std::mem::take(entries).into_iter().map(|entry| vec![entry]).collect();
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut left = runs.into_iter();
        while let Some(first) = left.next() {
            merged.push(match left.next() {
                Some(second) => merge(first, second, &less),
                None => first,
            });
        }
        runs = merged;
    }
    *entries = runs.pop().unwrap_or_default();
}

fn merge<T>(first: Vec<T>, second: Vec<T>, less: &impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut out = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    while let (Some(a), Some(b)) = (first.peek(), second.peek()) {
        let next = if less(b, a) { second.next() } else { first.next() };
        out.extend(next);
    }
    out.extend(first);
    out.extend(second);
    out
}

/// Whether `a` comes before `b`.
fn is_less(a: &str, b: &str, dialect: Dialect) -> bool {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    match (a.as_bytes().get(same), b.as_bytes().get(same)) {
        (Some(a), Some(b)) if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => a < b,
        (Some(_), Some(_)) => is_less_somehow(a, b, dialect),
        (rest, more) => rest.is_none() && more.is_some(),
    }
}

/// [`is_less`] where the keys do not first differ in a letter.
fn is_less_somehow(a: &str, b: &str, dialect: Dialect) -> bool {
    let same = common_prefix(a, b);
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) else {
        return rest_a.is_empty() && !rest_b.is_empty();
    };
    match (is_letter(first_a), is_letter(first_b)) {
        (true, true) => first_a < first_b,
        (false, false) => compare_numbers(&a[..same], rest_a, rest_b).unwrap_or(first_a.cmp(&first_b)).is_lt(),
        // Version 3 puts a longer number after a shorter one that a letter follows.
        (letter, _) if dialect == Dialect::V3 && a[..same].ends_with(is_digit) => letter,
        (_, letter) => letter,
    }
}

/// The length of what both begin with, in whole characters.
fn common_prefix(a: &str, b: &str) -> usize {
    let mut same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    while !a.is_char_boundary(same) || !b.is_char_boundary(same) {
        same -= 1;
    }
    same
}

/// Compares the numbers that the rests begin with: by value, then by length. A zero in the middle of a number counts.
fn compare_numbers(before: &str, a: &str, b: &str) -> Option<Ordering> {
    let inside = (a.starts_with('0') || b.starts_with('0'))
        && before.chars().rev().take_while(|&c| is_digit(c)).any(|c| c != '0');
    let number = |text: &str| {
        text.chars().take_while(|&c| is_digit(c)).fold((i64::from(inside), 0usize), |(number, length), c| {
            (number.wrapping_mul(10).wrapping_add(c as i64 - '0' as i64), length + 1)
        })
    };
    let order = number(a).cmp(&number(b));
    order.is_ne().then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(keys: &[&'a str], dialect: Dialect) -> Vec<&'a str> {
        let mut keys = keys.to_vec();
        sort(&mut keys, dialect, |key| key);
        keys
    }

    #[test]
    fn numbers_count_as_numbers_and_letters_come_last() {
        let keys = ["a10", "a09", "a9", "b", "a-b", "ab", "A", "1", "_", "a1b", "a1c10", "a1c9", ""];
        let order = ["", "_", "1", "A", "a-b", "a1b", "a1c9", "a1c10", "a9", "a09", "a10", "ab", "b"];
        assert_eq!(sorted(&keys, Dialect::V2), order);
    }

    #[test]
    fn versions_differ_where_a_letter_follows_a_number() {
        assert_eq!(sorted(&["a1b", "a12"], Dialect::V2), ["a12", "a1b"]);
        assert_eq!(sorted(&["a12", "a1b"], Dialect::V3), ["a1b", "a12"]);
    }
}
