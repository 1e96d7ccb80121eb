//! Complex numbers: arithmetic with C99's recovery of infinities, Python 3.14's rules for a real operand (which
//! keeps the signs of zeros that a conversion to complex would lose), power, hash. Text is in [`text`].

pub mod text;

use crate::float::{self, FloatError};
use std::ops::{Add, Mul, Neg, Sub};

/// A complex number.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

/// Powers of whole exponents up to this are made by multiplication.
const MULTIPLIED_POWERS: f64 = 100.0;

impl Complex {
    /// From its parts.
    pub const fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }

    /// True if a part is a nan.
    pub fn is_nan(self) -> bool {
        self.re.is_nan() || self.im.is_nan()
    }

    /// True if a part is infinite.
    pub fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    /// True if both parts are finite.
    pub fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    fn is_zero(self) -> bool {
        self.re == 0.0 && self.im == 0.0
    }

    /// `a + x` for a real `x`, on either side.
    pub fn add_real(self, x: f64) -> Complex {
        Complex::new(self.re + x, self.im)
    }

    /// `a - x` for a real `x`.
    pub fn sub_real(self, x: f64) -> Complex {
        Complex::new(self.re - x, self.im)
    }

    /// `x - a` for a real `x`.
    pub fn real_sub(x: f64, a: Complex) -> Complex {
        Complex::new(x - a.re, -a.im)
    }

    /// `a * x` for a real `x`, on either side.
    pub fn mul_real(self, x: f64) -> Complex {
        Complex::new(self.re * x, self.im * x)
    }

    /// Infinite parts to ones, finite ones to zeros, signs kept.
    fn boxed(self) -> Complex {
        let part = |x: f64| if x.is_infinite() { 1f64.copysign(x) } else { 0f64.copysign(x) };
        Complex::new(part(self.re), part(self.im))
    }

    fn nans_to_zeros(self) -> Complex {
        let part = |x: f64| if x.is_nan() { 0f64.copysign(x) } else { x };
        Complex::new(part(self.re), part(self.im))
    }

    /// `a / x` for a real `x`.
    pub fn div_real(self, x: f64) -> Result<Complex, FloatError> {
        if x == 0.0 {
            return Err(FloatError::ZeroDivision);
        }
        Ok(Complex::new(self.re / x, self.im / x))
    }

    /// `a / b`: Smith's method, and C99's recovery of infinities and zeros.
    pub fn true_div(self, b: Complex) -> Result<Complex, FloatError> {
        let (ratio, denominator) = smith(b)?;
        let plain = if b.re.abs() >= b.im.abs() {
            Complex::new((self.re + self.im * ratio) / denominator, (self.im - self.re * ratio) / denominator)
        } else if b.is_nan() {
            Complex::new(f64::NAN, f64::NAN)
        } else {
            Complex::new((self.re * ratio + self.im) / denominator, (self.im * ratio - self.re) / denominator)
        };
        if !(plain.re.is_nan() && plain.im.is_nan()) {
            return Ok(plain);
        }
        if self.is_infinite() && b.is_finite() {
            let a = self.boxed();
            let direction = Complex::new(a.re * b.re + a.im * b.im, a.im * b.re - a.re * b.im);
            return Ok(Complex::new(f64::INFINITY * direction.re, f64::INFINITY * direction.im));
        }
        if b.is_infinite() && self.is_finite() {
            let b = b.boxed();
            return Ok(Complex::new(
                0.0 * (self.re * b.re + self.im * b.im),
                0.0 * (self.im * b.re - self.re * b.im),
            ));
        }
        Ok(plain)
    }

    /// `x / b` for a real `x`.
    pub fn real_div(x: f64, b: Complex) -> Result<Complex, FloatError> {
        let (ratio, denominator) = smith(b)?;
        let plain = if b.re.abs() >= b.im.abs() {
            Complex::new(x / denominator, (-x * ratio) / denominator)
        } else if b.is_nan() {
            Complex::new(f64::NAN, f64::NAN)
        } else {
            Complex::new((x * ratio) / denominator, -x / denominator)
        };
        if plain.re.is_nan() && plain.im.is_nan() && x.is_finite() && b.is_infinite() {
            let b = b.boxed();
            return Ok(Complex::new(0.0 * (x * b.re), 0.0 * (-x * b.im)));
        }
        Ok(plain)
    }

    /// `a ** b`
    pub fn pow(self, b: Complex) -> Result<Complex, FloatError> {
        let power = if b.im == 0.0 && b.re.floor() == b.re && b.re.abs() <= MULTIPLIED_POWERS {
            self.whole_power(b.re as i32)?
        } else {
            self.any_power(b)?
        };
        if power.is_infinite() {
            return Err(FloatError::ComplexOverflow);
        }
        Ok(power)
    }

    fn whole_power(self, n: i32) -> Result<Complex, FloatError> {
        let (mut power, mut square, mut rest) = (Complex::new(1.0, 0.0), self, n.unsigned_abs());
        while rest > 0 {
            if rest & 1 == 1 {
                power = power * square;
            }
            rest >>= 1;
            square = square * square;
        }
        if n > 0 {
            return Ok(power);
        }
        Complex::new(1.0, 0.0).true_div(power).map_err(|_| FloatError::ZeroToComplex)
    }

    fn any_power(self, b: Complex) -> Result<Complex, FloatError> {
        if b.is_zero() {
            return Ok(Complex::new(1.0, 0.0));
        }
        if self.is_zero() {
            let refused = b.im != 0.0 || b.re < 0.0;
            return if refused { Err(FloatError::ZeroToComplex) } else { Ok(Complex::new(0.0, 0.0)) };
        }
        let size = self.re.hypot(self.im);
        let angle = self.im.atan2(self.re);
        let mut length = size.powf(b.re);
        let mut phase = angle * b.re;
        if b.im != 0.0 {
            length *= (-angle * b.im).exp();
            phase += b.im * size.ln();
        }
        if phase.is_infinite() {
            // No cosine: CPython takes the C library's complaint for the one about zero.
            return Err(FloatError::ZeroToComplex);
        }
        Ok(Complex::new(length * phase.cos(), length * phase.sin()))
    }

    /// `abs(a)`
    pub fn abs(self) -> Result<f64, FloatError> {
        let size = self.re.hypot(self.im);
        if size.is_infinite() && self.is_finite() { Err(FloatError::AbsOverflow) } else { Ok(size) }
    }

    /// `hash(a)`; None if a part is a nan, whose hash is its object's.
    pub fn hash(self) -> Option<i64> {
        let (re, im) = (float::hash(self.re)?, float::hash(self.im)?);
        let hash = re.wrapping_add(im.wrapping_mul(1000003));
        Some(if hash == -1 { -2 } else { hash })
    }
}

