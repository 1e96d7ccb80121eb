//! References that are taken without holding one: a slot is read without a lock while its object dies,
//! and while its block begins another life.
//!
//! Invariant: a reader gets the object that the slot held, alive, or nothing; never a stranger in a
//! reused block, and a reference that it took in vain is given back. Orderings: a fresh object's
//! `shared` is released and the increment acquires it, so whoever got hold of a stranger finds the
//! slot changed.

use crate::explore::{bounded, exhaustive};
use crate::objects::*;
use heddle_gc::mock::{self, FINALISER, Thread};
use heddle_gc::{Obj, header};
use loom::thread;

/// What marks the strangers.
const STRANGER: u32 = WATCHED | FINALISER;

/// Tries to read the slot of `k` and checks what it gets.
fn read(m: &Thread, k: Obj) {
    // SAFETY: the model holds a reference to `k`.
    if let Ok(Some(o)) = unsafe { mock::try_get(m, k, 0) } {
        assert_eq!(o.shape() & FINALISER, 0, "a stranger");
        use_it(o);
        decref(m, o);
    }
}

/// The slot's reference, the last one to a merged object, is given up.
pub fn try_incref_against_last_decrement() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let (k, o) = (mock::node(&a, 1, 0), merged(&a, &b, WATCHED));
        put(&a, k, Some(o));
        let reader = thread::spawn(move || {
            read(&b, k);
            b
        });
        put(&a, k, None);
        let b = reader.join().unwrap();
        decref(&a, k);
        finish(&world, [a, b]);
    });
}

/// The slot's reference, the last one to an object that only its owner has seen, is given up.
pub fn try_incref_against_private_free() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let (k, o) = (mock::node(&a, 1, 0), mock::node(&a, 0, WATCHED));
        put(&a, k, Some(o));
        let reader = thread::spawn(move || {
            if let Some(o) = get(&b, k) {
                use_it(o);
                decref(&b, o);
            }
            b
        });
        put(&a, k, None);
        let b = reader.join().unwrap();
        decref(&a, k);
        finish(&world, [a, b]);
    });
}

/// The block is reused at once by an object that is marked SEEN.
pub fn try_incref_against_reuse() {
    bounded(3, || {
        let (world, [a, b]) = world();
        let (k, o) = (mock::node(&a, 1, 0), mock::node(&a, 0, WATCHED));
        put(&a, k, Some(o));
        let held = fill::<1>(&a);
        let reader = thread::spawn(move || {
            read(&b, k);
            b
        });
        put(&a, k, None);
        let stranger = mock::node(&a, 0, STRANGER);
        // SAFETY: the reference is held.
        unsafe { a.mark_seen(stranger) };
        use_it(stranger);
        decref(&a, stranger);
        let b = reader.join().unwrap();
        decref_all(&a, held);
        decref(&a, k);
        finish(&world, [a, b]);
    });
}

/// The block is reused by an object to which a third thread takes a reference with Relaxed: only its
/// first store can tell the reader that the slot has changed.
pub fn fresh_header_against_stale_reader() {
    exhaustive(|| {
        let (world, [a, b, c]) = world();
        let (k, o) = (mock::node(&a, 1, 0), mock::node(&a, 0, WATCHED));
        put(&a, k, Some(o));
        let held = fill::<1>(&a);
        let reader = thread::spawn(move || {
            read(&b, k);
            b
        });
        put(&a, k, None);
        let stranger = mock::node(&a, 0, STRANGER);
        incref(&c, stranger);
        decref(&c, stranger);
        decref(&a, stranger);
        let b = reader.join().unwrap();
        decref_all(&a, held);
        decref(&a, k);
        finish(&world, [a, b, c]);
    });
}

/// The block is reused by an object that becomes immortal.
pub fn fresh_immortal_against_stale_reader() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let (k, o) = (mock::node(&a, 1, 0), mock::node(&a, 0, WATCHED));
        put(&a, k, Some(o));
        let held = fill::<1>(&a);
        let reader = thread::spawn(move || {
            read(&b, k);
            b
        });
        put(&a, k, None);
        let stranger = mock::node(&a, 0, STRANGER);
        // SAFETY: the reference is held.
        unsafe { a.immortalise(stranger) };
        let b = reader.join().unwrap();
        decref_all(&a, held);
        decref(&a, k);
        drop((a, b));
        assert_ne!(stranger.flags() & header::IMMORTAL, 0);
        assert_eq!(world.live_blocks(), 1);
    });
}
