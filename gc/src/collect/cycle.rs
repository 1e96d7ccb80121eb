//! One collection, from the first pause to the last.

use super::find::{View, Workers, find, is_garbage, judge_again};
use crate::header::*;
use crate::weak::WeakCell;
use crate::{Language, Mutator, Obj};
use heddle_threads::sync::atomic::Ordering::*;
use std::sync::Arc;
use std::time::Instant;

impl<L: Language> Mutator<L> {
    /// Collects cyclic garbage now; a safepoint. How many objects were freed. 0 if another thread
    /// is collecting, or on a rayon worker.
    pub fn collect(&self) -> usize {
        let collector = &self.runtime().collector;
        // Acquire: pairs with the Release below.
        let begin = || collector.runner.compare_exchange(0, self.index(), Acquire, Relaxed).is_ok();
        if rayon::current_thread_index().is_some() || !begin() {
            // Still a safepoint: whoever collects may be waiting for this thread.
            self.safepoint();
            return 0;
        }
        let freed = self.collect_alone(&collector.workers);
        let next = (self.live_bytes() * 2).max(collector.first);
        collector.next.store(next, Relaxed);
        collector.collections.fetch_add(1, Relaxed);
        collector.collected.fetch_add(freed as u64, Relaxed);
        // Release: pairs with the Acquire of the next collection's exchange above.
        collector.runner.store(0, Release);
        self.safepoint();
        // Whoever asks for a collection wants the memory: not only when a limbo is full.
        self.reclaim();
        self.bury_dead();
        // What the sweep has emptied.
        self.reclaim();
        self.runtime().arena.release_idle();
        freed
    }

    fn collect_alone(&self, workers: &Workers) -> usize {
        let pool = workers.pool();
        let language = self.runtime().language();
        let collector = &self.runtime().collector;
        let stopped = self.stop_the_world();
        let began = Instant::now();
        let Some(view) = View::new(&self.runtime().arena, workers) else { return 0 };
        let found = find(language, &view, pool.as_deref());
        if found.special.is_empty() {
            let freed = if found.garbage == 0 { 0 } else { self.sweep(&view, pool.as_deref()) };
            self.trim_heaps(&stopped);
            drop(view);
            drop(stopped);
            collector.paused(began.elapsed());
            return freed;
        }
        let pinned = pin(&view);
        let cells = self.clear_weak_cells(&found.special);
        drop(stopped);
        collector.paused(began.elapsed());

        for cell in &cells {
            language.weak_cleared(self, cell);
        }
        for &o in &found.special {
            self.finalise_once(o);
        }

        let stopped = self.stop_the_world();
        let began = Instant::now();
        let alive = judge_again(language, &View::pages(&self.runtime().arena), &pinned);
        // Cells that finalisers made for what stays garbage; without callbacks, as in CPython.
        let dead: Vec<Obj> = pinned.iter().copied().filter(is_garbage).collect();
        drop(self.clear_weak_cells(&dead));
        // Not the pool of the first pause: a finaliser may have forked.
        let freed = self.sweep(&view, workers.pool().as_deref());
        for o in alive {
            self.pay(o, 1);
        }
        self.trim_heaps(&stopped);
        drop(view);
        drop(stopped);
        collector.paused(began.elapsed());
        freed
    }

    /// Clears the weak cells of garbage, while the world is stopped.
    fn clear_weak_cells(&self, special: &[Obj]) -> Vec<Arc<WeakCell>> {
        let weak = special.iter().filter(|o| o.flags() & HAS_WEAK != 0);
        weak.filter_map(|&o| {
            o.change_flags_alone(0, HAS_WEAK);
            self.runtime().weak.clear(o)
        })
        .collect()
    }

    /// Runs the finaliser of a pinned object, unless it has run already (another object's may have
    /// led to it).
    fn finalise_once(&self, o: Obj) {
        let language = self.runtime().language();
        // SAFETY: the object is pinned.
        if unsafe { language.has_finaliser(o) }
            && o.header().flags.fetch_or(FINALISED, Relaxed) & FINALISED == 0
        {
            language.finalise(self, o);
        }
    }
}

/// Gives every object that has its GARBAGE bit one more reference, and merges it: its owner must
/// not free it behind the collector's back. The world is stopped.
fn pin(view: &View<'_>) -> Vec<Obj> {
    let mut pinned = Vec::new();
    for page in &view.pages {
        for o in page.get().objects() {
            if !is_garbage(&o) {
                continue;
            }
            let h = o.header();
            let references = (o.references() + 1).min(i64::from(COUNT_LIMIT)) as u32;
            h.owner.store(0, Relaxed);
            h.local.store(0, Relaxed);
            h.shared.store(references.wrapping_mul(ONE) | MERGED | SEEN, Relaxed);
            pinned.push(o);
        }
    }
    pinned
}
