//! Weak references: an upgrade against the death, or the resurrection, of its object.
//!
//! Invariant: an upgrade gives the object that the cell was made for, alive, or nothing. Orderings: the
//! cell is cleared before the block can begin another life, and who takes a reference to that life
//! finds it cleared.

use crate::explore::bounded;
use crate::objects::*;
use heddle_gc::mock::{self, FINALISER, SAVED, Thread};
use heddle_gc::{Obj, WeakCell};
use loom::thread;
use std::sync::Arc;

/// A weak cell of `o`, of which `m` holds a reference.
fn weak(m: &Thread, o: Obj) -> Arc<WeakCell> {
    // SAFETY: a reference is held.
    unsafe { m.weak_cell(o) }
}

/// The object dies, and its block is reused at once.
pub fn weak_upgrade_against_death() {
    bounded(3, || {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED);
        let held = fill::<2>(&a);
        let cell = weak(&a, o);
        let upgrader = {
            let cell = cell.clone();
            thread::spawn(move || {
                if let Some(o) = b.upgrade(&cell) {
                    assert_eq!(o.shape() & FINALISER, 0, "a stranger");
                    use_it(o);
                    decref(&b, o);
                }
                b
            })
        };
        decref(&a, o);
        let stranger = mock::node(&a, 0, WATCHED | FINALISER);
        // SAFETY: the reference is held.
        unsafe { a.mark_seen(stranger) };
        decref(&a, stranger);
        decref_all(&a, held);
        finish_with(&world, a, upgrader);
        assert!(cell.is_dead());
    });
}

/// The object's finaliser opens a window in which another thread may bring it back.
pub fn weak_upgrade_against_resurrection() {
    bounded(3, || {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED | FINALISER);
        let cell = weak(&a, o);
        let upgrader = {
            let cell = cell.clone();
            thread::spawn(move || {
                if let Some(o) = b.upgrade(&cell) {
                    use_it(o);
                    decref(&b, o);
                }
                b
            })
        };
        decref(&a, o);
        finish_with(&world, a, upgrader);
        assert!(cell.is_dead());
        assert_eq!(finalised(&world), 1);
    });
}

/// The object's finaliser brings it back itself.
pub fn weak_upgrade_against_saving() {
    bounded(3, || {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED | SAVED);
        let cell = weak(&a, o);
        let upgrader = {
            let cell = cell.clone();
            thread::spawn(move || {
                if let Some(o) = b.upgrade(&cell) {
                    use_it(o);
                    decref(&b, o);
                    b.pay_debts();
                }
                b
            })
        };
        decref(&a, o);
        a.pay_debts();
        let b = upgrader.join().unwrap();
        assert!(!cell.is_dead());
        let saved = std::mem::take(&mut *world.language().saved.lock());
        assert_eq!(saved, [o]);
        use_it(o);
        decref(&a, o);
        finish(&world, [a, b]);
        assert!(cell.is_dead());
        assert_eq!(finalised(&world), 1);
    });
}
