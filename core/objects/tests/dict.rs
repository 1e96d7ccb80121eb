//! `dict`: what one thread can see.

mod common;

use common::*;
use heddle_objects::slots::{Binary, Compare};
use heddle_objects::types::{dict, list, set, str, tuple};
use heddle_objects::{Args, Ref, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

fn fill(t: &Thread, pairs: &[(i64, i64)]) -> Ref {
    let d = dict::new(t);
    for (k, v) in pairs {
        dict::set(t, d.v(), int(*k), int(*v)).expect("ints hash");
    }
    d
}

fn pairs(t: &Thread, d: Value) -> Vec<(i64, i64)> {
    let n = |v: &Ref| v.as_small_int().expect("an int");
    dict::items(t, d).iter().map(|(k, v)| (n(k), n(v))).collect()
}

#[test]
fn keeps_the_order_of_insertion_through_growth_and_deletion() {
    with_thread(|t| {
        let d = dict::new(t);
        let mut model: Vec<(i64, i64)> = vec![];
        let mut seed = 12345u64;
        for step in 0..60_000i64 {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            // Keys that collide in the low bits, too.
            let k = ((seed >> 33) % 700) as i64 * if step % 2 == 0 { 1 } else { 4096 };
            match seed >> 61 {
                0..=4 => {
                    dict::set(t, d.v(), int(k), int(step)).expect("ints hash");
                    match model.iter_mut().find(|e| e.0 == k) {
                        Some(e) => e.1 = step,
                        None => model.push((k, step)),
                    }
                }
                5 | 6 => {
                    let had = dict::remove(t, d.v(), int(k)).expect("ints hash");
                    let at = model.iter().position(|e| e.0 == k);
                    assert_eq!(had.as_small_int(), at.map(|at| model.remove(at).1));
                }
                _ => {
                    let had = dict::get(t, d.v(), int(k)).expect("ints hash");
                    assert_eq!(had.as_small_int(), model.iter().find(|e| e.0 == k).map(|e| e.1));
                }
            }
            assert_eq!(dict::len(t, d.v()), model.len());
        }
        assert_eq!(pairs(t, d.v()), model);
        let copy = dict::copy(t, d.v());
        assert_eq!(pairs(t, copy.v()), model);
        while let Some((k, v)) = dict::pop_item(t, d.v()) {
            assert_eq!(
                (k.as_small_int(), v.as_small_int()),
                (model.last().map(|e| e.0), model.last().map(|e| e.1))
            );
            model.pop();
        }
        assert!(model.is_empty());
        assert!(ops::equal(t, copy.v(), copy.v()).expect("dicts compare"));
    });
}

#[test]
fn every_width_of_index_finds_its_keys() {
    with_thread(|t| {
        for n in [1i64, 5, 6, 170, 171, 43_690, 43_691, 100_000] {
            let d = dict::new(t);
            for k in 0..n {
                dict::set(t, d.v(), int(k * 7), int(k)).expect("ints hash");
            }
            for k in (0..n).step_by(if n > 1000 { 97 } else { 1 }) {
                assert_eq!(dict::get(t, d.v(), int(k * 7)).expect("ints hash").as_small_int(), Some(k));
                assert!(dict::get(t, d.v(), int(k * 7 + 1)).expect("ints hash").is_undef());
            }
            let copy = dict::copy(t, d.v());
            assert_eq!(
                dict::get(t, copy.v(), int((n - 1) * 7)).expect("ints hash").as_small_int(),
                Some(n - 1)
            );
            assert_eq!(dict::len(t, copy.v()), n as usize);
        }
    });
}

#[test]
fn strs_are_one_key_whoever_made_them() {
    with_thread(|t| {
        let d = dict::new(t);
        let name = t.intern("name");
        dict::set_str(t, d.v(), name.v(), int(1));
        assert_eq!(dict::get(t, d.v(), t.str("name").v()).expect("strs hash").as_small_int(), Some(1));
        dict::set(t, d.v(), t.str("other").v(), int(2)).expect("strs hash");
        assert_eq!(dict::get_str(t, d.v(), t.intern("other").v()).as_small_int(), Some(2));
        assert_eq!(dict::len(t, d.v()), 2);
        // A key that only has the hash of a name is never asked.
        let h = str::hash(name.v());
        let before = COMPARED.load(Relaxed);
        let odd = dict::new(t);
        dict::set(t, odd.v(), key(t, 1, h).v(), int(3)).expect("keys hash");
        assert!(dict::get_str(t, odd.v(), name.v()).is_undef());
        dict::set_str(t, odd.v(), name.v(), int(4));
        assert_eq!(dict::get_str(t, odd.v(), name.v()).as_small_int(), Some(4));
        assert_eq!((dict::len(t, odd.v()), COMPARED.load(Relaxed)), (2, before));
    });
}

static TARGET: AtomicU64 = AtomicU64::new(0);

fn target() -> Value {
    // SAFETY: the test that set it keeps the dict.
    unsafe { Value::from_bits(TARGET.load(Relaxed)) }
}

#[test]
fn an_eq_that_changes_the_dict_is_asked_again() {
    with_thread(|t| {
        // Clearing and refilling: the entry that was compared is gone, and another one has the key.
        fn refill(t: &Thread) {
            dict::clear(t, target());
            for k in 0..100 {
                dict::set(t, target(), key(t, k, 7 + k).v(), int(k)).expect("keys hash");
            }
        }
        let d = dict::new(t);
        TARGET.store(d.v().bits(), Relaxed);
        let first = hooked(t, 50, 57, Some(refill));
        dict::set(t, d.v(), first.v(), int(-1)).expect("keys hash");
        let found = dict::get(t, d.v(), key(t, 50, 57).v()).expect("keys hash");
        assert_eq!(found.as_small_int(), Some(50));
        assert_eq!(dict::len(t, d.v()), 100);

        // Deleting the candidate while it is compared: what was said of it no longer counts.
        fn delete(t: &Thread) {
            while dict::pop_item(t, target()).is_some() {}
        }
        let d = dict::new(t);
        TARGET.store(d.v().bits(), Relaxed);
        dict::set(t, d.v(), hooked(t, 1, 5, Some(delete)).v(), int(-1)).expect("keys hash");
        assert!(dict::get(t, d.v(), key(t, 1, 5).v()).expect("keys hash").is_undef());
        dict::set(t, d.v(), hooked(t, 1, 5, Some(delete)).v(), int(-1)).expect("keys hash");
        dict::set(t, d.v(), key(t, 1, 5).v(), int(9)).expect("keys hash");
        assert_eq!(dict::len(t, d.v()), 1);
        assert_eq!(dict::values(t, d.v())[0].as_small_int(), Some(9));

        // Adding an equal key while an unequal one is compared: there is one of it in the end.
        fn add(t: &Thread) {
            static ONCE: AtomicU64 = AtomicU64::new(0);
            if ONCE.fetch_add(1, Relaxed) == 0 {
                dict::set(t, target(), key(t, 2, 5).v(), int(1)).expect("keys hash");
            }
        }
        let d = dict::new(t);
        TARGET.store(d.v().bits(), Relaxed);
        dict::set(t, d.v(), hooked(t, 1, 5, Some(add)).v(), int(0)).expect("keys hash");
        dict::set(t, d.v(), key(t, 2, 5).v(), int(2)).expect("keys hash");
        assert_eq!(dict::len(t, d.v()), 2);
        assert_eq!(dict::get(t, d.v(), key(t, 2, 5).v()).expect("keys hash").as_small_int(), Some(2));
        TARGET.store(0, Relaxed);
    });
}

#[test]
fn methods_do_what_python_says() {
    with_thread(|t| {
        let d = fill(t, &[(1, 10), (2, 20), (3, 30)]);
        assert_eq!(method(t, d.v(), "get", &[int(1)]).as_small_int(), Some(10));
        assert!(method(t, d.v(), "get", &[int(9)]).is_none());
        assert_eq!(method(t, d.v(), "get", &[int(9), int(7)]).as_small_int(), Some(7));
        assert_eq!(method(t, d.v(), "setdefault", &[int(1), int(5)]).as_small_int(), Some(10));
        assert_eq!(method(t, d.v(), "setdefault", &[int(4), int(40)]).as_small_int(), Some(40));
        assert_eq!(method(t, d.v(), "pop", &[int(4)]).as_small_int(), Some(40));
        assert_eq!(method(t, d.v(), "pop", &[int(4), int(0)]).as_small_int(), Some(0));
        assert_eq!(raises(t, ops::call_method(t, d.v(), "pop", &[int(4)])), "KeyError");
        assert_eq!(raises(t, ops::getitem(t, d.v(), int(4))), "KeyError");
        assert_eq!(raises(t, ops::delitem(t, d.v(), int(4))), "KeyError");
        assert_eq!(raises(t, ops::getitem(t, d.v(), dict::new(t).v())), "TypeError");
        let last = method(t, d.v(), "popitem", &[]);
        assert_eq!(tuple::items(&last)[0].as_small_int(), Some(3));
        let other = fill(t, &[(2, 22), (5, 50)]);
        let both = ops::binary(t, d.v(), other.v(), Binary::Or).expect("dicts have |");
        assert_eq!(pairs(t, both.v()), [(1, 10), (2, 22), (5, 50)]);
        assert_eq!(pairs(t, d.v()), [(1, 10), (2, 20)]);
        let same = ops::inplace(t, d.v(), other.v(), Binary::Or).expect("dicts have |=");
        assert!(same.is(d.v()));
        assert_eq!(pairs(t, d.v()), [(1, 10), (2, 22), (5, 50)]);
        assert_eq!(raises(t, ops::binary(t, d.v(), int(1), Binary::Or)), "TypeError");
        let from = ops::call_method(t, dict::DICT.get(), "fromkeys", &[d.v(), int(0)]).expect("keys hash");
        assert_eq!(pairs(t, from.v()), [(1, 0), (2, 0), (5, 0)]);
        method(t, d.v(), "clear", &[]);
        assert_eq!(dict::len(t, d.v()), 0);
        assert_eq!(raises(t, ops::call_method(t, d.v(), "popitem", &[])), "KeyError");
    });
}

#[test]
fn dict_is_made_from_many_things() {
    with_thread(|t| {
        let two = |a, b| tuple::from_values(t, &[int(a), int(b)]);
        let list_of = |items| list::from_refs(t, items);
        let make = |v: &Ref| ops::call_pos(t, dict::DICT.get(), &[v.v()]);
        let from = tuple::from_refs(t, vec![two(1, 2), list_of(vec![Ref::new(int(3)), Ref::new(int(4))])]);
        assert_eq!(pairs(t, make(&from).expect("pairs").v()), [(1, 2), (3, 4)]);
        let short = tuple::from_refs(t, vec![fill(t, &[(1, 2)])]);
        assert_eq!(raises(t, make(&short)), "ValueError");
        let wrong = tuple::from_values(t, &[int(1)]);
        assert_eq!(raises(t, make(&wrong)), "TypeError");
        assert_eq!(raises(t, make(&Ref::NONE)), "TypeError");
        let names = [t.intern("a"), t.intern("b")];
        let all = [int(1), int(2)];
        let d = ops::call(t, dict::DICT.get(), Args { all: &all, names: &[names[0].v(), names[1].v()] })
            .expect("keywords");
        assert_eq!(dict::get_str(t, d.v(), names[1].v()).as_small_int(), Some(2));
        assert_eq!(dict::len(t, d.v()), 2);
    });
}

#[test]
fn equality_asks_values_and_keys() {
    with_thread(|t| {
        let eq = |a: &Ref, b: &Ref| ops::compare_bool(t, a.v(), b.v(), Compare::Eq).expect("dicts compare");
        assert!(eq(&fill(t, &[(1, 1), (2, 2)]), &fill(t, &[(2, 2), (1, 1)])));
        assert!(!eq(&fill(t, &[(1, 1)]), &fill(t, &[(1, 2)])));
        assert!(!eq(&fill(t, &[(1, 1)]), &fill(t, &[(2, 1)])));
        assert!(!eq(&fill(t, &[(1, 1)]), &fill(t, &[])));
        // Keys and values that must be asked, some with the same hash.
        let keyed = |numbers: &[i64]| {
            let d = dict::new(t);
            for n in numbers {
                dict::set(t, d.v(), key(t, *n, n % 3).v(), key(t, n * n, 1).v()).expect("keys hash");
            }
            d
        };
        assert!(eq(&keyed(&[1, 2, 4, 7, 10]), &keyed(&[10, 7, 4, 2, 1])));
        assert!(!eq(&keyed(&[1, 2, 4, 7, 10]), &keyed(&[10, 7, 4, 2, 13])));
        let a = keyed(&[1]);
        let b = dict::new(t);
        dict::set(t, b.v(), key(t, 1, 1).v(), key(t, 2, 1).v()).expect("keys hash");
        assert!(!eq(&a, &b));
        let lt = ops::compare(t, a.v(), b.v(), Compare::Lt);
        assert_eq!(raises(t, lt), "TypeError");
        assert!(ops::compare_bool(t, a.v(), int(3), Compare::Ne).expect("anything compares"));
    });
}

#[test]
fn iterators_notice_changes() {
    with_thread(|t| {
        let d = fill(t, &[(1, 10), (2, 20), (3, 30)]);
        let all = |v: &Ref| ints(&ops::collect(t, v.v()).expect("iterable"));
        let by_hand = |v: Ref| {
            let it = ops::iter(t, v.v()).expect("iterable");
            let mut items = vec![];
            while let Some(item) = ops::next(t, it.v()).expect("unchanged").some() {
                items.push(item);
            }
            items
        };
        assert_eq!(ints(&by_hand(d.clone())), [1, 2, 3]);
        assert_eq!(ints(&by_hand(method(t, d.v(), "values", &[]))), [10, 20, 30]);
        assert_eq!(all(&method(t, d.v(), "keys", &[])), [1, 2, 3]);
        assert_eq!(ints(&by_hand(method(t, d.v(), "__reversed__", &[]))), [3, 2, 1]);
        let values = method(t, d.v(), "values", &[]);
        assert_eq!(ints(&by_hand(method(t, values.v(), "__reversed__", &[]))), [30, 20, 10]);
        let items = by_hand(method(t, d.v(), "items", &[]));
        assert_eq!(
            tuple::items(&items[2]).iter().map(|v| v.as_small_int()).collect::<Vec<_>>(),
            [Some(3), Some(30)]
        );

        let it = ops::iter(t, d.v()).expect("iterable");
        assert_eq!(ops::length_hint(t, it.v(), 9).expect("a hint"), 3);
        ops::next(t, it.v()).expect("unchanged");
        assert_eq!(ops::length_hint(t, it.v(), 9).expect("a hint"), 2);
        dict::set(t, d.v(), int(4), int(40)).expect("ints hash");
        for _ in 0..2 {
            assert_eq!(raises(t, ops::next(t, it.v())), "RuntimeError");
        }
        // The same size, but other keys.
        let d = fill(t, &[(0, 0)]);
        let it = ops::iter(t, d.v()).expect("iterable");
        let mut steps = 0;
        let error = loop {
            match ops::next(t, it.v()) {
                Err(e) => break ops::type_name(e.0.v()),
                Ok(v) => assert!(!v.is_undef(), "the new key comes behind the old one"),
            }
            steps += 1;
            dict::remove(t, d.v(), int(0)).expect("ints hash");
            dict::set(t, d.v(), int(0), int(0)).expect("ints hash");
        };
        assert_eq!((steps, error.as_str()), (1, "RuntimeError"));
    });
}

#[test]
fn views_are_sets() {
    with_thread(|t| {
        let d = fill(t, &[(1, 10), (2, 20), (3, 30)]);
        let keys = method(t, d.v(), "keys", &[]);
        let items = method(t, d.v(), "items", &[]);
        let other = set::from_refs(t, [2, 3, 4].map(|n| Ref::new(int(n))).to_vec()).expect("ints hash");
        let op = |a: &Ref, b: &Ref, op| {
            let r = ops::binary(t, a.v(), b.v(), op).expect("views have set operators");
            let mut all = ints(&set::items(t, r.v()));
            all.sort_unstable();
            all
        };
        assert_eq!(op(&keys, &other, Binary::And), [2, 3]);
        assert_eq!(op(&keys, &other, Binary::Or), [1, 2, 3, 4]);
        assert_eq!(op(&keys, &other, Binary::Sub), [1]);
        assert_eq!(op(&other, &keys, Binary::Sub), [4]);
        assert_eq!(op(&keys, &other, Binary::Xor), [1, 4]);
        let has = |v: &Ref, item: &Ref| ops::contains(t, v.v(), item.v()).expect("hashable");
        assert!(has(&items, &tuple::from_values(t, &[int(1), int(10)])));
        assert!(!has(&items, &tuple::from_values(t, &[int(1), int(11)])));
        assert!(!has(&items, &Ref::NONE));
        let cmp = |a: &Ref, b: &Ref, op| ops::compare_bool(t, a.v(), b.v(), op).expect("views compare");
        let less = set::from_refs(t, vec![Ref::new(int(1))]).expect("ints hash");
        assert!(
            cmp(&keys, &less, Compare::Gt)
                && cmp(&less, &keys, Compare::Lt)
                && !cmp(&keys, &other, Compare::Le)
        );
        assert!(cmp(&keys, &method(t, dict::copy(t, d.v()).v(), "keys", &[]), Compare::Eq));
        assert!(method(t, keys.v(), "isdisjoint", &[fill(t, &[(9, 9)]).v()]).is(Value::TRUE));
        assert!(method(t, keys.v(), "isdisjoint", &[other.v()]).is(Value::FALSE));
    });
}

#[test]
fn what_goes_is_counted() {
    with_thread(|t| {
        let probe = key(t, 1, 1);
        let d = dict::new(t);
        for k in 0..1000 {
            dict::set(t, d.v(), int(k), probe.v()).expect("ints hash");
            dict::set(t, d.v(), int(k), probe.v()).expect("ints hash");
        }
        assert_eq!(probe.obj().references(), 1001);
        let copy = dict::copy(t, d.v());
        assert_eq!(probe.obj().references(), 2001);
        for k in 0..500 {
            dict::remove(t, d.v(), int(k)).expect("ints hash");
        }
        assert_eq!(probe.obj().references(), 1501);
        dict::update(t, d.v(), copy.v()).expect("ints hash");
        assert_eq!(probe.obj().references(), 2001);
        dict::clear(t, d.v());
        assert_eq!(probe.obj().references(), 1001);
        drop(copy);
        t.m.safepoint();
        assert_eq!(probe.obj().references(), 1);
        // A cycle goes with the next collection.
        let d = dict::new(t);
        dict::set(t, d.v(), int(0), d.v()).expect("ints hash");
        dict::set(t, d.v(), int(1), probe.v()).expect("ints hash");
        drop(d);
        t.m.collect();
        assert_eq!(probe.obj().references(), 1);
    });
}

#[test]
fn queues_and_stacks_stay_fast() {
    with_thread(|t| {
        // Entries that are deleted lie where the next operation looks: it must not walk over them each time.
        let start = std::time::Instant::now();
        let d = dict::new(t);
        for k in 0..400_000 {
            dict::set(t, d.v(), int(k), int(k)).expect("ints hash");
        }
        for k in (200_000..400_000).rev() {
            dict::remove(t, d.v(), int(k)).expect("ints hash");
        }
        for k in 0..100_000 {
            dict::set(t, d.v(), int(1_000_000 + k), int(k)).expect("ints hash");
            let (last, _) = dict::pop_item(t, d.v()).expect("there is one");
            assert_eq!(last.as_small_int(), Some(1_000_000 + k));
            let (before, _) = dict::pop_item(t, d.v()).expect("there is one");
            assert_eq!(before.as_small_int(), Some(199_999 - k));
        }
        // First in, first out.
        for k in 0..100_000 {
            dict::set(t, d.v(), int(2_000_000 + k), int(k)).expect("ints hash");
            let it = ops::iter(t, d.v()).expect("iterable");
            let first = ops::next(t, it.v()).expect("unchanged");
            assert_eq!(first.as_small_int(), Some(k));
            dict::remove(t, d.v(), first.v()).expect("ints hash");
        }
        assert_eq!(dict::len(t, d.v()), 100_000);
        assert!(start.elapsed().as_secs() < 60, "quadratic: {:?}", start.elapsed());
    });
}

#[test]
fn update_keeps_the_order_where_keys_must_be_asked() {
    with_thread(|t| {
        let (to, from) = (dict::new(t), dict::new(t));
        dict::set(t, to.v(), key(t, 1, 7).v(), int(0)).expect("keys hash");
        let asked = key(t, 2, 7);
        for (k, v) in [(int(100), 1), (asked.v(), 2), (int(101), 3)] {
            dict::set(t, from.v(), k, int(v)).expect("keys hash");
        }
        dict::update(t, to.v(), from.v()).expect("keys compare");
        let values: Vec<_> = dict::values(t, to.v()).iter().map(|v| v.as_small_int()).collect();
        assert_eq!(values, [Some(0), Some(1), Some(2), Some(3)]);
    });
}

#[test]
fn a_hint_is_only_a_hint() {
    with_thread(|t| {
        let d = dict::new(t);
        let names: Vec<Ref> = (0..20).map(|n| t.intern(&format!("hinted_{n}"))).collect();
        for (n, name) in names.iter().enumerate() {
            dict::set_str(t, d.v(), name.v(), int(n as i64));
        }
        let hint = dict::index_of(d.v(), names[7].v()).expect("it is there");
        // SAFETY: it is a dict.
        let at = |hint: u32, k: usize| unsafe { dict::get_at(t, d.v(), hint, names[k].v()) };
        assert_eq!(at(hint, 7).as_small_int(), Some(7));
        assert!(at(hint, 8).is_undef());
        assert!(at(1000, 7).is_undef());
        dict::remove(t, d.v(), names[7].v()).expect("strs hash");
        assert!(at(hint, 7).is_undef());
        dict::clear(t, d.v());
        assert!(at(hint, 7).is_undef());
        assert_eq!(dict::index_of(d.v(), names[7].v()), None);
    });
}
