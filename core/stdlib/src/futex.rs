//! Sleeping on a word until another thread wakes the sleeper: what Python's locks and thread handles are made of.
//!
//! A word has no state outside of it, so the child of a fork may simply overwrite it. Sleepers are detached; in the main thread they
//! wake up now and then, for a signal may have arrived just before they went to sleep.
//!
//! Must never know objects.

use heddle_objects::{Res, Thread};
use heddle_threads::sync::atomic::{AtomicU32, Ordering::*};
use std::time::{Duration, Instant};

/// How long the main thread sleeps at most before it looks for signals.
const SLICE: Duration = Duration::from_millis(50);

/// Sleeps while `*word == expected`, for at most `timeout`. May return at any time.
fn wait(word: &AtomicU32, expected: u32, timeout: Option<Duration>) {
    let ts = timeout.map(|d| libc::timespec {
        tv_sec: d.as_secs().min(i64::MAX as u64) as libc::time_t,
        tv_nsec: d.subsec_nanos() as libc::c_long,
    });
    let ts = ts.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: FUTEX_WAIT reads `word`, which outlives the call, and `ts`, null or on this frame.
    unsafe {
        let op = libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG;
        libc::syscall(libc::SYS_futex, word.as_ptr(), op, expected, ts);
    }
}

/// Wakes up to `count` sleepers.
pub fn wake(word: &AtomicU32, count: i32) {
    // SAFETY: FUTEX_WAKE uses the address only as a key.
    unsafe {
        let op = libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG;
        libc::syscall(libc::SYS_futex, word.as_ptr(), op, count);
    }
}

/// When a wait ends; `None`: never.
pub fn deadline(timeout: Option<Duration>) -> Option<Instant> {
    // A timeout too long for the clock to add is none.
    timeout.and_then(|d| Instant::now().checked_add(d))
}

/// Sleeps once, detached, until the word changes, the deadline, or (in the main thread) soon. Whether the deadline is over.
pub fn sleep(t: &Thread, word: &AtomicU32, expected: u32, deadline: Option<Instant>) -> bool {
    let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
    if left.is_some_and(|d| d.is_zero()) {
        return true;
    }
    let slice = if t.is_main.get() { Some(left.map_or(SLICE, |d| d.min(SLICE))) } else { left };
    t.blocking(|| wait(word, expected, slice));
    deadline.is_some_and(|d| Instant::now() >= d)
}

/// A lock. States of the word: 0 free, 1 held, 2 held and somebody may sleep.
#[derive(Default)]
pub struct Lock(AtomicU32);

const FREE: u32 = 0;
const HELD: u32 = 1;
const SLEPT_ON: u32 = 2;

impl Lock {
    /// A free lock.
    pub const fn new() -> Lock {
        Lock(AtomicU32::new(FREE))
    }

    /// Takes the lock if it is free.
    #[inline]
    pub fn try_acquire(&self) -> bool {
        // Acquire: pairs with the Release in `release`. The load keeps those who only try from writing the line.
        self.0.load(Relaxed) == FREE && self.0.compare_exchange(FREE, HELD, Acquire, Relaxed).is_ok()
    }

    /// Takes the lock, or gives up at the deadline (false). A signal's handler may raise meanwhile.
    pub fn acquire(&self, t: &Thread, deadline: Option<Instant>, interruptible: bool) -> Res<bool> {
        for _ in 0..40 {
            if self.try_acquire() {
                return Ok(true);
            }
            std::hint::spin_loop();
        }
        // Acquire: pairs with the Release in `release`.
        while self.0.swap(SLEPT_ON, Acquire) != FREE {
            if sleep(t, &self.0, SLEPT_ON, deadline) {
                return Ok(self.0.swap(SLEPT_ON, Acquire) == FREE);
            }
            if interruptible && let Err(e) = crate::util::check_signals(t) {
                self.pass_on();
                return Err(e);
            }
        }
        Ok(true)
    }

    /// Gives up waiting: the wake-up that this thread may have taken goes to the next sleeper.
    #[cold]
    fn pass_on(&self) {
        if self.0.compare_exchange(HELD, SLEPT_ON, Relaxed, Relaxed) == Err(FREE) {
            wake(&self.0, 1);
        }
    }

    /// Lets go of the lock; false if it was free.
    #[inline]
    pub fn release(&self) -> bool {
        // Release: pairs with the Acquires above.
        match self.0.swap(FREE, Release) {
            FREE => false,
            HELD => true,
            _ => {
                wake(&self.0, 1);
                true
            }
        }
    }

    /// Whether somebody holds it.
    #[inline]
    pub fn is_held(&self) -> bool {
        self.0.load(Relaxed) != FREE
    }

    /// Free again, in the child of a fork: nobody sleeps on it there.
    pub fn reset(&self) {
        self.0.store(FREE, Relaxed);
    }
}

/// Something that happens once. States of the word: 0 not yet, 1 not yet and somebody may sleep, 2 done.
#[derive(Default)]
pub struct Done(AtomicU32);

impl Done {
    /// It has happened.
    pub fn set(&self) {
        // Release: pairs with the Acquire in `is_set`.
        if self.0.swap(2, Release) == 1 {
            wake(&self.0, i32::MAX);
        }
    }

    /// Whether it has.
    pub fn is_set(&self) -> bool {
        self.0.load(Acquire) == 2
    }

    /// Waits for it; false: the deadline came first.
    pub fn wait(&self, t: &Thread, deadline: Option<Instant>) -> Res<bool> {
        while !self.is_set() {
            let _ = self.0.compare_exchange(0, 1, Relaxed, Relaxed);
            if sleep(t, &self.0, 1, deadline) {
                return Ok(self.is_set());
            }
            crate::util::check_signals(t)?;
        }
        Ok(true)
    }
}
