//! `complex`: always on the heap. A real operand stays real: 3.14's rules keep the signs of zeros that a conversion would lose.
//!
//! Must never know how complex numbers are computed or written: that is `heddle-numeric`'s.

use crate::error::Res;
use crate::native::{Args, Def, def};
use crate::numeric::{
    OrRaise, deprecated, deprecated_subclass, full_name, number_repr, number_text, parse_spec, spec_text,
};
use crate::ops::{self, slots_of, type_name};
use crate::payload::Payload;
use crate::refs::Ref;
use crate::slots::{Binary, Compare, Slots};
use crate::thread::Thread;
use crate::typeobj::{GetSet, NativeType, TypeDef, flags, getter, type_data};
use crate::types::{descr, float, int, str, tuple};
use crate::value::Value;
use heddle_numeric::FloatError;
use heddle_numeric::ascii;
use heddle_numeric::complex::{Complex as Number, text};
use heddle_numeric::format::number::format_complex;
use heddle_numeric::format::spec::Target;
use heddle_numeric::int::convert;
use heddle_threads::sync::atomic::Ordering::Relaxed;
use std::cmp::Ordering;

/// A complex number's payload.
pub struct Complex(pub Number);
crate::payload!(Complex {}, plain);

/// The type `complex`.
pub static COMPLEX: NativeType = NativeType::new(TypeDef {
    flags: flags::BASE,
    methods: METHODS,
    getset: &[
        GetSet {
            doc: "the real part of a complex number",
            ..getter("real", |t, v| Ok(t.float(expect(v).re)))
        },
        getter("imag", |t, v| Ok(t.float(expect(v).im))),
    ],
    doc: "Create a complex number from a string or numbers.\n\nA string is parsed as a complex number, a single number is \
          converted.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and \
          imaginary components.",
    ..TypeDef::new("complex", Complex::vtable, slots)
});

static METHODS: &[Def] = &[
    def("from_number($type, number, /)", |t, a| {
        let [class, v] = a else { return Err(t.system_error("from_number: bad call")) };
        if class.is(COMPLEX.get()) && COMPLEX.is_exact(*v) {
            return Ok(Ref::new(*v));
        }
        let z = from_any(t, *v)?;
        let z = t.complex(z.re, z.im);
        if class.is(COMPLEX.get()) { Ok(z) } else { ops::call_pos(t, *class, &[z.v()]) }
    }),
    def("conjugate($self, /)", |t, a| {
        let z = expect(a[0]);
        Ok(t.complex(z.re, -z.im))
    }),
    def("__complex__($self, /)", |t, a| Ok(exact(t, a[0]))),
    def("__getnewargs__($self, /)", |t, a| {
        let z = expect(a[0]);
        Ok(tuple::from_refs(t, vec![t.float(z.re), t.float(z.im)]))
    }),
    def("__format__($self, format_spec, /)", |t, a| {
        let Some(text) = spec_text(t, a[1])? else { return ops::to_str(t, a[0]) };
        let name = type_name(a[0]);
        let spec = parse_spec(t, &text, Target::COMPLEX, &name)?;
        Ok(t.str(&format_complex(expect(a[0]), &spec, &name).or_raise(t)?))
    }),
];

fn slots(s: &mut Slots) {
    s.new = Some(new);
    s.repr = Some(|t, v| Ok(t.str(&text::repr(expect(v)))));
    s.hash = Some(|_, v| Ok(expect(v).hash().unwrap_or_else(|| descr::pointer_hash(v.bits()))));
    s.compare = Some(compare);
    s.bool = Some(|_, v| {
        let z = expect(v);
        Ok(z.re != 0.0 || z.im != 0.0)
    });
    s.pos = Some(|t, v| Ok(exact(t, v)));
    s.neg = Some(|t, v| Ok(new_number(t, -expect(v))));
    s.abs = Some(|t, v| Ok(t.float(expect(v).abs().or_raise(t)?)));
    s.pow3 = Some(|t, _, _, _| Err(t.value_error("complex modulo")));
    s.binary[Binary::Add as usize] =
        Some(|t, a, b| binary(t, a, b, |x, y| Ok(x + y), |x, y| Ok(x.add_real(y)), |x, y| Ok(y.add_real(x))));
    s.binary[Binary::Sub as usize] = Some(|t, a, b| {
        binary(t, a, b, |x, y| Ok(x - y), |x, y| Ok(x.sub_real(y)), |x, y| Ok(Number::real_sub(x, y)))
    });
    s.binary[Binary::Mul as usize] =
        Some(|t, a, b| binary(t, a, b, |x, y| Ok(x * y), |x, y| Ok(x.mul_real(y)), |x, y| Ok(y.mul_real(x))));
    s.binary[Binary::TrueDiv as usize] =
        Some(|t, a, b| binary(t, a, b, Number::true_div, Number::div_real, Number::real_div));
    s.binary[Binary::Pow as usize] = Some(|t, a, b| {
        let right = |x: Number, y| x.pow(Number::new(y, 0.0));
        binary(t, a, b, Number::pow, right, |x, y| Number::new(x, 0.0).pow(y))
    });
}

