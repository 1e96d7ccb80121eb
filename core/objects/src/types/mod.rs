//! The built-in types: one file or folder a type.
//!
//! Each file declares its payload, its `NativeType`, and the functions that other natives call.

pub mod annotate;
pub mod args;
pub mod bool_;
pub mod buffer;
pub mod bytearray;
pub mod bytes;
pub mod cell;
pub mod class_assign;
pub mod code;
pub mod complex;
pub mod descr;
pub mod dict;
pub mod exceptions;
pub mod float;
pub mod function;
pub mod generic_alias;
pub mod hashed;
pub mod int;
pub mod iterators;
pub mod list;
pub mod mappingproxy;
pub mod memoryview;
pub mod method;
pub mod module;
pub mod namespace;
pub mod object;
pub mod property;
pub mod range;
pub mod reduce;
pub mod seq;
pub mod set;
pub mod singletons;
pub mod size;
pub mod slice;
pub mod static_method;
pub mod str;
pub mod structseq;
pub mod substitute;
pub mod super_;
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod type_;
pub mod type_alias;
pub mod type_attrs;
pub mod typevar;
pub mod typevar_parts;
pub mod union;
pub mod weakref;

/// The type of native types, under a name for tables.
pub type NativeTypeRef = crate::typeobj::NativeType;

/// Types that are made at the start, so that every value's type exists.
pub static ALL: &[&NativeTypeRef] = &[
    &int::INT,
    &bool_::BOOL,
    &float::FLOAT,
    &complex::COMPLEX,
    &list::LIST,
    &set::SET,
    &set::FROZENSET,
    &singletons::NONE_TYPE,
    &singletons::ELLIPSIS_TYPE,
    &singletons::NOT_IMPLEMENTED_TYPE,
    &module::MODULE,
    &function::FUNCTION,
    &function::METHOD,
    &cell::CELL,
    &code::CODE,
    &descr::BUILTIN,
];

use crate::refs::Ref;
use crate::thread::Thread;
use crate::value::Value;
use heddle_threads::sync::Mutex;

/// How a native type with its dict in the payload (function, module) gives it: `(thread, object, make)`.
pub type DictOf = fn(&Thread, Value, bool) -> Option<Ref>;
/// How it is replaced.
pub type SetDict = fn(&Thread, Value, Value);

static PAYLOAD_DICTS: Mutex<Vec<(usize, DictOf, SetDict)>> = Mutex::new(Vec::new());

/// Registers a payload with a dict of its own.
pub fn register_payload_dict(vtable: &'static crate::payload::VTable, get: DictOf, set: SetDict) {
    let mut all = PAYLOAD_DICTS.lock();
    let key = std::ptr::from_ref(vtable) as usize;
    if !all.iter().any(|(k, ..)| *k == key) {
        all.push((key, get, set));
    }
}

/// The dict that an object's payload holds, made if `make`; `None` if its type has none.
pub fn payload_dict(t: &Thread, v: Value, make: bool) -> Option<Ref> {
    let o = v.as_obj()?;
    let key = std::ptr::from_ref(crate::shape::shape_of(o).vtable) as usize;
    if let Some(m) = v.payload::<module::Module>() {
        return Some(m.dict.get(t, o));
    }
    if function::is_function(v) {
        return Some(function::own_dict(t, v, make));
    }
    let get = PAYLOAD_DICTS.lock().iter().find(|(k, ..)| *k == key).map(|(_, g, _)| *g)?;
    get(t, v, make)
}

/// Replaces the dict that an object's payload holds.
pub fn set_payload_dict(t: &Thread, v: Value, d: Value) {
    let Some(o) = v.as_obj() else { return };
    if let Some(f) = v.payload::<function::Function>() {
        f.dict.set(t, o, Ref::new(d));
        return;
    }
    let key = std::ptr::from_ref(crate::shape::shape_of(o).vtable) as usize;
    let set = PAYLOAD_DICTS.lock().iter().find(|(k, ..)| *k == key).map(|(.., s)| *s);
    if let Some(set) = set {
        set(t, v, d);
    }
}
