//! Iterators that several types share.

use crate::refs::Ref;
use crate::thread::Thread;
use crate::value::Value;

/// The iterator of a sequence that has only `__getitem__`.
pub fn sequence_iter(_t: &Thread, _v: Value) -> Ref {
    Ref::UNDEF
}
