//! Type objects: what every type has, how its attributes are found, and how native types are declared.
//!
//! A native type is a `static NAME: NativeType`, made into an object when it is first asked for. Its dict is filled from its tables
//! ([`Def`]s, [`GetSet`]s) and from its slots (`slotdefs`). A class statement's type is made in `types::type_`.
//!
//! Attribute lookup on a type walks the MRO once, then comes from the type's cache: an array of names and references that is read
//! without a lock like any other table. Changing a type's dict makes its cache, and those of its subclasses, empty; the version
//! keeps a walk that began before the change from filling the new cache.
//!
//! Must never know particular types.

use crate::error::Res;
use crate::native::{Def, Signature};
use crate::payload::{Payload, VTable, obj};
use crate::refs::{Fixed, Ref, Slot};
use crate::shape::{self, NewShape};
use crate::slots::Slots;
use crate::thread::{Thread, current};
use crate::types::{descr, dict, str, tuple};
use crate::value::Value;
use heddle_gc::WeakCell;
use heddle_threads::Retired;
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, Ordering::*};
use std::sync::Arc;

/// Type flags, CPython's numbers where it has them.
#[allow(missing_docs)]
pub mod flags {
    pub const SEQUENCE: u32 = 1 << 5;
    pub const MAPPING: u32 = 1 << 6;
    pub const DISALLOW_INSTANTIATION: u32 = 1 << 7;
    pub const IMMUTABLE: u32 = 1 << 8;
    pub const HEAP: u32 = 1 << 9;
    pub const BASE: u32 = 1 << 10;
    pub const METHOD_DESCRIPTOR: u32 = 1 << 17;
    pub const ABSTRACT: u32 = 1 << 20;
    pub const MATCH_SELF: u32 = 1 << 22;
    pub const LONG_SUBCLASS: u32 = 1 << 24;
    pub const LIST_SUBCLASS: u32 = 1 << 25;
    pub const TUPLE_SUBCLASS: u32 = 1 << 26;
    pub const BYTES_SUBCLASS: u32 = 1 << 27;
    pub const UNICODE_SUBCLASS: u32 = 1 << 28;
    pub const DICT_SUBCLASS: u32 = 1 << 29;
    pub const BASE_EXC_SUBCLASS: u32 = 1 << 30;
    pub const TYPE_SUBCLASS: u32 = 1 << 31;
    /// Flags that subclasses have, too.
    pub const INHERITED: u32 = 0x7f << 24 | TYPE_SUBCLASS | SEQUENCE | MAPPING | MATCH_SELF;
    /// Ours, not shown: instances have a dict.
    pub const DICT: u32 = 1 << 0;
    /// Ours: instances can be weakly referenced.
    pub const WEAKREF: u32 = 1 << 1;
    /// Ours: a native type whose attributes Python code may change.
    pub const MUTABLE: u32 = 1 << 2;
}

/// A type object's payload.
pub struct Type {
    /// `__name__`, a str.
    pub name: Slot,
    /// `__qualname__`, a str.
    pub qualname: Slot,
    /// `__bases__`, a tuple.
    pub bases: Slot,
    /// `__mro__`, a tuple.
    pub mro: Slot,
    /// `__base__`: the base that gives the layout; UNDEF for `object`.
    pub base: Slot,
    /// The attributes, a dict with str keys.
    pub dict: Fixed,
    /// `flags`
    pub flags: AtomicU32,
    /// Never 0, new after every change of what lookups may find.
    pub version: AtomicU64,
    /// Whether instances have `__del__`.
    pub del: AtomicBool,
    /// The first shape of new instances.
    pub first_shape: AtomicU32,
    /// The payload of instances.
    pub vtable: &'static VTable,
    /// Fixed slots of instances (`__slots__`), inherited ones included.
    pub fixed: u16,
    /// The native type this is, if it is one.
    pub native: Option<&'static NativeType>,
    slots: AtomicPtr<Slots>,
    cache: AtomicPtr<Cache>,
    /// Direct subclasses.
    pub subclasses: Mutex<Vec<Arc<WeakCell>>>,
    /// `_abc_data` of `_abc`, and whatever else a native module hangs on a class.
    pub extra: Slot,
}

