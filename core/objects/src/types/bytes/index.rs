//! Items, slices, comparison, concatenation, repetition of bytes.

use super::{exact, from_vec, is_bytes, new, view};
use crate::error::{Raised, Res};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::buffer::{self, Buffer};
use crate::types::{int, size, slice};
use crate::value::Value;

/// An index counted from the end if negative; `None` if it is out of range.
pub(crate) fn wrap(index: isize, len: usize) -> Option<usize> {
    let index = if index < 0 { index.wrapping_add_unsigned(len) } else { index };
    usize::try_from(index).ok().filter(|&k| k < len)
}

pub(super) fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    let bytes = view(&v);
    if slice::is_slice(key) {
        let (start, _, step, count) = slice::indices(t, key, bytes.len())?;
        return Ok(match step {
            _ if count == 0 => new(t, &[]),
            1 if count == bytes.len() => exact(t, v),
            1 => new(t, &bytes[start as usize..start as usize + count]),
            _ => from_vec(t, stepped(bytes, start, step, count)),
        });
    }
    if key.as_small_int().is_none() && ops::slots_of(key).index.is_none() {
        return Err(
            t.type_error(format_args!("byte indices must be integers or slices, not {}", type_name(key)))
        );
    }
    let k = ops::index_isize(t, key)?;
    match wrap(k, bytes.len()) {
        Some(k) => Ok(t.int(bytes[k].into())),
        None => Err(t.index_error("index out of range")),
    }
}

/// Every `step`th byte of `count` from `start` on.
pub(crate) fn stepped(bytes: &[u8], start: isize, step: isize, count: usize) -> Vec<u8> {
    (0..count).map(|k| bytes[(start + step * k as isize) as usize]).collect()
}

/// A comparison of bytes.
pub(crate) fn compare_bytes(a: &[u8], b: &[u8], op: Compare) -> Ref {
    Ref::bool(match op {
        Compare::Eq => a == b,
        Compare::Ne => a != b,
        _ => op.of(a.cmp(b)),
    })
}

pub(super) fn compare(_: &Thread, a: Value, b: Value, op: Compare) -> Res {
    match (super::try_view(&a), super::try_view(&b)) {
        (Some(x), Some(y)) => Ok(compare_bytes(x, y, op)),
        _ => Ok(Ref::NOT_IMPLEMENTED),
    }
}

/// The value of a byte, from an int.
pub(crate) fn byte_value(t: &Thread, n: Value) -> Res<u8> {
    match int::to_i64(n).and_then(|n| u8::try_from(n).ok()) {
        Some(b) => Ok(b),
        None => Err(t.value_error("byte must be in range(0, 256)")),
    }
}

/// `item in v` of bytes that `with` gives.
pub(crate) fn contains_byte_or_part(
    t: &Thread,
    item: Value,
    with: impl FnOnce(&mut dyn FnMut(&[u8]) -> bool) -> bool,
) -> Res<bool> {
    if item.is_small_int() || ops::slots_of(item).index.is_some() {
        let n = ops::index(t, item)?;
        let byte = byte_value(t, n.v())?;
        return Ok(with(&mut |bytes| heddle_text::bytes::find(bytes, &[byte], 0..bytes.len()).is_some()));
    }
    let part = Buffer::get(t, item)?;
    Ok(with(&mut |bytes| heddle_text::bytes::find(bytes, &part, 0..bytes.len()).is_some()))
}

#[cold]
fn cannot_concat(t: &Thread, a: Value, b: Value) -> Raised {
    t.type_error(format_args!("can't concat {} to {}", type_name(b), type_name(a)))
}

pub(super) fn concat(t: &Thread, a: Value, b: Value) -> Res {
    let x = view(&a);
    if !buffer::is_buffer(b) {
        return Err(cannot_concat(t, a, b));
    }
    let y = Buffer::get(t, b)?;
    if y.is_empty() {
        return Ok(exact(t, a));
    }
    if x.is_empty() && is_bytes(b) {
        return Ok(exact(t, b));
    }
    let mut all = Vec::with_capacity(x.len() + y.len());
    all.extend_from_slice(x);
    all.extend_from_slice(&y);
    Ok(from_vec(t, all))
}

pub(super) fn repeat(t: &Thread, v: Value, n: Value) -> Res {
    let too_large = || t.overflow_error("cannot fit 'int' into an index-sized integer");
    let n = int::to_i64(n).ok_or_else(too_large)?.max(0) as usize;
    let bytes = view(&v);
    if n == 1 || bytes.is_empty() {
        return Ok(exact(t, v));
    }
    let Some(len) = bytes.len().checked_mul(n).filter(|&n| isize::try_from(n).is_ok()) else {
        return Err(t.overflow_error("repeated bytes are too long"));
    };
    size::check(t, len, 1)?;
    Ok(from_vec(t, bytes.repeat(n)))
}
