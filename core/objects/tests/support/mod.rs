//! What the tests of the sequence types share: a booted thread, values, a list against a model.
#![allow(dead_code, clippy::disallowed_types)]

use heddle_objects::types::{list, slice, str, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::sync::Once;

static BOOT: Once = Once::new();

/// Runs `f` as a Python thread of the process's runtime.
pub fn python<R>(f: impl FnOnce(&Thread) -> R) -> R {
    BOOT.call_once(|| {
        Thread::enter(&heddle_objects::runtime(), heddle_objects::boot);
        // `HEDDLE_TEST_STRESS=n`: a collection at every n-th safepoint.
        if let Some(n) = std::env::var("HEDDLE_TEST_STRESS").ok().and_then(|n| n.parse().ok()) {
            heddle_objects::runtime().set_stress(n);
        }
    });
    Thread::enter(&heddle_objects::runtime(), f)
}

/// A small int.
pub fn int(n: i64) -> Value {
    Value::small_int(n).expect("small")
}

/// The class and text of what was raised.
pub fn error<T>(r: Res<T>) -> String {
    match r {
        Ok(_) => "nothing raised".to_string(),
        Err(e) => {
            let args = heddle_objects::types::exceptions::args(heddle_objects::thread::current(), e.0.v());
            let text = tuple::items(&args).first().map(|v| str::lossy(*v)).unwrap_or_default();
            format!("{}: {text}", ops::type_name(e.0.v()))
        }
    }
}

/// A list of small ints.
pub fn ints(t: &Thread, items: &[i64]) -> Ref {
    list::from_refs(t, items.iter().map(|&n| t.int(n)).collect())
}

/// The small ints of a list, a tuple, an iterator.
pub fn numbers(t: &Thread, v: Value) -> Vec<i64> {
    let items = ops::collect(t, v).expect("iterable");
    items.iter().map(|v| v.as_small_int().expect("a small int")).collect()
}

/// A slice; `None` where there is None.
pub fn slice_of(t: &Thread, parts: [Option<i64>; 3]) -> Ref {
    let [a, b, c] = parts.map(|p| p.map_or(Ref::NONE, |n| t.int(n)));
    slice::new(t, a, b, c)
}

/// Numbers without quality.
pub struct Random(pub u64);

impl Random {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % n
    }

    fn part(&mut self, n: usize) -> Option<i64> {
        (self.below(4) != 0).then(|| self.below(2 * n + 5) as i64 - n as i64 - 2)
    }
}

/// The indices that a slice names, by its definition.
pub fn naive(parts: [Option<i64>; 3], len: usize) -> Vec<usize> {
    let step = parts[2].unwrap_or(1);
    let n = len as i64;
    let (low, high) = if step < 0 { (-1, n - 1) } else { (0, n) };
    let fit = |p: i64| (if p < 0 { p + n } else { p }).clamp(low, high);
    let start = parts[0].map_or(if step < 0 { high } else { low }, fit);
    let stop = parts[1].map_or(if step < 0 { low } else { high }, fit);
    let mut picked = vec![];
    let mut k = start;
    while (step > 0 && k < stop) || (step < 0 && k > stop) {
        picked.push(k as usize);
        k += step;
    }
    picked
}

/// Does the same random things to a list of strs and to a vector.
pub fn list_against_model(t: &Thread, seed: u64, rounds: usize) {
    let mut random = Random(seed);
    let l = list::new(t);
    let mut model: Vec<String> = vec![];
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        format!("item {next}")
    };
    for round in 0..rounds {
        let n = model.len();
        match random.below(16) {
            0..4 => {
                let s = fresh();
                list::append(t, l.v(), t.str(&s));
                model.push(s);
            }
            4 => {
                let (s, k) = (fresh(), random.below(n + 1));
                list::insert(t, l.v(), k as isize, t.str(&s)).expect("room");
                model.insert(k, s);
            }
            5 if n > 0 => {
                let k = random.below(n);
                let item = list::pop(t, l.v(), k as isize - n as isize).expect("in range");
                assert_eq!(str::lossy(item.v()), model.remove(k));
            }
            6 if n > 0 => {
                let (s, k) = (fresh(), random.below(n));
                assert!(list::set(t, l.v(), k, t.str(&s)));
                model[k] = s;
            }
            7 => {
                let step = (random.below(7) as i64 - 3).into();
                let parts = [random.part(n), random.part(n), step];
                let Some(step) = parts[2].filter(|&s| s != 0) else { continue };
                let key = slice_of(t, [parts[0], parts[1], Some(step)]);
                let picked = naive([parts[0], parts[1], Some(step)], n);
                let got = ops::getitem(t, l.v(), key.v()).expect("a slice");
                let got: Vec<String> = list::snapshot(t, got.v()).iter().map(|s| str::lossy(s.v())).collect();
                let want: Vec<String> = picked.iter().map(|&k| model[k].clone()).collect();
                assert_eq!(got, want);
                match random.below(3) {
                    0 => {
                        ops::delitem(t, l.v(), key.v()).expect("deletes");
                        let mut keep = 0..;
                        model.retain(|_| keep.next().is_some_and(|k: usize| !picked.contains(&k)));
                    }
                    1 if step != 1 => {
                        let new: Vec<String> = picked.iter().map(|_| fresh()).collect();
                        let value = list::from_refs(t, new.iter().map(|s| t.str(s)).collect());
                        ops::setitem(t, l.v(), key.v(), value.v()).expect("fits");
                        picked.iter().zip(new).for_each(|(&k, s)| model[k] = s);
                    }
                    2 if step == 1 => {
                        let new: Vec<String> = (0..random.below(9)).map(|_| fresh()).collect();
                        let value = tuple::from_refs(t, new.iter().map(|s| t.str(s)).collect());
                        ops::setitem(t, l.v(), key.v(), value.v()).expect("any size");
                        let clamp = |p: Option<i64>, d: usize| {
                            p.map_or(d, |p| {
                                (if p < 0 { p + n as i64 } else { p }).clamp(0, n as i64) as usize
                            })
                        };
                        let start = clamp(parts[0], 0);
                        model.splice(start..clamp(parts[1], n).max(start), new);
                    }
                    _ => {}
                }
            }
            8 => {
                ops::call_method(t, l.v(), "reverse", &[]).expect("no arguments");
                model.reverse();
            }
            9 => {
                ops::call_method(t, l.v(), "sort", &[]).expect("strs");
                model.sort();
            }
            10 if n < 200 => {
                ops::call_method(t, l.v(), "extend", &[l.v()]).expect("itself");
                model.extend_from_within(..);
            }
            11 if n < 100 => {
                let k = random.below(4) as i64;
                let same = ops::inplace(t, l.v(), int(k), heddle_objects::slots::Binary::Mul);
                assert!(same.expect("repeats").is(l.v()));
                model = (0..k).flat_map(|_| model.clone()).collect();
            }
            12 if round % 8 == 0 => {
                list::clear(t, l.v());
                model.clear();
            }
            _ => {}
        }
        assert_eq!(list::len(t, l.v()), model.len());
        if round % 16 == 0 {
            let now: Vec<String> = list::snapshot(t, l.v()).iter().map(|s| str::lossy(s.v())).collect();
            assert_eq!(now, model);
        }
        if round % 256 == 0 {
            t.m.collect();
        }
    }
}
