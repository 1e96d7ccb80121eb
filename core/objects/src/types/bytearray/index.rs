//! Items, slices, comparison, concatenation, repetition of bytearrays.

use super::{Refused, edit, from_vec, is_bytearray, to_vec, with};
use crate::error::{Raised, Res};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::slots::Compare;
use crate::thread::Thread;
use crate::types::buffer::{self, Buffer};
use crate::types::bytes::{compare_bytes, stepped, wrap};
use crate::types::{int, size, slice, str};
use crate::value::Value;

#[cold]
fn bad_key(t: &Thread, key: Value) -> Raised {
    t.type_error(format_args!("bytearray indices must be integers or slices, not {}", type_name(key)))
}

fn index_of(t: &Thread, key: Value) -> Res<isize> {
    if key.as_small_int().is_none() && ops::slots_of(key).index.is_none() {
        return Err(bad_key(t, key));
    }
    ops::index_isize(t, key)
}

const OUT_OF_RANGE: &str = "bytearray index out of range";

pub(super) fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    if slice::is_slice(key) {
        let raw = slice::unpack(t, key)?;
        let part = with(t, v, |data| {
            let (start, _, count) = slice::adjust(raw, data.len());
            if raw.2 == 1 && count > 0 {
                return data[start as usize..start as usize + count].to_vec();
            }
            stepped(data, start, raw.2, count)
        });
        return Ok(from_vec(t, part));
    }
    let k = index_of(t, key)?;
    match with(t, v, |data| wrap(k, data.len()).map(|k| data[k])) {
        Some(byte) => Ok(t.int(byte.into())),
        None => Err(t.index_error(OUT_OF_RANGE)),
    }
}

/// A byte from an object with `__index__`.
pub(super) fn byte_of(t: &Thread, v: Value) -> Res<u8> {
    let n = ops::index(t, v)?;
    match int::to_i64(n.v()).and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => Err(t.value_error("byte must be in range(0, 256)")),
    }
}

pub(super) fn setitem(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    if slice::is_slice(key) {
        return set_slice(t, v, key, value);
    }
    let k = index_of(t, key)?;
    if value.is_undef() {
        return edit(t, v, |data, resize| {
            let k = wrap(k, data.len()).ok_or(Refused::Index(OUT_OF_RANGE))?;
            resize?;
            data.remove(k);
            Ok(())
        });
    }
    if with(t, v, |data| wrap(k, data.len()).is_none()) {
        return Err(t.index_error(OUT_OF_RANGE));
    }
    let byte = byte_of(t, value)?;
    edit(t, v, |data, _| {
        let k = wrap(k, data.len()).ok_or(Refused::Index(OUT_OF_RANGE))?;
        data[k] = byte;
        Ok(())
    })
}

fn set_slice(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    let raw = slice::unpack(t, key)?;
    let new = if value.is_undef() {
        Vec::new()
    } else if str::is_str(value) || value.is_small_int() || ops::slots_of(value).index.is_some() {
        return Err(t.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    } else {
        super::methods::bytes_from(t, value)?
    };
    edit(t, v, |data, resize| {
        let (start, stop, count) = slice::adjust(raw, data.len());
        let step = raw.2;
        if step == 1 {
            let range = start as usize..stop.max(start) as usize;
            if range.len() != new.len() {
                resize?;
            }
            data.splice(range, new);
            return Ok(());
        }
        if value.is_undef() {
            if count == 0 {
                return Ok(());
            }
            resize?;
            // From the lowest index up, whatever the direction.
            let (mut next, step) =
                if step < 0 { (start + step * (count as isize - 1), -step) } else { (start, step) };
            let (mut at, mut left) = (0, count);
            data.retain(|_| {
                let gone = left > 0 && at == next;
                if gone {
                    next += step;
                    left -= 1;
                }
                at += 1;
                !gone
            });
            return Ok(());
        }
        if new.len() != count {
            if new.is_empty() {
                return Err(Refused::Value(format!(
                    "attempt to assign bytes of size 0 to extended slice of size {count}"
                )));
            }
            return Err(Refused::Value(format!(
                "attempt to assign bytes of size {} to extended slice of size {count}",
                new.len()
            )));
        }
        for (k, byte) in new.into_iter().enumerate() {
            data[(start + step * k as isize) as usize] = byte;
        }
        Ok(())
    })
}

pub(super) fn compare(t: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !is_bytearray(a) || !buffer::is_buffer(b) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let other = Buffer::get(t, b)?;
    Ok(with(t, a, |data| compare_bytes(data, &other, op)))
}

#[cold]
fn cannot_concat(t: &Thread, a: Value, b: Value) -> Raised {
    t.type_error(format_args!("can't concat {} to {}", type_name(b), type_name(a)))
}

pub(super) fn concat(t: &Thread, a: Value, b: Value) -> Res {
    if !buffer::is_buffer(b) {
        return Err(cannot_concat(t, a, b));
    }
    let other = Buffer::get(t, b)?;
    let mut all = to_vec(t, a);
    all.extend_from_slice(&other);
    Ok(from_vec(t, all))
}

pub(super) fn inplace_concat(t: &Thread, a: Value, b: Value) -> Res {
    if !buffer::is_buffer(b) {
        return Err(cannot_concat(t, a, b));
    }
    extend(t, a, &Buffer::get(t, b)?)?;
    Ok(Ref::new(a))
}

/// Appends bytes.
pub(super) fn extend(t: &Thread, v: Value, more: &[u8]) -> Res<()> {
    if more.is_empty() {
        return Ok(());
    }
    edit(t, v, |data, resize| {
        resize?;
        data.extend_from_slice(more);
        Ok(())
    })
}

fn times(t: &Thread, v: Value, n: Value) -> Res<usize> {
    let too_large = || t.overflow_error("cannot fit 'int' into an index-sized integer");
    let n = int::to_i64(n).ok_or_else(too_large)?.max(0) as usize;
    size::check(t, with(t, v, <[u8]>::len), n)?;
    Ok(n)
}

pub(super) fn repeat(t: &Thread, v: Value, n: Value) -> Res {
    let n = times(t, v, n)?;
    Ok(from_vec(t, to_vec(t, v).repeat(n)))
}

pub(super) fn inplace_repeat(t: &Thread, v: Value, n: Value) -> Res {
    let n = times(t, v, n)?;
    edit(t, v, |data, resize| {
        if n != 1 && !data.is_empty() {
            resize?;
            *data = data.repeat(n);
        }
        Ok(())
    })?;
    Ok(Ref::new(v))
}
