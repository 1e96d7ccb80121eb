//! `tuple_iterator`.
//!
//! The tuple is kept until the iterator dies; the end is an index beyond it, so threads that exhaust one iterator together
//! see a torn position at worst (an item twice), never a dead tuple.

use crate::native::{Def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::{iterators, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};

/// The payload of a tuple's iterator.
pub struct TupleIter {
    tuple: Fixed,
    /// The next index; [`iterators::END`] when exhausted. Relaxed everywhere: it guards nothing.
    index: AtomicIsize,
}
crate::payload!(TupleIter { tuple });

static METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<TupleIter>();
            let len = tuple::items(&it.tuple.v()).len();
            Ok(t.int(iterators::left(it.index.load(Relaxed), len)))
        },
        iterators::HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<TupleIter>();
            let left = match it.index.load(Relaxed) {
                iterators::END => None,
                k => Some((it.tuple.v(), k)),
            };
            Ok(iterators::reduce(t, left, tuple::empty(t)))
        },
        iterators::REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<TupleIter>();
            let k = ops::index_isize(t, a[1])?;
            if it.index.load(Relaxed) != iterators::END {
                let len = tuple::items(&it.tuple.v()).len() as isize;
                it.index.store(k.clamp(0, len), Relaxed);
            }
            Ok(Ref::NONE)
        },
        iterators::STATE_DOC,
    ),
];

/// `tuple_iterator`
pub static TUPLE_ITERATOR: NativeType =
    NativeType::new(TypeDef { methods: METHODS, ..TypeDef::new("tuple_iterator", TupleIter::vtable, slots) });

fn slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    // SAFETY: a slot gets what is of its type.
    s.next = Some(|t, v| Ok(unsafe { TupleIter::next_fast(t, v) }));
}

/// `iter(tuple)`
pub fn new_iter(t: &Thread, tuple: Value) -> Ref {
    let tuple = Fixed::new(t.hold(tuple));
    t.alloc(TUPLE_ITERATOR.shape(), TupleIter { tuple, index: AtomicIsize::new(0) })
}

impl TupleIter {
    /// The next item of the iterator `v`; UNDEF when exhausted. Never fails.
    ///
    /// # Safety
    /// `v` is one of these.
    #[inline(always)]
    pub unsafe fn next_fast(t: &Thread, v: Value) -> Ref {
        // SAFETY: the caller's promise.
        let it = unsafe { v.payload_unchecked::<TupleIter>() };
        let k = it.index.load(Relaxed);
        if k == iterators::END {
            return Ref::UNDEF;
        }
        match tuple::items(&it.tuple.v()).get(k as usize) {
            Some(&item) => {
                it.index.store(k + 1, Relaxed);
                t.hold(item)
            }
            None => {
                it.index.store(iterators::END, Relaxed);
                Ref::UNDEF
            }
        }
    }
}
