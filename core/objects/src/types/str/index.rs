//! Items, slices, concatenation, repetition of strs.

use super::{
    STR, Str, build, build_outside, bytes_of, exact, from_char, from_owned, is_str, len, new, part, point_to,
    shared, view,
};
use crate::error::{Raised, Res};
use crate::ops::{self, type_name};
use crate::refs::Ref;
use crate::thread::Thread;
use crate::types::{int, size, slice};
use crate::value::Value;
use heddle_text::{Kind, View};

/// `s[key]`
pub(super) fn getitem(t: &Thread, s: Value, key: Value) -> Res {
    let text = view(&s);
    if let Some(k) = key.as_small_int() {
        return match wrap(k as isize, text.len()) {
            Some(k) => Ok(from_char(t, text.get(k))),
            None => Err(out_of_range(t)),
        };
    }
    if slice::is_slice(key) {
        let (start, _, step, count) = slice::indices(t, key, text.len())?;
        return Ok(match step {
            _ if count == 0 => shared(t, 256),
            1 => part(t, s, start as usize..start as usize + count),
            _ => from_owned(t, &text.step(start as usize, step, count)),
        });
    }
    if ops::slots_of(key).index.is_none() {
        return Err(t.type_error(format_args!("string indices must be integers, not '{}'", type_name(key))));
    }
    let k = ops::index_isize(t, key)?;
    wrap(k, text.len()).map(|k| from_char(t, text.get(k))).ok_or_else(|| out_of_range(t))
}

#[cold]
fn out_of_range(t: &Thread) -> Raised {
    t.index_error("string index out of range")
}

/// An index counted from the end if negative; `None` if it is out of range.
#[inline]
fn wrap(index: isize, len: usize) -> Option<usize> {
    let index = if index < 0 { index.wrapping_add_unsigned(len) } else { index };
    usize::try_from(index).ok().filter(|&k| k < len)
}

/// `sub in s`
pub(super) fn contains(t: &Thread, s: Value, sub: Value) -> Res<bool> {
    let Some(sub) = super::try_view(&sub) else {
        return Err(t.type_error(format_args!(
            "'in <string>' requires string as left operand, not {}",
            type_name(sub)
        )));
    };
    Ok(view(&s).contains(sub))
}

/// `a + b`
pub(super) fn add(t: &Thread, a: Value, b: Value) -> Res {
    if !is_str(b) {
        return Err(t.type_error(format_args!("can only concatenate str (not \"{}\") to str", type_name(b))));
    }
    if len(b) == 0 {
        return Ok(exact(t, a));
    }
    if len(a) == 0 {
        return Ok(exact(t, b));
    }
    Ok(extended(t, a, b).unwrap_or_else(|| concat(t, &[a, b])))
}

/// `a + b` of a long `a`: `b` is written behind its characters if there is room, else both are copied to where there is room for
/// more. `None` for a short `a`, and where the result is wider than `a`.
fn extended(t: &Thread, a: Value, b: Value) -> Option<Ref> {
    let (x, y) = (a.expect::<Str>(), b.expect::<Str>());
    let characters = x.outside()?;
    let kind = x.kind.max(y.kind);
    let width = x.kind.width();
    if kind.width() != width {
        return None;
    }
    let (len, used) = (x.len + y.len, x.len * width);
    // SAFETY: `a` is kept alive by the caller. The bytes that were claimed are written before any str shows them.
    unsafe {
        if characters.extend(used, y.len * width) {
            write(characters.data(), kind, x.len, y.view());
            return Some(point_to(t, STR.shape(), kind, len, characters));
        }
        // A quarter more: text that grows step by step is copied a few times in all.
        let capacity = len * width + len * width / 4;
        Some(build_outside(t, STR.shape(), kind, len, capacity, |to| {
            write(to, kind, 0, x.view());
            write(to, kind, x.len, y.view());
        }))
    }
}

