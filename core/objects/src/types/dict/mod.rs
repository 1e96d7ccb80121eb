//! `dict`: insertion-ordered, read without a lock.
//!
//! The table is `types::hashed`'s; here are the payload, the type, and what other natives call. `methods` has Python's methods,
//! `update` all ways to fill a dict, `compare` `==`, `views` and `iter` what the names say.
//!
//! Which operations are atomic for other threads is CPython's list: `d[k] = v`, `del`, `get`, `setdefault`, `pop`, `popitem`,
//! `update` from a dict, `copy`, `==`, `clear`, `list(d)` and its kin. Where a key's `__eq__` must be asked, each key by itself.

mod compare;
mod iter;
mod methods;
mod update;
mod views;

pub use iter::{ITEM_ITERATOR, KEY_ITERATOR, VALUE_ITERATOR, advance, next_pair};
pub use update::{merge, update};
pub use views::{ITEMS, KEYS, VALUES, view_snapshot};

use crate::error::{Raised, Res};
use crate::payload::{Payload, VTable, obj};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::hashed::{Hashed, Owner, PythonEq, Text, Trash, hash_key, hold, is_exact_str};
use crate::types::str;
use crate::value::Value;
use heddle_gc::Holds;
use heddle_threads::sync::atomic::Ordering::Relaxed;

/// A dict's payload.
pub struct Dict {
    entries: Hashed<2>,
}

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: a dict's payload, in a stopped world or dead.
    unsafe { &*p.cast::<Dict>() }.entries.each(visit);
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: a dead dict's payload.
    unsafe { (*p.cast::<Dict>()).entries.release() }
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

// SAFETY: the table is made for this type, and `trace` visits every key and value.
unsafe impl Payload for Dict {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// The type `dict`.
pub static DICT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT_SUBCLASS | flags::MAPPING | flags::MATCH_SELF,
    methods: methods::METHODS,
    doc: methods::DOC,
    ..TypeDef::new("dict", Dict::vtable, methods::slots)
});

/// How messages about keys without a hash begin.
const A_KEY: &str = "a dict key";

fn from_hashed(t: &Thread, entries: Hashed<2>) -> Ref {
    t.alloc(DICT.shape(), Dict { entries })
}

/// A new dict.
pub fn new(t: &Thread) -> Ref {
    from_hashed(t, Hashed::new())
}

/// A new dict with room for so many items.
pub fn with_capacity(t: &Thread, capacity: usize) -> Ref {
    from_hashed(t, Hashed::with_room(t, capacity))
}

/// A new instance of `dict` or of a subclass.
pub fn of_class(t: &Thread, cls: Value) -> Ref {
    t.alloc(type_data(&cls).first_shape.load(Relaxed), Dict { entries: Hashed::new() })
}

/// Whether `v` is a dict (or of a subclass).
#[inline(always)]
pub fn is_dict(v: Value) -> bool {
    v.payload::<Dict>().is_some()
}

#[inline(always)]
fn entries(d: &Value) -> &Hashed<2> {
    &d.expect::<Dict>().entries
}

/// The entries with their object, for operations on two containers.
pub(crate) fn owner(d: &Value) -> Owner<'_, 2> {
    Owner { hashed: entries(d), o: obj(*d) }
}

/// The hash of a key; TypeError if it has none.
#[inline(always)]
pub fn key_hash(t: &Thread, key: Value) -> Res<i64> {
    hash_key(t, key, A_KEY)
}

/// `d[key]`, UNDEF if it is not there. May call `__hash__` and `__eq__`.
#[inline]
pub fn get(t: &Thread, d: Value, key: Value) -> Res {
    let hash = key_hash(t, key)?;
    get_hashed(t, d, hash, key)
}

/// [`get`] where the key's hash is known.
#[inline]
pub fn get_hashed(t: &Thread, d: Value, hash: i64, key: Value) -> Res {
    entries(&d).get::<PythonEq>(t, obj(d), hash, key)
}

