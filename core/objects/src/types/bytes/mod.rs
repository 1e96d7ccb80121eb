//! `bytes`: immutable bytes, in the object's block or (many) outside it, with their hash cached.
//!
//! Here are storage and the type; the methods, which `bytearray` shares, are in the other files. It must never know text.

mod change;
mod find;
mod index;
mod iter;
pub(crate) mod make;
mod methods;
mod pad;
mod percent;
mod shared;
mod split;

pub(crate) use change::hex_of;
pub(crate) use index::{compare_bytes, contains_byte_or_part};
pub(crate) use index::{stepped, wrap};
pub use iter::ITERATOR;
pub(crate) use methods::BYTEARRAY as BYTEARRAY_METHODS;
pub(crate) use percent::modulo;

use crate::payload::{Payload, VTable};
use crate::refs::Ref;
use crate::shape::shape;
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::str;
use crate::value::Value;
use heddle_gc::Holds;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// Bytes that are kept in the block.
const INLINE: usize = 4096;

/// A bytes object's payload; the bytes follow, or a pointer to them.
#[repr(C)]
pub struct Bytes {
    /// 0: not computed. Relaxed: every thread computes the same.
    hash: AtomicU64,
    len: usize,
}

unsafe fn size_of_bytes(p: *mut u8) -> usize {
    // SAFETY: the caller passes a bytes object's payload.
    let len = unsafe { &*p.cast::<Bytes>() }.len;
    size_of::<Bytes>() + if len > INLINE { 8 } else { len }
}

unsafe fn trace(_: *mut u8, _: &mut dyn FnMut(Value)) {}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: the caller passes a dead bytes object's payload; what is outside was made by `Box::into_raw` in `from_vec`.
    unsafe {
        let len = (*p.cast::<Bytes>()).len;
        if len <= INLINE {
            return 0;
        }
        let data = p.add(size_of::<Bytes>()).cast::<*mut u8>().read();
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(data, len)));
        len
    }
}

static TABLE: VTable = VTable {
    name: "Bytes",
    size: size_of::<Bytes>(),
    holds: Holds::NoCycle,
    trace,
    release,
    size_of: Some(size_of_bytes),
    finalise: None,
};

// SAFETY: the table is made for this type, which holds no references.
unsafe impl Payload for Bytes {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

impl Bytes {
    /// The bytes.
    #[inline]
    pub fn view(&self) -> &[u8] {
        let tail = std::ptr::from_ref(self).cast::<u8>().wrapping_add(size_of::<Bytes>());
        // SAFETY: `build` wrote `len` bytes there, or a pointer to them; they never change and live as long as the object.
        unsafe {
            let data = if self.len > INLINE { tail.cast::<*const u8>().read() } else { tail };
            std::slice::from_raw_parts(data, self.len)
        }
    }
}

/// The type `bytes`.
pub static BYTES: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::BYTES_SUBCLASS | flags::MATCH_SELF,
    methods: methods::METHODS,
    doc: methods::DOC,
    ..TypeDef::new("bytes", Bytes::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(make::new);
    s.repr = Some(|t, v| Ok(str::from_owned(t, &heddle_text::bytes::repr(view(&v)))));
    s.str = s.repr;
    s.hash = Some(|_, v| Ok(hash(v)));
    s.compare = Some(index::compare);
    s.len = Some(|_, v| Ok(view(&v).len()));
    s.iter = Some(iter::iter);
    s.getitem = Some(index::getitem);
    s.contains = Some(|t, v, item| contains_byte_or_part(t, item, |f| f(view(&v))));
    s.concat = Some(index::concat);
    s.repeat = Some(index::repeat);
    s.binary[Binary::Mod as usize] = Some(percent::modulo_bytes);
    s.buffer = Some(super::buffer::export_bytes);
}

/// A block with `len` bytes in it, which `fill` writes.
///
/// # Safety
/// `len` is at most [`INLINE`], and `fill` writes all of it.
unsafe fn build_inline(t: &Thread, shape_id: u32, len: usize, fill: impl FnOnce(*mut u8)) -> Ref {
    let s = shape(shape_id);
    let size = (size_of::<Bytes>() + len).next_multiple_of(8) + s.extra_words() * 8;
    let o = t.alloc_raw(s, size);
    let p = o.payload::<u8>();
    // SAFETY: a fresh block of `size` bytes.
    unsafe {
        p.cast::<Bytes>().write(Bytes { hash: AtomicU64::new(0), len });
        fill(p.add(size_of::<Bytes>()));
    }
    t.finish_object(o, s, shape_id)
}

fn with_shape(t: &Thread, shape_id: u32, bytes: &[u8]) -> Ref {
    if bytes.len() > INLINE {
        return outside(t, shape_id, bytes.into());
    }
    // SAFETY: all of it is written.
    unsafe {
        build_inline(t, shape_id, bytes.len(), |to| {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len());
        })
    }
}

