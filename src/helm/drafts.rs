//! Templates compiled on other threads while their chart is still being read and its values are put together. It starts
//! nothing for small charts, and what comes of it is never more than a head start: templates without a draft are compiled
//! when they are rendered.

use super::engine;
use super::render;
use crate::chart::File;
use crate::go::Str;
use crate::gotemplate::{Draft, FunctionTable};
use crate::host::threads;
use crate::source::SourceId;
use foldhash::HashMap;
use rayon::Yield;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes of templates from which on other threads are worth their start.
const WORTH_THREADS: usize = 192 << 10;

/// The drafts of a chart's templates.
#[derive(Default)]
pub struct Drafts {
    /// The templates so far, while they are too few.
    waiting: Vec<(Str, SourceId)>,
    bytes: usize,
    bench: Option<Arc<Bench>>,
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
    finished: HashMap<SourceId, Draft>,
}

impl Drafts {
    /// Tells of a file that was read. If it looks like a template it will be compiled.
    pub fn offer(&mut self, file: &File) {
        if !may_be_template(file.path.as_bytes()) {
            return;
        }
        self.bytes += file.data.len();
        self.waiting.push((file.data.clone(), file.source));
        if self.bytes < WORTH_THREADS {
            return;
        }
        let bench = self.bench.get_or_insert_with(|| {
            threads::start();
            Arc::new(Bench { functions: render::functions(false), progress: Mutex::default(), idle: Condvar::new() })
        });
        for (text, source) in self.waiting.drain(..) {
            bench.progress().running += 1;
            let bench = Arc::clone(bench);
            rayon::spawn(move || {
                let draft = bench.functions.draft(text, source);
                bench.put(source, draft);
            });
        }
    }

    /// The functions that the drafts call, and the drafts themselves by the text that they are of, as soon as all are there.
    pub(super) fn take(self) -> Option<(FunctionTable, HashMap<SourceId, Draft>)> {
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

    fn put(&self, source: SourceId, draft: Option<Draft>) {
        let mut progress = self.progress();
        progress.finished.extend(draft.map(|draft| (source, draft)));
        progress.running -= 1;
        if progress.running == 0 {
            self.idle.notify_all();
        }
    }
}

/// Whether a path is that of a Go template in a chart or in one of the charts below it.
fn may_be_template(path: &[u8]) -> bool {
    let below_charts = || path.starts_with(b"charts/") && memchr::memmem::find(path, b"/templates/").is_some();
    (path.starts_with(b"templates/") || below_charts()) && !path.ends_with(engine::SUFFIX)
}
