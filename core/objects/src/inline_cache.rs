//! Inline caches of the instructions that look names up: one atomic word a site, beside the code.
//!
//! The word of a site of LOAD_GLOBAL says in which entry of which dict the name is; it proves itself at each use (the entry has that
//! very key; the globals have no new key). The word of an attribute's site is the address of a list of [`Entry`]s, each immutable: what
//! holds for objects of one shape as long as their type's version stands. Guard and value are one record, so no torn pair can be
//! read; a record that is replaced is retired, and a reader uses it only between two safepoints. An entry owns nothing: the value
//! that it names is held by its type's method cache while the version stands (`typeobj::remembered`), and a reader takes it with
//! `Mutator::read_guarded` (model: guarded_value_against_change). What is said of globals rests on `threads::Watch` (model:
//! absent_key_against_new_key).
//!
//! A site is rewritten about [`MOST_CHANGES`] times at most; then nothing shared is written on its behalf any more.
//!
//! Must never know instructions.

use crate::attr;
use crate::error::Res;
use crate::ops::{self, slots_of, type_data_of};
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::shape::{Shape, shape_of};
use crate::thread::Thread;
use crate::typeobj::{Type, flags, lookup, remembered};
use crate::types::object::Plain;
use crate::types::property::{PROPERTY, Property};
use crate::types::{descr, dict, function, module, object, str, type_};
use crate::value::Value;
use heddle_gc::Obj;
use heddle_threads::Retired;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};

/// Entries in a site's list.
const MOST_ENTRIES: u16 = 4;
/// Times that a site's word is written.
const MOST_CHANGES: u16 = 32;
/// The word of an attribute's site that has given up.
const GIVEN_UP: u64 = 1;
/// No dict word to look at.
const NO_DICT: u32 = u32::MAX;

/// What an entry knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// The attribute is in the object's slot at `offset`.
    Slot,
    /// It is the type's: `value`, as it is.
    Value,
    /// For a method call: it is the type's, the function `value`, to be called with the object first.
    Method,
    /// It is the type's, a descriptor: `value`'s `__get__` is called.
    Descriptor,
    /// The receiver is the module whose dict is `receiver`'s: the entry `offset`.
    Module,
    /// The receiver is the type `receiver`, at version `second`; the attribute is its own `value`, as it is.
    OfType,
    /// The same, and its `__get__` is called.
    DescriptorOfType,
    /// The receiver is the type `receiver`, at version `second`: instances are plain, and `value` is their `__init__`, if any.
    Construct,
    /// A store: the object gets the shape `child`, and its new slot is at `offset`.
    NewSlot,
}

/// What holds for objects of one shape.
struct Entry {
    shape: u32,
    kind: Kind,
    /// How many entries follow.
    behind: u16,
    /// How often the site was changed before.
    changes: u16,
    /// Bytes from the payload to the slot; or the dict's entry.
    offset: u32,
    /// Bytes from the payload to a dict word that must be empty.
    dict_at: u32,
    child: u32,
    version: u64,
    version_at: *const AtomicU64,
    value: Value,
    receiver: Value,
    second: u64,
    next: *const Entry,
}

/// The sites of a code object.
pub struct Caches(Box<[AtomicU64]>);

impl Caches {
    /// So many sites that know nothing.
    pub fn new(n: usize) -> Caches {
        Caches((0..n).map(|_| AtomicU64::new(0)).collect())
    }

    /// The site of a cache operand; `None` if the instruction has none.
    #[inline(always)]
    pub fn site(&self, k: usize) -> Option<&AtomicU64> {
        self.0.get(k)
    }
}

impl Drop for Caches {
    fn drop(&mut self) {
        for site in &self.0 {
            let word = site.load(Relaxed);
            if is_list(word) {
                // SAFETY: published by `install`; the code is dead, so nobody reads it.
                unsafe { free_list(word as *mut u8, 0) };
            }
        }
    }
}

