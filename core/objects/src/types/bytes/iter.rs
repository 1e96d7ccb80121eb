//! `bytes_iterator`. Threads may share one: each byte is given out once.

use super::view;
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

/// An iterator's payload. It keeps its bytes until it dies.
pub struct BytesIter {
    bytes: Fixed,
    /// The next index; [`DONE`] for good once the end was met. Relaxed: the bytes do not change.
    at: AtomicUsize,
}
crate::payload!(BytesIter { bytes });

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

/// The type `bytes_iterator`.
pub static ITERATOR: NativeType =
    NativeType::new(TypeDef { methods: METHODS, ..TypeDef::new("bytes_iterator", BytesIter::vtable, slots) });

fn slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

/// `iter(v)`
pub(super) fn iter(t: &Thread, v: Value) -> Res {
    Ok(t.alloc(ITERATOR.shape(), BytesIter { bytes: Fixed::new(Ref::new(v)), at: AtomicUsize::new(0) }))
}

fn next(t: &Thread, v: Value) -> Res {
    let it = v.expect::<BytesIter>();
    let bytes = it.bytes.v();
    let bytes = view(&bytes);
    let mut at = it.at.load(Relaxed);
    loop {
        let Some(&byte) = bytes.get(at) else {
            it.at.store(DONE, Relaxed);
            return Ok(Ref::UNDEF);
        };
        match it.at.compare_exchange_weak(at, at + 1, Relaxed, Relaxed) {
            Ok(_) => return Ok(t.int(byte.into())),
            Err(now) => at = now,
        }
    }
}

fn length_hint(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<BytesIter>();
    let bytes = it.bytes.v();
    Ok(t.int(view(&bytes).len().saturating_sub(it.at.load(Relaxed)) as i64))
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<BytesIter>();
    let iter = crate::builtin_function(t, "iter");
    let at = it.at.load(Relaxed);
    if at == DONE {
        let nothing = tuple::from_values(t, &[]);
        let args = tuple::from_refs(t, vec![nothing]);
        return Ok(tuple::from_refs(t, vec![iter, args]));
    }
    let args = tuple::from_values(t, &[it.bytes.v()]);
    Ok(tuple::from_refs(t, vec![iter, args, t.int(at as i64)]))
}

fn setstate(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<BytesIter>();
    let at = ops::arg_i64(t, a[1])?.max(0) as usize;
    let bytes = it.bytes.v();
    if it.at.load(Relaxed) != DONE {
        it.at.store(at.min(view(&bytes).len()), Relaxed);
    }
    Ok(Ref::NONE)
}
