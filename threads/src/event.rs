//! A flag to wait for, and a once-cell's state: building blocks for the layers above.
//!
//! Both block, so their waits are called **detached**; neither runs managed code under a lock.

use crate::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// A flag that threads can wait for.
#[derive(Default)]
pub struct Event {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Event {
    /// An event that is not set.
    pub fn new() -> Self {
        Self { set: Mutex::new(false), changed: Condvar::new() }
    }

    /// Sets the flag and wakes everybody.
    pub fn set(&self) {
        *self.set.lock() = true;
        self.changed.notify_all();
    }

    /// Clears the flag.
    pub fn clear(&self) {
        *self.set.lock() = false;
    }

    /// Whether the flag is set.
    pub fn is_set(&self) -> bool {
        *self.set.lock()
    }

    /// Waits until the flag is set. Called detached.
    pub fn wait(&self) {
        let mut set = self.set.lock();
        while !*set {
            self.changed.wait(&mut set);
        }
    }

    /// Waits at most `timeout`. Whether the flag is set. Called detached.
    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        // A timeout too long for the clock to add is no timeout.
        let Some(deadline) = Instant::now().checked_add(timeout) else {
            self.wait();
            return true;
        };
        let mut set = self.set.lock();
        while !*set {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            self.changed.wait_timeout(&mut set, left);
        }
        *set
    }
}

/// Where a [`Once`] stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnceState {
    /// Nobody has begun: the caller of `begin` has now.
    Begun,
    /// This thread is in the middle of it: a recursive call.
    Mine,
    /// Another thread is in the middle of it: wait, detached, and ask again.
    Busy,
    /// It is done.
    Done,
}

/// Something that happens once, by one thread, which may run managed code meanwhile: nothing is
/// locked between `begin` and `finish`, and a recursive call is told so rather than deadlocked.
#[derive(Default)]
pub struct Once {
    state: Mutex<OnceInner>,
    changed: Condvar,
}

#[derive(Default, PartialEq)]
enum OnceInner {
    #[default]
    New,
    RunBy(u16),
    Done,
}

impl Once {
    /// Nothing has happened yet.
    pub fn new() -> Self {
        Self { state: Mutex::new(OnceInner::New), changed: Condvar::new() }
    }

    /// Begins, for the thread with slot `me`, or says why not.
    pub fn begin(&self, me: u16) -> OnceState {
        let mut state = self.state.lock();
        match *state {
            OnceInner::New => {
                *state = OnceInner::RunBy(me);
                OnceState::Begun
            }
            OnceInner::RunBy(who) if who == me => OnceState::Mine,
            OnceInner::RunBy(_) => OnceState::Busy,
            OnceInner::Done => OnceState::Done,
        }
    }

    /// Ends what `begin` began: done, or (if it failed) open for the next to try.
    pub fn finish(&self, done: bool) {
        *self.state.lock() = if done { OnceInner::Done } else { OnceInner::New };
        self.changed.notify_all();
    }

    /// Waits while another thread is in the middle of it. Called detached.
    pub fn wait(&self) {
        let mut state = self.state.lock();
        while matches!(*state, OnceInner::RunBy(_)) {
            self.changed.wait(&mut state);
        }
    }
}