struct Cache {
    entries: Box<[Entry]>,
}

struct Entry {
    /// The name's bits; UNDEF: free.
    name: AtomicU64,
    /// The attribute; MARK: there is none.
    value: Slot,
}

const PROBES: usize = 4;
/// Entries that a cache has at most.
const MOST_CACHED: usize = 4096;

impl Cache {
    fn new(size: usize) -> *mut Cache {
        let entry = |_| Entry { name: AtomicU64::new(Value::UNDEF.bits()), value: Slot::undef() };
        Box::into_raw(Box::new(Cache { entries: (0..size).map(entry).collect() }))
    }

    #[inline(always)]
    fn places(&self, name: Value) -> impl Iterator<Item = &Entry> {
        let hash = (name.bits() >> 4) ^ (name.bits() >> 11);
        let mask = self.entries.len() - 1;
        (0..PROBES).map(move |k| &self.entries[(hash as usize + k) & mask])
    }

    /// A larger cache with the same entries and one more; the value comes back if there is to be none. The type's lock is held.
    fn grow(&self, t: &Thread, name: Value, value: Ref) -> Result<*mut Cache, Ref> {
        let mut size = self.entries.len() * 2;
        'larger: while size <= MOST_CACHED {
            // SAFETY: nobody else has it yet.
            let new = unsafe { &mut *Cache::new(size) };
            let all = self.entries.iter().map(|e| (e.name.load(Relaxed), e.value.peek()));
            for (key, held) in all.chain([(name.bits(), value.v())]) {
                if key == Value::UNDEF.bits() {
                    continue;
                }
                // SAFETY: the bits of a name, interned and so immortal.
                let key = unsafe { Value::from_bits(key) };
                let Some(free) = new.places(key).find(|e| e.name.load(Relaxed) == Value::UNDEF.bits()) else {
                    // SAFETY: not published; its values are counted below only.
                    drop(unsafe { Box::from_raw(std::ptr::from_mut(new)) });
                    size *= 2;
                    continue 'larger;
                };
                free.name.store(key.bits(), Relaxed);
                free.value.put_locked(held);
            }
            // All are in: each counts once more, but the new one, whose reference moves.
            for e in self.entries.iter().filter(|e| e.name.load(Relaxed) != Value::UNDEF.bits()) {
                let _ = t.hold(e.value.peek()).into_value();
            }
            let _ = value.into_value();
            return Ok(new);
        }
        Err(value)
    }
}

/// Whether the type's cache holds `value` for `name` at `version`: then it does as long as the version stands.
pub fn remembered(ty: Value, name: Value, version: u64, value: Value) -> bool {
    let data = type_data(&ty);
    // Acquire: pairs with the Release in `invalidate`.
    // SAFETY: retired, not freed, while this thread passes no safepoint.
    let cache = unsafe { &*data.cache.load(Acquire) };
    let there = cache.places(name).any(|e| e.name.load(Acquire) == name.bits() && e.value.peek().is(value));
    there && data.version.load(Acquire) == version
}

unsafe fn trace_type(p: *mut u8, visit: &mut dyn FnMut(Value)) {
    // SAFETY: the collector passes a type's payload, in a stopped world or dead.
    let ty = unsafe { &*p.cast::<Type>() };
    for slot in [&ty.name, &ty.qualname, &ty.bases, &ty.mro, &ty.base, &ty.extra] {
        visit(slot.peek());
    }
    visit(ty.dict.v());
    // SAFETY: the cache is the published one.
    for entry in &unsafe { &*ty.cache.load(Relaxed) }.entries {
        visit(entry.value.peek());
    }
}