/// Whether a word of an attribute's site is a list. (Words of LOAD_GLOBAL are odd.)
#[inline(always)]
fn is_list(word: u64) -> bool {
    word != 0 && word & 1 == 0
}

unsafe fn free_list(p: *mut u8, _bytes: usize) {
    let mut p = p.cast::<Entry>();
    while !p.is_null() {
        // SAFETY: made by `Box::into_raw` in `install`; freed once, with the list that it is in.
        let entry = unsafe { Box::from_raw(p) };
        p = entry.next.cast_mut();
    }
}

#[inline(always)]
fn slot_at<'a>(o: Obj, offset: u32) -> &'a Slot {
    // SAFETY: the entry's shape is the object's, and says that there is a slot.
    unsafe { &*o.payload::<u8>().add(offset as usize).cast::<Slot>() }
}

/// The first entry for the shape, if its guard holds.
#[inline(always)]
fn find<'a>(word: u64, shape: u32) -> Option<&'a Entry> {
    let mut p = word as *const Entry;
    loop {
        // SAFETY: published with Release by `install`, loaded since the last safepoint: retired at most, not freed. The version's
        // type is alive: an object of the shape is.
        let entry = unsafe { &*p };
        if entry.shape == shape {
            return entry.holds().then_some(entry);
        }
        p = entry.next;
        if p.is_null() {
            return None;
        }
    }
}

impl Entry {
    #[inline(always)]
    fn holds(&self) -> bool {
        // Acquire: pairs with the Release in `typeobj::invalidate`.
        // SAFETY: see `find`.
        unsafe { (*self.version_at).load(Acquire) == self.version }
    }

    /// Whether the object has no attributes in a dict.
    #[inline(always)]
    fn is_plain(&self, o: Obj) -> bool {
        self.dict_at == NO_DICT || slot_at(o, self.dict_at).peek().is_undef()
    }

    /// A reference to the value, if the guard still holds afterwards; `None` if it cannot be had without a lock.
    #[inline(always)]
    fn take(&self, t: &Thread) -> Option<Ref> {
        // SAFETY: the method cache of the type holds the value while the version stands: `typeobj::invalidate` changes the version
        // before it gives the cache up. The value of an entry with a receiver is held so by that type.
        unsafe { t.m.read_guarded(self.value, Value::as_obj, || self.stands()).map(|v| Ref::own(v)) }
    }

    /// Whether the value is still held: by the type whose attribute it is.
    #[inline(always)]
    fn stands(&self) -> bool {
        if self.receiver.is_undef() { self.holds() } else { self.is_of(self.receiver) && self.holds() }
    }

    /// Whether a receiver is the type that this was noted for, at that version. (Called with the receiver at hand, which is alive.)
    #[inline(always)]
    fn is_of(&self, receiver: Value) -> bool {
        // Acquire: as in `holds`.
        self.receiver.is(receiver)
            && receiver.payload::<Type>().is_some_and(|d| d.version.load(Acquire) == self.second)
    }

    /// A reference to what the slot of an object holds, if it is still of the entry's shape.
    #[inline(always)]
    fn take_slot(&self, t: &Thread, o: Obj) -> Option<Ref> {
        slot_at(o, self.offset).try_get(t, || o.shape_acquire() == self.shape).ok()?.some()
    }
}

/// The entry of an attribute's site for an object, if its guard holds.
#[inline(always)]
fn hit<'a>(site: &AtomicU64, o: Obj) -> Option<&'a Entry> {
    // Acquire: pairs with the Release in `install`.
    let word = site.load(Acquire);
    if is_list(word) { find(word, o.shape_acquire()) } else { None }
}

