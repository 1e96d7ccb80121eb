//! The functions of `cmath`: exponentials, logarithms, square root, hyperbolic and circular functions. The inverse
//! ones are in `cmath_inverse`; where a part is not finite, results are those of C99's annex G.

use super::MathError;
pub use super::cmath_inverse::{acos, acosh, asin, asinh, atan, atanh};
use crate::complex::Complex;
use crate::scale::ldexp;
use std::f64::consts::{E, LN_2, LN_10};

/// What a function of this module returns.
pub type ComplexResult = Result<Complex, MathError>;

/// Above this, functions scale first: intermediate results could overflow.
pub(super) const LARGE: f64 = f64::MAX / 4.0;
/// Above this `exp` is near its overflow: one factor of e is split off.
const LOG_LARGE: f64 = 708.396_418_532_264_1;

/// `z * i`
pub(super) fn times_i(z: Complex) -> Complex {
    Complex::new(-z.im, z.re)
}

/// `z / i`
pub(super) fn over_i(z: Complex) -> Complex {
    Complex::new(z.im, -z.re)
}

pub(super) const NANS: Complex = Complex::new(f64::NAN, f64::NAN);

/// A result that overflowed from finite arguments.
fn in_range(z: Complex) -> ComplexResult {
    if z.is_infinite() { Err(MathError::Range) } else { Ok(z) }
}

/// `size * (cos y + i sin y)`, where the size may be infinite or zero, `y` is finite, and zero stays exact.
fn turned(re: f64, im: f64, y: f64) -> Complex {
    Complex::new(re.copysign(re * y.cos()), im.copysign(im * y.sin()))
}

/// `cmath.phase`
pub fn phase(z: Complex) -> f64 {
    z.im.atan2(z.re)
}

/// `cmath.polar`
pub fn polar(z: Complex) -> Result<(f64, f64), MathError> {
    let size = z.abs().map_err(|_| MathError::Range)?;
    Ok((size, phase(z)))
}

/// `cmath.rect`
pub fn rect(r: f64, phi: f64) -> ComplexResult {
    if r.is_finite() && phi.is_finite() {
        // A zero angle leaves the sign of zero to the product.
        return Ok(if phi == 0.0 {
            Complex::new(r, r * phi)
        } else {
            Complex::new(r * phi.cos(), r * phi.sin())
        });
    }
    Ok(if r == 0.0 {
        Complex::new(0.0, 0.0)
    } else if phi.is_infinite() && !r.is_nan() {
        return Err(MathError::Domain);
    } else if phi == 0.0 {
        Complex::new(r, if r.is_nan() { 0.0 } else { 0f64.copysign(r) * phi.signum() })
    } else if r.is_infinite() && phi.is_finite() {
        let endless = |part: f64| f64::INFINITY.copysign(r.signum() * part);
        Complex::new(endless(phi.cos()), endless(phi.sin()))
    } else if r.is_infinite() {
        Complex::new(f64::INFINITY, f64::NAN)
    } else {
        NANS
    })
}

/// `cmath.exp`
pub fn exp(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        if y.is_infinite() && (x.is_finite() || x == f64::INFINITY) {
            return Err(MathError::Domain);
        }
        return Ok(match (x, y) {
            (_, 0.0) => Complex::new(if x == f64::NEG_INFINITY { 0.0 } else { x }, y),
            (f64::NEG_INFINITY, y) if y.is_finite() => turned(0.0, 0.0, y),
            (f64::INFINITY, y) if y.is_finite() => turned(x, x, y),
            (f64::NEG_INFINITY, _) => Complex::new(0.0, 0.0),
            (f64::INFINITY, _) => Complex::new(x, f64::NAN),
            _ => NANS,
        });
    }
    let (size, factor) = if x > LOG_LARGE { ((x - 1.0).exp(), E) } else { (x.exp(), 1.0) };
    in_range(Complex::new(size * y.cos() * factor, size * y.sin() * factor))
}

/// The natural logarithm, without the error at zero.
pub(super) fn log_plain(z: Complex) -> Complex {
    let (x, y) = (z.re.abs(), z.im.abs());
    let angle = phase(z);
    if !z.is_finite() {
        return if z.is_infinite() { Complex::new(f64::INFINITY, angle) } else { NANS };
    }
    let size = if x > LARGE || y > LARGE {
        (x / 2.0).hypot(y / 2.0).ln() + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        if x > 0.0 || y > 0.0 {
            // Both are subnormal: scaled up, they have all their digits.
            ldexp(x, 53).hypot(ldexp(y, 53)).ln() - 53.0 * LN_2
        } else {
            f64::NEG_INFINITY
        }
    } else {
        let size = x.hypot(y);
        if (0.71..=1.73).contains(&size) {
            // Near one the logarithm is of the difference from one, which must not be lost.
            let (large, small) = if x > y { (x, y) } else { (y, x) };
            ((large - 1.0) * (large + 1.0) + small * small).ln_1p() / 2.0
        } else {
            size.ln()
        }
    };
    Complex::new(size, angle)
}

/// `cmath.log(z)`
pub fn log(z: Complex) -> ComplexResult {
    if z.re == 0.0 && z.im == 0.0 { Err(MathError::Domain) } else { Ok(log_plain(z)) }
}

/// `cmath.log(z, base)`
pub fn log_base(z: Complex, base: Complex) -> ComplexResult {
    // A zero is an error only as the base: CPython looks at the last step alone.
    if base.re == 0.0 && base.im == 0.0 {
        return Err(MathError::Domain);
    }
    log_plain(z).true_div(log_plain(base)).map_err(|_| MathError::Domain)
}