impl Add for Complex {
    type Output = Complex;

    fn add(self, b: Complex) -> Complex {
        Complex::new(self.re + b.re, self.im + b.im)
    }
}

impl Sub for Complex {
    type Output = Complex;

    fn sub(self, b: Complex) -> Complex {
        Complex::new(self.re - b.re, self.im - b.im)
    }
}

impl Neg for Complex {
    type Output = Complex;

    fn neg(self) -> Complex {
        Complex::new(-self.re, -self.im)
    }
}

impl Mul for Complex {
    type Output = Complex;

    /// C99, annex G.5.1: an infinite factor makes an infinite product unless the other is zero or nan.
    fn mul(self, b: Complex) -> Complex {
        let product =
            |a: Complex, b: Complex| Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
        let plain = product(self, b);
        if !(plain.re.is_nan() && plain.im.is_nan()) {
            return plain;
        }
        let overflowed = [self.re * b.re, self.im * b.im, self.re * b.im, self.im * b.re]
            .iter()
            .any(|part| part.is_infinite());
        if !self.is_infinite() && !b.is_infinite() && !overflowed {
            return plain;
        }
        let (mut left, mut right) = (self, b);
        if self.is_infinite() {
            (left, right) = (left.boxed(), right.nans_to_zeros());
        }
        if b.is_infinite() {
            (right, left) = (right.boxed(), left.nans_to_zeros());
        }
        if !self.is_infinite() && !b.is_infinite() {
            (left, right) = (left.nans_to_zeros(), right.nans_to_zeros());
        }
        let direction = product(left, right);
        Complex::new(f64::INFINITY * direction.re, f64::INFINITY * direction.im)
    }
}

/// Smith's ratio of the smaller to the larger part, and the denominator by it.
fn smith(b: Complex) -> Result<(f64, f64), FloatError> {
    if b.is_zero() {
        return Err(FloatError::ZeroDivision);
    }
    Ok(if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        (ratio, b.re + b.im * ratio)
    } else {
        let ratio = b.re / b.im;
        (ratio, b.re * ratio + b.im)
    })
}
