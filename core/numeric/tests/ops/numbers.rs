//! Operations that make numbers of numbers.

use super::{Args, Outcome, ok, outcome};
use heddle_numeric::float::FloatError;
use heddle_numeric::float::arith as fl;
use heddle_numeric::int::{arith, bits, convert, power};
use heddle_numeric::math::logs::{self, Base};
use heddle_numeric::math::{cmath as cm, parts, real, sums, whole};
use heddle_numeric::{Complex, Int, IntError, float as floats};

pub fn int(name: &str, args: &Args) -> Option<Outcome> {
    if name == "parse" {
        return None;
    }
    let a = args.int(0);
    let b =
        if name != "from_bytes" && args.0.len() > 1 && name != "cmp_float" { args.int(1) } else { Int::ZERO };
    let (x, y) = (a.view(), b.view());
    match name {
        "add" => ok(arith::add(x, y)),
        "sub" => ok(arith::sub(x, y)),
        "mul" => outcome(arith::mul(x, y)),
        "floordiv" => outcome(arith::floordiv(x, y)),
        "mod" => outcome(arith::modulo(x, y)),
        "divmod" => outcome(arith::divmod(x, y)),
        "truediv" => outcome(convert::true_div(x, y)),
        "and_" => ok(bits::and(x, y)),
        "or_" => ok(bits::or(x, y)),
        "xor" => ok(bits::xor(x, y)),
        "lshift" => outcome(bits::lshift(x, y)),
        "rshift" => outcome(bits::rshift(x, y)),
        "pow" => outcome(power::pow(x, y)),
        "powmod" => outcome(power::pow_mod(x, y, args.int(2).view())),
        "gcd" => ok(arith::gcd(x, y)),
        "lcm" => outcome(arith::lcm(x, y)),
        "round" => outcome(arith::round_to_tens(x, args.index(1) as u64)),
        "cmp_float" => ok(convert::compare_f64(x, args.float(1)).map(|order| order as i64)),
        "neg" => ok(arith::neg(x)),
        "abs" => ok(arith::abs(x)),
        "invert" => ok(bits::invert(x)),
        "float" => outcome(convert::to_f64(x)),
        "hash" => ok(convert::hash(x)),
        "isqrt" => outcome(power::isqrt(x)),
        "bit_length" => ok(bits::bit_length(x)),
        "bit_count" => ok(bits::bit_count(x)),
        "to_bytes" => {
            let flag = |i| args.index(i) == 1;
            outcome(convert::to_bytes(x, args.index(1) as usize, flag(2), flag(3)))
        }
        "from_bytes" => ok(convert::from_bytes(&args.bytes(2), args.index(0) == 1, args.index(1) == 1)),
        _ => None,
    }
}

pub fn float(name: &str, args: &Args) -> Option<Outcome> {
    if matches!(name, "parse" | "fromhex") {
        return None;
    }
    let x = args.float(0);
    let y = if args.0.len() > 1 && name != "round" { args.float(1) } else { 0.0 };
    match name {
        "floordiv" => outcome(fl::floordiv(x, y)),
        "mod" => outcome(fl::modulo(x, y)),
        "truediv" => outcome(fl::true_div(x, y)),
        "divmod" => outcome(fl::divmod(x, y)),
        "pow" => outcome(match fl::pow(x, y) {
            Err(FloatError::Complex) => Complex::new(x, 0.0).pow(Complex::new(y, 0.0)).map(|_| f64::NAN),
            result => result,
        }),
        "round" => outcome(fl::round(x, args.index(1))),
        "hash" => ok(floats::hash(x)),
        "int" => outcome(convert::from_f64(x)),
        "round0" => outcome(fl::round_to_int(x)),
        "ratio" => outcome(floats::as_integer_ratio(x)),
        "is_integer" => ok(floats::is_integer(x)),
        _ => None,
    }
}

pub fn complex(name: &str, args: &Args) -> Option<Outcome> {
    if name == "parse" {
        return None;
    }
    if let Some(name) = name.strip_prefix("real_") {
        let (x, z) = (args.float(0), args.complex(1));
        return match name {
            "add" => ok(z.add_real(x)),
            "sub" => ok(Complex::real_sub(x, z)),
            "mul" => ok(z.mul_real(x)),
            _ => outcome(Complex::real_div(x, z)),
        };
    }
    let z = args.complex(0);
    if let Some(name) = name.strip_suffix("_real") {
        let x = args.float(1);
        return match name {
            "add" => ok(z.add_real(x)),
            "sub" => ok(z.sub_real(x)),
            "mul" => ok(z.mul_real(x)),
            _ => outcome(z.div_real(x)),
        };
    }
    match name {
        "add" => ok(z + args.complex(1)),
        "sub" => ok(z - args.complex(1)),
        "mul" => ok(z * args.complex(1)),
        "truediv" => outcome(z.true_div(args.complex(1))),
        "pow" => outcome(z.pow(args.complex(1))),
        "abs" => outcome(z.abs()),
        "hash" => ok(z.hash()),
        _ => None,
    }
}