/// `cmath.log10`
pub fn log10(z: Complex) -> ComplexResult {
    let z = log(z)?;
    Ok(Complex::new(z.re / LN_10, z.im / LN_10))
}

/// `cmath.sqrt`
pub fn sqrt(z: Complex) -> ComplexResult {
    Ok(sqrt_plain(z))
}

pub(super) fn sqrt_plain(z: Complex) -> Complex {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        return match (x, y) {
            (_, y) if y.is_infinite() => Complex::new(f64::INFINITY, y),
            (f64::NEG_INFINITY, y) if y.is_nan() => Complex::new(y, f64::INFINITY),
            (f64::NEG_INFINITY, y) => Complex::new(0.0, f64::INFINITY.copysign(y)),
            (f64::INFINITY, y) if y.is_nan() => z,
            (f64::INFINITY, y) => Complex::new(x, 0f64.copysign(y)),
            _ => NANS,
        };
    }
    if x == 0.0 && y == 0.0 {
        return Complex::new(0.0, y);
    }
    let (ax, ay) = (x.abs(), y.abs());
    let root = if ax < f64::MIN_POSITIVE && ay < f64::MIN_POSITIVE && (ax > 0.0 || ay > 0.0) {
        // Subnormal parts are scaled up to have all their digits.
        let ax = ldexp(ax, 53);
        ldexp((ax + ax.hypot(ldexp(ay, 53))).sqrt(), -27)
    } else {
        let ax = ax / 8.0;
        2.0 * (ax + ax.hypot(ay / 8.0)).sqrt()
    };
    let other = ay / (2.0 * root);
    if x >= 0.0 { Complex::new(root, other.copysign(y)) } else { Complex::new(other, root.copysign(y)) }
}

/// `cmath.cosh`
pub fn cosh(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        if y.is_infinite() && !x.is_nan() {
            return Err(MathError::Domain);
        }
        return Ok(match (x, y) {
            (x, 0.0) => {
                Complex::new(x.abs(), if x.is_nan() { 0.0 } else { 0f64.copysign(x) * 1f64.copysign(y) })
            }
            (x, y) if x.is_infinite() && y.is_finite() => turned(f64::INFINITY, x, y),
            (x, _) if x.is_infinite() => Complex::new(f64::INFINITY, f64::NAN),
            (0.0, _) => Complex::new(f64::NAN, 0.0),
            _ => NANS,
        });
    }
    let result = if x.abs() > LOG_LARGE {
        let near = x - 1f64.copysign(x);
        Complex::new(y.cos() * near.cosh() * E, y.sin() * near.sinh() * E)
    } else {
        Complex::new(y.cos() * x.cosh(), y.sin() * x.sinh())
    };
    in_range(result)
}

/// `cmath.sinh`
pub fn sinh(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        if y.is_infinite() && !x.is_nan() {
            return Err(MathError::Domain);
        }
        return Ok(match (x, y) {
            (_, 0.0) => z,
            (x, y) if x.is_infinite() && y.is_finite() => turned(x, f64::INFINITY, y),
            (x, _) if x.is_infinite() => Complex::new(f64::INFINITY, f64::NAN),
            (0.0, _) => Complex::new(0.0, f64::NAN),
            _ => NANS,
        });
    }
    let result = if x.abs() > LOG_LARGE {
        let near = x - 1f64.copysign(x);
        Complex::new(y.cos() * near.sinh() * E, y.sin() * near.cosh() * E)
    } else {
        Complex::new(y.cos() * x.sinh(), y.sin() * x.cosh())
    };
    in_range(result)
}

/// `cmath.tanh`
pub fn tanh(z: Complex) -> ComplexResult {
    let Complex { re: x, im: y } = z;
    if !z.is_finite() {
        if y.is_infinite() && x.is_finite() {
            return Err(MathError::Domain);
        }
        return Ok(match (x, y) {
            (x, y) if x.is_infinite() && y.is_finite() => {
                Complex::new(1f64.copysign(x), 0f64.copysign(2.0 * y.sin() * y.cos()))
            }
            (x, _) if x.is_infinite() => Complex::new(1f64.copysign(x), 0.0),
            (_, 0.0) => z,
            (0.0, _) => Complex::new(x, f64::NAN),
            _ => NANS,
        });
    }
    if x.abs() > LOG_LARGE {
        let im = 4.0 * y.sin() * y.cos() * (-2.0 * x.abs()).exp();
        return Ok(Complex::new(1f64.copysign(x), im));
    }
    // Kahan's, in the tangents of both parts.
    let (tx, ty) = (x.tanh(), y.tan());
    let secant = 1.0 / x.cosh();
    let product = tx * ty;
    let denominator = 1.0 + product * product;
    Ok(Complex::new(tx * (1.0 + ty * ty) / denominator, ty / denominator * secant * secant))
}

/// `cmath.cos`
pub fn cos(z: Complex) -> ComplexResult {
    cosh(times_i(z))
}

/// `cmath.sin`
pub fn sin(z: Complex) -> ComplexResult {
    Ok(over_i(sinh(times_i(z))?))
}

/// `cmath.tan`
pub fn tan(z: Complex) -> ComplexResult {
    Ok(over_i(tanh(times_i(z))?))
}

/// `cmath.isclose`
pub fn isclose(a: Complex, b: Complex, relative: f64, absolute: f64) -> Result<bool, MathError> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(MathError::Value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let size = |z: Complex| z.re.hypot(z.im);
    let difference = size(a - b);
    Ok(difference <= relative * size(b) || difference <= relative * size(a) || difference <= absolute)
}
