//! `math`'s functions of ints.

use super::raise;
use heddle_numeric::int::{arith, power};
use heddle_numeric::math::{MathError, whole};
use heddle_numeric::{Int, IntError, IntRef};
use heddle_objects::native::{Def, def_doc};
use heddle_objects::types::{int, tuple};
use heddle_objects::{Ref, Res, Thread, Value, ops};

pub(super) const FUNCTIONS: &[Def] = &[
    def_doc(
        "comb(n, k, /)",
        |t, a| {
            let (n, k) = (ops::index(t, a[0])?, ops::index(t, a[1])?);
            done(t, whole::comb(int::view(&n), int::view(&k)))
        },
        "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\nAlso called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in polynomial expansion of the\nexpression (1 + x)**n.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.",
    ),
    def_doc(
        "perm(n, k=None, /)",
        |t, a| {
            let n = ops::index(t, a[0])?;
            if a[1].is_none_or_undef() {
                return done(t, whole::perm(int::view(&n), None));
            }
            let k = ops::index(t, a[1])?;
            done(t, whole::perm(int::view(&n), Some(int::view(&k))))
        },
        "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the arguments are negative.",
    ),
    def_doc(
        "factorial(n, /)",
        |t, a| {
            let n = ops::index(t, a[0])?;
            done(t, whole::factorial(int::view(&n)))
        },
        "Find n!.",
    ),
    def_doc(
        "isqrt(n, /)",
        |t, a| {
            let n = ops::index(t, a[0])?;
            done(t, power::isqrt(int::view(&n)).map_err(MathError::Int))
        },
        "Return the integer part of the square root of the input.",
    ),
    def_doc(
        "gcd(*integers)",
        |t, a| fold(t, a[0], 0, |x, y| Ok(arith::gcd(x, y))),
        "Greatest Common Divisor.",
    ),
    def_doc("lcm(*integers)", |t, a| fold(t, a[0], 1, arith::lcm), "Least Common Multiple."),
];

fn done(t: &Thread, r: Result<Int, MathError>) -> Res {
    match r {
        Ok(n) => Ok(int::from_int(t, n)),
        Err(e) => Err(raise(t, e)),
    }
}

fn fold(t: &Thread, args: Value, none: i64, f: impl Fn(IntRef, IntRef) -> Result<Int, IntError>) -> Res {
    let Some((&first, rest)) = tuple::items(&args).split_first() else { return Ok(t.int(none)) };
    let first = ops::index(t, first)?;
    let mut result = arith::abs(int::view(&first));
    for &v in rest {
        let n: Ref = ops::index(t, v)?;
        result = f(result.view(), int::view(&n)).map_err(|e| raise(t, MathError::Int(e)))?;
    }
    Ok(int::from_int(t, result))
}
