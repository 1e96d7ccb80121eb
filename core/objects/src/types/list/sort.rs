//! `list.sort` and `sorted`.
//!
//! Keys that are all small ints, all floats or all strs are compared without running anything, so such a list is sorted on a
//! copy under its lock and published whole: other threads see it before or after. (A long one is sorted outside the lock, and
//! published if the list is still what it was.) Any other comparison may run Python code: then, as in CPython, the list looks
//! empty meanwhile, and "list modified during sort" is raised if it does not stay so.

use super::{edit, len, merge, snapshot};
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::{float, str, tuple};
use crate::value::Value;
use heddle_threads::Blocking;
use std::cmp::Ordering;

/// Items beyond which other threads should not have to wait for a lock; also how many are sorted between two safepoints.
const LONG: usize = 1 << 15;
/// How often a long list that changes meanwhile is sorted in vain.
const TRIES: usize = 3;

/// Keys that are compared natively.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Native {
    SmallInt,
    Float,
    Str,
}

/// What all the keys are, if they are all the same.
fn native<T>(items: &[T], key: impl Fn(&T) -> Value) -> Option<Native> {
    let kind = |v: Value| {
        if v.is_small_int() {
            Some(Native::SmallInt)
        } else if float::FLOAT.is_exact(v) {
            // Comparing with NaN is no order.
            float::get(v).filter(|f| !f.is_nan()).map(|_| Native::Float)
        } else if str::STR.is_exact(v) {
            Some(Native::Str)
        } else {
            None
        }
    };
    let first = kind(key(items.first()?))?;
    items.iter().all(|item| kind(key(item)) == Some(first)).then_some(first)
}

/// Compares two keys of one native kind. A total order.
#[inline(always)]
fn compare_native(kind: Native, a: Value, b: Value) -> Ordering {
    match kind {
        // The order of the words is that of the ints.
        Native::SmallInt => (a.bits() as i64).cmp(&(b.bits() as i64)),
        Native::Float => float::get(a).partial_cmp(&float::get(b)).unwrap_or(Ordering::Equal),
        Native::Str => str::view(&a).cmp(&str::view(&b)),
    }
}

fn sort_native<T: Copy>(kind: Native, items: &mut [T], key: impl Fn(&T) -> Value) {
    match kind {
        Native::SmallInt => items.sort_by_key(|x| key(x).bits() as i64),
        Native::Float => items.sort_by(|x, y| compare_native(Native::Float, key(x), key(y))),
        Native::Str => items.sort_by(|x, y| compare_native(Native::Str, key(x), key(y))),
    }
}

/// [`sort_native`] with safepoints on the way: the caller holds what the words name, and no lock.
fn sort_native_polling<T: Copy>(t: &Thread, kind: Native, items: &mut [T], key: impl Fn(&T) -> Value) {
    for chunk in items.chunks_mut(LONG) {
        sort_native(kind, chunk, &key);
        t.m.safepoint();
    }
    let mut steps = 0;
    let merged = merge::sort::<_, std::convert::Infallible>(items, &mut |x, y| {
        steps += 1;
        if steps % LONG == 0 {
            t.m.safepoint();
        }
        Ok(compare_native(kind, key(x), key(y)).is_lt())
    });
    let Ok(()) = merged;
}

/// `a < b` of two keys; anything may run.
#[inline]
fn less(t: &Thread, a: Value, b: Value) -> Res<bool> {
    if a.is_small_int() && b.is_small_int() {
        return Ok((a.bits() as i64) < b.bits() as i64);
    }
    if let (Some(x), Some(y)) = (a.as_immediate_float(), b.as_immediate_float()) {
        return Ok(x < y);
    }
    if tuple::TUPLE.is_exact(a) && tuple::TUPLE.is_exact(b) {
        return less_tuples(t, tuple::items(&a), tuple::items(&b));
    }
    ops::compare_bool(t, a, b, Compare::Lt)
}

/// `a < b` of two tuples, whose first items usually decide.
fn less_tuples(t: &Thread, a: &[Value], b: &[Value]) -> Res<bool> {
    for (&x, &y) in a.iter().zip(b) {
        if x.is(y) {
            continue;
        }
        if x.is_small_int() && y.is_small_int() {
            return Ok((x.bits() as i64) < y.bits() as i64);
        }
        if str::STR.is_exact(x) && str::STR.is_exact(y) {
            match str::view(&x).cmp(&str::view(&y)) {
                Ordering::Equal => continue,
                order => return Ok(order.is_lt()),
            }
        }
        if ops::compare_bool(t, x, y, Compare::Eq)? {
            continue;
        }
        return t.deeper(|| less(t, x, y));
    }
    Ok(a.len() < b.len())
}