unsafe fn release_type(p: *mut u8) -> usize {
    // SAFETY: the type is dead; its tables are its own. Readers that were in the cache held a reference to the type.
    unsafe {
        let ty = &*p.cast::<Type>();
        drop(Box::from_raw(ty.cache.load(Relaxed)));
        drop(Box::from_raw(ty.slots.load(Relaxed)));
        std::ptr::drop_in_place(p.cast::<Type>());
    }
    0
}

static TYPE_TABLE: VTable = VTable {
    name: "Type",
    size: size_of::<Type>(),
    holds: heddle_gc::Holds::Anything,
    trace: trace_type,
    release: release_type,
    size_of: None,
    finalise: None,
};

// SAFETY: the table is made for this type, and `trace_type` visits all it holds.
unsafe impl Payload for Type {
    fn vtable() -> &'static VTable {
        &TYPE_TABLE
    }
}

static NEXT_VERSION: AtomicU64 = AtomicU64::new(1);

impl Type {
    /// What the type can do.
    #[inline(always)]
    pub fn slots(&self) -> &Slots {
        // SAFETY: never null; a replaced table is retired. Acquire: pairs with the Release in `set_slots`.
        unsafe { &*self.slots.load(Acquire) }
    }

    /// Publishes other slots.
    pub fn set_slots(&self, t: &Thread, slots: Slots) {
        self.del.store(slots.del.is_some(), Relaxed);
        // Release: pairs with the Acquire in `slots`.
        let old = self.slots.swap(Box::into_raw(Box::new(slots)), AcqRel);
        unsafe fn free(p: *mut u8, _bytes: usize) {
            // SAFETY: made by `Box::into_raw` above, retired once.
            drop(unsafe { Box::from_raw(p.cast::<Slots>()) });
        }
        t.m.retire(Retired { block: old.cast(), bytes: size_of::<Slots>(), free });
    }

    /// Whether a flag is set.
    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.load(Relaxed) & flag != 0
    }

    /// Whether instances have a finaliser in Python.
    #[inline(always)]
    pub fn has_del(&self) -> bool {
        self.del.load(Relaxed)
    }
}

/// The payload of a type object.
///
/// # Panics
/// If `ty` is not a type.
#[inline(always)]
pub fn type_data(ty: &Value) -> &Type {
    ty.expect::<Type>()
}

/// The name of a type, for messages: native types of modules with their module.
pub fn name_of(ty: Value) -> String {
    let t = current();
    match ty.payload::<Type>() {
        Some(Type { native: Some(native), .. }) => native.def.name.to_string(),
        Some(data) => str::lossy(data.name.get(t, obj(ty)).v()),
        None => "?".to_string(),
    }
}

/// The MRO of a type, a tuple.
#[inline]
pub fn mro(t: &Thread, ty: Value) -> Ref {
    type_data(&ty).mro.get(t, obj(ty))
}

/// Whether `sub` is `sup` or derived from it.
pub fn is_subtype(t: &Thread, sub: Value, sup: Value) -> bool {
    if sub.is(sup) {
        return true;
    }
    let mro = mro(t, sub);
    if mro.is_undef() {
        return false;
    }
    tuple::items(&mro).iter().any(|k| k.is(sup))
}

/// The attribute `name` (interned) of a type, found in its MRO; UNDEF if there is none. No descriptor is called.
#[inline]
pub fn lookup(t: &Thread, ty: Value, name: Value) -> Ref {
    let data = type_data(&ty);
    // Acquire: pairs with the Release in `invalidate_one`.
    let p = data.cache.load(Acquire);
    // SAFETY: retired, not freed, while this thread passes no safepoint.
    for entry in unsafe { &*p }.places(name) {
        // Acquire: pairs with the Release in `remember`: the value is there.
        let key = entry.name.load(Acquire);
        if key == name.bits() {
            if let Ok(found) = entry.value.try_get(t, || std::ptr::eq(data.cache.load(Acquire), p)) {
                if !found.is_undef() {
                    return if found.is(Value::MARK) { Ref::UNDEF } else { found };
                }
            }
            break;
        }
        if key == Value::UNDEF.bits() {
            break;
        }
    }
    lookup_slow(t, ty, name)
}

