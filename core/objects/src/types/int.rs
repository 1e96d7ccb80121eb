//! `int`: immediate up to 63 bits, else a big integer on the heap.

use crate::refs::Ref;
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags};
use crate::value::Value;

/// A big integer's payload. An instance of a subclass of `int` has one of any size.
pub struct Int(pub i64);
crate::payload!(Int {}, plain);

/// The type `int`.
pub static INT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::LONG_SUBCLASS | flags::MATCH_SELF,
    ..TypeDef::new("int", <Int as crate::payload::Payload>::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.index = Some(|_, v| Ok(Ref::new(v)));
}

/// Whether `v` is an int (a bool, an instance of a subclass).
#[inline(always)]
pub fn is_int(v: Value) -> bool {
    v.is_small_int() || v.is_bool() || v.payload::<Int>().is_some()
}

/// The number as a machine word, if `v` is an int that fits.
pub fn to_i64(v: Value) -> Option<i64> {
    if let Some(n) = v.as_small_int() {
        return Some(n);
    }
    if v.is_bool() {
        return Some(i64::from(v.is(Value::TRUE)));
    }
    v.payload::<Int>().map(|i| i.0)
}

/// Whether an int is below zero.
pub fn is_negative(v: Value) -> bool {
    to_i64(v).is_some_and(|n| n < 0)
}

/// The hash of an int.
pub fn hash(v: Value) -> i64 {
    to_i64(v).unwrap_or(0)
}

impl Thread {
    /// An int.
    #[inline]
    pub fn int(&self, n: i64) -> Ref {
        match Value::small_int(n) {
            Some(v) => Ref::immediate(v),
            None => self.alloc(INT.shape(), Int(n)),
        }
    }
}