/// A side of an operator.
enum Operand {
    Complex(Number),
    Real(f64),
}

fn operand(t: &Thread, v: Value) -> Res<Option<Operand>> {
    if let Some(z) = get(v) {
        return Ok(Some(Operand::Complex(z)));
    }
    if let Some(f) = float::get(v) {
        return Ok(Some(Operand::Real(f)));
    }
    if int::is_int(v) { Ok(Some(Operand::Real(int::to_f64(t, v)?))) } else { Ok(None) }
}

type Result<T> = std::result::Result<T, FloatError>;

/// An operator: both complex, the right one real, the left one real.
fn binary(
    t: &Thread,
    a: Value,
    b: Value,
    both: fn(Number, Number) -> Result<Number>,
    right: fn(Number, f64) -> Result<Number>,
    left: fn(f64, Number) -> Result<Number>,
) -> Res {
    let (Some(x), Some(y)) = (operand(t, a)?, operand(t, b)?) else { return Ok(Ref::NOT_IMPLEMENTED) };
    let result = match (x, y) {
        (Operand::Complex(x), Operand::Complex(y)) => both(x, y),
        (Operand::Complex(x), Operand::Real(y)) => right(x, y),
        (Operand::Real(x), Operand::Complex(y)) => left(x, y),
        (Operand::Real(_), Operand::Real(_)) => return Ok(Ref::NOT_IMPLEMENTED),
    };
    Ok(new_number(t, result.or_raise(t)?))
}

/// `a ** b`
pub fn power(t: &Thread, a: Number, b: Number) -> Res {
    Ok(new_number(t, a.pow(b).or_raise(t)?))
}

fn compare(_: &Thread, a: Value, b: Value, op: Compare) -> Res {
    if !matches!(op, Compare::Eq | Compare::Ne) {
        return Ok(Ref::NOT_IMPLEMENTED);
    }
    let x = expect(a);
    let same = if let Some(y) = get(b) {
        x == y
    } else if let Some(y) = float::get(b) {
        x.re == y && x.im == 0.0
    } else if let Some(n) = int::try_view(&b) {
        x.im == 0.0 && convert::compare_f64(n, x.re) == Some(Ordering::Equal)
    } else {
        return Ok(Ref::NOT_IMPLEMENTED);
    };
    Ok(Ref::bool(same == (op == Compare::Eq)))
}

/// The number, if `v` is a complex (or of a subclass).
#[inline]
pub fn get(v: Value) -> Option<Number> {
    v.payload::<Complex>().map(|z| z.0)
}

fn expect(v: Value) -> Number {
    v.expect::<Complex>().0
}

fn exact(t: &Thread, v: Value) -> Ref {
    if COMPLEX.is_exact(v) { Ref::new(v) } else { new_number(t, expect(v)) }
}

/// A complex object of this number.
pub fn new_number(t: &Thread, z: Number) -> Ref {
    t.alloc(COMPLEX.shape(), Complex(z))
}

/// What `__complex__` says; `None` if the type has none.
fn by_method(t: &Thread, v: Value) -> Res<Option<Number>> {
    if COMPLEX.is_exact(v) {
        return Ok(get(v));
    }
    let name = t.intern("__complex__");
    let r = t.deeper(|| ops::call_special(t, v, name.v(), &[]))?;
    if r.is_undef() {
        return Ok(None);
    }
    match get(r.v()) {
        Some(z) => {
            if !COMPLEX.is_exact(r.v()) {
                deprecated_subclass(t, "__complex__", "complex", r.v())?;
            }
            Ok(Some(z))
        }
        None => {
            let name = full_name(t, ops::type_of(r.v()));
            Err(t.type_error(format_args!("__complex__ returned non-complex (type {name})")))
        }
    }
}

/// `complex(v)` for natives that take a number: complex ones, things with `__complex__`, `__float__` or `__index__`.
pub fn from_any(t: &Thread, v: Value) -> Res<Number> {
    if let Some(z) = get(v) {
        return Ok(z);
    }
    if !int::is_int(v)
        && float::get(v).is_none()
        && let Some(z) = by_method(t, v)?
    {
        return Ok(z);
    }
    Ok(Number::new(float::from_any(t, v)?, 0.0))
}

