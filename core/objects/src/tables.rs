//! What the module `builtins` has from this crate.

use crate::native::Def;
use crate::typeobj::NativeType;
use crate::types;

/// Tables of built-in functions.
pub fn builtin_tables() -> &'static [&'static [Def]] {
    TABLES
}

static TABLES: &[&[Def]] = &[
    crate::builtins_seq::FUNCTIONS,
    crate::builtins_attr::FUNCTIONS,
    crate::builtins_string::FUNCTIONS,
    crate::builtins_num::FUNCTIONS,
];

/// Built-in types, under their own names.
pub fn builtin_types() -> &'static [&'static NativeType] {
    TYPES
}

static TYPES: &[&NativeType] = &[
    &types::object::OBJECT,
    &types::type_::TYPE,
    &types::int::INT,
    &types::bool_::BOOL,
    &types::float::FLOAT,
    &types::complex::COMPLEX,
    &types::str::STR,
    &types::tuple::TUPLE,
    &types::list::LIST,
    &types::dict::DICT,
    &types::static_method::STATIC_METHOD,
    &types::static_method::CLASS_METHOD,
    &types::property::PROPERTY,
    &types::super_::SUPER,
    &types::set::SET,
    &types::set::FROZENSET,
    &types::range::RANGE,
    &types::slice::SLICE,
    &types::bytes::BYTES,
    &types::bytearray::BYTEARRAY,
    &types::memoryview::MEMORYVIEW,
    &types::iterators::ENUMERATE,
    &types::iterators::ZIP,
    &types::iterators::MAP,
    &types::iterators::FILTER,
    &types::iterators::REVERSED,
];
