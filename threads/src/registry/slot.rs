//! One thread slot, and a claim on it.

use super::Registry;
use super::fork::Renewable;
use super::word::*;
use crate::Parker;
use crate::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::*};
use crate::sync::{Mutation, mutated, weaken};
use crossbeam_utils::CachePadded;

/// One thread slot: the word, the announced epoch, where its thread sleeps, and the data.
pub struct Slot<D> {
    /// See [`super::word`].
    pub(crate) word: CachePadded<AtomicU32>,
    /// The last epoch that this slot's thread has announced: all its earlier reads are over.
    pub(crate) seen: CachePadded<AtomicU64>,
    /// Object locks may be skipped: no second thread was ever registered.
    pub(crate) alone: AtomicBool,
    /// Where the slot's thread waits for the phase ATTACHED.
    pub(crate) parker: Renewable<Parker>,
    /// Where the slot's thread waits for an object lock.
    pub(crate) lock_parker: Renewable<Parker>,
    index: u16,
    data: CachePadded<D>,
}

impl<D> Slot<D> {
    pub(super) fn new(index: u16, data: D) -> Self {
        Self {
            word: CachePadded::new(AtomicU32::new(GONE)),
            seen: CachePadded::new(AtomicU64::new(0)),
            alone: AtomicBool::new(false),
            parker: Renewable::new(Parker::new()),
            lock_parker: Renewable::new(Parker::new()),
            index,
            data: CachePadded::new(data),
        }
    }

    /// The slot's index, 1 and up.
    #[inline(always)]
    pub fn index(&self) -> u16 {
        self.index
    }

    /// The slot's word, as it was a moment ago.
    #[inline(always)]
    pub fn word(&self) -> u32 {
        self.word.load(Relaxed)
    }

    /// The slot's data. Which parts of it may be touched without the slot is for `D` to say.
    #[inline(always)]
    pub fn data(&self) -> &D {
        &self.data
    }
}

/// The right to work on the data of a slot whose thread is detached or gone. Its thread cannot
/// attach, and the world cannot stop, before [`Claim::release`].
#[must_use = "a claim keeps its slot's thread from running until it is released"]
pub struct Claim<'r, D> {
    pub(super) registry: &'r Registry<D>,
    pub(super) slot: &'r Slot<D>,
}

impl<'r, D: Send + Sync> Claim<'r, D> {
    /// The slot.
    pub fn slot(&self) -> &'r Slot<D> {
        self.slot
    }

    /// Takes the requests in `bits` out of the word; the claimer answers them.
    pub fn take(&self, bits: u32) -> u32 {
        // Acquire: pairs with the Release in `Registry::request`.
        self.slot.word.fetch_and(!bits, weaken(Mutation::TakeRelaxed, Acquire)) & bits
    }

    /// Lets go of the slot, unless one of the requests in `unless` has arrived: then the claim
    /// comes back, for the caller to answer it.
    pub fn release(self, unless: u32) -> Result<(), Self> {
        let word = &self.slot.word;
        let mut w = word.load(Relaxed);
        loop {
            if w & unless != 0 && !mutated(Mutation::UnclaimForgetsInbox) {
                return Err(self);
            }
            let gone = phase(w) == CLAIMED_GONE;
            let next = match (gone, w & STOP != 0, w & WANTS != 0) {
                (true, _, _) => to(w, GONE, STOP),
                (false, true, _) if mutated(Mutation::UnclaimForgetsWaiter) => to(w, STOPPED, STOP | WANTS),
                // A thread that waits to attach goes on waiting: resume wakes it.
                (false, true, _) => to(w, STOPPED, STOP),
                (false, false, true) => to(w, ATTACHED, WANTS),
                (false, false, false) => to(w, DETACHED, 0),
            };
            // Release: pairs with the Acquire in attach, claim, register and stop.
            // Model: merge_on_behalf_against_attach.
            let release = weaken(Mutation::UnclaimRelaxed, AcqRel);
            match word.compare_exchange(w, next, release, Relaxed) {
                Ok(_) => {
                    if w & STOP != 0 && !mutated(Mutation::UnclaimForgetsStop) {
                        self.registry.one_stopped();
                    }
                    if phase(next) == ATTACHED {
                        self.slot.parker.unpark();
                    }
                    return Ok(());
                }
                Err(now) => w = now,
            }
        }
    }
}
