//! [`Glob`], the patterns of gobwas/glob with `/` as separator, which `.Files.Glob` takes: `*`, `**`, `?`, `[a-z]`,
//! `[!abc]`, `{a,b}` and `\`. Matching takes time proportional to pattern times text, whatever the pattern.

use std::fmt;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Glob {
    states: Vec<State>,
}

/// Why a pattern was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// A `[` that no `]` closes where one has to stand.
    OpenRange,
    /// A range without characters.
    EmptyRange,
    /// A range whose upper end is below its lower one.
    InvertedRange,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::OpenRange => "expected close range character",
            Error::EmptyRange => "could not parse range",
            Error::InvertedRange => "hi character should be greater than lo",
        })
    }
}

impl std::error::Error for Error {}

/// One state of the machine: what it takes, or where it goes on without taking anything.
#[derive(Clone, Debug)]
enum State {
    /// Exactly this character.
    Literal(char),
    /// `?`: one character that is no separator.
    Single,
    /// `*` or `**`: any number of characters; separators among them for `**`.
    Any { separators: bool },
    /// `[a-z]`.
    Range { low: char, high: char, negated: bool },
    /// `[abc]`.
    List { characters: Vec<char>, negated: bool },
    /// The start of `{a,b}`: goes on at each of these.
    Fork(Vec<usize>),
    /// The end of an alternative: goes on there.
    Jump(usize),
}

const SEPARATOR: char = '/';

impl Glob {
    /// Compiles `pattern`.
    pub fn new(pattern: &str) -> Result<Self, Error> {
        Compiler { rest: pattern.chars().collect(), at: 0, states: Vec::new(), open: Vec::new() }.compile()
    }

    /// The pattern that matches everything.
    pub fn everything() -> Self {
        Glob { states: vec![State::Any { separators: true }] }
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        let mut current = Active::new(self.states.len());
        let mut next = Active::new(self.states.len());
        current.enter(0, &self.states);
        for character in text.chars() {
            next.clear();
            for &at in &current.list {
                self.step(at, character, &mut next);
            }
            std::mem::swap(&mut current, &mut next);
        }
        current.marked.last() == Some(&true)
    }

    fn step(&self, at: usize, character: char, next: &mut Active) {
        let taken = match self.states.get(at) {
            Some(State::Literal(literal)) => *literal == character,
            Some(State::Single) => character != SEPARATOR,
            Some(State::Range { low, high, negated }) => (*low..=*high).contains(&character) != *negated,
            Some(State::List { characters, negated }) => characters.contains(&character) != *negated,
            Some(State::Any { separators }) => {
                if *separators || character != SEPARATOR {
                    next.enter(at, &self.states);
                }
                false
            }
            Some(State::Fork(_) | State::Jump(_)) | None => false,
        };
        if taken {
            next.enter(at + 1, &self.states);
        }
    }
}

/// The states that are alive; the one past the last is the match.
struct Active {
    list: Vec<usize>,
    marked: Vec<bool>,
    pending: Vec<usize>,
}

impl Active {
    fn new(states: usize) -> Self {
        Active { list: Vec::new(), marked: vec![false; states + 1], pending: Vec::new() }
    }

    fn clear(&mut self) {
        self.list.clear();
        self.marked.fill(false);
    }

    /// Adds a state and those that it reaches without a character.
    fn enter(&mut self, at: usize, states: &[State]) {
        self.pending.push(at);
        while let Some(at) = self.pending.pop() {
            if std::mem::replace(&mut self.marked[at], true) {
                continue;
            }
            self.list.push(at);
            match states.get(at) {
                Some(State::Any { .. }) => self.pending.push(at + 1),
                Some(State::Fork(targets)) => self.pending.extend(targets),
                Some(State::Jump(target)) => self.pending.push(*target),
                _ => {}
            }
        }
    }
}

/// An alternation that is still open: its fork, and the ends of its alternatives so far.
struct Alternation {
    fork: usize,
    ends: Vec<usize>,
}

struct Compiler {
    rest: Vec<char>,
    at: usize,
    states: Vec<State>,
    open: Vec<Alternation>,
}

