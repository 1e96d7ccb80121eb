//! `set` (placeholder).
use crate::error::Res;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::value::Value;
pub fn new(_t: &Thread) -> Ref {
    Ref::NONE
}
pub fn add(t: &Thread, _s: Value, _v: Value) -> Res<bool> {
    Err(t.not_implemented("sets"))
}
