//! The buffer protocol for natives: bytes out of, and into, any object that exports its memory.
//!
//! Reading ([`Buffer`]): immutable bytes are borrowed and kept alive, anything that may change is copied under its lock, so what
//! is read does not change while it is used, and no lock is held. Writing ([`BufferMut`]): the object stays exported (it keeps its
//! size), and bytes go in under its lock. An object's memory is reached through its [`Exporter`]; a `buffer` slot answers with a
//! memoryview over it. Must never know which types export.

use crate::error::{Raised, Res};
use crate::ops::{self, slots_of, type_data_of, type_name, type_of};
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, lookup};
use crate::types::args::shown;
use crate::types::{bytearray, bytes, memoryview};
use crate::value::Value;
use std::ops::{Deref, Range};

/// A request for memory that can be written to (`PyBUF_WRITABLE`).
pub const WRITABLE: u32 = 1;
/// A request for everything about memory that need not be writable (`PyBUF_FULL_RO`).
pub const FULL_RO: u32 = 0x11c;

/// How an object's memory is reached. All of it is one run of bytes, whose length stays while there are exports.
pub struct Exporter {
    /// Calls the function with the bytes; under the object's lock if they may change.
    pub read: fn(&Thread, Value, &mut dyn FnMut(&[u8])),
    /// Calls the function with the bytes, under the object's lock. `None`: they never change.
    pub write: Option<fn(&Thread, Value, &mut dyn FnMut(&mut [u8]))>,
    /// One more export.
    pub acquire: fn(&Thread, Value),
    /// One export less.
    pub release: fn(&Thread, Value),
}

/// Whether an object exports its memory: "bytes-like".
#[inline]
pub fn is_buffer(v: Value) -> bool {
    slots_of(v).buffer.is_some()
}

/// A TypeError: "a bytes-like object is required, not 'T'".
#[cold]
pub fn required(t: &Thread, v: Value) -> Raised {
    t.type_error(format_args!("a bytes-like object is required, not '{}'", type_name(v)))
}

/// Bytes that were exported: borrowed from an immutable object that is kept alive, or a copy.
pub struct Buffer(Source);

enum Source {
    Shared { owner: Ref, range: Range<usize> },
    Copy(Vec<u8>),
}

impl Buffer {
    /// The bytes of a bytes-like object as they are now, in C order; TypeError if it is none.
    #[inline]
    pub fn get(t: &Thread, v: Value) -> Res<Buffer> {
        if bytes::BYTES.is_exact(v) {
            return Ok(Buffer(Source::Shared { range: 0..bytes::view(&v).len(), owner: Ref::new(v) }));
        }
        if bytearray::BYTEARRAY.is_exact(v) {
            return Ok(Buffer(Source::Copy(bytearray::to_vec(t, v))));
        }
        if !is_buffer(v) {
            return Err(required(t, v));
        }
        let view = view_of(t, v, FULL_RO)?;
        memoryview::contents(t, view.v())
    }

    /// Part of an immutable object.
    pub(crate) fn shared(owner: Ref, range: Range<usize>) -> Buffer {
        Buffer(Source::Shared { owner, range })
    }

    /// The bytes in a vector: no copy if they are one already.
    pub fn into_vec(self) -> Vec<u8> {
        match self.0 {
            Source::Copy(copy) => copy,
            Source::Shared { owner, range } => bytes::view(&owner)[range].to_vec(),
        }
    }
}

impl From<Vec<u8>> for Buffer {
    fn from(copy: Vec<u8>) -> Buffer {
        Buffer(Source::Copy(copy))
    }
}

impl Deref for Buffer {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.0 {
            Source::Copy(copy) => copy,
            Source::Shared { owner, range } => &bytes::view(owner)[range.clone()],
        }
    }
}

/// The bytes of a bytes-like object, copied.
pub fn to_vec(t: &Thread, v: Value) -> Res<Vec<u8>> {
    Buffer::get(t, v).map(Buffer::into_vec)
}

/// Calls `f` with the bytes of a bytes-like object. No lock is held: `f` may block and call Python.
pub fn with_bytes<R>(t: &Thread, v: Value, f: impl FnOnce(&[u8]) -> R) -> Res<R> {
    Ok(f(&Buffer::get(t, v)?))
}

/// Memory that can be written to, kept exported: its length does not change.
pub struct BufferMut {
    view: Ref,
    len: usize,
}

impl BufferMut {
    /// The memory of a bytes-like object in C order; `None` if it is read-only or there is none.
    pub fn get(t: &Thread, v: Value) -> Res<Option<BufferMut>> {
        if !is_buffer(v) {
            return Ok(None);
        }
        let view = match view_of(t, v, FULL_RO | WRITABLE) {
            Err(e) if e.is(&crate::types::exceptions::BUFFER_ERROR) => return Ok(None),
            other => other?,
        };
        if memoryview::is_readonly(view.v()) {
            return Ok(None);
        }
        if !memoryview::is_contiguous(view.v()) {
            return Err(t.buffer_error("memoryview: underlying buffer is not C-contiguous"));
        }
        let len = memoryview::byte_len(view.v());
        Ok(Some(BufferMut { view, len }))
    }

