//! Items and slices of views.

use super::{check, contents, data, derived, item, with_memory, with_memory_mut};
use crate::error::{Raised, Res};
use crate::ops::{self, slots_of};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::bytes::wrap;
use crate::types::{buffer, list, slice, tuple};
use crate::value::Value;

#[cold]
fn invalid_key(t: &Thread) -> Raised {
    t.type_error("memoryview: invalid slice key")
}

fn is_index(v: Value) -> bool {
    v.is_small_int() || slots_of(v).index.is_some()
}

/// The letter of a view's format; NotImplementedError if it is none that items can be read by.
fn letter_of(t: &Thread, v: Value) -> Res<u8> {
    let format = &data(&v).layout.format;
    item::letter(format)
        .ok_or_else(|| t.not_implemented(format_args!("memoryview: format {format} not supported")))
}

fn in_dimension(t: &Thread, index: isize, len: usize, dimension: usize) -> Res<usize> {
    wrap(index, len)
        .ok_or_else(|| t.index_error(format_args!("index out of bounds on dimension {}", dimension + 1)))
}

/// The place of the item that a key names; `None` if it names a part of the view.
fn place_of(t: &Thread, v: Value, key: Value) -> Res<Option<usize>> {
    let layout = &data(&v).layout;
    if let Some(keys) = tuple::try_items(&key) {
        if !keys.iter().all(|k| is_index(*k)) {
            if keys.iter().all(|k| slice::is_slice(*k)) {
                return Err(t.not_implemented("multi-dimensional slicing is not implemented"));
            }
            return Err(invalid_key(t));
        }
        if keys.len() < layout.dims() {
            return Err(t.not_implemented("sub-views are not implemented"));
        }
        if keys.len() > layout.dims() {
            return Err(t.type_error(format_args!(
                "cannot index {}-dimension view with {}-element tuple",
                layout.dims(),
                keys.len()
            )));
        }
        let mut indices = Vec::with_capacity(keys.len());
        for (k, key) in keys.iter().enumerate() {
            let index = ops::index_isize(t, *key)?;
            indices.push(in_dimension(t, index, layout.shape[k], k)?);
        }
        return Ok(Some(layout.place(&indices)));
    }
    if slice::is_slice(key) {
        return Ok(None);
    }
    if !is_index(key) {
        return Err(invalid_key(t));
    }
    let index = ops::index_isize(t, key)?;
    if layout.dims() > 1 {
        return Err(t.not_implemented("multi-dimensional sub-views are not implemented"));
    }
    let k = in_dimension(t, index, layout.shape[0], 0)?;
    Ok(Some(layout.place(&[k])))
}

/// The item at a place.
pub(super) fn item_at(t: &Thread, v: Value, letter: u8, at: usize) -> Res {
    let size = data(&v).layout.itemsize;
    let mut bytes = [0; 8];
    with_memory(t, v, |all| {
        bytes[..size].copy_from_slice(all.get(at..at + size)?);
        Some(())
    })?;
    item::unpack(t, letter, &bytes[..size])
}

/// `v[k]` of a view of one dimension; UNDEF beyond its end.
pub(super) fn nth(t: &Thread, v: Value, k: usize) -> Res {
    check(t, v)?;
    let layout = &data(&v).layout;
    if layout.dims() > 1 {
        return Err(t.not_implemented("multi-dimensional sub-views are not implemented"));
    }
    if layout.shape.first().is_none_or(|n| k >= *n) {
        return Ok(Ref::UNDEF);
    }
    item_at(t, v, letter_of(t, v)?, layout.place(&[k]))
}

pub(super) fn getitem(t: &Thread, v: Value, key: Value) -> Res {
    check(t, v)?;
    let layout = &data(&v).layout;
    if layout.dims() == 0 {
        return match tuple::try_items(&key) {
            Some([]) => item_at(t, v, letter_of(t, v)?, layout.offset),
            _ if key.is(Value::ELLIPSIS) => Ok(Ref::new(v)),
            _ => Err(t.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if let Some(at) = place_of(t, v, key)? {
        return item_at(t, v, letter_of(t, v)?, at);
    }
    let (start, _, step, count) = slice::indices(t, key, layout.shape[0])?;
    derived(t, v, layout.sliced(start, step, count), data(&v).readonly)
}

pub(super) fn setitem(t: &Thread, v: Value, key: Value, value: Value) -> Res<()> {
    check(t, v)?;
    let this = data(&v);
    let layout = &this.layout;
    let letter = letter_of(t, v)?;
    if this.readonly {
        return Err(t.type_error("cannot modify read-only memory"));
    }
    if value.is_undef() {
        return Err(t.type_error("cannot delete memory"));
    }
    let at = if layout.dims() == 0 {
        match tuple::try_items(&key) {
            Some([]) => Some(layout.offset),
            _ if key.is(Value::ELLIPSIS) => Some(layout.offset),
            _ => return Err(t.type_error("invalid indexing of 0-dim memory")),
        }
    } else {
        place_of(t, v, key)?
    };
    if let Some(at) = at {
        let item = item::pack(t, letter, &layout.format, value)?;
        return with_memory_mut(t, v, |all| {
            all.get_mut(at..at + item.len())?.copy_from_slice(&item);
            Some(())
        });
    }
    if layout.dims() != 1 {
        return Err(t.not_implemented("memoryview slice assignments are currently restricted to ndim = 1"));
    }
    let (start, _, step, count) = slice::indices(t, key, layout.shape[0])?;
    let to = layout.sliced(start, step, count);
    let source = buffer::view_of(t, value, buffer::FULL_RO)?;
    let from = &data(&source).layout;
    let plain = |format: &str| format.strip_prefix('@').unwrap_or(format).to_string();
    if from.dims() != 1 || from.shape != to.shape || plain(&from.format) != plain(&to.format) {
        return Err(t.value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    let new = contents(t, source.v())?;
    with_memory_mut(t, v, |all| to.scatter(all, &new))
}

/// `v.tolist()`
pub(super) fn to_list(t: &Thread, v: Value) -> Res {
    check(t, v)?;
    let letter = letter_of(t, v)?;
    let layout = &data(&v).layout;
    let bytes = contents(t, v)?;
    let mut items = bytes.chunks_exact(layout.itemsize).map(|b| item::unpack(t, letter, b));
    nested(t, &layout.shape, &mut items)
}

fn nested(t: &Thread, shape: &[usize], items: &mut dyn Iterator<Item = Res>) -> Res {
    let Some((n, rest)) = shape.split_first() else {
        return items.next().unwrap_or_else(|| Err(t.system_error("a view has fewer items than its shape")));
    };
    let all = (0..*n).map(|_| nested(t, rest, items)).collect::<Res<Vec<_>>>()?;
    Ok(list::from_refs(t, all))
}
