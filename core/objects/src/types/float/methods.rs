//! Methods and attributes of `float`.

use super::{FLOAT, exact, expect, from_any};
use crate::error::Res;
use crate::native::{Def, def};
use crate::numeric::{OrRaise, parse_spec, spec_text};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{GetSet, getter};
use crate::types::{int, str, tuple};
use crate::value::Value;
use heddle_numeric::float::{self, arith, hex};
use heddle_numeric::format::number::format_float;
use heddle_numeric::format::spec::Target;
use heddle_numeric::int::convert;

pub(super) static METHODS: &[Def] = &[
    def("from_number($type, number, /)", |t, a| {
        let number = if FLOAT.is_exact(a[1]) { Ref::new(a[1]) } else { t.float(from_any(t, a[1])?) };
        as_class(t, a[0], number)
    }),
    def("conjugate($self, /)", |t, a| Ok(exact(t, a[0]))),
    def("__trunc__($self, /)", |t, a| trunc(t, a[0])),
    def("__floor__($self, /)", |t, a| whole(t, expect(a[0]).floor())),
    def("__ceil__($self, /)", |t, a| whole(t, expect(a[0]).ceil())),
    def("__round__($self, ndigits=None, /)", round),
    def("as_integer_ratio($self, /)", |t, a| {
        let (top, bottom) = float::as_integer_ratio(expect(a[0])).or_raise(t)?;
        Ok(tuple::from_refs(t, vec![int::from_int(t, top), int::from_int(t, bottom)]))
    }),
    def("fromhex($type, string, /)", fromhex),
    def("hex($self, /)", |t, a| Ok(t.str(&hex::hex(expect(a[0]))))),
    def("is_integer($self, /)", |_, a| Ok(Ref::bool(float::is_integer(expect(a[0]))))),
    def("__getnewargs__($self, /)", |t, a| Ok(tuple::from_refs(t, vec![exact(t, a[0])]))),
    def("__getformat__($type, typestr, /)", getformat),
    def("__format__($self, format_spec, /)", |t, a| format(t, a[0], a[1])),
];

pub(super) static GETSET: &[GetSet] =
    &[getter("real", |t, v| Ok(exact(t, v))), getter("imag", |t, _| Ok(t.float(0.0)))];

/// A float as an instance of the class whose class method made it.
fn as_class(t: &Thread, class: Value, number: Ref) -> Res {
    if class.is(FLOAT.get()) { Ok(number) } else { ops::call_pos(t, class, &[number.v()]) }
}

fn whole(t: &Thread, f: f64) -> Res {
    Ok(int::from_int(t, convert::from_f64(f).or_raise(t)?))
}

/// `int(f)`
pub(super) fn trunc(t: &Thread, v: Value) -> Res {
    whole(t, expect(v))
}

fn round(t: &Thread, a: &[Value]) -> Res {
    let f = expect(a[0]);
    if a[1].is_none_or_undef() {
        return Ok(int::from_int(t, arith::round_to_int(f).or_raise(t)?));
    }
    let places = ops::index_clamped(t, a[1])?;
    Ok(t.float(arith::round(f, places as i64).or_raise(t)?))
}

fn fromhex(t: &Thread, a: &[Value]) -> Res {
    let Some(text) = str::try_view(&a[1]) else {
        return Err(t.type_error("bad argument type for built-in operation"));
    };
    let number = hex::from_hex(&text.to_string_lossy()).or_raise(t)?;
    as_class(t, a[0], t.float(number))
}

fn getformat(t: &Thread, a: &[Value]) -> Res {
    if !str::is_str(a[1]) {
        let name = type_name(a[1]);
        return Err(t.type_error(format_args!("__getformat__() argument must be str, not {name}")));
    }
    if !str::equals(a[1], "double") && !str::equals(a[1], "float") {
        return Err(t.value_error("__getformat__() argument 1 must be 'double' or 'float'"));
    }
    let order = if cfg!(target_endian = "big") { "IEEE, big-endian" } else { "IEEE, little-endian" };
    Ok(t.str(order))
}

/// `format(f, spec)`
fn format(t: &Thread, v: Value, spec: Value) -> Res {
    let Some(text) = spec_text(t, spec)? else { return ops::to_str(t, v) };
    let name = type_name(v);
    let spec = parse_spec(t, &text, Target::FLOAT, &name)?;
    Ok(t.str(&format_float(expect(v), &spec, &name).or_raise(t)?))
}
