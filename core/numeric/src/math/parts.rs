//! Functions on the parts of floats: remainders, exponents, neighbours, fused multiplication.

use super::{MathError, MathResult};
use crate::int::{IntRef, convert};
use crate::scale::decode;
use crate::sys;

/// `math.fmod`: C's remainder, with the sign of `x`.
pub fn fmod(x: f64, y: f64) -> MathResult {
    if x.is_infinite() && !y.is_nan() || y == 0.0 && !x.is_nan() {
        return Err(MathError::Domain);
    }
    Ok(x % y)
}

/// `math.remainder`: IEEE 754's, against the nearest multiple.
pub fn remainder(x: f64, y: f64) -> MathResult {
    if x.is_infinite() && !y.is_nan() || y == 0.0 && !x.is_nan() {
        return Err(MathError::Domain);
    }
    Ok(sys::remainder(x, y))
}

/// `math.modf`: the fraction and the whole part, both with the sign of `x`.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0f64.copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.frexp`
pub fn frexp(x: f64) -> (f64, i64) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let (_, mantissa, exponent) = decode(x);
    let length = i64::from(64 - mantissa.leading_zeros());
    let fraction = sys::ldexp(mantissa as f64, -length as i32);
    (fraction.copysign(x), exponent + length)
}

/// `math.ldexp`
pub fn ldexp(x: f64, n: IntRef<'_>) -> MathResult {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let clamped = match convert::to_i64(n) {
        Some(v) => v.clamp(-5000, 5000),
        None if n.is_negative() => -5000,
        None => 5000,
    };
    let result = sys::ldexp(x, clamped as i32);
    if result.is_infinite() { Err(MathError::Range) } else { Ok(result) }
}

/// `math.nextafter(x, y, steps=steps)`; None for `steps` is one step.
pub fn nextafter(x: f64, y: f64, steps: Option<IntRef<'_>>) -> MathResult {
    let Some(steps) = steps else {
        return Ok(sys::nextafter(x, y));
    };
    if steps.is_negative() {
        return Err(MathError::Value("steps must be a non-negative integer"));
    }
    let steps = convert::to_u64(steps).unwrap_or(u64::MAX);
    if steps == 0 || x.is_nan() {
        return Ok(x);
    }
    if y.is_nan() || x == y {
        return Ok(y);
    }
    // Floats in order, as integers in order: zero is 0, its neighbours are 1 and -1.
    let place = |v: f64| {
        let size = v.abs().to_bits() as i64;
        i128::from(if v.is_sign_negative() { -size } else { size })
    };
    let (from, to) = (place(x), place(y));
    let steps = i128::from(steps);
    if steps >= (to - from).abs() {
        return Ok(y);
    }
    let reached = if to > from { from + steps } else { from - steps };
    let size = f64::from_bits(reached.unsigned_abs() as u64);
    // Zero keeps the sign of where it was come from.
    Ok(if reached == 0 {
        size.copysign(x)
    } else if reached < 0 {
        -size
    } else {
        size
    })
}

/// `math.ulp`
pub fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let above = x.next_up();
    if above.is_infinite() { x - x.next_down() } else { above - x }
}

/// `math.fma`
pub fn fma(x: f64, y: f64, z: f64) -> MathResult {
    let result = x.mul_add(y, z);
    if result.is_nan() && ![x, y, z].iter().any(|v| v.is_nan()) {
        return Err(MathError::Value("invalid operation in fma"));
    }
    if result.is_infinite() && [x, y, z].iter().all(|v| v.is_finite()) {
        return Err(MathError::Overflow("overflow in fma"));
    }
    Ok(result)
}

/// `math.isclose`
pub fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool, MathError> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(MathError::Value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute)
}