/// Whether a number can be made of `v` by `__float__` or `__index__`.
fn is_real(v: Value) -> bool {
    let slots = slots_of(v);
    slots.float.is_some() || slots.index.is_some()
}

fn new(t: &Thread, cls: Value, args: Args) -> Res {
    let given = args.positional();
    if args.names.is_empty()
        && let [v] = given
    {
        if cls.is(COMPLEX.get()) && COMPLEX.is_exact(*v) {
            return Ok(Ref::new(*v));
        }
        return Ok(instance(t, cls, from_one(t, *v)?));
    }
    let total = args.all.len();
    if total > 2 {
        return Err(t.type_error(format_args!("complex() takes at most 2 arguments ({total} given)")));
    }
    let mut parts = [given.first().copied(), given.get(1).copied()];
    for (name, value) in args.pairs() {
        let Some(at) = ["real", "imag"].iter().position(|part| str::equals(name, part)) else {
            let name = str::lossy(name);
            return Err(t.type_error(format_args!("complex() got an unexpected keyword argument '{name}'")));
        };
        if parts[at].is_some() {
            let (name, place) = (str::lossy(name), at + 1);
            return Err(t.type_error(format_args!(
                "argument for complex() given by name ('{name}') and position ({place})"
            )));
        }
        parts[at] = Some(value);
    }
    Ok(instance(t, cls, from_parts(t, parts[0], parts[1])?))
}

fn instance(t: &Thread, cls: Value, z: Number) -> Ref {
    t.alloc(type_data(&cls).first_shape.load(Relaxed), Complex(z))
}

/// `complex(v)`
fn from_one(t: &Thread, v: Value) -> Res<Number> {
    if str::is_str(v) {
        let text = number_text(t, &v)?.unwrap_or_default();
        if let Some(z) = text::parse(&text) {
            return Ok(z);
        }
        let folded = ascii::fold(&text);
        if folded.is_some_and(|text| ascii::without_digit_underscores(text.as_bytes()).is_none()) {
            let repr = number_repr(t, v)?;
            return Err(t.value_error(format_args!("could not convert string to complex: {repr}")));
        }
        return Err(t.value_error("complex() arg is a malformed string"));
    }
    if let Some(z) = by_method(t, v)? {
        return Ok(z);
    }
    if let Some(z) = get(v) {
        return Ok(z);
    }
    if !is_real(v) {
        let name = full_name(t, ops::type_of(v));
        return Err(t.type_error(format_args!("complex() argument must be a string or a number, not {name}")));
    }
    Ok(Number::new(float::from_object(t, v)?, 0.0))
}

/// `complex(real, imag)`: `real + imag * 1j`, where both may still be complex themselves.
fn from_parts(t: &Thread, real: Option<Value>, imag: Option<Value>) -> Res<Number> {
    let wrong = |what: &str, v: Value| {
        let name = full_name(t, ops::type_of(v));
        format!("complex() argument '{what}' must be a real number, not {name}")
    };
    let refuse = |what: &str, v: Value| t.type_error(wrong(what, v));
    let from_method = match real {
        Some(v) => by_method(t, v)?.or(get(v)),
        None => None,
    };
    if let Some(v) = real
        && from_method.is_none()
        && !is_real(v)
    {
        return Err(refuse("real", v));
    }
    if let Some(v) = imag
        && get(v).is_none()
        && !is_real(v)
    {
        return Err(refuse("imag", v));
    }
    if let Some(v) = real
        && !is_real(v)
    {
        deprecated(t, &wrong("real", v))?;
    }
    if let Some(v) = imag
        && get(v).is_some()
    {
        deprecated(t, &wrong("imag", v))?;
    }
    let mut z = match (from_method, real) {
        (Some(z), _) => z,
        (None, Some(v)) => Number::new(float::from_object(t, v)?, 0.0),
        (None, None) => Number::new(0.0, 0.0),
    };
    let Some(v) = imag else { return Ok(z) };
    match get(v) {
        Some(other) => {
            z.re -= other.im;
            z.im = if from_method.is_some() { other.re + z.im } else { other.re };
        }
        None => {
            let im = float::from_object(t, v)?;
            z.im = if from_method.is_some() { im + z.im } else { im };
        }
    }
    Ok(z)
}

impl Thread {
    /// A complex number.
    pub fn complex(&self, re: f64, im: f64) -> Ref {
        new_number(self, Number::new(re, im))
    }
}
