//! Iterators that no one type owns: over anything with `__getitem__`, over a callable; `reversed`, `enumerate`, `zip`, `map`,
//! `filter`.
//!
//! Rule: an iterator keeps what it iterates until it dies, and its end is a position, never a dropped reference: threads that
//! exhaust one iterator together may see an item twice, or too few of them, but nothing dead. Every iterator asks its
//! sources outside any lock.

mod enumerate;
mod filter;
mod map;
mod reversed;
mod zip;

pub use enumerate::ENUMERATE;
pub use filter::FILTER;
pub use map::MAP;
pub use reversed::{REVERSED, new_reversed};
pub use zip::ZIP;

use crate::boot::builtin_function;
use crate::error::Res;
use crate::native::{Def, def_doc};
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::{Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::{exceptions as exc, int, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, AtomicIsize, Ordering::*};

/// The position of an exhausted iterator.
pub const END: isize = -1;

pub(crate) const HINT_DOC: &str = "Private method returning an estimate of len(list(it)).";
pub(crate) const REDUCE_DOC: &str = "Return state information for pickling.";
pub(crate) const STATE_DOC: &str = "Set state information for unpickling.";

/// How many items are left at a position of a sequence of that length.
pub(crate) fn left(index: isize, len: usize) -> i64 {
    if index == END { 0 } else { (len as i64 - index as i64).max(0) }
}

/// `__reduce__` of an iterator: what is left as `(sequence, position)`, or the iterator of something empty.
pub(crate) fn reduce(t: &Thread, left: Option<(Value, isize)>, empty: Ref) -> Ref {
    match left {
        Some((sequence, k)) => reduce_with(t, "iter", sequence, k),
        None => {
            let args = tuple::from_array(t, [empty]);
            tuple::from_array(t, [builtin_function(t, "iter"), args])
        }
    }
}

/// `(function, (sequence,), position)`
pub(crate) fn reduce_with(t: &Thread, function: &str, sequence: Value, position: isize) -> Ref {
    let args = tuple::from_values(t, &[sequence]);
    tuple::from_array(t, [builtin_function(t, function), args, t.int(position as i64)])
}

/// Whether an exception says that a sequence ends here.
fn is_end(e: &crate::error::Raised) -> bool {
    e.is(&exc::INDEX_ERROR) || e.is(&exc::STOP_ITERATION)
}

/// The payload of `iterator`.
pub struct SequenceIter {
    sequence: Fixed,
    /// The next index; [`END`] when exhausted.
    index: AtomicIsize,
}
crate::payload!(SequenceIter { sequence });

static SEQUENCE_METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<SequenceIter>();
            let k = it.index.load(Relaxed);
            if k == END {
                return Ok(t.int(0));
            }
            if ops::slots_of(it.sequence.v()).len.is_none() {
                return Ok(Ref::NOT_IMPLEMENTED);
            }
            Ok(t.int(left(k, ops::len(t, it.sequence.v())?)))
        },
        HINT_DOC,
    ),
    def_doc(
        "__reduce__($self, /)",
        |t, a| {
            let it = a[0].expect::<SequenceIter>();
            let k = it.index.load(Relaxed);
            Ok(reduce(t, (k != END).then(|| (it.sequence.v(), k)), tuple::empty(t)))
        },
        REDUCE_DOC,
    ),
    def_doc(
        "__setstate__($self, object, /)",
        |t, a| {
            let it = a[0].expect::<SequenceIter>();
            let k = ops::index_isize(t, a[1])?;
            if it.index.load(Relaxed) != END {
                it.index.store(k.max(0), Relaxed);
            }
            Ok(Ref::NONE)
        },
        STATE_DOC,
    ),
];

/// `iterator`
pub static SEQUENCE_ITERATOR: NativeType = NativeType::new(TypeDef {
    methods: SEQUENCE_METHODS,
    ..TypeDef::new("iterator", SequenceIter::vtable, sequence_slots)
});

fn sequence_slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<SequenceIter>();
        let k = it.index.load(Relaxed);
        if k == END {
            return Ok(Ref::UNDEF);
        }
        if k == isize::MAX {
            return Err(t.overflow_error("iter index too large"));
        }
        match ops::getitem(t, it.sequence.v(), t.int(k as i64).v()) {
            Ok(item) => {
                it.index.store(k + 1, Relaxed);
                Ok(item)
            }
            Err(e) if is_end(&e) => {
                it.index.store(END, Relaxed);
                Ok(Ref::UNDEF)
            }
            Err(e) => Err(e),
        }
    });
}

/// The iterator of a sequence that has only `__getitem__`.
pub fn sequence_iter(t: &Thread, v: Value) -> Ref {
    let sequence = Fixed::new(t.hold(v));
    t.alloc(SEQUENCE_ITERATOR.shape(), SequenceIter { sequence, index: AtomicIsize::new(0) })
}

/// The payload of `callable_iterator`.
pub struct CallableIter {
    callable: Fixed,
    sentinel: Fixed,
    exhausted: AtomicBool,
}
crate::payload!(CallableIter { callable, sentinel });

