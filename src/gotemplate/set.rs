//! [`TemplateSet`], the templates of a release: texts parsed and compiled once under their names, to be executed any
//! number of times and by any number of threads.

use super::compiler;
use super::draft::{Draft, FunctionTable};
use super::error::Error;
use super::function::Function;
use super::functions::Functions;
use super::parser::{self, Input};
use super::program::Unit;
use crate::go::Str;
use crate::source::SourceId;
use bumpalo::Bump;
use foldhash::{HashMap, HashMapExt};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::cell::RefCell;
use std::sync::Arc;

/// Bytes of text from which on compiling them on several threads takes less time than starting these.
const WORTH_THREADS: usize = 256 << 10;

/// A text to be parsed into a set.
pub struct Text {
    /// What it was compiled to before, if it was.
    pub draft: Option<Draft>,
    /// The name, which sentences give for the text.
    pub name: String,
    /// The text itself.
    pub text: Str,
    /// Where it was read.
    pub source: SourceId,
}

/// A template that can be executed: its unit, and which of the unit's definitions it is.
#[derive(Clone)]
pub(super) struct Entry {
    pub unit: Arc<Unit>,
    pub definition: u32,
}

/// Named templates and the functions that they call.
pub struct TemplateSet {
    name: Str,
    functions: FunctionTable,
    entries: HashMap<Str, Entry>,
}

impl TemplateSet {
    /// An empty set. `name` is what Go calls the set's own template, which some sentences mention; `functions` are
    /// added to Go's and win over them; `methods` are those of maps of the type `common.Values`, with the map as first
    /// parameter.
    pub fn new(
        name: &str,
        functions: impl IntoIterator<Item = Function>,
        methods: impl IntoIterator<Item = Function>,
    ) -> Self {
        Self::calling(name, &FunctionTable::new(functions, methods))
    }

    /// An empty set whose templates call these functions.
    pub fn calling(name: &str, functions: &FunctionTable) -> Self {
        TemplateSet { name: Str::from(name), functions: functions.clone(), entries: HashMap::new() }
    }

    /// Parses and compiles a text. What it defines, and the text itself under `name`, is added and replaces what was
    /// there, except by blanks. The error has Go's sentence and the place.
    pub fn parse(&mut self, name: &str, text: impl Into<Str>, source: SourceId) -> Result<(), Error> {
        let unit = compile_named(&self.functions.0, name, &text.into(), source)?;
        self.add(unit);
        Ok(())
    }

    /// Parses and compiles many texts as [`TemplateSet::parse`] does one after another, on several threads where that
    /// pays. Drafts of the same functions are taken as they are. The error is that of the first text that has one.
    pub fn parse_all(&mut self, texts: Vec<Text>) -> Result<(), Error> {
        let functions = self.functions.clone();
        let compiled = |text: Text| {
            let ready = text.draft.and_then(|draft| draft.named(&text.name));
            ready.map_or_else(|| compile_named(&functions.0, &text.name, &text.text, text.source), Ok)
        };
        let missing = texts.iter().filter(|text| text.draft.is_none());
        if missing.map(|text| text.text.len()).sum::<usize>() < WORTH_THREADS {
            return texts.into_iter().try_for_each(|text| compiled(text).map(|unit| self.add(unit)));
        }
        let units: Vec<Result<Unit, Error>> = texts.into_par_iter().map(compiled).collect();
        units.into_iter().try_for_each(|unit| unit.map(|unit| self.add(unit)))
    }

    /// Takes in what a text defines.
    fn add(&mut self, unit: Unit) {
        let unit = Arc::new(unit);
        for (index, definition) in unit.definitions.iter().enumerate() {
            if definition.blank && self.entries.contains_key(&definition.name) {
                continue;
            }
            let entry = Entry { unit: Arc::clone(&unit), definition: index as u32 };
            self.entries.insert(definition.name.clone(), entry);
        }
    }

    /// Whether there is a template of this name.
    pub fn contains(&self, name: &[u8]) -> bool {
        self.entries.contains_key(name)
    }

    /// The functions that the templates call.
    pub(crate) fn function_table(&self) -> &FunctionTable {
        &self.functions
    }

    /// The number of the function called `name`, for [`super::Machine::call_function`].
    pub(crate) fn function(&self, name: &str) -> Option<u32> {
        self.functions.number(name)
    }

    /// The name of a function by its number.
    pub(crate) fn function_name(&self, number: u32) -> &'static str {
        self.functions.0.name(number)
    }

    /// The names of all templates, in byte order.
    pub fn names(&self) -> Vec<Str> {
        let mut names: Vec<Str> = self.entries.keys().cloned().collect();
        names.sort();
        names
    }

    /// The name that Go gives the set.
    pub fn name(&self) -> &Str {
        &self.name
    }

    pub(super) fn functions(&self) -> &Arc<Functions> {
        &self.functions.0
    }

    pub(super) fn entry(&self, name: &[u8]) -> Option<&Entry> {
        self.entries.get(name)
    }
}

/// Parses and compiles one text under its name.
pub(super) fn compile_named(functions: &Functions, name: &str, text: &Str, source: SourceId) -> Result<Unit, Error> {
    compile(Input { name: Some(name), text, source, functions }, text)
}

/// Parses and compiles one text.
pub(super) fn compile(input: Input<'_>, text: &Str) -> Result<Unit, Error> {
    ARENA.with_borrow_mut(|arena| {
        let unit = parser::parse(input, arena).map(|parsed| {
            let name = Str::from(input.name.unwrap_or_default());
            compiler::compile(name, text, input.source, &parsed, input.functions)
        });
        match arena.allocated_bytes() {
            0..LARGE_ARENA => arena.reset(),
            _ => *arena = Bump::new(),
        }
        unit
    })
}

/// Bytes from which on an arena is given back rather than used again.
const LARGE_ARENA: usize = 4 << 20;

thread_local! {
    /// Where the syntax trees of one text after the other are built: memory that was just in use is in the caches still.
    static ARENA: RefCell<Bump> = RefCell::new(Bump::new());
}
