//! Other texts made of one: case, `replace`, `encode`, `__format__`'s and `repr`'s relatives without arguments.

use super::find::text_arg;
use super::{exact, from_owned, new, view};
use crate::error::Res;
use crate::thread::Thread;
use crate::types::args::shown;
use crate::types::{size, tuple};
use crate::value::Value;

macro_rules! cases {
    ($($name:ident => $method:ident;)*) => {
        $(pub(super) fn $name(t: &Thread, a: &[Value]) -> Res {
            Ok(from_owned(t, &view(&a[0]).$method()))
        })*
    };
}

cases! {
    capitalize => capitalize;
    casefold => casefold;
    lower => to_lower;
    swapcase => swapcase;
    title => to_title;
    upper => to_upper;
}

pub(super) fn replace(t: &Thread, a: &[Value]) -> Res {
    let old = text_arg(t, &a[1], "replace", 1)?;
    let with = text_arg(t, &a[2], "replace", 2)?;
    let limit = size::limit(t, a[3])?;
    let text = view(&a[0]);
    if with.len() > old.len() {
        // What it may grow to at most; counted only where that is much.
        let most = (text.len() / old.len().max(1) + 1).min(limit);
        let bytes = with.kind().max(text.kind()).width();
        if most.saturating_mul(with.len()) > 1 << 24 {
            let times = text.count(old, 0..text.len()).min(limit);
            let grown = times.checked_mul(with.len() - old.len()).and_then(|n| n.checked_add(text.len()));
            match grown.filter(|&n| isize::try_from(n).is_ok()) {
                Some(len) => size::check(t, len, bytes)?,
                None => return Err(t.overflow_error("replace string is too long")),
            }
        }
    }
    Ok(match text.replace(old, with, limit) {
        Some(changed) => from_owned(t, &changed),
        None => exact(t, a[0]),
    })
}

/// A codec's name or an error handler's, as an argument of `encode` and its kin; `None` where it is missing.
pub(crate) fn codec_arg(t: &Thread, v: Value, function: &str, name: &str) -> Res<Option<String>> {
    if v.is_undef() {
        return Ok(None);
    }
    match super::try_view(&v) {
        Some(text) => match text.to_utf8() {
            Some(text) if text.contains('\0') => Err(t.value_error("embedded null character")),
            Some(text) => Ok(Some(text)),
            None => super::to_utf8(t, v).map(Some),
        },
        None => Err(t.type_error(format_args!(
            "{function}() argument '{name}' must be str, not {}",
            if function == "str" { crate::ops::type_name(v) } else { shown(v) }
        ))),
    }
}

pub(super) fn encode(t: &Thread, a: &[Value]) -> Res {
    let encoding = codec_arg(t, a[1], "encode", "encoding")?;
    let errors = codec_arg(t, a[2], "encode", "errors")?;
    crate::codecs::encode_text(t, a[0], encoding.as_deref().unwrap_or("utf-8"), errors.as_deref())
}

pub(super) fn getnewargs(t: &Thread, a: &[Value]) -> Res {
    let copy = new(t, view(&a[0]));
    Ok(tuple::from_refs(t, vec![copy]))
}

pub(super) fn sizeof(t: &Thread, a: &[Value]) -> Res {
    let text = view(&a[0]);
    // Sizes that programs know: a header for ASCII and one for the rest, and a terminator.
    let width = text.kind().width();
    let header = if text.is_ascii() { 40 } else { 56 };
    Ok(t.int((header + (text.len() + 1) * width) as i64))
}

/// `ascii(v)`: `repr(v)` with what is not ASCII escaped.
pub fn ascii(t: &Thread, v: Value) -> Res {
    let shown = crate::ops::repr(t, v)?;
    let text = view(&shown);
    if text.is_ascii() {
        return Ok(shown);
    }
    let mut buf = heddle_text::Buf::with_capacity(text.len());
    for c in text.chars() {
        match c {
            0..0x80 => buf.push(c),
            0x80..0x100 => buf.push_str(&format!("\\x{c:02x}")),
            0x100..0x1_0000 => buf.push_str(&format!("\\u{c:04x}")),
            _ => buf.push_str(&format!("\\U{c:08x}")),
        }
    }
    Ok(from_owned(t, &buf.finish()))
}
