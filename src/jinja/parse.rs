//! From a text to MiniJinja's syntax tree, by MiniJinja's own parser. That parser recurses where a text nests, so what a text
//! can make it nest is measured first, and the stack is made to fit.

use super::fault;
use super::lower;
use super::names::Names;
use super::program::{Place, Unit};
use crate::go::Str;
use crate::gotemplate::{Error, TemplateSet};
use crate::source::SourceId;
use minijinja::machinery::{self, Token};
use minijinja::syntax::SyntaxConfig;

/// The longest expression or tag, in bytes.
const LONGEST_TAG: usize = 64 << 10;

/// The most branches that the `if` statements of a text may have.
const BRANCHES: usize = 4_000;

/// Texts up to this size are not measured: their stack fits whatever they hold.
const SMALL: usize = 16 << 10;

/// Bytes of stack for each byte of a tag, each of which may begin a level, and for each branch.
const STACK_FOR_BYTE: usize = 2 << 10;
const STACK_FOR_BRANCH: usize = 16 << 10;

/// Bytes of stack for what nests within the parser's own limit.
const STACK_FOR_REST: usize = 1 << 20;

/// A text to be compiled.
pub(super) struct Text {
    pub name: Str,
    pub text: Str,
    pub source: SourceId,
    pub chart: Str,
}

/// Whitespace as it suits YAML: a line that holds nothing but a tag leaves nothing behind.
fn syntax() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
}

/// Parses and lowers a text, which takes its size from `room`.
pub(super) fn compile(text: Text, room: &mut usize, names: &Names, set: &TemplateSet) -> Result<Unit, Error> {
    let mut unit = Unit::new(text.name, text.text, text.source, text.chart);
    let Some(source) = unit.text.as_str() else {
        return Err(fault::syntax("template::syntax", &unit, Place::default(), "the template is not UTF-8"));
    };
    let Some(left) = room.checked_sub(source.len()) else {
        let cause = "the chart has more than 8 MiB of MiniJinja templates";
        return Err(fault::syntax("template::too-large", &unit, Place::default(), cause));
    };
    *room = left;
    let name = unit.name.lossy().into_owned();
    let stack = stack_for(source, &unit)?;
    let lowered = stacker::maybe_grow(stack, stack, || {
        let config = syntax().map_err(|error| failed(&error, &unit))?;
        let tree = machinery::parse(source, &name, config).map_err(|error| failed(&error, &unit))?;
        lower::lower(&tree, &unit, names, set)
    })?;
    (unit.body, unit.blocks, unit.macros) = (lowered.body, lowered.blocks, lowered.macros);
    Ok(unit)
}

/// The error of the parser in the engine's form.
#[cold]
fn failed(error: &minijinja::Error, unit: &Unit) -> Error {
    let end = unit.text.len();
    let range = error.range().unwrap_or(end..end);
    let place = Place { start: range.start.min(end) as u32, end: range.end.min(end) as u32 };
    let cause = error.detail().map_or_else(|| error.to_string(), str::to_owned);
    fault::syntax("template::syntax", unit, place, cause)
}

/// The stack that parsing, lowering and dropping a text can take.
fn stack_for(source: &str, unit: &Unit) -> Result<usize, Error> {
    if source.len() <= SMALL {
        return Ok(STACK_FOR_REST + source.len() * STACK_FOR_BYTE);
    }
    let config = syntax().map_err(|error| failed(&error, unit))?;
    let (mut tag, mut longest, mut branches) = (None, 0, 0);
    // What the lexer cannot read, the parser reports.
    for (token, span) in machinery::tokenize(source, false, config).map_while(Result::ok) {
        match token {
            Token::VariableStart | Token::BlockStart => tag = Some(span.start_offset),
            Token::TemplateData(_) => tag = None,
            Token::Ident("elif") => branches += 1,
            _ => {}
        }
        let place = Place { start: tag.unwrap_or(span.start_offset), end: span.end_offset };
        longest = longest.max(tag.map_or(0, |start| span.end_offset.saturating_sub(start) as usize));
        let cause = match (longest > LONGEST_TAG, branches > BRANCHES) {
            (true, _) => format!("a tag is longer than {LONGEST_TAG} bytes"),
            (_, true) => format!("the text has more than {BRANCHES} `elif` branches"),
            _ => continue,
        };
        return Err(fault::syntax("template::nesting", unit, place, cause).help("take the template apart"));
    }
    Ok(STACK_FOR_REST + longest * STACK_FOR_BYTE + branches * STACK_FOR_BRANCH)
}
