//! Cutting bytes up and putting them together: `split`, `partition`, `strip`, `splitlines`, `join`.

use super::shared::{like, own, part};
use super::{BYTES, is_bytes};
use crate::error::Res;
use crate::ops::{self, slots_of, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::buffer::{Buffer, BufferMut};
use crate::types::{list, size, tuple};
use crate::value::Value;
use heddle_text::Side;
use heddle_text::bytes as algorithms;
use std::ops::Range;

type Ranges = Vec<Range<usize>>;

fn list_of(t: &Thread, v: Value, bytes: &[u8], ranges: Ranges) -> Ref {
    list::from_refs(t, ranges.into_iter().map(|range| part(t, v, bytes, range)).collect())
}

fn split_with(
    t: &Thread,
    a: &[Value],
    at_space: fn(&[u8], usize) -> Ranges,
    at_sep: fn(&[u8], &[u8], usize) -> Ranges,
) -> Res {
    let limit = size::limit(t, a[2])?;
    if a[1].is_none_or_undef() {
        let bytes = own(t, &a[0]);
        return Ok(list_of(t, a[0], &bytes, at_space(&bytes, limit)));
    }
    let sep = sep_arg(t, a[1])?;
    let bytes = own(t, &a[0]);
    Ok(list_of(t, a[0], &bytes, at_sep(&bytes, &sep, limit)))
}

fn sep_arg(t: &Thread, v: Value) -> Res<Buffer> {
    let sep = Buffer::get(t, v)?;
    if sep.is_empty() { Err(t.value_error("empty separator")) } else { Ok(sep) }
}

pub(super) fn split(t: &Thread, a: &[Value]) -> Res {
    split_with(t, a, algorithms::split_space, algorithms::split)
}

pub(super) fn rsplit(t: &Thread, a: &[Value]) -> Res {
    split_with(t, a, algorithms::rsplit_space, algorithms::rsplit)
}

pub(super) fn splitlines(t: &Thread, a: &[Value]) -> Res {
    let keep = !a[1].is_undef() && ops::truth(t, a[1])?;
    let bytes = own(t, &a[0]);
    Ok(list_of(t, a[0], &bytes, algorithms::split_lines(&bytes, keep)))
}

fn three(
    t: &Thread,
    v: Value,
    bytes: &[u8],
    sep: Value,
    cut: Option<(Range<usize>, Range<usize>)>,
    left: bool,
) -> Ref {
    let empty = || like(t, v, Vec::new());
    let parts = match cut {
        Some((before, after)) => {
            // A bytes object comes back as it is.
            let middle = if is_bytes(v) && is_bytes(sep) {
                Ref::new(sep)
            } else {
                like(t, v, bytes[before.end..after.start].to_vec())
            };
            vec![part(t, v, bytes, before), middle, part(t, v, bytes, after)]
        }
        None if left => vec![part(t, v, bytes, 0..bytes.len()), empty(), empty()],
        None => vec![empty(), empty(), part(t, v, bytes, 0..bytes.len())],
    };
    tuple::from_refs(t, parts)
}

pub(super) fn partition(t: &Thread, a: &[Value]) -> Res {
    let sep = sep_arg(t, a[1])?;
    let bytes = own(t, &a[0]);
    Ok(three(t, a[0], &bytes, a[1], algorithms::partition(&bytes, &sep), true))
}

pub(super) fn rpartition(t: &Thread, a: &[Value]) -> Res {
    let sep = sep_arg(t, a[1])?;
    let bytes = own(t, &a[0]);
    Ok(three(t, a[0], &bytes, a[1], algorithms::rpartition(&bytes, &sep), false))
}

fn strip_side(t: &Thread, a: &[Value], side: Side) -> Res {
    let set = if a[1].is_none_or_undef() { None } else { Some(Buffer::get(t, a[1])?) };
    let bytes = own(t, &a[0]);
    let range = match set {
        Some(set) => algorithms::strip(&bytes, &set, side),
        None => algorithms::strip_space(&bytes, side),
    };
    Ok(part(t, a[0], &bytes, range))
}

pub(super) fn strip(t: &Thread, a: &[Value]) -> Res {
    strip_side(t, a, Side::Both)
}

pub(super) fn lstrip(t: &Thread, a: &[Value]) -> Res {
    strip_side(t, a, Side::Left)
}

pub(super) fn rstrip(t: &Thread, a: &[Value]) -> Res {
    strip_side(t, a, Side::Right)
}

pub(super) fn removeprefix(t: &Thread, a: &[Value]) -> Res {
    let prefix = Buffer::get(t, a[1])?;
    let bytes = own(t, &a[0]);
    let from = if bytes.starts_with(&prefix) { prefix.len() } else { 0 };
    Ok(part(t, a[0], &bytes, from..bytes.len()))
}

pub(super) fn removesuffix(t: &Thread, a: &[Value]) -> Res {
    let suffix = Buffer::get(t, a[1])?;
    let bytes = own(t, &a[0]);
    let to = if bytes.ends_with(&suffix) { bytes.len() - suffix.len() } else { bytes.len() };
    Ok(part(t, a[0], &bytes, 0..to))
}

pub(super) fn join(t: &Thread, a: &[Value]) -> Res {
    if slots_of(a[1]).iter.is_none() && slots_of(a[1]).getitem.is_none() {
        return Err(t.type_error("can only join an iterable"));
    }
    // A bytearray keeps its size while the items are asked for.
    let _exported = if is_bytes(a[0]) { None } else { BufferMut::get(t, a[0])? };
    let items = ops::collect(t, a[1])?;
    if let [only] = items.as_slice()
        && BYTES.is_exact(only.v())
        && is_bytes(a[0])
    {
        return Ok(only.clone());
    }
    let values: Vec<Value> = items.iter().map(|r| r.v()).collect();
    let mut parts = Vec::with_capacity(values.len());
    let mut len = 0usize;
    for (k, v) in values.iter().enumerate() {
        // Whatever it raises: what matters is which item it is.
        let Ok(part) = Buffer::get(t, *v) else {
            return Err(t.type_error(format_args!(
                "sequence item {k}: expected a bytes-like object, {} found",
                type_name(*v)
            )));
        };
        len = len.saturating_add(part.len());
        parts.push(part);
    }
    let sep = own(t, &a[0]);
    len = len.saturating_add(sep.len().saturating_mul(parts.len().saturating_sub(1)));
    if isize::try_from(len).is_err() {
        return Err(t.overflow_error("join() result is too long"));
    }
    size::check(t, len, 1)?;
    Ok(like(t, a[0], algorithms::join(&sep, parts.iter().map(|part| &**part))))
}
