//! Threads that sleep on an object lock, by the lock's address.
//!
//! A fixed number of buckets, each a short list under its own lock. Ours rather than
//! `parking_lot_core`'s because the child of a fork must be able to make it new.

use crate::Parker;
use crate::sync::Mutex;
use crossbeam_utils::CachePadded;

const BUCKETS: usize = if cfg!(loom) { 1 } else { 64 };

/// One sleeping thread.
struct Sleeper {
    address: usize,
    /// In the sleeper's slot, which outlives this entry: the sleeper leaves only when woken.
    parker: *const Parker,
}

// SAFETY: the parker is Sync and outlives the entry.
unsafe impl Send for Sleeper {}

/// The table.
pub struct Parking {
    buckets: Box<[CachePadded<Mutex<Vec<Sleeper>>>]>,
}

impl Parking {
    pub(crate) fn new() -> Self {
        Self { buckets: (0..BUCKETS).map(|_| CachePadded::new(Mutex::new(Vec::new()))).collect() }
    }

    fn bucket(&self, address: usize) -> &Mutex<Vec<Sleeper>> {
        // Fibonacci hashing: headers are 16 bytes apart and more.
        let h = (address as u64 >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        &self.buckets[h as usize % BUCKETS]
    }

    /// Sleeps until `unpark_one` picks this thread, unless `still_held` says, under the bucket's
    /// lock, that there is nothing to wait for. The caller is detached.
    pub(super) fn park(&self, address: usize, parker: &Parker, still_held: impl FnOnce() -> bool) {
        {
            let mut bucket = self.bucket(address).lock();
            if !still_held() {
                return;
            }
            bucket.push(Sleeper { address, parker });
        }
        // One token comes for the one entry: no stale tokens, no lost ones.
        parker.park();
    }

    /// Takes the longest sleeper off the list, calls `release` with whether others remain, and
    /// wakes it.
    pub(super) fn unpark_one(&self, address: usize, release: impl FnOnce(bool)) {
        let mut bucket = self.bucket(address).lock();
        let first = bucket.iter().position(|s| s.address == address);
        let sleeper = first.map(|k| bucket.remove(k));
        release(bucket.iter().any(|s| s.address == address));
        drop(bucket);
        if let Some(s) = sleeper {
            // SAFETY: the parker lies in a slot of the registry that also owns this table.
            unsafe { (*s.parker).unpark() };
        }
    }
}
