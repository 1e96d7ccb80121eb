//! `tuple`: immutable, its items in its block (or, for a long one, outside it).

mod iter;
mod methods;

pub use iter::{TUPLE_ITERATOR, TupleIter, new_iter};
pub use methods::{Hasher, compare_items};

use crate::payload::{Payload, VTable};
use crate::refs::Ref;
use crate::shape::shape;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;
use heddle_gc::Holds;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// Items that are kept in the block.
const INLINE: usize = 512;

/// A tuple's payload; the items follow, or a pointer to them.
#[repr(C)]
pub struct Tuple {
    len: usize,
}

fn words(len: usize) -> usize {
    if len > INLINE { 1 } else { len }
}

unsafe fn size_of_tuple(p: *mut u8) -> usize {
    // SAFETY: the caller passes a tuple's payload.
    8 + words(unsafe { &*p.cast::<Tuple>() }.len) * 8
}

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: the caller passes a tuple's payload.
    // The last first: so it gives them up when it dies.
    unsafe { &*p.cast::<Tuple>() }.items().iter().rev().for_each(|&v| visit(v));
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: the caller passes a dead tuple's payload.
    let tuple = unsafe { &*p.cast::<Tuple>() };
    if tuple.len <= INLINE {
        return 0;
    }
    let items = std::ptr::slice_from_raw_parts_mut(tuple.items().as_ptr().cast_mut(), tuple.len);
    // SAFETY: made by `Box::into_raw` in `build`.
    drop(unsafe { Box::from_raw(items) });
    tuple.len * 8
}

static TABLE: VTable = VTable {
    name: "Tuple",
    size: size_of::<Tuple>(),
    holds: Holds::Anything,
    trace,
    release,
    size_of: Some(size_of_tuple),
    finalise: None,
};

// SAFETY: the table is made for this type, and `trace` visits every item.
unsafe impl Payload for Tuple {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

impl Tuple {
    /// The items, kept alive by the tuple.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        let tail = std::ptr::from_ref(self).cast::<u8>().wrapping_add(8);
        // SAFETY: `build` wrote them; they never change.
        unsafe {
            let p = if self.len > INLINE { tail.cast::<*const Value>().read() } else { tail.cast::<Value>() };
            std::slice::from_raw_parts(p, self.len)
        }
    }
}

/// The type `tuple`.
pub static TUPLE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::TUPLE_SUBCLASS | flags::SEQUENCE | flags::MATCH_SELF,
    methods: methods::METHODS,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is \
          specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the \
          same object.",
    ..TypeDef::new("tuple", Tuple::vtable, methods::slots)
});

/// The one empty tuple: its word, 0 before there is one. Immortal.
static EMPTY: AtomicU64 = AtomicU64::new(0);

/// The empty tuple.
#[inline]
pub fn empty(t: &Thread) -> Ref {
    // Acquire: pairs with the Release in `make_empty`.
    match EMPTY.load(Acquire) {
        0 => make_empty(t),
        // SAFETY: immortal.
        bits => t.hold(unsafe { Value::from_bits(bits) }),
    }
}

#[cold]
fn make_empty(t: &Thread) -> Ref {
    // SAFETY: there is nothing to write.
    let new = unsafe { build(t, TUPLE.shape(), 0, |_| ()) };
    // SAFETY: `new` is a reference.
    unsafe { t.m.immortalise(new.obj()) };
    // Release: pairs with the Acquire in `empty`. Who comes second leaves an immortal object behind, once.
    match EMPTY.compare_exchange(0, new.bits(), AcqRel, Acquire) {
        Ok(_) => new,
        // SAFETY: immortal.
        Err(bits) => t.hold(unsafe { Value::from_bits(bits) }),
    }
}

