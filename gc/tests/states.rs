//! The states of a header: private, shared, queued, merged, immortal, and the ways between them.
// Tests use std's own threads and atomics beside the kernel's.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]
#![cfg(not(loom))]

mod common;

use common::*;
use heddle_gc::header::{COUNT_LIMIT, IMMORTAL, MERGED, ONE, QUEUED, SEEN};
use heddle_gc::mock::{FINALISER, node};
use heddle_gc::{Header, Obj};
use std::sync::atomic::Ordering::Relaxed;

fn is_immortal(o: Obj) -> bool {
    o.flags() & IMMORTAL != 0
}

#[test]
fn a_header_has_sixteen_bytes() {
    assert_eq!((size_of::<Header>(), align_of::<Header>()), (16, 8));
    assert_eq!((size_of::<Obj>(), size_of::<Option<Obj>>()), (8, 8));
    assert_eq!(heddle_gc::heap::PAYLOAD_OFFSET, 16);
}

#[test]
fn a_fresh_object_is_private_and_dies_without_an_atomic_step() {
    let m = quiet().attach();
    let o = node(&m, 1, 0);
    assert_eq!(fields(o), (m.index(), 1, 0, 0));
    keep(&m, o);
    assert_eq!(fields(o), (m.index(), 2, 0, 0));
    drop_ref(&m, o);
    assert_eq!(fields(o), (m.index(), 1, 0, 0));
    drop_ref(&m, o);
    assert_eq!((o.shape(), o.owner()), (0, 0), "a free block");
    let stats = m.stats();
    assert_eq!((stats.merges, stats.queued, stats.payments), (0, 0, 0));
}

