//! `_abc`: what abstract base classes remember.
//!
//! A class remembers its registered subclasses, and for which classes `issubclass` said yes or no; all weakly. A registration anywhere
//! makes every remembered no void (the process's counter moves on). In front of the sets lies a small table that is read without
//! a lock: a word there names a *version* of a class (no two classes ever have the same) and the answer for it. A class that has
//! changed since has another version, so its word is simply not found any more.

use crate::NativeModule;
use heddle_gc::WeakCell;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::payload::Payload;
use heddle_objects::typeobj::{self, NativeType, TypeDef, flags, type_data};
use heddle_objects::types::{dict, tuple, type_, weakref};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use heddle_threads::sync::Mutex;
use heddle_threads::sync::atomic::{AtomicU64, Ordering::*};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Module contains faster C implementation of abc.ABCMeta",
    ..NativeModule::new("_abc", FUNCTIONS)
};

const FUNCTIONS: &[Def] = &[
    def_doc(
        "get_cache_token()",
        |t, _| Ok(t.int(COUNTER.load(Acquire) as i64)),
        "Returns the current ABC cache token.\n\n\
         The token is an opaque object (supporting equality testing) identifying the\n\
         current version of the ABC cache for virtual subclasses. The token changes\n\
         with every call to register() on any ABC.",
    ),
    def_doc(
        "_abc_init(self, /)",
        init,
        "Internal ABC helper for class set-up. Should be never used outside abc module.",
    ),
    def_doc(
        "_reset_registry(self, /)",
        |t, a| {
            let data = data_of(t, a[0])?;
            let old = std::mem::take(&mut *data_payload(&data).registry.lock());
            drop(old);
            Ok(Ref::NONE)
        },
        "Internal ABC helper to reset registry of a given class.\n\nShould be only used by refleak.py",
    ),
    def_doc(
        "_reset_caches(self, /)",
        |t, a| {
            let data = data_of(t, a[0])?;
            let d = data_payload(&data);
            let old = (std::mem::take(&mut *d.yes.lock()), std::mem::take(&mut *d.no.lock()));
            d.front.iter().for_each(|word| word.store(0, Relaxed));
            drop(old);
            Ok(Ref::NONE)
        },
        "Internal ABC helper to reset both caches of a given class.\n\nShould be only used by refleak.py",
    ),
    def("_get_dump(self, /)", dump),
    def_doc(
        "_abc_register(self, subclass, /)",
        register,
        "Internal ABC helper for subclasss registration. Should be never used outside abc module.",
    ),
    def_doc(
        "_abc_instancecheck(self, instance, /)",
        instance_check,
        "Internal ABC helper for instance checks. Should be never used outside abc module.",
    ),
    def_doc(
        "_abc_subclasscheck(self, subclass, /)",
        |t, a| subclass_check(t, a[0], a[1]).map(Ref::bool),
        "Internal ABC helper for subclasss checks. Should be never used outside abc module.",
    ),
];

/// Moves on with every registration.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Classes by their weak cells: each class has one.
type Classes = FxHashMap<usize, Arc<WeakCell>>;

const FRONT: usize = 32;

/// `_abc_data`
pub struct AbcData {
    registry: Mutex<Classes>,
    yes: Mutex<Classes>,
    no: Mutex<Classes>,
    /// The counter when `no` was begun.
    no_since: AtomicU64,
    /// `version << 32 | counter << 2 | 2 | answer`; 0: nothing.
    front: [AtomicU64; FRONT],
}
heddle_objects::payload!(AbcData {});

static ABC_DATA: NativeType = NativeType::new(TypeDef {
    doc: "Internal state held by ABC machinery.",
    ..TypeDef::new("_abc._abc_data", AbcData::vtable, |s| {
        s.new = Some(|t, _, args| {
            if args.all.is_empty() {
                Ok(new_data(t))
            } else {
                Err(t.type_error("_abc_data() takes no arguments"))
            }
        });
    })
});

fn new_data(t: &Thread) -> Ref {
    let data = AbcData {
        registry: Mutex::new(Classes::default()),
        yes: Mutex::new(Classes::default()),
        no: Mutex::new(Classes::default()),
        no_since: AtomicU64::new(COUNTER.load(Acquire)),
        front: [const { AtomicU64::new(0) }; FRONT],
    };
    t.alloc(ABC_DATA.shape(), data)
}

