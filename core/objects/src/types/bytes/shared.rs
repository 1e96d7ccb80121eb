//! What the methods of `bytes` and `bytearray` have in common: how they read themselves and what they answer with.

use super::{exact, from_vec, is_bytes, new, view};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::bytearray;
use crate::value::Value;
use std::borrow::Cow;
use std::ops::Range;

/// The bytes of `self`: of a bytearray a copy, as they are at one moment.
pub(super) fn own<'a>(t: &Thread, v: &'a Value) -> Cow<'a, [u8]> {
    match super::try_view(v) {
        Some(bytes) => Cow::Borrowed(bytes),
        None => Cow::Owned(bytearray::to_vec(t, *v)),
    }
}

/// Calls `f` with the bytes of `self`, under its lock if it is a bytearray: `f` touches no object.
pub(super) fn with_own<R>(t: &Thread, v: Value, f: impl FnOnce(&[u8]) -> R) -> R {
    match super::try_view(&v) {
        Some(bytes) => f(bytes),
        None => bytearray::with(t, v, f),
    }
}

/// Bytes as an object of the kind of `v`.
pub(super) fn like(t: &Thread, v: Value, bytes: Vec<u8>) -> Ref {
    if is_bytes(v) { from_vec(t, bytes) } else { bytearray::from_vec(t, bytes) }
}

/// What has not changed: the object itself, if it is an exact bytes object.
pub(super) fn same(t: &Thread, v: Value, bytes: Cow<[u8]>) -> Ref {
    if is_bytes(v) { exact(t, v) } else { bytearray::from_vec(t, bytes.into_owned()) }
}

/// Part of `self`, whose bytes are `bytes`.
pub(super) fn part(t: &Thread, v: Value, bytes: &[u8], range: Range<usize>) -> Ref {
    if !is_bytes(v) {
        return bytearray::from_vec(t, bytes[range].to_vec());
    }
    if range.len() == view(&v).len() { exact(t, v) } else { new(t, &bytes[range]) }
}
