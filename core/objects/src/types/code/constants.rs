//! Constants of code as values, and back.

use crate::error::Res;
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{float, int, set, str, tuple};
use crate::value::Value;
use heddle_bytecode::Const;
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
        Const::Bytes(data) => bytes(t, data)?,
        Const::BigInt { negative, magnitude } => big_int(t, *negative, magnitude),
        Const::Complex(..) => return Err(t.system_error("complex constants are not there yet")),
        Const::FrozenSet(items) => {
            let items: Res<Vec<Ref>> = items.iter().map(|c| constant(t, c)).collect();
            set::frozen_from_refs(t, items?)?
        }
    })
}

/// A new bytes object.
pub(super) fn bytes(t: &Thread, data: &[u8]) -> Res {
    Ok(crate::types::bytes::new(t, data))
}

/// An int of any size from its sign and its magnitude, least significant byte first.
fn big_int(t: &Thread, negative: bool, magnitude: &[u8]) -> Ref {
    let n = heddle_numeric::int::convert::from_bytes(magnitude, false, false);
    let n = if negative { heddle_numeric::int::arith::neg(n.view()) } else { n };
    crate::types::int::from_int(t, n)
}

/// Whether a str constant is likely to be used as a name: such ones are interned.
fn is_name_like(text: View) -> bool {
    text.len() <= 64
        && text.chars().all(|c| c == u32::from(b'_') || char::from_u32(c).is_some_and(char::is_alphanumeric))
}

/// A value as a constant of code; `None` if it cannot be one. TO BE COMPLETED, as above.
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
        return int::to_i64(v).map(Const::Int);
    }
    if let Some(f) = float::get(v) {
        return Some(Const::Float(f.to_bits()));
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
