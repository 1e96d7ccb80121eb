//! The native locks, the parker, events and once-cells.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_threads::sync::{Condvar, Mutex};
use heddle_threads::{Event, Once, OnceState, Parker};
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn mutex_excludes() {
    const ROUNDS: usize = 20_000;
    within(LIMIT, || {
        let value = Mutex::new(0);
        scope(|s| {
            for k in 0..8 {
                let value = &value;
                s.spawn(move || {
                    for round in 0..ROUNDS {
                        let mut guard = match value.try_lock() {
                            Some(guard) => guard,
                            None => value.lock(),
                        };
                        let before = *guard;
                        if (round + k) % 256 == 0 {
                            thread::yield_now();
                        }
                        *guard = before + 1;
                    }
                });
            }
        });
        assert_eq!(*value.lock(), 8 * ROUNDS);
        assert!(!value.is_locked());
    });
}

/// A bounded queue of one place: a lost wake-up hangs it.
#[test]
fn condvar_loses_no_wakeup() {
    const ITEMS: u64 = 5_000;
    within(LIMIT, || {
        let (place, changed, sum) = (Mutex::new(None), Condvar::new(), Mutex::new(0));
        scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    for k in 0..ITEMS {
                        let mut p = place.lock();
                        while p.is_some() {
                            changed.wait(&mut p);
                        }
                        *p = Some(k);
                        changed.notify_all();
                    }
                });
                s.spawn(|| {
                    for _ in 0..ITEMS {
                        let mut p = place.lock();
                        let k = loop {
                            match p.take() {
                                Some(k) => break k,
                                None => changed.wait(&mut p),
                            }
                        };
                        changed.notify_all();
                        drop(p);
                        *sum.lock() += k;
                    }
                });
            }
        });
        assert_eq!(*sum.lock(), 4 * (ITEMS * (ITEMS - 1) / 2));
    });
}

#[test]
fn condvar_timeout() {
    let (m, c) = (Mutex::new(()), Condvar::new());
    let started = Instant::now();
    let mut guard = m.lock();
    // Wake-ups may be spurious: until the time is up.
    while started.elapsed() < Duration::from_millis(20) {
        c.wait_timeout(&mut guard, Duration::from_millis(20));
    }
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn parker_keeps_one_token() {
    let p = Parker::new();
    assert!(!p.park_timeout(Duration::from_millis(1)));
    p.unpark();
    p.unpark();
    p.park();
    assert!(!p.park_timeout(Duration::from_millis(1)));
}

/// Two parkers hand a turn to and fro.
#[test]
fn parkers_in_turn() {
    const ROUNDS: usize = 5_000;
    within(LIMIT, || {
        let (ping, pong) = (Parker::new(), Parker::new());
        let turns = AtomicUsize::new(0);
        scope(|s| {
            s.spawn(|| {
                for round in 0..ROUNDS {
                    ping.park();
                    assert_eq!(turns.load(Relaxed), round);
                    turns.store(round + 1, Relaxed);
                    pong.unpark();
                }
            });
            for round in 0..ROUNDS {
                ping.unpark();
                pong.park();
                assert_eq!(turns.load(Relaxed), round + 1);
            }
        });
    });
}

#[test]
fn event() {
    within(LIMIT, || {
        let e = Event::new();
        assert!(!e.is_set());
        let started = Instant::now();
        assert!(!e.wait_timeout(Duration::from_millis(20)));
        assert!(started.elapsed() >= Duration::from_millis(20));
        assert!(!e.wait_timeout(Duration::ZERO));
        scope(|s| {
            for k in 0..8 {
                let e = &e;
                s.spawn(move || match k % 3 {
                    0 => e.wait(),
                    1 => assert!(e.wait_timeout(Duration::from_secs(50))),
                    // Longer than the clock can count: for ever.
                    _ => assert!(e.wait_timeout(Duration::MAX)),
                });
            }
            thread::sleep(Duration::from_millis(5));
            e.set();
        });
        assert!(e.is_set() && e.wait_timeout(Duration::ZERO));
        e.wait();
        e.clear();
        assert!(!e.wait_timeout(Duration::from_millis(1)));
    });
}

#[test]
fn once_knows_its_own_recursion() {
    let once = Once::new();
    assert_eq!(once.begin(1), OnceState::Begun);
    assert_eq!(once.begin(1), OnceState::Mine);
    assert_eq!(once.begin(2), OnceState::Busy);
    once.finish(false);
    assert_eq!(once.begin(2), OnceState::Begun, "after a failure the next may try");
    assert_eq!(once.begin(1), OnceState::Busy);
    once.finish(true);
    assert_eq!(once.begin(1), OnceState::Done);
    assert_eq!(once.begin(2), OnceState::Done);
    once.wait();
}

/// Eight threads want it done; the first two attempts fail.
#[test]
fn once_is_done_once() {
    within(LIMIT, || {
        for _ in 0..200 {
            let (once, attempts) = (Once::new(), AtomicUsize::new(0));
            scope(|s| {
                for me in 1..=8 {
                    let (once, attempts) = (&once, &attempts);
                    s.spawn(move || {
                        loop {
                            match once.begin(me) {
                                OnceState::Begun => {
                                    let n = attempts.fetch_add(1, Relaxed);
                                    thread::yield_now();
                                    assert_eq!(once.begin(me), OnceState::Mine);
                                    once.finish(n == 2);
                                }
                                OnceState::Busy => once.wait(),
                                OnceState::Mine => unreachable!("not inside it"),
                                OnceState::Done => break,
                            }
                        }
                    });
                }
            });
            assert_eq!(attempts.into_inner(), 3);
        }
    });
}