#[cold]
fn lookup_slow(t: &Thread, ty: Value, name: Value) -> Ref {
    let data = type_data(&ty);
    // Acquire: pairs with the Release in `invalidate_one`: what the walk finds is as new as the version.
    let version = data.version.load(Acquire);
    let found = lookup_uncached(t, ty, name);
    remember(t, ty, version, name, &found);
    found
}

/// [`lookup`] without the cache.
pub fn lookup_uncached(t: &Thread, ty: Value, name: Value) -> Ref {
    let mro = mro(t, ty);
    if mro.is_undef() {
        return Ref::UNDEF;
    }
    for base in tuple::items(&mro) {
        if let Some(data) = base.payload::<Type>() {
            let found = dict::get_str(t, data.dict.v(), name);
            if !found.is_undef() {
                return found;
            }
        }
    }
    Ref::UNDEF
}

/// Puts what a walk found into the cache, unless the type has changed since.
fn remember(t: &Thread, ty: Value, version: u64, name: Value, found: &Ref) {
    if !str::is_interned(name) {
        return;
    }
    let data = type_data(&ty);
    let value = if found.is_undef() { Ref::immediate(Value::MARK) } else { found.clone() };
    let mut grown = None;
    let unused = {
        let o = obj(ty);
        let _lock = o.lock().lock(&t.m);
        if data.version.load(Relaxed) != version {
            Some(value)
        } else {
            // SAFETY: the published cache; it changes only under this lock.
            let cache = unsafe { &*data.cache.load(Relaxed) };
            let free = cache.places(name).find(|e| e.name.load(Relaxed) == Value::UNDEF.bits());
            let there = cache.places(name).any(|e| e.name.load(Relaxed) == name.bits());
            match free {
                Some(entry) if !there => {
                    let nothing = entry.value.swap_locked(value);
                    // Release: pairs with the Acquire in `lookup`.
                    entry.name.store(name.bits(), Release);
                    Some(nothing)
                }
                None if !there => {
                    // Full here: a larger one, which holds all that this one does (inline caches rest on that).
                    match cache.grow(t, name, value) {
                        Ok(new) => {
                            grown = Some(data.cache.swap(new, AcqRel));
                            None
                        }
                        Err(value) => Some(value),
                    }
                }
                _ => Some(value),
            }
        }
    };
    drop(unused);
    if let Some(old) = grown {
        discard(t, old);
    }
}

/// Gives up what an unpublished cache holds, and the cache.
fn discard(t: &Thread, old: *mut Cache) {
    // SAFETY: unpublished, and freed only after every reader has passed a safepoint.
    let entries = unsafe { &(*old).entries };
    let bytes = size_of_val(&**entries);
    let values: Vec<Ref> = entries.iter().map(|e| e.value.swap_locked(Ref::UNDEF)).collect();
    unsafe fn free(p: *mut u8, _bytes: usize) {
        // SAFETY: made by `Cache::new`, retired once.
        drop(unsafe { Box::from_raw(p.cast::<Cache>()) });
    }
    t.m.retire(Retired { block: old.cast(), bytes, free });
    drop(values);
}

/// After a change of a type's dict, bases or MRO: empties its cache and those of its subclasses.
pub fn invalidate(t: &Thread, ty: Value) {
    // No recursion: hierarchies may be deep.
    let mut todo = vec![Ref::new(ty)];
    while let Some(ty) = todo.pop() {
        invalidate_one(t, ty.v());
        todo.extend(subclasses(t, ty.v()));
    }
}

