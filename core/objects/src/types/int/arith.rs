//! The operators of `int`: machine arithmetic where both sides are immediate, else that of `heddle-numeric`.
//!
//! A slot gets its operands in their order, and either may be of another type: then the answer is NotImplemented.

use super::{exact, from_int, to_f64, try_view, view, weighed};
use crate::error::Res;
use crate::numeric::OrRaise;
use crate::refs::Ref;
use crate::slots::{Binary, Slots};
use crate::thread::Thread;
use crate::types::tuple;
use crate::value::Value;
use heddle_numeric::float::arith as float_arith;
use heddle_numeric::int::{arith, bits, convert, power};
use heddle_numeric::{Int as Number, IntError, IntRef};

pub(super) fn fill(s: &mut Slots) {
    s.compare = Some(|_, a, b, op| {
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
            return Ok(Ref::bool(op.of(x.cmp(&y))));
        }
        match (try_view(&a), try_view(&b)) {
            (Some(x), Some(y)) => Ok(Ref::bool(op.of(x.cmp(&y)))),
            _ => Ok(Ref::NOT_IMPLEMENTED),
        }
    });
    s.bool = Some(|_, v| Ok(!view(&v).is_zero()));
    s.int = Some(|t, v| Ok(exact(t, v)));
    s.index = s.int;
    s.pos = s.int;
    s.float = Some(|t, v| Ok(t.float(to_f64(t, v)?)));
    s.neg = Some(|t, v| Ok(from_int(t, arith::neg(view(&v)))));
    s.abs = Some(|t, v| match view(&v).is_negative() {
        true => Ok(from_int(t, arith::abs(view(&v)))),
        false => Ok(exact(t, v)),
    });
    s.invert = Some(|t, v| Ok(from_int(t, bits::invert(view(&v)))));
    s.pow3 = Some(pow3);
    for (op, f) in [
        (Binary::Add, add as crate::slots::BinaryFn),
        (Binary::Sub, sub),
        (Binary::Mul, mul),
        (Binary::TrueDiv, true_div),
        (Binary::FloorDiv, floor_div),
        (Binary::Mod, modulo),
        (Binary::DivMod, divmod),
        (Binary::Pow, pow),
        (Binary::LShift, lshift),
        (Binary::RShift, rshift),
        (Binary::And, and),
        (Binary::Or, or),
        (Binary::Xor, xor),
    ] {
        s.binary[op as usize] = Some(f);
    }
}

/// Both operands as machine integers of 63 bits.
#[inline(always)]
fn small(a: Value, b: Value) -> Option<(i64, i64)> {
    Some((a.as_small_int()?, b.as_small_int()?))
}

/// Both numbers, and about how many bits they have; `None` if one is none.
fn both<'a>(a: &'a Value, b: &'a Value) -> Option<(IntRef<'a>, IntRef<'a>, u64)> {
    let (x, y) = (try_view(a)?, try_view(b)?);
    Some((x, y, bits::bit_length(x) + bits::bit_length(y)))
}

/// An operation that cannot fail, and is quick.
fn plain(t: &Thread, a: Value, b: Value, f: fn(IntRef<'_>, IntRef<'_>) -> Number) -> Res {
    match (try_view(&a), try_view(&b)) {
        (Some(x), Some(y)) => Ok(from_int(t, f(x, y))),
        _ => Ok(Ref::NOT_IMPLEMENTED),
    }
}

type Fallible<R> = fn(IntRef<'_>, IntRef<'_>) -> Result<R, IntError>;

/// An operation that can fail, or take long.
fn long<R>(t: &Thread, a: Value, b: Value, f: Fallible<R>, make: fn(&Thread, R) -> Ref) -> Res {
    let Some((x, y, bits)) = both(&a, &b) else { return Ok(Ref::NOT_IMPLEMENTED) };
    let result = weighed(t, bits, || f(x, y)).or_raise(t)?;
    Ok(make(t, result))
}

fn add(t: &Thread, a: Value, b: Value) -> Res {
    match small(a, b) {
        Some((x, y)) => Ok(t.int(x + y)),
        None => plain(t, a, b, arith::add),
    }
}

