//! The inverse functions of `cmath`, by Kahan's formulas ("Branch cuts for complex elementary functions", 1987).

use super::MathError;
use super::cmath::{ComplexResult, LARGE, NANS, over_i, sqrt_plain, times_i};
use crate::complex::Complex;
use crate::sys;
use std::f64::consts::{FRAC_PI_2, LN_2};

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// The logarithm of twice the size of a large number.
fn log_twice(z: Complex) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + LN_2 * 2.0
}

/// `cmath.acos`
pub fn acos(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        let endless = -f64::INFINITY.copysign(y);
        return Ok(match (x, y) {
            (x, y) if x.is_nan() && y.is_infinite() => Complex::new(f64::NAN, endless),
            (x, y) if x.is_infinite() && y.is_nan() => Complex::new(f64::NAN, f64::INFINITY),
            (0.0, y) if y.is_nan() => Complex::new(FRAC_PI_2, f64::NAN),
            _ if z.is_nan() => NANS,
            _ => Complex::new(y.abs().atan2(x), endless),
        });
    }
    if is_large(z) {
        let im = log_twice(z);
        let im = if x < 0.0 { -im.copysign(y) } else { im.copysign(-y) };
        return Ok(Complex::new(y.abs().atan2(x), im));
    }
    let minus = sqrt_plain(Complex::new(1.0 - x, -y));
    let plus = sqrt_plain(Complex::new(1.0 + x, y));
    let re = 2.0 * minus.re.atan2(plus.re);
    Ok(Complex::new(re, sys::asinh(plus.re * minus.im - plus.im * minus.re)))
}

/// `cmath.acosh`
pub fn acosh(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        return Ok(match (x, y) {
            _ if z.is_infinite() => Complex::new(f64::INFINITY, y.atan2(x)),
            (0.0, _) => Complex::new(f64::NAN, FRAC_PI_2),
            _ => NANS,
        });
    }
    if is_large(z) {
        return Ok(Complex::new(log_twice(z), y.atan2(x)));
    }
    let minus = sqrt_plain(Complex::new(x - 1.0, y));
    let plus = sqrt_plain(Complex::new(x + 1.0, y));
    let re = sys::asinh(minus.re * plus.re + minus.im * plus.im);
    Ok(Complex::new(re, 2.0 * minus.im.atan2(plus.re)))
}

/// `cmath.asin`
pub fn asin(z: Complex) -> ComplexResult {
    Ok(over_i(asinh(times_i(z))?))
}

/// `cmath.asinh`
pub fn asinh(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        return Ok(match (x, y) {
            (x, 0.0) if x.is_nan() => z,
            (x, y) if x.is_nan() && y.is_infinite() => Complex::new(f64::INFINITY, f64::NAN),
            (x, y) if x.is_infinite() && y.is_nan() => z,
            _ if z.is_nan() => NANS,
            _ => Complex::new(f64::INFINITY.copysign(x), y.abs().atan2(x.abs()).copysign(y)),
        });
    }
    if is_large(z) {
        let size = log_twice(z);
        let re = if y >= 0.0 { size.copysign(x) } else { -size.copysign(-x) };
        return Ok(Complex::new(re, y.atan2(x.abs())));
    }
    let plus = sqrt_plain(Complex::new(1.0 + y, -x));
    let minus = sqrt_plain(Complex::new(1.0 - y, x));
    let re = sys::asinh(plus.re * minus.im - minus.re * plus.im);
    Ok(Complex::new(re, y.atan2(plus.re * minus.re - plus.im * minus.im)))
}

/// `cmath.atan`
pub fn atan(z: Complex) -> ComplexResult {
    Ok(over_i(atanh(times_i(z))?))
}

/// `cmath.atanh`
pub fn atanh(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        let quarter = FRAC_PI_2.copysign(y);
        return Ok(match (x, y) {
            (x, y) if x.is_nan() && y.is_infinite() => Complex::new(0.0, quarter),
            (x, y) if y.is_nan() && (x == 0.0 || x.is_infinite()) => Complex::new(0f64.copysign(x), f64::NAN),
            _ if z.is_nan() => NANS,
            _ => Complex::new(0f64.copysign(x), quarter),
        });
    }
    // Odd: with a positive real part from here.
    if x < 0.0 || x == 0.0 && x.is_sign_negative() {
        return Ok(-atanh(-z)?);
    }
    let ay = y.abs();
    let root_large = LARGE.sqrt();
    if x > root_large || ay > root_large {
        let half = (x / 2.0).hypot(y / 2.0);
        return Ok(Complex::new(x / 4.0 / half / half, FRAC_PI_2.copysign(y)));
    }
    if x == 1.0 && ay < f64::MIN_POSITIVE.sqrt() {
        if ay == 0.0 {
            return Err(MathError::Domain);
        }
        let re = -(ay.sqrt() / ay.hypot(2.0).sqrt()).ln();
        return Ok(Complex::new(re, (2.0f64.atan2(-ay) / 2.0).copysign(y)));
    }
    let below = 1.0 - x;
    let re = (4.0 * x / (below * below + ay * ay)).ln_1p() / 4.0;
    Ok(Complex::new(re, -(-2.0 * y).atan2(below * (1.0 + x) - ay * ay) / 2.0))
}
