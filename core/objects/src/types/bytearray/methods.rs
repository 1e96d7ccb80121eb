//! The methods that only `bytearray` has.

use super::index::{byte_of, extend as extend_with};
use super::{Refused, edit, from_vec, to_vec, with};
use crate::error::Res;
use crate::ops::{self, slots_of, type_name, type_of};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::bytes::{make, wrap};
use crate::types::{buffer, bytes, exceptions as exc, size, str, tuple};
use crate::value::Value;
use heddle_text::Owned;

/// What `bytearray(v)` holds.
pub(super) fn bytes_from(t: &Thread, v: Value) -> Res<Vec<u8>> {
    if let Some(n) = make::count(t, v)? {
        size::check(t, n, 1)?;
        return Ok(vec![0; n]);
    }
    if buffer::is_buffer(v) {
        return buffer::to_vec(t, v);
    }
    make::from_ints(t, v, "bytearray", "byte must be in range(0, 256)")
}

pub(crate) fn append(t: &Thread, a: &[Value]) -> Res {
    let byte = byte_of(t, a[1])?;
    edit(t, a[0], |data, resize| resize.map(|()| data.push(byte)))?;
    Ok(Ref::NONE)
}

pub(crate) fn extend(t: &Thread, a: &[Value]) -> Res {
    let v = a[1];
    let more = if buffer::is_buffer(v) {
        buffer::to_vec(t, v)?
    } else {
        if str::is_str(v) {
            return Err(t.type_error("expected iterable of integers; got: 'str'"));
        }
        if slots_of(v).iter.is_none() && slots_of(v).getitem.is_none() {
            return Err(t.type_error(format_args!("can't extend bytearray with {}", type_name(v))));
        }
        let mut more = Vec::new();
        ops::for_each(t, v, |item| {
            more.push(byte_of(t, item.v())?);
            Ok(())
        })?;
        more
    };
    extend_with(t, a[0], &more)?;
    Ok(Ref::NONE)
}

pub(crate) fn insert(t: &Thread, a: &[Value]) -> Res {
    let at = size::arg(t, a[1], 0)?;
    let byte = byte_of(t, a[2])?;
    edit(t, a[0], |data, resize| {
        resize?;
        let at = if at < 0 { at.saturating_add_unsigned(data.len()).max(0) } else { at };
        data.insert((at as usize).min(data.len()), byte);
        Ok(())
    })?;
    Ok(Ref::NONE)
}

pub(crate) fn pop(t: &Thread, a: &[Value]) -> Res {
    let at = size::arg(t, a[1], -1)?;
    let byte = edit(t, a[0], |data, resize| {
        if data.is_empty() {
            return Err(Refused::Index("pop from empty bytearray"));
        }
        let at = wrap(at, data.len()).ok_or(Refused::Index("pop index out of range"))?;
        resize?;
        Ok(data.remove(at))
    })?;
    Ok(t.int(byte.into()))
}

pub(crate) fn remove(t: &Thread, a: &[Value]) -> Res {
    let byte = byte_of(t, a[1])?;
    edit(t, a[0], |data, resize| {
        let Some(at) = data.iter().position(|b| *b == byte) else {
            return Err(Refused::Value("value not found in bytearray".to_string()));
        };
        resize?;
        data.remove(at);
        Ok(())
    })?;
    Ok(Ref::NONE)
}

pub(crate) fn reverse(t: &Thread, a: &[Value]) -> Res {
    super::with_mut(t, a[0], <[u8]>::reverse);
    Ok(Ref::NONE)
}

pub(crate) fn clear(t: &Thread, a: &[Value]) -> Res {
    edit(t, a[0], |data, resize| resize.map(|()| *data = Vec::new()))?;
    Ok(Ref::NONE)
}

pub(crate) fn copy(t: &Thread, a: &[Value]) -> Res {
    Ok(from_vec(t, to_vec(t, a[0])))
}

pub(crate) fn resize(t: &Thread, a: &[Value]) -> Res {
    let n = size::arg(t, a[1], 0)?;
    let Ok(n) = usize::try_from(n) else {
        return Err(t.value_error(format_args!("Can only resize to positive sizes, got {n}")));
    };
    size::check(t, n, 1)?;
    edit(t, a[0], |data, resize| {
        if n != data.len() {
            resize?;
        }
        data.resize(n, 0);
        Ok(())
    })?;
    Ok(Ref::NONE)
}

fn capacity(t: &Thread, v: Value) -> usize {
    // One more than the bytes, as in CPython; what is in reserve does not count.
    with(t, v, |data| if data.is_empty() { 0 } else { data.len() + 1 })
}

pub(crate) fn alloc(t: &Thread, a: &[Value]) -> Res {
    Ok(t.int(capacity(t, a[0]) as i64))
}

pub(crate) fn sizeof(t: &Thread, a: &[Value]) -> Res {
    let header = size_of::<super::ByteArray>() + size_of::<heddle_gc::Header>();
    Ok(t.int((header + capacity(t, a[0])) as i64))
}

fn reduced(t: &Thread, v: Value, protocol: i32) -> Res {
    let data = to_vec(t, v);
    let args = if protocol < 3 {
        let text = str::from_owned(t, &Owned::from_latin1(data));
        tuple::from_refs(t, vec![text, t.str("latin-1")])
    } else {
        tuple::from_refs(t, vec![bytes::from_vec(t, data)])
    };
    let state = match ops::call_method(t, v, "__getstate__", &[]) {
        Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => Ref::NONE,
        other => other?,
    };
    Ok(tuple::from_refs(t, vec![Ref::new(type_of(v)), args, state]))
}

pub(crate) fn reduce(t: &Thread, a: &[Value]) -> Res {
    reduced(t, a[0], 2)
}

pub(crate) fn reduce_ex(t: &Thread, a: &[Value]) -> Res {
    let protocol = if a[1].is_undef() { 0 } else { ops::arg_i32(t, a[1])? };
    reduced(t, a[0], protocol)
}

/// `__release_buffer__`: what it is given is a view of this.
pub(crate) fn release_buffer(t: &Thread, a: &[Value]) -> Res {
    if !crate::types::memoryview::MEMORYVIEW.is_instance(a[1]) {
        return Err(t.type_error("expected a memoryview object"));
    }
    if !crate::types::memoryview::is_over(t, a[1], a[0]) {
        return Err(t.value_error("memoryview's buffer is not this object"));
    }
    crate::types::memoryview::release(t, a[1]);
    Ok(Ref::NONE)
}
