//! Biased counts: the owner's local count, the others' shared one, the queue between them, the merge.
//!
//! Invariant: every reference is counted once, wherever it is given up, so the object is freed once,
//! after everybody's last use. Orderings: a payment releases the payer's uses, and the payment or
//! merge that finds nothing left acquires them all; a merge publishes the cleared owner fields.

use crate::explore::{bounded, exhaustive};
use crate::objects::*;
use heddle_gc::mock::{self, Thread};
use loom::thread;

/// The owner and another thread each give up a reference that the owner counted.
pub fn owner_against_foreign() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED | mock::FINALISER);
        lend(&a, o);
        let turn = Turn::default();
        let foreign = {
            let turn = turn.clone();
            thread::spawn(move || {
                use_it(o);
                decref(&b, o);
                turn.pass();
                b
            })
        };
        a.safepoint();
        use_it(o);
        turn.pass();
        decref(&a, o);
        turn.pass();
        a.safepoint();
        finish_with(&world, a, foreign);
        assert_eq!(finalised(&world), 1);
    });
}

/// The owner merges while another thread pays the last reference in the shared count.
pub fn merge_against_last_decrement() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED | mock::FINALISER);
        incref(&b, o);
        let foreign = thread::spawn(move || {
            assert_merged_means_merged(o);
            use_it(o);
            decref(&b, o);
            b.pay_debts();
            b
        });
        use_it(o);
        decref(&a, o);
        a.pay_debts();
        finish_with(&world, a, foreign);
        assert_eq!(finalised(&world), 1);
    });
}

/// Two threads take the shared count below zero: one of them queues the object.
pub fn two_foreigners_queue_once() {
    bounded(2, || {
        let (world, [a, b, c]) = world();
        let o = mock::node(&a, 0, WATCHED);
        lend(&a, o);
        lend(&a, o);
        let foreign = [b, c].map(|m| {
            thread::spawn(move || {
                decref(&m, o);
                m
            })
        });
        a.safepoint();
        use_it(o);
        decref(&a, o);
        let mut threads = vec![a];
        threads.extend(foreign.map(|t| t.join().unwrap()));
        let queued: u64 = threads.iter().map(|m| m.times_queued()).sum();
        assert!(queued <= 1, "queued {queued} times");
        finish(&world, threads);
    });
}

/// Two threads use a merged object for the last time.
pub fn two_foreigners_last_use() {
    exhaustive(|| {
        let (world, [a, b, c]) = world();
        let o = merged(&a, &b, WATCHED);
        incref(&c, o);
        let turn = Turn::default();
        let give_up = move |m: Thread, turn: Turn| {
            use_it(o);
            turn.pass();
            decref(&m, o);
            turn.pass();
            m.pay_debts();
            m
        };
        let other = {
            let turn = turn.clone();
            thread::spawn(move || give_up(c, turn))
        };
        let b = give_up(b, turn);
        let c = other.join().unwrap();
        finish(&world, [a, b, c]);
    });
}

/// The owner merges at its last use an object that is on its way to the owner's inbox.
pub fn queue_against_zero_local() {
    exhaustive(|| {
        let (world, [a, b]) = world();
        let o = mock::node(&a, 0, WATCHED);
        lend(&a, o);
        lend(&a, o);
        let given = Gift::default();
        let gift = given.clone();
        let foreign = thread::spawn(move || {
            // Queued: one of the two that the owner counted. Then one counted here goes back.
            decref(&b, o);
            incref(&b, o);
            gift.give();
            decref(&b, o);
            b
        });
        a.safepoint();
        let mine = 1 + u32::from(given.take());
        for _ in 0..mine {
            use_it(o);
            decref(&a, o);
        }
        a.safepoint();
        let b = foreign.join().unwrap();
        if given.take() {
            decref(&b, o);
        }
        finish(&world, [a, b]);
    });
}
