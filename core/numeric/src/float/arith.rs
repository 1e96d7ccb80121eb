//! Division, remainder, power and rounding of floats, by Python's rules.

use super::FloatError;
use crate::IntError;
use crate::int::convert::{from_f64, to_f64};
use crate::int::{Int, arith as int_arith, power};
use std::cmp::Ordering;

/// `a / b`
#[inline]
pub fn true_div(a: f64, b: f64) -> Result<f64, FloatError> {
    if b == 0.0 { Err(FloatError::ZeroDivision) } else { Ok(a / b) }
}

/// `divmod(a, b)`: the remainder has the sign of `b`.
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64), FloatError> {
    let rest = modulo(a, b)?;
    let c_rest = a % b;
    let mut quotient = (a - c_rest) / b;
    if c_rest != 0.0 && (c_rest < 0.0) != (b < 0.0) {
        quotient -= 1.0;
    }
    // The quotient is almost whole: take the nearest whole number.
    let whole = if quotient == 0.0 {
        0f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    Ok((whole, rest))
}

/// `a // b`
pub fn floordiv(a: f64, b: f64) -> Result<f64, FloatError> {
    Ok(divmod(a, b)?.0)
}

/// `a % b`
pub fn modulo(a: f64, b: f64) -> Result<f64, FloatError> {
    if b == 0.0 {
        return Err(FloatError::ZeroDivision);
    }
    let rest = a % b;
    Ok(if rest == 0.0 {
        0f64.copysign(b)
    } else if (rest < 0.0) != (b < 0.0) {
        rest + b
    } else {
        rest
    })
}

/// `a ** b`. A negative `a` with a `b` that is no integer is [`FloatError::Complex`].
pub fn pow(a: f64, b: f64) -> Result<f64, FloatError> {
    if b == 0.0 || a == 1.0 {
        return Ok(1.0);
    }
    if a.is_nan() || b.is_nan() {
        return Ok(f64::NAN);
    }
    let odd = (b % 2.0).abs() == 1.0;
    if b.is_infinite() {
        let size = a.abs();
        return Ok(if size == 1.0 {
            1.0
        } else if (b > 0.0) == (size > 1.0) {
            f64::INFINITY
        } else {
            0.0
        });
    }
    if a.is_infinite() {
        let size = if b > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok(if odd { size.copysign(a) } else { size });
    }
    if a == 0.0 {
        return match (b < 0.0, odd) {
            (true, _) => Err(FloatError::ZeroToNegative),
            (false, true) => Ok(a),
            (false, false) => Ok(0.0),
        };
    }
    if a < 0.0 && b.floor() != b {
        return Err(FloatError::Complex);
    }
    let size = a.abs().powf(b);
    if size.is_infinite() {
        return Err(FloatError::PowOverflow);
    }
    Ok(if a < 0.0 && odd { -size } else { size })
}

/// `round(x)`: to the nearest integer, halves to the even one.
pub fn round_to_int(x: f64) -> Result<Int, IntError> {
    from_f64(x.round_ties_even())
}

/// `round(x, places)`: the float nearest to the exact value rounded to that many decimal places (tens, hundreds ...
/// if negative), halves to even.
pub fn round(x: f64, places: i64) -> Result<f64, FloatError> {
    if !x.is_finite() || places > 323 {
        return Ok(x);
    }
    if places < -308 {
        return Ok(0f64.copysign(x));
    }
    let size = x.abs();
    let rounded = if places >= 0 {
        let places = places as usize;
        format!("{size:.places$}").parse().unwrap_or(f64::NAN)
    } else {
        round_tens(size, -places as u64).map_err(|_| FloatError::RoundOverflow)?
    };
    if rounded.is_infinite() {
        return Err(FloatError::RoundOverflow);
    }
    Ok(rounded.copysign(x))
}

fn round_tens(size: f64, places: u64) -> Result<f64, IntError> {
    let whole = from_f64(size)?;
    let unit = power::pow_u64(Int::Small(10).view(), places)?;
    let (quotient, rest) = int_arith::divmod(whole.view(), unit.view())?;
    let up = match int_arith::add(rest.view(), rest.view()).cmp(&unit) {
        Ordering::Less => false,
        Ordering::Equal => size.fract() != 0.0 || quotient.view().is_odd(),
        Ordering::Greater => true,
    };
    let count = int_arith::add(quotient.view(), Int::Small(i64::from(up)).view());
    to_f64(int_arith::mul(count.view(), unit.view())?.view())
}
