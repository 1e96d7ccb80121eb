//! Arithmetic of ranges whose numbers are not all machine words.

use super::Range;
use crate::error::Res;
use crate::ops;
use crate::refs::Ref;
use crate::slots::{Binary, Compare};
use crate::thread::Thread;
use crate::types::int;
use crate::value::Value;

/// `a + b`
pub(super) fn sum(t: &Thread, a: Value, b: Value) -> Res {
    ops::binary(t, a, b, Binary::Add)
}

/// `a - b`
pub(super) fn difference(t: &Thread, a: Value, b: Value) -> Res {
    ops::binary(t, a, b, Binary::Sub)
}

/// `a * b`
pub(super) fn product(t: &Thread, a: Value, b: Value) -> Res {
    ops::binary(t, a, b, Binary::Mul)
}

/// `start + k * step`
pub(super) fn item(t: &Thread, start: Value, step: Value, k: Value) -> Res {
    sum(t, start, product(t, k, step)?.v())
}

/// How many numbers a range has.
pub(super) fn length(t: &Thread, start: Value, stop: Value, step: Value) -> Res {
    let down = int::is_negative(step);
    let (low, high) = if down { (stop, start) } else { (start, stop) };
    if !ops::compare_bool(t, low, high, Compare::Lt)? {
        return Ok(t.int(0));
    }
    let step = if down { ops::neg(t, step)? } else { t.hold(step) };
    let one = Value::int32(1);
    let last = difference(t, difference(t, high, low)?.v(), one)?;
    sum(t, ops::binary(t, last.v(), step.v(), Binary::FloorDiv)?.v(), one)
}

/// The index of an int; UNDEF if it is not there.
pub(super) fn index_of(t: &Thread, r: &Range, n: Value) -> Res {
    let distance = difference(t, n, r.start.v())?;
    let rest = ops::binary(t, distance.v(), r.step.v(), Binary::Mod)?;
    if int::to_i64(rest.v()) != Some(0) {
        return Ok(Ref::UNDEF);
    }
    let k = ops::binary(t, distance.v(), r.step.v(), Binary::FloorDiv)?;
    let there = !int::is_negative(k.v()) && ops::compare_bool(t, k.v(), r.length.v(), Compare::Lt)?;
    Ok(if there { k } else { Ref::UNDEF })
}
