//! Values to bytes and back.

use super::error;
use super::format::{Item, Kind, Layout};
use crate::util::complex_of;
use heddle_numeric::int::convert;
use heddle_objects::types::{bytes, int};
use heddle_objects::{Raised, Ref, Res, Thread, Value, ops};

fn put(out: &mut [u8], little: &[u8], big_endian: bool) {
    out.copy_from_slice(&little[..out.len()]);
    if big_endian {
        out.reverse();
    }
}

#[cold]
fn out_of_range(t: &Thread, letter: char, least: i128, most: i128) -> Raised {
    error(t, format_args!("'{letter}' format requires {least} <= number <= {most}"))
}

fn integer(t: &Thread, v: Value) -> Res {
    if int::is_int(v) {
        return Ok(Ref::new(v));
    }
    if ops::slots_of(v).index.is_none() {
        return Err(error(t, "required argument is not an integer"));
    }
    ops::index(t, v)
}

fn pack_integer(t: &Thread, out: &mut [u8], item: &Item, v: Value, big_endian: bool) -> Res<()> {
    let n = integer(t, v)?;
    let bits = item.size as u32 * 8;
    if item.letter == 'P' {
        // A pointer: its bits, whatever the sign.
        let fits = convert::to_i64(int::view(&n)).is_some() || convert::to_u64(int::view(&n)).is_some();
        if !fits {
            return Err(error(t, "int too large to convert"));
        }
        put(out, &convert::wrap_u64(int::view(&n)).to_le_bytes(), big_endian);
        return Ok(());
    }
    let (least, most) = match item.kind {
        Kind::Signed(_) => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
        _ => (0, (1i128 << bits) - 1),
    };
    match convert::to_i128(int::view(&n)).filter(|n| (least..=most).contains(n)) {
        Some(n) => put(out, &n.to_le_bytes(), big_endian),
        None => return Err(out_of_range(t, item.letter, least, most)),
    }
    Ok(())
}

/// The bits of a half-precision float; `None` if it is too large. Rounds to even.
pub fn half_from(x: f64) -> Option<u16> {
    let bits = x.to_bits();
    let sign = (bits >> 48) as u16 & 0x8000;
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let magnitude = x.abs();
    if magnitude == 0.0 {
        return Some(sign);
    }
    // In units of the last place of the result.
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(-14);
    let units = (magnitude * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    // A carry out of the fraction raises the exponent by itself; below the normal numbers there is no hidden bit.
    let result =
        if exponent == -14 && units < 1024 { units } else { ((exponent + 14) as u32) * 1024 + units };
    if result >= 0x7c00 { None } else { Some(sign | result as u16) }
}

/// The float of half-precision bits.
pub fn half_to(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        e => (1024.0 + fraction) * 2f64.powi(e - 25),
    }
}

fn pack_float(t: &Thread, out: &mut [u8], x: f64, big_endian: bool) -> Res<()> {
    match out.len() {
        2 => match half_from(x) {
            Some(bits) => put(out, &bits.to_le_bytes(), big_endian),
            None => return Err(t.overflow_error("float too large to pack with e format")),
        },
        4 => {
            let narrow = x as f32;
            if narrow.is_infinite() && x.is_finite() {
                return Err(t.overflow_error("float too large to pack with f format"));
            }
            put(out, &narrow.to_le_bytes(), big_endian);
        }
        _ => put(out, &x.to_le_bytes(), big_endian),
    }
    Ok(())
}

fn pack_bytes(t: &Thread, out: &mut [u8], item: &Item, v: Value) -> Res<()> {
    let given = if bytes::is_bytes(v) {
        bytes::view(&v).to_vec()
    } else if heddle_objects::types::bytearray::BYTEARRAY.is_instance(v) {
        heddle_objects::types::buffer::to_vec(t, v)?
    } else {
        return Err(error(t, format_args!("argument for '{}' must be a bytes object", item.letter)));
    };
    let mut to = out;
    if item.kind == Kind::Pascal {
        let Some((length, rest)) = to.split_first_mut() else { return Ok(()) };
        *length = given.len().min(rest.len()).min(255) as u8;
        to = rest;
    }
    let n = given.len().min(to.len());
    to[..n].copy_from_slice(&given[..n]);
    Ok(())
}

