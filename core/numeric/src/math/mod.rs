//! The functions of Python's `math` and `cmath`: the C library's, with CPython's special cases and errors.
//! [`real`] has the elementary ones, [`parts`] those on the parts of floats, [`sums`] exact sums and norms,
//! [`logs`] logarithms of integers of any size, [`whole`] combinatorics, [`cmath`] complex functions.

pub mod cmath;
mod cmath_inverse;
pub mod logs;
pub mod parts;
pub mod real;
pub mod sums;
#[cfg(test)]
mod tests;
pub mod whole;

use crate::{ErrorKind, IntError};
use std::fmt;

/// An error of a function.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum MathError {
    /// `ValueError: math domain error`
    Domain,
    /// `OverflowError: math range error`
    Range,
    /// `ValueError`: what was expected of the argument, and what it was.
    Expected(&'static str, f64),
    /// Another `ValueError`.
    Value(&'static str),
    /// Another `OverflowError`.
    Overflow(&'static str),
    /// `ZeroDivisionError: division by zero`
    ZeroDivision,
    /// An error of integer arithmetic.
    Int(IntError),
}

impl MathError {
    /// The exception this becomes.
    pub fn kind(self) -> ErrorKind {
        match self {
            Self::Domain | Self::Expected(..) | Self::Value(_) => ErrorKind::Value,
            Self::Range | Self::Overflow(_) => ErrorKind::Overflow,
            Self::ZeroDivision => ErrorKind::ZeroDivision,
            Self::Int(error) => error.kind(),
        }
    }
}

impl From<IntError> for MathError {
    fn from(error: IntError) -> MathError {
        MathError::Int(error)
    }
}

impl fmt::Display for MathError {
    /// CPython's message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain => f.write_str("math domain error"),
            Self::Range => f.write_str("math range error"),
            Self::Expected(what, x) => write!(f, "expected {what}, got {}", crate::float::text::repr(*x)),
            Self::Value(message) | Self::Overflow(message) => f.write_str(message),
            Self::ZeroDivision => f.write_str("division by zero"),
            Self::Int(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MathError {}

/// What a function of this module returns.
pub type MathResult = Result<f64, MathError>;
