//! The counting API: the only code that changes a reference count.
//!
//! Who counts where
//! - The **owner** of a private object (`shared` is 0) counts in `local`, with plain instructions.
//! - Everybody else, and the owner of a shared object, goes through the thread's table of [`Debts`]:
//!   a decrement becomes a debt, an increment first takes a debt back (a *credit*). In the steady
//!   state neither touches the header.
//! - A miss costs one atomic addition (a plain one for the owner), a payment one atomic subtraction.
//!
//! A debt is paid when its entry is needed (`debts`), when it is old (a tick), before the thread
//! detaches or ends, when the world stops, and **at once when it would be the last reference**: so a
//! program on one thread sees its objects die exactly when CPython would let them die.
//!
//! `merge` ends an owner's count; `death` buries the dead. Nothing here runs managed code but
//! [`Mutator::decref`], and that only after all counts are right.

mod death;
mod debts;
mod merge;

pub(crate) use debts::Debts;

use crate::header::*;
use crate::stats::bump;
use crate::{Language, Mutator, Obj};
use heddle_threads::sync::atomic::Ordering::*;
use heddle_threads::sync::{Mutation, mutated, weaken};

/// Where an immortal object's owner count starts over when it leaves its range.
const LOCAL_RESET: u32 = 1 << 30;

impl<L: Language> Mutator<L> {
    /// One more reference to `o`.
    ///
    /// # Safety
    /// The caller holds a reference to `o`, or a lock that pins one.
    #[inline(always)]
    pub unsafe fn incref(&self, o: Obj) {
        let h = o.header();
        if h.shared.load(Relaxed) == 0 && h.owner.load(Relaxed) == self.index() {
            let n = h.local.load(Relaxed) + 1;
            h.local.store(n, Relaxed);
            if (n as i32) < 0 {
                self.immortalise_overflown(o);
            }
        } else {
            self.incref_shared(o);
        }
    }

    /// One reference less. If it was the last, the object is finalised and freed before this
    /// returns (managed code may run), unless a finaliser further up is already burying.
    ///
    /// # Safety
    /// The caller holds a reference to `o` and gives it up. No lock is held.
    #[inline(always)]
    pub unsafe fn decref(&self, o: Obj) {
        let h = o.header();
        let s = h.shared.load(Relaxed);
        if s == 0 && h.owner.load(Relaxed) == self.index() {
            let n = h.local.load(Relaxed).wrapping_sub(1);
            if n == 0 {
                self.end_private(o);
            } else {
                h.local.store(n, Relaxed);
            }
        } else if self.decref_shared(o, s) {
            self.bury_dead();
        }
    }

    /// The owner gives up the last reference, still in `local`, to an object that it alone uses.
    #[inline(always)]
    fn end_private(&self, o: Obj) {
        let flags = o.flags();
        if flags & (PLAIN | HAS_WEAK | IMMORTAL) == PLAIN {
            // SAFETY: nobody has the object, and it holds nothing.
            return unsafe { self.free_private(o) };
        }
        o.header().local.store(0, Relaxed);
        if flags & IMMORTAL == 0 {
            self.bury_now(o, flags);
        } else {
            self.owner_at_zero_shared(o);
        }
    }

    /// One reference less, without running anything: if it was the last, the object goes to the
    /// list of the dead, and the answer is true (something may be there to bury).
    ///
    /// # Safety
    /// The caller holds a reference to `o` and gives it up.
    #[inline(always)]
    pub unsafe fn decref_quietly(&self, o: Obj) -> bool {
        let h = o.header();
        let s = h.shared.load(Relaxed);
        if s == 0 && h.owner.load(Relaxed) == self.index() {
            let n = h.local.load(Relaxed).wrapping_sub(1);
            h.local.store(n, Relaxed);
            n == 0 && self.owner_at_zero(o)
        } else {
            self.decref_shared(o, s)
        }
    }

