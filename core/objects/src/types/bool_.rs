//! `bool`: True and False, which are immediates. Their arithmetic is that of `int`.

use crate::slots::Slots;
use crate::typeobj::{NativeType, TypeDef, flags};

/// The type `bool`.
pub static BOOL: NativeType = NativeType::new(TypeDef {
    base: Some(&super::int::INT),
    flags: flags::LONG_SUBCLASS | flags::MATCH_SELF,
    ..TypeDef::new("bool", <super::int::Int as crate::payload::Payload>::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.repr = Some(|t, v| Ok(t.intern(if v.is(crate::value::Value::TRUE) { "True" } else { "False" })));
}
