//! A watch for absent keys: tells whoever noted that a key is not in a table that none was added since.
//!
//! The number is given while the table's lock is held; no other watch has or will have it. So a note "absent as of number n" proves
//! itself: as long as the table says n, no key was added. Everything is Relaxed: who finds a new key has acquired its publication,
//! which comes after the end of the watch (`end_before`), and a number proves the rest. Model: absent_key_against_new_key.

use crate::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use crate::sync::{Mutation, mutated};

/// The number of the keys that a table has now; 0: nobody watches.
#[derive(Debug)]
pub struct Watch(AtomicU32);

impl Watch {
    /// Nobody watches.
    #[cfg(not(loom))]
    pub const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    /// Nobody watches.
    #[cfg(loom)]
    pub fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    /// The number; 0: none.
    #[inline(always)]
    pub fn number(&self) -> u32 {
        self.0.load(Relaxed)
    }

    /// The number, given from `numbers` (which starts at 1) if need be; with the table's lock held. `None`: they are used up.
    pub fn start(&self, numbers: &AtomicU64) -> Option<u32> {
        let old = self.number();
        if old != 0 {
            return Some(old);
        }
        let new = u32::try_from(numbers.fetch_add(1, Relaxed)).ok()?;
        self.0.store(new, Relaxed);
        Some(new)
    }

    /// Ends the watch, then publishes a new key (with Release); with the table's lock held.
    #[inline(always)]
    pub fn end_before<R>(&self, publish: impl FnOnce() -> R) -> R {
        if self.number() == 0 {
            return publish();
        }
        if mutated(Mutation::WatchEndsLate) {
            let r = publish();
            self.0.store(0, Relaxed);
            return r;
        }
        self.0.store(0, Relaxed);
        publish()
    }
}

impl Default for Watch {
    fn default() -> Self {
        Self::new()
    }
}
