//! Stop-the-world: every attached thread reaches a safepoint or detaches; detached ones are held.
//!
//! One stop at a time. The stopper visits each slot once: a detached slot becomes STOPPED at once,
//! an attached or claimed one gets STOP and answers itself, exactly once, through `one_stopped`.
//! Resume makes a thread that ran, or that wants in, ATTACHED at once and wakes it: a thread that
//! stops the world in a tight loop cannot starve the others (CPython 151518), for the next stop has
//! to wait until each of them has run to its next safepoint.
//!
//! Who stops the world: the second registration (`become_crowded`), fork, and the layer above for
//! its collections and sanity checks. Nobody else.

use super::word::*;
use super::{Registry, Thread};
use crate::sync::atomic::Ordering::*;
use crate::sync::{Mutation, mutated, weaken};

/// The world is stopped: the holder may touch every slot's data. It runs again on drop.
#[must_use = "the world runs again when this is dropped"]
pub struct Stopped<'t, D: Send + Sync> {
    pub(super) thread: &'t Thread<D>,
}

impl<D: Send + Sync> Thread<D> {
    /// Stops the world. The caller is attached, holds no lock, and what it borrowed from lock-free
    /// structures is void afterwards: while another thread stops the world first, it is itself
    /// stopped. `Err` gives the requests in `unless` that came in between; the caller answers them
    /// and tries again.
    pub fn stop_the_world(&self, unless: u32) -> Result<Stopped<'_, D>, u32> {
        let registry = self.registry();
        loop {
            let mut world = registry.world.lock();
            if !world.stopping {
                world.stopping = true;
                break;
            }
            drop(world);
            self.try_detach(unless)?;
            let mut world = registry.world.lock();
            while world.stopping {
                registry.changed.wait(&mut world);
            }
            drop(world);
            self.attach();
        }
        registry.stop_slots(self.slot().index());
        Ok(Stopped { thread: self })
    }
}

impl<D: Send + Sync> Stopped<'_, D> {
    /// The registry whose threads are stopped.
    pub fn registry(&self) -> &Registry<D> {
        self.thread.registry()
    }
}

impl<D: Send + Sync> Drop for Stopped<'_, D> {
    fn drop(&mut self) {
        self.thread.announce();
        self.thread.registry().resume_slots();
    }
}

impl<D: Send + Sync> Registry<D> {
    /// Stops all slots but `me`. `world.stopping` was set by the caller.
    pub(super) fn stop_slots(&self, me: u16) {
        self.pending.store(1, Relaxed);
        for slot in self.slots().filter(|s| s.index() != me) {
            // Acquire, here and where the exchange fails: pairs with the Release in `try_exit`: we may
            // touch the data of a slot whose thread has just ended, too.
            let mut w = slot.word.load(Acquire);
            loop {
                let (next, answers) = match phase(w) {
                    // Registration waits for us under the world lock: this slot stays GONE, or is
                    // claimed by an attached thread that lets go before it stops.
                    GONE => break,
                    DETACHED => (to(w, STOPPED, 0), false),
                    STOPPED => unreachable!("two stops at once"),
                    _ => (w | STOP, true),
                };
                if answers {
                    self.pending.fetch_add(1, Relaxed);
                }
                // Acquire: pairs with the Release in detach: we may touch the slot's data.
                // Model: stop_against_detach.
                match slot.word.compare_exchange(w, next, AcqRel, Acquire) {
                    Ok(_) => break,
                    Err(now) => w = now,
                }
                if answers {
                    self.pending.fetch_sub(1, Relaxed);
                }
            }
        }
        self.one_stopped();
        // Acquire: pairs with the Release in `one_stopped`, whose chain of read-modify-writes
        // carries every slot's answer. Model: stop_against_attach.
        while self.pending.load(Acquire) != 0 && !mutated(Mutation::StopDoesNotWait) {
            self.all_stopped.park();
        }
    }

    /// One of the slots that a stop waits for has stopped.
    pub(super) fn one_stopped(&self) {
        // Release: pairs with the Acquire in `stop_slots`.
        if self.pending.fetch_sub(1, weaken(Mutation::ReleaseSlotRelaxed, AcqRel)) == 1 {
            self.all_stopped.unpark();
        }
    }

    /// Lets all slots run again and ends the stop.
    pub(super) fn resume_slots(&self) {
        for slot in self.slots() {
            let mut w = slot.word.load(Relaxed);
            while phase(w) == STOPPED {
                let next = if w & WANTS != 0 { to(w, ATTACHED, WANTS) } else { to(w, DETACHED, 0) };
                // Release: pairs with the Acquire in attach and `sleep_until_attached`.
                match slot.word.compare_exchange(w, next, AcqRel, Relaxed) {
                    Ok(_) if w & WANTS != 0 => {
                        slot.parker.unpark();
                        break;
                    }
                    Ok(_) => break,
                    Err(now) => w = now,
                }
            }
        }
        self.world.lock().stopping = false;
        self.changed.notify_all();
    }

    /// A thread has given its slot back.
    pub(super) fn gave_back(&self, index: u16) {
        let mut world = self.world.lock();
        world.free.push(index);
        world.registered -= 1;
    }
}
