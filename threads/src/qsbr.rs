//! Quiescent-state-based reclamation: memory that lock-free readers may still look at is freed only
//! after every attached thread has passed a safepoint.
//!
//! Rules
//! 1. Readers take nothing and write nothing. Between two safepoints a thread may keep what it has
//!    loaded from a lock-free structure.
//! 2. Whoever unlinks a block puts it into its [`Limbo`]. A full limbo becomes a batch: the epoch
//!    advances, and the batch's goal is the new epoch.
//! 3. A thread announces the epoch at its safepoints when it is asked to ([`QUIESCE`]), and when it
//!    attaches. A batch is freed once every attached thread has announced its goal. Detached
//!    threads count as quiescent.
//! 4. The scan is a read-modify-write of each slot's word. An attach that comes after it reads from
//!    it, so that thread finds what was unlinked gone; an attach that came before is seen. (A scan
//!    with plain loads could miss an attach; the mutation `ScanWithPlainLoad` shows it.) So is the
//!    look at the number of slots, against a thread that starts in a new one.
//! 5. Bytes are counted, not blocks: a limbo is flushed, and readers are asked, as soon as the bytes
//!    that wait are many (CPython 132519: 135 MB became 6.7 GB).
//!
//! [`QUIESCE`]: crate::registry::word::QUIESCE

use crate::registry::word::{ATTACHED, QUIESCE, phase};
use crate::registry::{Registry, Slot};
use crate::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};
use crate::sync::{Mutation, Mutex, mutated, weaken};
use std::collections::VecDeque;

/// A limbo is flushed when it holds this many bytes ...
const FLUSH_BYTES: usize = if cfg!(loom) { 1 } else { 256 << 10 };
/// ... or this many blocks.
const FLUSH_BLOCKS: usize = 256;

/// A block on its way out: `free(block, bytes)` is called when no reader can see it any more.
pub struct Retired {
    /// The block.
    pub block: *mut u8,
    /// Its size in bytes.
    pub bytes: usize,
    /// Gives it back; called on any attached thread, with no lock held; runs no managed code.
    pub free: unsafe fn(*mut u8, usize),
}

// SAFETY: the one who retires a block gives it up; it is freed once, by one thread.
unsafe impl Send for Retired {}

/// The blocks that one thread has retired and not yet handed over.
#[derive(Default)]
pub struct Limbo {
    blocks: Vec<Retired>,
    bytes: usize,
}

/// Blocks that wait for one epoch.
struct Batch {
    goal: u64,
    bytes: usize,
    blocks: Vec<Retired>,
}

/// The epoch and what waits for it.
pub struct Qsbr {
    /// Advances by one with every batch.
    epoch: AtomicU64,
    /// In the order of their goals. Only attached threads take this lock, so a fork never meets it.
    batches: Mutex<VecDeque<Batch>>,
    /// Bytes in `batches`, for statistics and for the decision to ask readers.
    waiting: AtomicUsize,
}

impl Qsbr {
    pub(crate) fn new() -> Self {
        // Epochs start at 1: a slot that has never announced (0) is behind every goal.
        Self { epoch: AtomicU64::new(1), batches: Mutex::new(VecDeque::new()), waiting: AtomicUsize::new(0) }
    }

    /// The current epoch.
    #[inline]
    pub(crate) fn epoch(&self) -> u64 {
        // Acquire: pairs with the Release in `flush`: who reads a goal finds the batch unlinked.
        self.epoch.load(weaken(Mutation::EpochRelaxed, Acquire))
    }

    /// Bytes in batches that wait to be freed.
    pub fn waiting_bytes(&self) -> usize {
        self.waiting.load(Relaxed)
    }
}

impl Drop for Qsbr {
    fn drop(&mut self) {
        let batches = std::mem::take(&mut *self.batches.lock());
        for r in batches.into_iter().flat_map(|b| b.blocks) {
            // SAFETY: as in `reclaim`; with the registry gone there are no readers.
            unsafe { (r.free)(r.block, r.bytes) };
        }
    }
}

impl Limbo {
    /// Notes a block. Whether the limbo is full: then [`Registry::flush`] it soon.
    pub fn retire(&mut self, retired: Retired) -> bool {
        self.bytes += retired.bytes;
        self.blocks.push(retired);
        self.bytes >= FLUSH_BYTES || self.blocks.len() >= FLUSH_BLOCKS
    }

    /// Bytes that wait here.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether nothing waits here.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

impl<D: Send + Sync> Registry<D> {
    /// Turns a limbo into a batch of a new epoch. The caller is attached (or has stopped the world).
    pub fn flush(&self, limbo: &mut Limbo) {
        if limbo.blocks.is_empty() {
            return;
        }
        let Limbo { blocks, bytes } = std::mem::take(limbo);
        let qsbr = self.qsbr();
        let mut batches = qsbr.batches.lock();
        // Release: pairs with the Acquire in `epoch`. Under the lock, so that goals are in order.
        let goal = qsbr.epoch.fetch_add(1, weaken(Mutation::AdvanceRelaxed, AcqRel)) + 1;
        let goal = if mutated(Mutation::ReclaimTooEarly) { goal - 1 } else { goal };
        qsbr.waiting.fetch_add(bytes, Relaxed);
        batches.push_back(Batch { goal, bytes, blocks });
    }

    /// Frees what no reader can see any more, and asks those who stand in the way to announce.
    /// The caller is attached and at a safepoint, or has stopped the world; it holds no lock.
    pub fn reclaim(&self) {
        if self.qsbr().waiting_bytes() == 0 {
            return;
        }
        let safe = self.safe_epoch();
        loop {
            // Not `while let`: the guard would live through the body.
            let batch = {
                let mut batches = self.qsbr().batches.lock();
                match batches.front() {
                    Some(b) if b.goal <= safe => batches.pop_front(),
                    _ => None,
                }
            };
            let Some(batch) = batch else { return };
            self.qsbr().waiting.fetch_sub(batch.bytes, Relaxed);
            for r in batch.blocks {
                // SAFETY: the one who retired it gave the right function and the right size, and
                // no attached thread has a pointer into it: each announced the batch's goal.
                unsafe { (r.free)(r.block, r.bytes) };
            }
        }
    }

    /// The newest epoch that every attached thread has announced.
    fn safe_epoch(&self) -> u64 {
        let now = self.qsbr().epoch();
        self.slots_to_scan().filter_map(|slot| self.scan(slot, now)).min().unwrap_or(now)
    }

    /// What `slot` has announced, if it is attached; asks it to announce if it is behind `now`.
    fn scan(&self, slot: &Slot<D>, now: u64) -> Option<u64> {
        let mut w = slot.word.load(Relaxed);
        loop {
            if phase(w) == ATTACHED {
                // Acquire: pairs with the Release in `Thread::announce`.
                let seen = slot.seen.load(weaken(Mutation::ScanSeenRelaxed, Acquire));
                if seen < now {
                    slot.word.fetch_or(QUIESCE, weaken(Mutation::AskRelaxed, AcqRel));
                }
                return Some(seen);
            }
            if mutated(Mutation::ScanWithPlainLoad) {
                return None;
            }
            // Writes the value that was there: an attach from here on reads from this (AcqRel).
            match slot.word.compare_exchange(w, w, AcqRel, Relaxed) {
                Ok(_) => return None,
                Err(now) => w = now,
            }
        }
    }
}
