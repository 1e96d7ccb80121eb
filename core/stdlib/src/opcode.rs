//! `_opcode`: what `dis` and `opcode` ask when they are imported. Heddle's instructions are not CPython's: the tables that describe
//! CPython's in general are here, no number is a valid instruction, and what needs one raises.

use crate::NativeModule;
use heddle_objects::native::{Def, def, def_doc};
use heddle_objects::types::{list, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "Opcode support module.",
    init: |t, m| {
        m.set_int(t, "ENABLE_SPECIALIZATION", 1);
        m.set_int(t, "ENABLE_SPECIALIZATION_FT", 1);
        Ok(())
    },
    ..NativeModule::new("_opcode", FUNCTIONS)
};

fn never(t: &Thread, a: &[Value]) -> Res {
    ops::arg_i32(t, a[0])?;
    Ok(Ref::FALSE)
}

const FUNCTIONS: &[Def] = &[
    def_doc(
        "stack_effect(opcode, oparg=None, /, *, jump=None)",
        |t, a| {
            ops::arg_i32(t, a[0])?;
            Err(t.value_error("invalid opcode or oparg"))
        },
        "Compute the stack effect of the opcode.",
    ),
    def_doc("is_valid(opcode)", never, "Return True if opcode is valid, False otherwise."),
    def_doc("has_arg(opcode)", never, "Return True if the opcode uses its oparg, False otherwise."),
    def_doc("has_const(opcode)", never, "Return True if the opcode accesses a constant, False otherwise."),
    def_doc(
        "has_name(opcode)",
        never,
        "Return True if the opcode accesses an attribute by name, False otherwise.",
    ),
    def_doc("has_jump(opcode)", never, "Return True if the opcode has a jump target, False otherwise."),
    def_doc(
        "has_free(opcode)",
        never,
        "Return True if the opcode accesses a free variable, False otherwise.\n\nNote that 'free' in this context refers to names in the current scope\nthat are referenced by inner scopes or names in outer scopes that are\nreferenced from this scope. It does not include references to global\nor builtin scopes.",
    ),
    def_doc(
        "has_local(opcode)",
        never,
        "Return True if the opcode accesses a local variable, False otherwise.",
    ),
    def_doc(
        "has_exc(opcode)",
        never,
        "Return True if the opcode sets an exception handler, False otherwise.",
    ),
    def("get_executor(code, offset)", |t, _| Err(t.value_error("no executor at given byte offset"))),
    def("get_specialization_stats()", |_, _| Ok(Ref::NONE)),
    def("get_intrinsic1_descs()", |t, _| Ok(strs(t, INTRINSICS_1))),
    def("get_intrinsic2_descs()", |t, _| Ok(strs(t, INTRINSICS_2))),
    def("get_special_method_names()", |t, _| {
        Ok(strs(t, &["__enter__", "__exit__", "__aenter__", "__aexit__"]))
    }),
    def("get_nb_ops()", |t, _| {
        let pair = |(name, symbol): &(&str, &str)| {
            let parts = vec![t.str(&format!("NB_{name}")), t.str(symbol)];
            tuple::from_refs(t, parts)
        };
        Ok(list::from_refs(t, OPERATORS.iter().map(pair).collect()))
    }),
];

fn strs(t: &Thread, all: &[&str]) -> Ref {
    list::from_refs(t, all.iter().map(|s| t.str(s)).collect())
}

const INTRINSICS_1: &[&str] = &[
    "INTRINSIC_1_INVALID",
    "INTRINSIC_PRINT",
    "INTRINSIC_IMPORT_STAR",
    "INTRINSIC_STOPITERATION_ERROR",
    "INTRINSIC_ASYNC_GEN_WRAP",
    "INTRINSIC_UNARY_POSITIVE",
    "INTRINSIC_LIST_TO_TUPLE",
    "INTRINSIC_TYPEVAR",
    "INTRINSIC_PARAMSPEC",
    "INTRINSIC_TYPEVARTUPLE",
    "INTRINSIC_SUBSCRIPT_GENERIC",
    "INTRINSIC_TYPEALIAS",
];

const INTRINSICS_2: &[&str] = &[
    "INTRINSIC_2_INVALID",
    "INTRINSIC_PREP_RERAISE_STAR",
    "INTRINSIC_TYPEVAR_WITH_BOUND",
    "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
    "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
    "INTRINSIC_SET_TYPEPARAM_DEFAULT",
];

const OPERATORS: &[(&str, &str)] = &[
    ("ADD", "+"),
    ("AND", "&"),
    ("FLOOR_DIVIDE", "//"),
    ("LSHIFT", "<<"),
    ("MATRIX_MULTIPLY", "@"),
    ("MULTIPLY", "*"),
    ("REMAINDER", "%"),
    ("OR", "|"),
    ("POWER", "**"),
    ("RSHIFT", ">>"),
    ("SUBTRACT", "-"),
    ("TRUE_DIVIDE", "/"),
    ("XOR", "^"),
    ("INPLACE_ADD", "+="),
    ("INPLACE_AND", "&="),
    ("INPLACE_FLOOR_DIVIDE", "//="),
    ("INPLACE_LSHIFT", "<<="),
    ("INPLACE_MATRIX_MULTIPLY", "@="),
    ("INPLACE_MULTIPLY", "*="),
    ("INPLACE_REMAINDER", "%="),
    ("INPLACE_OR", "|="),
    ("INPLACE_POWER", "**="),
    ("INPLACE_RSHIFT", ">>="),
    ("INPLACE_SUBTRACT", "-="),
    ("INPLACE_TRUE_DIVIDE", "/="),
    ("INPLACE_XOR", "^="),
    ("SUBSCR", "[]"),
];