    /// [`Mutator::decref_quietly`] for what a dead object held: smaller, since there are many.
    #[inline(always)]
    fn decref_child(&self, o: Obj) {
        let h = o.header();
        if h.shared.load(Relaxed) == 0 && h.owner.load(Relaxed) == self.index() {
            let n = h.local.load(Relaxed).wrapping_sub(1);
            h.local.store(n, Relaxed);
            if n != 0 {
                return;
            }
            self.owner_at_zero(o);
        } else {
            self.decref_shared_child(o);
        }
    }

    #[inline(never)]
    fn decref_shared_child(&self, o: Obj) {
        self.decref_shared(o, o.header().shared.load(Relaxed));
    }

    /// Takes a reference to `o` without holding one, if `o` may still be taken. The caller must
    /// then check that the place where it found `o` still holds it, in a table that is still the
    /// current one, and give the reference up if not ([`Mutator::read`] does all that).
    ///
    /// # Safety
    /// `o` was loaded since this thread's last safepoint from a place that held a reference to it.
    /// Nothing between that load and this call allocates, merges or polls a safepoint.
    #[inline(always)]
    pub unsafe fn try_incref(&self, o: Obj) -> bool {
        let h = o.header();
        if self.local().debts.take_credit(o) {
            return true;
        }
        if h.owner.load(Relaxed) == self.index() {
            // Mine and not merged: only this thread can end it, so it lives if it has a count.
            let n = h.local.load(Relaxed);
            if n != 0 {
                h.local.store(n + 1, Relaxed);
            }
            return n != 0;
        }
        self.try_incref_atomic(o)
    }

    #[cold]
    fn try_incref_atomic(&self, o: Obj) -> bool {
        let h = o.header();
        // Acquire: pairs with the Release in `immortalise_overflown`, as the one below does with
        // `Mutator::alloc`. Model: fresh_immortal_against_stale_reader.
        if h.flags.load(weaken(Mutation::ImmortalRelaxed, Acquire)) & IMMORTAL != 0 {
            return true;
        }
        let mut s = h.shared.load(Relaxed);
        loop {
            // Merged with nothing left: dying. Neither SEEN nor counted here: free, or about to be
            // freed by its owner without looking at this word again.
            let dying = s & MERGED != 0 && count(s) <= 0 && !mutated(Mutation::TryIncrefTakesDead);
            let unseen =
                s & (SEEN | MERGED) == 0 && count(s) <= 0 && !mutated(Mutation::TryIncrefTakesUnseen);
            if dying || unseen {
                return false;
            }
            // Acquire: pairs with the Release of the block's last initialisation (`Mutator::alloc`):
            // if the block was reused, the recheck that follows finds the place changed.
            // Models: fresh_header_against_stale_reader, try_incref_against_last_decrement.
            let acquire = weaken(Mutation::TryIncrefRelaxed, Acquire);
            match h.shared.compare_exchange_weak(s, s.wrapping_add(ONE) | SEEN, acquire, Relaxed) {
                Ok(_) => break,
                Err(now) => s = now,
            }
        }
        bump(&self.local().counters.atomic_increfs);
        if count(s) > COUNT_LIMIT {
            self.immortalise_overflown(o);
        }
        true
    }

    /// Lets other threads try to take references to `o` without holding one, from now on.
    ///
    /// # Safety
    /// The caller holds a reference to `o`, or a lock that pins one.
    #[inline]
    pub unsafe fn mark_seen(&self, o: Obj) {
        if !o.is_seen() {
            // Release: the caller's writes to the object come first for whoever takes a reference
            // by the Acquire in `try_incref_atomic`.
            o.header().shared.fetch_or(SEEN, AcqRel);
        }
    }

    #[inline(always)]
    fn incref_shared(&self, o: Obj) {
        if !self.local().debts.take_credit(o) {
            self.incref_miss(o);
        }
    }

