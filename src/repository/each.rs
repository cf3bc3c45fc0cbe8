//! Looking at every chart of an index, on several threads and without holding more than a few of them.

use super::index::{Entry, Index, Text, scan};
use super::scan::Wanted;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};

/// The most threads that read charts.
const MOST_THREADS: usize = 8;

/// As much stack as the main thread has: what is read is no shallower there.
const STACK: usize = 8 << 20;

/// What is wanted of the charts of an index.
pub trait Pick: Sync {
    /// What is kept of a chart.
    type Picked: Send;

    /// Whether a chart has to be read at all, by its part of the file. `false` has to be sure.
    fn may_pick(&self, _text: &[u8]) -> bool {
        true
    }

    /// What is kept of the chart of this name, whose versions come highest first.
    fn pick(&self, name: &str, versions: Vec<Entry>) -> Vec<Self::Picked>;
}

impl Index {
    /// What `pick` keeps of the charts of an index, in their order in the file; of a file of an unusual shape in the order of
    /// their names. `Err` is Helm's sentence.
    pub fn each<P: Pick>(text: &(impl Text + ?Sized), pick: &P) -> Result<Vec<P::Picked>, String> {
        match in_parts(text, pick)? {
            Some(picked) => Ok(picked),
            None => {
                let index = Index::read(text, None)?;
                Ok(index.entries.into_iter().flat_map(|(name, versions)| pick.pick(&name, versions)).collect())
            }
        }
    }
}

/// The same chart by chart; nothing where the file has to be read as a whole.
fn in_parts<P: Pick>(text: &(impl Text + ?Sized), pick: &P) -> Result<Option<Vec<P::Picked>>, String> {
    let threads = available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let (to, from) = sync_channel::<(usize, Vec<u8>)>(2 * threads);
    let (from, good) = (Mutex::new(from), AtomicBool::new(true));
    scope(|scope| {
        let read = || charts(&from, &good, pick);
        let spawned = (0..threads).map(|_| Builder::new().stack_size(STACK).spawn_scoped(scope, read));
        let readers: Vec<_> = spawned.flatten().collect();
        let mut count = 0;
        let scanned = scan(text, Wanted::Each, &mut |chart| {
            if good.load(Ordering::Relaxed) && pick.may_pick(&chart) && !readers.is_empty() {
                // Nobody takes it only after a panic, which the end of the thread tells.
                let _ = to.send((count, chart));
            }
            count += 1;
        });
        drop(to);
        let mut found = Vec::new();
        let all_ended = readers.len() == threads;
        let ended = readers.into_iter().all(|reader| reader.join().map(|part| found.extend(part)).is_ok());
        found.sort_by_key(|(at, _)| *at);
        let Ok(scanned) = scanned? else { return Ok(None) };
        if !(ended && all_ended && good.load(Ordering::Relaxed)) {
            return Ok(None);
        }
        // The parser judges what stands around the charts as well.
        Index::parse(&scanned.text, None)?;
        Ok(Some(found.into_iter().flat_map(|(_, picked)| picked).collect()))
    })
}

/// Reads charts as they come.
fn charts<P: Pick>(
    from: &Mutex<Receiver<(usize, Vec<u8>)>>,
    good: &AtomicBool,
    pick: &P,
) -> Vec<(usize, Vec<P::Picked>)> {
    let mut found = Vec::new();
    loop {
        let next = from.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((at, chart)) = next else { return found };
        match Index::parse(&chart, None) {
            Ok(index) => {
                let picked = index.entries.into_iter().flat_map(|(name, versions)| pick.pick(&name, versions));
                found.push((at, picked.collect()));
            }
            Err(_) => good.store(false, Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Names(&'static [u8]);

    impl Pick for Names {
        type Picked = String;

        fn may_pick(&self, text: &[u8]) -> bool {
            memchr::memmem::find(text, self.0).is_some()
        }

        fn pick(&self, name: &str, versions: Vec<Entry>) -> Vec<String> {
            versions.into_iter().map(|entry| format!("{name}-{}", entry.metadata.version)).collect()
        }
    }

    #[test]
    fn every_chart_is_looked_at_in_the_order_of_the_file_whatever_its_shape() {
        let charts: String = (0..50)
            .rev()
            .map(|at| format!("  c{at}:\n  - {{name: c{at}, version: 1.0.0}}\n  - {{name: c{at}, version: 2.0.0}}\n"))
            .collect();
        let text = format!("apiVersion: v1\nentries:\n{charts}");
        let found = Index::each(text.as_bytes(), &Names(b"")).expect("an index");
        let expected: Vec<String> =
            (0..50).rev().flat_map(|at| [format!("c{at}-2.0.0"), format!("c{at}-1.0.0")]).collect();
        assert_eq!(found, expected);
        assert_eq!(Index::each(text.as_bytes(), &Names(b"c7,")), Ok(vec!["c7-2.0.0".into(), "c7-1.0.0".into()]));
        let odd = "{apiVersion: v1, entries: {a: [{name: a, version: 1.0.0}]}}";
        assert_eq!(Index::each(odd.as_bytes(), &Names(b"")), Ok(vec![String::from("a-1.0.0")]));
    }

    #[test]
    fn what_is_no_index_is_an_error() {
        for text in ["", "entries:\n  a:\n  - {name: a, version: 1.0.0}\n", "apiVersion: v1\nentries:\n  a:\n  - [\n"] {
            assert!(Index::each(text.as_bytes(), &Names(b"")).is_err(), "{text}");
        }
    }
}
