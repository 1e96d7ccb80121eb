//! The lock of a stream: held while Python code and blocking calls run, so it is no mutex.
//!
//! Whoever waits for it is detached. The thread that has it may take it again ([`Gate::enter`]) or is refused
//! ([`Gate::enter_once`]). After a fork, gates of threads that no longer exist count as open.

use heddle_objects::Thread;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};
use heddle_threads::sync::{Condvar, Mutex};

/// Counts the forks that led to this process.
static GENERATION: AtomicU64 = AtomicU64::new(0);

/// Called in the child after a fork.
pub fn after_fork() {
    // Relaxed: the child has one thread.
    GENERATION.fetch_add(1, Relaxed);
}

#[derive(Default)]
struct State {
    owner: u64,
    depth: u32,
    generation: u64,
    waiters: u32,
}

/// See the module.
#[derive(Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

/// The gate is held until this is dropped.
pub struct Entered<'a>(&'a Gate);

impl Gate {
    /// Takes the gate, waiting if another thread has it.
    pub fn enter(&self, t: &Thread) -> Entered<'_> {
        self.take(t, true);
        Entered(self)
    }

    /// Takes the gate; `None` if this thread has it already.
    pub fn enter_once(&self, t: &Thread) -> Option<Entered<'_>> {
        self.take(t, false).then(|| Entered(self))
    }

    fn take(&self, t: &Thread, again: bool) -> bool {
        let me = t.ident.get();
        let generation = GENERATION.load(Relaxed);
        let try_take = |s: &mut State| -> Option<bool> {
            if s.depth > 0 && s.generation != generation {
                *s = State::default();
            }
            if s.depth == 0 {
                (s.owner, s.depth, s.generation) = (me, 1, generation);
                return Some(true);
            }
            if s.owner == me {
                s.depth += u32::from(again);
                return Some(again);
            }
            None
        };
        if let Some(done) = try_take(&mut self.state.lock()) {
            return done;
        }
        t.blocking(|| {
            let mut s = self.state.lock();
            loop {
                if let Some(done) = try_take(&mut s) {
                    return done;
                }
                s.waiters += 1;
                self.changed.wait(&mut s);
                s.waiters = s.waiters.saturating_sub(1);
            }
        })
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        let wake = {
            let mut s = self.0.state.lock();
            s.depth = s.depth.saturating_sub(1);
            s.depth == 0 && s.waiters > 0
        };
        if wake {
            self.0.changed.notify_one();
        }
    }
}