/// What the slot holds in which the site has found the attribute in objects of this shape before; UNDEF if that tells nothing.
#[inline(always)]
pub fn load_slot(t: &Thread, site: Option<&AtomicU64>, v: Value) -> Ref {
    if let (Some(site), Some(o)) = (site, v.as_obj())
        && let Some(entry) = hit(site, o)
        && entry.kind == Kind::Slot
    {
        return entry.take_slot(t, o).unwrap_or(Ref::UNDEF);
    }
    Ref::UNDEF
}

/// `v.name`
pub fn load_attr(t: &Thread, site: Option<&AtomicU64>, v: Value, name: Value) -> Res {
    let (Some(site), Some(o)) = (site, v.as_obj()) else { return ops::getattr(t, v, name) };
    if let Some(entry) = hit(site, o) {
        if entry.kind == Kind::Slot {
            if let Some(found) = entry.take_slot(t, o) {
                return Ok(found);
            }
        } else if let Some(r) = load_other(t, entry, o, v, name) {
            return r;
        }
    }
    load_attr_slow(t, site, v, name)
}

/// The getter of the property that the site has found for objects of this shape before.
#[inline(always)]
pub fn property_getter(t: &Thread, site: Option<&AtomicU64>, v: Value) -> Option<Ref> {
    let o = v.as_obj()?;
    let entry = hit(site?, o)?;
    if entry.kind == Kind::Descriptor { getter_of(t, entry, o) } else { None }
}

fn getter_of(t: &Thread, entry: &Entry, o: Obj) -> Option<Ref> {
    if !entry.is_plain(o) {
        return None;
    }
    let found = entry.take(t)?;
    if !PROPERTY.has_shape_of(found.v()) {
        return None;
    }
    let value = found.v();
    // SAFETY: its shape says so.
    let property = unsafe { value.payload_unchecked::<Property>() };
    property.get.get(t, found.obj()).some()
}

#[inline]
fn load_other(t: &Thread, entry: &Entry, o: Obj, v: Value, name: Value) -> Option<Res> {
    // Python code may run in a getter: the entry is not looked at afterwards.
    let bound = |found: Ref, instance: Value, class: Value| {
        let get = slots_of(found.v()).descr_get?;
        Some(
            get(t, found.v(), instance, class)
                .map_err(|e| crate::types::exceptions::with_attribute_context(t, e, v, name)),
        )
    };
    match entry.kind {
        Kind::Value if entry.is_plain(o) => entry.take(t).map(Ok),
        Kind::Descriptor if entry.is_plain(o) => bound(entry.take(t)?, v, ops::type_of(v)),
        Kind::Module => module_entry(t, entry, v, name).map(Ok),
        Kind::OfType if entry.is_of(v) => entry.take(t).map(Ok),
        Kind::DescriptorOfType if entry.is_of(v) => bound(entry.take(t)?, Value::UNDEF, v),
        _ => None,
    }
}

#[inline(always)]
fn module_entry(t: &Thread, entry: &Entry, v: Value, name: Value) -> Option<Ref> {
    // A module's dict is its own for good: the module keeps it alive.
    let d = v.payload::<module::Module>()?.dict.peek();
    if !dict::DICT.has_shape_of(d) {
        return None;
    }
    // SAFETY: its shape says so.
    unsafe { dict::get_at(t, d, entry.offset, name) }.some()
}

/// Puts what is found out into a site that has not given up.
fn learn(t: &Thread, site: &AtomicU64, plan: impl FnOnce() -> Option<Entry>) {
    if site.load(Relaxed) != GIVEN_UP
        && let Some(entry) = plan()
    {
        install(t, site, entry);
    }
}

#[cold]
fn load_attr_slow(t: &Thread, site: &AtomicU64, v: Value, name: Value) -> Res {
    learn(t, site, || plan(t, v, name, false));
    ops::getattr(t, v, name)
}

