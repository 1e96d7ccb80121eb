//! What has been counted: for a person who wonders why something is slow.

use crate::slot::SlotData;
use crate::{Language, Mutator};
use std::cell::Cell;
use std::ops::AddAssign;

macro_rules! counters {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// One slot's counters; plain cells of its holder.
        #[derive(Default)]
        pub(crate) struct Counters { $(pub $name: Cell<u64>,)* }

        /// Totals over all slots since the runtime began.
        #[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
        pub struct Stats {
            $($(#[$doc])* pub $name: u64,)*
            /// References taken back from pending debts.
            pub credits: u64,
            /// Collections run.
            pub collections: u64,
            /// Objects that collections freed.
            pub collected: u64,
            /// The longest pause of a collection, in nanoseconds.
            pub longest_pause_ns: u64,
            /// All pauses of collections together, in nanoseconds.
            pub total_pause_ns: u64,
            /// Bytes that wait for readers to pass a safepoint.
            pub waiting_bytes: u64,
            /// Bytes of heap pages in use.
            pub page_bytes: u64,
        }

        impl AddAssign<&Counters> for Stats {
            fn add_assign(&mut self, c: &Counters) { $(self.$name += c.$name.get();)* }
        }
    };
}

counters! {
    /// Objects whose owner's count was merged into the shared one.
    merges,
    /// Objects sent to their owner's inbox.
    queued,
    /// References taken by an atomic addition.
    atomic_increfs,
    /// Payments made (one atomic subtraction, or one plain one by the owner, an object).
    payments,
    /// Debts paid because their table entry was needed for another object.
    evictions,
    /// Objects merged on behalf of a detached or ended thread.
    on_behalf,
    /// Objects that a finaliser brought back.
    resurrections,
    /// Blocks freed to a page of another thread.
    remote_frees,
}

/// Adds one to a counter.
#[inline(always)]
pub(crate) fn bump(counter: &Cell<u64>) {
    counter.set(counter.get() + 1);
}

impl<L: Language> Mutator<L> {
    /// Totals over all threads. Stops the world for a moment.
    pub fn stats(&self) -> Stats {
        let stopped = self.stop_the_world();
        let mut stats = self.runtime().collector.totals();
        for slot in stopped.registry().slots() {
            let data: &SlotData = slot.data();
            // SAFETY: the world is stopped.
            let local = unsafe { data.local() };
            stats += &local.counters;
            stats.credits += local.debts.credits_taken();
            stats.waiting_bytes += local.limbo.borrow().bytes() as u64;
        }
        stats.waiting_bytes += stopped.registry().qsbr().waiting_bytes() as u64;
        stats.page_bytes = (self.runtime().arena.pages_in_use() * crate::heap::PAGE_SIZE) as u64;
        stats
    }
}
