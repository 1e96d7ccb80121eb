//! The sanity check finds what is deliberately broken.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::Obj;
use heddle_gc::collect::SanityError;
use heddle_gc::header::{MERGED, ONE, QUEUED};
use heddle_gc::mock::{Thread, node, slots};
use std::sync::atomic::Ordering::Relaxed;

/// Breaks something, expects an error that `is` recognises, mends it, and expects none.
fn broken(
    m: &Thread,
    roots: &[Obj],
    break_it: impl Fn(),
    mend: impl Fn(),
    is: impl Fn(&SanityError) -> bool,
) {
    break_it();
    let error = m.check_sanity(Some(roots)).expect_err("broken");
    assert!(is(&error), "{error:?}");
    mend();
    m.check_sanity(Some(roots)).expect("mended");
}

#[test]
fn counts_that_are_too_high_or_too_low_are_found() {
    let m = quiet().attach();
    let (a, b) = (node(&m, 2, 0), node(&m, 2, 0));
    link(&m, a, 0, b);
    let roots = [a, b];
    let at = |o: Obj, counted, found| {
        move |e: &SanityError| {
            let object = o.as_ptr() as usize;
            *e == SanityError::Count { object, shape: 3, counted, found }
        }
    };
    let local = |o: Obj, n| raw(o).local.store(n, Relaxed);
    broken(&m, &roots, || local(b, 3), || local(b, 2), at(b, 3, 2));
    broken(&m, &roots, || local(b, 1), || local(b, 2), at(b, 1, 2));
    // A root that the caller forgot.
    assert!(at(a, 1, 0)(&m.check_sanity(Some(&[b])).expect_err("a root is missing")));
    // Without roots only a count that is too low is wrong.
    local(b, 7);
    assert!(m.check_sanity(None).is_ok());
    local(b, 0);
    assert!(m.check_sanity(None).is_err());
    local(b, 2);
    roots.iter().for_each(|&o| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn references_to_free_blocks_are_found() {
    let m = quiet().attach();
    let (holder, freed) = (node(&m, 2, 0), node(&m, 2, 0));
    drop_ref(&m, freed);
    // SAFETY: the holder is held.
    let slot = &unsafe { slots(holder) }[1];
    let dangling = SanityError::Dangling { holder: holder.as_ptr() as usize, block: freed.as_ptr() as usize };
    let (break_it, mend) =
        (|| slot.store(freed.as_ptr(), Relaxed), || slot.store(std::ptr::null_mut(), Relaxed));
    broken(&m, &[holder], break_it, mend, |e| *e == dangling);
    drop_ref(&m, holder);
}

#[test]
fn contradictory_headers_are_found() {
    let m = quiet().attach();
    let o = node(&m, 2, 0);
    let r = raw(o);
    let is =
        |e: &SanityError| matches!(e, SanityError::State { object, .. } if *object == o.as_ptr() as usize);
    let mend = || {
        r.owner.store(m.index(), Relaxed);
        r.local.store(1, Relaxed);
        r.shared.store(0, Relaxed);
    };
    broken(&m, &[o], || r.owner.store(0, Relaxed), mend, is);
    broken(&m, &[o], || r.owner.store(m.index() + 1, Relaxed), mend, is);
    broken(&m, &[o], || r.shared.store(MERGED, Relaxed), mend, is);
    broken(&m, &[o], || r.shared.store(QUEUED, Relaxed), mend, is);
    let all_foreign = || {
        r.local.store(0, Relaxed);
        r.shared.store(ONE, Relaxed);
    };
    broken(&m, &[o], all_foreign, mend, is);
    drop_ref(&m, o);
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn pages_that_do_not_add_up_are_found() {
    let m = quiet().attach();
    let (o, free) = (node(&m, 2, 0), node(&m, 2, 0));
    drop_ref(&m, free);
    let r = raw(free);
    // A free block that claims to be an object: one more in use than the page knows.
    let break_it = || {
        r.owner.store(m.index(), Relaxed);
        r.local.store(0, Relaxed);
        r.shape.store(1, Relaxed);
    };
    let mend = || {
        r.owner.store(0, Relaxed);
        r.shape.store(0, Relaxed);
    };
    let page = o.as_ptr() as usize & !0xffff;
    broken(&m, &[o], break_it, mend, |e| matches!(e, SanityError::Page { page: p, .. } if *p == page));
    drop_ref(&m, o);
    assert_eq!(census(&m, &[]), 0);
}