pub fn math(name: &str, args: &Args) -> Option<Outcome> {
    if matches!(name, "fsum" | "hypotn" | "dist" | "sumprod") {
        let (p, q) = (args.floats(0), if args.0.len() > 1 { args.floats(1) } else { Vec::new() });
        return match name {
            "fsum" => outcome(sums::fsum(p)),
            "hypotn" => ok(sums::hypot(&p)),
            "dist" => outcome(sums::dist(&p, &q)),
            _ => ok(sums::sumprod(&p, &q)),
        };
    }
    let int = |i| args.int(i);
    match name {
        "comb" => return outcome(whole::comb(int(0).view(), int(1).view())),
        "perm" => return outcome(whole::perm(int(0).view(), Some(int(1).view()))),
        "factorial" => return outcome(whole::factorial(int(0).view())),
        "log_int" => return outcome(logs::log_int(int(0).view(), Base::E)),
        "log2_int" => return outcome(logs::log_int(int(0).view(), Base::Two)),
        "log10_int" => return outcome(logs::log_int(int(0).view(), Base::Ten)),
        _ => {}
    }
    let x = args.float(0);
    let y = || args.float(1);
    match name {
        "acos" => outcome(real::acos(x)),
        "acosh" => outcome(real::acosh(x)),
        "asin" => outcome(real::asin(x)),
        "asinh" => outcome(real::asinh(x)),
        "atan" => outcome(real::atan(x)),
        "atanh" => outcome(real::atanh(x)),
        "cbrt" => outcome(real::cbrt(x)),
        "cos" => outcome(real::cos(x)),
        "cosh" => outcome(real::cosh(x)),
        "degrees" => ok(real::degrees(x)),
        "erf" => outcome(real::erf(x)),
        "erfc" => outcome(real::erfc(x)),
        "exp" => outcome(real::exp(x)),
        "exp2" => outcome(real::exp2(x)),
        "expm1" => outcome(real::expm1(x)),
        "gamma" => outcome(real::gamma(x)),
        "lgamma" => outcome(real::lgamma(x)),
        "log" => outcome(logs::log(x, Base::E)),
        "log2" => outcome(logs::log(x, Base::Two)),
        "log10" => outcome(logs::log(x, Base::Ten)),
        "log1p" => outcome(real::log1p(x)),
        "radians" => ok(real::radians(x)),
        "sin" => outcome(real::sin(x)),
        "sinh" => outcome(real::sinh(x)),
        "sqrt" => outcome(real::sqrt(x)),
        "tan" => outcome(real::tan(x)),
        "tanh" => outcome(real::tanh(x)),
        "ulp" => ok(parts::ulp(x)),
        "frexp" => ok(parts::frexp(x)),
        "modf" => ok(parts::modf(x)),
        "atan2" => ok(real::atan2(x, y())),
        "fmod" => outcome(parts::fmod(x, y())),
        "remainder" => outcome(parts::remainder(x, y())),
        "pow" => outcome(real::pow(x, y())),
        "hypot" => ok(sums::hypot(&[x, y()])),
        "nextafter" => outcome(parts::nextafter(x, y(), None)),
        "nextafter_steps" => outcome(parts::nextafter(x, y(), Some(int(2).view()))),
        "ldexp" => outcome(parts::ldexp(x, int(1).view())),
        "fma" => outcome(parts::fma(x, y(), args.float(2))),
        "isclose" => outcome(parts::isclose(x, y(), 1e-9, 0.0)),
        "log_base" => {
            outcome(logs::log(x, Base::E).and_then(|top| logs::quotient(top, logs::log(y(), Base::E)?)))
        }
        _ => None,
    }
}

pub fn cmath(name: &str, args: &Args) -> Option<Outcome> {
    if name == "rect" {
        return outcome(cm::rect(args.float(0), args.float(1)));
    }
    let z = args.complex(0);
    match name {
        "acos" => outcome(cm::acos(z)),
        "acosh" => outcome(cm::acosh(z)),
        "asin" => outcome(cm::asin(z)),
        "asinh" => outcome(cm::asinh(z)),
        "atan" => outcome(cm::atan(z)),
        "atanh" => outcome(cm::atanh(z)),
        "cos" => outcome(cm::cos(z)),
        "cosh" => outcome(cm::cosh(z)),
        "exp" => outcome(cm::exp(z)),
        "log" => outcome(cm::log(z)),
        "log10" => outcome(cm::log10(z)),
        "log_base" => outcome(cm::log_base(z, args.complex(1))),
        "sin" => outcome(cm::sin(z)),
        "sinh" => outcome(cm::sinh(z)),
        "sqrt" => outcome(cm::sqrt(z)),
        "tan" => outcome(cm::tan(z)),
        "tanh" => outcome(cm::tanh(z)),
        "phase" => ok(cm::phase(z)),
        "polar" => outcome(cm::polar(z)),
        _ => None,
    }
}

/// Kept apart: the table never asks for a negative exponent.
#[test]
fn negative_exponents_are_told() {
    assert_eq!(power::pow(Int::Small(2).view(), Int::Small(-1).view()), Err(IntError::NegativeExponent));
}
