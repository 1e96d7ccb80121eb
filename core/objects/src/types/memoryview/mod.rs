//! `memoryview`: a window on another object's memory, with a format, a shape and strides.
//!
//! A view holds one export of the object until it is released or dies. Memory is reached through the object's
//! [`Exporter`], and every range is checked against what is there, so a view that another thread releases at the same moment reads
//! nothing but an error. Must never know which objects export.

mod compare;
mod index;
mod item;
mod iter;
mod layout;
mod methods;

pub use iter::ITERATOR;
pub use methods::release;

use crate::error::{Raised, Res};
use crate::ops::type_name;
use crate::payload::{Payload, obj};
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::args::bind;
use crate::types::buffer::{self, Buffer, Exporter, FULL_RO, WRITABLE};
use crate::types::{bytes, str};
use crate::value::Value;
use heddle_threads::sync::atomic::{AtomicBool, AtomicU64, Ordering::*};
use layout::Layout;

/// A memoryview's payload.
pub struct MemoryView {
    /// The object whose memory it is; UNDEF once released.
    base: Slot,
    /// What tells the exporting object, by dying, that the memory is let go; UNDEF mostly.
    hold: Slot,
    exporter: &'static Exporter,
    readonly: bool,
    layout: Layout,
    /// Set once, by whoever releases. AcqRel: only one thread may give the export back.
    released: AtomicBool,
    /// Set while `__release_buffer__` of the exporting object has it: no other view is made of it then.
    restricted: AtomicBool,
    /// 0: not computed. Relaxed: every thread computes the same.
    hash: AtomicU64,
}
crate::payload!(MemoryView { base, hold }, finalise: methods::release);

