//! `set` and `frozenset`: insertion-ordered (which nobody may rely on), read without a lock.
//!
//! The table is `types::hashed`'s. `algebra` has what two sets do with each other, `methods` Python's methods, `iter` the iterator.
//! Operations of two sets (or of a set and a dict's keys) hold both locks and so see a state of both that existed; where an
//! element's `__eq__` must be asked, that happens afterwards, on references that were taken then.

mod algebra;
mod iter;
mod methods;

pub use algebra::{
    compare, difference_update, intersection_update, is_disjoint, symmetric_difference_update, update,
};
pub use iter::SET_ITERATOR;

use crate::error::Res;
use crate::ops;
use crate::payload::{Payload, VTable, obj};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::hashed::{Hashed, Owner, PythonEq, Trash, hash_key, hold};
use crate::value::Value;
use heddle_gc::Holds;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The payload of sets and frozensets.
pub struct Set {
    elements: Hashed<1>,
    /// A frozenset's hash, -1: not computed. Relaxed: every thread computes the same.
    hash: AtomicU64,
}

unsafe fn trace(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: a set's payload, in a stopped world or dead.
    unsafe { &*p.cast::<Set>() }.elements.each(visit);
}

unsafe fn release(p: *mut u8) -> usize {
    // SAFETY: a dead set's payload.
    unsafe { (*p.cast::<Set>()).elements.release() }
}

static TABLE: VTable = VTable {
    name: "Set",
    size: size_of::<Set>(),
    holds: Holds::Anything,
    trace,
    release,
    size_of: None,
    finalise: None,
};

// SAFETY: the table is made for this type, and `trace` visits every element.
unsafe impl Payload for Set {
    fn vtable() -> &'static VTable {
        &TABLE
    }
}

/// The type `set`.
pub static SET: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF | flags::MATCH_SELF,
    methods: methods::SET_METHODS,
    doc: "Build an unordered collection of unique elements.",
    ..TypeDef::new("set", Set::vtable, methods::set_slots)
});

/// The type `frozenset`.
pub static FROZENSET: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF | flags::MATCH_SELF,
    methods: methods::FROZEN_METHODS,
    doc: "Build an immutable unordered collection of unique elements.",
    ..TypeDef::new("frozenset", Set::vtable, methods::frozen_slots)
});

/// How messages about elements without a hash begin.
const AN_ELEMENT: &str = "a set element";
const NO_HASH: u64 = u64::MAX;

fn with_shape(t: &Thread, shape: u32, elements: Hashed<1>) -> Ref {
    t.alloc(shape, Set { elements, hash: AtomicU64::new(NO_HASH) })
}

fn of_class(t: &Thread, cls: Value, elements: Hashed<1>) -> Ref {
    with_shape(t, type_data(&cls).first_shape.load(Relaxed), elements)
}

/// A new set or frozenset, whichever `like` is (or is derived from).
fn like(t: &Thread, like: Value, elements: Hashed<1>) -> Ref {
    with_shape(t, if is_frozen(like) { FROZENSET.shape() } else { SET.shape() }, elements)
}

/// A new set.
pub fn new(t: &Thread) -> Ref {
    with_shape(t, SET.shape(), Hashed::new())
}

/// Whether `v` is a set or frozenset (or of a subclass).
#[inline(always)]
pub fn is_set(v: Value) -> bool {
    v.payload::<Set>().is_some()
}

/// Whether a set is a frozenset (or of a subclass).
pub fn is_frozen(v: Value) -> bool {
    FROZENSET.is_instance(v)
}

#[inline(always)]
fn elements(s: &Value) -> &Hashed<1> {
    &s.expect::<Set>().elements
}

fn owner(s: &Value) -> Owner<'_, 1> {
    Owner { hashed: elements(s), o: obj(*s) }
}

fn element_hash(t: &Thread, v: Value) -> Res<i64> {
    hash_key(t, v, AN_ELEMENT)
}

/// `set(iterable)`
pub fn from_iter(t: &Thread, iterable: Value) -> Res {
    let s = new(t);
    update(t, s.v(), iterable)?;
    Ok(s)
}

/// A set of these.
pub fn from_refs(t: &Thread, items: Vec<Ref>) -> Res {
    fill(t, new(t), items)
}

/// A frozenset of these.
pub fn frozen_from_refs(t: &Thread, items: Vec<Ref>) -> Res {
    fill(t, with_shape(t, FROZENSET.shape(), Hashed::new()), items)
}

/// `frozenset(iterable)`
pub fn frozen_from_iter(t: &Thread, iterable: Value) -> Res {
    if FROZENSET.is_exact(iterable) {
        return Ok(Ref::new(iterable));
    }
    let s = with_shape(t, FROZENSET.shape(), Hashed::new());
    update(t, s.v(), iterable)?;
    Ok(s)
}

