//! `float`: immediate where the exponent is common, else boxed; an instance of a subclass is always boxed.
//!
//! Here: the payload, what other natives call, the operators. `methods` has the rest. Must never know digits of floats: those
//! are `heddle-numeric`'s.

mod methods;

use crate::error::Res;
use crate::native::Args;
use crate::numeric::{OrRaise, deprecated_subclass, number_repr, number_text, refuse_keywords};
use crate::ops::{self, slots_of, type_name};
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{NativeType, TypeDef, flags, type_data};
use crate::types::{complex, descr, int, tuple};
use crate::value::Value;
use heddle_numeric::float::{self, arith, text};
use heddle_numeric::int::convert;
use heddle_numeric::{Complex, FloatError};
use heddle_threads::sync::atomic::Ordering::Relaxed;
use std::cmp::Ordering;

/// A boxed float's payload.
pub struct Float(pub f64);
crate::payload!(Float {}, plain);

/// The type `float`.
pub static FLOAT: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE | flags::MATCH_SELF,
    methods: methods::METHODS,
    getset: methods::GETSET,
    doc: "Convert a string or number to a floating-point number, if possible.",
    ..TypeDef::new("float", Float::vtable, slots)
});

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.repr = Some(|t, v| Ok(t.str(&text::repr(expect(v)))));
    // A nan's hash is its object's: nans are always boxed.
    s.hash = Some(|_, v| Ok(float::hash(expect(v)).unwrap_or_else(|| descr::pointer_hash(v.bits()))));
    s.compare = Some(|_, a, b, op| {
        let order = match (get(a), get(b)) {
            (Some(x), Some(y)) => x.partial_cmp(&y),
            (Some(x), None) => match int::try_view(&b) {
                Some(n) => convert::compare_f64(n, x).map(Ordering::reverse),
                None => return Ok(Ref::NOT_IMPLEMENTED),
            },
            _ => return Ok(Ref::NOT_IMPLEMENTED),
        };
        // A nan is unequal to everything.
        Ok(Ref::bool(order.map_or(op == Compare::Ne, |order| op.of(order))))
    });
    s.bool = Some(|_, v| Ok(expect(v) != 0.0));
    s.int = Some(methods::trunc);
    s.float = Some(|t, v| Ok(exact(t, v)));
    s.pos = s.float;
    s.neg = Some(|t, v| Ok(t.float(-expect(v))));
    s.abs = Some(|t, v| Ok(t.float(expect(v).abs())));
    s.pow3 = Some(|t, _, _, _| {
        Err(t.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
    });
    s.binary[Binary::Add as usize] = Some(|t, a, b| plain(t, a, b, |x, y| x + y));
    s.binary[Binary::Sub as usize] = Some(|t, a, b| plain(t, a, b, |x, y| x - y));
    s.binary[Binary::Mul as usize] = Some(|t, a, b| plain(t, a, b, |x, y| x * y));
    s.binary[Binary::TrueDiv as usize] = Some(|t, a, b| fallible(t, a, b, arith::true_div));
    s.binary[Binary::FloorDiv as usize] = Some(|t, a, b| fallible(t, a, b, arith::floordiv));
    s.binary[Binary::Mod as usize] = Some(|t, a, b| fallible(t, a, b, arith::modulo));
    s.binary[Binary::DivMod as usize] = Some(|t, a, b| {
        let Some((x, y)) = operands(t, a, b)? else { return Ok(Ref::NOT_IMPLEMENTED) };
        let (quotient, rest) = arith::divmod(x, y).or_raise(t)?;
        Ok(tuple::from_refs(t, vec![t.float(quotient), t.float(rest)]))
    });
    s.binary[Binary::Pow as usize] = Some(|t, a, b| {
        let Some((x, y)) = operands(t, a, b)? else { return Ok(Ref::NOT_IMPLEMENTED) };
        match arith::pow(x, y) {
            Err(FloatError::Complex) => complex::power(t, Complex::new(x, 0.0), Complex::new(y, 0.0)),
            result => Ok(t.float(result.or_raise(t)?)),
        }
    });
}

/// The number, if `v` is a float (or of a subclass).
#[inline(always)]
pub fn get(v: Value) -> Option<f64> {
    match v.as_immediate_float() {
        Some(f) => Some(f),
        None => v.payload::<Float>().map(|f| f.0),
    }
}

/// The number of a receiver, which is a float.
#[inline]
fn expect(v: Value) -> f64 {
    match v.as_immediate_float() {
        Some(f) => f,
        None => v.expect::<Float>().0,
    }
}

