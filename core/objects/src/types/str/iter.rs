//! `str_iterator` and `str_ascii_iterator`. Threads may share one: each character is given out once.

use super::{from_char, view};
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
use heddle_text::{Kind, View};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};

/// An iterator's payload. It keeps its str until it dies, so that threads at its end read a str that lives.
pub struct StrIter {
    string: Fixed,
    /// The next index; [`DONE`] for good once the end was met. Relaxed: the str does not change.
    at: AtomicUsize,
}
crate::payload!(StrIter { string });

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

/// The iterator of text beyond ASCII.
pub static ITERATOR: NativeType =
    NativeType::new(TypeDef { methods: METHODS, ..TypeDef::new("str_iterator", StrIter::vtable, slots) });
/// The iterator of ASCII text.
pub static ASCII_ITERATOR: NativeType = NativeType::new(TypeDef {
    methods: METHODS,
    ..TypeDef::new("str_ascii_iterator", StrIter::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

/// `iter(s)`
pub(super) fn iter(t: &Thread, s: Value) -> Res {
    let ty = if view(&s).kind() == Kind::Ascii { &ASCII_ITERATOR } else { &ITERATOR };
    Ok(t.alloc(ty.shape(), StrIter { string: Fixed::new(Ref::new(s)), at: AtomicUsize::new(0) }))
}

fn next(t: &Thread, v: Value) -> Res {
    let it = v.expect::<StrIter>();
    let string = it.string.v();
    let text = view(&string);
    let mut at = it.at.load(Relaxed);
    loop {
        if at >= text.len() {
            it.at.store(DONE, Relaxed);
            return Ok(Ref::UNDEF);
        }
        match it.at.compare_exchange_weak(at, at + 1, Relaxed, Relaxed) {
            Ok(_) => return Ok(from_char(t, text.get(at))),
            Err(now) => at = now,
        }
    }
}

fn length_hint(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<StrIter>();
    let left = super::len(it.string.v()).saturating_sub(it.at.load(Relaxed));
    Ok(t.int(left as i64))
}

fn reduce(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<StrIter>();
    let iter = crate::builtin_function(t, "iter");
    let at = it.at.load(Relaxed);
    if at == DONE {
        let args = tuple::from_refs(t, vec![super::new(t, View::EMPTY)]);
        return Ok(tuple::from_refs(t, vec![iter, args]));
    }
    let args = tuple::from_values(t, &[it.string.v()]);
    Ok(tuple::from_refs(t, vec![iter, args, t.int(at as i64)]))
}

fn setstate(t: &Thread, a: &[Value]) -> Res {
    let it = a[0].expect::<StrIter>();
    let at = ops::arg_i64(t, a[1])?.max(0) as usize;
    let len = super::len(it.string.v());
    if it.at.load(Relaxed) != DONE {
        it.at.store(at.min(len), Relaxed);
    }
    Ok(Ref::NONE)
}