fn fill(t: &Thread, s: Ref, items: Vec<Ref>) -> Res {
    for item in items {
        add(t, s.v(), item.v())?;
    }
    Ok(s)
}

/// `s.add(v)`; also fills a frozenset that nobody else can see yet.
#[inline]
pub fn add(t: &Thread, s: Value, v: Value) -> Res<()> {
    let hash = element_hash(t, v)?;
    add_hashed(t, s, hash, v)
}

/// [`add`] where the hash is known.
pub fn add_hashed(t: &Thread, s: Value, hash: i64, v: Value) -> Res<()> {
    let mut trash = Trash::new(t);
    let e = elements(&s);
    e.with_key::<PythonEq, _>(t, obj(s), hash, v, |at| {
        if at.is_none() {
            e.push(hash, [hold(t, v)], &mut trash);
        }
    })
}

/// `s.discard(v)`: whether it was there.
pub fn discard(t: &Thread, s: Value, v: Value) -> Res<bool> {
    let hash = element_hash(t, v)?;
    discard_hashed(t, s, hash, v)
}

/// [`discard`] where the hash is known.
pub fn discard_hashed(t: &Thread, s: Value, hash: i64, v: Value) -> Res<bool> {
    let e = elements(&s);
    let taken = e.with_key::<PythonEq, _>(t, obj(s), hash, v, |at| at.map(|at| e.take(at)))?;
    Ok(taken.is_some())
}

/// `v in s`
#[inline]
pub fn contains(t: &Thread, s: Value, v: Value) -> Res<bool> {
    let hash = element_hash(t, v)?;
    elements(&s).contains::<PythonEq>(t, obj(s), hash, v)
}

/// `len(s)`
#[inline(always)]
pub fn len(_t: &Thread, s: Value) -> usize {
    elements(&s).len()
}

/// The elements: a state that existed.
pub fn items(t: &Thread, s: Value) -> Vec<Ref> {
    elements(&s).snapshot(t, obj(s), |e| hold(t, e.key().peek()))
}

/// The elements with their hashes.
pub fn hashed_items(t: &Thread, s: Value) -> Vec<(i64, Ref)> {
    elements(&s).snapshot(t, obj(s), |e| (e.hash(), hold(t, e.key().peek())))
}

/// The element at or after `*position` (0 at first), which moves behind it.
#[inline]
pub fn next_entry(t: &Thread, s: Value, position: &mut u32) -> Option<Ref> {
    let [v] = elements(&s).next_entry(t, obj(s), position)?;
    Some(v)
}

/// `s.clear()`
pub fn clear(t: &Thread, s: Value) {
    elements(&s).clear(t, obj(s));
}

/// A copy, a set or frozenset as `s` is.
pub fn copy(t: &Thread, s: Value) -> Ref {
    like(t, s, elements(&s).copy(t, obj(s)))
}

/// Removes and gives back some element; UNDEF if there is none.
pub fn pop(t: &Thread, s: Value) -> Ref {
    let o = obj(s);
    let e = elements(&s);
    let _lock = o.lock().lock(&t.m);
    let Some(first) = e.table().live().next() else { return Ref::UNDEF };
    let [v] = e.take(first);
    v
}

/// The hash of a frozenset: the same for every order of its elements.
pub fn frozen_hash(t: &Thread, s: Value) -> i64 {
    let data = s.expect::<Set>();
    let known = data.hash.load(Relaxed);
    if known != NO_HASH {
        return known as i64;
    }
    let h = match content_hash(t, s) {
        -1 => 590_923_713,
        h => h,
    };
    data.hash.store(h as u64, Relaxed);
    h
}

/// A sum of well-mixed hashes: it depends on no order, and sets that differ in one element differ in about half of their bits.
fn content_hash(t: &Thread, s: Value) -> i64 {
    let mut sum = 0u64;
    for (hash, _) in hashed_items(t, s) {
        sum = sum.wrapping_add(mix(hash as u64));
    }
    mix(sum ^ (len(t, s) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)) as i64
}

/// Stafford's variant 13 of the 64-bit finaliser.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// What an element is looked up as: a set is taken for the frozenset of its elements.
fn lookup_hash(t: &Thread, v: Value) -> Res<(i64, Option<Ref>)> {
    match element_hash(t, v) {
        Err(e) if is_set(v) && e.is(&crate::types::exceptions::TYPE_ERROR) => {
            let frozen = with_shape(t, FROZENSET.shape(), elements(&v).copy(t, obj(v)));
            Ok((ops::hash(t, frozen.v())?, Some(frozen)))
        }
        other => Ok((other?, None)),
    }
}
