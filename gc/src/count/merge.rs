//! Payments, the queue to the owner, and the merge that ends an owner's count.
//!
//! Rules
//! 1. A foreign payment that would leave the owner's side alone with a negative count here sets
//!    QUEUED in the same compare-and-swap, keeps one reference back for the queue, and sends the
//!    object to its owner's inbox. That happens once an object: QUEUED stays until the merge.
//! 2. The merge, by the owner or by whoever holds its slot, clears `local` and `owner` **before** it
//!    publishes MERGED: afterwards the object may be freed by anybody (CPython 119999).
//! 3. An inbox entry may have been merged meanwhile. To merge it again is harmless: `local` and
//!    `owner` are 0 already, and the queue's reference is given up like any other.
//! 4. Nothing here runs managed code: the dead go to the list.

use crate::header::*;
use crate::slot::INBOX;
use crate::stats::bump;
use crate::{Language, Mutator, Obj};
use heddle_threads::registry::word;
use heddle_threads::sync::atomic::Ordering::*;
use heddle_threads::sync::{Mutation, mutated};

impl<L: Language> Mutator<L> {
    /// Gives up `n` references to `o`. Whether something may be there to bury.
    #[cold]
    pub(crate) fn pay(&self, o: Obj, n: u32) -> bool {
        let h = o.header();
        if h.flags.load(Relaxed) & IMMORTAL != 0 {
            return false;
        }
        bump(&self.local().counters.payments);
        if h.owner.load(Relaxed) == self.index() {
            return self.pay_own(o, n);
        }
        let mut s = h.shared.load(Relaxed);
        loop {
            let left = count(s) - n as i32;
            let queue = s & (MERGED | QUEUED) == 0 && left < 0 && !mutated(Mutation::ForeignForgetsQueue);
            let queue = queue || (mutated(Mutation::QueueTwice) && s & MERGED == 0 && left < 0);
            let next = if queue {
                let kept = if mutated(Mutation::QueueKeepsNoReference) { 0 } else { 1 };
                s.wrapping_sub((n - kept).wrapping_mul(ONE)) | QUEUED
            } else {
                s.wrapping_sub(n.wrapping_mul(ONE))
            };
            // Release: our uses of the object come before its death; Acquire: if this is its death,
            // everybody's uses came before. Model: two_foreigners_last_use.
            let release = match () {
                _ if mutated(Mutation::PayRelaxed) => Acquire,
                _ if mutated(Mutation::LastDecrementRelaxed) => Release,
                _ => AcqRel,
            };
            match h.shared.compare_exchange_weak(s, next, release, Relaxed) {
                Ok(_) if queue => return self.queue(o),
                Ok(_) if next & MERGED != 0 && count(next) == 0 => return self.died(o),
                Ok(_) => {
                    if left < -COUNT_LIMIT {
                        // Release: as in `immortalise_overflown`.
                        h.flags.fetch_or(IMMORTAL, Release);
                    }
                    return false;
                }
                Err(now) => s = now,
            }
        }
    }

    /// The owner gives up `n` references that it counted in `local`, or merges.
    fn pay_own(&self, o: Obj, n: u32) -> bool {
        let local = &o.header().local;
        let have = local.load(Relaxed);
        if have > n {
            local.store(have - n, Relaxed);
            return false;
        }
        self.merge(o, n)
    }

    /// The owner's count of an object that nobody else has SEEN has just become 0. Whether
    /// something may be there to bury.
    #[inline]
    pub(super) fn owner_at_zero(&self, o: Obj) -> bool {
        let h = o.header();
        // Relaxed: if the word is 0, no other thread ever held a counted reference or tried to take
        // one, and none can begin to: that takes a reference or a lock that pins one.
        if h.shared.load(Relaxed) == 0 && h.flags.load(Relaxed) & IMMORTAL == 0 {
            return self.died(o);
        }
        self.owner_at_zero_shared(o)
    }

