//! [`Templates`], the MiniJinja texts of a release: compiled once under their names, found by `include` and `import`, and
//! executed for the machine.

use super::execute::Execution;
use super::names::Names;
use super::parse::{self, Text};
use super::program::{Name, Unit};
use super::scope::Closures;
use crate::go::{Str, Value, path};
use crate::gotemplate::{Error, Guest, Machine, TemplateSet};
use crate::source::SourceId;
use foldhash::{HashMap, HashMapExt};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Bytes that all MiniJinja texts of a release may have: a tree takes many times its text.
const ALL_TEXTS: usize = 8 << 20;

/// Bytes that the tree of a text given to `tpl` is taken to need for each byte of it.
const BYTES_FOR_BYTE: usize = 64;

/// A text of a chart.
pub struct Source {
    /// The name in the release: `web/templates/service.yaml.j2`.
    pub name: Str,
    /// The text itself.
    pub text: Str,
    /// Where it was read.
    pub source: SourceId,
    /// The folder of its chart in names of templates: `web`, `web/charts/database`.
    pub folder: Str,
    /// The name of its chart, which macros go by outside of their file.
    pub chart: String,
}

/// The MiniJinja texts of a release, and what their executions share.
pub struct Templates {
    units: HashMap<Str, Rc<Unit>>,
    /// Macros of partials by the names that `include` knows: `web.labels`, and `labels`.
    macros: HashMap<Str, (Rc<Unit>, Name)>,
    pub(super) names: Names,
    pub(super) closures: Closures,
    /// Texts that `tpl` compiled already, by the folder of the chart and the text.
    compiled: RefCell<HashMap<(Str, Str), Rc<Unit>>>,
    /// Levels of statements and expressions that are being executed.
    pub(super) levels: Cell<u32>,
}

impl Templates {
    /// Compiles texts beside the templates of a set, whose functions they call. Of two macros of one name the later text's
    /// counts. The error is that of the first text that has one.
    pub fn new(sources: impl IntoIterator<Item = Source>, set: &TemplateSet) -> Result<Self, Error> {
        let mut templates = Templates {
            units: HashMap::new(),
            macros: HashMap::new(),
            names: Names::default(),
            closures: Closures::default(),
            compiled: RefCell::default(),
            levels: Cell::new(0),
        };
        let mut room = ALL_TEXTS;
        for Source { name, text, source, folder, chart } in sources {
            let text = Text { name: name.clone(), text, source, chart: folder };
            let unit = Rc::new(parse::compile(text, &mut room, &templates.names, set)?);
            if path::base(&name).starts_with(b"_") {
                for &number in &unit.macros {
                    let own = templates.names.name(number);
                    let full = Str::from([chart.as_bytes(), b".", &own].concat());
                    templates.macros.insert(full, (Rc::clone(&unit), number));
                    templates.macros.insert(own, (Rc::clone(&unit), number));
                }
            }
            templates.units.insert(name, unit);
        }
        Ok(templates)
    }

    /// The text that `name` means in a text: beside it, in its chart's folder of templates, from its chart's folder on, in a
    /// chart below, or by its full name.
    pub(super) fn resolve(&self, name: &[u8], from: &Unit) -> Option<Rc<Unit>> {
        let beside = from.name.iter().rposition(|&byte| byte == b'/').map_or(&[][..], |at| &from.name[..at]);
        let folders: [&[&[u8]]; 5] =
            [&[beside], &[&from.chart, b"templates"], &[&from.chart], &[&from.chart, b"charts"], &[]];
        folders.iter().find_map(|folder| {
            let parts: Vec<&[u8]> = folder.iter().copied().chain([name]).collect();
            self.units.get(normal(&parts).as_slice()).cloned()
        })
    }

    /// Compiles a text given to `tpl`, once for each chart.
    pub(super) fn compile(&self, text: &Str, from: &Unit, machine: &mut Machine<'_>) -> Result<Rc<Unit>, Error> {
        let key = (from.chart.clone(), text.clone());
        if let Some(unit) = self.compiled.borrow().get(&key) {
            return Ok(Rc::clone(unit));
        }
        machine.charge_for(text.len() as u64, text.len().saturating_mul(BYTES_FOR_BYTE))?;
        let name = Str::from("tpl");
        let source = machine.sources().add(String::from("tpl"), text.clone().into_shared());
        let text = Text { name, text: text.clone(), source, chart: from.chart.clone() };
        let unit = Rc::new(parse::compile(text, &mut { ALL_TEXTS }, &self.names, machine.set())?);
        self.compiled.borrow_mut().insert(key, Rc::clone(&unit));
        Ok(unit)
    }
}

/// A path of these parts without `.` and `..`.
fn normal(parts: &[&[u8]]) -> Vec<u8> {
    let mut kept: Vec<&[u8]> = Vec::new();
    for part in parts.iter().flat_map(|part| part.split(|&byte| byte == b'/')) {
        match part {
            b"" | b"." => {}
            b".." => {
                kept.pop();
            }
            part => kept.push(part),
        }
    }
    kept.join(&b'/')
}

impl Guest for Templates {
    fn contains(&self, name: &[u8]) -> bool {
        self.units.contains_key(name) || self.macros.contains_key(name)
    }

    fn execute(&self, name: &Str, dot: &Value, machine: &mut Machine<'_>) -> Result<(), Error> {
        match (self.units.get(name), self.macros.get(name)) {
            (Some(unit), _) => Execution::new(self, machine, unit, dot).run(),
            (None, Some((unit, number))) => Execution::new(self, machine, unit, dot).run_macro(*number),
            (None, None) => Ok(()),
        }
    }
}
