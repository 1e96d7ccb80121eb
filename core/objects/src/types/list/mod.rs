//! `list`: read without a lock, written under the object's lock.
//!
//! `table` says how items are kept, `edit` changes lists, `methods` is what Python sees, `sort` sorts, `iter` iterates. What is
//! removed is handed out and dropped after the lock (dropping may run Python code).

mod compare;
mod edit;
mod iter;
mod merge;
mod methods;
mod sort;
mod table;

pub use edit::{append, clear, extend, insert, pop, remove_at, set, try_extend};
pub use iter::{LIST_ITERATOR, LIST_REVERSEITERATOR, ListIter, new_iter};
pub use sort::{sort, sort_refs};
pub use table::List;

use crate::payload::{Payload, VTable, obj};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::tuple;
use crate::value::Value;
use heddle_gc::Holds;
use heddle_threads::sync::atomic::Ordering::*;

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // The last first: so it gives them up when it dies.
    // SAFETY: a list's payload, at rest.
    unsafe {
        let list = &*p.cast::<List>();
        let table = list.table.load(Relaxed);
        (0..list.len.load(Relaxed)).rev().for_each(|k| visit(table::slot(table, k).peek()));
    }
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: a dead list's payload: who reads a list holds it, so nobody looks into the table.
    unsafe { table::release((*p.cast::<List>()).table.load(Relaxed)) }
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

// SAFETY: the table is made for this type, and `trace` visits every item.
unsafe impl Payload for List {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// The type `list`.
pub static LIST: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::LIST_SUBCLASS | flags::SEQUENCE | flags::MATCH_SELF,
    methods: methods::METHODS,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must \
          be an iterable if specified.",
    ..TypeDef::new("list", List::vtable, methods::slots)
});

/// A new list; the references move in.
pub fn from_refs(t: &Thread, mut items: Vec<Ref>) -> Ref {
    let len = items.len();
    let new = with_capacity(t, len);
    let list = new.expect::<List>();
    // SAFETY: nobody else can see the list, its table has room, a `Ref` is its word, and the vector forgets what it held.
    unsafe {
        table::words(list.table.load(Relaxed)).copy_from_nonoverlapping(items.as_ptr().cast(), len);
        items.set_len(0);
    }
    list.len.store(len, Relaxed);
    new
}

/// A new list of the `len` references at `window`, which move in and leave UNDEF behind.
///
/// # Safety
/// The words there own what they hold, and are the caller's.
pub unsafe fn from_window(t: &Thread, window: *mut Value, len: usize) -> Ref {
    let new = with_capacity(t, len);
    let list = new.expect::<List>();
    // SAFETY: nobody else can see the list, and its table has room; the caller's promise.
    unsafe {
        let to = table::words(list.table.load(Relaxed));
        for k in 0..len {
            to.add(k).write(std::mem::replace(&mut *window.add(k), Value::UNDEF));
        }
    }
    list.len.store(len, Relaxed);
    new
}

/// Copies references to the items to `to`, which owns nothing: false, and nothing is done, unless there are just as many.
pub fn copy_exactly(t: &Thread, l: Value, to: &mut [Value]) -> bool {
    let list = l.expect::<List>();
    let o = obj(l);
    let _lock = o.lock().lock(&t.m);
    if list.len.load(Relaxed) != to.len() {
        return false;
    }
    let table = list.table.load(Relaxed);
    for (k, to) in to.iter_mut().enumerate() {
        // SAFETY: the published table, under the lock, and below the length.
        *to = unsafe { table::slot(table, k) }.get_locked(t).into_value();
    }
    true
}

/// A new list of borrowed values.
pub fn from_values(t: &Thread, items: &[Value]) -> Ref {
    let new = with_capacity(t, items.len());
    let list = new.expect::<List>();
    // SAFETY: nobody else can see the list, and its table has room.
    unsafe {
        let to = table::words(list.table.load(Relaxed));
        items.iter().enumerate().for_each(|(k, &item)| to.add(k).write(t.hold(item).into_value()));
    }
    list.len.store(items.len(), Relaxed);
    new
}

