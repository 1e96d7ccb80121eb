//! Methods and attributes of `int`.

use super::{INT, digits_limit, exact, from, from_int, to_i64, view, weighed};
use crate::error::Res;
use crate::native::{Def, def};
use crate::numeric::{OrRaise, parse_spec, spec_text};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::typeobj::{GetSet, getter};
use crate::types::bytes::make;
use crate::types::{buffer, bytes, str, tuple};
use crate::value::Value;
use heddle_numeric::IntRef;
use heddle_numeric::format::number::format_int;
use heddle_numeric::format::spec::{Spec, Target};
use heddle_numeric::int::{arith, bits, convert};
use heddle_text::Owned;

pub(super) static METHODS: &[Def] = &[
    def("conjugate($self, /)", itself),
    def("bit_length($self, /)", |t, a| Ok(from(t, bits::bit_length(view(&a[0]))))),
    def("bit_count($self, /)", |t, a| Ok(from(t, bits::bit_count(view(&a[0]))))),
    def("to_bytes($self, /, length=1, byteorder='big', *, signed=False)", to_bytes),
    def("from_bytes($type, /, bytes, byteorder='big', *, signed=False)", from_bytes),
    def("as_integer_ratio($self, /)", |t, a| Ok(tuple::from_refs(t, vec![exact(t, a[0]), t.int(1)]))),
    def("__trunc__($self, /)", itself),
    def("__floor__($self, /)", itself),
    def("__ceil__($self, /)", itself),
    def("__round__($self, ndigits=None, /)", round),
    def("__getnewargs__($self, /)", |t, a| Ok(tuple::from_refs(t, vec![exact(t, a[0])]))),
    def("__format__($self, format_spec, /)", |t, a| format(t, a[0], a[1])),
    def("__sizeof__($self, /)", |t, a| Ok(from(t, sizeof(a[0])))),
    def("is_integer($self, /)", |_, _| Ok(Ref::TRUE)),
];

pub(super) static GETSET: &[GetSet] = &[
    getter("real", |t, v| Ok(exact(t, v))),
    getter("imag", |t, _| Ok(t.int(0))),
    getter("numerator", |t, v| Ok(exact(t, v))),
    getter("denominator", |t, _| Ok(t.int(1))),
];

fn itself(t: &Thread, a: &[Value]) -> Res {
    Ok(exact(t, a[0]))
}

fn round(t: &Thread, a: &[Value]) -> Res {
    if a[1].is_none_or_undef() {
        return Ok(exact(t, a[0]));
    }
    let places = ops::index(t, a[1])?;
    let places = view(&places);
    if !places.is_negative() {
        return Ok(exact(t, a[0]));
    }
    let places = convert::to_u64(arith::neg(places).view()).unwrap_or(u64::MAX);
    let number = view(&a[0]);
    let rounded = weighed(t, bits::bit_length(number), || arith::round_to_tens(number, places));
    Ok(from_int(t, rounded.or_raise(t)?))
}

/// `format(n, spec)`
pub(super) fn format(t: &Thread, v: Value, spec: Value) -> Res {
    let Some(text) = spec_text(t, spec)? else { return ops::to_str(t, v) };
    let name = type_name(v);
    let spec = parse_spec(t, &text, Target::INT, &name)?;
    let number = view(&v);
    if spec.kind == Some('c')
        && let Some(code @ 0xd800..=0xdfff) = to_i64(v)
    {
        return surrogate(t, code as u32, &spec, &name);
    }
    let text = weighed(t, bits::bit_length(number), || format_int(number, &spec, digits_limit(), &name));
    Ok(t.str(&text.or_raise(t)?))
}

/// `format(0xd800, "c")`: Rust's text has no lone surrogates, so another character stands in.
fn surrogate(t: &Thread, code: u32, spec: &Spec, name: &str) -> Res {
    const STAND_IN: char = '\u{10fffd}';
    let text = format_int(IntRef::Small(i64::from(u32::from(STAND_IN))), spec, 0, name).or_raise(t)?;
    let back = |c| if c == STAND_IN { code } else { u32::from(c) };
    Ok(str::from_owned(t, &Owned::from_code_points(text.chars().map(back))))
}

/// As `sys.getsizeof` shows it elsewhere: a header, and digits of 30 bits. (Most ints take no memory of their own here.)
fn sizeof(v: Value) -> u64 {
    24 + 4 * bits::bit_length(view(&v)).div_ceil(30).max(1)
}

/// Whether a `byteorder` argument says big endian.
fn is_big(t: &Thread, function: &str, order: Value) -> Res<bool> {
    if order.is_undef() || str::equals(order, "big") {
        return Ok(true);
    }
    if !str::is_str(order) {
        let name = type_name(order);
        return Err(t.type_error(format_args!("{function}() argument 'byteorder' must be str, not {name}")));
    }
    if str::equals(order, "little") {
        return Ok(false);
    }
    Err(t.value_error("byteorder must be either 'little' or 'big'"))
}

fn flag(t: &Thread, v: Value) -> Res<bool> {
    if v.is_undef() { Ok(false) } else { ops::truth(t, v) }
}

fn to_bytes(t: &Thread, a: &[Value]) -> Res {
    let length = if a[1].is_undef() { t.int(1) } else { ops::index(t, a[1])? };
    let Some(length) = to_i64(length.v()) else {
        return Err(t.overflow_error("Python int too large to convert to C ssize_t"));
    };
    let big = is_big(t, "to_bytes", a[2])?;
    let signed = flag(t, a[3])?;
    if length < 0 {
        return Err(t.value_error("length argument must be non-negative"));
    }
    let bytes = convert::to_bytes(view(&a[0]), length as usize, big, signed).or_raise(t)?;
    Ok(bytes::from_vec(t, bytes))
}

fn from_bytes(t: &Thread, a: &[Value]) -> Res {
    let [class, source, order, signed] = a else { return Err(t.system_error("from_bytes: bad call")) };
    let big = is_big(t, "from_bytes", *order)?;
    let signed = flag(t, *signed)?;
    let bytes = bytes_argument(t, *source)?;
    let number = from_int(t, convert::from_bytes(&bytes, big, signed));
    if class.is(INT.get()) { Ok(number) } else { ops::call_pos(t, *class, &[number.v()]) }
}

/// What `bytes(x)` takes, but for ints and text: `__bytes__`, buffers, iterables of ints.
fn bytes_argument(t: &Thread, v: Value) -> Res<Vec<u8>> {
    if let Some(made) = make::dunder_bytes(t, v)? {
        return Ok(bytes::view(&made).to_vec());
    }
    if buffer::is_buffer(v) {
        return buffer::to_vec(t, v);
    }
    make::from_ints(t, v, "bytes", "bytes must be in range(0, 256)")
}
