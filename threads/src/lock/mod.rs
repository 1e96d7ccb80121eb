//! The one-byte object lock.
//!
//! ```text
//!   bit 0  LOCKED  somebody holds it
//!   bit 1  PARKED  somebody sleeps on it, or did a moment ago
//! ```
//!
//! Rules
//! 1. A lock is a leaf: no managed code, no finaliser, no safepoint and no blocking call runs under
//!    it. So a lock is never held by a thread that is stopped or detached.
//! 2. Taking it: one compare-and-swap; then a short spin; then set PARKED, **detach**, and sleep in
//!    the [`Parking`] table by address. What the caller loaded before is void after `lock`.
//! 3. No hand-off: unlock frees the lock and wakes one sleeper, who attaches and competes. (A lock
//!    handed to a thread that is stopped deadlocks the stopper: CPython 144513, 133130.)
//! 4. The second of two locks is only ever tried; see [`lock_two`].
//! 5. While a runtime has never had two threads the lock is skipped: one branch. The flag changes
//!    only while its one thread is at a safepoint, where by rule 1 it holds no lock.

mod parking;

pub use parking::Parking;

use crate::Parker;
use crate::sync::atomic::{AtomicU8, Ordering::*};
use crate::sync::{Mutation, hint, mutated, weaken};

const LOCKED: u8 = 1;
const PARKED: u8 = 2;

/// Rounds of the spin before sleeping; round `k` pauses `2^k` times. Short: holders never block, but
/// they may be descheduled.
const SPIN_ROUNDS: u32 = if cfg!(loom) { 0 } else { 6 };

/// What a lock needs from the thread that takes it. Implemented by the layer above for its attached
/// threads.
pub trait Blocking {
    /// Locks may be skipped: this thread is the only one there ever was.
    fn alone(&self) -> bool;
    /// The table of sleeping threads.
    fn parking(&self) -> &Parking;
    /// Where this thread sleeps.
    fn parker(&self) -> &Parker;
    /// Runs `sleep` detached and attaches again. Runs no managed code.
    fn blocked(&self, sleep: impl FnOnce());
}

/// A one-byte lock; all zeroes is free.
#[repr(transparent)]
#[derive(Debug)]
pub struct ByteLock(AtomicU8);

/// A held lock; let go on drop.
#[must_use = "the lock is let go when this is dropped"]
pub struct ByteGuard<'a> {
    /// `None`: skipped.
    lock: Option<(&'a ByteLock, &'a Parking)>,
}

impl Default for ByteLock {
    fn default() -> Self {
        Self::new()
    }
}

impl ByteLock {
    /// A free lock.
    #[cfg(not(loom))]
    pub const fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    /// A free lock.
    #[cfg(loom)]
    pub fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    /// Takes the lock. May detach: whatever the caller loaded before must be loaded again.
    #[inline(always)]
    pub fn lock<'a, B: Blocking>(&'a self, thread: &'a B) -> ByteGuard<'a> {
        if thread.alone() {
            return ByteGuard { lock: None };
        }
        if !self.acquire_free() {
            self.lock_slow(thread);
        }
        ByteGuard { lock: Some((self, thread.parking())) }
    }

    /// Takes the lock if it is free. Never detaches.
    #[inline(always)]
    pub fn try_lock<'a, B: Blocking>(&'a self, thread: &'a B) -> Option<ByteGuard<'a>> {
        if thread.alone() {
            return Some(ByteGuard { lock: None });
        }
        let w = self.0.load(Relaxed);
        let taken = self.acquire_free() || (w & LOCKED == 0 && self.acquire(w));
        taken.then(|| ByteGuard { lock: Some((self, thread.parking())) })
    }

    /// Whether somebody holds the lock, as of a moment ago.
    pub fn is_locked(&self) -> bool {
        self.0.load(Relaxed) & LOCKED != 0
    }

    /// 0 -> LOCKED.
    #[inline(always)]
    fn acquire_free(&self) -> bool {
        self.acquire(0)
    }

    /// `from` (not LOCKED) -> `from | LOCKED`.
    #[inline(always)]
    fn acquire(&self, from: u8) -> bool {
        // Acquire: pairs with the Release in `unlock` and `unlock_slow`. Model: byte_lock_excludes.
        let acquire = weaken(Mutation::LockRelaxed, Acquire);
        self.0.compare_exchange(from, from | LOCKED, acquire, Relaxed).is_ok()
    }

    #[cold]
    fn lock_slow<B: Blocking>(&self, thread: &B) {
        loop {
            for round in 0..SPIN_ROUNDS {
                let w = self.0.load(Relaxed);
                if w & LOCKED == 0 && self.acquire(w) {
                    return;
                }
                // Longer and longer pauses between looks: hammering the byte slows the holder
                // (CPython 157914).
                (0..1 << round).for_each(|_| hint::spin_loop());
            }
            let w = self.0.load(Relaxed);
            if w & LOCKED == 0 {
                if self.acquire(w) {
                    return;
                }
                continue;
            }
            if w & PARKED == 0 && self.0.compare_exchange(w, w | PARKED, Relaxed, Relaxed).is_err() {
                continue;
            }
            thread.blocked(|| {
                let still_held =
                    || self.0.load(Relaxed) == LOCKED | PARKED || mutated(Mutation::ParkWithoutValidation);
                thread.parking().park(self.address(), thread.parker(), still_held);
            });
        }
    }

    #[inline(always)]
    fn unlock(&self, parking: &Parking) {
        // Release: pairs with the Acquire in `acquire`. Model: byte_lock_excludes.
        let release = weaken(Mutation::UnlockRelaxed, Release);
        if self.0.compare_exchange(LOCKED, 0, release, Relaxed).is_err() {
            self.unlock_slow(parking);
        }
    }

    #[cold]
    fn unlock_slow(&self, parking: &Parking) {
        if mutated(Mutation::UnlockForgetsParked) {
            self.0.store(0, Release);
            return;
        }
        parking.unpark_one(self.address(), |more| {
            // Under the bucket's lock, so that nobody can go to sleep on what this overwrites.
            // Release: pairs with the Acquire in `acquire`. Model: byte_lock_parks_and_wakes.
            let release = weaken(Mutation::UnlockSlowRelaxed, Release);
            self.0.store(if more { PARKED } else { 0 }, release);
        });
    }

    fn address(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}

impl Drop for ByteGuard<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some((lock, parking)) = self.lock {
            lock.unlock(parking);
        }
    }
}

/// Takes two locks (the same one only once). The second is only tried: if it is taken, both are let
/// go and the busy one is waited for, so two threads that want the same two cannot deadlock.
pub fn lock_two<'a, B: Blocking>(
    a: &'a ByteLock,
    b: &'a ByteLock,
    thread: &'a B,
) -> (ByteGuard<'a>, Option<ByteGuard<'a>>) {
    if std::ptr::eq(a, b) {
        return (a.lock(thread), None);
    }
    let (mut first, mut second) = (a, b);
    loop {
        let held = first.lock(thread);
        if mutated(Mutation::SecondLockWaits) {
            return (held, Some(second.lock(thread)));
        }
        if let Some(other) = second.try_lock(thread) {
            return (held, Some(other));
        }
        drop(held);
        std::mem::swap(&mut first, &mut second);
    }
}
