//! Objects whose owner detaches, ends, or is succeeded by another thread in its slot.
//!
//! Invariant: an object that is queued to a slot is merged once, by whoever holds the slot: its
//! thread, the next one, or the thread that queued it and found nobody there. Orderings: exit and
//! detach publish the owner's counts to the claim, the release of a claim publishes the merge to the
//! thread that attaches.

use crate::explore::{bounded, exhaustive};
use crate::objects::*;
use heddle_gc::mock;
use loom::thread;

/// The owner ends; nobody comes after it.
pub fn queue_against_exit() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED);
        lend(&a, o);
        let turn = Turn::default();
        let owner = {
            let turn = turn.clone();
            thread::spawn(move || {
                use_it(o);
                turn.pass();
                decref(&a, o);
                turn.pass();
                drop(a);
                turn.pass();
            })
        };
        use_it(o);
        turn.pass();
        decref(&b, o);
        owner.join().unwrap();
        assert_nothing_left(&world);
        drop(b);
    });
}

/// The owner ends and another thread takes its slot over, with objects and inbox, and reads the object.
pub fn queue_against_adoption() {
    bounded(3, || {
        let (world, [a, b]) = world();
        let (k, o) = (mock::node(&b, 1, 0), mock::node(&a, 0, WATCHED));
        lend(&a, o);
        put(&b, k, Some(o));
        let owner = {
            let world = world.clone();
            thread::spawn(move || {
                drop(a);
                let next = world.attach();
                let o = get(&next, k).expect("it stays there");
                use_it(o);
                decref(&next, o);
                next
            })
        };
        decref(&b, o);
        let next = owner.join().unwrap();
        put(&b, k, None);
        decref(&b, k);
        finish(&world, [b, next]);
    });
}

/// The owner blocks, returns, and blocks again; its object may be merged on its behalf each time.
pub fn queue_against_return() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED);
        lend(&a, o);
        let other = thread::spawn(move || {
            use_it(o);
            decref(&b, o);
            b
        });
        a.blocking(|| ());
        use_it(o);
        decref(&a, o);
        let b = a.blocking(|| {
            let b = other.join().unwrap();
            assert_nothing_left(&world);
            b
        });
        finish(&world, [a, b]);
    });
}
