//! `math`'s functions of floats.

use super::raise;
use heddle_numeric::int::convert;
use heddle_numeric::math::{MathError, logs, parts, real};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::types::{float, int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

fn done(t: &Thread, r: Result<f64, MathError>) -> Res {
    match r {
        Ok(f) => Ok(t.float(f)),
        Err(e) => Err(raise(t, e)),
    }
}

macro_rules! of_one {
    ($($name:literal $f:expr, $doc:literal;)*) => {
        &[$(def_doc(concat!($name, "(x, /)"), |t, a| {
            let x = ops::arg_f64(t, a[0])?;
            done(t, $f(x))
        }, $doc)),*]
    };
}

const OF_ONE: &[Def] = of_one! {
    "acos" real::acos, "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi.";
    "acosh" real::acosh, "Return the inverse hyperbolic cosine of x.";
    "asin" real::asin, "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.";
    "asinh" real::asinh, "Return the inverse hyperbolic sine of x.";
    "atan" real::atan, "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.";
    "atanh" real::atanh, "Return the inverse hyperbolic tangent of x.";
    "cbrt" real::cbrt, "Return the cube root of x.";
    "cos" real::cos, "Return the cosine of x (measured in radians).";
    "cosh" real::cosh, "Return the hyperbolic cosine of x.";
    "degrees" |x| Ok(real::degrees(x)), "Convert angle x from radians to degrees.";
    "erf" real::erf, "Error function at x.";
    "erfc" real::erfc, "Complementary error function at x.";
    "exp" real::exp, "Return e raised to the power of x.";
    "exp2" real::exp2, "Return 2 raised to the power of x.";
    "expm1" real::expm1, "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.";
    "fabs" |x: f64| Ok(x.abs()), "Return the absolute value of the float x.";
    "gamma" real::gamma, "Gamma function at x.";
    "lgamma" real::lgamma, "Natural logarithm of absolute value of Gamma function at x.";
    "log1p" real::log1p, "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero.";
    "radians" |x| Ok(real::radians(x)), "Convert angle x from degrees to radians.";
    "sin" real::sin, "Return the sine of x (measured in radians).";
    "sinh" real::sinh, "Return the hyperbolic sine of x.";
    "sqrt" real::sqrt, "Return the square root of x.";
    "tan" real::tan, "Return the tangent of x (measured in radians).";
    "tanh" real::tanh, "Return the hyperbolic tangent of x.";
    "ulp" |x| Ok(parts::ulp(x)), "Return the value of the least significant bit of the float x.";
};

macro_rules! of_two {
    ($($signature:literal $f:expr, $doc:literal;)*) => {
        &[$(def_doc($signature, |t, a| {
            let (x, y) = (ops::arg_f64(t, a[0])?, ops::arg_f64(t, a[1])?);
            done(t, $f(x, y))
        }, $doc)),*]
    };
}

const OF_TWO: &[Def] = of_two! {
    "atan2(y, x, /)" |y, x| Ok(real::atan2(y, x)), "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.";
    "copysign(x, y, /)" |x: f64, y: f64| Ok(x.copysign(y)), "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n";
    "fmod(x, y, /)" parts::fmod, "Return fmod(x, y), according to platform C.\n\nx % y may differ.";
    "pow(x, y, /)" real::pow, "Return x**y (x to the power of y).";
    "remainder(x, y, /)" parts::remainder, "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact.";
};

const OTHERS: &[Def] = &[
    def_doc(
        "isfinite(x, /)",
        |t, a| Ok(Ref::bool(ops::arg_f64(t, a[0])?.is_finite())),
        "Return True if x is neither an infinity nor a NaN, and False otherwise.",
    ),
    def_doc(
        "isinf(x, /)",
        |t, a| Ok(Ref::bool(ops::arg_f64(t, a[0])?.is_infinite())),
        "Return True if x is a positive or negative infinity, and False otherwise.",
    ),
    def_doc(
        "isnan(x, /)",
        |t, a| Ok(Ref::bool(ops::arg_f64(t, a[0])?.is_nan())),
        "Return True if x is a NaN (not a number), and False otherwise.",
    ),
    def_doc(
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        is_close,
        "Determine whether two floating-point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, even itself.  inf and -inf are\nonly close to themselves.",
    ),
    def_doc(
        "fma(x, y, z, /)",
        |t, a| {
            let (x, y, z) = (ops::arg_f64(t, a[0])?, ops::arg_f64(t, a[1])?, ops::arg_f64(t, a[2])?);
            done(t, parts::fma(x, y, z))
        },
        "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round.",
    ),
    def_doc(
        "frexp(x, /)",
        |t, a| {
            let (m, e) = parts::frexp(ops::arg_f64(t, a[0])?);
            Ok(tuple::from_refs(t, vec![t.float(m), t.int(e)]))
        },
        "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.",
    ),
    def_doc(
        "modf(x, /)",
        |t, a| {
            let (fraction, whole) = parts::modf(ops::arg_f64(t, a[0])?);
            Ok(tuple::from_refs(t, vec![t.float(fraction), t.float(whole)]))
        },
        "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.",
    ),
    def_doc(
        "ldexp(x, i, /)",
        |t, a| {
            let x = ops::arg_f64(t, a[0])?;
            match int::try_view(&a[1]) {
                Some(n) => done(t, parts::ldexp(x, n)),
                None => Err(t.type_error("Expected an int as second argument to ldexp.")),
            }
        },
        "Return x * (2**i).\n\nThis is essentially the inverse of frexp().",
    ),
    def_doc(
        "nextafter(x, y, /, *, steps=None)",
        next_after,
        "Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is None, it defaults to 1.\n\nRaises a TypeError, if x or y is not a double, or if steps is not an integer.\nRaises ValueError if steps is negative.",
    ),
    def_doc(
        "log(x, base=<unrepresentable>, /)",
        log,
        "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x.",
    ),
    def_doc(
        "log2(x, /)",
        |t, a| Ok(t.float(log_of(t, a[0], logs::Base::Two)?)),
        "Return the base 2 logarithm of x.",
    ),
    def_doc(
        "log10(x, /)",
        |t, a| Ok(t.float(log_of(t, a[0], logs::Base::Ten)?)),
        "Return the base 10 logarithm of x.",
    ),
    def_doc(
        "ceil(x, /)",
        |t, a| rounded(t, a[0], "__ceil__", f64::ceil),
        "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x.",
    ),
    def_doc(
        "floor(x, /)",
        |t, a| rounded(t, a[0], "__floor__", f64::floor),
        "Return the floor of x as an Integral.\n\nThis is the largest integer <= x.",
    ),
    def_doc(
        "trunc(x, /)",
        trunc,
        "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.",
    ),
];

pub(super) const FUNCTIONS: &[Def] =
    &crate::util::join::<{ OF_ONE.len() + OF_TWO.len() + OTHERS.len() }>(&[OF_ONE, OF_TWO, OTHERS]);

fn is_close(t: &Thread, a: &[Value]) -> Res {
    let (x, y) = (ops::arg_f64(t, a[0])?, ops::arg_f64(t, a[1])?);
    let relative = if a[2].is_undef() { 1e-9 } else { ops::arg_f64(t, a[2])? };
    let absolute = if a[3].is_undef() { 0.0 } else { ops::arg_f64(t, a[3])? };
    parts::isclose(x, y, relative, absolute).map(Ref::bool).map_err(|e| raise(t, e))
}

fn next_after(t: &Thread, a: &[Value]) -> Res {
    let (x, y) = (ops::arg_f64(t, a[0])?, ops::arg_f64(t, a[1])?);
    if a[2].is_none_or_undef() {
        return done(t, parts::nextafter(x, y, None));
    }
    let steps = ops::index(t, a[2])?;
    done(t, parts::nextafter(x, y, Some(int::view(&steps))))
}

fn log_of(t: &Thread, v: Value, base: logs::Base) -> Res<f64> {
    let r = match int::try_view(&v) {
        Some(n) => logs::log_int(n, base),
        None => logs::log(ops::arg_f64(t, v)?, base),
    };
    r.map_err(|e| raise(t, e))
}

fn log(t: &Thread, a: &[Value]) -> Res {
    let above = log_of(t, a[0], logs::Base::E)?;
    if a[1].is_undef() {
        return Ok(t.float(above));
    }
    let below = log_of(t, a[1], logs::Base::E)?;
    done(t, logs::quotient(above, below))
}

fn to_int(t: &Thread, x: f64) -> Res {
    convert::from_f64(x).map(|n| int::from_int(t, n)).map_err(|e| raise(t, e.into()))
}

fn rounded(t: &Thread, v: Value, name: &str, f: fn(f64) -> f64) -> Res {
    if !float::FLOAT.is_exact(v) {
        let r = ops::call_special(t, v, t.intern(name).v(), &[])?;
        if !r.is_undef() {
            return Ok(r);
        }
    }
    to_int(t, f(ops::arg_f64(t, v)?))
}

fn trunc(t: &Thread, a: &[Value]) -> Res {
    if float::FLOAT.is_exact(a[0]) {
        return to_int(t, ops::arg_f64(t, a[0])?);
    }
    let r = ops::call_special(t, a[0], t.intern("__trunc__").v(), &[])?;
    if r.is_undef() {
        return Err(
            t.type_error(format_args!("type {} doesn't define __trunc__ method", ops::type_name(a[0])))
        );
    }
    Ok(r)
}