#[test]
fn a_foreign_reference_counts_in_shared_and_marks_the_object_seen() {
    let m = quiet().attach();
    let o = node(&m, 1, 0);
    elsewhere(&m, |t| {
        keep(t, o);
        assert_eq!(fields(o), (1, 1, SEEN, 1));
    });
    assert_eq!(o.references(), 2);
    drop_ref(&m, o);
    drop_ref(&m, o);
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn a_decrement_below_zero_queues_the_object_once_and_the_owner_merges_it() {
    let m = quiet().attach();
    let o = node(&m, 1, 0);
    (0..4).for_each(|_| _ = keep(&m, o));
    let (rt, ready) = (m.runtime().clone(), std::sync::atomic::AtomicBool::new(false));
    std::thread::scope(|s| {
        s.spawn(|| {
            let t = rt.attach();
            drop_ref(&t, o);
            // One reference stays with the queue.
            assert_eq!(fields(o), (1, 5, QUEUED, 0));
            drop_ref(&t, o);
            assert_eq!(fields(o), (1, 5, QUEUED, -1), "queued already");
            ready.store(true, Relaxed);
        });
        // Attaching the second thread stops this one once.
        poll_until(&m, std::time::Duration::from_secs(10), || ready.load(Relaxed));
    });
    m.safepoint();
    assert_eq!(fields(o), (0, 0, MERGED, 3));
    assert_eq!((m.stats().queued, m.stats().merges), (1, 1));
    (0..3).for_each(|_| drop_ref(&m, o));
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn the_objects_of_a_sleeping_or_ended_thread_are_merged_on_its_behalf() {
    let m = quiet().attach();
    let sleeping = node(&m, 1, FINALISER);
    elsewhere(&m, |t| {
        drop_ref(t, sleeping);
        assert_eq!(t.runtime().language().finalised.load(Relaxed), 1, "its owner sleeps");
    });
    let orphan = elsewhere(&m, |t| node(t, 1, FINALISER));
    drop_ref(&m, orphan);
    assert_eq!(m.runtime().language().finalised.load(Relaxed), 2, "its owner is gone");
    assert_eq!(m.stats().on_behalf, 2);
    assert_eq!(census(&m, &[]), 0);
}

#[test]
fn counts_beyond_the_limit_make_an_object_immortal() {
    let m = quiet().attach();
    let far = COUNT_LIMIT as u32;
    // The owner's own count: the limit is where it would look negative.
    let own = node(&m, 1, 0);
    raw(own).local.store(i32::MAX as u32, Relaxed);
    keep(&m, own);
    assert!(is_immortal(own));
    // The same once others look at it.
    let seen = node(&m, 1, 0);
    // SAFETY: this test holds a reference.
    unsafe { m.mark_seen(seen) };
    raw(seen).local.store(i32::MAX as u32, Relaxed);
    keep(&m, seen);
    assert!(is_immortal(seen));
    // An increment by somebody else.
    let up = node(&m, 1, 0);
    raw(up).shared.store((far * ONE) | SEEN, Relaxed);
    elsewhere(&m, |t| _ = keep(t, keep(t, up)));
    assert!(is_immortal(up));
    // A reference taken by a reader without a lock.
    let read = node(&m, 1, 0);
    raw(read).shared.store((far * ONE) | SEEN, Relaxed);
    elsewhere(&m, |t| {
        // SAFETY: this test holds a reference to it.
        (0..2).for_each(|_| assert!(unsafe { t.try_incref(read) }));
    });
    assert!(is_immortal(read));
    // A decrement by somebody else, queued long ago.
    let down = node(&m, 1, 0);
    raw(down).shared.store(far.wrapping_neg().wrapping_mul(ONE) | QUEUED, Relaxed);
    elsewhere(&m, |t| {
        drop_ref(t, down);
        raw(down).shared.fetch_and(!QUEUED, Relaxed);
    });
    assert!(is_immortal(down));
    // A merge of more than the field holds.
    let merged = node(&m, 1, 0);
    raw(merged).local.store(far + 2, Relaxed);
    elsewhere(&m, |t| drop_ref(t, merged));
    assert!(is_immortal(merged));
    // They stay, whoever counts them down.
    for o in [own, seen, up, read, down, merged] {
        (0..3).for_each(|_| drop_ref(&m, o));
        elsewhere(&m, |t| (0..3).for_each(|_| drop_ref(t, o)));
        assert!(is_immortal(o) && o.shape() != 0);
    }
    m.collect();
    assert_eq!(m.check_sanity(Some(&[])).expect("sane").immortal, 6);
}

#[test]
fn an_owner_that_counts_an_immortal_object_down_to_zero_starts_over() {
    let m = quiet().attach();
    let o = node(&m, 1, FINALISER);
    // Made immortal by another thread: the owner's count does not know.
    // SAFETY: this test holds a reference.
    elsewhere(&m, |t| unsafe { t.immortalise(o) });
    drop_ref(&m, o);
    (0..1000).for_each(|_| drop_ref(&m, o));
    (0..1000).for_each(|_| _ = keep(&m, o));
    assert!(is_immortal(o) && o.shape() != 0);
    assert_eq!(m.runtime().language().finalised.load(Relaxed), 0);
    assert_eq!(m.check_sanity(Some(&[])).expect("sane").immortal, 1);
}

/// CPython 152276: interned, and so immortal, while it waits in a merge queue.
#[test]
fn an_object_may_become_immortal_while_it_is_in_an_inbox() {
    let m = quiet().attach();
    for by_owner in [true, false] {
        let o = node(&m, 1, FINALISER);
        let other = keep(&m, o);
        let (rt, step) = (m.runtime().clone(), std::sync::atomic::AtomicU32::new(0));
        std::thread::scope(|s| {
            let thread = s.spawn(|| {
                let t = rt.attach();
                drop_ref(&t, other);
                assert_eq!(fields(o).2 & QUEUED, QUEUED);
                if !by_owner {
                    // SAFETY: the owner holds a reference meanwhile.
                    unsafe { t.immortalise(o) };
                }
                step.store(1, Relaxed);
                // Attached: nobody merges on this thread's behalf.
                poll_until(&t, std::time::Duration::from_secs(10), || step.load(Relaxed) == 2);
            });
            // No safepoint between the queueing and the immortalisation, but one to let it start.
            while step.load(Relaxed) == 0 {
                if fields(o).2 & QUEUED == 0 {
                    m.safepoint();
                }
            }
            if by_owner {
                // SAFETY: this test holds a reference.
                unsafe { m.immortalise(o) };
            }
            m.safepoint();
            assert!(is_immortal(o) && o.shape() != 0);
            (0..5).for_each(|_| drop_ref(&m, o));
            step.store(2, Relaxed);
            // The end of a scope is a hand-over that ThreadSanitizer does not see; a join it does.
            m.blocking(|| thread.join().expect("no panic there"));
        });
        assert!(is_immortal(o) && o.shape() != 0);
    }
    assert_eq!(m.runtime().language().finalised.load(Relaxed), 0);
    assert_eq!(m.check_sanity(Some(&[])).expect("sane").immortal, 2);
}
