//! Bytes padded to a width: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use super::shared::{like, own, same};
use crate::error::Res;
use crate::thread::Thread;
use crate::types::args::shown;
use crate::types::{bytearray, size, str};
use crate::value::Value;
use heddle_text::bytes as algorithms;

fn fill_arg(t: &Thread, v: Value, function: &str) -> Res<u8> {
    if v.is_undef() {
        return Ok(b' ');
    }
    let wanted = "argument 2 must be a byte string of length 1, not";
    let (len, first, kind) = if let Some(bytes) = super::try_view(&v) {
        (bytes.len(), bytes.first().copied(), "bytes")
    } else if bytearray::is_bytearray(v) {
        bytearray::with(t, v, |bytes| (bytes.len(), bytes.first().copied(), "bytearray"))
    } else {
        return Err(t.type_error(format_args!("{function}() {wanted} {}", shown(v))));
    };
    match first {
        Some(byte) if len == 1 => Ok(byte),
        _ => Err(t.type_error(format_args!("{function}(): {wanted} a {kind} object of length {len}"))),
    }
}

fn padded(t: &Thread, a: &[Value], function: &str, pad: fn(&[u8], usize, u8) -> Vec<u8>) -> Res {
    let width = size::width(t, a[1])?;
    let fill = fill_arg(t, a[2], function)?;
    let bytes = own(t, &a[0]);
    if width <= bytes.len() {
        return Ok(same(t, a[0], bytes));
    }
    size::check(t, width, 1)?;
    Ok(like(t, a[0], pad(&bytes, width, fill)))
}

pub(super) fn center(t: &Thread, a: &[Value]) -> Res {
    padded(t, a, "center", algorithms::center)
}

pub(super) fn ljust(t: &Thread, a: &[Value]) -> Res {
    padded(t, a, "ljust", algorithms::ljust)
}

pub(super) fn rjust(t: &Thread, a: &[Value]) -> Res {
    padded(t, a, "rjust", algorithms::rjust)
}

pub(super) fn zfill(t: &Thread, a: &[Value]) -> Res {
    let width = size::width(t, a[1])?;
    let bytes = own(t, &a[0]);
    if width <= bytes.len() {
        return Ok(same(t, a[0], bytes));
    }
    size::check(t, width, 1)?;
    Ok(like(t, a[0], algorithms::zfill(&bytes, width)))
}

pub(super) fn expandtabs(t: &Thread, a: &[Value]) -> Res {
    let tab = str::tab_size(t, a[1])?;
    let bytes = own(t, &a[0]);
    let tabs = if tab > 8 { algorithms::count(&bytes, b"\t", 0..bytes.len()) } else { 0 };
    size::check(t, bytes.len() + tabs.saturating_mul(tab), 1)?;
    Ok(like(t, a[0], algorithms::expand_tabs(&bytes, tab)))
}
