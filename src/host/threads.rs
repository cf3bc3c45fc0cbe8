//! The threads of a run: rayon's, of which the program's own first thread is one, so that it works while it waits and one
//! thread less is started. What they compute is none of this module's business; results never depend on their number.

use rayon::ThreadPoolBuilder;
use std::cell::Cell;
use std::thread::available_parallelism;

/// More threads than this cost more to start than a render takes.
const MOST_THREADS: usize = 8;

/// How much memory the allocator is to keep for each thread once it was used. The C library's adapts to what it is given back: by
/// default it returns all that is more than 128 KiB to the system at once, and for other threads than the first it asks the system for
/// every single page. None of this memory is touched.
const KEPT: usize = 8 << 20;

/// The variable by which users say how many threads they want, rayon's own.
const VARIABLE: &str = "RAYON_NUM_THREADS";

thread_local! {
    static IS_FIRST: Cell<bool> = const { Cell::new(false) };
}

/// Says that the calling thread is the one that the program began with and will not end before it.
pub fn claim() {
    IS_FIRST.set(true);
}

/// Starts the threads, if they are not there yet and the calling thread is the program's first. Otherwise rayon starts its
/// own when it is first used.
pub fn start() {
    if !IS_FIRST.replace(false) || std::env::var_os(VARIABLE).is_some_and(|number| !number.is_empty()) {
        return;
    }
    give_back(KEPT);
    let threads = available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let pool = ThreadPoolBuilder::new().num_threads(threads).start_handler(|_| give_back(KEPT - (KEPT >> 4)));
    // Alone, the first thread would leave nobody to answer for it while it waits for something else.
    let pool = if threads > 1 { pool.use_current_thread() } else { pool };
    // That there is a pool already is fine: it is as good as this one.
    let _ = pool.build_global();
}

fn give_back(size: usize) {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(size)));
}
