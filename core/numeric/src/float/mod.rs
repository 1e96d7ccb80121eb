//! Floats: what `float` does beyond the machine's own arithmetic. [`digits`] makes decimal digits, [`text`] is `repr`
//! and `float()`, [`hex`] the hexadecimal forms, [`arith`] division, power and rounding.

pub mod arith;
pub mod digits;
pub mod hex;
#[cfg(test)]
mod tests;
pub mod text;

use crate::ErrorKind;
use crate::int::bits::lshift_by;
use crate::int::convert::HASH_MODULUS;
use crate::int::{Int, arith as int_arith};
use crate::scale::decode;
use std::fmt;

/// An error of float or complex arithmetic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatError {
    /// A division or remainder by zero.
    ZeroDivision,
    /// `0.0 ** -1`
    ZeroToNegative,
    /// `0j ** -1`, `0j ** 1j`
    ZeroToComplex,
    /// A power beyond the largest float.
    PowOverflow,
    /// A negative number to a power that is no integer: the answer is complex, and `complex.__pow__`'s business.
    Complex,
    /// `complex ** complex` beyond the largest float.
    ComplexOverflow,
    /// `abs(complex)` beyond the largest float.
    AbsOverflow,
    /// `round(1.7e308, -308)`
    RoundOverflow,
    /// `float.fromhex` beyond the largest float.
    HexOverflow,
    /// `float.fromhex` of something else.
    BadHex,
    /// `inf.as_integer_ratio()`
    RatioOfInfinity,
    /// `nan.as_integer_ratio()`
    RatioOfNan,
}

impl FloatError {
    /// The exception this becomes. ([`FloatError::Complex`] becomes none: it says `Value` here.)
    pub fn kind(self) -> ErrorKind {
        match self {
            Self::ZeroDivision | Self::ZeroToNegative | Self::ZeroToComplex => ErrorKind::ZeroDivision,
            Self::PowOverflow
            | Self::ComplexOverflow
            | Self::AbsOverflow
            | Self::RoundOverflow
            | Self::HexOverflow
            | Self::RatioOfInfinity => ErrorKind::Overflow,
            Self::Complex | Self::BadHex | Self::RatioOfNan => ErrorKind::Value,
        }
    }

    /// CPython's message. (That of [`FloatError::PowOverflow`] is the second argument of two, the first being
    /// `ERANGE`, 34.)
    pub fn message(self) -> &'static str {
        match self {
            Self::ZeroDivision => "division by zero",
            Self::ZeroToNegative => "zero to a negative power",
            Self::ZeroToComplex => "zero to a negative or complex power",
            Self::PowOverflow => "Numerical result out of range",
            Self::Complex => "complex result",
            Self::ComplexOverflow => "complex exponentiation",
            Self::AbsOverflow => "absolute value too large",
            Self::RoundOverflow => "rounded value too large to represent",
            Self::HexOverflow => "hexadecimal value too large to represent as a float",
            Self::BadHex => "invalid hexadecimal floating-point string",
            Self::RatioOfInfinity => "cannot convert Infinity to integer ratio",
            Self::RatioOfNan => "cannot convert NaN to integer ratio",
        }
    }
}

impl fmt::Display for FloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for FloatError {}

/// `x.is_integer()`
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.floor() == x
}

/// `x.as_integer_ratio()`: in lowest terms, the denominator positive.
pub fn as_integer_ratio(x: f64) -> Result<(Int, Int), FloatError> {
    if x.is_nan() {
        return Err(FloatError::RatioOfNan);
    }
    if x.is_infinite() {
        return Err(FloatError::RatioOfInfinity);
    }
    let (negative, mut mantissa, mut exponent) = decode(x);
    if mantissa == 0 {
        return Ok((Int::ZERO, Int::ONE));
    }
    let zeros = mantissa.trailing_zeros();
    mantissa >>= zeros;
    exponent += i64::from(zeros);
    // Exponents of floats stay far below the limit of shifts.
    let shifted =
        |value: u64, by: i64| lshift_by(Int::from(value).view(), by.max(0) as u64).unwrap_or(Int::ZERO);
    let top = shifted(mantissa, exponent);
    Ok((if negative { int_arith::neg(top.view()) } else { top }, shifted(1, -exponent)))
}

/// `hash(x)`; None for a nan, whose hash is its object's.
pub fn hash(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { 314159 } else { -314159 });
    }
    let (negative, mantissa, exponent) = decode(x);
    // 2**61 is 1 modulo the modulus: a power of two turns the 61 bits.
    let turn = exponent.rem_euclid(61) as u32;
    let turned =
        if turn == 0 { mantissa } else { (mantissa << turn & HASH_MODULUS) | mantissa >> (61 - turn) };
    let rest = (turned % HASH_MODULUS) as i64;
    let hash = if negative { -rest } else { rest };
    Some(if hash == -1 { -2 } else { hash })
}
