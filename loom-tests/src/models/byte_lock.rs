//! The one-byte lock: mutual exclusion, no lost wake-ups, no deadlock from two locks.
//!
//! Orderings: the compare-and-swap that takes it acquires what the unlock released, by the fast path
//! or the slow one; the parking table's bucket orders going to sleep against unlock.

use crate::explore::{Plot, bounded, detach, exhaustive};
use heddle_threads::lock::lock_two;
use heddle_threads::{Blocking, ByteLock, Parker, Parking, Registry, Thread};
use loom::thread;
use std::sync::Arc;

/// A thread that takes object locks, and detaches to wait for one.
pub(crate) struct Locker<'t, D>(pub(crate) &'t Thread<D>);

impl<D: Send + Sync> Blocking for Locker<'_, D> {
    fn alone(&self) -> bool {
        self.0.alone()
    }
    fn parking(&self) -> &Parking {
        self.0.parking()
    }
    fn parker(&self) -> &Parker {
        self.0.lock_parker()
    }
    fn blocked(&self, sleep: impl FnOnce()) {
        detach(self.0);
        sleep();
        self.0.attach();
    }
}

/// A thread without a slot: what the lock does by itself, in a smaller model.
struct Bare<'r> {
    registry: &'r Registry<()>,
    parker: Parker,
}

impl Blocking for Bare<'_> {
    fn alone(&self) -> bool {
        false
    }
    fn parking(&self) -> &Parking {
        self.registry.parking()
    }
    fn parker(&self) -> &Parker {
        &self.parker
    }
    fn blocked(&self, sleep: impl FnOnce()) {
        sleep();
    }
}

/// What the threads of a model share; the parking table is in the registry.
struct Shared {
    registry: Registry<()>,
    locks: [ByteLock; 2],
    value: Plot,
}

fn shared() -> Arc<Shared> {
    let locks = [ByteLock::new(), ByteLock::new()];
    Arc::new(Shared { registry: Registry::new(|_| ()), locks, value: Plot::default() })
}

impl Shared {
    /// Runs `act` with this thread's means to wait.
    fn with(&self, act: impl FnOnce(&Bare<'_>)) {
        act(&Bare { registry: &self.registry, parker: Parker::new() });
    }

    fn bump_locked(&self) {
        self.with(|me| {
            let guard = self.locks[0].lock(me);
            self.value.bump();
            drop(guard);
        });
    }
}

/// Two threads, one critical section each; the second may be a `try_lock`.
pub fn byte_lock_excludes() {
    exhaustive(|| {
        let shared = shared();
        let other = {
            let shared = shared.clone();
            thread::spawn(move || shared.bump_locked())
        };
        shared.with(|me| {
            if let Some(guard) = shared.locks[0].try_lock(me) {
                shared.value.bump();
                drop(guard);
            }
        });
        shared.bump_locked();
        other.join().unwrap();
        assert!(!shared.locks[0].is_locked());
        assert!((2..=3).contains(&shared.value.get()));
    });
}

/// Three threads, so that one sleeps while another is woken.
pub fn byte_lock_parks_and_wakes() {
    bounded(3, || {
        let shared = shared();
        let others = [(); 2].map(|()| {
            let shared = shared.clone();
            thread::spawn(move || shared.bump_locked())
        });
        shared.bump_locked();
        for other in others {
            other.join().unwrap();
        }
        assert!(!shared.locks[0].is_locked());
        assert_eq!(shared.value.get(), 3);
    });
}

/// A third thread takes the lock between the slow unlock and the sleeper that it woke.
pub fn byte_lock_lets_barge() {
    bounded(3, || {
        let shared = shared();
        let sleeper = {
            let shared = shared.clone();
            thread::spawn(move || shared.bump_locked())
        };
        let barger = {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.with(|me| {
                    if let Some(guard) = shared.locks[0].try_lock(me) {
                        shared.value.bump();
                        drop(guard);
                    }
                });
            })
        };
        shared.bump_locked();
        sleeper.join().unwrap();
        barger.join().unwrap();
        assert!((2..=3).contains(&shared.value.get()));
    });
}

/// Two threads take the same two locks in opposite orders.
pub fn two_locks_against_two_locks() {
    // Two threads, but each may try again for as long as the other goes on.
    bounded(5, || {
        let shared = shared();
        let other = {
            let shared = shared.clone();
            thread::spawn(move || {
                shared.with(|me| {
                    let guards = lock_two(&shared.locks[1], &shared.locks[0], me);
                    shared.value.bump();
                    drop(guards);
                });
            })
        };
        shared.with(|me| {
            let guards = lock_two(&shared.locks[0], &shared.locks[1], me);
            shared.value.bump();
            drop(guards);
        });
        other.join().unwrap();
        assert_eq!(shared.value.get(), 2);
    });
}
