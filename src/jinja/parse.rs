//! From texts to units, on several threads where that pays.

use super::draft::Draft;
use super::fault;
use super::names::Names;
use super::parser::{self, Parsed};
use super::program::{Place, Unit};
use super::session::Source;
use crate::gotemplate::{Error, FunctionTable};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::rc::Rc;

/// Bytes that all MiniJinja texts of a release may have: a program takes many times its text.
pub(crate) const ALL_TEXTS: usize = 8 << 20;

/// Bytes of text from which on parsing them on several threads takes less time than starting these.
const WORTH_THREADS: usize = 256 << 10;

/// A text that has been parsed, whose names have no numbers yet.
struct Compiled<'s> {
    unit: Unit,
    parsed: Parsed<'s>,
}

/// Compiles texts, whose calls are of these functions. Their drafts are used up. The error is that of the first text that has
/// one.
pub(super) fn compile(
    sources: &mut [Source],
    names: &Names,
    functions: &FunctionTable,
) -> Result<Vec<Rc<Unit>>, Error> {
    let drafts: Vec<Option<Draft>> = sources.iter_mut().map(|source| source.draft.take()).collect();
    if size(sources.iter()) > ALL_TEXTS {
        return Err(too_large(sources, functions));
    }
    let read = |(source, draft)| read(source, draft, functions);
    let missing = sources.iter().zip(&drafts).filter(|(_, draft)| draft.is_none());
    if size(missing.map(|(source, _)| source)) < WORTH_THREADS {
        let compiled = sources.iter().zip(drafts).map(read);
        return compiled.map(|compiled| compiled.map(|compiled| compiled.learned(names))).collect();
    }
    let compiled: Vec<Result<Compiled<'_>, Error>> = sources.par_iter().zip(drafts).map(read).collect();
    compiled.into_iter().map(|compiled| compiled.map(|compiled| compiled.learned(names))).collect()
}

fn size<'s>(sources: impl Iterator<Item = &'s Source>) -> usize {
    sources.map(|source| source.text.len()).sum()
}

/// Why texts that are too large in all cannot be compiled.
#[cold]
fn too_large(sources: &[Source], functions: &FunctionTable) -> Error {
    let mut room = ALL_TEXTS;
    for source in sources {
        let Some(left) = room.checked_sub(source.text.len()) else {
            let cause = "the chart has more than 8 MiB of MiniJinja templates";
            return fault::syntax("template::too-large", &source.unit(), Place::default(), cause);
        };
        room = left;
        if let Err(error) = read(source, None, functions) {
            return error;
        }
    }
    Error::coded("template::too-large", "the chart has too many MiniJinja templates")
}

fn read<'s>(source: &'s Source, draft: Option<Draft>, functions: &FunctionTable) -> Result<Compiled<'s>, Error> {
    let unit = source.unit();
    if let Some(Draft(parsed)) = draft {
        return Ok(Compiled { unit, parsed });
    }
    let Some(text) = source.text.as_str() else {
        return Err(fault::syntax("template::syntax", &unit, Place::default(), "the template is not UTF-8"));
    };
    let parsed = parser::parse(text, &unit, functions)?;
    Ok(Compiled { unit, parsed })
}

impl Compiled<'_> {
    /// The unit with its names among those of all texts.
    fn learned(self, names: &Names) -> Rc<Unit> {
        let Compiled { mut unit, parsed } = self;
        unit.names = names.learn(&parsed.names);
        parsed.given.iter().for_each(|&name| names.give(unit.global(name)));
        (unit.body, unit.blocks) = (parsed.body, parsed.blocks);
        Rc::new(unit)
    }
}
