//! `list`.

use crate::payload::{Payload, VTable, obj};
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;
use heddle_gc::Holds;
use std::cell::UnsafeCell;

/// A list's payload.
pub struct List {
    items: UnsafeCell<Vec<Value>>,
}

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: a list's payload, at rest.
    unsafe { &*(*p.cast::<List>()).items.get() }.iter().for_each(|&v| visit(v));
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: a dead list's payload.
    unsafe { std::ptr::drop_in_place(p.cast::<List>()) };
    0
}

static TABLE: VTable = VTable {
    name: "List",
    size: size_of::<List>(),
    holds: Holds::Anything,
    trace,
    release,
    size_of: None,
    finalise: None,
};

// SAFETY: the table is made for this type.
unsafe impl Payload for List {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// The type `list`.
pub static LIST: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::LIST_SUBCLASS | flags::SEQUENCE | flags::MATCH_SELF,
    ..TypeDef::new("list", List::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.len = Some(|t, v| Ok(len(t, v)));
}

fn with<R>(t: &Thread, l: Value, f: impl FnOnce(&mut Vec<Value>) -> R) -> R {
    let o = obj(l);
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &mut *l.expect::<List>().items.get() })
}

/// A new list; the references move in.
pub fn from_refs(t: &Thread, items: Vec<Ref>) -> Ref {
    let items = items.into_iter().map(Ref::into_value).collect();
    t.alloc(LIST.shape(), List { items: UnsafeCell::new(items) })
}

/// Whether `v` is a list (or of a subclass).
pub fn is_list(v: Value) -> bool {
    v.payload::<List>().is_some()
}

/// `len(l)`
pub fn len(t: &Thread, l: Value) -> usize {
    with(t, l, |items| items.len())
}

/// The items as they are at one moment.
pub fn snapshot(t: &Thread, l: Value) -> Vec<Ref> {
    with(t, l, |items| items.iter().map(|&v| Ref::new(v)).collect())
}

/// `l[k]` for an index in range; UNDEF beyond.
pub fn get(t: &Thread, l: Value, k: usize) -> Ref {
    with(t, l, |items| items.get(k).map_or(Ref::UNDEF, |&v| Ref::new(v)))
}

/// `l.append(item)`
pub fn append(t: &Thread, l: Value, item: Ref) {
    with(t, l, |items| items.push(item.into_value()));
}

/// `l[k] = item`; false if the index is out of range.
pub fn set(t: &Thread, l: Value, k: usize, item: Ref) -> bool {
    let old = with(t, l, |items| match items.get_mut(k) {
        // SAFETY: the list owned it.
        Some(slot) => Ok(unsafe { Ref::own(std::mem::replace(slot, item.into_value())) }),
        None => Err(item),
    });
    old.is_ok()
}

/// Appends many; the references move in.
pub fn extend(t: &Thread, l: Value, more: Vec<Ref>) {
    with(t, l, |items| items.extend(more.into_iter().map(Ref::into_value)));
}
