//! `dict`: insertion-ordered.

use crate::error::Res;
use crate::ops;
use crate::payload::{Payload, VTable, obj};
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::str;
use crate::value::Value;
use heddle_gc::Holds;
use std::cell::UnsafeCell;

/// A dict's payload.
pub struct Dict {
    entries: UnsafeCell<Vec<(i64, Value, Value)>>,
}

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: a dict's payload, at rest.
    for (_, k, v) in unsafe { &*(*p.cast::<Dict>()).entries.get() } {
        visit(*k);
        visit(*v);
    }
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: a dead dict's payload.
    unsafe { std::ptr::drop_in_place(p.cast::<Dict>()) };
    0
}

static TABLE: VTable = VTable {
    name: "Dict",
    size: size_of::<Dict>(),
    holds: Holds::Anything,
    trace,
    release,
    size_of: None,
    finalise: None,
};

// SAFETY: the table is made for this type.
unsafe impl Payload for Dict {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// The type `dict`.
pub static DICT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT_SUBCLASS | flags::MAPPING | flags::MATCH_SELF,
    ..TypeDef::new("dict", Dict::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.len = Some(|t, v| Ok(len(t, v)));
}

/// A new dict.
pub fn new(t: &Thread) -> Ref {
    t.alloc(DICT.shape(), Dict { entries: UnsafeCell::new(vec![]) })
}

/// A new dict with room for so many items.
pub fn with_capacity(t: &Thread, _capacity: usize) -> Ref {
    new(t)
}

/// Whether `v` is a dict (or of a subclass).
pub fn is_dict(v: Value) -> bool {
    v.payload::<Dict>().is_some()
}

fn with<R>(t: &Thread, d: Value, f: impl FnOnce(&mut Vec<(i64, Value, Value)>) -> R) -> R {
    let o = obj(d);
    let _lock = o.lock().lock(&t.m);
    // SAFETY: the lock is held.
    f(unsafe { &mut *d.expect::<Dict>().entries.get() })
}

fn find(t: &Thread, d: Value, hash: i64, key: Value) -> Res<Option<usize>> {
    let candidates: Vec<(usize, Ref)> = with(t, d, |e| {
        e.iter()
            .enumerate()
            .filter(|(_, e)| e.0 == hash && !e.1.is_undef())
            .map(|(k, e)| (k, Ref::new(e.1)))
            .collect()
    });
    for (k, c) in candidates {
        if c.is(key)
            || (str::is_str(key) && str::is_str(c.v()) && str::same_text(key, c.v()))
            || (!str::is_str(key) && ops::equal(t, c.v(), key)?)
        {
            return Ok(Some(k));
        }
    }
    Ok(None)
}

/// `d[key]`, UNDEF if it is not there. May call `__hash__` and `__eq__`.
pub fn get(t: &Thread, d: Value, key: Value) -> Res {
    let hash = ops::hash(t, key)?;
    Ok(match find(t, d, hash, key)? {
        Some(k) => with(t, d, |e| Ref::new(e[k].2)),
        None => Ref::UNDEF,
    })
}

/// [`get`] for an interned str: runs no Python code.
pub fn get_str(t: &Thread, d: Value, key: Value) -> Ref {
    get(t, d, key).unwrap_or(Ref::UNDEF)
}

/// [`get`] for a str in an instance's dict, which may be a subclass's or hold keys that are not strs.
pub fn get_str_any(t: &Thread, d: Value, key: Value) -> Res {
    get(t, d, key)
}

/// `d[key] = value`
pub fn set(t: &Thread, d: Value, key: Value, value: Value) -> Res<()> {
    let hash = ops::hash(t, key)?;
    let at = find(t, d, hash, key)?;
    let (k, v) = (Ref::new(key), Ref::new(value));
    let old = with(t, d, |e| match at {
        Some(i) => {
            // SAFETY: the entry owned it.
            let old = unsafe { Ref::own(std::mem::replace(&mut e[i].2, v.into_value())) };
            vec![old, k]
        }
        None => {
            e.push((hash, k.into_value(), v.into_value()));
            vec![]
        }
    });
    drop(old);
    Ok(())
}

/// [`set`] for an interned str: runs no Python code but finalisers.
pub fn set_str(t: &Thread, d: Value, key: Value, value: Value) {
    let _ = set(t, d, key, value);
}

/// Adds an interned key that is not there to a dict that nobody else can see yet: takes no lock, runs nothing.
pub fn init_str(_t: &Thread, d: Value, key: Value, value: &Ref) {
    // SAFETY: nobody else sees it.
    let e = unsafe { &mut *d.expect::<Dict>().entries.get() };
    e.push((str::hash(key), Ref::new(key).into_value(), value.clone().into_value()));
}

/// Removes a key: what it had, UNDEF if it was not there.
pub fn remove(t: &Thread, d: Value, key: Value) -> Res {
    let hash = ops::hash(t, key)?;
    match find(t, d, hash, key)? {
        None => Ok(Ref::UNDEF),
        Some(k) => {
            let (_, key, value) = with(t, d, |e| e.remove(k));
            // SAFETY: the entry owned both.
            unsafe {
                drop(Ref::own(key));
                Ok(Ref::own(value))
            }
        }
    }
}

/// `d.setdefault(key, value)`: what is there afterwards.
pub fn set_default(t: &Thread, d: Value, key: Value, value: Value) -> Res {
    let found = get(t, d, key)?;
    if !found.is_undef() {
        return Ok(found);
    }
    set(t, d, key, value)?;
    Ok(Ref::new(value))
}

/// `len(d)`
pub fn len(t: &Thread, d: Value) -> usize {
    with(t, d, |e| e.len())
}

/// The keys, in order.
pub fn keys(t: &Thread, d: Value) -> Vec<Ref> {
    with(t, d, |e| e.iter().map(|e| Ref::new(e.1)).collect())
}

/// The items, in order: a state that existed.
pub fn items(t: &Thread, d: Value) -> Vec<(Ref, Ref)> {
    with(t, d, |e| e.iter().map(|e| (Ref::new(e.1), Ref::new(e.2))).collect())
}

/// A shallow copy, of exactly `dict`.
pub fn copy(t: &Thread, d: Value) -> Ref {
    let new = new(t);
    for (k, v) in items(t, d) {
        let _ = set(t, new.v(), k.v(), v.v());
    }
    new
}

/// `d.clear()`
pub fn clear(t: &Thread, d: Value) {
    let old = with(t, d, std::mem::take);
    for (_, k, v) in old {
        // SAFETY: the entries owned them.
        unsafe {
            drop(Ref::own(k));
            drop(Ref::own(v));
        }
    }
}

/// `d.update(other)` for another dict.
pub fn update(t: &Thread, d: Value, other: Value) -> Res<()> {
    for (k, v) in items(t, other) {
        set(t, d, k.v(), v.v())?;
    }
    Ok(())
}
