//! [`Template`], the text that replaces a match: `$1`, `$name` and `${name}` stand for groups. A name is as long as it
//! can be, so `$1x` is the group named `1x`; `${1}x` is the first group and an `x`.

use crate::go::unicode::{is_digit, is_letter, runes};

/// A replacement, taken apart once.
pub struct Template<'t> {
    parts: Vec<Part<'t>>,
}

enum Part<'t> {
    Text(&'t [u8]),
    Number(usize),
    Name(&'t [u8]),
}

impl<'t> Template<'t> {
    /// A template with groups.
    pub fn parse(text: &'t [u8]) -> Template<'t> {
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some(at) = memchr::memchr(b'$', rest) {
            let (before, from) = rest.split_at(at);
            parts.push(Part::Text(before));
            let (dollar, after) = from.split_at(1);
            let (part, tail) = if let Some(tail) = after.strip_prefix(b"$") {
                (Part::Text(dollar), tail)
            } else {
                reference(after).unwrap_or((Part::Text(dollar), after))
            };
            parts.push(part);
            rest = tail;
        }
        parts.push(Part::Text(rest));
        Template { parts }
    }

    /// A template in which `$` is a character like others.
    pub fn literal(text: &'t [u8]) -> Template<'t> {
        Template { parts: vec![Part::Text(text)] }
    }

    /// Appends the replacement for a match whose groups `group` gives by number.
    pub(super) fn expand<'a>(
        &'a self,
        out: &mut Vec<u8>,
        names: &[Option<String>],
        group: impl Fn(usize) -> Option<&'a [u8]>,
    ) {
        for part in &self.parts {
            out.extend_from_slice(part.text(names, &group));
        }
    }

    /// The length of what [`Template::expand`] appends.
    pub(super) fn expanded_len<'a>(
        &'a self,
        names: &[Option<String>],
        group: impl Fn(usize) -> Option<&'a [u8]>,
    ) -> usize {
        self.parts.iter().map(|part| part.text(names, &group).len()).fold(0, usize::saturating_add)
    }
}

impl Part<'_> {
    fn text<'a>(&'a self, names: &[Option<String>], group: &impl Fn(usize) -> Option<&'a [u8]>) -> &'a [u8] {
        match self {
            Part::Text(text) => text,
            Part::Number(number) => group(*number).unwrap_or_default(),
            Part::Name(wanted) => {
                let named = |name: &Option<String>| name.as_ref().is_some_and(|name| name.as_bytes() == *wanted);
                let mut groups = names.iter().enumerate().filter(|(_, name)| named(name));
                groups.find_map(|(index, _)| group(index)).unwrap_or_default()
            }
        }
    }
}

/// The reference after a dollar sign, and what follows it.
fn reference(text: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let (body, braced) = text.strip_prefix(b"{").map_or((text, false), |body| (body, true));
    let end = runes(body).find(|rune| !(is_letter(rune.c) || is_digit(rune.c) || rune.c == '_'));
    let (name, rest) = body.split_at(end.map_or(body.len(), |rune| rune.at));
    if name.is_empty() {
        return None;
    }
    let rest = if braced { rest.strip_prefix(b"}")? } else { rest };
    Some((group_number(name).map_or(Part::Name(name), Part::Number), rest))
}

/// The number of a group: decimal, without leading zeros and not too large.
fn group_number(name: &[u8]) -> Option<usize> {
    let plain =
        name.iter().all(u8::is_ascii_digit) && name.len() <= 9 && (name.len() == 1 || name.first() != Some(&b'0'));
    if plain { std::str::from_utf8(name).ok()?.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(template: &str) -> String {
        let names = [None, Some(String::from("x")), Some(String::from("1W"))];
        let groups: [&[u8]; 3] = [b"all", b"first", b"second"];
        let template = Template::parse(template.as_bytes());
        let mut out = Vec::new();
        template.expand(&mut out, &names, |index| groups.get(index).copied());
        assert_eq!(out.len(), template.expanded_len(&names, |index| groups.get(index).copied()));
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn names_are_as_long_as_they_can_be() {
        assert_eq!(expanded("$1W"), "second");
        assert_eq!(expanded("${1}W"), "firstW");
        assert_eq!(expanded("$x-$0-$9-$nope-"), "first-all---");
        assert_eq!(expanded("$$1 $ ${ ${} ${1 $!"), "$1 $ ${ ${} ${1 $!");
        assert_eq!(expanded("$01$1000000000"), "");
    }
}
