//! Growable tables that are read without a lock.
//!
//! Invariant: a reader gets what the list held, alive, from a table that is not freed under it.
//! Orderings: a grown table is published with its contents; an old one is freed after every reader has
//! passed a safepoint.

use crate::explore::exhaustive;
use crate::objects::*;
use heddle_gc::Obj;
use heddle_gc::mock::{self, FINALISER, Thread};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};
use heddle_threads::sync::{Mutation, mutated};
use loom::thread;
use std::sync::Arc;

/// Reads entry 0 of the list and checks what it gets.
fn read(m: &Thread, list: Obj) {
    // SAFETY: the model holds a reference to the list.
    if let Ok(Some(o)) = unsafe { mock::list_try_get(m, list, 0) } {
        assert_eq!(o.shape() & FINALISER, 0, "a stranger");
        use_it(o);
        decref(m, o);
    }
}

/// A list with one entry.
fn list(m: &Thread, value: Obj) -> Obj {
    let list = mock::list(m, 1);
    // SAFETY: as above.
    unsafe { mock::list_replace(m, list, 0, Some(value)) };
    list
}

/// The table grows; the entry is removed from the new one; its block is reused; the old table still
/// has the address.
pub fn table_growth_against_reader() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let list = list(&a, mock::node(&a, 0, WATCHED));
        let held = fill::<1>(&a);
        let reader = thread::spawn(move || {
            read(&b, list);
            b
        });
        // SAFETY: the list's reference is held.
        let old = unsafe {
            mock::list_grow(&a, list, 1);
            mock::list_replace(&a, list, 0, None)
        };
        decref(&a, old.expect("it was there"));
        let stranger = mock::node(&a, 0, WATCHED | FINALISER);
        // SAFETY: the reference is held.
        unsafe { a.mark_seen(stranger) };
        let b = reader.join().unwrap();
        decref(&a, stranger);
        decref_all(&a, held);
        decref(&a, list);
        finish(&world, [a, b]);
    });
}

/// A grown table is published, and another entry put into it, while another thread reads.
pub fn table_publish_against_reader() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let list = list(&a, mock::node(&a, 0, WATCHED));
        let reader = thread::spawn(move || {
            read(&b, list);
            b.safepoint();
            b
        });
        let new = mock::node(&a, 0, WATCHED);
        // SAFETY: the list's reference is held.
        let old = unsafe {
            mock::list_grow(&a, list, 0);
            mock::list_replace(&a, list, 0, Some(new))
        };
        decref(&a, old.expect("it was there"));
        a.safepoint();
        let b = reader.join().unwrap();
        decref(&a, list);
        finish(&world, [a, b]);
    });
}

/// A version vouches for what a list holds, and a reader has noted the value: the value is replaced, the version changed, the block
/// reused. (Inline caches and the method caches of types: what a class's attribute led to.)
pub fn guarded_value_against_change() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let value = mock::node(&a, 0, WATCHED);
        let list = list(&a, value);
        // SAFETY: the list's reference is held.
        unsafe { a.mark_seen(value) };
        let held = fill::<1>(&a);
        let version = Arc::new(AtomicU64::new(1));
        let guard = version.clone();
        let reader = thread::spawn(move || {
            // Acquire: pairs with the Release below.
            let holds = || guard.load(Acquire) == 1;
            // SAFETY: the writer changes the version before it gives up the list's reference.
            if let Some(o) = unsafe { b.read_guarded(value, Some, holds) } {
                assert_eq!(o.shape() & FINALISER, 0, "a stranger");
                use_it(o);
                decref(&b, o);
            }
            b
        });
        // SAFETY: the list's reference is held.
        let old = unsafe { mock::list_replace(&a, list, 0, None) }.expect("it was there");
        let late = mutated(Mutation::GuardChangesLate);
        if !late {
            version.store(2, Release);
        }
        decref(&a, old);
        let stranger = mock::node(&a, 0, WATCHED | FINALISER);
        // SAFETY: the reference is held.
        unsafe { a.mark_seen(stranger) };
        if late {
            version.store(2, Release);
        }
        let b = reader.join().unwrap();
        decref(&a, stranger);
        decref_all(&a, held);
        decref(&a, list);
        finish(&world, [a, b]);
    });
}