fn data_payload(data: &Ref) -> &AbcData {
    std::ops::Deref::deref(data).expect::<AbcData>()
}

/// What a class remembers.
fn data_of(t: &Thread, class: Value) -> Res {
    if let Some(ty) = class.payload::<typeobj::Type>() {
        let data = ty.extra.get(t, ops::object(class));
        if data.payload::<AbcData>().is_some() {
            return Ok(data);
        }
    }
    let data = ops::getattr_str(t, class, "_abc_impl")?;
    if data.payload::<AbcData>().is_none() {
        return Err(t.type_error("_abc_impl is set to a wrong type"));
    }
    Ok(data)
}

fn cell(t: &Thread, class: Value) -> Arc<WeakCell> {
    // SAFETY: the caller holds the class.
    unsafe { t.m.weak_cell(ops::object(class)) }
}

fn key(cell: &Arc<WeakCell>) -> usize {
    Arc::as_ptr(cell) as usize
}

fn remember(set: &Mutex<Classes>, cell: Arc<WeakCell>) {
    let dead: Vec<Arc<WeakCell>> = {
        let mut set = set.lock();
        // Grown to the next power of two: a good moment to forget the dead.
        let dead = if set.len() >= 16 && set.len().is_power_of_two() {
            let gone: Vec<usize> = set.iter().filter(|(_, c)| c.is_dead()).map(|(k, _)| *k).collect();
            gone.iter().filter_map(|k| set.remove(k)).collect()
        } else {
            vec![]
        };
        set.insert(key(&cell), cell);
        dead
    };
    drop(dead);
}

impl AbcData {
    fn word(version: u32, counter: u64, answer: bool) -> u64 {
        u64::from(version) << 32 | (counter & 0x3fff_ffff) << 2 | 2 | u64::from(answer)
    }

    /// The remembered answer for a class.
    fn known(&self, t: &Thread, class: Value) -> Option<bool> {
        let version = type_data(&class).version.load(Acquire);
        let counter = COUNTER.load(Acquire);
        let place = &self.front[version as usize % FRONT];
        let word = place.load(Relaxed);
        // A version that does not fit is never remembered: words have 32 bits of it.
        let short = u32::try_from(version).ok();
        if let Some(version) = short {
            if word == AbcData::word(version, counter, false) {
                return Some(false);
            }
            if word >> 32 == u64::from(version) && word & 3 == 3 {
                return Some(true);
            }
        }
        let key = key(&cell(t, class));
        let answer = if self.yes.lock().contains_key(&key) {
            true
        } else if self.no_since.load(Acquire) == counter && self.no.lock().contains_key(&key) {
            false
        } else {
            return None;
        };
        if let Some(version) = short {
            place.store(AbcData::word(version, counter, answer), Relaxed);
        }
        Some(answer)
    }

    fn note_yes(&self, t: &Thread, class: Value) {
        remember(&self.yes, cell(t, class));
    }

    /// Remembers a no that was found out while the counter was `counter`.
    fn note_no(&self, t: &Thread, class: Value, counter: u64) {
        let cell = cell(t, class);
        let old = {
            let mut no = self.no.lock();
            if COUNTER.load(Acquire) != counter {
                return;
            }
            let old = if self.no_since.swap(counter, AcqRel) != counter {
                std::mem::take(&mut *no)
            } else {
                Classes::default()
            };
            no.insert(key(&cell), cell);
            old
        };
        drop(old);
    }
}

fn is_abstract(t: &Thread, v: Value) -> Res<bool> {
    let name = t.intern("__isabstractmethod__");
    let found = ops::getattr_opt(t, v, name.v())?;
    if found.is_undef() { Ok(false) } else { ops::truth(t, found.v()) }
}

