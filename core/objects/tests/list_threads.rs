//! Lists that several threads use at once.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]

mod support;

use heddle_objects::types::{iterators, list, range, str, tuple};
use heddle_objects::{Ref, Thread, Value, ops};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use support::{Random, int, python};

/// Runs `f(thread, number)` on several threads over a value that all share.
fn together(make: impl FnOnce(&Thread) -> Ref, n: usize, f: impl Fn(&Thread, Value, usize) + Sync) {
    python(|t| {
        let shared = make(t);
        let v = shared.v().bits();
        let finished = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..n)
                .map(|k| {
                    let f = &f;
                    // SAFETY: `shared` is kept until all have finished.
                    scope.spawn(move || python(|t| f(t, unsafe { Value::from_bits(v) }, k)))
                })
                .collect();
            t.blocking(|| {
                for w in workers {
                    if let Err(panic) = w.join() {
                        std::panic::resume_unwind(panic);
                    }
                }
            });
            finished.store(true, Relaxed);
        });
        drop(shared);
        t.m.collect();
    });
}

#[test]
fn list_against_model() {
    together(list::new, 3, |t, _, k| {
        (0..10).for_each(|seed| support::list_against_model(t, seed * 3 + k as u64, 1_000));
    });
}

/// Readers, without a lock, beside writers of every kind: what they read is an item that was once put there.
#[test]
fn everything_at_once() {
    let make = |t: &Thread| list::from_refs(t, (0..50).map(|k| t.str(&format!("old {k}"))).collect());
    together(make, 6, |t, l, k| {
        let mut random = Random(k as u64 + 1);
        let check = |item: Ref| {
            let text = str::lossy(item.v());
            assert!(text.starts_with("old ") || text.starts_with("new "), "{text}");
        };
        for round in 0..20_000 {
            t.m.safepoint();
            if k < 3 {
                let item = list::get(t, l, random.below(60));
                if !item.is_undef() {
                    check(item);
                }
                if round % 100 == 0 {
                    ops::collect(t, ops::iter(t, l).expect("iterates").v())
                        .expect("does not fail")
                        .into_iter()
                        .for_each(check);
                }
                continue;
            }
            let fresh = || t.str(&format!("new {k} {round}"));
            match random.below(12) {
                0 | 1 => list::append(t, l, fresh()),
                2 => list::insert(t, l, random.below(60) as isize, fresh()).expect("room"),
                3..6 => {
                    if let Ok(item) = list::pop(t, l, -(random.below(40) as isize) - 1) {
                        check(item);
                    }
                }
                6 => drop(list::set(t, l, random.below(60), fresh())),
                7 => drop(ops::call_method(t, l, "reverse", &[]).expect("reverses")),
                8 => drop(ops::call_method(t, l, "sort", &[]).expect("sorts")),
                9 if list::len(t, l) < 100 => {
                    drop(ops::call_method(t, l, "extend", &[l]).expect("extends"));
                }
                10 => {
                    let key = support::slice_of(
                        t,
                        [Some(random.below(30) as i64), None, Some(random.below(3) as i64 + 1)],
                    );
                    ops::delitem(t, l, key.v()).expect("deletes");
                }
                11 if round % 50 == 0 => list::clear(t, l),
                _ => drop(ops::getitem(t, l, int(0)).map(check)),
            }
        }
    });
}

/// Appends and pops lose nothing and double nothing.
#[test]
fn appends_and_pops_balance() {
    static POPPED: AtomicUsize = AtomicUsize::new(0);
    const EACH: usize = 20_000;
    let total = AtomicUsize::new(0);
    together(list::new, 4, |t, l, k| {
        if k < 2 {
            for n in 0..EACH {
                list::append(t, l, t.str(&format!("{k} {n}")));
                t.m.safepoint();
            }
            return;
        }
        let mut mine = 0;
        while POPPED.load(Relaxed) < 2 * EACH {
            t.m.safepoint();
            if list::pop(t, l, if mine % 2 == 0 { -1 } else { 0 }).is_ok() {
                POPPED.fetch_add(1, Relaxed);
                mine += 1;
            }
        }
        assert!(list::len(t, l) == 0);
        total.fetch_add(mine, Relaxed);
    });
    assert_eq!(total.load(Relaxed), 2 * EACH);
}

/// A sort of native keys is seen before or after, never in between: the list is never short, nor half sorted.
#[test]
fn sorts_are_published_whole() {
    let numbers: Vec<i64> = (0..40_000).map(|k| (k * 7919) % 40_009).collect();
    let make = move |t: &Thread| {
        let l = list::from_refs(t, numbers.iter().map(|&n| t.int(n)).collect());
        tuple::from_refs(t, vec![l])
    };
    together(make, 3, |t, shared, k| {
        let l = tuple::items(&shared)[0];
        for round in 0..6 {
            if k == 0 {
                let reverse = Value::bool(round % 2 == 0);
                list::sort(t, l, Value::NONE, reverse.is(Value::TRUE)).expect("ints");
                continue;
            }
            for _ in 0..20 {
                assert_eq!(list::len(t, l), 40_000);
                let now = list::snapshot(t, l);
                let first = now[0].as_small_int();
                if first == Some(0) && now[1].as_small_int() == Some(1) {
                    assert!(now.windows(2).all(|w| w[0].as_small_int() < w[1].as_small_int()));
                }
                t.m.safepoint();
            }
        }
    });
}

/// Threads that exhaust one iterator together: nothing crashes, nothing comes after the end.
#[test]
fn shared_iterators_end() {
    let make = |t: &Thread| {
        let items: Vec<Ref> = (0..3_000).map(|k| t.str(&format!("old {k}"))).collect();
        let l = list::from_refs(t, items.iter().map(|i| Ref::new(i.v())).collect());
        let tup = tuple::from_refs(t, items);
        let numbers = range::from_values(t, int(0), int(3_000), int(1)).expect("a range");
        let all = [l.v(), tup.v(), numbers.v()];
        let mut its: Vec<Ref> = all.iter().map(|&v| ops::iter(t, v).expect("iterates")).collect();
        its.push(iterators::sequence_iter(t, l.v()));
        its.push(iterators::new_reversed(t, tup.v()).expect("reverses"));
        its.push(ops::call_method(t, l.v(), "__reversed__", &[]).expect("reverses"));
        its.push(ops::call_pos(t, iterators::ENUMERATE.get(), &[l.v()]).expect("enumerates"));
        let again = ops::iter(t, l.v()).expect("iterates");
        its.push(ops::call_pos(t, iterators::ZIP.get(), &[again.v(), tup.v()]).expect("zips"));
        tuple::from_refs(t, its)
    };
    together(make, 4, |t, its, _| {
        for &it in tuple::items(&its) {
            let mut n = 0;
            while !ops::next(t, it).expect("does not fail").is_undef() {
                n += 1;
                t.m.safepoint();
            }
            assert!(n <= 3_000 * 4);
        }
    });
}
