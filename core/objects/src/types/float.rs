//! `float`: immediate where the exponent is common, else boxed.

use crate::error::Res;
use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;

/// A boxed float's payload.
pub struct Float(pub f64);
crate::payload!(Float {}, plain);

/// The type `float`.
pub static FLOAT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::MATCH_SELF,
    ..TypeDef::new("float", <Float as crate::payload::Payload>::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.float = Some(|_, v| Ok(Ref::new(v)));
}

/// The number, if `v` is a float (or of a subclass).
#[inline(always)]
pub fn get(v: Value) -> Option<f64> {
    match v.as_immediate_float() {
        Some(f) => Some(f),
        None => v.payload::<Float>().map(|f| f.0),
    }
}

/// `float(v)` for natives that take a real number: floats, things with `__float__` or `__index__`.
pub fn from_any(t: &Thread, v: Value) -> Res<f64> {
    if let Some(f) = get(v) {
        return Ok(f);
    }
    if let Some(n) = v.as_small_int() {
        return Ok(n as f64);
    }
    Err(t.type_error(format_args!("must be real number, not {}", crate::ops::type_name(v))))
}

impl Thread {
    /// A float.
    #[inline]
    pub fn float(&self, f: f64) -> Ref {
        match Value::immediate_float(f) {
            Some(v) => Ref::immediate(v),
            None => self.alloc(FLOAT.shape(), Float(f)),
        }
    }
}
