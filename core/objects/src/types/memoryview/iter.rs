//! `memory_iterator`. Threads may share one: each item is given out once.

use super::{check, data, index};
use crate::error::Res;
use crate::payload::{Payload, obj};
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// An iterator's payload.
pub struct MemoryIter {
    /// The view; UNDEF once the end was met, so that the memory is let go.
    view: Slot,
    /// The next index. Relaxed: a counter of its own.
    at: AtomicUsize,
}
crate::payload!(MemoryIter { view });

/// The type `memory_iterator`.
pub static ITERATOR: NativeType = NativeType::new(TypeDef::new("memory_iterator", MemoryIter::vtable, slots));

fn slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

/// `iter(v)`
pub(super) fn iter(t: &Thread, v: Value) -> Res {
    check(t, v)?;
    let layout = &data(&v).layout;
    if layout.dims() == 0 {
        return Err(t.type_error("invalid indexing of 0-dim memory"));
    }
    if layout.dims() > 1 {
        return Err(t.not_implemented("multi-dimensional sub-views are not implemented"));
    }
    Ok(t.alloc(ITERATOR.shape(), MemoryIter { view: Slot::new(Ref::new(v)), at: AtomicUsize::new(0) }))
}

fn next(t: &Thread, v: Value) -> Res {
    let it = v.expect::<MemoryIter>();
    let view = it.view.get(t, obj(v));
    if view.is_undef() {
        return Ok(Ref::UNDEF);
    }
    let k = it.at.fetch_add(1, Relaxed);
    let found = index::nth(t, view.v(), k)?;
    if found.is_undef() {
        it.view.set(t, obj(v), Ref::UNDEF);
    }
    Ok(found)
}