fn pack_one(t: &Thread, out: &mut [u8], item: &Item, v: Value, big_endian: bool) -> Res<()> {
    match item.kind {
        Kind::Signed(_) | Kind::Unsigned(_) => pack_integer(t, out, item, v, big_endian),
        Kind::Float(_) => {
            if ops::slots_of(v).float.is_none() && ops::slots_of(v).index.is_none() && !int::is_int(v) {
                return Err(error(t, "required argument is not a float"));
            }
            pack_float(t, out, ops::arg_f64(t, v)?, big_endian)
        }
        Kind::Complex(part) => {
            let Some(z) = complex_of(t, v)? else {
                return Err(error(t, "required argument is not a complex"));
            };
            let (re, im) = out.split_at_mut(part as usize);
            pack_float(t, re, z.re, big_endian)?;
            pack_float(t, im, z.im, big_endian)
        }
        Kind::Bool => {
            out[0] = u8::from(ops::truth(t, v)?);
            Ok(())
        }
        Kind::Char => match bytes::try_view(&v) {
            Some(&[c]) => {
                out[0] = c;
                Ok(())
            }
            _ => Err(error(t, "char format requires a bytes object of length 1")),
        },
        Kind::Bytes | Kind::Pascal => pack_bytes(t, out, item, v),
    }
}

/// The bytes of values, of which there are as many as the layout wants.
pub fn pack(t: &Thread, layout: &Layout, values: &[Value]) -> Res<Vec<u8>> {
    let mut out = Vec::new();
    if out.try_reserve_exact(layout.size).is_err() {
        return Err(t.memory_error(""));
    }
    out.resize(layout.size, 0);
    let mut values = values.iter();
    for item in &layout.items {
        for k in 0..item.count {
            let Some(&v) = values.next() else { return Ok(out) };
            let at = item.offset + k * item.size;
            pack_one(t, &mut out[at..at + item.size], item, v, layout.big_endian)?;
        }
    }
    Ok(out)
}

fn float_at(bytes: &[u8], big_endian: bool) -> f64 {
    let mut word = [0u8; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    if big_endian {
        word[..bytes.len()].reverse();
    }
    match bytes.len() {
        2 => half_to(u16::from_le_bytes([word[0], word[1]])),
        4 => f64::from(f32::from_le_bytes([word[0], word[1], word[2], word[3]])),
        _ => f64::from_le_bytes(word),
    }
}

fn unpack_one(t: &Thread, bytes: &[u8], item: &Item, big_endian: bool) -> Ref {
    match item.kind {
        Kind::Signed(_) | Kind::Unsigned(_) => {
            let mut word = [0u8; 8];
            word[..bytes.len()].copy_from_slice(bytes);
            if big_endian {
                word[..bytes.len()].reverse();
            }
            let n = u64::from_le_bytes(word);
            if item.kind == Kind::Unsigned(item.size as u8) {
                return int::from(t, n);
            }
            let shift = 64 - item.size as u32 * 8;
            t.int((n << shift) as i64 >> shift)
        }
        Kind::Float(_) => t.float(float_at(bytes, big_endian)),
        Kind::Complex(part) => {
            let (re, im) = bytes.split_at(part as usize);
            crate::util::complex(t, float_at(re, big_endian), float_at(im, big_endian))
        }
        Kind::Bool => Ref::bool(bytes[0] != 0),
        Kind::Char | Kind::Bytes => t.bytes(bytes),
        Kind::Pascal => match bytes.split_first() {
            Some((&n, rest)) => t.bytes(&rest[..rest.len().min(n as usize)]),
            None => t.bytes(b""),
        },
    }
}

/// The values in as many bytes as the layout takes.
pub fn unpack(t: &Thread, layout: &Layout, bytes: &[u8]) -> Ref {
    let mut values = Vec::with_capacity(layout.values);
    for item in &layout.items {
        for k in 0..item.count {
            let at = item.offset + k * item.size;
            values.push(unpack_one(t, &bytes[at..at + item.size], item, layout.big_endian));
        }
    }
    heddle_objects::types::tuple::from_refs(t, values)
}
