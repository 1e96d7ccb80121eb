//! Debts that are credits: a decrement that a thread owes is a reference that it still holds.
//!
//! Invariant: a credit that is taken back is as good as a counted reference, whatever the owner and
//! others do to the object meanwhile. Nothing here is about orderings.

use crate::explore::bounded;
use crate::objects::*;
use heddle_gc::mock;
use loom::thread;

/// A thread takes a debt back while the owner merges the object and gives up its last reference.
pub fn credit_against_merge_and_free() {
    bounded(2, || {
        let (world, [a, b]) = world();
        // The model's table has two entries: two of three objects share one.
        let objects = [(); 3].map(|()| mock::node(&a, 0, WATCHED));
        for o in objects {
            incref(&b, o);
        }
        let foreign = thread::spawn(move || {
            for o in objects {
                // A debt, whatever the entry held before; then the credit.
                incref(&b, o);
                decref(&b, o);
                incref(&b, o);
                use_it(o);
                decref(&b, o);
                use_it(o);
            }
            decref_all(&b, objects);
            b.pay_debts();
            b
        });
        decref_all(&a, objects);
        a.pay_debts();
        finish_with(&world, a, foreign);
    });
}
