//! A place for one thread to sleep until another wakes it.
//!
//! A parker holds at most one token. `unpark` puts it there, `park` waits for it and takes it.
//! Whoever parks must check its own condition in a loop: a token may be left over from earlier.

use crate::sync::{Condvar, Mutex};
use std::time::Duration;

/// A one-token semaphore. `park` is called by one thread at a time, `unpark` by anybody.
#[derive(Default)]
pub struct Parker {
    token: Mutex<bool>,
    arrived: Condvar,
}

impl Parker {
    /// A parker without a token.
    pub fn new() -> Self {
        Self { token: Mutex::new(false), arrived: Condvar::new() }
    }

    /// Waits for the token and takes it.
    pub fn park(&self) {
        let mut token = self.token.lock();
        while !*token {
            self.arrived.wait(&mut token);
        }
        *token = false;
    }

    /// Waits at most about `timeout` for the token. Whether it was taken.
    pub fn park_timeout(&self, timeout: Duration) -> bool {
        let mut token = self.token.lock();
        if !*token {
            self.arrived.wait_timeout(&mut token, timeout);
        }
        std::mem::replace(&mut *token, false)
    }

    /// Puts the token there and wakes the sleeper.
    pub fn unpark(&self) {
        let mut token = self.token.lock();
        *token = true;
        self.arrived.notify_one();
    }
}
