//! Elementary and special functions of floats.

use super::{MathError, MathResult};
use crate::sys;

/// The largest whole number whose gamma is an exact float.
const EXACT_GAMMA: f64 = 23.0;

/// A result that is nan without a nan in the arguments is outside the domain; one that is infinite without an
/// infinity in them is out of range.
fn checked(result: f64, x: f64, domain: MathError) -> MathResult {
    if result.is_nan() && !x.is_nan() {
        Err(domain)
    } else if result.is_infinite() && x.is_finite() {
        Err(MathError::Range)
    } else {
        Ok(result)
    }
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident($x:ident) = $value:expr, $expected:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name($x: f64) -> MathResult {
            checked($value, $x, MathError::Expected($expected, $x))
        }
    )*};
}

functions! {
    /// `math.acos`
    acos(x) = x.acos(), "a number in range from -1 up to 1";
    /// `math.asin`
    asin(x) = x.asin(), "a number in range from -1 up to 1";
    /// `math.acosh`
    acosh(x) = sys::acosh(x), "argument value not less than 1";
    /// `math.asinh`
    asinh(x) = sys::asinh(x), "a number";
    /// `math.atan`
    atan(x) = x.atan(), "a number";
    /// `math.cos`
    cos(x) = x.cos(), "a finite input";
    /// `math.sin`
    sin(x) = x.sin(), "a finite input";
    /// `math.tan`
    tan(x) = x.tan(), "a finite input";
    /// `math.cosh`
    cosh(x) = x.cosh(), "a number";
    /// `math.sinh`
    sinh(x) = x.sinh(), "a number";
    /// `math.tanh`
    tanh(x) = x.tanh(), "a number";
    /// `math.exp`
    exp(x) = x.exp(), "a number";
    /// `math.exp2`
    exp2(x) = sys::exp2(x), "a number";
    /// `math.expm1`
    expm1(x) = x.exp_m1(), "a number";
    /// `math.erf`
    erf(x) = sys::erf(x), "a number";
    /// `math.erfc`
    erfc(x) = sys::erfc(x), "a number";
    /// `math.sqrt`
    sqrt(x) = x.sqrt(), "a nonnegative input";
}

/// `math.cbrt`: the C library's, as CPython's.
pub fn cbrt(x: f64) -> MathResult {
    Ok(x.cbrt())
}

/// `math.atanh`
pub fn atanh(x: f64) -> MathResult {
    if x.abs() >= 1.0 {
        return Err(MathError::Expected("a number between -1 and 1", x));
    }
    Ok(sys::atanh(x))
}

/// `math.log1p`
pub fn log1p(x: f64) -> MathResult {
    if x <= -1.0 {
        return Err(MathError::Expected("argument value > -1", x));
    }
    // ln_1p(-0.0) is -0.0 by IEEE 754, and not by every C library.
    Ok(if x == 0.0 { x } else { x.ln_1p() })
}

/// `math.atan2(y, x)`
pub fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

/// `math.degrees`
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// `math.radians`
pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// `math.pow(x, y)`: C's, without Python's way to complex results.
pub fn pow(x: f64, y: f64) -> MathResult {
    let result = x.powf(y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(MathError::Domain);
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(if x == 0.0 { MathError::Domain } else { MathError::Range });
    }
    Ok(result)
}

const POLE: &str = "a noninteger or positive integer";

/// `math.gamma`
pub fn gamma(x: f64) -> MathResult {
    let whole = x.is_finite() && x.floor() == x;
    if x == f64::NEG_INFINITY || whole && x <= 0.0 {
        return Err(MathError::Expected(POLE, x));
    }
    if whole && x <= EXACT_GAMMA {
        return Ok((1..x as u64).map(|factor| factor as f64).product());
    }
    checked(sys::tgamma(x), x, MathError::Domain)
}

/// `math.lgamma`
pub fn lgamma(x: f64) -> MathResult {
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x.floor() == x && x <= 2.0 {
        return if x <= 0.0 { Err(MathError::Expected(POLE, x)) } else { Ok(0.0) };
    }
    checked(sys::log_gamma(x), x, MathError::Domain)
}