fn invalidate_one(t: &Thread, ty: Value) {
    let data = type_data(&ty);
    let old = {
        let o = obj(ty);
        let _lock = o.lock().lock(&t.m);
        // Release: pairs with the Acquire in `lookup_slow`.
        data.version.store(NEXT_VERSION.fetch_add(1, Relaxed), Release);
        // SAFETY: the published cache.
        let used = unsafe { &*data.cache.load(Relaxed) }
            .entries
            .iter()
            .any(|e| e.name.load(Relaxed) != Value::UNDEF.bits());
        // Release: pairs with the Acquire in `lookup`.
        used.then(|| data.cache.swap(Cache::new(8), AcqRel))
    };
    if let Some(old) = old {
        discard(t, old);
    }
}

/// The direct subclasses that are alive.
pub fn subclasses(t: &Thread, ty: Value) -> Vec<Ref> {
    let cells = type_data(&ty).subclasses.lock().clone();
    // SAFETY: `upgrade` gives a reference.
    cells.iter().filter_map(|c| t.m.upgrade(c)).map(|o| unsafe { Ref::own(Value::from_obj(o)) }).collect()
}

/// Notes a new direct subclass.
pub fn add_subclass(t: &Thread, base: Value, sub: Value) {
    // SAFETY: the caller keeps `sub`.
    let cell = unsafe { t.m.weak_cell(obj(sub)) };
    let mut list = type_data(&base).subclasses.lock();
    list.retain(|c| !c.is_dead() && !Arc::ptr_eq(c, &cell));
    list.push(cell);
}

/// Forgets a direct subclass (its `__bases__` changed).
pub fn remove_subclass(t: &Thread, base: Value, sub: Value) {
    // SAFETY: the caller keeps `sub`.
    let cell = unsafe { t.m.weak_cell(obj(sub)) };
    type_data(&base).subclasses.lock().retain(|c| !c.is_dead() && !Arc::ptr_eq(c, &cell));
}

/// Calls `__del__`; what it raises is reported and forgotten.
pub fn run_del(t: &Thread, v: Value) {
    let ty = crate::ops::type_of(v);
    if let Some(del) = type_data(&ty).slots().del {
        let handled = t.set_handled(Ref::UNDEF);
        if let Err(e) = del(t, v) {
            let function = lookup(t, ty, t.intern("__del__").v());
            let what = function.v().some().unwrap_or(v);
            crate::types::exceptions::unraisable(t, e, "Exception ignored while calling deallocator", what);
        }
        drop(t.set_handled(handled));
    }
}

/// A getter and perhaps a setter of a native type.
#[derive(Clone, Copy)]
pub struct GetSet {
    /// The attribute.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&Thread, Value) -> Res,
    /// Writes it; UNDEF deletes. `None`: read-only.
    pub set: Option<fn(&Thread, Value, Value) -> Res<()>>,
    /// The documentation.
    pub doc: &'static str,
}

/// A read-only attribute.
pub const fn getter(name: &'static str, get: fn(&Thread, Value) -> Res) -> GetSet {
    GetSet { name, get, set: None, doc: "" }
}

/// A writable attribute.
pub const fn getset(
    name: &'static str,
    get: fn(&Thread, Value) -> Res,
    set: fn(&Thread, Value, Value) -> Res<()>,
) -> GetSet {
    GetSet { name, get, set: Some(set), doc: "" }
}

/// How a native type is declared.
#[derive(Clone, Copy)]
pub struct TypeDef {
    /// `"list"`, or with its module `"itertools.count"`.
    pub name: &'static str,
    /// The base; `None`: `object`.
    pub base: Option<&'static NativeType>,
    /// Bases after the first: same layout, no slots of their own that matter.
    pub more_bases: &'static [&'static NativeType],
    /// The payload's table: `Payload::vtable`.
    pub vtable: fn() -> &'static VTable,
    /// `flags`
    pub flags: u32,
    /// References that instances have behind the payload, as `__slots__` are: for a type with the payload of its base.
    pub fixed: u16,
    /// Fills in what the type can do.
    pub slots: fn(&mut Slots),
    /// Methods, class methods (`$cls`) and static methods (a signature without either).
    pub methods: &'static [Def],
    /// Attributes.
    pub getset: &'static [GetSet],
    /// Other attributes of the type's dict, made once.
    pub extra: fn(&Thread, &mut dyn FnMut(&str, Ref)),
    /// `__doc__`
    pub doc: &'static str,
}

