//! The dead: finalised, forgotten by their weak references, emptied, freed.
//!
//! A dead object has count 0 and is untracked *before* a safepoint can come, on the list or in its
//! finaliser, so that a collection neither judges it nor counts its references as internal
//! (CPython 153809). The list makes freeing iterative: a chain of a million links needs no stack.
//!
//! Order for one object, as in CPython: its finaliser, in a window in which it has one reference
//! again and may be resurrected; then its weak references; then what it holds, first to last; then
//! the block. What a finaliser drops is buried inside it, what died beside its object after it.

use crate::header::*;
use crate::stats::bump;
use crate::{Language, Mutator, Obj};
use heddle_threads::sync::atomic::Ordering::*;
use heddle_threads::sync::{Mutation, mutated};

/// Finalisers that may nest on the native stack by dropping further objects with finalisers;
/// deeper ones wait until these return.
const NESTING: u32 = 16;

impl<L: Language> Mutator<L> {
    /// Puts a dead object on the list. True, for the caller to pass on: there is something to bury.
    #[inline]
    pub(crate) fn died(&self, o: Obj) -> bool {
        o.change_flags_alone(0, TRACKED);
        self.local().dead.borrow_mut().push(o);
        true
    }

    /// Buries a dead object and what that sets free. Managed code may run.
    #[inline(always)]
    pub(super) fn bury_now(&self, o: Obj, flags: u8) {
        self.bury(o, flags);
        if self.local().has_dead() {
            self.bury_listed();
        }
    }

    /// Buries what is on the list above the floor, and what that sets free. Managed code may run.
    pub(crate) fn bury_dead(&self) {
        if self.local().has_dead() {
            self.bury_listed();
        }
    }

    /// Whether [`Mutator::bury_dead`] would find something to do.
    pub(crate) fn may_bury(&self) -> bool {
        self.local().has_dead() && self.local().finalising.get() < NESTING
    }

    #[cold]
    fn bury_listed(&self) {
        while self.may_bury() {
            let next = self.local().dead.borrow_mut().pop();
            let Some(o) = next else { break };
            self.bury(o, o.flags());
        }
    }

    /// Buries one object. What it held and was the last to hold goes to the list.
    #[inline(always)]
    fn bury(&self, o: Obj, flags: u8) {
        let language = self.runtime().language();
        // SAFETY: `o` is dead; shape 0 was never initialised and has nothing to look at.
        unsafe {
            if o.shape() != 0 {
                let finaliser = language.has_finaliser(o) && flags & FINALISED == 0;
                if (finaliser || flags & HAS_WEAK != 0) && !self.say_goodbye(o, finaliser) {
                    return;
                }
                // No safepoint from here to the end: no collection comes in between.
                let first = self.local().dead_len();
                language.trace(o, |child| self.decref_child(child));
                if self.local().dead_len() > first + 1 {
                    // The list is taken from its end: the first child, with all it holds, goes
                    // first.
                    self.local().dead.borrow_mut()[first..].reverse();
                }
                let bytes = language.release(o);
                if bytes != 0 {
                    self.charge(-(bytes as isize));
                }
            }
            self.free(o);
        }
    }

    /// Runs the finaliser of a dead object, if it is due, and clears its weak references. Whether
    /// it is still dead. Managed code may run: the object is untracked first.
    #[cold]
    fn say_goodbye(&self, o: Obj, finaliser: bool) -> bool {
        o.change_flags_alone(0, TRACKED);
        let local = self.local();
        if local.finalising.get() >= NESTING {
            // Later: when the finalisers further up have returned.
            local.dead.borrow_mut().push(o);
            return false;
        }
        local.finalising.set(local.finalising.get() + 1);
        // What is on the list already waits until the code has returned.
        let floor = local.floor.replace(local.dead_len());
        let dead = !finaliser || self.finalise_dead(o);
        if dead && o.flags() & HAS_WEAK != 0 {
            self.clear_weak_of(o);
        }
        local.floor.set(floor);
        local.finalising.set(local.finalising.get() - 1);
        dead
    }

    /// Runs the finaliser of a dead object. Whether it is still dead.
    fn finalise_dead(&self, o: Obj) -> bool {
        let h = o.header();
        // Still exclusively ours: the flags, which others may change once the window is open.
        o.change_flags_alone(FINALISED | TRACKED, 0);
        h.owner.store(0, Relaxed);
        // The window opens: one reference, this frame's; merged, for nobody becomes an owner again.
        // By read-modify-write, never by a store (CPython 127582, 130281): a stale reader may look.
        // Release: the flags and the owner come first.
        let mut s = h.shared.load(Relaxed);
        while let Err(now) =
            h.shared.compare_exchange_weak(s, s.wrapping_add(ONE) | MERGED | SEEN, AcqRel, Relaxed)
        {
            s = now;
        }
        self.runtime().language().finalise(self, o);
        let dead = self.close_window(o);
        if !dead {
            bump(&self.local().counters.resurrections);
        }
        dead
    }

    /// Gives up the window's reference. Whether it was the last; if not, `o` must not be touched
    /// again.
    fn close_window(&self, o: Obj) -> bool {
        let h = o.header();
        // Debts this thread has on it are references of this thread: settle them first.
        self.settle_debt_on(o);
        if mutated(Mutation::ResurrectByStore) {
            let s = h.shared.load(Relaxed);
            h.shared.store(s.wrapping_sub(ONE), Release);
            return count(s) == 1;
        }
        // AcqRel: as in `pay`. Model: weak_upgrade_against_resurrection.
        let before = h.shared.fetch_sub(ONE, AcqRel);
        let dead = count(before) == 1 || mutated(Mutation::SavedIsBuried);
        if dead {
            o.change_flags_alone(0, TRACKED);
        }
        dead
    }

    /// Subtracts what this thread owes on `o`, which has one reference more than that.
    fn settle_debt_on(&self, o: Obj) {
        let e = self.local().debts.entry(o);
        if e.is_for(o) {
            let pending = e.settle();
            if pending != 0 {
                o.header().shared.fetch_sub(pending.wrapping_mul(ONE), AcqRel);
            }
        }
    }
}
