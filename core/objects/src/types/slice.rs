//! `slice` (placeholder).
use crate::refs::Ref;
use crate::thread::Thread;
use crate::value::Value;
pub fn new(_t: &Thread, _a: Value, _b: Value, _c: Value) -> Ref {
    Ref::NONE
}
