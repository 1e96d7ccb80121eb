//! `set` and `frozenset`: what one thread can see.

mod common;

use common::*;
use heddle_objects::slots::{Binary, Compare};
use heddle_objects::types::{dict, list, set};
use heddle_objects::{Ref, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

fn of(t: &Thread, items: &[i64]) -> Ref {
    set::from_refs(t, items.iter().map(|n| Ref::new(int(*n))).collect()).expect("ints hash")
}

fn frozen(t: &Thread, items: &[i64]) -> Ref {
    set::frozen_from_refs(t, items.iter().map(|n| Ref::new(int(*n))).collect()).expect("ints hash")
}

fn sorted(t: &Thread, s: &Ref) -> Vec<i64> {
    let mut all = ints(&set::items(t, s.v()));
    all.sort_unstable();
    all
}

#[test]
fn agrees_with_a_model() {
    with_thread(|t| {
        let s = set::new(t);
        let mut model = std::collections::BTreeSet::new();
        let mut seed = 99u64;
        for _ in 0..40_000 {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let k = ((seed >> 33) % 500) as i64 * 1024;
            match seed >> 61 {
                0..=3 => {
                    set::add(t, s.v(), int(k)).expect("ints hash");
                    model.insert(k);
                }
                4 | 5 => {
                    assert_eq!(set::discard(t, s.v(), int(k)).expect("ints hash"), model.remove(&k));
                }
                _ => assert_eq!(set::contains(t, s.v(), int(k)).expect("ints hash"), model.contains(&k)),
            }
            assert_eq!(set::len(t, s.v()), model.len());
        }
        assert_eq!(sorted(t, &s), model.iter().copied().collect::<Vec<_>>());
        let mut n = model.len();
        while !set::pop(t, s.v()).is_undef() {
            n -= 1;
        }
        assert_eq!(n, 0);
    });
}

#[test]
fn algebra_of_sets_and_their_kin() {
    with_thread(|t| {
        let a = of(t, &[1, 2, 3]);
        let b = frozen(t, &[2, 3, 4, 5]);
        let d = dict::new(t);
        for n in [2, 3, 4, 5] {
            dict::set(t, d.v(), int(n), Value::NONE).expect("ints hash");
        }
        let l = list::from_refs(t, [2, 2, 3, 4, 5].map(|n| Ref::new(int(n))).to_vec());
        let op = |a: &Ref, b: &Ref, op| ops::binary(t, a.v(), b.v(), op).expect("sets have operators");
        for (x, y) in [(&a, &b), (&b, &a)] {
            assert_eq!(sorted(t, &op(x, y, Binary::Or)), [1, 2, 3, 4, 5]);
            assert_eq!(sorted(t, &op(x, y, Binary::And)), [2, 3]);
            assert_eq!(sorted(t, &op(x, y, Binary::Xor)), [1, 4, 5]);
            assert_eq!(set::is_frozen(op(x, y, Binary::Or).v()), set::is_frozen(x.v()));
        }
        assert_eq!(sorted(t, &op(&a, &b, Binary::Sub)), [1]);
        assert_eq!(sorted(t, &op(&b, &a, Binary::Sub)), [4, 5]);
        assert_eq!(raises(t, ops::binary(t, a.v(), d.v(), Binary::And)), "TypeError");
        let mut others = vec![&b, &d];
        if ops::iter(t, l.v()).is_ok() {
            others.push(&l);
        }
        for other in others {
            let o = [other.v()];
            assert_eq!(sorted(t, &method(t, a.v(), "union", &o)), [1, 2, 3, 4, 5]);
            assert_eq!(sorted(t, &method(t, a.v(), "intersection", &o)), [2, 3]);
            assert_eq!(sorted(t, &method(t, a.v(), "difference", &o)), [1]);
            assert_eq!(sorted(t, &method(t, a.v(), "symmetric_difference", &o)), [1, 4, 5]);
            assert!(method(t, a.v(), "isdisjoint", &o).is(Value::FALSE));
            assert!(method(t, of(t, &[9]).v(), "isdisjoint", &o).is(Value::TRUE));
            assert!(method(t, of(t, &[2, 5]).v(), "issubset", &o).is(Value::TRUE));
            assert!(method(t, a.v(), "issubset", &o).is(Value::FALSE));
            assert!(method(t, of(t, &[1, 2, 3, 4, 5]).v(), "issuperset", &o).is(Value::TRUE));
            assert!(method(t, a.v(), "issuperset", &o).is(Value::FALSE));
            let changed = |name: &str| {
                let s = set::copy(t, a.v());
                method(t, s.v(), name, &o);
                sorted(t, &s)
            };
            assert_eq!(changed("update"), [1, 2, 3, 4, 5]);
            assert_eq!(changed("intersection_update"), [2, 3]);
            assert_eq!(changed("difference_update"), [1]);
            assert_eq!(changed("symmetric_difference_update"), [1, 4, 5]);
        }
        let s = of(t, &[1, 2]);
        let same = ops::inplace(t, s.v(), b.v(), Binary::Or).expect("sets have |=");
        assert!(same.is(s.v()) && set::len(t, s.v()) == 5);
        let other = ops::inplace(t, b.v(), a.v(), Binary::Or).expect("frozensets have |");
        assert!(!other.is(b.v()) && set::len(t, b.v()) == 4);
        // With itself.
        for (name, left) in [("update", 3), ("intersection_update", 3), ("difference_update", 0)] {
            let s = of(t, &[1, 2, 3]);
            method(t, s.v(), name, &[s.v()]);
            assert_eq!(set::len(t, s.v()), left, "{name}");
        }
    });
}

#[test]
fn comparisons_are_inclusions() {
    with_thread(|t| {
        let (small, large, other) = (of(t, &[1, 2]), frozen(t, &[1, 2, 3]), of(t, &[3, 4, 5]));
        let cmp = |a: &Ref, b: &Ref, op| ops::compare_bool(t, a.v(), b.v(), op).expect("sets compare");
        use Compare::*;
        assert!(
            cmp(&small, &large, Lt)
                && cmp(&small, &large, Le)
                && cmp(&large, &small, Gt)
                && cmp(&large, &small, Ge)
        );
        assert!(!cmp(&small, &small, Lt) && cmp(&small, &small, Le) && cmp(&small, &frozen(t, &[2, 1]), Eq));
        assert!(!cmp(&small, &other, Le) && !cmp(&small, &other, Ge) && cmp(&small, &other, Ne));
        assert_eq!(raises(t, ops::compare(t, small.v(), int(1), Lt)), "TypeError");
        assert!(ops::compare_bool(t, small.v(), int(1), Ne).expect("anything compares"));
    });
}

#[test]
fn frozensets_hash_by_content() {
    with_thread(|t| {
        let hash = |v: &Ref| ops::hash(t, v.v()).expect("frozensets hash");
        assert_eq!(hash(&frozen(t, &[1, 2, 3])), hash(&frozen(t, &[3, 1, 2])));
        let mut seen = std::collections::HashSet::new();
        for mask in 0..1024i64 {
            let items: Vec<i64> = (0..10).filter(|k| mask >> k & 1 == 1).collect();
            assert!(seen.insert(hash(&frozen(t, &items))), "subsets of small ints hash apart");
        }
        assert_eq!(raises(t, ops::hash(t, set::new(t).v())), "TypeError");
        // A set is looked up as the frozenset that it equals.
        let nested = set::new(t);
        set::add(t, nested.v(), frozen(t, &[1, 2]).v()).expect("frozensets hash");
        assert!(ops::contains(t, nested.v(), of(t, &[2, 1]).v()).expect("sets are looked up"));
        assert_eq!(raises(t, ops::call_method(t, nested.v(), "add", &[of(t, &[1]).v()])), "TypeError");
        assert_eq!(raises(t, ops::call_method(t, nested.v(), "remove", &[of(t, &[1]).v()])), "KeyError");
        method(t, nested.v(), "remove", &[of(t, &[1, 2]).v()]);
        assert_eq!(raises(t, ops::call_method(t, nested.v(), "pop", &[])), "KeyError");
    });
}

#[test]
fn elements_that_must_be_asked() {
    with_thread(|t| {
        // All with one hash: every comparison goes through `==`.
        let keyed = |numbers: &[i64]| {
            let s = set::new(t);
            for n in numbers {
                set::add(t, s.v(), key(t, *n, 1).v()).expect("keys hash");
            }
            s
        };
        let numbers = |s: &Ref| {
            let mut all: Vec<i64> = set::items(t, s.v()).iter().map(|v| v.expect::<Key>().number).collect();
            all.sort_unstable();
            all
        };
        let (a, b) = (keyed(&[1, 2, 3]), keyed(&[2, 3, 4]));
        let op = |op| ops::binary(t, a.v(), b.v(), op).expect("sets have operators");
        assert_eq!(numbers(&op(Binary::Or)), [1, 2, 3, 4]);
        assert_eq!(numbers(&op(Binary::And)), [2, 3]);
        assert_eq!(numbers(&op(Binary::Sub)), [1]);
        assert_eq!(numbers(&op(Binary::Xor)), [1, 4]);
        for (name, left) in [
            ("update", &[1, 2, 3, 4][..]),
            ("intersection_update", &[2, 3]),
            ("difference_update", &[1]),
            ("symmetric_difference_update", &[1, 4]),
        ] {
            let s = keyed(&[1, 2, 3]);
            method(t, s.v(), name, &[b.v()]);
            assert_eq!(numbers(&s), left, "{name}");
        }
        assert!(ops::equal(t, keyed(&[3, 2, 1]).v(), a.v()).expect("keys compare"));
        assert!(!ops::equal(t, a.v(), b.v()).expect("keys compare"));
        // Errors of `==` come through and leave the sets as they were.
        REFUSES.store(true, Relaxed);
        for o in [Binary::Or, Binary::And, Binary::Sub, Binary::Xor] {
            assert_eq!(raises(t, ops::binary(t, a.v(), b.v(), o)), "ValueError");
        }
        let absent = key(t, 9, 1);
        assert_eq!(raises(t, set::contains(t, a.v(), absent.v())), "ValueError");
        REFUSES.store(false, Relaxed);
        assert_eq!(numbers(&a), [1, 2, 3]);
        for k in set::items(t, a.v()) {
            assert!(k.obj().references() < 4, "no reference was left behind");
        }
    });
}

static TARGET: AtomicU64 = AtomicU64::new(0);

#[test]
fn an_eq_that_changes_the_set_is_asked_again() {
    with_thread(|t| {
        fn clear(t: &Thread) {
            // SAFETY: the test keeps the set.
            set::clear(t, unsafe { Value::from_bits(TARGET.load(Relaxed)) });
        }
        let s = set::new(t);
        TARGET.store(s.v().bits(), Relaxed);
        set::add(t, s.v(), hooked(t, 1, 5, Some(clear)).v()).expect("keys hash");
        set::add(t, s.v(), key(t, 1, 5).v()).expect("keys hash");
        assert_eq!(set::len(t, s.v()), 1);
        assert!(set::contains(t, s.v(), key(t, 1, 5).v()).expect("keys hash"));
        assert!(!set::discard(t, s.v(), key(t, 2, 5).v()).expect("keys hash"));
    });
}

#[test]
fn iteration_and_repr() {
    with_thread(|t| {
        let s = of(t, &[1, 2, 3]);
        let it = ops::iter(t, s.v()).expect("iterable");
        assert_eq!(ops::length_hint(t, it.v(), 0).expect("a hint"), 3);
        let mut all = vec![];
        while let Some(v) = ops::next(t, it.v()).expect("unchanged").some() {
            all.push(v);
        }
        assert_eq!(ints(&all), [1, 2, 3]);
        assert!(ops::next(t, it.v()).expect("still exhausted").is_undef());
        let it = ops::iter(t, s.v()).expect("iterable");
        set::add(t, s.v(), int(4)).expect("ints hash");
        for _ in 0..2 {
            assert_eq!(raises(t, ops::next(t, it.v())), "RuntimeError");
        }
        let text = |v: &Ref| ops::repr_text(t, v.v()).expect("sets have a repr");
        assert_eq!(text(&set::new(t)), "set()");
        assert_eq!(text(&frozen(t, &[])), "frozenset()");
        let nested = set::new(t);
        set::add(t, nested.v(), frozen(t, &[]).v()).expect("frozensets hash");
        assert_eq!(text(&nested), "{frozenset()}");
        let fs = set::frozen_from_refs(t, set::items(t, nested.v())).expect("frozensets hash");
        assert_eq!(text(&fs), "frozenset({frozenset()})");
    });
}