/// A tuple whose `len` items `fill` writes.
///
/// # Safety
/// `fill` writes all `len` words, each with a reference that moves in; it takes no safepoint and does not fail.
#[inline(always)]
unsafe fn build(t: &Thread, shape_id: u32, len: usize, fill: impl FnOnce(*mut Value)) -> Ref {
    let s = shape(shape_id);
    let o = t.alloc_raw(s, 8 + words(len) * 8 + s.extra_words() * 8);
    let p = o.payload::<u8>();
    // SAFETY: a fresh block with room for all of it; `fill` does what it must.
    unsafe {
        p.cast::<Tuple>().write(Tuple { len });
        let tail = p.add(8);
        if len > INLINE {
            let mut outside: Box<[std::mem::MaybeUninit<Value>]> = Box::new_uninit_slice(len);
            fill(outside.as_mut_ptr().cast());
            tail.cast::<*mut Value>().write(Box::into_raw(outside).cast());
            t.m.charge((len * 8) as isize);
        } else {
            fill(tail.cast());
        }
    }
    t.finish_object(o, s, shape_id)
}

/// A tuple of a first shape of `tuple` or a subclass; the references move in.
pub fn with_shape(t: &Thread, shape_id: u32, mut items: Vec<Ref>) -> Ref {
    let len = items.len();
    if len == 0 && shape_id == TUPLE.shape() {
        return empty(t);
    }
    // SAFETY: a `Ref` is its word, and the vector forgets what it held.
    unsafe {
        build(t, shape_id, len, |to| {
            to.copy_from_nonoverlapping(items.as_ptr().cast(), len);
            items.set_len(0);
        })
    }
}

/// A new tuple; the references move in.
pub fn from_refs(t: &Thread, items: Vec<Ref>) -> Ref {
    with_shape(t, TUPLE.shape(), items)
}

/// A new tuple of the `len` references at `window`, which move in and leave UNDEF behind.
///
/// # Safety
/// The words there own what they hold, and are the caller's.
pub unsafe fn from_window(t: &Thread, window: *mut Value, len: usize) -> Ref {
    if len == 0 {
        return empty(t);
    }
    // SAFETY: the caller's promise; no safepoint comes between.
    unsafe {
        build(t, TUPLE.shape(), len, |to| {
            for k in 0..len {
                to.add(k).write(std::mem::replace(&mut *window.add(k), Value::UNDEF));
            }
        })
    }
}

/// A new tuple of so many references; they move in.
#[inline]
pub fn from_array<const N: usize>(t: &Thread, items: [Ref; N]) -> Ref {
    let items = items.map(Ref::into_value);
    // SAFETY: the array has `N` items, whose references move.
    unsafe { build(t, TUPLE.shape(), N, |to| to.copy_from_nonoverlapping(items.as_ptr(), N)) }
}

/// A new tuple of the few references that an iterator gives; they move in.
#[inline]
pub fn from_iter(t: &Thread, items: impl IntoIterator<Item = Ref>) -> Ref {
    let items: smallvec::SmallVec<[Value; 8]> = items.into_iter().map(Ref::into_value).collect();
    // SAFETY: as many as there are, whose references move.
    unsafe {
        build(t, TUPLE.shape(), items.len(), |to| to.copy_from_nonoverlapping(items.as_ptr(), items.len()))
    }
}

/// A new tuple of borrowed values.
#[inline]
pub fn from_values(t: &Thread, items: &[Value]) -> Ref {
    if items.is_empty() {
        return empty(t);
    }
    values_with_shape(t, TUPLE.shape(), items)
}

/// A new tuple of borrowed values, of a first shape of `tuple` or a subclass.
#[inline]
fn values_with_shape(t: &Thread, shape_id: u32, items: &[Value]) -> Ref {
    // SAFETY: the caller keeps the values; each gets a reference.
    unsafe {
        build(t, shape_id, items.len(), |to| {
            for (k, &item) in items.iter().enumerate() {
                to.add(k).write(t.hold(item).into_value());
            }
        })
    }
}

/// The items of a tuple (or of an instance of a subclass).
///
/// # Panics
/// If `v` is no tuple.
#[inline(always)]
pub fn items(v: &Value) -> &[Value] {
    v.expect::<Tuple>().items()
}

/// The items, if `v` is a tuple.
#[inline(always)]
pub fn try_items(v: &Value) -> Option<&[Value]> {
    v.payload::<Tuple>().map(Tuple::items)
}