    #[cold]
    pub(super) fn owner_at_zero_shared(&self, o: Obj) -> bool {
        let h = o.header();
        if h.flags.load(Relaxed) & IMMORTAL != 0 {
            // Counted down by references that were taken without being counted: start over.
            h.local.store(super::LOCAL_RESET, Relaxed);
            return false;
        }
        self.merge(o, 0)
    }

    /// Ends the owner's count: `local` moves into `shared`, less `n` references that are given up
    /// with it. The caller holds the owner's slot.
    pub(super) fn merge(&self, o: Obj, n: u32) -> bool {
        let h = o.header();
        bump(&self.local().counters.merges);
        // More than the field can hold: the object is leaked, whole.
        let leaked = h.local.load(Relaxed) > COUNT_LIMIT as u32;
        let local = h.local.load(Relaxed).min(COUNT_LIMIT as u32);
        let early = mutated(Mutation::MergePublishesEarly);
        let clear = || {
            h.local.store(0, Relaxed);
            h.owner.store(0, Relaxed);
        };
        if !early {
            clear();
        }
        let mut s = h.shared.load(Relaxed);
        let next = loop {
            let moved = s.wrapping_add(local.wrapping_sub(n).wrapping_mul(ONE));
            let next = (moved & !QUEUED) | MERGED;
            // Release: the clearing above, and the owner's uses, come before whatever others do
            // with a merged object. Acquire: if this is its death, others' uses came before.
            // Model: merge_against_last_decrement.
            match h.shared.compare_exchange_weak(s, next, AcqRel, Relaxed) {
                Ok(_) => break next,
                Err(now) => s = now,
            }
        };
        if early {
            clear();
        }
        if leaked {
            // Release: as in `immortalise_overflown`.
            h.flags.fetch_or(IMMORTAL, Release);
            return false;
        }
        count(next) == 0 && self.died(o)
    }

    /// Sends `o`, with the queue's reference, to its owner.
    fn queue(&self, o: Obj) -> bool {
        bump(&self.local().counters.queued);
        let owner = o.owner();
        if owner == 0 {
            // Merged, or just being merged: the queue's reference is an ordinary one.
            return self.pay(o, 1);
        }
        let first = {
            let mut inbox = self.slot_data_of(owner).inbox.lock();
            inbox.push(o);
            inbox.len() == 1
        };
        // Only the first entry tells the slot's word: whoever empties the inbox takes the rest too.
        if !first || mutated(Mutation::PushWithoutRequest) {
            return false;
        }
        let met = self.registry().request(owner, INBOX);
        match word::phase(met) {
            word::DETACHED | word::GONE if !mutated(Mutation::QueueForgetsDetached) => {
                self.merge_on_behalf(owner)
            }
            // Attached: answers at its next safepoint, or before it detaches or exits. Claimed: the
            // claimer answers before it lets go. Stopped: whoever stopped the world does.
            _ => false,
        }
    }

    /// Merges the inbox of a slot that is detached or gone, in its place.
    pub(crate) fn merge_on_behalf(&self, index: u16) -> bool {
        let Some(mut claim) = self.registry().claim(index) else { return false };
        let mut dead = false;
        loop {
            claim.take(INBOX);
            dead |= self.merge_inbox(index);
            match claim.release(INBOX) {
                Ok(()) => return dead,
                Err(again) => claim = again,
            }
        }
    }

    /// Merges every object in the inbox of a slot that the caller holds. Whether something may be
    /// there to bury.
    pub(crate) fn merge_inbox(&self, index: u16) -> bool {
        let entries = std::mem::take(&mut *self.slot_data_of(index).inbox.lock());
        let mut dead = false;
        for o in entries {
            if index != self.index() {
                bump(&self.local().counters.on_behalf);
            }
            // If it was merged meanwhile, `local` is 0, and this is a plain decrement.
            dead |= o.flags() & IMMORTAL == 0 && self.merge(o, 1);
        }
        dead
    }
}