impl Compiler {
    fn compile(mut self) -> Result<Glob, Error> {
        while let Some(character) = self.take() {
            match character {
                '{' => self.begin(),
                ',' if !self.open.is_empty() => self.alternative(),
                '}' if !self.open.is_empty() => self.end(),
                '[' => self.range()?,
                '?' => self.states.push(State::Single),
                '*' => {
                    let separators = self.rest.get(self.at) == Some(&'*');
                    self.at += usize::from(separators);
                    self.states.push(State::Any { separators });
                }
                '\\' => {
                    if let Some(escaped) = self.take() {
                        self.states.push(State::Literal(escaped));
                    }
                }
                _ => self.states.push(State::Literal(character)),
            }
        }
        while !self.open.is_empty() {
            self.end();
        }
        Ok(Glob { states: self.states })
    }

    fn take(&mut self) -> Option<char> {
        let character = self.rest.get(self.at).copied();
        self.at += usize::from(character.is_some());
        character
    }

    fn begin(&mut self) {
        let fork = self.states.len();
        self.states.push(State::Fork(vec![fork + 1]));
        self.open.push(Alternation { fork, ends: Vec::new() });
    }

    fn alternative(&mut self) {
        let Some(alternation) = self.open.last_mut() else { return };
        alternation.ends.push(self.states.len());
        self.states.push(State::Jump(0));
        let start = self.states.len();
        if let Some(State::Fork(targets)) = self.states.get_mut(alternation.fork) {
            targets.push(start);
        }
    }

    fn end(&mut self) {
        let Some(alternation) = self.open.pop() else { return };
        let after = self.states.len();
        for end in alternation.ends {
            self.states[end] = State::Jump(after);
        }
    }

    /// What stands between `[` and `]`: `!`, then either `a-z` or characters.
    fn range(&mut self) -> Result<(), Error> {
        let negated = self.rest.get(self.at) == Some(&'!');
        self.at += usize::from(negated);
        if self.rest.get(self.at + 1) == Some(&'-') {
            let (Some(&low), Some(&high)) = (self.rest.get(self.at), self.rest.get(self.at + 2)) else {
                return Err(Error::OpenRange);
            };
            self.at += 3;
            if high < low {
                return Err(Error::InvertedRange);
            }
            self.states.push(State::Range { low, high, negated });
            return if self.take() == Some(']') { Ok(()) } else { Err(Error::OpenRange) };
        }
        let mut characters = Vec::new();
        loop {
            match self.take() {
                Some(']') => break,
                Some('\\') => characters.extend(self.take()),
                Some(character) => characters.push(character),
                None => return Err(Error::OpenRange),
            }
        }
        if characters.is_empty() {
            return Err(Error::EmptyRange);
        }
        self.states.push(State::List { characters, negated });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Glob::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}")).matches(text)
    }

    #[test]
    fn one_star_stays_in_its_folder_and_two_do_not() {
        assert!(matches("config/*", "config/a.toml"));
        assert!(!matches("config/*", "config/sub/a.toml"));
        assert!(matches("config/**", "config/sub/a.toml"));
        assert!(matches("**.txt", "a/b.txt"));
        assert!(!matches("*.txt", "a/b.txt"));
        assert!(!matches("foo/**/bar", "foo/bar"));
        assert!(matches("?.txt", "a.txt"));
        assert!(!matches("a?b", "a/b"));
    }

    #[test]
    fn alternatives_nest_and_may_be_empty() {
        assert!(matches("{a,b{c,}}.yaml", "a.yaml"));
        assert!(matches("{a,b{c,}}.yaml", "b.yaml"));
        assert!(matches("{a,b{c,}}.yaml", "bc.yaml"));
        assert!(!matches("{a,b{c,}}.yaml", "c.yaml"));
        assert!(matches("{a,b", "b"));
    }

    #[test]
    fn only_an_exclamation_mark_negates() {
        assert!(matches("a[^b]", "a^"));
        assert!(matches("a[!b]", "ac"));
        assert!(!matches("a[!b]", "ab"));
        assert!(matches("[a-c]", "b"));
        assert!(!matches("[!a-c]", "b"));
    }

    #[test]
    fn ranges_that_are_not_closed_are_errors() {
        assert_eq!(Glob::new("[a").err(), Some(Error::OpenRange));
        assert_eq!(Glob::new("[]").err(), Some(Error::EmptyRange));
        assert_eq!(Glob::new("[a-").err(), Some(Error::OpenRange));
        assert_eq!(Glob::new("[c-a]").err(), Some(Error::InvertedRange));
        assert_eq!(Glob::new("[a-c-x]").err(), Some(Error::OpenRange));
    }

    #[test]
    fn a_hostile_pattern_takes_linear_time() {
        let pattern = "{a,".repeat(500) + &"*a".repeat(500);
        assert!(!matches(&pattern, &"b".repeat(2000)));
    }
}
