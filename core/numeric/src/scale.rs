//! Rounding to floats: one place where an exact value becomes the nearest `f64`, halves to even.
//! It must never know where the value came from.

/// The float nearest to `(mantissa + rest) * 2**exponent`, where `rest` is zero, or, if `sticky`, some value above
/// zero and below one. None if that is beyond the largest float.
pub(crate) fn round_scaled(mantissa: u128, sticky: bool, exponent: i64) -> Option<f64> {
    if mantissa == 0 {
        // A bare rest counts only for results that are tiny anyway.
        return Some(0.0);
    }
    let length = i64::from(128 - mantissa.leading_zeros());
    // The weight of the result's last bit: 53 bits below the first, or the last a subnormal has.
    let last = (length + exponent - 53).max(-1074);
    let drop = last - exponent;
    let kept = if drop <= 0 {
        // Exact, short of the rest: the mantissa has at most 53 bits here, and a rest below half a unit
        // only matters if there is room for it. Callers with a rest give at least 55 bits.
        mantissa << (-drop)
    } else if drop > 127 {
        0
    } else {
        let half = 1u128 << (drop - 1);
        let low = mantissa & ((half << 1) - 1);
        let kept = mantissa >> drop;
        let up = low > half || low == half && (sticky || kept & 1 == 1);
        kept + u128::from(up)
    };
    // `kept` has at most 53 bits, or is 2**53: exact as a float.
    let value = ldexp(kept as u64 as f64, last);
    value.is_finite().then_some(value)
}

/// `x * 2**n` for a float of at most 53 bits whose result is exact, or infinite.
pub(crate) fn ldexp(x: f64, n: i64) -> f64 {
    crate::sys::ldexp(x, n.clamp(-5000, 5000) as i32)
}

/// A finite float as `(negative, mantissa, exponent)`: its value is `mantissa * 2**exponent`.
pub(crate) fn decode(x: f64) -> (bool, u64, i64) {
    let bits = x.to_bits();
    let field = (bits >> 52 & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) =
        if field == 0 { (fraction, -1074) } else { (fraction | 1 << 52, field - 1075) };
    (x.is_sign_negative(), mantissa, exponent)
}
