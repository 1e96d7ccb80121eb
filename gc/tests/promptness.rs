//! When objects die: on one thread at the very decrement and in CPython's order; with several
//! threads at the latest when whoever owes the last reference waits, or a few ticks later.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::Obj;
use heddle_gc::mock::{FINALISER, HOOKED, Thread, node};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn finalised(m: &Thread) -> usize {
    m.runtime().language().finalised.load(Relaxed)
}

#[test]
fn on_one_thread_an_object_dies_at_its_last_decrement() {
    let m = quiet().attach();
    for seen in [false, true] {
        for references in 1..6 {
            let before = finalised(&m);
            let o = node(&m, 1, FINALISER);
            if seen {
                // SAFETY: this test holds a reference.
                unsafe { m.mark_seen(o) };
            }
            (1..references).for_each(|_| _ = keep(&m, o));
            for _ in 1..references {
                drop_ref(&m, o);
                // A pair in between leaves a debt behind.
                drop_ref(&m, keep(&m, o));
                assert_eq!(finalised(&m), before);
            }
            drop_ref(&m, o);
            assert_eq!(finalised(&m), before + 1, "seen {seen}, {references} references");
        }
    }
    assert_eq!(census(&m, &[]), 0);
}

/// A node whose finaliser writes its name down; the name is its number of slots.
fn named(m: &Thread, name: u32, children: &[Obj]) -> Obj {
    let o = node(m, name, HOOKED);
    // SAFETY: the node is fresh; the children's references move in.
    children.iter().enumerate().for_each(|(k, &c)| unsafe { heddle_gc::mock::set(m, o, k, Some(c)) });
    o
}

fn name(o: Obj) -> usize {
    // SAFETY: finalisers hold a reference.
    unsafe { heddle_gc::mock::slots(o) }.len()
}

/// As CPython's deallocators: an object's finaliser, then what it holds, first to last, each with
/// all that it holds before the next.
#[test]
fn finalisers_of_a_tree_run_from_the_root_and_from_the_first_child_on() {
    let m = quiet().attach();
    let order = Arc::new(Mutex::new(Vec::new()));
    let log = order.clone();
    *m.runtime().language().on_finalise.lock() =
        Some(Arc::new(move |_, o| log.lock().expect("log").push(name(o))));
    for seen in [false, true] {
        let leaf = |n| named(&m, n, &[]);
        let left = named(&m, 11, &[leaf(12), leaf(13)]);
        let middle = leaf(14);
        let right = named(&m, 15, &[named(&m, 16, &[leaf(17)]), leaf(18)]);
        let root = named(&m, 10, &[left, middle, right]);
        if seen {
            // SAFETY: the root is held, and the root holds the others.
            [root, left, middle, right].iter().for_each(|&o| unsafe { m.mark_seen(o) });
        }
        drop_ref(&m, root);
        let order = std::mem::take(&mut *order.lock().expect("log"));
        assert_eq!(order, [10, 11, 12, 13, 14, 15, 16, 17, 18]);
    }
}

/// What a finaliser drops dies inside it; what dies beside its object waits for it to return.
#[test]
fn what_a_finaliser_drops_dies_before_the_finaliser_goes_on() {
    let m = quiet().attach();
    let order = Arc::new(Mutex::new(Vec::new()));
    let log = order.clone();
    *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |m: &Thread, o| {
        let say = |what: usize| log.lock().expect("log").push(what);
        say(name(o));
        if name(o) == 21 {
            drop_ref(m, named(m, 30, &[]));
            m.safepoint();
            m.blocking(|| ());
            say(100);
        }
    }));
    let (first, second) = (named(&m, 21, &[]), named(&m, 22, &[]));
    drop_ref(&m, named(&m, 20, &[first, second]));
    assert_eq!(*order.lock().expect("log"), [20, 21, 30, 100, 22]);
    *m.runtime().language().on_finalise.lock() = None;
}

#[test]
fn a_debt_that_is_the_last_reference_is_paid_at_once_by_others_too() {
    let m = quiet().attach();
    let o = elsewhere(&m, |t| {
        let o = node(t, 1, FINALISER);
        keep(t, o)
    });
    // Its owner is gone; this thread holds both references. The first decrement asks for a merge.
    drop_ref(&m, o);
    assert_eq!(finalised(&m), 0);
    drop_ref(&m, keep(&m, o));
    drop_ref(&m, o);
    assert_eq!(finalised(&m), 1);
}

