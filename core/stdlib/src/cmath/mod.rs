//! `cmath`: functions of complex numbers. The functions themselves are `heddle_numeric::math::cmath`'s.

use crate::NativeModule;
use heddle_numeric::Complex;
use heddle_numeric::math::cmath as functions;
use heddle_numeric::math::cmath::ComplexResult;
use heddle_objects::native::{Def, def_doc};
use heddle_objects::numeric::OrRaise;
use heddle_objects::types::{complex, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};
use std::f64::consts::{E, PI, TAU};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    init: |t, m| {
        m.set(t, "pi", t.float(PI));
        m.set(t, "e", t.float(E));
        m.set(t, "tau", t.float(TAU));
        m.set(t, "inf", t.float(f64::INFINITY));
        m.set(t, "infj", t.complex(0.0, f64::INFINITY));
        m.set(t, "nan", t.float(f64::NAN));
        m.set(t, "nanj", t.complex(0.0, f64::NAN));
        Ok(())
    },
    ..NativeModule::new("cmath", FUNCTIONS)
};

macro_rules! of_one {
    ($($signature:literal $f:ident $doc:literal;)*) => {
        &[
            $(def_doc($signature, |t, a| of_one(t, a[0], functions::$f), $doc),)*
            def_doc("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose,
                "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being \
                 considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference \
                 for being considered \"close\", regardless of the\n    magnitude of the input values"),
            def_doc("isfinite(z, /)", |t, a| test(t, a[0], Complex::is_finite),
                "Return True if both the real and imaginary parts of z are finite, else False."),
            def_doc("isinf(z, /)", |t, a| test(t, a[0], Complex::is_infinite),
                "Checks if the real or imaginary part of z is infinite."),
            def_doc("isnan(z, /)", |t, a| test(t, a[0], Complex::is_nan),
                "Checks if the real or imaginary part of z not a number (NaN)."),
            def_doc("log(z, base=<unrepresentable>, /)", log,
                "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural \
                 logarithm (base e) of z."),
            def_doc("phase(z, /)", |t, a| Ok(t.float(functions::phase(complex::from_any(t, a[0])?))),
                "Return argument, also known as the phase angle, of a complex."),
            def_doc("polar(z, /)", polar,
                "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the \
                 phase angle."),
            def_doc("rect(r, phi, /)", rect, "Convert from polar coordinates to rectangular coordinates."),
        ]
    };
}

static FUNCTIONS: &[Def] = of_one! {
    "acos(z, /)" acos "Return the arc cosine of z.";
    "acosh(z, /)" acosh "Return the inverse hyperbolic cosine of z.";
    "asin(z, /)" asin "Return the arc sine of z.";
    "asinh(z, /)" asinh "Return the inverse hyperbolic sine of z.";
    "atan(z, /)" atan "Return the arc tangent of z.";
    "atanh(z, /)" atanh "Return the inverse hyperbolic tangent of z.";
    "cos(z, /)" cos "Return the cosine of z.";
    "cosh(z, /)" cosh "Return the hyperbolic cosine of z.";
    "exp(z, /)" exp "Return the exponential value e**z.";
    "log10(z, /)" log10 "Return the base-10 logarithm of z.";
    "sin(z, /)" sin "Return the sine of z.";
    "sinh(z, /)" sinh "Return the hyperbolic sine of z.";
    "sqrt(z, /)" sqrt "Return the square root of z.";
    "tan(z, /)" tan "Return the tangent of z.";
    "tanh(z, /)" tanh "Return the hyperbolic tangent of z.";
};

fn of_one(t: &Thread, z: Value, f: fn(Complex) -> ComplexResult) -> Res {
    let z = complex::from_any(t, z)?;
    Ok(complex::new_number(t, f(z).or_raise(t)?))
}

fn test(t: &Thread, z: Value, f: fn(Complex) -> bool) -> Res {
    Ok(Ref::bool(f(complex::from_any(t, z)?)))
}

fn log(t: &Thread, a: &[Value]) -> Res {
    let z = complex::from_any(t, a[0])?;
    let result = match a[1].some() {
        None => functions::log(z),
        Some(base) => functions::log_base(z, complex::from_any(t, base)?),
    };
    Ok(complex::new_number(t, result.or_raise(t)?))
}

fn polar(t: &Thread, a: &[Value]) -> Res {
    let (r, phi) = functions::polar(complex::from_any(t, a[0])?).or_raise(t)?;
    Ok(tuple::from_refs(t, vec![t.float(r), t.float(phi)]))
}

fn rect(t: &Thread, a: &[Value]) -> Res {
    let (r, phi) = (ops::arg_f64(t, a[0])?, ops::arg_f64(t, a[1])?);
    Ok(complex::new_number(t, functions::rect(r, phi).or_raise(t)?))
}

fn isclose(t: &Thread, a: &[Value]) -> Res {
    let (x, y) = (complex::from_any(t, a[0])?, complex::from_any(t, a[1])?);
    let tolerance = |v: Value, default| if v.is_undef() { Ok(default) } else { ops::arg_f64(t, v) };
    let (relative, absolute) = (tolerance(a[2], 1e-9)?, tolerance(a[3], 0.0)?);
    Ok(Ref::bool(functions::isclose(x, y, relative, absolute).or_raise(t)?))
}