/// Sorts words that the caller holds references to. On an error they are some permutation.
fn sort_words<T: Copy>(t: &Thread, items: &mut [T], key: impl Fn(&T) -> Value + Copy) -> Res<()> {
    match native(items, key) {
        Some(kind) if items.len() <= LONG => {
            sort_native(kind, items, key);
            Ok(())
        }
        Some(kind) => {
            sort_native_polling(t, kind, items, key);
            Ok(())
        }
        None => merge::sort(items, &mut |x, y| {
            t.m.safepoint();
            less(t, key(x), key(y))
        }),
    }
}

/// Puts the words of `items` into another order.
fn reorder(items: &mut [Ref], words: impl Iterator<Item = Value>) {
    for (place, word) in items.iter_mut().zip(words) {
        // SAFETY: the words are those of `items`, each as often as there: the references change places.
        unsafe { std::ptr::write(place, Ref::own(word)) };
    }
}

/// Sorts references in place, as `sorted` does; `key` is None or UNDEF for none. On an error they are some permutation.
pub fn sort_refs(t: &Thread, items: &mut [Ref], key: Value, reverse: bool) -> Res<()> {
    if key.is_none_or_undef() {
        return sort_plain(t, items, reverse);
    }
    let mut keys = Vec::with_capacity(items.len());
    for item in items.iter() {
        keys.push(ops::call_pos(t, key, &[item.v()])?);
        t.m.safepoint();
    }
    let mut pairs: Vec<(Value, Value)> = keys.iter().map(Ref::v).zip(items.iter().map(Ref::v)).collect();
    // Reversed before and after, equals keep their order.
    if reverse {
        pairs.reverse();
    }
    let sorted = sort_words(t, &mut pairs, |p| p.0);
    if reverse {
        pairs.reverse();
    }
    reorder(items, pairs.into_iter().map(|p| p.1));
    sorted
}

fn sort_plain(t: &Thread, items: &mut [Ref], reverse: bool) -> Res<()> {
    let mut words: Vec<Value> = items.iter().map(Ref::v).collect();
    if reverse {
        words.reverse();
    }
    let sorted = sort_words(t, &mut words, |v| *v);
    if reverse {
        words.reverse();
    }
    reorder(items, words.into_iter());
    sorted
}

/// `l.sort(key=key, reverse=reverse)`; `key` is None or UNDEF for none.
pub fn sort(t: &Thread, l: Value, key: Value, reverse: bool) -> Res<()> {
    if len(t, l) < 2 && key.is_none_or_undef() {
        return Ok(());
    }
    if key.is_none_or_undef() && sort_in_one_step(t, l, reverse) {
        return Ok(());
    }
    let Some(mut items) = edit::take_all(t, l) else { return Ok(()) };
    let sorted = sort_refs(t, &mut items, key, reverse);
    let unchanged = edit::put_back(t, l, items);
    sorted?;
    if !unchanged {
        return Err(t.value_error("list modified during sort"));
    }
    Ok(())
}

/// Sorts a list of native keys; false if they are not.
fn sort_in_one_step(t: &Thread, l: Value, reverse: bool) -> bool {
    if len(t, l) > LONG && !t.m.alone() {
        for _ in 0..TRIES {
            match sort_if_unchanged(t, l, reverse) {
                Some(done) => return done,
                None => t.m.safepoint(),
            }
        }
    }
    let sorted = edit::permute(
        t,
        l,
        |now| native(now, |v| *v),
        |kind, items| {
            if reverse {
                items.reverse();
            }
            sort_native(kind, items, |v| *v);
            if reverse {
                items.reverse();
            }
            true
        },
    );
    sorted.is_some()
}

/// Sorts a long list outside its lock. `None` if it has changed meanwhile, false if its keys are not native.
fn sort_if_unchanged(t: &Thread, l: Value, reverse: bool) -> Option<bool> {
    let held = snapshot(t, l);
    let before: Vec<Value> = held.iter().map(Ref::v).collect();
    let mut words = before.clone();
    let Some(kind) = native(&words, |v| *v) else { return Some(false) };
    if reverse {
        words.reverse();
    }
    sort_native_polling(t, kind, &mut words, |v| *v);
    if reverse {
        words.reverse();
    }
    // The same words in the same order are the same list, even if it was another in between.
    edit::permute(
        t,
        l,
        |now| (now == before).then_some(()),
        |(), items| {
            items.copy_from_slice(&words);
            true
        },
    )
}
