//! What only the loom models need: threads set up by one thread, and a look at what is left behind.
//!
//! A model makes all its mutators on its first thread and moves them to the others, so that the
//! interleavings of registration are explored by the models that are about them and by no other.

use crate::header::Header;
use crate::heap::Page;
use crate::runtime::Runtime;
use crate::{Language, Mutator, Obj};
use heddle_threads::sync::atomic::Ordering::Relaxed;
use std::sync::Arc;

/// An object's `owner`, `local` and `shared` fields.
pub type Fields = (u16, u32, u32);

impl<L: Language> Runtime<L> {
    /// `N` attached threads in slots 1 to N, all of them to be used by one model thread at a time.
    pub fn attach_all<const N: usize>(self: &Arc<Self>) -> [Mutator<L>; N] {
        let threads: [_; N] = std::array::from_fn(|_| self.registry.register());
        threads.map(|t| Mutator::with_thread(self.clone(), t))
    }

    /// Blocks in use, those that were freed by another thread and not yet taken back not counted.
    /// No thread runs.
    pub fn live_blocks(&self) -> i64 {
        let pages = self.arena.pages();
        // SAFETY: pages in use; no thread runs.
        let live = |p: &*mut Page| unsafe {
            let page = &**p;
            i64::from(page.census().0.cast_signed()) - i64::from(page.remote_blocks())
        };
        pages.iter().map(live).sum()
    }

    /// Pages in use.
    pub fn pages(&self) -> usize {
        self.arena.pages_in_use()
    }

    /// Entries in all inboxes.
    pub fn queued_entries(&self) -> usize {
        self.registry.slots().map(|s| s.data().inbox.lock().len()).sum()
    }
}

impl<L: Language> Mutator<L> {
    /// Pays everything this thread owes, now, and buries its dead.
    pub fn pay_debts(&self) {
        self.pay_all();
        self.bury_dead();
        self.pay_all();
    }

    /// How many objects this slot's threads have sent to their owners' inboxes.
    pub fn times_queued(&self) -> u64 {
        self.local().counters.queued.get()
    }
}

impl Obj {
    /// `owner`, `local` and `shared`, the last loaded first: if it says MERGED, the others say so too.
    pub fn fields(self) -> Fields {
        let h: &Header = self.header();
        // Acquire: pairs with the Release of the merge.
        let shared = h.shared.load(heddle_threads::sync::atomic::Ordering::Acquire);
        (h.owner.load(Relaxed), h.local.load(Relaxed), shared)
    }
}