/// A method call's function and receiver; see [`attr::load_method`].
#[inline(always)]
pub fn load_method(t: &Thread, site: Option<&AtomicU64>, v: Value, name: Value) -> Res<(Ref, bool)> {
    let (Some(site), Some(o)) = (site, v.as_obj()) else { return attr::load_method(t, v, name) };
    if let Some(entry) = hit(site, o) {
        if entry.kind == Kind::Method {
            if entry.is_plain(o)
                && let Some(found) = entry.take(t)
            {
                return Ok((found, true));
            }
        } else if entry.kind == Kind::Slot {
            if let Some(found) = entry.take_slot(t, o) {
                return Ok((found, false));
            }
        } else if let Some(r) = load_other(t, entry, o, v, name) {
            return r.map(|found| (found, false));
        }
    }
    load_method_slow(t, site, v, name)
}

#[cold]
fn load_method_slow(t: &Thread, site: &AtomicU64, v: Value, name: Value) -> Res<(Ref, bool)> {
    learn(t, site, || plan(t, v, name, true));
    attr::load_method(t, v, name)
}

/// What a call of the class `ty` with `n` positional arguments makes: a fresh instance, and the Python function `__init__` to be run
/// on it (UNDEF: none is needed). `None`: the class is to be called like anything else.
#[inline]
pub fn construct(t: &Thread, site: Option<&AtomicU64>, ty: Value, n: usize) -> Option<(Ref, Ref)> {
    let (site, o) = (site?, ty.as_obj()?);
    let Some(entry) = hit(site, o).filter(|entry| entry.is_of(ty)) else {
        if type_::is_type(ty) {
            construct_slow(t, site, ty);
        }
        return None;
    };
    // SAFETY: `is_of` says that it is the type that was planned for.
    let data = unsafe { ty.payload_unchecked::<Type>() };
    if data.has(flags::ABSTRACT) || (entry.value.is_undef() && n != 0) {
        return None;
    }
    let init = entry.take(t)?;
    Some((t.alloc(data.first_shape.load(Relaxed), Plain), init))
}

#[cold]
fn construct_slow(t: &Thread, site: &AtomicU64, ty: Value) {
    learn(t, site, || {
        let planned = plan_construct(t, ty);
        if planned.is_none() {
            // Said once: a class like that is called as anything else is.
            let _ = site.compare_exchange(0, GIVEN_UP, Relaxed, Relaxed);
        }
        planned
    });
}

fn plan_construct(t: &Thread, ty: Value) -> Option<Entry> {
    let s = shape_of(ty.as_obj()?);
    let meta = s.ty();
    let mut entry = guard(s, meta.payload::<Type>()?);
    entry.kind = Kind::Construct;
    entry.receiver = ty;
    let data = ty.payload::<Type>()?;
    entry.second = data.version.load(Acquire);
    let (call, slots) = (meta.payload::<Type>()?.slots().call?, data.slots());
    if call as usize != type_::type_call as *const () as usize
        || ty.is(meta)
        || !std::ptr::eq(data.vtable, Plain::vtable())
        || !object::is_object_new(slots.new?)
    {
        return None;
    }
    if object::is_object_init(slots.init?) {
        return Some(entry);
    }
    let name = crate::name!(t, "__init__");
    let init = lookup(t, ty, name);
    if !crate::slotdefs::is_slot_init(slots.init?)
        || !function::is_function(init.v())
        || !remembered(ty, name, entry.second, init.v())
    {
        return None;
    }
    entry.value = init.v();
    Some(entry)
}

/// `v.name = value`
#[inline(always)]
pub fn store_attr(t: &Thread, site: Option<&AtomicU64>, v: Value, name: Value, value: Value) -> Res<()> {
    let (Some(site), Some(o)) = (site, v.as_obj()) else { return ops::setattr(t, v, name, value) };
    if let Some(entry) = hit(site, o)
        && let Some(old) = store_hit(t, entry, o, t.hold(value))
    {
        drop(old);
        return Ok(());
    }
    store_attr_slow(t, site, v, name, value)
}

