//! Integers to and from machine integers, floats and bytes; comparison with floats; Python's hash.

use super::arith::{abs, neg};
use super::bits::{bit_length, lshift_by, rshift_by, trailing_zeros};
use super::{Int, IntRef};
use crate::IntError;
use crate::scale::{decode, round_scaled};
use std::cmp::Ordering;

/// The value as an `i64`, if it fits.
pub fn to_i64(a: IntRef<'_>) -> Option<i64> {
    match a {
        IntRef::Small(v) => Some(v),
        IntRef::Big(b) => i64::try_from(&b.0).ok(),
    }
}

/// The value as a `u64`, if it fits.
pub fn to_u64(a: IntRef<'_>) -> Option<u64> {
    match a {
        IntRef::Small(v) => u64::try_from(v).ok(),
        IntRef::Big(b) => u64::try_from(&b.0).ok(),
    }
}

/// The value as an `i128`, if it fits.
pub fn to_i128(a: IntRef<'_>) -> Option<i128> {
    match a {
        IntRef::Small(v) => Some(i128::from(v)),
        IntRef::Big(b) => i128::try_from(&b.0).ok(),
    }
}

/// The low 64 bits in two's complement: what C's masks take.
pub fn wrap_u64(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(v) => v as u64,
        IntRef::Big(b) => {
            let (negative, words) = b.sign_words();
            let low = words.first().copied().unwrap_or(0);
            if negative { low.wrapping_neg() } else { low }
        }
    }
}

/// The leading `bits` (at most 127) of a magnitude, whether any bit below them is set, and their exponent.
pub(crate) fn leading(a: IntRef<'_>, bits: u64) -> (u128, bool, u64) {
    let magnitude = abs(a);
    let view = magnitude.view();
    let drop = bit_length(view).saturating_sub(bits);
    let top = rshift_by(view, drop);
    let top = to_i128(top.view()).unwrap_or(0) as u128;
    (top, drop > 0 && trailing_zeros(view) < drop, drop)
}

/// `float(a)`: the nearest float, halves to even.
pub fn to_f64(a: IntRef<'_>) -> Result<f64, IntError> {
    match a {
        IntRef::Small(v) => Ok(v as f64),
        IntRef::Big(b) => {
            if bit_length(a) > 1024 {
                return Err(IntError::TooLargeForFloat);
            }
            let (top, sticky, exponent) = leading(a, 64);
            let value = round_scaled(top, sticky, exponent as i64).ok_or(IntError::TooLargeForFloat)?;
            Ok(if b.is_negative() { -value } else { value })
        }
    }
}

/// `math.frexp` of an integer of any size: the nearest `m` with `0.5 <= abs(m) < 1` (53 bits), and `e`, such that
/// the value is about `m * 2**e`. Zero gives `(0.0, 0)`.
pub fn frexp(a: IntRef<'_>) -> (f64, i64) {
    if a.is_zero() {
        return (0.0, 0);
    }
    let (top, sticky, exponent) = leading(a, 64);
    let length = i64::from(128 - top.leading_zeros());
    let mut value = round_scaled(top, sticky, -length).unwrap_or(1.0);
    let mut e = exponent as i64 + length;
    if value >= 1.0 {
        value *= 0.5;
        e += 1;
    }
    (if a.is_negative() { -value } else { value }, e)
}

/// `int(x)`: towards zero, exactly.
pub fn from_f64(x: f64) -> Result<Int, IntError> {
    if x.is_nan() {
        return Err(IntError::FromNan);
    }
    if x.is_infinite() {
        return Err(IntError::FromInfinity);
    }
    if x.abs() < 9.2e18 {
        return Ok(Int::from(x as i64));
    }
    let (negative, mantissa, exponent) = decode(x);
    let magnitude = lshift_by(Int::from(mantissa).view(), exponent as u64)?;
    Ok(if negative { neg(magnitude.view()) } else { magnitude })
}

