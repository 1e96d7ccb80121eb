//! Blocks that are freed by others than their page's owner, and pages that are given back.
//!
//! Invariant: a block that another thread freed is found by whoever holds the page's slot and is
//! used again, once. Orderings: the push of a block publishes its link, and the push of a page its
//! own; both are taken with Acquire. A page is made new only when no stale reader can look into it.

use crate::explore::exhaustive;
use crate::objects::*;
use heddle_gc::Obj;
use heddle_gc::mock::{self, FINALISER, Thread};
use loom::thread;

/// A full page of `a`'s: two merged objects of `b` and `c`, and one of `a`'s own.
fn full_page(a: &Thread, b: &Thread, c: &Thread) -> [Obj; 3] {
    [merged(a, b, WATCHED), merged(a, c, WATCHED), mock::node(a, 0, WATCHED)]
}

/// Allocates two objects that are not `mine`, taking turns, and gives them up.
fn allocate(m: &Thread, turn: &Turn, mine: Obj) {
    let new = [(); 2].map(|()| {
        turn.pass();
        mock::node(m, 0, WATCHED)
    });
    assert!(new[0] != new[1] && !new.contains(&mine));
    decref_all(m, new);
}

/// Gives up objects, taking turns.
fn free(m: &Thread, turn: &Turn, objects: impl IntoIterator<Item = Obj>) {
    for o in objects {
        turn.pass();
        decref(m, o);
    }
    turn.pass();
}

/// The blocks that others freed are used again, at the latest when this thread has no others. At most
/// two pages are in use, and `mine` is alive.
fn assert_found(m: &Thread, freed: [Obj; 2], mine: Obj) {
    let all = fill::<5>(m);
    assert!(freed.iter().all(|o| all.contains(o)), "a block that was freed is not found");
    assert!(!all.contains(&mine));
    decref_all(m, all);
    decref(m, mine);
}

/// Another thread frees two blocks one after the other while the owner allocates.
pub fn remote_free_against_owner() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let [x, y, mine] = full_page(&a, &b, &b);
        let turn = Turn::default();
        let other = {
            let turn = turn.clone();
            thread::spawn(move || {
                free(&b, &turn, [x, y]);
                b
            })
        };
        allocate(&a, &turn, mine);
        let b = other.join().unwrap();
        assert_found(&a, [x, y], mine);
        finish(&world, [a, b]);
    });
}

/// Two threads free blocks of one page; its owner finds both.
pub fn remote_free_is_found() {
    exhaustive(|| {
        let (world, [a, b, c]) = world();
        let [x, y, mine] = full_page(&a, &b, &c);
        let turn = Turn::default();
        let other = {
            let turn = turn.clone();
            thread::spawn(move || {
                free(&b, &turn, [x]);
                b
            })
        };
        free(&c, &turn, [y]);
        let b = other.join().unwrap();
        assert_found(&a, [x, y], mine);
        finish(&world, [a, b, c]);
    });
}

/// The owner ends, and the next thread in its slot takes over pages and remote frees.
pub fn remote_free_against_adoption() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let [x, y, mine] = full_page(&a, &b, &b);
        let turn = Turn::default();
        let owner = {
            let (world, turn) = (world.clone(), turn.clone());
            thread::spawn(move || {
                drop(a);
                let next = world.attach();
                allocate(&next, &turn, mine);
                next
            })
        };
        free(&b, &turn, [x, y]);
        let next = owner.join().unwrap();
        assert_found(&next, [x, y], mine);
        finish(&world, [b, next]);
    });
}

/// A page whose last object dies is given back and made new while a stale reader holds an address.
pub fn page_reuse_against_stale_reader() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        // Of another size: in another page.
        let k = mock::node(&a, 8, 0);
        let [x, y, o] = [(); 3].map(|()| mock::node(&a, 0, WATCHED));
        put(&a, k, Some(o));
        // A second page, full, is the current one.
        let kept = [(); 3].map(|()| mock::node(&a, 0, WATCHED));
        decref(&a, x);
        decref(&a, y);
        let reader = thread::spawn(move || {
            // SAFETY: the model holds a reference to `k`.
            if let Ok(Some(o)) = unsafe { mock::try_get(&b, k, 0) } {
                assert_eq!(o.shape() & FINALISER, 0, "a stranger");
                use_it(o);
                decref(&b, o);
            }
            b.safepoint();
            b
        });
        put(&a, k, None);
        a.safepoint();
        let stranger = mock::node(&a, 0, WATCHED | FINALISER);
        // SAFETY: the reference is held.
        unsafe { a.mark_seen(stranger) };
        let b = reader.join().unwrap();
        decref(&a, stranger);
        decref_all(&a, kept);
        decref(&a, k);
        finish(&world, [a, b]);
    });
}