impl TypeDef {
    /// A type with this name, payload and slots, and nothing else.
    pub const fn new(name: &'static str, vtable: fn() -> &'static VTable, slots: fn(&mut Slots)) -> TypeDef {
        TypeDef {
            name,
            base: None,
            more_bases: &[],
            vtable,
            flags: 0,
            fixed: 0,
            slots,
            methods: &[],
            getset: &[],
            extra: |_, _| (),
            doc: "",
        }
    }
}

/// A native type: a static that becomes a type object.
pub struct NativeType {
    /// The declaration.
    pub def: TypeDef,
    ty: AtomicU64,
    shape: AtomicU32,
}

static MAKING: Mutex<()> = Mutex::new(());

impl NativeType {
    /// Declares a native type.
    pub const fn new(def: TypeDef) -> NativeType {
        NativeType { def, ty: AtomicU64::new(0), shape: AtomicU32::new(0) }
    }

    /// The type object; immortal.
    #[inline(always)]
    pub fn get(&self) -> Value {
        // Acquire: pairs with the Release in `make`.
        let bits = self.ty.load(Acquire);
        if bits == 0 {
            return self.make_now();
        }
        // SAFETY: immortal.
        unsafe { Value::from_bits(bits) }
    }

    /// A reference to the type object.
    #[inline(always)]
    pub fn get_ref(&self) -> Ref {
        Ref::new(self.get())
    }

    /// The first shape of its instances.
    #[inline(always)]
    pub fn shape(&self) -> u32 {
        // Relaxed: written before `ty`; whoever has an instance or the type has it.
        let id = self.shape.load(Relaxed);
        if id == 0 {
            self.make_now();
            return self.shape.load(Acquire);
        }
        id
    }

    /// Whether `v` is an instance of exactly this type. For types without attributes of their own in instances.
    #[inline(always)]
    pub fn is_exact(&self, v: Value) -> bool {
        crate::ops::type_of(v).bits() == self.ty.load(Relaxed)
    }

    /// Whether `v` is an object of this type's first shape: an instance of exactly this type, for types whose instances have no
    /// attributes of their own. The cheapest test there is.
    #[inline(always)]
    pub fn has_shape_of(&self, v: Value) -> bool {
        // Relaxed: whoever has an instance has the shape.
        v.as_obj().is_some_and(|o| o.shape() == self.shape.load(Relaxed))
    }

    /// Whether `v` is an instance of this type or of a subclass.
    #[inline]
    pub fn is_instance(&self, v: Value) -> bool {
        let ty = crate::ops::type_of(v);
        ty.bits() == self.ty.load(Relaxed) || is_subtype(current(), ty, self.get())
    }

    #[cold]
    fn make_now(&self) -> Value {
        let this: &'static NativeType = self.as_static();
        let t = current();
        if let Some(base) = this.def.base {
            base.get();
            this.def.more_bases.iter().for_each(|base| {
                base.get();
            });
        } else if !std::ptr::eq(this, &crate::types::object::OBJECT) {
            crate::types::object::OBJECT.get();
        }
        let made = {
            // Held while the bare object is made: no Python code, no safepoint.
            let _making = MAKING.lock();
            let bits = this.ty.load(Acquire);
            if bits != 0 {
                // SAFETY: immortal.
                return unsafe { Value::from_bits(bits) };
            }
            make_bare(t, this)
        };
        fill(t, this, made);
        made
    }