/// `a / b`: the float nearest to the exact quotient.
pub fn true_div(a: IntRef<'_>, b: IntRef<'_>) -> Result<f64, IntError> {
    if b.is_zero() {
        return Err(IntError::ZeroDivision);
    }
    if let (IntRef::Small(x), IntRef::Small(y)) = (a, b)
        && x.unsigned_abs() <= 1 << 53
        && y.unsigned_abs() <= 1 << 53
    {
        // Both are exact, and the division rounds once.
        return Ok(x as f64 / y as f64);
    }
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let (x, y) = (abs(a), abs(b));
    let difference = bit_length(x.view()) as i64 - bit_length(y.view()) as i64;
    if difference > 1025 {
        return Err(IntError::QuotientTooLarge);
    }
    let negative = a.is_negative() != b.is_negative();
    if difference < -1080 {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // Scale so that the quotient has 65 or 66 bits, the rest being told by the remainder.
    let shift = 65 - difference;
    let (q, r) = if shift >= 0 {
        super::arith::divmod(lshift_by(x.view(), shift as u64)?.view(), y.view())?
    } else {
        super::arith::divmod(x.view(), lshift_by(y.view(), -shift as u64)?.view())?
    };
    let q = to_i128(q.view()).unwrap_or(0) as u128;
    let value = round_scaled(q, r != Int::ZERO, -shift).ok_or(IntError::QuotientTooLarge)?;
    Ok(if negative { -value } else { value })
}

/// An integer against a float, exactly; None for a nan.
pub fn compare_f64(a: IntRef<'_>, x: f64) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if let IntRef::Small(v) = a
        && v.unsigned_abs() <= 1 << 53
    {
        return (v as f64).partial_cmp(&x);
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = from_f64(x.floor()).ok()?;
    let order = a.cmp(&whole.view());
    Some(if order == Ordering::Equal && x.floor() != x { Ordering::Less } else { order })
}

/// The bytes of `a.to_bytes(length, byteorder, signed=signed)`.
pub fn to_bytes(a: IntRef<'_>, length: usize, big_endian: bool, signed: bool) -> Result<Vec<u8>, IntError> {
    let negative = a.is_negative();
    if negative && !signed {
        return Err(IntError::NegativeUnsigned);
    }
    // Of a negative value, ~a has the bits that the sign bit must stand above.
    let body = if negative { super::bits::invert(a) } else { a.to_int() };
    let needed = bit_length(body.view()) + u64::from(signed && !a.is_zero());
    if needed > (length as u64).saturating_mul(8) {
        return Err(IntError::TooBigForBytes);
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(length).map_err(|_| IntError::Memory)?;
    match body.view() {
        IntRef::Small(v) => bytes.extend(v.to_le_bytes().into_iter().take(length)),
        IntRef::Big(b) => {
            let words = b.sign_words().1;
            bytes.extend(words.iter().flat_map(|w| w.to_le_bytes()).take(length));
        }
    }
    bytes.resize(length, 0);
    if negative {
        bytes.iter_mut().for_each(|byte| *byte = !*byte);
    }
    if big_endian {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, byteorder, signed=signed)`.
pub fn from_bytes(bytes: &[u8], big_endian: bool, signed: bool) -> Int {
    let top = if big_endian { bytes.first() } else { bytes.last() };
    let negative = signed && top.is_some_and(|byte| byte & 0x80 != 0);
    let flip = if negative { 0xff } else { 0 };
    let count = bytes.len();
    let byte = |i: usize| bytes[if big_endian { count - 1 - i } else { i }] ^ flip;
    let words: Vec<u64> = (0..count.div_ceil(8))
        .map(|w| (w * 8..count.min(w * 8 + 8)).rev().fold(0, |word, i| word << 8 | u64::from(byte(i))))
        .collect();
    let value = Int::from_sign_words(false, &words);
    if negative { super::bits::invert(value.view()) } else { value }
}

/// The sign (true below zero) and the magnitude in digits of 15 bits, least first: marshal's form.
pub fn to_digits15(a: IntRef<'_>) -> (bool, Vec<u16>) {
    let magnitude = abs(a);
    let small;
    let words = match magnitude.view() {
        IntRef::Small(v) => {
            small = [v as u64];
            &small[..]
        }
        IntRef::Big(b) => b.sign_words().1,
    };
    let count = bit_length(magnitude.view()).div_ceil(15);
    let digit = |i: u64| {
        let (word, bit) = ((i * 15 / 64) as usize, i * 15 % 64);
        let next = words.get(word + 1).copied().unwrap_or(0);
        let pair = u128::from(words[word]) | u128::from(next) << 64;
        (pair >> bit) as u16 & 0x7fff
    };
    (a.is_negative(), (0..count).map(digit).collect())
}

/// From a sign and digits of 15 bits, least first; None if a digit has more bits.
pub fn from_digits15(negative: bool, digits: &[u16]) -> Option<Int> {
    let mut words = vec![0u64; (digits.len() * 15).div_ceil(64)];
    for (i, digit) in digits.iter().enumerate() {
        if *digit > 0x7fff {
            return None;
        }
        let (word, bit) = (i * 15 / 64, i * 15 % 64);
        let pair = u128::from(*digit) << bit;
        words[word] |= pair as u64;
        if let Some(next) = words.get_mut(word + 1) {
            *next |= (pair >> 64) as u64;
        }
    }
    Some(Int::from_sign_words(negative, &words))
}

/// The modulus of Python's numeric hash: a Mersenne prime.
pub const HASH_MODULUS: u64 = (1 << 61) - 1;

/// `hash(a)`
pub fn hash(a: IntRef<'_>) -> i64 {
    let (negative, rest) = match a {
        IntRef::Small(v) => (v < 0, v.unsigned_abs() % HASH_MODULUS),
        IntRef::Big(b) => {
            let (negative, words) = b.sign_words();
            let rest = words.iter().rev().fold(0u64, |rest, word| {
                let value = u128::from(rest) << 64 | u128::from(*word);
                let folded = (value & u128::from(HASH_MODULUS)) as u64 + (value >> 61) as u64 % HASH_MODULUS;
                folded % HASH_MODULUS
            });
            (negative, rest)
        }
    };
    let hash = if negative { -(rest as i64) } else { rest as i64 };
    if hash == -1 { -2 } else { hash }
}
