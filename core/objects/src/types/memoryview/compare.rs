//! Equality and hash of views.

use super::{check, contents, data, is_released, item};
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::{buffer, exceptions as exc, str};
use crate::value::Value;
use heddle_threads::sync::atomic::Ordering::*;

pub(super) fn hash(t: &Thread, v: Value) -> Res<i64> {
    let this = data(&v);
    let known = this.hash.load(Relaxed) as i64;
    if known != 0 {
        return Ok(known);
    }
    check(t, v)?;
    if !this.readonly {
        return Err(t.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(item::letter(&this.layout.format), Some(b'B' | b'b' | b'c')) {
        return Err(t.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let base = super::base_of(t, v)?;
    ops::hash(t, base.v())?;
    let h = str::hash_bytes(&contents(t, v)?);
    this.hash.store(h as u64, Relaxed);
    Ok(h)
}

pub(super) fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !matches!(op, Compare::Eq | Compare::Ne) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let answer = |same: bool| Ok(Ref::bool(same == (op == Compare::Eq)));
    let gone = |v: Value| super::MEMORYVIEW.is_exact(v) && is_released(v);
    if gone(a) || gone(b) {
        return answer(a.is(b));
    }
    if !buffer::is_buffer(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let other = match buffer::view_of(t, b, buffer::FULL_RO) {
        Err(e) if e.is(&exc::TYPE_ERROR) || e.is(&exc::BUFFER_ERROR) => return Ok(Ref::NOT_IMPLEMENTED),
        other => other?,
    };
    answer(equal(t, a, other.v())?)
}

fn equal(t: &Thread, a: Value, b: Value) -> Res<bool> {
    let (x, y) = (&data(&a).layout, &data(&b).layout);
    if x.shape != y.shape {
        return Ok(false);
    }
    let (Some(p), Some(q)) = (item::letter(&x.format), item::letter(&y.format)) else {
        // Items that cannot be read are equal to nothing.
        return Ok(false);
    };
    let (left, right) = (contents(t, a)?, contents(t, b)?);
    if p == q && item::is_plain(p) {
        return Ok(*left == *right);
    }
    for (i, j) in left.chunks_exact(x.itemsize).zip(right.chunks_exact(y.itemsize)) {
        let (i, j) = (item::unpack(t, p, i)?, item::unpack(t, q, j)?);
        if !ops::compare_bool(t, i.v(), j.v(), Compare::Eq)? {
            return Ok(false);
        }
    }
    Ok(true)
}
