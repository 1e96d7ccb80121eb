//! Constants of code as values, and back.

use crate::error::Res;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{bytes, complex, float, int, set, str, tuple};
use crate::value::Value;
use heddle_bytecode::Const;
use heddle_numeric::IntRef;
use heddle_numeric::int::{arith, bits, convert};
use heddle_text::{Owned, View};

/// A constant as a value.
pub fn constant(t: &Thread, c: &Const) -> Res {
    Ok(match c {
        Const::None => Ref::NONE,
        Const::Bool(b) => Ref::bool(*b),
        Const::Ellipsis => Ref::immediate(Value::ELLIPSIS),
        Const::Int(n) => t.int(*n),
        Const::Float(bits) => t.float(f64::from_bits(*bits)),
        Const::Str(text) => {
            let Some(text) = Owned::from_wtf8(text) else {
                return Err(t.system_error("a str constant is not well-formed"));
            };
            if is_name_like(text.view()) {
                str::intern_view(t, text.view())
            } else {
                str::from_owned(t, &text)
            }
        }
        Const::Tuple(items) => {
            let items: Res<Vec<Ref>> = items.iter().map(|c| constant(t, c)).collect();
            tuple::from_refs(t, items?)
        }
        Const::Code(code) => t.deeper(|| super::new(t, code))?,
        Const::Bytes(data) => bytes::new(t, data),
        Const::BigInt { negative, magnitude } => big_int(t, *negative, magnitude),
        Const::Complex(re, im) => t.complex(f64::from_bits(*re), f64::from_bits(*im)),
        Const::FrozenSet(items) => {
            let items: Res<Vec<Ref>> = items.iter().map(|c| constant(t, c)).collect();
            set::frozen_from_refs(t, items?)?
        }
    })
}

/// An int of any size from its sign and its magnitude, least significant byte first.
fn big_int(t: &Thread, negative: bool, magnitude: &[u8]) -> Ref {
    let n = convert::from_bytes(magnitude, false, false);
    int::from_int(t, if negative { arith::neg(n.view()) } else { n })
}

/// The reverse of [`big_int`].
fn big_constant(n: IntRef) -> Const {
    let length = bits::bit_length(n).div_ceil(8) as usize;
    let magnitude = convert::to_bytes(arith::abs(n).view(), length, false, false).unwrap_or_default();
    Const::BigInt { negative: n.is_negative(), magnitude: magnitude.into() }
}

/// Whether a str constant is likely to be used as a name: such ones are interned.
fn is_name_like(text: View) -> bool {
    text.len() <= 64
        && text.chars().all(|c| c == u32::from(b'_') || char::from_u32(c).is_some_and(char::is_alphanumeric))
}

/// A value as a constant of code; `None` if it cannot be one.
pub fn to_const(v: Value) -> Option<Const> {
    if v.is_none() {
        return Some(Const::None);
    }
    if v.is_bool() {
        return Some(Const::Bool(v.is(Value::TRUE)));
    }
    if v.is(Value::ELLIPSIS) {
        return Some(Const::Ellipsis);
    }
    if v.is_small_int() || int::INT.is_exact(v) {
        let n = int::view(&v);
        return Some(int::to_i64(v).map_or_else(|| big_constant(n), Const::Int));
    }
    if let Some(f) = float::get(v) {
        return Some(Const::Float(f.to_bits()));
    }
    if let Some(z) = complex::get(v) {
        return Some(Const::Complex(z.re.to_bits(), z.im.to_bits()));
    }
    if let Some(data) = bytes::try_view(&v) {
        return Some(Const::Bytes(data.into()));
    }
    if let Some(text) = str::try_view(&v) {
        return Some(Const::Str(text.to_wtf8().into()));
    }
    if let Some(items) = tuple::try_items(&v) {
        let items: Option<Box<[Const]>> = items.iter().map(|&v| to_const(v)).collect();
        return items.map(Const::Tuple);
    }
    if set::FROZENSET.is_exact(v) {
        let items = set::items(crate::thread::current(), v);
        let items: Option<Box<[Const]>> = items.iter().map(|v| to_const(v.v())).collect();
        return items.map(Const::FrozenSet);
    }
    super::is_code(v).then(|| Const::Code(super::data(&v).code.clone()))
}
