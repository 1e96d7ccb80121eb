//! How a model is explored, and what the models share.

// Counts executions of the model, from outside of it.
#![allow(clippy::disallowed_types)]

use heddle_threads::sync::UnsafeCell;
use heddle_threads::{Registry, Thread};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

/// Every interleaving of two threads.
pub(crate) fn exhaustive(model: impl Fn() + Send + Sync + 'static) {
    explore(None, model);
}

/// Every interleaving with at most `preemptions` switches away from a thread that could go on.
pub(crate) fn bounded(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    explore(Some(preemptions), model);
}

fn explore(preemptions: Option<usize>, model: impl Fn() + Send + Sync + 'static) {
    let executions = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut builder = loom::model::Builder::new();
    // LOOM_MAX_PREEMPTIONS, if set, is for looking around by hand.
    builder.preemption_bound = builder.preemption_bound.or(preemptions);
    builder.max_branches = 5_000;
    let counted = executions.clone();
    builder.check(move || {
        counted.fetch_add(1, Relaxed);
        model();
    });
    eprintln!("{} executions in {:.1} s", executions.load(Relaxed), started.elapsed().as_secs_f64());
}

/// What a slot carries in most models: a number that loom watches. Two accesses that no ordering
/// separates end the model.
#[derive(Default)]
pub(crate) struct Plot(UnsafeCell<u32>);

// SAFETY: none is needed beyond loom's: it reports every access that is not ordered.
unsafe impl Send for Plot {}
// SAFETY: as above.
unsafe impl Sync for Plot {}

impl Plot {
    /// Writes.
    pub(crate) fn bump(&self) {
        // SAFETY: loom checks that no access is concurrent.
        self.0.with_mut(|p| unsafe { *p += 1 });
    }

    /// Reads.
    pub(crate) fn get(&self) -> u32 {
        // SAFETY: loom checks that no write is concurrent.
        self.0.with(|p| unsafe { *p })
    }

    /// Overwrites.
    pub(crate) fn set(&self, value: u32) {
        // SAFETY: loom checks that no access is concurrent.
        self.0.with_mut(|p| unsafe { *p = value });
    }
}

/// A registry with `N` detached threads in slots 1 to N, in use by several threads (object locks
/// count) where N is 2 or more.
pub(crate) fn registry<D: Send + Sync, const N: usize>(
    make: fn(u16) -> D,
) -> (Arc<Registry<D>>, [Thread<D>; N]) {
    let registry = Arc::new(Registry::new(make));
    let threads = std::array::from_fn(|_| registry.register());
    (registry, threads)
}

/// A safepoint; the requests that were taken.
pub(crate) fn poll<D: Send + Sync>(thread: &Thread<D>) -> u32 {
    if thread.is_asked() { thread.answer() } else { 0 }
}

/// Detaches a thread to which nobody makes requests.
pub(crate) fn detach<D: Send + Sync>(thread: &Thread<D>) {
    thread.try_detach(0).expect("nothing stands against it");
}

/// Ends a thread to which nobody makes requests.
pub(crate) fn exit<D: Send + Sync>(thread: &Thread<D>) {
    thread.try_exit(0).expect("nothing stands against it");
}
