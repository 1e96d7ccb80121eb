//! Integers to and from text: `int(text, base)` and `str`, `bin`, `oct`, `hex` without their prefixes.
//! Text is ASCII here: see [`crate::ascii`] for what Python does to other digits and spaces first.

use super::arith::neg;
use super::{Int, IntRef};
use crate::ascii;
use dashu_int::{IBig, UBig};

/// Why a text is not an integer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ParseIntError {
    /// `ValueError: invalid literal for int() with base BASE: REPR`: the caller has the repr.
    Invalid,
    /// `ValueError`: the base is neither 0 nor 2..=36.
    Base,
    /// `ValueError`: more digits than the limit allows; holds [`too_many_digits`]'s numbers.
    TooManyDigits {
        /// `sys.get_int_max_str_digits()`
        limit: usize,
        /// How many digits the text has.
        digits: usize,
    },
}

/// CPython's message for a text of more digits than the limit.
pub fn too_many_digits(limit: usize, digits: Option<usize>) -> String {
    let value = digits.map_or(String::new(), |digits| format!(": value has {digits} digits"));
    format!(
        "Exceeds the limit ({limit} digits) for integer string conversion{value}; \
         use sys.set_int_max_str_digits() to increase the limit"
    )
}

/// The text of the bases error.
pub const BASE_MESSAGE: &str = "int() base must be >= 2 and <= 36, or 0";

/// `int(text, base)`. `limit` is `sys.get_int_max_str_digits()`, 0 for none.
pub fn parse(text: &str, base: u32, limit: usize) -> Result<Int, ParseIntError> {
    if base == 1 || base > 36 {
        return Err(ParseIntError::Base);
    }
    let text = ascii::fold(text).ok_or(ParseIntError::Invalid)?;
    parse_ascii(ascii::strip(text.as_bytes()), base, limit)
}

/// `int(bytes, base)`.
pub fn parse_bytes(bytes: &[u8], base: u32, limit: usize) -> Result<Int, ParseIntError> {
    if base == 1 || base > 36 {
        return Err(ParseIntError::Base);
    }
    parse_ascii(ascii::strip(bytes), base, limit)
}

fn parse_ascii(text: &[u8], mut base: u32, limit: usize) -> Result<Int, ParseIntError> {
    let (negative, mut digits) = ascii::split_sign(text);
    let prefix = match digits {
        [b'0', letter, ..] => match letter.to_ascii_lowercase() {
            b'b' => 2,
            b'o' => 8,
            b'x' => 16,
            _ => 0,
        },
        _ => 0,
    };
    let mut only_zeros = false;
    if prefix != 0 && (base == 0 || base == prefix) {
        base = prefix;
        digits = &digits[2..];
        // One underscore may stand between the prefix and the digits.
        digits = digits.strip_prefix(b"_").unwrap_or(digits);
    } else if base == 0 {
        base = 10;
        only_zeros = digits.first() == Some(&b'0');
    }
    let plain = ascii::without_underscores(digits).ok_or(ParseIntError::Invalid)?;
    let in_base = |byte: &u8| char::from(*byte).to_digit(36).is_some_and(|digit| digit < base);
    if plain.is_empty() || !plain.iter().all(in_base) || only_zeros && plain.iter().any(|byte| *byte != b'0')
    {
        return Err(ParseIntError::Invalid);
    }
    let value = if plain.len() <= 12 {
        // Every base has room for 12 digits in an i64: 36**12 < 2**63.
        let digit = |byte: &u8| i64::from(char::from(*byte).to_digit(36).unwrap_or(0));
        Int::from(plain.iter().fold(0i64, |value, byte| value * i64::from(base) + digit(byte)))
    } else {
        if !base.is_power_of_two() && limit != 0 && plain.len() > limit {
            return Err(ParseIntError::TooManyDigits { limit, digits: plain.len() });
        }
        let text = std::str::from_utf8(&plain).map_err(|_| ParseIntError::Invalid)?;
        let value = UBig::from_str_radix(text, base).map_err(|_| ParseIntError::Invalid)?;
        Int::from(IBig::from(value))
    };
    Ok(if negative { neg(value.view()) } else { value })
}

/// The digits in base ten, with a minus sign below zero, without a limit.
pub fn decimal(a: IntRef<'_>) -> String {
    match a {
        IntRef::Small(v) => v.to_string(),
        IntRef::Big(b) => b.0.to_string(),
    }
}

/// `str(a)`, or [`too_many_digits`]'s message if there are more digits than the limit (0: none).
pub fn decimal_limited(a: IntRef<'_>, limit: usize) -> Result<String, String> {
    let over = Err(too_many_digits(limit, None));
    // A number of n digits has more than 3.3 * (n - 1) bits.
    if limit != 0 && super::bits::bit_length(a) as f64 > 3.33 * limit as f64 + 8.0 {
        return over;
    }
    let text = decimal(a);
    if limit != 0 && text.len() - usize::from(a.is_negative()) > limit {
        return over;
    }
    Ok(text)
}

/// The digits of the magnitude in base 2, 8, 10 or 16 (lower case), without sign or prefix.
pub fn magnitude_digits(a: IntRef<'_>, base: u32) -> String {
    let magnitude = super::arith::abs(a);
    let view = magnitude.view();
    match (view, base) {
        (IntRef::Small(v), 2) => format!("{v:b}"),
        (IntRef::Small(v), 8) => format!("{v:o}"),
        (IntRef::Small(v), 16) => format!("{v:x}"),
        (IntRef::Big(b), 2 | 8 | 16) => b.0.in_radix(base as u8).to_string(),
        _ => decimal(view),
    }
}
