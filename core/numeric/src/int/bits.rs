//! Bits: shifts and logic as if integers were two's complement with endless sign bits; lengths and counts.

use super::{Int, IntRef};
use crate::IntError;
use dashu_int::IBig;
use dashu_int::ops::BitTest;

/// `a.bit_length()`: of the magnitude.
pub fn bit_length(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(v) => u64::from(64 - v.unsigned_abs().leading_zeros()),
        IntRef::Big(b) => b.0.bit_len() as u64,
    }
}

/// `a.bit_count()`: ones of the magnitude.
pub fn bit_count(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(v) => u64::from(v.unsigned_abs().count_ones()),
        IntRef::Big(b) => b.sign_words().1.iter().map(|w| u64::from(w.count_ones())).sum(),
    }
}

/// `a & b`
pub fn and(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => Int::from(x & y),
        _ => Int::from(&*a.wide() & &*b.wide()),
    }
}

/// `a | b`
pub fn or(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => Int::from(x | y),
        _ => Int::from(&*a.wide() | &*b.wide()),
    }
}

/// `a ^ b`
pub fn xor(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(x), IntRef::Small(y)) => Int::from(x ^ y),
        _ => Int::from(&*a.wide() ^ &*b.wide()),
    }
}

/// `~a`
pub fn invert(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(v) => Int::from(!v),
        IntRef::Big(b) => Int::from(!&b.0),
    }
}

/// `a << b`
pub fn lshift(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    if b.is_negative() {
        return Err(IntError::NegativeShift);
    }
    if a.is_zero() {
        return Ok(Int::ZERO);
    }
    match super::convert::to_i64(b) {
        Some(n) => lshift_by(a, n as u64),
        None => Err(IntError::ShiftTooLarge),
    }
}

/// `a << n`
pub fn lshift_by(a: IntRef<'_>, n: u64) -> Result<Int, IntError> {
    if let IntRef::Small(v) = a
        && bit_length(a).saturating_add(n) < 126
    {
        return Ok(Int::from(i128::from(v) << n));
    }
    if a.is_zero() {
        return Ok(Int::ZERO);
    }
    super::room_for(bit_length(a).checked_add(n))?;
    Ok(Int::from(&*a.wide() << n as usize))
}

/// `a >> b`, rounded down.
pub fn rshift(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    if b.is_negative() {
        return Err(IntError::NegativeShift);
    }
    Ok(match b {
        IntRef::Small(n) => rshift_by(a, n as u64),
        IntRef::Big(_) => rshift_by(a, u64::MAX),
    })
}

/// `a >> n`, rounded down.
pub fn rshift_by(a: IntRef<'_>, n: u64) -> Int {
    match a {
        IntRef::Small(v) => Int::from(v >> n.min(63)),
        IntRef::Big(b) if n > bit_length(a) => Int::Small(if b.is_negative() { -1 } else { 0 }),
        IntRef::Big(b) => Int::from(&b.0 >> n as usize),
    }
}

/// How many zeros the magnitude ends with; 0 for zero.
pub fn trailing_zeros(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(0) => 0,
        IntRef::Small(v) => u64::from(v.trailing_zeros()),
        IntRef::Big(b) => IBig::trailing_zeros(&b.0).unwrap_or(0) as u64,
    }
}