/// What the slot held, if the store was done.
#[inline(always)]
fn store_hit(t: &Thread, entry: &Entry, o: Obj, new: Ref) -> Option<Ref> {
    let slot = slot_at(o, entry.offset);
    let _lock = o.lock().lock(&t.m);
    if o.shape_acquire() != entry.shape {
        // `new` is not the last reference: the caller holds the value.
        return None;
    }
    match entry.kind {
        Kind::Slot => Some(slot.replace_locked(new)),
        Kind::NewSlot if entry.is_plain(o) => {
            let old = slot.replace_locked(new);
            o.publish_shape(entry.child);
            Some(old)
        }
        _ => None,
    }
}

#[cold]
fn store_attr_slow(t: &Thread, site: &AtomicU64, v: Value, name: Value, value: Value) -> Res<()> {
    // Before the store, which changes the shape.
    learn(t, site, || plan_store(t, v, name));
    ops::setattr(t, v, name, value)
}

impl Entry {
    /// The entry with a value of the type, if the type's method cache holds it at the entry's version.
    fn naming(self, ty: Value, name: Value, value: Value) -> Option<Entry> {
        remembered(ty, name, self.version, value).then_some(Entry { value, ..self })
    }
}

/// An entry with nothing but its guard.
fn guard(s: &Shape, data: &Type) -> Entry {
    Entry {
        shape: s.id(),
        kind: Kind::Slot,
        behind: 0,
        changes: 0,
        offset: 0,
        dict_at: NO_DICT,
        child: 0,
        version: data.version.load(Acquire),
        version_at: &raw const data.version,
        value: Value::UNDEF,
        receiver: Value::UNDEF,
        second: 0,
        next: std::ptr::null(),
    }
}

/// Bytes from the payload to word `k` behind it.
fn word_offset(s: &Shape, k: usize) -> u32 {
    s.extras + 8 * k as u32
}

/// What to remember about `v.name`, before it is looked up; `method`: for a call.
fn plan(t: &Thread, v: Value, name: Value, method: bool) -> Option<Entry> {
    if !str::is_interned(name) {
        return None;
    }
    let o = v.as_obj()?;
    let s = shape_of(o);
    let ty = s.ty();
    let data = ty.payload::<Type>()?;
    // The guard is read before what it guards.
    let mut entry = guard(s, data);
    let getattr = data.slots().getattr;
    if !attr::is_generic(getattr) {
        return if type_::is_type(v) {
            plan_type(t, entry, v, ty, name)
        } else {
            plan_module(t, entry, v, ty, name)
        };
    }
    let found = lookup(t, ty, name);
    let class_value = found.v();
    let mut getter = false;
    let mut call_with_self = false;
    if !found.is_undef() {
        let d = type_data_of(class_value);
        let (get, set) = (d.slots().descr_get.is_some(), d.slots().descr_set.is_some());
        if get && set {
            // A data descriptor: the instance's own attributes do not count.
            if let Some((class, index)) = descr::member_place(class_value)
                && s.vtable.size_of.is_none()
                && crate::typeobj::is_subtype(t, ty, class)
            {
                entry.offset = word_offset(s, usize::from(s.has_dict) + index as usize);
                return Some(entry);
            }
            entry.kind = Kind::Descriptor;
            return entry.naming(ty, name, class_value);
        }
        call_with_self = d.has(flags::METHOD_DESCRIPTOR);
        getter = get;
    }
    if s.has_dict && s.vtable.size_of.is_none() {
        if let Some(k) = s.find(name) {
            entry.offset = word_offset(s, 1 + s.fixed as usize + k as usize);
            return Some(entry);
        }
        entry.dict_at = word_offset(s, 0);
        if !slot_at(o, entry.dict_at).peek().is_undef() {
            return None;
        }
    } else if s.has_dict || crate::types::payload_dict(t, v, false).is_some() {
        return None;
    }
    if found.is_undef() {
        return None;
    }
    entry.kind = match (method && call_with_self, getter) {
        (true, _) => Kind::Method,
        (false, true) => Kind::Descriptor,
        (false, false) => Kind::Value,
    };
    entry.naming(ty, name, class_value)
}

