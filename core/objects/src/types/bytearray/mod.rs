//! `bytearray`: bytes that change. They are guarded by the object's lock; while there are exports (memoryviews), their number
//! stays.
//!
//! It must never know the methods that it shares with `bytes`.

mod index;
mod iter;
pub(crate) mod methods;

pub use iter::ITERATOR;

use crate::error::{Raised, Res};
use crate::native::Args;
use crate::payload::{Payload, obj};
use crate::refs::Ref;
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::{buffer, bytes, str};
use crate::value::Value;
use heddle_text::Buf;
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use std::cell::UnsafeCell;

/// A bytearray's payload.
pub struct ByteArray {
    /// Guarded by the object's lock.
    data: UnsafeCell<Vec<u8>>,
    /// How many exports there are. Relaxed: changed under the object's lock.
    exports: AtomicUsize,
}
crate::payload!(ByteArray {});

/// The type `bytearray`.
pub static BYTEARRAY: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::MATCH_SELF,
    methods: bytes::BYTEARRAY_METHODS,
    doc: "bytearray(iterable_of_ints) -> bytearray\n\
          bytearray(string, encoding[, errors]) -> bytearray\n\
          bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n\
          bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n\
          bytearray() -> empty bytes array",
    ..TypeDef::new("bytearray", ByteArray::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, cls, _| Ok(with_shape(t, type_data(&cls).first_shape.load(Relaxed), Vec::new())));
    s.init = Some(init);
    s.repr = Some(repr);
    s.str = s.repr;
    s.compare = Some(index::compare);
    s.len = Some(|t, v| Ok(with(t, v, <[u8]>::len)));
    s.iter = Some(iter::iter);
    s.getitem = Some(index::getitem);
    s.setitem = Some(index::setitem);
    s.contains = Some(|t, v, item| bytes::contains_byte_or_part(t, item, |f| with(t, v, f)));
    s.concat = Some(index::concat);
    s.repeat = Some(index::repeat);
    s.inplace_concat = Some(index::inplace_concat);
    s.inplace_repeat = Some(index::inplace_repeat);
    s.binary[Binary::Mod as usize] = Some(|t, v, args| {
        if !is_bytearray(v) {
            return Ok(Ref::NOT_IMPLEMENTED);
        }
        Ok(from_vec(t, bytes::modulo(t, &to_vec(t, v), args)?))
    });
    s.buffer = Some(buffer::export_bytearray);
}

fn init(t: &Thread, v: Value, args: Args) -> Res<()> {
    let [source, encoding, errors] = bytes::make::arguments(t, "bytearray", args)?;
    edit(t, v, |data, resize| resize.map(|()| data.clear()))?;
    let new = match bytes::make::text(t, "bytearray", source, encoding, errors)? {
        Some(made) => bytes::view(&made).to_vec(),
        None => methods::bytes_from(t, source)?,
    };
    edit(t, v, |data, resize| resize.map(|()| *data = new))
}

fn repr(t: &Thread, v: Value) -> Res {
    let data = to_vec(t, v);
    let quote = if data.contains(&b'\'') && !data.contains(&b'"') { '"' } else { '\'' };
    let mut buf = Buf::with_capacity(data.len() + 16);
    buf.push_str(&format!("{}(b{quote}", crate::ops::type_name(v)));
    for &b in &data {
        match b {
            // Both are escaped whatever the quotes are.
            b'\'' | b'\\' => {
                buf.push('\\' as u32);
                buf.push(b.into());
            }
            b'\t' => buf.push_str("\\t"),
            b'\n' => buf.push_str("\\n"),
            b'\r' => buf.push_str("\\r"),
            0x20..0x7F => buf.push(b.into()),
            _ => buf.push_str(&format!("\\x{b:02x}")),
        }
    }
    buf.push(quote as u32);
    buf.push(')' as u32);
    Ok(str::from_owned(t, &buf.finish()))
}

fn with_shape(t: &Thread, shape: u32, data: Vec<u8>) -> Ref {
    t.alloc(shape, ByteArray { data: UnsafeCell::new(data), exports: AtomicUsize::new(0) })
}

/// A new bytearray; the bytes move in.
pub fn from_vec(t: &Thread, data: Vec<u8>) -> Ref {
    with_shape(t, BYTEARRAY.shape(), data)
}

/// Whether `v` is a bytearray (or of a subclass).
#[inline(always)]
pub fn is_bytearray(v: Value) -> bool {
    v.payload::<ByteArray>().is_some()
}

/// Calls `f` with the bytes, under the object's lock: `f` touches no object.
pub fn with<R>(t: &Thread, v: Value, f: impl FnOnce(&[u8]) -> R) -> R {
    let o = obj(v);
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &*v.expect::<ByteArray>().data.get() })
}

/// Calls `f` with the bytes to be changed, under the object's lock: `f` touches no object.
pub fn with_mut<R>(t: &Thread, v: Value, f: impl FnOnce(&mut [u8]) -> R) -> R {
    let o = obj(v);
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &mut *v.expect::<ByteArray>().data.get() })
}

/// The bytes as they are at one moment.
pub fn to_vec(t: &Thread, v: Value) -> Vec<u8> {
    with(t, v, <[u8]>::to_vec)
}

/// Why a change is refused: found under the lock, raised after it.
pub(crate) enum Refused {
    Exported,
    Index(&'static str),
    Value(String),
}

impl Refused {
    #[cold]
    fn raise(self, t: &Thread) -> Raised {
        match self {
            Refused::Exported => t.buffer_error("Existing exports of data: object cannot be re-sized"),
            Refused::Index(message) => t.index_error(message),
            Refused::Value(message) => t.value_error(message),
        }
    }
}

/// Changes the bytes under the object's lock. `f` gets the bytes, and whether their number may change; it touches no object.
pub(crate) fn edit<R>(
    t: &Thread,
    v: Value,
    f: impl FnOnce(&mut Vec<u8>, Result<(), Refused>) -> Result<R, Refused>,
) -> Res<R> {
    let done = {
        let o = obj(v);
        let _lock = o.lock().lock(&t.m);
        let array = v.expect::<ByteArray>();
        let resize = if array.exports.load(Relaxed) == 0 { Ok(()) } else { Err(Refused::Exported) };
        // SAFETY: the lock is held.
        f(unsafe { &mut *array.data.get() }, resize)
    };
    done.map_err(|refused| refused.raise(t))
}

/// One export more or less.
pub(crate) fn count_export(t: &Thread, v: Value, more: bool) {
    let o = obj(v);
    let _lock = o.lock().lock(&t.m);
    let exports = &v.expect::<ByteArray>().exports;
    let n = exports.load(Relaxed);
    exports.store(if more { n + 1 } else { n.saturating_sub(1) }, Relaxed);
}
