//! Cycle collection: stop the world, find what only internal references hold, in parallel; finalise
//! while the world runs; judge again; free.
//!
//! Pause 1. All debts are paid and inboxes merged, so counts are at rest (`Mutator::settle`).
//!   [`find`] computes, for every tracked object, how many references come from tracked objects;
//!   whoever has more than that is held from outside, and so is what it reaches. The rest is
//!   garbage. If none of it has a finaliser or a weak reference it is swept at once ([`sweep`]).
//!   Otherwise it is pinned (one reference each) and its weak cells are cleared.
//! Between. The world runs: callbacks, then finalisers, in PEP 442's order, each at most once.
//! Pause 2. The pinned objects are judged again among themselves: what a finaliser has made
//!   reachable, and what that reaches, is unpinned; the rest is swept.
//!
//! At a safepoint every register owns a count, so roots need no scan: they are external references.
//! Dying objects are untracked, and their outgoing references count as external.
//!
//! A collection is due when the live bytes (pages in use, and the payloads that were charged) have
//! doubled since the last one: the work in total stays linear in what is allocated. One collection
//! at a time; none on a rayon worker, which might be waiting inside somebody's job.

#[cfg(not(loom))]
mod cycle;
#[cfg(not(loom))]
mod find;
#[cfg(not(loom))]
mod sanity;
#[cfg(not(loom))]
mod sweep;
#[cfg(not(loom))]
mod walk;

#[cfg(not(loom))]
pub use sanity::SanityError;

use crate::heap::PAGE_SIZE;
use crate::runtime::Config;
use crate::slot::COLLECT;
use crate::stats::Stats;
use crate::{Language, Mutator};
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, AtomicU16, AtomicU64, AtomicUsize, Ordering::*};

/// Payload bytes a thread gathers before it reports them.
const CHARGE_BATCH: isize = 64 << 10;

/// When to collect, with how many threads, and what it has cost.
pub(crate) struct Collector {
    /// Live bytes at which the next collection is due.
    next: AtomicUsize,
    /// Payload bytes that the threads have reported.
    charged: AtomicIsize,
    /// The slot of the thread that is collecting, or 0.
    runner: AtomicU16,
    first: usize,
    /// Whether collections begin by themselves.
    automatic: AtomicBool,
    collections: AtomicU64,
    collected: AtomicU64,
    longest_pause_ns: AtomicU64,
    total_pause_ns: AtomicU64,
    #[cfg(not(loom))]
    workers: find::Workers,
}

impl Collector {
    pub fn new(config: &Config) -> Self {
        Self {
            next: AtomicUsize::new(config.first_collection),
            charged: AtomicIsize::new(0),
            runner: AtomicU16::new(0),
            first: config.first_collection,
            automatic: AtomicBool::new(true),
            collections: AtomicU64::new(0),
            collected: AtomicU64::new(0),
            longest_pause_ns: AtomicU64::new(0),
            total_pause_ns: AtomicU64::new(0),
            #[cfg(not(loom))]
            workers: find::Workers::new(config.collector_threads),
        }
    }

    /// Whether collections begin by themselves from now on.
    pub fn set_automatic(&self, on: bool) {
        self.automatic.store(on, Relaxed);
    }

    /// What the collections have cost so far.
    pub fn totals(&self) -> Stats {
        Stats {
            collections: self.collections.load(Relaxed),
            collected: self.collected.load(Relaxed),
            longest_pause_ns: self.longest_pause_ns.load(Relaxed),
            total_pause_ns: self.total_pause_ns.load(Relaxed),
            ..Stats::default()
        }
    }

    /// The worker threads do not exist in the child of a fork; nor does a collection that another
    /// thread was running between its pauses. (One that `me` is running goes on.)
    pub fn forget_after_fork(&self, me: u16) {
        if self.runner.load(Relaxed) != me {
            self.runner.store(0, Relaxed);
        }
        #[cfg(not(loom))]
        self.workers.forget();
    }

    #[cfg(not(loom))]
    fn paused(&self, time: std::time::Duration) {
        let ns = time.as_nanos() as u64;
        self.longest_pause_ns.fetch_max(ns, Relaxed);
        self.total_pause_ns.fetch_add(ns, Relaxed);
    }
}

impl<L: Language> Mutator<L> {
    /// Bytes that the heap's pages and the charged payloads take. Not the empty pages that wait for
    /// readers: counted, they would double the next threshold after every collection.
    fn live_bytes(&self) -> usize {
        let charged = self.runtime().collector.charged.load(Relaxed).max(0) as usize;
        self.runtime().arena.live_pages() * PAGE_SIZE + charged
    }

    /// Tells the collector that payloads grew or shrank by `bytes` outside the pages. May ask for a
    /// collection at the next safepoint.
    #[inline(always)]
    pub fn charge(&self, bytes: isize) {
        let uncharged = &self.local().uncharged;
        uncharged.set(uncharged.get() + bytes);
        if uncharged.get().abs() >= CHARGE_BATCH {
            self.charge_rest();
        }
    }

    #[cold]
    pub(crate) fn charge_rest(&self) {
        let bytes = self.local().uncharged.replace(0);
        self.runtime().collector.charged.fetch_add(bytes, Relaxed);
        if bytes > 0 && self.heap_has_grown() {
            self.ask_self(COLLECT);
        }
    }

    /// Whether the live heap has grown enough for a collection.
    pub(crate) fn heap_has_grown(&self) -> bool {
        let collector = &self.runtime().collector;
        self.live_bytes() >= collector.next.load(Relaxed) && collector.automatic.load(Relaxed)
    }

    /// At a safepoint that was asked to collect: whether to do so now. In GC-stress mode every
    /// safepoint is asked.
    pub(crate) fn collection_is_due(&self) -> bool {
        let every = self.runtime().stress.load(Relaxed);
        if every == 0 {
            return self.heap_has_grown();
        }
        self.ask_self(COLLECT);
        let left = self.local().stress_left.get();
        // A collection ends with a safepoint, which counts: so `every` and not one less.
        self.local().stress_left.set(if left == 0 { every } else { left - 1 });
        left == 0
    }

    /// Begins GC-stress mode on this thread if it is on.
    pub(crate) fn restart_stress(&self) {
        if self.runtime().stress.load(Relaxed) != 0 {
            self.ask_self(COLLECT);
        }
    }

    /// Models do not collect.
    #[cfg(loom)]
    pub fn collect(&self) -> usize {
        0
    }
}