fn sub(t: &Thread, a: Value, b: Value) -> Res {
    match small(a, b) {
        Some((x, y)) => Ok(t.int(x - y)),
        None => plain(t, a, b, arith::sub),
    }
}

fn mul(t: &Thread, a: Value, b: Value) -> Res {
    if let Some((x, y)) = small(a, b)
        && let Some(product) = x.checked_mul(y)
    {
        return Ok(t.int(product));
    }
    long(t, a, b, arith::mul, from_int)
}

fn true_div(t: &Thread, a: Value, b: Value) -> Res {
    long(t, a, b, convert::true_div, Thread::float)
}

fn floor_div(t: &Thread, a: Value, b: Value) -> Res {
    if let Some((x, y)) = small(a, b)
        && y > 0
    {
        return Ok(t.int(x.div_euclid(y)));
    }
    long(t, a, b, arith::floordiv, from_int)
}

fn modulo(t: &Thread, a: Value, b: Value) -> Res {
    if let Some((x, y)) = small(a, b)
        && y > 0
    {
        return Ok(t.int(x.rem_euclid(y)));
    }
    long(t, a, b, arith::modulo, from_int)
}

fn divmod(t: &Thread, a: Value, b: Value) -> Res {
    long(t, a, b, arith::divmod, |t, (q, r)| tuple::from_refs(t, vec![from_int(t, q), from_int(t, r)]))
}

/// `a ** b`; a negative exponent makes a float.
pub fn pow(t: &Thread, a: Value, b: Value) -> Res {
    let Some((x, y, _)) = both(&a, &b) else { return Ok(Ref::NOT_IMPLEMENTED) };
    if y.is_negative() {
        let (x, y) = (convert::to_f64(x).or_raise(t)?, convert::to_f64(y).or_raise(t)?);
        return Ok(t.float(float_arith::pow(x, y).or_raise(t)?));
    }
    let size = convert::to_u64(y).map_or(u64::MAX, |n| bits::bit_length(x).saturating_mul(n));
    let result = weighed(t, size, || power::pow(x, y)).or_raise(t)?;
    Ok(from_int(t, result))
}

fn pow3(t: &Thread, a: Value, b: Value, c: Value) -> Res {
    let (Some((x, y, size)), Some(m)) = (both(&a, &b), try_view(&c)) else {
        return Ok(Ref::NOT_IMPLEMENTED);
    };
    // Each bit of the exponent costs a product of the modulus' size.
    let work = bits::bit_length(y).saturating_mul(bits::bit_length(m)).max(size);
    let result = weighed(t, work, || power::pow_mod(x, y, m)).or_raise(t)?;
    Ok(from_int(t, result))
}

fn lshift(t: &Thread, a: Value, b: Value) -> Res {
    if let Some((x, n @ 0..=62)) = small(a, b)
        && x << n >> n == x
    {
        return Ok(t.int(x << n));
    }
    long(t, a, b, bits::lshift, from_int)
}

fn rshift(t: &Thread, a: Value, b: Value) -> Res {
    if let Some((x, n @ 0..)) = small(a, b) {
        return Ok(t.int(x >> n.min(63)));
    }
    long(t, a, b, bits::rshift, from_int)
}

fn and(t: &Thread, a: Value, b: Value) -> Res {
    match small(a, b) {
        Some((x, y)) => Ok(t.int(x & y)),
        None => plain(t, a, b, bits::and),
    }
}

fn or(t: &Thread, a: Value, b: Value) -> Res {
    match small(a, b) {
        Some((x, y)) => Ok(t.int(x | y)),
        None => plain(t, a, b, bits::or),
    }
}

fn xor(t: &Thread, a: Value, b: Value) -> Res {
    match small(a, b) {
        Some((x, y)) => Ok(t.int(x ^ y)),
        None => plain(t, a, b, bits::xor),
    }
}

/// `&`, `|` or `^` for `bool`, where one side is not one.
pub(crate) fn logic(t: &Thread, a: Value, b: Value, op: Binary) -> Res {
    match op {
        Binary::And => and(t, a, b),
        Binary::Or => or(t, a, b),
        _ => xor(t, a, b),
    }
}
