//! What values are assigned to: names, entries of namespaces, lists of these.

use super::Parser;
use crate::gotemplate::Error;
use crate::jinja::lexer::{Kind, Word};
use crate::jinja::program::*;

/// Names that cannot be given a value.
const RESERVED: [&str; 8] = ["true", "True", "false", "False", "none", "None", "loop", "self"];

/// A target, and how deeply it nests.
pub(super) type Aim = (Target, u32);

impl Parser<'_, '_> {
    /// A name that the text gives a value to.
    pub(super) fn given_name(&mut self) -> Result<Local, Error> {
        let token = self.expect_name("identifier")?;
        let spelled = self.slice(token);
        if RESERVED.contains(&spelled) {
            let cause = format!("cannot assign to reserved variable name {spelled}");
            return Err(self.mistake_at(token.place, cause));
        }
        let name = self.name(token);
        self.given.push(name);
        Ok(name)
    }

    /// One target, or several with commas between; `entries` says whether entries of namespaces are among them.
    pub(super) fn targets(&mut self, entries: bool) -> Result<Aim, Error> {
        let start = self.start();
        let (mut targets, mut inside, mut several) = (Vec::new(), 0, false);
        loop {
            if !targets.is_empty() {
                self.expect(Kind::Comma, "`,`")?;
            }
            let at_end =
                matches!(self.token.kind, Kind::ParenClose | Kind::VariableEnd | Kind::BlockEnd | Kind::Word(Word::In));
            if at_end {
                break;
            }
            let (target, levels) = if self.token.kind == Kind::ParenOpen {
                self.targets_in_parentheses(entries)?
            } else {
                self.target(entries)?
            };
            inside = inside.max(levels);
            targets.push(target);
            if self.token.kind != Kind::Comma {
                break;
            }
            several = true;
        }
        match (several, targets.pop()) {
            (false, Some(only)) if targets.is_empty() => Ok((only, inside)),
            (_, last) => {
                targets.extend(last);
                Ok((Target::Many(targets, self.since(start)), inside + 1))
            }
        }
    }

    pub(super) fn targets_in_parentheses(&mut self, entries: bool) -> Result<Aim, Error> {
        self.advance();
        let aim = self.deeper(|parser| parser.targets(entries))?;
        self.expect(Kind::ParenClose, "`)`")?;
        Ok(aim)
    }

    /// One target.
    pub(super) fn target(&mut self, entries: bool) -> Result<Aim, Error> {
        let start = self.start();
        let name = self.given_name()?;
        self.spoken.push(name);
        if !entries || self.token.kind != Kind::Dot {
            return Ok((Target::Name(name), 1));
        }
        // The name is not given a value: what it holds is.
        self.given.pop();
        let mut holder = self.made(start, 0, ExpressionKind::Name(name))?;
        loop {
            self.advance();
            let token = self.expect_name("identifier")?;
            let entry = self.name(token);
            if self.token.kind != Kind::Dot {
                let levels = holder.levels + 1;
                return Ok((Target::Entry(holder, entry), levels));
            }
            holder = self.attribute(start, holder, entry)?;
        }
    }

    /// An expression as a target: what `import` is called here.
    pub(super) fn as_target(&mut self, expression: Expression) -> Option<Target> {
        let expression = match self.without_field(expression) {
            Ok((holder, entry)) => return Some(Target::Entry(holder, entry)),
            Err(expression) => expression,
        };
        match expression.kind {
            ExpressionKind::Name(name) => {
                self.given.push(name);
                Some(Target::Name(name))
            }
            ExpressionKind::List(items) if self.begins_with(expression.place, "[") => {
                let targets = items.into_iter().map(|item| self.as_target(item)).collect::<Option<Vec<_>>>()?;
                Some(Target::Many(targets, expression.place))
            }
            _ => None,
        }
    }

    pub(super) fn begins_with(&self, place: Place, sign: &str) -> bool {
        self.lexer.slice(place).starts_with(sign)
    }
}