/// Two threads, each with a debt on `o`; nobody holds it otherwise.
fn owed_by_both(then: impl Fn(&Thread, &AtomicBool) + Sync) {
    let m = quiet().attach();
    let o = node(&m, 1, FINALISER);
    let (step, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let rt = m.runtime().clone();
    std::thread::scope(|s| {
        s.spawn(|| {
            let t = rt.attach();
            keep(&t, o);
            keep(&t, o);
            drop_ref(&t, o); // a debt
            step.store(1, Release);
            poll_until(&t, Duration::from_secs(20), || step.load(Acquire) == 2);
            drop_ref(&t, o); // another: now this thread owes all it holds
            step.store(3, Release);
            then(&t, &stop);
        });
        poll_until(&m, Duration::from_secs(20), || step.load(Acquire) == 1);
        keep(&m, o);
        drop_ref(&m, o);
        drop_ref(&m, o);
        step.store(2, Release);
        poll_until(&m, Duration::from_secs(20), || finalised(&m) == 1);
        stop.store(true, Release);
    });
    assert_eq!(finalised(&m), 1);
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_thread_that_waits_pays_first() {
    owed_by_both(|t, stop| {
        t.blocking(|| {
            while !stop.load(Acquire) {
                std::thread::sleep(Duration::from_millis(1));
            }
        });
    });
}

#[test]
fn a_thread_that_ends_pays_first() {
    owed_by_both(|_, _| ());
}

#[test]
fn the_ticker_makes_a_busy_thread_pay() {
    owed_by_both(|t, stop| {
        let took = poll_until(t, Duration::from_secs(20), || stop.load(Acquire));
        println!("paid after {took:?}");
    });
}

/// The ticker's period bounds how long a busy thread can owe.
#[test]
fn a_busy_thread_owes_for_some_tens_of_milliseconds_at_most() {
    let m = quiet().attach();
    let mut times = Vec::new();
    for _ in 0..10 {
        let before = finalised(&m);
        let o = node(&m, 1, FINALISER);
        let held = elsewhere(&m, |t| keep(t, o));
        // This thread owes one; the count in `shared` is another thread's gift.
        drop_ref(&m, held);
        drop_ref(&m, o);
        times.push(poll_until(&m, Duration::from_secs(20), || finalised(&m) == before + 1));
    }
    times.sort();
    println!("{times:?}");
    assert!(times[times.len() / 2] < Duration::from_millis(200), "{times:?}");
}

/// What arrives in the inbox while a thread is about to sleep is buried before it sleeps.
#[test]
fn what_burying_leaves_behind_is_buried_before_the_thread_waits() {
    let m = quiet().attach();
    let (rt, step) = (m.runtime().clone(), Arc::new(AtomicUsize::new(0)));
    let (trigger, late) = (node(&m, 1, HOOKED), node(&m, 1, FINALISER));
    let wait_for = |step: &AtomicUsize, n| {
        while step.load(Acquire) != n {
            std::thread::yield_now();
        }
    };
    let hook_step = step.clone();
    *rt.language().on_finalise.lock() = Some(Arc::new(move |_: &Thread, _| {
        hook_step.store(2, Release);
        while hook_step.load(Acquire) != 3 {
            std::thread::yield_now();
        }
    }));
    std::thread::scope(|s| {
        s.spawn(|| {
            let t = rt.attach();
            step.store(10, Release);
            wait_for(&step, 11);
            drop_ref(&t, trigger); // into the inbox of its owner
            step.store(1, Release);
            wait_for(&step, 2); // its owner runs the finaliser, on its way to sleep
            drop_ref(&t, late);
            step.store(3, Release);
            t.blocking(|| wait_for(&step, 4));
        });
        poll_until(&m, Duration::from_secs(20), || step.load(Acquire) == 10);
        step.store(11, Release);
        wait_for(&step, 1); // attached, so that nobody merges in this thread's place
        let mut seen = 0;
        m.blocking(|| seen = rt.language().finalised.load(Relaxed));
        step.store(4, Release);
        assert_eq!(seen, 2, "what died on the way to sleep was buried before it");
    });
    *rt.language().on_finalise.lock() = None;
}
