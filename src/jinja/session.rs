//! [`Templates`], the MiniJinja texts of a release: compiled once under their names, found by `include` and `import`, and
//! executed for the machine.

use super::draft::Draft;
use super::execute::Execution;
use super::names::Names;
use super::parse;
use super::program::{Macro, Unit};
use super::scope::Closures;
use crate::go::{Map, Str, Value, path};
use crate::gotemplate::{Error, Guest, Machine, TemplateSet};
use crate::source::SourceId;
use foldhash::{HashMap, HashMapExt};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Bytes that the program of a text given to `tpl` is taken to need for each byte of it.
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
    /// What the text was parsed to before, if it was.
    pub draft: Option<Draft>,
}

impl Source {
    /// A unit of which only the text is there.
    pub(super) fn unit(&self) -> Unit {
        Unit::new(self.name.clone(), self.text.clone(), self.source, self.folder.clone())
    }
}

/// The MiniJinja texts of a release, and what their executions share.
pub struct Templates {
    units: HashMap<Str, Rc<Unit>>,
    /// Macros of partials by the names that `include` knows: `web.labels`, and `labels`.
    macros: HashMap<Str, (Rc<Unit>, Arc<Macro>)>,
    pub(super) names: Names,
    pub(super) closures: Closures,
    /// What texts define that consist of macros alone, by the unit's address.
    pub(super) modules: RefCell<HashMap<usize, Map>>,
    /// Texts that `tpl` compiled already, by the folder of the chart and the text.
    compiled: RefCell<HashMap<(Str, Str), Rc<Unit>>>,
    /// Levels of statements and expressions that are being executed.
    pub(super) levels: Cell<u32>,
}

impl Templates {
    /// Compiles texts beside the templates of a set, whose functions they call. Of two macros of one name the later text's
    /// counts. The error is that of the first text that has one.
    pub fn new(sources: impl IntoIterator<Item = Source>, set: &TemplateSet) -> Result<Self, Error> {
        let mut sources: Vec<Source> = sources.into_iter().collect();
        let mut templates = Templates {
            units: HashMap::with_capacity(sources.len()),
            macros: HashMap::new(),
            names: Names::default(),
            closures: Closures::default(),
            modules: RefCell::default(),
            compiled: RefCell::default(),
            levels: Cell::new(0),
        };
        let units = parse::compile(&mut sources, &templates.names, set.function_table())?;
        for (Source { name, chart, .. }, unit) in sources.into_iter().zip(units) {
            if path::base(&name).starts_with(b"_") {
                for definition in unit.macros() {
                    let own = unit.spelled(definition.name);
                    let full = Str::from([chart.as_bytes(), b".", &own].concat());
                    templates.macros.insert(full, (Rc::clone(&unit), Arc::clone(definition)));
                    templates.macros.insert(own, (Rc::clone(&unit), Arc::clone(definition)));
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
        let source = machine.sources().add(String::from("tpl"), text.clone().into_shared());
        let folder = from.chart.clone();
        let text =
            Source { name: Str::from("tpl"), text: text.clone(), source, folder, chart: String::new(), draft: None };
        let [unit] = &parse::compile(&mut [text], &self.names, machine.set().function_table())?[..] else {
            return Err(Error::new("no text"));
        };
        self.compiled.borrow_mut().insert(key, Rc::clone(unit));
        Ok(Rc::clone(unit))
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
            (None, Some((unit, definition))) => Execution::new(self, machine, unit, dot).run_macro(definition),
            (None, None) => Ok(()),
        }
    }
}
