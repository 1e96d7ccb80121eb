//! `list_iterator` and `list_reverseiterator`.
//!
//! The list is kept until the iterator dies; the end is an index beyond all others, so threads that exhaust one iterator
//! together see an item twice at worst.

use super::{get, get_unchecked, len, new};
use crate::native::{Def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::iterators::{self, END};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicIsize, Ordering::*};

/// The payload of a list's iterator.
pub struct ListIter {
    list: Fixed,
    /// The next index; [`END`] when exhausted. Relaxed everywhere: it guards nothing.
    index: AtomicIsize,
}
crate::payload!(ListIter { list });

/// The payload of a list's reverse iterator: the same, counting down.
pub struct ReverseIter {
    list: Fixed,
    index: AtomicIsize,
}
crate::payload!(ReverseIter { list });

static METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<ListIter>();
            Ok(t.int(iterators::left(it.index.load(Relaxed), len(t, it.list.v()))))
        },
        iterators::HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<ListIter>();
            let k = it.index.load(Relaxed);
            Ok(iterators::reduce(t, (k != END).then(|| (it.list.v(), k)), new(t)))
        },
        iterators::REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<ListIter>();
            let k = ops::index_isize(t, a[1])?;
            if it.index.load(Relaxed) != END {
                it.index.store(k.clamp(0, len(t, it.list.v()) as isize), Relaxed);
            }
            Ok(Ref::NONE)
        },
        iterators::STATE_DOC,
    ),
];

static REVERSE_METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<ReverseIter>();
            let left = it.index.load(Relaxed) + 1;
            Ok(t.int(if left as usize > len(t, it.list.v()) { 0 } else { left as i64 }))
        },
        iterators::HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<ReverseIter>();
            let k = it.index.load(Relaxed);
            if k == END {
                // Of a reverse iterator nothing is left but a reverse iterator.
                let args = crate::types::tuple::from_refs(t, vec![new(t)]);
                let function = crate::builtin_function(t, "reversed");
                return Ok(crate::types::tuple::from_refs(t, vec![function, args]));
            }
            Ok(iterators::reduce_with(t, "reversed", it.list.v(), k))
        },
        iterators::REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<ReverseIter>();
            let k = ops::index_isize(t, a[1])?;
            if it.index.load(Relaxed) != END {
                it.index.store(k.clamp(END, len(t, it.list.v()) as isize - 1), Relaxed);
            }
            Ok(Ref::NONE)
        },
        iterators::STATE_DOC,
    ),
];

/// `list_iterator`
pub static LIST_ITERATOR: NativeType =
    NativeType::new(TypeDef { methods: METHODS, ..TypeDef::new("list_iterator", ListIter::vtable, slots) });

/// `list_reverseiterator`
pub static LIST_REVERSEITERATOR: NativeType = NativeType::new(TypeDef {
    methods: REVERSE_METHODS,
    ..TypeDef::new("list_reverseiterator", ReverseIter::vtable, reverse_slots)
});

fn slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    // SAFETY: a slot gets what is of its type.
    s.next = Some(|t, v| Ok(unsafe { ListIter::next_fast(t, v) }));
}

fn reverse_slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<ReverseIter>();
        let k = it.index.load(Relaxed);
        if k == END {
            return Ok(Ref::UNDEF);
        }
        let item = get(t, it.list.v(), k as usize);
        it.index.store(if item.is_undef() { END } else { k - 1 }, Relaxed);
        Ok(item)
    });
}

/// `iter(list)`
pub fn new_iter(t: &Thread, list: Value) -> Ref {
    let list = Fixed::new(t.hold(list));
    t.alloc(LIST_ITERATOR.shape(), ListIter { list, index: AtomicIsize::new(0) })
}

/// `reversed(list)`
pub(super) fn new_reverse_iter(t: &Thread, list: Value) -> Ref {
    let index = AtomicIsize::new(len(t, list) as isize - 1);
    t.alloc(LIST_REVERSEITERATOR.shape(), ReverseIter { list: Fixed::new(t.hold(list)), index })
}

impl ListIter {
    /// The next item of the iterator `v`; UNDEF when exhausted. Never fails.
    ///
    /// # Safety
    /// `v` is one of these.
    #[inline(always)]
    pub unsafe fn next_fast(t: &Thread, v: Value) -> Ref {
        // SAFETY: the caller's promise.
        let it = unsafe { v.payload_unchecked::<ListIter>() };
        let k = it.index.load(Relaxed);
        if k == END {
            return Ref::UNDEF;
        }
        // SAFETY: it iterates over a list.
        let item = unsafe { get_unchecked(t, it.list.v(), k as usize) };
        it.index.store(if item.is_undef() { END } else { k + 1 }, Relaxed);
        item
    }
}
