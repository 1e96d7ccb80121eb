//! `dict` and `set` under many threads: nothing is lost, nothing is counted twice, snapshots are states that existed.
#![allow(clippy::disallowed_methods)] // Real threads are the point.

mod common;

use common::*;
use heddle_objects::types::{dict, set, str, tuple};
use heddle_objects::{Ref, Thread, Value, ops};
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, Ordering::*};

const THREADS: u64 = 8;
const OPS: u64 = 30_000;

/// A value that other threads use while this one keeps it.
fn word(v: &Ref) -> u64 {
    v.v().bits()
}

fn value(bits: u64) -> Value {
    // SAFETY: the main thread keeps what it gave the others.
    unsafe { Value::from_bits(bits) }
}

/// Runs `f(t, k)` on `THREADS` threads; this one waits detached.
fn in_threads(t: &Thread, f: impl Fn(&Thread, u64) + Sync + Send) {
    t.blocking(|| {
        std::thread::scope(|s| {
            for k in 0..THREADS {
                let f = &f;
                s.spawn(move || Thread::enter(&heddle_objects::runtime(), |t| f(t, k)));
            }
        });
    });
    t.m.safepoint();
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }
}

fn sane(t: &Thread) {
    t.m.collect();
    t.m.check_sanity(None).expect("the heap adds up");
}

/// Keys of all kinds: ints, strs (made anew each time, so that they are compared), keys whose `==` runs code and that share hashes.
fn some_key(t: &Thread, n: u64) -> Ref {
    match n % 3 {
        0 => Ref::new(int(n as i64)),
        1 => t.str(&format!("key {n}")),
        _ => key(t, n as i64, (n % 5) as i64),
    }
}

#[test]
fn inserts_and_removals_add_up() {
    with_thread(|t| {
        let d = dict::new(t);
        let shared = key(t, -1, 0);
        let (live, dw, sw) = (AtomicIsize::new(0), word(&d), word(&shared));
        in_threads(t, |t, k| {
            let d = value(dw);
            let mut random = Random(k + 1);
            for step in 0..OPS {
                t.m.safepoint();
                let key = some_key(t, random.below(60));
                match random.below(8) {
                    0..=2 => {
                        // Only the one that put it there gets its own value back.
                        let mine = tuple::from_values(t, &[int(step as i64), value(sw)]);
                        let there = dict::set_default(t, d, key.v(), mine.v()).expect("keys compare");
                        if there.is(mine.v()) {
                            live.fetch_add(1, Relaxed);
                        }
                    }
                    3 | 4 => {
                        if !dict::remove(t, d, key.v()).expect("keys compare").is_undef() {
                            live.fetch_sub(1, Relaxed);
                        }
                    }
                    5 if step % 4 == 0 => {
                        if dict::pop_item(t, d).is_some() {
                            live.fetch_sub(1, Relaxed);
                        }
                    }
                    6 if step % 64 == 0 => {
                        let items = dict::items(t, d);
                        for (_, v) in &items {
                            assert!(tuple::items(v)[1].is(value(sw)));
                        }
                        let copy = dict::copy(t, d);
                        assert!(dict::len(t, copy.v()) <= 60);
                    }
                    _ => {
                        let found = dict::get(t, d, key.v()).expect("keys compare");
                        if !found.is_undef() {
                            assert!(tuple::items(&found)[1].is(value(sw)), "a value is whole");
                        }
                    }
                }
            }
        });
        assert_eq!(dict::len(t, d.v()) as isize, live.load(Relaxed));
        assert_eq!(dict::items(t, d.v()).len() as isize, live.load(Relaxed));
        sane(t);
        drop(d);
        t.blocking(|| ());
        sane(t);
        assert_eq!(shared.obj().references(), 1, "every reference was given back");
    });
}

