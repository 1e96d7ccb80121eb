//! A thread inside the runtime: the handle through which everything here is done.
//!
//! A `Mutator` is ATTACHED while it is in use and stays on its OS thread. Safepoints
//! ([`Mutator::safepoint`]) are where the world may stop, debts age, inboxes are merged, memory is
//! reclaimed, collections run and the dead are buried; between two of them a thread may keep what it
//! has loaded from lock-free structures.

use crate::Language;
use crate::runtime::Runtime;
use crate::slot::{COLLECT, INBOX, Local, RECLAIM, SlotData, TICK};
use heddle_threads::registry::Stopped;
use heddle_threads::{Blocking, Parker, Parking, Registry, Retired, Thread};
use std::marker::PhantomData;
use std::sync::Arc;

/// Retired bytes beyond which a thread reclaims before it blocks.
const RECLAIM_BYTES: usize = 256 << 10;

/// An attached thread. Dropping it pays what it owes, buries its dead and gives the slot back.
pub struct Mutator<L: Language> {
    thread: Thread<SlotData>,
    runtime: Arc<Runtime<L>>,
    index: u16,
    /// Neither Send nor Sync: it belongs to the OS thread that made it.
    _thread_bound: PhantomData<*mut ()>,
}

impl<L: Language> Mutator<L> {
    /// Attaches a thread that has its slot already. (Models make their threads' slots first.)
    #[cfg(loom)]
    pub(crate) fn with_thread(runtime: Arc<Runtime<L>>, thread: Thread<SlotData>) -> Self {
        let mutator = Self::unpolled(runtime, thread);
        // An adopted slot's inbox may have entries.
        mutator.safepoint();
        mutator
    }

    /// The same without the first safepoint, which is the caller's.
    pub(crate) fn unpolled(runtime: Arc<Runtime<L>>, thread: Thread<SlotData>) -> Self {
        thread.attach();
        let index = thread.slot().index();
        let mutator = Self { thread, runtime, index, _thread_bound: PhantomData };
        mutator.restart_stress();
        mutator
    }

    /// The runtime.
    #[inline(always)]
    pub fn runtime(&self) -> &Arc<Runtime<L>> {
        &self.runtime
    }

    /// The thread's slot, 1 and up.
    #[inline(always)]
    pub fn index(&self) -> u16 {
        self.index
    }

    #[inline(always)]
    pub(crate) fn registry(&self) -> &Arc<Registry<SlotData>> {
        self.thread.registry()
    }

    #[inline(always)]
    pub(crate) fn slot_data(&self) -> &SlotData {
        self.thread.slot().data()
    }

    #[inline(always)]
    pub(crate) fn slot_data_of(&self, index: u16) -> &SlotData {
        self.registry().slot(index).data()
    }

    #[inline(always)]
    pub(crate) fn local(&self) -> &Local {
        // SAFETY: this thread is attached to the slot.
        unsafe { self.slot_data().local() }
    }

    /// A point where the thread holds no lock and nothing borrowed: one load, one compare.
    #[inline(always)]
    pub fn safepoint(&self) {
        if self.thread.is_asked() {
            self.safepoint_slow();
        }
    }

    #[cold]
    fn safepoint_slow(&self) {
        let asked = self.thread.answer();
        if asked & INBOX != 0 {
            self.merge_inbox(self.index);
        }
        if asked & TICK != 0 {
            self.pay_old();
        }
        if asked & (TICK | RECLAIM) != 0 || self.registry().qsbr().waiting_bytes() != 0 {
            self.reclaim();
        }
        self.bury_dead();
        if asked & COLLECT != 0 && self.collection_is_due() {
            self.collect();
        }
    }

    /// Runs `f` detached: it may block, and touches no object. A safepoint before and after; this
    /// thread's debts are paid and its dead buried first.
    pub fn blocking<R>(&self, f: impl FnOnce() -> R) -> R {
        self.leave();
        let back = Reattach(&self.thread);
        let r = f();
        drop(back);
        self.safepoint();
        r
    }

    /// Whether this thread is attached: false inside of what [`Mutator::blocking`] runs.
    pub fn is_attached(&self) -> bool {
        self.thread.is_attached()
    }

    /// Inside of what [`Mutator::blocking`] runs: attaches for `f`, which is called back from foreign code.
    pub fn unblocked<R>(&self, f: impl FnOnce() -> R) -> R {
        self.thread.attach();
        self.safepoint();
        let r = f();
        self.leave();
        r
    }