    /// Gives the type its shape before it exists: for the few that are needed to make any type at all.
    pub(crate) fn reserve_shape(&self) {
        if self.shape.load(Relaxed) != 0 {
            return;
        }
        let id = shape::add_root(&NewShape {
            ty: Value::UNDEF,
            vtable: (self.def.vtable)(),
            has_dict: false,
            heap: false,
            native_del: false,
            fixed: 0,
            inline: 0,
        });
        self.shape.store(id, Release);
    }

    /// The first step for those few: the type object, bare.
    pub(crate) fn make_first(&self, t: &Thread) {
        make_bare(t, self.as_static());
    }

    /// The second step: its dict.
    pub(crate) fn fill_first(&self, t: &Thread) {
        fill(t, self.as_static(), self.get());
    }

    fn as_static(&self) -> &'static NativeType {
        // SAFETY: `NativeType`s are statics: `new` is only used for them (the documentation of the type says so).
        unsafe { &*std::ptr::from_ref(self) }
    }
}

/// The last part of a native type's name, and its module.
pub fn split_name(name: &'static str) -> (&'static str, &'static str) {
    match name.rsplit_once('.') {
        Some((module, name)) => (module, name),
        None => ("builtins", name),
    }
}

/// Makes the type object with its MRO and slots, and an empty dict.
fn make_bare(t: &Thread, native: &'static NativeType) -> Value {
    let def = &native.def;
    let vtable = (def.vtable)();
    let base = match def.base {
        Some(base) => base.get(),
        None if std::ptr::eq(native, &crate::types::object::OBJECT) => Value::UNDEF,
        None => crate::types::object::OBJECT.get(),
    };
    let immutable = if def.flags & flags::MUTABLE == 0 { flags::IMMUTABLE } else { 0 };
    let mut flags = def.flags | immutable;
    let mut slots = Slots::EMPTY;
    (def.slots)(&mut slots);
    let (has_new, native_del) = (slots.new.is_some(), slots.del.is_some());
    if let Some(b) = base.payload::<Type>() {
        slots.inherit(b.slots());
        // `object.__new__` makes plain instances only.
        if !has_new && (!std::ptr::eq(b.vtable, vtable) || flags & flags::DISALLOW_INSTANTIATION != 0) {
            slots.new = None;
        }
        flags |= b.flags.load(Relaxed) & (flags::INHERITED | flags::DICT | flags::WEAKREF);
        if slots.hash.is_none() && slots.compare.is_some() && def_has_no_compare(def) {
            slots.hash = b.slots().hash;
        }
    }
    if def.flags & flags::DISALLOW_INSTANTIATION != 0 {
        slots.new = None;
    }
    let shape_id = match native.shape.load(Relaxed) {
        0 => shape::add_root(&NewShape {
            ty: Value::UNDEF,
            vtable,
            has_dict: flags & flags::DICT != 0,
            heap: false,
            native_del,
            fixed: def.fixed,
            inline: if flags & flags::DICT != 0 { 4 } else { 0 },
        }),
        reserved => reserved,
    };
    let (_, name) = split_name(def.name);
    let name = t.intern(name);
    let ty = new_type_object(
        t,
        crate::types::type_::TYPE.shape.load(Relaxed).max(1),
        TypeParts {
            name: name.clone(),
            qualname: name,
            flags,
            shape: shape_id,
            vtable,
            fixed: def.fixed,
            native: Some(native),
            slots,
        },
    );
    // SAFETY: held.
    unsafe { t.m.immortalise(ty.obj()) };
    let v = ty.into_value();
    let data = type_data(&v);
    if base.is_undef() {
        data.bases.init(tuple::from_values(t, &[]));
        data.mro.init(tuple::from_values(t, &[v]));
    } else {
        data.base.init(Ref::new(base));
        let mut bases = vec![base];
        bases.extend(def.more_bases.iter().map(|native| native.get()));
        data.bases.init(tuple::from_values(t, &bases));
        let mut all = vec![v];
        if bases.len() == 1 {
            all.extend_from_slice(tuple::items(&mro(t, base)));
        } else {
            all = crate::types::type_::linearise(t, v, &bases).unwrap_or(all);
        }
        data.mro.init(tuple::from_values(t, &all));
        for base in bases {
            add_subclass(t, base, v);
        }
    }
    shape::shape(shape_id).set_ty(v);
    native.shape.store(shape_id, Release);
    // Release: pairs with the Acquire in `get`.
    native.ty.store(v.bits(), Release);
    v
}

