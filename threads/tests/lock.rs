//! The byte lock: exclusion, parking, two at once.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_threads::ByteLock;
use heddle_threads::lock::lock_two;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

const THREADS: usize = 8;

/// Eight attached threads of one registry, started together.
fn eight(run: impl Fn(usize, &Locker<'_, Plot>) + Send + Sync + 'static) {
    within(LIMIT, move || {
        let registry = registry();
        let barrier = Barrier::new(THREADS);
        scope(|s| {
            for k in 0..THREADS {
                let (registry, barrier, run) = (&registry, &barrier, &run);
                s.spawn(move || {
                    let t = registry.register();
                    barrier.wait();
                    t.attach();
                    run(k, &Locker(&t));
                    exit(t);
                });
            }
        });
        assert_eq!(registry.registered(), 0);
    });
}

#[test]
fn a_byte() {
    assert_eq!(size_of::<ByteLock>(), 1);
}

#[test]
fn excludes() {
    const ROUNDS: u64 = 50_000;
    let shared: &'static (ByteLock, Plot, Plot) = Box::leak(Box::default());
    eight(|_, me| {
        for round in 0..ROUNDS {
            let guard = match shared.0.try_lock(me) {
                Some(guard) if round % 2 == 0 => guard,
                taken => {
                    drop(taken);
                    shared.0.lock(me)
                }
            };
            shared.1.bump();
            shared.2.add(-1);
            drop(guard);
            poll(me.0);
        }
    });
    assert_eq!(shared.1.get(), ROUNDS * THREADS as u64);
    assert_eq!(shared.1.get().wrapping_add(shared.2.get()), 0);
    assert!(!shared.0.is_locked());
}

/// The holder keeps the lock long enough for everybody to sleep on it; everybody gets it.
#[test]
fn sleepers_are_woken() {
    const ROUNDS: u64 = 10;
    let shared: &'static (ByteLock, Plot) = Box::leak(Box::default());
    eight(|_, me| {
        for _ in 0..ROUNDS {
            let guard = shared.0.lock(me);
            thread::sleep(Duration::from_millis(1));
            shared.1.bump();
            drop(guard);
            poll(me.0);
        }
    });
    assert_eq!(shared.1.get(), ROUNDS * THREADS as u64);
}

/// Many locks over few buckets: a wake-up goes to the right address.
#[test]
fn many_locks() {
    const LOCKS: usize = 5;
    const ROUNDS: usize = 20_000;
    let shared: &'static [(ByteLock, Plot); LOCKS] = Box::leak(Box::default());
    eight(|k, me| {
        for round in 0..ROUNDS {
            let (lock, value) = &shared[(round * (k + 1)) % LOCKS];
            let guard = lock.lock(me);
            value.bump();
            if round % 50 == 0 {
                thread::yield_now();
            }
            drop(guard);
            poll(me.0);
        }
    });
    assert_eq!(shared.iter().map(|s| s.1.get()).sum::<u64>(), (ROUNDS * THREADS) as u64);
}

/// Transfers between accounts under both locks, in every order: no deadlock, nothing lost.
#[test]
fn two_locks() {
    const ACCOUNTS: usize = 4;
    const ROUNDS: usize = 20_000;
    let shared: &'static [(ByteLock, Plot); ACCOUNTS] = Box::leak(Box::default());
    eight(|k, me| {
        for round in 0..ROUNDS {
            let from = &shared[(round + k) % ACCOUNTS];
            let to = &shared[(round * 3 + k * 5) % ACCOUNTS];
            let (first, second) = lock_two(&from.0, &to.0, me);
            assert_eq!(second.is_none(), std::ptr::eq(from, to));
            from.1.add(-3);
            if round % 50 == 0 {
                thread::yield_now();
            }
            to.1.add(3);
            drop((first, second));
            poll(me.0);
        }
    });
    assert_eq!(shared.iter().fold(0u64, |sum, s| sum.wrapping_add(s.1.get())), 0);
    assert!(shared.iter().all(|s| !s.0.is_locked()));
}

/// A thread that was never joined by a second one skips the lock: the byte is not written.
#[test]
fn skipped_when_alone() {
    let registry = registry();
    let lock = ByteLock::new();
    let t = registry.register();
    t.attach();
    let me = Locker(&t);
    let guard = lock.lock(&me);
    assert!(!lock.is_locked());
    assert!(lock.try_lock(&me).is_some());
    drop(guard);
    exit(t);
}
