//! The iterator of `iter_unpack`.

use super::format::Layout;
use super::{error, values};
use crate::util::same;
use heddle_objects::native::def;
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{NativeType, TypeDef, flags};
use heddle_objects::types::buffer::{self, Buffer};
use heddle_objects::{Fixed, Ref, Res, Thread, Value};
use heddle_threads::sync::atomic::{AtomicUsize, Ordering::*};
use std::sync::Arc;

/// The payload.
pub struct Unpacker {
    layout: Arc<Layout>,
    /// A memoryview: the bytes are read as they are when their turn comes.
    view: Fixed,
    len: usize,
    at: AtomicUsize,
}
heddle_objects::payload!(Unpacker { view });

static UNPACKER: NativeType = NativeType::new(TypeDef {
    flags: flags::DISALLOW_INSTANTIATION,
    methods: &[def("__length_hint__($self, /)", |t, a| {
        let p = a[0].expect::<Unpacker>();
        let left = p.len.saturating_sub(p.at.load(Relaxed)) / p.layout.size;
        Ok(t.int(left as i64))
    })],
    ..TypeDef::new("_struct.unpack_iterator", Unpacker::vtable, |s| {
        s.iter = Some(same);
        s.next = Some(|t, v| {
            let p = v.expect::<Unpacker>();
            let at = p.at.fetch_add(p.layout.size, Relaxed);
            if at >= p.len || p.len - at < p.layout.size {
                p.at.fetch_sub(p.layout.size, Relaxed);
                return Ok(Ref::UNDEF);
            }
            let bytes = Buffer::get(t, p.view.v())?;
            match bytes.get(at..at + p.layout.size) {
                Some(part) => Ok(values::unpack(t, &p.layout, part)),
                None => Ok(Ref::UNDEF),
            }
        });
    })
});

/// A new iterator.
pub fn new(t: &Thread, layout: Arc<Layout>, of: Value) -> Res {
    if layout.size == 0 {
        return Err(error(t, "cannot iteratively unpack with a struct of length 0"));
    }
    let view = buffer::view_of(t, of, buffer::FULL_RO)?;
    let len = Buffer::get(t, view.v())?.len();
    if len % layout.size != 0 {
        return Err(error(
            t,
            format_args!("iterative unpacking requires a buffer of a multiple of {} bytes", layout.size),
        ));
    }
    let payload = Unpacker { layout, view: Fixed::new(view), len, at: AtomicUsize::new(0) };
    Ok(t.alloc(UNPACKER.shape(), payload))
}
