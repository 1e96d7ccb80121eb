//! What can go wrong with a number: each error knows the kind of Python exception it becomes and CPython's text.
//! It must never know exception objects: the object layer raises them.

use std::fmt;

/// The Python exception that an error of this crate becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// `ValueError`
    Value,
    /// `OverflowError`
    Overflow,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `MemoryError`
    Memory,
    /// `TypeError`
    Type,
}

/// An error of integer arithmetic or conversion.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntError {
    /// `a / 0`, `a // 0`, `a % 0`, `divmod(a, 0)`
    ZeroDivision,
    /// `pow(a, b, 0)`
    ZeroModulus,
    /// `pow(a, -b, m)` where `a` has no inverse modulo `m`.
    NotInvertible,
    /// `a ** -b`: Python answers with a float, which is the caller's business.
    NegativeExponent,
    /// `a << -1`
    NegativeShift,
    /// A shift count that no machine integer holds.
    ShiftTooLarge,
    /// The result would not fit in memory.
    Memory,
    /// An integer outside the range of floats.
    TooLargeForFloat,
    /// The quotient of a true division is outside the range of floats.
    QuotientTooLarge,
    /// `int(nan)`
    FromNan,
    /// `int(inf)`
    FromInfinity,
    /// `to_bytes` of a value that needs more bytes.
    TooBigForBytes,
    /// `to_bytes` of a negative value without `signed`.
    NegativeUnsigned,
    /// `isqrt` of a negative value.
    NegativeRoot,
}

impl IntError {
    /// The exception this becomes. ([`IntError::NegativeExponent`] becomes none: it says `Value` here.)
    pub fn kind(self) -> ErrorKind {
        match self {
            Self::ZeroDivision => ErrorKind::ZeroDivision,
            Self::ShiftTooLarge
            | Self::TooLargeForFloat
            | Self::QuotientTooLarge
            | Self::FromInfinity
            | Self::TooBigForBytes
            | Self::NegativeUnsigned => ErrorKind::Overflow,
            Self::Memory => ErrorKind::Memory,
            Self::ZeroModulus
            | Self::NotInvertible
            | Self::NegativeExponent
            | Self::NegativeShift
            | Self::FromNan
            | Self::NegativeRoot => ErrorKind::Value,
        }
    }

    /// CPython's message.
    pub fn message(self) -> &'static str {
        match self {
            Self::ZeroDivision => "division by zero",
            Self::ZeroModulus => "pow() 3rd argument cannot be 0",
            Self::NotInvertible => "base is not invertible for the given modulus",
            Self::NegativeExponent => "negative exponent",
            Self::NegativeShift => "negative shift count",
            Self::ShiftTooLarge => "too many digits in integer",
            Self::Memory => "",
            Self::TooLargeForFloat => "int too large to convert to float",
            Self::QuotientTooLarge => "integer division result too large for a float",
            Self::FromNan => "cannot convert float NaN to integer",
            Self::FromInfinity => "cannot convert float infinity to integer",
            Self::TooBigForBytes => "int too big to convert",
            Self::NegativeUnsigned => "can't convert negative int to unsigned",
            Self::NegativeRoot => "isqrt() argument must be nonnegative",
        }
    }
}

impl fmt::Display for IntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for IntError {}
