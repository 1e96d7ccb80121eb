//! The C library's mathematics that `std` does not hand out: CPython computes with the same functions, so results
//! agree to the last bit wherever the C library is the same.
//! It must never know Python's special cases: see [`crate::math`].

use std::ffi::c_int;

// SAFETY: C99's <math.h>, which std links already; each takes and returns plain numbers, and any argument will do.
unsafe extern "C" {
    pub(crate) safe fn acosh(x: f64) -> f64;
    pub(crate) safe fn asinh(x: f64) -> f64;
    pub(crate) safe fn atanh(x: f64) -> f64;
    pub(crate) safe fn erf(x: f64) -> f64;
    pub(crate) safe fn erfc(x: f64) -> f64;
    pub(crate) safe fn exp2(x: f64) -> f64;
    pub(crate) safe fn ldexp(x: f64, n: c_int) -> f64;
    pub(crate) safe fn log2(x: f64) -> f64;
    pub(crate) safe fn nextafter(x: f64, y: f64) -> f64;
    pub(crate) safe fn remainder(x: f64, y: f64) -> f64;
    pub(crate) safe fn tgamma(x: f64) -> f64;
}

// SAFETY: lgamma's reentrant form; it writes the sign of gamma through its second argument.
unsafe extern "C" {
    fn lgamma_r(x: f64, sign: *mut c_int) -> f64;
}

/// The logarithm of gamma's magnitude. (Plain `lgamma` writes the sign to a global that threads would share.)
pub(crate) fn log_gamma(x: f64) -> f64 {
    let mut sign = 0;
    // SAFETY: the pointer is to a live local.
    unsafe { lgamma_r(x, &mut sign) }
}
