//! Comparing lists and searching them, while `__eq__` and other threads may change them.
//!
//! Every step takes the next item by its index and holds it; the length is looked at again each time.

use super::{List, edit, get, len};
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::seq;
use crate::value::Value;

pub(super) fn rich_compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if b.payload::<List>().is_none() || a.payload::<List>().is_none() {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    if a.is(b) {
        // Every item is the same as itself: no other thread's change comes between.
        return Ok(Ref::bool(op.of(std::cmp::Ordering::Equal)));
    }
    if matches!(op, Compare::Eq | Compare::Ne) && len(t, a) != len(t, b) {
        return Ok(Ref::bool(op == Compare::Ne));
    }
    let mut k = 0;
    loop {
        let (x, y) = (get(t, a, k), get(t, b, k));
        if x.is_undef() || y.is_undef() {
            return Ok(Ref::bool(op.of(len(t, a).cmp(&len(t, b)))));
        }
        if !x.is(y.v()) && !ops::compare_bool(t, x.v(), y.v(), Compare::Eq)? {
            let (n, m) = (len(t, a), len(t, b));
            if k >= n || k >= m {
                // The items' `==` took them away.
                return Ok(Ref::bool(op.of(n.cmp(&m))));
            }
            return match op {
                Compare::Eq => Ok(Ref::FALSE),
                Compare::Ne => Ok(Ref::TRUE),
                _ => ops::compare(t, x.v(), y.v(), op),
            };
        }
        k += 1;
        t.m.safepoint();
    }
}

/// The first index from `start` below `stop` whose item equals `value`.
fn find(t: &Thread, l: Value, value: Value, start: usize, stop: usize) -> Res<Option<usize>> {
    for k in start..stop {
        let item = get(t, l, k);
        if item.is_undef() {
            break;
        }
        if ops::equal(t, item.v(), value)? {
            return Ok(Some(k));
        }
        t.m.safepoint();
    }
    Ok(None)
}

pub(super) fn contains(t: &Thread, l: Value, value: Value) -> Res<bool> {
    Ok(find(t, l, value, 0, usize::MAX)?.is_some())
}

pub(super) fn index(t: &Thread, a: &[Value]) -> Res {
    let n = len(t, a[0]);
    let start = seq::clamp_index(t, a[2], 0, n)?;
    let stop = seq::clamp_index(t, a[3], usize::MAX, n)?;
    match find(t, a[0], a[1], start, stop)? {
        Some(k) => Ok(t.int(k as i64)),
        None => Err(t.value_error("list.index(x): x not in list")),
    }
}

pub(super) fn count(t: &Thread, a: &[Value]) -> Res {
    let mut n = 0;
    for k in 0.. {
        let item = get(t, a[0], k);
        if item.is_undef() {
            break;
        }
        n += i64::from(ops::equal(t, item.v(), a[1])?);
        t.m.safepoint();
    }
    Ok(t.int(n))
}

pub(super) fn remove(t: &Thread, a: &[Value]) -> Res {
    // At one moment, where no code is needed to tell the items apart.
    if let Some(removed) = edit::remove_known(t, a[0], a[1]) {
        return if removed.is_undef() {
            Err(t.value_error("list.remove(x): x not in list"))
        } else {
            Ok(Ref::NONE)
        };
    }
    match find(t, a[0], a[1], 0, usize::MAX)? {
        Some(k) => {
            // What is there now, as CPython does.
            drop(edit::remove_at(t, a[0], k));
            Ok(Ref::NONE)
        }
        None => Err(t.value_error("list.remove(x): x not in list")),
    }
}
