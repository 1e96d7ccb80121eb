//! Logarithms of floats, and of integers too large for floats.

use super::{MathError, MathResult};
use crate::int::{IntRef, convert};
use crate::sys;

const POSITIVE: &str = "a positive input";

/// A base with a function of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// `math.log`
    E,
    /// `math.log2`
    Two,
    /// `math.log10`
    Ten,
}

impl Base {
    fn of(self, x: f64) -> f64 {
        match self {
            Base::E => x.ln(),
            Base::Two => sys::log2(x),
            Base::Ten => x.log10(),
        }
    }
}

/// The logarithm of a float.
pub fn log(x: f64, base: Base) -> MathResult {
    if x <= 0.0 {
        return Err(MathError::Expected(POSITIVE, x));
    }
    Ok(base.of(x))
}

/// The logarithm of an integer.
pub fn log_int(a: IntRef<'_>, base: Base) -> MathResult {
    if a.is_negative() || a.is_zero() {
        return Err(MathError::Value("expected a positive input"));
    }
    Ok(match convert::to_f64(a) {
        Ok(x) => base.of(x),
        Err(_) => {
            let (fraction, exponent) = convert::frexp(a);
            base.of(fraction) + base.of(2.0) * exponent as f64
        }
    })
}

/// `math.log(x, base)` from the two natural logarithms.
pub fn quotient(log_x: f64, log_base: f64) -> MathResult {
    if log_base == 0.0 { Err(MathError::ZeroDivision) } else { Ok(log_x / log_base) }
}
