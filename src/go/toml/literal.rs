//! Values that stand alone: strings, numbers, dates and booleans. This tells them apart by their first characters, as
//! the library's lexer does, slips included; what is within them is checked in `scalar`.

use super::parse::{Parsed, Parser, rune};
use super::{cursor::Fault, scalar};
use crate::go::time::Time;
use crate::go::{Str, Value, strconv};

impl Parser<'_, '_> {
    /// Reads a value that is neither an array nor a table.
    pub(super) fn scalar(&mut self) -> Parsed<Value> {
        match self.cursor.next()? {
            Some('"') => self.string().map(Value::Str),
            Some('\'') => self.literal(),
            Some('.') => self.cursor.fault("floats must start with a digit, not '.'"),
            Some(sign @ ('+' | '-')) => self.signed_number(sign),
            Some('0') => self.zero(),
            Some(c) if c.is_ascii_digit() => {
                self.cursor.back();
                self.number_or_date(String::new())
            }
            Some(c @ ('i' | 'n')) => match self.infinity_or_nan(c)? {
                Some(text) => self.checked(scalar::float(&text)),
                None => {
                    self.cursor.back();
                    self.boolean()
                }
            },
            Some(c) if c.is_ascii_alphabetic() => {
                self.cursor.back();
                self.boolean()
            }
            Some(c) if c.is_alphabetic() => {
                let rest = self.cursor.take_while(char::is_alphabetic)?;
                let word = strconv::quote(format!("{c}{rest}").as_bytes());
                self.cursor.fault(format!("expected value but found {word} instead"))
            }
            None => self.cursor.fault_after(None, "unexpected EOF; expected value"),
            got => {
                let line = self.cursor.line() - usize::from(got == Some('\n'));
                Err(Fault { line, message: format!("expected value but found {} instead", rune(got)) })
            }
        }
    }

    fn checked(&self, outcome: Result<Value, String>) -> Parsed<Value> {
        outcome.or_else(|message| self.cursor.fault(message))
    }

    /// After `"`.
    fn string(&mut self) -> Parsed<Str> {
        if !self.cursor.accept('"')? {
            self.cursor.basic_string()
        } else if self.cursor.accept('"')? {
            self.cursor.multiline_basic()
        } else {
            Ok(Str::from(""))
        }
    }

    /// After `'`.
    fn literal(&mut self) -> Parsed<Value> {
        if !self.cursor.accept('\'')? {
            self.cursor.literal_string().map(Value::str)
        } else if self.cursor.accept('\'')? {
            self.cursor.multiline_literal().map(Value::str)
        } else {
            Ok(Value::str(""))
        }
    }

    /// After `i` or `n`: `inf`, `nan`, and what the library takes for them at first. Otherwise the cursor is left
    /// behind the letters that matched.
    fn infinity_or_nan(&mut self, first: char) -> Parsed<Option<String>> {
        for (second, third) in [('n', 'f'), ('a', 'n')] {
            if self.cursor.accept(second)? && self.cursor.accept(third)? {
                return Ok(Some(String::from_iter([first, second, third])));
            }
        }
        Ok(None)
    }

    fn boolean(&mut self) -> Parsed<Value> {
        match self.cursor.take_while(char::is_alphabetic)? {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            word => {
                let word = strconv::quote(word.as_bytes());
                self.cursor.fault(format!("expected value but found {word} instead"))
            }
        }
    }

    /// After a sign.
    fn signed_number(&mut self, sign: char) -> Parsed<Value> {
        let got = self.cursor.next()?;
        match got {
            Some(first @ ('i' | 'n')) => {
                let (second, third) = if first == 'i' { ('n', 'f') } else { ('a', 'n') };
                let mut text = String::from_iter([sign, first]);
                for letter in [second, third] {
                    if !self.cursor.accept(letter)? {
                        return self.cursor.fault(format!("invalid float: '{text}'"));
                    }
                    text.push(letter);
                }
                self.checked(scalar::float(&text))
            }
            Some('0') if matches!(self.cursor.peek()?, Some('b' | 'o' | 'x')) => {
                let base = self.cursor.peek()?.unwrap_or('x');
                self.cursor.fault(format!("cannot use sign with non-decimal numbers: '{sign}0{base}'"))
            }
            Some('.') => self.cursor.fault("floats must start with a digit, not '.'"),
            Some(digit) if digit.is_ascii_digit() => self.decimal(String::from_iter([sign, digit])),
            got => self.cursor.fault_after(got, format!("expected a digit but got {}", rune(got))),
        }
    }

    /// After a `0` that no sign is in front of.
    fn zero(&mut self) -> Parsed<Value> {
        let (name, is_digit): (&str, fn(char) -> bool) = match self.cursor.peek()? {
            Some('b') => ("a binary", |c| matches!(c, '0' | '1')),
            Some('o') => ("an octal", |c| c.is_digit(8)),
            Some('x') => ("a hexadecimal", |c| c.is_ascii_hexdigit()),
            Some(c) if c.is_ascii_digit() => return self.number_or_date(String::from("0")),
            _ => return self.decimal(String::from("0")),
        };
        let base = self.cursor.next()?.unwrap_or('x');
        let first = self.cursor.peek()?;
        if !first.is_some_and(is_digit) {
            return self.cursor.fault(format!("not {name} number: '0{base}{}'", first.unwrap_or('\0')));
        }
        let digits = self.cursor.take_while(|c| c == '_' || is_digit(c))?;
        self.checked(scalar::integer(&format!("0{base}{digits}")))
    }

    /// An integer, a float or a date that starts with `text`, a digit or nothing.
    fn number_or_date(&mut self, text: String) -> Parsed<Value> {
        let text = text + self.cursor.take_while(|c| c.is_ascii_digit())?;
        if !matches!(self.cursor.peek()?, Some('-' | ':')) {
            return self.decimal(text);
        }
        let in_date = |c: char| c.is_ascii_digit() || "-:Tt .Zz+".contains(c);
        let text = text + self.cursor.take_while(in_date)?;
        let local = self.zone.get_or_insert_with(|| (self.local)());
        let date = scalar::date(text.trim_end_matches(' '), local);
        self.checked(date.map(Time::value))
    }

    /// A decimal integer or float that starts with `text`.
    fn decimal(&mut self, text: String) -> Parsed<Value> {
        let mut text = text + self.cursor.take_while(|c| c.is_ascii_digit() || c == '_')?;
        if !matches!(self.cursor.peek()?, Some('.' | 'e' | 'E')) {
            return self.checked(scalar::integer(&text));
        }
        text += self.cursor.take_while(|c| c.is_ascii_digit() || "_.-+eE".contains(c))?;
        self.checked(scalar::float(&text))
    }
}
