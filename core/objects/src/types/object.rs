//! `object`: what every class inherits.

use crate::attr;
use crate::refs::Ref;
use crate::slots::{Compare, Slots};
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::types::descr::{address, pointer_hash};

/// A plain instance's payload: nothing.
pub struct Plain;
crate::payload!(Plain {});

/// The type `object`.
pub static OBJECT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    ..TypeDef::new("object", <Plain as crate::payload::Payload>::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.getattr = Some(attr::generic_getattr);
    s.setattr = Some(attr::generic_setattr);
    s.repr = Some(|t, v| Ok(t.str(&format!("<{} object at {:#x}>", crate::ops::type_name(v), address(v)))));
    s.str = Some(crate::ops::repr);
    s.hash = Some(|_, v| Ok(pointer_hash(v.bits())));
    s.compare = Some(|t, a, b, op| {
        Ok(match op {
            Compare::Eq if a.is(b) => Ref::TRUE,
            Compare::Ne => {
                let Some(f) = crate::ops::slots_of(a).compare else { return Ok(Ref::NOT_IMPLEMENTED) };
                let eq = f(t, a, b, Compare::Eq)?;
                if eq.is_not_implemented() {
                    return Ok(eq);
                }
                Ref::bool(!crate::ops::truth(t, eq.v())?)
            }
            _ => Ref::NOT_IMPLEMENTED,
        })
    });
}
