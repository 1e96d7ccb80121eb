//! Powers, powers modulo, inverses and square roots.

use super::arith::{divmod, modulo, mul};
use super::bits::bit_length;
use super::{Int, IntRef};
use crate::IntError;
use dashu_int::IBig;
use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{SquareRoot, UnsignedAbs};

/// `a ** b`. A negative `b` is [`IntError::NegativeExponent`]: Python then computes with floats.
pub fn pow(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    match b {
        IntRef::Small(n) if n >= 0 => pow_u64(a, n as u64),
        _ if b.is_negative() => Err(IntError::NegativeExponent),
        _ => match a {
            IntRef::Small(0 | 1) => Ok(a.to_int()),
            IntRef::Small(-1) => Ok(Int::Small(if b.is_odd() { -1 } else { 1 })),
            _ => Err(IntError::Memory),
        },
    }
}

/// `a ** n`
pub fn pow_u64(a: IntRef<'_>, n: u64) -> Result<Int, IntError> {
    match a {
        _ if n == 0 => return Ok(Int::ONE),
        IntRef::Small(0 | 1) => return Ok(a.to_int()),
        IntRef::Small(-1) => return Ok(Int::Small(if n & 1 == 1 { -1 } else { 1 })),
        IntRef::Small(v) if n < 64 => {
            if let Some(result) = v.checked_pow(n as u32) {
                return Ok(Int::from(result));
            }
        }
        _ => {}
    }
    // At least (length - 1) * n bits, at most length * n.
    super::room_for((bit_length(a) - 1).max(1).checked_mul(n))?;
    Ok(Int::from(a.wide().pow(n as usize)))
}

/// `pow(a, e, m)`: with the sign of `m`; a negative `e` takes the inverse of `a`.
pub fn pow_mod(a: IntRef<'_>, e: IntRef<'_>, m: IntRef<'_>) -> Result<Int, IntError> {
    if m.is_zero() {
        return Err(IntError::ZeroModulus);
    }
    if let IntRef::Small(1 | -1) = m {
        return Ok(Int::ZERO);
    }
    let positive = super::arith::abs(m);
    let base = modulo(a, positive.view())?;
    let result = if e.is_negative() {
        let inverse = invert_mod(base.view(), positive.view())?;
        pow_mod_positive(inverse.view(), super::arith::neg(e).view(), positive.view())
    } else {
        pow_mod_positive(base.view(), e, positive.view())
    };
    modulo(result.view(), m)
}

/// `base ** e % m` for `0 <= base < m`, `e >= 0`, `m > 1`.
fn pow_mod_positive(base: IntRef<'_>, e: IntRef<'_>, m: IntRef<'_>) -> Int {
    if let (IntRef::Small(b), IntRef::Small(mut n), IntRef::Small(m)) = (base, e, m) {
        let m = m as u64;
        let times = |x: u64, y: u64| {
            if m <= 1 << 32 { x * y % m } else { (u128::from(x) * u128::from(y) % u128::from(m)) as u64 }
        };
        let (mut square, mut result) = (b as u64, 1);
        while n > 0 {
            if n & 1 == 1 {
                result = times(result, square);
            }
            square = times(square, square);
            n >>= 1;
        }
        return Int::from(result);
    }
    let ring = ConstDivisor::new(m.wide().into_owned().unsigned_abs());
    let power = ring.reduce(base.wide().into_owned()).pow(&e.wide().into_owned().unsigned_abs());
    Int::from(IBig::from(power.residue()))
}

/// The inverse of `a` modulo `m`, for `0 <= a < m`, `m > 1`.
fn invert_mod(a: IntRef<'_>, m: IntRef<'_>) -> Result<Int, IntError> {
    let (mut old, mut now) = (m.to_int(), a.to_int());
    let (mut old_factor, mut factor) = (Int::ZERO, Int::ONE);
    while !now.view().is_zero() {
        let (q, r) = divmod(old.view(), now.view())?;
        let next = super::arith::sub(old_factor.view(), mul(q.view(), factor.view())?.view());
        (old, now) = (now, r);
        (old_factor, factor) = (factor, next);
    }
    if old != Int::ONE {
        return Err(IntError::NotInvertible);
    }
    modulo(old_factor.view(), m)
}

/// `math.isqrt(a)`: the floor of the square root.
pub fn isqrt(a: IntRef<'_>) -> Result<Int, IntError> {
    if a.is_negative() {
        return Err(IntError::NegativeRoot);
    }
    Ok(match a {
        IntRef::Small(v) => Int::from(v.isqrt()),
        IntRef::Big(b) => Int::from(IBig::from(b.0.clone().unsigned_abs().sqrt())),
    })
}
