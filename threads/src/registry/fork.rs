//! `fork`: the child has one thread, and every lock and slot of the others is put right there.
//!
//! The world is stopped and the world lock held across the fork: no other thread is attached, so
//! none holds a lock that only attached threads take. What a *detached* thread may hold at that
//! moment (the world lock's queue, a parking bucket, its own parker) is made new in the child.

use super::word::*;
use super::{Stopped, World};
use crate::Parker;
use crate::lock::Parking;
use crate::sync::atomic::Ordering::*;
use crate::sync::{Condvar, Mutex};

impl<D: Send + Sync> Stopped<'_, D> {
    /// Forks the process. In the child every other slot is GONE and free, its data as its thread
    /// left it for the caller to clean up; `Ok(0)` there, the child's pid in the parent. The error
    /// is `errno`'s.
    ///
    /// # Safety
    /// In the child, only async-signal-safe state survives of what foreign code and other threads
    /// hold (see `fork(2)`); no other OS thread of the process uses this registry through anything
    /// but its own [`super::Thread`].
    pub unsafe fn fork(&mut self) -> std::io::Result<i32> {
        let registry = self.registry();
        let world = registry.world.lock();
        // SAFETY: plain fork; what the child must put right follows.
        let pid = unsafe { libc::fork() };
        if pid < 0 {
            return Err(std::io::Error::last_os_error());
        }
        if pid > 0 {
            return Ok(pid);
        }
        std::mem::forget(world);
        let me = self.thread.slot().index();
        let others = || registry.slots().filter(|s| s.index() != me);
        for slot in others() {
            let w = slot.word.load(Relaxed);
            slot.word.store(to(w, GONE, WANTS | STOP | QUIESCE), Relaxed);
        }
        let fresh = World { stopping: true, free: others().map(|s| s.index()).collect(), registered: 1 };
        // SAFETY: the child has one thread, so nobody else uses these; overwriting leaks nothing
        // that owns a resource but the old free list.
        unsafe {
            registry.world.renew(Mutex::new(fresh));
            registry.changed.renew(Condvar::new());
            registry.all_stopped.renew(Parker::new());
            registry.parking.renew(Parking::new());
            for slot in registry.slots() {
                slot.parker.renew(Parker::new());
                slot.lock_parker.renew(Parker::new());
            }
        }
        Ok(0)
    }
}

/// A field that the child of a fork may make new.
#[derive(Default)]
pub(crate) struct Renewable<T>(std::cell::UnsafeCell<T>);

// SAFETY: shared access gives `&T` only; `renew` has its own contract.
unsafe impl<T: Send + Sync> Sync for Renewable<T> {}

impl<T> Renewable<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// Overwrites the value without dropping it.
    ///
    /// # Safety
    /// The process has one thread, and nothing borrows the old value.
    unsafe fn renew(&self, fresh: T) {
        // SAFETY: the caller's promise.
        unsafe { self.0.get().write(fresh) };
    }
}

impl<T> std::ops::Deref for Renewable<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the value changes only in `renew`, when nobody borrows it.
        unsafe { &*self.0.get() }
    }
}