/// `s * n`
pub(super) fn repeat(t: &Thread, s: Value, n: Value) -> Res {
    let too_large = || t.overflow_error("cannot fit 'int' into an index-sized integer");
    let n = int::to_i64(n).ok_or_else(too_large)?.max(0) as usize;
    let text = view(&s);
    match (n, text.len()) {
        (0, _) | (_, 0) => return Ok(shared(t, 256)),
        (1, _) => return Ok(exact(t, s)),
        _ => {}
    }
    let Some(len) = text.len().checked_mul(n).filter(|&n| isize::try_from(n).is_ok()) else {
        return Err(t.overflow_error("repeated string is too long"));
    };
    let kind = text.kind();
    size::check(t, len, kind.width())?;
    let unit = bytes_of(text);
    // SAFETY: `n` times the bytes of the text fill it; the kind is the text's own.
    Ok(unsafe {
        build(t, STR.shape(), kind, len, |to| match *unit {
            [byte] => to.write_bytes(byte, len),
            _ => {
                // What is there is doubled until there is enough.
                let all = unit.len() * n;
                std::ptr::copy_nonoverlapping(unit.as_ptr(), to, unit.len());
                let mut done = unit.len();
                while done < all {
                    let more = done.min(all - done);
                    std::ptr::copy_nonoverlapping(to, to.add(done), more);
                    done += more;
                }
            }
        })
    })
}

/// Writes the characters of a view from `at` on in storage of a kind that is as wide or wider.
///
/// # Safety
/// There is room for them behind `to`, which is aligned for the kind.
unsafe fn write(to: *mut u8, kind: Kind, at: usize, text: View) {
    if kind.width() == text.kind().width() {
        let from = bytes_of(text);
        // SAFETY: the caller's promise.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), to.add(at * kind.width()), from.len()) };
        return;
    }
    // SAFETY: the caller's promise.
    unsafe {
        match kind {
            Kind::Ascii | Kind::Latin1 => {
                text.chars().enumerate().for_each(|(k, c)| to.add(at + k).write(c as u8))
            }
            Kind::Ucs2 => {
                let to = to.cast::<u16>().add(at);
                text.chars().enumerate().for_each(|(k, c)| to.add(k).write(c as u16));
            }
            Kind::Ucs4 => {
                let to = to.cast::<u32>().add(at);
                text.chars().enumerate().for_each(|(k, c)| to.add(k).write(c));
            }
        }
    }
}

/// The strs one after another (what an f-string makes): all of `parts` are strs.
///
/// # Panics
/// If one is none.
pub fn concat(t: &Thread, parts: &[Value]) -> Ref {
    joined(t, View::EMPTY, parts, |v| *v)
}

/// The strs one after another with `sep` between: all of `parts` are strs, whose lengths fit the address space together.
pub(super) fn joined<P>(t: &Thread, sep: View, parts: &[P], value: impl Fn(&P) -> Value) -> Ref {
    let (mut len, mut kind) = (0, Kind::Ascii);
    for part in parts {
        let v = value(part);
        let s = v.expect::<Str>();
        len += s.len;
        kind = kind.max(s.kind);
    }
    if parts.len() > 1 && !sep.is_empty() {
        len += sep.len() * (parts.len() - 1);
        kind = kind.max(sep.kind());
    }
    if len < 2 {
        // Shared ones.
        return match parts.iter().map(&value).find(|v| super::len(*v) > 0) {
            Some(v) => new(t, view(&v)),
            None => new(t, if parts.len() > 1 { sep } else { View::EMPTY }),
        };
    }
    // SAFETY: the lengths add up to `len`; each whole str is of its narrowest kind, so the widest of them is the narrowest for all.
    unsafe {
        build(t, STR.shape(), kind, len, |to| {
            let mut at = 0;
            for (k, part) in parts.iter().enumerate() {
                if k > 0 && !sep.is_empty() {
                    write(to, kind, at, sep);
                    at += sep.len();
                }
                let v = value(part);
                let text = view(&v);
                write(to, kind, at, text);
                at += text.len();
            }
        })
    }
}