    /// [`BufferMut::get`]; TypeError "FUNCTION() argument must be read-write bytes-like object, not T" where there is none.
    pub fn argument(t: &Thread, v: Value, function: &str) -> Res<BufferMut> {
        BufferMut::get(t, v)?.ok_or_else(|| {
            t.type_error(format_args!(
                "{function}() argument must be read-write bytes-like object, not {}",
                shown(v)
            ))
        })
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Calls `f` with the bytes, under the object's lock: `f` touches no object and does not block.
    pub fn with<R>(&self, t: &Thread, f: impl FnOnce(&mut [u8]) -> R) -> Res<R> {
        memoryview::with_bytes_mut(t, self.view.v(), f)
    }

    /// Copies `bytes` in, from `at` on.
    ///
    /// # Panics
    /// If there is no room for them.
    pub fn write(&self, t: &Thread, at: usize, bytes: &[u8]) -> Res<()> {
        self.with(t, |all| all[at..at + bytes.len()].copy_from_slice(bytes))
    }
}

/// Calls `f` with the memory of a writable bytes-like object, under its lock: `f` touches no object and does not block.
pub fn with_bytes_mut<R>(t: &Thread, v: Value, f: impl FnOnce(&mut [u8]) -> R) -> Res<R> {
    match BufferMut::get(t, v)? {
        Some(memory) => memory.with(t, f),
        None if is_buffer(v) => Err(t.buffer_error("Object is not writable.")),
        None => Err(required(t, v)),
    }
}

/// For `readinto`, `recv_into` and their kin: `f` fills a buffer of the same length (it may block), and as many bytes as it says
/// go into the object.
pub fn read_into(
    t: &Thread,
    v: Value,
    function: &str,
    f: impl FnOnce(&mut [u8]) -> Res<usize>,
) -> Res<usize> {
    let memory = BufferMut::argument(t, v, function)?;
    let mut filled = vec![0; memory.len()];
    let n = f(&mut filled)?;
    memory.write(t, 0, &filled[..n])?;
    Ok(n)
}

/// A memoryview of an object's memory, from its `buffer` slot. Of a class with `__buffer__`, its `__release_buffer__` is called
/// when the view and all that were made of it are gone.
pub fn view_of(t: &Thread, v: Value, flags: u32) -> Res {
    if memoryview::MEMORYVIEW.is_exact(v) {
        return memoryview::again(t, v, flags);
    }
    let Some(slot) = slots_of(v).buffer else {
        return Err(required(t, v));
    };
    let view = t.deeper(|| slot(t, v, flags))?;
    if !memoryview::MEMORYVIEW.is_instance(view.v()) {
        return Err(t.type_error("__buffer__ returned non-memoryview object"));
    }
    if type_data_of(v).native.is_some() || !has_release(t, v) {
        return Ok(view);
    }
    let hold =
        t.alloc(HOLD.shape(), Hold { object: Fixed::new(Ref::new(v)), view: Fixed::new(view.clone()) });
    memoryview::held(t, view.v(), hold, flags)
}

/// Whether a class has a `__release_buffer__` that is not a native type's.
fn has_release(t: &Thread, v: Value) -> bool {
    let found = lookup(t, type_of(v), t.intern("__release_buffer__").v());
    !found.is_undef() && !type_data_of(found.v()).has(flags::METHOD_DESCRIPTOR)
        || !found.is_undef() && crate::types::descr::method_parts(&found).is_none()
}

/// What the views of an object with `__release_buffer__` share: when it dies, the method is called.
pub struct Hold {
    object: Fixed,
    view: Fixed,
}
crate::payload!(Hold { object, view }, finalise: let_go);

static HOLD: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    ..TypeDef::new("_buffer_wrapper", <Hold as crate::payload::Payload>::vtable, |_: &mut Slots| {})
});

fn let_go(t: &Thread, v: Value) {
    let hold = v.expect::<Hold>();
    let name = t.intern("__release_buffer__");
    memoryview::restrict(hold.view.v(), true);
    if let Err(e) = ops::call_special(t, hold.object.v(), name.v(), &[hold.view.v()]) {
        crate::types::exceptions::unraisable(
            t,
            e,
            "Exception ignored in __release_buffer__ of",
            hold.object.v(),
        );
    }
    memoryview::restrict(hold.view.v(), false);
    // The object's own memory is let go in any case. Another's is whoever's has the view.
    if memoryview::is_over(t, hold.view.v(), hold.object.v()) {
        memoryview::release(t, hold.view.v());
    }
}

static OF_BYTES: Exporter =
    Exporter { read: |_, v, f| f(bytes::view(&v)), write: None, acquire: |_, _| (), release: |_, _| () };

/// The `buffer` slot of `bytes`.
pub(crate) fn export_bytes(t: &Thread, v: Value, flags: u32) -> Res {
    memoryview::over(t, v, &OF_BYTES, bytes::view(&v).len(), flags)
}

static OF_BYTEARRAY: Exporter = Exporter {
    read: |t, v, f| bytearray::with(t, v, f),
    write: Some(|t, v, f| bytearray::with_mut(t, v, f)),
    acquire: |t, v| bytearray::count_export(t, v, true),
    release: |t, v| bytearray::count_export(t, v, false),
};

/// The `buffer` slot of `bytearray`.
pub(crate) fn export_bytearray(t: &Thread, v: Value, flags: u32) -> Res {
    memoryview::over_counted(t, v, &OF_BYTEARRAY, flags)
}

/// The object, if an exporter's bytes are those of an immutable bytes object.
pub(crate) fn is_of_bytes(exporter: &Exporter) -> bool {
    std::ptr::eq(exporter, &OF_BYTES)
}