#[test]
fn one_dict_grows_and_shrinks_under_readers() {
    with_thread(|t| {
        let d = dict::new(t);
        let names: Vec<Ref> = (0..64).map(|n| t.intern(&format!("attribute_{n}"))).collect();
        for n in &names {
            dict::set_str(t, d.v(), n.v(), n.v());
        }
        let (dw, names): (u64, Vec<u64>) = (word(&d), names.iter().map(word).collect());
        in_threads(t, |t, k| {
            let d = value(dw);
            let mut random = Random(k + 77);
            for step in 0..OPS {
                t.m.safepoint();
                let name = value(names[random.below(64) as usize]);
                if k < 2 && step % 3 == 0 {
                    // Other keys come and go, so the table is replaced again and again.
                    let other = Ref::new(int((k * 1000 + random.below(400)) as i64));
                    if step % 2 == 0 {
                        dict::set(t, d, other.v(), key(t, 0, 0).v()).expect("ints hash");
                    } else {
                        dict::remove(t, d, other.v()).expect("ints hash");
                    }
                } else if k == 2 {
                    // The same value again: a reader sees the old or the new, which are one.
                    dict::set_str(t, d, name, name);
                } else {
                    assert!(
                        dict::get_str(t, d, name).is(name),
                        "a name that is never removed is always there"
                    );
                    let copy = str::new(t, str::view(&name));
                    assert!(dict::contains(t, d, copy.v()).expect("strs compare"));
                }
            }
        });
        sane(t);
    });
}

#[test]
fn snapshots_are_states_that_existed() {
    with_thread(|t| {
        // Every thread moves tokens: it adds the next before it takes away the last, so each state has one or two of each thread's,
        // and neighbours.
        let s = set::new(t);
        let d = dict::new(t);
        let (sw, dw) = (word(&s), word(&d));
        in_threads(t, |t, k| {
            let (s, d) = (value(sw), value(dw));
            let token = |n: u64| int((k * 1_000_000 + n) as i64);
            set::add(t, s, token(0)).expect("ints hash");
            dict::set(t, d, token(0), token(0)).expect("ints hash");
            for n in 0..4000 {
                t.m.safepoint();
                set::add(t, s, token(n + 1)).expect("ints hash");
                dict::set(t, d, token(n + 1), token(n + 1)).expect("ints hash");
                assert!(set::discard(t, s, token(n)).expect("ints hash"));
                assert!(!dict::remove(t, d, token(n)).expect("ints hash").is_undef());
                if n % 16 != k {
                    continue;
                }
                for all in [
                    ints(&set::items(t, s)),
                    ints(&dict::keys(t, d)),
                    ints(&set::items(t, set::copy(t, s).v())),
                ] {
                    let mut newest = [0; THREADS as usize];
                    let mut count = [0; THREADS as usize];
                    for token in all {
                        let (owner, n) = (token / 1_000_000, token % 1_000_000);
                        let owner = owner as usize;
                        assert!(count[owner] == 0 || newest[owner] + 1 == n || n + 1 == newest[owner]);
                        newest[owner] = n;
                        count[owner] += 1;
                    }
                    assert!(count.iter().all(|n| *n <= 2));
                    assert_eq!(newest[k as usize], n as i64 + 1);
                    assert_eq!(count[k as usize], 1);
                }
                let view = heddle_objects::ops::call_method(t, d, "items", &[]).expect("dicts have items");
                let items = ops::collect(t, view.v()).expect("views are iterable");
                for item in items {
                    let [a, b] = tuple::items(&item) else { panic!("pairs") };
                    assert!(a.is(*b), "a key with its own value");
                }
            }
        });
        assert_eq!((set::len(t, s.v()), dict::len(t, d.v())), (THREADS as usize, THREADS as usize));
        sane(t);
    });
}

