//! `bytearray_iterator`. Threads may share one; once it met the end it stays there, however the bytearray grows.

use super::with;
use crate::error::Res;
use crate::native::{Def, def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::tuple;
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// An iterator's payload.
pub struct ByteArrayIter {
    array: Fixed,
    /// The next index; [`DONE`] for good once the end was met. Relaxed: the bytes are read under their lock.
    at: AtomicUsize,
}
crate::payload!(ByteArrayIter { array });

const DONE: usize = usize::MAX;

static METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        length_hint,
        "Private method returning an estimate of len(list(it)).",
    ),
    def_doc("__reduce__($self, /)", reduce, "Return state information for pickling."),
    def("__setstate__($self, object, /)", setstate),
];

/// The type `bytearray_iterator`.
pub static ITERATOR: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    ..TypeDef::new("bytearray_iterator", ByteArrayIter::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

/// `iter(v)`
pub(super) fn iter(t: &Thread, v: Value) -> Res {
    Ok(t.alloc(ITERATOR.shape(), ByteArrayIter { array: Fixed::new(Ref::new(v)), at: AtomicUsize::new(0) }))
}

fn next(t: &Thread, v: Value) -> Res {
    let it = v.expect::<ByteArrayIter>();
    let mut at = it.at.load(Relaxed);
    loop {
        if at == DONE {
            return Ok(Ref::UNDEF);
        }
        let byte = with(t, it.array.v(), |data| data.get(at).copied());
        let next = if byte.is_some() { at + 1 } else { DONE };
        match it.at.compare_exchange(at, next, Relaxed, Relaxed) {
            Ok(_) => return Ok(byte.map_or(Ref::UNDEF, |b| t.int(b.into()))),
            Err(now) => at = now,
        }
    }
}

fn length_hint(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<ByteArrayIter>();
    let len = with(t, it.array.v(), <[u8]>::len);
    Ok(t.int(len.saturating_sub(it.at.load(Relaxed)) as i64))
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<ByteArrayIter>();
    let iter = crate::builtin_function(t, "iter");
    let at = it.at.load(Relaxed);
    if at == DONE {
        let nothing = tuple::from_values(t, &[]);
        let args = tuple::from_refs(t, vec![nothing]);
        return Ok(tuple::from_refs(t, vec![iter, args]));
    }
    let args = tuple::from_values(t, &[it.array.v()]);
    Ok(tuple::from_refs(t, vec![iter, args, t.int(at as i64)]))
}

fn setstate(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<ByteArrayIter>();
    let at = ops::arg_i64(t, a[1])?.max(0) as usize;
    let len = with(t, it.array.v(), <[u8]>::len);
    if it.at.load(Relaxed) != DONE {
        it.at.store(at.min(len), Relaxed);
    }
    Ok(Ref::NONE)
}