/// [`get`] for a str, in a dict of names: runs no Python code and uses no slot of a type. Only strs are equal to a name.
#[inline]
pub fn get_str(t: &Thread, d: Value, key: Value) -> Ref {
    entries(&d).get::<Text>(t, obj(d), str::hash(key), key).unwrap_or(Ref::UNDEF)
}

/// [`get`] for a str in an instance's dict, which may be a subclass's or hold keys that are not strs.
#[inline]
pub fn get_str_any(t: &Thread, d: Value, key: Value) -> Res {
    get(t, d, key)
}

/// `key in d`
#[inline]
pub fn contains(t: &Thread, d: Value, key: Value) -> Res<bool> {
    let hash = key_hash(t, key)?;
    entries(&d).contains::<PythonEq>(t, obj(d), hash, key)
}

/// `d[key] = value`
#[inline]
pub fn set(t: &Thread, d: Value, key: Value, value: Value) -> Res<()> {
    let hash = key_hash(t, key)?;
    set_hashed(t, d, hash, key, value)
}

/// [`set`] where the key's hash is known.
pub fn set_hashed(t: &Thread, d: Value, hash: i64, key: Value, value: Value) -> Res<()> {
    let mut trash = Trash::new(t);
    let e = entries(&d);
    let old =
        e.with_key::<PythonEq, _>(t, obj(d), hash, key, |at| put(t, e, at, hash, key, value, &mut trash));
    old.map(drop)
}

/// Puts a value where a search ended; what was there comes back. With the lock held.
#[inline(always)]
fn put(
    t: &Thread,
    e: &Hashed<2>,
    at: Option<u32>,
    hash: i64,
    key: Value,
    value: Value,
    trash: &mut Trash,
) -> Ref {
    match at {
        Some(at) => e.table().entry(at).value().replace_locked(hold(t, value)),
        None => {
            e.push(hash, [hold(t, key), hold(t, value)], trash);
            Ref::UNDEF
        }
    }
}

/// [`set`] for a str, in a dict of names: runs no Python code but finalisers.
pub fn set_str(t: &Thread, d: Value, key: Value, value: Value) {
    let mut trash = Trash::new(t);
    let (e, hash) = (entries(&d), str::hash(key));
    let old = e.with_key::<Text, _>(t, obj(d), hash, key, |at| put(t, e, at, hash, key, value, &mut trash));
    drop(old);
}

/// Adds an interned key that is not there to a dict that nobody else can see yet: takes no lock, runs nothing.
pub fn init_str(t: &Thread, d: Value, key: Value, value: &Ref) {
    let mut trash = Trash::new(t);
    entries(&d).push(str::hash(key), [hold(t, key), value.clone()], &mut trash);
}

/// Removes a key: what it had, UNDEF if it was not there.
pub fn remove(t: &Thread, d: Value, key: Value) -> Res {
    let hash = key_hash(t, key)?;
    let e = entries(&d);
    let [key, value] = e.with_key::<PythonEq, _>(t, obj(d), hash, key, |at| match at {
        Some(at) => e.take(at),
        None => [Ref::UNDEF, Ref::UNDEF],
    })?;
    drop(key);
    Ok(value)
}

/// `d.setdefault(key, value)`: what is there afterwards.
pub fn set_default(t: &Thread, d: Value, key: Value, value: Value) -> Res {
    let hash = key_hash(t, key)?;
    // The lock-free way first: most often it is there. Not for keys whose `==` would be called a second time.
    if is_plain_key(key) {
        let found = get_hashed(t, d, hash, key)?;
        if !found.is_undef() {
            return Ok(found);
        }
    }
    let mut trash = Trash::new(t);
    let e = entries(&d);
    e.with_key::<PythonEq, _>(t, obj(d), hash, key, |at| match at {
        Some(at) => e.table().entry(at).value().get_locked(t),
        None => {
            e.push(hash, [hold(t, key), hold(t, value)], &mut trash);
            hold(t, value)
        }
    })
}

/// `d.popitem()`: the last item, `None` if there is none.
pub fn pop_item(t: &Thread, d: Value) -> Option<(Ref, Ref)> {
    let o = obj(d);
    let e = entries(&d);
    let [key, value] = {
        let _lock = o.lock().lock(&t.m);
        let last = e.table().last_live()?;
        e.take(last)
    };
    Some((key, value))
}

