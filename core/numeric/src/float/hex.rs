//! `float.hex` and `float.fromhex`.

use super::FloatError;
use super::text::special;
use crate::ascii;
use crate::scale::{decode, round_scaled};

/// `x.hex()`
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return super::text::repr(x);
    }
    let (negative, mantissa, exponent) = decode(x);
    let sign = if negative { "-" } else { "" };
    if mantissa == 0 {
        return format!("{sign}0x0.0p+0");
    }
    let fraction = mantissa & ((1 << 52) - 1);
    format!("{sign}0x{}.{fraction:013x}p{:+}", mantissa >> 52, exponent + 52)
}

/// `float.fromhex(text)`
pub fn from_hex(text: &str) -> Result<f64, FloatError> {
    let (negative, body) = ascii::split_sign(ascii::strip(text.as_bytes()));
    let x = match special(body) {
        Some((x, [])) => x,
        _ => magnitude(body)?,
    };
    Ok(if negative { -x } else { x })
}

fn magnitude(body: &[u8]) -> Result<f64, FloatError> {
    let digits = match body {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => body,
    };
    let (mut mantissa, mut sticky, mut exponent) = (0u128, false, 0i64);
    let (mut count, mut point) = (0, false);
    let mut rest = digits;
    while let [byte, after @ ..] = rest {
        if *byte == b'.' && !point {
            point = true;
        } else if let Some(digit) = char::from(*byte).to_digit(16) {
            count += 1;
            if mantissa >> 120 == 0 {
                mantissa = mantissa << 4 | u128::from(digit);
                exponent -= if point { 4 } else { 0 };
            } else {
                sticky |= digit != 0;
                exponent += if point { 0 } else { 4 };
            }
        } else {
            break;
        }
        rest = after;
    }
    if count == 0 {
        return Err(FloatError::BadHex);
    }
    if let [b'p' | b'P', power @ ..] = rest {
        let (negative, power) = ascii::split_sign(power);
        if power.is_empty() || !power.iter().all(u8::is_ascii_digit) {
            return Err(FloatError::BadHex);
        }
        let value = power
            .iter()
            .fold(0i64, |value, byte| value.saturating_mul(10).saturating_add(i64::from(byte - b'0')))
            .min(1 << 60);
        exponent += if negative { -value } else { value };
    } else if !rest.is_empty() {
        return Err(FloatError::BadHex);
    }
    round_scaled(mantissa, sticky, exponent).ok_or(FloatError::HexOverflow)
}