/// Sets `__abstractmethods__`.
fn compute_abstract(t: &Thread, class: Value) -> Res<()> {
    let mut names = Vec::new();
    let pairs = match class.payload::<typeobj::Type>() {
        Some(ty) => dict::items(t, ty.dict.v()),
        None => {
            let ns = ops::getattr_str(t, class, "__dict__")?;
            let items = ops::call_method(t, ns.v(), "items", &[])?;
            let mut pairs = Vec::new();
            for pair in ops::collect(t, items.v())? {
                match tuple::try_items(&pair) {
                    Some(&[k, v]) => pairs.push((Ref::new(k), Ref::new(v))),
                    _ => return Err(t.type_error("Iteration over dict.items() returned non-pair")),
                }
            }
            pairs
        }
    };
    for (name, value) in pairs {
        if is_abstract(t, value.v())? {
            names.push(name);
        }
    }
    let abstracts = t.intern("__abstractmethods__");
    let bases = ops::getattr_str(t, class, "__bases__")?;
    let Some(bases) = tuple::try_items(&bases) else { return Err(t.type_error("__bases__ is not tuple")) };
    for &base in bases {
        let inherited = ops::getattr_opt(t, base, abstracts.v())?;
        if inherited.is_undef() {
            continue;
        }
        for name in ops::collect(t, inherited.v())? {
            let Some(attribute) = name_of(t, &name) else { continue };
            let value = ops::getattr_opt(t, class, attribute.v())?;
            if !value.is_undef() && is_abstract(t, value.v())? {
                names.push(name);
            }
        }
    }
    let any = !names.is_empty();
    let list = heddle_objects::types::list::from_refs(t, names);
    let frozenset = heddle_objects::builtin_function(t, "frozenset");
    let all = ops::call_pos(t, frozenset.v(), &[list.v()])?;
    ops::setattr(t, class, abstracts.v(), all.v())?;
    if let Some(ty) = class.payload::<typeobj::Type>() {
        if any {
            ty.flags.fetch_or(flags::ABSTRACT, Relaxed);
        } else {
            ty.flags.fetch_and(!flags::ABSTRACT, Relaxed);
        }
    }
    Ok(())
}

fn name_of(t: &Thread, name: &Ref) -> Option<Ref> {
    heddle_objects::types::str::attr_name(t, name.v()).ok()
}

const COLLECTIONS: u32 = flags::SEQUENCE | flags::MAPPING;

fn init(t: &Thread, a: &[Value]) -> Res {
    compute_abstract(t, a[0])?;
    let data = new_data(t);
    ops::setattr(t, a[0], t.intern("_abc_impl").v(), data.v())?;
    if let Some(ty) = a[0].payload::<typeobj::Type>() {
        ty.extra.set(t, ops::object(a[0]), data);
        let asked = dict::remove(t, ty.dict.v(), t.intern("__abc_tpflags__").v())?;
        if let Some(asked) = asked.as_small_int() {
            let asked = asked as u32 & COLLECTIONS;
            if asked == COLLECTIONS {
                return Err(t.type_error(
                    "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING",
                ));
            }
            ty.flags.fetch_or(asked, Relaxed);
        }
    }
    Ok(Ref::NONE)
}

/// `collection` is what a class matches as (sequence or mapping): its subclasses do, too.
fn set_collection(t: &Thread, class: Value, collection: u32) {
    let ty = type_data(&class);
    let now = ty.flags.load(Relaxed);
    if now & flags::IMMUTABLE != 0 || now & COLLECTIONS == collection {
        return;
    }
    ty.flags.fetch_and(!COLLECTIONS, Relaxed);
    ty.flags.fetch_or(collection, Relaxed);
    for sub in typeobj::subclasses(t, class) {
        set_collection(t, sub.v(), collection);
    }
}