    /// No credit for `o`: count it in the header.
    #[cold]
    fn incref_miss(&self, o: Obj) {
        let h = o.header();
        if h.flags.load(Relaxed) & IMMORTAL != 0 {
            return;
        }
        if h.owner.load(Relaxed) == self.index() {
            let n = h.local.load(Relaxed) + 1;
            h.local.store(n, Relaxed);
            if (n as i32) < 0 {
                self.immortalise_overflown(o);
            }
            return;
        }
        bump(&self.local().counters.atomic_increfs);
        // SEEN with it: from now on the owner, too, uses its table, so that the line stays still
        // under readers. Relaxed: the caller already holds a reference.
        let s = h.shared.fetch_add(ONE, Relaxed);
        if s & SEEN == 0 {
            h.shared.fetch_or(SEEN, Relaxed);
        }
        if count(s) > COUNT_LIMIT {
            self.immortalise_overflown(o);
        }
    }

    /// A decrement that becomes a debt; paid at once if it would be the last.
    #[inline(always)]
    fn decref_shared(&self, o: Obj, s: u32) -> bool {
        let e = self.local().debts.entry(o);
        if !e.is_for(o) {
            return self.first_debt(o);
        }
        self.would_be_last(o, s, e.owe()) && self.pay_entry(o)
    }

    /// Whether `pending` debts of this thread may be all that is left of `o`, whose shared word is
    /// `s`.
    #[inline(always)]
    fn would_be_last(&self, o: Obj, s: u32, pending: u32) -> bool {
        // Merged: down to 0. Not merged: below 0, and then the owner still has what it counts.
        let others = count(s) - i32::from(s & MERGED != 0);
        if others >= pending as i32 {
            return false;
        }
        let h = o.header();
        h.owner.load(Relaxed) != self.index() || h.local.load(Relaxed) as i32 - 1 < pending as i32
    }

    #[cold]
    fn first_debt(&self, o: Obj) -> bool {
        let h = o.header();
        if h.flags.load(Relaxed) & IMMORTAL != 0 {
            return false;
        }
        if self.would_be_last(o, h.shared.load(Relaxed), 1) {
            return self.pay(o, 1);
        }
        let evicted = self.local().debts.assign(o);
        let owes = &self.slot_data().owes;
        if !owes.load(Relaxed) {
            owes.store(true, Relaxed);
        }
        evicted.is_some_and(|(other, n)| {
            bump(&self.local().counters.evictions);
            self.pay(other, n)
        })
    }

    #[cold]
    fn pay_entry(&self, o: Obj) -> bool {
        let pending = self.local().debts.entry(o).settle();
        self.pay(o, pending)
    }

    /// Pays everything this thread owes. Runs nothing; the dead wait in their list.
    pub(crate) fn pay_all(&self) {
        self.local().debts.take_all(|o, n| {
            self.pay(o, n);
        });
    }

    /// A tick: pays the debts that have seen one before.
    pub(crate) fn pay_old(&self) {
        let none_left = self.local().debts.take_old(|o, n| {
            self.pay(o, n);
        });
        if none_left {
            self.slot_data().owes.store(false, Relaxed);
        }
    }

    /// Makes `o` immortal: it is never freed and its counts stand still.
    ///
    /// # Safety
    /// The caller holds a reference to `o`.
    pub unsafe fn immortalise(&self, o: Obj) {
        // SAFETY: the caller's promise. This reference is never given back: whoever does not see
        // the flag yet counts down to it and no further (CPython 152276).
        unsafe { self.incref(o) };
        self.immortalise_overflown(o);
    }

    /// Sets the flag; some reference has already been given up for good. The owner's count starts
    /// over in the middle of its range: the fast path does not look at the flag.
    #[cold]
    fn immortalise_overflown(&self, o: Obj) {
        let h = o.header();
        // Release: pairs with the Acquire in `try_incref_atomic`: a stale reader that meets this object
        // in a reused block finds the slot it came from changed.
        h.flags.fetch_or(IMMORTAL, Release);
        if h.owner.load(Relaxed) == self.index() {
            h.local.store(LOCAL_RESET, Relaxed);
        }
    }
}