/// An object whose bytes lie outside its block: there are more than [`INLINE`].
fn outside(t: &Thread, shape_id: u32, bytes: Box<[u8]>) -> Ref {
    let s = shape(shape_id);
    let len = bytes.len();
    let size = size_of::<Bytes>() + 8 + s.extra_words() * 8;
    let o = t.alloc_raw(s, size);
    let p = o.payload::<u8>();
    // SAFETY: a fresh block of `size` bytes.
    unsafe {
        p.cast::<Bytes>().write(Bytes { hash: AtomicU64::new(0), len });
        p.add(size_of::<Bytes>()).cast::<*mut u8>().write(Box::into_raw(bytes).cast());
    }
    t.m.charge(len as isize);
    t.finish_object(o, s, shape_id)
}

/// The shared objects of one byte, and the empty one at the end: bits, 0 until there is one.
static SHARED: [AtomicU64; 257] = [const { AtomicU64::new(0) }; 257];

fn shared_one(t: &Thread, k: usize) -> Ref {
    // Acquire: pairs with the AcqRel below.
    match SHARED[k].load(Acquire) {
        0 => {}
        // SAFETY: immortal.
        bits => return Ref::new(unsafe { Value::from_bits(bits) }),
    }
    let byte = [k as u8];
    let made = with_shape(t, BYTES.shape(), if k == 256 { &[] } else { &byte });
    // SAFETY: held.
    unsafe {
        t.m.mark_seen(made.obj());
        t.m.immortalise(made.obj());
    }
    match SHARED[k].compare_exchange(0, made.v().bits(), AcqRel, Acquire) {
        Ok(_) => made,
        // SAFETY: another thread's, immortal.
        Err(bits) => Ref::new(unsafe { Value::from_bits(bits) }),
    }
}

/// A new bytes object.
pub fn new(t: &Thread, bytes: &[u8]) -> Ref {
    match *bytes {
        [] => shared_one(t, 256),
        [byte] => shared_one(t, byte.into()),
        _ => with_shape(t, BYTES.shape(), bytes),
    }
}

/// A new bytes object of bytes that need not be copied.
pub fn from_vec(t: &Thread, bytes: Vec<u8>) -> Ref {
    if bytes.len() > INLINE { outside(t, BYTES.shape(), bytes.into_boxed_slice()) } else { new(t, &bytes) }
}

/// A new instance of a subclass of `bytes`, whose first shape is `shape_id`.
pub fn new_subclass(t: &Thread, shape_id: u32, bytes: &[u8]) -> Ref {
    with_shape(t, shape_id, bytes)
}

/// Whether `v` is a bytes object (or of a subclass).
#[inline(always)]
pub fn is_bytes(v: Value) -> bool {
    v.payload::<Bytes>().is_some()
}

/// The bytes of a bytes object.
///
/// # Panics
/// If `v` is none.
#[inline]
pub fn view(v: &Value) -> &[u8] {
    v.expect::<Bytes>().view()
}

/// The bytes, if `v` is a bytes object.
#[inline]
pub fn try_view(v: &Value) -> Option<&[u8]> {
    v.payload::<Bytes>().map(Bytes::view)
}

/// The hash of a bytes object: that of a str with the same bytes in ASCII.
pub fn hash(v: Value) -> i64 {
    let b = v.expect::<Bytes>();
    let h = b.hash.load(Relaxed) as i64;
    if h != 0 || b.len == 0 {
        return h;
    }
    let h = str::hash_bytes(b.view());
    b.hash.store(h as u64, Relaxed);
    h
}

/// The same bytes as an instance of exactly `bytes`.
pub fn exact(t: &Thread, v: Value) -> Ref {
    if BYTES.is_exact(v) { Ref::new(v) } else { new(t, view(&v)) }
}

impl Thread {
    /// A new bytes object.
    pub fn bytes(&self, bytes: &[u8]) -> Ref {
        new(self, bytes)
    }
}
