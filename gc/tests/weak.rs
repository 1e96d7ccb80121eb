//! Weak references and resurrection.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::mock::{FINALISER, HOOKED, SAVED, Thread, node};
use heddle_gc::{Obj, WeakCell};
use heddle_threads::sync::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::*};

fn weak(m: &Thread, o: Obj) -> Arc<WeakCell> {
    // SAFETY: tests call this with an object they hold.
    unsafe { m.weak_cell(o) }
}

fn finalised(m: &Thread) -> usize {
    m.runtime().language().finalised.load(Relaxed)
}

fn take_saved(m: &Thread) -> Vec<Obj> {
    std::mem::take(&mut *m.runtime().language().saved.lock())
}

/// Two nodes that hold each other; the caller owns a reference to each.
fn couple(m: &Thread, kind: u32) -> (Obj, Obj) {
    let (a, b) = (node(m, 2, kind), node(m, 2, kind));
    link(m, a, 0, b);
    link(m, b, 0, a);
    (a, b)
}

#[test]
fn an_object_has_one_cell_that_is_cleared_at_its_death() {
    let m = quiet().attach();
    let o = node(&m, 1, 0);
    let cell = weak(&m, o);
    assert!(Arc::ptr_eq(&cell, &weak(&m, o)));
    assert!(Arc::ptr_eq(&cell, &elsewhere(&m, |t| weak(t, o))));
    assert_eq!(m.upgrade(&cell), Some(o));
    drop_ref(&m, o);
    assert!(!cell.is_dead());
    drop_ref(&m, o);
    assert!(cell.is_dead());
    assert_eq!(m.upgrade(&cell), None);
    assert_eq!(m.runtime().language().cleared.load(Relaxed), 1);
    // The block's next object has a cell of its own.
    let mut others = vec![node(&m, 1, 0)];
    while others.last() != Some(&o) {
        others.push(node(&m, 1, 0));
    }
    let next = o;
    assert_eq!(m.upgrade(&cell), None);
    assert!(!Arc::ptr_eq(&cell, &weak(&m, next)));
    others.into_iter().for_each(|o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn callbacks_run_when_the_cell_is_cleared_and_before_the_contents_go() {
    let m = quiet().attach();
    let (parent, child) = (node(&m, 1, 0), node(&m, 1, FINALISER));
    // SAFETY: the parent is held; the child's reference moves in.
    unsafe { heddle_gc::mock::set(&m, parent, 0, Some(child)) };
    let cell = weak(&m, parent);
    let calls = Arc::new(AtomicUsize::new(0));
    let (counted, named) = (calls.clone(), cell.clone());
    *m.runtime().language().on_cleared.lock() = Some(Arc::new(move |m: &Thread, cell: Arc<WeakCell>| {
        assert!(Arc::ptr_eq(&cell, &named) && cell.is_dead());
        assert_eq!(finalised(m), 0, "the child still lives");
        m.collect();
        assert_eq!(m.upgrade(&cell), None);
        counted.fetch_add(1, Relaxed);
    }));
    drop_ref(&m, parent);
    assert_eq!((calls.load(Relaxed), finalised(&m)), (1, 1));
    *m.runtime().language().on_cleared.lock() = None;
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_finaliser_may_resurrect_its_object_once() {
    let m = quiet().attach();
    for far in [false, true] {
        let before = finalised(&m);
        let o = node(&m, 1, SAVED);
        let cell = weak(&m, o);
        if far {
            elsewhere(&m, |t| drop_ref(t, o))
        } else {
            drop_ref(&m, o)
        }
        assert_eq!(take_saved(&m), [o]);
        // It lives, and its weak references with it.
        assert_eq!(m.upgrade(&cell), Some(o));
        drop_ref(&m, o);
        assert_eq!(census(&m, &[o]), 1);
        drop_ref(&m, o);
        assert!(cell.is_dead());
        assert_eq!((finalised(&m), take_saved(&m).len()), (before + 1, 0), "once only");
    }
    assert_eq!(m.stats().resurrections, 2);
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_weak_reference_may_be_upgraded_while_the_finaliser_runs() {
    let m = quiet().attach();
    let kept = Arc::new(Mutex::new(Vec::new()));
    for (elsewhere_too, keeps) in [(false, false), (false, true), (true, false), (true, true)] {
        let o = node(&m, 1, HOOKED);
        let cell = weak(&m, o);
        let (in_hook, out) = (cell.clone(), kept.clone());
        *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |m: &Thread, o| {
            let upgrade = |t: &Thread| {
                let got = t.upgrade(&in_hook);
                assert_eq!(got, Some(o));
                if keeps { out.lock().push(o) } else { drop_ref(t, o) }
            };
            if elsewhere_too { elsewhere(m, upgrade) } else { upgrade(m) }
        }));
        drop_ref(&m, o);
        assert_eq!(cell.is_dead(), !keeps);
        let kept = std::mem::take(&mut *kept.lock());
        assert_eq!(census(&m, &kept), kept.len());
        kept.iter().for_each(|&o| drop_ref(&m, o));
        assert!(cell.is_dead());
    }
    *m.runtime().language().on_finalise.lock() = None;
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_collection_clears_all_cells_of_garbage_before_any_finaliser_runs() {
    let m = quiet().attach();
    let (a, b) = couple(&m, HOOKED);
    let cells = [weak(&m, a), weak(&m, b)];
    let (in_hook, seen) = (cells.clone(), Arc::new(AtomicUsize::new(0)));
    let count = seen.clone();
    *m.runtime().language().on_finalise.lock() = Some(Arc::new(move |m: &Thread, _| {
        let dead = in_hook.iter().filter(|c| c.is_dead() && m.upgrade(c).is_none()).count();
        assert_eq!(m.runtime().language().cleared.load(Relaxed), 2, "callbacks come first");
        count.fetch_add(dead, Relaxed);
    }));
    drop_ref(&m, a);
    drop_ref(&m, b);
    assert!(cells.iter().all(|c| !c.is_dead()));
    assert_eq!(m.collect(), 2);
    assert_eq!(seen.load(Relaxed), 4);
    *m.runtime().language().on_finalise.lock() = None;
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_finaliser_may_resurrect_its_part_of_a_cycle_once() {
    let m = quiet().attach();
    let (a, b) = couple(&m, SAVED);
    let (c, d) = couple(&m, FINALISER);
    [a, b, c, d].iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(m.collect(), 2, "the couple that nobody saved");
    let saved = take_saved(&m);
    assert_eq!((saved.len(), finalised(&m)), (2, 4));
    assert_eq!(census(&m, &saved), 2);
    assert_eq!(m.collect(), 0);
    saved.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!((m.collect(), finalised(&m)), (2, 4), "finalised once");
    assert_eq!(census(&m, &[]), 0);
}

/// A weak reference that a finaliser makes to an object that stays garbage dies with it.
#[test]
fn a_weak_reference_made_while_the_collector_finalises_is_cleared() {
    let m = quiet().attach();
    let (a, b) = couple(&m, HOOKED);
    let made = Arc::new(Mutex::new(Vec::new()));
    let out = made.clone();
    *m.runtime().language().on_finalise.lock() =
        Some(Arc::new(move |m: &Thread, o| out.lock().push(weak(m, o))));
    drop_ref(&m, a);
    drop_ref(&m, b);
    assert_eq!(m.collect(), 2);
    *m.runtime().language().on_finalise.lock() = None;
    let made = std::mem::take(&mut *made.lock());
    assert!(made.len() == 2 && made.iter().all(|c| c.is_dead()));
    let (a, b) = (node(&m, 2, 0), node(&m, 2, 0));
    assert!(made.iter().all(|c| m.upgrade(c).is_none()), "not another object in the same block");
    [a, b].iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn upgrades_race_with_deaths() {
    let m = quiet().attach();
    let cells: Vec<Mutex<Option<Arc<WeakCell>>>> = (0..8).map(|_| Mutex::new(None)).collect();
    let (rt, left) = (m.runtime().clone(), AtomicUsize::new(3));
    std::thread::scope(|s| {
        for k in 0..3 {
            let (rt, cells, left) = (&rt, &cells, &left);
            s.spawn(move || {
                let t = rt.attach();
                let mut rng = Rng::silent(Rng::seed() + k);
                for _ in 0..scaled(60_000) {
                    let place = &cells[rng.below(cells.len())];
                    if rng.one_in(3) {
                        let o = node(&t, 1, if rng.one_in(2) { FINALISER } else { 0 });
                        *place.lock() = Some(weak(&t, o));
                        if rng.one_in(2) {
                            t.safepoint();
                        }
                        drop_ref(&t, o);
                    } else {
                        let cell = place.lock().clone();
                        if let Some(o) = cell.and_then(|c| t.upgrade(&c)) {
                            assert_ne!(o.shape(), 0);
                            drop_ref(&t, o);
                        }
                    }
                    t.safepoint();
                }
                drop(t);
                left.fetch_sub(1, Relaxed);
            });
        }
        while left.load(Relaxed) != 0 {
            m.collect();
            m.check_sanity(None).expect("sane");
            m.blocking(std::thread::yield_now);
        }
    });
    assert_eq!(census(&m, &[]), 0);
}
