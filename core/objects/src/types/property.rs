//! `property`, `classmethod`, `staticmethod`.

use crate::error::Res;
use crate::native::Args;
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;

/// The payload of `staticmethod` and `classmethod`.
pub struct Holder {
    /// `__func__`
    pub function: Slot,
}
crate::payload!(Holder { function });

/// `staticmethod`
pub static STATIC_METHOD: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT,
    ..TypeDef::new("staticmethod", Holder::vtable, static_slots)
});

fn static_slots(s: &mut Slots) {
    s.descr_get = Some(|t, d, _, _| Ok(d.expect::<Holder>().function.get(t, ops::object(d))));
    s.call = Some(|t, v, args: Args| -> Res {
        let f = v.expect::<Holder>().function.get(t, ops::object(v));
        ops::call(t, f.v(), args)
    });
}

/// `staticmethod(f)`
pub fn static_method(t: &Thread, f: Ref) -> Ref {
    t.alloc(STATIC_METHOD.shape(), Holder { function: Slot::new(f) })
}

/// The function in a `staticmethod` or `classmethod`.
pub fn function_of(t: &Thread, v: Value) -> Option<Ref> {
    v.payload::<Holder>().map(|h| h.function.get(t, ops::object(v)))
}

/// `classmethod(f)`
pub fn class_method(t: &Thread, f: Ref) -> Ref {
    t.alloc(CLASS_METHOD.shape(), Holder { function: Slot::new(f) })
}

/// `classmethod`
pub static CLASS_METHOD: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::DICT,
    ..TypeDef::new("classmethod", Holder::vtable, class_slots)
});

fn class_slots(s: &mut Slots) {
    s.descr_get = Some(|t, d, instance, owner| {
        let f = d.expect::<Holder>().function.get(t, ops::object(d));
        let class = if owner.is_none_or_undef() { ops::type_of(instance) } else { owner };
        Ok(crate::types::function::method(t, f.v(), class))
    });
}
