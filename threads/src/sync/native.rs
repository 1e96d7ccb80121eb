//! The native backend: std's atomics, and locks that sleep on futexes.
//!
//! The locks are ours for two reasons: a child of `fork` can reset them (parking_lot's global
//! parking table cannot be reset), and ThreadSanitizer sees them (std's slow paths are compiled
//! without it).

use super::atomic::{self, AtomicU32};
use std::time::Duration;

pub use std::sync::Arc;
pub use std::{hint, thread};

/// A mutual exclusion lock without poisoning, resettable after `fork`.
pub type Mutex<T> = lock_api::Mutex<RawMutex, T>;
/// The guard of a [`Mutex`].
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawMutex, T>;

/// Interior mutability with the same face as loom's tracked cell.
#[repr(transparent)]
#[derive(Debug, Default)]
pub struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    /// A cell that holds `value`.
    pub const fn new(value: T) -> Self {
        Self(std::cell::UnsafeCell::new(value))
    }

    /// Runs `f` on a pointer for reading.
    #[inline(always)]
    pub fn with<R>(&self, f: impl FnOnce(*const T) -> R) -> R {
        f(self.0.get())
    }

    /// Runs `f` on a pointer for writing.
    #[inline(always)]
    pub fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
        f(self.0.get())
    }
}

/// A futex lock. States of the word:
///
/// | value | meaning |
/// |---|---|
/// | 0 | free |
/// | 1 | held, nobody sleeps |
/// | 2 | held, somebody may sleep |
pub struct RawMutex(AtomicU32);

const FREE: u32 = 0;
const HELD: u32 = 1;
const SLEPT_ON: u32 = 2;

// SAFETY: `lock` returns only after a transition FREE -> HELD/SLEPT_ON by this thread (the swap's
// old value was FREE), and only `unlock` goes back to FREE: mutual exclusion.
unsafe impl lock_api::RawMutex for RawMutex {
    // The face of `lock_api` asks for a constant to initialise from; it is only ever copied.
    #[allow(clippy::declare_interior_mutable_const)]
    const INIT: Self = Self(AtomicU32::new(FREE));
    type Guard = lock_api::GuardSend;

    #[inline]
    fn lock(&self) -> Self::Guard {
        // Acquire: pairs with the Release in `unlock`.
        if self.0.compare_exchange(FREE, HELD, atomic::Ordering::Acquire, atomic::Ordering::Relaxed).is_err()
        {
            self.lock_contended();
        }
        lock_api::GuardSend::new()
    }

    #[inline]
    fn try_lock(&self) -> Option<Self::Guard> {
        // Acquire: pairs with the Release in `unlock`.
        self.0
            .compare_exchange(FREE, HELD, atomic::Ordering::Acquire, atomic::Ordering::Relaxed)
            .ok()
            .map(|_| lock_api::GuardSend::new())
    }

    #[inline]
    unsafe fn unlock(&self, _guard: Self::Guard) {
        // Release: pairs with the Acquire in `lock`, `try_lock` and `lock_contended`.
        if self.0.swap(FREE, atomic::Ordering::Release) == SLEPT_ON {
            futex_wake(&self.0, 1);
        }
    }

    fn is_locked(&self) -> bool {
        self.0.load(atomic::Ordering::Relaxed) != FREE
    }
}

impl RawMutex {
    #[cold]
    fn lock_contended(&self) {
        for _ in 0..40 {
            if self.0.load(atomic::Ordering::Relaxed) == FREE {
                break;
            }
            hint::spin_loop();
        }
        // Acquire: pairs with the Release in `unlock`.
        while self.0.swap(SLEPT_ON, atomic::Ordering::Acquire) != FREE {
            futex_wait(&self.0, SLEPT_ON, None);
        }
    }
}

/// A condition variable for [`Mutex`]. Wake-ups may be spurious.
#[derive(Debug, Default)]
pub struct Condvar {
    /// Counts notifications; a sleeper waits for it to change.
    turn: AtomicU32,
}

impl Condvar {
    /// A condition variable nobody waits on.
    pub const fn new() -> Self {
        Self { turn: AtomicU32::new(0) }
    }

    /// Lets go of the lock, sleeps until notified, takes the lock again.
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        self.wait_for(guard, None);
    }

    /// As [`Condvar::wait`], for at most `timeout`.
    pub fn wait_timeout<T>(&self, guard: &mut MutexGuard<'_, T>, timeout: Duration) {
        self.wait_for(guard, Some(timeout));
    }

    fn wait_for<T>(&self, guard: &mut MutexGuard<'_, T>, timeout: Option<Duration>) {
        // Read under the lock: a notification after the unlock below changes it.
        let turn = self.turn.load(atomic::Ordering::Relaxed);
        lock_api::MutexGuard::unlocked(guard, || futex_wait(&self.turn, turn, timeout));
    }

    /// Wakes one sleeper.
    pub fn notify_one(&self) {
        self.turn.fetch_add(1, atomic::Ordering::Relaxed);
        futex_wake(&self.turn, 1);
    }

    /// Wakes all sleepers.
    pub fn notify_all(&self) {
        self.turn.fetch_add(1, atomic::Ordering::Relaxed);
        futex_wake(&self.turn, i32::MAX);
    }
}

/// Sleeps while `*word == expected`, for at most `timeout`. May return at any time.
fn futex_wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) {
    let ts = timeout.map(|t| libc::timespec {
        tv_sec: t.as_secs().min(i64::MAX as u64) as libc::time_t,
        tv_nsec: t.subsec_nanos() as libc::c_long,
    });
    let ts_ptr = ts.as_ref().map_or(std::ptr::null(), |t| t as *const libc::timespec);
    // SAFETY: FUTEX_WAIT reads `word`, which outlives the call, and `ts`, which is null or a
    // relative time on this frame.
    unsafe {
        let op = libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG;
        libc::syscall(libc::SYS_futex, word.as_ptr(), op, expected, ts_ptr);
    }
}

/// Wakes up to `count` threads that sleep on `word`.
fn futex_wake(word: &AtomicU32, count: i32) {
    // SAFETY: FUTEX_WAKE uses the address only as a key.
    unsafe {
        let op = libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG;
        libc::syscall(libc::SYS_futex, word.as_ptr(), op, count);
    }
}
