//! Claims and requests: work on behalf of threads that do not run, none of it lost.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_threads::registry::word::{DETACHED, FIRST_REQUEST, GONE, phase};
use heddle_threads::{Claim, Registry, Slot};
use std::sync::atomic::{AtomicU64, Ordering::*};
use std::sync::{Arc, Barrier};
use std::thread;

const INBOX: u32 = FIRST_REQUEST;
const TICK: u32 = FIRST_REQUEST << 1;

#[test]
fn only_a_thread_that_does_not_run_can_be_claimed() {
    let registry = registry();
    let (a, b) = (registry.register(), registry.register());
    a.attach();
    b.attach();
    assert!(registry.claim(2).is_none());
    detach(&b);
    let claim = registry.claim(2).expect("it is detached");
    assert!(registry.claim(2).is_none(), "one claim at a time");
    assert_eq!(claim.slot().index(), 2);
    assert!(claim.release(0).is_ok());
    exit(b);
    let claim = registry.claim(2).expect("it is gone");
    let c = registry.register();
    assert_eq!(c.slot().index(), 3, "a claimed slot is left for somebody else");
    assert!(claim.release(0).is_ok());
    let d = registry.register();
    assert_eq!(d.slot().index(), 2);
    assert_eq!(phase(d.slot().word()), DETACHED);
}

#[test]
fn requests_stand_until_they_are_taken() {
    let registry = registry();
    let (a, b) = (registry.register(), registry.register());
    a.attach();
    b.attach();
    registry.request(2, INBOX);
    registry.request(2, TICK);
    assert!(b.is_asked());
    assert_eq!(b.try_detach(INBOX), Err(INBOX));
    assert_eq!(b.try_exit(INBOX | TICK), Err(INBOX | TICK));
    assert_eq!(b.answer(), INBOX | TICK);
    assert!(!b.is_asked());
    registry.request(2, TICK);
    assert_eq!(b.try_detach(INBOX), Ok(()), "a tick does not keep a thread from detaching");
    let claim = registry.claim(2).expect("it is detached");
    assert_eq!(phase(registry.request(2, INBOX)), heddle_threads::registry::word::CLAIMED);
    let claim = claim.release(INBOX).expect_err("work has come");
    assert_eq!(claim.take(INBOX), INBOX);
    assert!(claim.release(INBOX).is_ok());
    b.attach();
    assert_eq!(b.answer(), TICK, "it waited for the thread");
}

/// Claimers and stoppers against threads that come and go: each slot's number adds up.
#[test]
fn claimers_against_comers_and_goers() {
    const ROUNDS: usize = 10_000;
    within(LIMIT, || {
        let registry = registry();
        let bumps = AtomicU64::new(0);
        let barrier = Barrier::new(8);
        scope(|s| {
            for k in 0..8 {
                let (registry, bumps, barrier) = (&registry, &bumps, &barrier);
                s.spawn(move || {
                    let mut t = registry.register();
                    barrier.wait();
                    t.attach();
                    let mut mine = 0;
                    for round in 0..ROUNDS {
                        t.slot().data().bump();
                        mine += 1;
                        poll(&t);
                        match (round + k) % 4 {
                            0 => {
                                detach(&t);
                                thread::yield_now();
                                t.attach();
                            }
                            1 if round % 8 == 1 => {
                                exit(t);
                                t = registry.register();
                                t.attach();
                            }
                            2 if round % 64 == 2 => {
                                let stopped = stop(&t);
                                stopped.registry().slots().for_each(|slot| slot.data().add(0));
                            }
                            _ => {
                                let me = t.slot().index();
                                let others = registry.slots().filter(|s| s.index() != me);
                                for slot in others {
                                    if let Some(claim) = registry.claim(slot.index()) {
                                        claim.slot().data().bump();
                                        mine += 1;
                                        assert!(claim.release(0).is_ok());
                                    }
                                }
                            }
                        }
                    }
                    exit(t);
                    bumps.fetch_add(mine, Relaxed);
                });
            }
        });
        let sum: u64 = registry.slots().map(|s| s.data().get()).sum();
        assert_eq!(sum, bumps.load(Relaxed));
    });
}

#[derive(Default)]
struct Mail {
    inbox: AtomicU64,
    done: Plot,
}

fn work_off(slot: &Slot<Mail>) {
    slot.data().done.add(slot.data().inbox.swap(0, Acquire) as i64);
}

fn on_behalf(mut claim: Claim<'_, Mail>) {
    loop {
        claim.take(INBOX);
        work_off(claim.slot());
        match claim.release(INBOX) {
            Ok(()) => return,
            Err(again) => claim = again,
        }
    }
}

/// Everybody pushes to everybody, while everybody comes and goes: nothing is left behind.
#[test]
fn inboxes_are_always_worked_off() {
    const ROUNDS: usize = 20_000;
    const THREADS: usize = 8;
    within(LIMIT, || {
        let registry = Arc::new(Registry::new(|_| Mail::default()));
        let barrier = Barrier::new(THREADS);
        scope(|s| {
            for k in 0..THREADS {
                let (registry, barrier) = (&registry, &barrier);
                s.spawn(move || {
                    let mut t = registry.register();
                    barrier.wait();
                    t.attach();
                    for round in 0..ROUNDS {
                        let count = registry.slots().count();
                        let target = ((round * 7 + k) % count + 1) as u16;
                        registry.slot(target).data().inbox.fetch_add(1, Release);
                        let met = registry.request(target, INBOX);
                        if matches!(phase(met), DETACHED | GONE)
                            && let Some(claim) = registry.claim(target)
                        {
                            on_behalf(claim);
                        }
                        if t.is_asked() && t.answer() & INBOX != 0 {
                            work_off(t.slot());
                        }
                        let coming_back = round % 3 == 0;
                        let leaving = round % 50 == 0;
                        while (leaving && t.try_exit(INBOX).is_err())
                            || (!leaving && coming_back && t.try_detach(INBOX).is_err())
                        {
                            t.answer();
                            work_off(t.slot());
                        }
                        if leaving {
                            t = registry.register();
                        }
                        if leaving || coming_back {
                            t.attach();
                        }
                    }
                    while t.try_exit(INBOX).is_err() {
                        t.answer();
                        work_off(t.slot());
                    }
                });
            }
        });
        assert!(registry.slots().all(|s| s.data().inbox.load(Relaxed) == 0));
        let done: u64 = registry.slots().map(|s| s.data().done.get()).sum();
        assert_eq!(done, (ROUNDS * THREADS) as u64);
    });
}