static CALLABLE_METHODS: &[Def] = &[def_doc(
    "__reduce__($self, /)",
    |t, a| {
        let it = a[0].expect::<CallableIter>();
        if it.exhausted.load(Relaxed) {
            return Ok(reduce(t, None, tuple::empty(t)));
        }
        let args = tuple::from_values(t, &[it.callable.v(), it.sentinel.v()]);
        Ok(tuple::from_array(t, [builtin_function(t, "iter"), args]))
    },
    REDUCE_DOC,
)];

/// `callable_iterator`
pub static CALLABLE_ITERATOR: NativeType = NativeType::new(TypeDef {
    methods: CALLABLE_METHODS,
    ..TypeDef::new("callable_iterator", CallableIter::vtable, callable_slots)
});

fn callable_slots(s: &mut Slots) {
    s.iter = Some(|t, v| Ok(t.hold(v)));
    s.next = Some(|t, v| {
        let it = v.expect::<CallableIter>();
        if it.exhausted.load(Relaxed) {
            return Ok(Ref::UNDEF);
        }
        let item = match ops::call_pos(t, it.callable.v(), &[]) {
            Err(e) if e.is(&exc::STOP_ITERATION) => {
                it.exhausted.store(true, Relaxed);
                return Ok(Ref::UNDEF);
            }
            other => other?,
        };
        // The call may have exhausted this very iterator.
        if it.exhausted.load(Relaxed) {
            return Ok(Ref::UNDEF);
        }
        let sentinel = it.sentinel.v();
        if sentinel.is(item.v()) || ops::compare_bool(t, sentinel, item.v(), Compare::Eq)? {
            it.exhausted.store(true, Relaxed);
            return Ok(Ref::UNDEF);
        }
        Ok(item)
    });
}

/// `iter(callable, sentinel)`
pub fn callable_iter(t: &Thread, callable: Value, sentinel: Value) -> Ref {
    let it = CallableIter {
        callable: Fixed::new(t.hold(callable)),
        sentinel: Fixed::new(t.hold(sentinel)),
        exhausted: AtomicBool::new(false),
    };
    t.alloc(CALLABLE_ITERATOR.shape(), it)
}

/// The next pair of an iterator whose items are always tuples of two, without the tuple; `None` in it when exhausted. The outer `None`:
/// it is none that is known to be one.
pub fn next_pair(t: &Thread, it: Value) -> Option<Res<Option<[Ref; 2]>>> {
    if ENUMERATE.has_shape_of(it) {
        Some(enumerate::next_pair(t, it))
    } else if crate::types::dict::ITEM_ITERATOR.has_shape_of(it) {
        Some(crate::types::dict::next_pair(t, it))
    } else if ZIP.has_shape_of(it) {
        zip::next_pair(t, it)
    } else {
        None
    }
}

/// The keyword `strict` of `zip` and `map`; TypeError for any other.
fn strict_keyword(t: &Thread, args: crate::native::Args, name: &str) -> Res<bool> {
    let mut strict = false;
    for (keyword, value) in args.pairs() {
        if !crate::types::str::equals(keyword, "strict") {
            return Err(crate::native::unexpected_keyword(t, name, keyword, &["strict"]));
        }
        strict = ops::truth(t, value)?;
    }
    Ok(strict)
}

/// What one round over several iterators gave.
enum Round {
    Items(smallvec::SmallVec<[Ref; 4]>),
    End,
}

/// Asks each iterator for one item. With `strict` they must end together.
fn round(t: &Thread, iterators: &[Value], strict: bool, name: &str) -> Res<Round> {
    let mut items = smallvec::SmallVec::new();
    for (k, &it) in iterators.iter().enumerate() {
        let item = ops::next(t, it)?;
        if item.is_undef() {
            if strict {
                check_strict(t, iterators, k, name)?;
            }
            return Ok(Round::End);
        }
        items.push(item);
    }
    Ok(if iterators.is_empty() { Round::End } else { Round::Items(items) })
}

/// After iterator `k` has ended: ValueError unless all others have, too.
#[cold]
fn check_strict(t: &Thread, iterators: &[Value], k: usize, name: &str) -> Res<()> {
    let uneven = |k: usize, how: &str| {
        let others = if k == 1 { " " } else { "s 1-" };
        t.value_error(format_args!("{name}() argument {} is {how} than argument{others}{k}", k + 1))
    };
    if k > 0 {
        return Err(uneven(k, "shorter"));
    }
    for (k, &it) in iterators.iter().enumerate().skip(1) {
        if !ops::next(t, it)?.is_undef() {
            return Err(uneven(k, "longer"));
        }
    }
    Ok(())
}

/// The position in an argument of `__setstate__`.
fn position(t: &Thread, v: Value) -> Res<isize> {
    if !int::is_int(v) {
        return Err(t.type_error("an integer is required"));
    }
    ops::index_isize(t, v)
}