/// `len(d)`
#[inline(always)]
pub fn len(_t: &Thread, d: Value) -> usize {
    entries(&d).len()
}

/// The keys, in order.
pub fn keys(t: &Thread, d: Value) -> Vec<Ref> {
    entries(&d).snapshot(t, obj(d), |e| hold(t, e.key().peek()))
}

/// The values, in order.
pub fn values(t: &Thread, d: Value) -> Vec<Ref> {
    entries(&d).snapshot(t, obj(d), |e| hold(t, e.value().peek()))
}

/// The items, in order: a state that existed.
pub fn items(t: &Thread, d: Value) -> Vec<(Ref, Ref)> {
    entries(&d).snapshot(t, obj(d), |e| (hold(t, e.key().peek()), hold(t, e.value().peek())))
}

/// The item at or after `*position` (0 at first), which moves behind it: for loops that need no state that existed as a whole.
/// The dict may change meanwhile; positions mean nothing after its table was replaced ([`version`]).
#[inline]
pub fn next_entry(t: &Thread, d: Value, position: &mut u32) -> Option<(Ref, Ref)> {
    let [key, value] = entries(&d).next_entry(t, obj(d), position)?;
    Some((key, value))
}

/// What changes whenever an item is added or the table is replaced, and how many items there are.
#[inline(always)]
pub fn version(d: Value) -> (u32, u32, usize) {
    let e = entries(&d);
    let (table, used) = e.version();
    (table, used, e.len())
}

/// Where a str key is, as a hint for [`get_at`]: for inline caches.
pub fn index_of(d: Value, key: Value) -> Option<u32> {
    entries(&d).index_of(str::hash(key), key)
}

/// [`get_str`] for a key that [`index_of`] found at `hint` some time ago: no hashing, no search. UNDEF says nothing: look it up.
///
/// # Safety
/// `d` is a dict.
#[inline(always)]
pub unsafe fn get_at(t: &Thread, d: Value, hint: u32, key: Value) -> Ref {
    // SAFETY: the caller's promise.
    unsafe { d.payload_unchecked::<Dict>() }.entries.get_at(t, hint, key)
}

/// The number that [`start_watch`] gave, as long as no key was added since; 0: none.
///
/// # Safety
/// `d` is a dict.
#[inline(always)]
pub unsafe fn watch(d: Value) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { d.payload_unchecked::<Dict>() }.entries.table().watch()
}

/// A number for the keys that are there now; `None`: there can be none.
pub fn start_watch(t: &Thread, d: Value) -> Option<u32> {
    let o = obj(d);
    let _lock = o.lock().lock(&t.m);
    entries(&d).table().start_watch()
}

/// A shallow copy, of exactly `dict`.
pub fn copy(t: &Thread, d: Value) -> Ref {
    from_hashed(t, entries(&d).copy(t, obj(d)))
}

/// `d.clear()`
pub fn clear(t: &Thread, d: Value) {
    entries(&d).clear(t, obj(d));
}

/// KeyError, or what a subclass's `__missing__` says.
#[cold]
fn missing(t: &Thread, d: Value, key: Value) -> Res {
    if !DICT.is_exact(d) {
        let name = t.intern("__missing__");
        let found = crate::ops::call_special(t, d, name.v(), &[key])?;
        if !found.is_undef() {
            return Ok(found);
        }
    }
    Err(key_error(t, key))
}

#[cold]
fn key_error(t: &Thread, key: Value) -> Raised {
    t.key_error(key)
}

/// `d[key]`: KeyError, or `__missing__` of a subclass, if it is not there.
#[inline]
pub fn getitem(t: &Thread, d: Value, key: Value) -> Res {
    let found = get(t, d, key)?;
    if found.is_undef() { missing(t, d, key) } else { Ok(found) }
}

/// Whether a key compares and hashes without Python code, for callers that want to know beforehand.
#[inline(always)]
pub fn is_plain_key(key: Value) -> bool {
    !key.is_obj() || is_exact_str(key)
}