fn register(t: &Thread, a: &[Value]) -> Res {
    let (class, sub) = (a[0], a[1]);
    if !type_::is_type(sub) {
        return Err(t.type_error("Can only register classes"));
    }
    if ops::is_subclass(t, sub, class)? {
        return Ok(Ref::new(sub));
    }
    // Not allowed: it would make `issubclass` go round in circles.
    if ops::is_subclass(t, class, sub)? {
        return Err(t.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data_of(t, class)?;
    remember(&data_payload(&data).registry, cell(t, sub));
    // Release: pairs with the Acquire in `known`: who sees the counter sees the registration.
    COUNTER.fetch_add(1, AcqRel);
    if let Some(ty) = class.payload::<typeobj::Type>() {
        let collection = ty.flags.load(Relaxed) & COLLECTIONS;
        if collection != 0 {
            set_collection(t, sub, collection);
        }
    }
    Ok(Ref::new(sub))
}

fn instance_check(t: &Thread, a: &[Value]) -> Res {
    let (class, instance) = (a[0], a[1]);
    let data = data_of(t, class)?;
    let d = data_payload(&data);
    let declared = ops::getattr_str(t, instance, "__class__")?;
    let known = if type_::is_type(declared.v()) { d.known(t, declared.v()) } else { None };
    if known == Some(true) {
        return Ok(Ref::TRUE);
    }
    let check = t.intern("__subclasscheck__");
    let actual = ops::type_of(instance);
    if actual.is(declared.v()) {
        if known == Some(false) {
            return Ok(Ref::FALSE);
        }
        return ops::call_method(t, class, "__subclasscheck__", &[declared.v()]);
    }
    let check = ops::getattr(t, class, check.v())?;
    let answer = ops::call_pos(t, check.v(), &[declared.v()])?;
    if ops::truth(t, answer.v())? {
        return Ok(answer);
    }
    ops::call_pos(t, check.v(), &[actual])
}

fn subclass_check(t: &Thread, class: Value, sub: Value) -> Res<bool> {
    if !type_::is_type(sub) {
        return Err(t.type_error("issubclass() arg 1 must be a class"));
    }
    let data = data_of(t, class)?;
    let d = data_payload(&data);
    if let Some(answer) = d.known(t, sub) {
        return Ok(answer);
    }
    let counter = COUNTER.load(Acquire);
    let yes = || {
        d.note_yes(t, sub);
        Ok(true)
    };
    let hook = ops::call_method(t, class, "__subclasshook__", &[sub])?;
    if hook.is(Value::TRUE) {
        return yes();
    }
    if hook.is(Value::FALSE) {
        d.note_no(t, sub, counter);
        return Ok(false);
    }
    if !hook.is_not_implemented() {
        return Err(t.assertion_error("__subclasshook__ must return either False, True, or NotImplemented"));
    }
    if type_::is_type(class) && typeobj::is_subtype(t, sub, class) {
        return yes();
    }
    let registered: Vec<Arc<WeakCell>> = d.registry.lock().values().cloned().collect();
    if registered.iter().any(|c| Arc::ptr_eq(c, &cell(t, sub))) {
        return yes();
    }
    for cell in &registered {
        let Some(o) = t.m.upgrade(cell) else { continue };
        // SAFETY: `upgrade` gives a reference.
        let other = unsafe { Ref::own(Value::from_obj(o)) };
        if ops::is_subclass(t, sub, other.v())? {
            return yes();
        }
    }
    let subclasses = ops::call_method(t, class, "__subclasses__", &[])?;
    if !heddle_objects::types::list::is_list(subclasses.v()) {
        return Err(t.type_error("__subclasses__() must return a list"));
    }
    for other in ops::collect(t, subclasses.v())? {
        if ops::is_subclass(t, sub, other.v())? {
            return yes();
        }
    }
    d.note_no(t, sub, counter);
    Ok(false)
}

fn dump(t: &Thread, a: &[Value]) -> Res {
    let data = data_of(t, a[0])?;
    let d = data_payload(&data);
    let set_type = heddle_objects::builtin_function(t, "set");
    let mut parts = Vec::new();
    for set in [&d.registry, &d.yes, &d.no] {
        let cells: Vec<Arc<WeakCell>> = set.lock().values().cloned().collect();
        let mut references = Vec::new();
        for o in cells.iter().filter_map(|c| t.m.upgrade(c)) {
            // SAFETY: `upgrade` gives a reference.
            let class = unsafe { Ref::own(Value::from_obj(o)) };
            references.push(weakref::new_ref(t, class.v(), Value::UNDEF)?);
        }
        let list = heddle_objects::types::list::from_refs(t, references);
        parts.push(ops::call_pos(t, set_type.v(), &[list.v()])?);
    }
    parts.push(t.int(d.no_since.load(Acquire) as i64));
    Ok(tuple::from_refs(t, parts))
}
