//! Other bytes made of some: case, `replace`, `translate`, `hex`, `decode`; the predicates.

use super::shared::{like, own, same, with_own};
use super::{BYTES, from_vec, is_bytes, new};
use crate::error::Res;
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::buffer::{self, Buffer};
use crate::types::{size, str, tuple};
use crate::value::Value;
use heddle_text::bytes as algorithms;

macro_rules! cases {
    ($($name:ident => $f:expr;)*) => {
        $(pub(super) fn $name(t: &Thread, a: &[Value]) -> Res {
            let made: Vec<u8> = with_own(t, a[0], $f);
            Ok(like(t, a[0], made))
        })*
    };
}

cases! {
    capitalize => algorithms::capitalize;
    lower => |b| b.to_ascii_lowercase();
    swapcase => algorithms::swapcase;
    title => algorithms::title;
    upper => |b| b.to_ascii_uppercase();
}

macro_rules! predicates {
    ($($name:ident => $f:expr;)*) => {
        $(pub(super) fn $name(t: &Thread, a: &[Value]) -> Res {
            Ok(Ref::bool(with_own(t, a[0], $f)))
        })*
    };
}

predicates! {
    isalnum => algorithms::is_alnum;
    isalpha => algorithms::is_alpha;
    isascii => |b| b.is_ascii();
    isdigit => algorithms::is_digit;
    islower => algorithms::is_lower;
    isspace => algorithms::is_space;
    istitle => algorithms::is_title;
    isupper => algorithms::is_upper;
}

pub(super) fn replace(t: &Thread, a: &[Value]) -> Res {
    let old = Buffer::get(t, a[1])?;
    let with = Buffer::get(t, a[2])?;
    let limit = size::limit(t, a[3])?;
    let bytes = own(t, &a[0]);
    if with.len() > old.len() {
        let most = (bytes.len() / old.len().max(1) + 1).min(limit);
        if most.saturating_mul(with.len()) > 1 << 24 {
            let times = algorithms::count(&bytes, &old, 0..bytes.len()).min(limit);
            let grown = times.checked_mul(with.len() - old.len()).and_then(|n| n.checked_add(bytes.len()));
            match grown.filter(|&n| isize::try_from(n).is_ok()) {
                Some(len) => size::check(t, len, 1)?,
                None => return Err(t.overflow_error("replace bytes is too long")),
            }
        }
    }
    Ok(match algorithms::replace(&bytes, &old, &with, limit) {
        Some(made) => like(t, a[0], made),
        None => same(t, a[0], bytes),
    })
}

pub(super) fn translate(t: &Thread, a: &[Value]) -> Res {
    let table = if a[1].is_none() {
        None
    } else {
        let table = Buffer::get(t, a[1])?;
        match <[u8; 256]>::try_from(&*table) {
            Ok(table) => Some(table),
            Err(_) => return Err(t.value_error("translation table must be 256 characters long")),
        }
    };
    let empty = new(t, &[]);
    let delete = if a[2].is_undef() { empty.v() } else { a[2] };
    let delete = Buffer::get(t, delete)?;
    let bytes = own(t, &a[0]);
    let made = algorithms::translate(&bytes, table.as_ref(), &delete);
    Ok(if made == *bytes { same(t, a[0], bytes) } else { like(t, a[0], made) })
}

pub(super) fn maketrans(t: &Thread, a: &[Value]) -> Res {
    let from = Buffer::get(t, a[0])?;
    let to = Buffer::get(t, a[1])?;
    match algorithms::make_translation(&from, &to) {
        Some(table) => Ok(new(t, &table)),
        None => Err(t.value_error("maketrans arguments must have same length")),
    }
}

/// `hex(sep, bytes_per_sep)` of some bytes.
pub(crate) fn hex_of(t: &Thread, bytes: &[u8], sep: Value, group: Value) -> Res {
    let sep = if sep.is_undef() {
        None
    } else {
        let len = ops::len(t, sep)?;
        let c = match (str::try_view(&sep), super::try_view(&sep)) {
            _ if len != 1 => return Err(t.value_error("sep must be length 1.")),
            (Some(text), _) => text.get(0),
            (_, Some(bytes)) => bytes[0].into(),
            _ => return Err(t.type_error("sep must be str or bytes.")),
        };
        if c > 0x7F {
            return Err(t.value_error("sep must be ASCII."));
        }
        Some(c as u8)
    };
    let group = if group.is_undef() { 1 } else { ops::arg_i32(t, group)? };
    size::check(t, bytes.len().saturating_mul(3), 1)?;
    let made = algorithms::hex(bytes, sep.map(|sep| (sep, group as isize)));
    Ok(str::new(t, heddle_text::View::Ascii(&made)))
}

pub(super) fn hex(t: &Thread, a: &[Value]) -> Res {
    hex_of(t, &own(t, &a[0]), a[1], a[2])
}

/// The bytes that hexadecimal digits in a str or in bytes stand for.
fn from_digits(t: &Thread, digits: Value) -> Res<Vec<u8>> {
    let made = match str::try_view(&digits) {
        Some(text) => algorithms::from_hex_text(text),
        None if buffer::is_buffer(digits) => algorithms::from_hex(&*Buffer::get(t, digits)?),
        None => {
            return Err(t.type_error(format_args!(
                "fromhex() argument must be str or bytes-like, not {}",
                type_name(digits)
            )));
        }
    };
    made.map_err(|e| t.value_error(e))
}

pub(super) fn fromhex(t: &Thread, a: &[Value]) -> Res {
    let made = from_vec(t, from_digits(t, a[1])?);
    if a[0].is(BYTES.get()) { Ok(made) } else { ops::call_pos(t, a[0], &[made.v()]) }
}

pub(super) fn fromhex_bytearray(t: &Thread, a: &[Value]) -> Res {
    let digits = from_digits(t, a[1])?;
    if a[0].is(crate::types::bytearray::BYTEARRAY.get()) {
        return Ok(crate::types::bytearray::from_vec(t, digits));
    }
    let made = from_vec(t, digits);
    ops::call_pos(t, a[0], &[made.v()])
}

pub(super) fn decode(t: &Thread, a: &[Value]) -> Res {
    let encoding = str::codec_arg(t, a[1], "decode", "encoding")?;
    let errors = str::codec_arg(t, a[2], "decode", "errors")?;
    crate::codecs::decode_text(t, a[0], encoding.as_deref().unwrap_or("utf-8"), errors.as_deref())
}

pub(super) fn getnewargs(t: &Thread, a: &[Value]) -> Res {
    let copy = new(t, super::view(&a[0]));
    Ok(tuple::from_refs(t, vec![copy]))
}

pub(super) fn dunder_bytes(t: &Thread, a: &[Value]) -> Res {
    debug_assert!(is_bytes(a[0]));
    Ok(super::exact(t, a[0]))
}

pub(super) fn sizeof(t: &Thread, a: &[Value]) -> Res {
    let header = size_of::<super::Bytes>() + size_of::<heddle_gc::Header>();
    Ok(t.int((header + super::view(&a[0]).len()) as i64))
}
