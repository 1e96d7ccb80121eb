//! `tuple`: immutable, its items in its block (or, for a long one, outside it).

use crate::payload::{Payload, VTable};
use crate::refs::Ref;
use crate::shape::shape;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;
use heddle_gc::Holds;

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
    unsafe { &*p.cast::<Tuple>() }.items().iter().for_each(|&v| visit(v));
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: the caller passes a dead tuple's payload.
    let tuple = unsafe { &*p.cast::<Tuple>() };
    if tuple.len <= INLINE {
        return 0;
    }
    let items = std::ptr::slice_from_raw_parts_mut(tuple.items().as_ptr().cast_mut(), tuple.len);
    // SAFETY: made by `Box::into_raw` in `from_refs`.
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
        // SAFETY: `from_refs` wrote them; they never change.
        unsafe {
            let p = if self.len > INLINE { tail.cast::<*const Value>().read() } else { tail.cast::<Value>() };
            std::slice::from_raw_parts(p, self.len)
        }
    }
}

/// The type `tuple`.
pub static TUPLE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::TUPLE_SUBCLASS | flags::SEQUENCE | flags::MATCH_SELF,
    ..TypeDef::new("tuple", Tuple::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.len = Some(|_, v| Ok(items(&v).len()));
}

/// A tuple of a first shape of `tuple` or a subclass; the references move in.
pub fn with_shape(t: &Thread, shape_id: u32, items: Vec<Ref>) -> Ref {
    let s = shape(shape_id);
    let len = items.len();
    let o = t.alloc_raw(s, 8 + words(len) * 8 + s.extra_words() * 8);
    let p = o.payload::<u8>();
    // SAFETY: a fresh block with room for all of it.
    unsafe {
        p.cast::<Tuple>().write(Tuple { len });
        let tail = p.add(8);
        if len > INLINE {
            let outside: Box<[Value]> = items.into_iter().map(Ref::into_value).collect();
            tail.cast::<*mut Value>().write(Box::into_raw(outside).cast());
            t.m.charge((len * 8) as isize);
        } else {
            for (k, item) in items.into_iter().enumerate() {
                tail.cast::<Value>().add(k).write(item.into_value());
            }
        }
    }
    t.finish_object(o, s, shape_id)
}

/// A new tuple; the references move in.
pub fn from_refs(t: &Thread, items: Vec<Ref>) -> Ref {
    with_shape(t, TUPLE.shape(), items)
}

/// A new tuple of borrowed values.
pub fn from_values(t: &Thread, items: &[Value]) -> Ref {
    from_refs(t, items.iter().map(|&v| Ref::new(v)).collect())
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
