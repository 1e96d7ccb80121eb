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

/// The dict that an object's payload holds (modules, functions), made if `make`; `None` if its type has none.
pub fn payload_dict(t: &Thread, v: Value, make: bool) -> Option<Ref> {
    if v.payload::<module::Module>().is_some() {
        return Some(module::dict_of(t, v));
    }
    function::is_function(v).then(|| function::own_dict(t, v, make))
}

/// Replaces the dict that a function holds. (A module keeps its own.)
pub fn set_payload_dict(t: &Thread, v: Value, d: Value) {
    if let Some(f) = v.payload::<function::Function>() {
        f.dict.set(t, crate::ops::object(v), Ref::new(d));
    }
}
