//! The brackets and commas of flow collections.

use super::{MAX_DEPTH, Scanner, SimpleKey};
use crate::yaml::error::Error;
use crate::yaml::token::TokenKind;

impl<'a> Scanner<'a> {
    pub(super) fn fetch_flow_start(&mut self, kind: TokenKind<'a>) -> Result<(), Error> {
        self.save_key()?;
        // The number is that of the bracket itself, so that closing an empty collection gives up waiting for a colon after
        // it: `[]: a` is a mapping only where nothing stands before it on the line.
        self.keys.push(SimpleKey { token: self.given + self.tokens.len(), ..SimpleKey::default() });
        self.flow_level += 1;
        if self.flow_level > MAX_DEPTH {
            return Err(self.error(&format!("exceeded max depth of {MAX_DEPTH}")));
        }
        self.simple_key_allowed = true;
        self.push_here(kind, 1);
        Ok(())
    }

    pub(super) fn fetch_flow_end(&mut self, kind: TokenKind<'a>) -> Result<(), Error> {
        self.remove_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            if let Some(key) = self.keys.pop() {
                self.unnote(key.token);
            }
        }
        self.simple_key_allowed = false;
        self.push_here(kind, 1);
        Ok(())
    }

    pub(super) fn fetch_flow_entry(&mut self) -> Result<(), Error> {
        self.remove_key()?;
        self.simple_key_allowed = true;
        self.push_here(TokenKind::FlowEntry, 1);
        Ok(())
    }
}
