//! Walks over all objects while other threads make, share and drop them.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::Obj;
use heddle_gc::mock::node;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::time::Duration;

#[test]
fn holders_and_what_they_hold_are_found_and_counts_return() {
    let m = quiet().attach();
    let (a, b, c) = (node(&m, 2, 0), node(&m, 1, 0), node(&m, 1, 0));
    link(&m, a, 0, c);
    link(&m, b, 0, c);
    let counts = || [a, b, c].map(|o| o.references());
    let before = counts();
    let give_up = |all: Vec<Obj>| all.into_iter().for_each(|o| drop_ref(&m, o));
    let holders = m.referrers(&[c]);
    assert_eq!(holders.len(), 2);
    assert!(holders.contains(&a) && holders.contains(&b));
    give_up(holders);
    let held = m.referents(&[a, b]);
    assert_eq!(held, [c, c]);
    give_up(held);
    let all = m.all_objects();
    assert!([a, b, c].iter().all(|o| all.contains(o)) && all.len() == 3);
    give_up(all);
    m.while_stopped(|| ());
    m.safepoint();
    assert_eq!(counts(), before);
    for o in [a, b, c] {
        drop_ref(&m, o);
    }
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn what_a_walk_returns_is_alive_while_others_drop_it() {
    let m = quiet().attach();
    let (rt, stop, made) = (m.runtime().clone(), AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|s| {
        let threads: Vec<_> = (0..3)
            .map(|_| {
                s.spawn(|| {
                    let t = rt.attach();
                    while !stop.load(Relaxed) {
                        let (a, b) = (node(&t, 1, 0), node(&t, 1, 0));
                        link(&t, a, 0, b);
                        drop_ref(&t, b);
                        t.safepoint();
                        drop_ref(&t, a);
                        made.fetch_add(2, Relaxed);
                    }
                })
            })
            .collect();
        poll_until(&m, Duration::from_secs(20), || made.load(Relaxed) > 0);
        let mut most = 0;
        for _ in 0..scaled(200) {
            let all = m.all_objects();
            for &o in &all {
                assert!(o.references() > 0);
            }
            most = most.max(all.len());
            let held = m.referents(&all);
            for o in all.into_iter().chain(held) {
                drop_ref(&m, o);
            }
            m.safepoint();
        }
        stop.store(true, Relaxed);
        assert!(most > 0, "no walk met an object");
        // Detached: the others may want to stop the world.
        m.blocking(|| threads.into_iter().for_each(|t| t.join().expect("no panic there")));
    });
    m.collect();
    assert_eq!(census(&m, &[]), 0);
}

/// Foreign code that is called detached may call back into managed code.
#[test]
fn a_callback_attaches_for_its_time() {
    let m = quiet().attach();
    let o = m.blocking(|| {
        assert!(!m.is_attached());
        let o = m.unblocked(|| {
            assert!(m.is_attached());
            node(&m, 1, 0)
        });
        assert!(!m.is_attached());
        o
    });
    assert!(m.is_attached());
    drop_ref(&m, o);
    assert_eq!(census(&m, &[]), 0);
}
