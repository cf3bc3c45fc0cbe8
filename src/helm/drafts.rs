//! Templates compiled on other threads while their chart is still being read and its values are put together. It starts
//! nothing for small charts, and what comes of it is never more than a head start: templates without a draft are compiled
//! when they are rendered.

use super::engine::{self, Engine};
use super::render;
use crate::chart::{self, File};
use crate::go::Str;
use crate::gotemplate::{self, FunctionTable};
use crate::host::{TreePath, threads};
use crate::jinja;
use crate::source::SourceId;
use foldhash::HashMap;
use rayon::Yield;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes of templates from which on other threads are worth their start: they compile templates, and then read the heads of
/// manifests while templates are executed.
pub(super) const WORTH_THREADS: usize = 192 << 10;

/// The drafts of a chart's templates.
#[derive(Default)]
pub struct Drafts {
    /// The templates so far, while they are too few.
    waiting: Vec<Waiting>,
    bytes: usize,
    /// Those that are MiniJinja's among them.
    jinja_bytes: usize,
    bench: Option<Arc<Bench>>,
}

/// A text to be compiled.
struct Waiting {
    text: Str,
    source: SourceId,
    engine: Engine,
}

/// What the texts of a chart were compiled to, by where they were read.
#[derive(Default)]
pub(super) struct Finished {
    pub go: HashMap<SourceId, gotemplate::Draft>,
    pub jinja: HashMap<SourceId, jinja::Draft>,
}

/// What the threads share.
struct Bench {
    functions: FunctionTable,
    progress: Mutex<Progress>,
    /// Told when nothing is being compiled any more.
    idle: Condvar,
}

#[derive(Default)]
struct Progress {
    running: usize,
    finished: Finished,
}

impl Drafts {
    /// Tells of a file that was read. If it looks like a template it will be compiled.
    pub fn offer(&mut self, file: &File) {
        let Some(engine) = language(&file.path) else { return };
        self.bytes += file.data.len();
        if engine == Engine::MiniJinja {
            self.jinja_bytes += file.data.len();
        }
        if self.jinja_bytes > jinja::ALL_TEXTS {
            return;
        }
        self.waiting.push(Waiting { text: file.data.clone(), source: file.source, engine });
        if self.bytes < WORTH_THREADS {
            return;
        }
        let bench = self.bench.get_or_insert_with(|| {
            threads::start();
            Arc::new(Bench { functions: render::functions(false), progress: Mutex::default(), idle: Condvar::new() })
        });
        for waiting in self.waiting.drain(..) {
            bench.progress().running += 1;
            let bench = Arc::clone(bench);
            rayon::spawn(move || bench.compile(waiting));
        }
    }

    /// The functions that the drafts call, and the drafts themselves by the text that they are of, as soon as all are there.
    pub(super) fn take(self) -> Option<(FunctionTable, Finished)> {
        let bench = self.bench?;
        loop {
            if bench.progress().running > 0 && rayon::yield_now() == Some(Yield::Executed) {
                continue;
            }
            let progress = bench.progress();
            let idle = bench.idle.wait_while(progress, |progress| progress.running > 0);
            let finished = std::mem::take(&mut idle.unwrap_or_else(PoisonError::into_inner).finished);
            return Some((bench.functions.clone(), finished));
        }
    }
}

impl Bench {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn compile(&self, Waiting { text, source, engine }: Waiting) {
        match engine {
            Engine::Go => {
                let draft = self.functions.draft(text, source);
                self.put(|finished| finished.go.extend(draft.map(|draft| (source, draft))));
            }
            Engine::MiniJinja => {
                let draft = jinja::Draft::of(&text, source, &self.functions);
                self.put(|finished| finished.jinja.extend(draft.map(|draft| (source, draft))));
            }
        }
    }

    fn put(&self, put: impl FnOnce(&mut Finished)) {
        let mut progress = self.progress();
        put(&mut progress.finished);
        progress.running -= 1;
        if progress.running == 0 {
            self.idle.notify_all();
        }
    }
}

/// The language of a file that may be a template in a chart or in one of the charts below it. Whether these have MiniJinja
/// templates is not known yet.
fn language(path: &TreePath) -> Option<Engine> {
    let is_jinja = || path.as_bytes().ends_with(engine::SUFFIX);
    chart::may_be_template(path).then(|| if is_jinja() { Engine::MiniJinja } else { Engine::Go })
}