/// The type `memoryview`.
pub static MEMORYVIEW: NativeType = NativeType::new(TypeDef {
    flags: flags::SEQUENCE | flags::WEAKREF,
    methods: methods::METHODS,
    getset: methods::ATTRIBUTES,
    doc: "Create a new memoryview object which references the given object.",
    ..TypeDef::new("memoryview", MemoryView::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(|t, _, args| {
        if args.all.len() > 1 {
            return Err(t.type_error(format_args!(
                "memoryview() takes at most 1 argument ({} given)",
                args.all.len()
            )));
        }
        let [object] = bind(t, "memoryview", ["object"], args)?;
        if object.is_undef() {
            return Err(t.type_error("memoryview() missing required argument 'object' (pos 1)"));
        }
        new(t, object)
    });
    s.repr = Some(|t, v| {
        let what = if is_released(v) { "released memory" } else { "memory" };
        Ok(t.str(&format!("<{what} at {:#x}>", super::descr::address(v))))
    });
    s.hash = Some(compare::hash);
    s.compare = Some(compare::compare);
    s.len = Some(|t, v| {
        check(t, v)?;
        match data(&v).layout.shape.first() {
            Some(n) => Ok(*n),
            None => Err(t.type_error("0-dim memory has no length")),
        }
    });
    s.iter = Some(iter::iter);
    s.getitem = Some(index::getitem);
    s.setitem = Some(index::setitem);
    s.buffer = Some(|t, v, flags| again(t, v, flags));
}

fn data(v: &Value) -> &MemoryView {
    v.expect::<MemoryView>()
}

fn is_released(v: Value) -> bool {
    // Acquire: pairs with the swap in `release`.
    data(&v).released.load(Acquire)
}

#[cold]
fn forbidden(t: &Thread) -> Raised {
    t.value_error("operation forbidden on released memoryview object")
}

/// ValueError if the view was released.
fn check(t: &Thread, v: Value) -> Res<()> {
    if is_released(v) { Err(forbidden(t)) } else { Ok(()) }
}

/// A reference to the object whose memory it is; ValueError if the view was released.
fn base_of(t: &Thread, v: Value) -> Res {
    let base = data(&v).base.get(t, obj(v));
    if base.is_undef() || is_released(v) { Err(forbidden(t)) } else { Ok(base) }
}

#[cold]
fn not_writable(t: &Thread) -> Raised {
    t.buffer_error("Object is not writable.")
}

/// `memoryview(v)`
pub fn new(t: &Thread, v: Value) -> Res {
    if !buffer::is_buffer(v) {
        return Err(t.type_error(format_args!(
            "memoryview: a bytes-like object is required, not '{}'",
            type_name(v)
        )));
    }
    buffer::view_of(t, v, FULL_RO)
}

fn make(
    t: &Thread,
    base: Ref,
    hold: Ref,
    exporter: &'static Exporter,
    readonly: bool,
    layout: Layout,
) -> Ref {
    (exporter.acquire)(t, base.v());
    t.alloc(
        MEMORYVIEW.shape(),
        MemoryView {
            base: Slot::new(base),
            hold: Slot::new(hold),
            exporter,
            readonly,
            layout,
            released: AtomicBool::new(false),
            restricted: AtomicBool::new(false),
            hash: AtomicU64::new(0),
        },
    )
}

/// A view of all of an object's memory, as unsigned bytes: for `buffer` slots of types whose length does not change.
pub fn over(t: &Thread, v: Value, exporter: &'static Exporter, len: usize, flags: u32) -> Res {
    over_items(t, v, exporter, "B", 1, len, flags)
}

/// [`over`], of a type whose length stays only once there is an export.
pub fn over_counted(t: &Thread, v: Value, exporter: &'static Exporter, flags: u32) -> Res {
    (exporter.acquire)(t, v);
    let mut len = 0;
    (exporter.read)(t, v, &mut |all| len = all.len());
    let made = over(t, v, exporter, len, flags);
    (exporter.release)(t, v);
    made
}

/// A view of all of an object's memory as `count` items of a format, for the `buffer` slots of native types such as arrays. It
/// is read-only if the exporter is. BufferError if `flags` wants to write to it then.
pub fn over_items(
    t: &Thread,
    v: Value,
    exporter: &'static Exporter,
    format: &str,
    itemsize: usize,
    count: usize,
    flags: u32,
) -> Res {
    let readonly = exporter.write.is_none();
    if readonly && flags & WRITABLE != 0 {
        return Err(not_writable(t));
    }
    let layout = Layout::flat(format, itemsize, count);
    Ok(make(t, Ref::new(v), Ref::UNDEF, exporter, readonly, layout))
}

/// A read-only view, whatever the exporter allows: for natives such as read-only maps.
pub fn over_readonly(t: &Thread, v: Value, exporter: &'static Exporter, len: usize, flags: u32) -> Res {
    if flags & WRITABLE != 0 {
        return Err(not_writable(t));
    }
    Ok(make(t, Ref::new(v), Ref::UNDEF, exporter, true, Layout::flat("B", 1, len)))
}

/// Another view of the same memory with another layout.
fn derived(t: &Thread, v: Value, layout: Layout, readonly: bool) -> Res {
    if data(&v).restricted.load(Relaxed) {
        return Err(t.value_error("cannot create new view on restricted memoryview"));
    }
    let base = base_of(t, v)?;
    let hold = data(&v).hold.get(t, obj(v));
    Ok(make(t, base, hold, data(&v).exporter, readonly, layout))
}

/// `memoryview(v)` of a memoryview.
pub(crate) fn again(t: &Thread, v: Value, flags: u32) -> Res {
    check(t, v)?;
    let this = data(&v);
    if this.readonly && flags & WRITABLE != 0 {
        return Err(t.buffer_error("memoryview: underlying buffer is not writable"));
    }
    derived(t, v, this.layout.clone(), this.readonly)
}

/// Another view of the same memory that keeps `hold` as long as it, or any made of it, has not been released.
pub(crate) fn held(t: &Thread, v: Value, hold: Ref, flags: u32) -> Res {
    let base = base_of(t, v)?;
    let this = data(&v);
    if this.readonly && flags & WRITABLE != 0 {
        return Err(not_writable(t));
    }
    Ok(make(t, base, hold, this.exporter, this.readonly, this.layout.clone()))
}

/// Allows or forbids that other views are made of this one.
pub(crate) fn restrict(v: Value, yes: bool) {
    data(&v).restricted.store(yes, Relaxed);
}

/// Whether the memory is that of `object`, and not released.
pub(crate) fn is_over(t: &Thread, v: Value, object: Value) -> bool {
    v.payload::<MemoryView>().is_some_and(|m| m.base.get(t, obj(v)).is(object))
}

/// Whether a view cannot be written to.
pub(crate) fn is_readonly(v: Value) -> bool {
    data(&v).readonly
}

/// Whether a view's items lie one after another, in C order.
pub(crate) fn is_contiguous(v: Value) -> bool {
    data(&v).layout.is_c_contiguous()
}

/// Bytes in the items of a view.
pub(crate) fn byte_len(v: Value) -> usize {
    data(&v).layout.bytes()
}

/// A view's bytes in C order.
pub(crate) fn contents(t: &Thread, v: Value) -> Res<Buffer> {
    let base = base_of(t, v)?;
    let this = data(&v);
    if buffer::is_of_bytes(this.exporter) && this.layout.is_c_contiguous() {
        let range = this.layout.offset..this.layout.offset + this.layout.bytes();
        return Ok(Buffer::shared(base, range));
    }
    with_memory(t, v, |all| this.layout.gather(all)).map(Buffer::from)
}

/// Calls `f` with all of the object's memory, perhaps under its lock: `f` touches no object.
fn with_memory<R>(t: &Thread, v: Value, f: impl FnOnce(&[u8]) -> Option<R>) -> Res<R> {
    let base = base_of(t, v)?;
    let (mut f, mut done) = (Some(f), None);
    (data(&v).exporter.read)(t, base.v(), &mut |all| {
        if let Some(f) = f.take() {
            done = f(all);
        }
    });
    // Nothing: the memory is smaller than the view, so another thread has just released it.
    done.ok_or_else(|| forbidden(t))
}

/// [`with_memory`], to change it.
fn with_memory_mut<R>(t: &Thread, v: Value, f: impl FnOnce(&mut [u8]) -> Option<R>) -> Res<R> {
    let base = base_of(t, v)?;
    let this = data(&v);
    let Some(write) = this.exporter.write.filter(|_| !this.readonly) else {
        return Err(t.type_error("cannot modify read-only memory"));
    };
    let (mut f, mut done) = (Some(f), None);
    write(t, base.v(), &mut |all| {
        if let Some(f) = f.take() {
            done = f(all);
        }
    });
    done.ok_or_else(|| forbidden(t))
}

/// Calls `f` with the bytes of a contiguous view, under the object's lock.
pub(crate) fn with_bytes_mut<R>(t: &Thread, v: Value, f: impl FnOnce(&mut [u8]) -> R) -> Res<R> {
    let layout = &data(&v).layout;
    with_memory_mut(t, v, |all| all.get_mut(layout.offset..layout.offset + layout.bytes()).map(f))
}

/// A view's format as a str.
fn format_str(t: &Thread, v: Value) -> Ref {
    str::new(t, heddle_text::Owned::from(&*data(&v).layout.format).view())
}

/// A view's bytes as an object.
fn to_bytes(t: &Thread, v: Value) -> Res {
    Ok(bytes::from_vec(t, contents(t, v)?.into_vec()))
}