/// A plain float of the same number: the object itself unless it is of a subclass.
pub fn exact(t: &Thread, v: Value) -> Ref {
    if v.is_immediate_float() || FLOAT.is_exact(v) { Ref::new(v) } else { t.float(expect(v)) }
}

/// A side of an operator: floats and ints.
#[inline]
fn operand(t: &Thread, v: Value) -> Res<Option<f64>> {
    match get(v) {
        Some(f) => Ok(Some(f)),
        None if int::is_int(v) => int::to_f64(t, v).map(Some),
        None => Ok(None),
    }
}

#[inline]
fn operands(t: &Thread, a: Value, b: Value) -> Res<Option<(f64, f64)>> {
    if let (Some(x), Some(y)) = (a.as_immediate_float(), b.as_immediate_float()) {
        return Ok(Some((x, y)));
    }
    let Some(x) = operand(t, a)? else { return Ok(None) };
    Ok(operand(t, b)?.map(|y| (x, y)))
}

#[inline]
fn plain(t: &Thread, a: Value, b: Value, f: fn(f64, f64) -> f64) -> Res {
    match operands(t, a, b)? {
        Some((x, y)) => Ok(t.float(f(x, y))),
        None => Ok(Ref::NOT_IMPLEMENTED),
    }
}

#[inline]
fn fallible(t: &Thread, a: Value, b: Value, f: fn(f64, f64) -> Result<f64, FloatError>) -> Res {
    match operands(t, a, b)? {
        Some((x, y)) => Ok(t.float(f(x, y).or_raise(t)?)),
        None => Ok(Ref::NOT_IMPLEMENTED),
    }
}

/// What `__float__` or `__index__` say; `None` if the type has neither.
fn by_protocol(t: &Thread, v: Value) -> Res<Option<f64>> {
    let slots = slots_of(v);
    if let Some(f) = slots.float {
        let r = t.deeper(|| f(t, v))?;
        return match get(r.v()) {
            Some(x) => {
                if !r.is_immediate_float() && !FLOAT.is_exact(r.v()) {
                    let method = format!("{}.__float__", type_name(v));
                    deprecated_subclass(t, &method, "float", r.v())?;
                }
                Ok(Some(x))
            }
            None => Err(t.type_error(format_args!(
                "{}.__float__ returned non-float (type {})",
                type_name(v),
                type_name(r.v())
            ))),
        };
    }
    if slots.index.is_some() {
        let n = ops::index(t, v)?;
        return int::to_f64(t, n.v()).map(Some);
    }
    Ok(None)
}

/// `float(v)` for natives that take a real number: floats, things with `__float__` or `__index__`.
#[inline]
pub fn from_any(t: &Thread, v: Value) -> Res<f64> {
    if let Some(f) = get(v) {
        return Ok(f);
    }
    if let Some(n) = v.as_small_int() {
        return Ok(n as f64);
    }
    match by_protocol(t, v)? {
        Some(f) => Ok(f),
        None => Err(t.type_error(format_args!("must be real number, not {}", type_name(v)))),
    }
}

/// `float(v)` as Python calls it: text, too.
pub fn from_object(t: &Thread, v: Value) -> Res<f64> {
    if let Some(n) = v.as_small_int() {
        return Ok(n as f64);
    }
    if let Some(f) = by_protocol(t, v)? {
        return Ok(f);
    }
    let Some(text) = number_text(t, &v)? else {
        let name = type_name(v);
        return Err(
            t.type_error(format_args!("float() argument must be a string or a real number, not '{name}'"))
        );
    };
    match text::parse(&text) {
        Some(f) => Ok(f),
        None => {
            let repr = number_repr(t, v)?;
            Err(t.value_error(format_args!("could not convert string to float: {repr}")))
        }
    }
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    refuse_keywords(t, &FLOAT, cls, args)?;
    let number = match args.positional() {
        [] => 0.0,
        [v] if cls.is(FLOAT.get()) && FLOAT.is_exact(*v) => return Ok(Ref::new(*v)),
        [v] => from_object(t, *v)?,
        more => {
            return Err(t.type_error(format_args!("float expected at most 1 argument, got {}", more.len())));
        }
    };
    if cls.is(FLOAT.get()) {
        return Ok(t.float(number));
    }
    Ok(t.alloc(type_data(&cls).first_shape.load(Relaxed), Float(number)))
}

impl Thread {
    /// A float.
    #[inline]
    pub fn float(&self, f: f64) -> Ref {
        match Value::immediate_float(f) {
            Some(v) => Ref::immediate(v),
            None => self.alloc(FLOAT.shape(), Float(f)),
        }
    }
}