    /// Detaches, with nothing left to do.
    fn leave(&self) {
        loop {
            self.pay_all();
            self.safepoint();
            self.bury_dead();
            // Burying may have left debts, and paying them dead.
            self.pay_all();
            if self.may_bury() {
                continue;
            }
            self.registry().flush(&mut self.local().limbo.borrow_mut());
            // A thread that detaches often never fills its limbo: reclaim here, too.
            if self.registry().qsbr().waiting_bytes() >= RECLAIM_BYTES {
                self.reclaim();
            }
            if self.thread.try_detach(INBOX).is_ok() {
                break;
            }
        }
    }

    /// Runs `f` detached, with no managed code on the way: the dead wait.
    pub(crate) fn detached<R>(&self, f: impl FnOnce() -> R) -> R {
        self.detach();
        let _back = Reattach(&self.thread);
        f()
    }

    /// Pays, hands over what is retired, and detaches.
    fn detach(&self) {
        self.pay_all();
        self.registry().flush(&mut self.local().limbo.borrow_mut());
        while self.thread.try_detach(INBOX).is_err() {
            self.answer_inbox();
        }
    }

    fn answer_inbox(&self) {
        self.thread.take(INBOX);
        self.merge_inbox(self.index);
    }

    /// Stops the world. Afterwards what this thread borrowed is void, as after a safepoint. Before
    /// the world runs again every inbox must be empty ([`Mutator::settle`]).
    pub(crate) fn stop_the_world(&self) -> Stopped<'_, SlotData> {
        loop {
            self.pay_all();
            match self.thread.stop_the_world(INBOX) {
                Ok(stopped) => {
                    self.settle(&stopped);
                    return stopped;
                }
                Err(_) => self.answer_inbox(),
            }
        }
    }

    /// Calls `f` in a stopped world: no other thread runs managed code meanwhile. What this thread borrowed from lock-free structures
    /// is void afterwards. `f` may count references up; it neither counts down, allocates, nor blocks.
    pub fn while_stopped<R>(&self, f: impl FnOnce() -> R) -> R {
        let stopped = self.stop_the_world();
        let r = f();
        drop(stopped);
        r
    }

    /// In a stopped world: pays all tables, merges all inboxes, takes back all returned pages.
    /// Afterwards counts are at rest.
    fn settle(&self, stopped: &Stopped<'_, SlotData>) {
        for slot in stopped.registry().slots() {
            // SAFETY: the world is stopped.
            let local = unsafe { slot.data().local() };
            local.debts.take_all(|o, n| {
                self.pay(o, n);
            });
            self.registry().flush(&mut local.limbo.borrow_mut());
        }
        // Merging sends nothing to any inbox, so one round empties them.
        for slot in stopped.registry().slots() {
            self.merge_inbox(slot.index());
            // SAFETY: the world is stopped.
            unsafe { slot.data().local() }.heap.take_returned(&slot.data().returned, self);
        }
    }

    /// Gives a block up to be freed once no reader can see it (see `threads::qsbr`).
    pub fn retire(&self, retired: Retired) {
        let mut limbo = self.local().limbo.borrow_mut();
        if limbo.retire(retired) {
            self.registry().flush(&mut limbo);
            self.registry().request(self.index, RECLAIM);
        }
    }

    /// At a safepoint: hands over what is retired, frees what can be freed.
    pub(crate) fn reclaim(&self) {
        self.registry().flush(&mut self.local().limbo.borrow_mut());
        self.thread.announce();
        self.registry().reclaim();
    }

    /// Asks this thread to look at something at its next safepoint.
    pub(crate) fn ask_self(&self, bits: u32) {
        self.registry().request(self.index, bits);
    }
}

/// Attaches on drop: also when what ran detached has panicked.
struct Reattach<'a>(&'a Thread<SlotData>);

impl Drop for Reattach<'_> {
    fn drop(&mut self) {
        self.0.attach();
    }
}

impl<L: Language> Blocking for Mutator<L> {
    #[inline(always)]
    fn alone(&self) -> bool {
        self.thread.alone()
    }

    #[inline(always)]
    fn parking(&self) -> &Parking {
        self.thread.parking()
    }

    fn parker(&self) -> &Parker {
        self.thread.lock_parker()
    }

    fn blocked(&self, sleep: impl FnOnce()) {
        self.detached(sleep);
    }
}

impl<L: Language> Drop for Mutator<L> {
    fn drop(&mut self) {
        // A panic may have come through a finaliser.
        self.local().floor.set(0);
        self.local().finalising.set(0);
        self.pay_all();
        self.safepoint();
        loop {
            self.bury_dead();
            // Burying may have left debts and retired blocks.
            self.pay_all();
            if !self.local().dead.borrow().is_empty() {
                continue;
            }
            self.charge_rest();
            self.registry().flush(&mut self.local().limbo.borrow_mut());
            match self.thread.try_exit(INBOX) {
                Ok(()) => return,
                Err(_) => self.answer_inbox(),
            }
        }
    }
}
