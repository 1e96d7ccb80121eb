//! `None`, `Ellipsis`, `NotImplemented`: values without objects, and their types.

use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::value::Value;

/// The payload that no object has.
pub struct Never;
crate::payload!(Never {}, plain);

/// `NoneType`
pub static NONE_TYPE: NativeType =
    NativeType::new(TypeDef::new("NoneType", <Never as crate::payload::Payload>::vtable, none_slots));
/// `ellipsis`
pub static ELLIPSIS_TYPE: NativeType = NativeType::new(TypeDef {
    methods: &[crate::native::def("__reduce__($self, /)", |t, _| Ok(t.str("Ellipsis")))],
    ..TypeDef::new("ellipsis", <Never as crate::payload::Payload>::vtable, ellipsis_slots)
});
/// `NotImplementedType`
pub static NOT_IMPLEMENTED_TYPE: NativeType = NativeType::new(TypeDef {
    methods: &[crate::native::def("__reduce__($self, /)", |t, _| Ok(t.str("NotImplemented")))],
    ..TypeDef::new("NotImplementedType", <Never as crate::payload::Payload>::vtable, not_implemented_slots)
});

fn none_slots(s: &mut Slots) {
    s.repr = Some(|t, _| Ok(t.intern("None")));
    s.bool = Some(|_, _| Ok(false));
    s.hash = Some(|_, _| Ok(0xfca86420));
    s.compare = Some(|_, a, b, op| {
        use crate::slots::Compare::*;
        Ok(match op {
            Eq if b.is_none() => Ref::bool(a.is_none()),
            Ne if b.is_none() => Ref::bool(!a.is_none()),
            _ => Ref::NOT_IMPLEMENTED,
        })
    });
    s.new = Some(|t, _, args| no_arguments(t, args, "NoneType", Value::NONE));
}

fn ellipsis_slots(s: &mut Slots) {
    s.repr = Some(|t, _| Ok(t.intern("Ellipsis")));
    s.new = Some(|t, _, args| no_arguments(t, args, "EllipsisType", Value::ELLIPSIS));
}

fn not_implemented_slots(s: &mut Slots) {
    s.repr = Some(|t, _| Ok(t.intern("NotImplemented")));
    s.bool = Some(|t, _| Err(t.type_error("NotImplemented should not be used in a boolean context")));
    s.new = Some(|t, _, args| no_arguments(t, args, "NotImplementedType", Value::NOT_IMPLEMENTED));
}

fn no_arguments(t: &Thread, args: crate::native::Args, name: &str, v: Value) -> crate::error::Res {
    if !args.all.is_empty() {
        return Err(t.type_error(format_args!("{name} takes no arguments")));
    }
    Ok(Ref::immediate(v))
}

/// The type of an immediate that is no number or bool.
#[inline(never)]
pub fn type_of(v: Value) -> Value {
    if v.is(Value::ELLIPSIS) {
        ELLIPSIS_TYPE.get()
    } else if v.is_not_implemented() {
        NOT_IMPLEMENTED_TYPE.get()
    } else {
        // None; and a missing argument, where a native asks before it looks whether it is there.
        NONE_TYPE.get()
    }
}
