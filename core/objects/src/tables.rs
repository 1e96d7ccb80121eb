//! What the module `builtins` has from this crate.

use crate::native::Def;
use crate::typeobj::NativeType;
use crate::types;

/// Tables of built-in functions.
pub fn builtin_tables() -> &'static [&'static [Def]] {
    TABLES
}

static TABLES: &[&[Def]] = &[];

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
    &types::str::STR,
    &types::tuple::TUPLE,
    &types::list::LIST,
    &types::dict::DICT,
    &types::property::STATIC_METHOD,
    &types::property::CLASS_METHOD,
];
