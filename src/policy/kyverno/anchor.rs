//! Anchors of keys in patterns: `(key)`, `=(key)`, `^(key)`, `X(key)`, `<(key)`, `+(key)`.

/// What an anchor asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The rule, or the item of a list, is meant only where the field fits.
    Condition,
    /// The whole rule is meant only where the field fits.
    Global,
    /// The field has to fit where there is one.
    Equality,
    /// One item of the list at least has to fit.
    Existence,
    /// There must be no such field.
    Negation,
    /// For mutation alone.
    AddIfAbsent,
}

/// A key with the anchor that it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchored<'k> {
    pub(super) anchor: Option<Anchor>,
    /// The key without the anchor.
    pub(super) key: &'k str,
}

impl<'k> Anchored<'k> {
    /// Takes a key apart.
    pub(super) fn parse(raw: &'k str) -> Anchored<'k> {
        let plain = Anchored { anchor: None, key: raw };
        let trimmed = raw.trim();
        let Some(open) = trimmed.find('(') else { return plain };
        let (modifier, rest) = trimmed.split_at(open);
        let anchor = match modifier {
            "" => Anchor::Condition,
            "<" => Anchor::Global,
            "=" => Anchor::Equality,
            "^" => Anchor::Existence,
            "X" => Anchor::Negation,
            "+" => Anchor::AddIfAbsent,
            _ => return plain,
        };
        let key = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|key| !key.is_empty());
        key.map_or(plain, |key| Anchored { anchor: Some(anchor), key })
    }
}

impl Anchor {
    /// How it is written before the parenthesis.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Anchor::Condition => "",
            Anchor::Global => "<",
            Anchor::Equality => "=",
            Anchor::Existence => "^",
            Anchor::Negation => "X",
            Anchor::AddIfAbsent => "+",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lose_their_anchors() {
        assert_eq!(Anchored::parse("=(a(b))"), Anchored { anchor: Some(Anchor::Equality), key: "a(b)" });
        assert_eq!(Anchored::parse("(a)"), Anchored { anchor: Some(Anchor::Condition), key: "a" });
        assert_eq!(Anchored::parse("a(b)"), Anchored { anchor: None, key: "a(b)" });
        assert_eq!(Anchored::parse("()"), Anchored { anchor: None, key: "()" });
    }
}