fn def_has_no_compare(def: &TypeDef) -> bool {
    let mut own = Slots::EMPTY;
    (def.slots)(&mut own);
    own.compare.is_none()
}

/// What a new type object is made of.
pub struct TypeParts {
    /// `__name__`
    pub name: Ref,
    /// `__qualname__`
    pub qualname: Ref,
    /// `flags`
    pub flags: u32,
    /// First shape of instances.
    pub shape: u32,
    /// Payload of instances.
    pub vtable: &'static VTable,
    /// Fixed slots of instances.
    pub fixed: u16,
    /// The declaration of a native type.
    pub native: Option<&'static NativeType>,
    /// What it can do.
    pub slots: Slots,
}

/// A type object of metatype shape `meta`, with an empty dict and neither bases nor MRO yet.
pub fn new_type_object(t: &Thread, meta: u32, parts: TypeParts) -> Ref {
    let dict = dict::new(t);
    let del = parts.slots.del.is_some();
    t.alloc(
        meta,
        Type {
            name: Slot::new(parts.name),
            qualname: Slot::new(parts.qualname),
            bases: Slot::undef(),
            mro: Slot::undef(),
            base: Slot::undef(),
            dict: Fixed::new(dict),
            flags: AtomicU32::new(parts.flags),
            version: AtomicU64::new(NEXT_VERSION.fetch_add(1, Relaxed)),
            del: AtomicBool::new(del),
            first_shape: AtomicU32::new(parts.shape),
            vtable: parts.vtable,
            fixed: parts.fixed,
            native: parts.native,
            slots: AtomicPtr::new(Box::into_raw(Box::new(parts.slots))),
            cache: AtomicPtr::new(Cache::new(8)),
            subclasses: Mutex::new(Vec::new()),
            extra: Slot::undef(),
        },
    )
}

/// Fills a native type's dict.
fn fill(t: &Thread, native: &'static NativeType, ty: Value) {
    let data = type_data(&ty);
    let def = &native.def;
    let dict = data.dict.v();
    let put = |name: &str, value: Ref| {
        let name = t.intern(name);
        dict::set_str(t, dict, name.v(), value.v());
    };
    crate::slotdefs::add_wrappers(t, def, ty, &put);
    for m in def.methods {
        let mut signature = Signature::parse(m.signature);
        signature.owner = split_name(def.name).1;
        let name = signature.name;
        put(name, descr::from_def(t, ty, m, signature));
    }
    for g in def.getset {
        put(g.name, descr::from_getset(t, ty, g));
    }
    (def.extra)(t, &mut |name, value| put(name, value));
    let inherited = data.base.get(t, obj(ty)).payload::<Type>().is_some_and(|b| b.has(flags::DICT));
    let own = def.getset.iter().any(|g| g.name == "__dict__");
    let shown = flags::DICT | flags::BASE;
    if def.flags & shown == shown && !inherited && !own {
        put("__dict__", crate::types::type_attrs::dict_descriptor(t, ty));
    }
    let doc = t.intern("__doc__");
    if dict::get_str(t, dict, doc.v()).is_undef() {
        put("__doc__", if def.doc.is_empty() { Ref::NONE } else { t.str(def.doc) });
    }
    let (module, _) = split_name(def.name);
    let own_module = def.getset.iter().any(|g| g.name == "__module__");
    if module != "builtins" && !own_module {
        put("__module__", t.intern(module));
    }
    invalidate(t, ty);
}
