//! `find`, `index`, `count` and their kin; `startswith`, `endswith`.

use super::index::byte_value;
use super::shared::with_own;
use crate::error::Res;
use crate::ops::{self, slots_of, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::buffer::{self, Buffer};
use crate::types::{size, tuple};
use crate::value::Value;
use heddle_text::bytes as algorithms;
use std::ops::Range;

/// What is looked for: bytes, or one byte.
fn needle(t: &Thread, v: Value) -> Res<Buffer> {
    if buffer::is_buffer(v) {
        return Buffer::get(t, v);
    }
    if !v.is_small_int() && slots_of(v).index.is_none() {
        return Err(t.type_error(format_args!(
            "argument should be integer or bytes-like object, not '{}'",
            type_name(v)
        )));
    }
    let n = ops::index(t, v)?;
    Ok(Buffer::from(vec![byte_value(t, n.v())?]))
}

fn search<R>(t: &Thread, a: &[Value], f: impl FnOnce(&[u8], &[u8], Range<usize>) -> R) -> Res<Option<R>> {
    let needle = needle(t, a[1])?;
    let (start, end) = (size::bound(t, a[2], 0)?, size::bound(t, a[3], isize::MAX)?);
    Ok(with_own(t, a[0], |bytes| {
        heddle_text::bounds(start, end, bytes.len()).map(|range| f(bytes, &needle, range))
    }))
}

fn found(t: &Thread, place: Option<Option<usize>>) -> Res {
    Ok(t.int(place.flatten().map_or(-1, |at| at as i64)))
}

fn found_or_raise(t: &Thread, place: Option<Option<usize>>) -> Res {
    match place.flatten() {
        Some(at) => Ok(t.int(at as i64)),
        None => Err(t.value_error("subsection not found")),
    }
}

pub(super) fn find(t: &Thread, a: &[Value]) -> Res {
    found(t, search(t, a, algorithms::find)?)
}

pub(super) fn rfind(t: &Thread, a: &[Value]) -> Res {
    found(t, search(t, a, algorithms::rfind)?)
}

pub(super) fn index(t: &Thread, a: &[Value]) -> Res {
    found_or_raise(t, search(t, a, algorithms::find)?)
}

pub(super) fn rindex(t: &Thread, a: &[Value]) -> Res {
    found_or_raise(t, search(t, a, algorithms::rfind)?)
}

pub(super) fn count(t: &Thread, a: &[Value]) -> Res {
    Ok(t.int(search(t, a, algorithms::count)?.unwrap_or(0) as i64))
}

fn affix(t: &Thread, a: &[Value], function: &str, matches: fn(&[u8], &[u8]) -> bool) -> Res {
    let (start, end) = (size::bound(t, a[2], 0)?, size::bound(t, a[3], isize::MAX)?);
    let holds = |affix: &[u8]| {
        with_own(t, a[0], |bytes| {
            heddle_text::bounds(start, end, bytes.len()).is_some_and(|range| matches(&bytes[range], affix))
        })
    };
    if let Some(all) = tuple::try_items(&a[1]) {
        for v in all {
            if holds(&Buffer::get(t, *v)?) {
                return Ok(Ref::TRUE);
            }
        }
        return Ok(Ref::FALSE);
    }
    if !buffer::is_buffer(a[1]) {
        return Err(t.type_error(format_args!(
            "{function} first arg must be bytes or a tuple of bytes, not {}",
            type_name(a[1])
        )));
    }
    Ok(Ref::bool(holds(&Buffer::get(t, a[1])?)))
}

pub(super) fn startswith(t: &Thread, a: &[Value]) -> Res {
    affix(t, a, "startswith", <[u8]>::starts_with)
}

pub(super) fn endswith(t: &Thread, a: &[Value]) -> Res {
    affix(t, a, "endswith", <[u8]>::ends_with)
}
