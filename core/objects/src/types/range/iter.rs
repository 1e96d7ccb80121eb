//! `range_iterator` and `longrange_iterator`.
//!
//! The numbers are computed from the position, so threads that share an iterator see some number twice at worst, and the
//! position of an exhausted one stays at the length.

use super::{Range, Small, long, small};
use crate::boot::builtin_function;
use crate::error::Res;
use crate::native::{Def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref, Slot};
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::{int, iterators, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};

/// The payload of the iterator of a range of machine words.
pub struct RangeIter {
    range: Small,
    /// How many numbers it has given. Relaxed everywhere: it guards nothing.
    given: AtomicIsize,
}
crate::payload!(RangeIter {}, plain);

/// The payload of the iterator of any other range.
pub struct LongRangeIter {
    start: Fixed,
    step: Fixed,
    length: Fixed,
    /// How many numbers it has given.
    given: Slot,
}
crate::payload!(LongRangeIter { start, step, length, given });

static METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<RangeIter>();
            Ok(t.int(it.range.len - it.given.load(Relaxed) as i64))
        },
        iterators::HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<RangeIter>();
            let (r, given) = (it.range, it.given.load(Relaxed) as i64);
            reduce(t, t.int(r.at(given)), t.int(r.at(r.len)), t.int(r.step))
        },
        iterators::REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<RangeIter>();
            let k = ops::index_clamped(t, a[1])?;
            let given = it.given.load(Relaxed);
            it.given.store(given + k.clamp(0, it.range.len as isize - given), Relaxed);
            Ok(Ref::NONE)
        },
        iterators::STATE_DOC,
    ),
];

static LONG_METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<LongRangeIter>();
            long::difference(t, it.length.v(), given(t, a[0]).v())
        },
        iterators::HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<LongRangeIter>();
            let start = long::item(t, it.start.v(), it.step.v(), given(t, a[0]).v())?;
            let stop = long::item(t, it.start.v(), it.step.v(), it.length.v())?;
            reduce(t, start, stop, it.step.get())
        },
        iterators::REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<LongRangeIter>();
            let k = ops::index(t, a[1])?;
            if int::is_negative(k.v()) {
                return Ok(Ref::NONE);
            }
            let mut now = long::sum(t, given(t, a[0]).v(), k.v())?;
            if ops::compare_bool(t, now.v(), it.length.v(), Compare::Gt)? {
                now = it.length.get();
            }
            it.given.set(t, ops::object(a[0]), now);
            Ok(Ref::NONE)
        },
        iterators::STATE_DOC,
    ),
];

/// `range_iterator`
pub static RANGE_ITERATOR: NativeType =
    NativeType::new(TypeDef { methods: METHODS, ..TypeDef::new("range_iterator", RangeIter::vtable, slots) });

/// `longrange_iterator`
pub static LONGRANGE_ITERATOR: NativeType = NativeType::new(TypeDef {
    methods: LONG_METHODS,
    ..TypeDef::new("longrange_iterator", LongRangeIter::vtable, long_slots)
});

fn reduce(t: &Thread, start: Ref, stop: Ref, step: Ref) -> Res {
    let rest = super::new(t, start, stop, step)?;
    let args = tuple::from_array(t, [rest]);
    Ok(tuple::from_array(t, [builtin_function(t, "iter"), args, Ref::NONE]))
}

fn slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    // SAFETY: a slot gets what is of its type.
    s.next = Some(|t, v| Ok(unsafe { RangeIter::next_fast(t, v) }));
}

fn given(t: &Thread, v: Value) -> Ref {
    v.expect::<LongRangeIter>().given.get(t, ops::object(v))
}

fn long_slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<LongRangeIter>();
        let k = given(t, v);
        if !ops::compare_bool(t, k.v(), it.length.v(), Compare::Lt)? {
            return Ok(Ref::UNDEF);
        }
        let item = long::item(t, it.start.v(), it.step.v(), k.v())?;
        it.given.set(t, ops::object(v), long::sum(t, k.v(), Value::int32(1))?);
        Ok(item)
    });
}

/// `iter(range)`
pub(super) fn new_iter(t: &Thread, v: Value) -> Res {
    if let Some(range) = small(&v) {
        return Ok(t.alloc(RANGE_ITERATOR.shape(), RangeIter { range, given: AtomicIsize::new(0) }));
    }
    let r = v.expect::<Range>();
    Ok(new_long(t, r.start.get(), r.step.get(), r.length.get()))
}

fn new_long(t: &Thread, start: Ref, step: Ref, length: Ref) -> Ref {
    let [start, step, length] = [start, step, length].map(Fixed::new);
    let given = Slot::new(t.int(0));
    t.alloc(LONGRANGE_ITERATOR.shape(), LongRangeIter { start, step, length, given })
}

/// `reversed(range)`
pub(super) fn reversed(t: &Thread, v: Value) -> Res {
    if let Some(range) = small(&v) {
        let range = range.reversed();
        return Ok(t.alloc(RANGE_ITERATOR.shape(), RangeIter { range, given: AtomicIsize::new(0) }));
    }
    let r = v.expect::<Range>();
    let last = long::difference(t, r.length.v(), Value::int32(1))?;
    let start = long::item(t, r.start.v(), r.step.v(), last.v())?;
    Ok(new_long(t, start, ops::neg(t, r.step.v())?, r.length.get()))
}

impl RangeIter {
    /// The next number of the iterator `v`; UNDEF when exhausted. Never fails.
    ///
    /// # Safety
    /// `v` is one of these.
    #[inline(always)]
    pub unsafe fn next_fast(t: &Thread, v: Value) -> Ref {
        // SAFETY: the caller's promise.
        let it = unsafe { v.payload_unchecked::<RangeIter>() };
        let k = it.given.load(Relaxed);
        if k as i64 >= it.range.len {
            return Ref::UNDEF;
        }
        it.given.store(k + 1, Relaxed);
        t.int(it.range.at(k as i64))
    }
}
