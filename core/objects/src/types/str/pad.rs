//! Strs padded to a width: `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use super::{exact, from_owned, try_view, view};
use crate::error::Res;
use crate::ops::{self, type_name};
use crate::thread::Thread;
use crate::types::size;
use crate::value::Value;
use heddle_text::{Kind, Owned, View};

fn fill_arg(t: &Thread, v: Value) -> Res<u32> {
    if v.is_undef() {
        return Ok(' ' as u32);
    }
    match try_view(&v) {
        Some(text) if text.len() == 1 => Ok(text.get(0)),
        Some(_) => Err(t.type_error("The fill character must be exactly one character long")),
        None => Err(t.type_error(format_args!(
            "The fill character must be a unicode character, not {}",
            type_name(v)
        ))),
    }
}

fn padded(t: &Thread, a: &[Value], pad: fn(View, usize, u32) -> Owned) -> Res {
    let width = size::width(t, a[1])?;
    let fill = fill_arg(t, a[2])?;
    let text = view(&a[0]);
    if width <= text.len() {
        return Ok(exact(t, a[0]));
    }
    size::check(t, width, text.kind().max(Kind::of(fill)).width())?;
    Ok(from_owned(t, &pad(text, width, fill)))
}

pub(super) fn center(t: &Thread, a: &[Value]) -> Res {
    padded(t, a, |text, width, fill| text.center(width, fill))
}

pub(super) fn ljust(t: &Thread, a: &[Value]) -> Res {
    padded(t, a, |text, width, fill| text.ljust(width, fill))
}

pub(super) fn rjust(t: &Thread, a: &[Value]) -> Res {
    padded(t, a, |text, width, fill| text.rjust(width, fill))
}

pub(super) fn zfill(t: &Thread, a: &[Value]) -> Res {
    let width = size::width(t, a[1])?;
    let text = view(&a[0]);
    if width <= text.len() {
        return Ok(exact(t, a[0]));
    }
    size::check(t, width, text.kind().width())?;
    Ok(from_owned(t, &text.zfill(width)))
}

/// A tab size: a C `int`, below zero is zero.
pub(crate) fn tab_size(t: &Thread, v: Value) -> Res<usize> {
    if v.is_undef() {
        return Ok(8);
    }
    let n = ops::index(t, v)?;
    let n = crate::types::int::to_i64(n.v()).and_then(|n| i32::try_from(n).ok());
    match n {
        Some(n) => Ok(n.max(0) as usize),
        None => Err(t.overflow_error("Python int too large to convert to C int")),
    }
}

pub(super) fn expandtabs(t: &Thread, a: &[Value]) -> Res {
    let tab = tab_size(t, a[1])?;
    let text = view(&a[0]);
    let tabs = if tab > 8 { text.count(View::Ascii(b"\t"), 0..text.len()) } else { 0 };
    size::check(t, text.len() + tabs.saturating_mul(tab), text.kind().width())?;
    Ok(from_owned(t, &text.expand_tabs(tab)))
}
