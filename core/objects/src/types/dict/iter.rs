//! Iterators over dicts, their views and back again.
//!
//! An iterator keeps its dict until it dies. Where it is and how many items it still expects are one atomic word, so that threads
//! that share an iterator get each item once, and none of them a torn state.

use super::entries;
use crate::error::{Raised, Res};
use crate::native::{Def, def, def_doc};
use crate::payload::{Payload, obj};
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::hashed::alone;
use crate::types::{list, tuple};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};

/// What an iterator yields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The keys.
    Keys,
    /// The values.
    Values,
    /// Pairs.
    Items,
}

/// The payload of all six iterators.
pub struct DictIter {
    dict: Fixed,
    /// The position in the low half, the number of items still expected in the high one; [`END`] when exhausted.
    state: AtomicU64,
    /// The dict's length at the start; [`BROKEN`] once it was another.
    size: AtomicU32,
    kind: Kind,
    backwards: bool,
}
crate::payload!(DictIter { dict });

const END: u64 = u64::MAX;
const BROKEN: u32 = u32::MAX;

const fn state(position: u32, left: u32) -> u64 {
    (left as u64) << 32 | position as u64
}

const METHODS: &[Def] = &[
    def_doc(
        "__length_hint__($self, /)",
        |t, a| {
            let it = a[0].expect::<DictIter>();
            let now = it.state.load(Relaxed);
            let broken = entries(&it.dict.v()).len() != it.size.load(Relaxed) as usize;
            Ok(t.int(if now == END || broken { 0 } else { (now >> 32) as i64 }))
        },
        "Private method returning an estimate of len(list(it)).",
    ),
    def("__reduce__($self, /)", |t, a| {
        let it = a[0].expect::<DictIter>();
        let copy = DictIter {
            dict: Fixed::new(it.dict.get()),
            state: AtomicU64::new(it.state.load(Relaxed)),
            size: AtomicU32::new(it.size.load(Relaxed)),
            kind: it.kind,
            backwards: it.backwards,
        };
        let copy = t.alloc(type_of(it.kind, it.backwards).shape(), copy);
        let mut left = vec![];
        loop {
            let item = next(t, copy.v())?;
            if item.is_undef() {
                break;
            }
            left.push(item);
        }
        let args = tuple::from_refs(t, vec![list::from_refs(t, left)]);
        Ok(tuple::from_refs(t, vec![crate::builtin_function(t, "iter"), args]))
    }),
];

macro_rules! iterators {
    ($($(#[$doc:meta])* $name:ident $text:literal)*) => {$(
        $(#[$doc])*
        pub static $name: NativeType = NativeType::new(TypeDef {
            flags: flags::DISALLOW_INSTANTIATION,
            methods: METHODS,
            ..TypeDef::new($text, DictIter::vtable, slots)
        });
    )*};
}

iterators! {
    /// `dict_keyiterator`
    KEY_ITERATOR "dict_keyiterator"
    /// `dict_valueiterator`
    VALUE_ITERATOR "dict_valueiterator"
    /// `dict_itemiterator`
    ITEM_ITERATOR "dict_itemiterator"
    /// `dict_reversekeyiterator`
    REVERSE_KEY_ITERATOR "dict_reversekeyiterator"
    /// `dict_reversevalueiterator`
    REVERSE_VALUE_ITERATOR "dict_reversevalueiterator"
    /// `dict_reverseitemiterator`
    REVERSE_ITEM_ITERATOR "dict_reverseitemiterator"
}

fn slots(s: &mut Slots) {
    s.iter = Some(|_, v| Ok(Ref::new(v)));
    s.next = Some(next);
}

fn type_of(kind: Kind, backwards: bool) -> &'static NativeType {
    match (kind, backwards) {
        (Kind::Keys, false) => &KEY_ITERATOR,
        (Kind::Values, false) => &VALUE_ITERATOR,
        (Kind::Items, false) => &ITEM_ITERATOR,
        (Kind::Keys, true) => &REVERSE_KEY_ITERATOR,
        (Kind::Values, true) => &REVERSE_VALUE_ITERATOR,
        (Kind::Items, true) => &REVERSE_ITEM_ITERATOR,
    }
}

fn new(t: &Thread, d: Value, kind: Kind, backwards: bool) -> Ref {
    let size = entries(&d).len() as u32;
    let start = if backwards { entries(&d).version().1 } else { 0 };
    let it = DictIter {
        dict: Fixed::new(Ref::new(d)),
        state: AtomicU64::new(state(start, size)),
        size: AtomicU32::new(size),
        kind,
        backwards,
    };
    t.alloc(type_of(kind, backwards).shape(), it)
}

/// An iterator from the oldest item.
pub fn forward(t: &Thread, d: Value, kind: Kind) -> Ref {
    new(t, d, kind, false)
}

/// An iterator from the newest item.
pub fn reversed(t: &Thread, d: Value, kind: Kind) -> Ref {
    new(t, d, kind, true)
}

/// The next item of one of these iterators; UNDEF when exhausted.
pub fn next(t: &Thread, v: Value) -> Res {
    Ok(match next_pair(t, v)? {
        None => Ref::UNDEF,
        Some([key, value]) => match v.expect::<DictIter>().kind {
            Kind::Keys => key,
            Kind::Values => value,
            Kind::Items => tuple::from_array(t, [key, value]),
        },
    })
}

/// The next key and its value of one of these iterators; `None` when exhausted.
#[inline]
pub fn next_pair(t: &Thread, v: Value) -> Res<Option<[Ref; 2]>> {
    let it = v.expect::<DictIter>();
    let d = it.dict.v();
    let e = entries(&d);
    loop {
        let before = it.state.load(Relaxed);
        if before == END {
            return Ok(None);
        }
        let size = it.size.load(Relaxed);
        if e.len() != size as usize {
            it.size.store(BROKEN, Relaxed);
            return Err(t.runtime_error("dictionary changed size during iteration"));
        }
        let (mut position, left) = (before as u32, (before >> 32) as u32);
        let found = if it.backwards {
            e.previous_entry(t, obj(d), &mut position)
        } else {
            e.next_entry(t, obj(d), &mut position)
        };
        let Some([key, value]) = found else {
            it.state.store(END, Relaxed);
            return Ok(None);
        };
        if left == 0 {
            it.state.store(END, Relaxed);
            return Err(keys_changed(t));
        }
        if !advance(t, &it.state, before, state(position, left - 1)) {
            continue;
        }
        return Ok(Some([key, value]));
    }
}

#[cold]
fn keys_changed(t: &Thread) -> Raised {
    t.runtime_error("dictionary keys changed during iteration")
}

/// Moves an iterator on, unless another thread did.
#[inline(always)]
pub fn advance(t: &Thread, state: &AtomicU64, before: u64, after: u64) -> bool {
    if alone(t) {
        state.store(after, Relaxed);
        return true;
    }
    state.compare_exchange(before, after, Relaxed, Relaxed).is_ok()
}
