//! `module`: a namespace.

use crate::refs::{Ref, Slot};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::dict;

/// A module's payload.
pub struct Module {
    /// `__dict__`
    pub dict: Slot,
}
crate::payload!(Module { dict });

/// The type `module`.
pub static MODULE: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::WEAKREF,
    ..TypeDef::new("module", <Module as crate::payload::Payload>::vtable, slots)
});

fn slots(_s: &mut Slots) {}

/// A new module with a dict that holds its name.
pub fn new(t: &Thread, name: &str) -> Ref {
    let d = dict::new(t);
    for (key, value) in [
        ("__name__", t.intern(name)),
        ("__doc__", Ref::NONE),
        ("__package__", Ref::NONE),
        ("__loader__", Ref::NONE),
        ("__spec__", Ref::NONE),
    ] {
        dict::set_str(t, d.v(), t.intern(key).v(), value.v());
    }
    t.alloc(MODULE.shape(), Module { dict: Slot::new(d) })
}
