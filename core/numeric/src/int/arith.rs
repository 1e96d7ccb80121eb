//! `+ - *`, negation, floor division and remainder, common divisors: Python's signs, machine arithmetic first.

use super::{Int, IntRef};
use crate::IntError;
use dashu_int::IBig;
use dashu_int::ops::{Abs, DivRem, Gcd};

/// `a + b`
#[inline]
pub fn add(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && let Some(v) = x.checked_add(y)
    {
        return Int::from(v);
    }
    Int::from(&*a.wide() + &*b.wide())
}

/// `a - b`
#[inline]
pub fn sub(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && let Some(v) = x.checked_sub(y)
    {
        return Int::from(v);
    }
    Int::from(&*a.wide() - &*b.wide())
}

/// `a * b`
#[inline]
pub fn mul(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b) {
        return Ok(match x.checked_mul(y) {
            Some(v) => Int::from(v),
            None => Int::from(i128::from(x) * i128::from(y)),
        });
    }
    super::room_for(Some(super::bits::bit_length(a) + super::bits::bit_length(b)))?;
    Ok(Int::from(&*a.wide() * &*b.wide()))
}

/// `-a`
#[inline]
pub fn neg(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(v) if v != i64::MIN => Int::from(-v),
        _ => Int::from(-&*a.wide()),
    }
}

/// `abs(a)`
pub fn abs(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(v) if v != i64::MIN => Int::from(v.abs()),
        _ => Int::from(a.wide().into_owned().abs()),
    }
}

/// `divmod(a, b)`: the quotient rounded down, the remainder with the sign of `b`.
pub fn divmod(a: IntRef<'_>, b: IntRef<'_>) -> Result<(Int, Int), IntError> {
    if b.is_zero() {
        return Err(IntError::ZeroDivision);
    }
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && let (Some(q), Some(r)) = (x.checked_div(y), x.checked_rem(y))
    {
        let adjust = r != 0 && (r < 0) != (y < 0);
        return Ok((Int::from(q - i64::from(adjust)), Int::from(if adjust { r + y } else { r })));
    }
    let (q, r) = wide_divmod(&a.wide(), &b.wide());
    Ok((Int::from(q), Int::from(r)))
}

/// `a // b`
#[inline]
pub fn floordiv(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && y > 0
    {
        return Ok(Int::from(x.div_euclid(y)));
    }
    Ok(divmod(a, b)?.0)
}

/// `a % b`
#[inline]
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && y > 0
    {
        return Ok(Int::from(x.rem_euclid(y)));
    }
    if b.is_zero() {
        return Err(IntError::ZeroDivision);
    }
    Ok(divmod(a, b)?.1)
}

/// Floor division of dashu's integers; the divisor is not zero.
pub(crate) fn wide_divmod(a: &IBig, b: &IBig) -> (IBig, IBig) {
    let (mut q, mut r) = a.div_rem(b);
    if !r.is_zero() && r.sign() != b.sign() {
        q -= IBig::ONE;
        r += b;
    }
    (q, r)
}

/// `math.gcd(a, b)`: never negative, `gcd(0, 0)` is 0.
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b) {
        let (mut x, mut y) = (x.unsigned_abs(), y.unsigned_abs());
        while y != 0 {
            (x, y) = (y, x % y);
        }
        return Int::from(x);
    }
    if a.is_zero() {
        return abs(b);
    }
    if b.is_zero() {
        return abs(a);
    }
    Int::from(IBig::from(Gcd::gcd(&*a.wide(), &*b.wide())))
}

/// `math.lcm(a, b)`: never negative, zero if either is.
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, IntError> {
    if a.is_zero() || b.is_zero() {
        return Ok(Int::ZERO);
    }
    let common = gcd(a, b);
    let (part, _) = divmod(a, common.view())?;
    Ok(abs(mul(part.view(), b)?.view()))
}

/// `round(a, -places)` of an int: to the nearest multiple of 10**places, halves to the even one.
pub fn round_to_tens(a: IntRef<'_>, places: u64) -> Result<Int, IntError> {
    if places == 0 {
        return Ok(a.to_int());
    }
    // Far beyond the value's digits it is zero, without making the power.
    if places as f64 * 3.3 > super::bits::bit_length(a) as f64 + 4.0 {
        return Ok(Int::ZERO);
    }
    let unit = super::power::pow_u64(IntRef::Small(10), places)?;
    let (q, r) = divmod(a, unit.view())?;
    let twice = add(r.view(), r.view());
    let up = match twice.cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => q.view().is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    let down = sub(a, r.view());
    Ok(if up { add(down.view(), unit.view()) } else { down })
}