fn plan_type(t: &Thread, mut entry: Entry, v: Value, meta: Value, name: Value) -> Option<Entry> {
    let getattr = meta.payload::<Type>()?.slots().getattr?;
    if getattr as usize != type_::type_getattr as *const () as usize {
        return None;
    }
    entry.second = v.payload::<Type>()?.version.load(Acquire);
    let on_meta = lookup(t, meta, name);
    if !on_meta.is_undef() && slots_of(on_meta.v()).descr_set.is_some() {
        return None;
    }
    let own = lookup(t, v, name);
    if own.is_undef() || !remembered(v, name, entry.second, own.v()) {
        return None;
    }
    entry.kind = if slots_of(own.v()).descr_get.is_some() { Kind::DescriptorOfType } else { Kind::OfType };
    if crate::types::function::is_function(own.v()) {
        // Read through its class, a function is itself.
        entry.kind = Kind::OfType;
    }
    entry.receiver = v;
    entry.value = own.v();
    Some(entry)
}

fn plan_module(t: &Thread, mut entry: Entry, v: Value, ty: Value, name: Value) -> Option<Entry> {
    if !ty.is(module::MODULE.get()) || !lookup(t, ty, name).is_undef() {
        return None;
    }
    let d = v.payload::<module::Module>()?.dict.peek();
    entry.offset = dict::index_of(d, name)?;
    entry.kind = Kind::Module;
    Some(entry)
}

fn plan_store(t: &Thread, v: Value, name: Value) -> Option<Entry> {
    if !str::is_interned(name) {
        return None;
    }
    let o = v.as_obj()?;
    let s = shape_of(o);
    let ty = s.ty();
    let data = ty.payload::<Type>()?;
    let mut entry = guard(s, data);
    if !attr::is_generic_set(data.slots().setattr) || s.vtable.size_of.is_some() {
        return None;
    }
    let found = lookup(t, ty, name);
    if !found.is_undef() && slots_of(found.v()).descr_set.is_some() {
        let (class, index) = descr::member_place(found.v())?;
        if !crate::typeobj::is_subtype(t, ty, class) {
            return None;
        }
        entry.offset = word_offset(s, usize::from(s.has_dict) + index as usize);
        return Some(entry);
    }
    if !s.has_dict {
        return None;
    }
    let first = 1 + s.fixed as usize;
    if let Some(k) = s.find(name) {
        entry.offset = word_offset(s, first + k as usize);
        return Some(entry);
    }
    entry.dict_at = word_offset(s, 0);
    if !slot_at(o, entry.dict_at).peek().is_undef() {
        return None;
    }
    entry.child = s.child(name)?;
    entry.offset = word_offset(s, first + s.len as usize);
    entry.kind = Kind::NewSlot;
    Some(entry)
}

/// Puts an entry before the others of a site.
#[cold]
fn install(t: &Thread, site: &AtomicU64, mut entry: Entry) {
    let word = site.load(Acquire);
    let mut dropped = 0;
    if is_list(word) {
        // SAFETY: published, loaded since the last safepoint.
        let head = unsafe { &*(word as *const Entry) };
        entry.changes = head.changes + 1;
        let (mut next, mut stale) = (Some(head), false);
        while let Some(e) = next {
            stale |= e.shape == entry.shape;
            // SAFETY: as above.
            next = unsafe { e.next.as_ref() };
        }
        if stale || head.behind + 1 >= MOST_ENTRIES {
            dropped = word;
        } else {
            entry.next = head;
            entry.behind = head.behind + 1;
        }
    } else if word == GIVEN_UP {
        return;
    }
    let new = if entry.changes > MOST_CHANGES { GIVEN_UP } else { Box::into_raw(Box::new(entry)) as u64 };
    if new == GIVEN_UP && is_list(word) {
        dropped = word;
    }
    // Release: pairs with the Acquire of the readers: the entry is written.
    if site.compare_exchange(word, new, AcqRel, Relaxed).is_err() {
        if is_list(new) {
            // SAFETY: not published. What follows it is the published list's.
            drop(unsafe { Box::from_raw(new as *mut Entry) });
        }
    } else if dropped != 0 {
        t.m.retire(Retired { block: dropped as *mut u8, bytes: size_of::<Entry>(), free: free_list });
    }
}