#[test]
fn two_containers_at_once_do_not_deadlock_and_lose_nothing() {
    with_thread(|t| {
        let sets: Vec<Ref> = (0..3).map(|_| set::new(t)).collect();
        let dicts: Vec<Ref> = (0..3).map(|_| dict::new(t)).collect();
        let (sw, dw): (Vec<u64>, Vec<u64>) =
            (sets.iter().map(word).collect(), dicts.iter().map(word).collect());
        in_threads(t, |t, k| {
            let mut random = Random(k + 5);
            for _ in 0..OPS / 10 {
                t.m.safepoint();
                let (a, b) = (value(sw[random.below(3) as usize]), value(sw[random.below(3) as usize]));
                let (x, y) = (value(dw[random.below(3) as usize]), value(dw[random.below(3) as usize]));
                let n = some_key(t, random.below(30));
                match random.below(12) {
                    0 => set::update(t, a, b).expect("keys compare"),
                    1 => set::intersection_update(t, a, b).expect("keys compare"),
                    2 => set::difference_update(t, a, b).expect("keys compare"),
                    3 => set::symmetric_difference_update(t, a, b).expect("keys compare"),
                    4 => drop(ops::equal(t, a, b).expect("keys compare")),
                    5 => drop(ops::equal(t, x, y).expect("keys compare")),
                    6 => {
                        // As in CPython: another thread changed `y` while keys were asked.
                        if let Err(e) = dict::update(t, x, y) {
                            assert!(e.is(&heddle_objects::types::exceptions::RUNTIME_ERROR));
                        }
                    }
                    7 => dict::clear(t, x),
                    8 => {
                        drop(ops::binary(t, a, b, heddle_objects::slots::Binary::Xor).expect("keys compare"))
                    }
                    9 => set::update(t, a, x).expect("keys compare"),
                    10 => set::add(t, a, n.v()).expect("keys compare"),
                    _ => dict::set(t, x, n.v(), n.v()).expect("keys compare"),
                }
            }
        });
        for (s, d) in sets.iter().zip(&dicts) {
            // Each key once.
            let mut seen: Vec<Ref> = vec![];
            for v in set::items(t, s.v()) {
                assert!(!seen.iter().any(|x| ops::equal(t, x.v(), v.v()).expect("keys compare")));
                seen.push(v);
            }
            assert_eq!(seen.len(), set::len(t, s.v()));
            assert_eq!(dict::items(t, d.v()).len(), dict::len(t, d.v()));
        }
        sane(t);
    });
}

#[test]
fn shared_iterators_give_each_item_once() {
    with_thread(|t| {
        let d = dict::new(t);
        let s = set::new(t);
        for n in 0..20_000 {
            dict::set(t, d.v(), int(n), int(n)).expect("ints hash");
            set::add(t, s.v(), int(n)).expect("ints hash");
        }
        for v in [&d, &s] {
            let it = ops::iter(t, v.v()).expect("iterable");
            let (sum, count, iw) = (AtomicIsize::new(0), AtomicIsize::new(0), word(&it));
            in_threads(t, |t, _| {
                while let Some(v) = ops::next(t, value(iw)).expect("unchanged").some() {
                    sum.fetch_add(v.as_small_int().expect("an int") as isize, Relaxed);
                    count.fetch_add(1, Relaxed);
                }
            });
            assert_eq!(count.load(Relaxed), 20_000);
            assert_eq!(sum.load(Relaxed), 20_000 * 19_999 / 2);
        }
        // While another thread changes it: errors, but no crash and no dead item.
        let (dw, done) = (word(&d), AtomicBool::new(false));
        in_threads(t, |t, k| {
            if k == 0 {
                for n in 0..20_000 {
                    dict::set(t, value(dw), int(n), key(t, n, 0).v()).expect("ints hash");
                    if n % 100 == 0 {
                        dict::set(t, value(dw), int(100_000 + n), Value::NONE).expect("ints hash");
                        t.m.safepoint();
                    }
                }
                done.store(true, Relaxed);
                return;
            }
            while !done.load(Relaxed) {
                let values = ops::call_method(t, value(dw), "values", &[]).expect("dicts have values");
                let it = ops::iter(t, values.v()).expect("iterable");
                while let Ok(v) = ops::next(t, it.v()) {
                    t.m.safepoint();
                    if v.is_undef() {
                        break;
                    }
                    assert!(v.as_small_int().is_some() || v.is_none() || v.payload::<Key>().is_some());
                }
            }
        });
        sane(t);
    });
}

#[test]
fn keys_that_must_be_asked_come_in_once() {
    with_thread(|t| {
        let (d, s) = (dict::new(t), set::new(t));
        let (dw, sw) = (word(&d), word(&s));
        let ahead = AtomicIsize::new(0);
        const KEYS: i64 = 10_000;
        in_threads(t, |t, _| {
            for n in 1..=KEYS {
                // All go for the newest key that one of them has come to, and find another one with its hash.
                let n = ahead.fetch_max(n as isize, Relaxed).max(n as isize) as i64;
                for number in [-n, n] {
                    dict::set_default(t, value(dw), key(t, number, n).v(), Value::NONE)
                        .expect("keys compare");
                    set::add(t, value(sw), key(t, number, n).v()).expect("keys compare");
                }
                t.m.safepoint();
            }
        });
        assert_eq!(dict::len(t, d.v()) as i64, 2 * KEYS);
        assert_eq!(set::len(t, s.v()) as i64, 2 * KEYS);
    });
}
