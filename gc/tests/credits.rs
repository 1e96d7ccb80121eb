//! Debts that become credits: in the steady state nobody writes to the header of a shared object.
//!
//! The proof is the memory management unit's: the memory that holds the object is made read-only
//! around the loop, so a single store would end the test with SIGSEGV.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::Obj;
use heddle_gc::header::SEEN;
use heddle_gc::mock::{Thread, get, list, list_get, list_grow, list_replace, node};
use std::sync::atomic::Ordering::Relaxed;

const OS_PAGE: usize = 4096;

fn os_page(o: Obj) -> usize {
    o.as_ptr() as usize / OS_PAGE * OS_PAGE
}

/// A node in memory that it shares neither with the page's header nor with any of `others`.
fn lonely_node(m: &Thread, others: &mut Vec<Obj>) -> Obj {
    loop {
        let o = node(m, 1, 0);
        let alone =
            !(os_page(o) as u64).is_multiple_of(64 << 10) && others.iter().all(|&p| os_page(p) != os_page(o));
        if alone {
            // Whatever else is allocated soon lies elsewhere: fill this piece of memory.
            while others.len() < 200 || os_page(others[others.len() - 1]) == os_page(o) {
                others.push(node(m, 1, 0));
            }
            return o;
        }
        others.push(o);
    }
}

/// Runs `f` while the memory that holds `o` cannot be written.
fn read_only(o: Obj, f: impl FnOnce()) {
    let protect = |protection| {
        // SAFETY: memory of the heap; this test's threads alone use it, and only to read.
        let done = unsafe { libc::mprotect(os_page(o) as *mut _, OS_PAGE, protection) };
        assert_eq!(done, 0);
    };
    protect(libc::PROT_READ);
    f();
    protect(libc::PROT_READ | libc::PROT_WRITE);
}

/// Takes and gives up references, up to `depth` at a time.
fn pairs(m: &Thread, o: Obj, depth: usize) {
    for _ in 0..100_000 / depth {
        (0..depth).for_each(|_| _ = keep(m, o));
        (0..depth).for_each(|_| drop_ref(m, o));
    }
}

#[test]
fn the_steady_pairs_of_others_write_nothing() {
    let m = quiet().attach();
    let mut others = Vec::new();
    let o = lonely_node(&m, &mut others);
    elsewhere(&m, |t| {
        for depth in [1, 2, 7] {
            pairs(t, o, depth); // the first round fills the table
            let before = fields(o);
            read_only(o, || pairs(t, o, depth));
            assert_eq!(fields(o), before);
            assert_ne!(before.2 & SEEN, 0);
        }
    });
    drop_ref(&m, o);
    others.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn the_steady_pairs_of_the_owner_of_a_seen_object_write_nothing() {
    let m = quiet().attach();
    let mut others = Vec::new();
    let o = lonely_node(&m, &mut others);
    // SAFETY: this test holds a reference.
    unsafe { m.mark_seen(o) };
    for depth in [1, 2, 7] {
        pairs(&m, o, depth);
        let before = fields(o);
        read_only(o, || pairs(&m, o, depth));
        assert_eq!(fields(o), before);
    }
    assert!(m.stats().credits >= 300_000 / 2);
    drop_ref(&m, o);
    others.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn the_steady_reads_of_a_slot_write_neither_to_the_container_nor_to_the_value() {
    let m = quiet().attach();
    let mut others = Vec::new();
    let (value, container) = (lonely_node(&m, &mut others), lonely_node(&m, &mut others));
    let shelf = list(&m, 1);
    link(&m, container, 0, value);
    // SAFETY: this test holds the list.
    unsafe { list_replace(&m, shelf, 0, Some(keep(&m, value))) };
    let reads = |t: &Thread| {
        for _ in 0..10_000 {
            // SAFETY: the test holds the container and the list.
            for v in unsafe { [get(t, container, 0), list_get(t, shelf, 0)] } {
                assert_eq!(v, Some(value));
                drop_ref(t, value);
            }
        }
    };
    let both = |t: &Thread| {
        reads(t);
        read_only(value, || read_only(container, || reads(t)));
    };
    // The first reader from another thread marks the value SEEN; then its owner counts like all others.
    elsewhere(&m, both);
    both(&m);
    // SAFETY: as above: a list that grew is read without writing as well.
    unsafe { list_grow(&m, shelf, 5) };
    elsewhere(&m, both);
    [value, container, shelf].iter().for_each(|&o| drop_ref(&m, o));
    others.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_credit_belongs_to_one_object() {
    // Many more objects than the table has entries: each entry serves several.
    let m = quiet().attach();
    let objects: Vec<Obj> = (0..5000).map(|_| node(&m, 1, 0)).collect();
    elsewhere(&m, |t| {
        let mut rng = Rng::new(Rng::seed());
        let mut held: Vec<Obj> = Vec::new();
        for _ in 0..scaled(200_000) {
            if held.len() < 400 || rng.one_in(3) {
                held.push(keep(t, objects[rng.below(objects.len())]));
            }
            if held.len() > 300 {
                drop_ref(t, held.swap_remove(rng.below(held.len())));
            }
        }
        let roots: Vec<Obj> = objects.iter().chain(&held).copied().collect();
        assert_eq!(census(t, &roots), objects.len());
        held.iter().for_each(|&o| drop_ref(t, o));
        assert!(t.stats().evictions > 0);
    });
    assert_eq!(census(&m, &objects), objects.len());
    objects.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_table_entry_outlives_its_object_without_harm() {
    let m = quiet().attach();
    let first = node(&m, 1, 0);
    // SAFETY: this test holds a reference.
    unsafe { m.mark_seen(first) };
    let address = first.as_ptr();
    pairs(&m, first, 2);
    drop_ref(&m, first);
    // The block serves again; the entry at its index has nothing left of the first.
    let others: Vec<Obj> =
        std::iter::from_fn(|| Some(node(&m, 1, 0)).filter(|o| o.as_ptr() != address)).collect();
    // The one that ended the search was dropped by it without a decrement: it is the one we want.
    // SAFETY: its reference is this test's.
    let second = unsafe { Obj::from_ptr(address) }.expect("not null");
    assert_eq!(fields(second), (m.index(), 1, 0, 0));
    // SAFETY: this test holds a reference.
    unsafe { m.mark_seen(second) };
    pairs(&m, second, 2);
    assert_eq!(raw(second).owner.load(Relaxed), m.index());
    let roots: Vec<Obj> = others.iter().copied().chain([second]).collect();
    assert_eq!(census(&m, &roots), roots.len());
    drop_ref(&m, second);
    others.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}
