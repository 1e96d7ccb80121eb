//! Stop-the-world under stress: nobody starves, nobody deadlocks, the stopper is by itself.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_threads::{ByteLock, Registry};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::{Arc, Barrier};
use std::thread;

const THREADS: usize = 8;

/// Every slot's plot, added up, with the world stopped.
fn total(registry: &Arc<Registry<Plot>>) -> u64 {
    let me = registry.register();
    me.attach();
    let sum = {
        let stopped = stop(&me);
        stopped.registry().slots().map(|s| s.data().get()).sum()
    };
    exit(me);
    sum
}

/// CPython 151518: a tight loop of stops starves threads that want to attach.
#[test]
fn tight_stop_loop_starves_nobody() {
    const ROUNDS: usize = 4_000;
    within(LIMIT, || {
        let registry = registry();
        let left = AtomicUsize::new(THREADS - 1);
        let barrier = Barrier::new(THREADS);
        let mut stops = 0;
        scope(|s| {
            let me = registry.register();
            for _ in 1..THREADS {
                s.spawn(|| {
                    let t = registry.register();
                    barrier.wait();
                    for _ in 0..ROUNDS {
                        t.attach();
                        t.slot().data().bump();
                        poll(&t);
                        t.slot().data().bump();
                        detach(&t);
                    }
                    exit(t);
                    left.fetch_sub(1, Relaxed);
                });
            }
            barrier.wait();
            me.attach();
            while stops == 0 || left.load(Relaxed) > 0 {
                let stopped = stop(&me);
                stopped.registry().slots().for_each(|slot| {
                    slot.data().get();
                });
                stops += 1;
            }
            exit(me);
        });
        assert_eq!(registry.registered(), 0);
        assert_eq!(total(&registry), 2 * (ROUNDS * (THREADS - 1)) as u64);
    });
}

/// CPython 148953: eight threads start at once, again and again, against stops.
#[test]
fn starts_against_stops() {
    const ROUNDS: usize = 1_500;
    within(LIMIT, || {
        let registry = registry();
        let left = AtomicUsize::new(THREADS);
        scope(|s| {
            for _ in 0..THREADS {
                s.spawn(|| {
                    for round in 0..ROUNDS {
                        let t = registry.register();
                        t.attach();
                        t.slot().data().bump();
                        poll(&t);
                        if round % 3 == 0 {
                            detach(&t);
                        }
                        exit(t);
                    }
                    left.fetch_sub(1, Relaxed);
                });
            }
            let me = registry.register();
            me.attach();
            while left.load(Relaxed) > 0 {
                drop(stop(&me));
                poll(&me);
                thread::yield_now();
            }
            exit(me);
        });
        assert_eq!(total(&registry), (THREADS * ROUNDS) as u64);
        assert!(registry.slots().count() <= THREADS + 1, "slots are used again");
    });
}

/// OS threads come and go, eight at a time, the first of them racing to be the second.
#[test]
fn first_threads_race() {
    within(LIMIT, || {
        for _ in 0..100 {
            let registry = registry();
            scope(|s| {
                for _ in 0..THREADS {
                    s.spawn(|| {
                        let t = registry.register();
                        t.attach();
                        t.slot().data().bump();
                        poll(&t);
                        exit(t);
                    });
                }
            });
            assert_eq!(registry.registered(), 0);
            assert_eq!(total(&registry), THREADS as u64);
        }
    });
}

/// Everybody stops the world, and everybody runs in between.
#[test]
fn all_stop_each_other() {
    const ROUNDS: usize = 1_000;
    within(LIMIT, || {
        let registry = registry();
        let barrier = Barrier::new(THREADS);
        scope(|s| {
            for k in 0..THREADS {
                let (registry, barrier) = (&registry, &barrier);
                s.spawn(move || {
                    let t = registry.register();
                    barrier.wait();
                    t.attach();
                    for round in 0..ROUNDS {
                        if round % THREADS == k {
                            let stopped = stop(&t);
                            let me = t.slot().index();
                            for slot in stopped.registry().slots().filter(|s| s.index() != me) {
                                slot.data().add(1);
                                slot.data().add(-1);
                            }
                        }
                        t.slot().data().bump();
                        poll(&t);
                        if round % 5 == 0 {
                            detach(&t);
                            t.attach();
                        }
                    }
                    exit(t);
                });
            }
        });
        assert_eq!(total(&registry), (THREADS * ROUNDS) as u64);
    });
}

/// CPython 118332: a lock and a stop, in either order. No lock is ever held while the world is stopped.
#[test]
fn locks_against_stops() {
    const ROUNDS: usize = 10_000;
    within(LIMIT, || {
        let registry = registry();
        let (lock, value) = (ByteLock::new(), Plot::default());
        let barrier = Barrier::new(THREADS);
        scope(|s| {
            for k in 0..THREADS {
                let (registry, lock, value, barrier) = (&registry, &lock, &value, &barrier);
                s.spawn(move || {
                    let t = registry.register();
                    barrier.wait();
                    t.attach();
                    let locker = Locker(&t);
                    for round in 0..ROUNDS {
                        let guard = lock.lock(&locker);
                        value.bump();
                        if round % 64 == k {
                            // The lock's holder loses its core: others park.
                            thread::yield_now();
                        }
                        drop(guard);
                        poll(&t);
                        if round % 100 == k {
                            let stopped = stop(&t);
                            assert!(!lock.is_locked());
                            value.bump();
                            drop(stopped);
                        }
                    }
                    exit(t);
                });
            }
        });
        assert_eq!(value.get(), (THREADS * (ROUNDS + ROUNDS / 100)) as u64);
    });
}

/// The first thread skips locks until the second one registers, and never again.
#[test]
fn second_thread_ends_lock_skipping() {
    within(LIMIT, || {
        for _ in 0..50 {
            let registry = registry();
            let (lock, value, quit) = (ByteLock::new(), Plot::default(), AtomicBool::new(false));
            let a = registry.register();
            assert!(a.alone() && !registry.crowded());
            a.attach();
            let mut expected = 100;
            scope(|s| {
                s.spawn(|| {
                    let b = registry.register();
                    b.attach();
                    assert!(!b.alone());
                    for _ in 0..100 {
                        let locker = Locker(&b);
                        let guard = lock.lock(&locker);
                        value.bump();
                        drop(guard);
                        poll(&b);
                    }
                    exit(b);
                    quit.store(true, Relaxed);
                });
                while !quit.load(Relaxed) {
                    let locker = Locker(&a);
                    let guard = lock.lock(&locker);
                    value.bump();
                    expected += 1;
                    drop(guard);
                    poll(&a);
                }
            });
            assert_eq!(value.get(), expected);
            assert!(!a.alone() && registry.crowded());
            exit(a);
            let c = registry.register();
            assert!(!c.alone(), "a runtime that had two threads never skips locks again");
            c.attach();
            exit(c);
        }
    });
}

/// A thread by itself, one after another: locks are still skipped.
#[test]
fn threads_in_turn_are_alone() {
    let registry = registry();
    for _ in 0..3 {
        let t = registry.register();
        assert!(t.alone());
        assert_eq!(t.slot().index(), 1);
        t.attach();
        drop(stop(&t));
        exit(t);
    }
    assert!(!registry.crowded());
}
