//! What functions can ask of the running machine.

use super::{BYTES_PER_STEP, Machine};
use crate::deep::deeper;
use crate::go::{Str, Value};
use crate::gotemplate::effects::Effects;
use crate::gotemplate::error::Error;
use crate::gotemplate::function::{Edit, Runtime};
use crate::gotemplate::program::Unit;
use crate::gotemplate::set::{self, Entry};
use std::sync::Arc;

/// Steps that an include costs beside what it executes.
const INCLUDE_STEPS: u64 = 16;

/// Output that is to become a text.
pub(crate) struct Capture {
    start: usize,
    reads: Option<Vec<u32>>,
}

impl Machine<'_> {
    /// Executes a template and takes its text from the end of the output.
    fn capture(&mut self, entry: Entry, dot: &Value) -> Result<Str, Error> {
        self.captured(|machine| machine.run(entry, dot.clone().into()))
    }

    /// Counts an include that begins.
    pub(crate) fn deeper(&mut self) -> Result<(), Error> {
        let most = self.meter.limits().include_depth;
        if self.includes >= most {
            let sentence = format!("includes and tpl calls are nested more than {most} levels deep");
            return Err(Error::coded("render::limit-include-depth", sentence)
                .help("raise --max-include-depth if the chart really nests that deeply"));
        }
        self.meter.charge(INCLUDE_STEPS)?;
        self.includes += 1;
        Ok(())
    }

    /// Counts an include that ends.
    pub(crate) fn shallower(&mut self) {
        self.includes -= 1;
    }

    /// Takes what `run` writes from the end of the output.
    pub(super) fn captured(&mut self, run: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<Str, Error> {
        self.deeper()?;
        let capture = self.begin_capture();
        let result = deeper(|| run(self));
        self.shallower();
        result?;
        self.end_capture(capture)
    }

    /// From here on, output is to become a text.
    pub(crate) fn begin_capture(&mut self) -> Capture {
        let reads = self.recorder.as_mut().map(|recorder| recorder.suspend_reads());
        Capture { start: self.out.len(), reads }
    }

    /// Takes what was written since the capture began from the end of the output.
    pub(crate) fn end_capture(&mut self, capture: Capture) -> Result<Str, Error> {
        let Capture { start, reads } = capture;
        let bytes = self.out.get(start..).unwrap_or_default();
        self.meter.charge((bytes.len() / BYTES_PER_STEP) as u64)?;
        self.meter.allocate(bytes.len())?;
        let text = Str::from(bytes);
        self.out.truncate(start);
        if let (Some(recorder), Some(reads)) = (&mut self.recorder, reads) {
            recorder.captured(start, &text);
            recorder.resume_reads(reads);
        }
        Ok(text)
    }

    /// The compiled form of a text given to `tpl`.
    fn compile(&mut self, text: &Str) -> Result<Arc<Unit>, Error> {
        if let Some(unit) = self.compiled.get(text) {
            return Ok(Arc::clone(unit));
        }
        self.meter.charge(text.len() as u64)?;
        let name = self.set.name().to_string();
        let source = self.sources.add(name.clone(), text.clone().into_shared());
        let unit = Arc::new(set::compile_named(self.set.functions(), &name, text, source)?);
        self.meter.allocate(unit.size())?;
        self.compiled.insert(text.clone(), Arc::clone(&unit));
        Ok(unit)
    }
}

impl Runtime for Machine<'_> {
    fn effects(&mut self) -> &mut dyn Effects {
        &mut *self.effects
    }

    fn charge(&mut self, steps: u64) -> Result<(), Error> {
        self.meter.charge(steps)
    }

    fn allocate(&mut self, bytes: usize) -> Result<(), Error> {
        self.meter.allocate(bytes)
    }

    fn includes_under_way(&self, name: &Str) -> usize {
        self.including.iter().filter(|under_way| *under_way == name).count()
    }

    fn includes(&self) -> usize {
        self.including.len()
    }

    fn include(&mut self, name: &Str, dot: &Value) -> Result<Str, Error> {
        let guest = self.guest_for(name);
        let entry = if guest.is_some() { None } else { Some(self.lookup(name)?) };
        self.including.push(name.clone());
        let result = self.captured(|machine| match (guest, entry) {
            (Some(guest), _) => machine.run_guest(guest, name, dot),
            (None, Some(entry)) => machine.run(entry, dot.clone().into()),
            (None, None) => Ok(()),
        });
        self.including.pop();
        result
    }

    fn tpl(&mut self, text: &Str, dot: &Value) -> Result<Str, Error> {
        let unit = self.compile(text)?;
        let most = self.meter.limits().tpl_depth;
        if self.overlays.len() >= most {
            let sentence = format!("tpl calls are nested more than {most} levels deep");
            return Err(Error::coded("render::limit-tpl-depth", sentence)
                .help("raise --max-tpl-depth if the chart really nests that deeply"));
        }
        let definition = unit.find(&unit.name).unwrap_or_default() as u32;
        let entry = Entry { unit: Arc::clone(&unit), definition };
        self.overlays.push(unit);
        let result = self.capture(entry, dot);
        self.overlays.pop();
        result
    }

    fn derived(&mut self, input: &Str, output: &Str, edit: Edit) {
        if let Some(recorder) = &mut self.recorder {
            recorder.derived(input, output, edit);
        }
    }
}
