//! What one OS thread holds: its slot, and the ways in and out of managed code.

use super::word::*;
use super::{Registry, Slot};
use crate::Parker;
use crate::lock::Parking;
use crate::sync::atomic::Ordering::*;
use crate::sync::{Arc, Mutation, mutated, weaken};
use std::ptr::NonNull;

/// A thread's hold on its slot. Made DETACHED by [`Registry::register`]; ended by
/// [`Thread::try_exit`]. Whoever builds on this sees to it that only the thread itself calls it.
pub struct Thread<D> {
    registry: Arc<Registry<D>>,
    slot: NonNull<Slot<D>>,
}

// SAFETY: a detached thread's hold may move to another OS thread; the caller of `attach` promises
// to use it from there alone until it detaches.
unsafe impl<D: Send + Sync> Send for Thread<D> {}

impl<D: Send + Sync> Thread<D> {
    pub(super) fn new(registry: Arc<Registry<D>>, slot: &Slot<D>) -> Self {
        let slot = NonNull::from(slot);
        Self { registry, slot }
    }

    /// The registry.
    #[inline(always)]
    pub fn registry(&self) -> &Arc<Registry<D>> {
        &self.registry
    }

    /// The slot.
    #[inline(always)]
    pub fn slot(&self) -> &Slot<D> {
        // SAFETY: the registry owns the slot and is alive through `self.registry`.
        unsafe { self.slot.as_ref() }
    }

    /// Whether object locks may be skipped. Changes only while this thread is at a safepoint.
    #[inline(always)]
    pub fn alone(&self) -> bool {
        // Relaxed: set to false only while this thread is stopped; the resume publishes it.
        self.slot().alone.load(Relaxed)
    }

    /// Where threads sleep that wait for an object's lock.
    #[inline(always)]
    pub fn parking(&self) -> &Parking {
        self.registry.parking()
    }

    /// Where this thread sleeps when it waits for an object's lock.
    #[inline(always)]
    pub fn lock_parker(&self) -> &Parker {
        &self.slot().lock_parker
    }

    /// Whether this thread is attached: only it may ask.
    pub fn is_attached(&self) -> bool {
        // Relaxed: nobody else makes it so, or changes it while it is.
        phase(self.slot().word.load(Relaxed)) == ATTACHED
    }

    /// DETACHED -> ATTACHED. Waits while the world is stopped or the slot is claimed.
    pub fn attach(&self) {
        let slot = self.slot();
        let mut w = slot.word.load(Relaxed);
        loop {
            let ignore_claim = phase(w) == CLAIMED && mutated(Mutation::AttachIgnoresClaim);
            if phase(w) == DETACHED || ignore_claim {
                // Acquire: pairs with the Release of the slot's last holder, and with the scan of
                // QSBR: what was unlinked before that scan is not found after this.
                // Models: stop_against_attach, qsbr_retire_against_attach.
                let acquire = weaken(Mutation::AttachRelaxed, AcqRel);
                match slot.word.compare_exchange(w, to(w, ATTACHED, 0), acquire, Relaxed) {
                    Ok(_) => break,
                    Err(now) => w = now,
                }
            } else {
                debug_assert!(matches!(phase(w), CLAIMED | STOPPED), "attach from phase {}", phase(w));
                match slot.word.compare_exchange(w, w | WANTS, Relaxed, Relaxed) {
                    Ok(_) => {
                        self.sleep_until_attached();
                        break;
                    }
                    Err(now) => w = now,
                }
            }
        }
        self.announce();
    }

    /// Sleeps until somebody has made the phase ATTACHED.
    fn sleep_until_attached(&self) {
        loop {
            self.slot().parker.park();
            // Relaxed: the token was put there after the phase had changed, and carries that.
            if phase(self.slot().word.load(Relaxed)) == ATTACHED {
                return;
            }
        }
    }

