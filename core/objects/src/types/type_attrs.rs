//! Attributes and methods of `type`: `__name__`, `__mro__`, `mro()`, `__dict__` and so on.

use crate::error::Res;
use crate::native::Def;
use crate::ops;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{GetSet, getter, type_data};
use crate::value::Value;

/// Methods of `type`.
pub const METHODS: &[Def] = &[];

/// Attributes of `type`.
pub const GETSET: &[GetSet] = &[
    getter("__name__", |t, v| Ok(type_data(&v).name.get(t, ops::object(v)))),
    getter("__mro__", |t, v| Ok(type_data(&v).mro.get(t, ops::object(v)))),
];

/// `repr` of a type.
pub fn repr(t: &Thread, v: Value) -> Res {
    Ok(t.str(&format!("<class '{}'>", crate::typeobj::name_of(v))))
}

/// `A | B`
pub fn union(_t: &Thread, _a: Value, _b: Value) -> Res {
    Ok(Ref::NOT_IMPLEMENTED)
}

/// `type[key]`
pub fn generic_alias(t: &Thread, _ty: Value, _key: Value) -> Res {
    Err(t.not_implemented("generic aliases are not there yet"))
}

/// The `__dict__` of a class whose instances have one.
pub fn dict_descriptor(_t: &Thread, _ty: Value) -> Ref {
    Ref::NONE
}

/// The `__weakref__` of a class whose instances can be referenced weakly.
pub fn weakref_descriptor(_t: &Thread, _ty: Value) -> Ref {
    Ref::NONE
}
