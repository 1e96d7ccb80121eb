//! `slice`, and what a slice means for a sequence of some length.
//!
//! Must never know any sequence.

use crate::error::Res;
use crate::ops;
use crate::payload::Payload;
use crate::refs::{Fixed, Ref};
use crate::slots::Slots;
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef};
use crate::types::int;
use crate::value::Value;

/// A slice's payload.
pub struct Slice {
    /// `start`
    pub start: Fixed,
    /// `stop`
    pub stop: Fixed,
    /// `step`
    pub step: Fixed,
}
crate::payload!(Slice { start, stop, step });

/// The type `slice`.
pub static SLICE: NativeType = NativeType::new(TypeDef::new("slice", Slice::vtable, slots));

fn slots(_s: &mut Slots) {}

/// A new slice.
pub fn new(t: &Thread, start: Ref, stop: Ref, step: Ref) -> Ref {
    let (start, stop, step) = (Fixed::new(start), Fixed::new(stop), Fixed::new(step));
    t.alloc(SLICE.shape(), Slice { start, stop, step })
}

/// Whether `v` is a slice.
#[inline(always)]
pub fn is_slice(v: Value) -> bool {
    v.payload::<Slice>().is_some()
}

fn part(t: &Thread, v: Value) -> Res<isize> {
    if !int::is_int(v) && ops::slots_of(v).index.is_none() {
        return Err(t.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    ops::index_clamped(t, v)
}

/// A slice's start, stop and step as machine words, not yet fitted to a length. Calls `__index__`.
pub fn unpack(t: &Thread, slice: Value) -> Res<(isize, isize, isize)> {
    let s = slice.expect::<Slice>();
    let step = if s.step.v().is_none() { 1 } else { part(t, s.step.v())? };
    if step == 0 {
        return Err(t.value_error("slice step cannot be zero"));
    }
    let step = step.max(-isize::MAX);
    let (first, last) = if step < 0 { (isize::MAX, isize::MIN) } else { (0, isize::MAX) };
    let start = if s.start.v().is_none() { first } else { part(t, s.start.v())? };
    let stop = if s.stop.v().is_none() { last } else { part(t, s.stop.v())? };
    Ok((start, stop, step))
}

/// Fits what [`unpack`] gave to a length: start, stop, and how many indices there are.
pub fn adjust((start, stop, step): (isize, isize, isize), len: usize) -> (isize, isize, usize) {
    let n = len as isize;
    let (least, most) = if step < 0 { (-1, n - 1) } else { (0, n) };
    let fit = |k: isize| if k < 0 { (k + n).max(least) } else { k.min(most) };
    let (start, stop) = (fit(start), fit(stop));
    let span = if step < 0 { start - stop } else { stop - start };
    let count = if span > 0 { (span - 1) / step.abs() + 1 } else { 0 };
    (start, stop, count as usize)
}

/// What a slice means for a sequence of `len` items: start, stop, step, and how many items.
pub fn indices(t: &Thread, slice: Value, len: usize) -> Res<(isize, isize, isize, usize)> {
    let raw = unpack(t, slice)?;
    let (start, stop, count) = adjust(raw, len);
    Ok((start, stop, raw.2, count))
}