/// A word of LOAD_GLOBAL: bit 0 is set; then 24 bits of the dict's entry, 6 bits of how often the site was written, and 32 bits of the
/// watch under which the globals have no such name: then the entry is of the built-ins. 0 there: it is of the globals.
#[derive(Clone, Copy)]
struct GlobalWord(u64);

impl GlobalWord {
    const ENTRIES: u32 = 1 << 24;

    #[inline(always)]
    fn entry(self) -> u32 {
        (self.0 >> 1) as u32 & (Self::ENTRIES - 1)
    }

    #[inline(always)]
    fn watch(self) -> u32 {
        (self.0 >> 31) as u32
    }

    fn changes(self) -> u64 {
        self.0 >> 25 & 63
    }

    /// Whether the site is written no more.
    fn is_settled(self) -> bool {
        self.changes() >= u64::from(MOST_CHANGES)
    }

    /// The word that comes after this one; `None` if the entry's number does not fit.
    fn next(self, entry: Option<u32>, watch: u32) -> Option<GlobalWord> {
        let entry = entry.filter(|e| *e < Self::ENTRIES)?;
        Some(GlobalWord(1 | u64::from(entry) << 1 | (self.changes() + 1) << 25 | u64::from(watch) << 31))
    }
}

/// A global or built-in; UNDEF: there is none of that name (or the dicts are not plain: ask them).
#[inline(always)]
pub fn load_global(
    t: &Thread,
    site: Option<&AtomicU64>,
    globals: Value,
    builtins: Value,
    name: Value,
) -> Ref {
    let Some(site) = site else { return Ref::UNDEF };
    // Relaxed: the word proves itself.
    let word = GlobalWord(site.load(Relaxed));
    if word.0 != 0 && dict::DICT.has_shape_of(globals) {
        // SAFETY: the shapes say that they are dicts.
        let found = unsafe {
            if word.watch() == 0 {
                dict::get_at(t, globals, word.entry(), name)
            } else if dict::watch(globals) == word.watch() && dict::DICT.has_shape_of(builtins) {
                dict::get_at(t, builtins, word.entry(), name)
            } else {
                Ref::UNDEF
            }
        };
        if !found.is_undef() {
            return found;
        }
    }
    load_global_slow(t, site, word, globals, builtins, name)
}

#[cold]
fn load_global_slow(
    t: &Thread,
    site: &AtomicU64,
    word: GlobalWord,
    globals: Value,
    builtins: Value,
    name: Value,
) -> Ref {
    let plain = dict::DICT.is_exact(globals) && dict::DICT.is_exact(builtins);
    // Settled: neither the site nor the globals' watch is written any more.
    if !plain || word.is_settled() || !str::is_interned(name) {
        return Ref::UNDEF;
    }
    let own = dict::get_str(t, globals, name);
    let next = if own.is_undef() {
        // The watch begins before the name is looked for once more: a key that comes later ends it.
        let watch = dict::start_watch(t, globals);
        if !dict::get_str(t, globals, name).is_undef() {
            return Ref::UNDEF;
        }
        watch.and_then(|watch| word.next(dict::index_of(builtins, name), watch))
    } else {
        word.next(dict::index_of(globals, name), 0)
    };
    if let Some(next) = next {
        site.store(next.0, Relaxed);
    }
    if own.is_undef() { dict::get_str(t, builtins, name) } else { own }
}
