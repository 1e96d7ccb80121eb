//! Items of memory as objects, by the letters of the struct module in native size and order.
//!
//! It must never know where the bytes come from.

use crate::error::{Raised, Res};
use crate::ops::{self, slots_of};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{bytes, exceptions as exc, int};
use crate::value::Value;

/// The letter of a native format of one item, with or without `@`.
pub(super) fn letter(format: &str) -> Option<u8> {
    match format.strip_prefix('@').unwrap_or(format).as_bytes() {
        [letter] => size(*letter).map(|_| *letter),
        _ => None,
    }
}

/// The size of a letter's item.
pub(super) fn size(letter: u8) -> Option<usize> {
    Some(match letter {
        b'c' | b'b' | b'B' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
        _ => return None,
    })
}

/// Whether the items of a letter are equal just where their bytes are.
pub(super) fn is_plain(letter: u8) -> bool {
    !matches!(letter, b'f' | b'd' | b'e' | b'?')
}

/// A half-precision float's value.
pub fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    }
}

/// The nearest half-precision float, ties to even; `None` if it is out of range.
pub fn f64_to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let size = x.abs();
    if x.is_nan() {
        return Some(sign | 0x7E00);
    }
    if size.is_infinite() {
        return Some(sign | 0x7C00);
    }
    if size < 2f64.powi(-14) {
        return Some(sign | (size * 2f64.powi(24)).round_ties_even() as u16);
    }
    let exponent = ((size.to_bits() >> 52) as i32) - 1023;
    let fraction = ((size / 2f64.powi(exponent) - 1.0) * 1024.0).round_ties_even() as u32;
    let bits = (((exponent + 15) as u32) << 10) + fraction;
    (exponent <= 15 && bits < 0x7C00).then_some(sign | bits as u16)
}

/// The object that an item's bytes stand for.
pub(super) fn unpack(t: &Thread, letter: u8, item: &[u8]) -> Res {
    fn of<const N: usize>(item: &[u8]) -> [u8; N] {
        let mut bytes = [0; N];
        bytes.copy_from_slice(&item[..N]);
        bytes
    }
    match letter {
        b'B' => Ok(t.int(item[0].into())),
        b'b' => Ok(t.int((item[0] as i8).into())),
        b'c' => Ok(bytes::new(t, &item[..1])),
        b'?' => Ok(Ref::bool(item[0] != 0)),
        b'h' => Ok(t.int(i16::from_ne_bytes(of(item)).into())),
        b'H' => Ok(t.int(u16::from_ne_bytes(of(item)).into())),
        b'i' => Ok(t.int(i32::from_ne_bytes(of(item)).into())),
        b'I' => Ok(t.int(u32::from_ne_bytes(of(item)).into())),
        b'l' | b'q' | b'n' => Ok(t.int(i64::from_ne_bytes(of(item)))),
        b'f' => Ok(t.float(f32::from_ne_bytes(of(item)).into())),
        b'd' => Ok(t.float(f64::from_ne_bytes(of(item)))),
        b'e' => Ok(t.float(half_to_f64(u16::from_ne_bytes(of(item))))),
        _ => Ok(int::from(t, u64::from_ne_bytes(of(item)))),
    }
}

#[cold]
fn invalid_type(t: &Thread, format: &str) -> Raised {
    t.type_error(format_args!("memoryview: invalid type for format '{format}'"))
}

#[cold]
fn invalid_value(t: &Thread, format: &str) -> Raised {
    t.value_error(format_args!("memoryview: invalid value for format '{format}'"))
}

/// The bytes of an object as an item.
pub(super) fn pack(t: &Thread, letter: u8, format: &str, v: Value) -> Res<Vec<u8>> {
    match letter {
        b'c' => match bytes::try_view(&v) {
            Some(&[byte]) => Ok(vec![byte]),
            Some(_) => Err(invalid_value(t, format)),
            None => Err(invalid_type(t, format)),
        },
        b'?' => Ok(vec![ops::truth(t, v)?.into()]),
        b'f' | b'd' | b'e' => {
            let x = match ops::arg_f64(t, v) {
                Err(e) if e.is(&exc::TYPE_ERROR) => return Err(invalid_type(t, format)),
                other => other?,
            };
            match letter {
                b'd' => Ok(x.to_ne_bytes().to_vec()),
                b'f' if x.is_finite() && (x as f32).is_infinite() => Err(invalid_value(t, format)),
                b'f' => Ok((x as f32).to_ne_bytes().to_vec()),
                _ => f64_to_half(x).map(|h| h.to_ne_bytes().to_vec()).ok_or_else(|| invalid_value(t, format)),
            }
        }
        _ => {
            if !int::is_int(v) && slots_of(v).index.is_none() {
                return Err(invalid_type(t, format));
            }
            let n = ops::index(t, v)?;
            let n = int::to_i64(n.v()).map(i128::from).or_else(|| int::to_u64(n.v()).map(i128::from));
            let n = n.ok_or_else(|| invalid_value(t, format))?;
            let bits = size(letter).unwrap_or(8) as u32 * 8;
            let signed = matches!(letter, b'b' | b'h' | b'i' | b'l' | b'q' | b'n');
            let range = if signed { -(1i128 << (bits - 1))..1 << (bits - 1) } else { 0..1 << bits };
            if !range.contains(&n) {
                return Err(invalid_value(t, format));
            }
            let all = (n as u64).to_le_bytes();
            let mut item = all[..bits as usize / 8].to_vec();
            if cfg!(target_endian = "big") {
                item.reverse();
            }
            Ok(item)
        }
    }
}