/// A new list without items.
#[inline]
pub fn new(t: &Thread) -> Ref {
    t.alloc(LIST.shape(), List::new())
}

/// A new list without items, with room for so many.
pub fn with_capacity(t: &Thread, capacity: usize) -> Ref {
    let list = List::new();
    if capacity != 0 {
        match table::allocate(t, capacity, 0) {
            Ok(table) => list.publish(table, 0).retire(t),
            // The caller has as many items in hand already.
            Err(_) => out_of_memory(capacity),
        }
    }
    t.alloc(LIST.shape(), list)
}

#[cold]
fn out_of_memory(items: usize) -> ! {
    match std::alloc::Layout::array::<Value>(items) {
        Ok(layout) => std::alloc::handle_alloc_error(layout),
        Err(_) => panic!("no list has {items} items"),
    }
}

/// Whether `v` is a list (or of a subclass).
#[inline(always)]
pub fn is_list(v: Value) -> bool {
    v.payload::<List>().is_some()
}

/// `len(l)`
#[inline(always)]
pub fn len(_t: &Thread, l: Value) -> usize {
    // Acquire: pairs with the Release of writers.
    l.expect::<List>().len.load(Acquire)
}

/// `l[k]` for an index in range; UNDEF beyond. Takes no lock in the steady state.
#[inline(always)]
pub fn get(t: &Thread, l: Value, k: usize) -> Ref {
    let _ = l.expect::<List>();
    // SAFETY: just looked at.
    unsafe { get_unchecked(t, l, k) }
}

/// [`get`] of what is known to be a list.
///
/// # Safety
/// `l` is a list.
#[inline(always)]
pub unsafe fn get_unchecked(t: &Thread, l: Value, k: usize) -> Ref {
    // SAFETY: the caller's promise.
    let list = unsafe { l.payload_unchecked::<List>() };
    // Acquire: pairs with the Release in `publish`; the length comes after the table (rule 2 of `table`).
    let table = list.table.load(Acquire);
    if k >= list.len.load(Acquire) {
        return Ref::UNDEF;
    }
    // SAFETY: loaded since the last safepoint.
    if k < unsafe { table::capacity(table) } {
        // SAFETY: in the table.
        let found = unsafe { table::slot(table, k) }.try_get(t, || list.table.load(Acquire) == table);
        if let Ok(item) = found
            && !item.is_undef()
        {
            return item;
        }
    }
    get_locked(t, l, k)
}

#[cold]
fn get_locked(t: &Thread, l: Value, k: usize) -> Ref {
    let list = l.expect::<List>();
    let o = obj(l);
    let _lock = o.lock().lock(&t.m);
    if k >= list.len.load(Relaxed) {
        return Ref::UNDEF;
    }
    // SAFETY: the published table, under the lock.
    unsafe { table::slot(list.table.load(Relaxed), k) }.get_locked(t)
}

/// The items as they are at one moment.
pub fn snapshot(t: &Thread, l: Value) -> Vec<Ref> {
    let mut items = Vec::with_capacity(len(t, l));
    let o = obj(l);
    let _lock = o.lock().lock(&t.m);
    copy_locked(t, l.expect::<List>(), 0..usize::MAX, &mut items);
    items
}

/// References to the items of a range, clamped to the length, for a holder of the lock.
fn copy_locked(t: &Thread, list: &List, range: std::ops::Range<usize>, to: &mut Vec<Ref>) {
    let table = list.table.load(Relaxed);
    let end = range.end.min(list.len.load(Relaxed));
    to.reserve(end.saturating_sub(range.start));
    for k in range.start..end {
        // SAFETY: the published table, under the lock.
        to.push(t.hold(unsafe { table::slot(table, k) }.peek()));
    }
}

/// The items as they are at one moment, as a tuple.
pub fn to_tuple(t: &Thread, l: Value) -> Ref {
    tuple::from_refs(t, snapshot(t, l))
}