    /// ATTACHED -> DETACHED, unless one of the requests in `unless` stands: then nothing happens
    /// and the caller, still attached, answers it and tries again.
    pub fn try_detach(&self, unless: u32) -> Result<(), u32> {
        let slot = self.slot();
        let mut w = slot.word.load(Relaxed);
        loop {
            if w & unless != 0 && !mutated(Mutation::DetachForgetsInbox) {
                return Err(w & unless);
            }
            let stop = w & STOP != 0 && !mutated(Mutation::DetachForgetsStop);
            let next = if stop { to(w, STOPPED, STOP) } else { to(w, DETACHED, 0) };
            // Release: pairs with the Acquire in attach, claim and stop: they see our writes.
            // Model: stop_against_attach.
            let release = weaken(Mutation::DetachRelaxed, AcqRel);
            match slot.word.compare_exchange(w, next, release, Relaxed) {
                Ok(_) => {
                    if stop {
                        self.registry.one_stopped();
                    }
                    return Ok(());
                }
                Err(now) => w = now,
            }
        }
    }

    /// ATTACHED -> GONE, unless one of the requests in `unless` stands: then nothing happens and
    /// the caller answers it and tries again. The slot is free for the next thread afterwards.
    pub fn try_exit(&self, unless: u32) -> Result<(), u32> {
        let slot = self.slot();
        loop {
            let w = slot.word.load(Relaxed);
            if w & STOP != 0 {
                self.stop_here();
                continue;
            }
            if w & unless != 0 && !mutated(Mutation::ExitForgetsInbox) {
                return Err(w & unless);
            }
            // Release: pairs with the Acquire in register and claim: the heap is handed on.
            // Model: remote_free_against_adoption.
            let release = weaken(Mutation::ExitRelaxed, Release);
            if slot.word.compare_exchange(w, to(w, GONE, QUIESCE), release, Relaxed).is_ok() {
                break;
            }
        }
        self.registry.gave_back(slot.index());
        Ok(())
    }

    /// The safepoint's fast path: whether anything is asked of this thread.
    #[inline(always)]
    pub fn is_asked(&self) -> bool {
        // Relaxed: a hint; `answer` reads it again with Acquire.
        self.slot().word.load(Relaxed) != ATTACHED
    }

    /// The safepoint's slow path: stops if asked to, announces a quiescent state, and takes the
    /// requests of the layer above for the caller to answer.
    #[cold]
    pub fn answer(&self) -> u32 {
        let slot = self.slot();
        while slot.word.load(Relaxed) & STOP != 0 {
            self.stop_here();
        }
        // Acquire: pairs with the Release in `Registry::request`.
        let w = slot.word.fetch_and(!(QUIESCE | REQUESTS), weaken(Mutation::AnswerRelaxed, Acquire));
        self.announce();
        w & REQUESTS
    }

    /// Takes the requests in `bits` out of the word; the caller, attached, answers them.
    pub fn take(&self, bits: u32) -> u32 {
        debug_assert_eq!(bits & !REQUESTS, 0);
        // Acquire: pairs with the Release in `Registry::request`.
        self.slot().word.fetch_and(!bits, Acquire) & bits
    }

    /// Says that all earlier reads of this thread are over and that its later ones find nothing
    /// that was unlinked before the epoch it has read.
    #[inline]
    pub fn announce(&self) {
        // Acquire: pairs with the Release in `Qsbr::advance`. Release: pairs with the Acquire in
        // `Registry::safe_epoch`. Model: qsbr_retire_against_reader.
        let release = weaken(Mutation::AnnounceRelaxed, Release);
        self.slot().seen.store(self.registry.qsbr().epoch(), release);
    }

    /// ATTACHED with STOP -> STOPPED; sleeps until the world runs again.
    fn stop_here(&self) {
        let slot = self.slot();
        let mut w = slot.word.load(Relaxed);
        loop {
            debug_assert!(phase(w) == ATTACHED && w & STOP != 0);
            // Release: pairs with the Acquire in `Registry::scan`: a thread that has not stopped yet may free what this one has looked
            // at. (The stopper learns of it by `one_stopped`.) Model: qsbr_retire_against_stopping_reader.
            let release = weaken(Mutation::StopHereRelaxed, Release);
            match slot.word.compare_exchange(w, to(w, STOPPED, STOP) | WANTS, release, Relaxed) {
                Ok(_) => break,
                Err(now) => w = now,
            }
        }
        self.registry.one_stopped();
        self.sleep_until_attached();
    }
}
